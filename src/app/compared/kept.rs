//! What was asked of the worker and what it answered, with what the answer rests on.

use crate::agreement::round::{Intervals, Selection};
use crate::model::ids::RoundId;
use crate::model::round::Round;
use crate::model::source::SpeakerSetting;
use crate::report::figures::{Found, Results};
use crate::work::question::Stop;
use std::sync::Arc;

/// What figures rest on: what was selected, the rounds as they stand, how many texts were at hand,
/// and the roles of speakers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rests {
    pub(super) selection: Selection,
    pub(super) rounds: Vec<Round>,
    /// Which of them may not be compared now.
    pub(super) barred: Vec<RoundId>,
    /// Version of the view while submissions are still arriving.
    pub(super) arriving: Option<u64>,
    pub(super) texts: usize,
    pub(super) speakers: Vec<Vec<SpeakerSetting>>,
}

#[derive(Clone, Debug)]
pub(super) enum Progress<T> {
    Idle,
    Asked(u64, Stop),
    /// The user did not want to wait.
    Stopped,
    Known(T),
}

/// What was asked, and its answer when it has come.
#[derive(Clone, Debug)]
pub(super) struct Kept<T> {
    pub(super) rests: Option<Rests>,
    /// What stood when that was last looked at: while it stands, so does the answer.
    pub(super) looked: Option<Looked>,
    pub(super) progress: Progress<T>,
}

/// Whatever what figures rest on can change by, told apart at no cost.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Looked {
    pub(super) version: u64,
    pub(super) texts_changed: u64,
    pub(super) texts_came: bool,
    pub(super) selection: Selection,
    pub(super) sheets: u64,
}

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept {
            rests: None,
            looked: None,
            progress: Progress::Idle,
        }
    }
}

impl<T> Kept<T> {
    /// Forgets it, and does not wait any more for what was asked.
    pub(super) fn drop_all(&mut self) {
        self.progress(Progress::Idle);
        (self.rests, self.looked) = (None, None);
    }

    /// Whether something may have changed since this was last asked.
    pub(super) fn is_to_be_looked_at(&mut self, now: Looked) -> bool {
        let same = self.looked.as_ref() == Some(&now);
        self.looked = Some(now);
        !same
    }

    pub(super) fn progress(&mut self, progress: Progress<T>) {
        if let Progress::Asked(_, stop) = &self.progress {
            stop.set();
        }
        self.progress = progress;
    }

    pub(super) fn known(&self) -> Option<&T> {
        match &self.progress {
            Progress::Known(answer) => Some(answer),
            _ => None,
        }
    }

    pub(super) fn waits(&self) -> bool {
        matches!(self.progress, Progress::Asked(..))
    }

    pub(super) fn waits_for(&self, serial: u64) -> bool {
        matches!(self.progress, Progress::Asked(asked, _) if asked == serial)
    }

    pub(super) fn stop(&mut self) -> bool {
        let waits = self.waits();
        if waits {
            self.progress(Progress::Stopped);
        }
        waits
    }
}

impl<T> Kept<T> {
    pub(super) fn asked(&mut self, progress: Progress<()>) {
        if let Progress::Asked(serial, stop) = progress {
            self.progress(Progress::Asked(serial, stop));
        }
    }
}

/// Figures, and then their intervals.
#[derive(Clone, Debug, Default)]
pub(super) struct Inquiry {
    pub(super) figures: Kept<Result<Arc<Results>, String>>,
    pub(super) intervals: Kept<Arc<Intervals>>,
}

impl Inquiry {
    pub(super) fn drop_all(&mut self) {
        self.figures.drop_all();
        self.intervals.drop_all();
    }

    pub(super) fn waits(&self) -> bool {
        self.figures.waits() || self.intervals.waits()
    }

    pub(super) fn stop(&mut self) -> bool {
        let (figures, intervals) = (self.figures.stop(), self.intervals.stop());
        figures || intervals
    }

    pub(super) fn known(&self) -> Option<Found<'_>> {
        match self.figures.known()? {
            Ok(results) => Some(Ok((results, self.intervals.known().map(|i| &**i)))),
            Err(why) => Some(Err(why)),
        }
    }
}
