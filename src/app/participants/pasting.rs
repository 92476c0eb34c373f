//! A block of cells from a spreadsheet, pasted at the cursor: held against the table, then asked about.

use super::Ask;
use super::state::{Participants, Shown};
use crate::acts::attribute_intake::{Edit, Proposed, from_table};
use crate::app::context::Context;
use crate::import::pasted;
use crate::model::attribute::Value;
use crate::model::limits::TEXT_TYPED;
use crate::model::name;
use crate::report::words::{are, counted, listed};
use crate::work::effect::Effect;

/// How many changes, rows and faults a question names one by one: it is whole on the least screen.
const NAMED: usize = 3;

/// Letters of a fault that a question shows.
const FAULT: usize = 130;

/// How many faults are said among the messages.
const MENTIONED: usize = 50;

type Row = (u64, Vec<String>);

impl Participants {
    /// Whether it is not known yet who speaks in all texts that can be had.
    pub(super) fn is_reading(&self) -> bool {
        self.texts_coming || self.speaking.waiting > 0
    }

    /// Says what a block of cells would change, and asks.
    pub(super) fn paste_block(&mut self, text: &str, cx: &mut Context) -> Vec<Effect> {
        if let Some(why) = &cx.read_only {
            let why = format!("read-only: {why}");
            return cx.fail(why);
        }
        if let Err(beyond) = TEXT_TYPED.check(text.len() as u64) {
            return cx.fail(format!("nothing was pasted: {beyond}"));
        }
        if self.shown == Shown::Speakers {
            return cx.say("cells go into a table: Tab goes to the participants");
        }
        // Who only speaks in a text would be taken for somebody new.
        if self.is_reading() {
            self.to_paste = Some(text.to_owned());
            return cx.say("the texts are being read first: then the cells are asked about");
        }
        let block = pasted(text);
        if block.iter().flatten().all(String::is_empty) {
            return cx.say("there is nothing in what was pasted");
        }
        let made = match self.column {
            0 => Ok(self.by_names(block)),
            _ => self.at_cursor(block),
        };
        let rows = match made {
            Ok(rows) => rows,
            Err(why) => return cx.fail(format!("nothing was pasted: {why}")),
        };
        let proposed = from_table(&cx.view, &self.table, &rows);
        let heading = rows.first().map_or(0, |(line, _)| *line);
        if proposed.faults.iter().any(|fault| fault.line == heading) {
            let why = proposed.faults.into_iter();
            let why: Vec<String> = why.filter(|f| f.line == heading).map(|f| f.why).collect();
            return cx.fail(format!("nothing was pasted: {}", why.join("; ")));
        }
        ask_whether(proposed, cx)
    }

    /// The block as a table whose first column names the rows: with its own heading, or under that
    /// of the attributes here.
    fn by_names(&self, block: Vec<Vec<String>>) -> Vec<Row> {
        let is_heading = |first: &Vec<String>| {
            let mut cells = first.iter();
            let names = cells.next().is_some_and(|c| {
                name::same(c, self.table.heading()) || c.eq_ignore_ascii_case("name")
            });
            let headed = |c: &String| {
                let columns = self.table.columns.iter();
                let mut called = columns.map(|(column, _)| column.to_string());
                called.any(|here| name::same(&here, c))
            };
            names || cells.any(headed) || self.table.columns.is_empty()
        };
        let heads = block.first().is_some_and(is_heading);
        let wide = block.iter().map(Vec::len).max().unwrap_or(0);
        let rows = (1..).zip(block).filter(|(_, cells)| !is_blank(cells));
        match heads {
            true => rows.collect(),
            false => {
                let columns = self.table.columns.iter().map(|(c, _)| c.to_string());
                let names = std::iter::once(self.table.heading().to_owned());
                let heading: Vec<String> = names.chain(columns).take(wide).collect();
                let filled = |(line, cells)| (line, filled(cells, heading.len()));
                let rows = rows.map(filled).collect::<Vec<_>>();
                std::iter::once((0, heading)).chain(rows).collect()
            }
        }
    }

    /// The block under the headings from the cursor on, each line the row it would come to lie on.
    fn at_cursor(&self, block: Vec<Vec<String>>) -> Result<Vec<Row>, String> {
        let from = self.column - 1;
        let wide = block.iter().map(Vec::len).max().unwrap_or(0);
        let columns = self.table.columns.len() - from;
        if wide > columns {
            return Err(format!(
                "it has {}, and there {} {} from here on: a adds an attribute",
                counted(wide, "column"),
                are(columns),
                counted(columns, "attribute"),
            ));
        }
        let rows = self.rows.len() - self.list.at;
        if block.len() > rows {
            return Err(format!(
                "it has {}, and there {} {rows} from here on: to add rows, paste them with their \
                 names onto a name",
                counted(block.len(), "row"),
                are(rows),
            ));
        }
        let heading = self.table.columns[from..from + wide].iter();
        let heading = heading.map(|(c, _)| c.to_string());
        let names = std::iter::once(self.table.heading().to_owned());
        let heading: Vec<String> = names.chain(heading).collect();
        let shown = self.rows[self.list.at..].iter();
        let row = |((line, cells), at): ((u64, Vec<String>), &usize)| {
            let name = self.table.rows[*at].name.clone();
            let cells = std::iter::once(name).chain(cells).collect();
            (line, filled(cells, heading.len()))
        };
        let rows = (1..).zip(block).zip(shown).map(row).collect::<Vec<_>>();
        Ok(std::iter::once((0, heading)).chain(rows).collect())
    }
}

fn ask_whether(proposed: Proposed, cx: &mut Context) -> Vec<Effect> {
    let faults: Vec<String> = proposed
        .faults
        .iter()
        .map(|fault| format!("row {}: {}", fault.line, fault.why))
        .collect();
    // What a question has no room for is said whole among the messages.
    let shown = |(n, fault): &(usize, &String)| *n < NAMED && fault.chars().count() <= FAULT;
    let all = faults.iter().enumerate();
    for (_, fault) in all.filter(|f| !shown(f)).take(MENTIONED) {
        cx.mention(format!("pasted: {fault}"));
    }
    if proposed.edits.is_empty() {
        return match &faults[..] {
            [] => cx.say(format!(
                "nothing would change: {} set so already",
                match proposed.same {
                    1 => "1 cell is".to_owned(),
                    n => format!("{n} cells are"),
                }
            )),
            all => {
                let shown = all.iter().take(NAMED).map(|f| name::cut(f, FAULT));
                let more = match all.len().saturating_sub(NAMED) {
                    0 => String::new(),
                    n => format!("; and {n} more (g m)"),
                };
                let shown: Vec<String> = shown.collect();
                cx.fail(format!("nothing was pasted: {}{more}", shown.join("; ")))
            }
        };
    }
    let text = question(&proposed, &faults);
    cx.question(text, Ask::Pasted(proposed.edits))
}

/// What would change, the first few by name, what is new, and what cannot be taken.
fn question(proposed: &Proposed, faults: &[String]) -> String {
    let mut text = changed_words(proposed);
    if !proposed.strangers.is_empty() {
        text.push_str(&new_rows_words(&proposed.strangers));
    }
    let new = &proposed.new_columns;
    if !new.is_empty() {
        let attributes = counted(new.len(), "attribute");
        let verb = are(new.len());
        text.push_str(&format!("\n{attributes} {verb} new: {}.", listed(new)));
    }
    if !faults.is_empty() {
        text.push_str(&match faults.len() {
            1 => "\nThis cannot be taken:".to_owned(),
            n => format!("\nThese {n} cannot be taken:"),
        });
        let shown = faults.iter().take(NAMED);
        text.extend(shown.map(|f| format!("\n  {}", name::cut(f, FAULT))));
        if let Some(more @ 1..) = faults.len().checked_sub(NAMED) {
            text.push_str(&format!("\n  and {more} more, among the messages (g m)"));
        }
        text.push_str("\ny takes what can be taken, and the rest stays as it is.");
    }
    text
}

fn changed_words(proposed: &Proposed) -> String {
    let many = proposed.edits.len();
    let mut text = format!("{} would change", counted(many, "cell"));
    let taken = proposed.edits.iter().filter(|e| e.after.is_none()).count();
    if taken > 0 {
        text.push_str(&format!(", {taken} of them to nothing"));
    }
    if proposed.same > 0 {
        text.push_str(&format!("; {} set so already", proposed.same));
    }
    text.push('.');
    let value = |v: &Value| cut(&v.to_string());
    let change = |e: &Edit| {
        let before = e.before.as_ref().map(|v| format!(" for {}", value(v)));
        let after = e.after.as_ref().map_or("nothing".into(), value);
        let before = before.unwrap_or_default();
        format!("\n  {} {}: {after}{before}", cut(&e.name), e.column)
    };
    text.extend(proposed.edits.iter().take(NAMED).map(change));
    if many > NAMED {
        text.push_str(&format!("\n  and {} more", many - NAMED));
    }
    text
}

/// Rows that are not here yet, with a name each may have been meant for.
fn new_rows_words(strangers: &[(String, Option<String>)]) -> String {
    let near = |(new, near): &(String, Option<String>)| match near {
        Some(near) => format!("{} (not {}?)", cut(new), cut(near)),
        None => cut(new),
    };
    let named: Vec<String> = strangers.iter().take(NAMED).map(near).collect();
    let more = match strangers.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let rows = match strangers.len() {
        1 => "1 row is new".to_owned(),
        n => format!("{n} rows are new"),
    };
    format!("\n{rows}: {}{more}.", named.join(", "))
}

fn cut(text: &str) -> String {
    name::cut(text, 30)
}

fn is_blank(cells: &[String]) -> bool {
    cells.iter().all(String::is_empty)
}

/// A row with all its cells, those beyond its last empty.
fn filled(mut cells: Vec<String>, to: usize) -> Vec<String> {
    while cells.len() < to {
        cells.push(String::new());
    }
    cells
}
