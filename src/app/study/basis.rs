//! Where each source's findings come from, and choosing another round for one.

use crate::app::App;
use crate::app::counted::counted;
use crate::app::effect::Effect;
use crate::app::overlay::{Entry, Purpose, Value};
use crate::model::event::Change;
use crate::model::ids::{CoderId, RoundId, SourceId};
use crate::model::layer::{Chosen, Layer};
use crate::model::round::Round;
use crate::model::source::Source;
use crate::model::view::View;
use crate::reconcile::basis::{Bases, Ground, Why};
use crate::reconcile::layer::kept_in;
use crate::reconcile::shelf::Shelf;

/// What waits for blind rounds and is not counted, a sentence for each round: the same whatever was
/// coded in it.
pub fn waiting_words(layer: &Layer, view: &View) -> Vec<String> {
    let of = |round: &Round| {
        let here = layer.waiting.iter().filter(|(_, id)| *id == round.id);
        let here: Vec<&SourceId> = here.map(|(s, _)| s).collect();
        let bound = view.waits_for(here.first()?).is_some();
        let codes = view.viewer().is_some_and(|v| round.plan.coders.contains(v));
        let name = &round.plan.name;
        let sources = listed(here.iter().map(|s| view.source_name(s)).collect());
        let (waits, there) = match here.len() {
            1 => ("waits", "it"),
            _ => ("wait", "them"),
        };
        Some(match (bound, codes) {
            (true, true) => format!(
                "{sources} {waits} for {name}, which is blind: until it opens nothing of {there} is counted but your own codings in it"
            ),
            (true, false) => format!(
                "{sources} {waits} for {name}, which is blind: until it opens nothing of {there} is counted"
            ),
            (false, _) => format!(
                "{name} is blind: what is coded of {sources} in it is not counted until it opens"
            ),
        })
    };
    view.rounds().iter().filter_map(of).collect()
}

/// Said where the round that decides in a source because it is the latest holds fewer than half of
/// the codings an earlier one did, by whoever gave most: findings shrink, which nobody chose.
fn shrunk(bases: &Bases<'_>, source: &SourceId, view: &View) -> Option<String> {
    let (Some(Ground::Consensus(latest)), Why::Latest) = bases.deciding(source) else {
        return None;
    };
    let most = |round: &Round| {
        let of = |coder: &CoderId| {
            let here = view.codings_in(source);
            here.filter(|c| c.round == Some(round.id) && c.coder == *coder)
                .count()
        };
        round.plan.coders.iter().map(of).max().unwrap_or_default()
    };
    let choices = bases.choices(source).into_iter().rev();
    let earlier = choices.filter_map(|g| match g {
        Ground::Consensus(round) if round.id != latest.id => Some(round),
        _ => None,
    });
    let (now, earlier) = (most(latest), earlier.max_by_key(|r| most(r))?);
    let then = most(earlier);
    (now * 2 < then).then(|| {
        format!(
            "nobody gave more than {} in {}, where {} has {then}",
            counted(now, "coding"),
            latest.plan.name,
            earlier.plan.name
        )
    })
}

/// The same of all sources it is true of.
pub fn shrunk_sources(view: &View) -> Vec<(&Source, String)> {
    let bases = Bases::of(view);
    let sources = view.sources().iter();
    sources
        .filter_map(|s| Some((s, shrunk(&bases, &s.id, view)?)))
        .collect()
}

/// The same, a sentence each.
pub fn shrunk_words(view: &View) -> Vec<String> {
    let sentence = |(s, words): (&Source, String)| format!("{}: {words}", s.name);
    shrunk_sources(view).into_iter().map(sentence).collect()
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(names: Vec<String>) -> String {
    match &names[..] {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

/// What the findings of a source come from, in words; empty where nobody has coded it. What the
/// coders keep differing on is said: it has no finding.
pub fn basis_words(bases: &Bases<'_>, source: &SourceId, view: &View, shelf: &mut Shelf) -> String {
    let (ground, why) = bases.deciding(source);
    let Some(ground) = ground else {
        let waits = |round: &Round| format!("waits until {} opens: it is blind", round.plan.name);
        return view.shut_over(source).map_or(String::new(), waits);
    };
    let why = match why {
        Why::Latest => match bases.choices(source).len() {
            0 | 1 => String::new(),
            rounds => format!(", the latest of {rounds} rounds"),
        },
        Why::Chosen([.., last]) => format!(", chosen by {}{}", last.by, apart(source, view)),
        Why::Chosen([]) => String::new(),
        Why::Waits(round) => format!("; all else of it waits until {} opens", round.plan.name),
        Why::NothingThere(Chosen { by, round, .. }) => {
            let round = round.and_then(|r| view.round(r));
            let name = round.map_or("a round not here yet", |r| r.plan.name.as_str());
            format!(", for {by} chose {name}, which has nothing here")
        }
    };
    let kept = match ground {
        Ground::Consensus(round) => kept_in(round, source, view, shelf),
        Ground::Alone(..) => 0,
    };
    let without = match kept {
        0 => String::new(),
        n => format!(", without {} kept", counted(n, "disagreement")),
    };
    let shrunk = shrunk(bases, source, view).map_or(String::new(), |words| format!("; {words}"));
    format!("{}{why}{without}{shrunk}", ground.words())
}

/// Said where two chose apart from each other.
fn apart(source: &SourceId, view: &View) -> String {
    match view.chosen_basis(source) {
        [.., other, _] => format!("; {} chose apart from that", other.by),
        _ => String::new(),
    }
}

/// The event that makes a round's findings count in a source.
pub fn basis_chosen(view: &View, source: &SourceId, round: Option<RoundId>) -> Change {
    let known = view.chosen_basis(source).iter();
    Change::BasisChosen {
        source: source.clone(),
        round,
        replaces: known.map(|c| c.id).collect(),
    }
}

impl App {
    /// Keeps the words on the source under the cursor up to date.
    pub(in crate::app) fn refresh_basis(&mut self) {
        let now = (self.view.version(), self.study.sources.at);
        if self.study.basis.as_ref().is_some_and(|(of, _)| *of == now) {
            return;
        }
        let source = self.view.sources().get(now.1);
        let words = source.map_or(String::new(), |source| {
            let shelf = &mut self.reconcile.shelf;
            let words = basis_words(&Bases::of(&self.view), &source.id, &self.view, shelf);
            match words.is_empty() {
                true => String::new(),
                false => format!("findings of {}: {words}", source.name),
            }
        });
        self.study.basis = Some((now, words));
    }

    /// Where the findings of the source under the cursor come from.
    pub fn basis_here(&self) -> &str {
        self.study.basis.as_ref().map_or("", |(_, words)| words)
    }

    /// Asks which round's findings of a source are to count.
    pub(super) fn ask_basis(&mut self, source: &SourceId) -> Vec<Effect> {
        let bases = Bases::of(&self.view);
        let choices = bases.choices(source);
        if let Some(round) = self.view.waits_for(source) {
            return self.say(format!(
                "all else of it waits until {} opens: choose then",
                round.plan.name
            ));
        }
        if choices.is_empty() {
            return self.say("no round has anything to choose here yet");
        }
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
        let name = self.view.source(source).map_or("", |s| s.name.as_str());
        let title = format!("Findings of {name} come from");
        self.pick(title, Purpose::BasisOf(source.clone()), entries)
    }

    /// Goes on with the round that was picked.
    pub(super) fn choose_basis(&mut self, source: &SourceId, value: &Value) -> Vec<Effect> {
        let round = match value {
            Value::Round(id) => Some(*id),
            _ => None,
        };
        let chosen = self.view.chosen_basis(source);
        let now = chosen.last().and_then(|c| c.round);
        if now == round && chosen.len() < 2 {
            return self.say("it is so already");
        }
        self.save(vec![basis_chosen(&self.view, source, round)])
    }
}

fn label(ground: &Ground<'_>) -> String {
    match ground {
        Ground::Alone(_, _, codings) => {
            format!("{} ({})", ground.words(), counted(codings.len(), "coding"))
        }
        Ground::Consensus(_) => ground.words(),
    }
}

#[cfg(test)]
mod tests {
    use super::shrunk_words;
    use crate::model::fixture::Study;

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
