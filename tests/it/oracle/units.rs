//! Cases with units set beforehand, one code each.

use serde_json::Value;
use tandem::agreement::alpha::{Level, alpha};
use tandem::agreement::outcome::Outcome;
use tandem::agreement::table::Table;
use tandem::agreement::weights::Weights;
use tandem::agreement::{kappa, percent, specific};

use super::{place, text};

/// Our value for an entry, `None` if the measure is not implemented.
pub fn answer(input: &Value, entry: &Value) -> Option<Outcome> {
    let params = &entry["params"];
    let mut table = table(input, &input["categories"]);
    if text(&params["missing"]) == "listwise" {
        table = table.listwise();
    }
    let available = text(&params["missing"]) == "available";
    let category = place(&input["categories"], &params["category"]);
    Some(match text(&entry["measure"]) {
        "percent_agreement" => percent::agreement(&table),
        "percent_agreement_all" => percent::unanimous(&table),
        "holsti_cr" => percent::holsti(&table),
        "cohen_kappa" if !available => kappa::cohen(&table),
        "percent_expected_cohen" if !available => kappa::expected(&table),
        "cohen_kappa_max" => kappa::highest(&table),
        "cohen_kappa_weighted" if params["scale"].is_null() => {
            kappa::weighted(&table, weights(params)?)
        }
        "cohen_kappa_se" if params["formula"].is_null() => {
            kappa::standard_error(&table, Weights::Identity)
        }
        "cohen_kappa_weighted_se" => kappa::standard_error(&table, weights(params)?),
        "cohen_kappa_se0" => kappa::null_standard_error(&table, Weights::Identity),
        "krippendorff_alpha" => {
            let values = values(&input["categories"]);
            alpha(&table, level(params, &values)?)
        }
        "specific_agreement" => specific::agreement(&table, category?),
        "kappa_category" => kappa::cohen(&table.one_against_rest(category?)),
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

fn weights(params: &Value) -> Option<Weights<'static>> {
    Some(match text(&params["weights"]) {
        "linear" => Weights::Linear,
        "quadratic" => Weights::Quadratic,
        _ => return None,
    })
}
