//! Where each source's findings come from, in words.

use super::words::{counted, listed};
use crate::model::ids::{CoderId, SourceId};
use crate::model::layer::{Chosen, Layer};
use crate::model::round::Round;
use crate::model::source::Source;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::reconcile::basis::{Bases, Candidate, Why};
use crate::reconcile::layer::kept_in;

/// What waits for blind rounds and is not counted, a sentence for each round: the same whatever was
/// coded in it.
pub fn waiting_words(layer: &Layer, view: &View) -> Vec<String> {
    let of = |round: &Round| {
        let here = layer.waiting.iter().filter(|(_, id)| *id == round.id);
        let here: Vec<&SourceId> = here.map(|(s, _)| s).collect();
        let bound = view.waits_for(here.first()?).is_some();
        let codes = view.viewer().is_some_and(|v| round.plan.coders.contains(v));
        let name = &round.plan.name;
        let sources = listed(here.iter().map(|s| view.source_name(s)));
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
    let (Some(Candidate::Consensus(latest)), Why::Latest) = bases.deciding(source) else {
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
        Candidate::Consensus(round) if round.id != latest.id => Some(round),
        _ => None,
    });
    let earlier = earlier.max_by_key(|r| most(r))?;
    let (now, then) = (most(latest), most(earlier));
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

/// What the findings of a source come from, in words; empty where nobody has coded it. What the
/// coders keep differing on is said: it has no finding.
pub fn basis_words(
    bases: &Bases<'_>,
    source: &SourceId,
    view: &View,
    cache: &mut AlignedRounds,
) -> String {
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
        Candidate::Consensus(round) => kept_in(round, source, view, cache),
        Candidate::Alone(..) => 0,
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
