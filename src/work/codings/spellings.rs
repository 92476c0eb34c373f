//! What a file calls things in more than one way, or otherwise than they are called here.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is called something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Coder,
    Source,
    Code,
    Round,
}

impl Kind {
    pub fn word(self) -> &'static str {
        match self {
            Kind::Coder => "coder",
            Kind::Source => "source",
            Kind::Code => "code",
            Kind::Round => "round",
        }
    }
}

/// Several spellings taken for one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Merged {
    #[serde(rename = "of")]
    pub kind: Kind,
    /// As it is called here.
    #[serde(rename = "name")]
    pub taken: String,
    /// As the file spells it otherwise.
    pub spellings: Vec<String>,
}

#[derive(Debug, Default)]
pub struct Spellings(BTreeMap<(Kind, String), BTreeSet<String>>);

impl Spellings {
    /// Notes how something was spelled that is called `taken` here.
    pub fn note(&mut self, kind: Kind, spelled: &str, taken: &str) {
        if spelled == taken {
            return;
        }
        let known = self.0.entry((kind, taken.to_owned())).or_default();
        if !known.contains(spelled) {
            known.insert(spelled.to_owned());
        }
    }

    /// The names that were spelled otherwise.
    pub fn merged(self) -> Vec<Merged> {
        let merged = |((kind, taken), spellings): ((Kind, String), BTreeSet<String>)| Merged {
            kind,
            taken,
            spellings: spellings.into_iter().collect(),
        };
        self.0.into_iter().map(merged).collect()
    }
}
