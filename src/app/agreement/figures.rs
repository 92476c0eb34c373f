//! The figures of the round compared: asked of a worker, kept as long as nothing they rest on
//! changes, dropped when they answer a question nobody asks any more.

use crate::agreement::outcome::Undefined;
use crate::agreement::round::{RoundFigures, figures};
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::exporting::Documents;
use crate::app::reconcile::Sheet;
use crate::model::ids::{RoundId, SourceId};
use crate::model::source::{Source, SpeakerSetting};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Figures, or why there are none.
pub type Answer = Result<Arc<RoundFigures>, Undefined>;

/// Milliseconds a mark of what is under way stands before the next.
pub const TURN_MS: u64 = 120;

/// A word to the worker that nobody waits for its answer any more.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Nobody waits any more.
    pub fn say(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was said.
    pub fn said(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What the worker is asked: everything the figures are computed from, so that it needs neither
/// the state nor the disk.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Rises with every question.
    pub serial: u64,
    /// Set when the answer is not wanted any more.
    pub stop: Stop,
    sheet: Arc<Sheet>,
    sources: Vec<Source>,
    documents: Documents,
}

impl Asked {
    /// Computes; `None` when nobody waits for the answer any more.
    pub fn answer(&self) -> Option<Answer> {
        if self.stop.said() {
            return None;
        }
        let documents = |id: &SourceId, revision: u32| {
            let document = self.documents.get(id)?;
            (document.revision == revision).then(|| document.clone())
        };
        let found = figures(
            &self.sheet.aligned.snapshot,
            &self.sheet.round,
            &self.sheet.codebook,
            &self.sources,
            &documents,
        );
        Some(found.map(Arc::new))
    }
}

/// What figures rest on besides what was submitted: how many texts were at hand, and the roles of
/// speakers.
#[derive(Clone, Debug, PartialEq)]
struct Rests {
    sheet: RoundId,
    texts: usize,
    speakers: Vec<Vec<SpeakerSetting>>,
}

/// How far the figures are.
#[derive(Clone, Debug, Default)]
enum Progress {
    /// Nothing was asked.
    #[default]
    Idle,
    /// The worker is at it.
    Asked(Stop),
    /// The user did not want to wait.
    Stopped,
    /// Here they are.
    Known(Answer),
}

/// The figures of a round, asked for when its texts are at hand.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    rests: Option<Rests>,
    serial: u64,
    progress: Progress,
}

impl Kept {
    /// Forgets them, and does not wait any more for those that were asked for.
    pub fn drop_all(&mut self) {
        self.progress(Progress::Idle);
        self.rests = None;
    }

    fn progress(&mut self, progress: Progress) {
        if let Progress::Asked(stop) = &self.progress {
            stop.say();
        }
        self.progress = progress;
    }
}

impl App {
    /// The figures of the round compared; `None` while they are not known.
    pub fn figures(&self) -> Option<Result<&RoundFigures, Undefined>> {
        match &self.agreement.kept.progress {
            Progress::Known(kept) => Some(kept.as_ref().map(|f| &**f).map_err(|e| *e)),
            _ => None,
        }
    }

    /// Whether figures are being computed.
    pub fn is_computing(&self) -> bool {
        matches!(self.agreement.kept.progress, Progress::Asked(_))
    }

    /// What is under way, in words, with a mark that turns as time passes.
    pub fn computing_words(&self, marks: &[&str]) -> Option<String> {
        let turn = self.mint.now_ms / TURN_MS;
        let mark = marks.get(turn as usize % marks.len().max(1))?;
        let round = self.compared()?;
        self.is_computing().then(|| {
            format!(
                "{mark} computing the figures of {} · Esc stops",
                round.plan.name
            )
        })
    }

    /// Whether the user stopped the computing of figures.
    pub fn has_stopped_computing(&self) -> bool {
        matches!(self.agreement.kept.progress, Progress::Stopped)
    }

    /// Asks for the figures of the round compared, unless they are known or under way.
    pub(in crate::app) fn refresh_figures(&mut self) -> Vec<Effect> {
        let Some(sheet) = self.reconcile.sheet.clone() else {
            return Vec::new();
        };
        let sources = &sheet.aligned.snapshot.sources;
        let texts = sources.iter().filter(|s| self.documents.contains_key(*s));
        let texts = texts.count();
        // A text that cannot be had is named among those left out, once loading is over.
        if texts < sources.len() && !self.reconcile.texts_came() {
            return Vec::new();
        }
        let speakers = |s: &SourceId| self.view.source(s).map(|x| x.speakers.clone());
        let rests = Rests {
            sheet: sheet.round.id,
            texts,
            speakers: sources
                .iter()
                .map(|s| speakers(s).unwrap_or_default())
                .collect(),
        };
        if self.agreement.kept.rests.as_ref() == Some(&rests) {
            return Vec::new();
        }
        self.ask_figures(sheet, rests)
    }

    fn ask_figures(&mut self, sheet: Arc<Sheet>, rests: Rests) -> Vec<Effect> {
        let sources = &sheet.aligned.snapshot.sources;
        let text = |s: &SourceId| Some((s.clone(), self.documents.get(s)?.clone()));
        let documents = sources.iter().filter_map(text).collect();
        let sources = sources.iter().filter_map(|s| self.view.source(s).cloned());
        let sources = sources.collect();
        let kept = &mut self.agreement.kept;
        kept.serial += 1;
        let asked = Asked {
            serial: kept.serial,
            stop: Stop::default(),
            sheet,
            sources,
            documents,
        };
        kept.progress(Progress::Asked(asked.stop.clone()));
        kept.rests = Some(rests);
        vec![Effect::Figures(Box::new(asked))]
    }

    /// Takes the worker's answer, if it is the one waited for.
    pub(in crate::app) fn take_figures(&mut self, serial: u64, found: Answer) {
        let kept = &mut self.agreement.kept;
        if serial == kept.serial && matches!(kept.progress, Progress::Asked(_)) {
            kept.progress = Progress::Known(found);
        }
    }

    /// Stops computing; says whether anything was under way.
    pub(in crate::app) fn stop_computing(&mut self) -> bool {
        let computing = self.is_computing();
        if computing {
            self.agreement.kept.progress(Progress::Stopped);
        }
        computing
    }

    /// Computes what was stopped after all.
    pub(in crate::app) fn compute_after_all(&mut self) {
        if self.has_stopped_computing() {
            self.agreement.kept.drop_all();
        }
    }
}
