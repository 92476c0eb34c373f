//! Do the coders differ differently by group? What is asked is how much a difference between two groups
//! depends on who coded, in a round coded blind, as it was submitted.

use super::turns::Turns;
use crate::model::attribute::{Column, Subject, Subjects};
use crate::model::ids::{CodeId, CoderId, RoundId};
use crate::model::round::{Round, RoundKind, StartFrom};
use crate::model::text::Span;
use crate::model::view::View;
use crate::report::Documents;
use crate::report::attribute_value::{column, value};
use crate::report::words::{counted, minus};
use crate::statistics::differential::{
    Comparison, DRAWS, Difference, Group, NotTested, Person, Plan, Reading, between,
    holm_over_attributes,
};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The seed of permutations: the same figures on every machine.
const SEED: u64 = 1;

/// The answer for all groups, in sentences and as data.
#[derive(Clone, Debug)]
pub struct Differing {
    pub lines: Vec<String>,
    /// The sentences of codes whose comparison is shown to depend on who coded.
    pub raised: Vec<(CodeId, String)>,
    pub json: Json,
}

/// What was read of one person.
#[derive(Default)]
struct Read {
    turns: u32,
    by: [Vec<u32>; 2],
    sources: BTreeSet<usize>,
}

/// The latest round coded blind that two coders submitted.
///
/// # Errors
/// That there is none.
pub fn latest_blind(view: &View) -> Result<RoundId, String> {
    let mut rounds = view.rounds().iter().rev();
    let found = rounds.find(|r| r.plan.blind && r.submitted.len() > 1);
    let none = || "no blind round was submitted by two coders yet".to_owned();
    found.map(|round| round.id).ok_or_else(none)
}

/// Compares the groups of an attribute of participants, each with the others.
///
/// # Errors
/// In words: where the round is not of a kind that can tell, or nobody has the attribute.
pub fn differing(
    view: &View,
    documents: &Documents,
    round: RoundId,
    by: &str,
    named: Option<CodeId>,
) -> Result<Differing, String> {
    let round = view.round(round).ok_or("there is no such round here")?;
    let plan = &round.plan;
    let apart = plan.blind && plan.kind != RoundKind::Training && plan.start == StartFrom::Blank;
    if !apart {
        return Err(format!(
            "{} was not coded blind from blank texts: how coders differ before they talk cannot be told from it",
            plan.name
        ));
    }
    let snapshot = view.snapshot(round.id).map_err(|why| why.to_string())?;
    let [a, b] = &snapshot.coders[..] else {
        return Err(format!(
            "{} has {} coders: two are compared",
            plan.name,
            snapshot.coders.len()
        ));
    };
    let column = column(view, &Subjects::Participants, by)?;
    let mut codes: Vec<CodeId> = snapshot
        .codings
        .iter()
        .flatten()
        .map(|c| resolved(view, c.code))
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let people = read(view, documents, round, &snapshot, &codes)?;
    let group = |who: &str| value(view, &Subject::Participant(who.to_owned()), &column);
    let mut values: Vec<String> = people.keys().filter_map(|who| group(who)).collect();
    values.sort();
    values.dedup();
    if values.len() < 2 {
        return Err(format!(
            "{column} makes fewer than two groups of the people both coded"
        ));
    }
    // Of two groups one comparison says all.
    let firsts = if values.len() == 2 {
        &values[..1]
    } else {
        &values[..]
    };
    let named = named.and_then(|code| codes.iter().position(|c| *c == code));
    let compared: Vec<(&String, Result<Comparison, String>)> = firsts
        .iter()
        .map(|first| {
            let found = of_group(&people, &group, first, named);
            (first, found)
        })
        .collect();
    Ok(told(
        (view, &codes),
        (a, b),
        (&column, &values),
        &compared,
        plan.name.as_str(),
    ))
}

fn resolved(view: &View, code: CodeId) -> CodeId {
    view.codebook().resolve(code)
}

/// What both coders read of each person: turns, and how many each gave each code.
fn read(
    view: &View,
    documents: &Documents,
    round: &Round,
    snapshot: &crate::model::snapshot::Snapshot,
    codes: &[CodeId],
) -> Result<BTreeMap<String, Read>, String> {
    let place: HashMap<CodeId, usize> = codes.iter().copied().zip(0..).collect();
    let mut people: BTreeMap<String, Read> = BTreeMap::new();
    for (number, id) in snapshot.sources.iter().enumerate() {
        let text = documents.get(id).and_then(|latest| round.text_of(latest));
        let (Some(source), Some(document)) = (view.source(id), text) else {
            return Err(format!(
                "the text of {} is not at hand",
                view.source_name(id)
            ));
        };
        let mut as_fixed = source.clone();
        if let Some(speakers) = snapshot.speakers.get(id) {
            as_fixed.speakers = speakers.clone();
        }
        let turns = Turns::of(document, &as_fixed);
        let mut given: [HashMap<usize, Vec<Span>>; 2] = Default::default();
        for (coder, codings) in snapshot.codings.iter().take(2).enumerate() {
            for coding in codings.iter().filter(|c| c.source == *id) {
                let code = place[&resolved(view, coding.code)];
                given[coder].entry(code).or_default().push(coding.span);
            }
        }
        for (who, _) in &turns.all {
            let read = people.entry(who.clone()).or_insert_with(|| Read {
                by: [vec![0; codes.len()], vec![0; codes.len()]],
                ..Read::default()
            });
            read.turns += 1;
            read.sources.insert(number);
        }
        for (coder, given) in given.iter().enumerate() {
            for (code, spans) in given {
                let has = turns.with(spans);
                for ((who, _), _) in turns.all.iter().zip(has).filter(|(_, has)| *has) {
                    if let Some(read) = people.get_mut(who) {
                        read.by[coder][*code] += 1;
                    }
                }
            }
        }
    }
    Ok(people)
}

fn of_group(
    people: &BTreeMap<String, Read>,
    group: &dyn Fn(&str) -> Option<String>,
    first: &str,
    named: Option<usize>,
) -> Result<Comparison, String> {
    // Where all people of a source are of one group, the source is what was given to it.
    let mut shared: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (who, read) in people {
        for source in &read.sources {
            shared.entry(*source).or_default().push(who);
        }
    }
    let whole = |source: &usize| {
        let all = &shared[source];
        let groups: BTreeSet<bool> = all
            .iter()
            .filter_map(|who| group(who))
            .map(|g| g == first)
            .collect();
        all.len() > 1 && groups.len() == 1
    };
    let person = |(who, read): (&String, &Read)| {
        let is_first = group(who)? == first;
        Some(Person {
            group: if is_first {
                Group::First
            } else {
                Group::Second
            },
            source: read.sources.iter().copied().find(whole).map(|s| s as u32),
            stratum: 0,
            reading: Reading {
                turns: read.turns,
                by_a: read.by[0].clone(),
                by_b: read.by[1].clone(),
            },
        })
    };
    let people: Vec<Person> = people.iter().filter_map(person).collect();
    let plan = Plan {
        named,
        seed: SEED,
        draws: DRAWS,
    };
    between(&people, &plan).map_err(|why| why.to_string())
}

fn told(
    (view, codes): (&View, &[CodeId]),
    (a, b): (&CoderId, &CoderId),
    (column, values): (&Column, &[String]),
    compared: &[(&String, Result<Comparison, String>)],
    round: &str,
) -> Differing {
    let mut lines = vec![format!(
        "Do {a} and {b} differ differently by {column}? As coded blind in {round}, before they talked; what was settled since is not in it."
    )];
    let mut groups = Vec::new();
    let mut shown_of = Vec::new();
    let raised = raised(compared, codes);
    for (at, (first, found)) in compared.iter().enumerate() {
        let second = match values {
            [_, second] => second.clone(),
            _ => "the others".to_owned(),
        };
        match found {
            Err(why) => {
                lines.push(format!("{first} and {second}: {why}"));
                groups.push(json!({ "first": first, "second": second, "undefined": why }));
            }
            Ok(comparison) => {
                let mut each = Vec::new();
                let mut unnoticed = Vec::new();
                let mut untested = 0;
                for (code, answer) in codes.iter().zip(&comparison.codes) {
                    let name = view.codebook().name(*code);
                    match answer {
                        Ok(found) => {
                            let p = raised.get(&(at, *code)).copied().unwrap_or(found.p);
                            if p <= 0.05 {
                                let said = shown(
                                    name,
                                    found,
                                    p,
                                    (a, b),
                                    (first, &second),
                                    (column, comparison),
                                );
                                lines.push(said.clone());
                                shown_of.push((*code, said));
                            } else {
                                unnoticed.push(found.unnoticed());
                            }
                            each.push(difference(name, found, p));
                        }
                        Err(NotTested::NotNamed) => {}
                        Err(why) => {
                            untested += 1;
                            each.push(json!({ "code": name, "undefined": why.to_string() }));
                        }
                    }
                }
                if !unnoticed.is_empty() {
                    let said = not_shown(&unnoticed, comparison);
                    lines.push(format!("{first} and {second}: {said}"));
                }
                if untested > 0 {
                    lines.push(format!(
                        "too few to tell of {}: the coders differ about {} in fewer than 8 people",
                        counted(untested, "code"),
                        if untested == 1 { "it" } else { "them" }
                    ));
                }
                groups.push(json!({
                    "first": first, "second": second,
                    "people": comparison.people, "by_source": comparison.by_source,
                    "left_out": comparison.left_out, "tested": comparison.tested,
                    "codes": each,
                }));
            }
        }
    }
    Differing {
        lines,
        raised: shown_of,
        json: json!({ "round": round, "a": a, "b": b, "by": column.to_string(), "groups": groups }),
    }
}

/// p values after all comparisons, by comparison and code.
fn raised(
    compared: &[(&String, Result<Comparison, String>)],
    codes: &[CodeId],
) -> HashMap<(usize, CodeId), f64> {
    let tested: Vec<Vec<((usize, CodeId), f64)>> = compared
        .iter()
        .enumerate()
        .filter_map(|(at, (_, found))| Some((at, found.as_ref().ok()?)))
        .map(|(at, found)| {
            let each = codes.iter().zip(&found.codes);
            each.filter_map(|(code, answer)| Some(((at, *code), answer.as_ref().ok()?.p)))
                .collect()
        })
        .collect();
    let p: Vec<Vec<f64>> = tested
        .iter()
        .map(|of| of.iter().map(|(_, p)| *p).collect())
        .collect();
    let keys = tested.into_iter().flatten().map(|(key, _)| key);
    keys.zip(holm_over_attributes(&p).into_iter().flatten())
        .collect()
}

/// What is said of codes of which nothing is shown: the widest difference that would not have been noticed.
fn not_shown(unnoticed: &[Option<f64>], comparison: &Comparison) -> String {
    let sign = match unnoticed.len() < comparison.tested {
        true => "no other sign that the comparison depends on the coder",
        false => "no sign that the comparison depends on the coder",
    };
    let largest = unnoticed.iter().flatten().copied().reduce(f64::max);
    let possible = largest.map_or_else(String::new, |largest| {
        format!(
            "; differences up to {} points remain possible",
            points(largest)
        )
    });
    format!(
        "{sign}{possible} ({} and {} people, {} tested).",
        comparison.people[0],
        comparison.people[1],
        counted(comparison.tested, "code")
    )
}

fn shown(
    name: &str,
    found: &Difference,
    p: f64,
    (a, b): (&CoderId, &CoderId),
    (first, second): (&str, &str),
    (column, comparison): (&Column, &Comparison),
) -> String {
    let interval = found.interval.map_or_else(String::new, |i| {
        format!(", 95 % {} to {}", points(i.low), points(i.high))
    });
    let p = match p < 0.001 {
        true => "p < .001".to_owned(),
        false => format!("p = {}", format!("{p:.3}").trim_start_matches('0')),
    };
    let after = match comparison.tested {
        1 => "one code tested".to_owned(),
        n => format!("after {n} codes"),
    };
    format!(
        "*{name}*: the difference between {first} and {second} is {} points by {a}, {} by {b} (difference {}{interval}; {} and {} people, {p} {after}). Do not compare {column} on *{name}* yet; settle it first.",
        points(found.by_a),
        points(found.by_b),
        points(found.difference),
        comparison.people[0],
        comparison.people[1],
    )
}

fn difference(name: &str, found: &Difference, p: f64) -> Json {
    json!({
        "code": name, "by_a": found.by_a, "by_b": found.by_b, "difference": found.difference,
        "interval": found.interval, "p": p, "differing": found.differing,
    })
}

/// A share of turns in points of a hundred.
fn points(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".to_owned(),
        short => minus(short),
    }
}
