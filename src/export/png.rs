//! A picture in SVG drawn as PNG, with the fonts of the system: none are bundled, so the bytes
//! depend on the fonts at hand, and letters they do not draw are named.

use super::svg_page::TYPE;
use png::{BitDepth, ColorType, Encoder, Filter};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, GlyphId, Group, Node, Options, Tree, fontdb, roxmltree};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use thiserror::Error;

/// Sides of the largest picture drawn, in pixels of the SVG: on a page of A4, 297 mm by 210, its type is
/// just a millimetre high. Smaller type is read by nobody, and pixels cannot be enlarged.
const LARGEST: (f64, f64) = (297.0 * TYPE, 210.0 * TYPE);

/// Pixels for each of the SVG.
const SCALE: f32 = 2.0;

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
    #[error("on a page its words would be less than a millimetre high; the SVG can be enlarged")]
    Unreadable,
}

/// Draws a picture at twice its size in pixels.
///
/// # Errors
/// [`NoPng`].
pub fn png(svg: &str) -> Result<Png, NoPng> {
    let not = |why: &dyn std::fmt::Display| NoPng::NotDrawn(why.to_string());
    let xml = roxmltree::Document::parse(svg).map_err(|e| not(&e))?;
    if !is_readable(&xml) {
        return Err(NoPng::Unreadable);
    }
    let fonts = fonts();
    if fonts.is_empty() {
        return Err(NoPng::NoFonts);
    }
    let options = Options {
        fontdb: fonts.clone(),
        font_resolver: resolver(),
        ..Options::default()
    };
    let tree = Tree::from_xmltree(&xml, &options).map_err(|e| not(&e))?;
    let mut missing = BTreeSet::new();
    boxes(tree.root(), &mut missing);
    let pixels = |side: f32| (side * SCALE).ceil().max(1.0) as u32;
    let (width, height) = (pixels(tree.size().width()), pixels(tree.size().height()));
    let mut picture = Pixmap::new(width, height).ok_or_else(|| not(&"it has no size"))?;
    let transform = Transform::from_scale(SCALE, SCALE);
    resvg::render(&tree, transform, &mut picture.as_mut());
    // Thousands of words with their outlines take as much room as the picture.
    drop(tree);
    let bytes = encoded(&picture.take_demultiplied(), width, height).map_err(|e| not(&e))?;
    Ok(Png {
        bytes,
        missing: missing.into_iter().collect(),
    })
}

/// Whether a picture's words can be read on a page, across or upright.
fn is_readable(xml: &roxmltree::Document<'_>) -> bool {
    let side = |name: &str| -> f64 {
        let said = xml.root_element().attribute(name);
        said.and_then(|s| s.parse().ok()).unwrap_or(0.0)
    };
    let (width, height) = (side("width"), side("height"));
    width.max(height) <= LARGEST.0 && width.min(height) <= LARGEST.1
}

fn encoded(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    // Words and lines on plain ground: filters, made for photographs, cost time and make it larger.
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(bytes)
}

/// The fonts of the system. Reading what fonts a machine has takes longer than drawing.
fn fonts() -> &'static Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    FONTS.get_or_init(|| {
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
    })
}

/// Finds fonts as usual, and reads each that a picture needs once: otherwise its file is opened and
/// mapped for every letter, which takes longer than to draw it.
fn resolver() -> FontResolver<'static> {
    let (font, other) = (
        FontResolver::default_font_selector(),
        FontResolver::default_fallback_selector(),
    );
    let held = Arc::new(Held::default());
    let here = held.clone();
    FontResolver {
        select_font: Box::new(move |wanted, fonts| Some(held.face(font(wanted, fonts)?, fonts))),
        select_fallback: Box::new(move |letter, used, fonts| {
            Some(here.face(other(letter, used, fonts)?, fonts))
        }),
    }
}

/// Faces whose files were read, by the face that was found.
#[derive(Default)]
struct Held(Mutex<HashMap<fontdb::ID, fontdb::ID>>);

impl Held {
    /// The same face with its file in memory.
    fn face(&self, found: fontdb::ID, fonts: &mut Arc<fontdb::Database>) -> fontdb::ID {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(face) = held.get(&found) {
            return *face;
        }
        let face = in_memory(found, Arc::make_mut(fonts)).unwrap_or(found);
        held.extend([(found, face), (face, face)]);
        face
    }
}

fn in_memory(found: fontdb::ID, fonts: &mut fontdb::Database) -> Option<fontdb::ID> {
    let (bytes, index) = fonts.with_face_data(found, |bytes, index| (bytes.to_vec(), index))?;
    let added = fonts.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
    let is_it = |id: &fontdb::ID| fonts.face(*id).is_some_and(|face| face.index == index);
    added.into_iter().find(is_it)
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

    /// Upright or across, as long as its type is a millimetre high on a page.
    #[test]
    fn a_picture_nobody_could_read_is_not_drawn() {
        let of = |width: f64, height: f64| {
            let size = format!("width='{width}' height='{height}'");
            png(&format!("<svg xmlns='http://www.w3.org/2000/svg' {size}/>"))
        };
        let unreadable = |drawn| matches!(drawn, Err(NoPng::Unreadable));
        let (long, short) = LARGEST;
        for (width, height) in [(long, 5.0), (5.0, long)] {
            assert!(!unreadable(of(width, height)), "{width} × {height}");
        }
        for (width, height) in [
            (long + 1.0, 5.0),
            (5.0, long + 1.0),
            (short + 1.0, short + 1.0),
        ] {
            assert!(unreadable(of(width, height)), "{width} × {height}");
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
