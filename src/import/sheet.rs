//! Tables of any program: rows of cells, out of `.csv`, `.tsv` and `.xlsx`.

use super::decode::decode;
use super::error::{ImportError, within};
use super::separated::{line_at, separator};
use super::table_rows::{Room, Sheet, SheetRow};
use super::xlsx;
use crate::model::limits;
use csv::{ReaderBuilder, StringRecord};

/// Reads a table. What it is, is told by its bytes: a spreadsheet is a packed file.
///
/// # Errors
/// When it is no table, or more than is read.
pub fn sheet(name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Sheet, ImportError> {
    within(name, limits::SOURCE, bytes.len())?;
    match bytes.starts_with(b"PK") || bytes.starts_with(xlsx::LOCKED) {
        true => xlsx::read(name, bytes),
        false => text(name, bytes, encoding),
    }
}

/// A table whose cells stand apart by comma, semicolon or tab.
fn text(name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Sheet, ImportError> {
    let decoded = decode(name, bytes, encoding)?;
    let text = decoded.text;
    let first = text.lines().find(|l| !l.trim().is_empty());
    let first = first.unwrap_or_default();
    let by_tabs = name.to_lowercase().ends_with(".tsv") && first.contains('\t');
    let mut reader = ReaderBuilder::new()
        .delimiter(if by_tabs { b'\t' } else { separator(&text) })
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut rows, mut room) = (Vec::new(), Room::new(name));
    let (mut record, mut counted) = (StringRecord::new(), (0, 1));
    loop {
        let read = reader.read_record(&mut record);
        let more = read.map_err(|e| ImportError::Codings {
            name: name.into(),
            why: e.to_string(),
            next: "check the quotation marks there".into(),
        })?;
        if !more {
            break;
        }
        let at = record.position().map_or(0, csv::Position::byte) as usize;
        let line = line_at(&text, at, &mut counted);
        room.row(record.len())?;
        let cells: Vec<String> = record.iter().map(|c| c.trim().to_owned()).collect();
        if cells.iter().any(|c| !c.is_empty()) {
            rows.push(SheetRow { line, cells });
        }
    }
    Ok(Sheet {
        rows,
        encoding: decoded.encoding,
        replaced: decoded.replaced,
        notes: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_their_lines_and_three_separators_are_known() {
        let text = "who;text\n\nAnna;\"two\nlines; and more\"\n;\nBen;x\n";
        let read = sheet("a.csv", text.as_bytes(), None).expect("table");
        let lines: Vec<u64> = read.rows.iter().map(|r| r.line).collect();
        assert_eq!(lines, [1, 3, 6]);
        assert_eq!(read.rows[1].cell(1), "two\nlines; and more");
        assert_eq!(read.rows[1].cell(7), "");
        let read = sheet("a.tsv", b"a\tb, c\n1\t2\n", None).expect("table");
        assert_eq!(read.rows[0].cells, ["a", "b, c"]);
        let read = sheet("a.csv", b"caf\xE9,x\n", Some("windows-1252")).expect("table");
        assert_eq!(read.rows[0].cell(0), "café");
    }

    #[test]
    fn a_table_has_only_so_much() {
        let wide = ",".repeat(limits::CELLS.most as usize + 1);
        let why = sheet("a.csv", wide.as_bytes(), None).expect_err("refused");
        assert!(why.to_string().contains("cells in a row"), "{why}");
    }
}
