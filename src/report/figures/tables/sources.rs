//! Source by source, all codes pooled. Nothing here is averaged: the figure of all is computed on
//! the data pooled.

use super::making::Making;
use crate::agreement::round::{By, ByCoding, CodeFigures, Did, OverCodes, Put, Within};
use crate::model::round::Headline;
use crate::report::figures::{About, Behind, Cell, Column, Row, Shown, Table};

pub(super) fn table(making: &Making) -> Table {
    let found = &making.results.figures;
    let rows = making.results.parts.iter().map(|part| {
        let (name, about) = match &part.within {
            Within::Source(id) => (making.view.source_name(id), About::Source(id.clone())),
            _ => (String::new(), About::All),
        };
        let (figures, over) = match making.by {
            By::Unit => (&part.by_unit, &part.over_codes_by_unit),
            By::Character => (&part.by_character, &part.over_codes_by_character),
        };
        let coding = part.by_coding.get(making.pair);
        row(making, (name, about), (coding, figures, over), &part.within)
    });
    let grain = match making.by {
        By::Unit => &found.by_unit,
        By::Character => &found.by_character,
    };
    let all = (super::making::ALL.to_owned(), About::All);
    let coding = found.by_coding.get(making.pair);
    Table {
        first: "source".into(),
        columns: columns(making),
        rows: rows.collect(),
        foot: vec![row(
            making,
            all,
            (coding, &grain.overall, &grain.over_codes),
            &Within::All,
        )],
        notes: Vec::new(),
        empty: "No source was finished by all: nothing can be compared yet.".into(),
    }
}

/// Counts by coding, then by unit; figures where they are wanted.
pub(super) fn columns(making: &Making) -> Vec<Column> {
    let (a, b) = making.coders();
    let mut columns = vec![
        Column::new("matched", 8),
        Column::new("different", 10),
        Column::new(format!("only {a}"), 9),
        Column::new(format!("only {b}"), 9),
    ];
    if making.coefficients() {
        columns.push(
            Column::new("%", 6)
                .called("percent by coding")
                .leading(making.lead == Headline::Percent),
        );
    }
    let given = format!("{} with a code of either, and code", making.units());
    columns.push(Column::new("either", 7).called(given));
    if making.coefficients() {
        let full = match making.lead {
            Headline::AlphaOverCodes => "alpha over codes",
            _ => making.name_of_all(),
        };
        let column = Column::new(making.name_of_all(), 6).called(full);
        columns.push(column.leading(making.all_leads()));
        columns.push(Column::new("", 6).growing());
    }
    columns
}

/// One part: what was put together in it, and its figures by unit.
pub(super) fn row(
    making: &Making,
    (name, about): (String, About),
    (coding, figures, over): (Option<&ByCoding>, &CodeFigures, &OverCodes),
    within: &Within,
) -> Row {
    let pair = making.pair;
    let (Some(coding), Some(between)) = (coding, figures.pairs.get(pair)) else {
        return Row::of(name);
    };
    let put = |n: u64, put: Put| {
        let behind = Behind::put(pair, None, &[put]).within(within.clone());
        Cell::on(Shown::Count(n), behind)
    };
    let counts = coding.counts;
    let mut cells = vec![
        put(counts.matched, Put::Matched),
        put(counts.different, Put::Different),
        put(counts.only_a, Put::OnlyA),
        put(counts.only_b, Put::OnlyB),
    ];
    let all = [Put::Matched, Put::Different, Put::OnlyA, Put::OnlyB];
    let put_all = || Behind::put(pair, None, &all).within(within.clone());
    if making.coefficients() {
        cells.push(Cell::on(Shown::share(&coding.share), put_all()));
    }
    let either = [Did::Both, Did::OnlyA, Did::OnlyB];
    let given = |did: &[Did]| Behind::given(making.by, pair, None, did).within(within.clone());
    cells.push(Cell::on(Shown::Count(between.either()), given(&either)));
    if making.coefficients() {
        let lead = making.of_all(between, over);
        cells.push(Cell::on(Shown::figure(&lead), given(&either)));
        let why = match lead {
            Err(why) => Shown::Words(why.to_string()),
            Ok(_) => Shown::Nothing,
        };
        cells.push(Cell::on(why, given(&either)));
    }
    let said = format!(
        "{name}: by coding {} matched; codes on {} counted one by one: {} given by either, {} of them by both",
        coding.words(),
        making.units(),
        between.either(),
        between.both
    );
    Row {
        name,
        about,
        cells,
        remark: said,
        few: false,
    }
}
