//! What stands under the table: how it was counted, and what is not to be read out of it.

use super::shape::{Is, Shown, Summary, TableOne, Whose};
use super::taken::{Characteristic, Taken};
use crate::model::attribute::AttributeKind;

/// The notes a table needs, and no others.
pub fn notes(taken: &Taken, table: &TableOne) -> Vec<String> {
    let mut notes = vec!["Each person is counted once.".to_owned()];
    notes.extend(per_cents(table));
    notes.extend(without_value(table));
    notes.extend(numbers(table));
    notes.extend(whose(table));
    notes.extend(ungrouped(taken, table));
    notes.extend(taken_words(taken));
    notes.extend(small(table));
    notes.push(
        "No p values are given: CONSORT 2010 (item 15) advises against tests of differences between \
         groups at baseline."
            .to_owned(),
    );
    notes
}

fn has_line(table: &TableOne, is: &Is) -> bool {
    let mut lines = table.blocks.iter().flat_map(|b| &b.lines);
    lines.any(|l| l.is == *is)
}

fn per_cents(table: &TableOne) -> Option<String> {
    let mut lines = table.blocks.iter().flat_map(|b| &b.lines);
    let there = lines.any(|l| matches!(l.is, Is::Value(_)));
    there.then(|| {
        "Per cents are of the people who have a value; where these are fewer than ten, “4 of 9” stands \
         instead."
            .to_owned()
    })
}

fn without_value(table: &TableOne) -> Vec<String> {
    let mut notes = Vec::new();
    if has_line(table, &Is::Missing) {
        notes.push("Missing: said to be missing, or not set.".to_owned());
    }
    if has_line(table, &Is::Unknown) {
        notes.push("Unknown: there is a value, and nobody here knows it.".to_owned());
    }
    notes
}

fn numbers(table: &TableOne) -> Vec<String> {
    let all = || table.blocks.iter().flat_map(|b| &b.summaries);
    if all().next().is_none() {
        return Vec::new();
    }
    let range = match table.least {
        Some(_) => "",
        None => ", range (the least to the greatest)",
    };
    let mut notes = vec![format!(
        "Numbers: mean (SD, divided by n − 1), median [lower and upper quartile, type 7 of Hyndman and \
         Fan 1996, the default of R]{range}."
    )];
    let alone = |s: &Summary| matches!(s, Summary::Is(n) if n.sd.is_none());
    if all().any(alone) {
        notes.push("–: one value alone has no SD.".to_owned());
    }
    notes
}

fn whose(table: &TableOne) -> Option<String> {
    let by = table.by.as_ref()?;
    let mut columns = table.columns.iter();
    let there = columns.any(|(whose, _)| *whose == Whose::NoGroup);
    there.then(|| {
        format!(
            "Group missing: people whose {by} is missing, unknown or not set. They are counted in \
             overall and in no group, and no per cent is of them."
        )
    })
}

/// That there are no groups though they were asked for.
fn ungrouped(taken: &Taken, table: &TableOne) -> Option<String> {
    let by = taken.by.as_ref().filter(|_| table.by.is_none())?;
    Some(format!(
        "Not by {}: its groups are so small that naming them would tell how many people are in them.",
        by.name
    ))
}

fn taken_words(taken: &Taken) -> Vec<String> {
    let mut notes = Vec::new();
    let all = || taken.attributes.iter().chain(&taken.by);
    let timeless = |a: &Characteristic| a.at.is_none() && a.none.is_none();
    if let Some(at) = &taken.at
        && all().any(timeless)
    {
        notes.push(format!(
            "Values are those at {at}; what has no value of that time point is taken as it is set \
             without one, and has no time point beside its name."
        ));
    }
    if taken.by_label > 0 {
        notes.push(
            "Some people are told by a label such as “B” alone: each such label is counted as another \
             person in each source."
                .to_owned(),
        );
    }
    if taken.apart > 0 {
        notes.push(
            "Some values were set differently by two people who did not know of each other; the one \
             the study shows is counted."
                .to_owned(),
        );
    }
    for odd in all().filter(|a| a.kind == AttributeKind::Number && a.is_odd()) {
        notes.push(format!(
            "{}: some values are no numbers, or too large to reckon with, and are counted as missing.",
            odd.name
        ));
    }
    notes
}

/// What is hidden, or may give people away.
fn small(table: &TableOne) -> Option<String> {
    match table.least {
        Some(least) => Some(format!(
            "<{least}: at least one person and fewer than {least}. Hidden: what a count below {least} could \
             be worked out from, and all that is said of numbers of fewer than {least} people, or from \
             which that could be worked out; the least and the greatest number are left out, since they \
             are those of single people."
        )),
        None => gives_away(table).then(|| {
            "Some counts are of one or two people and may give them away: --least hides counts below a \
             number and what they could be worked out from."
                .to_owned()
        }),
    }
}

fn gives_away(table: &TableOne) -> bool {
    let cells = table
        .blocks
        .iter()
        .flat_map(|b| &b.lines)
        .flat_map(|l| &l.cells);
    let headings = table.columns.iter().map(|(_, n)| *n);
    let mut all = cells.map(|c| c.count).chain(headings);
    all.any(|n| matches!(n, Shown::Count(1 | 2)))
}
