//! What coders are called in sentences that leave the study.

use crate::model::ids::CoderId;
use crate::model::name;
use crate::model::view::View;
use std::collections::BTreeSet;
use std::str::FromStr;
use thiserror::Error;
use unicode_segmentation::UnicodeSegmentation;

/// What coders are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Naming {
    /// By the names they gave when they joined, else by those an imported file has for them.
    #[default]
    Names,
    /// By the first letters of these.
    Initials,
    Ids,
}

/// No such way of calling them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("one of names, initials or ids")]
pub struct NoNaming;

impl FromStr for Naming {
    type Err = NoNaming;

    fn from_str(word: &str) -> Result<Naming, NoNaming> {
        let mut all = ALL.into_iter();
        all.find(|n| n.word() == word).ok_or(NoNaming)
    }
}

const ALL: [Naming; 3] = [Naming::Names, Naming::Initials, Naming::Ids];

impl Naming {
    pub fn word(self) -> &'static str {
        match self {
            Naming::Names => "names",
            Naming::Initials => "initials",
            Naming::Ids => "ids",
        }
    }

    /// The next way of calling them, the first after the last.
    pub fn next(self) -> Naming {
        let at = ALL.iter().position(|n| *n == self).unwrap_or_default();
        ALL[(at + 1) % ALL.len()]
    }

    /// What a coder is called. Names that are not told apart are followed by the id.
    pub fn of(self, coder: &CoderId, view: &View) -> String {
        let called = |coder: &CoderId| match (self, view.coder_name(coder)) {
            (Naming::Ids, _) | (_, None) => coder.to_string(),
            (Naming::Names, Some(name)) => name.to_owned(),
            (Naming::Initials, Some(name)) => initials(name),
        };
        let own = called(coder);
        let all = everybody(view).into_iter();
        match all.filter(|c| called(c) == own).count() {
            0 | 1 => own,
            _ => format!("{own} ({coder})"),
        }
    }

    /// The names of coders it does not say. One that is the id of a coder, or all there is of initials, is
    /// said.
    pub fn hidden(self, view: &View) -> BTreeSet<&str> {
        let all = everybody(view);
        let said = |coder: &&CoderId| [coder.to_string(), self.of(coder, view)];
        let said: BTreeSet<String> = all.iter().flat_map(said).map(|s| name::key(&s)).collect();
        let names = all.into_iter().filter_map(|coder| view.coder_name(coder));
        match self {
            Naming::Names => BTreeSet::new(),
            _ => names.filter(|n| !said.contains(&name::key(n))).collect(),
        }
    }
}

fn everybody(view: &View) -> BTreeSet<&CoderId> {
    let planned = view.rounds().iter().flat_map(|r| &r.plan.coders);
    view.coders().keys().chain(planned).collect()
}

/// `Ana Lima` as `AL`; a name in a script without capitals keeps the first letter of each word.
fn initials(name: &str) -> String {
    let first = |word: &str| word.graphemes(true).next().map(str::to_uppercase);
    name.split([' ', '-']).filter_map(first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::Change;
    use crate::model::fixture::{Study, coder};
    use crate::model::round::{Called, Imported};
    use crate::model::round::{RoundKind, RoundPlan};

    #[test]
    fn coders_are_called_by_name_or_initials_and_told_apart() {
        let mut s = Study::new();
        for (id, name) in [
            ("ana", "Ana Lima"),
            ("al", "Ada Lovelace"),
            ("wei", "王 小明"),
        ] {
            s.push(id, Change::joined(name));
        }
        let view = s.view();
        let called = |naming: Naming, id| naming.of(&coder(id), &view);
        assert_eq!(called(Naming::Names, "ana"), "Ana Lima");
        assert_eq!(called(Naming::Initials, "ana"), "AL (ana)");
        assert_eq!(called(Naming::Initials, "wei"), "王小");
        assert_eq!(called(Naming::Ids, "ana"), "ana");
        assert_eq!(called(Naming::Names, "cat"), "cat");
        let hidden = |naming: Naming| Vec::from_iter(naming.hidden(&view));
        assert!(hidden(Naming::Names).is_empty());
        assert_eq!(hidden(Naming::Ids), ["Ada Lovelace", "Ana Lima", "王 小明"]);
        // What is the id of another is said wherever that one is.
        s.push("ben", Change::joined("Wei"));
        let view = s.view();
        assert_eq!(Naming::Ids.hidden(&view).len(), 3);
    }

    #[test]
    fn who_never_joined_is_called_as_an_imported_file_does() {
        let mut s = Study::new();
        s.push("ana", Change::joined("Ana Lima"));
        s.source("P01", 100);
        let named = |id: &str, name: &str| Called {
            coder: coder(id),
            name: name.to_owned(),
        };
        let plan = RoundPlan {
            kind: RoundKind::Imported,
            blind: false,
            imported: Some(Imported {
                names: vec![named("c1", "Ann Lee"), named("c2", "Ada Lovelace")],
                ..Imported::default()
            }),
            ..s.plan("pilot", &["c1", "c2"], &["P01"])
        };
        s.open("ana", plan);
        let view = s.view();
        assert_eq!(Naming::Names.of(&coder("c1"), &view), "Ann Lee");
        assert_eq!(Naming::Initials.of(&coder("c1"), &view), "AL (c1)");
    }
}
