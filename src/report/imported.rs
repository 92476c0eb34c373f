//! What is known of imported rounds, in words.

use super::words::counted;
use crate::model::ids::{CoderId, SourceId};
use crate::model::imported::WhoRead;
use crate::model::round::{Assumed, Round, RoundKind};
use crate::model::view::View;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// All there is to say of an imported round; nothing of any other.
pub fn imported_words(view: &View, round: &Round) -> Vec<String> {
    let said = who_read_words(view, round).into_iter();
    let partly = partly_read_words(view, round);
    said.chain(partly)
        .chain(replaced_words(view, round))
        .collect()
}

/// How it is known who read what in an imported round; nothing of any other.
pub fn who_read_words(view: &View, round: &Round) -> Option<String> {
    if round.plan.kind != RoundKind::Imported {
        return None;
    }
    Some(match view.who_read(round) {
        WhoRead::Said => "who read what is known: it was said with the codings".to_owned(),
        WhoRead::Assumed(none) if none.is_empty() => {
            "who read what was not said: every coder coded something in every source, and is taken to have read all of it".to_owned()
        }
        WhoRead::Assumed(all) => format!(
            "who read what was not said: taken to have read what they coded nothing in: {}",
            by_coders(view, &all)
        ),
    })
}

/// What only some coders of an imported round read.
pub fn partly_read_words(view: &View, round: &Round) -> Option<String> {
    let partly = match round.plan.kind {
        RoundKind::Imported => partly_read(round),
        _ => Vec::new(),
    };
    let words = || by_coders(view, &partly);
    (!partly.is_empty()).then(|| format!("not read by all, so not compared: {}", words()))
}

/// That another imported round counts instead of this one.
pub fn replaced_words(view: &View, round: &Round) -> Option<String> {
    let later = view.replaced_by(round.id)?;
    Some(format!(
        "“{}” counts instead of “{}”: it says who read what",
        later.plan.name, round.plan.name
    ))
}

/// What programs read of an imported round; nothing of any other.
pub fn imported_json(view: &View, round: &Round) -> Option<Value> {
    if round.plan.kind != RoundKind::Imported {
        return None;
    }
    let assumed = match view.who_read(round) {
        WhoRead::Said => None,
        WhoRead::Assumed(all) => {
            let one =
                |a: &Assumed| json!({ "source": view.source_name(&a.source), "coders": a.coders });
            Some(all.iter().map(one).collect::<Vec<_>>())
        }
    };
    let imported = round.plan.imported.as_ref();
    let name = |round: &Round| round.plan.name.clone();
    let replaces = imported.and_then(|i| i.replaces);
    Some(json!({
        "was": imported.and_then(|i| i.was).map(RoundKind::word),
        "read_is_assumed": assumed,
        "replaces": replaces.and_then(|id| view.round(id)).map(name),
        "replaced_by": view.replaced_by(round.id).map(name),
    }))
}

/// Sources of a round that some of its coders had read and others had not, with those who had.
fn partly_read(round: &Round) -> Vec<Assumed> {
    let of = |source: &SourceId| {
        let has = |c: &&CoderId| {
            let submission = round.submitted.get(*c);
            submission.is_some_and(|s| s.finished.contains(source))
        };
        let coders: Vec<CoderId> = round.plan.coders.iter().filter(has).cloned().collect();
        let some = !coders.is_empty() && coders.len() < round.plan.coders.len();
        some.then(|| Assumed {
            source: source.clone(),
            coders,
        })
    };
    round.plan.sources.iter().filter_map(of).collect()
}

/// `P03, P04 by ben; P05 by ana and ben`: every source by name.
pub fn by_coders(view: &View, all: &[Assumed]) -> String {
    let mut sources: BTreeMap<&[CoderId], Vec<String>> = BTreeMap::new();
    for a in all {
        let names = sources.entry(&a.coders).or_default();
        names.push(view.source_name(&a.source));
    }
    let one = |(coders, names): (&&[CoderId], &Vec<String>)| {
        let coders: Vec<&str> = coders.iter().map(CoderId::as_str).collect();
        let many = match names.len() {
            n if n > 5 => format!(" ({})", counted(n, "source")),
            _ => String::new(),
        };
        format!("{}{many} by {}", names.join(", "), coders.join(" and "))
    };
    sources.iter().map(one).collect::<Vec<_>>().join("; ")
}
