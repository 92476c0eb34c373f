//! Confused codes, places, domains and ratings.

use super::intervals::spread_json;
use super::{Writer, merge};
use crate::agreement::round::{DomainGrain, DomainPair, RatedCases, Ratings, Value as Given};
use crate::model::ids::CodeId;
use crate::report::json::outcome_json;
use serde_json::{Value, json};

impl Writer<'_> {
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
                "f1_any_code": outcome_json(&f.any_code.f1),
                "f1_same_code": outcome_json(&f.same_code.f1),
            })
        });
        let codes = places.codes.iter().map(|c| {
            json!({
                "code": self.code(&c.code),
                "u_alpha_layer": outcome_json(&c.layer),
                "ku_alpha": outcome_json(&c.given_both),
                "coverage": outcome_json(&c.coverage),
            })
        });
        json!({
            "u_alpha_binary": outcome_json(&places.same_places),
            "cu_alpha": outcome_json(&places.same_code),
            "coverage": outcome_json(&places.coverage),
            "u_alpha": outcome_json(&places.both),
            "u_alpha_layers": outcome_json(&places.layers),
            "merged": places.merged,
            "found": found.collect::<Vec<_>>(),
            "codes": codes.collect::<Vec<_>>(),
        })
    }

    pub(super) fn domain(&self, grain: &DomainGrain) -> Value {
        let value = |value: &Given| match value {
            Given::None => Value::Null,
            Given::Code(code) => json!(self.code(code)),
            Given::Several(codes) => json!(codes.iter().map(|c| self.code(c)).collect::<Vec<_>>()),
        };
        let pair = |pair: &DomainPair| {
            let cells = pair.cells.iter().map(|(a, b, n)| json!([a, b, n]));
            let counts = json!({
                "coders": self.coders(pair.coders),
                "cells": cells.collect::<Vec<_>>(),
            });
            self.with(
                counts,
                &[
                    ("percent", &pair.percent),
                    ("kappa", &pair.kappa),
                    ("alpha", &pair.alpha),
                    ("ac1", &pair.ac1),
                    ("bennett_s", &pair.s),
                    ("scott_pi", &pair.pi),
                ],
            )
        };
        let counts = json!({
            "n": grain.cells,
            "values": grain.values.iter().map(value).collect::<Vec<_>>(),
            "several": grain.several,
            "pairs": grain.pairs.iter().map(pair).collect::<Vec<_>>(),
        });
        self.with(counts, &[("alpha", &grain.alpha)])
    }

    pub(super) fn rated(&self) -> Value {
        let rated = self.results.figures.rated.iter().map(|rated| {
            json!({
                "code": self.code(&rated.code),
                "scale": rated.scale,
                "by_unit": self.ratings(&rated.by_unit),
                "by_case": self.ratings(&rated.by_case),
            })
        });
        Value::Array(rated.collect())
    }

    /// The ratings of all rated codes together.
    pub(super) fn rated_cases(&self, cases: &RatedCases) -> Value {
        let pairs = cases.pairs.iter().map(|pair| {
            json!({
                "coders": self.coders(pair.coders),
                "n": pair.cases,
                "given": pair.given,
                "alpha_ordinal": outcome_json(&pair.alpha),
                "mean_difference": outcome_json(&pair.mean_difference),
            })
        });
        json!({
            "n": cases.cases,
            "given": cases.given,
            "alpha_ordinal": outcome_json(&cases.alpha),
            "pairs": pairs.collect::<Vec<_>>(),
        })
    }

    fn ratings(&self, ratings: &Ratings) -> Value {
        let pairs = ratings.pairs.iter().map(|pair| {
            let cells = pair.cells.iter().map(|(a, b, n)| json!([a, b, n]));
            let counts = json!({
                "coders": self.coders(pair.coders),
                "n": pair.rated,
                "points": pair.points,
                "given": pair.given,
                "too_few": pair.is_few(),
                "cells": cells.collect::<Vec<_>>(),
            });
            let mut all = self.with(
                counts,
                &[
                    ("percent", &pair.percent),
                    ("alpha_ordinal", &pair.alpha),
                    ("kappa_linear", &pair.linear),
                    ("kappa_quadratic", &pair.quadratic),
                    ("ac2_quadratic", &pair.ac2),
                    ("mean_difference", &pair.mean_difference),
                    ("icc_a1", &pair.icc),
                ],
            );
            if self.wanted() {
                let interval = spread_json(&pair.icc_interval);
                merge(&mut all, json!({ "icc_a1_interval": interval }));
            }
            if let Some(mixed) = &pair.mixed {
                let counts = json!({
                    "both": mixed.counts.both,
                    "only_a": mixed.counts.only_a,
                    "only_b": mixed.counts.only_b,
                    "neither": mixed.counts.neither,
                });
                let mixed = self.with(counts, &[("kappa", &mixed.kappa)]);
                merge(&mut all, json!({ "mixed": mixed }));
            }
            all
        });
        let counts = json!({
            "n": ratings.rated,
            "unrated": ratings.unrated,
            "several": ratings.several,
            "off_scale": ratings.off_scale,
            "pairs": pairs.collect::<Vec<_>>(),
        });
        self.with(counts, &[("alpha_ordinal", &ratings.alpha)])
    }
}
