//! What an index holds: which sources, in which version of their text. Written in the same commit
//! as the turns themselves, so the two cannot tell different stories after a crash.

use super::schema::VERSION;
use crate::model::ids::{Digest, SourceId};
use crate::model::source::Source;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// One source in the index; its place in the list is its number in the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub source: SourceId,
    pub text: Digest,
    pub language: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Version of fields and tokenizer.
    pub version: u32,
    pub entries: Vec<Entry>,
}

/// What an index needs to be up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Nothing,
    /// These sources are missing (indices into what was given).
    Add(Vec<usize>),
    /// It holds something that is gone or has changed: all of it, so that no old text is left.
    Rebuild,
}

impl Entry {
    pub fn of(source: &Source) -> Entry {
        Entry {
            source: source.id.clone(),
            text: source.text.clone(),
            language: source.language.clone(),
        }
    }

    fn is_current(&self, source: &Source) -> bool {
        self.text == source.text && self.language == source.language
    }
}

impl Manifest {
    /// A manifest of this version without sources.
    pub fn empty() -> Manifest {
        Manifest {
            version: VERSION,
            entries: Vec::new(),
        }
    }

    /// Number in the index → index into `sources`, of those whose present text is in the index.
    pub fn current(&self, sources: &[Source]) -> Vec<Option<usize>> {
        let place: HashMap<&SourceId, usize> = sources
            .iter()
            .enumerate()
            .map(|(i, s)| (&s.id, i))
            .collect();
        let current = |e: &Entry| {
            let at = *place.get(&e.source)?;
            e.is_current(&sources[at]).then_some(at)
        };
        self.entries.iter().map(current).collect()
    }

    pub fn need(&self, sources: &[Source]) -> Need {
        let current = self.current(sources);
        if self.version != VERSION || current.iter().any(Option::is_none) {
            return Need::Rebuild;
        }
        let have: BTreeSet<usize> = current.into_iter().flatten().collect();
        let missing: Vec<usize> = (0..sources.len()).filter(|i| !have.contains(i)).collect();
        if missing.is_empty() {
            Need::Nothing
        } else {
            Need::Add(missing)
        }
    }

    pub fn languages(&self) -> BTreeSet<&str> {
        self.entries.iter().map(|e| e.language.as_str()).collect()
    }
}
