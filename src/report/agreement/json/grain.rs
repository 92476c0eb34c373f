//! Counts and figures code by code, by coding, by unit and by character.

use super::writer::{Coders, Figures, Writer};
use crate::agreement::round::{
    Between, ByCoding, CodeCodings, CodeFigures, Grain, OverCodes, PartFigures,
};
use crate::model::round::Headline;
use crate::report::json::Figure;
use serde::Serialize;
use serde_json::{Value, json};

/// By coding, by unit and by character, with the figure that leads.
#[derive(Serialize)]
pub(super) struct Grains<'a> {
    by_coding: Vec<ByCodingJson<'a>>,
    by_unit: GrainJson<'a>,
    by_character: GrainJson<'a>,
    outside_units: Value,
    unused_codes: Vec<&'a str>,
    #[serde(flatten)]
    lead: Option<Value>,
}

/// The figures of one part of what is compared.
#[derive(Serialize)]
pub(super) struct PartJson<'a> {
    by_coding: Vec<ByCodingJson<'a>>,
    by_unit: CodeJson<'a>,
    by_character: CodeJson<'a>,
}

#[derive(Serialize)]
struct ByCodingJson<'a> {
    coders: Coders<'a>,
    matched: u64,
    different: u64,
    only_a: u64,
    only_b: u64,
    of: u64,
    matched_ratings: Value,
    codes: Vec<Value>,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize)]
struct GrainJson<'a> {
    n: u64,
    codes: Vec<CodeJson<'a>>,
    overall: CodeJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pooled_kappa: Option<Vec<Figure>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alpha_over_codes: Option<OverCodesJson>,
}

/// Of one code, or of all together.
#[derive(Serialize)]
struct CodeJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    pairs: Vec<BetweenJson<'a>>,
    /// Only of parts: a grain says it once.
    #[serde(skip_serializing_if = "Option::is_none")]
    alpha_over_codes: Option<OverCodesJson>,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize)]
struct BetweenJson<'a> {
    coders: Option<Coders<'a>>,
    both: u64,
    only_a: u64,
    only_b: u64,
    neither: u64,
    outside: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    places: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sources: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    few: Option<String>,
    #[serde(flatten)]
    figures: Figures,
    #[serde(skip_serializing_if = "Option::is_none")]
    prevalence: Option<String>,
}

#[derive(Serialize)]
struct OverCodesJson {
    pairs: Vec<Figure>,
    alpha: Figure,
}

impl<'a> Writer<'a> {
    pub(super) fn grains(&self) -> Grains<'a> {
        let figures = &self.results.figures;
        Grains {
            by_coding: figures
                .by_coding
                .iter()
                .map(|p| self.by_coding(p))
                .collect(),
            by_unit: self.grain(&figures.by_unit),
            by_character: self.grain(&figures.by_character),
            outside_units: self.outside(),
            unused_codes: figures.unused.iter().map(|c| self.code(c)).collect(),
            lead: self.lead(),
        }
    }

    /// The figure that leads, with what is said beside it; nothing where none leads.
    fn lead(&self) -> Option<Value> {
        let (figures, lead) = (&self.results.figures, self.results.lead());
        let value = figures.headline(lead)?;
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
        Some(json!({
            "headline": { "figure": of, "value": Figure::from(&value) },
            "sets_by_unit": {
                "identical": Figure::from(&figures.sets.identical),
                "alpha_masi": Figure::from(&figures.sets.masi),
                "alpha_jaccard": Figure::from(&figures.sets.jaccard),
                "alpha_any_code": Figure::from(&beside.any_code),
                "where_marked": beside.where_marked.iter().map(|m| json!({
                    "coders": self.coders(m.coders),
                    "either": m.either,
                    "equal": m.equal,
                    "share": Figure::from(&m.share()),
                })).collect::<Vec<_>>(),
            },
            "weakest_codes": beside.weakest.iter().map(|(code, alpha)| json!({
                "code": self.code(code), "alpha": alpha,
            })).collect::<Vec<_>>(),
        }))
    }

    fn by_coding(&self, pair: &ByCoding) -> ByCodingJson<'a> {
        let code = |c: &CodeCodings| {
            json!({
                "code": self.code(&c.code), "a": c.a, "b": c.b, "matched": c.matched,
                "places": c.places, "sources": c.sources, "too_few": c.is_few(),
            })
        };
        ByCodingJson {
            coders: self.coders(pair.coders),
            matched: pair.counts.matched,
            different: pair.counts.different,
            only_a: pair.counts.only_a,
            only_b: pair.counts.only_b,
            of: pair.counts.all(),
            matched_ratings: json!({
                "same": pair.ratings.same,
                "different": pair.ratings.different,
                "one_only": pair.ratings.one_only,
            }),
            codes: pair.codes.iter().map(code).collect(),
            figures: self.figures([("share", &pair.share)]),
        }
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

    pub(super) fn part_figures(&self, part: &PartFigures) -> PartJson<'a> {
        let of = |figures: &CodeFigures, over: &OverCodes| CodeJson {
            alpha_over_codes: self.over_codes(over),
            ..self.code_figures(figures)
        };
        PartJson {
            by_coding: part.by_coding.iter().map(|p| self.by_coding(p)).collect(),
            by_unit: of(&part.by_unit, &part.over_codes_by_unit),
            by_character: of(&part.by_character, &part.over_codes_by_character),
        }
    }

    fn grain(&self, grain: &Grain) -> GrainJson<'a> {
        let pooled = || grain.pooled_kappa.iter().map(Figure::from).collect();
        GrainJson {
            n: grain.cells,
            codes: grain.codes.iter().map(|c| self.code_figures(c)).collect(),
            overall: self.code_figures(&grain.overall),
            pooled_kappa: self.wanted().then(pooled),
            alpha_over_codes: self.over_codes(&grain.over_codes),
        }
    }

    fn over_codes(&self, over: &OverCodes) -> Option<OverCodesJson> {
        self.wanted().then(|| OverCodesJson {
            pairs: over.pairs.iter().map(Figure::from).collect(),
            alpha: (&over.alpha).into(),
        })
    }

    fn code_figures(&self, code: &CodeFigures) -> CodeJson<'a> {
        let pairs = code.pairs.iter().enumerate();
        CodeJson {
            code: code.code.map(|id| self.code(&id)),
            pairs: pairs.map(|(n, b)| self.between(code, n, b)).collect(),
            alpha_over_codes: None,
            figures: self.figures([("alpha", &code.alpha)]),
        }
    }

    fn between(&self, code: &CodeFigures, place: usize, between: &Between) -> BetweenJson<'a> {
        let coders = self.results.figures.by_coding.get(place).map(|p| p.coders);
        let prevalence = between.prevalence().filter(|_| self.wanted());
        BetweenJson {
            coders: coders.map(|c| self.coders(c)),
            both: between.both,
            only_a: between.only_a,
            only_b: between.only_b,
            neither: between.neither,
            outside: between.outside,
            places: between.support.map(|rests| rests.places),
            sources: between.support.map(|rests| rests.sources),
            few: between.few().filter(|_| code.code.is_some()),
            figures: self.figures([
                ("percent", &between.percent),
                ("positive", &between.positive),
                ("negative", &between.negative),
                ("kappa", &between.kappa),
                ("alpha", &between.alpha),
                ("ac1", &between.ac1),
                ("pabak", &between.pabak),
                ("prevalence_index", &between.prevalence_index),
                ("bias_index", &between.bias_index),
            ]),
            prevalence: prevalence.map(|why| why.words(between.by)),
        }
    }
}
