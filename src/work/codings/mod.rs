//! A table of codings made by others becomes rounds of the study: open, finished and submitted, so
//! that agreement and reconciliation work on them at once.

mod assess;
mod coded;
mod coders;
mod given;
mod paragraphs;
mod places;
mod ratings;
mod read_by;
mod report;
mod round;
mod rows;
mod spellings;
mod writer;

pub use assess::{WhichRound, assess};
pub use coded::{CodedReport, import_coded};
pub use given::{Codes, Given};
pub use places::Offsets;
pub use ratings::{add as add_sheet, import_ratings, spelled};
pub use report::{Line, Renamed, Report};
pub use writer::Writer;

use crate::import::coding_row::CodingsFile;
use crate::import::{self, ImportError};
use crate::model::ids::CoderId;
use crate::model::name;
use crate::model::round::RoundKind;
use crate::model::visible::Named;
use crate::store::{StoreError, read_given};
use round::{Importing, by_round};
use rows::{Sorted, sort};
use std::io;
use std::path::Path;
use thiserror::Error;

/// Why nothing of a file was taken.
#[derive(Debug, Error)]
pub enum NotImported {
    #[error("{file}: {why}")]
    Unreadable { file: String, why: io::Error },
    #[error(transparent)]
    File(#[from] ImportError),
    /// The study could not be written to.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was asked cannot be done, in words.
    #[error("{0}")]
    Refused(String),
}

/// Imports the codings of a file; `assessed` is one that says who read what.
///
/// # Errors
/// [`NotImported`]: nothing was taken.
pub fn import_codings<'a>(
    writer: Writer<'a>,
    file: &Path,
    assessed: Option<&Path>,
    given: &'a Given,
) -> Result<Report, NotImported> {
    let (shown, bytes) = read(file)?;
    let mut found = import::codings(&shown, &bytes)?;
    drop(bytes);
    if let Some(assessed) = assessed {
        let (shown, bytes) = read(assessed)?;
        let mut said = import::assessed(&shown, &bytes)?;
        found.says_who_read = true;
        found.reads.append(&mut said.reads);
        found.refused.append(&mut said.refused);
        found.passed_over.append(&mut said.passed_over);
    }
    let usual = file
        .file_stem()
        .and_then(|s| name::cleaned(s.to_str()?).ok());
    let usual = usual.as_deref().unwrap_or("imported");
    take(writer, found, usual, given)
}

/// Takes in what was found in a file; rows without a round are of the `usual` one.
fn take<'a>(
    writer: Writer<'a>,
    mut found: CodingsFile,
    usual: &str,
    given: &'a Given,
) -> Result<Report, NotImported> {
    let says_who_read = found.says_who_read;
    let mut report = Report {
        passed_over: std::mem::take(&mut found.passed_over),
        renamed: std::mem::take(&mut found.renamed)
            .into_iter()
            .map(|(line, name)| Renamed { line, name })
            .collect(),
        ..Report::default()
    };
    let (view, store, mint) = (&writer.view, &*writer.store, &mut *writer.mint);
    let sorted = sort(view, store, found, usual, given, &mut || mint.id());
    let Sorted {
        taken,
        readings,
        refused,
        new_codes,
        called,
        merged,
        unknown,
    } = sorted;
    if let Some(name) = unknown {
        return Err(NotImported::Refused(format!(
            "--as names “{name}”, whom the file does not know"
        )));
    }
    report.refused = refused;
    report.called = called;
    report.merged = merged;
    let rounds = by_round(taken, readings, usual);
    for round in &rounds {
        check_single(given.was, &round.name, &round.coders())?;
    }
    let mut importing = Importing {
        writer,
        given,
        says_who_read,
        report,
    };
    importing.add_codes(new_codes)?;
    for round in rounds {
        importing.round(round)?;
    }
    importing.writer.store.save_cache();
    Ok(importing.report)
}

fn read(file: &Path) -> Result<(String, Vec<u8>), NotImported> {
    let shown = file.shown().to_string();
    match read_given(file) {
        Ok(bytes) => Ok((shown, bytes)),
        Err(why) => Err(NotImported::Unreadable { file: shown, why }),
    }
}

fn check_single(was: Option<RoundKind>, name: &str, coders: &[CoderId]) -> Result<(), NotImported> {
    match was == Some(RoundKind::Single) && coders.len() > 1 {
        true => {
            let coders: Vec<&str> = coders.iter().map(CoderId::as_str).collect();
            Err(NotImported::Refused(format!(
                "--kind single: a single round has exactly one coder, and “{name}” has {}",
                coders.join(" and ")
            )))
        }
        false => Ok(()),
    }
}
