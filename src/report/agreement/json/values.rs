//! Confused codes, places, domains and ratings.

use super::intervals::SpreadJson;
use super::writer::{Coders, Figures, Writer};
use crate::agreement::round::{
    DomainGrain, DomainPair, MixedOrNot, Rated, RatedCases, RatedPair, Ratings, Value as Given,
};
use crate::model::ids::CodeId;
use crate::report::json::Figure;
use serde::Serialize;
use serde_json::{Value, json};

/// Figures on values that exclude one another.
#[derive(Serialize)]
pub(super) struct DomainJson<'a> {
    n: u64,
    values: Vec<ValueJson<'a>>,
    several: &'a [u64],
    pairs: Vec<DomainPairJson<'a>>,
    #[serde(flatten)]
    figures: Figures,
}

/// Null, the name of a code, or a list of them.
#[derive(Serialize)]
#[serde(untagged)]
enum ValueJson<'a> {
    None,
    Code(&'a str),
    Several(Vec<&'a str>),
}

#[derive(Serialize)]
struct DomainPairJson<'a> {
    coders: Coders<'a>,
    cells: &'a [(usize, usize, u64)],
    #[serde(flatten)]
    figures: Figures,
}

/// Figures on the ratings of one code.
#[derive(Serialize)]
pub(super) struct RatedJson<'a> {
    code: &'a str,
    scale: &'a [(i32, String)],
    by_unit: RatingsJson<'a>,
    by_case: RatingsJson<'a>,
}

#[derive(Serialize)]
struct RatingsJson<'a> {
    n: u64,
    unrated: &'a [u64],
    several: &'a [u64],
    off_scale: &'a [u64],
    pairs: Vec<RatedPairJson<'a>>,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize)]
struct RatedPairJson<'a> {
    coders: Coders<'a>,
    n: u64,
    points: u64,
    given: u64,
    too_few: bool,
    cells: &'a [(usize, usize, u64)],
    #[serde(flatten)]
    figures: Figures,
    #[serde(skip_serializing_if = "Option::is_none")]
    icc_a1_interval: Option<SpreadJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mixed: Option<MixedJson>,
}

/// Whether there was a rating at all.
#[derive(Serialize)]
struct MixedJson {
    both: u64,
    only_a: u64,
    only_b: u64,
    neither: u64,
    #[serde(flatten)]
    figures: Figures,
}

impl<'a> Writer<'a> {
    pub(super) fn confusion(&self) -> Value {
        let comparison = &self.results.comparison;
        let matrix = |pair: usize| {
            let found = comparison.confusion(pair)?;
            let code = |code: &Option<CodeId>| code.as_ref().map(|c| self.code(c));
            let cells = found.cells.iter();
            let cells = cells.map(|(a, b, n)| json!({ "a": code(a), "b": code(b), "n": n }));
            Some(json!({
                "coders": self.coders(found.coders),
                "cells": cells.collect::<Vec<_>>(),
            }))
        };
        let pairs = 0..self.results.figures.by_coding.len();
        Value::Array(pairs.filter_map(matrix).collect())
    }

    pub(super) fn places(&self) -> Value {
        let places = &self.results.figures.places;
        let found = places.found.iter().map(|f| {
            json!({
                "coders": self.coders(f.coders),
                "f1_any_code": Figure::from(&f.any_code.f1),
                "f1_same_code": Figure::from(&f.same_code.f1),
            })
        });
        let codes = places.codes.iter().map(|c| {
            json!({
                "code": self.code(&c.code),
                "u_alpha_layer": Figure::from(&c.layer),
                "ku_alpha": Figure::from(&c.given_both),
                "coverage": Figure::from(&c.coverage),
            })
        });
        json!({
            "u_alpha_binary": Figure::from(&places.same_places),
            "cu_alpha": Figure::from(&places.same_code),
            "coverage": Figure::from(&places.coverage),
            "u_alpha": Figure::from(&places.both),
            "u_alpha_layers": Figure::from(&places.layers),
            "merged": places.merged,
            "found": found.collect::<Vec<_>>(),
            "codes": codes.collect::<Vec<_>>(),
        })
    }

    pub(super) fn domain(&self, grain: &'a DomainGrain) -> DomainJson<'a> {
        let value = |value: &Given| match value {
            Given::None => ValueJson::None,
            Given::Code(code) => ValueJson::Code(self.code(code)),
            Given::Several(codes) => {
                ValueJson::Several(codes.iter().map(|c| self.code(c)).collect())
            }
        };
        let pair = |pair: &'a DomainPair| DomainPairJson {
            coders: self.coders(pair.coders),
            cells: &pair.cells,
            figures: self.figures([
                ("percent", &pair.percent),
                ("kappa", &pair.kappa),
                ("alpha", &pair.alpha),
                ("ac1", &pair.ac1),
                ("bennett_s", &pair.s),
                ("scott_pi", &pair.pi),
            ]),
        };
        DomainJson {
            n: grain.cells,
            values: grain.values.iter().map(value).collect(),
            several: &grain.several,
            pairs: grain.pairs.iter().map(pair).collect(),
            figures: self.figures([("alpha", &grain.alpha)]),
        }
    }

    pub(super) fn rated(&self) -> Vec<RatedJson<'a>> {
        let rated = |rated: &'a Rated| RatedJson {
            code: self.code(&rated.code),
            scale: &rated.scale,
            by_unit: self.ratings(&rated.by_unit),
            by_case: self.ratings(&rated.by_case),
        };
        self.results.figures.rated.iter().map(rated).collect()
    }

    /// The ratings of all rated codes together.
    pub(super) fn rated_cases(&self, cases: &RatedCases) -> Value {
        let pairs = cases.pairs.iter().map(|pair| {
            json!({
                "coders": self.coders(pair.coders),
                "n": pair.cases,
                "given": pair.given,
                "alpha_ordinal": Figure::from(&pair.alpha),
                "mean_difference": Figure::from(&pair.mean_difference),
            })
        });
        json!({
            "n": cases.cases,
            "given": cases.given,
            "alpha_ordinal": Figure::from(&cases.alpha),
            "pairs": pairs.collect::<Vec<_>>(),
        })
    }

    fn ratings(&self, ratings: &'a Ratings) -> RatingsJson<'a> {
        RatingsJson {
            n: ratings.rated,
            unrated: &ratings.unrated,
            several: &ratings.several,
            off_scale: &ratings.off_scale,
            pairs: ratings.pairs.iter().map(|p| self.rated_pair(p)).collect(),
            figures: self.figures([("alpha_ordinal", &ratings.alpha)]),
        }
    }

    fn rated_pair(&self, pair: &'a RatedPair) -> RatedPairJson<'a> {
        let mixed = |mixed: &MixedOrNot| MixedJson {
            both: mixed.counts.both,
            only_a: mixed.counts.only_a,
            only_b: mixed.counts.only_b,
            neither: mixed.counts.neither,
            figures: self.figures([("kappa", &mixed.kappa)]),
        };
        RatedPairJson {
            coders: self.coders(pair.coders),
            n: pair.rated,
            points: pair.points,
            given: pair.given,
            too_few: pair.is_few(),
            cells: &pair.cells,
            figures: self.figures([
                ("percent", &pair.percent),
                ("alpha_ordinal", &pair.alpha),
                ("kappa_linear", &pair.linear),
                ("kappa_quadratic", &pair.quadratic),
                ("ac2_quadratic", &pair.ac2),
                ("mean_difference", &pair.mean_difference),
                ("icc_a1", &pair.icc),
            ]),
            icc_a1_interval: self.wanted().then(|| (&pair.icc_interval).into()),
            mixed: pair.mixed.as_ref().map(mixed),
        }
    }
}
