//! What was decided: verdicts on items, and the rounds chosen to count in sources.

use super::ids::{CodingId, RoundId, SourceId, VerdictId};
use super::layer::Chosen;
use super::verdict::Verdict;
use super::view::View;

impl View {
    /// Verdicts nobody replaced on one item; more than one means they conflict.
    pub fn verdicts(&self, round: RoundId, item: &[CodingId]) -> &[Verdict] {
        let mut key = item.to_vec();
        key.sort();
        self.state()
            .verdicts
            .get(&(round, key))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    pub fn verdicts_of(&self, round: RoundId) -> impl Iterator<Item = &Verdict> {
        self.state()
            .verdicts
            .iter()
            .filter(move |((r, _), _)| *r == round)
            .flat_map(|(_, v)| v)
    }

    /// A verdict, or the one that stands in its place since.
    pub fn verdict(&self, id: VerdictId) -> Option<&Verdict> {
        let mut all = self.state().verdicts.iter().flat_map(|(_, v)| v);
        all.find(|v| v.id == id || v.instead_of.contains(&id))
    }

    /// The choices there are of the round whose findings count in a source. More than one were
    /// made apart from each other: the last counts.
    pub fn chosen_basis(&self, source: &SourceId) -> &[Chosen] {
        let chosen = self.state().chosen.get(source);
        chosen.map(Vec::as_slice).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::event::Change;
    use crate::model::fixture::Study;
    use crate::model::ids::{EventId, VerdictId};
    use crate::model::verdict::Ruling;
    use crate::model::view::View;
    use std::sync::Arc;

    #[test]
    fn verdicts_are_told_of_since_they_were_given_and_whatever_else_changes_tells_nothing() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).code("hope");
        let round = s.round(&["s"]);
        let item = s.coded("ana", Some(round), "s", 0..10, "hope");
        s.submit("ana", round);
        s.submit("ben", round);
        let mut view = s.view_for("ana");
        let known = view.version();
        let act = |s: &mut Study, view: &mut View| {
            let from = s.events.len() - 1;
            view.admit(s.events[from..].to_vec());
        };
        assert_eq!(view.ruled_since(known), Some(Vec::new()));
        s.ruled(&["ana", "ben"], round, &[item], Ruling::Both);
        act(&mut s, &mut view);
        s.coded("ana", None, "s", 20..30, "hope");
        act(&mut s, &mut view);
        let ruled = vec![(round, vec![item])];
        assert_eq!(view.ruled_since(known), Some(ruled.clone()));
        assert_eq!(view.ruled_since(known + 1), Some(Vec::new()));
        let verdict = s.events[s.events.len() - 2].id;
        s.push("ana", Change::Retract { event: verdict });
        act(&mut s, &mut view);
        assert_eq!(view.ruled_since(known + 2), Some(ruled));
        s.push("ana", Change::joined("Ana"));
        act(&mut s, &mut view);
        assert_eq!(view.ruled_since(known), None);
        // What was folded anew tells of no act.
        assert_eq!(s.view_for("ana").ruled_since(0), None);
    }

    #[test]
    fn a_verdict_tells_which_it_came_in_the_place_of() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).code("hope");
        let round = s.round(&["s"]);
        let item = s.coded("ana", Some(round), "s", 0..10, "hope");
        s.submit("ana", round);
        s.submit("ben", round);
        let mut given: Vec<EventId> = Vec::new();
        for (ruling, instead) in [
            (Ruling::Both, None),
            (Ruling::Neither, Some(0)),
            (Ruling::Parked, Some(1)),
            // Apart from the one before it.
            (Ruling::Both, Some(0)),
        ] {
            let id = s.ruled(&["ana"], round, &[item], ruling);
            let last = Arc::make_mut(s.events.last_mut().unwrap());
            if let (Change::Ruled { replaces, .. }, Some(at)) = (&mut last.change, instead) {
                replaces.push(given[at]);
            }
            given.push(id);
        }
        let view = s.view_for("ana");
        let told: Vec<_> = view.verdicts(round, &[item]).iter().collect();
        let ids = |all: &[usize]| -> Vec<VerdictId> {
            let all = all.iter();
            all.map(|at| given[*at].into()).collect()
        };
        let told: Vec<_> = told.iter().map(|v| (v.id, v.instead_of.clone())).collect();
        assert_eq!(
            told,
            [
                (given[2].into(), ids(&[0, 1])),
                (given[3].into(), ids(&[0]))
            ]
        );
        // What is said of an earlier one is found by the one that stands.
        assert_eq!(
            view.verdict(given[1].into()).map(|v| v.id),
            Some(given[2].into())
        );
    }
}
