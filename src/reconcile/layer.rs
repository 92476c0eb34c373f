//! The analysis layer: what findings are counted on, and where each of them came from.
//!
//! Which round decides in a source is told by [`super::basis`]; here its findings are gathered.

use super::aligned::AlignedRounds;
use super::basis::{Bases, Candidate};
use super::consensus::{Consensus, consensus};
use super::item::Item;
use super::standing::{Standing, standing};
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CodingId, RoundId, SourceId};
use crate::model::layer::{Basis, Finding, Layer, Origin};
use crate::model::round::Round;
use crate::model::text::Span;
use crate::model::verdict::{Ruling, Verdict};
use crate::model::view::View;
use std::collections::{HashMap, HashSet};

/// The analysis layer of the study as the viewer may see it.
pub fn analysis_layer(view: &View) -> Layer {
    analysis_layer_with(view, &mut AlignedRounds::default())
}

/// The same, with rounds aligned earlier for this viewer: only verdicts are looked at anew.
pub fn analysis_layer_with(view: &View, cache: &mut AlignedRounds) -> Layer {
    let bases = Bases::of(view);
    let mut reconciled = Reconciled {
        view,
        by_round: HashMap::new(),
    };
    let mut layer = Layer::default();
    for source in view.sources() {
        // Whoever was shown a claim and says yes to it is no further evidence of it.
        if !source.is_collected() {
            layer.basis.push((source.id.clone(), Basis::Uncoded));
            continue;
        }
        let (mut findings, basis) = reconciled.source(&source.id, &bases, cache);
        findings.sort_by(|a, b| (a.span, a.code, &a.codings).cmp(&(b.span, b.code, &b.codings)));
        layer.findings.extend(once_each(findings));
        if let Some(kept) = reconciled.kept(&source.id, &basis) {
            layer.kept.push((source.id.clone(), kept));
        }
        let waits = view.waits_for(&source.id);
        if let Some(shut) = waits.or_else(|| view.shut_over(&source.id)) {
            layer.waiting.push((source.id.clone(), shut.id));
        }
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
        Origin::Conference(_) => 2,
        Origin::ByRule => 3,
        Origin::Alone(_) => 4,
        Origin::Unsettled => 5,
    }
}

/// One round's consensus, by source.
#[derive(Default)]
struct BySource {
    findings: HashMap<SourceId, Vec<Finding>>,
    open: HashMap<SourceId, usize>,
    kept: HashMap<SourceId, usize>,
}

/// The consensus of every round that decides somewhere.
struct Reconciled<'v> {
    view: &'v View,
    by_round: HashMap<RoundId, Option<BySource>>,
}

impl<'v> Reconciled<'v> {
    /// On how many differences of a source its coders keep differing, if on any.
    fn kept(&self, source: &SourceId, basis: &Basis) -> Option<usize> {
        match basis {
            Basis::Consensus(round) | Basis::PartConsensus(round, _) => {
                let settled = self.by_round.get(round)?.as_ref()?;
                settled.kept.get(source).copied()
            }
            Basis::Coder(_) | Basis::Uncoded => None,
        }
    }

    fn source(
        &mut self,
        source: &SourceId,
        bases: &Bases<'v>,
        cache: &mut AlignedRounds,
    ) -> (Vec<Finding>, Basis) {
        let mut ground = bases.deciding(source).0;
        if let Some(Candidate::Consensus(round)) = ground {
            let settled = self.by_round.entry(round.id);
            let settled = settled.or_insert_with(|| settle(round, self.view, cache));
            if let Some(settled) = settled {
                let findings = settled.findings.remove(source).unwrap_or_default();
                let basis = match settled.open.get(source) {
                    Some(open) => Basis::PartConsensus(round.id, *open),
                    None => Basis::Consensus(round.id),
                };
                return (findings, basis);
            }
            // Part of what was submitted is hidden still.
            ground = bases.alone(source);
        }
        match ground {
            Some(Candidate::Alone(_, coder, codings)) => {
                let findings = codings.iter().map(|c| finding(c, self.view)).collect();
                (findings, Basis::Coder(coder))
            }
            _ => (Vec::new(), Basis::Uncoded),
        }
    }
}

/// On how many differences of a source the coders of a round keep differing. Only items somebody
/// ruled so on are looked at, and nothing is aligned where there are none in this source.
pub fn kept_in(round: &Round, source: &SourceId, view: &View, cache: &mut AlignedRounds) -> usize {
    let lies_here = |item: &[CodingId]| {
        let coding = item.first().and_then(|id| view.coding(*id));
        coding.is_none_or(|c| c.source == *source)
    };
    let keeps = |v: &Verdict| {
        let all = v.by_code.iter().map(|of| &of.ruling);
        all.chain([&v.ruling]).any(|r| *r == Ruling::Kept)
    };
    let kept: HashSet<&[CodingId]> = view
        .verdicts_of(round.id)
        .filter(|v| keeps(v))
        .map(|v| &v.item[..])
        .filter(|item| lies_here(item))
        .collect();
    if kept.is_empty() {
        return 0;
    }
    let Ok(aligned) = cache.aligned_apart(view, round.id) else {
        return 0;
    };
    let coders = &aligned.snapshot.coders;
    let stays = |item: &&Item| match standing(item, round, coders, view) {
        Standing::Settled(v) | Standing::Again(v, _) | Standing::Partly(v) => v.keeps(item.codes()),
        _ => false,
    };
    let items = aligned.items.iter();
    items
        .filter(|item| item.source == *source && kept.contains(&item.key[..]))
        .filter(stays)
        .count()
}

fn settle(round: &Round, view: &View, cache: &mut AlignedRounds) -> Option<BySource> {
    let aligned = cache.aligned_apart(view, round.id).ok()?;
    let coders = &aligned.snapshot.coders;
    let Consensus {
        findings,
        open,
        kept,
    } = consensus(&aligned.items, round, coders, view);
    let mut settled = BySource::default();
    for mut finding in findings {
        let source = view.source(&finding.source).filter(|s| s.revision > 1);
        if let Some(source) = source {
            finding.span = source.now(finding.span, round.revision_of(&finding.source));
        }
        let list = settled.findings.entry(finding.source.clone()).or_default();
        list.push(finding);
    }
    for place in open {
        let source = aligned.items[place].source.clone();
        *settled.open.entry(source).or_default() += 1;
    }
    for (place, _) in kept {
        let source = aligned.items[place].source.clone();
        *settled.kept.entry(source).or_default() += 1;
    }
    Some(settled)
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
