//! The figures of whatever was selected, as programs read them.

use super::agreement::{Written as Report, merge};
use super::{Documents, Texts, outcome_json};
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::resample::Resampling;
use crate::agreement::round::{
    BetweenIntervals, By, CodeIntervals, Comparison, Depth, DomainGrain, Each, GrainIntervals,
    Intervals, Material, PartFigures, Ratings, Refused, RoundFigures, Selection, Spread,
    Value as Given, Within, band,
};
use crate::app::agreement::at_hand;
use crate::model::ids::{CodeId, SourceId};
use crate::model::round::Headline;
use crate::model::view::View;
use serde_json::{Map, Value, json};

/// What is asked of a selection besides its figures.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What is compared.
    pub selection: Selection,
    /// Intervals by resampling, so many times.
    pub intervals: Option<Resampling>,
    /// Figures part by part.
    pub each: Option<Each>,
}

/// A selection with its figures.
pub struct Counted {
    /// What is compared.
    pub comparison: Comparison,
    /// The figures.
    pub figures: RoundFigures,
    /// Their intervals, if asked for, and if coefficients are wanted at all.
    pub intervals: Option<Intervals>,
    /// Part by part, if asked for.
    pub parts: Vec<PartFigures>,
}

impl Counted {
    /// Counts what was asked on these texts.
    ///
    /// # Errors
    /// Why there are no figures, in words that do not depend on what is hidden.
    pub fn of(view: &View, asked: &Request, documents: &Documents) -> Result<Counted, String> {
        let material = Material::of(view, &asked.selection).map_err(|e: Refused| e.to_string())?;
        let comparison = Comparison::of(&material, &asked.selection, &at_hand(documents));
        let words = |why: Undefined| why.to_string();
        let wanted = material.headline() != Headline::None;
        let resampling = asked.intervals.filter(|_| wanted);
        Ok(Counted {
            figures: comparison.figures().map_err(words)?,
            intervals: resampling
                .and_then(|r| comparison.intervals(r, Depth::Codes, &mut |_, _| false)),
            parts: match asked.each {
                Some(each) => comparison.parts(each, None).map_err(words)?,
                None => Vec::new(),
            },
            comparison,
        })
    }

    /// The leading coefficient.
    pub fn headline(&self) -> Headline {
        self.comparison.material().headline()
    }
}

/// All there is to report of what was selected.
pub fn selected_json(view: &View, asked: &Request, documents: &Documents) -> Value {
    let texts = Texts::new(view, documents);
    let rounds: Vec<_> = view
        .rounds()
        .iter()
        .filter(|r| asked.selection.rounds.contains(&r.id))
        .collect();
    let names: Vec<&str> = rounds.iter().map(|r| r.plan.name.as_str()).collect();
    let mut report = json!({ "round": names.join(", ") });
    match &rounds[..] {
        [round] => merge(
            &mut report,
            json!({
                "id": round.id,
                "kind": round.plan.kind.word(),
                "blind": round.plan.blind,
                "coders": round.plan.coders,
                "overlap_percent": round.plan.overlap,
                "unit": round.plan.unit.word(),
            }),
        ),
        _ => merge(&mut report, json!({ "pooled": names })),
    }
    let fields = match Counted::of(view, asked, documents) {
        Err(why) => json!({ "not_yet": why }),
        Ok(counted) => counted_json(&counted, texts),
    };
    merge(&mut report, fields);
    report
}

/// What was counted.
pub(super) fn counted_json(counted: &Counted, texts: Texts) -> Value {
    Writer { counted, texts }.json()
}

struct Writer<'a> {
    counted: &'a Counted,
    texts: Texts<'a>,
}

impl Writer<'_> {
    fn json(&self) -> Value {
        let Counted {
            comparison,
            figures,
            ..
        } = self.counted;
        let material = comparison.material();
        let Some(last) = material.parts.last() else {
            return json!({});
        };
        let report = Report {
            figures,
            codebook: &last.codebook,
            headline: self.counted.headline(),
        };
        let mut all = report.json();
        let source = |id: &SourceId| self.texts.name(id);
        let unfinished = material.parts.iter().flat_map(|p| &p.snapshot.unfinished);
        let left_out = figures.left_out.iter();
        merge(
            &mut all,
            json!({
                "coders": figures.coders,
                "unit": comparison.unit().word(),
                "overlap_percent": comparison.overlap_percent(),
                "as_planned": comparison.selection().is_plain(),
                "sources": figures.sources.iter().map(source).collect::<Vec<_>>(),
                "unfinished": unfinished.map(source).collect::<Vec<_>>(),
                "left_out": left_out.map(|(s, why)| json!({ "source": source(s), "why": why.words() })).collect::<Vec<_>>(),
                "complete": figures.missing == 0,
                "confusion": self.confusion(),
                "rated": self.rated(),
            }),
        );
        if let Some(domain) = &figures.domain {
            let fields = json!({ "domain": {
                "code": self.code(&domain.code),
                "by_unit": self.domain(&domain.by_unit),
                "by_character": self.domain(&domain.by_character),
            }});
            merge(&mut all, fields);
        }
        if self.wanted() {
            merge(&mut all, json!({ "places": self.places() }));
        }
        if let Some(intervals) = &self.counted.intervals {
            merge(&mut all, json!({ "intervals": self.intervals(intervals) }));
        }
        if !self.counted.parts.is_empty() {
            let parts = self.counted.parts.iter().map(|p| self.part(&report, p));
            merge(&mut all, json!({ "parts": parts.collect::<Vec<_>>() }));
        }
        all
    }

    fn wanted(&self) -> bool {
        self.counted.headline() != Headline::None
    }

    fn code(&self, code: &CodeId) -> &str {
        self.counted.comparison.material().name(*code)
    }

    fn coders(&self, (a, b): (usize, usize)) -> Value {
        let coders = &self.counted.figures.coders;
        json!([coders.get(a), coders.get(b)])
    }

    /// Counts, and figures where any are wanted.
    fn with(&self, mut counts: Value, figures: &[(&str, Outcome)]) -> Value {
        if self.wanted() {
            let fields = figures.iter();
            let fields = fields.map(|(name, value)| ((*name).to_owned(), outcome_json(value)));
            merge(&mut counts, Value::Object(fields.collect::<Map<_, _>>()));
        }
        counts
    }

    fn confusion(&self) -> Value {
        let comparison = &self.counted.comparison;
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
        let pairs = 0..self.counted.figures.by_coding.len();
        Value::Array(pairs.filter_map(matrix).collect())
    }

    fn places(&self) -> Value {
        let places = &self.counted.figures.places;
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

    fn domain(&self, grain: &DomainGrain) -> Value {
        let value = |value: &Given| match value {
            Given::None => Value::Null,
            Given::Code(code) => json!(self.code(code)),
            Given::Several(codes) => json!(codes.iter().map(|c| self.code(c)).collect::<Vec<_>>()),
        };
        let pair = |pair: &crate::agreement::round::DomainPair| {
            let cells = pair.cells.iter().map(|(a, b, n)| json!([a, b, n]));
            let counts = json!({
                "coders": self.coders(pair.coders),
                "cells": cells.collect::<Vec<_>>(),
            });
            self.with(
                counts,
                &[
                    ("percent", pair.percent),
                    ("kappa", pair.kappa),
                    ("alpha", pair.alpha),
                    ("ac1", pair.ac1),
                    ("bennett_s", pair.s),
                    ("scott_pi", pair.pi),
                ],
            )
        };
        let counts = json!({
            "n": grain.cells,
            "values": grain.values.iter().map(value).collect::<Vec<_>>(),
            "several": grain.several,
            "pairs": grain.pairs.iter().map(pair).collect::<Vec<_>>(),
        });
        self.with(counts, &[("alpha", grain.alpha)])
    }

    fn rated(&self) -> Value {
        let rated = self.counted.figures.rated.iter().map(|rated| {
            json!({
                "code": self.code(&rated.code),
                "scale": rated.scale,
                "by_unit": self.ratings(&rated.by_unit),
                "by_case": self.ratings(&rated.by_case),
            })
        });
        Value::Array(rated.collect())
    }

    fn ratings(&self, ratings: &Ratings) -> Value {
        let pairs = ratings.pairs.iter().map(|pair| {
            let cells = pair.cells.iter().map(|(a, b, n)| json!([a, b, n]));
            let counts = json!({
                "coders": self.coders(pair.coders),
                "n": pair.rated,
                "cells": cells.collect::<Vec<_>>(),
            });
            self.with(
                counts,
                &[
                    ("percent", pair.percent),
                    ("alpha_ordinal", pair.alpha),
                    ("kappa_linear", pair.linear),
                    ("kappa_quadratic", pair.quadratic),
                    ("ac2_quadratic", pair.ac2),
                ],
            )
        });
        let counts = json!({
            "n": ratings.rated,
            "unrated": ratings.unrated,
            "several": ratings.several,
            "off_scale": ratings.off_scale,
            "pairs": pairs.collect::<Vec<_>>(),
        });
        self.with(counts, &[("alpha_ordinal", ratings.alpha)])
    }

    fn part(&self, report: &Report<'_>, part: &PartFigures) -> Value {
        let rounds = &self.counted.comparison.material().parts;
        let name = match &part.within {
            Within::All => json!({}),
            Within::Source(id) => json!({ "source": self.texts.name(id) }),
            Within::Participant(name) => json!({ "participant": name }),
            Within::Round(id) => {
                let found = rounds.iter().find(|p| p.round.id == *id);
                json!({ "round": found.map(|p| &p.round.plan.name) })
            }
        };
        let mut all = name;
        merge(&mut all, report.part(part));
        all
    }

    fn intervals(&self, intervals: &Intervals) -> Value {
        use crate::agreement::interval::Drawn;
        let by_coding = intervals.by_coding.iter().map(spread_json);
        let alpha = &intervals.by_unit.overall.alpha;
        let mut all = json!({
            "resampled": if intervals.of == Drawn::Sources { "sources" } else { "turns" },
            "replicates": intervals.resampling.replicates,
            "seed": intervals.resampling.seed,
            "by_coding": by_coding.collect::<Vec<_>>(),
            "by_unit": self.grain(&intervals.by_unit, By::Unit),
            "by_character": self.grain(&intervals.by_character, By::Character),
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
        if let Ok(alpha) = alpha {
            merge(&mut all, json!({ "alpha_by_unit_in_words": band(alpha) }));
        }
        all
    }

    fn grain(&self, grain: &GrainIntervals, by: By) -> Value {
        json!({
            "codes": grain.codes.iter().map(|c| self.code_intervals(c, by)).collect::<Vec<_>>(),
            "overall": self.code_intervals(&grain.overall, by),
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
        let figures = &self.counted.figures;
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

/// An interval, with how many resamples had no figure; or why there is none.
fn spread_json(spread: &Spread) -> Value {
    use crate::agreement::interval::How;
    match spread {
        Err(why) => json!({ "undefined": why.to_string() }),
        Ok(interval) => {
            let mut all = json!({ "low": interval.low, "high": interval.high });
            if let How::Resampled(by) = interval.how {
                merge(&mut all, json!({ "undefined_resamples": by.undefined }));
            }
            all
        }
    }
}
