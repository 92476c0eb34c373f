//! Saving a correction, and what becomes of a file whose name a source has already.

use crate::acts::sources::{Correction, NotCorrected, corrected};
use crate::import::Imported;
use crate::model::edits::{Carried, Shifts};
use crate::model::event::{Change, Event};
use crate::model::mint::Mint;
use crate::model::name;
use crate::model::source::Source;
use crate::model::view::View;
use crate::report::words::counted;
use crate::store::{Store, StoreError};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;

/// What to do with a file that has the name of a source, and another text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SameName {
    /// Nothing before somebody has said.
    #[default]
    Ask,
    /// It is the same source, corrected.
    Correct,
    /// The source that is here is taken out.
    Replace,
    /// Both are sources.
    Keep,
}

/// A file that is not taken in before somebody says what it is to the source of its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    pub file: PathBuf,
    /// Of the source, and of the file.
    pub name: String,
}

/// The one source of this name, or how many there are.
pub(super) fn same_named<'v>(view: &'v View, called: &str) -> Result<&'v Source, usize> {
    let key = name::key(called);
    let same = |s: &&Source| name::key(&s.name) == key;
    let all: Vec<&Source> = view.sources().iter().filter(same).collect();
    match all[..] {
        [one] => Ok(one),
        _ => Err(all.len()),
    }
}

/// What was saved, and what became of the codings, in words.
type Done = (Vec<Arc<Event>>, String);

/// Makes what was read the next revision of a source. Says in words what became of its codings;
/// `None` if nothing differs.
pub fn correct(
    store: &mut Store,
    view: &View,
    source: &Source,
    read: &Imported,
    for_all: bool,
    (now_ms, mint): (u64, &mut Mint),
) -> Result<Option<Done>, String> {
    let before = store.load_document(&source.id, source.revision);
    let before = before.map_err(|e| e.to_string())?;
    let (text, structure) = (read.text.clone(), read.structure.clone());
    let correction = match corrected(view, &before, text, structure, for_all) {
        Ok(correction) => correction,
        Err(NotCorrected::Same) => return Ok(None),
        Err(why) => return Err(why.to_string()),
    };
    let events = save(store, &correction, now_ms, mint).map_err(|e| e.to_string())?;
    Ok(Some((events, words(view, source, &correction))))
}

/// Writes a correction and its event.
pub fn save(
    store: &mut Store,
    correction: &Correction,
    now_ms: u64,
    mint: &mut Mint,
) -> Result<Vec<Arc<Event>>, StoreError> {
    let Correction {
        source,
        revision,
        text,
        structure,
        ..
    } = correction;
    store.write_revision(source, *revision, text, structure)?;
    store.append(&[(mint.id(), correction.change())], now_ms)
}

/// What a correction does, and what it does to the codings the viewer sees.
pub fn words(view: &View, source: &Source, correction: &Correction) -> String {
    let name = &source.name;
    if correction.keeps_the_text() {
        return format!("{name}: the same text, divided into turns anew");
    }
    let places = counted(correction.edits.0.len(), "place");
    let (mut touched, mut gone) = (0, 0);
    let shifts = Shifts::of(correction.edits.clone());
    for coding in view.codings_in(&source.id) {
        match shifts.carry(coding.span) {
            Carried::Same(_) => {}
            Carried::Touched(_) => touched += 1,
            Carried::Gone(_) => gone += 1,
        }
    }
    let codings = match (touched, gone) {
        (0, 0) => "every coding you may see covers the text it covered".to_owned(),
        (_, 0) => format!("text was corrected in {}", counted(touched, "coding")),
        (0, _) => format!("the text of {} is gone", counted(gone, "coding")),
        _ => format!(
            "text was corrected in {}, and the text of {} is gone",
            counted(touched, "coding"),
            counted(gone, "coding")
        ),
    };
    format!("{name}: corrected in {places}; {codings}")
}

/// What takes a source out so that another comes in its place.
pub(super) fn removed(source: &Source) -> Change {
    Change::SourceRemoved {
        source: source.id.clone(),
    }
}
