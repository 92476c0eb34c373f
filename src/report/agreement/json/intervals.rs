//! Intervals, under the names of their figures.

use super::writer::Writer;
use crate::agreement::interval::How;
use crate::agreement::round::{
    BetweenIntervals, By, CodeIntervals, DomainIntervals, GrainIntervals, Intervals,
    RatedCasesIntervals, RatedIntervals, Spread, ValueIntervals, ValuePairIntervals,
};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
pub(super) struct IntervalsJson {
    resampled: &'static str,
    too_narrow: bool,
    replicates: u32,
    seed: u64,
    by_coding: Vec<SpreadJson>,
    by_unit: Value,
    by_character: Value,
    sets_by_unit: Value,
    places: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rated: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rated_cases: Option<Value>,
}

/// An interval, with how many resamples had no figure; or why there is none.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum SpreadJson {
    Is {
        low: f64,
        high: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        undefined_resamples: Option<u32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<&'static str>,
    },
    IsNot {
        undefined: String,
    },
}

impl From<&Spread> for SpreadJson {
    fn from(spread: &Spread) -> SpreadJson {
        match spread {
            Err(why) => SpreadJson::IsNot {
                undefined: why.to_string(),
            },
            Ok(interval) => SpreadJson::Is {
                low: interval.low,
                high: interval.high,
                undefined_resamples: match interval.how {
                    How::Resampled(by) => Some(by.undefined),
                    _ => None,
                },
                by: (interval.how == How::Wilson).then_some("Wilson, if turns were independent"),
            },
        }
    }
}

/// Of one code, or of all together.
#[derive(Serialize)]
struct CodeJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    pairs: Vec<BetweenJson>,
    alpha: SpreadJson,
}

#[derive(Serialize)]
struct BetweenJson {
    percent: SpreadJson,
    positive: SpreadJson,
    kappa: SpreadJson,
    alpha: SpreadJson,
    ac1: SpreadJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    kappa_by_standard_error: Option<SpreadJson>,
}

#[derive(Serialize)]
struct PairJson {
    percent: SpreadJson,
    alpha: SpreadJson,
    kappa: SpreadJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    icc_a1: Option<SpreadJson>,
}

fn spread(spread: &Spread) -> SpreadJson {
    spread.into()
}

fn spreads(all: &[Spread]) -> Vec<SpreadJson> {
    all.iter().map(spread).collect()
}

impl<'a> Writer<'a> {
    pub(super) fn spreads(&self, intervals: &Intervals) -> IntervalsJson {
        let domain = |domain: &DomainIntervals| {
            json!({
                "by_unit": value_spreads(&domain.by_unit),
                "by_character": value_spreads(&domain.by_character),
            })
        };
        let rated = |rated: &RatedIntervals| {
            json!({
                "code": self.code(&rated.code),
                "by_unit": value_spreads(&rated.by_unit),
                "by_case": value_spreads(&rated.by_case),
            })
        };
        let cases = |cases: &RatedCasesIntervals| {
            json!({
                "resampled": cases.of.word(),
                "pairs": spreads(&cases.pairs),
                "alpha": spread(&cases.alpha),
            })
        };
        IntervalsJson {
            resampled: intervals.of.word(),
            too_narrow: intervals.are_too_narrow(),
            replicates: intervals.resampling.replicates,
            seed: intervals.resampling.seed,
            by_coding: spreads(&intervals.by_coding),
            by_unit: self.grain_spreads(&intervals.by_unit, By::Unit),
            by_character: self.grain_spreads(&intervals.by_character, By::Character),
            sets_by_unit: json!({
                "identical": spread(&intervals.sets.identical),
                "alpha_masi": spread(&intervals.sets.masi),
                "alpha_jaccard": spread(&intervals.sets.jaccard),
            }),
            places: json!({
                "u_alpha_binary": spread(&intervals.places.same_places),
                "cu_alpha": spread(&intervals.places.same_code),
                "u_alpha_layers": spread(&intervals.places.layers),
            }),
            domain: intervals.domain.as_ref().map(domain),
            rated: intervals.rated.iter().map(rated).collect(),
            rated_cases: intervals.rated_cases.as_ref().map(cases),
        }
    }

    fn grain_spreads(&self, grain: &GrainIntervals, by: By) -> Value {
        json!({
            "codes": grain.codes.iter().map(|c| self.code_intervals(c, by)).collect::<Vec<_>>(),
            "overall": self.code_intervals(&grain.overall, by),
            "alpha_over_codes": {
                "pairs": spreads(&grain.over_codes.pairs),
                "alpha": spread(&grain.over_codes.alpha),
            },
        })
    }

    fn code_intervals(&self, code: &CodeIntervals, by: By) -> CodeJson<'a> {
        let figures = &self.results.figures;
        let grain = match by {
            By::Unit => &figures.by_unit,
            By::Character => &figures.by_character,
        };
        let row = match code.code {
            Some(id) => grain.code(id),
            None => Some(&grain.overall),
        };
        let between = |(n, b): (usize, &BetweenIntervals)| {
            let exact = row.and_then(|row| row.pairs.get(n));
            BetweenJson {
                percent: spread(&b.percent),
                positive: spread(&b.positive),
                kappa: spread(&b.kappa),
                alpha: spread(&b.alpha),
                ac1: spread(&b.ac1),
                kappa_by_standard_error: exact.map(|b| spread(&b.kappa_interval)),
            }
        };
        CodeJson {
            code: code.code.map(|id| self.code(&id)),
            pairs: code.pairs.iter().enumerate().map(between).collect(),
            alpha: spread(&code.alpha),
        }
    }
}

/// The intervals of values that exclude one another, with what was drawn for them.
fn value_spreads(values: &ValueIntervals) -> Value {
    let pair = |pair: &ValuePairIntervals| PairJson {
        percent: spread(&pair.percent),
        alpha: spread(&pair.alpha),
        kappa: spread(&pair.kappa),
        icc_a1: pair.icc.as_ref().map(spread),
    };
    json!({
        "resampled": values.of.word(),
        "pairs": values.pairs.iter().map(pair).collect::<Vec<_>>(),
        "alpha": spread(&values.alpha),
    })
}
