//! Rated codes: ordinal agreement item by item, on what both coded and rated.

use super::making::{Making, drawn};
use crate::agreement::outcome::Outcome;
use crate::agreement::round::{Became, Cell as Counted, Over, Rated, Ratings};
use crate::model::code::is_point;
use crate::model::ids::CodeId;
use crate::report::figures::{About, Behind, Cell, Column, Row, Shown, Table, decimal};

/// Item by item, by unit; by case in the row below where cases are more than sources.
pub(super) fn table(making: &Making) -> Table {
    let mut columns = vec![Column::new("rated by both", 15)];
    if making.coefficients() {
        columns.extend([
            Column::new("% the same", 12),
            Column::new("alpha, ordinal", 16).leading(true),
            Column::new("95 %", 12),
            Column::new("B − A", 7).called("mean difference, second less first"),
            Column::new("ICC(A,1)", 9),
            Column::new("AC2", 5),
        ]);
    }
    columns.push(Column::new("", 18).growing());
    let mut rows = Vec::new();
    for item in &making.results.figures.rated {
        rows.push(row(making, item, Over::Units));
        rows.push(row(making, item, Over::Cases));
    }
    Table {
        first: "rated code".into(),
        columns,
        rows,
        foot: Vec::new(),
        notes: vec!["a code without a rating is missing, not a value; ranks over the declared scale".into()],
        empty: "No rated code was used. A code becomes a rated one when the codebook file gives it a scale."
            .into(),
    }
}

fn row(making: &Making, item: &Rated, over: Over) -> Row {
    let (of, ratings) = match over {
        Over::Units => ("by unit", &item.by_unit),
        Over::Cases => ("by case", &item.by_case),
    };
    let name = format!("{} {of}", making.name(item.code));
    let on = |shown: Shown, became: Became| {
        let counted = Counted::Ratings {
            pair: making.pair,
            code: item.code,
            over,
            became,
        };
        Cell::on(shown, Behind::of(counted))
    };
    let Some(pair) = ratings.pairs.get(making.pair) else {
        return Row::of(name);
    };
    let mut cells = vec![on(Shown::Count(pair.rated), Became::Compared)];
    if making.coefficients() {
        cells.extend([
            Cell::plain(Shown::share(&pair.percent)),
            Cell::plain(Shown::figure(&pair.alpha)),
            Cell::plain(bar(making, item.code, over, &pair.alpha)),
            Cell::plain(Shown::figure(&pair.mean_difference)),
            Cell::plain(Shown::figure(&pair.icc)),
            Cell::plain(Shown::figure(&pair.ac2)),
        ]);
    }
    let mut left = left(ratings, pair.coders);
    if pair.is_few() && pair.points > 0 {
        let more = if left.is_empty() { "" } else { "; " };
        left = format!("too few to tell{more}{left}");
    }
    let why = match (&pair.alpha, making.coefficients()) {
        (Err(why), true) => format!("undefined: {why}"),
        _ => left.clone(),
    };
    cells.push(on(Shown::Words(why), Became::LeftOut));
    let points = item.scale.iter().filter(|(_, label)| is_point(label));
    let labels: Vec<&str> = points.map(|(_, label)| label.as_str()).collect();
    let mut said = format!("{name}: scale {}", labels.join(" < "));
    if making.coefficients()
        && let (Ok(_), Ok(interval)) = (&pair.icc, &pair.icc_interval)
    {
        said.push_str(&format!(
            "; ICC(A,1) {} to {}",
            decimal(interval.low),
            decimal(interval.high)
        ));
    }
    if let Some(mixed) = &pair.mixed {
        let n = mixed.counts.either();
        said.push_str(&format!("; “mixed”, no point of the scale, by either {n}"));
    }
    if !left.is_empty() {
        said.push_str(&format!("; {left}"));
    }
    Row {
        name,
        about: About::Code(item.code),
        cells,
        remark: said,
        few: pair.is_few(),
    }
}

/// The interval of a pair's alpha, drawn.
fn bar(making: &Making, code: CodeId, over: Over, alpha: &Outcome) -> Shown {
    let rated = making.intervals.map(|i| i.rated.iter());
    let Some(found) = rated.and_then(|mut all| all.find(|r| r.code == code)) else {
        return Shown::Nothing;
    };
    let of = match over {
        Over::Units => &found.by_unit,
        Over::Cases => &found.by_case,
    };
    match (alpha, of.pairs.get(making.pair).map(|p| &p.alpha)) {
        (Ok(at), Some(Ok(interval))) => drawn(interval.low, *at, interval.high),
        (Ok(_), Some(Err(why))) => Shown::Words(why.to_string()),
        _ => Shown::Nothing,
    }
}

/// What could not be compared, in words.
fn left(ratings: &Ratings, (a, b): (usize, usize)) -> String {
    let of = |counts: &[u64]| [a, b].iter().filter_map(|at| counts.get(*at)).sum::<u64>();
    let all = [
        (of(&ratings.unrated), "coded without a rating"),
        (of(&ratings.several), "rated twice, differently"),
        (of(&ratings.off_scale), "off the scale"),
    ];
    let words = all.iter().filter(|(n, _)| *n > 0);
    let words: Vec<String> = words.map(|(n, what)| format!("{n} {what}")).collect();
    words.join(", ")
}
