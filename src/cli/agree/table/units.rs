//! Figures of one variable: every coefficient for any number of coders.

use super::args::Missing;
use super::figure_list::FigureList;
use super::pair;
use super::variable::Variable;
use crate::agreement::alpha::alpha;
use crate::agreement::interval::{Drawn, Interval};
use crate::agreement::linear::Chance;
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::table::Table;
use crate::agreement::weights::Weights;
use crate::agreement::{alpha_error, conger, gwet, kappa, percent, scott, specific, uniform};
use serde_json::json;

/// The bootstrap over units, as the reference values name it.
const UNITS_DRAWN: &str = "nonparametric percentile, units resampled";
/// Krippendorff's own.
const DISAGREEMENTS_DRAWN: &str =
    "Krippendorff/Hayes-Krippendorff bootstrap (coincidence disagreements resampled)";

pub fn fill(list: &mut FigureList, variable: &Variable) {
    let table = &variable.table;
    alphas(list, variable);
    for (missing, part) in list.args.variants(table) {
        list.missing(missing, |list| {
            any_number(list, variable, &part, missing);
            if part.coders() == 2 {
                pair::fill(list, &variable.scale, &part, missing);
            }
        });
    }
    resampled(list, variable);
    if table.coders() > 2 {
        for a in 0..table.coders() {
            for b in a + 1..table.coders() {
                let names = json!([list.coders[a], list.coders[b]]);
                let of_two = table.pair(a, b).where_coded_by(1);
                list.within("pair", Some(names), |list| {
                    for (missing, part) in list.args.variants(&of_two) {
                        list.missing(missing, |list| {
                            let n = part.coded_by(2);
                            list.put("percent_agreement", &[], n, percent::agreement(&part));
                            pair::fill(list, &variable.scale, &part, missing);
                        });
                    }
                });
            }
        }
    }
}

/// Alpha takes what there is, whatever is asked for missing values.
fn alphas(list: &mut FigureList, variable: &Variable) {
    let table = &variable.table;
    let n = table.coded_by(2);
    for (level, of) in list.levels(&variable.scale) {
        list.put(
            "krippendorff_alpha",
            &[("level", level)],
            n,
            alpha(table, of),
        );
    }
    let error = alpha_error::standard_error(table);
    list.put(
        "krippendorff_alpha_se_gwet",
        &[("level", "nominal")],
        n,
        error,
    );
}

fn any_number(list: &mut FigureList, variable: &Variable, table: &Table, missing: Option<Missing>) {
    let (scale, plain) = (&variable.scale, Weights::Identity);
    let n = table.coded_by(2);
    list.put("percent_agreement", &[], n, percent::agreement(table));
    if missing != Some(Missing::Available) {
        let all = table.listwise().units();
        list.put("percent_agreement_all", &[], all, percent::unanimous(table));
        list.put(
            "fleiss_kappa_se0",
            &[],
            n,
            scott::null_standard_error(table),
        );
    }
    list.put("holsti_cr", &[], n, percent::holsti(table));
    let mut corrected = |measure, error, chance: Chance| {
        let value = chance.coefficient(table, plain);
        let interval = chance.interval(table, plain).ok();
        let entry = list.put(measure, &[], n, value);
        entry.interval = interval;
        list.put(error, &[], n, chance.standard_error(table, plain));
        interval
    };
    corrected("fleiss_kappa", "fleiss_kappa_se_gwet", Chance::Shared);
    corrected("conger_kappa", "conger_kappa_se_gwet", Chance::ByCoder);
    corrected("brennan_prediger", "brennan_prediger_se_gwet", Chance::Even);
    corrected("gwet_ac1", "gwet_ac1_se_gwet", Chance::Gwet);
    let interval = Chance::Gwet.interval(table, plain);
    list.ends(
        ["gwet_ac1_ci95_lower", "gwet_ac1_ci95_upper"],
        &[],
        n,
        interval,
    );
    let used = uniform::brennan_prediger(&table.observed(), plain);
    list.put("brennan_prediger", &[("categories", "observed")], n, used);
    list.put(
        "randolph_kappa",
        &[],
        n,
        uniform::brennan_prediger(table, plain),
    );
    list.put("light_kappa", &[], n, conger::light(table));
    for (category, label) in (0..).zip(&scale.labels) {
        let about = [("category", label.as_str())];
        list.put(
            "specific_agreement",
            &about,
            n,
            specific::agreement(table, category),
        );
        list.put(
            "kappa_category_fleiss",
            &about,
            n,
            scott::category(table, category),
        );
    }
    for (name, _, weights) in list.weights(scale) {
        let by = [("weights", name)];
        let mut corrected = |measure, error, chance: Chance| {
            let interval = chance.interval(table, weights).ok();
            list.put(measure, &by, n, chance.coefficient(table, weights))
                .interval = interval;
            list.put(error, &by, n, chance.standard_error(table, weights));
        };
        corrected("gwet_ac2", "gwet_ac2_se_gwet", Chance::Gwet);
        corrected(
            "conger_kappa_weighted",
            "conger_kappa_weighted_se_gwet",
            Chance::ByCoder,
        );
        corrected(
            "brennan_prediger_weighted",
            "brennan_prediger_weighted_se_gwet",
            Chance::Even,
        );
    }
}

/// Bootstrap intervals, all from the same resamples of units; they also stand beside the figures
/// that have no analytic one.
fn resampled(list: &mut FigureList, variable: &Variable) {
    let Some(resampling) = list.resampling else {
        return;
    };
    let table = &variable.table;
    let n = table.coded_by(2);
    let levels = list.levels(&variable.scale);
    let two = table.coders() == 2;
    let figures = |counts: &[u64]| -> Vec<Outcome> {
        let drawn = table.weighted(counts);
        let mut all = vec![
            percent::agreement(&drawn),
            gwet::ac(&drawn, Weights::Identity),
            if two {
                kappa::cohen(&drawn)
            } else {
                Err(Undefined::NotTwoCoders)
            },
        ];
        all.extend(levels.iter().map(|(_, level)| alpha(&drawn, *level)));
        all
    };
    let found = resampling.intervals(Drawn::Units, table.counts(), figures);
    let by = [("method", UNITS_DRAWN)];
    list.ends(
        [
            "percent_agreement_boot95_lower",
            "percent_agreement_boot95_upper",
        ],
        &by,
        n,
        found[0],
    );
    list.ends(
        ["gwet_ac1_boot95_lower", "gwet_ac1_boot95_upper"],
        &by,
        n,
        found[1],
    );
    if two {
        list.ends(
            ["cohen_kappa_boot95_lower", "cohen_kappa_boot95_upper"],
            &by,
            n,
            found[2],
        );
    }
    for ((level, of), interval) in levels.iter().zip(&found[3..]) {
        beside(list, "krippendorff_alpha", Some(level), *interval);
        let own = alpha_error::by_disagreements(table, *of, resampling);
        for (method, interval) in [(UNITS_DRAWN, *interval), (DISAGREEMENTS_DRAWN, own)] {
            let at = [("method", method), ("level", *level)];
            // Nominal is what is meant where no level is named.
            let named = if *level == "nominal" { &at[..1] } else { &at };
            let ends = [
                "krippendorff_alpha_boot95_lower",
                "krippendorff_alpha_boot95_upper",
            ];
            list.ends(ends, named, n, interval);
        }
    }
    beside(list, "percent_agreement", None, found[0]);
}

/// Puts an interval beside the figures entered under a name, unless they are of a pair or of
/// complete units only.
fn beside(
    list: &mut FigureList,
    measure: &str,
    level: Option<&str>,
    of: Result<Interval, Undefined>,
) {
    for entry in list.entries.iter_mut().filter(|e| e.measure == measure) {
        let about = |name: &str| entry.params.get(name).and_then(|v| v.as_str());
        if about("level") == level && about("missing") != Some("listwise") && entry.outcome.is_ok()
        {
            entry.interval = of.ok();
        }
    }
}
