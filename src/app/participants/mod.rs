//! The Participants screen: the people behind the texts with their attributes, the sources and the
//! cases with theirs, as tables; and speakers nobody has said of who they are.

mod ask;
mod cells;
mod columns;
mod layout;
mod pasting;
mod sorting;
mod speakers;
mod speaking;
mod state;
#[cfg(test)]
mod tests;
mod widths;
mod words;

pub use ask::Ask;
pub use layout::{Fit, SPEAKS};
pub use state::{Participants, Shown};

use crate::acts::attribute_intake::Proposed;
use crate::acts::attributes::seen_at_once;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::keymap::{Scope, is_of};
use crate::app::overlay::Value as Chosen;
use crate::app::screens::{Answers, Picked, Screen};
use crate::app::{Pane, Target};
use crate::export::grid::{Cell, Grid};
use crate::model::attribute::{Absent, Subject, Subjects, Value};
use crate::model::coding::MemoOn;
use crate::report::{AttributeTable, Exported, slug, table_files};
use crate::work::effect::Effect;

impl Screen for Participants {
    fn scope(&self) -> Scope {
        match self.shown {
            Shown::Table(_) => Scope::Participants,
            Shown::Speakers => Scope::Speakers,
        }
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        use Command::*;
        if matches!(command, FindNext | FindPrevious) && self.filter.is_empty() {
            return Err("no rows are looked for: / shows those in which a text stands".to_owned());
        }
        match self.shown {
            Shown::Table(_) => self.table_available(command, cx),
            Shown::Speakers => {
                let needs = is_of(command, Scope::Speakers) || matches!(command, Find);
                match needs && command != ToggleOthers && self.rows.is_empty() {
                    true => Err(self.no_speakers()),
                    false => Ok(()),
                }
            }
        }
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let (len, page) = (self.rows.len(), self.page(cx.size));
        let last = self.table.columns.len();
        match command {
            Command::FindNext => self.list.step(1, len, page),
            Command::FindPrevious => self.list.step(-1, len, page),
            command if self.list.moved(command, len, page) => {}
            Command::NextPane => self.next_table(1),
            Command::PreviousPane => self.next_table(-1),
            Command::Find => {
                let title =
                    "Only rows with these words, or a query: arm:control age:<40; nothing: all";
                return cx.ask(title, Ask::Filter, &self.filter);
            }
            Command::Export => return cx.ask_csv(),
            command if self.shown == Shown::Speakers => return self.speaker_command(command, cx),
            Command::Left => self.column = self.column.saturating_sub(1),
            Command::Right => self.column = (self.column + 1).min(last),
            Command::LineStart => self.column = 0,
            Command::LineEnd => self.column = last,
            Command::Open => return self.open_cell(cx),
            Command::SetMissing => return self.set_here(Some(Value::Not(Absent::Missing)), cx),
            Command::SetUnknown => return self.set_here(Some(Value::Not(Absent::Unknown)), cx),
            Command::TakeOut => return self.set_here(None, cx),
            Command::Add => return cx.ask_name(columns::NEW, Ask::NewAttribute, ""),
            Command::SetKind => return self.ask_kind(cx),
            Command::TimePoints => return self.ask_time_points(cx),
            Command::SortOrder => return self.sort_here(cx),
            Command::Memo => return self.memos_here(cx),
            _ => {}
        }
        Vec::new()
    }

    fn glance(&self) -> String {
        let at = (&self.shown, self.list, self.column, self.rows.len());
        format!("{:?}", (at, &self.sort, &self.filter, self.all_speakers))
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        let mut effects = self.speaking.load(cx);
        self.texts_coming |= !effects.is_empty();
        self.make(cx);
        self.show_cursor(cx.size);
        cx.goes_on = self.speaking.waiting > 0;
        if !self.is_reading()
            && let Some(text) = self.to_paste.take()
        {
            effects.extend(self.paste_block(&text, cx));
        }
        effects
    }

    fn leave(&mut self, cx: &mut Context) -> Vec<Effect> {
        cx.goes_on = false;
        Vec::new()
    }

    /// Shows all rows again, else the table of participants.
    fn back(&mut self, cx: &mut Context) -> bool {
        if !self.filter.is_empty() {
            self.filter("", cx);
            return true;
        }
        let elsewhere = self.shown != Shown::default();
        self.show(Shown::default());
        elsewhere
    }

    fn focus(&mut self, pane: Pane) {
        match pane {
            Pane::People if self.shown == Shown::Speakers => self.show(Shown::default()),
            Pane::Speakers => self.show(Shown::Speakers),
            _ => {}
        }
    }

    fn clicked(&mut self, target: Target, _: &mut Context) -> Option<Command> {
        match target {
            Target::Row(Pane::Speakers, row) => self.list.clicked(row),
            Target::Cell(row, column) => {
                let again = (self.list.at, self.column) == (row, column);
                (self.list.at, self.column) = (row, column);
                again.then_some(Command::Open)
            }
            Target::Heading(column) => {
                self.column = column;
                Some(Command::SortOrder)
            }
            _ => None,
        }
    }

    /// Writes the table as it is shown.
    fn export(&mut self, cx: &mut Context) -> Vec<Effect> {
        let grid = self.grid();
        let written = table_files(&slug(&grid.name), grid).into_iter();
        let (files, refused): (Vec<_>, Vec<_>) = written.partition(Result::is_ok);
        cx.write(Exported {
            files: files.into_iter().flatten().collect(),
            warnings: refused.into_iter().filter_map(Result::err).collect(),
        })
    }

    fn texts_came(&mut self) {
        self.texts_coming = false;
        self.made = None;
    }

    fn pasted(&mut self, text: &str, cx: &mut Context) -> Vec<Effect> {
        self.paste_block(text, cx)
    }
}

impl Participants {
    fn table_available(&self, command: Command, cx: &Context) -> Result<(), String> {
        use Command::*;
        let row = self.row();
        let on_name = self.attribute().is_none();
        let of_rows = matches!(
            command,
            Open | SetMissing | SetUnknown | TakeOut | SortOrder | Find | Export | Memo
        );
        if of_rows && row.is_none() {
            return Err(self.no_rows());
        }
        let of_cell = matches!(command, SetMissing | SetUnknown | TakeOut | SetKind);
        match (command, row.map(|r| &r.subject)) {
            _ if of_cell && self.table.columns.is_empty() => {
                Err("there are no attributes yet: a adds one".to_owned())
            }
            _ if of_cell && on_name => {
                Err("this is a name: → goes to the attributes, a adds one".to_owned())
            }
            _ if of_cell && self.is_on_field(cx) => {
                Err("this is no attribute: a source always has one".to_owned())
            }
            (Memo, Some(Subject::Case(_))) => {
                Err("memos are on people and sources: Tab goes to these tables".to_owned())
            }
            (TakeOut, _) if self.held().is_none() => Err("nothing is set here".to_owned()),
            (Open, _) if !on_name => match &cx.read_only {
                Some(why) => Err(format!("read-only: {why}")),
                None => Ok(()),
            },
            (Open, Some(Subject::Participant(who))) => {
                let mut people = self.people.iter();
                match people.any(|p| p.name == *who && !p.speaks.is_empty()) {
                    true => Ok(()),
                    false => Err(format!("{who} speaks in no source that is here")),
                }
            }
            _ => Ok(()),
        }
    }

    /// The memos on the person or source of the row.
    fn memos_here(&mut self, cx: &mut Context) -> Vec<Effect> {
        match self.row().map(|r| r.subject.clone()) {
            Some(Subject::Participant(who)) => cx.memos_on(MemoOn::Participant(who)),
            Some(Subject::Source(id)) => cx.memos_on(MemoOn::Source(id)),
            Some(Subject::Case(_)) | None => Vec::new(),
        }
    }

    /// What is said where a table has no rows.
    pub fn no_rows(&self) -> String {
        if !self.filter.is_empty() {
            return format!("“{}” stands in no row: Esc shows all", self.filter);
        }
        match &self.table.of {
            Subjects::Participants => {
                "nobody is here yet: g s, then i imports texts and finds who speaks in them"
                    .to_owned()
            }
            Subjects::Sources => "there are no sources yet: g s, then i imports files".to_owned(),
            Subjects::Cases(kind) => {
                format!("no {kind} is named yet: set it for a participant or a source")
            }
        }
    }

    /// What is said where the list of speakers is empty.
    pub fn no_speakers(&self) -> String {
        match (self.spoken.is_empty(), self.filter.is_empty()) {
            (true, _) => "nobody speaks in the texts that are here".to_owned(),
            (false, true) => "every speaker is linked to somebody: v lists all speakers".to_owned(),
            (false, false) => format!("“{}” stands in no row: Esc shows all", self.filter),
        }
    }

    fn next_table(&mut self, by: isize) {
        let all = self.tables();
        let at = all.iter().position(|s| *s == self.shown).unwrap_or(0);
        let to = (at as isize + by).rem_euclid(all.len() as isize) as usize;
        self.show(all[to].clone());
    }

    /// What is shown, for files.
    fn grid(&self) -> Grid {
        if let Shown::Table(_) = self.shown {
            let rows = self.rows.iter().map(|at| self.table.rows[*at].clone());
            let shown = AttributeTable {
                rows: rows.collect(),
                ..self.table.clone()
            };
            return shown.grid();
        }
        let headings = ["label", "source", "participant", "turns", "words"];
        let row = |at: &usize| {
            let s = &self.spoken[*at];
            let who = s.participant.clone().filter(|_| !s.unlinked);
            vec![
                s.label.clone().into(),
                s.source_name.clone().into(),
                who.map_or(Cell::Empty, Cell::from),
                (s.turns as u64).into(),
                (s.words as u64).into(),
            ]
        };
        Grid {
            name: "speakers".to_owned(),
            heading: headings.map(str::to_owned).to_vec(),
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

impl Answers for Participants {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        match (ask, picked.first()) {
            (Ask::Value(subject, column), _) => self.picked_value((subject, column), &picked, cx),
            (Ask::Kind(key), Chosen::Text(word)) => self.kind_chosen(&key, &word, cx),
            (Ask::NewKind(column), Chosen::Text(word)) => self.new_kind(column, &word, cx),
            (Ask::Person(all, label), Chosen::Text(who)) => cx.name_person(&all, &label, &who),
            (Ask::Person(all, label), _) => match picked.created {
                Some(who) => cx.name_person(&all, &label, &who),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn entered(&mut self, ask: Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Value(subject, column) => self.typed_value((subject, column), text, cx),
            Ask::Another(subject, column) => self.another_value((subject, column), &text, cx),
            Ask::NewAttribute if !text.trim().is_empty() => self.name_attribute(&text, cx),
            Ask::Listed(listed) => self.list_values(*listed, &text, cx),
            Ask::TimePoints => self.name_time_points(&text, cx),
            Ask::Filter => self.filter(&text, cx),
            _ => Vec::new(),
        }
    }

    fn confirmed(&mut self, ask: Ask, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Pasted(edits) => {
                let proposed = Proposed {
                    edits,
                    ..Proposed::default()
                };
                seen_at_once(&cx.view)
                    .into_iter()
                    .for_each(|words| cx.note(words));
                let changes = proposed.changes(&cx.view);
                cx.save(changes)
            }
            _ => Vec::new(),
        }
    }
}
