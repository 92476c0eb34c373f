//! Speakers nobody has linked to a participant, and those somebody has.

use super::Ask;
use super::cells::{read_there, said_words};
use super::state::Participants;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::model::ids::SourceId;
use crate::report::Spoken;
use crate::report::words::counted;
use crate::work::effect::Effect;

impl Participants {
    pub(super) fn speaker_command(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        if command == Command::ToggleOthers {
            return self.toggle_all_speakers(cx);
        }
        let Some(spoken) = self.speaker().cloned() else {
            return Vec::new();
        };
        match command {
            Command::Open => self.ask_person(&spoken, vec![spoken.source.clone()], cx),
            Command::NameEverywhere => {
                let all = self.nobody_yet(&spoken);
                self.ask_person(&spoken, all, cx)
            }
            Command::SetSpeaker => {
                let here = std::slice::from_ref(&spoken.source);
                cx.turn_roles(&spoken.source, here, &spoken.label)
            }
            Command::TurnEverywhere => {
                let all = self.labelled(&spoken.label);
                cx.turn_roles(&spoken.source, &all, &spoken.label)
            }
            Command::Right => read_there(&spoken, cx),
            _ => Vec::new(),
        }
    }

    /// Lists all speakers, or only those nobody has said of who they are.
    fn toggle_all_speakers(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.all_speakers = !self.all_speakers;
        self.list.at = 0;
        self.rearrange(&cx.view);
        cx.say(match self.all_speakers {
            true => "all speakers, interviewers too",
            false => "speakers nobody has said of who they are",
        })
    }

    fn labelled(&self, label: &str) -> Vec<SourceId> {
        let all = self.spoken.iter().filter(|s| s.label == label);
        all.map(|s| s.source.clone()).collect()
    }

    /// The sources in which nobody has said who has this label, with that of the row.
    fn nobody_yet(&self, spoken: &Spoken) -> Vec<SourceId> {
        let same = self.spoken.iter().filter(|s| s.label == spoken.label);
        let open = same.filter(|s| s.unlinked || s.source == spoken.source);
        open.map(|s| s.source.clone()).collect()
    }

    fn ask_person(&self, spoken: &Spoken, all: Vec<SourceId>, cx: &mut Context) -> Vec<Effect> {
        // Whom a label alone makes one is nobody to link to.
        let is_person = |name: &str| {
            let mut speaks = self.spoken.iter();
            !speaks.any(|s| s.unlinked && s.participant.as_deref() == Some(name))
        };
        let people = self.people.iter().filter(|p| is_person(&p.name));
        let entry = |p: &crate::report::Person| {
            let words = match p.turns() {
                0 => "speaks nowhere yet".to_owned(),
                turns => said_words(turns, p.words()),
            };
            Entry::new(p.name.clone(), Value::Text(p.name.clone())).beside(words)
        };
        let title = match &all[..] {
            [_] => format!("Who is “{}” in {}?", spoken.label, spoken.source_name),
            many => format!(
                "Who is “{}” in {}?",
                spoken.label,
                counted(many.len(), "source")
            ),
        };
        let ask = Ask::Person(all, spoken.label.clone());
        let picker = Picker::new(title, ask, people.map(entry).collect());
        cx.lay(Overlay::Picker(picker.creating("participant")))
    }
}
