//! Attributes as a viewer reads them.

use super::attribute::{AttributeKind, Attributes, Subject, Subjects};
use super::view::View;

impl View {
    /// What is set for somebody or something.
    pub fn attributes(&self, of: &Subject) -> Option<&Attributes> {
        self.state().attributes.set.get(of)
    }

    /// All that have attributes of one table.
    pub fn with_attributes(&self, of: &Subjects) -> impl Iterator<Item = (&Subject, &Attributes)> {
        let all = self.state().attributes.set.iter();
        all.filter(move |(subject, _)| subject.table() == *of)
    }

    /// What kind of values an attribute takes; text, where nobody has said.
    pub fn attribute_kind(&self, of: &Subjects, key: &str) -> &AttributeKind {
        let said = &self.state().attributes.kinds;
        said.get(&(of.clone(), key.to_owned()))
            .unwrap_or(&AttributeKind::Text)
    }

    /// The attributes of a table of which somebody has said what kind they are, by name.
    pub fn attribute_kinds(&self, of: &Subjects) -> impl Iterator<Item = (&str, &AttributeKind)> {
        let said = self.state().attributes.kinds.iter();
        let here = said.filter(move |((table, _), _)| table == of);
        here.map(|((_, key), kind)| (key.as_str(), kind))
    }

    /// How quotes are cited, as a pattern; as sources are, if empty.
    pub fn citing(&self) -> &str {
        &self.state().attributes.citing
    }

    /// The time points of the study, in their order.
    pub fn time_points(&self) -> &[String] {
        &self.state().attributes.time_points
    }
}
