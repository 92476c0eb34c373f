//! Figures that two coders have.

use super::args::Missing;
use super::figure_list::FigureList;
use super::scale::Scale;
use crate::agreement::linear::Chance;
use crate::agreement::table::Table;
use crate::agreement::weights::Weights;
use crate::agreement::{conger, kappa, scott, uniform};

/// Enters them for a table of two coders.
pub fn fill(list: &mut FigureList, scale: &Scale, table: &Table, missing: Option<Missing>) {
    let plain = Weights::Identity;
    let n = table.coded_by(2);
    let interval = Chance::Shared.interval(table, plain).ok();
    list.put("scott_pi", &[], n, scott::pi(table)).interval = interval;
    list.put(
        "scott_pi_se_gwet",
        &[],
        n,
        Chance::Shared.standard_error(table, plain),
    );
    list.put("percent_expected_scott", &[], n, scott::expected(table));
    list.put(
        "cohen_kappa_se_gwet",
        &[],
        n,
        Chance::ByCoder.standard_error(table, plain),
    );
    if missing == Some(Missing::Available) {
        // Each coder's margins from all that coder decided on: Conger's, for two coders.
        let interval = Chance::ByCoder.interval(table, plain).ok();
        list.put("cohen_kappa", &[], n, conger::kappa(table, plain))
            .interval = interval;
        list.put("percent_expected_cohen", &[], n, conger::expected(table));
        return;
    }
    let interval = kappa::interval(table, plain);
    list.put("cohen_kappa", &[], n, kappa::cohen(table))
        .interval = interval.ok();
    list.ends(
        ["cohen_kappa_ci95_lower", "cohen_kappa_ci95_upper"],
        &[],
        n,
        interval,
    );
    list.put("percent_expected_cohen", &[], n, kappa::expected(table));
    list.put("cohen_kappa_max", &[], n, kappa::highest(table));
    list.put(
        "cohen_kappa_se",
        &[],
        n,
        kappa::standard_error(table, plain),
    );
    let crude = kappa::crude_standard_error(table);
    list.put("cohen_kappa_se", &[("formula", "cohen1960")], n, crude);
    list.put(
        "cohen_kappa_se0",
        &[],
        n,
        kappa::null_standard_error(table, plain),
    );
    for (name, ranks, values) in list.weights(scale) {
        let by = [("weights", name)];
        let interval = kappa::interval(table, ranks).ok();
        list.put(
            "cohen_kappa_weighted",
            &by,
            n,
            kappa::weighted(table, ranks),
        )
        .interval = interval;
        list.put(
            "cohen_kappa_weighted_se",
            &by,
            n,
            kappa::standard_error(table, ranks),
        );
        let error = Chance::ByCoder.standard_error(table, values);
        list.put("cohen_kappa_weighted_se_gwet", &by, n, error);
        let used = kappa::weighted(&table.observed(), ranks);
        list.put(
            "cohen_kappa_weighted",
            &[("weights", name), ("scale", "observed")],
            n,
            used,
        );
    }
    for (category, label) in (0..).zip(&scale.labels) {
        let one = kappa::cohen(&table.one_against_rest(category));
        list.put("kappa_category", &[("category", label)], n, one);
    }
    list.put("pabak", &[], n, uniform::pabak(table));
    if table.categories() == 2 {
        for (positive, label) in (0..).zip(&scale.labels) {
            let about = [("positive", label.as_str())];
            list.put(
                "prevalence_index",
                &about,
                n,
                uniform::prevalence_index(table, positive),
            );
            list.put(
                "bias_index",
                &about,
                n,
                uniform::bias_index(table, positive),
            );
        }
    }
}
