//! Differential disagreement beside the scenarios of the specification: what holds and what does
//! not.

use crate::groups::{self, code, head, plan, studies};
use crate::world::{ALIKE, Draws, Errors, coded};
use tandem::statistics::differential::{Group, Person, Plan, Reading, Twice};
use tandem::statistics::differential::{between, mentions, within};

pub fn errors(both: f64, a: f64, b: f64) -> Errors {
    Errors {
        both,
        a,
        b,
        ..ALIKE
    }
}

pub fn differential(number: u64) {
    head("OWN: false alarms per study where the null hypothesis is true");
    named(number);
    shared(number);
    shapes(number);
    focus_groups(number);
    talkers(number);
    sites(number);
    time_points(number);
    head("OWN: the coders differ by group, or the comparison does; shown is right");
    right(number);
    blind_alike(number);
    mentioned(number);
}

fn run(cell: u64, number: u64, name: &str, kind: &groups::Kind) {
    let one = |draws: &mut Draws, n| between(&kind.people(draws), &plan(n)).ok();
    studies(cell, number, one).row(name);
}

fn named(number: u64) {
    for (cell, sizes) in [(501, [8, 8]), (502, [20, 20]), (503, [10, 30])] {
        let kind = groups::Kind::new(sizes, code(0.12, ALIKE), code(0.03, ALIKE));
        let one = |draws: &mut Draws, n| {
            let plan = Plan {
                named: Some(0),
                ..plan(n)
            };
            between(&kind.people(draws), &plan).ok()
        };
        let name = format!("one code named, prevalence .12 / .03, {sizes:?}");
        studies(cell, number, one).row(&name);
    }
}

/// Errors that both coders share leave no trace in how they differ.
fn shared(number: u64) {
    let alike = code(0.06, errors(0.25, 0.1, 0.1));
    let few = code(0.06, errors(0.1, 0.1, 0.1));
    let many = code(0.06, errors(0.6, 0.1, 0.1));
    for (cell, sizes) in [(511, [8, 8]), (512, [20, 20]), (513, [10, 30])] {
        let kind = groups::Kind::new(sizes, alike, alike);
        run(
            cell,
            number,
            &format!("both miss the same quarter, {sizes:?}"),
            &kind,
        );
        let kind = groups::Kind::new(sizes, few, many);
        let name = format!("both miss .10 here and .60 there, {sizes:?}");
        run(cell + 5, number, &name, &kind);
    }
}

fn shapes(number: u64) {
    for (cell, sizes) in [
        (521, [8, 8]),
        (522, [20, 20]),
        (523, [10, 30]),
        (524, [30, 10]),
    ] {
        let rare = groups::Kind::new(sizes, code(0.02, ALIKE), code(0.02, ALIKE));
        run(
            cell,
            number,
            &format!("rare: prevalence .02, {sizes:?}"),
            &rare,
        );
        let mut skewed = groups::Kind::new(sizes, code(0.08, ALIKE), code(0.03, ALIKE));
        for code in skewed.codes.iter_mut().flatten() {
            code.spread = 1.2;
        }
        let name = format!("very uneven people (σ 1.2), .08 / .03, {sizes:?}");
        run(cell + 5, number, &name, &skewed);
        let mut long = groups::Kind::new(sizes, code(0.06, ALIKE), code(0.06, ALIKE));
        long.turns = [(5, 15), (100, 200)];
        let name = format!("5 to 15 turns here, 100 to 200 there, {sizes:?}");
        run(cell + 10, number, &name, &long);
    }
}

/// Groups of five with a temper of their own: how much a coder misses varies from source to source.
fn focus_groups(number: u64) {
    for (cell, sources) in [(541, [8, 8]), (542, [12, 12]), (543, [8, 16])] {
        for whole in [false, true] {
            let one =
                |draws: &mut Draws, n| between(&in_sources(draws, sources, whole), &plan(n)).ok();
            let by = if whole { "sources" } else { "people (wrong)" };
            let name = format!("focus groups of 5, {sources:?}, exchanged by {by}");
            studies(cell, number, one).row(&name);
        }
    }
}

fn in_sources(draws: &mut Draws, sources: [usize; 2], whole: bool) -> Vec<Person> {
    let mut people = Vec::new();
    for source in 0..sources[0] + sources[1] {
        let group = if source < sources[0] {
            Group::First
        } else {
            Group::Second
        };
        let codes: Vec<_> = (0..groups::CODES)
            .map(|_| {
                code(
                    0.10,
                    errors(0.0, draws.logit(0.25, 1.0), draws.logit(0.25, 1.0)),
                )
            })
            .collect();
        for _ in 0..5 {
            let mut one = crate::world::person(draws, group, (20, 59), &codes);
            one.source = whole.then_some(source as u32);
            people.push(one);
        }
    }
    people
}

/// Two sites; A misses .1 at one and .4 at the other, B .25 at both; three quarters of the first group
/// are at the first site.
fn sites(number: u64) {
    for (cell, n) in [(551, 20), (552, 40)] {
        for strata in [false, true] {
            let one = |draws: &mut Draws, study| {
                let mut people = Vec::new();
                for place in 0..2 * n {
                    let first = place < n;
                    let group = if first { Group::First } else { Group::Second };
                    let site = u32::from((place % 4 == 0) == first);
                    let miss = if site == 0 { 0.1 } else { 0.4 };
                    let codes = vec![code(0.06, errors(0.0, miss, 0.25)); groups::CODES];
                    let mut one = crate::world::person(draws, group, (20, 59), &codes);
                    one.stratum = if strata { site } else { 0 };
                    people.push(one);
                }
                between(&people, &plan(study)).ok()
            };
            let by = if strata { "within sites" } else { "over sites" };
            let name = format!("coder differs by site, sites by group, {n} + {n}, {by}");
            studies(cell, number, one).row(&name);
        }
    }
}

fn time_points(number: u64) {
    for (cell, n) in [(561, 8), (562, 12), (563, 30)] {
        let one = |draws: &mut Draws, study| {
            let mut at = |prevalence: f64| {
                let turns = draws.between(20, 59);
                let code = code(prevalence, ALIKE);
                let counts = (0..groups::CODES).map(|_| coded(draws, turns, &code));
                let (by_a, by_b) = counts.unzip();
                Reading { turns, by_a, by_b }
            };
            let people: Vec<Twice> = (0..n)
                .map(|_| Twice {
                    source: None,
                    before: at(0.12),
                    after: at(0.04),
                })
                .collect();
            within(&people, &plan(study)).ok()
        };
        let name = format!("people read twice, prevalence .12 then .04, {n}");
        studies(cell, number, one).row(&name);
    }
}

fn right(number: u64) {
    let uneven = errors(0.0, 0.1, 0.4);
    for (cell, sizes) in [(571, [8, 8]), (572, [20, 20]), (573, [10, 30])] {
        let kind = groups::Kind::new(sizes, code(0.12, uneven), code(0.03, uneven));
        let name = format!("A misses .10, B .40 everywhere, .12 / .03, {sizes:?}");
        run(cell, number, &name, &kind);
        let kind = groups::Kind::new(sizes, code(0.06, uneven), code(0.06, ALIKE));
        let name = format!("A misses .10, B .40 in one group only, {sizes:?}");
        run(cell + 5, number, &name, &kind);
    }
}

/// How much a coder misses varies from person to person, for all codes alike.
fn talkers(number: u64) {
    for (cell, sizes) in [(546, [8, 8]), (547, [20, 20]), (548, [10, 30])] {
        let one = |draws: &mut Draws, n| {
            let mut people = Vec::new();
            for place in 0..sizes[0] + sizes[1] {
                let first = place < sizes[0];
                let group = if first { Group::First } else { Group::Second };
                let misses = errors(0.0, draws.logit(0.25, 1.0), draws.logit(0.25, 1.0));
                let prevalence = if first { 0.10 } else { 0.04 };
                let codes = vec![code(prevalence, misses); groups::CODES];
                people.push(crate::world::person(draws, group, (20, 59), &codes));
            }
            between(&people, &plan(n)).ok()
        };
        let name = format!("misses hang together in a person, .10 / .04, {sizes:?}");
        studies(cell, number, one).row(&name);
    }
}

/// What both coders miss alike is in no figure: the groups are equal, and both coders say they are not.
fn blind_alike(number: u64) {
    let (few, many) = (
        code(0.06, errors(0.1, 0.1, 0.1)),
        code(0.06, errors(0.6, 0.1, 0.1)),
    );
    let kind = groups::Kind::new([20, 20], few, many);
    let (mut by_a, mut by_b, mut shown, mut codes) = (0.0, 0.0, 0, 0);
    for study in 0..number {
        let people = kind.people(&mut Draws::new(580, study));
        let Ok(found) = between(&people, &plan(study)) else {
            continue;
        };
        for code in found.codes.iter().flatten() {
            codes += 1;
            by_a += code.by_a;
            by_b += code.by_b;
            shown += u64::from(code.shown());
        }
    }
    println!(
        "both miss .10 here and .60 there, equal groups: by A {:.4}, by B {:.4} (truly 0); {shown} of {codes} codes shown",
        by_a / codes as f64,
        by_b / codes as f64
    );
}

/// People as outcome: Mainland and Gart's test, codes of which most people have one turn or none.
fn mentioned(number: u64) {
    println!("\nOWN: people as outcome (Mainland and Gart, Holm over 20 codes), prevalence .02");
    let mut cell = 590;
    for n in [8, 20, 30] {
        for f in [0.0, 0.2] {
            cell += 1;
            let mut kind = groups::Kind::new([n, n], code(0.02, ALIKE), code(0.02, ALIKE));
            kind.codes[0][0] = code(0.02, errors(0.0, 0.25 - f, 0.25 + f));
            kind.codes[1][0] = code(0.02, errors(0.0, 0.25 + f, 0.25 - f));
            let (mut any, mut first) = (0, 0);
            for study in 0..number {
                let people = kind.people(&mut Draws::new(cell, study));
                let tables = mentions(&people).unwrap_or_default();
                let shown = |m: &tandem::statistics::differential::Mentions| {
                    m.test.is_ok_and(|test| test.holm <= 0.05)
                };
                any += u64::from(tables.iter().any(shown));
                first += u64::from(tables.first().is_some_and(shown));
            }
            println!(
                "{n} + {n}, planted ± {f}: {any} of {number} studies show some code, {first} the planted one"
            );
        }
    }
}
