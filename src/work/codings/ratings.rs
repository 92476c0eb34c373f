//! Ratings of cases become codings on rating sheets, which are made where they are not there yet.

use super::{Given, NotImported, Report, Writer, read, take};
use crate::acts::sheets::{self, Sheet};
use crate::import::coding_row::{CodingRow, CodingsFile, ReadRow};
use crate::import::ratings::{Item, RatingRow, RatingsFile, ratings};
use crate::import::sheet as table;
use crate::model::attribute::Case;
use crate::model::code::{Code, CodeKind};
use crate::model::ids::SourceId;
use crate::model::name;
use crate::model::sheet;
use crate::model::source::SourceKind;
use crate::model::view::View;
use crate::report::cases;
use crate::store::StoreError;
use crate::work::adding::NewSource;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What a table of ratings came to.
#[derive(Debug, Default)]
pub struct RatingsReport {
    pub sheets: usize,
    /// Cells in which nobody rated anything.
    pub empty: usize,
    /// Columns that are called as no rated code is.
    pub passed_over: Vec<String>,
    pub codings: Report,
}

/// Takes in a table of ratings of cases of a kind. `rater` is who rated where no column says it.
///
/// # Errors
/// [`NotImported`]: nothing was taken.
pub fn import_ratings<'a>(
    mut writer: Writer<'a>,
    file: &Path,
    kind: &str,
    rater: Option<&str>,
    given: &'a Given,
) -> Result<RatingsReport, NotImported> {
    let (shown, bytes) = read(file)?;
    let rows = table(&shown, &bytes, None)?.rows;
    let book = writer.view.codebook().clone();
    let codes: Vec<&Code> = sheet::items(&book);
    if codes.is_empty() {
        let why =
            "the codebook has no rated codes: an item is a code with a scale (tandem codebook)";
        return Err(NotImported::Refused(why.into()));
    }
    let items: Vec<Item> = codes.iter().map(|code| item(code)).collect();
    let refused = |why: String| NotImported::Refused(format!("{shown}: {why}"));
    let mut found = ratings(&rows, kind, rater, &items).map_err(refused)?;
    if !found.refused.is_empty() {
        return Err(NotImported::Refused(nothing_taken(&shown, &found)));
    }
    let passed_over = std::mem::take(&mut found.passed_over);
    let asked: Vec<&Code> = {
        let mut asked = found.items.clone();
        asked.sort_unstable();
        asked.iter().map(|at| codes[*at]).collect()
    };
    let made = make(&mut writer, &found, kind, &asked)?;
    let usual = file
        .file_stem()
        .map_or("ratings".into(), |s| s.to_string_lossy().into_owned());
    let codings = as_codings(&writer, found, kind, &codes)?;
    let empty = codings.1;
    Ok(RatingsReport {
        sheets: made,
        empty,
        passed_over,
        codings: take(writer, codings.0, &usual, given)?,
    })
}

/// Why nothing of a table was taken: every row that cannot be.
fn nothing_taken(file: &str, found: &RatingsFile) -> String {
    let lines = found.refused.iter();
    let lines = lines.map(|row| format!("{file}, line {}: {}", row.line, row.reason));
    let lines: Vec<String> = lines.collect();
    format!(
        "{}\nnothing was taken: mend these and import the file again",
        lines.join("\n")
    )
}

fn item(code: &Code) -> Item {
    Item {
        name: code.name.clone(),
        scale: match &code.kind {
            CodeKind::Rated(scale) => scale.clone(),
            CodeKind::Plain => Vec::new(),
        },
    }
}

/// Makes the sheets that are not there; how many.
fn make(
    writer: &mut Writer<'_>,
    found: &RatingsFile,
    kind: &str,
    items: &[&Code],
) -> Result<usize, NotImported> {
    let wanted: BTreeSet<(&str, Option<&str>)> = found
        .rows
        .iter()
        .map(|row| (row.case.as_str(), row.at.as_deref()))
        .collect();
    let mut made = 0;
    for (name, at) in wanted {
        let case = spelled(&writer.view, kind, name);
        if sheet::here(&writer.view, &case, at).is_none() {
            add(writer, &sheets::sheet(case, at.map(str::to_owned), items))?;
            made += 1;
        }
    }
    Ok(made)
}

/// A case as it is called here, whatever the letter case it is written in.
pub fn spelled(view: &View, kind: &str, given: &str) -> Case {
    let here = cases(view, kind).into_iter();
    let mut here = here.filter(|case| name::key(case) == name::key(given));
    Case {
        kind: kind.to_owned(),
        name: here.next().unwrap_or_else(|| given.to_owned()),
    }
}

/// Writes a sheet, then what makes it a source.
pub fn add(writer: &mut Writer<'_>, sheet: &Sheet) -> Result<(), StoreError> {
    let like = writer.view.sources().first();
    let new = NewSource {
        id: &sheet.id,
        name: &sheet.name,
        kind: SourceKind::RatingSheet,
        language: like.map_or("en", |s| &s.language),
        text: &sheet.text,
        structure: &sheet.structure,
        made_of: &[],
    };
    let added = new.write(writer.store)?;
    let changes = sheets::changes(&writer.view, sheet, added);
    let changes = writer.view.replacing(changes).into_iter();
    let changes: Vec<_> = changes.map(|c| (writer.mint.id(), c)).collect();
    writer.append(&changes)
}

/// The ratings as codings of whole paragraphs, with how many cells were empty.
fn as_codings(
    writer: &Writer<'_>,
    found: RatingsFile,
    kind: &str,
    codes: &[&Code],
) -> Result<(CodingsFile, usize), NotImported> {
    let mut file = CodingsFile {
        says_who_read: true,
        ..CodingsFile::default()
    };
    let mut places: BTreeMap<SourceId, crate::model::source::Document> = BTreeMap::new();
    let mut read: BTreeSet<(String, SourceId)> = BTreeSet::new();
    for row in found.rows {
        let source = sheet_of(&writer.view, &row, kind)?;
        if !places.contains_key(&source.0) {
            let document = writer.store.load_document(&source.0, source.1)?;
            places.insert(source.0.clone(), document);
        }
        let code = codes[row.item];
        let document = &places[&source.0];
        let Some(at) = sheet::paragraph_of(document, &code.name) else {
            file.refused.push(crate::import::coding_row::RefusedRow {
                line: row.line,
                reason: format!(
                    "the sheet of {} that is here does not ask for “{}”",
                    row.case, code.name
                ),
            });
            continue;
        };
        if read.insert((row.rater.clone(), source.0.clone())) {
            file.reads.push(ReadRow {
                line: row.line,
                coder: row.rater.clone(),
                source: source.0.to_string(),
                round: None,
            });
        }
        let cited = document.structure.paragraphs[at].cited();
        file.rows.push(CodingRow {
            line: row.line,
            coder: row.rater,
            source: source.0.to_string(),
            start: 0,
            end: 0,
            paragraphs: Some((cited, cited)),
            code: code.name.clone(),
            memo: row.evidence,
            round: String::new(),
            rating: Some(row.rating),
            certain: true,
            quote: String::new(),
        });
    }
    Ok((file, found.empty))
}

/// The sheet a rating belongs to, with its revision.
fn sheet_of(view: &View, row: &RatingRow, kind: &str) -> Result<(SourceId, u32), NotImported> {
    let case = Case {
        kind: kind.to_owned(),
        name: row.case.clone(),
    };
    let here = sheet::here(view, &case, row.at.as_deref());
    let here = here.ok_or_else(|| NotImported::Refused("a rating sheet is missing".into()))?;
    Ok((here.id.clone(), here.revision))
}
