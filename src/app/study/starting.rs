//! What a round starts from is copied when one comes to a source of it, by whatever way.

use crate::app::App;
use crate::app::screen::Screen;
use crate::model::desk::Desk;
use crate::model::ids::{RoundId, SourceId};
use crate::model::round::{Round, StartFrom};
use crate::model::source::Document;
use crate::model::view::View;
use crate::reconcile::start::{Due, Start, due, held};
use crate::report::words::counted;
use crate::work::effect::Effect;
use std::collections::HashSet;

/// Sources looked at in this sitting, by round: what was to be copied there has been.
pub type Begun = HashSet<(RoundId, SourceId)>;

impl App {
    /// Copies into the source being read what its round starts from, once.
    pub(in crate::app) fn begin_source(&mut self) -> Vec<Effect> {
        let here = self.screen == Screen::Read && self.read.document.is_some();
        match self.read.source.clone() {
            // What is still being saved may be a start.
            Some(source) if here && self.saving == 0 => self.begin(&source),
            _ => Vec::new(),
        }
    }

    /// Copies into a source what the round one codes it in starts from, once.
    pub(super) fn begin(&mut self, source: &SourceId) -> Vec<Effect> {
        let Desk::Round(id) = self.view.desk(source) else {
            return Vec::new();
        };
        let Some(round) = self.view.round(id).cloned() else {
            return Vec::new();
        };
        if self.read_only.is_some() || !self.study.begun.insert((id, source.clone())) {
            return Vec::new();
        }
        let text = self.documents.get(source).cloned();
        match due(&self.view, &round, source, text.as_deref()) {
            Due::Nothing => Vec::new(),
            Due::Copies(start) => {
                self.note(started_words(&start, &round, text.as_deref()));
                self.save(start.copies)
            }
            Due::Doubles(changes) => {
                self.note("what two of your devices had copied is there once again");
                self.save(changes)
            }
            Due::NotHere => self.fail(not_here(&round)),
            Due::Waits(other) => self.fail(waits_words(&round, &other)),
        }
    }

    /// What is to be said before a round is submitted that holds far less than it started from.
    pub(super) fn far_less(&self, round: &Round) -> String {
        match far_less(&self.view, round) {
            Some(words) => format!(" {words}."),
            None => String::new(),
        }
    }
}

/// Said where a round cannot begin yet.
pub fn not_here(round: &Round) -> String {
    format!(
        "part of what “{}” starts from has not arrived here yet: nothing is copied; wait for it before you code here",
        round.plan.name
    )
}

/// Said where a round cannot begin because another keeps what it starts from.
pub fn waits_words(round: &Round, other: &str) -> String {
    format!(
        "what “{}” starts from waits until “{other}” opens, which is blind over the same source: nothing is copied; code there first",
        round.plan.name
    )
}

/// Said of a round that holds fewer than half of the codings it started from.
pub fn far_less(view: &View, round: &Round) -> Option<String> {
    let (started, now) = held(view, round)?;
    (now * 2 < started).then(|| {
        format!(
            "It holds {} of yours and started from {started}: what is not in it counts as not coded, and findings of its sources will come from it",
            counted(now, "coding")
        )
    })
}

/// What was copied, and what was not.
pub fn started_words(start: &Start, round: &Round, text: Option<&Document>) -> String {
    let what = match round.plan.start {
        StartFrom::Consensus => "the consensus",
        StartFrom::Blank | StartFrom::OwnCodings => "your own codings",
    };
    let copied = match start.copies.len() {
        0 => format!("there is nothing of {what} here to start from"),
        n => format!("copied {} of {what} to start from", counted(n, "coding")),
    };
    let mut words = vec![copied];
    if !start.unsettled.is_empty() {
        let paragraph = |at| {
            let structure = &text?.structure;
            Some(structure.paragraphs[structure.paragraph_at(at)?].number)
        };
        let mut places: Vec<String> = start
            .unsettled
            .iter()
            .filter_map(|s| paragraph(s.start))
            .map(|n| format!("¶ {n}"))
            .collect();
        places.dedup();
        let open = counted(start.unsettled.len(), "place");
        words.push(match places.is_empty() {
            true => format!("{open} still open, not copied"),
            false => format!("{open} still open, not copied: {}", places.join(", ")),
        });
    }
    if start.private > 0 {
        words.push(format!(
            "{} with a code that is private to another round not copied",
            counted(start.private, "coding")
        ));
    }
    words.join("; ")
}
