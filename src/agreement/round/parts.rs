//! Figures source by source, participant by participant, round by round. None of these is averaged
//! into an overall figure: that is computed on the data pooled.

use super::cells::Patterns;
use super::coding::ByCoding;
use super::compared::Compared;
use super::comparison::Comparison;
use super::grain::{CodeFigures, OverCodes};
use super::matched::{Together, places};
use super::parting::{By, Parting};
use super::segments::Within;
use crate::agreement::mark::Mark;
use crate::agreement::matching::{Matches, Matching, matching as matching_of};
use crate::agreement::outcome::Undefined;
use crate::agreement::pair::pairs;
use crate::model::ids::CodeId;
use crate::model::text::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How data are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Each {
    #[default]
    Source,
    /// Each participant. A coding that touches the talk of two counts for both, so these do not add
    /// up to the whole.
    Participant,
    Round,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PartFigures {
    pub within: Within,
    /// By coding, for each pair of coders; without figures by code. Of one code: the places where
    /// either gave it.
    pub by_coding: Vec<ByCoding>,
    /// By unit: all codes pooled, or the code asked for.
    pub by_unit: CodeFigures,
    /// By unit: alpha over codes, or of the code asked for.
    pub over_codes_by_unit: OverCodes,
    pub by_character: CodeFigures,
    /// By character: alpha over codes, or of the code asked for.
    pub over_codes_by_character: OverCodes,
}

impl Comparison {
    /// The figures of each part, of all codes pooled or of one; in the order of sources,
    /// participants or rounds.
    ///
    /// # Errors
    /// [`Undefined::TooManyCoders`].
    pub fn parts(&self, each: Each, code: Option<CodeId>) -> Result<Vec<PartFigures>, Undefined> {
        let (parting, parts): (_, Vec<Within>) = match each {
            Each::Source => {
                let sources = self.sources.iter().cloned();
                (Parting::Sources, sources.map(Within::Source).collect())
            }
            Each::Participant => {
                let names = self.participants.iter().cloned();
                (
                    Parting::Participants,
                    names.map(Within::Participant).collect(),
                )
            }
            Each::Round => {
                let rounds = self.material.parts.iter().map(|p| p.round.id);
                (Parting::Rounds, rounds.map(Within::Round).collect())
            }
        };
        // A code nobody used has a place beyond the last: nothing is counted there.
        let place = code.map(|code| {
            let found = self.numbering.used.iter().position(|c| *c == code);
            found.unwrap_or(self.numbering.used.len())
        });
        let by_unit = self.cells(By::Unit, parting)?;
        let by_character = self.cells(By::Character, parting)?;
        let code_by_code = [by_unit.each_code(place), by_character.each_code(place)];
        let (by_unit, by_character) = (by_unit.by_part(place), by_character.by_part(place));
        let codings = self.codings_by_part(each, place, parts.len());
        let coders = self.coders.len();
        let grain = |counts: &Patterns, by| CodeFigures::of(code, counts, coders, by);
        let over = |by: usize, n: usize, pooled: &CodeFigures| {
            let codes: Vec<Patterns> = code_by_code[by].iter().map(|c| c[n].clone()).collect();
            OverCodes::of(&codes, pooled, coders)
        };
        let of = |(n, within): (usize, Within)| {
            let (unit, character) = (
                grain(&by_unit[n], By::Unit),
                grain(&by_character[n], By::Character),
            );
            PartFigures {
                within,
                by_coding: codings
                    .iter()
                    .zip(pairs(coders))
                    .map(|(counts, pair)| ByCoding::new(pair, counts[n], 0, Vec::new()))
                    .collect(),
                over_codes_by_unit: over(0, n, &unit),
                over_codes_by_character: over(1, n, &character),
                by_unit: unit,
                by_character: character,
            }
        };
        Ok(parts.into_iter().enumerate().map(of).collect())
    }

    /// By pair of coders, by part.
    fn codings_by_part(&self, each: Each, code: Option<usize>, parts: usize) -> Vec<Vec<Matches>> {
        let matched = &self.matched;
        let of_pair = |place: usize| {
            let mut counts = vec![Matches::default(); parts];
            for Together {
                text,
                a,
                b,
                matching,
                ..
            } in matched.of_pair(&self.texts, place)
            {
                match each {
                    Each::Source => counts[text.source] += matches(matching, a, b, code),
                    Each::Round => counts[text.part] += matches(matching, a, b, code),
                    Each::Participant => {
                        for (speaker, said) in speakers(text) {
                            let (a, b) = (touching(a, &said), touching(b, &said));
                            let found = matching_of(&a, &b, self.overlap());
                            counts[speaker as usize] += matches(&found, &a, &b, code);
                        }
                    }
                }
            }
            counts
        };
        (0..matched.pairs.len())
            .into_par_iter()
            .map(of_pair)
            .collect()
    }

    /// By pair of coders, by part that is drawn: whole sources, or the turns codings begin in. What
    /// lies in a text that is not here is drawn as a whole.
    pub(super) fn matches_by_part(&self, parting: Parting) -> Vec<Vec<Matches>> {
        let mut all = Vec::new();
        for pair in 0..self.matched.pairs.len() {
            let mut counts: BTreeMap<(usize, usize), Matches> = BTreeMap::new();
            for Together {
                at,
                text,
                a,
                b,
                matching,
            } in self.matched.of_pair(&self.texts, pair)
            {
                for (i, j) in places(matching) {
                    let (left, right) = (i.map(|i| a[i]), j.map(|j| b[j]));
                    let start = left.iter().chain(&right).map(|m| m.span.start).min();
                    let turn = text.ground.as_ref().map(|g| g.turn_at(start.unwrap_or(0)));
                    let part = match parting {
                        Parting::Turns => (at, turn.unwrap_or(0)),
                        _ => (text.source, 0),
                    };
                    count(
                        counts.entry(part).or_default(),
                        left.map(|m| m.code),
                        right.map(|m| m.code),
                    );
                }
            }
            all.push(counts.into_values().collect());
        }
        all
    }
}

/// How much of each there is: of all codes, or of places where either gave one.
fn matches(matching: &Matching, a: &[Mark], b: &[Mark], code: Option<usize>) -> Matches {
    let mut counts = Matches::default();
    for (i, j) in places(matching) {
        let (left, right) = (i.map(|i| a[i].code), j.map(|j| b[j].code));
        let is = |c: Option<u32>| c.map(|c| c as usize) == code;
        if code.is_some() && !is(left) && !is(right) {
            continue;
        }
        count(&mut counts, left, right);
    }
    counts
}

/// Counts a place by the codes on both sides.
fn count(counts: &mut Matches, a: Option<u32>, b: Option<u32>) {
    match (a, b) {
        (Some(a), Some(b)) if a == b => counts.matched += 1,
        (Some(_), Some(_)) => counts.different += 1,
        (Some(_), None) => counts.only_a += 1,
        _ => counts.only_b += 1,
    }
}

/// Who speaks in a text, each with what they say.
fn speakers(text: &Compared) -> BTreeMap<u32, Vec<Span>> {
    let mut said: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
    for turn in text.ground.iter().flat_map(|g| &g.turns) {
        if let Some(speaker) = turn.speaker {
            said.entry(speaker).or_default().push(turn.talk);
        }
    }
    said
}

fn touching(marks: &[Mark], said: &[Span]) -> Vec<Mark> {
    let touches = |m: &&Mark| said.iter().any(|s| s.overlap(m.span) > 0);
    marks.iter().filter(touches).copied().collect()
}
