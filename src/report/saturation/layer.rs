//! Whose codings new codes are counted in: the same in every source, for two coders find more than one.

use crate::model::ids::{CoderId, SourceId};
use crate::model::layer::{Basis, Finding, Layer, Origin};
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;

/// Whose codings count, in all sources alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// The findings: the consensus where two coded, else the one who did.
    #[default]
    Findings,
    /// What this coder coded, alone or in the round that decides.
    Coder(CoderId),
    /// What any coder of the round that decides coded; sources one coder coded alone are left out.
    Either,
}

impl Whose {
    /// Reads `consensus`, `either`, or a coder.
    ///
    /// # Errors
    /// In words, with who there is.
    pub fn parse(view: &View, typed: &str) -> Result<Whose, String> {
        let mut coders = view.coders().keys();
        match (coders.find(|coder| coder.as_str() == typed), typed) {
            (Some(coder), _) => Ok(Whose::Coder(coder.clone())),
            (None, "consensus") => Ok(Whose::Findings),
            (None, "either") => Ok(Whose::Either),
            (None, _) => {
                let all = view.coders().keys().map(CoderId::to_string);
                let all: Vec<String> = all.collect();
                let all = all.join(", ");
                Err(format!("“{typed}” is no coder: consensus, either, {all}"))
            }
        }
    }

    /// What has to be said of it; nothing of the findings, whose basis is said.
    pub fn words(&self) -> Option<String> {
        match self {
            Whose::Findings => None,
            Whose::Coder(coder) => Some(format!(
                "what {coder} coded in every source, as it was submitted; nothing of the consensus"
            )),
            Whose::Either => Some(
                "what either coder coded in every source, as it was submitted: either finds more \
                 codes than one or the consensus"
                    .to_owned(),
            ),
        }
    }

    /// The layer with these codings instead of the findings, and the sources that have none of the kind.
    pub fn of(
        &self,
        view: &View,
        mut layer: Layer,
        aligned: &mut AlignedRounds,
    ) -> (Layer, Vec<SourceId>) {
        if *self == Whose::Findings {
            return (layer, Vec::new());
        }
        let mut left_out = Vec::new();
        let mut findings = Vec::new();
        for (source, basis) in &mut layer.basis {
            match basis {
                Basis::Consensus(round) | Basis::PartConsensus(round, _) => {
                    let found = aligned.aligned_apart(view, *round).ok();
                    let snapshot = found.map(|found| found.snapshot.clone());
                    let wanted = |coder: &CoderId| match self {
                        Whose::Coder(one) => one == coder,
                        _ => true,
                    };
                    let lists = snapshot
                        .iter()
                        .flat_map(|s| s.coders.iter().zip(&s.codings));
                    let lists: Vec<_> = lists.filter(|(coder, _)| wanted(coder)).collect();
                    if lists.is_empty() {
                        left_out.push(source.clone());
                        *basis = Basis::Uncoded;
                        continue;
                    }
                    let all = lists.into_iter().flat_map(|(_, codings)| codings);
                    findings.extend(all.filter(|c| c.source == *source).map(|coding| Finding {
                        source: source.clone(),
                        span: coding.span,
                        code: view.codebook().resolve(coding.code),
                        round: Some(*round),
                        origin: Origin::Alone(coding.coder.clone()),
                        codings: vec![coding.id],
                    }));
                }
                Basis::Coder(coder) if Whose::Coder(coder.clone()) == *self => {
                    let own = layer.findings.iter().filter(|f| f.source == *source);
                    findings.extend(own.cloned());
                }
                Basis::Coder(_) => {
                    left_out.push(source.clone());
                    *basis = Basis::Uncoded;
                }
                Basis::Uncoded => {}
            }
        }
        layer.findings = findings;
        (layer, left_out)
    }
}
