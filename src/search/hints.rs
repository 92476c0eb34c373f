//! What may be why nothing was found: a value nobody has, a source that is not there.

use super::ast::{Expr, Field, Leaf};
use super::coded::nearest;
use super::corpus::Corpus;
use super::known::{attributes, fitting};
use super::loose::{Loose, names_source};
use super::query::Query;
use std::collections::BTreeSet;

impl Query {
    /// Why it may find nothing, where a value that it asks for is nobody's; with those there are.
    pub fn hint(&self, corpus: &Corpus<'_>) -> Option<String> {
        let mut asked = Vec::new();
        asked_for(self.expr(), &mut asked);
        asked.into_iter().find_map(|leaf| missing(leaf, corpus))
    }
}

/// The parts that have to hold somewhere.
fn asked_for<'q>(expr: &'q Expr, into: &mut Vec<&'q Leaf>) {
    match expr {
        Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|p| asked_for(p, into)),
        Expr::Leaf(leaf) => into.push(leaf),
        Expr::Not(_) | Expr::Coding(_) | Expr::Like(_) => {}
    }
}

fn missing(leaf: &Leaf, corpus: &Corpus<'_>) -> Option<String> {
    let (typed, column) = (&leaf.text, leaf.column);
    match &leaf.field {
        Field::Attribute(key) => {
            let fits = fitting(leaf);
            let named = Loose::new(key, super::ast::Ending::Whole);
            let here = attributes(corpus).filter(|(k, _)| named.fits(k));
            let here: BTreeSet<&str> = here.map(|(_, value)| value.as_str()).collect();
            let known = known(typed, &here)?;
            (!here.iter().any(|value| fits(value))).then(|| {
                format!("nothing here has “{typed}” as its “{key}” (column {column}); {known}")
            })
        }
        Field::Source => {
            let value = Loose::new(typed, leaf.ending);
            let here: BTreeSet<&str> = corpus.sources.iter().map(|s| s.name.as_str()).collect();
            let known = known(typed, &here)?;
            (!corpus.sources.iter().any(|s| names_source(s, &value)))
                .then(|| format!("no source is called “{typed}” (column {column}); {known}"))
        }
        _ => None,
    }
}

/// What there is, those most like what was typed first; `None` where there is nothing.
fn known(typed: &str, here: &BTreeSet<&str>) -> Option<String> {
    let few = nearest(typed, here.iter().copied());
    let more = match here.len() - few.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    (!few.is_empty()).then(|| format!("there is {}{more}", few.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Study, source};
    use super::super::{Corpus, Order, Query};
    use proptest::prelude::*;

    fn study() -> Study {
        let mut study = Study::new(vec![
            source("P01", "en", "P01: fish\nI: why"),
            source("P02", "en", "P02: rice"),
        ]);
        let set = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        study.sources[0].attributes = vec![set("site", "North"), set("waves", "2")];
        study.participants = vec![
            ("P01".into(), vec![set("arm", "SMCM"), set("age", "41")]),
            (
                "P02".into(),
                vec![set("arm", "control"), set("years in post", "6")],
            ),
        ];
        study.update();
        study
    }

    fn hint(study: &Study, typed: &str) -> Option<String> {
        let corpus = Corpus {
            sources: &study.sources,
            participants: &study.participants,
            ..Corpus::default()
        };
        Query::parse(typed).unwrap().hint(&corpus)
    }

    #[test]
    fn it_names_what_nobody_has_and_what_there_is() {
        let study = study();
        for (typed, words) in [
            (
                "arm:smcmm",
                "nothing here has “smcmm” as its “arm” (column 1); there is SMCM, control",
            ),
            (
                "fish \"years in post\":7",
                "nothing here has “7” as its “years in post” (column 6); there is 6",
            ),
            (
                "age:>90",
                "nothing here has “>90” as its “age” (column 1); there is 41",
            ),
            (
                "source:P9",
                "no source is called “P9” (column 1); there is P01, P02",
            ),
        ] {
            assert_eq!(hint(&study, typed).as_deref(), Some(words), "{typed}");
        }
        for typed in ["arm:smcm rice", "waves:>1 rice", "fish -arm:smcmm", "tofu"] {
            assert_eq!(hint(&study, typed), None, "{typed}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// One part alone: where it is hinted at, nothing is found, and where somebody has it, no hint.
        #[test]
        fn it_is_given_just_where_nobody_has_the_value(
            key in prop::sample::select(vec!["arm", "site", "age", "waves", "source"]),
            value in "(smcm|SMCMM?|contr|control|north|P0[1-3]|[<>]=?[0-9]{1,2}|[0-9]{1,2})[*]?",
        ) {
            let study = study();
            let typed = format!("{key}:{value}");
            prop_assume!(Query::parse(&typed).is_ok());
            let found = study.results(&typed, Order::Relevance).total > 0;
            prop_assert_eq!(hint(&study, &typed).is_none(), found, "{}", typed);
        }
    }
}
