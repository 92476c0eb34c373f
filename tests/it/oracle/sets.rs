//! Cases with several codes a unit.

use serde_json::Value;
use tandem::agreement::alpha::{Level, alpha};
use tandem::agreement::outcome::Outcome;
use tandem::agreement::sets::{SetDistance, alphas, mean_jaccard, multi_valued};
use tandem::agreement::table::Table;
use tandem::agreement::units::Sets;
use tandem::agreement::{kappa, percent, specific};

use super::{place, text};

/// Our value for an entry, `None` if the measure is not implemented.
pub fn answer(input: &Value, entry: &Value) -> Option<Outcome> {
    let coders = input["coders"].as_array().unwrap().len();
    let rows = rows(input);
    let sets = Sets::from_rows(coders, &rows);
    let code = place(&input["labels"], &entry["params"]["code"]);
    Some(match (text(&entry["measure"]), code) {
        ("percent_agreement", Some(code)) => percent::agreement(&presence(&rows, coders, code)),
        ("cohen_kappa", Some(code)) => kappa::cohen(&presence(&rows, coders, code)),
        ("krippendorff_alpha", Some(code)) => alpha(&presence(&rows, coders, code), Level::Nominal),
        ("specific_agreement", Some(code)) => {
            specific::agreement(&presence(&rows, coders, code), 1)
        }
        ("percent_agreement_sets", None) => percent::agreement(&sets.table),
        ("alpha_setnominal", None) => alpha(&sets.table, Level::Nominal),
        ("alpha_jaccard", None) => alphas(&sets, [SetDistance::Jaccard])[0],
        ("alpha_masi", None) => alphas(&sets, [SetDistance::Masi])[0],
        ("alpha_dkpro_set", None) => alphas(&sets, [SetDistance::Monotonicity])[0],
        ("alpha_dkpro_masi", None) => alphas(&sets, [SetDistance::MasiOfDifferences])[0],
        ("mv_alpha", None) => multi_valued(&sets),
        ("mean_jaccard", None) => mean_jaccard(&sets),
        _ => return None,
    })
}

type Rows = Vec<Vec<Option<Vec<u32>>>>;

fn rows(input: &Value) -> Rows {
    let set = |codes: &Value| -> Option<Vec<u32>> {
        let codes = codes.as_array()?.iter();
        codes.map(|code| place(&input["labels"], code)).collect()
    };
    let row = |row: &Value| row.as_array().unwrap().iter().map(set).collect();
    input["rows"].as_array().unwrap().iter().map(row).collect()
}

fn presence(rows: &Rows, coders: usize, code: u32) -> Table {
    let has = |set: &Option<Vec<u32>>| set.as_ref().map(|s| u32::from(s.contains(&code)));
    let rows = rows.iter().map(|r| r.iter().map(has).collect::<Vec<_>>());
    Table::from_rows(2, coders, rows).unwrap()
}
