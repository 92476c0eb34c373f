//! The main table: code by code, counts before figures, the figure that leads with its interval.

use super::making::{Making, drawn};
use crate::agreement::interval::Interval;
use crate::agreement::outcome::Outcome;
use crate::agreement::round::{
    Between, By, CodeFigures, Did, FEW_PLACES, FEW_SOURCES_MARKED, Grain, WhereMarked, of_either,
};
use crate::model::ids::CodeId;
use crate::model::round::Headline;
use crate::report::figures::{About, Behind, Cell, Column, Row, Shown, Table, decimal, percent};

pub(super) fn table(making: &Making) -> Table {
    let found = &making.results.figures;
    let grain = match making.by {
        By::Unit => &found.by_unit,
        By::Character => &found.by_character,
    };
    let mut rows: Vec<Row> = grain.codes.iter().map(|c| row(making, c)).collect();
    rows.extend(found.unused.iter().map(|code| unused(making, *code)));
    let mut notes = Vec::new();
    if making.by == By::Unit {
        notes.extend(outside(making));
    }
    if making.coefficients() && making.by == By::Unit {
        notes.push(sets(making));
        notes.push(places(making));
    }
    let mut foot = vec![row(making, &grain.overall)];
    // In a column of kappas alpha has no place.
    if making.coefficients() && making.lead != Headline::Kappa {
        foot.push(over_codes(making, grain));
        if making.roomy && making.by == By::Unit {
            foot.push(coded_or_not(making));
        }
    }
    Table {
        first: "code".into(),
        columns: columns(making),
        rows,
        foot,
        notes,
        empty: "No code is in use yet.".into(),
    }
}

fn columns(making: &Making) -> Vec<Column> {
    let (a, b) = making.coders();
    let lead = making.lead;
    let mut columns = vec![
        Column::new("both", 5),
        Column::new(format!("only {a}"), 9),
        Column::new(format!("only {b}"), 9),
    ];
    if making.coefficients() {
        columns.push(Column::new("%", 6).called("percent agreement"));
        columns.push(Column::new("on yes", 7).called("agreement on yes"));
        let (name, leads) = match lead {
            Headline::Kappa => ("kappa", true),
            lead => (
                "alpha",
                matches!(lead, Headline::Alpha | Headline::AlphaOverCodes),
            ),
        };
        columns.push(Column::new(name, 6).leading(leads));
        let full = format!("95 % interval of {name}");
        columns.push(Column::new("95 %", 14).called(full).growing());
    }
    columns.push(match making.roomy {
        true => Column::new("", 18),
        false => Column::new("", 5),
    });
    columns
}

fn row(making: &Making, figures: &CodeFigures) -> Row {
    let name = making.name_of(figures);
    let Some(between) = figures.pairs.get(making.pair) else {
        return Row::of(name);
    };
    let behind = |did: &[Did]| Behind::given(making.by, making.pair, figures.code, did);
    let count = |n: u64, did: Did| Cell::on(Shown::Count(n), behind(&[did]));
    let either = || behind(&[Did::Both, Did::OnlyA, Did::OnlyB]);
    let mut cells = vec![
        count(between.both, Did::Both),
        count(between.only_a, Did::OnlyA),
        count(between.only_b, Did::OnlyB),
    ];
    let few = figures.code.is_some() && between.few().is_some();
    if making.coefficients() {
        let lead = match making.lead {
            Headline::Kappa => between.kappa,
            _ => between.alpha,
        };
        let interval = making.bar(figures.code, between);
        cells.extend([
            Cell::on(Shown::share(&between.percent), either()),
            Cell::on(Shown::figure(&between.positive), either()),
            Cell::on(Shown::figure(&lead), either()),
            match lead {
                Err(why) => Cell::on(Shown::Words(why.to_string()), either()),
                // Beside “too few to tell” an interval without spread says nothing.
                Ok(_) if few && !matches!(interval, Shown::Interval { .. }) => {
                    Cell::on(Shown::Nothing, either())
                }
                Ok(_) => Cell::on(interval, either()),
            },
        ]);
    }
    let words = match (few, making.roomy) {
        (true, true) => "too few to tell",
        (true, false) => "few",
        _ => "",
    };
    cells.push(Cell::on(Shown::Words(words.to_owned()), either()));
    Row {
        remark: format!("{name}: {}", remark(between, making)),
        about: figures.code.map_or(About::All, About::Code),
        name,
        cells,
        few,
    }
}

/// Alpha over codes; the codes that bring it down are said.
fn over_codes(making: &Making, grain: &Grain) -> Row {
    let alpha = grain.over_codes.pairs.get(making.pair);
    let alpha = alpha.copied().unwrap_or(grain.over_codes.alpha);
    let weakest = making.results.figures.beside_the_lead().weakest;
    let weakest = weakest.iter();
    let weakest: Vec<String> = weakest
        .map(|(code, alpha)| format!("{} {}", making.name(*code), decimal(*alpha)))
        .collect();
    let said = match weakest.is_empty() {
        true => format!(
            "no code has {FEW_PLACES} places marked by either in {FEW_SOURCES_MARKED} sources"
        ),
        false => format!(
            "lowest by unit, of codes with enough places: {}",
            weakest.join(", ")
        ),
    };
    let empty = || Cell::plain(Shown::Nothing);
    let mut cells = vec![empty(), empty(), empty(), empty(), empty()];
    cells.push(Cell::plain(Shown::figure(&alpha)));
    cells.push(Cell::plain(match alpha {
        Ok(at) => making.bar_over_codes(at),
        Err(why) => Shown::Words(why.to_string()),
    }));
    cells.push(empty());
    Row {
        name: "over codes".into(),
        cells,
        remark: format!("alpha over codes; {said}"),
        ..Row::default()
    }
}

/// Whether the same units were marked, whatever the code, and with the same codes.
fn coded_or_not(making: &Making) -> Row {
    let sets = &making.results.figures.sets;
    let name = "coded or not".to_owned();
    let (Some(between), Some(marked)) = (
        sets.any_code.pairs.get(making.pair),
        sets.where_marked.get(making.pair),
    ) else {
        return Row::of(name);
    };
    let count = |n: u64| Cell::plain(Shown::Count(n));
    Row {
        cells: vec![
            count(between.both),
            count(between.only_a),
            count(between.only_b),
            Cell::plain(Shown::share(&between.percent)),
            Cell::plain(Shown::figure(&between.positive)),
            Cell::plain(Shown::figure(&between.alpha)),
            Cell::plain(Shown::Nothing),
            Cell::plain(Shown::Nothing),
        ],
        remark: format!(
            "any code or none: {}; the sets of codes are equal on {} of them",
            of_either(marked.either, between.both, making.units()),
            marked.equal
        ),
        name,
        ..Row::default()
    }
}

pub(super) fn kappa_bar(between: &Between) -> Shown {
    match (between.kappa, between.kappa_interval) {
        (Ok(at), Ok(Interval { low, high, .. })) => drawn(low, at, high),
        (_, Err(why)) | (Err(why), _) => Shown::Words(why.to_string()),
    }
}

fn unused(making: &Making, code: CodeId) -> Row {
    let none = || Cell::plain(Shown::Count(0));
    let mut cells = vec![none(), none(), none()];
    if making.coefficients() {
        cells.extend([Cell::default(), Cell::default(), Cell::default()]);
    }
    cells.push(Cell::plain(Shown::Words("no one used it".into())));
    let name = making.name(code);
    Row {
        remark: format!("{name}: no one used it"),
        about: About::Code(code),
        name,
        cells,
        few: true,
    }
}

/// What a pair did with one code, in counts and plain words.
pub(super) fn remark(between: &Between, making: &Making) -> String {
    let few = between.few();
    if let (0, Some(why)) = (between.either(), &few) {
        return why.clone();
    }
    let units = making.units();
    let mut text = of_either(between.either(), between.both, units);
    if few.is_some() {
        text.push_str("; too few to tell");
        text.push_str(&few_because(between));
    }
    match between.outside {
        0 => {}
        1 => text.push_str("; 1 coding more lies outside"),
        n => text.push_str(&format!("; {n} codings more lie outside")),
    }
    if !making.coefficients() {
        return text;
    }
    if let Err(why) = between.alpha {
        text.push_str(&format!("; alpha is undefined: {why}"));
    }
    if let Some(why) = between.prevalence() {
        text.push_str("; ");
        text.push_str(&why.words(between.by));
    }
    text
}

/// What few figures rest on, where the count of units does not say it.
fn few_because(between: &Between) -> String {
    let Some(rests) = between.support else {
        return String::new();
    };
    let sources = match rests.sources {
        1 => "1 source".to_owned(),
        n => format!("{n} sources"),
    };
    match (between.by, rests.places < FEW_PLACES) {
        (By::Unit, true) => String::new(),
        (By::Character, true) if rests.places == 1 => ": 1 place".to_owned(),
        (By::Character, true) => format!(": {} places", rests.places),
        (_, false) => format!(": in {sources} only"),
    }
}

/// The codings that no unit holds anything of, in one line; nothing where there are none.
fn outside(making: &Making) -> Option<String> {
    let found = &making.results.figures;
    let all = found.outside.codings();
    let by_coder = found.coders.iter().zip(&found.outside.units);
    let by_coder: Vec<String> = by_coder
        .filter(|(_, n)| **n > 0)
        .map(|(coder, n)| format!("{coder} {n}"))
        .collect();
    let unit = making.results.comparison.unit().word();
    (all > 0).then(|| {
        let lie = if all == 1 {
            "coding lies"
        } else {
            "codings lie"
        };
        format!("{all} {lie} outside {unit}: {}", by_coder.join(", "))
    })
}

/// Whether they marked the same places, and gave the same code where both marked, in one line.
fn places(making: &Making) -> String {
    let places = &making.results.figures.places;
    let figure = |outcome: &Outcome| match outcome {
        Ok(value) => decimal(*value),
        Err(why) => format!("undefined: {why}"),
    };
    // One reason said once.
    let text = match (&places.same_places, &places.same_code) {
        (Err(one), Err(other)) if one == other => {
            format!("same places, same code: undefined: {one}; ")
        }
        (one, other) => format!(
            "same places |uα {} · same code, where both marked, cuα {} · ",
            figure(one),
            figure(other)
        ),
    };
    format!("{text}each code a layer: uα {}", figure(&places.layers))
}

/// Sets of codes by unit, in one line.
fn sets(making: &Making) -> String {
    let sets = &making.results.figures.sets;
    let figure = |outcome: &Outcome| match outcome {
        Ok(value) => decimal(*value),
        Err(why) => format!("undefined: {why}"),
    };
    // Where neither marked anything sets are equal, too: that is no agreement on codes.
    let equal = match sets.where_marked.get(making.pair).map(WhereMarked::share) {
        Some(Ok(share)) => percent(share),
        Some(Err(why)) => format!("undefined: {why}"),
        None => String::new(),
    };
    format!(
        "sets of codes equal where either marked {equal} · α {} (MASI) {} (Jaccard)",
        figure(&sets.masi),
        figure(&sets.jaccard)
    )
}
