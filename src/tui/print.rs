//! A screen as text, for the headless driver: plain, or with the styles as escape sequences.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

/// The screen as lines of text, trailing spaces cut.
pub fn plain(buf: &Buffer) -> String {
    let mut out = String::new();
    for row in rows(buf) {
        let line: String = row.into_iter().map(|(symbol, _)| symbol).collect();
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
        for (symbol, style) in row {
            if style != current {
                out.push_str("\x1b[0m");
                out.push_str(&sgr(style));
                current = style;
            }
            out.push_str(&symbol);
        }
        out.push_str("\x1b[0m\n");
    }
    out
}

/// Symbols and styles of each row, the second cells of wide characters left out.
fn rows(buf: &Buffer) -> Vec<Vec<(String, Style)>> {
    let area = buf.area();
    (area.top()..area.bottom())
        .map(|y| {
            let mut row = Vec::new();
            let mut x = area.left();
            while x < area.right() {
                let cell = &buf[(x, y)];
                row.push((cell.symbol().to_owned(), cell.style()));
                x += (cell.symbol().width() as u16).max(1);
            }
            row
        })
        .collect()
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

fn number(colour: Color) -> Option<u8> {
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
