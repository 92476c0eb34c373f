//! In which order rows stand, and which are shown.

use super::ask::Ask;
use super::state::{Participants, Shown};
use crate::app::context::Context;
use crate::app::fuzzy::fold;
use crate::model::attribute::{AttributeKind, Column, Held, Subject, Value, number};
use crate::model::name;
use crate::model::natural::natural;
use crate::model::view::View;
use crate::report::figures::Way;
use crate::report::{AttributeRow, Spoken, rows_left};
use crate::work::effect::Effect;
use std::cmp::Ordering;
use std::collections::HashMap;

impl Participants {
    /// Puts the rows in their order and leaves out those that do not match.
    pub(super) fn arrange(&mut self, view: &View) -> Result<(), String> {
        self.rows = match self.shown {
            Shown::Table(_) => self.sorted(),
            Shown::Speakers => {
                let all = 0..self.spoken.len();
                all.filter(|at| self.all_speakers || self.spoken[*at].unlinked)
                    .collect()
            }
        };
        let all = &self.table.rows;
        if let Shown::Table(_) = self.shown
            && !self.filter.is_empty()
            && let Some(left) = {
                let rows: HashMap<&Subject, &AttributeRow> =
                    all.iter().map(|row| (&row.subject, row)).collect();
                let says = |of: &Subject, words: &str| said_in_row(rows[of]).contains(&fold(words));
                rows_left(
                    view,
                    &self.filter,
                    &self.table.of,
                    rows.keys().copied(),
                    says,
                )
            }
        {
            let left = left?;
            self.rows.retain(|at| left.contains(&all[*at].subject));
            return Ok(());
        }
        let wanted = fold(self.filter.trim());
        if !wanted.is_empty() {
            let (table, spoken) = (&self.table.rows, &self.spoken);
            let speakers = self.shown == Shown::Speakers;
            self.rows.retain(|at| match speakers {
                true => said_of_speaker(&spoken[*at]).contains(&wanted),
                false => said_in_row(&table[*at]).contains(&wanted),
            });
        }
        Ok(())
    }

    fn sorted(&self) -> Vec<usize> {
        let rows = &self.table.rows;
        let mut all: Vec<usize> = (0..rows.len()).collect();
        let Some((by, way)) = &self.sort else {
            return all;
        };
        let turned = |order: Ordering| match way {
            Way::Up => order,
            Way::Down => order.reverse(),
        };
        let columns = &self.table.columns;
        match by {
            None => all.sort_by(|a, b| turned(natural(&rows[*a].name, &rows[*b].name))),
            Some(column) => {
                let Some(at) = columns.iter().position(|(c, _)| c == column) else {
                    return all;
                };
                let kind = &columns[at].1;
                all.sort_by(|a, b| {
                    let (a, b) = (rows[*a].cell(at), rows[*b].cell(at));
                    class(a)
                        .cmp(&class(b))
                        .then_with(|| turned(by_value(kind, a, b)))
                });
            }
        }
        all
    }

    /// Which way the rows are sorted by a column, if they are; names are column 0.
    pub fn sorted_by(&self, column: usize) -> Option<Way> {
        let (by, way) = self.sort.as_ref()?;
        (*by == self.sort_key(column)?).then_some(*way)
    }

    fn sort_key(&self, column: usize) -> Option<Option<Column>> {
        match column.checked_sub(1) {
            None => Some(None),
            Some(at) => self.table.columns.get(at).map(|(c, _)| Some(c.clone())),
        }
    }

    /// Sorts by the column under the cursor, the other way, as it was.
    pub(super) fn sort_here(&mut self, cx: &mut Context) -> Vec<Effect> {
        let next = match self.sorted_by(self.column) {
            None => Some(Way::Up),
            Some(Way::Up) => Some(Way::Down),
            Some(Way::Down) => None,
        };
        let by = self.sort_key(self.column);
        self.sort = by.zip(next);
        let at = self.rows.get(self.list.at).copied();
        self.rearrange(&cx.view);
        if let Some(now) = self.rows.iter().position(|r| Some(*r) == at) {
            self.list.at = now;
        }
        let what = match self.attribute() {
            Some((column, _)) => column.to_string(),
            None => "name".to_owned(),
        };
        cx.say(match next {
            Some(Way::Up) => format!("sorted by {what}; s once more: the other way"),
            Some(Way::Down) => format!("sorted by {what}, the other way; s once more: as it was"),
            None => "in the order of names, as it was".to_owned(),
        })
    }

    /// Shows only rows in which this stands; all where it is empty.
    pub(super) fn filter(&mut self, text: &str, cx: &mut Context) -> Vec<Effect> {
        let text = text.trim().to_owned();
        let before = std::mem::replace(&mut self.filter, text);
        let arranged = self.arrange(&cx.view);
        if arranged.is_ok() && (!self.rows.is_empty() || self.filter.is_empty()) {
            self.list.at = 0;
            return Vec::new();
        }
        let typed = std::mem::replace(&mut self.filter, before);
        self.rearrange(&cx.view);
        match arranged {
            Ok(()) => cx.say(format!("“{typed}” stands in no row")),
            Err(why) => cx.ask(why, Ask::Filter, &typed),
        }
    }

    /// The same where the query was taken before. What it names may be gone since: then it leaves no row.
    pub(super) fn rearrange(&mut self, view: &View) {
        if self.arrange(view).is_err() {
            self.rows.clear();
        }
    }
}

/// Values come first, then what is known to be missing, then what nothing is set for.
fn class(held: Option<&Held>) -> u8 {
    match held.map(|h| &h.value) {
        Some(Value::Is(_)) => 0,
        Some(Value::Not(_)) => 1,
        None => 2,
    }
}

/// Numbers by size, what is listed in its order, all else as people count.
fn by_value(kind: &AttributeKind, a: Option<&Held>, b: Option<&Held>) -> Ordering {
    let text = |held: Option<&Held>| held.map(|h| h.value.to_string()).unwrap_or_default();
    let (a, b) = (text(a), text(b));
    match kind {
        AttributeKind::Number => {
            let size = |text: &str| number(text).unwrap_or(f64::INFINITY);
            size(&a).total_cmp(&size(&b))
        }
        AttributeKind::Category(all) | AttributeKind::Ordered(all) => {
            let place = |text: &str| all.iter().position(|v| name::same(v, text));
            let place = |text: &str| place(text).unwrap_or(all.len());
            place(&a).cmp(&place(&b))
        }
        _ => natural(&a, &b),
    }
}

fn said_in_row(row: &AttributeRow) -> String {
    let cells = row.cells.iter().flatten().map(|h| h.value.to_string());
    let all: Vec<String> = std::iter::once(row.name.clone()).chain(cells).collect();
    fold(&all.join("\n"))
}

fn said_of_speaker(spoken: &Spoken) -> String {
    let who = spoken.participant.as_deref().unwrap_or("interviewer");
    fold(&[&spoken.label, &spoken.source_name, who].join("\n"))
}
