//! What was made of each source: who speaks, what nobody says, and what is doubtful.

use super::words::{counted, upper};
use crate::import::{Imported, doubtful};
use crate::model::coding::MemoOn;
use crate::model::ids::SourceId;
use crate::model::source::{
    Document, Paragraph, Source, SourceKind, Speaker, SpeakerRole, Structure,
};
use crate::model::view::View;
use serde::Serialize;

/// A source as `tandem sources --json` has it.
#[derive(Clone, Debug, Serialize)]
pub struct SourceMade {
    pub id: SourceId,
    pub name: String,
    /// `interview`, `focus group`, `field note` or `document`.
    pub kind: &'static str,
    /// Language tag.
    pub language: String,
    pub paragraphs: usize,
    /// Of somebody.
    pub turns: usize,
    /// In the order in which they first speak.
    pub speakers: Vec<SpeakerMade>,
    /// Paragraphs nobody says.
    pub nobody: usize,
    pub doubtful: Vec<Doubtful>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SpeakerMade {
    pub label: String,
    pub turns: usize,
    /// `interviewer` or `participant`.
    pub role: &'static str,
    /// Who it is; none for an interviewer.
    pub participant: Option<String>,
}

/// A label that was not taken for a speaker.
#[derive(Clone, Debug, Serialize)]
pub struct Doubtful {
    pub label: String,
    /// Lines that begin with it.
    pub lines: usize,
}

impl SourceMade {
    /// Of a source of the study.
    pub fn of(source: &Source, document: &Document) -> SourceMade {
        let role = |speaker: &Speaker| (source.role(speaker), source.participant(speaker));
        let (text, structure) = (document.text.as_str(), &document.structure);
        let about = (
            &source.id,
            source.name.as_str(),
            source.kind,
            source.language.as_str(),
        );
        SourceMade::new(about, text, structure, role)
    }

    /// Of a file that was just read: nobody has said yet whose a label is.
    pub fn read(read: &Imported) -> SourceMade {
        let role = |speaker: &Speaker| {
            let answers = speaker.role == SpeakerRole::Participant;
            (speaker.role, answers.then(|| speaker.label.clone()))
        };
        let about = (
            &read.id,
            read.name.as_str(),
            read.kind,
            read.language.as_str(),
        );
        SourceMade::new(about, &read.text, &read.structure, role)
    }

    fn new(
        (id, name, kind, language): (&SourceId, &str, SourceKind, &str),
        text: &str,
        structure: &Structure,
        role: impl Fn(&Speaker) -> (SpeakerRole, Option<String>),
    ) -> SourceMade {
        let mut turns = vec![0; structure.speakers.len()];
        for speaker in structure.turns.iter().filter_map(|t| t.speaker) {
            turns[usize::from(speaker)] += 1;
        }
        let speaker = |(speaker, turns): (&Speaker, &usize)| {
            let (is, participant) = role(speaker);
            SpeakerMade {
                label: speaker.label.clone(),
                turns: *turns,
                role: match is {
                    SpeakerRole::Interviewer => "interviewer",
                    SpeakerRole::Participant => "participant",
                },
                participant,
            }
        };
        let unspoken = |p: &&Paragraph| structure.turns[p.turn as usize].speaker.is_none();
        let doubts = doubtful(text, structure).into_iter();
        SourceMade {
            id: id.clone(),
            name: name.to_owned(),
            kind: kind.word(),
            language: language.to_owned(),
            paragraphs: structure.paragraphs.len(),
            turns: turns.iter().sum(),
            speakers: structure.speakers.iter().zip(&turns).map(speaker).collect(),
            nobody: structure.paragraphs.iter().filter(unspoken).count(),
            doubtful: doubts
                .map(|(label, lines)| Doubtful { label, lines })
                .collect(),
        }
    }

    /// `P07: I 24 turns, B 23; not taken as speakers: “Note” (2); 12 lines of nobody`.
    pub fn words(&self) -> String {
        let mut parts = vec![self.speakers()];
        if !self.doubtful.is_empty() {
            parts.push(self.doubts());
        }
        match self.nobody {
            0 => {}
            all if self.speakers.is_empty() => parts.push(counted(all, "line")),
            some => parts.push(format!("{} of nobody", counted(some, "line"))),
        }
        format!("{}: {}", self.name, parts.join("; "))
    }

    fn speakers(&self) -> String {
        let say = |(n, s): (usize, &SpeakerMade)| match n {
            0 => format!("{} {}", s.label, counted(s.turns, "turn")),
            _ => format!("{} {}", s.label, s.turns),
        };
        let said = listed(self.speakers.iter().enumerate().map(say), 12);
        match said.is_empty() {
            true => "nobody is named as a speaker".into(),
            false => said,
        }
    }

    fn doubts(&self) -> String {
        let one = |d: &Doubtful| format!("“{}” ({})", d.label, d.lines);
        let all = listed(self.doubtful.iter().map(one), 6);
        format!("not taken as speakers: {all}")
    }
}

/// What hangs on sources as far as the viewer may see, and what becomes of it when they are taken out.
pub fn hanging_words(view: &View, sources: &[&Source]) -> String {
    let hang = |source: &&Source| format!("on “{}” hang {}", source.name, hanging(view, source));
    let hang: Vec<String> = sources.iter().map(hang).collect();
    let becomes = match sources.len() {
        1 => {
            "It leaves lists, search and findings with what was coded in it, as far as you may see it; what was submitted keeps its figures, and it can be brought back."
        }
        _ => {
            "They leave lists, search and findings with what was coded in them, as far as you may see it; what was submitted keeps its figures, and they can be brought back."
        }
    };
    format!("{}. {becomes}", upper(&hang.join("; ")))
}

fn hanging(view: &View, source: &Source) -> String {
    let codings = view.codings_in(&source.id).count();
    let on_codings = view.codings_in(&source.id);
    let on_codings = on_codings.map(|c| view.memos_on(&MemoOn::Coding(c.id)).count());
    let memos = view.memos_of_source(&source.id).count() + on_codings.sum::<usize>();
    let rounds = view.rounds().iter();
    let rounds = rounds.filter(|r| r.plan.sources.contains(&source.id));
    let rounds: Vec<String> = rounds.map(|r| format!("“{}”", r.plan.name)).collect();
    let mut hangs = vec![counted(codings, "coding"), counted(memos, "memo")];
    if !rounds.is_empty() {
        hangs.push(format!("it is in {}", rounds.join(", ")));
    }
    hangs.join(", ")
}

/// The first of them, and how many more there are.
fn listed(all: impl ExactSizeIterator<Item = String>, most: usize) -> String {
    let more = all.len().saturating_sub(most);
    let mut first: Vec<String> = all.take(most).collect();
    if more > 0 {
        first.push(format!("{more} more"));
    }
    first.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_was_made_of_it() {
        let of = |text: &str| {
            let read = crate::import::read("P07.txt", text.as_bytes(), None).expect("read");
            SourceMade::read(&read).words()
        };
        let talk = "An interview.\n\nI: So?\n\nB: Yes.\n\nI: And?\n\nB: No.\n\nNote: a pause.\n\nNote: a laugh.\n";
        let made = "P07: I 2 turns, B 2; not taken as speakers: “Note” (2); 3 lines of nobody";
        assert_eq!(of(talk), made);
        let none = "P07: nobody is named as a speaker; 2 lines";
        assert_eq!(of("Just text.\n\nMore of it.\n"), none);
    }
}
