//! What one coder coded alone: how many of these turns would stand had they been double-coded and reconciled.

use super::turns::{Turns, stretches};
use crate::model::code::Code;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CoderId, RoundId, SourceId};
use crate::model::layer::{Basis, Layer, Origin};
use crate::model::round::{RoundKind, StartFrom};
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::reconcile::layer::analysis_layer_with;
use crate::report::Documents;
use crate::report::words::counted;
use crate::statistics::carried::{
    Alone, CarriedPeople, CarriedTurns, Checked, Choice, Conditions, Double, Silence, people, turns,
};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// The answer for each code, in sentences and as data.
#[derive(Clone, Debug)]
pub struct Carried {
    pub lines: Vec<String>,
    pub json: Json,
}

/// A source as it counts here.
struct Part<'a> {
    id: &'a SourceId,
    turns: Turns,
    /// The round both coded it in; none where the coder coded it alone.
    round: Option<RoundId>,
}

/// The codes somebody used, in the order of the codebook.
pub fn used(view: &View, coder: &CoderId) -> Vec<CodeId> {
    let book = view.codebook();
    let by: BTreeSet<CodeId> = view
        .codings()
        .filter(|c| c.coder == *coder)
        .map(|c| book.resolve(c.code))
        .collect();
    let used = |code: &&Code| by.contains(&code.id);
    book.active().filter(used).map(|code| code.id).collect()
}

/// Tells of each of these codes what would stand of what `coder` coded alone. `stands` is said by whoever
/// asks where the double-coded sources were not drawn.
///
/// # Errors
/// In words, where nothing was coded alone or nothing double.
pub fn carried(
    view: &View,
    documents: &Documents,
    coder: &CoderId,
    codes: &[CodeId],
    stands: Option<Choice>,
    aligned: &mut AlignedRounds,
) -> Result<Carried, String> {
    let layer = analysis_layer_with(view, aligned);
    let (double, alone) = parts(view, documents, &layer, coder)?;
    let drawn = double.iter().all(|part| {
        let round = part.round.and_then(|id| view.round(id));
        round.is_some_and(|round| round.plan.drawn.is_some())
    });
    let choice = match drawn {
        true => Choice::AtRandom,
        false => stands.unwrap_or(Choice::Other),
    };
    let mut lines = Vec::new();
    let mut each = Vec::new();
    for code in codes {
        let of = Of {
            view,
            layer: &layer,
            coder,
            code: *code,
        };
        let (line, json) = of.told(&double, &alone, choice);
        lines.push(line);
        each.push(json);
    }
    if choice == Choice::Other {
        lines.push(
            "The double-coded sources were not drawn: this holds if the rest was coded as they were. --stand says \
             that they stand for the rest."
                .to_owned(),
        );
    }
    Ok(Carried {
        json: json!({
            "coder": coder, "double": double.len(), "alone": alone.len(),
            "chosen": match choice { Choice::AtRandom => "at random", Choice::Spread => "spread", Choice::Other => "otherwise" },
            "codes": each,
        }),
        lines,
    })
}

/// The sources both coded blind and settled, and those the coder coded alone.
fn parts<'a>(
    view: &'a View,
    documents: &Documents,
    layer: &'a Layer,
    coder: &CoderId,
) -> Result<(Vec<Part<'a>>, Vec<Part<'a>>), String> {
    let (mut double, mut alone) = (Vec::new(), Vec::new());
    for (id, basis) in &layer.basis {
        let round = match basis {
            Basis::Consensus(round) | Basis::PartConsensus(round, _) => {
                let counts = view.round(*round).is_some_and(|r| {
                    let plan = &r.plan;
                    plan.blind
                        && plan.kind != RoundKind::Training
                        && plan.start == StartFrom::Blank
                        && r.submitted.contains_key(coder)
                });
                if !counts {
                    continue;
                }
                Some(*round)
            }
            Basis::Coder(by) if by == coder => None,
            _ => continue,
        };
        let (Some(source), Some(document)) = (view.source(id), documents.get(id)) else {
            return Err(format!(
                "the text of {} is not at hand",
                view.source_name(id)
            ));
        };
        let part = Part {
            id,
            turns: Turns::of(document, source),
            round,
        };
        match round {
            Some(_) => double.push(part),
            None => alone.push(part),
        }
    }
    match (double.is_empty(), alone.is_empty()) {
        (true, _) => Err(format!(
            "{coder} coded nothing blind beside somebody that was reconciled: there is nothing to carry over"
        )),
        (_, true) => Err(format!("no finding rests on {coder} alone")),
        _ => Ok((double, alone)),
    }
}

/// One code of one coder.
struct Of<'a> {
    view: &'a View,
    layer: &'a Layer,
    coder: &'a CoderId,
    code: CodeId,
}

impl Of<'_> {
    fn told(&self, double: &[Part<'_>], alone: &[Part<'_>], choice: Choice) -> (String, Json) {
        let name = self.view.codebook().name(self.code);
        let conditions = Conditions {
            choice,
            open: self.open(double),
            alike: self.of_lists(double) == self.of_lists(alone),
        };
        let counted: Vec<Double> = double.iter().map(|part| self.double(part)).collect();
        let alone_of = self.alone(alone);
        let found = turns(&counted, &alone_of, &conditions);
        let people = self.people(double, alone, &conditions);
        let line = match &found {
            Ok(found) => self.sentence(name, found, &alone_of, people.as_ref().ok()),
            Err(why) => format!("*{name}*: {why}"),
        };
        let json = json!({
            "code": name,
            "turns": match &found {
                Ok(found) => json!({
                    "coded_alone": alone_of.coded, "sources_alone": alone_of.sources,
                    "double_sources": found.sources, "coded": found.coded, "settled": found.settled,
                    "dropped": found.dropped, "added": found.added, "expected": found.expected,
                    "low": found.low, "high": found.high, "too_wide": found.too_wide,
                }),
                Err(why) => json!({ "undefined": why.to_string() }),
            },
            "people": match &people {
                Ok(found) => json!({
                    "expected": found.expected, "low": found.low, "high": found.high,
                    "too_wide": found.too_wide,
                }),
                Err(why) => json!({ "undefined": why.to_string() }),
            },
        });
        (line, json)
    }

    fn sentence(
        &self,
        name: &str,
        found: &CarriedTurns,
        alone: &Alone,
        people: Option<&CarriedPeople>,
    ) -> String {
        let coder = self.coder;
        let wide = match found.too_wide {
            true => ", too wide to be of use",
            false => "",
        };
        let people = people.map_or_else(String::new, |p| {
            format!(
                " Of the people there, about {:.0} ({} to {}) would have said it.",
                p.expected, p.low, p.high
            )
        });
        format!(
            "{coder} alone coded {} *{name}* in {}. In the {} that both coded {coder} had {}, of which {} were dropped, and {} were added, so that {} stood: had the rest been double-coded and reconciled, about {:.0} ({} to {}{wide}) would stand.{people}",
            counted(alone.coded as usize, "turn"),
            counted(alone.sources as usize, "source"),
            counted(found.sources, "source"),
            found.coded,
            found.dropped,
            found.added,
            found.settled,
            found.expected,
            found.low,
            found.high
        )
    }

    /// The coder's codings of the code in a source: of the round, or all that count alone.
    fn own<'c>(&'c self, part: &'c Part<'_>) -> impl Iterator<Item = &'c Coding> {
        let book = self.view.codebook();
        self.view.codings_in(part.id).filter(move |c| {
            c.coder == *self.coder
                && book.resolve(c.code) == self.code
                && part.round.is_none_or(|round| c.round == Some(round))
        })
    }

    /// The turns of a source that have the code in the findings.
    fn settled(&self, part: &Part<'_>) -> Vec<bool> {
        let findings = self
            .layer
            .findings
            .iter()
            .map(|f| (&f.source, f.code, f.span));
        part.turns.with(&stretches(findings, part.id, self.code))
    }

    fn coded(&self, part: &Part<'_>) -> Vec<bool> {
        let source = self.view.source(part.id);
        let now = |c: &Coding| match source.filter(|s| s.revision > 1) {
            Some(source) => source.now(c.span, c.revision),
            None => c.span,
        };
        let spans: Vec<_> = self.own(part).map(now).collect();
        part.turns.with(&spans)
    }

    fn double(&self, part: &Part<'_>) -> Double {
        let (coded, settled) = (self.coded(part), self.settled(part));
        let count = |which: &dyn Fn(bool, bool) -> bool| {
            coded
                .iter()
                .zip(&settled)
                .filter(|(c, s)| which(**c, **s))
                .count() as u64
        };
        Double {
            units: coded.len() as u64,
            coded: count(&|c, _| c),
            settled: count(&|_, s| s),
            kept: count(&|c, s| c && s),
        }
    }

    fn alone(&self, parts: &[Part<'_>]) -> Alone {
        let turns = |part: &Part<'_>| part.turns.all.len() as u64;
        let given = |part: &Part<'_>| self.settled(part).iter().filter(|has| **has).count() as u64;
        Alone {
            sources: parts.len() as u64,
            units: parts.iter().map(turns).sum(),
            coded: parts.iter().map(given).sum(),
        }
    }

    /// Differences about the code that are open in these sources.
    fn open(&self, parts: &[Part<'_>]) -> u64 {
        let here: BTreeSet<&SourceId> = parts.iter().map(|part| part.id).collect();
        let open = self.layer.findings.iter().filter(|f| {
            f.code == self.code && f.origin == Origin::Unsettled && here.contains(&f.source)
        });
        open.count() as u64
    }

    fn of_lists(&self, parts: &[Part<'_>]) -> bool {
        parts
            .iter()
            .any(|part| self.own(part).any(|c| c.via.is_some()))
    }

    fn people(
        &self,
        double: &[Part<'_>],
        alone: &[Part<'_>],
        conditions: &Conditions,
    ) -> Result<CarriedPeople, Silence> {
        let said = |parts: &[Part<'_>], has: &dyn Fn(&Part<'_>) -> Vec<bool>| {
            let mut people: BTreeMap<String, bool> = BTreeMap::new();
            for part in parts {
                for ((who, _), has) in part.turns.all.iter().zip(has(part)) {
                    *people.entry(who.clone()).or_default() |= has;
                }
            }
            people
        };
        let one_each = double.iter().chain(alone).all(|part| {
            let people: BTreeSet<&String> = part.turns.all.iter().map(|(who, _)| who).collect();
            people.len() == 1
        });
        let (by_coder, stand) = (
            said(double, &|p| self.coded(p)),
            said(double, &|p| self.settled(p)),
        );
        let mut checked = Checked {
            kept: 0,
            dropped: 0,
            added: 0,
            without: 0,
        };
        for (who, coded) in &by_coder {
            match (*coded, stand.get(who).copied().unwrap_or(false)) {
                (true, true) => checked.kept += 1,
                (true, false) => checked.dropped += 1,
                (false, true) => checked.added += 1,
                (false, false) => checked.without += 1,
            }
        }
        let rest = said(alone, &|p| self.settled(p));
        let said_alone = rest.values().filter(|has| **has).count() as u64;
        people(
            &checked,
            (said_alone, rest.len() as u64 - said_alone),
            one_each,
            conditions,
        )
    }
}
