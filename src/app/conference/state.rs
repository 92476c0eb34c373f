//! The state of the screen, and where things stand on it.

use crate::app::context::Context;
use crate::app::list::List;
use crate::app::screen::{Area, Frame, WIDE};
use crate::model::ids::{CodeId, CoderId, EventId, RoundId};
use crate::model::round::{Round, RoundKind, Submission};
use crate::model::text::Span;
use crate::reconcile::conference::{Common, Conference, Suggestion};
use crate::report::{Measure, PlacesAlone, units, with_judged};
use crate::work::effect::Effect;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Both,
    /// Covered by the first coder's code alone.
    First,
    Second,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    pub whose: Whose,
    pub place: String,
    /// The text, on one line; empty while it is not loaded.
    pub text: String,
    pub source: crate::model::ids::SourceId,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// What is suggested, what covers most in common first.
    #[default]
    Pairs,
    Matrix,
    Quotes,
}

/// The codes looked at: places in the two coders' lists.
pub type Looked = (Option<usize>, Option<usize>);

#[derive(Clone, Debug, Default)]
pub struct ConferenceScreen {
    pub round: Option<RoundId>,
    /// Which two coders, among the pairs there are.
    pub pair: usize,
    /// What codes are held against each other by.
    pub measure: Measure,
    /// The same, as far as the texts are here.
    pub measured: Measure,
    pub conference: Option<Arc<Conference>>,
    /// Why there are none, if so.
    pub not_yet: Option<String>,
    /// What was marked whatever the code, in a round of open coding.
    pub places: Option<PlacesAlone>,
    /// Code against code of the two coders.
    pub matrix: Vec<Vec<Common>>,
    /// What is suggested, and what was judged besides.
    pub rows: Vec<Suggestion>,
    pub list: List,
    /// Cursor in the matrix: the first coder's codes down, the second's across.
    pub cell: (List, List),
    pub at: Looked,
    pub quotes: Vec<Quote>,
    /// First line of the quotes shown.
    pub quotes_top: usize,
    pub pane: Pane,
    /// Who is present besides the one at the keyboard.
    pub present: Vec<CoderId>,
    /// Reason of the next judgement.
    pub reason: String,
    /// The judgement just given, as long as it has no reason.
    pub(super) given: Option<(EventId, Vec<CodeId>)>,
    pub(super) compared: Option<Compared>,
    pub(super) listed: Option<(u64, usize)>,
    pub(super) quoted: Option<(Looked, usize, usize)>,
}

/// What the codes side by side rest on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Compared {
    pub(super) submitted: BTreeMap<CoderId, Submission>,
    /// Whether it may not be compared now.
    pub(super) barred: bool,
    pub(super) round: RoundId,
    pub(super) measure: Measure,
    pub(super) texts: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes {
    /// What was marked whatever the code; no row where that is not told.
    pub alone: Area,
    /// Code against code, the first coder's at the left.
    pub matrix: Area,
    /// The second coder's codes, numbered.
    pub second: Area,
    pub pairs: Area,
    pub quotes: Area,
}

/// Columns of the matrix before its cells: a name and what the code covers.
pub const NAMES: u16 = 24;

/// Columns of one cell.
pub const CELL: u16 = 7;

impl ConferenceScreen {
    /// The two coders, as places of their lists.
    pub fn coders(&self) -> Option<(usize, usize)> {
        let pairs = self.conference.as_ref()?.pairs();
        pairs.get(self.pair).or(pairs.first()).copied()
    }

    /// The codes looked at, by id.
    pub fn codes(&self) -> Vec<CodeId> {
        let (Some(conference), Some((a, b))) = (&self.conference, self.coders()) else {
            return Vec::new();
        };
        let code =
            |list: usize, at: Option<usize>| Some(conference.lists[list].codes.get(at?)?.code);
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
    pub fn panes(&self, (width, height): (u16, u16)) -> Panes {
        let body = Frame::of(width, height).body;
        let (alone, body) = body.split_top(u16::from(self.places.is_some()));
        let (top, bottom) = body.split_top(body.height / 2);
        let share = if width >= WIDE { 5 } else { 6 };
        let (matrix, second) = top.split_left(body.width * share / 9);
        let (pairs, quotes) = bottom.split_left(body.width / 2);
        Panes {
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
}

impl ConferenceScreen {
    /// Chooses a round if none is chosen.
    pub(super) fn choose_round(&mut self, cx: &Context) {
        let rounds = self.conference_rounds(cx);
        let known = |id: RoundId| rounds.iter().any(|r| r.id == id);
        if !self.round.is_some_and(known) {
            let codebook = cx.view.codebook();
            let arose = |r: &&&Round| {
                codebook.all().any(|c| c.private == Some(r.id))
                    || codebook.judged().iter().any(|j| j.round == r.id)
            };
            let best = rounds.iter().rev().find(arose).or(rounds.last());
            self.round = best.map(|r| r.id);
        }
    }

    /// Rounds there can be a conference on, in the order they were opened.
    pub(super) fn conference_rounds<'v>(&self, cx: &'v Context) -> Vec<&'v Round> {
        let ended =
            |r: &&Round| r.is_over() && r.submitted.len() > 1 && r.plan.kind != RoundKind::Single;
        cx.view.rounds().iter().filter(ended).collect()
    }

    pub(super) fn load_conference(&self, cx: &Context) -> Vec<Effect> {
        let round = self.round.and_then(|id| cx.view.round(id));
        round.map_or(Vec::new(), |r| cx.load_missing(&r.plan.sources))
    }

    /// Goes to the next round there can be a conference on.
    pub(super) fn next_conference(&mut self, cx: &mut Context) -> Vec<Effect> {
        let rounds: Vec<RoundId> = self.conference_rounds(cx).iter().map(|r| r.id).collect();
        let at = rounds.iter().position(|r| Some(*r) == self.round);
        let next = at.map_or(0, |at| (at + 1) % rounds.len().max(1));
        match rounds.get(next).copied() {
            Some(next) if Some(next) != self.round => self.confer_on(next, cx),
            Some(_) => cx.say("there is no other round that has ended"),
            None => Vec::new(),
        }
    }

    pub(super) fn confer_on(&mut self, round: RoundId, cx: &Context) -> Vec<Effect> {
        *self = ConferenceScreen {
            round: Some(round),
            measure: self.measure,
            ..ConferenceScreen::default()
        };
        self.load_conference(cx)
    }

    /// Brings what is derived up to date with the view.
    pub(super) fn compare(&mut self, cx: &Context) {
        let Some(round) = self.round.and_then(|id| cx.view.round(id)) else {
            self.not_yet = Some(String::new());
            return;
        };
        let now = Compared {
            submitted: round.submitted.clone(),
            barred: cx.view.may_compare(round).is_err(),
            round: round.id,
            measure: self.measure,
            texts: cx.documents.len(),
        };
        if self.compared.as_ref() != Some(&now) {
            let units = match now.measure {
                Measure::Units => units(&cx.view, round, &cx.documents),
                Measure::Characters => None,
            };
            self.measured = match units {
                Some(_) => Measure::Units,
                None => Measure::Characters,
            };
            self.places = match cx.view.is_open_coding(round) {
                true => PlacesAlone::of(&cx.view, round, &cx.documents).ok(),
                false => None,
            };
            match Conference::of(&cx.view, round, units.as_ref()) {
                Ok(conference) => {
                    self.conference = Some(Arc::new(conference));
                    self.not_yet = None;
                }
                Err(why) => {
                    self.conference = None;
                    self.not_yet = Some(why.to_string());
                }
            }
            self.compared = Some(now);
            self.listed = None;
        }
        self.list_pairs(cx);
        self.quote_pairs(cx);
    }

    /// Lists what is suggested anew where anything of it changed.
    pub(super) fn list_pairs(&mut self, cx: &Context) {
        let now = (cx.view.version(), self.pair);
        let (Some(conference), Some((a, b))) = (self.conference.clone(), self.coders()) else {
            self.rows.clear();
            self.matrix.clear();
            return;
        };
        if self.listed == Some(now) {
            return;
        }
        let first = self.listed.is_none();
        let across = |i| {
            let others = 0..conference.lists[b].codes.len();
            others.map(|j| conference.common((a, i), (b, j))).collect()
        };
        if first || self.listed.is_some_and(|(_, pair)| pair != now.1) {
            self.matrix = (0..conference.lists[a].codes.len()).map(across).collect();
        }
        self.rows = with_judged(&conference, (a, b), &cx.view);
        self.listed = Some(now);
        if first {
            self.first_open(cx);
        }
    }
}
