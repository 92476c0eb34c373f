//! The next round proposed: which sources, drawn by strata from a seed, and which codes to amend
//! first.

use crate::app::App;
use crate::app::form::Form;
use crate::app::overlay::Overlay;
use crate::model::ids::SourceId;
use crate::model::round::Drawn;
use crate::model::sample::{Sample, sample};
use crate::model::source::Source;
use crate::model::view::View;
use crate::reconcile::advice::{Advice, advice};
use crate::reconcile::shelf::Aligned;
use crate::report::words::counted;
use crate::work::effect::Effect;

/// The field of the round's form that says how sources are drawn.
pub(super) const DRAW: &str = "draw";

/// A draw with how it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The sources.
    pub sample: Sample,
    /// What the strata were: `kind`, an attribute's name, or nothing.
    pub by: String,
}

impl Proposal {
    /// Draws sources nobody has coded in a round and none is planned for. `by` is `kind`, the name
    /// of an attribute of sources, or nothing; without a `size` a fifth of them is drawn.
    ///
    /// # Errors
    /// In words where there is nothing to draw, or no such attribute.
    pub fn new(view: &View, size: Option<usize>, by: &str, seed: u64) -> Result<Proposal, String> {
        let unread = unread(view);
        let size = size.unwrap_or_else(|| unread.len().div_ceil(5));
        if unread.is_empty() {
            return Err(nothing_unread(view).to_owned());
        }
        if size == 0 {
            return Err("draw at least one source".to_owned());
        }
        let keys = attributes(view);
        if !by.is_empty() && by != "kind" && !keys.iter().any(|k| k == by) {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let others = match keys.is_empty() {
                true => String::new(),
                false => format!(", {}", keys.join(", ")),
            };
            return Err(format!(
                "no source has an attribute “{by}”; draw by kind{others}"
            ));
        }
        let stratum = |source: &&Source| {
            let name = match by {
                "" => String::new(),
                "kind" => source.kind.word().to_owned(),
                key => {
                    let mut all = source.attributes.iter();
                    let value = all.find(|(k, _)| k == key).map(|(_, v)| v.clone());
                    value.unwrap_or_else(|| format!("without {key}"))
                }
            };
            (source.id.clone(), name)
        };
        let from: Vec<(SourceId, String)> = unread.iter().map(stratum).collect();
        Ok(Proposal {
            sample: sample(&from, size, seed),
            by: by.to_owned(),
        })
    }

    /// What a round's plan records of it.
    pub fn drawn(&self) -> Drawn {
        Drawn {
            seed: self.sample.seed,
            by: self.by.clone(),
            of: self.sample.of as u32,
        }
    }

    /// Why these: “3 of 8 unread sources, drawn by kind from seed 17: interview 2 of 5, …”.
    pub fn why(&self) -> String {
        let drawn = self.sample.sources().len();
        let unread = counted(self.sample.of, "unread source");
        let seed = self.sample.seed;
        if self.by.is_empty() {
            return format!("{drawn} of {unread}, drawn from seed {seed}");
        }
        let part =
            |s: &crate::model::sample::Stratum| format!("{} {} of {}", s.name, s.drawn.len(), s.of);
        let parts: Vec<String> = self.sample.strata.iter().map(part).collect();
        format!(
            "{drawn} of {unread}, drawn by {} from seed {seed}: {}",
            self.by,
            parts.join(", ")
        )
    }
}

/// Why there is nothing to draw.
fn nothing_unread(view: &View) -> &'static str {
    match view.sources().is_empty() {
        true => "there are no sources yet, so there is nothing to draw",
        false => "every source is in a round already: there is nothing unread to draw",
    }
}

/// Sources no round covers, be it over or under way.
fn unread(view: &View) -> Vec<&Source> {
    let planned = |id: &SourceId| view.rounds().iter().any(|r| r.plan.sources.contains(id));
    view.sources().iter().filter(|s| !planned(&s.id)).collect()
}

/// Names of the attributes sources have.
fn attributes(view: &View) -> Vec<String> {
    let all = view.sources().iter().flat_map(|s| &s.attributes);
    let mut keys: Vec<String> = all.map(|(key, _)| key.clone()).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Codes to amend before the next round, as the latest round that can be compared suggests. One of
/// open coding cannot: names made apart differ by themselves.
pub fn amend_first(view: &View) -> Vec<Advice> {
    let rounds = view.rounds().iter().rev();
    let rounds = rounds.filter(|r| !view.is_open_coding(r));
    let mut aligned = rounds.filter_map(|r| Some((r, Aligned::of(view, r).ok()?)));
    let Some((round, aligned)) = aligned.next() else {
        return Vec::new();
    };
    advice(&aligned.items, round, &aligned.snapshot.coders, view)
}

/// “small steps (differs at 3 of 7 places, 2 for the definition)”.
pub fn advice_words(advice: &Advice, view: &View) -> String {
    let name = view.codebook().name(advice.code);
    let defined = match advice.definition {
        0 => String::new(),
        n => format!(", {n} for the definition"),
    };
    format!(
        "{name} (differs at {} of {}{defined})",
        advice.differences,
        counted(advice.of, "place")
    )
}

/// Codes to amend on a line or two: the first of them, and how many more there are.
fn amend_words(all: &[Advice], view: &View) -> String {
    let (first, others) = all.split_at(all.len().min(3));
    let first: Vec<String> = first.iter().map(|a| advice_words(a, view)).collect();
    match others.len() {
        0 => first.join(", "),
        n => format!("{} and {n} more", first.join(", ")),
    }
}

/// What is typed to draw: a number, and if you like `by` and `seed` with theirs.
fn read(typed: &str) -> Result<(Option<usize>, String, Option<u64>), String> {
    let words: Vec<&str> = typed
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|w| !w.is_empty())
        .collect();
    let (mut size, mut by, mut seed) = (None, "kind".to_owned(), None);
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let mut number = |what: &str| {
            let next = words.next().unwrap_or_default();
            next.parse::<u64>()
                .map_err(|_| format!("{what}: “{next}” is no whole number"))
        };
        match word {
            "seed" => seed = Some(number("seed")?),
            "by" => by = words.next().unwrap_or_default().to_owned(),
            word => {
                let n = word.parse().map_err(|_| {
                    format!("“{word}” is not understood: write how many, such as 4 by kind seed 17")
                })?;
                size = Some(n);
            }
        }
    }
    if by == "nothing" {
        by.clear();
    }
    Ok((size, by, seed))
}

impl App {
    /// Opens the form of a new round with the sources proposed.
    /// Whether there are sources to draw from.
    pub(in crate::app) fn may_propose(&self) -> Result<(), String> {
        match unread(&self.view).is_empty() {
            true => Err(format!(
                "{}; R plans a round over marked sources",
                nothing_unread(&self.view)
            )),
            false => Ok(()),
        }
    }

    pub(super) fn propose_round(&mut self) -> Vec<Effect> {
        let effects = self.new_round_form();
        if let Some(Overlay::Form(form)) = self.overlays.pop() {
            let form = self.fill_with_proposal(form);
            self.overlays.push(Overlay::Form(form));
        }
        effects
    }

    /// Fills a round's form with sources drawn as its last field says.
    pub(in crate::app) fn fill_with_proposal(&mut self, mut form: Form) -> Form {
        let Some(at) = form.fields.iter().position(|f| f.name == DRAW) else {
            return form;
        };
        let proposal = read(form.fields[at].value()).and_then(|(size, by, seed)| {
            let seed = seed.unwrap_or_else(|| self.mint.id().0.as_u64_pair().1 % 1_000_000);
            Proposal::new(&self.view, size, &by, seed)
        });
        let proposal = match proposal {
            Ok(proposal) => proposal,
            Err(why) => {
                self.fail(why);
                return form;
            }
        };
        form.sources = proposal.sample.sources();
        form.drawn = Some(proposal.drawn());
        form.title = self.round_title(&form.sources);
        let by = match proposal.by.as_str() {
            "" => "nothing",
            by => by,
        };
        let text = format!(
            "{} by {by} seed {}",
            form.sources.len(),
            proposal.sample.seed
        );
        let amend = amend_words(&amend_first(&self.view), &self.view);
        let amend = match amend.is_empty() {
            true => String::new(),
            false => format!(". To amend before: {amend}"),
        };
        form.fields[at].typing = crate::app::input::Typing::new(&text);
        form.fields[at].help = format!("{}{amend}", proposal.why()).into();
        form.at = at;
        form
    }

    pub(super) fn round_title(&self, sources: &[SourceId]) -> String {
        let names = sources.iter().map(|s| self.view.source_name(s));
        let names: Vec<String> = names.collect();
        format!("New round over {}", names.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::amend_first;
    use crate::model::fixture::Study;

    #[test]
    fn open_coding_says_nothing_of_codes_to_amend() {
        for codes_before in [true, false] {
            let mut s = Study::new();
            s.coders(&["ana", "ben"]).source("s", 100);
            if codes_before {
                s.code("shared");
            }
            let round = s.round(&["s"]);
            for (by, code) in [("ana", "wish"), ("ben", "hope")] {
                s.private_code(by, round, code);
                s.coded(by, Some(round), "s", 0..10, code);
            }
            s.submit("ana", round);
            s.submit("ben", round);
            assert_eq!(amend_first(&s.view()).is_empty(), !codes_before);
        }
    }
}
