//! The analysis layer: what findings are counted on, and where each of them came from.
//!
//! Which round decides in a source is told by [`super::basis`]; here its findings are gathered.

use super::aligned::{Aligned, AlignedRounds};
use super::basis::{Bases, Candidate};
use super::consensus::consensus;
use super::item::Item;
use super::standing::{Standing, standing};
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CodingId, RoundId, SourceId};
use crate::model::layer::{Basis, Finding, Layer, Origin};
use crate::model::round::Round;
use crate::model::source::Source;
use crate::model::text::Span;
use crate::model::verdict::{Ruling, Verdict};
use crate::model::view::View;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The analysis layer of the study as the viewer may see it.
pub fn analysis_layer(view: &View) -> Layer {
    analysis_layer_with(view, &mut AlignedRounds::default())
}

/// The same, with rounds aligned earlier for this viewer: only verdicts are looked at anew.
pub fn analysis_layer_with(view: &View, cache: &mut AlignedRounds) -> Layer {
    let bases = Bases::of(view);
    let sources = view.sources();
    // Whoever was shown a claim and says yes to it is no further evidence of it.
    let deciding = |source: &Source| {
        let of = || bases.deciding(&source.id).0;
        source.is_collected().then(of).flatten()
    };
    let grounds: Vec<Option<Candidate>> = sources.par_iter().map(deciding).collect();
    let mut rounds: HashMap<RoundId, Option<Arc<Aligned>>> = HashMap::new();
    for ground in &grounds {
        if let Some(Candidate::Consensus(round)) = ground {
            let aligned = rounds.entry(round.id);
            aligned.or_insert_with(|| cache.aligned_apart(view, round.id).ok());
        }
    }
    let of_source = |(source, ground): (&Source, Option<Candidate>)| {
        let mut found = match ground {
            Some(Candidate::Consensus(round)) => match &rounds[&round.id] {
                Some(aligned) => settled(aligned, source, round, view),
                // Part of what was submitted is hidden still.
                None => alone(bases.alone(&source.id), view),
            },
            ground => alone(ground, view),
        };
        once_each(&mut found.findings);
        found
    };
    let all: Vec<OfSource> = sources.par_iter().zip(grounds).map(of_source).collect();
    let mut layer = Layer::default();
    layer
        .findings
        .reserve_exact(all.iter().map(|of| of.findings.len()).sum());
    for (source, found) in sources.iter().zip(all) {
        layer.findings.extend(found.findings);
        if found.kept > 0 {
            layer.kept.push((source.id.clone(), found.kept));
        }
        let waits = view.waits_for(&source.id);
        if let Some(shut) = waits.or_else(|| view.shut_over(&source.id))
            && source.is_collected()
        {
            layer.waiting.push((source.id.clone(), shut.id));
        }
        layer.basis.push((source.id.clone(), found.basis));
    }
    layer
}

/// Sorts findings; the same code on the same stretch counts once, however it came to be there twice.
fn once_each(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| (a.span, a.code, &a.codings).cmp(&(b.span, b.code, &b.codings)));
    findings.dedup_by(|next, last| {
        let again = (last.span, last.code) == (next.span, next.code);
        if again {
            if rank(&next.origin) < rank(&last.origin) {
                last.origin = next.origin.clone();
            }
            last.codings.append(&mut next.codings);
            last.codings.sort_unstable();
            last.codings.dedup();
        }
        again
    });
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

/// What was found in a source.
struct OfSource {
    findings: Vec<Finding>,
    basis: Basis,
    /// On how many differences its coders keep differing.
    kept: usize,
}

/// What the consensus of a round comes to in a source.
fn settled(aligned: &Aligned, source: &Source, round: &Round, view: &View) -> OfSource {
    let items = aligned.in_source(&source.id);
    let mut all = consensus(items, round, &aligned.snapshot.coders, view);
    if source.revision > 1 {
        let revision = round.revision_of(&source.id);
        for finding in &mut all.findings {
            finding.span = source.now(finding.span, revision);
        }
    }
    OfSource {
        findings: all.findings,
        basis: match all.open.len() {
            0 => Basis::Consensus(round.id),
            open => Basis::PartConsensus(round.id, open),
        },
        kept: all.kept.len(),
    }
}

/// What one coder coded in a source, where that is what counts.
fn alone(ground: Option<Candidate<'_>>, view: &View) -> OfSource {
    let (findings, basis) = match ground {
        Some(Candidate::Alone(_, coder, codings)) => {
            let findings = codings.iter().map(|c| finding(c, view)).collect();
            (findings, Basis::Coder(coder))
        }
        _ => (Vec::new(), Basis::Uncoded),
    };
    OfSource {
        findings,
        basis,
        kept: 0,
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
    let items = aligned.in_source(source).iter();
    items
        .filter(|item| kept.contains(&item.key[..]))
        .filter(stays)
        .count()
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
