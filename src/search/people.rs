//! Who speaks, as a query asks for them: roles and people set by hand, else what the text says.

use super::corpus::Corpus;
use super::turns::Speaker;
use crate::model;
use crate::model::source::{Source, SpeakerRole, SpeakerSetting};
use std::collections::HashMap;

/// A speaker of a source with what was said of them.
pub(super) struct Person<'a> {
    pub label: &'a str,
    /// As it was read at import.
    read_as: Option<SpeakerRole>,
    setting: Option<&'a SpeakerSetting>,
}

impl<'a> Person<'a> {
    pub fn of(speaker: &'a Speaker, source: &'a Source) -> Person<'a> {
        Person::called(&speaker.label, speaker.role, source)
    }

    pub fn called(label: &'a str, read_as: Option<SpeakerRole>, source: &'a Source) -> Person<'a> {
        let mut settings = source.speakers.iter();
        Person {
            setting: settings.find(|s| s.label == label),
            label,
            read_as,
        }
    }

    /// A participant of this name, whoever they are in a source.
    pub fn named(participant: &'a str) -> Person<'a> {
        Person {
            label: participant,
            read_as: Some(SpeakerRole::Participant),
            setting: None,
        }
    }

    pub fn role(&self) -> Option<SpeakerRole> {
        self.setting.map_or(self.read_as, |s| Some(s.role))
    }

    /// The participant who speaks, if it is one.
    pub fn participant(&self) -> Option<&'a str> {
        let is = self.role() == Some(SpeakerRole::Participant);
        is.then(|| self.name())
    }

    /// The participant who speaks, with the source where only a label tells them from others.
    pub fn told_apart(&self, source: &Source) -> Option<String> {
        self.participant()?;
        source.participant(&model::source::Speaker {
            label: self.label.to_owned(),
            role: SpeakerRole::Participant,
        })
    }

    /// Whose attributes count where this speaker talks.
    pub fn with_attributes(&self) -> Option<&'a str> {
        match self.setting {
            Some(_) => self.participant(),
            None => Some(self.label),
        }
    }

    fn name(&self) -> &'a str {
        self.set_as().unwrap_or(self.label)
    }

    /// Who the speaker was set to be.
    pub fn set_as(&self) -> Option<&'a str> {
        self.setting.and_then(|s| s.participant.as_deref())
    }
}

/// Attributes by participant.
pub(super) type Attributes<'a> = HashMap<&'a str, &'a [(String, String)]>;

pub(super) fn attributes<'a>(corpus: &Corpus<'a>) -> Attributes<'a> {
    let all = corpus.participants.iter();
    all.map(|(name, of)| (name.as_str(), of.as_slice()))
        .collect()
}
