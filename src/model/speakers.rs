//! Who is who in the texts of a round: what was known when it was planned, for ever the same.

use super::border::Border;
use super::event::{Change, Event};
use super::ids::{CoderId, Digest, SourceId};
use super::mark::Mark;
use super::round::Round;
use super::source::{SpeakerSetting, Speakers};
use super::view::View;
use thiserror::Error;

/// Why a correction of who is who is not taken into a round's plan.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum NoCorrection {
    /// Neither a coder of it nor whoever opened it.
    #[error("only its coders and whoever opened it can correct a round's plan")]
    NotYours,
    /// All have submitted, or it was closed.
    #[error("the round is over: who is who in it stays as it was")]
    Over,
    /// It was planned in format 1.
    #[error(
        "this round was planned in an earlier format, which did not fix who is who: there is \
         nothing to correct"
    )]
    NotFixed,
    /// It is what the plan says.
    #[error("who is who in its texts is set as the plan has it: there is nothing to correct")]
    Same,
}

impl View {
    /// What takes who is who, as it is set now, into the plan of a round that is not over.
    pub fn correct_speakers(&self, round: &Round) -> Result<Change, NoCorrection> {
        let may = |me: &CoderId| round.plan.coders.contains(me) || round.by == *me;
        if !self.viewer().is_some_and(may) {
            return Err(NoCorrection::NotYours);
        }
        if round.is_over() {
            return Err(NoCorrection::Over);
        }
        if round.speakers_known().is_none() {
            return Err(NoCorrection::NotFixed);
        }
        let known = self.state().speaker_marks();
        let speakers = self.speakers_known_to(&known, &round.plan.sources);
        match speakers == digest(&self.speakers_in(round)) {
            true => Err(NoCorrection::Same),
            false => Ok(Change::SpeakersCorrected {
                round: round.id,
                known,
                speakers,
            }),
        }
    }

    /// What a round's plan records of who is who in these sources, as journals known this far say.
    pub fn speakers_known_to(&self, known: &[Mark], sources: &[SourceId]) -> Digest {
        digest(&self.speakers_within(known, sources))
    }

    /// Who is who in a round's texts: as it was known when the round was planned, or when a
    /// correction was taken into the plan before it opened. A round planned in format 1 fixed
    /// nothing: there it is what was known at the upgrade of the study, and until then what is set.
    pub fn speakers_in(&self, round: &Round) -> Speakers {
        let sources = &round.plan.sources;
        match (round.speakers_known(), self.state().upgraded()) {
            (Some(known), _) | (None, Some(known)) => self.speakers_within(known, sources),
            (None, None) => {
                let set = |s: &SourceId| Some((s.clone(), self.source(s)?.speakers.clone()));
                sources.iter().filter_map(set).collect()
            }
        }
    }

    /// Whether all is here that a round's plan says of who is who.
    pub(super) fn has_speakers_of(&self, round: &Round, speakers: &Speakers) -> bool {
        let recorded = round.speakers_digest();
        recorded.is_empty() || *recorded == digest(speakers)
    }

    fn speakers_within(&self, known: &[Mark], sources: &[SourceId]) -> Speakers {
        let border = Border::of(known);
        let mut all = self.state().speakers_within(&|e: &Event| border.holds(e));
        let of = |s: &SourceId| Some((s.clone(), all.remove(s)?));
        sources.iter().filter_map(of).collect()
    }
}

fn digest(speakers: &Speakers) -> Digest {
    let mut text = String::new();
    for (source, settings) in speakers {
        for SpeakerSetting {
            label,
            role,
            participant,
        } in settings
        {
            text.push_str(&format!("{source} {label:?} {role:?} {participant:?}\n"));
        }
    }
    Digest::of(text.as_bytes())
}
