//! A screen for the headless driver: plain text, text with styles as escape sequences, a picture.

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
        let mut cells = row.into_iter().peekable();
        while let Some((first, style)) = cells.next() {
            let (start, mut text) = (x, first);
            x += text.width().max(1);
            while let Some((symbol, _)) = cells.next_if(|(_, s)| *s == style) {
                x += symbol.width().max(1);
                text.push_str(&symbol);
            }
            run(&mut out, &text, style, (start, y), x - start);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// One run of cells of one style.
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
