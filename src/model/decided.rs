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

    /// A verdict that nobody replaced.
    pub fn verdict(&self, id: VerdictId) -> Option<&Verdict> {
        let mut all = self.state().verdicts.iter().flat_map(|(_, v)| v);
        all.find(|v| v.id == id)
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
    use crate::model::verdict::Ruling;
    use crate::model::view::View;

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
}
