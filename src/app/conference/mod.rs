//! The Code conference screen: the codes two coders made apart from each other, side by side, with
//! what they cover in common; and what is decided about them. No figure over codes stands here.

mod doing;
mod judging;
mod quotes;

pub use crate::reconcile::conference::Suggestion;
pub use judging::sign;
pub use quotes::{Quote, Whose};

use super::App;
use super::list::List;
use super::screen::{Area, Frame, WIDE};
use crate::model::ids::{CodeId, CoderId, EventId, RoundId};
use crate::model::round::{Round, RoundKind, Submission};
use crate::reconcile::conference::{Common, Conference};
use crate::report::{Measure, PlacesAlone, units, with_judged};
use crate::work::effect::Effect;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which pane has the arrows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// What is suggested, what covers most in common first.
    #[default]
    Pairs,
    /// Code against code.
    Matrix,
    /// The segments behind the two.
    Quotes,
}

/// The codes looked at: places in the two coders' lists.
pub type Looked = (Option<usize>, Option<usize>);

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct ConferenceScreen {
    /// The round.
    pub round: Option<RoundId>,
    /// Which two coders, among the pairs there are.
    pub pair: usize,
    /// What codes are held against each other by.
    pub measure: Measure,
    /// The same, as far as the texts are here.
    pub measured: Measure,
    /// The codes side by side.
    pub sheet: Option<Arc<Conference>>,
    /// Why there are none, if so.
    pub not_yet: Option<String>,
    /// What was marked whatever the code, in a round of open coding.
    pub places: Option<PlacesAlone>,
    /// Code against code of the two coders.
    pub matrix: Vec<Vec<Common>>,
    /// What is suggested, and what was judged besides.
    pub rows: Vec<Suggestion>,
    /// Cursor among these.
    pub list: List,
    /// Cursor in the matrix: the first coder's codes down, the second's across.
    pub cell: (List, List),
    /// The codes looked at.
    pub at: Looked,
    /// The segments behind them.
    pub quotes: Vec<Quote>,
    /// First line of them shown.
    pub quotes_top: usize,
    /// Pane in focus.
    pub pane: Pane,
    /// Who is present besides the one at the keyboard.
    pub present: Vec<CoderId>,
    /// Reason of the next judgement.
    pub reason: String,
    /// The judgement just given, as long as it has no reason.
    given: Option<(EventId, Vec<CodeId>)>,
    compared: Option<Compared>,
    listed: Option<(u64, usize)>,
    quoted: Option<(Looked, usize, usize)>,
}

/// What the codes side by side rest on.
#[derive(Clone, Debug, PartialEq)]
struct Compared {
    submitted: BTreeMap<CoderId, Submission>,
    /// Whether it may not be compared now.
    barred: bool,
    round: RoundId,
    measure: Measure,
    texts: usize,
}

/// Where the panes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// What was marked whatever the code; no row where that is not told.
    pub alone: Area,
    /// Code against code, the first coder's at the left.
    pub matrix: Area,
    /// The second coder's codes, numbered.
    pub second: Area,
    /// What is suggested.
    pub pairs: Area,
    /// The segments.
    pub quotes: Area,
}

/// Columns of the matrix before its cells: a name and what the code covers.
pub const NAMES: u16 = 24;
/// Columns of one cell.
pub const CELL: u16 = 7;

impl ConferenceScreen {
    /// The two coders, as places of their lists.
    pub fn coders(&self) -> Option<(usize, usize)> {
        let pairs = self.sheet.as_ref()?.pairs();
        pairs.get(self.pair).or(pairs.first()).copied()
    }

    /// The codes looked at, by id.
    pub fn codes(&self) -> Vec<CodeId> {
        let (Some(sheet), Some((a, b))) = (&self.sheet, self.coders()) else {
            return Vec::new();
        };
        let code = |list: usize, at: Option<usize>| Some(sheet.lists[list].codes.get(at?)?.code);
        let both = code(a, self.at.0).into_iter().chain(code(b, self.at.1));
        let mut codes: Vec<CodeId> = both.collect();
        // Both may have given one code.
        codes.dedup();
        codes
    }

    /// Whether the two looked at are one code both coders gave.
    pub fn is_one_code(&self) -> bool {
        matches!(self.at, (Some(_), Some(_))) && self.codes().len() == 1
    }

    /// Where the panes stand on a screen of this size.
    pub fn panes(&self, (width, height): (u16, u16)) -> Places {
        let body = Frame::of(width, height).body;
        let (alone, body) = body.split_top(u16::from(self.places.is_some()));
        let (top, bottom) = body.split_top(body.height / 2);
        let share = if width >= WIDE { 5 } else { 6 };
        let (matrix, second) = top.split_left(body.width * share / 9);
        let (pairs, quotes) = bottom.split_left(body.width / 2);
        Places {
            alone,
            matrix,
            second,
            pairs,
            quotes,
        }
    }

    /// Rows and columns of cells the matrix shows at once.
    pub fn cells(&self, size: (u16, u16)) -> (usize, usize) {
        let inner = self.panes(size).matrix.inner();
        let rows = usize::from(inner.height.saturating_sub(1)).max(1);
        let columns = usize::from(inner.width.saturating_sub(NAMES) / CELL).max(1);
        (rows, columns)
    }

    /// What the two coders marked, whatever the code.
    pub fn places_line(&self) -> Option<String> {
        self.places.as_ref()?.line(self.coders()?)
    }

    /// Leaves the pane in focus for the list; says whether that was a step.
    pub(super) fn step_back(&mut self) -> bool {
        std::mem::take(&mut self.pane) != Pane::Pairs
    }
}

impl App {
    pub(super) fn enter_conference(&mut self) -> Vec<Effect> {
        let rounds = self.conference_rounds();
        let known = |id: RoundId| rounds.iter().any(|r| r.id == id);
        if !self.conference.round.is_some_and(known) {
            let codebook = self.view.codebook();
            let arose = |r: &&&Round| {
                codebook.all().any(|c| c.private == Some(r.id))
                    || codebook.judged().iter().any(|j| j.round == r.id)
            };
            let best = rounds.iter().rev().find(arose).or(rounds.last());
            self.conference.round = best.map(|r| r.id);
        }
        self.load_conference()
    }

    /// Rounds there can be a conference on, in the order they were opened.
    fn conference_rounds(&self) -> Vec<&Round> {
        let ended =
            |r: &&Round| r.is_over() && r.submitted.len() > 1 && r.plan.kind != RoundKind::Single;
        self.view.rounds().iter().filter(ended).collect()
    }

    fn load_conference(&self) -> Vec<Effect> {
        let round = self.conference.round.and_then(|id| self.view.round(id));
        round.map_or(Vec::new(), |r| self.load_missing(&r.plan.sources))
    }

    /// Goes to the next round there can be a conference on.
    fn next_conference(&mut self) -> Vec<Effect> {
        let rounds: Vec<RoundId> = self.conference_rounds().iter().map(|r| r.id).collect();
        let at = rounds
            .iter()
            .position(|r| Some(*r) == self.conference.round);
        let next = at.map_or(0, |at| (at + 1) % rounds.len().max(1));
        match rounds.get(next).copied() {
            Some(next) if Some(next) != self.conference.round => self.confer_on(next),
            Some(_) => self.say("there is no other round that has ended"),
            None => Vec::new(),
        }
    }

    /// Goes to another round.
    pub(in crate::app) fn confer_on(&mut self, round: RoundId) -> Vec<Effect> {
        self.conference = ConferenceScreen {
            round: Some(round),
            measure: self.conference.measure,
            ..ConferenceScreen::default()
        };
        self.load_conference()
    }

    /// Brings what is derived up to date with the view.
    pub(super) fn refresh_conference(&mut self) {
        let Some(round) = self.conference.round.and_then(|id| self.view.round(id)) else {
            self.conference.not_yet = Some(String::new());
            return;
        };
        let now = Compared {
            submitted: round.submitted.clone(),
            barred: self.view.may_compare(round).is_err(),
            round: round.id,
            measure: self.conference.measure,
            texts: self.documents.len(),
        };
        if self.conference.compared.as_ref() != Some(&now) {
            let units = match now.measure {
                Measure::Units => units(&self.view, round, &self.documents),
                Measure::Characters => None,
            };
            self.conference.measured = match units {
                Some(_) => Measure::Units,
                None => Measure::Characters,
            };
            self.conference.places = match self.view.is_open_coding(round) {
                true => PlacesAlone::of(&self.view, round, &self.documents).ok(),
                false => None,
            };
            match Conference::of(&self.view, round, units.as_ref()) {
                Ok(sheet) => {
                    self.conference.sheet = Some(Arc::new(sheet));
                    self.conference.not_yet = None;
                }
                Err(why) => {
                    self.conference.sheet = None;
                    self.conference.not_yet = Some(why.to_string());
                }
            }
            self.conference.compared = Some(now);
            self.conference.listed = None;
        }
        self.list_pairs();
        self.quote_pairs();
    }

    /// Lists what is suggested anew where anything of it changed.
    fn list_pairs(&mut self) {
        let now = (self.view.version(), self.conference.pair);
        let (Some(sheet), Some((a, b))) = (self.conference.sheet.clone(), self.conference.coders())
        else {
            self.conference.rows.clear();
            self.conference.matrix.clear();
            return;
        };
        if self.conference.listed == Some(now) {
            return;
        }
        let first = self.conference.listed.is_none();
        let across = |i| {
            let others = 0..sheet.lists[b].codes.len();
            others.map(|j| sheet.common((a, i), (b, j))).collect()
        };
        if first
            || self
                .conference
                .listed
                .is_some_and(|(_, pair)| pair != now.1)
        {
            self.conference.matrix = (0..sheet.lists[a].codes.len()).map(across).collect();
        }
        self.conference.rows = with_judged(&sheet, (a, b), &self.view);
        self.conference.listed = Some(now);
        if first {
            self.first_open();
        }
    }
}
