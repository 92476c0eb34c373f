//! Which round decides what findings of a source are counted, before any of them is looked at.
//!
//! For each source decides, in this order,
//!
//! 1. the round somebody chose for it, if it has a consensus or codings there;
//! 2. the latest round that is over, is not training, was submitted by two coders at least and
//!    finished there by all who submitted: its consensus;
//! 3. the latest round, training aside, in which a coder finished the source alone or before the
//!    others: that coder's codings in it;
//! 4. the latest single round with codings of it;
//! 5. if no other round covers it, a training round, in the same manner;
//! 6. free codings;
//! 7. the latest round, training aside, with codings of it.
//!
//! Where no consensus decides, one coder's codings are counted, so that nothing is counted twice:
//! of several coders the one with most, then the first in the order of ids. Nothing is used but
//! what the view shows: in a round that has not opened only the viewer's own, and in a source that
//! is being coded blind nothing of another round.

use crate::model::coding::Coding;
use crate::model::ids::{CoderId, RoundId, SourceId};
use crate::model::layer::Chosen;
use crate::model::round::{Round, RoundKind};
use crate::model::view::View;
use std::collections::{BTreeMap, HashSet};

/// What findings of a source can be counted on.
#[derive(Clone, Debug, PartialEq)]
pub enum Candidate<'v> {
    Consensus(&'v Round),
    /// One coder's codings, in a round or free.
    Alone(Option<&'v Round>, CoderId, Vec<&'v Coding>),
}

impl<'v> Candidate<'v> {
    /// The round it belongs to; `None` for free codings.
    pub fn round(&self) -> Option<&'v Round> {
        match self {
            Candidate::Consensus(round) => Some(round),
            Candidate::Alone(round, ..) => *round,
        }
    }

    /// In words, such as “consensus of Round 1”. That one coded alone is said of rounds planned
    /// for one coder only: what others have done in a round under way is not told, nor that they
    /// have done nothing.
    pub fn words(&self) -> String {
        match self {
            Candidate::Consensus(round) => format!("consensus of {}", round.plan.name),
            Candidate::Alone(Some(round), coder, _) => {
                let name = &round.plan.name;
                match (round.plan.coders.len(), round.is_over()) {
                    (0 | 1, _) => format!("{coder} alone in {name}"),
                    (_, false) => format!("{coder}'s codings in {name}, which is under way"),
                    (_, true) => format!("{coder}'s codings in {name}, without a consensus here"),
                }
            }
            Candidate::Alone(None, coder, _) => format!("{coder}'s codings outside rounds"),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Why<'v> {
    /// Nobody chose: the latest decides.
    Latest,
    /// It was chosen; more than one choice means they were made apart and the last counts.
    Chosen(&'v [Chosen]),
    /// Another round was chosen, but has nothing here that the viewer may see: the latest decides.
    NothingThere(&'v Chosen),
    /// All else about it waits until this blind round opens.
    Waits(&'v Round),
}

/// A source's rounds as far as they matter here.
struct Covered<'v> {
    round: &'v Round,
    sources: HashSet<&'v SourceId>,
    /// Sources it has a consensus on, be it that everything is open still.
    compared: HashSet<&'v SourceId>,
}

/// The rounds of a study, looked through once for all sources.
pub struct Bases<'v> {
    view: &'v View,
    rounds: Vec<Covered<'v>>,
}

impl<'v> Bases<'v> {
    /// Looks through the rounds of a view.
    pub fn of(view: &'v View) -> Bases<'v> {
        let covered = |round: &'v Round| Covered {
            round,
            sources: round.plan.sources.iter().collect(),
            compared: compared(round),
        };
        Bases {
            view,
            rounds: view.rounds().iter().map(covered).collect(),
        }
    }

    /// What decides in a source, and why; `None` where nobody has coded it.
    pub fn deciding(&self, source: &SourceId) -> (Option<Candidate<'v>>, Why<'v>) {
        if let Some(round) = self.view.waits_for(source) {
            return (self.latest(source), Why::Waits(round));
        }
        let chosen = self.view.chosen_basis(source);
        let last = chosen.last().and_then(|c| Some((c, c.round?)));
        match last {
            None => (self.latest(source), Why::Latest),
            Some((last, round)) => match self.in_round(source, round) {
                Some(ground) => (Some(ground), Why::Chosen(chosen)),
                None => (self.latest(source), Why::NothingThere(last)),
            },
        }
    }

    /// What could be chosen for a source, a round after the other.
    pub fn choices(&self, source: &SourceId) -> Vec<Candidate<'v>> {
        let rounds = self.rounds.iter();
        rounds
            .filter_map(|r| self.in_round(source, r.round.id))
            .collect()
    }

    /// What decides while nobody chooses.
    pub fn latest(&self, source: &SourceId) -> Option<Candidate<'v>> {
        let consensus = |r: &&Covered<'v>| r.compared.contains(source);
        let (others, trained) = self.covering(source);
        let training = || trained.iter().filter(|_| others.is_empty());
        let compared = others.iter().chain(training()).copied().find(consensus);
        let compared = compared.map(|r| Candidate::Consensus(r.round));
        compared.or_else(|| self.alone(source))
    }

    /// The coder whose codings are counted where no consensus decides, or none can be had.
    pub fn alone(&self, source: &SourceId) -> Option<Candidate<'v>> {
        let (others, trained) = self.covering(source);
        let others = || others.iter().copied();
        let trained = || trained.iter().copied();
        let none = others().next().is_none();
        let coded = Coded::in_source(self.view, source);
        let finished = |r: &Covered<'v>| coded.finished(r.round, source, self.view);
        let some = |r: &Covered<'v>| coded.most_in(Some(r.round));
        let single = |r: &&Covered<'v>| r.round.plan.purpose() == RoundKind::Single;
        others()
            .find_map(finished)
            .or_else(|| others().filter(single).find_map(some))
            .or_else(|| none.then(|| trained().find_map(finished)).flatten())
            .or_else(|| none.then(|| trained().find_map(some)).flatten())
            .or_else(|| coded.most_in(None))
            .or_else(|| others().find_map(some))
    }

    /// Rounds that cover a source, the latest first: training apart from all others.
    fn covering(&self, source: &SourceId) -> (Vec<&Covered<'v>>, Vec<&Covered<'v>>) {
        let here = self.rounds.iter().rev();
        let waits = self.view.waits_for(source).map(|r| r.id);
        let here = here.filter(|r| waits.is_none_or(|w| w == r.round.id));
        let here = here.filter(|r| r.sources.contains(source));
        here.partition(|r| !is_training(r.round))
    }

    fn in_round(&self, source: &SourceId, round: RoundId) -> Option<Candidate<'v>> {
        if self.view.waits_for(source).is_some_and(|w| w.id != round) {
            return None;
        }
        let covered = self.rounds.iter().find(|r| r.round.id == round)?;
        if covered.compared.contains(source) {
            return Some(Candidate::Consensus(covered.round));
        }
        let coded = Coded::in_source(self.view, source);
        let finished = coded.finished(covered.round, source, self.view);
        finished.or_else(|| coded.most_in(Some(covered.round)))
    }
}

fn is_training(round: &Round) -> bool {
    round.plan.purpose() == RoundKind::Training
}

/// Sources a round has a consensus on: those all who submitted had finished.
fn compared(round: &Round) -> HashSet<&SourceId> {
    let many = round.submitted.len() > 1;
    if !round.is_over() || round.plan.purpose() == RoundKind::Single || !many {
        return HashSet::new();
    }
    let mut all: HashSet<&SourceId> = round.plan.sources.iter().collect();
    for submission in round.submitted.values() {
        let finished: HashSet<&SourceId> = submission.finished.iter().collect();
        all.retain(|s| finished.contains(*s));
    }
    all
}

/// The codings of a source the viewer may see, by round and coder.
struct Coded<'v>(BTreeMap<Option<RoundId>, BTreeMap<CoderId, Vec<&'v Coding>>>);

impl<'v> Coded<'v> {
    fn in_source(view: &'v View, source: &SourceId) -> Coded<'v> {
        let mut coded = Coded(BTreeMap::new());
        for coding in view.codings_in(source) {
            let coders = coded.0.entry(coding.round).or_default();
            coders.entry(coding.coder.clone()).or_default().push(coding);
        }
        coded
    }

    /// The coder with most codings in a round, the first by id of several.
    fn most_in(&self, round: Option<&'v Round>) -> Option<Candidate<'v>> {
        let ahead = |best: &Vec<&Coding>, next: &Vec<&Coding>| next.len() > best.len();
        let coders = self.0.get(&round.map(|r| r.id))?;
        let (coder, codings) = coders
            .iter()
            .reduce(|best, next| if ahead(best.1, next.1) { next } else { best })?;
        Some(Candidate::Alone(round, coder.clone(), codings.clone()))
    }

    /// Of those who finished the source in a round the coder with most codings.
    fn finished(&self, round: &'v Round, source: &SourceId, view: &View) -> Option<Candidate<'v>> {
        let none = BTreeMap::new();
        let codings = self.0.get(&Some(round.id)).unwrap_or(&none);
        let mut coders = finishers(round, source, view);
        coders.sort_by_key(|c| std::cmp::Reverse(codings.get(c).map_or(0, Vec::len)));
        let coder = coders.into_iter().next()?;
        let own = codings.get(&coder).cloned().unwrap_or_default();
        Some(Candidate::Alone(Some(round), coder, own))
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::Change;
    use crate::model::fixture::{Study, source};
    use crate::model::ids::EventId;
    use crate::reconcile::layer::analysis_layer;

    fn choose(s: &mut Study, by: &str, round: Option<RoundId>, replaces: &[EventId]) -> EventId {
        let change = Change::BasisChosen {
            source: source("s"),
            round,
            replaces: replaces.to_vec(),
        };
        s.push(by, change)
    }

    /// Two rounds over one source: in the first both coded hope, in the second fear.
    fn twice() -> (Study, RoundId, RoundId) {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100);
        s.code("hope");
        s.code("fear");
        let mut rounds = Vec::new();
        for code in ["hope", "fear"] {
            let mut plan = s.plan(code, &["ana", "ben"], &["s"]);
            plan.name = format!("about {code}");
            let round = s.open("ana", plan);
            for coder in ["ana", "ben"] {
                s.coded(coder, Some(round), "s", 0..10, code);
                s.submit(coder, round);
            }
            rounds.push(round);
        }
        (s, rounds[0], rounds[1])
    }

    fn found(s: &Study) -> Vec<String> {
        let view = s.view();
        let layer = analysis_layer(&view);
        let name = |c| view.codebook().name(c).to_owned();
        layer.findings.iter().map(|f| name(f.code)).collect()
    }

    #[test]
    fn the_latest_decides_until_somebody_chooses() {
        let (mut s, first, second) = twice();
        assert_eq!(found(&s), ["fear"]);
        let chosen = choose(&mut s, "ben", Some(first), &[]);
        assert_eq!(found(&s), ["hope"]);
        let view = s.view();
        let bases = Bases::of(&view);
        let (ground, why) = bases.deciding(&source("s"));
        assert_eq!(ground.unwrap().words(), "consensus of about hope");
        assert!(matches!(why, Why::Chosen([one]) if one.by.as_str() == "ben"));
        let rounds: Vec<RoundId> = bases
            .choices(&source("s"))
            .iter()
            .filter_map(|g| Some(g.round()?.id))
            .collect();
        assert_eq!(rounds, [first, second]);
        choose(&mut s, "ana", None, &[chosen]);
        assert_eq!(found(&s), ["fear"]);
    }

    #[test]
    fn choices_made_apart_are_both_kept_and_the_last_counts() {
        let (mut s, first, second) = twice();
        choose(&mut s, "ana", Some(second), &[]);
        choose(&mut s, "ben", Some(first), &[]);
        assert_eq!(found(&s), ["hope"]);
        assert_eq!(s.view().chosen_basis(&source("s")).len(), 2);
    }

    #[test]
    fn who_coded_alone_is_said_of_rounds_for_one_coder_only() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).source("t", 100);
        s.code("hope");
        let mut blind = s.plan("hope", &["ana", "ben"], &["s"]);
        blind.name = "Round 1".into();
        let mut single = s.plan("hope", &["ana"], &["t"]);
        (single.name, single.kind) = ("Round 2".into(), RoundKind::Single);
        let (blind, single) = (s.open("ana", blind), s.open("ana", single));
        s.coded("ana", Some(blind), "s", 0..10, "hope");
        s.coded("ana", Some(single), "t", 0..10, "hope");
        let words = |s: &Study, of: &str| {
            let view = View::new(s.events.clone(), Some("ana".parse().unwrap()));
            let bases = Bases::of(&view);
            bases.deciding(&source(of)).0.unwrap().words()
        };
        let before = words(&s, "s");
        assert_eq!(before, "ana's codings in Round 1, which is under way");
        assert_eq!(words(&s, "t"), "ana alone in Round 2");
        // What the other does changes no word.
        s.coded("ben", Some(blind), "s", 20..30, "hope");
        assert_eq!(words(&s, "s"), before);
        s.submit("ana", blind);
        s.push("ana", Change::RoundClosed { round: blind });
        assert_eq!(
            words(&s, "s"),
            "ana's codings in Round 1, without a consensus here"
        );
    }

    #[test]
    fn a_round_with_nothing_there_leaves_the_latest() {
        let (mut s, _, _) = twice();
        s.source("t", 100);
        let mut plan = s.plan("elsewhere", &["ana", "ben"], &["t"]);
        plan.blind = false;
        let elsewhere = s.open("ana", plan);
        choose(&mut s, "ana", Some(elsewhere), &[]);
        assert_eq!(found(&s), ["fear"]);
        let view = s.view();
        let (_, why) = Bases::of(&view).deciding(&source("s"));
        assert!(matches!(why, Why::NothingThere(_)));
    }
}
