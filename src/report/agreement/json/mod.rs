//! The agreement of what is compared as programs read it: one shape for `tandem agree --json` and
//! for the files of an export.

mod grain;
mod intervals;
mod values;
mod writer;

use crate::agreement::round::{DomainFigures, Intervals, PartFigures, Within};
use crate::model::ids::{CoderId, RoundId, SourceId};
use crate::model::round::Round;
use crate::model::view::View;
use crate::report::claims::{Naming, Place, Record, claimed};
use crate::report::figures::Results;
use crate::report::imported::imported_json;
use crate::report::marked::PlacesJson;
use crate::report::{CodebookVersion, Documents, PlacesAlone, Request, Texts};
use grain::{Grains, PartJson};
use intervals::IntervalsJson;
use serde::Serialize;
use serde_json::{Value, json};
use values::RatedJson;
use writer::Writer;

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

/// What a round is, or which are pooled.
#[derive(Serialize)]
#[serde(untagged)]
enum About<'a> {
    One {
        round: &'a str,
        id: RoundId,
        kind: &'static str,
        blind: bool,
        /// Only of imported rounds.
        #[serde(skip_serializing_if = "Option::is_none")]
        imported: Option<Value>,
    },
    Pooled {
        round: String,
        pooled: Vec<&'a str>,
    },
}

impl<'a> About<'a> {
    fn of(rounds: &[&'a Round], view: &View) -> About<'a> {
        match rounds {
            [round] => About::One {
                round: &round.plan.name,
                id: round.id,
                kind: round.plan.kind.word(),
                blind: round.plan.blind,
                imported: imported_json(view, round),
            },
            _ => {
                let names: Vec<&str> = rounds.iter().map(|r| r.plan.name.as_str()).collect();
                About::Pooled {
                    round: names.join(", "),
                    pooled: names,
                }
            }
        }
    }
}

/// The entry of rounds that have no figures.
#[derive(Serialize)]
struct NotYet<'a> {
    #[serde(flatten)]
    about: About<'a>,
    #[serde(flatten)]
    planned: Option<Planned<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_yet: Option<&'a str>,
    /// Of a round of open coding, instead of `not_yet`.
    #[serde(skip_serializing_if = "Option::is_none")]
    open_coding: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    places_alone: Option<PlacesJson>,
}

/// How one round was to be compared.
#[derive(Serialize)]
struct Planned<'a> {
    coders: &'a [CoderId],
    overlap_percent: u8,
    unit: &'static str,
}

/// The entry of rounds that have no figures. One of open coding never has any over codes; what was
/// marked there, whatever the code, stands apart from it.
pub(super) fn not_yet<'a>(
    rounds: &[&'a Round],
    why: &'a str,
    view: &View,
    documents: &Documents,
) -> Value {
    let planned = |round: &'a Round| Planned {
        coders: &round.plan.coders,
        overlap_percent: round.plan.overlap,
        unit: round.plan.unit.word(),
    };
    let one = match rounds {
        [round] => Some(*round),
        _ => None,
    };
    let open = one.filter(|r| view.is_open_coding(r));
    let places = open.and_then(|r| PlacesAlone::of(view, r, documents).ok());
    json!(NotYet {
        about: About::of(rounds, view),
        planned: one.map(planned),
        not_yet: open.is_none().then_some(why),
        open_coding: open.map(|_| why),
        places_alone: places.map(|p| p.json(Texts::new(view, documents))),
    })
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
    json!(writer.entry(About::of(rounds, texts.view())))
}

/// The entry of rounds with their figures.
#[derive(Serialize)]
struct Entry<'a> {
    #[serde(flatten)]
    about: About<'a>,
    coders: &'a [CoderId],
    unit: &'static str,
    overlap_percent: u8,
    codebooks: Vec<CodebookVersion>,
    as_planned: bool,
    sources: Vec<String>,
    unfinished: Vec<String>,
    left_out: Vec<Value>,
    complete: bool,
    claims: Vec<Value>,
    #[serde(flatten)]
    grains: Grains<'a>,
    confusion: Value,
    rated: Vec<RatedJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rated_cases: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    places: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    intervals: Option<IntervalsJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Part<'a>>,
}

/// The figures of one part of what is compared.
#[derive(Serialize)]
struct Part<'a> {
    #[serde(flatten)]
    within: Option<PartOf<'a>>,
    #[serde(flatten)]
    figures: PartJson<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum PartOf<'a> {
    Source(String),
    Participant(&'a str),
    Round(Option<&'a str>),
}

impl<'a> Writer<'a> {
    fn entry(&self, about: About<'a>) -> Entry<'a> {
        let Results {
            comparison,
            figures,
            ..
        } = self.results;
        let texts = &self.texts;
        let parts = &comparison.material().parts;
        let planned = comparison.selection();
        let source = |id: &SourceId| texts.name(id);
        let unfinished = parts.iter().flat_map(|p| &p.snapshot.unfinished);
        let left_out = figures.left_out.iter();
        let domain = |domain: &'a DomainFigures| {
            json!({
                "code": self.code(&domain.code),
                "by_unit": self.domain(&domain.by_unit),
                "by_character": self.domain(&domain.by_character),
            })
        };
        let cases = figures.rated_cases.as_ref().filter(|_| self.wanted());
        Entry {
            about,
            coders: &figures.coders,
            unit: comparison.unit().word(),
            overlap_percent: comparison.overlap_percent(),
            codebooks: parts.iter().map(|p| texts.codebook(&p.round)).collect(),
            as_planned: planned.is_plain() && !planned.is_pooled(),
            sources: figures.sources.iter().map(source).collect(),
            unfinished: unfinished.map(source).collect(),
            left_out: left_out
                .map(|(s, why)| json!({ "source": source(s), "why": why.words() }))
                .collect(),
            complete: figures.missing == 0,
            claims: self.claims(),
            grains: self.grains(),
            confusion: self.confusion(),
            rated: self.rated(),
            rated_cases: cases.map(|cases| self.rated_cases(cases)),
            domain: figures.domain.as_ref().map(domain),
            places: self.wanted().then(|| self.places()),
            intervals: self.intervals.map(|intervals| self.spreads(intervals)),
            parts: self.results.parts.iter().map(|p| self.part(p)).collect(),
        }
    }

    /// What may be said of these figures, and what each sentence is an instance of.
    fn claims(&self) -> Vec<Value> {
        let view = self.texts.view();
        let record = Record::of(view, self.results, self.intervals, Naming::Ids);
        let said = claimed(&record, Place::Agree);
        said.map(|(claim, says)| json!({ "claim": claim.name, "says": says }))
            .collect()
    }

    fn part(&self, part: &'a PartFigures) -> Part<'a> {
        let rounds = &self.results.comparison.material().parts;
        Part {
            within: match &part.within {
                Within::All => None,
                Within::Source(id) => Some(PartOf::Source(self.texts.name(id))),
                Within::Participant(name) => Some(PartOf::Participant(name)),
                Within::Round(id) => {
                    let found = rounds.iter().find(|p| p.round.id == *id);
                    Some(PartOf::Round(found.map(|p| p.round.plan.name.as_str())))
                }
            },
            figures: self.part_figures(part),
        }
    }
}
