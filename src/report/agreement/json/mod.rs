//! The agreement of what is compared as programs read it: one shape for `tandem agree --json` and
//! for the files of an export.

mod grain;
mod intervals;
mod values;

use crate::agreement::outcome::Outcome;
use crate::agreement::round::{Intervals, PartFigures, Within};
use crate::model::ids::{CodeId, SourceId};
use crate::model::round::{Headline, Round};
use crate::model::view::View;
use crate::report::claims::{Naming, Place, Record, claimed};
use crate::report::figures::Results;
use crate::report::imported::imported_json;
use crate::report::{Documents, PlacesAlone, Request, Texts};
use serde_json::{Map, Value, json};

/// All there is to report of what was asked; in `not_yet` why there are no figures.
pub fn selected_json(view: &View, asked: &Request, documents: &Documents) -> Value {
    let rounds: Vec<&Round> = view
        .rounds()
        .iter()
        .filter(|r| asked.selection.rounds.contains(&r.id))
        .collect();
    match asked.answer(view, documents) {
        Err(why) => not_yet(&rounds, &why, view, documents),
        Ok((results, intervals)) => entry(
            &rounds,
            &results,
            intervals.as_ref(),
            Texts::new(view, documents),
        ),
    }
}

/// The entry of rounds that have no figures. One of open coding never has any over codes; what was
/// marked there, whatever the code, stands apart from it.
pub(super) fn not_yet(rounds: &[&Round], why: &str, view: &View, documents: &Documents) -> Value {
    let mut all = begin(rounds);
    merge_imported(&mut all, rounds, view);
    match rounds {
        [round] if view.is_open_coding(round) => {
            merge(&mut all, json!({ "open_coding": why }));
            if let Ok(places) = PlacesAlone::of(view, round, documents) {
                let places = places.json(Texts::new(view, documents));
                merge(&mut all, json!({ "places_alone": places }));
            }
        }
        _ => merge(&mut all, json!({ "not_yet": why })),
    }
    all
}

/// The entry of rounds with their figures.
pub(super) fn entry(
    rounds: &[&Round],
    results: &Results,
    intervals: Option<&Intervals>,
    texts: Texts,
) -> Value {
    let writer = Writer {
        results,
        intervals,
        texts,
    };
    let mut all = begin(rounds);
    merge_imported(&mut all, rounds, texts.view());
    merge(&mut all, writer.json());
    all
}

fn begin(rounds: &[&Round]) -> Value {
    let names: Vec<&str> = rounds.iter().map(|r| r.plan.name.as_str()).collect();
    match rounds {
        [round] => json!({
            "round": round.plan.name,
            "id": round.id,
            "kind": round.plan.kind.word(),
            "blind": round.plan.blind,
            "coders": round.plan.coders,
            "overlap_percent": round.plan.overlap,
            "unit": round.plan.unit.word(),
        }),
        _ => json!({ "round": names.join(", "), "pooled": names }),
    }
}

/// Adds what is known of an imported round; of others there is nothing to say.
fn merge_imported(all: &mut Value, rounds: &[&Round], view: &View) {
    if let [round] = rounds
        && let imported @ Value::Object(_) = imported_json(view, round)
    {
        merge(all, json!({ "imported": imported }));
    }
}

/// Adds fields to an object.
fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}

/// Figures with what their words need.
struct Writer<'a> {
    results: &'a Results,
    intervals: Option<&'a Intervals>,
    texts: Texts<'a>,
}

impl Writer<'_> {
    fn json(&self) -> Value {
        let Results {
            comparison,
            figures,
            ..
        } = self.results;
        let mut all = self.grains();
        let texts = &self.texts;
        let rounds = comparison.material().parts.iter();
        let source = |id: &SourceId| texts.name(id);
        let parts = &comparison.material().parts;
        let planned = comparison.selection();
        let unfinished = parts.iter().flat_map(|p| &p.snapshot.unfinished);
        let left_out = figures.left_out.iter();
        merge(
            &mut all,
            json!({
                "coders": figures.coders,
                "unit": comparison.unit().word(),
                "overlap_percent": comparison.overlap_percent(),
                "codebooks": rounds.map(|p| texts.codebook(&p.round)).collect::<Vec<_>>(),
                "as_planned": planned.is_plain() && !planned.is_pooled(),
                "sources": figures.sources.iter().map(source).collect::<Vec<_>>(),
                "unfinished": unfinished.map(source).collect::<Vec<_>>(),
                "left_out": left_out.map(|(s, why)| json!({ "source": source(s), "why": why.words() })).collect::<Vec<_>>(),
                "complete": figures.missing == 0,
                "claims": self.claims(),
                "confusion": self.confusion(),
                "rated": self.rated(),
            }),
        );
        if let (Some(cases), true) = (&figures.rated_cases, self.wanted()) {
            merge(&mut all, json!({ "rated_cases": self.rated_cases(cases) }));
        }
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
        if let Some(intervals) = self.intervals {
            merge(&mut all, json!({ "intervals": self.spreads(intervals) }));
        }
        if !self.results.parts.is_empty() {
            let parts = self.results.parts.iter().map(|p| self.part(p));
            merge(&mut all, json!({ "parts": parts.collect::<Vec<_>>() }));
        }
        all
    }

    /// What may be said of these figures, and what each sentence is an instance of.
    fn claims(&self) -> Vec<Value> {
        let view = self.texts.view();
        let record = Record::of(view, self.results, self.intervals, Naming::Ids);
        let said = claimed(&record, Place::Agree);
        said.map(|(claim, says)| json!({ "claim": claim.name, "says": says }))
            .collect()
    }

    fn part(&self, part: &PartFigures) -> Value {
        let rounds = &self.results.comparison.material().parts;
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
        merge(&mut all, self.part_figures(part));
        all
    }

    /// Whether coefficients stand there, or counts alone.
    fn wanted(&self) -> bool {
        self.results.lead() != Headline::None
    }

    fn code(&self, code: &CodeId) -> &str {
        self.results.comparison.material().name(*code)
    }

    fn coders(&self, (a, b): (usize, usize)) -> Value {
        let coders = &self.results.figures.coders;
        json!([coders.get(a), coders.get(b)])
    }

    /// Counts, and figures where any are wanted.
    fn with(&self, mut counts: Value, figures: &[(&str, &Outcome)]) -> Value {
        if self.wanted() {
            let fields = figures.iter();
            let fields = fields.map(|(name, value)| {
                ((*name).to_owned(), crate::report::json::outcome_json(value))
            });
            merge(&mut counts, Value::Object(fields.collect::<Map<_, _>>()));
        }
        counts
    }
}
