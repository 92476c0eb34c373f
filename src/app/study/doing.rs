//! What the commands of the Study screen do.

use super::{ROUND_ROWS, StudyPane, places};
use crate::acts::rounds::Hand;
use crate::app::App;
use crate::app::available::is_of;
use crate::app::command::Command;
use crate::app::keymap::Scope;
use crate::app::overlay::{Entry, Overlay, Pending, Picker, Purpose, Question, Value};
use crate::model::desk::Desk;
use crate::model::event::{Change, SourceField, Subject};
use crate::model::ids::{RoundId, SourceId};
use crate::model::source::{SourceKind, SpeakerRole, SpeakerSetting};
use crate::report::words::counted;
use crate::work::effect::Effect;

const KINDS: [SourceKind; 4] = [
    SourceKind::Interview,
    SourceKind::FocusGroup,
    SourceKind::FieldNote,
    SourceKind::Document,
];

impl App {
    /// Runs a command of the Study screen.
    pub(in crate::app) fn study_command(&mut self, command: Command) -> Vec<Effect> {
        let (sources, rounds) = places(self.size.0, self.size.1);
        let (list, len, page) = match self.study.pane {
            StudyPane::Sources => (
                &mut self.study.sources,
                self.view.sources().len(),
                sources.inner().height,
            ),
            StudyPane::Rounds => (
                &mut self.study.rounds,
                self.view.rounds().len(),
                rounds.inner().height,
            ),
        };
        // The first row of the sources is their heading; a round takes several rows.
        let page = match self.study.pane {
            StudyPane::Sources => page.saturating_sub(1),
            StudyPane::Rounds => page / ROUND_ROWS,
        };
        let page = usize::from(page).max(1);
        match command {
            command if list.moved(command, len, page) => {}
            Command::NextPane | Command::PreviousPane => {
                self.study.pane = match self.study.pane {
                    StudyPane::Sources => StudyPane::Rounds,
                    StudyPane::Rounds => StudyPane::Sources,
                };
            }
            Command::Import => {
                return self.ask(
                    "Import files or folders, or tables of codings (paths, separated by spaces)",
                    Purpose::ImportFiles,
                    "",
                );
            }
            Command::Find => return self.go_to_search(),
            Command::Export => return self.ask_csv(),
            Command::NewRound => return self.new_round_form(),
            Command::ProposeRound => return self.propose_round(),
            Command::Submit
            | Command::WithdrawSubmission
            | Command::CloseRound
            | Command::CancelRound => {
                return self.round_command(command);
            }
            Command::CorrectSpeakers => return self.correct_speakers(),
            Command::UpgradeStudy => return self.ask_to_upgrade(),
            Command::Open if self.study.pane == StudyPane::Rounds => return self.open_round(),
            _ => return self.source_command(command),
        }
        Vec::new()
    }

    fn source_under_cursor(&self) -> Option<SourceId> {
        self.view
            .sources()
            .get(self.study.sources.at)
            .map(|s| s.id.clone())
    }

    /// Why a command of this screen cannot be run now, if so.
    pub(in crate::app) fn study_available(&self, command: Command) -> Result<(), String> {
        match (command, self.source_under_cursor()) {
            (Command::ProposeRound, _) => self.may_propose(),
            (Command::UpgradeStudy, _) => self.may_upgrade(),
            (command, _)
                if self.study.pane == StudyPane::Rounds && is_of(command, Scope::Rounds) =>
            {
                self.round_available(command)
            }
            (Command::Export | Command::Import, _) => Ok(()),
            (command, None) if is_of(command, Scope::Study) => {
                Err("there are no sources yet: i imports files".to_owned())
            }
            (Command::ToggleFinished, Some(id)) => self.may_finish(&id).map(drop),
            (Command::ChooseBasis, Some(id)) => self.may_choose_basis(&id),
            _ => Ok(()),
        }
    }

    fn source_command(&mut self, command: Command) -> Vec<Effect> {
        let Some(id) = self.source_under_cursor() else {
            return Vec::new();
        };
        match command {
            Command::Open | Command::Right => self.open_source(id, None),
            Command::Mark => {
                match self.study.marked.iter().position(|m| *m == id) {
                    Some(at) => drop(self.study.marked.remove(at)),
                    None => self.study.marked.push(id),
                }
                self.study_command(Command::Down)
            }
            Command::ToggleFinished => self.toggle_finished(&id),
            Command::Rename => {
                let name = self
                    .view
                    .source(&id)
                    .map(|s| s.name.clone())
                    .unwrap_or_default();
                self.ask(
                    "Name of this source, as cited",
                    Purpose::RenameSource(id),
                    &name,
                )
            }
            Command::SetKind => {
                let entries = KINDS
                    .iter()
                    .map(|k| Entry::new(k.word(), Value::Text(k.word().into())))
                    .collect();
                let picker = Picker::new("Kind of source", Purpose::KindOfSource(id), entries);
                self.overlays.push(Overlay::Picker(picker));
                Vec::new()
            }
            Command::ChooseBasis => self.ask_basis(&id),
            Command::SetSpeaker => self.with_document(&id, |app, id| {
                let entries = app.here_and_everywhere(app.speaker_entries(&id));
                app.overlays.push(Overlay::Picker(Picker::new(
                    "Speakers: Enter changes between participant and interviewer",
                    Purpose::SpeakersOf(id),
                    entries,
                )));
                Vec::new()
            }),
            Command::NameSpeaker => self.with_document(&id, |app, id| {
                let entries = app.participant_entries(&id);
                if entries.is_empty() {
                    return app.say("no participant speaks here: p says who is one");
                }
                let entries = app.here_and_everywhere(entries);
                app.overlays.push(Overlay::Picker(Picker::new(
                    "Which speaker? One name in several sources is one person",
                    Purpose::PersonOf(id),
                    entries,
                )));
                Vec::new()
            }),
            Command::SetAttribute => self.with_document(&id, |app, id| {
                let mut entries = vec![Entry::new("this source", Value::None)];
                entries.extend(app.participant_entries(&id));
                app.overlays.push(Overlay::Picker(Picker::new(
                    "Whose attribute?",
                    Purpose::AttributeOf(id),
                    entries,
                )));
                Vec::new()
            }),
            _ => Vec::new(),
        }
    }

    /// Goes on when the source's text is here; else loads it and asks to press again.
    fn with_document(
        &mut self,
        id: &SourceId,
        then: impl FnOnce(&mut App, SourceId) -> Vec<Effect>,
    ) -> Vec<Effect> {
        if self.documents.contains_key(id) {
            return then(self, id.clone());
        }
        self.note("loading the text: press again");
        vec![Effect::Load(vec![id.clone()])]
    }

    /// The speakers who are participants.
    fn participant_entries(&self, id: &SourceId) -> Vec<Entry> {
        let mut entries = self.speaker_entries(id);
        entries.retain(|e| e.beside.starts_with("participant"));
        entries
    }

    /// Speakers of a source, and each again for all sources that have the label.
    fn here_and_everywhere(&self, mut entries: Vec<Entry>) -> Vec<Entry> {
        let several = self.view.sources().len() > 1;
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
    fn labelled(&mut self, label: &str) -> Result<Vec<SourceId>, Vec<Effect>> {
        let all: Vec<SourceId> = self.view.sources().iter().map(|s| s.id.clone()).collect();
        let missing = self.load_missing(&all);
        if !missing.is_empty() {
            self.note("loading all texts: choose again");
            return Err(missing);
        }
        let has = |id: &SourceId| {
            let document = self.documents.get(id);
            document.is_some_and(|d| d.structure.speakers.iter().any(|s| s.label == label))
        };
        Ok(all.into_iter().filter(has).collect())
    }

    /// The participant a speaker of a source is counted as.
    fn participant_of(&self, id: &SourceId, label: &str) -> Option<String> {
        let (document, source) = (self.documents.get(id)?, self.view.source(id)?);
        let mut speakers = document.structure.speakers.iter();
        source.participant(speakers.find(|s| s.label == label)?)
    }

    fn speaker_entries(&self, id: &SourceId) -> Vec<Entry> {
        let (Some(document), Some(source)) = (self.documents.get(id), self.view.source(id)) else {
            return Vec::new();
        };
        let entry = |s: &crate::model::source::Speaker| {
            let role = match source.role(s) {
                SpeakerRole::Participant => "participant",
                SpeakerRole::Interviewer => "interviewer",
            };
            let who = source.participant(s).unwrap_or_default();
            // What was said of a label before it was told apart holds for those who have it.
            let people = self.view.participants();
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

    pub(in crate::app) fn study_picked(&mut self, purpose: &Purpose, value: &Value) -> Vec<Effect> {
        match (purpose, value) {
            (Purpose::KindOfSource(id), Value::Text(word)) => {
                let Some(kind) = KINDS.into_iter().find(|k| k.word() == word) else {
                    return Vec::new();
                };
                self.edit_source(id, SourceField::Kind(kind))
            }
            (Purpose::BasisOf(id), value) => self.choose_basis(id, value),
            (Purpose::SpeakersOf(id), Value::Text(label)) => {
                self.turn_roles(id, std::slice::from_ref(id), label)
            }
            (Purpose::SpeakersOf(id), Value::Everywhere(label)) => match self.labelled(label) {
                Ok(all) => self.turn_roles(id, &all, label),
                Err(loading) => loading,
            },
            (Purpose::PersonOf(_), Value::Everywhere(label)) => match self.labelled(label) {
                Ok(all) => self.ask(
                    format!(
                        "Name of “{label}” in {}, as counted",
                        counted(all.len(), "source")
                    ),
                    Purpose::PersonName(all, label.clone()),
                    "",
                ),
                Err(loading) => loading,
            },
            (Purpose::PersonOf(id), Value::Text(label)) => {
                let now = self.participant_of(id, label).unwrap_or_default();
                self.ask(
                    "Name of this person, as counted",
                    Purpose::PersonName(vec![id.clone()], label.clone()),
                    &now,
                )
            }
            (Purpose::AttributeOf(id), value) => {
                let subject = match value {
                    Value::Text(label) if self.is_told_by_label(id, label) => {
                        let text = format!(
                            "“{label}” is another person in each source until it is said who: \
                             name them, then set the attribute"
                        );
                        self.note(text);
                        return self.study_picked(&Purpose::PersonOf(id.clone()), value);
                    }
                    Value::Text(label) => {
                        let who = self.participant_of(id, label);
                        Subject::Participant(who.unwrap_or_else(|| label.clone()))
                    }
                    _ => Subject::Source(id.clone()),
                };
                self.ask(
                    "Attribute, such as arm = smcm (nothing after = removes it)",
                    Purpose::AttributeKey(subject),
                    "",
                )
            }
            _ => Vec::new(),
        }
    }

    pub(in crate::app) fn study_entered(&mut self, purpose: &Purpose, text: String) -> Vec<Effect> {
        match purpose {
            Purpose::RenameSource(id) if !text.is_empty() => {
                self.edit_source(id, SourceField::Name(text))
            }
            Purpose::PersonName(all, label) if !text.is_empty() => {
                let named = all.iter().map(|id| {
                    let setting = SpeakerSetting {
                        label: label.clone(),
                        role: SpeakerRole::Participant,
                        participant: Some(text.clone()),
                    };
                    (id.clone(), setting)
                });
                self.set_speakers(named.collect())
            }
            Purpose::AttributeKey(subject) => {
                let Some((key, value)) = text.split_once('=') else {
                    return self.fail("write the attribute as name = value, such as arm = smcm");
                };
                let (key, value) = (key.trim().to_owned(), value.trim().to_owned());
                let replaces = self.view.edits_of(|c| {
                    matches!(c, Change::AttributeSet { of, key: k, .. } if of == subject && *k == key)
                });
                let value = (!value.is_empty()).then_some(value);
                self.save(vec![Change::AttributeSet {
                    of: subject.clone(),
                    key,
                    value,
                    replaces,
                }])
            }
            _ => Vec::new(),
        }
    }

    fn edit_source(&mut self, source: &SourceId, field: SourceField) -> Vec<Effect> {
        let kind = std::mem::discriminant(&field);
        let replaces = self.view.edits_of(|c| {
            matches!(c, Change::SourceEdited { source: s, field, .. }
                if s == source && std::mem::discriminant(field) == kind)
        });
        self.save(vec![Change::SourceEdited {
            source: source.clone(),
            field,
            replaces,
        }])
    }

    fn is_told_by_label(&self, id: &SourceId, label: &str) -> bool {
        let (Some(document), Some(source)) = (self.documents.get(id), self.view.source(id)) else {
            return false;
        };
        let mut speakers = document.structure.speakers.iter();
        let speaker = speakers.find(|s| s.label == label);
        speaker.is_some_and(|s| source.is_told_by_label(s))
    }

    /// The role a speaker has in a source, and the person named.
    fn role_of(&self, id: &SourceId, label: &str) -> Option<(SpeakerRole, Option<String>)> {
        let (document, source) = (self.documents.get(id)?, self.view.source(id)?);
        let mut speakers = document.structure.speakers.iter();
        let speaker = speakers.find(|s| s.label == label)?;
        let set = source.speakers.iter().find(|s| s.label == label);
        let participant = set.and_then(|s| s.participant.clone());
        Some((source.role(speaker), participant))
    }

    /// Gives a speaker in these sources the role they do not have in the one looked at.
    fn turn_roles(&mut self, id: &SourceId, all: &[SourceId], label: &str) -> Vec<Effect> {
        let role = match self.role_of(id, label) {
            Some((SpeakerRole::Participant, _)) => SpeakerRole::Interviewer,
            Some((SpeakerRole::Interviewer, _)) => SpeakerRole::Participant,
            None => return Vec::new(),
        };
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
        self.set_speakers(turned.collect())
    }

    /// Says who speakers are, as one act.
    fn set_speakers(&mut self, set: Vec<(SourceId, SpeakerSetting)>) -> Vec<Effect> {
        let sources: Vec<SourceId> = set.iter().map(|(id, _)| id.clone()).collect();
        let change = |(source, setting): (SourceId, SpeakerSetting)| {
            let label = &setting.label;
            let replaces = self.view.edits_of(|c| {
                matches!(c, Change::SpeakerSet { source: s, setting, .. }
                    if *s == source && setting.label == *label)
            });
            Change::SpeakerSet {
                source,
                setting,
                replaces,
            }
        };
        let effects = self.save(set.into_iter().map(change).collect::<Vec<_>>());
        let rounds = self.view.rounds().iter().rev();
        let over =
            |r: &&crate::model::round::Round| r.plan.sources.iter().any(|s| sources.contains(s));
        if let Some(round) = rounds.clone().find(over)
            && round.format > 1
        {
            let name = &round.plan.name;
            self.note(match round.is_over() {
                true => format!("“{name}” keeps who is who as it was when it was planned"),
                false => format!(
                    "“{name}” was planned before: it counts there once you take it into the plan \
                     (Tab to the rounds, C)"
                ),
            });
        }
        effects
    }

    /// Marks a source as finished in the round one codes it in, or takes the mark back.
    pub(in crate::app) fn toggle_finished(&mut self, source: &SourceId) -> Vec<Effect> {
        let Ok(round) = self.may_finish(source) else {
            return Vec::new();
        };
        let Some(round) = self.view.round(round) else {
            return Vec::new();
        };
        let now = round.finished.get(&self.me);
        let finished = !now.is_some_and(|f| f.contains(source));
        let hand = Hand::coding(&self.view, round, &self.me);
        let changes =
            match hand.and_then(|hand| hand.finish(std::slice::from_ref(source), finished)) {
                Ok(changes) => changes,
                Err(why) => return self.fail(why.to_string()),
            };
        let mut effects = self.note_reached();
        if finished {
            effects.extend(self.begin(source));
        }
        effects.extend(self.save(changes));
        self.note(if finished {
            "marked as finished"
        } else {
            "no longer marked as finished"
        });
        effects
    }

    /// The round in which a source can be marked as finished now, or why there is none.
    pub(in crate::app) fn may_finish(&self, source: &SourceId) -> Result<RoundId, String> {
        match self.view.desk(source) {
            Desk::Round(id) => Ok(id),
            Desk::Submitted(_) => Err(
                "you have submitted this round: withdraw the submission first (g s, Tab, w)".into(),
            ),
            Desk::Free => {
                Err("this source is in no round of yours: finished marks belong to rounds".into())
            }
        }
    }

    /// Asks a yes-or-no question.
    pub(in crate::app) fn question(&mut self, text: String, then: Pending) -> Vec<Effect> {
        self.overlays
            .push(Overlay::Question(Question { text, then }));
        Vec::new()
    }
}
