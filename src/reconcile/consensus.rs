//! Consensus: what a round's items come to after the verdicts, each coding with its provenance.

use super::conferred::{Conferred, is_dropped};
use super::item::Item;
use super::standing::{Standing, before_any_verdict, standing};
use crate::model::code::Codebook;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CoderId, CodingId, VerdictId};
use crate::model::layer::{Finding, Origin};
use crate::model::round::Round;
use crate::model::text::Span;
use crate::model::verdict::{Ruling, Verdict};
use crate::model::view::View;
use std::sync::Arc;

/// What a round's items come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Consensus {
    /// Consensus codings in the order of the items, then of their codings. Items still open are
    /// among them, once a code and on all that was given it, as `Origin::Unsettled`.
    pub findings: Vec<Finding>,
    /// Places of the items that are still to be settled.
    pub open: Vec<usize>,
    /// Places of the items on which the coders keep differing, with the verdict that says so. No
    /// coding of a code they keep differing about is counted.
    pub kept: Vec<(usize, VerdictId)>,
}

/// The consensus of a round, `coders` being those who submitted.
///
/// What everybody coded alike counts once, a boundary difference within the tolerance on the
/// stretch the round's rule makes of it, what the code conference decided as it was judged, and what
/// a verdict settled as it was ruled. While an
/// item that agreed has a verdict that is no more than a proposal, it counts as agreed and is
/// open; so it is with one that was reopened. What is to be looked at again counts as it was ruled
/// until it is ruled otherwise, and is open. Codes are those of the present codebook.
pub fn consensus(items: &[Item], round: &Round, coders: &[CoderId], view: &View) -> Consensus {
    let mut all = Consensus::default();
    for (place, item) in items.iter().enumerate() {
        let sum = Sum {
            item,
            round,
            coders,
            codebook: view.codebook(),
        };
        let stands = standing(item, round, coders, view);
        if stands.is_open() {
            all.open.push(place);
        }
        match stands {
            Standing::Settled(verdict)
            | Standing::Again(verdict, _)
            | Standing::Partly(verdict) => {
                if verdict.keeps(item.codes()) {
                    all.kept.push((place, verdict.id));
                }
                all.findings.extend(sum.ruled(verdict));
                all.findings.extend(sum.left_open(verdict));
            }
            Standing::Conference(conferred) => all.findings.extend(sum.conferred(&conferred)),
            _ => all.findings.extend(sum.unruled(view)),
        }
    }
    all
}

/// What an item comes to by this verdict; nothing where it lets nothing stand.
pub fn ruled(
    item: &Item,
    round: &Round,
    coders: &[CoderId],
    codebook: &Codebook,
    verdict: &Verdict,
) -> Vec<Finding> {
    let sum = Sum {
        item,
        round,
        coders,
        codebook,
    };
    sum.ruled(verdict)
}

struct Sum<'a> {
    item: &'a Item,
    round: &'a Round,
    coders: &'a [CoderId],
    codebook: &'a Codebook,
}

impl Sum<'_> {
    /// What an item comes to without a verdict that counts.
    fn unruled(&self, view: &View) -> Vec<Finding> {
        match before_any_verdict(self.item, self.round, view) {
            Standing::Conference(conferred) => self.conferred(&conferred),
            Standing::Agreed => self.once(self.item.span, Origin::Agreed),
            Standing::ByRule(span) => self.once(span, Origin::ByRule),
            _ => self.unsettled(),
        }
    }

    /// What the code conference lets stand.
    fn conferred(&self, conferred: &Conferred<'_>) -> Vec<Finding> {
        let Some(last) = conferred.judged.last() else {
            return Vec::new();
        };
        let finding = |(code, span, codings): &(CodeId, Span, Vec<CodingId>)| {
            self.finding(*code, *span, Origin::Conference(last.id), codings.clone())
        };
        conferred.stands.iter().map(finding).collect()
    }

    fn once(&self, span: Span, origin: Origin) -> Vec<Finding> {
        let code = self.item.codes().first().copied();
        let finding = |code| self.finding(code, span, origin, self.item.key.clone());
        code.map(finding).into_iter().collect()
    }

    /// Once a code, on all that was given it. Codes merged since count as one; what a conference
    /// dropped does not stand.
    fn unsettled(&self) -> Vec<Finding> {
        let mut found: Vec<Finding> = Vec::new();
        let stays = |code: CodeId| !is_dropped(code, self.round.id, self.codebook);
        // Codings lie all over memory, and of most items one code tells all.
        if let [code] = self.item.codes() {
            return match stays(*code) {
                true => self.once(self.item.span, Origin::Unsettled),
                false => found,
            };
        }
        for coding in self.item.all().filter(|c| stays(c.code)) {
            let code = self.now(coding);
            match found.iter_mut().find(|f| f.code == code) {
                Some(of_code) => {
                    let (one, other) = (of_code.span, coding.span);
                    of_code.span.start = one.start.min(other.start);
                    of_code.span.end = one.end.max(other.end);
                    of_code.codings.push(coding.id);
                }
                None => {
                    let codings = vec![coding.id];
                    found.push(self.finding(code, coding.span, Origin::Unsettled, codings));
                }
            }
        }
        for of_code in &mut found {
            of_code.codings.sort_unstable();
        }
        found.sort_by_key(|f| f.code);
        found
    }

    fn ruled(&self, verdict: &Verdict) -> Vec<Finding> {
        if verdict.by_code.is_empty() {
            return self.ruled_as(&verdict.ruling, verdict.id);
        }
        let of = |code: &CodeId| {
            let part = self.item.part(&[*code]);
            Sum {
                item: &part,
                ..*self
            }
            .ruled_as(verdict.on(*code), verdict.id)
        };
        self.item.codes().iter().flat_map(of).collect()
    }

    /// The codes a verdict leaves open.
    fn left_open(&self, verdict: &Verdict) -> Vec<Finding> {
        if verdict.by_code.is_empty() {
            return Vec::new();
        }
        let part = self.item.part(&verdict.open_among(self.item.codes()));
        Sum {
            item: &part,
            ..*self
        }
        .unsettled()
    }

    fn ruled_as(&self, ruling: &Ruling, id: VerdictId) -> Vec<Finding> {
        let origin = || Origin::Settled(id);
        let stand = |codings: &mut dyn Iterator<Item = &Coding>| -> Vec<Finding> {
            codings
                .map(|c| self.finding(c.code, c.span, origin(), vec![c.id]))
                .collect()
        };
        match ruling {
            Ruling::Of(coder) => {
                let at = self.coders.iter().position(|c| c == coder);
                let own = at.and_then(|at| self.item.codings.get(at));
                stand(&mut own.into_iter().flatten().map(Arc::as_ref))
            }
            Ruling::Both => stand(&mut self.item.all()),
            // If the codes differ, coder A's: the span is what the verdict speaks of.
            Ruling::Adjusted(span) => self.once(*span, origin()),
            Ruling::Another(code, span) => {
                vec![self.finding(*code, *span, origin(), self.item.key.clone())]
            }
            Ruling::Neither | Ruling::Kept | Ruling::Parked | Ruling::Reopened => Vec::new(),
        }
    }

    fn now(&self, coding: &Coding) -> CodeId {
        self.codebook.resolve(coding.code)
    }

    fn finding(&self, code: CodeId, span: Span, origin: Origin, codings: Vec<CodingId>) -> Finding {
        Finding {
            source: self.item.source.clone(),
            span,
            code: self.codebook.resolve(code),
            round: Some(self.round.id),
            origin,
            codings,
        }
    }
}
