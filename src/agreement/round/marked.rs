//! Agreement about places alone: did the coders mark the same text, whatever code they gave it?
//!
//! It is all that can be counted in a round of open coding: names made apart have nothing in
//! common that a figure could rest on. All codes are taken as one. What one coder marked twice, the
//! marks overlapping, is one place; places that touch stay two.

use super::coding::ByCoding;
use super::comparison::{Comparison, Documents};
use super::grain::CodeFigures;
use super::left_out::LeftOut;
use super::material::{Material, Refused};
use super::numbering::Numbering;
use super::parting::By;
use super::places::merge;
use super::selection::Selection;
use crate::agreement::outcome::{Outcome, Undefined};
use crate::model::ids::{CoderId, RoundId, SourceId};
use crate::model::round::Unit;
use crate::model::view::View;

/// What the coders of a round marked, whatever the code.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// Who submitted; the first is A.
    pub coders: Vec<CoderId>,
    pub sources: Vec<SourceId>,
    /// Places put together one to one, for each pair of coders: marked by both, or by one only.
    /// None of them differs in its code.
    pub by_place: Vec<ByCoding>,
    /// The least overlap of two marks of one place, in percent.
    pub overlap: u8,
    /// Units, marked or not.
    pub by_unit: CodeFigures,
    pub unit: Unit,
    /// Characters, marked or not.
    pub by_character: CodeFigures,
    /// |uα: the same places, corrected for chance.
    pub same_places: Outcome,
    /// Sources compared by place only, and why.
    pub left_out: Vec<(SourceId, LeftOut)>,
    /// Events of the submissions that are not here: not final while there are any.
    pub missing: u64,
}

impl Marked {
    /// What was marked in a round.
    ///
    /// # Errors
    /// In words that do not depend on what is hidden, why there is nothing to compare.
    pub fn of(view: &View, round: RoundId, documents: &Documents<'_>) -> Result<Marked, String> {
        let material = Material::of_places(view, round).map_err(|e: Refused| e.to_string())?;
        let comparison = Comparison::of(&material, &Selection::round(round), documents);
        comparison.marked().map_err(|e| e.to_string())
    }
}

impl Comparison {
    /// What was marked, whatever the code.
    ///
    /// # Errors
    /// [`Undefined::TooManyCoders`].
    pub fn marked(&self) -> Result<Marked, Undefined> {
        let one = self.as_one_code();
        // One code: its figures are those of all.
        let only = |by| one.grain(by).map(|g| g.codes.into_iter().next());
        let nothing = Undefined::NothingShared;
        Ok(Marked {
            by_place: one.by_coding(),
            by_unit: only(By::Unit)?.ok_or(nothing)?,
            by_character: only(By::Character)?.ok_or(nothing)?,
            same_places: one.places().same_places,
            overlap: one.overlap_percent(),
            unit: one.unit(),
            missing: one.material.parts.iter().map(|p| p.snapshot.missing).sum(),
            coders: one.coders,
            sources: one.sources,
            left_out: one.left_out,
        })
    }

    /// The same marks, all of one code, those of a coder that overlap taken as one.
    fn as_one_code(&self) -> Comparison {
        let mut one = self.clone();
        one.numbering = Numbering::one();
        for text in &mut one.texts {
            text.codings.iter_mut().for_each(Vec::clear);
            for marks in text.marks.iter_mut().flatten() {
                marks.iter_mut().for_each(|mark| mark.code = 0);
                marks.sort_unstable_by_key(|mark| mark.span);
                merge(marks);
            }
        }
        one.match_codings();
        one
    }
}
