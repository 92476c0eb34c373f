//! Figures on the continuum: characters, and units of any length.

use super::figures::Figures;
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::characters::presence;
use crate::agreement::outcome::Outcome;
use crate::agreement::table::Table;
use crate::agreement::unitizing::alpha_1995::{Disagreement, overall};
use crate::agreement::unitizing::{
    Coincidences, cu_alpha, ku_alpha, ku_coverage, u_alpha, u_alpha_binary,
};
use crate::agreement::{kappa, one_value, percent, specific};
use serde_json::json;

/// One value a character, and presence of each code: alpha for any number of coders.
pub fn by_character(figures: &mut Figures<'_>) {
    let nominal = |table: &Table| alpha(table, Level::Nominal);
    tables(
        figures,
        &[("char_alpha", nominal)],
        &[("char_alpha", nominal)],
    );
}

/// The same for two coders: percent, kappa, F1, and the characters behind them.
pub fn of_two(figures: &mut Figures<'_>) {
    let values: [Figure; 2] = [
        ("char_percent", percent::agreement),
        ("char_kappa", kappa::cohen),
    ];
    let present: [Figure; 4] = [
        ("char_percent", percent::agreement),
        ("char_kappa", kappa::cohen),
        ("char_f1", |t| specific::agreement(t, 1)),
        ("char_jaccard", |t| {
            // Both of either: F1 / (2 − F1).
            specific::agreement(t, 1).map(|f1| f1 / (2.0 - f1))
        }),
    ];
    tables(figures, &values, &present);
    counts(figures);
}

type Figure = (&'static str, fn(&Table) -> Outcome);

fn tables(figures: &mut Figures<'_>, values: &[Figure], present: &[Figure]) {
    let data = figures.data;
    let (codes, coders) = (data.codes.len(), data.coders.len());
    let characters = data.characters();
    let table = one_value::table(codes, coders, data.documents());
    for (measure, figure) in values {
        let outcome = table.as_ref().map_err(|why| *why).and_then(figure);
        let params = [("gaps", json!("category"))];
        figures.add(measure, params, characters, outcome);
    }
    let presence = presence(codes, coders, data.documents());
    for (code, name) in data.codes.iter().enumerate() {
        let table = presence.as_ref().map(|p| p.table(code));
        for (measure, figure) in present {
            let outcome = table.as_ref().map_err(|why| **why).and_then(figure);
            figures.add(measure, [("category", json!(name))], characters, outcome);
        }
    }
}

/// Characters with each code: the first coder's, the second one's, and those both gave it.
fn counts(figures: &mut Figures<'_>) {
    let data = figures.data;
    let characters = data.characters();
    let Ok(presence) = presence(data.codes.len(), 2, data.documents()) else {
        return;
    };
    for (code, name) in data.codes.iter().enumerate() {
        let table = presence.table(code);
        let counted = |wanted: fn(&[Option<u32>]) -> bool| {
            let rows = table.patterns().filter(|(row, _)| wanted(row));
            rows.map(|(_, n)| n).sum::<u64>() as f64
        };
        let counts = [
            ("first", counted(|row| row[0] == Some(1))),
            ("second", counted(|row| row[1] == Some(1))),
            ("both", counted(|row| row == [Some(1), Some(1)])),
        ];
        for (of, count) in counts {
            let params = [("category", json!(name)), ("count", json!(of))];
            figures.add("char_counts", params, characters, Ok(count));
        }
    }
}

/// The family of uα, on all codes, and with each code as a layer of its own.
pub fn unitizing(figures: &mut Figures<'_>) {
    let data = figures.data;
    let n = data.characters();
    let documents = data.documents();
    let all = Coincidences::of(documents.iter().cloned());
    let of = |figure: fn(&Coincidences) -> Outcome| match &all {
        Ok(found) => figure(found),
        Err(why) => Err(*why),
    };
    figures.add("u_alpha", [], n, of(u_alpha));
    figures.add("u_alpha_binary", [], n, of(u_alpha_binary));
    figures.add("cu_alpha", [], n, of(cu_alpha));
    for (code, name) in data.codes.iter().enumerate() {
        let code = code as u32;
        let of = |figure: fn(&Coincidences, u32) -> Outcome| match &all {
            Ok(found) => figure(found, code),
            Err(why) => Err(*why),
        };
        figures.add("ku_alpha", [("category", json!(name))], n, of(ku_alpha));
        figures.add(
            "ku_coverage",
            [("category", json!(name))],
            n,
            of(ku_coverage),
        );
        let layer = Coincidences::of_code(code, documents.iter().cloned());
        let layer = layer.and_then(|found| u_alpha(&found));
        figures.add("u_alpha", [("layer", json!(name))], n, layer);
    }
    let layers = Coincidences::of_layers(0..data.codes.len() as u32, &documents);
    let pooled = layers.and_then(|found| u_alpha(&found));
    figures.add("u_alpha", [("layers", json!("pooled"))], n, pooled);
}

/// αU of 1995, by code and overall.
pub fn older(figures: &mut Figures<'_>) {
    let data = figures.data;
    let n = data.characters();
    let documents = data.documents();
    let mut all = Vec::with_capacity(data.codes.len());
    for (code, name) in data.codes.iter().enumerate() {
        let found = Disagreement::of(code as u32, &documents);
        let outcomes = [
            ("alpha_u1995", found.and_then(Disagreement::alpha)),
            ("alpha_u1995_Do", found.map(|d| d.observed)),
            ("alpha_u1995_De", found.map(|d| d.expected)),
        ];
        for (measure, outcome) in outcomes {
            figures.add(measure, [("category", json!(name))], n, outcome);
        }
        all.push(found);
    }
    let all: Result<Vec<_>, _> = all.into_iter().collect();
    let overall = all.and_then(|codes| overall(&codes));
    figures.add("alpha_u1995_overall", [], n, overall);
}
