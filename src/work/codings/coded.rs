//! Coded spreadsheets become a study: their texts are sources, their columns codes and attributes,
//! and their marks codings of an imported round.

use super::coders::Coders;
use super::given::Given;
use super::report::Report;
use super::writer::Writer;
use super::{NotImported, check_single, take};
use crate::acts::attributes::set;
use crate::acts::codebook::codes_from_file;
use crate::import::codebook_file::{CodeEntry, CodebookFile};
use crate::import::coded::{Coded, CodedCode, CodedSource};
use crate::import::coding_row::{CodingRow, CodingsFile, ReadRow};
use crate::import::{ImportError, Imported};
use crate::model::attribute::{Column, Subject, Value};
use crate::model::event::Change;
use crate::model::ids::SourceId;
use crate::model::limits;
use crate::model::name::{key, numbered};
use crate::report::SourceMade;
use crate::work::adding::write_new;
use serde::Serialize;
use std::collections::HashSet;

/// What an import of coded spreadsheets did, also as programs read it.
#[derive(Debug, Default, Serialize)]
pub struct CodedReport {
    /// Sources made, and how many were here already.
    pub sources: Vec<SourceMade>,
    pub sources_already_here: usize,
    /// Attributes given to sources.
    pub attributes: usize,
    #[serde(flatten)]
    pub codings: Report,
}

/// Takes coded spreadsheets in. `usual` is what the round is called.
///
/// # Errors
/// [`NotImported`]: nothing was taken, or the study could not be written to.
pub fn import_coded<'a>(
    mut writer: Writer<'a>,
    mut coded: Coded,
    usual: &str,
    given: &'a Given,
) -> Result<CodedReport, NotImported> {
    check(&writer, &coded, usual, given)?;
    let mut report = CodedReport::default();
    let mut found = CodingsFile {
        says_who_read: true,
        refused: std::mem::take(&mut coded.refused),
        ..CodingsFile::default()
    };
    let made = sources(&mut writer, &coded, &mut report)?;
    for (source, read) in coded.sources.iter().zip(&made) {
        codings(&coded, source, read, &mut found);
    }
    report.attributes = attributes(&mut writer, &coded, &made)?;
    let codes = codes(&mut writer, &coded.codes)?;
    let mut said = take(writer, found, usual, given)?;
    said.codes = codes;
    said.notes.splice(0..0, coded.notes);
    report.codings = said;
    Ok(report)
}

/// What would stand in the way is told before anything is written.
fn check(
    writer: &Writer<'_>,
    coded: &Coded,
    usual: &str,
    given: &Given,
) -> Result<(), NotImported> {
    let mut coders = Coders::new(given);
    let mut ids = Vec::new();
    for coder in &coded.coders {
        let why = |why: String| NotImported::Refused(format!("“{coder}” {why}"));
        ids.push(coders.id(coder).map_err(why)?);
    }
    if let Some(name) = coders.unknown() {
        return Err(NotImported::Refused(format!(
            "--as names “{name}”, whom no file knows"
        )));
    }
    ids.sort();
    ids.dedup();
    check_single(given.was, usual, &ids)?;
    let view = &writer.view;
    let is_new = |code: &&CodedCode| {
        view.codebook()
            .active()
            .all(|c| key(&c.name) != key(&code.name))
    };
    if let (Some(round), Some(code)) = (view.frozen_by(), coded.codes.iter().find(is_new)) {
        return Err(NotImported::Refused(format!(
            "there is no code “{}”, and the codebook is frozen while your round “{}” is blind; import when it has opened",
            code.name, round.plan.name
        )));
    }
    for source in &coded.sources {
        let bytes: usize = source
            .texts
            .iter()
            .map(|t| t.text.len() + t.speaker.len() + 3)
            .sum();
        let limits = [
            (limits::TEXT, bytes),
            (limits::PARAGRAPHS, source.texts.len()),
        ];
        for (limit, there) in limits {
            let beyond = limit.check(there as u64).err();
            if let Some(beyond) = beyond {
                let name = source.name.clone();
                return Err(ImportError::Beyond { name, beyond }.into());
            }
        }
    }
    Ok(())
}

/// Writes the sources that are not here, all of them before the study knows of any.
fn sources(
    writer: &mut Writer<'_>,
    coded: &Coded,
    report: &mut CodedReport,
) -> Result<Vec<Imported>, NotImported> {
    let mut ids: HashSet<SourceId> = writer.view.sources().iter().map(|s| s.id.clone()).collect();
    let mut names: HashSet<String> = writer.view.sources().iter().map(|s| key(&s.name)).collect();
    let (mut made, mut changes) = (Vec::with_capacity(coded.sources.len()), Vec::new());
    for source in &coded.sources {
        let (mut read, original) = source.imported();
        if !ids.insert(read.id.clone()) {
            report.sources_already_here += 1;
            made.push(read);
            continue;
        }
        if names.contains(&key(&read.name)) {
            let free = (2..)
                .map(|n| numbered(&read.name, n))
                .find(|n| !names.contains(&key(n)));
            read.name = free.unwrap_or(read.name);
        }
        names.insert(key(&read.name));
        let change = write_new(writer.store, &read, &original)?;
        changes.push((writer.mint.id(), change));
        report.sources.push(SourceMade::read(&read));
        made.push(read);
    }
    writer.append(&changes)?;
    Ok(made)
}

/// The codings of a source, and that its coders read it.
fn codings(coded: &Coded, source: &CodedSource, read: &Imported, found: &mut CodingsFile) {
    let mut coders: HashSet<usize> = HashSet::new();
    for (text, turn) in source.texts.iter().zip(&read.structure.turns) {
        for (coder, line, codes) in &text.by {
            if coders.insert(*coder) {
                found.reads.push(ReadRow {
                    line: *line,
                    coder: coded.coders[*coder].clone(),
                    source: read.id.to_string(),
                    round: None,
                });
            }
            for code in codes {
                found.rows.push(CodingRow {
                    line: *line,
                    coder: coded.coders[*coder].clone(),
                    source: read.id.to_string(),
                    start: turn.talk,
                    end: turn.span.end,
                    paragraphs: None,
                    code: coded.codes[*code].name.clone(),
                    memo: String::new(),
                    round: String::new(),
                    rating: None,
                    certain: true,
                    // A source that is here may have been corrected since.
                    quote: text.text.clone(),
                });
            }
        }
    }
}

fn attributes(
    writer: &mut Writer<'_>,
    coded: &Coded,
    made: &[Imported],
) -> Result<usize, NotImported> {
    let mut changes = Vec::new();
    for (source, read) in coded.sources.iter().zip(made) {
        let here = writer.view.source(&read.id).map(|s| &s.attributes);
        let new = source.attributes.iter();
        let new = new.filter(|pair| here.is_none_or(|here| !here.contains(pair)));
        for (name, value) in new {
            let of = Subject::Source(read.id.clone());
            let value = Some(Value::Is(value.clone()));
            changes.push(set(of, &Column::new(name, None), value));
        }
    }
    let changes = writer.view.replacing(changes).into_iter();
    let changes: Vec<_> = changes.map(|c| (writer.mint.id(), c)).collect();
    writer.append(&changes)?;
    Ok(changes.len())
}

/// Adds the codes the codebook has not, those nobody gave as well.
fn codes(writer: &mut Writer<'_>, codes: &[CodedCode]) -> Result<Vec<String>, NotImported> {
    let above = codes.iter().filter(|c| c.parent.is_none());
    let below = codes.iter().filter(|c| c.parent.is_some());
    let entry = |code: &CodedCode| CodeEntry {
        name: code.name.clone(),
        parent: code.parent.clone(),
        ..CodeEntry::default()
    };
    let file = CodebookFile {
        codes: above.chain(below).map(entry).collect(),
        ..CodebookFile::default()
    };
    let changes = codes_from_file(&file, &writer.view, &mut || writer.mint.id());
    writer.append(&changes)?;
    let name = |(_, change): &(_, Change)| match change {
        Change::CodeAdded { name, .. } => Some(name.clone()),
        _ => None,
    };
    Ok(changes.iter().filter_map(name).collect())
}
