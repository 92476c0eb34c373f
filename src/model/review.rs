//! Reviews: somebody reads the codes with what is coded with them, and says of each whether it is
//! cogent. A round without codings and submissions: there is nothing in it to be compared.

use super::clock::Stamp;
use super::code::Codebook;
use super::ids::{CodeId, CoderId, Digest, EventId, RoundId, SourceId};
use super::name;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a reviewer says of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cogency {
    Clear,
    Unclear,
    /// It is to become one with this other code.
    Merge(CodeId),
    /// It is to become several.
    Split,
}

impl Cogency {
    /// One word for it.
    pub fn word(self) -> &'static str {
        match self {
            Cogency::Clear => "clear",
            Cogency::Unclear => "unclear",
            Cogency::Merge(_) => "merge",
            Cogency::Split => "split",
        }
    }

    /// Whether it asks for the code to be changed.
    pub fn asks(self) -> bool {
        self != Cogency::Clear
    }

    /// In words: the code it is to be merged into is named.
    pub fn words(self, codebook: &Codebook) -> String {
        match self {
            Cogency::Merge(into) => format!("merge into “{}”", codebook.name(into)),
            other => other.word().to_owned(),
        }
    }
}

/// What is fixed when a review is opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewPlan {
    /// Name, as shown and as given to `--round`.
    #[serde(deserialize_with = "name::read")]
    pub name: String,
    pub reviewers: Vec<CoderId>,
    /// The codes to be reviewed, in the order of the codebook.
    pub codes: Vec<CodeId>,
    /// The sources whose segments are looked at, in order.
    pub sources: Vec<SourceId>,
    /// Digest of the codebook as everybody knew it then.
    pub codebook: Digest,
}

/// What became of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Became {
    Renamed,
    /// Its definition, when to use it and when not, its examples or its scale were changed.
    Redefined,
    Moved,
    Merged,
    /// A code was added or moved under it.
    Divided,
    Retired,
}

impl Became {
    /// One word for it.
    pub fn word(self) -> &'static str {
        match self {
            Became::Renamed => "renamed",
            Became::Redefined => "redefined",
            Became::Moved => "moved",
            Became::Merged => "merged",
            Became::Divided => "divided",
            Became::Retired => "retired",
        }
    }
}

/// A change of a code, by whom and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub became: Became,
    pub by: CoderId,
    pub at: Stamp,
}

/// One judgement of a code.
#[derive(Clone, Debug, PartialEq)]
pub struct Reviewed {
    pub id: EventId,
    pub code: CodeId,
    pub by: CoderId,
    pub judgement: Cogency,
    pub reason: String,
    pub at: Stamp,
    /// What became of the code while this was what its reviewer said of it, in total order.
    pub since: Vec<Answer>,
    /// Whether its reviewer has not judged the code again.
    pub is_last: bool,
}

impl Reviewed {
    /// What became of the code since, each kind of change once; nothing if nothing did.
    pub fn since_words(&self) -> String {
        let kinds: BTreeSet<Became> = self.since.iter().map(|a| a.became).collect();
        let words: Vec<&str> = kinds.into_iter().map(Became::word).collect();
        words.join(", ")
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub id: RoundId,
    pub plan: ReviewPlan,
    pub by: CoderId,
    pub at: Stamp,
    /// Who closed it.
    pub closed: Option<CoderId>,
    /// All judgements, in total order.
    pub judged: Vec<Reviewed>,
}

/// How far one reviewer has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Codes to be reviewed.
    pub codes: usize,
    pub reviewed: usize,
    pub clear: usize,
    pub unclear: usize,
    pub merge: usize,
    pub split: usize,
    /// Codes that were changed while the judgement that counted asked for it.
    pub changed: usize,
    /// Codes the last judgement found clear, and that were changed since.
    pub clear_changed: usize,
    /// Codes not judged that are merged or retired by now.
    pub gone: usize,
}

impl Review {
    /// What a reviewer last said of a code.
    pub fn last(&self, by: &CoderId, code: CodeId) -> Option<&Reviewed> {
        let mut judged = self.judged.iter().rev();
        judged.find(|j| j.code == code && j.by == *by)
    }

    /// What each reviewer last said of a code.
    pub fn of(&self, code: CodeId) -> impl Iterator<Item = &Reviewed> {
        let here = self.judged.iter();
        here.filter(move |j| j.is_last && j.code == code)
    }

    /// How far a reviewer has come, and what was changed since, as far as the viewer may see it.
    pub fn tally(&self, by: &CoderId, codebook: &Codebook) -> Tally {
        let mut tally = Tally {
            codes: self.plan.codes.len(),
            ..Tally::default()
        };
        let mine = || self.judged.iter().filter(|j| j.by == *by);
        for judged in mine().filter(|j| j.is_last) {
            tally.reviewed += 1;
            match judged.judgement {
                Cogency::Clear => {
                    tally.clear += 1;
                    tally.clear_changed += usize::from(!judged.since.is_empty());
                }
                Cogency::Unclear => tally.unclear += 1,
                Cogency::Merge(_) => tally.merge += 1,
                Cogency::Split => tally.split += 1,
            }
        }
        let changed = mine().filter(|j| j.judgement.asks() && !j.since.is_empty());
        tally.changed = changed.map(|j| j.code).collect::<BTreeSet<_>>().len();
        let gone = |id: &&CodeId| {
            codebook
                .exact(**id)
                .is_some_and(|c| c.retired || c.merged_into.is_some())
        };
        let left = self.plan.codes.iter();
        let left = left.filter(|code| self.last(by, **code).is_none());
        tally.gone = left.filter(gone).count();
        tally
    }
}
