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
        let title = "Count apart for each value of";
        cx.pick(title, Ask::Groups(all.clone()), entries)
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
        cx.pick("What is counted", Ask::Voices, entries.collect())
    }

    pub(super) fn count_voices(&mut self, chosen: i32) {
        let chosen = usize::try_from(chosen).ok().and_then(|n| VOICES.get(n));
        if let Some((_, interviewers, unspoken)) = chosen {
            (self.wanted.interviewers, self.wanted.unspoken) = (*interviewers, *unspoken);
        }
    }
}
