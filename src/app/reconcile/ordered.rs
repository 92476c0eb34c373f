//! The order the queue is in.

use super::Sheet;
use crate::model::code::Codebook;
use crate::model::ids::CodeId;
use crate::reconcile::order::{Order, ordered};

/// All items in order, and what the order rests on.
#[derive(Clone, Debug, Default)]
pub(super) struct Ordered {
    pub places: Vec<usize>,
    /// By place: the how manieth it is.
    pub rank: Vec<usize>,
    order: Option<Order>,
    codes: Vec<(CodeId, CodeId)>,
}

impl Ordered {
    pub fn of(sheet: &Sheet, order: Order, codebook: &Codebook) -> Ordered {
        let places = ordered(sheet.items(), &[], order, codebook);
        let mut rank = vec![0; places.len()];
        for (nth, place) in places.iter().enumerate() {
            rank[*place] = nth;
        }
        Ordered {
            places,
            rank,
            order: Some(order),
            codes: fingerprint(codebook),
        }
    }

    /// Whether it is this order still, of the codebook as it is.
    pub fn is_of(&self, order: Order, codebook: &Codebook) -> bool {
        self.order == Some(order) && self.codes == fingerprint(codebook)
    }
}

fn fingerprint(codebook: &Codebook) -> Vec<(CodeId, CodeId)> {
    codebook
        .all()
        .map(|c| (c.id, codebook.resolve(c.id)))
        .collect()
}
