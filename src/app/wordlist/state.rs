//! The state of the screen, what it asks, and where things stand on it.

use super::look::{Look, Of};
use crate::app::context::Context;
use crate::app::screen::{Area, Frame};
use crate::model::wrap;
use crate::report::Documents;
use crate::report::wordlist::{Asked, Found, Order, Sorting, Wanted, Ways};
use crate::report::words::counted;
use crate::work::counting::Counting;
use crate::work::effect::{Effect, Known};
use crate::work::question::Stop;
use std::ops::Range;
use std::sync::Arc;

/// The keys that count or list what is left out.
const KEYS: Ways = Ways {
    interviewers: "v",
    unspoken: "v",
    stop_words: "w",
};

/// The least cells a word takes.
const WORD: u16 = 16;

/// Cells of a figure.
pub const FIGURE: u16 = 8;

/// Cells of the times in a thousand words.
pub const SHARE: u16 = 11;

#[derive(Clone, Debug, Default)]
pub struct WordList {
    /// The list of words.
    pub words: Look,
    /// What was opened from it, the last on top.
    pub opened: Vec<Look>,
    /// Where words are counted, if not everywhere.
    pub query: String,
    /// What words are narrowed by.
    pub letters: String,
    pub order: Order,
    pub wanted: Wanted,
    /// The first group shown.
    pub group: usize,
    serial: u64,
    waits: Option<Waits>,
    pub(super) texts_coming: bool,
}

/// What was asked and is not answered yet.
#[derive(Clone, Debug)]
struct Waits {
    serial: u64,
    stop: Stop,
    of: Of,
    documents: Arc<Documents>,
}

/// Where things stand.
pub struct Panes {
    /// What was counted, in words.
    pub head: Area,
    pub list: Area,
    /// The rows of the list, below their headings.
    pub rows: Area,
}

impl WordList {
    /// What is looked at.
    pub fn look(&self) -> &Look {
        self.opened.last().unwrap_or(&self.words)
    }

    pub(super) fn look_mut(&mut self) -> &mut Look {
        self.opened.last_mut().unwrap_or(&mut self.words)
    }

    pub fn is_waiting(&self) -> bool {
        self.texts_coming || self.waits.is_some()
    }

    /// Nobody waits any more for what was asked.
    pub(super) fn stop(&mut self) {
        if let Some(waits) = self.waits.take() {
            waits.stop.set();
        }
    }

    /// What is to be known now.
    fn of(&self, cx: &Context) -> Of {
        let Wanted {
            interviewers,
            unspoken,
            stop_words,
            ..
        } = self.wanted;
        let whose = [interviewers, unspoken, stop_words];
        Of {
            question: (self.look().asked.clone(), self.query.clone(), whose),
            texts: (cx.texts_changed, self.is_partial(cx)),
            view: cx.view.clone(),
        }
    }

    /// Whether the query searches a part of the texts only.
    fn is_partial(&self, cx: &Context) -> bool {
        !self.query.is_empty() && cx.indexed.0 < cx.indexed.1
    }

    /// Asks for what is looked at, unless it is known or under way.
    pub(super) fn ask(&mut self, cx: &Context) -> Vec<Effect> {
        let now = self.of(cx);
        if self.texts_coming || self.look_mut().has(&now) {
            self.stop();
            return Vec::new();
        }
        // While others' work arrives, what is under way is not begun anew each time.
        let same =
            |waits: &Waits| (&waits.of.question, waits.of.texts) == (&now.question, now.texts);
        if self.waits.as_ref().is_some_and(same) {
            return Vec::new();
        }
        self.stop();
        self.serial += 1;
        let waits = Waits {
            serial: self.serial,
            stop: Stop::default(),
            of: now,
            documents: Arc::new(cx.documents.clone()),
        };
        let counting = Counting {
            serial: waits.serial,
            stop: waits.stop.clone(),
            asked: self.look().asked.clone(),
            query: self.query.clone(),
            wanted: self.wanted.clone(),
            view: cx.view.clone(),
            documents: waits.documents.clone(),
        };
        self.waits = Some(waits);
        let known = Arc::new(Known::of(&cx.view));
        vec![Effect::Count(Box::new(counting), known)]
    }

    /// Takes an answer, unless it is to an older question.
    pub(crate) fn take(&mut self, serial: u64, found: Result<Arc<Found>, String>) {
        let Some(waits) = self.waits.take_if(|waits| waits.serial == serial) else {
            return;
        };
        let (order, letters) = (self.order, self.letters.clone());
        let asked = (waits.of, waits.documents);
        self.look_mut().take(found, asked, (order, &letters));
    }

    /// Drops what came of codings that may be hidden now.
    pub(super) fn forget(&mut self) {
        self.stop();
        if self.query.is_empty() {
            return;
        }
        for look in self.opened.iter_mut().chain([&mut self.words]) {
            (look.found, look.of) = (None, None);
            look.rows.clear();
        }
    }

    pub fn panes(&self, cx: &Context) -> Panes {
        let body = Frame::of(cx.size.0, cx.size.1).body;
        let said = match self.said(cx) {
            said if said.is_empty() => 0,
            said => wrap::lines(&said, usize::from(body.width - 2)).len() as u16,
        };
        let (head, list) = body.split_top(said.min(body.height / 3));
        let headings = match (&self.look().asked, self.words.words()) {
            (Asked::Words(_), Some(found)) if found.by.is_some() => 3,
            (Asked::Words(_), _) => 2,
            _ => 1,
        };
        let (_, rows) = list.inner().inside().split_top(headings);
        let head = head.inside();
        Panes { head, list, rows }
    }

    /// The groups that are shown in so many cells.
    pub fn groups_shown(&self, width: u16) -> Range<usize> {
        let groups = self.words.words().map_or(0, |found| found.groups.len());
        let room = width.saturating_sub(WORD + 2 * FIGURE + SHARE) / (2 * FIGURE);
        let first = self.group.min(groups.saturating_sub(1));
        first..groups.min(first + usize::from(room))
    }

    pub(super) fn page(&self, cx: &Context) -> usize {
        usize::from(self.panes(cx).rows.height).max(1)
    }

    /// What was counted, in words.
    pub fn said(&self, cx: &Context) -> String {
        let mut all = Vec::new();
        if !self.query.is_empty() {
            all.push(format!("in the turns that “{}” finds", self.query));
        }
        if self.is_partial(cx) {
            let (done, of) = cx.indexed;
            all.push(format!("searched {done} of {of} sources so far"));
        }
        if let Some(Ok(found)) = &self.look().found {
            let heard = found.heard();
            all.extend(heard.said(&self.wanted, &KEYS));
            if !matches!(**found, Found::Places(_)) {
                all.extend(heard.said_of_stop_words(&self.wanted, &KEYS));
            }
            if let Found::Beside(found) = &**found {
                all.push(found.said());
            }
        }
        all.join(" · ")
    }

    /// What is looked at, in words.
    pub fn title(&self) -> String {
        let look = self.look();
        let rows = look.rows.len();
        let waits = self.is_waiting();
        if !matches!(look.found, Some(Ok(_))) {
            return if waits { "counting …" } else { "Words" }.to_owned();
        }
        let what = match &look.asked {
            Asked::Words(_) => {
                let with = match self.letters.as_str() {
                    "" => String::new(),
                    letters => format!(" with “{letters}”"),
                };
                let by = match self.order {
                    Order::Times => "by times",
                    Order::People => "by people",
                    Order::Word => "by spelling",
                };
                format!("{}{with} {by}", counted(rows, "word"))
            }
            Asked::Places(keyword, sorting) => {
                let by = match sorting {
                    Sorting::Left => "by the words before it",
                    Sorting::Right => "by the words behind it",
                    Sorting::Place => "as one reads",
                };
                let places = counted(rows, "place");
                format!("“{}” in context: {places} {by}", keyword.spelled())
            }
            Asked::Beside(keyword, span) => {
                let words = counted(*span, "word");
                let beside = keyword.spelled();
                format!("Beside “{beside}”, within {words}, by log-dice")
            }
        };
        match waits {
            true => format!("counting …  {what}"),
            false => what,
        }
    }

    /// What is said where there is nothing to show.
    pub fn nothing(&self) -> String {
        match &self.look().found {
            None => "counting …".to_owned(),
            Some(Err(why)) => why.clone(),
            Some(Ok(_)) if !self.letters.is_empty() && self.opened.is_empty() => {
                format!("no word has “{}” in it: Esc shows all", self.letters)
            }
            Some(Ok(_)) if !self.query.is_empty() => {
                "nothing is found in these turns: f changes the query".to_owned()
            }
            Some(Ok(_)) => "nothing is found".to_owned(),
        }
    }
}
