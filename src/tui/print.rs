//! A screen for the headless driver: plain text, text with styles as escape sequences, a picture.

use super::canvas::is_covered;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

/// What stands in a cell, and in those it goes on over.
struct Letter<'b> {
    symbol: &'b str,
    style: Style,
    cells: usize,
}

impl Letter<'_> {
    fn is_ascii(&self) -> bool {
        self.symbol.is_ascii()
    }
}

/// The screen as lines of text, trailing spaces cut.
pub fn plain(buf: &Buffer) -> String {
    let mut out = String::new();
    for row in rows(buf) {
        let line: String = row.iter().map(|letter| letter.symbol).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The screen with its styles as SGR escape sequences.
pub fn ansi(buf: &Buffer) -> String {
    let mut out = String::new();
    for row in rows(buf) {
        let mut current = Style::new();
        for letter in row {
            if letter.style != current {
                out.push_str("\x1b[0m");
                out.push_str(&sgr(letter.style));
                current = letter.style;
            }
            out.push_str(letter.symbol);
        }
        out.push_str("\x1b[0m\n");
    }
    out
}

/// The letters of each row with the cells they take.
fn rows(buf: &Buffer) -> Vec<Vec<Letter<'_>>> {
    let area = buf.area();
    let row = |y| {
        let mut row: Vec<Letter> = Vec::new();
        for cell in (area.left()..area.right()).map(|x| &buf[(x, y)]) {
            match row.last_mut().filter(|_| is_covered(cell)) {
                Some(letter) => letter.cells += 1,
                None => row.push(Letter {
                    symbol: cell.symbol(),
                    style: cell.style(),
                    cells: 1,
                }),
            }
        }
        row
    };
    (area.top()..area.bottom()).map(row).collect()
}

fn sgr(style: Style) -> String {
    let mut codes: Vec<String> = Vec::new();
    for (modifier, code) in [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
    ] {
        if style.add_modifier.contains(modifier) {
            codes.push(code.to_owned());
        }
    }
    if let Some(n) = style.fg.and_then(number) {
        codes.push((if n < 8 { 30 + n } else { 82 + n }).to_string());
    }
    if let Some(n) = style.bg.and_then(number) {
        codes.push((if n < 8 { 40 + n } else { 92 + n }).to_string());
    }
    if codes.is_empty() {
        String::new()
    } else {
        format!("\x1b[{}m", codes.join(";"))
    }
}

/// The number a terminal has for a colour.
pub(super) fn number(colour: Color) -> Option<u8> {
    const ORDER: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    ORDER.iter().position(|c| *c == colour).map(|n| n as u8)
}

/// Cell size of a picture, in its own units.
const CELL: (usize, usize) = (9, 19);

/// The screen as an SVG picture, dark as most terminals are.
pub fn picture(buf: &Buffer) -> String {
    let area = buf.area();
    let (width, height) = (
        usize::from(area.width) * CELL.0 + 16,
        usize::from(area.height) * CELL.1 + 16,
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, Noto Sans Mono CJK TC, monospace\" \
         font-size=\"15\" xml:space=\"preserve\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#1d1f21\"/>\n"
    );
    for (y, row) in rows(buf).into_iter().enumerate() {
        let mut x = 0;
        let runs = row.chunk_by(|a, b| a.style == b.style && a.is_ascii() == b.is_ascii());
        for letters in runs {
            let text: String = letters.iter().map(|letter| letter.symbol).collect();
            let cells = letters.iter().map(|letter| letter.cells).sum();
            run(&mut out, &text, letters[0].style, (x, y), cells);
            x += cells;
        }
    }
    out.push_str("</svg>\n");
    out
}

/// One run of cells of one style. What is not ASCII may come from a font of another width, and is
/// drawn as wide as its cells as a whole: between its letters there may be nothing.
fn run(out: &mut String, text: &str, style: Style, at: (usize, usize), cells: usize) {
    let reversed = style.add_modifier.contains(Modifier::REVERSED);
    let ink = style
        .fg
        .and_then(number)
        .map_or("#d0d0d0", |n| INKS[usize::from(n)]);
    let (left, top, wide) = (8 + at.0 * CELL.0, 8 + at.1 * CELL.1, cells * CELL.0);
    if reversed {
        let high = CELL.1;
        out.push_str(&format!(
            "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\" fill=\"{ink}\"/>\n"
        ));
    }
    if text.trim().is_empty() {
        return;
    }
    let fill = if reversed { "#1d1f21" } else { ink };
    let mut more = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.7\""),
    ] {
        if style.add_modifier.contains(modifier) {
            more.push_str(attribute);
        }
    }
    if !text.is_ascii() {
        more.push_str(" lengthAdjust=\"spacingAndGlyphs\"");
    }
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    out.push_str(&format!(
        "<text x=\"{left}\" y=\"{}\" textLength=\"{wide}\" fill=\"{fill}\"{more}>{escaped}</text>\n",
        top + 14
    ));
}

/// The sixteen colours as a picture shows them.
const INKS: [&str; 16] = [
    "#1d1f21", "#cc6666", "#8fb573", "#d7af5f", "#6c99bb", "#b294bb", "#6ab0a8", "#c5c8c6",
    "#7c7f81", "#e08585", "#a9d18e", "#f0c674", "#8fb8de", "#cbaed6", "#8fd0c8", "#ffffff",
];
