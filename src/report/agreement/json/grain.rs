//! Counts and figures code by code, by coding, by unit and by character.

use super::{Writer, merge};
use crate::agreement::round::{Between, ByCoding, CodeFigures, Grain, OverCodes, PartFigures};
use crate::model::round::Headline;
use crate::report::json::outcome_json;
use serde_json::{Value, json};

fn over_codes(over: &OverCodes) -> Value {
    json!({ "alpha_over_codes": {
        "pairs": over.pairs.iter().map(outcome_json).collect::<Vec<_>>(),
        "alpha": outcome_json(&over.alpha),
    } })
}

impl Writer<'_> {
    /// By coding, by unit and by character, with the figure that leads.
    pub(super) fn grains(&self) -> Value {
        let (figures, lead) = (&self.results.figures, self.results.lead());
        let mut fields = json!({
            "by_coding": figures.by_coding.iter().map(|p| self.by_coding(p)).collect::<Vec<_>>(),
            "by_unit": self.grain(&figures.by_unit),
            "by_character": self.grain(&figures.by_character),
            "outside_units": self.outside(),
            "unused_codes": figures.unused.iter().map(|c| self.code(c)).collect::<Vec<_>>(),
        });
        if let Some(value) = figures.headline(lead) {
            let beside = figures.beside_the_lead();
            let of = match lead {
                Headline::Alpha => "alpha by unit",
                Headline::AlphaOverCodes => "alpha over codes by unit",
                Headline::AlphaMasi => "alpha over sets by unit (MASI)",
                Headline::AlphaJaccard => "alpha over sets by unit (Jaccard)",
                Headline::OrdinalAlpha => "ordinal alpha of ratings by unit",
                Headline::Kappa => "kappa by unit",
                Headline::Percent => "percent by coding",
                Headline::None => "none",
            };
            merge(
                &mut fields,
                json!({
                    "headline": { "figure": of, "value": outcome_json(&value) },
                    "sets_by_unit": {
                        "identical": outcome_json(&figures.sets.identical),
                        "alpha_masi": outcome_json(&figures.sets.masi),
                        "alpha_jaccard": outcome_json(&figures.sets.jaccard),
                        "alpha_any_code": outcome_json(&beside.any_code),
                        "where_marked": beside.where_marked.iter().map(|m| json!({
                            "coders": self.coders(m.coders),
                            "either": m.either,
                            "equal": m.equal,
                            "share": outcome_json(&m.share()),
                        })).collect::<Vec<_>>(),
                    },
                    "weakest_codes": beside.weakest.iter().map(|(code, alpha)| json!({
                        "code": self.code(code), "alpha": alpha,
                    })).collect::<Vec<_>>(),
                }),
            );
        }
        fields
    }

    fn by_coding(&self, pair: &ByCoding) -> Value {
        let counts = json!({
            "coders": self.coders(pair.coders),
            "matched": pair.counts.matched,
            "different": pair.counts.different,
            "only_a": pair.counts.only_a,
            "only_b": pair.counts.only_b,
            "of": pair.counts.all(),
            "matched_ratings": {
                "same": pair.ratings.same,
                "different": pair.ratings.different,
                "one_only": pair.ratings.one_only,
            },
            "codes": pair.codes.iter().map(|c| json!({
                "code": self.code(&c.code), "a": c.a, "b": c.b, "matched": c.matched,
                "places": c.places, "sources": c.sources, "too_few": c.is_few(),
            })).collect::<Vec<_>>(),
        });
        self.with(counts, &[("share", &pair.share)])
    }

    /// Codings that no unit holds anything of.
    fn outside(&self) -> Value {
        let outside = &self.results.figures.outside;
        let codes = outside.codes.iter();
        json!({
            "codings": outside.codings(),
            "by_coder": outside.units,
            "sources": outside.sources,
            "codes": codes.map(|(code, by_coder)| json!({
                "code": self.code(code), "by_coder": by_coder,
            })).collect::<Vec<_>>(),
        })
    }

    /// The figures of one part of what is compared.
    pub(super) fn part_figures(&self, part: &PartFigures) -> Value {
        let of = |figures: &CodeFigures, over: &OverCodes| {
            let mut fields = self.code_figures(figures);
            if self.wanted() {
                merge(&mut fields, over_codes(over));
            }
            fields
        };
        json!({
            "by_coding": part.by_coding.iter().map(|p| self.by_coding(p)).collect::<Vec<_>>(),
            "by_unit": of(&part.by_unit, &part.over_codes_by_unit),
            "by_character": of(&part.by_character, &part.over_codes_by_character),
        })
    }

    fn grain(&self, grain: &Grain) -> Value {
        let counts = json!({
            "n": grain.cells,
            "codes": grain.codes.iter().map(|c| self.code_figures(c)).collect::<Vec<_>>(),
            "overall": self.code_figures(&grain.overall),
        });
        let pooled = grain.pooled_kappa.iter().map(outcome_json);
        let mut all = counts;
        if self.wanted() {
            merge(
                &mut all,
                json!({ "pooled_kappa": pooled.collect::<Vec<_>>() }),
            );
            merge(&mut all, over_codes(&grain.over_codes));
        }
        all
    }

    fn code_figures(&self, code: &CodeFigures) -> Value {
        let pair = |(place, between): (usize, &Between)| {
            let coders = self.results.figures.by_coding.get(place).map(|p| p.coders);
            let counts = json!({
                "coders": coders.map(|c| self.coders(c)),
                "both": between.both,
                "only_a": between.only_a,
                "only_b": between.only_b,
                "neither": between.neither,
                "outside": between.outside,
            });
            let mut counts = counts;
            if let Some(rests) = between.support {
                merge(
                    &mut counts,
                    json!({ "places": rests.places, "sources": rests.sources }),
                );
            }
            if let (Some(words), Some(_)) = (between.few(), code.code) {
                merge(&mut counts, json!({ "few": words }));
            }
            let mut fields = self.with(
                counts,
                &[
                    ("percent", &between.percent),
                    ("positive", &between.positive),
                    ("negative", &between.negative),
                    ("kappa", &between.kappa),
                    ("alpha", &between.alpha),
                    ("ac1", &between.ac1),
                    ("pabak", &between.pabak),
                    ("prevalence_index", &between.prevalence_index),
                    ("bias_index", &between.bias_index),
                ],
            );
            if let (Some(why), true) = (between.prevalence(), self.wanted()) {
                let words = why.words(between.by);
                merge(&mut fields, json!({ "prevalence": words }));
            }
            fields
        };
        let pairs: Vec<Value> = code.pairs.iter().enumerate().map(pair).collect();
        let mut fields = json!({ "pairs": pairs });
        if let Some(id) = code.code {
            merge(&mut fields, json!({ "code": self.code(&id) }));
        }
        self.with(fields, &[("alpha", &code.alpha)])
    }
}
