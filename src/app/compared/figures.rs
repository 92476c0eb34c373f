//! The figures of what is compared: asked of a worker, kept as long as nothing they rest on
//! changes, dropped when they answer a question nobody asks any more.

use super::kept::{Inquiry, Looked, Progress, Rests};
use crate::agreement::round::{Intervals, Material, Part, Refused, Selection, Stage};
use crate::app::context::Context;
use crate::model::ids::{RoundId, SourceId};
use crate::model::round::{Headline, Round};
use crate::model::source::{Source, SpeakerSetting};
use crate::report::figures::{Found, Results, Staged};
use crate::report::{Documents, slug};
use crate::work::effect::Effect;
use crate::work::question::{Answer, Question, Writing};
use std::sync::Arc;

/// Milliseconds a mark of what is under way stands before the next.
pub const TURN_MS: u64 = 120;

impl Context {
    /// The figures of the round compared, as it was planned; `None` while they are not known.
    pub fn round_figures(&self) -> Option<Found<'_>> {
        self.compared.asked.round.known()
    }

    /// Whether the figures of the round compared, or their intervals, are being computed.
    pub(crate) fn waits_for_round(&self) -> bool {
        self.compared.asked.round.waits()
    }

    /// The figures the Agreement screen shows; `None` while they are not known.
    pub fn figures(&self) -> Option<Result<&Results, &str>> {
        Some(self.shown_figures().known()?.map(|(results, _)| results))
    }

    /// The intervals of these figures; `None` while they are not known.
    pub fn intervals(&self) -> Option<&Intervals> {
        self.shown_figures().intervals.known().map(|i| &**i)
    }

    fn shown_figures(&self) -> &Inquiry {
        match self.compared.selection == Selection::default() {
            true => &self.compared.asked.round,
            false => &self.compared.asked.chosen,
        }
    }

    /// The figures shown, to be compared with what a table was made of.
    pub(crate) fn results_shown(&self) -> Option<Arc<Results>> {
        self.shown_figures().figures.known()?.as_ref().ok().cloned()
    }

    pub(crate) fn intervals_shown(&self) -> Option<Arc<Intervals>> {
        self.shown_figures().intervals.known().cloned()
    }

    /// The figures of each round, to be compared with what a table was made of.
    pub(crate) fn trend_shown(&self) -> Option<Arc<Vec<Staged>>> {
        self.compared.asked.trend.known().cloned()
    }

    /// The figures of each round, once they were asked for and have come.
    pub fn trend(&self) -> Option<&[Staged]> {
        self.compared.asked.trend.known().map(|t| t.as_slice())
    }

    pub fn is_computing(&self) -> bool {
        let asked = &self.compared.asked;
        asked.sheet.waits()
            || asked.round.waits()
            || asked.chosen.waits()
            || asked.trend.waits()
            || asked.segments.waits()
            || asked.files.waits()
            || asked.map.waits()
    }

    /// Whether the user stopped the computing of what the screen shows.
    pub fn has_stopped_computing(&self) -> bool {
        matches!(self.shown_figures().figures.progress, Progress::Stopped)
    }

    /// What is under way, in words, with a mark that turns as time passes.
    pub fn computing_words(&self, marks: &[&str]) -> Option<String> {
        let turn = self.mint.now_ms / TURN_MS;
        let mark = marks.get(turn as usize % marks.len().max(1))?;
        let what = match &self.compared.asked {
            a if a.sheet.waits() => return Some(format!("{mark} putting the round side by side")),
            a if a.files.waits() => "putting the files together",
            a if a.map.waits() => "counting what stands behind themes",
            a if a.segments.waits() => "looking for the segments behind this cell",
            a if a.trend.waits() => "computing the figures of every round",
            a if a.round.figures.waits() || a.chosen.figures.waits() => "computing the figures",
            a if a.round.waits() || a.chosen.waits() => "resampling for the intervals",
            _ => return None,
        };
        Some(format!("{mark} {what} · Esc stops"))
    }

    /// Asks for the figures of the round compared, unless they are known or under way.
    pub(crate) fn want_round(&mut self) -> Vec<Effect> {
        let Some(sheet) = self.compared.sheet.clone() else {
            return Vec::new();
        };
        let now = self.looked();
        if !self.compared.asked.round.figures.is_to_be_looked_at(now) {
            return Vec::new();
        }
        let sources = &sheet.aligned.snapshot.sources;
        let Some(texts) = self.texts_for(sources) else {
            return Vec::new();
        };
        let rests = Rests {
            selection: Selection::round(sheet.round.id),
            rounds: vec![sheet.round.clone()],
            // There is no sheet of a round that may not be compared.
            barred: Vec::new(),
            // The sheet is put together anew while some of it is arriving.
            arriving: None,
            texts,
            speakers: self.speakers_of(sources),
        };
        if self.compared.asked.round.figures.rests.as_ref() == Some(&rests) {
            return Vec::new();
        }
        if sheet.open_coding {
            let why = Refused::OpenCoding(sheet.round.plan.name.clone()).to_string();
            let figures = &mut self.compared.asked.round.figures;
            figures.progress(Progress::Known(Err(why)));
            figures.rests = Some(rests);
            self.compared.asked.round.intervals.drop_all();
            return Vec::new();
        }
        let known = sources.iter().filter_map(|s| self.view.source(s).cloned());
        let material = Material {
            parts: vec![Part {
                round: Arc::new(sheet.round.clone()),
                snapshot: sheet.aligned.snapshot.clone(),
                codebook: sheet.codebook.clone(),
            }],
            sources: Arc::new(known.collect()),
        };
        let documents = self.documents_of(sources.iter());
        let selection = rests.selection.clone();
        let (progress, effect) = self.compared.asked.ask(Question::Figures {
            material,
            selection,
            documents,
        });
        self.compared.asked.round.intervals.drop_all();
        self.compared.asked.round.figures.asked(progress);
        self.compared.asked.round.figures.rests = Some(rests);
        vec![effect]
    }

    fn looked(&self) -> Looked {
        Looked {
            version: self.view.version(),
            texts_changed: self.texts_changed,
            texts_came: self.compared.texts_came,
            selection: self.selection(),
            sheets: self.compared.sheets,
        }
    }

    /// What is selected, with the round compared where no rounds are.
    pub fn selection(&self) -> Selection {
        let mut selection = self.compared.selection.clone();
        if selection.rounds.is_empty() {
            selection.rounds.extend(self.compared.round);
        }
        selection
    }

    /// Asks for the figures of what is selected, unless they are known or under way.
    pub(crate) fn want_chosen(&mut self) -> Vec<Effect> {
        if self.compared.selection == Selection::default() {
            self.compared.asked.chosen.drop_all();
            return Vec::new();
        }
        let now = self.looked();
        if !self.compared.asked.chosen.figures.is_to_be_looked_at(now) {
            return Vec::new();
        }
        let selection = self.selection();
        let rounds = self.view.rounds().iter();
        let rounds: Vec<Round> = rounds
            .filter(|r| selection.rounds.contains(&r.id))
            .cloned()
            .collect();
        let sources: Vec<SourceId> = rounds.iter().flat_map(Round::finished_by_all).collect();
        let mut effects = Vec::new();
        if let Some(effect) = self.load_once(&sources) {
            effects.push(effect);
        }
        let Some(texts) = self.texts_for(&sources) else {
            return effects;
        };
        let missing = |r: &Results| r.figures.missing > 0;
        let arriving = match self.compared.asked.chosen.figures.known() {
            Some(Ok(results)) if missing(results) => Some(self.view.version()),
            // Why there are none may rest on a round that is not selected: one that is blind yet.
            Some(Err(_)) => Some(self.view.version()),
            _ => None,
        };
        let rests = Rests {
            selection: selection.clone(),
            speakers: self.speakers_of(&sources),
            barred: self.barred(&rounds),
            rounds,
            arriving,
            texts,
        };
        if self.compared.asked.chosen.figures.rests.as_ref() == Some(&rests) {
            return effects;
        }
        let progress = match Material::of(&self.view, &selection) {
            Err(why) => Progress::Known(Err(why.to_string())),
            Ok(material) => {
                let documents = self.documents_of(sources.iter());
                let question = Question::Figures {
                    material,
                    selection,
                    documents,
                };
                let (progress, effect) = self.compared.asked.ask(question);
                effects.push(effect);
                match progress {
                    Progress::Asked(serial, stop) => Progress::Asked(serial, stop),
                    _ => Progress::Idle,
                }
            }
        };
        self.compared.asked.chosen.intervals.drop_all();
        self.compared.asked.chosen.figures.progress(progress);
        self.compared.asked.chosen.figures.rests = Some(rests);
        effects
    }

    /// Asks for the figures of every round, unless they are known or under way.
    pub(crate) fn want_trend(&mut self) -> Vec<Effect> {
        let now = self.looked();
        if !self.compared.asked.trend.is_to_be_looked_at(now) {
            return Vec::new();
        }
        let missing = |s: &Staged| s.figures.as_ref().is_ok_and(|f| f.missing > 0);
        let arriving = self.trend().is_some_and(|all| all.iter().any(missing));
        let arriving = arriving.then(|| self.view.version());
        let rounds: Vec<Round> = self.view.rounds().to_vec();
        let shared = rounds.iter().filter(|r| r.plan.coders.len() > 1);
        let sources: Vec<SourceId> = shared.flat_map(Round::finished_by_all).collect();
        let mut effects = Vec::new();
        if let Some(effect) = self.load_once(&sources) {
            effects.push(effect);
        }
        let Some(texts) = self.texts_for(&sources) else {
            return effects;
        };
        let rests = Rests {
            selection: self.compared.selection.clone(),
            speakers: self.speakers_of(&sources),
            arriving,
            barred: self.barred(&rounds),
            rounds,
            texts,
        };
        if self.compared.asked.trend.rests.as_ref() == Some(&rests) {
            return effects;
        }
        let stages = Stage::all(&self.view, &self.compared.selection);
        let documents = self.documents_of(sources.iter());
        let (progress, effect) = self
            .compared
            .asked
            .ask(Question::Trend { stages, documents });
        self.compared.asked.trend.asked(progress);
        self.compared.asked.trend.rests = Some(rests);
        effects.push(effect);
        effects
    }

    pub(crate) fn ask_segments(&mut self, behind: crate::report::figures::Behind) -> Vec<Effect> {
        let Some(Ok(results)) = self.shown_figures().figures.known().cloned() else {
            return Vec::new();
        };
        let question = Question::Segments(results, behind);
        let (progress, effect) = self.compared.asked.ask(question);
        self.compared.asked.segments.asked(progress);
        vec![effect]
    }

    /// Whether the intervals of these figures are still being computed.
    pub(crate) fn intervals_wait(&self) -> bool {
        self.shown_figures().intervals.waits()
    }

    /// Asks for everything that can be written of the figures shown.
    pub(crate) fn export_agreement(&mut self) -> Vec<Effect> {
        let Some(Ok(results)) = self.shown_figures().figures.known().cloned() else {
            return Vec::new();
        };
        let rounds = results.comparison.material().parts.iter();
        let names: Vec<&str> = rounds.map(|p| p.round.plan.name.as_str()).collect();
        let plain = results.comparison.selection().is_plain();
        let folder = match plain {
            true => format!("agreement-{}", slug(&names.join(" "))),
            false => format!("agreement-{}-selection", slug(&names.join(" "))),
        };
        let writing = Writing {
            name: self.name.clone(),
            folder,
            view: self.view.clone(),
            intervals: self.shown_figures().intervals.known().cloned(),
            results,
            stages: Stage::all(&self.view, &Selection::default()),
            documents: self.documents.clone(),
            naming: self.naming,
        };
        let (progress, effect) = self.compared.asked.ask(Question::Files(Box::new(writing)));
        self.compared.asked.files.asked(progress);
        vec![effect]
    }

    /// Drops what was listed and counted from before a round hid some of it: also what is under way,
    /// which would come of the view as it was.
    pub(crate) fn forget_answers(&mut self) {
        let compared = &mut self.compared;
        compared.asked.segments.drop_all();
        compared.asked.map.drop_all();
        compared.asked.offers.drop_all();
        compared.asked.matrix.drop_all();
        compared.asked.told.drop_all();
        (compared.segments, compared.map, compared.offers) = (None, None, None);
        (compared.matrix, compared.told) = (None, None);
    }

    /// Takes the worker's answer, if it is one waited for. Figures come first, so that they can be
    /// read while their intervals are computed.
    pub(crate) fn take_answer(&mut self, serial: u64, answer: Answer) -> Vec<Effect> {
        let asked = &mut self.compared.asked;
        match answer {
            Answer::Figures(found) => {
                let chosen = asked.chosen.figures.waits_for(serial);
                let inquiry = match chosen {
                    true => &mut asked.chosen,
                    false => &mut asked.round,
                };
                if !inquiry.figures.waits_for(serial) {
                    return Vec::new();
                }
                inquiry.figures.progress = Progress::Known(found.clone());
                let lead = |r: &Arc<Results>| r.comparison.material().headline();
                return match found {
                    Ok(results) if lead(&results) != Headline::None => {
                        let (progress, effect) = asked.ask(Question::Intervals(results));
                        match chosen {
                            true => asked.chosen.intervals.asked(progress),
                            false => asked.round.intervals.asked(progress),
                        }
                        vec![effect]
                    }
                    _ => Vec::new(),
                };
            }
            Answer::Intervals(found) => {
                for inquiry in [&mut asked.round, &mut asked.chosen] {
                    if inquiry.intervals.waits_for(serial) {
                        inquiry.intervals.progress = Progress::Known(found.clone());
                    }
                }
            }
            Answer::Trend(found) if asked.trend.waits_for(serial) => {
                asked.trend.progress = Progress::Known(Arc::new(found));
            }
            Answer::Segments(found) if asked.segments.waits_for(serial) => {
                asked.segments.progress = Progress::Known(());
                self.compared.segments = Some(found);
            }
            Answer::Files(exported) if asked.files.waits_for(serial) => {
                asked.files.progress = Progress::Known(());
                return self.write(exported);
            }
            Answer::MapFigures(found, aligned) if asked.map.waits_for(serial) => {
                asked.map.progress = Progress::Known(());
                if let Some(aligned) = aligned {
                    self.compared.cache = aligned;
                }
                self.compared.map = Some(found);
            }
            Answer::Offers(found) if asked.offers.waits_for(serial) => {
                asked.offers.progress = Progress::Known(());
                self.compared.offers = Some(found);
            }
            Answer::Matrix(found, aligned) if asked.matrix.waits_for(serial) => {
                asked.matrix.progress = Progress::Known(());
                self.compared.cache = aligned;
                self.compared.matrix = Some(found);
            }
            Answer::Told(found, aligned) if asked.told.waits_for(serial) => {
                asked.told.progress = Progress::Known(());
                self.compared.cache = aligned;
                self.compared.told = Some(found);
            }
            Answer::Aligned(found, cache) if asked.sheet.waits_for(serial) => {
                return self.take_aligned(found, cache);
            }
            Answer::Queue(queue) if asked.queue.waits_for(serial) => {
                asked.queue.progress = Progress::Known(());
                self.compared.queue = Some(queue);
            }
            Answer::Queue(_)
            | Answer::Trend(_)
            | Answer::Segments(_)
            | Answer::Files(_)
            | Answer::MapFigures(..)
            | Answer::Offers(_)
            | Answer::Matrix(..)
            | Answer::Told(..)
            | Answer::Aligned(..) => {}
        }
        Vec::new()
    }

    /// Whether files of figures are being made.
    pub(crate) fn is_making_files(&self) -> bool {
        self.compared.asked.files.waits()
    }

    /// Nobody waits for them any more.
    pub(crate) fn stop_making_files(&mut self) {
        self.compared.asked.files.stop();
    }

    /// Stops computing; says whether anything was under way.
    pub(crate) fn stop_computing(&mut self) -> bool {
        let asked = &mut self.compared.asked;
        let stopped = [
            asked.segments.stop(),
            asked.files.stop(),
            asked.trend.stop(),
            asked.round.stop(),
            asked.chosen.stop(),
        ];
        stopped.contains(&true)
    }

    pub(crate) fn compute_after_all(&mut self) {
        let asked = &mut self.compared.asked;
        for inquiry in [&mut asked.round, &mut asked.chosen] {
            let stopped = matches!(inquiry.figures.progress, Progress::Stopped)
                || matches!(inquiry.intervals.progress, Progress::Stopped);
            if stopped {
                inquiry.drop_all();
            }
        }
        if matches!(asked.trend.progress, Progress::Stopped) {
            asked.trend.drop_all();
        }
    }

    /// How many of these texts are at hand; `None` while they are being loaded. A text that cannot
    /// be had is named among those left out, once loading is over.
    fn texts_for(&self, sources: &[SourceId]) -> Option<usize> {
        let here = sources.iter().filter(|s| self.documents.contains_key(*s));
        let texts = here.count();
        (texts == sources.len() || self.compared.texts_came).then_some(texts)
    }

    /// Loads texts nobody asked for yet, once.
    fn load_once(&mut self, sources: &[SourceId]) -> Option<Effect> {
        let asked = &self.compared.loading;
        let wanted = |s: &&SourceId| !self.documents.contains_key(*s) && !asked.contains(*s);
        let mut missing: Vec<SourceId> = sources.iter().filter(wanted).cloned().collect();
        missing.sort();
        missing.dedup();
        if missing.is_empty() {
            return None;
        }
        self.compared.texts_came = false;
        self.compared.loading.extend(missing.iter().cloned());
        Some(self.load(missing))
    }

    fn documents_of<'a>(&self, sources: impl Iterator<Item = &'a SourceId>) -> Documents {
        let text = |s: &SourceId| Some((s.clone(), self.documents.get(s)?.clone()));
        sources.filter_map(text).collect()
    }

    fn barred(&self, rounds: &[Round]) -> Vec<RoundId> {
        let barred = |r: &&Round| self.view.may_compare(r).is_err();
        rounds.iter().filter(barred).map(|r| r.id).collect()
    }

    fn speakers_of(&self, sources: &[SourceId]) -> Vec<Vec<SpeakerSetting>> {
        let source = |s: &SourceId| self.view.source(s).map(|x: &Source| x.speakers.clone());
        sources
            .iter()
            .map(|s| source(s).unwrap_or_default())
            .collect()
    }
}
