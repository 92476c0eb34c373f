//! What is said of the cell under the cursor.

use super::cells::said_words;
use super::state::{Participants, Shown};
use crate::app::context::Context;
use crate::model::attribute::{AttributeKind, Held, Subject, Subjects};
use crate::report::words::{listed, upper};

impl Participants {
    /// The whole value, what it may be, who set it, and what others set apart from it.
    pub fn status(&self, cx: &Context) -> String {
        if let Some(spoken) = self.speaker() {
            let who = match (&spoken.participant, spoken.unlinked) {
                (_, true) => "nobody has said who it is".to_owned(),
                (Some(who), _) => who.clone(),
                (None, _) => "an interviewer".to_owned(),
            };
            let said = said_words(spoken.turns, spoken.words);
            return format!(
                "“{}” in {}: {who} · {said}",
                spoken.label, spoken.source_name
            );
        }
        let Some(row) = self.row() else {
            return String::new();
        };
        let Some((column, kind)) = self.attribute() else {
            return match &row.subject {
                Subject::Participant(who) => self.person_words(who),
                Subject::Source(_) => row.name.clone(),
                Subject::Case(case) => self.case_words(case, cx),
            };
        };
        let said = match self.held() {
            Some(held) => match &held.by {
                Some(by) => format!("{} · set by {by}", held.value),
                None => held.value.to_string(),
            },
            None => "not set".to_owned(),
        };
        let apart = self.held().map(apart_words).unwrap_or_default();
        format!(
            "{column} of {}: {said}{apart} · {}",
            row.name,
            kind_words(kind)
        )
    }

    fn person_words(&self, who: &str) -> String {
        let Some(person) = self.people.iter().find(|p| p.name == who) else {
            return who.to_owned();
        };
        if person.speaks.is_empty() {
            return format!("{who} speaks in no source");
        }
        let place = |s: &crate::report::Spoken| match s.label == *who {
            true => s.source_name.clone(),
            false => format!("{} (as {})", s.source_name, s.label),
        };
        let places: Vec<String> = person.speaks.iter().map(place).collect();
        let said = said_words(person.turns(), person.words());
        format!("{who} speaks in {}: {said}", listed(&places))
    }

    /// What the table is, for the frame around it.
    pub fn title(&self) -> String {
        let (what, all) = match &self.shown {
            Shown::Table(Subjects::Cases(kind)) => (kind.clone(), self.table.rows.len()),
            Shown::Table(_) => (upper(&self.named(&self.shown)), self.table.rows.len()),
            Shown::Speakers if self.all_speakers => ("Speakers".to_owned(), self.spoken.len()),
            Shown::Speakers => ("Speakers nobody has linked".to_owned(), self.unlinked),
        };
        let title = match self.filter.is_empty() {
            true => format!("{what} {all}"),
            false => format!("{what} {} of {all} with “{}”", self.rows.len(), self.filter),
        };
        match (&self.shown, self.speaking.missing) {
            (Shown::Table(Subjects::Participants) | Shown::Speakers, (missing @ 1.., of)) => {
                format!("{title}, {} of {of} texts read", of - missing)
            }
            _ => title,
        }
    }

    fn named(&self, shown: &Shown) -> String {
        match shown {
            Shown::Table(Subjects::Participants) => "participants".to_owned(),
            Shown::Table(Subjects::Sources) => "sources".to_owned(),
            Shown::Table(Subjects::Cases(kind)) => kind.clone(),
            Shown::Speakers => match self.unlinked {
                0 => "speakers".to_owned(),
                n => format!("speakers ({n} nobody has linked)"),
            },
        }
    }

    /// What Tab goes to, the next first.
    pub fn others(&self) -> String {
        let mut all = self.tables();
        let at = all.iter().position(|s| *s == self.shown).unwrap_or(0);
        all.rotate_left(at);
        let others = all.iter().skip(1).map(|s| self.named(s));
        let others: Vec<String> = others.collect();
        format!("Tab: {}", others.join(", "))
    }
}

fn apart_words(held: &Held) -> String {
    if held.apart.is_empty() {
        return String::new();
    }
    let one = |(who, value): &(_, Option<_>)| match value {
        Some(value) => format!("{who} set {value}"),
        None => format!("{who} took it away"),
    };
    let all: Vec<String> = held.apart.iter().map(one).collect();
    format!(
        ", apart from that {}: setting it anew settles it",
        listed(&all)
    )
}

fn kind_words(kind: &AttributeKind) -> String {
    match kind {
        AttributeKind::Category(all) => format!("one of {}", all.join(", ")),
        AttributeKind::Ordered(all) => format!("from low to high: {}", all.join(", ")),
        other => other.word().to_owned(),
    }
}
