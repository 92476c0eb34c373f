//! How a round ran: what has to be said before anybody reads its figures.

use super::claim::{Claim, EVERYWHERE, Fact, METHODS, Place};
use super::record::Record;
use crate::model::ids::CoderId;
use crate::model::round::{Round, RoundKind, StartFrom};
use crate::report::seen_before;
use crate::report::words::{has, listed, unique};

/// What is said of a round whose coders could know nothing of one another's work.
const BLIND: &str = "blind";

/// Whether a round was coded elsewhere.
pub(super) fn is_imported(round: &Round) -> bool {
    round.plan.kind == RoundKind::Imported
}

/// Whether nobody saw another's codings of the round before they had submitted, as far as it was
/// planned here.
pub(super) fn is_blind(round: &Round) -> bool {
    round.plan.blind && !is_imported(round)
}

/// Whether a round's coders could know nothing of one another's work: blank, blind, and over
/// sources nobody had coded where they could see it.
pub fn is_independent(round: &Round) -> bool {
    how(round) == BLIND
}

/// How a round was coded, in a few words: `blind` and no more only where that is true.
pub fn how(round: &Round) -> &'static str {
    match (&round.plan.start, round.plan.blind) {
        _ if is_imported(round) => "as imported",
        (StartFrom::Blank, true) => match round.seen_before().count() {
            0 => BLIND,
            n if n < round.plan.sources.len() => "blind, some sources coded before",
            _ => "blind, sources coded before",
        },
        (StartFrom::Blank, false) => "not blind",
        (StartFrom::OwnCodings, _) => "from own codings",
        (StartFrom::Consensus, _) => "from the consensus",
    }
}

fn is_seen(round: &Round) -> bool {
    let blank = round.plan.start == StartFrom::Blank;
    is_blind(round) && blank && round.seen_before().next().is_some()
}

fn is_open(round: &Round) -> bool {
    !is_imported(round) && !round.plan.blind && round.plan.start == StartFrom::Blank
}

pub(super) fn is_begun(round: &Round) -> bool {
    !is_imported(round) && round.plan.start != StartFrom::Blank
}

fn is_training(round: &Round) -> bool {
    round.plan.purpose() == RoundKind::Training
}

fn is_closed_early(round: &Round) -> bool {
    round.closed_early.is_some()
}

fn is_waiting(round: &Round) -> bool {
    !is_imported(round) && !is_closed_early(round) && without(round).next().is_some()
}

/// Coders of a round who have not submitted.
fn without(round: &Round) -> impl Iterator<Item = &CoderId> {
    let coders = round.plan.coders.iter();
    coders.filter(|c| !round.submitted.contains_key(*c))
}

/// Said of each round it is true of.
pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        name: "training",
        condition: "a training round",
        rests_on: "the plan",
        facts: &[Fact::Training],
        // `agree` and the minutes name the kind of the round above.
        at: &[Place::Methods, Place::Head],
        may: |r| r.any(is_training),
        says: |r, place| {
            r.of_each(is_training, |r, round| match place {
                Place::Methods => format!(
                    "{} was a training round: its figures are no evidence of how reliable the coding is.",
                    r.name(round)
                ),
                _ => format!("{}a training round: not for a reported figure", r.begin(round)),
            })
        },
    },
    Claim {
        name: "not blind",
        condition: "a round planned here that began blank and was not blind",
        rests_on: "the plan",
        facts: &[Fact::Open, Fact::Blank],
        at: EVERYWHERE,
        may: |r| r.any(is_open),
        says: |r, place| {
            r.of_each(is_open, |r, round| match place {
                Place::Methods | Place::Minutes => format!(
                    "{} was not blind: the coders could see each other's codings as they were made.",
                    r.name(round)
                ),
                _ => format!("{}not blind", r.begin(round)),
            })
        },
    },
    Claim {
        name: "begun from codings",
        condition: "a re-code round that began from its coders' own codings or from the consensus",
        rests_on: "the plan",
        facts: &[Fact::Begun],
        at: EVERYWHERE,
        may: |r| r.any(is_begun),
        says: |r, place| {
            r.of_each(is_begun, |r, round| {
                let from = match round.plan.start {
                    StartFrom::Consensus => "the consensus of an earlier one",
                    _ => "each coder's own codings of an earlier one",
                };
                match place {
                    Place::Methods | Place::Minutes => format!(
                        "{} began from {from}{}, so its agreement is not that of a first, blind coding.",
                        r.name(round),
                        match round.plan.blind {
                            true => " and was blind from there on",
                            false => " and was not blind",
                        }
                    ),
                    _ => format!("{}{}: no first, blind coding", r.begin(round), how(round)),
                }
            })
        },
    },
    Claim {
        name: "coded before",
        condition: "a blank, blind round, some sources of which had been coded where everybody could see it",
        rests_on: "what the plan says of its sources, or the events known when it was planned",
        facts: &[Fact::Seen],
        at: EVERYWHERE,
        may: |r| r.any(is_seen),
        says: |r, place| {
            r.of_each(is_seen, |r, round| {
                let before = seen_before(round, r.view, &|coders| r.called(coders));
                match place {
                    Place::Methods | Place::Minutes => format!(
                        "Sources of {} had been coded before where everybody could see it{before}: agreement on these is not that of a first, blind coding.",
                        round.plan.name
                    ),
                    _ => format!(
                        "{}coded before{before}: no first, blind coding",
                        r.begin(round)
                    ),
                }
            })
        },
    },
    Claim {
        name: "imported among others",
        condition: "a round that was imported; in the methods only beside others",
        rests_on: "the import",
        facts: &[Fact::Imported],
        at: EVERYWHERE,
        may: |r| r.any(is_imported),
        says: |r, place| {
            if place == Place::Methods && r.all(is_imported) {
                return Vec::new();
            }
            r.of_each(is_imported, |r, round| match place {
                Place::Methods | Place::Minutes => format!(
                    "{} was imported: how it was coded is not recorded here.",
                    r.name(round)
                ),
                _ => format!(
                    "{}imported: how it was coded is not recorded",
                    r.begin(round)
                ),
            })
        },
    },
    Claim {
        name: "closed early",
        condition: "a round that was closed before all its coders had submitted",
        rests_on: "the event that closed it; the submissions there are",
        facts: &[Fact::ClosedEarly],
        at: EVERYWHERE,
        may: |r| r.any(is_closed_early),
        says: |r, place| {
            r.of_each(is_closed_early, |r, round| {
                let without = match r.called(without(round)) {
                    none if none.is_empty() => String::new(),
                    some => format!(", without {some}"),
                };
                let by = r.called(&round.closed_early);
                match place {
                    Place::Methods | Place::Minutes => format!(
                        "{} was planned for {} coders and closed by {by} before all had submitted{without}.",
                        r.name(round),
                        round.plan.coders.len()
                    ),
                    _ => format!("{}closed early by {by}{without}", r.begin(round)),
                }
            })
        },
    },
    Claim {
        name: "not all submitted",
        condition: "a coder of a round that is not closed has not submitted",
        rests_on: "the plan and the submissions",
        facts: &[],
        at: EVERYWHERE,
        may: |r| r.any(is_waiting),
        says: |r, place| {
            r.of_each(is_waiting, |r, round| {
                let who = r.called(without(round));
                match place {
                    Place::Methods | Place::Minutes => format!(
                        "{} was planned for {} coders and is not closed: {who} {} not submitted.",
                        r.name(round),
                        round.plan.coders.len(),
                        has(without(round).count())
                    ),
                    _ => format!("{}not submitted by {who}", r.begin(round)),
                }
            })
        },
    },
    Claim {
        name: "who is who corrected",
        condition: "who is an interviewer and who speaks was corrected after a round was planned, and the figures are those planned",
        rests_on: "the correction that counts in the round",
        facts: &[],
        at: METHODS,
        may: |r| r.is_as_planned() && r.any(|round| round.correction().is_some()),
        says: |r, _| {
            let one = |round: &&Round| {
                let by = &round.correction()?.by;
                Some(format!("in {} by {}", round.plan.name, r.called([by])))
            };
            let corrected: Vec<String> = r.rounds.iter().filter_map(one).collect();
            vec![format!(
                "Who is an interviewer and who speaks was corrected after planning and before the round was over: {}.",
                listed(unique(corrected))
            )]
        },
    },
];

impl Record<'_> {
    fn of_each(
        &self,
        is: fn(&Round) -> bool,
        says: impl Fn(&Self, &Round) -> String,
    ) -> Vec<String> {
        let of = self.rounds.iter().filter(|r| is(r));
        of.map(|round| says(self, round)).collect()
    }

    /// A round as a sentence begins with it.
    fn name(&self, round: &Round) -> String {
        match self.rounds.len() {
            1 => "The round".to_owned(),
            _ => round.plan.name.clone(),
        }
    }
}
