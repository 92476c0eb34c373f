//! What keys do on the screen.

use super::{Ask, MatrixScreen};
use crate::acts::memos::own_summary;
use crate::app::anywhere;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::evidence::entry;
use crate::app::overlay::{Entry, Value};
use crate::app::screens::Picked;
use crate::report::matrix::{Asked, By, Meeting, Order, Rows, Shows, Summing};
use crate::report::telling::Telling;
use crate::work::effect::Effect;

impl MatrixScreen {
    pub(super) fn command(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        match command {
            Command::Open => self.list_segments(cx),
            Command::Subgroup => self.ask_by(cx),
            Command::MatrixRows => {
                let choices = Rows::choices(&cx.view);
                self.turn_to(|asked| asked.rows = next(&choices, asked.rows))
            }
            Command::MatrixShows => self.turn_to(|asked| {
                asked.shows = next(&Shows::ALL, asked.shows);
                while !asked.has_figures() {
                    asked.shows = next(&Shows::ALL, asked.shows);
                }
            }),
            Command::SettledAlone => {
                self.turn_to(|asked| asked.settled_alone = !asked.settled_alone)
            }
            Command::Turn => {
                self.turned = !self.turned;
                std::mem::swap(&mut self.list.at, &mut self.column);
                self.left = 0;
                self.show_cursor(cx.size);
                Vec::new()
            }
            Command::RestsOn => match &self.asked {
                Some(asked) => vec![cx.ask_telling(Telling::Rests(asked.clone()))],
                None => Vec::new(),
            },
            Command::Tell => self.ask_telling(cx),
            Command::SortOrder => self.sort_here(cx),
            Command::Summarise => self.summarise(cx),
            Command::StillHolds => self.confirm(cx),
            Command::Memo => match self.summing(cx) {
                Some(of) => cx.memos_on(of.on),
                None => Vec::new(),
            },
            Command::Find => self.find(cx),
            Command::Export => cx.ask_csv(),
            _ => Vec::new(),
        }
    }

    fn turn_to(&mut self, change: impl FnOnce(&mut Asked)) -> Vec<Effect> {
        if let Some(asked) = &mut self.asked {
            change(asked);
        }
        Vec::new()
    }

    fn ask_by(&self, cx: &mut Context) -> Vec<Effect> {
        let choices = By::choices(&cx.view);
        let entries = (0..)
            .zip(&choices)
            .map(|(n, by)| Entry::new(by.words(), Value::Number(n)));
        let entries = entries.collect();
        cx.pick("What the columns are", Ask::By(choices), entries)
    }

    /// Asks what else is to be told of the study.
    fn ask_telling(&self, cx: &mut Context) -> Vec<Effect> {
        let Some(found) = &self.found else {
            return Vec::new();
        };
        let choices = Telling::choices(&cx.view, &found.layer, found.asked.rows);
        let entries = (0..)
            .zip(&choices)
            .map(|(n, telling)| Entry::new(telling.words(), Value::Number(n)));
        let entries = entries.collect();
        cx.pick(
            "What is to be told of the study",
            Ask::Tell(choices),
            entries,
        )
    }

    pub(super) fn chosen(&mut self, ask: Ask, picked: &Picked, cx: &mut Context) -> Vec<Effect> {
        let Value::Number(n) = picked.first() else {
            return Vec::new();
        };
        let at = usize::try_from(n).unwrap_or_default();
        match ask {
            Ask::By(choices) => match choices.get(at) {
                Some(By::Codes(Meeting::Near(_))) => {
                    cx.ask("How many turns may lie between, at most", Ask::Turns, "1")
                }
                Some(by) => self.columns_are(by.clone()),
                None => Vec::new(),
            },
            Ask::Find => {
                match self.turned {
                    false => self.list.at = at,
                    true => self.column = at,
                }
                self.show_cursor(cx.size);
                Vec::new()
            }
            Ask::Tell(choices) => match choices.get(at) {
                Some(telling) => vec![cx.ask_telling(telling.clone())],
                None => Vec::new(),
            },
            Ask::Turns => Vec::new(),
        }
    }

    /// Codes that meet within so many turns.
    pub(super) fn near(&mut self, typed: &str, cx: &mut Context) -> Vec<Effect> {
        match typed.parse() {
            Ok(turns) => self.columns_are(By::Codes(Meeting::Near(turns))),
            Err(_) => cx.ask(
                format!("“{typed}” is no number of turns: 0, 1, 2 …"),
                Ask::Turns,
                typed,
            ),
        }
    }

    fn columns_are(&mut self, by: By) -> Vec<Effect> {
        (self.order, self.left, self.column) = (Order::Given, 0, 0);
        self.turn_to(|asked| {
            asked.by = by;
            if !asked.has_figures() {
                asked.shows = Shows::default();
            }
        })
    }

    /// Puts the rows with most in the group under the cursor first; again: by name, as they were.
    fn sort_here(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some((_, group)) = self.here() else {
            return Vec::new();
        };
        self.order = match self.order {
            Order::Largest(by) if by == group => Order::Named,
            Order::Named => Order::Given,
            _ => Order::Largest(group),
        };
        self.arrange();
        self.show_cursor(cx.size);
        let group = self
            .found
            .as_ref()
            .map_or("", |m| m.groups[group].name.as_str());
        cx.say(match self.order {
            Order::Largest(_) => format!("most in {group} first; s once more: by name"),
            Order::Named => "by name; s once more: as they were".to_owned(),
            Order::Given => "in the order of the codebook or the map".to_owned(),
        })
    }

    fn find(&self, cx: &mut Context) -> Vec<Effect> {
        let Some(found) = &self.found else {
            return Vec::new();
        };
        let rows = (0..).zip(&self.ordered);
        let entries =
            rows.map(|(n, row)| Entry::new(found.rows[*row].name.clone(), Value::Number(n)));
        let entries = entries.collect();
        cx.pick("Go to", Ask::Find, entries)
    }

    /// Lists the segments behind the cell under the cursor.
    fn list_segments(&self, cx: &mut Context) -> Vec<Effect> {
        let place = self.here();
        let Some((found, (row, group))) = self.found.as_ref().zip(place) else {
            return Vec::new();
        };
        let segments = found.behind(&cx.view, &cx.documents, row, group);
        let title = found.sentence(row, group);
        let entries = segments
            .iter()
            .map(|e| entry(e, &found.layer, cx))
            .collect();
        cx.pick(title, anywhere::Ask::GoTo, entries)
    }

    /// What the summary of the cell under the cursor is of, with its segments as they are now.
    fn summing(&self, cx: &Context) -> Option<Summing> {
        let (found, here) = self.found.as_ref().zip(self.here())?;
        found.summing(&cx.view, &cx.documents, here)
    }

    /// Opens one's own summary of the cell under the cursor.
    fn summarise(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(of) = self.summing(cx) else {
            return Vec::new();
        };
        let mut effects = self.turn_to(|asked| asked.shows = Shows::Summaries);
        let own = own_summary(&of, &cx.me);
        cx.summing = Some(of.clone());
        effects.extend(match own {
            Some(memo) => cx.reopen_memo(memo),
            None => cx.edit_memo(of.on),
        });
        effects
    }

    /// Says that one's own summary holds for the segments as they are now.
    fn confirm(&self, cx: &mut Context) -> Vec<Effect> {
        let of = self.summing(cx);
        let own = of.as_ref().and_then(|of| own_summary(of, &cx.me));
        let own = own
            .and_then(|memo| cx.view.memo(memo))
            .map(|m| m.text.clone());
        match of.zip(own) {
            Some((of, text)) => cx.keep_summary(&of, &text),
            None => cx.say("you have not summarised this cell: w does"),
        }
    }

    /// Writes the matrix as it is shown: tables, a heat map and papers.
    pub(super) fn write(&self, cx: &mut Context) -> Vec<Effect> {
        let Some(found) = &self.found else {
            return cx.say("the matrix is still being counted");
        };
        vec![cx.ask_matrix_files(found.clone(), self.order, self.turned)]
    }
}

/// The next of all there are.
fn next<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let at = all.iter().position(|one| *one == now).unwrap_or(0);
    all[(at + 1) % all.len()]
}
