//! Codings that became one when their codes were merged.
//!
//! Nothing is taken out of a journal, and what was submitted is computed from all of it: only what
//! the study shows as it stands now leaves them out.

use super::State;
use crate::model::code::Codebook;
use crate::model::coding::Coding;
use crate::model::ids::{CodingId, SourceId};
use std::collections::HashSet;
use std::sync::Arc;

/// Whether two codings became one: of one coder, in one reading, on one stretch, made with codes
/// that have been merged since. What two devices did at once is no such thing.
fn same(one: &Coding, other: &Coding, codebook: &Codebook) -> bool {
    let reading = |c: &Coding| (c.span, c.revision, c.round);
    (one.id == other.id || one.code != other.code)
        && reading(one) == reading(other)
        && one.source == other.source
        && one.coder == other.coder
        && codebook.resolve(one.code) == codebook.resolve(other.code)
}

/// Of a source's codings, by position, those that another one stands for. The one that stays is
/// rated, if one of them is, and was made with the code that stays, else it is the first.
fn doubled(codings: &[Arc<Coding>], codebook: &Codebook) -> HashSet<CodingId> {
    let mut gone = HashSet::new();
    for run in codings
        .chunk_by(|a, b| a.span == b.span)
        .filter(|r| r.len() > 1)
    {
        for coding in run {
            let twins = run.iter().filter(|c| same(c, coding, codebook));
            let stays = twins.min_by_key(|c| {
                let merged = codebook.resolve(c.code) != c.code;
                (c.rating.is_none(), merged, c.id)
            });
            if stays.is_some_and(|stays| stays.id != coding.id) {
                gone.insert(coding.id);
            }
        }
    }
    gone
}

impl State {
    /// Finds anew which of a source's codings another one stands for.
    pub(super) fn find_doubled(&mut self, source: SourceId) {
        // Where no codes were merged nothing became one.
        if self.codebook.alias.is_empty() && self.doubled.is_empty() {
            return;
        }
        let doubled = doubled(self.codings.of(&source), &self.codebook);
        match doubled.is_empty() {
            true => drop(self.doubled.remove(&source)),
            false => drop(self.doubled.insert(source, doubled)),
        }
    }

    /// Whether another coding stands for this one.
    pub(in crate::model) fn is_doubled(&self, coding: &Coding) -> bool {
        let here = self.doubled.get(&coding.source);
        here.is_some_and(|doubled| doubled.contains(&coding.id))
    }

    /// Codings another one stands for.
    pub(in crate::model) fn doubled(&self) -> impl Iterator<Item = &Coding> {
        let all = self.doubled.values().flatten();
        all.filter_map(|id| self.codings.get(*id).map(Arc::as_ref))
    }

    /// A coding and those that say the same as it by now, in order of making.
    pub(in crate::model) fn twins(&self, id: CodingId) -> Vec<CodingId> {
        let Some(coding) = self.codings.get(id) else {
            return Vec::new();
        };
        let here = self.codings.of(&coding.source).iter();
        let same = here.filter(|c| same(c, coding, &self.codebook));
        same.map(|c| c.id).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::event::Change;
    use crate::model::fixture::{Study, coder, source};
    use crate::model::ids::CodingId;

    #[test]
    fn merging_leaves_one_coding_on_a_place_and_what_was_submitted_as_it_was() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100);
        let (staffing, shortage) = (s.code("staffing"), s.code("shortage"));
        let round = s.round(&["s"]);
        let all: Vec<CodingId> = [
            ("ana", 0..10, "staffing"),
            ("ana", 0..10, "shortage"),
            ("ben", 0..10, "shortage"),
            ("ana", 0..11, "shortage"),
        ]
        .map(|(by, at, code)| s.coded(by, Some(round), "s", at, code))
        .to_vec();
        // Another reading of the same place is another coding.
        let free = s.coded("ana", None, "s", 0..10, "shortage");
        for by in ["ana", "ben"] {
            s.submit(by, round);
        }
        let before = s.view().snapshot(round);
        assert_eq!(s.view().codings().count(), 5);
        let merge = Change::CodeMerged {
            code: shortage,
            into: staffing,
        };
        let merged = s.push("ana", merge);
        let view = s.view();
        let mut here: Vec<_> = view.codings_in(&source("s")).map(|c| c.id).collect();
        here.sort();
        assert_eq!(here, [all[0], all[2], all[3], free]);
        assert_eq!(view.codings().count(), 4);
        assert_eq!(view.groundedness(Some(&coder("ana")))[&staffing], 3);
        assert_eq!(view.groundedness(None)[&staffing], 4);
        assert_eq!(view.twins(all[0]), [all[0], all[1]]);
        assert_eq!(view.snapshot(round), before, "what was submitted stays");
        s.push("ana", Change::Retract { event: merged });
        assert_eq!(s.view().codings().count(), 5, "undo brings it back");
    }
}
