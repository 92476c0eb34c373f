//! Figures of variables that are codes, given (1) or not (0): code by code, as sets, and pooled.

use super::cells::Cells;
use super::figure_list::FigureList;
use super::variable::Variable;
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::interval::{Drawn, Interval};
use crate::agreement::linear::Chance;
use crate::agreement::outcome::Undefined;
use crate::agreement::sets::{SetDistance, SetStrata, alphas, mean_jaccard, multi_valued};
use crate::agreement::table::Table;
use crate::agreement::units::Sets;
use crate::agreement::weights::Weights;
use crate::agreement::{kappa, percent, pooled, specific};
use serde_json::json;

/// Alphas over sets are resampled up to so many kinds of units: a resample costs their square.
const MOST_KINDS: usize = 300;

/// Enters all figures of the codes.
pub fn fill(list: &mut FigureList, cells: &Cells, variables: &[Variable]) {
    for variable in variables {
        let code = Some(json!(variable.name));
        list.within("code", code, |list| presence(list, &variable.table));
    }
    let coders = variables[0].table.coders();
    let rows = rows(cells, coders);
    let sets = Sets::from_rows(coders, &rows);
    whole(list, &sets);
    for_pairs(list, coders, |list, a, b| {
        let two: Vec<_> = rows
            .iter()
            .map(|r| vec![r[a].clone(), r[b].clone()])
            .collect();
        let sets = Sets::from_rows(2, &two);
        let n = sets.table.coded_by(2);
        if coders > 2 {
            list.put(
                "percent_agreement_sets",
                &[],
                n,
                percent::agreement(&sets.table),
            );
        }
        list.put("mean_jaccard", &[], n, mean_jaccard(&sets));
        let codes: Vec<Table> = variables.iter().map(|v| v.table.pair(a, b)).collect();
        let units = codes.iter().map(|t| t.coded_by(2)).max().unwrap_or(0);
        list.put("pooled_kappa", &[], units, pooled::kappa(&codes));
    });
    let all = variables.iter().flat_map(|v| v.table.patterns());
    if let Ok(pooled) = Table::from_counts(2, coders, all) {
        let cells = Some(json!("pooled"));
        let from = list.entries.len();
        list.within("cells", cells, |list| presence(list, &pooled));
        // Cells of one unit are not independent of one another: no analytic interval is theirs.
        for entry in &mut list.entries[from..] {
            entry.interval = None;
        }
    }
}

/// Figures of a table of 0 and 1, over the units that two coders decided on or more.
fn presence(list: &mut FigureList, table: &Table) {
    let table = &table.where_coded_by(2);
    let (n, plain) = (table.coded_by(2), Weights::Identity);
    list.put("percent_agreement", &[], n, percent::agreement(table));
    list.put("specific_agreement", &[], n, specific::agreement(table, 1));
    let nominal = [("level", "nominal")];
    let interval = crate::agreement::alpha_error::interval(table).ok();
    list.put(
        "krippendorff_alpha",
        &nominal,
        n,
        alpha(table, Level::Nominal),
    )
    .interval = interval;
    for (measure, chance) in [
        ("gwet_ac1", Chance::Gwet),
        ("fleiss_kappa", Chance::Shared),
        ("brennan_prediger", Chance::Even),
    ] {
        let interval = chance.interval(table, plain).ok();
        list.put(measure, &[], n, chance.coefficient(table, plain))
            .interval = interval;
    }
    for_pairs(list, table.coders(), |list, a, b| {
        let two = table.pair(a, b);
        let interval = kappa::interval(&two, plain).ok();
        let n = two.coded_by(2);
        list.put("cohen_kappa", &[], n, kappa::cohen(&two)).interval = interval;
    });
}

fn whole(list: &mut FigureList, sets: &Sets) {
    let n = sets.table.coded_by(2);
    list.put(
        "percent_agreement_sets",
        &[],
        n,
        percent::agreement(&sets.table),
    );
    list.put(
        "alpha_setnominal",
        &[],
        n,
        alpha(&sets.table, Level::Nominal),
    );
    let distances = [
        ("alpha_jaccard", SetDistance::Jaccard),
        ("alpha_masi", SetDistance::Masi),
        ("alpha_dkpro_set", SetDistance::Monotonicity),
        ("alpha_dkpro_masi", SetDistance::MasiOfDifferences),
    ];
    let values = alphas(sets, distances.map(|(_, d)| d));
    for ((measure, distance), value) in distances.into_iter().zip(values) {
        let interval = value
            .is_ok()
            .then(|| resampled(list, sets, distance))
            .flatten();
        list.put(measure, &[], n, value).interval = interval;
    }
    list.put("mv_alpha", &[], n, multi_valued(sets));
}

/// The interval of an alpha over sets by resampling units, if there are not too many kinds.
fn resampled(list: &FigureList, sets: &Sets, distance: SetDistance) -> Option<Interval> {
    let resampling = list.resampling?;
    let counts = sets.table.counts();
    if counts.len() > MOST_KINDS {
        return None;
    }
    let kind = |at: usize| Sets {
        table: {
            let mut one = vec![0; counts.len()];
            one[at] = 1;
            sets.table.weighted(&one)
        },
        sets: sets.sets.clone(),
    };
    let kinds: Vec<Sets> = (0..counts.len()).map(kind).collect();
    let strata = SetStrata::of(&kinds, distance);
    let found: Vec<Result<Interval, Undefined>> =
        resampling.intervals(Drawn::Units, counts, |times| vec![strata.alpha(times)]);
    found[0].ok()
}

/// Each pair of coders; named where there are more than two.
fn for_pairs(
    list: &mut FigureList,
    coders: usize,
    mut of: impl FnMut(&mut FigureList, usize, usize),
) {
    for a in 0..coders {
        for b in a + 1..coders {
            let name = |at: usize| list.coders.get(at).cloned().unwrap_or_default();
            let pair = (coders > 2).then(|| json!([name(a), name(b)]));
            list.within("pair", pair, |list| of(list, a, b));
        }
    }
}

/// Each coder's set on each unit; missing where not every variable was decided, as what was left
/// open is not the same as absent. Variables that nobody decided on do not count.
fn rows(cells: &Cells, coders: usize) -> Vec<Vec<Option<Vec<u32>>>> {
    let variables = 0..cells.variables.list.len() as u32;
    let asked: Vec<u32> = variables.filter(|v| !cells.of(*v).is_empty()).collect();
    let mut sets: Vec<(usize, Vec<u32>)> = vec![(0, Vec::new()); cells.units.list.len() * coders];
    for variable in &asked {
        for cell in cells.of(*variable) {
            let (decided, set) = &mut sets[cell.unit as usize * coders + cell.coder as usize];
            *decided += 1;
            if cells.labels.list[cell.label as usize].parse() == Ok(1.0) {
                set.push(*variable);
            }
        }
    }
    let known = |(decided, set): &(usize, Vec<u32>)| (*decided == asked.len()).then(|| set.clone());
    sets.chunks(coders)
        .map(|row| row.iter().map(known).collect())
        .collect()
}
