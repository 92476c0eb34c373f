//! What pictures for print have in common: a white page with a title and fonts, numbers without
//! idle digits, and how wide words are.

use super::allowed::allowed;
use super::svg_words::FONTS;
use crate::model::wrap::letters;
use svg::Document;
use svg::node::element::{Description, Rectangle, Text as Element, Title};

/// Ink of text that matters, of text beside it, and of lines.
pub(super) const INK: &str = "#1a1a1a";
pub(super) const QUIET: &str = "#555555";
pub(super) const RULE: &str = "#b0b0b0";

/// Size of type, in pixels.
pub(super) const TYPE: f64 = 13.0;

/// An empty page; title and description are read out by screen readers.
pub(super) fn page(width: f64, height: f64, title: &str, description: &str) -> Document {
    // In whole pixels: part of one would be a grey edge.
    let (width, height) = (width.ceil(), height.ceil());
    Document::new()
        .set(
            "viewBox",
            format!("0 0 {} {}", number(width), number(height)),
        )
        .set("width", number(width))
        .set("height", number(height))
        .set("role", "img")
        .set("font-family", FONTS)
        .set("font-size", TYPE)
        .add(Title::new(&*allowed(title)))
        .add(Description::new().add(svg::node::Text::new(&*allowed(description))))
        .add(
            Rectangle::new()
                .set("width", "100%")
                .set("height", "100%")
                .set("fill", "#ffffff"),
        )
}

/// Words at a place; `anchor` is `start`, `middle` or `end`.
pub(super) fn words(text: &str, x: f64, y: f64, anchor: &str, ink: &str) -> Element {
    super::svg_words::text(text)
        .set("x", number(x))
        .set("y", number(y))
        .set("text-anchor", anchor)
        .set("fill", ink)
}

/// At most one decimal.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// How wide words are about, in pixels at the usual size of type: rather too much than too little,
/// for what goes beyond the page is not seen.
pub(super) fn wide(text: &str) -> f64 {
    letters(text)
        .map(|(letter, cells)| em(letter, cells))
        .sum::<f64>()
        * TYPE
}

/// How wide a title is about, bold and larger.
pub(super) fn title_wide(text: &str) -> f64 {
    wide(text) * 1.4
}

/// How wide a letter is about, of the size of type.
fn em(letter: &str, cells: usize) -> f64 {
    match letter.chars().next() {
        Some('m' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…') => 1.02,
        Some('A'..='Z') => 0.8,
        Some('i' | 'j' | 'l' | 'f' | 't' | 'r' | ' ' | '.' | ',' | ':' | '·') => 0.42,
        _ => cells as f64 * 0.64,
    }
}

/// Words cut to about this width, `…` where something is left out.
pub(super) fn cut(text: &str, most: f64) -> String {
    if wide(text) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for (letter, _) in letters(text) {
        if wide(&kept) + wide(letter) + TYPE > most {
            break;
        }
        kept.push_str(letter);
    }
    format!("{}…", kept.trim_end())
}
