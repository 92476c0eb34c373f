//! Where each source's findings come from, and choosing another round for one.

use super::{Ask, Study};
use crate::acts::basis::basis_chosen;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::model::ids::SourceId;
use crate::reconcile::basis::{Bases, Candidate};
use crate::report::basis::basis_words;
use crate::report::words::counted;
use crate::work::effect::Effect;

impl Study {
    /// Keeps the words on the source under the cursor up to date.
    pub(super) fn refresh_basis(&mut self, cx: &mut Context) {
        let now = (cx.view.version(), self.sources.at);
        if self.basis.as_ref().is_some_and(|(of, _)| *of == now) {
            return;
        }
        let source = cx.view.sources().get(now.1);
        let words = source.map_or(String::new(), |source| {
            let cache = &mut cx.compared.cache;
            let words = basis_words(&Bases::of(&cx.view), &source.id, &cx.view, cache);
            match words.is_empty() {
                true => String::new(),
                false => format!("findings of {}: {words}", source.name),
            }
        });
        self.basis = Some((now, words));
    }

    /// Where the findings of the source under the cursor come from.
    pub fn basis_here(&self) -> &str {
        self.basis.as_ref().map_or("", |(_, words)| words)
    }

    /// Whether there is anything to choose for a source.
    pub(super) fn may_choose_basis(&self, source: &SourceId, cx: &Context) -> Result<(), String> {
        if let Some(round) = cx.view.waits_for(source) {
            return Err(format!(
                "all else of it waits until {} opens: choose then",
                round.plan.name
            ));
        }
        match Bases::of(&cx.view).choices(source).is_empty() {
            true => Err("no round has anything to choose here yet".to_owned()),
            false => Ok(()),
        }
    }

    /// Asks which round's findings of a source are to count.
    pub(super) fn ask_basis(&mut self, source: &SourceId, cx: &mut Context) -> Vec<Effect> {
        let bases = Bases::of(&cx.view);
        let choices = bases.choices(source);
        let latest = bases.latest(source);
        let latest = latest.map_or(String::new(), |g| format!("now: {}", g.words()));
        let mut entries = vec![Entry::new("the latest", Value::None).beside(latest)];
        for ground in choices {
            let Some(round) = ground.round() else {
                continue;
            };
            let opened = round.at.minute();
            let (label, id) = (label(&ground), round.id);
            entries.push(Entry::new(label, Value::Round(id)).beside(opened));
        }
        let name = cx.view.source(source).map_or("", |s| s.name.as_str());
        let title = format!("Findings of {name} come from");
        cx.pick(title, Ask::Basis(source.clone()), entries)
    }

    /// Goes on with the round that was picked.
    pub(super) fn choose_basis(
        &mut self,
        source: &SourceId,
        value: &Value,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let round = match value {
            Value::Round(id) => Some(*id),
            _ => None,
        };
        let chosen = cx.view.chosen_basis(source);
        let now = chosen.last().and_then(|c| c.round);
        if now == round && chosen.len() < 2 {
            return cx.say("it is so already");
        }
        cx.save(vec![basis_chosen(&cx.view, source, round)])
    }
}

fn label(ground: &Candidate<'_>) -> String {
    match ground {
        Candidate::Alone(_, _, codings) => {
            format!("{} ({})", ground.words(), counted(codings.len(), "coding"))
        }
        Candidate::Consensus(_) => ground.words(),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::fixture::Study;
    use crate::report::basis::shrunk_words;

    #[test]
    fn findings_that_shrink_with_a_later_round_are_said() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100);
        s.code("hope");
        let mut round_of = |codings: u32| {
            let round = s.round(&["s"]);
            for n in 0..codings {
                for who in ["ana", "ben"] {
                    s.coded(who, Some(round), "s", n * 10..n * 10 + 5, "hope");
                }
            }
            s.submit("ana", round);
            s.submit("ben", round);
            shrunk_words(&s.view())
        };
        assert!(round_of(4).is_empty());
        assert!(round_of(2).is_empty());
        let words = round_of(1);
        assert_eq!(words.len(), 1);
        assert!(
            words[0].contains("nobody gave more than 1 coding"),
            "{words:?}"
        );
        assert!(words[0].ends_with("has 4"), "{words:?}");
    }
}
