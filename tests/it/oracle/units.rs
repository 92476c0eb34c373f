//! Cases with units set beforehand, one code each.

use serde_json::Value;
use tandem::agreement::alpha::{Level, alpha};
use tandem::agreement::interval::{Drawn, Interval};
use tandem::agreement::linear::Chance;
use tandem::agreement::outcome::{Outcome, Undefined};
use tandem::agreement::resample::Resampling;
use tandem::agreement::table::Table;
use tandem::agreement::weights::Weights;
use tandem::agreement::{alpha_error, conger, gwet, kappa, percent, scott, specific, uniform};

use super::{place, text};

/// Our value for an entry, `None` if the measure is not implemented.
pub fn answer(input: &Value, entry: &Value) -> Option<Outcome> {
    let params = &entry["params"];
    let measure = text(&entry["measure"]);
    let mut table = table(input, &input["categories"]);
    if text(&params["missing"]) == "listwise" {
        table = table.listwise();
    }
    // Some programs take the categories they see as the declared ones.
    if [&params["categories"], &params["scale"]]
        .map(text)
        .contains(&"observed")
    {
        table = table.observed();
    }
    let values = values(&input["categories"]);
    let available = text(&params["missing"]) == "available";
    let positive = place(&input["categories"], &params["positive"]);
    let category = place(&input["categories"], &params["category"]);
    if let Some((figure, end)) = measure.split_once("_boot95_") {
        return resampled(figure, params, &table).map(|i| i.map(|i| end_of(i, end)));
    }
    if let Some((figure, end)) = measure.split_once("_ci95_") {
        let interval = match figure {
            "cohen_kappa" => kappa::interval(&table, Weights::Identity),
            "gwet_ac1" => Chance::Gwet.interval(&table, Weights::Identity),
            _ => return None,
        };
        return Some(interval.map(|i| end_of(i, end)));
    }
    if let Some(figure) = measure.strip_suffix("_se_gwet") {
        let weights = match params["weights"].is_null() {
            true => Weights::Identity,
            false => on_values(params, &values)?,
        };
        return Some(match figure.trim_end_matches("_weighted") {
            "krippendorff_alpha" => alpha_error::standard_error(&table),
            "brennan_prediger" => Chance::Even.standard_error(&table, weights),
            "fleiss_kappa" | "scott_pi" => Chance::Shared.standard_error(&table, weights),
            "gwet_ac1" | "gwet_ac2" => Chance::Gwet.standard_error(&table, weights),
            "cohen_kappa" | "conger_kappa" => Chance::ByCoder.standard_error(&table, weights),
            _ => return None,
        });
    }
    Some(match measure {
        "percent_agreement" => percent::agreement(&table),
        "percent_agreement_all" => percent::unanimous(&table),
        "holsti_cr" => percent::holsti(&table),
        "cohen_kappa" if available => conger::kappa(&table, Weights::Identity),
        "percent_expected_cohen" if available => conger::expected(&table),
        "cohen_kappa" => kappa::cohen(&table),
        "percent_expected_cohen" => kappa::expected(&table),
        "cohen_kappa_max" => kappa::highest(&table),
        "cohen_kappa_weighted" => kappa::weighted(&table, weights(params)?),
        "cohen_kappa_se" if text(&params["formula"]) == "cohen1960" => {
            kappa::crude_standard_error(&table)
        }
        "cohen_kappa_se" => kappa::standard_error(&table, Weights::Identity),
        "cohen_kappa_weighted_se" => kappa::standard_error(&table, weights(params)?),
        "cohen_kappa_se0" => kappa::null_standard_error(&table, Weights::Identity),
        "krippendorff_alpha" => alpha(&table, at(text(&params["level"]), &values)?),
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

fn end_of(interval: Interval, end: &str) -> f64 {
    match end {
        "lower" => interval.low,
        _ => interval.high,
    }
}

/// The bootstrap interval of a figure. Three thousand resamples: with one thousand, chance alone
/// can pass the tolerance, as the reference comes from a simulation too.
fn resampled(figure: &str, params: &Value, table: &Table) -> Option<Result<Interval, Undefined>> {
    let resampling = Resampling {
        replicates: 3000,
        seed: 1,
    };
    if text(&params["method"]).starts_with("Krippendorff") {
        return Some(alpha_error::by_disagreements(
            table,
            Level::Nominal,
            resampling,
        ));
    }
    let figure = |table: &Table| match figure {
        "percent_agreement" => percent::agreement(table),
        "cohen_kappa" => kappa::cohen(table),
        "gwet_ac1" => gwet::ac(table, Weights::Identity),
        _ => alpha(table, Level::Nominal),
    };
    let on = |counts: &[u64]| vec![figure(&table.weighted(counts))];
    Some(resampling.intervals(Drawn::Units, table.counts(), on)[0])
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

fn at<'a>(level: &str, values: &'a [f64]) -> Option<Level<'a>> {
    Some(match level {
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
