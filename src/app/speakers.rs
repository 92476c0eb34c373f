//! Who speakers are: said of one source or of several, on every screen that can.

use super::context::Context;
use crate::model::event::Change;
use crate::model::ids::SourceId;
use crate::model::round::Round;
use crate::model::source::{SpeakerRole, SpeakerSetting};
use crate::work::effect::Effect;

impl Context {
    /// The role a speaker has in a source, and the person named.
    pub(super) fn role_of(
        &self,
        id: &SourceId,
        label: &str,
    ) -> Option<(SpeakerRole, Option<String>)> {
        let (document, source) = (self.documents.get(id)?, self.view.source(id)?);
        let mut speakers = document.structure.speakers.iter();
        let speaker = speakers.find(|s| s.label == label)?;
        let set = source.speakers.iter().find(|s| s.label == label);
        let participant = set.and_then(|s| s.participant.clone());
        Some((source.role(speaker), participant))
    }

    /// Gives a speaker in these sources the role they do not have in the one looked at.
    pub(super) fn turn_roles(
        &mut self,
        id: &SourceId,
        all: &[SourceId],
        label: &str,
    ) -> Vec<Effect> {
        let role = match self.role_of(id, label) {
            Some((SpeakerRole::Participant, _)) => SpeakerRole::Interviewer,
            Some((SpeakerRole::Interviewer, _)) => SpeakerRole::Participant,
            None => return Vec::new(),
        };
        let word = match role {
            SpeakerRole::Participant => "a participant",
            SpeakerRole::Interviewer => "an interviewer",
        };
        let sources = match all {
            [one] => self.view.source_name(one),
            many => format!("{} sources", many.len()),
        };
        self.note(format!("“{label}” is {word} in {sources}"));
        let turned = all.iter().filter_map(|id| {
            // Who the person is stays known while they are taken for an interviewer.
            let (now, participant) = self.role_of(id, label)?;
            let label = label.to_owned();
            let setting = SpeakerSetting {
                label,
                role,
                participant,
            };
            (now != role).then_some((id.clone(), setting))
        });
        self.set_speakers(turned.collect(), Vec::new())
    }

    /// Names the person who speaks under a label in these sources, with what else is then so.
    pub(super) fn name_person(
        &mut self,
        all: &[SourceId],
        label: &str,
        person: &str,
        along: Vec<Change>,
    ) -> Vec<Effect> {
        let named = all.iter().map(|id| {
            let setting = SpeakerSetting {
                label: label.to_owned(),
                role: SpeakerRole::Participant,
                participant: Some(person.to_owned()),
            };
            (id.clone(), setting)
        });
        self.set_speakers(named.collect(), along)
    }

    /// Says who speakers are, as one act with what goes along with it.
    fn set_speakers(
        &mut self,
        set: Vec<(SourceId, SpeakerSetting)>,
        along: Vec<Change>,
    ) -> Vec<Effect> {
        let sources: Vec<SourceId> = set.iter().map(|(id, _)| id.clone()).collect();
        let change = |(source, setting)| Change::SpeakerSet {
            source,
            setting,
            replaces: Vec::new(),
        };
        let changes = set.into_iter().map(change).chain(along);
        let effects = self.save(changes.collect());
        let rounds = self.view.rounds().iter().rev();
        let over = |r: &&Round| r.plan.sources.iter().any(|s| sources.contains(s));
        if let Some(round) = rounds.clone().find(over)
            && round.format > 1
        {
            let name = &round.plan.name;
            self.note(match round.is_over() {
                true => format!("“{name}” keeps who is who as it was when it was planned"),
                false => format!(
                    "“{name}” was planned before: it counts there once you take it into the plan \
                     (g s, Tab to the rounds, C)"
                ),
            });
        }
        effects
    }
}
