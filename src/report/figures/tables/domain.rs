//! A domain: a branch of the codebook read as codes that exclude one another, one value a unit.

use super::making::Making;
use crate::agreement::interval::Interval;
use crate::agreement::round::{By, Cell as Counted, DomainPair, Spread, Value, ValuePairIntervals};
use crate::report::figures::{About, Behind, Cell, Column, Row, Shown, Table, decimal, percent};

/// The values of one coder against those of the other.
pub(super) fn table(making: &Making) -> Table {
    let (a, b) = making.coders();
    let empty = Table {
        first: format!("{a} ↓   {b} →"),
        empty: "No domain is selected: f chooses a branch of the codebook whose codes exclude one another."
            .into(),
        ..Table::default()
    };
    let Some(domain) = &making.results.figures.domain else {
        return empty;
    };
    let grain = match making.by {
        By::Unit => &domain.by_unit,
        By::Character => &domain.by_character,
    };
    let Some(pair) = grain.pairs.get(making.pair) else {
        return empty;
    };
    let name = |value: &Value| name(making, value);
    let row = |(down, value): (usize, &Value)| {
        let cell = |(across, other): (usize, &Value)| {
            let same = |c: &&(usize, usize, u64)| (c.0, c.1) == (down, across);
            let count = Shown::Count(pair.cells.iter().find(same).map_or(0, |c| c.2));
            let counted = Counted::Values {
                by: making.by,
                pair: making.pair,
                a: value.clone(),
                b: other.clone(),
            };
            Cell::on(count, Behind::of(counted))
        };
        let mut cells: Vec<Cell> = grain.values.iter().enumerate().map(cell).collect();
        if making.coefficients() {
            let specific = pair.specific.get(down);
            cells.push(Cell::plain(specific.map_or(Shown::Nothing, Shown::figure)));
        }
        Row {
            name: format!("{} {}", down + 1, name(value)),
            about: match value {
                Value::Code(code) => About::Code(*code),
                _ => About::Nothing,
            },
            cells,
            remark: format!(
                "{}: in the domain {}",
                name(value),
                making.name(domain.code)
            ),
            few: false,
        }
    };
    let column = |(n, v): (usize, &Value)| Column::new((n + 1).to_string(), 6).called(name(v));
    let mut columns: Vec<Column> = grain.values.iter().enumerate().map(column).collect();
    if making.coefficients() {
        columns.push(Column::new("on this", 9));
    }
    Table {
        columns,
        rows: grain.values.iter().enumerate().map(row).collect(),
        notes: notes(making, pair, &grain.several),
        ..empty
    }
}

impl Making<'_> {
    /// The intervals of the pair's figures in the domain.
    fn value_intervals(&self) -> Option<&ValuePairIntervals> {
        let domain = self.intervals?.domain.as_ref()?;
        let grain = match self.by {
            By::Unit => &domain.by_unit,
            By::Character => &domain.by_character,
        };
        grain.pairs.get(self.pair)
    }
}

/// “ [.71, .93]”; nothing where there is no interval.
fn bounds(spread: &Spread) -> String {
    let of = |i: &Interval| format!(" [{}, {}]", decimal(i.low), decimal(i.high));
    spread.as_ref().map_or_else(|_| String::new(), of)
}

fn name(making: &Making, value: &Value) -> String {
    match value {
        Value::None => "(none)".to_owned(),
        Value::Code(code) => making.name(*code),
        Value::Several(codes) => {
            let names: Vec<String> = codes.iter().map(|c| making.name(*c)).collect();
            names.join(" + ")
        }
    }
}

fn notes(making: &Making, pair: &DomainPair, several: &[u64]) -> Vec<String> {
    let mut notes = Vec::new();
    if making.coefficients() {
        let figure = |outcome: &crate::agreement::outcome::Outcome| match outcome {
            Ok(value) => decimal(*value),
            Err(why) => format!("undefined: {why}"),
        };
        let share = pair
            .percent
            .as_ref()
            .map_or_else(|e| e.to_string(), |p| percent(*p));
        let spread = |of: fn(&ValuePairIntervals) -> &Spread| match making.value_intervals() {
            Some(found) => bounds(of(found)),
            None => String::new(),
        };
        notes.push(format!(
            "the same value {share} · α {}{} · κ {}{} · AC1 {} · S {} · π {}",
            figure(&pair.alpha),
            spread(|s| &s.alpha),
            figure(&pair.kappa),
            spread(|s| &s.kappa),
            figure(&pair.ac1),
            figure(&pair.s),
            figure(&pair.pi)
        ));
    }
    let found = &making.results.figures;
    let slips = [pair.coders.0, pair.coders.1].into_iter().filter_map(|at| {
        let n = several.get(at).copied().filter(|n| *n > 0)?;
        Some(format!(
            "{} gave {n} several codes at once",
            found.coders.get(at)?
        ))
    });
    let slips: Vec<String> = slips.collect();
    if !slips.is_empty() {
        notes.push(slips.join(" · "));
    }
    notes
}
