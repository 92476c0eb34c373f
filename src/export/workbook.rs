//! Tables as an Excel workbook: a sheet each. Text is written as text, so nothing anybody said is
//! ever taken for a formula. The same tables give the same bytes: the day of making is fixed.

use super::grid::{Cell, Grid};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::collections::HashSet;

/// Most characters (UTF-16 units) a cell can hold.
const CELL: usize = 32_767;

/// Most characters the name of a sheet can have.
const NAME: usize = 31;

/// The workbook's bytes. Rows go as they are written: two copies of a large table are not held.
///
/// # Errors
/// When there are more rows or columns than the format can hold.
pub fn workbook(grids: Vec<Grid>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    let mut taken = HashSet::new();
    for grid in grids {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&grid.name, &mut taken))?;
        for (column, name) in (0u16..).zip(&grid.heading) {
            sheet.write_string_with_format(0, column, fitting(name.clone()), &bold)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (row, cells) in (1u32..).zip(grid.rows) {
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Cell::Text(text) => drop(sheet.write_string(row, column, fitting(text))?),
                    Cell::Count(n) => drop(sheet.write_number(row, column, n as f64)?),
                    Cell::Figure(value) => drop(sheet.write_number(row, column, value)?),
                    Cell::Empty => {}
                }
            }
        }
        sheet.autofit();
    }
    book.save_to_buffer()
}

/// What fits in a cell, `…` at the end where something had to be left out.
fn fitting(text: String) -> String {
    // Most are so short that they need not be counted.
    if text.len() <= CELL || text.encode_utf16().count() <= CELL {
        return text;
    }
    let mut room = CELL - 1;
    let fits = |c: &char| {
        let takes = c.len_utf16();
        let fits = takes <= room;
        room = room.saturating_sub(takes);
        fits
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    kept.push('…');
    kept
}

/// A name a sheet may have, not given to another yet (the format does not tell `A` from `a`).
fn sheet_name(wanted: &str, taken: &mut HashSet<String>) -> String {
    let allowed = |c: char| match c {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    let name: String = wanted.chars().map(allowed).collect();
    let name = match name.trim() {
        "" => "table",
        name => name,
    };
    let cut = |room: usize| -> String {
        let mut left = room;
        let fits = |c: &char| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        };
        name.chars().take_while(fits).collect()
    };
    let numbered = (2u32..).map(|n| {
        let end = format!(" {n}");
        format!("{}{end}", cut(NAME - end.len()))
    });
    let mut all = std::iter::once(cut(NAME)).chain(numbered);
    // The numbers do not end before a free one is found.
    all.find(|n| taken.insert(n.to_lowercase()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read};

    fn part(bytes: &[u8], name: &str) -> String {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        zip.by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    fn grid(name: &str, cell: Cell) -> Grid {
        Grid {
            name: name.into(),
            heading: vec!["code".into(), "n".into()],
            rows: vec![vec![cell, 7.into()]],
        }
    }

    #[test]
    fn text_stays_text_and_numbers_numbers() {
        let bytes = workbook(vec![grid("codes", "=HYPERLINK(\"x\")".into())]).unwrap();
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(!sheet.contains("<f>"), "{sheet}");
        assert!(sheet.contains("<v>7</v>"), "{sheet}");
        assert!(part(&bytes, "xl/sharedStrings.xml").contains("=HYPERLINK"));
    }

    #[test]
    fn the_same_tables_give_the_same_bytes() {
        let grids = || vec![grid("codes", "小步".into()), grid("Codes", Cell::Empty)];
        assert_eq!(workbook(grids()).unwrap(), workbook(grids()).unwrap());
    }

    #[test]
    fn names_of_sheets_fit_and_differ() {
        let mut taken = HashSet::new();
        let long = "a round [1] with a name that is much too long for a sheet";
        let first = sheet_name(long, &mut taken);
        let second = sheet_name(long, &mut taken);
        assert!(first.chars().count() <= NAME && second.chars().count() <= NAME);
        assert_ne!(first.to_lowercase(), second.to_lowercase());
        assert_eq!(sheet_name(" : ", &mut taken), "table");
    }

    #[test]
    fn what_does_not_fit_is_cut_with_a_sign() {
        let long = "字".repeat(CELL + 1);
        let cut = fitting(long.clone());
        assert_eq!(cut.encode_utf16().count(), CELL);
        assert!(cut.ends_with('…'));
        assert!(workbook(vec![grid("x", long.into())]).is_ok());
    }
}
