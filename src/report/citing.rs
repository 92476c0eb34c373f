//! How quotes are cited, by a pattern of the study: `{person}:{paragraphs}` makes `P07:24–25`, and
//! `{source}_{arm}_{paragraphs}` makes `190813_C070_SMCM_24–25`.

use super::Texts;
use super::attribute_value::value;
use super::words::{listed, unique};
use crate::model::attribute::{Column, Subject, Subjects};
use crate::model::ids::SourceId;
use crate::model::name;
use crate::model::text::Span;
use crate::model::view::View;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq)]
enum Part<'p> {
    Words(&'p str),
    /// What stands in braces.
    Named(&'p str),
}

const SOURCE: &str = "source";
const PERSON: &str = "person";
const PARAGRAPHS: &str = "paragraphs";

/// A brace that is not closed is a word like others.
fn parts(pattern: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some((words, from)) = rest.split_once('{') {
        let Some((named, after)) = from.split_once('}') else {
            break;
        };
        parts.extend([Part::Words(words), Part::Named(named.trim())]);
        rest = after;
    }
    parts.push(Part::Words(rest));
    parts
}

/// Whether quotes can be cited so: a reader must find the place.
///
/// # Errors
/// In words, with what can stand in braces.
pub(crate) fn checked(view: &View, pattern: &str) -> Result<(), String> {
    let named = |part: Part<'_>| match part {
        Part::Named(name) => Some(name.to_owned()),
        Part::Words(_) => None,
    };
    let names: Vec<String> = parts(pattern).into_iter().filter_map(named).collect();
    let has = |name: &str| names.iter().any(|n| n == name);
    let attributes = attributes(view);
    let is_known = |name: &&String| {
        [SOURCE, PERSON, PARAGRAPHS].contains(&name.as_str())
            || attributes.iter().any(|a| name::same(a, name))
    };
    if let Some(unknown) = names.iter().find(|name| !is_known(name)) {
        let there = match attributes.is_empty() {
            true => String::new(),
            false => format!(", or an attribute: {}", listed(attributes)),
        };
        return Err(format!(
            "nothing is called {{{unknown}}}: there are {{source}}, {{person}} and {{paragraphs}}{there}"
        ));
    }
    match has(PARAGRAPHS) && (has(SOURCE) || has(PERSON)) {
        true => Ok(()),
        false => Err(
            "nobody could find the place: {paragraphs} must stand in it, and {source} or {person}"
                .to_owned(),
        ),
    }
}

/// The attributes participants and sources have, by name.
fn attributes(view: &View) -> Vec<String> {
    let of = [Subjects::Participants, Subjects::Sources];
    let set = of.iter().flat_map(|of| view.with_attributes(of));
    let names = set.flat_map(|(_, set)| set.keys().map(ToString::to_string));
    unique(names.collect())
}

impl Texts<'_> {
    /// A place as quotes of the study are cited.
    pub fn cite(&self, source: &SourceId, span: Span) -> String {
        let pattern = self.view().citing();
        if pattern.is_empty() {
            return self.place(source, span);
        }
        let people = self.speaking(source, span);
        let said = parts(pattern).into_iter().map(|part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Named(SOURCE) => self.name(source),
            Part::Named(PARAGRAPHS) => self.paragraphs(source, span),
            Part::Named(PERSON) if people.is_empty() => self.name(source),
            Part::Named(PERSON) => people.join("+"),
            Part::Named(key) => self.background_of(source, &people, key),
        });
        said.collect()
    }

    /// Words with where they stand, to be put into a paper: `“…” (P07:24–25)`.
    pub fn quoted(&self, source: &SourceId, span: Span) -> String {
        let quote = self.quote(source, span);
        format!("“{}” ({})", quote.trim(), self.cite(source, span))
    }

    /// What an attribute is of those who speak, else of their source.
    fn background_of(&self, source: &SourceId, people: &[String], key: &str) -> String {
        let of = |subject: Subject| {
            let set = self.view().attributes(&subject)?;
            let column: &Column = set.keys().find(|c| name::same(&c.to_string(), key))?;
            value(self.view(), &subject, column)
        };
        let each = people.iter().cloned().map(Subject::Participant);
        let values = unique(each.filter_map(of).collect());
        match values.is_empty() {
            true => of(Subject::Source(source.clone())).unwrap_or_else(|| "–".to_owned()),
            false => values.join("+"),
        }
    }
}
