//! The analysis layer: what findings are counted on, and where each of them came from.
//!
//! For each source decides, in this order,
//!
//! 1. the latest round that is over, is not training, was submitted by two coders at least and
//!    finished there by all who submitted: its consensus;
//! 2. the latest round, training aside, in which a coder finished the source alone or before the
//!    others: that coder's codings in it;
//! 3. the latest single round with codings of it;
//! 4. if no other round covers it, a training round, in the same manner;
//! 5. free codings;
//! 6. the latest round, training aside, with codings of it.
//!
//! From 2 on one coder's codings are counted, so that nothing is counted twice: of several coders
//! the one with most, then the first in the order of ids. Nothing is used but what the view shows:
//! in a round that has not opened only the viewer's own.

use super::consensus::{Consensus, consensus};
use super::shelf::Shelf;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CoderId, RoundId, SourceId};
use crate::model::layer::{Basis, Finding, Layer, Origin};
use crate::model::round::{Round, RoundKind};
use crate::model::text::Span;
use crate::model::view::View;
use std::collections::{BTreeMap, HashMap};

/// The analysis layer of the study as the viewer may see it.
pub fn analysis_layer(view: &View) -> Layer {
    analysis_layer_with(view, &mut Shelf::default())
}

/// The same, with rounds aligned earlier for this viewer: only verdicts are looked at anew.
pub fn analysis_layer_with(view: &View, shelf: &mut Shelf) -> Layer {
    let mut reconciled = Reconciled::of(view, shelf);
    let mut layer = Layer::default();
    for source in view.sources() {
        let (mut findings, basis) = reconciled.source(&source.id, view);
        findings.sort_by(|a, b| (a.span, a.code, &a.codings).cmp(&(b.span, b.code, &b.codings)));
        layer.findings.extend(once_each(findings));
        layer.basis.push((source.id.clone(), basis));
    }
    layer
}

/// The same code on the same stretch counts once, however it came to be there twice.
fn once_each(findings: Vec<Finding>) -> Vec<Finding> {
    let mut once: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        match once.last_mut() {
            Some(last) if (last.span, last.code) == (finding.span, finding.code) => {
                if rank(&finding.origin) < rank(&last.origin) {
                    last.origin = finding.origin;
                }
                last.codings.extend(finding.codings);
                last.codings.sort_unstable();
                last.codings.dedup();
            }
            _ => once.push(finding),
        }
    }
    once
}

/// What stands firmer names the origin.
fn rank(origin: &Origin) -> u8 {
    match origin {
        Origin::Agreed => 0,
        Origin::Settled(_) => 1,
        Origin::ByRule => 2,
        Origin::Alone(_) => 3,
        Origin::Unsettled => 4,
    }
}

/// One round's consensus, by source.
#[derive(Default)]
struct BySource {
    findings: HashMap<SourceId, Vec<Finding>>,
    open: HashMap<SourceId, usize>,
}

/// Every source with the round whose consensus decides there.
struct Reconciled {
    deciding: HashMap<SourceId, RoundId>,
    by_round: HashMap<RoundId, BySource>,
}

impl Reconciled {
    fn of(view: &View, shelf: &mut Shelf) -> Reconciled {
        let mut deciding: HashMap<SourceId, RoundId> = HashMap::new();
        let (training, others): (Vec<&Round>, Vec<&Round>) =
            view.rounds().iter().partition(|r| is_training(r));
        for round in others.iter().filter(|r| has_consensus(r)) {
            for source in round.finished_by_all() {
                deciding.insert(source, round.id);
            }
        }
        for round in training.iter().filter(|r| has_consensus(r)) {
            for source in round.finished_by_all() {
                if !others.iter().any(|r| r.plan.sources.contains(&source)) {
                    deciding.insert(source, round.id);
                }
            }
        }
        let by_round = view
            .rounds()
            .iter()
            .filter(|r| deciding.values().any(|id| *id == r.id))
            .filter_map(|r| Some((r.id, settle(r, view, shelf)?)))
            .collect();
        Reconciled { deciding, by_round }
    }

    fn source(&mut self, source: &SourceId, view: &View) -> (Vec<Finding>, Basis) {
        let consensus = self
            .deciding
            .get(source)
            .and_then(|id| Some((*id, self.by_round.get_mut(id)?)));
        if let Some((round, settled)) = consensus {
            let findings = settled.findings.remove(source).unwrap_or_default();
            let basis = match settled.open.get(source) {
                Some(open) => Basis::PartConsensus(round, *open),
                None => Basis::Consensus(round),
            };
            return (findings, basis);
        }
        match alone(source, view) {
            Some((coder, codings)) => {
                let findings = codings.iter().map(|c| finding(c, view)).collect();
                (findings, Basis::Coder(coder))
            }
            None => (Vec::new(), Basis::Uncoded),
        }
    }
}

fn is_training(round: &Round) -> bool {
    round.plan.kind == RoundKind::Training
}

/// Whether a round has a consensus, be it that everything is open still.
fn has_consensus(round: &Round) -> bool {
    round.is_over() && round.plan.kind != RoundKind::Single && round.submitted.len() > 1
}

fn settle(round: &Round, view: &View, shelf: &mut Shelf) -> Option<BySource> {
    let aligned = shelf.aligned(view, round.id).ok()?;
    let coders = &aligned.snapshot.coders;
    let Consensus { findings, open, .. } = consensus(&aligned.items, round, coders, view);
    let mut settled = BySource::default();
    for finding in findings {
        let list = settled.findings.entry(finding.source.clone()).or_default();
        list.push(finding);
    }
    for place in open {
        let source = aligned.items[place].source.clone();
        *settled.open.entry(source).or_default() += 1;
    }
    Some(settled)
}

/// The coder whose codings count where no consensus does, with these codings.
fn alone<'v>(source: &SourceId, view: &'v View) -> Option<(CoderId, Vec<&'v Coding>)> {
    let mut by_round: BTreeMap<Option<RoundId>, BTreeMap<CoderId, Vec<&Coding>>> = BTreeMap::new();
    for coding in view.codings_in(source) {
        let coders = by_round.entry(coding.round).or_default();
        coders.entry(coding.coder.clone()).or_default().push(coding);
    }
    let covering: Vec<&Round> = view
        .rounds()
        .iter()
        .rev()
        .filter(|r| r.plan.sources.contains(source))
        .collect();
    let (training, others): (Vec<&Round>, Vec<&Round>) =
        covering.iter().partition(|r| is_training(r));
    let by_most = |round: Option<RoundId>| by_round.get(&round).and_then(most);
    let finished = |r: &&Round| {
        let none = BTreeMap::new();
        let codings = by_round.get(&Some(r.id)).unwrap_or(&none);
        let mut coders = finishers(r, source, view);
        coders.sort_by_key(|c| std::cmp::Reverse(codings.get(c).map_or(0, Vec::len)));
        let coder = coders.into_iter().next()?;
        let own = codings.get(&coder).cloned().unwrap_or_default();
        Some((coder, own))
    };
    let single = |r: &&&Round| r.plan.kind == RoundKind::Single;
    let coded = |r: &&Round| by_most(Some(r.id));
    let trained = || training.iter().find_map(finished);
    others
        .iter()
        .find_map(finished)
        .or_else(|| others.iter().filter(single).find_map(coded))
        .or_else(|| others.is_empty().then(trained).flatten())
        .or_else(|| others.is_empty().then(|| training.iter().find_map(coded))?)
        .or_else(|| by_most(None))
        .or_else(|| others.iter().find_map(coded))
}

/// Coders who finished a source in a round, as far as the viewer may see their work, by id.
fn finishers(round: &Round, source: &SourceId, view: &View) -> Vec<CoderId> {
    let submitted = |c: &CoderId| {
        let submission = round.submitted.get(c);
        submission.is_some_and(|s| s.finished.contains(source))
    };
    let marked = |c: &CoderId| round.finished.get(c).is_some_and(|f| f.contains(source));
    let shown = |c: &CoderId| round.is_open() || view.viewer() == Some(c);
    let mut coders: Vec<CoderId> = round.plan.coders.clone();
    coders.retain(|c| shown(c) && (submitted(c) || marked(c)));
    coders.sort();
    coders
}

/// The coder with most codings, the first by id of several.
fn most<'v>(coders: &BTreeMap<CoderId, Vec<&'v Coding>>) -> Option<(CoderId, Vec<&'v Coding>)> {
    let ahead = |best: &Vec<&Coding>, next: &Vec<&Coding>| next.len() > best.len();
    let (coder, codings) = coders
        .iter()
        .reduce(|best, next| if ahead(best.1, next.1) { next } else { best })?;
    Some((coder.clone(), codings.clone()))
}

fn finding(coding: &Coding, view: &View) -> Finding {
    let (span, code): (Span, CodeId) = (coding.span, view.codebook().resolve(coding.code));
    Finding {
        source: coding.source.clone(),
        span,
        code,
        round: coding.round,
        origin: Origin::Alone(coding.coder.clone()),
        codings: vec![coding.id],
    }
}
