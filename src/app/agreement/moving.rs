//! What keys and clicks do on the screen.

use super::{Agreement, By};
use crate::app::command::Command;
use crate::app::context::{Context, Request};
use crate::app::screens::ScreenId;
use crate::model::round::Headline;
use crate::report::figures::{About, Shows, Way};
use crate::work::effect::Effect;

impl Agreement {
    /// Scrolls so that the row at the cursor is seen; rows about all always are.
    pub(super) fn scroll(&mut self, page: usize) {
        let (at, len) = (self.list.at, self.table.rows.len());
        let mut list = self.list;
        list.go(at.min(len.saturating_sub(1)), len, page);
        self.list.top = list.top;
    }
}

impl Agreement {
    pub(super) fn command(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        if self.listed.is_some() {
            return self.listed_command(command, cx);
        }
        if command == Command::Open && cx.has_stopped_computing() {
            cx.compute_after_all();
            return Vec::new();
        }
        match command {
            Command::ByCode => self.show_table(Shows::Codes),
            Command::Coefficients => self.show_table(Shows::Coefficients),
            Command::BySource => self.show_table(Shows::Sources),
            Command::ByPair => self.show_table(Shows::Pairs),
            Command::Trend => self.show_table(Shows::Trend),
            Command::Confusion => self.show_table(Shows::Confusion),
            Command::Rated => self.show_table(Shows::Rated),
            Command::Domain => self.show_table(Shows::Domain),
            Command::Choose => self.ask_what(cx),
            Command::SortOrder => self.sort_here(),
            Command::Export => cx.ask_csv(),
            Command::Differences => match self.table.row(self.list.at) {
                Some(row) => match row.about {
                    About::Code(code) => cx.request(Request::Settle(code)),
                    _ => cx.request(Request::Visit(ScreenId::Reconcile)),
                },
                None => cx.request(Request::Visit(ScreenId::Reconcile)),
            },
            Command::Open => {
                let row = self.table.row(self.list.at);
                match row.map(|r| r.about.clone()) {
                    Some(About::Round(id)) => {
                        self.shows = Shows::Codes;
                        self.reset();
                        cx.compare(id)
                    }
                    _ => self.open_cell(cx),
                }
            }
            Command::NextRound => {
                self.reset();
                self.pair = 0;
                cx.compared.selection.rounds.clear();
                cx.next_compared()
            }
            Command::NextOverlap => {
                self.by = match self.by {
                    By::Unit => By::Character,
                    By::Character => By::Unit,
                };
                Vec::new()
            }
            Command::NextPane | Command::PreviousPane => {
                let many = match cx.figures() {
                    Some(Ok(found)) => found.figures.by_coding.len().max(1),
                    _ => 1,
                };
                let by = if command == Command::NextPane {
                    1
                } else {
                    many - 1
                };
                self.pair = (self.pair + by) % many;
                match many {
                    1 => cx.say("there is one pair of coders only"),
                    _ => Vec::new(),
                }
            }
            Command::Find => cx.request(Request::Search),
            other => {
                self.move_cursor(other);
                Vec::new()
            }
        }
    }

    fn show_table(&mut self, shows: Shows) -> Vec<Effect> {
        let state = &mut *self;
        // The same key once more goes back.
        state.shows = match state.shows == shows {
            true => Shows::Codes,
            false => shows,
        };
        state.reset();
        Vec::new()
    }

    fn move_cursor(&mut self, command: Command) {
        let page = usize::from(self.places.rows.height).max(1);
        let state = &mut *self;
        let (len, last) = (
            state.table.len(),
            state.table.columns.len().saturating_sub(1),
        );
        let by = match command {
            Command::Left => {
                state.column = state.column.saturating_sub(1);
                0
            }
            Command::Right => {
                state.column = (state.column + 1).min(last);
                0
            }
            Command::LineStart => {
                state.column = 0;
                0
            }
            Command::LineEnd => {
                state.column = last;
                0
            }
            other => other.rows(page).unwrap_or(0),
        };
        let to = state.list.at.saturating_add_signed(by);
        state.list.at = to.min(len.saturating_sub(1));
        state.scroll(page);
    }

    /// Sorts by the column at the cursor: largest first, smallest first, as it was.
    fn sort_here(&mut self) -> Vec<Effect> {
        self.sort_by(self.column);
        Vec::new()
    }

    pub(super) fn sort_by(&mut self, column: usize) {
        let state = &mut *self;
        state.sort = match state.sort {
            Some((by, Way::Down)) if by == column => Some((column, Way::Up)),
            Some((by, Way::Up)) if by == column => None,
            _ => Some((column, Way::Down)),
        };
    }

    /// A click on a cell: the first puts the cursor there, the next opens it.
    pub(super) fn cell_clicked(&mut self, row: usize, column: usize) -> Option<Command> {
        let again = (self.list.at, self.column) == (row, column);
        (self.list.at, self.column) = (row, column);
        again.then_some(Command::Open)
    }

    /// A click on the name of a row, or on a segment listed.
    pub(super) fn row_clicked(&mut self, row: usize) -> Option<Command> {
        match &mut self.listed {
            Some(listed) => listed.list.clicked(row),
            None => {
                self.list.at = row;
                None
            }
        }
    }

    /// Whether a round or segments are behind the cell at the cursor.
    fn opens_something(&self, cx: &Context) -> bool {
        let state = self;
        let row = state.table.row(state.list.at);
        let cell = row.and_then(|r| r.cells.get(state.column));
        let stopped = cx.has_stopped_computing();
        let is_round = row.is_some_and(|r| matches!(r.about, About::Round(_)));
        stopped || is_round || cell.is_some_and(|c| c.behind.is_some())
    }

    /// Why a command of this screen cannot be run now, if so.
    pub(super) fn may_run(&self, command: Command, cx: &Context) -> Result<(), String> {
        let Some(Ok(results)) = cx.figures() else {
            let needs = matches!(
                command,
                Command::Open
                    | Command::ByCode
                    | Command::SortOrder
                    | Command::Export
                    | Command::Coefficients
                    | Command::Confusion
                    | Command::BySource
                    | Command::ByPair
                    | Command::Rated
                    | Command::Domain
            );
            return match needs && !cx.has_stopped_computing() {
                true => Err("there are no figures yet".to_owned()),
                false => Ok(()),
            };
        };
        match command {
            Command::Open if self.listed.is_none() && !self.opens_something(cx) => {
                Err("no segments are behind this cell".to_owned())
            }
            Command::Export if cx.intervals_wait() => {
                Err("the intervals are being computed: x once more when they stand here".to_owned())
            }
            Command::Coefficients if results.comparison.material().headline() == Headline::None => {
                Err("this round was planned without coefficients".to_owned())
            }
            Command::Domain if results.figures.domain.is_none() => {
                Err("no domain is selected: f chooses one".to_owned())
            }
            _ => Ok(()),
        }
    }
}
