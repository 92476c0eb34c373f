//! The segments behind a figure: whatever is counted can be opened and read.

mod ratings;
mod values;

use super::compared::Compared;
use super::comparison::Comparison;
use super::ground::Candidate;
use super::matched::places;
use super::parting::By;
use super::rated::Over;
use super::values::Value;
use crate::agreement::mark::{Mark, joined};
use crate::agreement::matching::matching;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, RoundId, SourceId};
use crate::model::text::Span;
use std::sync::Arc;

/// A cell of a table: what was counted there. `pair` is a place in `RoundFigures::by_coding`.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Codings as they were put together one to one; of one code, those where either gave it.
    Codings {
        pair: usize,
        /// One code; `None` for all.
        code: Option<CodeId>,
        put: Put,
    },
    /// A cell of the confusion matrix; `None` is no code.
    Confused {
        pair: usize,
        a: Option<CodeId>,
        b: Option<CodeId>,
    },
    /// Units, or stretches of characters, by whether they were given a code.
    Given {
        by: By,
        pair: usize,
        /// One code; `None` for all, one after another.
        code: Option<CodeId>,
        /// Who gave it.
        did: Did,
    },
    /// Units, or stretches of characters, by the values two coders gave them in a domain.
    Values {
        by: By,
        pair: usize,
        a: Value,
        b: Value,
    },
    /// Units, or cases, by what became of two coders' ratings of a code.
    Ratings {
        pair: usize,
        code: CodeId,
        over: Over,
        became: Became,
    },
}

/// What became of two coders' ratings of one unit or case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// Both rated it: it counts.
    Compared,
    /// One of them, or both, gave the code without a rating that counts.
    LeftOut,
}

/// What became of codings put together one to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// The same code at one place.
    Matched,
    Different,
    /// Only the first has one here.
    OnlyA,
    OnlyB,
}

/// Which of two coders gave a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    Both,
    OnlyA,
    OnlyB,
    Neither,
}

impl Did {
    fn of(a: bool, b: bool) -> Did {
        match (a, b) {
            (true, true) => Did::Both,
            (true, false) => Did::OnlyA,
            (false, true) => Did::OnlyB,
            (false, false) => Did::Neither,
        }
    }
}

/// A part of what is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Within {
    #[default]
    All,
    Source(SourceId),
    Participant(String),
    Round(RoundId),
}

/// A stretch of a source with the codings that make it count.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    pub source: SourceId,
    pub round: RoundId,
    /// The stretch: of a coding or two together, a unit, or a run of characters.
    pub span: Span,
    /// Codings of the two coders that touch it and have to do with it, A's first.
    pub codings: Vec<Arc<Coding>>,
}

impl Comparison {
    /// The segments behind a cell, in the order of rounds, sources and text. Computed when it is
    /// called, in time linear in what is compared.
    pub fn segments(&self, cell: &Cell, within: &Within) -> Vec<Segment> {
        let mut all = Vec::new();
        match cell {
            Cell::Codings { pair, code, put } => {
                let code = code.map(|code| self.place_of(code));
                self.put_together(*pair, within, &mut all, |a, b| {
                    let of = |x: Option<&Mark>| x.is_some_and(|m| Some(Some(m.code)) == code);
                    let is = match (a, b) {
                        (Some(a), Some(b)) if a.code == b.code => Put::Matched,
                        (Some(_), Some(_)) => Put::Different,
                        (Some(_), None) => Put::OnlyA,
                        _ => Put::OnlyB,
                    };
                    is == *put && (code.is_none() || of(a) || of(b))
                });
            }
            Cell::Confused { pair, a, b } => {
                let wanted = (a.map(|c| self.place_of(c)), b.map(|c| self.place_of(c)));
                let code = |mark: Option<&Mark>| mark.map(|m| Some(m.code));
                self.put_together(*pair, within, &mut all, |a, b| (code(a), code(b)) == wanted);
            }
            Cell::Given {
                by,
                pair,
                code,
                did,
            } => {
                let codes: Vec<u32> = match code {
                    Some(code) => self.place_of(*code).into_iter().collect(),
                    None => (0..self.codes().len() as u32).collect(),
                };
                for text in self.texts.iter().filter(|t| self.is_within(t, within)) {
                    for code in &codes {
                        self.given(text, (*by, *pair, *code, *did), within, &mut all);
                    }
                }
            }
            Cell::Values { by, pair, a, b } => {
                if let Some(coders) = self.pair_at(*pair) {
                    self.with_values(*by, coders, (a, b), within, &mut all);
                }
            }
            Cell::Ratings {
                pair,
                code,
                over,
                became,
            } => {
                if let (Some(coders), Some(number)) = (self.pair_at(*pair), self.place_of(*code)) {
                    self.rated_so(coders, number, (*over, *became), within, &mut all);
                }
            }
        }
        all
    }

    fn pair_at(&self, place: usize) -> Option<(usize, usize)> {
        crate::agreement::pair::pairs(self.coders.len()).nth(place)
    }

    fn place_of(&self, code: CodeId) -> Option<u32> {
        let found = self.numbering.used.iter().position(|c| *c == code);
        found.map(|n| n as u32)
    }

    pub(super) fn is_within(&self, text: &Compared, within: &Within) -> bool {
        match within {
            Within::Source(id) => self.sources[text.source] == *id,
            Within::Round(id) => self.material.parts[text.part].round.id == *id,
            Within::All | Within::Participant(_) => true,
        }
    }

    /// What a participant says in a text; `None` where the question is about nobody.
    fn said_by(&self, ground: &Candidate, within: &Within) -> Option<Vec<Span>> {
        let Within::Participant(name) = within else {
            return None;
        };
        let number = self.participants.iter().position(|p| p == name);
        let number = number.map(|n| n as u32);
        let said = ground
            .turns
            .iter()
            .filter(|t| t.speaker.is_some() && t.speaker == number);
        Some(said.map(|t| t.talk).collect())
    }

    fn segment(&self, text: &Compared, span: Span, codings: Vec<Arc<Coding>>) -> Segment {
        Segment {
            source: self.sources[text.source].clone(),
            round: self.material.parts[text.part].round.id,
            span,
            codings,
        }
    }

    /// Codings of the matching that `wanted` takes, by the marks on both sides.
    fn put_together(
        &self,
        pair: usize,
        within: &Within,
        all: &mut Vec<Segment>,
        wanted: impl Fn(Option<&Mark>, Option<&Mark>) -> bool,
    ) {
        let Some((one, other)) = self.pair_at(pair) else {
            return;
        };
        for text in self.texts.iter().filter(|t| self.is_within(t, within)) {
            let Some((a, b)) = text.both((one, other)) else {
                continue;
            };
            let said = text.ground.as_ref().and_then(|g| self.said_by(g, within));
            let touched = |m: &Mark| {
                let touches = |s: &[Span]| s.iter().any(|s| s.overlap(m.span) > 0);
                said.as_deref().is_none_or(touches)
            };
            let (of_a, of_b): (Vec<usize>, Vec<usize>) = (
                (0..a.len()).filter(|i| touched(&a[*i])).collect(),
                (0..b.len()).filter(|j| touched(&b[*j])).collect(),
            );
            let (left, right): (Vec<Mark>, Vec<Mark>) = (
                of_a.iter().map(|i| a[*i]).collect(),
                of_b.iter().map(|j| b[*j]).collect(),
            );
            let mut here = Vec::new();
            for (i, j) in places(&matching(&left, &right, self.overlap())) {
                if !wanted(i.map(|i| &left[i]), j.map(|j| &right[j])) {
                    continue;
                }
                let mut codings = Vec::new();
                codings.extend(i.map(|i| text.codings[one][of_a[i]].clone()));
                codings.extend(j.map(|j| text.codings[other][of_b[j]].clone()));
                let start = codings.iter().map(|c| c.span.start).min();
                let end = codings.iter().map(|c| c.span.end).max();
                let span = Span::between(start.unwrap_or(0), end.unwrap_or(0));
                here.push(self.segment(text, span, codings));
            }
            here.sort_by_key(|s| s.span);
            all.extend(here);
        }
    }

    /// Codings of a code by these coders that touch a span.
    fn touching(
        &self,
        text: &Compared,
        coders: &[usize],
        code: Option<u32>,
        span: Span,
    ) -> Vec<Arc<Coding>> {
        let mut found = Vec::new();
        for coder in coders {
            let Some(Some(marks)) = text.marks.get(*coder) else {
                continue;
            };
            for (mark, coding) in marks.iter().zip(&text.codings[*coder]) {
                if code.is_none_or(|c| c == mark.code) && mark.span.overlap(span) > 0 {
                    found.push(coding.clone());
                }
            }
        }
        found
    }

    /// Units or stretches of one text by who gave one code.
    fn given(
        &self,
        text: &Compared,
        (by, pair, code, did): (By, usize, u32, Did),
        within: &Within,
        all: &mut Vec<Segment>,
    ) {
        let (Some((one, other)), Some(ground)) = (self.pair_at(pair), &text.ground) else {
            return;
        };
        let Some((a, b)) = text.both((one, other)) else {
            return;
        };
        let only = |marks: &[Mark]| -> Vec<Mark> {
            let of_code: Vec<Mark> = marks.iter().filter(|m| m.code == code).copied().collect();
            joined(&of_code, ground.length)
        };
        let (a, b) = (only(a), only(b));
        let said = self.said_by(ground, within);
        let spans: Vec<Span> = match by {
            By::Unit => {
                let given =
                    |marks: &[Mark], unit: Span| marks.iter().any(|m| m.span.overlap(unit) > 0);
                let spoken = |unit: &Span| {
                    let holds = |s: &[Span]| s.iter().any(|s| s.overlap(*unit) > 0);
                    said.as_deref().is_none_or(holds)
                };
                let units = ground.units.iter().copied().filter(spoken);
                units
                    .filter(|u| Did::of(given(&a, *u), given(&b, *u)) == did)
                    .collect()
            }
            By::Character => {
                let stretches = said.as_deref().unwrap_or(&ground.stretches);
                stretches
                    .iter()
                    .flat_map(|s| runs(&a, &b, *s, did))
                    .collect()
            }
        };
        for span in spans {
            let codings = self.touching(text, &[one, other], Some(code), span);
            all.push(self.segment(text, span, codings));
        }
    }
}

/// Stretches within `bounds` where exactly those two gave the code who did; neighbours are one.
fn runs(a: &[Mark], b: &[Mark], bounds: Span, did: Did) -> Vec<Span> {
    let mut cuts: Vec<u32> = vec![bounds.start, bounds.end];
    for mark in a.iter().chain(b) {
        cuts.extend(
            [mark.span.start, mark.span.end]
                .iter()
                .filter(|at| bounds.contains(**at)),
        );
    }
    cuts.sort_unstable();
    cuts.dedup();
    let covers = |marks: &[Mark], at: u32| {
        let next = marks.partition_point(|m| m.span.start <= at);
        next > 0 && marks[next - 1].span.end > at
    };
    let mut found: Vec<Span> = Vec::new();
    for ends in cuts.windows(2) {
        if Did::of(covers(a, ends[0]), covers(b, ends[0])) != did {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == ends[0] => last.end = ends[1],
            _ => found.push(Span {
                start: ends[0],
                end: ends[1],
            }),
        }
    }
    found
}
