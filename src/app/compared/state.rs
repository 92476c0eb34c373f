//! What is kept of the round compared.

use super::kept::{Inquiry, Kept, Progress};
use crate::agreement::round::{Segment, Selection};
use crate::model::ids::{RoundId, SourceId};
use crate::model::snapshot::NotYet;
use crate::reconcile::aligned::AlignedRounds;
use crate::reconcile::queue::Queue;
use crate::reconcile::sheet::Sheet;
use crate::report::figures::Staged;
use crate::report::map_figures::MapFigures;
use crate::report::matrix::Matrix;
use crate::report::offers::Offer;
use crate::report::telling::Told;
use crate::work::effect::Effect;
use crate::work::question::{Asked, Question, Stop};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The round compared and what was asked of it.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    pub round: Option<RoundId>,
    pub sheet: Option<Arc<Sheet>>,
    /// Why there is nothing to compare, if so.
    pub not_yet: Option<NotYet>,
    /// How many other sheets there were before: places are of the sheet they were taken from.
    pub(crate) sheets: u64,
    /// The round and version of the view the sheet was last compared with.
    pub(super) fresh: (Option<RoundId>, u64),
    pub(crate) cache: AlignedRounds,
    /// The queue that was asked for, until the screen takes it over.
    pub(super) queue: Option<Box<Queue>>,
    /// What is selected; the default is the round compared, as it was planned.
    pub selection: Selection,
    pub(super) asked: Inquiries,
    /// The segments behind a cell, once they were found.
    pub(crate) segments: Option<Vec<Segment>>,
    /// What stands behind themes and codes, once it was found.
    pub(crate) map: Option<Arc<MapFigures>>,
    /// Relations that are offered, once they were found.
    pub(crate) offers: Option<Vec<Offer>>,
    /// The matrix that was asked for, once it was counted.
    pub(crate) matrix: Option<Arc<Matrix>>,
    /// What was asked to be told, or why it cannot be, once it was found.
    pub(crate) told: Option<Result<Told, String>>,
    pub(super) loading: BTreeSet<SourceId>,
    /// Whether loading of the round's texts is over: they are here, or cannot be had.
    pub(crate) texts_came: bool,
}

/// All that was asked for the screens that compare.
#[derive(Clone, Debug, Default)]
pub struct Inquiries {
    pub(super) serial: u64,
    /// A round being put side by side, and which, with the version of the view it is made from.
    pub(super) sheet: Kept<()>,
    pub(super) sheet_of: Option<(RoundId, u64)>,
    pub(super) queue: Kept<()>,
    /// The round compared, as it was planned.
    pub(super) round: Inquiry,
    /// What is selected, where that is something else.
    pub(super) chosen: Inquiry,
    pub(super) trend: Kept<Arc<Vec<Staged>>>,
    pub(super) segments: Kept<()>,
    pub(super) files: Kept<()>,
    pub(super) map: Kept<()>,
    pub(super) offers: Kept<()>,
    pub(super) matrix: Kept<()>,
    pub(super) told: Kept<()>,
}

impl Inquiries {
    /// Forgets the figures of the round compared.
    pub fn drop_round(&mut self) {
        self.round.drop_all();
    }

    /// A question with a number of its own, and what stops it.
    pub(super) fn ask(&mut self, question: Question) -> (Progress<()>, Effect) {
        self.serial += 1;
        let asked = Asked {
            serial: self.serial,
            stop: Stop::default(),
            question,
        };
        let progress = Progress::Asked(asked.serial, asked.stop.clone());
        (progress, Effect::Reckon(Box::new(asked)))
    }
}
