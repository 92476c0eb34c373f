//! What stands on a page of a PDF: its letters with their places and sizes. Nothing is drawn.

use super::budget::Budget;
use hayro_interpret::font::{Glyph as Drawn, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps};
use hayro_interpret::{Image, ImageDrawProps, SoftMask};

/// So many lines may be a picture.
const PATHS: usize = 300;

/// A letter, or several that are one sign, from its left to its right, on its baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    /// Where its letters begin in those of the page, and how many bytes they are.
    pub at: u32,
    pub bytes: u16,
    pub left: f32,
    pub right: f32,
    /// From the top of the page downwards.
    pub baseline: f32,
    pub size: f32,
    pub bold: bool,
}

/// The glyphs of a page.
#[derive(Default)]
pub(super) struct Glyphs {
    pub letters: String,
    pub all: Vec<Glyph>,
    /// Those whose letters the file does not tell.
    pub unknown: usize,
    /// Those that run up or down the page.
    pub sideways: usize,
    /// Whether there is a picture, or lines enough to be one, such as letters that are drawn.
    pub pictures: bool,
    paths: usize,
}

impl Glyphs {
    pub fn letters(&self, glyph: &Glyph) -> &str {
        let at = glyph.at as usize;
        &self.letters[at..at + usize::from(glyph.bytes)]
    }
}

/// Collects the glyphs of a page that can be seen.
pub(super) struct Collect<'b> {
    pub glyphs: Glyphs,
    /// What of the page can be seen, and within it what may be drawn on now.
    pub seen: Rect,
    pub clips: Vec<Rect>,
    pub budget: &'b mut Budget,
}

impl Collect<'_> {
    fn glyph(&mut self, glyph: &PositionedGlyph, place: Affine, bold: bool) {
        let to = |x: f64, y: f64| place * Point::new(x, y);
        let (origin, top) = (to(0.0, 0.0), to(0.0, 1_000.0));
        let end = to(advance(glyph), 0.0);
        let size = (top - origin).hypot();
        let level = (top.x - origin.x).abs() < size * 0.2 && top.y < origin.y;
        // Programs that print page by page draw lines past the edge, and again on the next page.
        let middle = to(advance(glyph) / 2.0, 300.0);
        if !self.clips.last().unwrap_or(&self.seen).contains(middle) {
            return;
        }
        let Some(letters) = glyph.as_unicode().filter(readable) else {
            self.glyphs.unknown += 1;
            return;
        };
        let at = self.glyphs.letters.len() as u32;
        match letters {
            BfString::Char(c) => self.glyphs.letters.push(c),
            BfString::String(s) => self.glyphs.letters.push_str(&s),
        }
        let letters = &self.glyphs.letters[at as usize..];
        let blank = letters.chars().all(char::is_whitespace);
        let Ok(bytes) = u16::try_from(letters.len()) else {
            self.glyphs.unknown += 1;
            return;
        };
        if !(level && size > 0.5) {
            self.glyphs.sideways += usize::from(!blank);
            return;
        }
        self.glyphs.all.push(Glyph {
            at,
            bytes,
            left: origin.x.min(end.x) as f32,
            right: origin.x.max(end.x) as f32,
            baseline: origin.y as f32,
            size: size as f32,
            bold,
        });
    }
}

/// Whether letters are some: fonts without a mapping say `�` or letters of nobody's.
fn readable(letters: &BfString) -> bool {
    let letter = |c: char| {
        let private = ('\u{E000}'..='\u{F8FF}').contains(&c);
        c != '\u{FFFD}' && !private && (!c.is_control() || c.is_whitespace())
    };
    match letters {
        BfString::Char(c) => letter(*c),
        BfString::String(s) => !s.is_empty() && s.chars().all(letter),
    }
}

/// How far a glyph moves on, in thousandths of its size.
fn advance(glyph: &PositionedGlyph) -> f64 {
    let told = match &**glyph {
        Drawn::Outline(outline) => outline.advance_width(),
        Drawn::Type3(drawn) => drawn.advance_width(),
    };
    told.map_or(500.0, f64::from)
}

fn is_bold(glyph: &PositionedGlyph) -> bool {
    let Drawn::Outline(outline) = &**glyph else {
        return false;
    };
    outline.font_data().is_some_and(|font| {
        let named = font.postscript_name.as_deref();
        font.weight.is_some_and(|weight| weight >= 600)
            || named.is_some_and(|name| name.contains("Bold"))
    })
}

impl<'a> Device<'a> for Collect<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.budget.spend(run.glyphs().len());
        let bold = run.glyphs().first().is_some_and(is_bold);
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), bold);
        }
    }
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.budget.spend(1);
        self.glyphs.pictures = true;
    }
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.budget.spend(1);
        self.glyphs.paths += 1;
        self.glyphs.pictures |= self.glyphs.paths > PATHS;
    }
    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.push_clip_rect(&clip.path.bounding_box());
    }
    fn push_clip_rect(&mut self, clip: &Rect) {
        self.budget.spend(1);
        let now = self.clips.last().unwrap_or(&self.seen).intersect(*clip);
        self.clips.push(now);
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.budget.spend(1);
    }
    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.budget.spend(1);
    }
    fn pop_clip(&mut self) {
        self.clips.pop();
    }
    fn pop_transparency_group(&mut self) {}
}
