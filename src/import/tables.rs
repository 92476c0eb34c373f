//! Tables as sources: a row is a turn. Whether a table is one of codings is told by its columns.

use super::codings_csv::is_of_codings;
use super::draft::Draft;
use super::error::ImportError;
use super::json;
use super::sheet::sheet;
use super::table_rows::{Sheet, SheetRow};
use std::path::Path;

/// The text of a table, a line for each row.
pub(super) fn read(name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Draft, ImportError> {
    let sheet = sheet(name, bytes, encoding)?;
    if says_codings(&sheet) {
        return Err(ImportError::Codings {
            name: name.into(),
            why: "by its columns it is a table of codings, not a text".into(),
            next: "take it in with --codings".into(),
        });
    }
    let mut draft = Draft::new();
    for row in &sheet.rows {
        draft.row(&paragraphs(row));
    }
    (draft.encoding, draft.replaced) = (sheet.encoding, sheet.replaced);
    draft.warnings = sheet.notes;
    Ok(draft)
}

/// What a file is, by its contents where its name leaves it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Source,
    /// Codings, or who read what.
    Codings,
    /// Neither.
    Nothing,
}

/// A table is what its columns say, a JSON what its fields say; every other file is a source.
pub fn holds(path: &Path, bytes: &[u8]) -> Holds {
    let ending = path.extension().map(|x| x.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("json") => match json::kind(bytes) {
            json::Kind::Transcript => Holds::Source,
            json::Kind::Codings => Holds::Codings,
            json::Kind::Other(_) => Holds::Nothing,
        },
        Some("csv" | "tsv" | "xlsx") => {
            let read = sheet(&path.to_string_lossy(), bytes, None);
            match read.is_ok_and(|sheet| says_codings(&sheet)) {
                true => Holds::Codings,
                false => Holds::Source,
            }
        }
        _ => Holds::Source,
    }
}

/// Whether the first row names the columns of codings.
fn says_codings(sheet: &Sheet) -> bool {
    let header = sheet.rows.first();
    header.is_some_and(|header| is_of_codings(header.cells.iter().map(String::as_str)))
}

/// The cells of a row, each with its paragraphs. Only the longest keeps its own: other cells are
/// on one line, as they say who and when.
fn paragraphs(row: &SheetRow) -> Vec<Vec<String>> {
    let cells = row.cells.iter().enumerate();
    let longest = cells.clone().max_by_key(|(_, cell)| cell.len());
    let longest = longest.map(|(n, _)| n);
    let cell = |(n, cell): (usize, &String)| match Some(n) == longest {
        true => cell.split('\n').map(str::to_owned).collect(),
        false => vec![cell.replace('\n', " ")],
    };
    cells.map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read;

    #[test]
    fn a_row_is_a_turn_of_its_speaker() {
        let text = "time,speaker,text\n0:03,I,So how was it?\n0:07,Rosa,\"Good, mostly.\nAnd long.\"\n0:15,I,Go on.\n";
        let made = read("talk.csv", text.as_bytes(), None).expect("read");
        let speakers = &made.structure.speakers;
        let labels: Vec<&str> = speakers.iter().map(|s| s.label.as_str()).collect();
        assert_eq!(labels, ["I", "Rosa"]);
        let times: Vec<Option<u32>> = made.structure.turns.iter().map(|t| t.time_ms).collect();
        assert_eq!(times, [None, Some(3000), Some(7000), Some(15000)]);
        assert_eq!(made.structure.paragraphs.len(), 5);
        assert!(made.text.contains("\nAnd long.\n"));
    }

    #[test]
    fn a_table_of_codings_is_no_source() {
        let codings = b"Coder;Source;Start;End;Code\nana;P01;0;5;hope\n";
        let why = read("c.csv", codings, None)
            .expect_err("codings")
            .to_string();
        assert!(why.contains("--codings"), "{why}");
        let told = |name: &str, bytes: &[u8]| holds(Path::new(name), bytes) == Holds::Codings;
        assert!(told("c.csv", codings) && !told("c.csv", b"speaker,text\nA,b\n"));
        assert!(told(
            "c.csv",
            b"coder,source,paragraph,code\nana,P01,3,hope\n"
        ));
        assert!(!told("c.txt", codings));
        let json = |text: &[u8]| holds(Path::new("a.json"), text);
        assert_eq!(json(br#"{"segments": [{"text": "so"}]}"#), Holds::Source);
        assert_eq!(json(br#"{"codings": []}"#), Holds::Codings);
        assert_eq!(json(b"[1]"), Holds::Nothing);
    }
}
