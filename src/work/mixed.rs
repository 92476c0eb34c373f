//! Files named on the screen: what each is, source or codings, its contents tell.

use super::codings::{Given, Line, Report, Writer, import_codings};
use super::correcting::SameName;
use super::effect::{Outcome, Stop, Tell, Told};
use super::importing::import_files;
use crate::import::{Holds, holds};
use crate::model::event::Event;
use crate::model::mint::Mint;
use crate::model::view::View;
use crate::model::visible::on_one_line;
use crate::report::words::counted;
use crate::store::{Store, read_given};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where an import writes, and what it knows of the study.
pub struct Importing<'a> {
    pub store: &'a mut Store,
    pub mint: &'a mut Mint,
    pub now_ms: u64,
    /// As the importer sees it.
    pub view: View,
    /// What to do with a name that a source has already.
    pub same: SameName,
    pub stop: Stop,
}

impl Importing<'_> {
    /// Imports sources first, so that codings find their texts, then tables of codings.
    pub fn by_contents(&mut self, paths: Vec<PathBuf>, answer: Tell<'_>) -> Told {
        let (codings, sources): (Vec<PathBuf>, Vec<PathBuf>) =
            paths.into_iter().partition(|path| is_codings(path));
        let mut told = Told::default();
        if !sources.is_empty() {
            told = self.sources(&sources, answer);
        }
        for (n, path) in codings.iter().enumerate() {
            if self.stop.is_said() {
                let left = counted(codings.len() - n, "table");
                told.done
                    .push(format!("stopped: {left} of codings not taken"));
                break;
            }
            self.codings(path, &mut told, answer);
        }
        told
    }

    fn sources(&mut self, paths: &[PathBuf], answer: Tell<'_>) -> Told {
        let mut added = Vec::new();
        let answer = RefCell::new(answer);
        let mut saved = |events: Vec<Arc<Event>>| {
            added.extend(events.iter().cloned());
            (answer.borrow_mut())(Outcome::Arrived(events));
        };
        let stop = &self.stop;
        let mut goes_on = |done: usize, all: usize| {
            let goes_on = !stop.is_said();
            if goes_on && all > 1 {
                let words = format!(
                    "importing {} of {all} (Esc on the Study screen stops it)",
                    done + 1
                );
                (answer.borrow_mut())(Outcome::UnderWay(words));
            }
            goes_on
        };
        let report = import_files(
            self.store,
            paths,
            (&self.view, self.same),
            self.now_ms,
            self.mint,
            &mut saved,
            &mut goes_on,
        );
        self.view.admit(added);
        report.told()
    }

    fn codings(&mut self, path: &Path, told: &mut Told, answer: Tell<'_>) {
        let Some(me) = self.view.viewer().cloned() else {
            return;
        };
        let mut added = Vec::new();
        let hands = Writer {
            store: self.store,
            view: self.view.clone(),
            me: &me,
            now_ms: self.now_ms,
            mint: self.mint,
            saved: &mut |events| {
                added.extend(events.iter().cloned());
                answer(Outcome::Arrived(events));
            },
        };
        match import_codings(hands, path, None, &Given::default()) {
            Ok(report) => note(&report, told),
            Err(why) => {
                let why = on_one_line(&why.to_string()).into_owned();
                told.refused.push(why);
            }
        }
        self.view.admit(added);
    }
}

fn note(report: &Report, told: &mut Told) {
    for line in report.lines() {
        match line {
            Line::Done(text) => told.done.push(text),
            Line::Note(text) => told.notes.push(text),
            Line::Refused(text) => told.refused.push(text),
        }
    }
}

/// Whether a file holds codings; what cannot be read is refused as a source.
fn is_codings(path: &Path) -> bool {
    path.is_file() && read_given(path).is_ok_and(|bytes| holds(path, &bytes) == Holds::Codings)
}
