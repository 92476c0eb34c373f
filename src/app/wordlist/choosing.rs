//! What is counted, chosen: in which turns, whose words, apart for which groups.

use super::{Ask, WordList};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Prompt, Value};
use crate::app::vocabulary::Vocabulary;
use crate::model::attribute::Subjects;
use crate::report::wordlist::{Asked, By, groupings};
use crate::work::effect::Effect;
use std::sync::Arc;

/// Whose words may be counted: in words, interviewers', nobody's.
const VOICES: [(&str, bool, bool); 4] = [
    ("What participants say", false, false),
    ("What participants and interviewers say", true, false),
    (
        "What participants say, and what nobody says, such as field notes",
        false,
        true,
    ),
    ("All words", true, true),
];

impl WordList {
    pub(super) fn ask_query(&self, cx: &mut Context) -> Vec<Effect> {
        let title = "Count only in turns that this query finds; nothing: everywhere";
        let mut prompt = Prompt::new(title, Ask::Query, &self.query);
        prompt.vocabulary = Some(Arc::new(Vocabulary::of(&cx.view)));
        cx.lay(Overlay::Prompt(prompt))
    }

    pub(super) fn may_group(&self, cx: &Context) -> Result<(), String> {
        let mut all = cx.view.with_attributes(&Subjects::Participants);
        match all.any(|(_, set)| !set.is_empty()) {
            true => Ok(()),
            false => {
                Err("participants have no attributes to group by: g p, then a adds one".to_owned())
            }
        }
    }

    pub(super) fn ask_groups(&self, cx: &mut Context) -> Vec<Effect> {
        let (all, refused): (Vec<By>, Vec<_>) = groupings(&cx.view).into_iter().unzip();
        let attributes = all.iter().zip(refused).zip(1..);
        let attributes = attributes.map(|((by, refused), n)| Entry {
            refused,
            ..Entry::new(by.to_string(), Value::Number(n))
        });
        let together = Entry::new("All together, no groups", Value::Number(0));
        let entries = std::iter::once(together).chain(attributes).collect();
        let by = match &self.words.asked {
            Asked::Words(Some(by)) => all.iter().position(|other| other == by),
            _ => None,
        };
        let title = "Count apart for each value of";
        let effects = cx.pick(title, Ask::Groups(all), entries);
        stand_at(by.map_or(0, |at| at + 1), cx);
        effects
    }

    pub(super) fn group_by(&mut self, all: &[By], chosen: i32) {
        let chosen = usize::try_from(chosen).ok().and_then(|n| n.checked_sub(1));
        let by = chosen.and_then(|n| all.get(n).cloned());
        self.words.asked = Asked::Words(by);
        self.group = 0;
    }

    pub(super) fn ask_voices(&self, cx: &mut Context) -> Vec<Effect> {
        let entries = VOICES.iter().zip(0..);
        let entries = entries.map(|((words, ..), n)| Entry::new(*words, Value::Number(n)));
        let effects = cx.pick("What is counted", Ask::Voices, entries.collect());
        let now = (self.wanted.interviewers, self.wanted.unspoken);
        let mut voices = VOICES.iter();
        let at = voices.position(|(_, interviewers, unspoken)| (*interviewers, *unspoken) == now);
        stand_at(at.unwrap_or(0), cx);
        effects
    }

    pub(super) fn count_voices(&mut self, chosen: i32) {
        let chosen = usize::try_from(chosen).ok().and_then(|n| VOICES.get(n));
        if let Some((_, interviewers, unspoken)) = chosen {
            (self.wanted.interviewers, self.wanted.unspoken) = (*interviewers, *unspoken);
        }
    }
}

/// Puts the cursor of a list on what is chosen now.
fn stand_at(row: usize, cx: &mut Context) {
    if let Some(Overlay::Picker(picker)) = cx.overlays.last_mut() {
        picker.list.at = row;
    }
}
