//! Attributes: named, what kind of values they take, and the time points they are taken at.

use super::ask::{Ask, Listed};
use super::state::{Participants, Shown};
use crate::acts::attributes::{declared, set};
use crate::acts::listing;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Value as Chosen};
use crate::model::attribute::{AttributeKind, Column, Subjects, Value};
use crate::model::event::Change;
use crate::model::name;
use crate::model::natural::natural;
use crate::work::effect::Effect;

const KINDS: [(&str, &str); 6] = [
    ("text", "Anything"),
    ("number", "12, 12.5 or 12,5: sorted by size"),
    (
        "category",
        "One of a list of values, such as arms of a trial",
    ),
    ("ordered", "One of a list of values from low to high"),
    (
        "date",
        "A day, a month or a year: 2026-11-29, 2026-11, 2026",
    ),
    (
        "case",
        "The name of something that has attributes of its own, such as a site: Tab then goes to a \
         table of them, too",
    ),
];

impl Participants {
    /// The table shown, whose attributes these are.
    pub(super) fn of(&self) -> Subjects {
        match &self.shown {
            Shown::Table(of) => of.clone(),
            Shown::Speakers => Subjects::default(),
        }
    }

    pub(super) fn name_attribute(&mut self, text: &str, cx: &mut Context) -> Vec<Effect> {
        let headed = Column::headed(text);
        let cleaned = name::cleaned(&headed.key);
        let point = headed.at.as_deref().map(name::cleaned).transpose();
        let column = match (cleaned, point) {
            (Ok(key), Ok(at)) => Column::new(key, at),
            (Err(flaw), _) | (_, Err(flaw)) => {
                cx.ask_name(NEW, Ask::NewAttribute, text);
                return cx.say(flaw.to_string());
            }
        };
        let key = |c: &Column| (name::key(&c.key), c.at.as_deref().map(name::key));
        let columns = &self.table.columns;
        if let Some(at) = columns.iter().position(|(c, _)| key(c) == key(&column)) {
            self.column = at + 1;
            let there = &columns[at].0;
            return cx.say(format!("“{there}” is here already: the cursor is on it"));
        }
        let known = columns
            .iter()
            .find(|(c, _)| name::same(&c.key, &column.key));
        match known {
            Some((known, _)) => {
                let column = Column::new(known.key.clone(), column.at);
                let words = format!("“{column}” stays once a value is set");
                self.add(column);
                cx.say(words)
            }
            None => {
                let title = format!("What kind of values has “{}”?", column.key);
                let entries = self.kind_entries(None, cx);
                cx.pick(title, Ask::NewKind(column), entries)
            }
        }
    }

    fn add(&mut self, column: Column) {
        self.wanted = Some(column.clone());
        self.added.push((self.of(), column));
        self.made = None;
    }

    /// The kinds an attribute can be of; those it cannot be say why.
    fn kind_entries(&self, key: Option<&str>, cx: &Context) -> Vec<Entry> {
        let of = self.of();
        let is_case = matches!(of, Subjects::Cases(_));
        let kinds = KINDS.iter().filter(|(word, _)| !is_case || *word != "case");
        let entry = |(word, detail): &(&str, &str)| {
            let refused = key.zip(plain(word)).and_then(|(key, kind)| {
                let made = declared(&cx.view, &of, key, kind);
                made.err()
            });
            let entry = Entry::new(*word, Chosen::Text((*word).to_owned()));
            let said = match &refused {
                Some(why) => format!("Not now: {why}"),
                None => (*detail).to_owned(),
            };
            let entry = entry.detail(said);
            Entry { refused, ..entry }
        };
        kinds.map(entry).collect()
    }

    /// Asks what kind the attribute under the cursor is.
    pub(super) fn ask_kind(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some((column, kind)) = self.attribute() else {
            return Vec::new();
        };
        let (key, word) = (column.key.clone(), kind.word());
        let entries = self.kind_entries(Some(&key), cx);
        let at = entries.iter().position(|e| e.label == word);
        let title = format!("“{key}” is {word} now: what kind of values has it?");
        let effects = cx.pick(title, Ask::Kind(key), entries);
        if let (Some(Overlay::Picker(picker)), Some(at)) = (cx.overlays.last_mut(), at) {
            picker.list.at = at;
        }
        effects
    }

    /// Goes on with the kind of an attribute: what is listed is asked for.
    pub(super) fn kind_chosen(&mut self, key: &str, word: &str, cx: &mut Context) -> Vec<Effect> {
        let of = self.of();
        let ordered = word == "ordered";
        match plain(word) {
            Some(kind) => match declared(&cx.view, &of, key, kind) {
                Ok(changes) => cx.save(changes),
                Err(why) => cx.fail(why),
            },
            None => {
                let listed = Listed {
                    key: key.to_owned(),
                    ordered,
                    then: None,
                };
                let line = listing::line(&self.values_so_far(key, cx));
                self.ask_listed(listed, &line, cx)
            }
        }
    }

    /// The values an attribute can take or, where none are listed, those that are set.
    fn values_so_far(&self, key: &str, cx: &Context) -> Vec<String> {
        let of = self.of();
        let listed = cx.view.attribute_kind(&of, key).values();
        if !listed.is_empty() {
            return listed.to_vec();
        }
        let mut set: Vec<String> = Vec::new();
        for (_, all) in cx.view.with_attributes(&of) {
            let here = all.iter().filter(|(column, _)| column.key == key);
            for text in here.filter_map(|(_, held)| held.value.is()) {
                if !set.iter().any(|s| name::same(s, text)) {
                    set.push(text.to_owned());
                }
            }
        }
        set.sort_by(|a, b| natural(a, b));
        set
    }

    pub(super) fn new_kind(&mut self, column: Column, word: &str, cx: &mut Context) -> Vec<Effect> {
        let key = column.key.clone();
        self.add(column);
        self.kind_chosen(&key, word, cx)
    }

    pub(super) fn ask_listed(&self, listed: Listed, line: &str, cx: &mut Context) -> Vec<Effect> {
        let order = match listed.ordered {
            true => ", from low to high",
            false => "",
        };
        let title = match &listed.then {
            None => format!("Values of {}, commas between{order}", listed.key),
            Some((.., new)) => {
                let new = name::cut(new, 16);
                format!(
                    "Values of {} with “{new}”: Enter keeps them{order}",
                    listed.key
                )
            }
        };
        cx.ask(title, Ask::Listed(Box::new(listed)), line)
    }

    /// Lists values; what cannot be stays to be mended.
    pub(super) fn list_values(
        &mut self,
        listed: Listed,
        line: &str,
        cx: &mut Context,
    ) -> Vec<Effect> {
        match self.listing(&listed, line, cx) {
            Ok(changes) => cx.save(changes),
            Err(why) => {
                self.ask_listed(listed, line, cx);
                cx.say(why)
            }
        }
    }

    fn listing(&self, listed: &Listed, line: &str, cx: &Context) -> Result<Vec<Change>, String> {
        let values = listing::values(line)?;
        let kind = match listed.ordered {
            true => AttributeKind::Ordered(values.clone()),
            false => AttributeKind::Category(values.clone()),
        };
        let mut changes = declared(&cx.view, &self.of(), &listed.key, kind)?;
        if let Some((subject, column, text)) = &listed.then {
            let kept = values.iter().find(|v| name::same(v, text));
            let kept = kept.ok_or_else(|| format!("“{text}” is none of them"))?;
            changes.push(set(subject.clone(), column, Some(Value::Is(kept.clone()))));
        }
        Ok(changes)
    }

    pub(super) fn ask_time_points(&mut self, cx: &mut Context) -> Vec<Effect> {
        let mut all = cx.view.time_points().to_vec();
        for (column, _) in &self.table.columns {
            if let Some(at) = column.at.as_ref().filter(|at| !all.contains(at)) {
                all.push(at.clone());
            }
        }
        let line = listing::line(&all);
        cx.ask(POINTS, Ask::TimePoints, &line)
    }

    pub(super) fn name_time_points(&mut self, line: &str, cx: &mut Context) -> Vec<Effect> {
        match listing::time_points(line) {
            Ok(Change::TimePointsNamed { points, .. }) if points == cx.view.time_points() => {
                cx.say("they are named so already")
            }
            Ok(change) => cx.save(vec![change]),
            Err(why) => {
                cx.ask(POINTS, Ask::TimePoints, line);
                cx.say(why)
            }
        }
    }
}

pub(super) const NEW: &str = "Name of the new attribute, such as age, or score @ T1";
const POINTS: &str = "Time points of the study in their order, commas between";

/// The kind of this word, where no values are to be listed.
fn plain(word: &str) -> Option<AttributeKind> {
    Some(match word {
        "text" => AttributeKind::Text,
        "number" => AttributeKind::Number,
        "date" => AttributeKind::Date,
        "case" => AttributeKind::Case,
        _ => return None,
    })
}
