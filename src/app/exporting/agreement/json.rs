//! The agreement of a round as programs read it.

use crate::agreement::outcome::Outcome;
use crate::agreement::round::{
    self, Between, ByCoding, CodeFigures, Grain, PartFigures, RoundFigures,
};
use crate::app::agreement::at_hand;
use crate::app::exporting::{Documents, Texts};
use crate::model::code::Codebook;
use crate::model::ids::SourceId;
use crate::model::round::{Headline, Round};
use crate::model::view::View;
use serde_json::{Map, Value, json};

/// The figures of a round on these texts; why there are none, in words.
pub fn figures(view: &View, round: &Round, documents: &Documents) -> Result<RoundFigures, String> {
    if round.plan.coders.len() < 2 {
        return Err("one coder's round: there is nothing to compare".to_owned());
    }
    let snapshot = view.snapshot(round.id).map_err(|e| e.to_string())?;
    let codebook = view.codebook_of(round);
    let text = at_hand(documents);
    round::figures(&snapshot, round, &codebook, view.sources(), &text).map_err(|e| e.to_string())
}

/// A figure, or why there is none: a number, or `{"undefined": "words"}`.
pub fn outcome_json(outcome: &Outcome) -> Value {
    match outcome {
        Ok(value) => json!(value),
        Err(why) => json!({ "undefined": why.to_string() }),
    }
}

/// All there is to report of a round's agreement.
pub fn agreement_json(view: &View, round: &Round, documents: &Documents) -> Value {
    let plan = &round.plan;
    let texts = Texts::new(view, documents);
    let name = |s: &SourceId| texts.name(s);
    let mut report = json!({
        "round": plan.name,
        "id": round.id,
        "kind": plan.kind.word(),
        "blind": plan.blind,
        "coders": plan.coders,
        "overlap_percent": plan.overlap,
        "unit": plan.unit.word(),
    });
    let fields = match figures(view, round, documents) {
        Err(why) => json!({ "not_yet": why }),
        Ok(figures) => {
            let finished = round.finished_by_all();
            let left_out = figures.left_out.iter();
            let report = Report {
                figures: &figures,
                codebook: &view.codebook_of(round),
                headline: plan.headline,
            };
            let mut fields = report.json();
            merge(
                &mut fields,
                json!({
                    "sources": finished.iter().map(name).collect::<Vec<_>>(),
                    "unfinished": plan.sources.iter().filter(|s| !finished.contains(s)).map(name).collect::<Vec<_>>(),
                    "left_out": left_out.map(|(s, why)| json!({ "source": name(s), "why": why.words() })).collect::<Vec<_>>(),
                    "complete": figures.missing == 0,
                }),
            );
            fields
        }
    };
    merge(&mut report, fields);
    report
}

/// Adds fields to an object.
pub(in crate::app::exporting) fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}

/// Figures with what their words need.
pub(in crate::app::exporting) struct Report<'a> {
    pub figures: &'a RoundFigures,
    pub codebook: &'a Codebook,
    pub headline: Headline,
}

impl Report<'_> {
    /// Everything that stands in `RoundFigures` for every selection.
    pub fn json(&self) -> Value {
        let figures = self.figures;
        let mut fields = json!({
            "by_coding": figures.by_coding.iter().map(|p| self.by_coding(p)).collect::<Vec<_>>(),
            "by_unit": self.grain(&figures.by_unit),
            "by_character": self.grain(&figures.by_character),
            "unused_codes": figures.unused.iter().map(|c| self.codebook.name(*c)).collect::<Vec<_>>(),
        });
        if let Some(value) = figures.headline(self.headline) {
            let of = match self.headline {
                Headline::Alpha => "alpha by unit",
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
                    },
                }),
            );
        }
        fields
    }

    /// A study that wants no coefficients gets counts.
    fn with(&self, mut counts: Value, coefficients: &[(&str, &Outcome)]) -> Value {
        if self.headline != Headline::None {
            let fields: Map<String, Value> = coefficients
                .iter()
                .map(|(name, value)| ((*name).to_owned(), outcome_json(value)))
                .collect();
            merge(&mut counts, Value::Object(fields));
        }
        counts
    }

    fn coders(&self, (a, b): (usize, usize)) -> Value {
        json!([self.figures.coders.get(a), self.figures.coders.get(b)])
    }

    fn by_coding(&self, pair: &ByCoding) -> Value {
        let counts = json!({
            "coders": self.coders(pair.coders),
            "matched": pair.counts.matched,
            "different": pair.counts.different,
            "only_a": pair.counts.only_a,
            "only_b": pair.counts.only_b,
            "of": pair.counts.all(),
            "codes": pair.codes.iter().map(|c| json!({
                "code": self.codebook.name(c.code), "a": c.a, "b": c.b, "matched": c.matched,
            })).collect::<Vec<_>>(),
        });
        self.with(counts, &[("share", &pair.share)])
    }

    /// The figures of one part of what is compared.
    pub fn part(&self, part: &PartFigures) -> Value {
        json!({
            "by_coding": part.by_coding.iter().map(|p| self.by_coding(p)).collect::<Vec<_>>(),
            "by_unit": self.code(&part.by_unit),
            "by_character": self.code(&part.by_character),
        })
    }

    fn grain(&self, grain: &Grain) -> Value {
        let counts = json!({
            "n": grain.cells,
            "codes": grain.codes.iter().map(|c| self.code(c)).collect::<Vec<_>>(),
            "overall": self.code(&grain.overall),
        });
        let pooled = grain.pooled_kappa.iter().map(outcome_json);
        let mut all = counts;
        if self.headline != Headline::None {
            merge(
                &mut all,
                json!({ "pooled_kappa": pooled.collect::<Vec<_>>() }),
            );
        }
        all
    }

    fn code(&self, code: &CodeFigures) -> Value {
        let pair = |(place, between): (usize, &Between)| {
            let coders = self.figures.by_coding.get(place).map(|p| p.coders);
            let counts = json!({
                "coders": coders.map(|c| self.coders(c)),
                "both": between.both,
                "only_a": between.only_a,
                "only_b": between.only_b,
                "neither": between.neither,
            });
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
            if let (Some(words), true) = (between.prevalence(), self.headline != Headline::None) {
                merge(&mut fields, json!({ "prevalence": words }));
            }
            fields
        };
        let pairs: Vec<Value> = code.pairs.iter().enumerate().map(pair).collect();
        let mut fields = json!({ "pairs": pairs });
        if let Some(id) = code.code {
            merge(&mut fields, json!({ "code": self.codebook.name(id) }));
        }
        self.with(fields, &[("alpha", &code.alpha)])
    }
}
