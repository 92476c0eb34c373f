//! Choosing which round's findings count in a source.

use crate::model::event::Change;
use crate::model::ids::{RoundId, SourceId};
use crate::model::view::View;

/// The event that makes a round's findings count in a source.
pub fn basis_chosen(view: &View, source: &SourceId, round: Option<RoundId>) -> Change {
    let known = view.chosen_basis(source).iter();
    Change::BasisChosen {
        source: source.clone(),
        round,
        replaces: known.map(|c| c.id).collect(),
    }
}
