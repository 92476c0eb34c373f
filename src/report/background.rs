//! Whoever speaks in a segment and its source, with their attributes: what every table of segments has
//! beside its text.

use super::Texts;
use crate::export::grid::{Cell, Grid};
use crate::model::attribute::{Column, Held, Subject, Subjects};
use crate::model::ids::SourceId;
use crate::model::text::Span;
use crate::model::view::View;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// The attributes that segments are listed with.
pub struct Background {
    of_people: Vec<Column>,
    of_sources: Vec<Column>,
}

impl Background {
    /// All that are set for anybody, and for any source, as far as they are to be listed.
    pub fn new(texts: Texts) -> Background {
        let view = texts.view();
        let set = |of: &Subjects| -> Vec<Column> {
            let all = view.with_attributes(of);
            let all: BTreeSet<&Column> = all.flat_map(|(_, set)| set.keys()).collect();
            all.into_iter().cloned().collect()
        };
        let mut background = Background {
            of_people: set(&Subjects::Participants),
            of_sources: set(&Subjects::Sources),
        };
        let lists = |of: &str, column: &Column| texts.lists(&format!("{of}.{column}"));
        background.of_people.retain(|c| lists("participant", c));
        background.of_sources.retain(|c| lists("source", c));
        background
    }

    /// `participants`, `participant.arm`, `source.site`.
    pub fn heading(&self) -> Vec<String> {
        let people = self.of_people.iter().map(|c| format!("participant.{c}"));
        let sources = self.of_sources.iter().map(|c| format!("source.{c}"));
        let names = std::iter::once("participants".to_owned());
        names.chain(people).chain(sources).collect()
    }

    /// What stands there for a segment. Of several who speak in it, in the order they speak.
    pub fn cells(&self, texts: Texts, source: &SourceId, span: Span) -> Vec<String> {
        let people = texts.speaking(source, span);
        let value = |of: &Subject, column: &Column| {
            let held = texts.view().attributes(of)?.get(column)?;
            Some(held.value.to_string())
        };
        let of = |column: &Column| -> String {
            let each = people
                .iter()
                .map(|who| value(&Subject::Participant(who.clone()), column).unwrap_or_default());
            let each: Vec<String> = each.collect();
            match each.iter().any(|v| !v.is_empty()) {
                true => each.join("; "),
                false => String::new(),
            }
        };
        let here = Subject::Source(source.clone());
        let source = |column: &Column| value(&here, column).unwrap_or_default();
        let names = std::iter::once(people.join("; "));
        let attributes = self.of_people.iter().map(of);
        names
            .chain(attributes)
            .chain(self.of_sources.iter().map(source))
            .collect()
    }

    /// A table of segments with all of it behind its other columns; the segments are those of its rows.
    pub fn beside(
        &self,
        texts: Texts,
        mut grid: Grid,
        segments: impl Iterator<Item = (SourceId, Span)>,
    ) -> Grid {
        grid.heading.extend(self.heading());
        for (row, (source, span)) in grid.rows.iter_mut().zip(segments) {
            row.extend(self.cells(texts, &source, span).into_iter().map(Cell::from));
        }
        grid
    }
}

impl Texts<'_> {
    /// Whether these name attributes that are set; “none” stands for none.
    ///
    /// # Errors
    /// In words, with those there are.
    pub fn check_attributes(&self, named: Option<&[String]>) -> Result<(), String> {
        let all = Background::new(*self).heading();
        for name in named.into_iter().flatten().filter(|name| *name != "none") {
            let is =
                |heading: &&String| heading.split_once('.').is_some_and(|(_, key)| key == name);
            if !all.iter().any(|heading| heading == name || is(&heading)) {
                let all = all[1..].join(", ");
                return Err(format!("there is no attribute “{name}”; there is {all}"));
            }
        }
        Ok(())
    }
}

/// The same as JSON: `{"participants": [{"name", "attributes"}], "source": {…}}`.
pub fn background_json(texts: Texts, source: &SourceId, span: Span) -> Json {
    let people = texts.speaking(source, span).into_iter();
    let person = |name: String| {
        let attributes = attributes_json(texts.view(), &Subject::Participant(name.clone()));
        json!({ "name": name, "attributes": attributes })
    };
    json!({
        "participants": people.map(person).collect::<Vec<_>>(),
        "source": attributes_json(texts.view(), &Subject::Source(source.clone())),
    })
}

/// All that is set for one, as numbers where they are numbers.
pub fn attributes_json(view: &View, of: &Subject) -> Json {
    let set = view.attributes(of).into_iter().flatten();
    let table = of.table();
    let pair = |(column, held): (&Column, &Held)| {
        let kind = view.attribute_kind(&table, &column.key);
        let value = super::attribute_table::value_json(&held.value, kind);
        (column.to_string(), value)
    };
    Json::Object(set.map(pair).collect::<Map<_, _>>())
}
