//! What keys and clicks do on the screen.

use super::{Agreement, By};
use crate::app::App;
use crate::app::command::Command;
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

impl App {
    pub(in crate::app) fn agreement_command(&mut self, command: Command) -> Vec<Effect> {
        if self.agreement.listed.is_some() {
            return self.listed_command(command);
        }
        if command == Command::Open && self.has_stopped_computing() {
            self.compute_after_all();
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
            Command::Choose => self.ask_what(),
            Command::SortOrder => self.sort_here(),
            Command::Export => self.ask_csv(),
            Command::Differences => match self.agreement.table.row(self.agreement.list.at) {
                Some(row) => match row.about {
                    About::Code(code) => self.show_only(code),
                    _ => self.go_from_here(crate::app::screen::Screen::Reconcile),
                },
                None => self.go_from_here(crate::app::screen::Screen::Reconcile),
            },
            Command::Open => {
                let row = self.agreement.table.row(self.agreement.list.at);
                match row.map(|r| r.about.clone()) {
                    Some(About::Round(id)) => {
                        self.agreement.shows = Shows::Codes;
                        self.agreement.reset();
                        self.compare(id)
                    }
                    _ => self.open_cell(),
                }
            }
            Command::NextRound => {
                self.agreement.reset();
                self.agreement.pair = 0;
                self.agreement.selection.rounds.clear();
                self.next_compared()
            }
            Command::NextOverlap => {
                self.agreement.by = match self.agreement.by {
                    By::Unit => By::Character,
                    By::Character => By::Unit,
                };
                Vec::new()
            }
            Command::NextPane | Command::PreviousPane => {
                let many = match self.figures() {
                    Some(Ok(found)) => found.figures.by_coding.len().max(1),
                    _ => 1,
                };
                let by = if command == Command::NextPane {
                    1
                } else {
                    many - 1
                };
                self.agreement.pair = (self.agreement.pair + by) % many;
                match many {
                    1 => self.say("there is one pair of coders only"),
                    _ => Vec::new(),
                }
            }
            Command::Find => self.go_to_search(),
            other => {
                self.move_cursor(other);
                Vec::new()
            }
        }
    }

    fn show_table(&mut self, shows: Shows) -> Vec<Effect> {
        let state = &mut self.agreement;
        // The same key once more goes back.
        state.shows = match state.shows == shows {
            true => Shows::Codes,
            false => shows,
        };
        state.reset();
        Vec::new()
    }

    fn move_cursor(&mut self, command: Command) {
        let page = usize::from(self.agreement.places.rows.height).max(1);
        let state = &mut self.agreement;
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
        let column = self.agreement.column;
        self.sort_by(column)
    }

    fn sort_by(&mut self, column: usize) -> Vec<Effect> {
        let state = &mut self.agreement;
        state.sort = match state.sort {
            Some((by, Way::Down)) if by == column => Some((column, Way::Up)),
            Some((by, Way::Up)) if by == column => None,
            _ => Some((column, Way::Down)),
        };
        Vec::new()
    }

    /// A click on a cell: the first puts the cursor there, the next opens it.
    pub(in crate::app) fn cell_clicked(&mut self, row: usize, column: usize) -> Vec<Effect> {
        let state = &mut self.agreement;
        let again = (state.list.at, state.column) == (row, column);
        (state.list.at, state.column) = (row, column);
        match again {
            true => self.run(Command::Open),
            false => Vec::new(),
        }
    }

    /// A click on the heading of a column sorts by it.
    pub(in crate::app) fn heading_clicked(&mut self, column: usize) -> Vec<Effect> {
        self.agreement.column = column;
        self.sort_by(column)
    }

    /// A click on the name of a row, or on a segment listed.
    pub(in crate::app) fn figures_clicked(&mut self, row: usize) -> Vec<Effect> {
        let state = &mut self.agreement;
        let again = match &mut state.listed {
            Some(listed) => {
                let again = listed.list.at == row;
                listed.list.at = row;
                again
            }
            None => {
                state.list.at = row;
                false
            }
        };
        match again {
            true => self.run(Command::Open),
            false => Vec::new(),
        }
    }

    /// Whether a round or segments are behind the cell at the cursor.
    fn opens_something(&self) -> bool {
        let state = &self.agreement;
        let row = state.table.row(state.list.at);
        let cell = row.and_then(|r| r.cells.get(state.column));
        let stopped = self.has_stopped_computing();
        let is_round = row.is_some_and(|r| matches!(r.about, About::Round(_)));
        stopped || is_round || cell.is_some_and(|c| c.behind.is_some())
    }

    /// Why a command of this screen cannot be run now, if so.
    pub(in crate::app) fn agreement_available(&self, command: Command) -> Result<(), String> {
        let Some(Ok(results)) = self.figures() else {
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
            return match needs && !self.has_stopped_computing() {
                true => Err("there are no figures yet".to_owned()),
                false => Ok(()),
            };
        };
        match command {
            Command::Open if self.agreement.listed.is_none() && !self.opens_something() => {
                Err("no segments are behind this cell".to_owned())
            }
            Command::Export if self.intervals_wait() => {
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
