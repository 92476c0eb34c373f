//! Round by round: how agreement came about. A training round is shown and named; its figure is
//! never pooled into one that is reported.

use super::making::Making;
use crate::agreement::round::RoundFigures;
use crate::model::round::{Headline, RoundKind};
use crate::report::claims::how;
use crate::report::figures::{About, Cell, Column, Row, Shown, Staged, Table};

/// Every round of two coders or more, in order.
pub(super) fn table(making: &Making) -> Table {
    let Some(stages) = making.trend else {
        return Table {
            first: "round".into(),
            empty: "The figures of every round are being computed.".into(),
            ..Table::default()
        };
    };
    // Beside a round that wants no coefficients none is shown; nor has its row any beside others.
    let any = making.coefficients()
        && stages
            .iter()
            .any(|s| s.round.plan.headline != Headline::None);
    let mut columns = vec![
        Column::new("sources", 8),
        Column::new("units", 6),
        Column::new("matched", 8),
        Column::new("of", 5).called("codings"),
    ];
    if any {
        columns.push(Column::new("%", 6).called("percent by coding"));
        columns.push(Column::new("leads", 6).leading(true));
        let names = stages.iter().filter_map(|s| s.round.plan.headline.name());
        let wide = names.map(|n| n.chars().count() + 1).max().unwrap_or(0) as u16;
        columns.push(Column::new("", wide.max(8)).called("what leads"));
    }
    columns.push(Column::new("", 16).growing());
    Table {
        first: "round".into(),
        rows: stages.iter().map(|s| row(s, any)).collect(),
        columns,
        foot: Vec::new(),
        notes: vec!["each round on its own; R goes to another, Enter on a round opens it".into()],
        empty: "No round of two coders has been opened yet: g s, then R plans one.".into(),
    }
}

fn row(stage: &Staged, any: bool) -> Row {
    let plan = &stage.round.plan;
    let about = About::Round(stage.round.id);
    let name = plan.name.clone();
    let figures = match &stage.figures {
        Ok(figures) => figures,
        Err(why) => {
            let mut cells = vec![Cell::default(); if any { 7 } else { 4 }];
            cells.push(Cell::plain(Shown::Words(why.clone())));
            let said = format!("{name}: {why}");
            return Row {
                name,
                about,
                cells,
                remark: said,
                few: false,
            };
        }
    };
    let [matched, all] = codings(figures);
    let mut cells = vec![
        Cell::plain(Shown::Count(figures.sources.len() as u64)),
        Cell::plain(Shown::Count(figures.by_unit.cells)),
        Cell::plain(Shown::Count(matched)),
        Cell::plain(Shown::Count(all)),
    ];
    if any {
        cells.extend(match figures.headline(plan.headline) {
            None => [Cell::default(), Cell::default(), Cell::default()],
            Some(outcome) => {
                let share = match &figures.by_coding[..] {
                    [pair] => Shown::share(&pair.share),
                    _ => Shown::Nothing,
                };
                let value = match plan.headline {
                    Headline::Percent => Shown::share(&outcome),
                    _ => Shown::figure(&outcome),
                };
                let name = plan.headline.name().unwrap_or_default();
                [
                    Cell::plain(share),
                    Cell::plain(value),
                    Cell::plain(Shown::Words(name.into())),
                ]
            }
        });
    }
    let kind = match plan.purpose() {
        RoundKind::Training => "training: not for a report".to_owned(),
        _ => how(&stage.round).to_owned(),
    };
    let said = format!(
        "{name}: {matched} of {all} places matched; {} {}, {}",
        figures.by_unit.cells,
        plan.unit.word(),
        kind
    );
    cells.push(Cell::plain(Shown::Words(kind)));
    Row {
        name,
        about,
        cells,
        remark: said,
        few: plan.purpose() == RoundKind::Training,
    }
}

/// Matched and all codings, over all pairs of coders.
fn codings(figures: &RoundFigures) -> [u64; 2] {
    let pairs = || figures.by_coding.iter();
    [
        pairs().map(|p| p.counts.matched).sum(),
        pairs().map(|p| p.counts.all()).sum(),
    ]
}
