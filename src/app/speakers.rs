//! Who speakers are: said of one source or of several, on every screen that can.

use super::context::Context;
use crate::acts::linking::along;
use crate::model::attribute::Subjects;
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

    /// Asks for the texts that have to be here before a person is named: what was set for somebody
    /// whom only a label made one goes to the person, unless somebody else speaks under it.
    pub(super) fn texts_to_name(&mut self) -> Vec<Effect> {
        let mut set = self.view.with_attributes(&Subjects::Participants);
        if set.next().is_none() {
            return Vec::new();
        }
        let sources = self.view.sources().iter();
        let all: Vec<SourceId> = sources.map(|s| s.id.clone()).collect();
        self.load_missing(&all)
    }

    /// Names the person who speaks under a label in these sources. What was set for somebody whom
    /// only the label made one goes along; where the person has another value, it stays where it was.
    pub(super) fn name_person(
        &mut self,
        all: &[SourceId],
        label: &str,
        person: &str,
    ) -> Vec<Effect> {
        let missing = self.texts_to_name();
        if !missing.is_empty() {
            self.note("loading all texts: name the person again");
            return missing;
        }
        let along = along(&self.view, &self.documents, (all, label), person);
        let named = all.iter().map(|id| {
            let setting = SpeakerSetting {
                label: label.to_owned(),
                role: SpeakerRole::Participant,
                participant: Some(person.to_owned()),
            };
            (id.clone(), setting)
        });
        let words = along.stays_words(person);
        let effects = self.set_speakers(named.collect(), along.changes);
        if let Some(words) = words {
            self.note(words);
        }
        effects
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

#[cfg(test)]
mod tests {
    use crate::acts::attributes::set;
    use crate::app::fixture::opened;
    use crate::app::{Action, App};
    use crate::model::attribute::{Column, Subject, Value};
    use crate::model::coding::MemoOn;
    use crate::model::event::Change;
    use crate::model::fixture::{Study, interview, source};
    use crate::model::view::View;
    use crate::work::effect::{Effect, Outcome};

    fn participant(who: &str) -> Subject {
        Subject::Participant(who.into())
    }

    fn put(s: &mut Study, who: &str, key: &str, text: &str) {
        let value = Some(Value::Is(text.into()));
        s.push("ana", set(participant(who), &Column::new(key, None), value));
    }

    /// What is set for a participant, as `key=value`.
    fn held(view: &View, who: &str) -> Vec<String> {
        let held = view.attributes(&participant(who)).into_iter().flatten();
        held.map(|(column, held)| format!("{column}={}", held.value))
            .collect()
    }

    /// A study of two interviews, each with a person of the label “P”, whom nobody has named.
    fn study() -> (Study, String) {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).source("t", 100);
        let speaker = interview(&source("s"), 2).structure.speakers[1].clone();
        let told = s.view().source(&source("s")).unwrap().participant(&speaker);
        (s, told.unwrap())
    }

    fn app(s: &Study) -> App {
        let mut app = opened(s, "ana", (100, 30));
        let texts = ["s", "t"].map(|id| interview(&source(id), 2));
        app.update(Action::Done(Outcome::Loaded(texts.into())));
        app
    }

    /// The one act that names the person of the label in one source.
    fn named(s: &mut Study, who: &str) -> App {
        let mut app = app(s);
        let effects = app.cx.name_person(&[source("s")], "P", who);
        let [Effect::Append(changes)] = &effects[..] else {
            panic!("{effects:?}")
        };
        for (_, change) in changes {
            s.push("ana", change.clone());
        }
        app
    }

    #[test]
    fn what_was_set_for_a_label_goes_to_the_person_named_in_the_same_act() {
        let (mut s, told) = study();
        put(&mut s, &told, "age", "41");
        put(&mut s, &told, "arm", "control");
        put(&mut s, "Rosa", "arm", "SMCM");
        let app = named(&mut s, "Rosa");
        let view = s.view_for("ana");
        assert_eq!(held(&view, "Rosa"), ["age=41", "arm=SMCM"]);
        assert_eq!(held(&view, &told), ["arm=control"], "never silently");
        let said: Vec<&str> = app.cx.notices.all().map(|n| n.text.as_str()).collect();
        let stays = format!("arm of {told} stays: Rosa has another value");
        assert!(said.contains(&stays.as_str()), "{said:?}");
    }

    #[test]
    fn what_is_anothers_too_stays_and_texts_that_are_not_here_are_waited_for() {
        let (mut s, told) = study();
        put(&mut s, "P", "age", "41");
        for id in ["s", "t"] {
            let setting = super::SpeakerSetting {
                label: "P".into(),
                role: super::SpeakerRole::Participant,
                participant: Some("P".into()),
            };
            let change = Change::SpeakerSet {
                source: source(id),
                setting,
                replaces: Vec::new(),
            };
            s.push("ana", change);
        }
        assert_ne!(told, "Rosa");
        let mut unread = opened(&s, "ana", (100, 30));
        let effects = unread.cx.name_person(&[source("s")], "P", "Rosa");
        assert!(matches!(effects[..], [Effect::Load(_)]), "{effects:?}");
        named(&mut s, "Rosa");
        let view = s.view_for("ana");
        assert_eq!(held(&view, "P"), ["age=41"], "P speaks in the other source");
        assert!(held(&view, "Rosa").is_empty());
    }

    #[test]
    fn memos_on_somebody_are_found_under_every_name_they_came_to_have() {
        let (mut s, told) = study();
        s.memo("ana", MemoOn::Participant(told), "first");
        named(&mut s, "Rosa");
        s.memo("ben", MemoOn::Participant("Rosa".into()), "second");
        named(&mut s, "Rosa M.");
        let view = s.view_for("ana");
        let texts = |who: &str| {
            let before = view.names_before(who);
            let names = before.into_iter().chain([MemoOn::Participant(who.into())]);
            let memos = names.flat_map(|on| view.memos_on(&on).collect::<Vec<_>>());
            memos.map(|m| m.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(texts("Rosa M."), ["first", "second"]);
        assert_eq!(texts("Rosa"), ["second"]);
        assert!(texts("nobody").is_empty());
    }
}
