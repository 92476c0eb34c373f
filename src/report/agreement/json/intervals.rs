//! Intervals, under the names of their figures.

use super::{Writer, merge};
use crate::agreement::interval::How;
use crate::agreement::round::{
    BetweenIntervals, By, CodeIntervals, GrainIntervals, Intervals, Spread, ValueIntervals,
};
use serde_json::{Value, json};

impl Writer<'_> {
    pub(super) fn spreads(&self, intervals: &Intervals) -> Value {
        let by_coding = intervals.by_coding.iter().map(spread_json);
        let mut all = json!({
            "resampled": intervals.of.word(),
            "too_narrow": intervals.are_too_narrow(),
            "replicates": intervals.resampling.replicates,
            "seed": intervals.resampling.seed,
            "by_coding": by_coding.collect::<Vec<_>>(),
            "by_unit": self.grain_spreads(&intervals.by_unit, By::Unit),
            "by_character": self.grain_spreads(&intervals.by_character, By::Character),
            "sets_by_unit": {
                "identical": spread_json(&intervals.sets.identical),
                "alpha_masi": spread_json(&intervals.sets.masi),
                "alpha_jaccard": spread_json(&intervals.sets.jaccard),
            },
            "places": {
                "u_alpha_binary": spread_json(&intervals.places.same_places),
                "cu_alpha": spread_json(&intervals.places.same_code),
                "u_alpha_layers": spread_json(&intervals.places.layers),
            },
        });
        if let Some(domain) = &intervals.domain {
            let fields = json!({ "domain": {
                "by_unit": value_spreads(&domain.by_unit),
                "by_character": value_spreads(&domain.by_character),
            } });
            merge(&mut all, fields);
        }
        if !intervals.rated.is_empty() {
            let rated = intervals.rated.iter().map(|rated| {
                json!({
                    "code": self.code(&rated.code),
                    "by_unit": value_spreads(&rated.by_unit),
                    "by_case": value_spreads(&rated.by_case),
                })
            });
            merge(&mut all, json!({ "rated": rated.collect::<Vec<_>>() }));
        }
        if let Some(cases) = &intervals.rated_cases {
            let pairs = cases.pairs.iter().map(spread_json);
            let fields = json!({ "rated_cases": {
                "resampled": cases.of.word(),
                "pairs": pairs.collect::<Vec<_>>(),
                "alpha": spread_json(&cases.alpha),
            } });
            merge(&mut all, fields);
        }
        all
    }

    fn grain_spreads(&self, grain: &GrainIntervals, by: By) -> Value {
        json!({
            "codes": grain.codes.iter().map(|c| self.code_intervals(c, by)).collect::<Vec<_>>(),
            "overall": self.code_intervals(&grain.overall, by),
            "alpha_over_codes": {
                "pairs": grain.over_codes.pairs.iter().map(spread_json).collect::<Vec<_>>(),
                "alpha": spread_json(&grain.over_codes.alpha),
            },
        })
    }

    fn code_intervals(&self, code: &CodeIntervals, by: By) -> Value {
        let between = |b: &BetweenIntervals| {
            json!({
                "percent": spread_json(&b.percent),
                "positive": spread_json(&b.positive),
                "kappa": spread_json(&b.kappa),
                "alpha": spread_json(&b.alpha),
                "ac1": spread_json(&b.ac1),
            })
        };
        let figures = &self.results.figures;
        let grain = match by {
            By::Unit => &figures.by_unit,
            By::Character => &figures.by_character,
        };
        let row = match code.code {
            Some(id) => grain.code(id),
            None => Some(&grain.overall),
        };
        let pairs = code.pairs.iter().enumerate().map(|(n, b)| {
            let mut all = between(b);
            let exact = row
                .and_then(|row| row.pairs.get(n))
                .map(|b| &b.kappa_interval);
            if let Some(exact) = exact {
                merge(
                    &mut all,
                    json!({ "kappa_by_standard_error": spread_json(exact) }),
                );
            }
            all
        });
        let mut all = json!({
            "pairs": pairs.collect::<Vec<_>>(),
            "alpha": spread_json(&code.alpha),
        });
        if let Some(id) = &code.code {
            merge(&mut all, json!({ "code": self.code(id) }));
        }
        all
    }
}

/// The intervals of values that exclude one another, with what was drawn for them.
fn value_spreads(values: &ValueIntervals) -> Value {
    let pairs = values.pairs.iter().map(|pair| {
        let mut all = json!({
            "percent": spread_json(&pair.percent),
            "alpha": spread_json(&pair.alpha),
            "kappa": spread_json(&pair.kappa),
        });
        if let Some(icc) = &pair.icc {
            merge(&mut all, json!({ "icc_a1": spread_json(icc) }));
        }
        all
    });
    json!({
        "resampled": values.of.word(),
        "pairs": pairs.collect::<Vec<_>>(),
        "alpha": spread_json(&values.alpha),
    })
}

/// An interval, with how many resamples had no figure; or why there is none.
pub(super) fn spread_json(spread: &Spread) -> Value {
    match spread {
        Err(why) => json!({ "undefined": why.to_string() }),
        Ok(interval) => {
            let mut all = json!({ "low": interval.low, "high": interval.high });
            match interval.how {
                How::Resampled(by) => {
                    merge(&mut all, json!({ "undefined_resamples": by.undefined }));
                }
                How::Wilson => merge(
                    &mut all,
                    json!({ "by": "Wilson, if turns were independent" }),
                ),
                How::Normal | How::Student | How::Satterthwaite => {}
            }
            all
        }
    }
}
