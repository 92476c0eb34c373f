//! Kappa with its interval, AC1, PABAK, and the two indexes that say why kappa is low.

use super::codes::{kappa_bar, remark};
use super::making::Making;
use crate::agreement::round::{By, CodeFigures, Did};
use crate::model::round::Headline;
use crate::report::figures::{About, Behind, Cell, Column, Row, Shown, Table};

/// Code by code; nothing in a study that wants no coefficients.
pub(super) fn table(making: &Making) -> Table {
    if !making.coefficients() {
        return Table {
            first: "code".into(),
            empty:
                "This round was planned without coefficients: counts and lists only. a shows them."
                    .into(),
            ..Table::default()
        };
    }
    let found = &making.results.figures;
    let grain = match making.by {
        By::Unit => &found.by_unit,
        By::Character => &found.by_character,
    };
    Table {
        first: "code".into(),
        columns: vec![
            Column::new("neither", 8),
            Column::new("kappa", 6).leading(making.lead == Headline::Kappa),
            Column::new("95 %", 14).called("95 % interval of kappa").growing(),
            Column::new("AC1", 5),
            Column::new("PABAK", 6),
            Column::new("prevalence", 11).called("prevalence index"),
            Column::new("bias", 5).called("bias index"),
            Column::new("on no", 6).called("agreement on no"),
        ],
        rows: grain.codes.iter().map(|c| row(making, c)).collect(),
        foot: vec![row(making, &grain.overall)],
        notes: vec![
            "prevalence: farther from 0, kappa is lower at the same percent below 100 · bias: above 0, the first gave it more often"
                .into(),
        ],
        empty: "No code is in use yet.".into(),
    }
}

fn row(making: &Making, figures: &CodeFigures) -> Row {
    let name = making.name_of(figures);
    let Some(between) = figures.pairs.get(making.pair) else {
        return Row::of(name);
    };
    let behind = |did: &[Did]| Behind::given(making.by, making.pair, figures.code, did);
    let on = |shown| Cell::on(shown, behind(&[Did::Both, Did::OnlyA, Did::OnlyB]));
    let neither = Cell::on(Shown::Count(between.neither), behind(&[Did::Neither]));
    Row {
        remark: format!("{name}: {}", remark(between, making)),
        about: figures.code.map_or(About::All, About::Code),
        few: figures.code.is_some() && between.few().is_some(),
        cells: vec![
            neither,
            on(Shown::figure(&between.kappa)),
            on(kappa_bar(between)),
            on(Shown::figure(&between.ac1)),
            on(Shown::figure(&between.pabak)),
            on(Shown::figure(&between.prevalence_index)),
            on(Shown::figure(&between.bias_index)),
            on(Shown::figure(&between.negative)),
        ],
        name,
    }
}
