//! The main table: code by code, counts before figures, the figure that leads with its interval.

use super::{Making, drawn};
use crate::agreement::interval::Interval;
use crate::agreement::round::{Between, CodeFigures, Did, of_either};
use crate::app::agreement::behind::Behind;
use crate::app::agreement::table::{About, Cell, Column, Row, Shown, Table};
use crate::app::agreement::{By, Outcome, decimal, percent};
use crate::model::ids::CodeId;
use crate::model::round::Headline;

/// Code by code.
pub(super) fn table(making: &Making) -> Table {
    let found = &making.results.figures;
    let grain = match making.by {
        By::Unit => &found.by_unit,
        By::Character => &found.by_character,
    };
    let mut rows: Vec<Row> = grain.codes.iter().map(|c| row(making, c)).collect();
    rows.extend(found.unused.iter().map(|code| unused(making, *code)));
    let mut notes = Vec::new();
    if making.coefficients() && making.by == By::Unit {
        notes.push(sets(making));
        notes.push(places(making));
    }
    Table {
        first: "code".into(),
        columns: columns(making),
        rows,
        foot: vec![row(making, &grain.overall)],
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
            other => ("alpha", other == Headline::Alpha),
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
        return Row {
            name,
            ..Row::default()
        };
    };
    let behind = |did: &[Did]| Behind::given(making.by, making.pair, figures.code, did);
    let count = |n: u64, did: Did| Cell::on(Shown::Count(n), behind(&[did]));
    let either = || behind(&[Did::Both, Did::OnlyA, Did::OnlyB]);
    let mut cells = vec![
        count(between.both, Did::Both),
        count(between.only_a, Did::OnlyA),
        count(between.only_b, Did::OnlyB),
    ];
    // Characters are many and hang together: their number says nothing about being enough.
    let few = making.by == By::Unit && figures.code.is_some() && between.few().is_some();
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
        said: format!("{name}: {}", remark(between, making)),
        about: figures.code.map_or(About::All, About::Code),
        name,
        cells,
        few,
    }
}

/// Kappa's interval, drawn.
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
        said: format!("{name}: no one used it"),
        about: About::Code(code),
        name,
        cells,
        few: true,
    }
}

/// What a pair did with one code, in counts and plain words.
pub(super) fn remark(between: &Between, making: &Making) -> String {
    if between.either() == 0 {
        return "no one used it".to_owned();
    }
    let units = making.units();
    let mut text = of_either(between.either(), between.both, units);
    if making.by == By::Unit && between.few().is_some() {
        text.push_str("; too few to tell");
    }
    if !making.coefficients() {
        return text;
    }
    if let Err(why) = between.alpha {
        text.push_str(&format!("; alpha is undefined: {why}"));
    }
    if let Some(sentence) = between.prevalence() {
        text.push_str("; ");
        text.push_str(sentence);
    }
    text
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
    let identical = match &sets.identical {
        Ok(share) => percent(*share),
        Err(why) => format!("undefined: {why}"),
    };
    format!(
        "sets of codes: identical {identical} · α {} (MASI) · α {} (Jaccard)",
        figure(&sets.masi),
        figure(&sets.jaccard)
    )
}
