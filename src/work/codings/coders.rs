//! Whom a file means by its coders.

use super::given::Given;
use crate::model::ids::CoderId;
use crate::model::name;
use crate::model::name::key;
use crate::model::round::Called;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The coders of a file, by the names it gives them.
pub struct Coders<'g> {
    given: &'g Given,
    known: HashMap<String, Result<CoderId, String>>,
    called: BTreeMap<CoderId, BTreeSet<String>>,
}

impl<'g> Coders<'g> {
    pub fn new(given: &'g Given) -> Coders<'g> {
        Coders {
            given,
            known: HashMap::new(),
            called: BTreeMap::new(),
        }
    }

    /// The id of whoever is called so: as the command maps it, else the name itself, letter case
    /// aside.
    ///
    /// # Errors
    /// When it is no id and mapped to none.
    pub fn id(&mut self, called: &str) -> Result<CoderId, String> {
        let called = called.trim();
        if let Some(known) = self.known.get(called) {
            return known.clone();
        }
        let mapped = self.given.ids.iter();
        let mapped = mapped.clone().find(|(name, _)| name == called).or_else(|| {
            let mut mapped = mapped;
            mapped.find(|(name, _)| key(name) == key(called))
        });
        let id = match mapped {
            Some((_, id)) => Ok(id.clone()),
            None => called.to_lowercase().parse::<CoderId>().map_err(|_| {
                let why = called.parse::<CoderId>().err();
                let why = why.map_or_else(String::new, |why| why.to_string());
                match suggested(called) {
                    Some(id) => format!("{why}, or say whose it is: --as \"{called}={id}\""),
                    None => format!("{why}, or say whose it is: --as \"{called}=ID\""),
                }
            }),
        };
        if let Ok(id) = &id {
            let all = self.called.entry(id.clone()).or_default();
            all.extend(name::cleaned(called).ok());
        }
        self.known.insert(called.to_owned(), id.clone());
        id
    }

    /// Somebody whose id was given, and whom nobody has asked for.
    pub fn unknown(&self) -> Option<String> {
        let met = |name: &str| self.known.keys().any(|k| key(k) == key(name));
        let mut given = self.given.ids.iter().map(|(name, _)| name);
        given.find(|name| !met(name)).cloned()
    }

    /// What the file calls those whose id is another here. Somebody with several names there has
    /// none that could be shown.
    pub fn called(&self) -> Vec<Called> {
        let one = |(coder, names): (&CoderId, &BTreeSet<String>)| match names.first() {
            Some(name) if names.len() == 1 && name != coder.as_str() => Some(Called {
                coder: coder.clone(),
                name: name.clone(),
            }),
            _ => None,
        };
        self.called.iter().filter_map(one).collect()
    }
}

/// An id somebody of this name could have.
fn suggested(name: &str) -> Option<CoderId> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    words.join("-").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_mapped_or_are_ids_themselves() {
        let given = Given {
            ids: vec![
                ("C1".into(), "ana".parse().unwrap()),
                ("Zoë B.".into(), "zoe".parse().unwrap()),
            ],
            ..Given::default()
        };
        let mut coders = Coders::new(&given);
        for (called, id) in [
            ("C1", "ana"),
            ("c1", "ana"),
            ("BEN", "ben"),
            ("Zoe\u{308} B.", "zoe"),
        ] {
            assert_eq!(
                coders.id(called).map(|c| c.to_string()),
                Ok(id.to_owned()),
                "{called}"
            );
        }
        let refused = coders.id("Cat O'Neil").unwrap_err();
        assert!(refused.contains("cannot be a coder's id"), "{refused}");
        assert!(
            refused.contains("--as \"Cat O'Neil=cat-o-neil\""),
            "{refused}"
        );
        assert!(coders.id("貓").unwrap_err().contains("--as \"貓=ID\""));
        let called: Vec<(String, String)> = coders
            .called()
            .into_iter()
            .map(|c| (c.coder.to_string(), c.name))
            .collect();
        // C1 and c1 are two names of ana.
        assert_eq!(called[0], ("ben".into(), "BEN".into()));
        assert_eq!(called.len(), 2);
    }
}
