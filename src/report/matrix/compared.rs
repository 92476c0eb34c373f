//! The pair whose rounds decide what is found, and what each of the two submitted there.

use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::layer::{Basis, Finding, Layer, Origin};
use crate::model::snapshot::Snapshot;
use crate::model::text::Span;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::Texts;
use crate::report::words::listed;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The two coders, A first.
pub(super) type Pair = [CoderId; 2];

/// A pair and its rounds.
pub(super) struct Compared {
    pub coders: Pair,
    /// By place in the layer's basis: what was submitted of the source, where both coded it.
    pub snapshots: Vec<Option<Arc<Snapshot>>>,
}

/// What one of the two coded, as its text and its code are now.
pub(super) struct Coded<'v> {
    pub source: &'v SourceId,
    pub span: Span,
    pub code: CodeId,
}

/// A segment one of the two coded, or that is open.
#[derive(Clone, Debug)]
pub struct Contested {
    pub source: SourceId,
    pub span: Span,
    /// As it is cited, and who coded it.
    pub place: String,
    pub by: String,
}

impl Compared {
    /// The pair whose rounds decide.
    ///
    /// # Errors
    /// In words, where there is none, or more than one.
    pub fn of(view: &View, layer: &Layer, aligned: &mut AlignedRounds) -> Result<Compared, String> {
        let mut pairs: BTreeSet<Vec<CoderId>> = BTreeSet::new();
        let mut snapshots = Vec::with_capacity(layer.basis.len());
        for (_, basis) in &layer.basis {
            let snapshot = match basis {
                Basis::Consensus(round) | Basis::PartConsensus(round, _) => aligned
                    .aligned_apart(view, *round)
                    .ok()
                    .map(|found| found.snapshot.clone()),
                Basis::Coder(_) | Basis::Uncoded => None,
            };
            if let Some(snapshot) = &snapshot {
                let mut coders = snapshot.coders.clone();
                coders.sort();
                pairs.insert(coders);
            }
            snapshots.push(snapshot);
        }
        let mut all = pairs.into_iter();
        match (all.next(), all.next()) {
            (None, _) => Err("no finding rests on a round that two coders coded".to_owned()),
            (Some(pair), None) => match Pair::try_from(pair) {
                Ok(coders) => Ok(Compared { coders, snapshots }),
                Err(more) => Err(format!(
                    "{} coders were compared: claims are told of pairs",
                    more.len()
                )),
            },
            (Some(_), Some(_)) => Err(
                "findings rest on rounds of several pairs of coders: claims are told of one pair"
                    .to_owned(),
            ),
        }
    }

    /// Hands on what each of the two, by number, coded in the round that decides in its source.
    pub fn each_coding<'v>(
        &self,
        view: &'v View,
        layer: &Layer,
        mut each: impl FnMut(usize, Coded<'v>),
    ) {
        let mut different: Vec<&Arc<Snapshot>> = Vec::new();
        for snapshot in self.snapshots.iter().flatten() {
            if !different.iter().any(|known| Arc::ptr_eq(known, snapshot)) {
                different.push(snapshot);
            }
        }
        let sources = layer.basis.iter().map(|(id, _)| id);
        let places: HashMap<&SourceId, usize> = sources.zip(0..).collect();
        for snapshot in different {
            for (coder, codings) in snapshot.coders.iter().zip(&snapshot.codings) {
                let Some(which) = self.coders.iter().position(|c| c == coder) else {
                    continue;
                };
                for coding in codings {
                    let decides = places
                        .get(&coding.source)
                        .and_then(|at| self.snapshots[*at].as_ref());
                    let source = view.source(&coding.source);
                    let (true, Some(source)) =
                        (decides.is_some_and(|of| Arc::ptr_eq(of, snapshot)), source)
                    else {
                        continue;
                    };
                    let span = match source.revision > 1 {
                        true => source.now(coding.span, coding.revision),
                        false => coding.span,
                    };
                    let code = view.codebook().resolve(coding.code);
                    let source = &source.id;
                    each(which, Coded { source, span, code });
                }
            }
        }
    }
}

/// Whether a segment stands that nobody contests: both coders coded it, and it is not open; or nobody else
/// read the source.
pub(super) fn is_firm(view: &View, finding: &Finding) -> bool {
    match finding.origin {
        Origin::Alone(_) => true,
        Origin::Unsettled => false,
        _ => coders_of(view, finding).len() > 1,
    }
}

impl Contested {
    pub(super) fn of(view: &View, texts: &Texts<'_>, finding: &Finding) -> Contested {
        let by = coders_of(view, finding);
        Contested {
            source: finding.source.clone(),
            span: finding.span,
            place: texts.place(&finding.source, finding.span),
            by: listed(by.iter().map(|c| c.to_string())),
        }
    }
}

fn coders_of<'v>(view: &'v View, finding: &Finding) -> BTreeSet<&'v CoderId> {
    finding
        .codings
        .iter()
        .filter_map(|id| view.coding(*id))
        .map(|c| &c.coder)
        .collect()
}
