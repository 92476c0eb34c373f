//! What the commands of the Study screen do.

use super::importing::import;
use super::{Ask, Study};
use crate::acts::attributes::value;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::app::screens::Screen;
use crate::model::attribute::{Column, Subject};
use crate::model::coding::MemoOn;
use crate::model::event::{Change, SourceField};
use crate::model::ids::SourceId;
use crate::model::source::{SourceKind, SpeakerRole};
use crate::report::words::counted;
use crate::work::effect::Effect;

impl Study {
    pub(super) fn source_under_cursor(&self, cx: &Context) -> Option<SourceId> {
        cx.view.sources().get(self.sources.at).map(|s| s.id.clone())
    }

    pub(super) fn source_command(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let Some(id) = self.source_under_cursor(cx) else {
            return Vec::new();
        };
        match command {
            Command::Open | Command::Right => cx.read(id, None),
            Command::Mark => {
                match self.marked.iter().position(|m| *m == id) {
                    Some(at) => drop(self.marked.remove(at)),
                    None => self.marked.push(id),
                }
                self.run(Command::Down, cx)
            }
            Command::Memo => cx.memos_on(MemoOn::Source(id)),
            Command::ToggleFinished => cx.toggle_finished(&id),
            Command::Rename => {
                let name = cx
                    .view
                    .source(&id)
                    .map(|s| s.name.clone())
                    .unwrap_or_default();
                cx.ask_name(
                    "Name of this source, as cited",
                    Ask::RenameSource(id),
                    &name,
                )
            }
            Command::SetKind => {
                let entries = SourceKind::ALL
                    .iter()
                    .map(|k| Entry::new(k.word(), Value::Text(k.word().into())))
                    .collect();
                cx.pick("Kind of source", Ask::Kind(id), entries)
            }
            Command::ChooseBasis => self.ask_basis(&id, cx),
            Command::SetSpeaker | Command::NameSpeaker | Command::SetAttribute => {
                if !cx.documents.contains_key(&id) {
                    cx.note("loading the text: press again");
                    return vec![cx.load(vec![id])];
                }
                self.speaker_command(command, id, cx)
            }
            _ => Vec::new(),
        }
    }

    /// Asks about the speakers of a source whose text is here.
    fn speaker_command(&mut self, command: Command, id: SourceId, cx: &mut Context) -> Vec<Effect> {
        match command {
            Command::SetSpeaker => {
                let entries = self.here_and_everywhere(self.speaker_entries(&id, cx), cx);
                let title = "Speakers: Enter changes between participant and interviewer";
                cx.pick(title, Ask::Speakers(id), entries)
            }
            Command::NameSpeaker => {
                let missing = cx.texts_to_name();
                if !missing.is_empty() {
                    cx.note("loading all texts: press again");
                    return missing;
                }
                let entries = self.participant_entries(&id, cx);
                if entries.is_empty() {
                    return cx.say("no participant speaks here: p says who is one");
                }
                let entries = self.here_and_everywhere(entries, cx);
                let title = "Which speaker? One name in several sources is one person";
                cx.pick(title, Ask::Person(id), entries)
            }
            _ => {
                let mut entries = vec![Entry::new("this source", Value::None)];
                entries.extend(self.participant_entries(&id, cx));
                cx.pick("Whose attribute?", Ask::AttributeOf(id), entries)
            }
        }
    }

    fn participant_entries(&self, id: &SourceId, cx: &Context) -> Vec<Entry> {
        let mut entries = self.speaker_entries(id, cx);
        entries.retain(|e| e.beside.starts_with("participant"));
        entries
    }

    /// Speakers of a source, and each again for all sources that have the label.
    fn here_and_everywhere(&self, mut entries: Vec<Entry>, cx: &Context) -> Vec<Entry> {
        let several = cx.view.sources().len() > 1;
        let labels = entries.iter().map(|e| e.label.clone());
        let everywhere = |label: String| {
            Entry::new(label.clone(), Value::Everywhere(label))
                .beside("in all sources that have it")
        };
        let everywhere: Vec<Entry> = labels.filter(|_| several).map(everywhere).collect();
        entries.extend(everywhere);
        entries
    }

    /// The sources in which somebody is labelled so; loads the texts it takes to tell.
    fn labelled(&mut self, label: &str, cx: &mut Context) -> Result<Vec<SourceId>, Vec<Effect>> {
        let all: Vec<SourceId> = cx.view.sources().iter().map(|s| s.id.clone()).collect();
        let missing = cx.load_missing(&all);
        if !missing.is_empty() {
            cx.note("loading all texts: choose again");
            return Err(missing);
        }
        let has = |id: &SourceId| {
            let document = cx.documents.get(id);
            document.is_some_and(|d| d.structure.speakers.iter().any(|s| s.label == label))
        };
        Ok(all.into_iter().filter(has).collect())
    }

    /// The participant a speaker of a source is counted as.
    fn participant_of(&self, id: &SourceId, label: &str, cx: &Context) -> Option<String> {
        let (document, source) = (cx.documents.get(id)?, cx.view.source(id)?);
        let mut speakers = document.structure.speakers.iter();
        source.participant(speakers.find(|s| s.label == label)?)
    }

    fn speaker_entries(&self, id: &SourceId, cx: &Context) -> Vec<Entry> {
        let (Some(document), Some(source)) = (cx.documents.get(id), cx.view.source(id)) else {
            return Vec::new();
        };
        let entry = |s: &crate::model::source::Speaker| {
            let role = match source.role(s) {
                SpeakerRole::Participant => "participant",
                SpeakerRole::Interviewer => "interviewer",
            };
            let who = source.participant(s).unwrap_or_default();
            // What was said of a label before it was told apart holds for those who have it.
            let people = cx.view.participants();
            let told = people.get(&who).or_else(|| people.get(&s.label));
            let attributes = told.map(|a| {
                a.iter()
                    .map(|(k, v)| format!("{k} {v}"))
                    .collect::<Vec<_>>()
                    .join(", ")
            });
            let person = match who.is_empty() || who == s.label {
                true => String::new(),
                false => format!(" {who}"),
            };
            Entry::new(s.label.clone(), Value::Text(s.label.clone())).beside(format!(
                "{role}{person}  {}",
                attributes.unwrap_or_default()
            ))
        };
        document.structure.speakers.iter().map(entry).collect()
    }

    pub(super) fn chosen(&mut self, ask: &Ask, value: &Value, cx: &mut Context) -> Vec<Effect> {
        match (ask, value) {
            (Ask::Kind(id), Value::Text(word)) => {
                let Some(kind) = SourceKind::ALL.into_iter().find(|k| k.word() == word) else {
                    return Vec::new();
                };
                self.edit_source(id, SourceField::Kind(kind), cx)
            }
            (Ask::TakeOut(here), value) => self.take_out_chosen(here.clone(), value, cx),
            (Ask::Basis(id), value) => self.choose_basis(id, value, cx),
            (Ask::Speakers(id), Value::Text(label)) => {
                cx.turn_roles(id, std::slice::from_ref(id), label)
            }
            (Ask::Speakers(id), Value::Everywhere(label)) => match self.labelled(label, cx) {
                Ok(all) => cx.turn_roles(id, &all, label),
                Err(loading) => loading,
            },
            (Ask::Person(_), Value::Everywhere(label)) => match self.labelled(label, cx) {
                Ok(all) => cx.ask_name(
                    format!(
                        "Name of “{label}” in {}, as counted",
                        counted(all.len(), "source")
                    ),
                    Ask::PersonName(all, label.clone()),
                    "",
                ),
                Err(loading) => loading,
            },
            (Ask::Person(id), Value::Text(label)) => {
                let now = self.participant_of(id, label, cx).unwrap_or_default();
                cx.ask_name(
                    "Name of this person, as counted",
                    Ask::PersonName(vec![id.clone()], label.clone()),
                    &now,
                )
            }
            (Ask::AttributeOf(id), value) => {
                let subject = match value {
                    Value::Text(label) if self.is_told_by_label(id, label, cx) => {
                        let text = format!(
                            "“{label}” is another person in each source until it is said who: \
                             name them, then set the attribute"
                        );
                        cx.note(text);
                        return self.chosen(&Ask::Person(id.clone()), value, cx);
                    }
                    Value::Text(label) => {
                        let who = self.participant_of(id, label, cx);
                        Subject::Participant(who.unwrap_or_else(|| label.clone()))
                    }
                    _ => Subject::Source(id.clone()),
                };
                cx.ask(
                    "Attribute, such as arm = smcm (nothing after = removes it)",
                    Ask::Attribute(subject),
                    "",
                )
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn typed(&mut self, ask: &Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Import => import(&text, cx),
            Ask::RenameSource(id) if !text.is_empty() => {
                self.edit_source(id, SourceField::Name(text), cx)
            }
            Ask::Join(sources) if !text.is_empty() => self.ask_joined(sources, text, cx),
            Ask::PersonName(all, label) if !text.is_empty() => cx.name_person(all, label, &text),
            Ask::Attribute(subject) => {
                let Some((column, value_text)) = text.split_once('=') else {
                    return cx.fail("write the attribute as name = value, such as arm = smcm");
                };
                let column = Column::headed(column);
                match value(&cx.view, &subject.table(), &column, value_text) {
                    Ok(value) => cx.set_attribute(subject.clone(), &column, value),
                    Err(why) => {
                        cx.ask(format!("{column}: {why}"), ask.clone(), &text);
                        cx.say(why)
                    }
                }
            }
            _ => Vec::new(),
        }
    }

    fn edit_source(
        &mut self,
        source: &SourceId,
        field: SourceField,
        cx: &mut Context,
    ) -> Vec<Effect> {
        cx.save(vec![Change::SourceEdited {
            source: source.clone(),
            field,
            replaces: Vec::new(),
        }])
    }

    fn is_told_by_label(&self, id: &SourceId, label: &str, cx: &Context) -> bool {
        let (Some(document), Some(source)) = (cx.documents.get(id), cx.view.source(id)) else {
            return false;
        };
        let mut speakers = document.structure.speakers.iter();
        let speaker = speakers.find(|s| s.label == label);
        speaker.is_some_and(|s| source.is_told_by_label(s))
    }
}
