//! The next round proposed: which sources, drawn by strata from a seed, and which codes to amend
//! first.

use crate::model::ids::SourceId;
use crate::model::round::Drawn;
use crate::model::sample::{Sample, sample};
use crate::model::source::Source;
use crate::model::view::View;
use crate::reconcile::advice::{Advice, advice};
use crate::reconcile::aligned::Aligned;
use crate::report::words::counted;

/// A draw with how it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub sample: Sample,
    /// What the strata were: `kind`, an attribute's name, or nothing.
    pub by: String,
}

impl Proposal {
    /// Draws sources nobody has coded in a round and none is planned for. `by` is `kind`, the name
    /// of an attribute of sources, or nothing; without a `size` a fifth of them is drawn.
    ///
    /// # Errors
    /// In words where there is nothing to draw, or no such attribute.
    pub fn new(view: &View, size: Option<usize>, by: &str, seed: u64) -> Result<Proposal, String> {
        let unread = unread(view);
        let size = size.unwrap_or_else(|| unread.len().div_ceil(5));
        if unread.is_empty() {
            return Err(nothing_unread(view).to_owned());
        }
        if size == 0 {
            return Err("draw at least one source".to_owned());
        }
        let keys = attributes(view);
        if !by.is_empty() && by != "kind" && !keys.iter().any(|k| k == by) {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let others = match keys.is_empty() {
                true => String::new(),
                false => format!(", {}", keys.join(", ")),
            };
            return Err(format!(
                "no source has an attribute “{by}”; draw by kind{others}"
            ));
        }
        let stratum = |source: &&Source| {
            let name = match by {
                "" => String::new(),
                "kind" => source.kind.word().to_owned(),
                key => {
                    let mut all = source.attributes.iter();
                    let value = all.find(|(k, _)| k == key).map(|(_, v)| v.clone());
                    value.unwrap_or_else(|| format!("without {key}"))
                }
            };
            (source.id.clone(), name)
        };
        let from: Vec<(SourceId, String)> = unread.iter().map(stratum).collect();
        Ok(Proposal {
            sample: sample(&from, size, seed),
            by: by.to_owned(),
        })
    }

    /// What a round's plan records of it.
    pub fn drawn(&self) -> Drawn {
        Drawn {
            seed: self.sample.seed,
            by: self.by.clone(),
            of: self.sample.of as u32,
        }
    }

    /// Why these: “3 of 8 unread sources, drawn by kind from seed 17: interview 2 of 5, …”.
    pub fn why(&self) -> String {
        let drawn = self.sample.sources().len();
        let unread = counted(self.sample.of, "unread source");
        let seed = self.sample.seed;
        if self.by.is_empty() {
            return format!("{drawn} of {unread}, drawn from seed {seed}");
        }
        let part =
            |s: &crate::model::sample::Stratum| format!("{} {} of {}", s.name, s.drawn.len(), s.of);
        let parts: Vec<String> = self.sample.strata.iter().map(part).collect();
        format!(
            "{drawn} of {unread}, drawn by {} from seed {seed}: {}",
            self.by,
            parts.join(", ")
        )
    }
}

/// Why there is nothing to draw.
pub fn nothing_unread(view: &View) -> &'static str {
    match view.sources().is_empty() {
        true => "there are no sources yet, so there is nothing to draw",
        false => "every source is in a round already: there is nothing unread to draw",
    }
}

/// Sources no round covers, be it over or under way; what members wrote back is in no sample.
pub fn unread(view: &View) -> Vec<&Source> {
    let planned = |id: &SourceId| view.rounds().iter().any(|r| r.plan.sources.contains(id));
    view.collected().filter(|s| !planned(&s.id)).collect()
}

/// Names of the attributes sources have.
fn attributes(view: &View) -> Vec<String> {
    let all = view.sources().iter().flat_map(|s| &s.attributes);
    let mut keys: Vec<String> = all.map(|(key, _)| key.clone()).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Codes to amend before the next round, as the latest round that can be compared suggests. One of
/// open coding cannot: names made apart differ by themselves.
pub fn amend_first(view: &View) -> Vec<Advice> {
    let rounds = view.rounds().iter().rev();
    let rounds = rounds.filter(|r| !view.is_open_coding(r));
    let mut aligned = rounds.filter_map(|r| Some((r, Aligned::of(view, r).ok()?)));
    let Some((round, aligned)) = aligned.next() else {
        return Vec::new();
    };
    advice(&aligned.items, round, &aligned.snapshot.coders, view)
}

#[cfg(test)]
mod tests {
    use super::amend_first;
    use crate::model::fixture::Study;

    #[test]
    fn open_coding_says_nothing_of_codes_to_amend() {
        for codes_before in [true, false] {
            let mut s = Study::new();
            s.coders(&["ana", "ben"]).source("s", 100);
            if codes_before {
                s.code("shared");
            }
            let round = s.round(&["s"]);
            for (by, code) in [("ana", "wish"), ("ben", "hope")] {
                s.private_code(by, round, code);
                s.coded(by, Some(round), "s", 0..10, code);
            }
            s.submit("ana", round);
            s.submit("ben", round);
            assert_eq!(amend_first(&s.view()).is_empty(), !codes_before);
        }
    }
}
