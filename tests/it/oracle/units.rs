//! Cases with units set beforehand, one code each.

use std::collections::BTreeSet;

use serde_json::Value;
use tandem::agreement::alpha::{Level, alpha};
use tandem::agreement::outcome::Outcome;
use tandem::agreement::table::Table;
use tandem::agreement::weights::Weights;
use tandem::agreement::{conger, gwet, kappa, percent, scott, specific, uniform};

use super::{place, text};

/// Our value for an entry, `None` if the measure is not implemented.
pub fn answer(input: &Value, entry: &Value) -> Option<Outcome> {
    let params = &entry["params"];
    let measure = text(&entry["measure"]);
    let mut table = table(input, &input["categories"]);
    if text(&params["missing"]) == "listwise" {
        table = table.listwise();
    }
    // One program takes the categories it sees as the declared ones.
    if text(&params["categories"]) == "observed" {
        table = observed(&table);
    }
    let available = text(&params["missing"]) == "available";
    let values = values(&input["categories"]);
    let positive = place(&input["categories"], &params["positive"]);
    let category = place(&input["categories"], &params["category"]);
    Some(match measure {
        "percent_agreement" => percent::agreement(&table),
        "percent_agreement_all" => percent::unanimous(&table),
        "holsti_cr" => percent::holsti(&table),
        "cohen_kappa" if available => conger::kappa(&table, Weights::Identity),
        "percent_expected_cohen" if available => conger::expected(&table),
        "cohen_kappa" => kappa::cohen(&table),
        "percent_expected_cohen" => kappa::expected(&table),
        "cohen_kappa_max" => kappa::highest(&table),
        "cohen_kappa_weighted" if params["scale"].is_null() => {
            kappa::weighted(&table, weights(params)?)
        }
        "cohen_kappa_se" if params["formula"].is_null() => {
            kappa::standard_error(&table, Weights::Identity)
        }
        "cohen_kappa_weighted_se" => kappa::standard_error(&table, weights(params)?),
        "cohen_kappa_se0" => kappa::null_standard_error(&table, Weights::Identity),
        "krippendorff_alpha" => alpha(&table, level(params, &values)?),
        "specific_agreement" => specific::agreement(&table, category?),
        "kappa_category" => kappa::cohen(&table.one_against_rest(category?)),
        "conger_kappa" => conger::kappa(&table, Weights::Identity),
        "conger_kappa_weighted" => conger::kappa(&table, on_values(params, &values)?),
        "light_kappa" => conger::light(&table),
        "scott_pi" => scott::pi(&table),
        "fleiss_kappa" => scott::fleiss(&table, Weights::Identity),
        "fleiss_kappa_se0" => scott::null_standard_error(&table),
        "kappa_category_fleiss" => scott::category(&table, category?),
        "percent_expected_scott" => scott::expected(&table),
        "brennan_prediger" | "randolph_kappa" => {
            uniform::brennan_prediger(&table, Weights::Identity)
        }
        "brennan_prediger_weighted" => {
            uniform::brennan_prediger(&table, on_values(params, &values)?)
        }
        "pabak" => uniform::pabak(&table),
        "prevalence_index" => uniform::prevalence_index(&table, positive?),
        "bias_index" => uniform::bias_index(&table, positive?),
        "gwet_ac1" => gwet::ac(&table, Weights::Identity),
        "gwet_ac2" => gwet::ac(&table, on_values(params, &values)?),
        _ => return None,
    })
}

/// The units of a case over the given categories, whether listed or counted.
fn table(input: &Value, categories: &Value) -> Table {
    let coders = input["coders"].as_array().unwrap().len();
    let row = |row: &Value| -> Vec<Option<u32>> {
        let codes = row.as_array().unwrap().iter();
        codes.map(|code| place(categories, code)).collect()
    };
    let rows: Vec<(Vec<Option<u32>>, u64)> = match input["rows"].as_array() {
        Some(rows) => rows.iter().map(|r| (row(r), 1)).collect(),
        None => {
            let patterns = input["patterns"].as_array().unwrap().iter();
            patterns
                .map(|p| (row(&p[1]), p[0].as_u64().unwrap()))
                .collect()
        }
    };
    Table::from_counts(categories.as_array().unwrap().len(), coders, rows).unwrap()
}

/// The same units, only the categories in use declared.
fn observed(table: &Table) -> Table {
    let used: BTreeSet<u32> = table
        .patterns()
        .flat_map(|(r, _)| r.iter().flatten().copied())
        .collect();
    let number = |c: u32| used.iter().position(|u| *u == c).map(|at| at as u32);
    let rows = table.patterns().map(|(row, n)| {
        (
            row.iter().map(|v| v.and_then(number)).collect::<Vec<_>>(),
            n,
        )
    });
    Table::from_counts(used.len(), table.coders(), rows).unwrap()
}

fn values(categories: &Value) -> Vec<f64> {
    let values = categories.as_array().unwrap().iter();
    values.map(|v| v.as_f64().unwrap_or(f64::NAN)).collect()
}

fn level<'a>(params: &Value, values: &'a [f64]) -> Option<Level<'a>> {
    Some(match text(&params["level"]) {
        "nominal" => Level::Nominal,
        "ordinal" => Level::Ordinal,
        "interval" => Level::Interval(values),
        "ratio" => Level::Ratio(values),
        _ => return None,
    })
}

/// Weights of multi-coder programs, which go by the values of categories, not their ranks.
fn on_values<'a>(params: &Value, values: &'a [f64]) -> Option<Weights<'a>> {
    Some(
        match (weights(params)?, values.iter().all(|v| v.is_finite())) {
            (Weights::Linear, true) => Weights::LinearOn(values),
            (Weights::Quadratic, true) => Weights::QuadraticOn(values),
            (ranks, _) => ranks,
        },
    )
}

fn weights(params: &Value) -> Option<Weights<'static>> {
    Some(match text(&params["weights"]) {
        "linear" => Weights::Linear,
        "quadratic" => Weights::Quadratic,
        _ => return None,
    })
}
