//! Setting the cell under the cursor.

use super::ask::{Ask, Listed};
use super::state::Participants;
use crate::acts::attributes::value;
use crate::acts::listing;
use crate::app::context::{Context, Request};
use crate::app::overlay::{Entry, Overlay, Picker, Prompt, Value as Chosen};
use crate::app::{anywhere, screens::Picked};
use crate::model::attribute::{Absent, AttributeKind, Case, Column, Subject, Subjects, Value};
use crate::report::words::counted;
use crate::report::{Spoken, cases, is_field};
use crate::work::effect::Effect;

impl Participants {
    /// Opens what the cell takes: a line to type in, or the values there are. A name leads to where
    /// it speaks.
    pub(super) fn open_cell(&mut self, cx: &mut Context) -> Vec<Effect> {
        let (Some(row), Some((column, kind))) = (self.row(), self.attribute()) else {
            return self.open_name(cx);
        };
        let (subject, name) = (row.subject.clone(), row.name.clone());
        let now = self.held().map(|h| h.value.to_string()).unwrap_or_default();
        let title = format!("{column} of {name}");
        let before = self.held().map(|h| h.value.clone());
        let (column, kind) = (column.clone(), kind.clone());
        self.edited = Some((subject.clone(), column.clone(), before));
        let ask = Ask::Value(subject, column.clone());
        match &kind {
            AttributeKind::Text => self.ask_here(title, ask, &now, cx),
            AttributeKind::Number => self.ask_here(format!("{title}: a number"), ask, &now, cx),
            AttributeKind::Date => {
                let title = format!("{title}: 2026-11-29, 2026-11 or 2026");
                self.ask_here(title, ask, &now, cx)
            }
            AttributeKind::Case => {
                let all = cases(&cx.view, &column.key);
                let title = format!("{title}: choose one, or type a new name");
                let picker = Picker::new(title, ask, entries(&all, &now));
                let picker = picker.creating("case");
                self.lay_at(&all, &now, picker, cx)
            }
            AttributeKind::Category(all) | AttributeKind::Ordered(all) => {
                let mut entries = entries(all, &now);
                let another = Entry::new("another value…", Chosen::Another);
                entries.push(another.beside("it is listed from then on"));
                let all = all.clone();
                self.lay_at(&all, &now, Picker::new(title, ask, entries), cx)
            }
        }
    }

    /// Opens a line to type in beside the row under the cursor.
    fn ask_here(&self, title: String, ask: Ask, text: &str, cx: &mut Context) -> Vec<Effect> {
        let (_, rows) = self.areas(cx.size);
        let row = self.list.at.saturating_sub(self.list.top) as u16;
        let mut prompt = Prompt::new(title, ask, text);
        prompt.about = Some(rows.y + row);
        cx.lay(Overlay::Prompt(prompt))
    }

    /// Opens a list with the cursor on what is set now.
    fn lay_at(
        &self,
        all: &[String],
        now: &str,
        mut picker: Picker,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let absent = [Absent::Missing, Absent::Unknown].map(Absent::word);
        let mut offered = all.iter().map(String::as_str).chain(absent);
        picker.list.at = offered.position(|v| v == now).unwrap_or(0);
        let place = crate::app::over_area(&Overlay::Picker(picker.clone()), cx.size.0, cx.size.1);
        let page = usize::from(crate::app::picker_rows(&picker, place).0);
        picker.list.show(picker.rows(), page);
        cx.lay(Overlay::Picker(picker))
    }

    /// Goes to where a participant speaks, or reads a source.
    fn open_name(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(row) = self.row() else {
            return Vec::new();
        };
        match row.subject.clone() {
            Subject::Source(id) => cx.read(id, None),
            Subject::Case(case) => {
                let words = self.case_words(&case, cx);
                cx.say(words)
            }
            Subject::Participant(who) => {
                let person = self.people.iter().find(|p| p.name == who);
                let speaks = person.map(|p| p.speaks.clone()).unwrap_or_default();
                match &speaks[..] {
                    [] => cx.say(format!("{who} speaks in no source")),
                    [one] => read_there(one, cx),
                    all => {
                        let entry = |s: &Spoken| {
                            Entry::new(s.source_name.clone(), place(s, cx)).beside(format!(
                                "as {}: {}",
                                s.label,
                                said_words(s.turns, s.words)
                            ))
                        };
                        let entries = all.iter().map(entry).collect();
                        cx.pick(format!("{who} speaks in"), anywhere::Ask::GoTo, entries)
                    }
                }
            }
        }
    }

    /// Who and what is of a case.
    pub(super) fn case_words(&self, case: &Case, cx: &Context) -> String {
        let named = |of: Subjects| {
            let all = cx.view.with_attributes(&of);
            all.filter(|(_, set)| {
                let mut held = set.iter().filter(|(column, _)| column.key == case.kind);
                held.any(|(_, held)| held.value.is() == Some(&case.name))
            })
            .count()
        };
        let (people, sources) = (named(Subjects::Participants), named(Subjects::Sources));
        format!(
            "{}: {} and {}",
            case.name,
            counted(people, "participant"),
            counted(sources, "source")
        )
    }

    /// Goes on with what was typed into a cell; what can be no value stays to be mended.
    pub(super) fn typed_value(
        &mut self,
        (subject, column): (Subject, Column),
        text: String,
        cx: &mut Context,
    ) -> Vec<Effect> {
        if let Some(words) = self.set_meanwhile(&subject, &column, cx) {
            return cx.fail(words);
        }
        match value(&cx.view, &subject.table(), &column, &text) {
            Ok(value) => cx.set_attribute(subject, &column, value),
            Err(why) => {
                let title = format!("{column}: {why}");
                self.ask_here(title, Ask::Value(subject, column), &text, cx);
                cx.say(why)
            }
        }
    }

    /// Whether the column under the cursor is what every source has, and no attribute.
    pub(super) fn is_on_field(&self, cx: &Context) -> bool {
        let column = self.attribute().map(|(column, _)| column);
        column.is_some_and(|column| is_field(&cx.view, &self.table.of, column))
    }

    /// That somebody else has set the cell since it was opened; nothing if nobody has.
    fn set_meanwhile(&self, of: &Subject, column: &Column, cx: &Context) -> Option<String> {
        let (subject, edited, before) = self.edited.as_ref()?;
        let held = cx.view.attributes(of).and_then(|set| set.get(column));
        let now = held.map(|h| h.value.clone());
        if subject != of
            || edited != column
            || now == *before
            || is_field(&cx.view, &of.table(), column)
        {
            return None;
        }
        let by = held.and_then(|h| h.by.as_ref());
        let by = by.map_or("somebody".to_owned(), ToString::to_string);
        let now = now.map_or("nothing".to_owned(), |v| v.to_string());
        Some(format!(
            "{by} has set {column} to {now} meanwhile: nothing was changed; open the cell again"
        ))
    }

    /// Goes on with what was chosen for a cell.
    pub(super) fn picked_value(
        &mut self,
        (subject, column): (Subject, Column),
        picked: &Picked,
        cx: &mut Context,
    ) -> Vec<Effect> {
        if let Some(words) = self.set_meanwhile(&subject, &column, cx) {
            return cx.fail(words);
        }
        if let Some(new) = &picked.created {
            return self.typed_value((subject, column), new.clone(), cx);
        }
        let value = match picked.first() {
            Chosen::Text(text) => Some(Value::Is(text)),
            Chosen::Absent(absent) => Some(Value::Not(absent)),
            Chosen::Another => {
                let title = format!("Another value of {column}");
                return cx.ask_name(title, Ask::Another(subject, column), "");
            }
            _ => None,
        };
        cx.set_attribute(subject, &column, value)
    }

    /// Goes on with a value that may be none of those listed: the list is shown with it, to be kept.
    pub(super) fn another_value(
        &mut self,
        (subject, column): (Subject, Column),
        text: &str,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let of = subject.table();
        if text.trim().is_empty() || value(&cx.view, &of, &column, text).is_ok() {
            return match text.trim().is_empty() {
                true => cx.say("nothing was written: it stays as it was"),
                false => self.typed_value((subject, column), text.to_owned(), cx),
            };
        }
        let kind = cx.view.attribute_kind(&of, &column.key).clone();
        let mut all = kind.values().to_vec();
        all.push(text.trim().to_owned());
        let ordered = matches!(kind, AttributeKind::Ordered(_));
        let listed = Listed {
            key: column.key.clone(),
            ordered,
            then: Some((subject, column, text.trim().to_owned())),
        };
        self.ask_listed(listed, &listing::line(&all), cx)
    }

    pub(super) fn set_here(&mut self, value: Option<Value>, cx: &mut Context) -> Vec<Effect> {
        match (self.row(), self.attribute()) {
            (Some(row), Some((column, _))) => {
                let (subject, column) = (row.subject.clone(), column.clone());
                cx.set_attribute(subject, &column, value)
            }
            _ => Vec::new(),
        }
    }
}

/// The values there are, and what can be set besides.
fn entries(all: &[String], now: &str) -> Vec<Entry> {
    let beside = |text: &str| if text == now { "as it is set" } else { "" };
    let listed = all.iter().map(|v| (v.as_str(), Chosen::Text(v.clone())));
    let absent = [Absent::Missing, Absent::Unknown];
    let absent = absent.into_iter().map(|a| (a.word(), Chosen::Absent(a)));
    let all = listed.chain(absent);
    let mut entries: Vec<Entry> = all
        .map(|(text, value)| Entry::new(text, value).beside(beside(text)))
        .collect();
    let nothing = Entry::new("nothing", Chosen::None);
    entries.push(nothing.beside("takes away what is set"));
    entries
}

/// The first words of a speaker in a source.
fn place(spoken: &Spoken, cx: &Context) -> Chosen {
    let first = cx.documents.get(&spoken.source).and_then(|document| {
        let structure = &document.structure;
        let at = structure
            .speakers
            .iter()
            .position(|s| s.label == spoken.label)?;
        let mut turns = structure.turns.iter();
        turns.find(|t| t.speaker.map(usize::from) == Some(at))
    });
    let span = first.map_or_else(Default::default, |turn| turn.span);
    Chosen::Place(spoken.source.clone(), span)
}

pub(super) fn read_there(spoken: &Spoken, cx: &mut Context) -> Vec<Effect> {
    match place(spoken, cx) {
        Chosen::Place(source, span) => cx.request(Request::Read(source, Some(span))),
        _ => Vec::new(),
    }
}

/// `12 turns, 3,401 words`.
pub(super) fn said_words(turns: usize, words: usize) -> String {
    format!("{}, {}", counted(turns, "turn"), counted(words, "word"))
}
