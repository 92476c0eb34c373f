//! The revisions of texts that a round was submitted on.

use super::ids::SourceId;
use super::round::Round;
use super::source::Document;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

impl Round {
    /// The revision of a source its figures are computed on: the latest anybody submitted, and the
    /// first where none is named.
    pub fn revision_of(&self, source: &SourceId) -> u32 {
        self.revisions().get(source).copied().unwrap_or(1)
    }

    /// The same of every source of which a submission names one.
    pub fn revisions(&self) -> HashMap<&SourceId, u32> {
        let mut latest = HashMap::new();
        for (source, revision) in self.submitted.values().flat_map(|s| &s.revisions) {
            let known = latest.entry(source).or_insert(*revision);
            *known = (*known).max(*revision);
        }
        latest
    }

    /// The text of a source as it was submitted on it, where that is at hand.
    pub fn text_of<'d>(&self, latest: &'d Arc<Document>) -> Option<&'d Arc<Document>> {
        match latest.revision {
            // Nothing was corrected: submissions need not be asked.
            1 => Some(latest),
            _ => latest.at(self.revision_of(&latest.source)),
        }
    }

    /// Sources that its coders submitted at different revisions.
    pub fn submitted_apart(&self) -> Vec<&SourceId> {
        let latest = self.revisions();
        let mut apart: HashSet<&SourceId> = HashSet::new();
        for submission in self.submitted.values() {
            let named = submission
                .revisions
                .iter()
                .map(|(source, at)| (source, *at));
            let named: HashMap<&SourceId, u32> = named.collect();
            let at = |of: &HashMap<&SourceId, u32>, source: &SourceId| {
                of.get(source).copied().unwrap_or(1)
            };
            let earlier = |s: &&SourceId| at(&named, s) < at(&latest, s);
            apart.extend(submission.finished.iter().filter(earlier));
        }
        let planned = self.plan.sources.iter();
        planned.filter(|source| apart.contains(source)).collect()
    }
}
