//! What an index holds: which sources, in which version of their text. Written in the same commit
//! as the turns themselves, so the two cannot tell different stories after a crash.

use super::schema::VERSION;
use crate::model::ids::{Digest, SourceId};
use crate::model::source::Source;
use serde::{Deserialize, Serialize};
use std::cell::LazyCell;
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
        // Nearly always they stand in one order, and nothing has to be looked up.
        let same = |at: &usize, e: &Entry| sources.get(*at).is_some_and(|s| s.id == e.source);
        let by_id = LazyCell::new(|| {
            let all = sources.iter().enumerate();
            all.map(|(i, s)| (&s.id, i))
                .collect::<HashMap<&SourceId, usize>>()
        });
        let current = |(number, e): (usize, &Entry)| {
            let here = Some(number).filter(|at| same(at, e));
            let at = here.or_else(|| by_id.get(&e.source).copied())?;
            e.is_current(&sources[at]).then_some(at)
        };
        self.entries.iter().enumerate().map(current).collect()
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

    pub fn languages(&self) -> BTreeSet<String> {
        self.entries.iter().map(|e| e.language.clone()).collect()
    }
}
