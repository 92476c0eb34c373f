//! A table in a Word file. Its type is as large as its cells have room on a line; where not even words have,
//! headings stand upright: names of codes would be broken letter by letter.

use super::Cell;
use super::docx_words::{Look, run, runs};
use crate::model::wrap::width;

/// Between the margins of the page. All lengths here are in twentieths of a point.
const ACROSS: usize = 9_638;
/// What a column has beside its letters.
const BESIDE: usize = 220;
/// Type of text, of tables that have less room, and of crowded ones, with hardly any margin; in halves of
/// a point.
const USUAL: u32 = 22;
const SMALLER: u32 = 18;
const CROWDED: u32 = 14;
const NARROW: &str = "<w:tblCellMar><w:left w:w=\"28\" w:type=\"dxa\"/><w:right w:w=\"28\" w:type=\"dxa\"/></w:tblCellMar>";
/// An upright letter of it, and the tallest heading.
const UPRIGHT: usize = 90;
const TALLEST: usize = 3_600;

/// Letters of a column's longest word, as far as words are kept whole, and of its longest cell.
type Letters = (usize, usize);

pub(super) fn table(head: &[String], rows: &[Vec<Cell>]) -> String {
    let flat = columns(head, rows, false);
    let wide = |size: u32, letters: fn(&Letters) -> usize| {
        let all = flat.iter().map(|own| across(letters(own), size));
        all.sum::<usize>()
    };
    let upright = wide(SMALLER, |own| own.0) > ACROSS;
    let (columns, size, margins) = match upright {
        true => (columns(head, rows, true), CROWDED, NARROW),
        false if wide(USUAL, |own| own.1) > ACROSS => (flat, SMALLER, ""),
        false => (flat, USUAL, ""),
    };
    let look = Look {
        size: Some(size).filter(|size| *size != USUAL),
        ..Look::PLAIN
    };
    let mut out = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>{margins}</w:tblPr><w:tblGrid>"
    );
    for width in widths(&columns, size) {
        out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    out.push_str("</w:tblGrid><w:tr>");
    let (tall, direction) = match upright {
        true => (tall(head), "<w:textDirection w:val=\"btLr\"/>"),
        false => (String::new(), ""),
    };
    out.push_str(&format!(
        "<w:trPr><w:cantSplit/>{tall}<w:tblHeader/></w:trPr>"
    ));
    for (nth, words) in head.iter().enumerate() {
        let direction = if nth > 0 { direction } else { "" };
        out.push_str(&cell(&run(words, Look { bold: true, ..look }), direction));
    }
    out.push_str("</w:tr>");
    for cells in rows {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for one in cells {
            out.push_str(&cell(&runs(&one.words, look), &shading(one.shade)));
        }
        out.push_str("</w:tr>");
    }
    // Two tables in a row would become one.
    out.push_str("</w:tbl><w:p/>");
    out
}

/// The height of upright headings, as far as a page has room for them.
fn tall(head: &[String]) -> String {
    let longest = head.iter().skip(1).map(|h| width(h)).max().unwrap_or(0);
    let tall = ((longest + 2) * UPRIGHT).min(TALLEST);
    format!("<w:trHeight w:val=\"{tall}\" w:hRule=\"exact\"/>")
}

fn cell(runs: &str, properties: &str) -> String {
    let properties = match properties {
        "" => String::new(),
        set => format!("<w:tcPr>{set}</w:tcPr>"),
    };
    format!("<w:tc>{properties}<w:p>{runs}</w:p></w:tc>")
}

/// What each column holds; an upright heading takes the room of a line, the first column's stands flat.
fn columns(head: &[String], rows: &[Vec<Cell>], upright: bool) -> Vec<Letters> {
    let column = |(n, heading): (usize, &String)| {
        let heading = Some(heading.clone()).filter(|_| n == 0 || !upright);
        let cells = rows.iter().filter_map(|row| row.get(n));
        let all = cells.map(|cell| cell.words.plain()).chain(heading);
        all.fold((2, 2), |(word, cell), text| {
            let longest = text.split_whitespace().map(width).max().unwrap_or(0);
            (word.max(longest.min(18)), cell.max(width(&text).min(40)))
        })
    };
    head.iter().enumerate().map(column).collect()
}

/// How wide so many letters of this size are with what is beside them: 125 for one of 11 points.
fn across(letters: usize, size: u32) -> usize {
    letters * 125 * size as usize / USUAL as usize + BESIDE
}

/// How wide each column is: its longest word, of the rest as much as its longest cell would fill, and of
/// what is left then its share.
fn widths(columns: &[Letters], size: u32) -> Vec<usize> {
    let least = |own: &Letters| across(own.0, size);
    let wish = |own: &Letters| across(own.1, size) - least(own);
    let sum = |of: &dyn Fn(&Letters) -> usize| columns.iter().map(of).sum::<usize>();
    let (taken, wished) = (sum(&least), sum(&wish));
    let given = ACROSS.saturating_sub(taken).min(wished);
    let wide = |own: &Letters| least(own) + given * wish(own) / wished.max(1);
    let filled = sum(&wide).max(1);
    columns
        .iter()
        .map(|own| wide(own) * ACROSS / filled)
        .collect()
}

/// The ground of a cell, from white to the blue of pages; none where there is nothing to show.
fn shading(shade: u8) -> String {
    if shade == 0 {
        return String::new();
    }
    let shade = u32::from(shade.min(100));
    let mixed = |dark: u32| 255 - (255 - dark) * shade / 100;
    let [red, green, blue] = [0x7f, 0xa8, 0xd6].map(mixed);
    format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{red:02X}{green:02X}{blue:02X}\"/>")
}
