//! Who speaks, as a query asks for them: roles and people set by hand, else what the text says.

use super::corpus::Corpus;
use super::turns::Speaker;
use crate::model;
use crate::model::source::{Source, SpeakerRole, SpeakerSetting};
use std::collections::HashMap;

/// A speaker of a source with what was said of them.
pub(super) struct Person<'a> {
    pub speaker: &'a Speaker,
    setting: Option<&'a SpeakerSetting>,
}

impl<'a> Person<'a> {
    pub fn of(speaker: &'a Speaker, source: &'a Source) -> Person<'a> {
        let mut settings = source.speakers.iter();
        Person {
            setting: settings.find(|s| s.label == speaker.label),
            speaker,
        }
    }

    pub fn role(&self) -> Option<SpeakerRole> {
        self.setting.map_or(self.speaker.role, |s| Some(s.role))
    }

    /// The participant who speaks, if it is one.
    pub fn participant(&self) -> Option<&'a str> {
        let is = self.role() == Some(SpeakerRole::Participant);
        is.then(|| self.named())
    }

    /// The participant who speaks, with the source where only a label tells them from others.
    pub fn told_apart(&self, source: &Source) -> Option<String> {
        self.participant()?;
        source.participant(&model::source::Speaker {
            label: self.speaker.label.clone(),
            role: SpeakerRole::Participant,
        })
    }

    /// Whose attributes count where this speaker talks.
    pub fn with_attributes(&self) -> Option<&'a str> {
        match self.setting {
            Some(_) => self.participant(),
            None => Some(&self.speaker.label),
        }
    }

    fn named(&self) -> &'a str {
        let set = self.setting.and_then(|s| s.participant.as_deref());
        set.unwrap_or(&self.speaker.label)
    }
}

/// Attributes by participant.
pub(super) type Attributes<'a> = HashMap<&'a str, &'a [(String, String)]>;

pub(super) fn attributes<'a>(corpus: &Corpus<'a>) -> Attributes<'a> {
    let all = corpus.participants.iter();
    all.map(|(name, of)| (name.as_str(), of.as_slice()))
        .collect()
}
