//! Codings as a table: `coder,source,start,end,code`, code points, end exclusive.

use super::coding_row::{CodingRow, CodingsFile, QUOTE, ReadRow, RefusedRow, bounded};
use super::decode::line_ends;
use super::error::{ImportError, within};
use super::paragraph_cells::paragraphs as cited;
use super::separated::{line_at, separator};
use super::sheet::sheet;
use crate::model::limits::{self, CELL, NAME};
use crate::model::name::{self, Flaw};
use crate::model::visible::unguarded;
use csv::{ReaderBuilder, StringRecord, Trim};
use std::collections::HashMap;

const REQUIRED: [&str; 3] = ["coder", "source", "code"];
const POSITIONS: [&str; 2] = ["start", "end"];
/// Instead of start and end: the paragraphs a coding covers whole, as they are cited.
const PARAGRAPH: &str = "paragraph";
const OPTIONAL: [&str; 4] = ["memo", "round", "rating", "certain"];
/// What the table of a consensus says beside: where each coding came from.
pub const PROVENANCE: [&str; 8] = [
    "basis",
    "boundary rule",
    "verdict",
    "present",
    "recorded by",
    "recorded at",
    "reason kind",
    "reason",
];

/// Whether these are the columns of a table of codings.
pub(super) fn is_of_codings<'h>(header: impl Iterator<Item = &'h str>) -> bool {
    let names: Vec<String> = header.map(str::to_lowercase).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    let placed = POSITIONS.into_iter().all(has) || has(PARAGRAPH);
    placed && REQUIRED.into_iter().all(has)
}

/// Reads a codings file. One that begins with a brace is JSON; any other is a table: UTF-8, separated by comma, semicolon or tab, with a header in any order.
///
/// A bad row is refused by itself and the others are read; a bad header refuses the file. A name
/// that holds what no name may is read as one line of visible characters.
pub fn codings(file_name: &str, bytes: &[u8]) -> Result<CodingsFile, ImportError> {
    within(file_name, limits::GIVEN, bytes.len())?;
    let read = match bytes.trim_ascii_start().starts_with(b"{") {
        true => super::codings_json::codings(file_name, bytes),
        false => table(file_name, bytes),
    };
    read.map(with_clean_names)
}

fn with_clean_names(mut file: CodingsFile) -> CodingsFile {
    let mut renamed: HashMap<String, u64> = HashMap::new();
    for mut row in std::mem::take(&mut file.rows) {
        match clean(&mut row, &mut renamed) {
            Ok(()) => file.rows.push(row),
            Err(flaw) => file.refused.push(RefusedRow {
                line: row.line,
                reason: flaw.to_string(),
            }),
        }
    }
    for row in &mut file.reads {
        if name::check(&row.source).is_err() {
            row.source = name::as_shown(&row.source);
        }
        let round = row.round.as_mut().filter(|r| name::check(r).is_err());
        if let Some(round) = round.filter(|r| !r.is_empty()) {
            *round = name::as_shown(round);
        }
    }
    file.refused.sort_by_key(|row| row.line);
    file.renamed = renamed
        .into_iter()
        .map(|(name, line)| (line, name))
        .collect();
    file.renamed.sort();
    file
}

fn clean(row: &mut CodingRow, renamed: &mut HashMap<String, u64>) -> Result<(), Flaw> {
    // Of the source, too, the study knows the name as it is shown.
    if name::check(&row.source).is_err() {
        row.source = name::as_shown(&row.source);
    }
    for name in [&mut row.code, &mut row.round] {
        if name.is_empty() || name::check(name).is_ok() {
            continue;
        }
        *name = name::cleaned(name)?;
        renamed.entry(name.clone()).or_insert(row.line);
    }
    Ok(())
}

fn table(file_name: &str, bytes: &[u8]) -> Result<CodingsFile, ImportError> {
    let mut file = CodingsFile::default();
    let example = "give it a first line such as coder,source,start,end,code";
    let find = |header: &StringRecord| Columns::find(header);
    let header = read_table(
        file_name,
        bytes,
        example,
        find,
        |columns, line, record| match columns.row(line, record) {
            Ok(Row::Coding(row)) => file.rows.push(row),
            Ok(Row::Read(row)) => file.reads.push(row),
            Err(reason) => file.refused.push(RefusedRow { line, reason }),
        },
    )?;
    let has_quotes = header.iter().any(|h| h.eq_ignore_ascii_case(QUOTE[0]));
    let known = |name: &&str| {
        let name = name.to_lowercase();
        let mut all = REQUIRED.iter().chain(&OPTIONAL).chain(&PROVENANCE);
        let is_place = POSITIONS.contains(&name.as_str()) || name == PARAGRAPH;
        let is_quote = name == QUOTE[0] || (name == QUOTE[1] && !has_quotes);
        // Who speaks there, as this program writes it: for the reader.
        let is_background = ["participant.", "source."]
            .iter()
            .any(|of| name.starts_with(of));
        let is_background = is_background || name == "participants";
        name.is_empty() || is_quote || is_place || is_background || all.any(|n| *n == name)
    };
    let passed_over = header.iter().filter(|name| !known(name));
    file.passed_over = passed_over.map(str::to_owned).collect();
    file.says_who_read = !file.reads.is_empty();
    Ok(file)
}

/// Reads a table: UTF-8, separated by comma, semicolon or tab, or a spreadsheet. `find` looks for its columns in the
/// header, or says what is wrong with it, `each` takes a row with its line. Gives the header.
pub(super) fn read_table<C>(
    file_name: &str,
    bytes: &[u8],
    example: &str,
    find: impl FnOnce(&StringRecord) -> Result<C, String>,
    mut each: impl FnMut(&C, u64, &StringRecord),
) -> Result<StringRecord, ImportError> {
    let fail = |why: String, next: &str| ImportError::Codings {
        name: file_name.into(),
        why,
        next: next.into(),
    };
    if bytes.starts_with(b"PK") {
        let sheet = sheet(file_name, bytes, None)?;
        let mut rows = sheet.rows.into_iter();
        let header = rows.next().map(|row| StringRecord::from(row.cells));
        let header = header.unwrap_or_default();
        let columns = find(&header).map_err(|why| fail(why, example))?;
        for row in rows {
            each(&columns, row.line, &StringRecord::from(row.cells));
        }
        return Ok(header);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let line = 1 + bytes[..e.valid_up_to()]
            .iter()
            .filter(|b| **b == b'\n')
            .count();
        // Guessing an encoding here could change the name of a code without a word.
        fail(
            format!("line {line} is not UTF-8"),
            "save it as “CSV UTF-8”",
        )
    })?;
    // The reader counts lines rightly only where they end in LF.
    let text = line_ends(text);
    if text.trim().is_empty() {
        return Err(ImportError::Empty {
            name: file_name.into(),
        });
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(separator(&text))
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|e| fail(e.to_string(), "check its first line"))?
        .clone();
    within(file_name, limits::COLUMNS, header.len())?;
    let columns = find(&header).map_err(|why| fail(why, example))?;
    let mut counted = (0, 1);
    for (record, nth) in reader.records().zip(1..) {
        within(file_name, limits::CODINGS, nth)?;
        let record = record.map_err(|e| fail(e.to_string(), "check the quotation marks there"))?;
        let line = line_at(
            &text,
            record.position().map_or(0, csv::Position::byte) as usize,
            &mut counted,
        );
        each(&columns, line, &record);
    }
    Ok(header)
}

struct Columns {
    required: [usize; 3],
    place: Place,
    memo: Option<usize>,
    round: Option<usize>,
    rating: Option<usize>,
    certain: Option<usize>,
    quote: Option<usize>,
}

/// Which columns say what a coding covers.
#[derive(Clone, Copy)]
enum Place {
    Positions(usize, usize),
    Paragraph(usize),
}

enum Row {
    Coding(CodingRow),
    /// That somebody read a source.
    Read(ReadRow),
}

impl Columns {
    fn find(header: &StringRecord) -> Result<Columns, String> {
        let names: Vec<String> = header.iter().map(str::to_lowercase).collect();
        let find = |name: &str| names.iter().position(|n| n == name);
        for name in REQUIRED.iter().chain(&POSITIONS).chain(&OPTIONAL) {
            if names.iter().filter(|n| n == name).count() > 1 {
                return Err(format!("its header has the column “{name}” twice"));
            }
        }
        let place = match (find("start"), find("end"), find(PARAGRAPH)) {
            (None, None, Some(at)) => Some(Place::Paragraph(at)),
            (start, end, _) => start
                .zip(end)
                .map(|(start, end)| Place::Positions(start, end)),
        };
        let needed = REQUIRED.into_iter().chain(POSITIONS);
        let missing = needed.filter(|n| find(n).is_none());
        let mut missing: Vec<&str> = missing.collect();
        missing.retain(|n| place.is_none() || !POSITIONS.contains(n));
        if !missing.is_empty() {
            return Err(format!(
                "its header lacks the column{} {} (it has {})",
                if missing.len() == 1 { "" } else { "s" },
                missing.join(", "),
                names
                    .iter()
                    .take(20)
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(", ")
            ));
        }
        let place = place.unwrap_or(Place::Paragraph(usize::MAX));
        Ok(Columns {
            place,
            required: REQUIRED.map(|n| find(n).unwrap_or(usize::MAX)),
            memo: find("memo"),
            round: find("round"),
            rating: find("rating"),
            certain: find("certain"),
            quote: QUOTE.into_iter().find_map(find),
        })
    }

    fn row(&self, line: u64, record: &StringRecord) -> Result<Row, String> {
        let [coder, source, code] = self.required.map(|i| record.get(i));
        let [start, end, paragraph] = match self.place {
            Place::Positions(start, end) => [record.get(start), record.get(end), None],
            Place::Paragraph(at) => [None, None, record.get(at)],
        };
        let beside = [self.memo, self.rating, self.certain, self.quote];
        let beside = beside.map(|i| i.and_then(|i| record.get(i)));
        let mut rest = [start, end, paragraph, code].into_iter().chain(beside);
        let says_nothing_else = rest.all(|cell| cell.unwrap_or_default().is_empty());
        let field = |value: Option<&str>, name: &str| match value {
            None | Some("") => Err(format!("no {name}")),
            // An unclosed quotation mark swallows the lines after it.
            Some(v) if v.contains('\n') => Err(format!(
                "the {name} has a line break in it; is a quotation mark not closed?"
            )),
            Some(v) => bounded(unguarded(v), name, NAME),
        };
        let coder = field(coder, "coder")?;
        let source = field(source, "source")?;
        let optional = |i: Option<usize>| i.and_then(|i| record.get(i)).unwrap_or_default();
        let round = bounded(unguarded(optional(self.round)), "round", NAME)?;
        if says_nothing_else {
            let round = Some(round);
            return Ok(Row::Read(ReadRow {
                line,
                coder,
                source,
                round,
            }));
        }
        let (start, end, paragraphs) = match self.place {
            Place::Positions(..) => {
                let (start, end) = positions(&field(start, "start")?, &field(end, "end")?)?;
                (start, end, None)
            }
            Place::Paragraph(_) => (0, 0, Some(cited(&field(paragraph, PARAGRAPH)?)?)),
        };
        Ok(Row::Coding(CodingRow {
            line,
            coder,
            source,
            start,
            end,
            paragraphs,
            code: field(code, "code")?,
            memo: bounded(unguarded(optional(self.memo)), "memo", CELL)?,
            round,
            rating: rating(&bounded(optional(self.rating), "rating", NAME)?)?,
            certain: certain(&bounded(optional(self.certain), "certainty", NAME)?)?,
            quote: bounded(unguarded(optional(self.quote)), "quote", CELL)?,
        }))
    }
}

fn rating(cell: &str) -> Result<Option<i32>, String> {
    match cell {
        "" => Ok(None),
        cell => cell.parse().map(Some).map_err(|_| {
            format!(
                "rating “{cell}” is not a whole number: write the value of the scale, not its label"
            )
        }),
    }
}

fn certain(cell: &str) -> Result<bool, String> {
    match cell.to_lowercase().as_str() {
        "" | "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" => Ok(false),
        _ => Err(format!("certain “{cell}” is neither yes nor no")),
    }
}

fn positions(start: &str, end: &str) -> Result<(u32, u32), String> {
    let (start, end) = (number(start, "start")?, number(end, "end")?);
    match start < end {
        true => Ok((start, end)),
        false => Err(format!(
            "it covers nothing: end {end} is not after start {start} (ends are exclusive)"
        )),
    }
}

fn number(text: &str, name: &str) -> Result<u32, String> {
    text.parse()
        .map_err(|_| format!("{name} “{text}” is not a whole number of code points"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<CodingRow>, Vec<RefusedRow>) {
        let file = codings("c.csv", text.as_bytes()).expect("readable");
        (file.rows, file.refused)
    }

    #[test]
    fn ratings_and_certainty_are_read_and_other_columns_named() {
        let head = "coder,source,start,end,code,rating,Certain,quote,mood";
        let text = format!(
            "{head}\nana,P01,0,5,fit,3,no,x,\nana,P01,0,5,fit,,,,\nana,P01,0,5,fit,3.5,,,\nana,P01,0,5,fit,-1,maybe,,\n"
        );
        let file = codings("c.csv", text.as_bytes()).expect("readable");
        let read: Vec<_> = file.rows.iter().map(|r| (r.rating, r.certain)).collect();
        assert_eq!(read, [(Some(3), false), (None, true)]);
        let lines: Vec<u64> = file.refused.iter().map(|r| r.line).collect();
        assert_eq!(lines, [4, 5]);
        assert!(
            file.refused[0]
                .reason
                .contains("“3.5” is not a whole number")
        );
        assert!(file.refused[1].reason.contains("neither yes nor no"));
        assert_eq!(file.passed_over, ["mood"]);
    }

    #[test]
    fn names_are_read_as_one_line_of_visible_characters() {
        let long = "x".repeat(name::LONGEST + 1);
        let text = format!(
            "coder,source,start,end,code,round\nana,P01,0,5,tab\there,\nana,P\t01,0,5,\u{1b}[31mred,\nana,P01,0,9,tab\there,b\u{202e}c\nana,P01,0,5,\u{200b},\nana,P01,0,5,{long},\n"
        );
        let file = codings("c.csv", text.as_bytes()).expect("readable");
        let codes: Vec<&str> = file.rows.iter().map(|r| r.code.as_str()).collect();
        assert_eq!(codes, ["tab here", "�[31mred", "tab here"]);
        assert_eq!(file.rows[1].source, "P 01");
        let renamed = [(2, "tab here"), (3, "�[31mred"), (4, "b�c")];
        assert_eq!(
            file.renamed,
            renamed.map(|(line, name)| (line, name.to_owned()))
        );
        let refused: Vec<(u64, &str)> = file.refused.iter().map(|r| (r.line, &*r.reason)).collect();
        assert!(
            refused[0].0 == 5 && refused[0].1.contains("can be seen"),
            "{refused:?}"
        );
        assert!(
            refused[1].0 == 6 && refused[1].1.contains("256 characters"),
            "{refused:?}"
        );
        let json = br#"{"codings": [{"coder": "ana", "doc": "P", "start": 3, "end": 9, "code": "two\nlines"}]}"#;
        let file = codings("c.json", json).expect("readable");
        assert_eq!(file.rows[0].code, "two lines");
        assert_eq!(file.renamed, [(1, "two lines".to_owned())]);
    }

    #[test]
    fn columns_in_any_order_and_three_separators() {
        for text in [
            "coder,source,start,end,code\nana,P01,0,5,small steps\n",
            "\u{FEFF}Code;End;Start;Source;Coder\r\nsmall steps;5;0;P01;ana\r\n",
            "start\tend\tcode\tcoder\tsource\textra\n0\t5\tsmall steps\tana\tP01\tx\n",
        ] {
            let (rows, refused) = read(text);
            assert_eq!((rows.len(), refused.len()), (1, 0), "{text}");
            assert_eq!(
                (rows[0].line, rows[0].coder.as_str(), rows[0].code.as_str()),
                (2, "ana", "small steps")
            );
            assert_eq!(
                (rows[0].start, rows[0].end, rows[0].memo.as_str()),
                (0, 5, "")
            );
        }
        let (rows, _) = read(
            "coder,source,start,end,code,memo,round\nana,P01,0,5,\"a, b\",\"two\nlines\",r1\n\nben,P01,1,2,c,,\n",
        );
        assert_eq!(
            (
                rows[0].code.as_str(),
                rows[0].memo.as_str(),
                rows[0].round.as_str()
            ),
            ("a, b", "two\nlines", "r1")
        );
        assert_eq!(rows[1].line, 5);
    }

    #[test]
    fn what_was_guarded_against_spreadsheets_comes_back_as_it_was() {
        let (rows, _) =
            read("coder,source,start,end,code,memo\nana,P01,0,5,'-able,'=1\nana,P01,0,5,'tis,\n");
        let short: Vec<(&str, &str)> = rows
            .iter()
            .map(|r| (r.code.as_str(), r.memo.as_str()))
            .collect();
        assert_eq!(short, [("-able", "=1"), ("'tis", "")]);
    }

    #[test]
    fn bad_rows_are_refused_one_by_one() {
        let (rows, refused) = read(
            "coder,source,start,end,code\nana,P01,x,5,c\nana,P01,5,5,c\nAna B,P01,0,5,c\nana,,0,5,c\nana,P01,0,5,\nana,P01,,5,c\nana,P01,-1,5,c\n,P01,0,5,c\nana,P01,0,5,ok\nana,P01,0,5,\"open\nana,P01,0,6,lost\n",
        );
        // Whether somebody is called so is looked up later.
        let coders: Vec<&str> = rows.iter().map(|r| r.coder.as_str()).collect();
        assert_eq!(coders, ["Ana B", "ana"]);
        let lines: Vec<u64> = refused.iter().map(|r| r.line).collect();
        assert_eq!(lines, [2, 3, 5, 6, 7, 8, 9, 11]);
        let reasons: Vec<&str> = refused.iter().map(|r| r.reason.as_str()).collect();
        assert!(reasons[0].contains("start “x”"), "{reasons:?}");
        assert!(reasons[1].contains("covers nothing"));
        assert_eq!(
            (reasons[2], reasons[3], reasons[4]),
            ("no source", "no code", "no start")
        );
        assert!(reasons[7].contains("quotation mark"));
    }

    #[test]
    fn a_row_of_coder_and_source_says_that_it_was_read() {
        let text = "coder,source,start,end,code,round,quote,mood\nana,P01,0,5,hope,r1,it was,\nben,P01,,,,r1,,\nben,P02,,,,,,good\nben,P02,,,,,it was,\n";
        let file = codings("c.csv", text.as_bytes()).expect("readable");
        let reads: Vec<(u64, &str, &str, Option<&str>)> = file
            .reads
            .iter()
            .map(|r| (r.line, &*r.coder, &*r.source, r.round.as_deref()))
            .collect();
        assert_eq!(
            reads,
            [(3, "ben", "P01", Some("r1")), (4, "ben", "P02", Some(""))]
        );
        assert!(file.says_who_read);
        assert_eq!(file.rows[0].quote, "it was");
        assert_eq!(
            (file.refused[0].line, &*file.refused[0].reason),
            (5, "no start")
        );
        // A column called text is the quote where there is no other.
        let file = codings(
            "c.csv",
            b"coder,source,start,end,code,Text\nana,P01,0,5,hope,it was\n",
        );
        let file = file.expect("readable");
        assert_eq!(
            (file.rows[0].quote.as_str(), file.passed_over.len()),
            ("it was", 0)
        );
        assert!(!file.says_who_read);
    }

    #[test]
    fn paragraphs_may_stand_instead_of_positions() {
        let (rows, refused) = read(
            "coder,source,paragraph,code\nana,P01,24,hope\nben,P01,24–26,hope\nben,P01,b,hope\nben,P02,,\n",
        );
        let cited = |row: &CodingRow| row.paragraphs.map(|(a, b)| format!("{a} {b}"));
        let cited: Vec<_> = rows.iter().filter_map(cited).collect();
        assert_eq!(cited, ["24 24", "24 26"]);
        assert!(refused.len() == 1 && refused[0].reason.contains("“b”"));
        // Where positions are given, they count.
        let (rows, _) = read("coder,source,paragraph,start,end,code\nana,P01,24,0,5,hope\n");
        assert_eq!((rows[0].end, rows[0].paragraphs), (5, None));
    }

    #[test]
    fn a_file_without_its_columns_is_refused() {
        let why = |text: &[u8]| codings("c.csv", text).expect_err("refused").to_string();
        assert!(why(b"coder,source,from,to,code\n").contains("lacks the columns start, end"));
        assert!(why(b"coder,coder,source,start,end,code\n").contains("twice"));
        assert!(why(b"coder,source,code\n").contains("lacks the columns start, end"));
        assert!(why(b"\n").contains("empty"));
        assert!(
            why(b"coder,source,start,end,code\nana,P01,0,5,caf\xE9\n")
                .contains("line 2 is not UTF-8")
        );
    }
}
