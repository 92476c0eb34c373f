//! The Agreement screen: what is compared, as tables of counts and figures, counts first. Enter on
//! a cell opens the segments behind it. It is about the same round as the Reconcile screen, until
//! something else is selected.

mod ask;
mod choosing;
mod head;
mod listed;
mod made;
mod moving;
mod options;
mod panes;
mod state;

pub use crate::agreement::outcome::Outcome;
pub use crate::agreement::round::{Between, By, RoundFigures, Selection};
pub use ask::{Ask, Choosing};
pub use choosing::selection_words;
pub use state::{Agreement, Line, Listed, ListedRow, Panes, Voice};

use crate::app::command::Command;
use crate::app::context::{Context, Request};
use crate::app::keymap::Scope;
use crate::app::screens::{Answers, Picked, Screen, ScreenId};
use crate::app::{Pane, Target};
use crate::model::ids::RoundId;
use crate::model::round::Headline;
use crate::report::figures::{About, Shows};
use crate::work::effect::Effect;

impl Screen for Agreement {
    fn scope(&self) -> Scope {
        match self.listed {
            Some(_) => Scope::Segments,
            None => Scope::Agreement,
        }
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
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

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
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

    fn glance(&self) -> String {
        let listed = self.listed.as_ref().map(|l| l.list);
        let at = (self.shows, self.list, self.column, self.by);
        format!("{:?}", (at, self.pair, self.sort, listed))
    }

    fn enter(&mut self, cx: &mut Context) -> Vec<Effect> {
        cx.enter_compared()
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        let mut effects = cx.want_sheet();
        if let Some(found) = cx.compared.segments.take() {
            self.list_segments(found, cx);
        }
        effects.extend(cx.want_round());
        effects.extend(cx.want_chosen());
        if self.shows == Shows::Trend {
            effects.extend(cx.want_trend());
        }
        self.refresh_table(cx);
        effects
    }

    fn back(&mut self, cx: &mut Context) -> bool {
        cx.stop_computing() || self.step_back()
    }

    fn clicked(&mut self, target: Target, _: &mut Context) -> Option<Command> {
        match target {
            Target::Row(Pane::Agreement, row) => self.row_clicked(row),
            Target::Cell(row, column) => self.cell_clicked(row, column),
            Target::Heading(column) => {
                self.column = column;
                self.sort_by(column);
                None
            }
            _ => None,
        }
    }

    fn export(&mut self, cx: &mut Context) -> Vec<Effect> {
        cx.export_agreement()
    }

    fn round_opened(&mut self, before: RoundId, latest: RoundId, cx: &mut Context) -> Vec<Effect> {
        let chosen = !cx.compared.selection.rounds.is_empty();
        if chosen || cx.compared.round != Some(before) {
            return Vec::new();
        }
        cx.say_opened(latest);
        cx.compare(latest)
    }

    fn forget_lists(&mut self, _: &mut Context) -> Vec<Effect> {
        self.listed = None;
        Vec::new()
    }
}

impl Answers for Agreement {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        let Ask::Choose(choosing) = ask;
        self.chosen(choosing, &picked.values, cx)
    }
}

#[cfg(test)]
mod tests;
