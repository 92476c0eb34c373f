//! What was decided: verdicts on items, and the rounds chosen to count in sources.

use super::ids::{CodingId, RoundId, SourceId};
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

    /// The choices there are of the round whose findings count in a source. More than one were
    /// made apart from each other: the last counts.
    pub fn chosen_basis(&self, source: &SourceId) -> &[Chosen] {
        let chosen = self.state().chosen.get(source);
        chosen.map(Vec::as_slice).unwrap_or_default()
    }
}
