//! Narrowing lists and counts to who has one value of one attribute, or to sources that have it.

use super::Texts;
use crate::model::attribute::{AttributeKind, Column, Subject, Subjects, Value};
use crate::model::ids::SourceId;
use crate::model::name;
use crate::model::text::Span;
use crate::model::view::View;

/// What is counted: what participants with this value say, or what stands in sources with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subgroup {
    /// Participants or sources.
    pub of: Subjects,
    pub column: Column,
    pub value: Value,
}

impl Subgroup {
    /// Every value that is set for a participant or a source.
    pub fn choices(view: &View) -> Vec<Subgroup> {
        let mut all = Vec::new();
        for of in [Subjects::Participants, Subjects::Sources] {
            for (_, set) in view.with_attributes(&of) {
                all.extend(set.iter().map(|(column, held)| Subgroup {
                    of: of.clone(),
                    column: column.clone(),
                    value: held.value.clone(),
                }));
            }
        }
        all.sort();
        all.dedup();
        all
    }

    /// Those to choose from: values that several may share, no numbers and no dates.
    pub fn offered(view: &View) -> Vec<Subgroup> {
        let mut all = Subgroup::choices(view);
        all.retain(|s| {
            let kind = view.attribute_kind(&s.of, &s.column.key);
            !matches!(kind, AttributeKind::Number | AttributeKind::Date)
        });
        all
    }

    /// `arm=SMCM`, of participants if any has it, else of sources; `participant.arm=SMCM` and
    /// `source.arm=SMCM` say of which.
    ///
    /// # Errors
    /// In words, with the values there are.
    pub fn parse(view: &View, typed: &str) -> Result<Subgroup, String> {
        let (key, value) = typed
            .split_once('=')
            .ok_or_else(|| format!("write {typed} as ATTRIBUTE=VALUE, such as arm=control"))?;
        let (of, key) = match (
            key.strip_prefix("participant."),
            key.strip_prefix("source."),
        ) {
            (Some(key), _) => (Some(Subjects::Participants), key),
            (_, Some(key)) => (Some(Subjects::Sources), key),
            _ => (None, key),
        };
        let column = Column::headed(key);
        let same = |a: &str, b: &str| name::key(a) == name::key(b);
        let all = Subgroup::choices(view).into_iter();
        let all = all.filter(|o| of.as_ref().is_none_or(|of| *of == o.of));
        let of_column = all.filter(|o| same(&o.column.to_string(), &column.to_string()));
        let of_column: Vec<Subgroup> = of_column.collect();
        let found = of_column.iter().find(|o| same(&o.value.to_string(), value));
        found.cloned().ok_or_else(|| match of_column.is_empty() {
            true => match of {
                Some(Subjects::Sources) => format!("no source has an attribute “{column}”"),
                Some(_) => format!("nobody has an attribute “{column}”"),
                None => format!("nobody and no source has an attribute “{column}”"),
            },
            false => {
                let values = of_column.iter().map(|o| o.value.to_string());
                let values = super::words::unique(values.collect());
                format!(
                    "“{}” is no value of {column}: {}",
                    value.trim(),
                    values.join(", ")
                )
            }
        })
    }

    /// `arm = SMCM`, `arm = SMCM of the source`.
    pub fn words(&self) -> String {
        let of = match self.of {
            Subjects::Sources => " of the source",
            _ => "",
        };
        format!("{} = {}{of}", self.column, self.value)
    }

    fn holds_of(&self, view: &View, of: &Subject) -> bool {
        let held = view.attributes(of).and_then(|set| set.get(&self.column));
        held.is_some_and(|held| held.value == self.value)
    }

    /// The participants who have it; none where it is of sources.
    pub fn people(&self, view: &View) -> Vec<String> {
        let all = view.with_attributes(&Subjects::Participants);
        let here =
            all.filter(|(of, _)| self.of == Subjects::Participants && self.holds_of(view, of));
        let name = |(of, _): (&Subject, _)| match of {
            Subject::Participant(who) => Some(who.clone()),
            _ => None,
        };
        here.filter_map(name).collect()
    }

    /// The sources that have it; none where it is of participants.
    pub fn sources(&self, view: &View) -> Vec<SourceId> {
        let has = |id: &SourceId| self.holds_of(view, &Subject::Source(id.clone()));
        let all = view.sources().iter().map(|s| &s.id);
        let here = all.filter(|id| self.of == Subjects::Sources && has(id));
        here.cloned().collect()
    }

    /// Whether a segment is of it: its source has the value, or somebody who speaks in it.
    pub fn holds(&self, texts: Texts, source: &SourceId, span: Span) -> bool {
        match self.of {
            Subjects::Sources => self.holds_of(texts.view(), &Subject::Source(source.clone())),
            _ => {
                let mut people = texts.speaking(source, span).into_iter();
                people.any(|who| self.holds_of(texts.view(), &Subject::Participant(who)))
            }
        }
    }
}
