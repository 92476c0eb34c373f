//! A picture in SVG drawn as PNG, with the fonts of the system: none are bundled, so the bytes
//! depend on the fonts at hand, and letters they do not draw are named.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{GlyphId, Group, Node, Options, Tree, fontdb};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use thiserror::Error;

/// Most pixels of a picture, so that a large one does not take all memory.
const MOST: f32 = 64.0e6;

/// A picture as PNG.
#[derive(Clone, Debug)]
pub struct Png {
    pub bytes: Vec<u8>,
    /// Letters the system's fonts do not draw where they stand; they are boxes.
    pub missing: Vec<char>,
}

/// Why there is no PNG.
#[derive(Debug, Error)]
pub enum NoPng {
    /// The SVG could not be read or is empty.
    #[error("the picture could not be drawn: {0}")]
    NotDrawn(String),
    #[error("the system has no fonts to draw the words with; the SVG file holds the picture")]
    NoFonts,
}

/// Draws a picture at twice its size in pixels, or smaller where it would be too large.
///
/// # Errors
/// [`NoPng`].
pub fn png(svg: &str) -> Result<Png, NoPng> {
    // Reading what fonts a machine has takes longer than drawing.
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_system_fonts();
        // Words in a font that is nowhere would be left out altogether.
        let sans = fontdb::Query {
            families: &[fontdb::Family::SansSerif],
            ..fontdb::Query::default()
        };
        let any = fonts.faces().next().and_then(|face| face.families.first());
        if let (None, Some((name, _))) = (fonts.query(&sans), any.cloned()) {
            fonts.set_sans_serif_family(name);
        }
        Arc::new(fonts)
    });
    if fonts.is_empty() {
        return Err(NoPng::NoFonts);
    }
    let options = Options {
        fontdb: fonts.clone(),
        ..Options::default()
    };
    let not = |why: &dyn std::fmt::Display| NoPng::NotDrawn(why.to_string());
    let tree = Tree::from_str(svg, &options).map_err(|e| not(&e))?;
    let mut missing = BTreeSet::new();
    boxes(tree.root(), &mut missing);
    let size = tree.size();
    let scale = (MOST / (size.width() * size.height())).sqrt().min(2.0);
    let pixels = |side: f32| (side * scale).ceil().max(1.0) as u32;
    let mut picture = Pixmap::new(pixels(size.width()), pixels(size.height()))
        .ok_or_else(|| not(&"it has no size"))?;
    let transform = Transform::from_scale(scale, scale);
    resvg::render(&tree, transform, &mut picture.as_mut());
    let bytes = picture.encode_png().map_err(|e| not(&e))?;
    Ok(Png {
        bytes,
        missing: missing.into_iter().collect(),
    })
}

/// Letters drawn as boxes: no font of the system has them, or none has them with the others of
/// their line.
fn boxes(group: &Group, found: &mut BTreeSet<char>) {
    for node in group.children() {
        match node {
            Node::Group(group) => boxes(group, found),
            Node::Text(text) => {
                let glyphs = text.layouted().iter().flat_map(|s| &s.positioned_glyphs);
                let missing = glyphs.filter(|glyph| glyph.id == GlyphId(0));
                found.extend(missing.flat_map(|glyph| glyph.text.chars()));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_drawn_or_the_reason_is_said() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'>\
            <rect width='20' height='10' fill='#084081'/></svg>";
        match png(svg) {
            Ok(png) => assert!(png.bytes.starts_with(b"\x89PNG") && png.missing.is_empty()),
            Err(why) => assert!(matches!(why, NoPng::NoFonts), "{why}"),
        }
        let words = "<text y='9' font-family='sans-serif'>a\u{10FFFD}</text><rect";
        if let Ok(drawn) = png(&svg.replace("<rect", words)) {
            assert_eq!(drawn.missing, ['\u{10FFFD}']);
        }
    }

    /// No ink at the edges, whatever the words are: what runs off the page is cut, and nobody sees it.
    #[test]
    fn nothing_runs_off_the_page() {
        use crate::export::{figure_table, heat_map, theme_map};
        let words = [
            "WWW MMM @@@ WWW MMM",
            "swimming moms WITH MANY WOES",
            "स्वास्थ्य केन्द्र शक्ति और श्री विद्यार्थी",
            "โรงพยาบาลทำให้น้ำดีที่นี่ไม่ดี",
            "復元唔係痊癒。復元唔係痊癒。復元唔係痊癒。",
        ];
        for text in words {
            let map = heat_map::HeatMap {
                title: text.to_owned(),
                notes: vec![text.to_owned()],
                down: text.to_owned(),
                across: "ben".to_owned(),
                rows: vec![text.to_owned(), "hope".into()],
                columns: vec!["hope".into(), text.to_owned()],
                counts: vec![vec![Some(1), Some(2)], vec![Some(3), None]],
            };
            let table = figure_table::FigureTable {
                title: text.to_owned(),
                notes: vec![text.to_owned()],
                columns: vec![(text.to_owned(), figure_table::Kind::Words)],
                rows: vec![vec![figure_table::Drawn::Words(text.to_owned())]],
                foot: 1,
            };
            let themes = theme_map::Diagram::default();
            for svg in [
                heat_map::svg(&map),
                figure_table::svg(&table),
                theme_map::svg(&themes, "", text),
            ] {
                let Ok(drawn) = png(&svg) else { return };
                // Boxes stand for letters without a font, one for each character; that is said.
                if !drawn.missing.is_empty() {
                    continue;
                }
                let picture = Pixmap::decode_png(&drawn.bytes).unwrap();
                let (wide, high) = (picture.width(), picture.height());
                let edge = |x: u32, y: u32| x < 4 || y < 4 || x + 4 >= wide || y + 4 >= high;
                for (n, pixel) in (0..).zip(picture.pixels()) {
                    if edge(n % wide, n / wide) {
                        assert_eq!(pixel.red(), 255, "{text} runs off the page:\n{svg}");
                    }
                }
            }
        }
    }
}
