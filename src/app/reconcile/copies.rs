//! Copies of a consensus, for a round that starts from it.

use crate::app::App;
use crate::model::coding::Coding;
use crate::model::event::Change;
use crate::model::ids::{Digest, SourceId};
use crate::model::layer::{Finding, Origin};
use crate::model::round::Round;
use crate::reconcile::consensus::consensus;
use crate::reconcile::shelf::Aligned;
use std::collections::BTreeMap;

impl App {
    /// The consensus on the sources of a round that starts from it, as codings of that round: for
    /// each source what the latest other round compared came to. What is open there still is
    /// nobody's consensus and is left out.
    pub(in crate::app) fn consensus_copies(&self, round: &Round) -> Vec<Change> {
        let mut wanted: BTreeMap<SourceId, Vec<Finding>> = BTreeMap::new();
        let earlier = self.view.rounds().iter().rev();
        let earlier = earlier.filter(|r| r.id != round.id && r.is_over() && r.submitted.len() > 1);
        for old in earlier {
            let finished = old.finished_by_all();
            let new = |s: &&SourceId| finished.contains(s) && !wanted.contains_key(*s);
            let sources: Vec<SourceId> = round.plan.sources.iter().filter(new).cloned().collect();
            if sources.is_empty() {
                continue;
            }
            let Ok(aligned) = Aligned::of(&self.view, old) else {
                continue;
            };
            let found = consensus(&aligned.items, old, &aligned.snapshot.coders, &self.view);
            wanted.extend(sources.into_iter().map(|s| (s, Vec::new())));
            for finding in found.findings {
                if finding.origin != Origin::Unsettled
                    && let Some(list) = wanted.get_mut(&finding.source)
                    && list.iter().all(|f| f.round == finding.round)
                {
                    list.push(finding);
                }
            }
        }
        let all = wanted.into_values().flatten();
        all.filter_map(|f| self.copy_of(&f, round)).collect()
    }

    fn copy_of(&self, finding: &Finding, round: &Round) -> Option<Change> {
        let behind: Vec<&Coding> = finding
            .codings
            .iter()
            .filter_map(|id| self.view.coding(*id))
            .collect();
        let first = behind.first()?;
        let alike = behind.iter().find(|c| c.span == finding.span);
        let digest = match (alike, self.documents.get(&finding.source)) {
            (Some(coding), _) => coding.digest.clone(),
            (None, Some(document)) => Digest::of(document.text.slice(finding.span).as_bytes()).0,
            // Without its text at hand nothing is said of it: a wrong digest would accuse it.
            (None, None) => String::new(),
        };
        // A rating is part of the consensus only where nobody gave another.
        let rating = first
            .rating
            .filter(|r| behind.iter().all(|c| c.rating == Some(*r)));
        Some(Change::Coded {
            of: None,
            round: Some(round.id),
            source: finding.source.clone(),
            revision: first.revision,
            span: finding.span,
            code: finding.code,
            digest,
            certain: true,
            rating,
        })
    }
}
