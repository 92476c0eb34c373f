//! The people behind the texts: who speaks where, and how much.

use super::Documents;
use crate::model::attribute::{Subject, Subjects};
use crate::model::ids::SourceId;
use crate::model::natural::natural;
use crate::model::segmentation::words;
use crate::model::source::{Document, Source, SpeakerRole};
use crate::model::view::View;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One speaker label of one source, with what is said under it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spoken {
    #[serde(skip)]
    pub source: SourceId,
    /// Name of the source.
    #[serde(rename = "source")]
    pub source_name: String,
    pub label: String,
    pub turns: usize,
    /// Words of its turns, labels left out.
    pub words: usize,
    /// Who it is; nobody for interviewers.
    pub participant: Option<String>,
    /// Whether nobody has said who it is, and the label alone names nobody: “B”, “Interviewee”.
    pub unlinked: bool,
}

/// One participant, with the labels they speak under.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    pub name: String,
    /// Nothing for somebody who has attributes and speaks nowhere.
    pub speaks: Vec<Spoken>,
}

impl Person {
    pub fn turns(&self) -> usize {
        self.speaks.iter().map(|s| s.turns).sum()
    }

    /// In how many sources they speak, under whatever labels.
    pub fn sources(&self) -> usize {
        let all: BTreeSet<&SourceId> = self.speaks.iter().map(|s| &s.source).collect();
        all.len()
    }

    pub fn words(&self) -> usize {
        self.speaks.iter().map(|s| s.words).sum()
    }
}

/// Everybody who speaks, by source and label; sources whose text is not at hand are left out, and what
/// members wrote back.
pub fn spoken(view: &View, documents: &Documents) -> Vec<Spoken> {
    let all = view.collected().filter_map(|source| {
        let document = documents.get(&source.id)?;
        Some(spoken_in(view, source, document))
    });
    all.flatten().collect()
}

/// Everybody who speaks in one source.
pub fn spoken_in(view: &View, source: &Source, document: &Document) -> Vec<Spoken> {
    let structure = &document.structure;
    let mut said = vec![(0, 0); structure.speakers.len()];
    for turn in &structure.turns {
        let Some(by) = turn.speaker.and_then(|s| said.get_mut(usize::from(s))) else {
            continue;
        };
        let mut talk = turn.span;
        talk.start = turn.talk.clamp(talk.start, talk.end);
        by.0 += 1;
        by.1 += words(document.text.slice(talk), talk.start).len();
    }
    let speakers = structure.speakers.iter().zip(said);
    let spoken = |(speaker, (turns, words)): (&crate::model::source::Speaker, _)| Spoken {
        source: source.id.clone(),
        source_name: view.source_name(&source.id),
        label: speaker.label.clone(),
        turns,
        words,
        participant: source.participant(speaker),
        unlinked: source.role(speaker) == SpeakerRole::Participant
            && source.is_told_by_label(speaker),
    };
    speakers.map(spoken).collect()
}

/// The sources a participant speaks in; those whose text is not at hand may be among them.
pub fn speaks_in(view: &View, documents: &Documents, who: &str) -> Vec<SourceId> {
    let may = |source: &&Source| {
        let Some(document) = documents.get(&source.id) else {
            return true;
        };
        let mut speakers = document.structure.speakers.iter();
        speakers.any(|s| source.participant(s).as_deref() == Some(who))
    };
    let all = view.sources().iter().filter(may);
    all.map(|source| source.id.clone()).collect()
}

/// Every participant, in the order people count: those who speak, and those who have attributes.
pub fn people(view: &View, spoken: &[Spoken]) -> Vec<Person> {
    let mut all: BTreeMap<&str, Vec<Spoken>> = BTreeMap::new();
    for (subject, _) in view.with_attributes(&Subjects::Participants) {
        if let Subject::Participant(who) = subject {
            all.entry(who).or_default();
        }
    }
    for one in spoken {
        if let Some(who) = &one.participant {
            all.entry(who).or_default().push(one.clone());
        }
    }
    let person = |(name, speaks): (&str, Vec<Spoken>)| Person {
        name: name.to_owned(),
        speaks,
    };
    let mut all: Vec<Person> = all.into_iter().map(person).collect();
    all.sort_by(|a, b| natural(&a.name, &b.name));
    all
}
