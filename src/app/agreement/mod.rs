//! The Agreement screen: the figures of the round compared, counts before coefficients. It is about
//! the same round as the Reconcile screen.

mod figures;
mod words;

pub use figures::{Answer, Asked, Kept, Stop, TURN_MS};
pub use words::{decimal, headline, percent, reached};

use super::App;
use super::command::Command;
use super::effect::Effect;
use super::list::List;
use super::screen::{Area, Frame};
pub use crate::agreement::outcome::Outcome;
pub use crate::agreement::round::{Between, ByCoding, CodeFigures, Grain, RoundFigures};
use crate::model::ids::{CodeId, CoderId};
use crate::model::round::{Round, RoundKind, Unit};
use crate::model::source::Source;
use crate::model::view::View;

/// What one cell of a comparison is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// The round's unit.
    #[default]
    Unit,
    /// A character of the text.
    Character,
}

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// Cursor among the codes.
    pub list: List,
    /// What is counted.
    pub by: By,
    /// Which pair of coders, where there are more than two.
    pub pair: usize,
    /// The figures.
    pub(super) kept: Kept,
}

/// Rows above the table: by coding, what is counted, and what has to be said about it.
pub const HEAD: u16 = 4;
/// Rows below it: a rule, all codes pooled, sets of codes, and two about the code at the cursor.
pub const FOOT: u16 = 6;

/// The table's rows, its heading left out.
pub fn table(width: u16, height: u16) -> Area {
    let inner = Frame::of(width, height).body.inner();
    Area {
        y: inner.y + HEAD + 1,
        height: inner.height.saturating_sub(HEAD + FOOT + 1),
        ..inner
    }
}

impl Agreement {
    pub(super) fn stale(&mut self) {}

    /// The figures at the grain shown.
    pub fn grain<'f>(&self, found: &'f RoundFigures) -> &'f Grain {
        match self.by {
            By::Unit => &found.by_unit,
            By::Character => &found.by_character,
        }
    }

    /// The pair shown, of one row.
    pub fn between<'f>(&self, figures: &'f CodeFigures) -> Option<&'f Between> {
        figures.pairs.get(self.pair)
    }

    /// The codes of the table: those used, in the order of the codebook, then those no one used.
    pub fn codes(&self, found: &RoundFigures) -> Vec<CodeId> {
        let used = self.grain(found).codes.iter().filter_map(|c| c.code);
        used.chain(found.unused.iter().copied()).collect()
    }
}

/// A unit, in the plural, as a sentence names it.
pub fn units(by: By, round: &Round) -> &'static str {
    match (by, round.plan.unit) {
        (By::Character, _) => "characters",
        (By::Unit, Unit::Turns) => "turns",
        (By::Unit, Unit::Paragraphs) => "paragraphs",
        (By::Unit, Unit::Sentences) => "sentences",
    }
}

/// What a pair did with one code, in counts and plain words.
pub fn remark(between: &Between, by: By, round: &Round) -> String {
    if between.either() == 0 {
        return "no one used it".to_owned();
    }
    let units = units(by, round);
    let mut text = match between.either() {
        1 => format!(
            "of the 1 {} that either marked, both marked {}",
            units.trim_end_matches('s'),
            between.both
        ),
        n => format!(
            "of the {n} {units} that either marked, both marked {}",
            between.both
        ),
    };
    // Characters are many and hang together: their number says nothing about being enough.
    if by == By::Unit && between.few().is_some() {
        text.push_str("; too few to tell");
    }
    if let Some(sentence) = between.prevalence() {
        text.push_str("; ");
        text.push_str(sentence);
    }
    text
}

/// What has to be said about a round's figures before anybody reads them.
pub fn caveats(found: &RoundFigures, round: &Round, view: &View) -> Vec<String> {
    let name = |id| {
        view.source(id)
            .map_or_else(|| format!("{id}"), |s: &Source| s.name.clone())
    };
    let mut all = Vec::new();
    if found.missing > 0 {
        all.push(format!(
            "{} events are still arriving: not final",
            found.missing
        ));
    }
    if round.plan.kind == RoundKind::Training {
        all.push("training round: never pooled into a reported figure".to_owned());
    }
    let independent = reached(round);
    if independent != "reached blind" {
        all.push(format!("{independent}: not independent agreement"));
    }
    if let Some(who) = &round.closed_early {
        all.push(format!("closed early by {who}"));
    }
    let finished = round.finished_by_all();
    let unfinished: Vec<String> = round
        .plan
        .sources
        .iter()
        .filter(|s| !finished.contains(s))
        .map(name)
        .collect();
    if !unfinished.is_empty() {
        all.push(format!(
            "left out, not finished by all: {}",
            unfinished.join(", ")
        ));
    }
    for (source, why) in &found.left_out {
        all.push(format!(
            "{} counts by coding only: {}",
            name(source),
            why.words()
        ));
    }
    all
}

/// The coders of the pair shown.
pub fn pair_of<'f>(
    shown: &Agreement,
    found: &'f RoundFigures,
) -> Option<(&'f CoderId, &'f CoderId)> {
    let (a, b) = found.by_coding.get(shown.pair)?.coders;
    Some((found.coders.get(a)?, found.coders.get(b)?))
}

impl App {
    pub(super) fn enter_agreement(&mut self) -> Vec<Effect> {
        let effects = self.enter_compared();
        self.refresh_compared();
        effects
    }

    /// The codes of the table as shown.
    pub fn agreement_codes(&self) -> Vec<CodeId> {
        match self.figures() {
            Some(Ok(found)) => self.agreement.codes(found),
            _ => Vec::new(),
        }
    }

    pub(super) fn agreement_command(&mut self, command: Command) -> Vec<Effect> {
        if command == Command::Open && self.has_stopped_computing() {
            self.compute_after_all();
            return Vec::new();
        }
        let codes = self.agreement_codes();
        let page = usize::from(table(self.size.0, self.size.1).height).max(1);
        let len = codes.len();
        let list = &mut self.agreement.list;
        match command {
            Command::Up | Command::FindPrevious => list.step(-1, len, page),
            Command::Down | Command::FindNext => list.step(1, len, page),
            Command::PageUp => list.step(-(page as isize), len, page),
            Command::PageDown => list.step(page as isize, len, page),
            Command::HalfUp => list.step(-(page as isize) / 2, len, page),
            Command::HalfDown => list.step(page as isize / 2, len, page),
            Command::First => list.go(0, len, page),
            Command::Last => list.go(usize::MAX, len, page),
            Command::NextRound => {
                *list = List::default();
                self.agreement.pair = 0;
                return self.next_compared();
            }
            Command::NextOverlap => {
                self.agreement.by = match self.agreement.by {
                    By::Unit => By::Character,
                    By::Character => By::Unit,
                };
            }
            Command::NextPane | Command::PreviousPane | Command::Right | Command::Left => {
                let many = match self.figures() {
                    Some(Ok(found)) => found.by_coding.len().max(1),
                    _ => 1,
                };
                self.agreement.pair = (self.agreement.pair + 1) % many;
            }
            Command::Open => {
                return match codes.get(self.agreement.list.at) {
                    Some(code) => self.show_only(*code),
                    None => self.say("there is no code here to go to"),
                };
            }
            Command::Find => return self.go_to_search(),
            _ => {}
        }
        Vec::new()
    }

    /// A click on a row of the table: the first puts the cursor there, a second goes to its
    /// differences.
    pub(super) fn figures_clicked(&mut self, row: usize) -> Vec<Effect> {
        let again = self.agreement.list.at == row;
        self.agreement.list.at = row;
        match again {
            true => self.run(Command::Open),
            false => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
