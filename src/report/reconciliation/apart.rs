//! What was submitted, in the minutes: the figures, and where what they count stands among the
//! places of the list.

use super::Queue;
use crate::agreement::round::{ByCoding, Cell, Put, Within};
use crate::export::paper::Block;
use crate::model::ids::CodingId;
use crate::model::round::Headline;
use crate::reconcile::item::{Item, ItemKind};
use crate::report::PlacesAlone;
use crate::report::claims::{Naming, Place, Record, how, said};
use crate::report::figures::{Found, Results, headline};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Of one kind of place: the places, and what figures by coding count there, `[matched, different,
/// only A, only B]`.
#[derive(Default)]
struct Here {
    places: BTreeSet<usize>,
    counts: [u64; 4],
}

/// The section on what was submitted; nothing where the round wants no coefficient.
pub(super) fn apart(queue: &Queue, found: Found) -> Vec<Block> {
    let round = queue.round;
    if round.plan.headline == Headline::None {
        return Vec::new();
    }
    if queue.view.is_open_coding(round) {
        return marked(queue);
    }
    let heading = format!("Figures as submitted ({})", how(round));
    let heading = Block::Heading(2, heading);
    let (results, intervals) = match found {
        Ok(found) => found,
        Err(why) => return vec![heading, Block::text(format!("No figure: {why}."))],
    };
    let record = Record::of(queue.view, results, intervals, Naming::Ids);
    let mut blocks = vec![
        heading,
        Block::text(headline(&results.figures, intervals, round)),
        Block::text(said(&record, Place::Minutes).join(" ")),
    ];
    for pair in 0..results.figures.by_coding.len() {
        blocks.extend(bridge(queue, results, pair));
    }
    blocks
}

/// A round of open coding: what was marked, whatever the code.
fn marked(queue: &Queue) -> Vec<Block> {
    let round = queue.round;
    let heading = Block::Heading(2, format!("Places marked ({})", how(round)));
    let why = Block::text(
        "A round of open coding: each coder made codes of their own, so there is no figure over codes; they are compared in the code conference."
            .to_owned(),
    );
    match PlacesAlone::of(queue.view, round, queue.texts.documents()) {
        Ok(places) => vec![heading, why, Block::list(places.lines())],
        Err(_) => vec![heading, why],
    }
}

/// From the figure by coding of two coders to the places of the list: what it counts, kind of place
/// by kind of place. Each column adds up to the figure's own count.
fn bridge(queue: &Queue, results: &Results, pair: usize) -> Vec<Block> {
    let Some(coding) = results.figures.by_coding.get(pair) else {
        return Vec::new();
    };
    let name = |at: usize| queue.coders.get(at).map_or("", |c| c.as_str());
    let (a, b) = (name(coding.coders.0), name(coding.coders.1));
    let kinds = kinds(queue, results, pair);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (kind, here) in kinds.iter().rev() {
        let mut row = vec![kind.word(), here.places.len().to_string()];
        row.extend(here.counts.map(|n| n.to_string()));
        rows.push(row);
    }
    let places: BTreeSet<&usize> = kinds.values().flat_map(|here| &here.places).collect();
    let counts = coding.counts;
    let mut all = vec!["all".to_owned(), places.len().to_string()];
    all.extend(
        [
            counts.matched,
            counts.different,
            counts.only_a,
            counts.only_b,
        ]
        .map(|n| n.to_string()),
    );
    rows.push(all);
    let heading = [
        "kind of place",
        "places",
        "matched",
        "different codes",
        &format!("only {a}"),
        &format!("only {b}"),
    ];
    vec![
        Block::text(bridged(coding, &kinds, (a, b))),
        Block::table(heading.map(str::to_owned).to_vec(), rows),
    ]
}

/// “Where the 11 matches of ana and ben stand in the list of places: 6 agreed + 2 boundary …”.
fn bridged(coding: &ByCoding, kinds: &BTreeMap<ItemKind, Here>, (a, b): (&str, &str)) -> String {
    let matched = kinds.iter().rev().filter(|(_, here)| here.counts[0] > 0);
    let parts: Vec<String> = matched
        .map(|(kind, here)| format!("{} {}", here.counts[0], kind.word()))
        .collect();
    let matches = match coding.counts.matched {
        0 => return format!("No codings of {a} and {b} match."),
        1 => "the 1 match".to_owned(),
        n => format!("the {n} matches"),
    };
    format!(
        "Where {matches} of {a} and {b} stand in the list of places: {}. Codings that match need not end alike; a place is agreed only where they do.",
        parts.join(" + ")
    )
}

fn kinds(queue: &Queue, results: &Results, pair: usize) -> BTreeMap<ItemKind, Here> {
    let place = |(at, item): (usize, &Item)| -> Vec<(CodingId, usize)> {
        item.all().map(|c| (c.id, at)).collect()
    };
    let items = queue.items.iter().enumerate();
    let places: HashMap<CodingId, usize> = items.flat_map(place).collect();
    let mut kinds: BTreeMap<ItemKind, Here> = BTreeMap::new();
    for (n, put) in [Put::Matched, Put::Different, Put::OnlyA, Put::OnlyB]
        .into_iter()
        .enumerate()
    {
        let cell = Cell::Codings {
            pair,
            code: None,
            put,
        };
        for segment in results.comparison.segments(&cell, &Within::All) {
            let mut at = segment.codings.iter().filter_map(|c| places.get(&c.id));
            // Every coding submitted is in one item; of two put together the first one's counts.
            let Some(first) = at.next() else { continue };
            let here = kinds.entry(queue.items[*first].kind.clone()).or_default();
            here.places.insert(*first);
            here.counts[n] += 1;
        }
    }
    kinds
}
