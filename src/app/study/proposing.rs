//! The form of a round filled with the sources proposed.

use super::Study;
use crate::acts::proposal::{Proposal, amend_first, nothing_unread, unread};
use crate::app::context::Context;
use crate::app::form::Form;
use crate::app::overlay::Overlay;
use crate::model::ids::SourceId;
use crate::report::advice::amend_words;
use crate::work::effect::Effect;

/// The field of the round's form that says how sources are drawn.
pub(super) const DRAW: &str = "draw";

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

impl Study {
    /// Opens the form of a new round with the sources proposed.
    /// Whether there are sources to draw from.
    pub(crate) fn may_propose(&self, cx: &Context) -> Result<(), String> {
        match unread(&cx.view).is_empty() {
            true => Err(format!(
                "{}; R plans a round over marked sources",
                nothing_unread(&cx.view)
            )),
            false => Ok(()),
        }
    }

    pub(super) fn propose_round(&mut self, cx: &mut Context) -> Vec<Effect> {
        let effects = self.new_round_form(cx);
        if let Some(Overlay::Form(form)) = cx.overlays.pop() {
            let form = self.fill_with_proposal(form, cx);
            cx.overlays.push(Overlay::Form(form));
        }
        effects
    }

    /// Fills a round's form with sources drawn as its last field says.
    pub(crate) fn fill_with_proposal(&mut self, mut form: Form, cx: &mut Context) -> Form {
        let Some(at) = form.fields.iter().position(|f| f.name == DRAW) else {
            return form;
        };
        let proposal = read(form.fields[at].value()).and_then(|(size, by, seed)| {
            let seed = seed.unwrap_or_else(|| cx.mint.id().0.as_u64_pair().1 % 1_000_000);
            Proposal::new(&cx.view, size, &by, seed)
        });
        let proposal = match proposal {
            Ok(proposal) => proposal,
            Err(why) => {
                cx.fail(why);
                return form;
            }
        };
        form.sources = proposal.sample.sources();
        form.drawn = Some(proposal.drawn());
        form.title = self.round_title(&form.sources, cx);
        let by = match proposal.by.as_str() {
            "" => "nothing",
            by => by,
        };
        let text = format!(
            "{} by {by} seed {}",
            form.sources.len(),
            proposal.sample.seed
        );
        let amend = amend_words(&amend_first(&cx.view), &cx.view);
        let amend = match amend.is_empty() {
            true => String::new(),
            false => format!(". To amend before: {amend}"),
        };
        form.fields[at].typing = crate::app::input::Typing::new(&text);
        form.fields[at].help = format!("{}{amend}", proposal.why()).into();
        form.at = at;
        form
    }

    pub(super) fn round_title(&self, sources: &[SourceId], cx: &Context) -> String {
        let names = sources.iter().map(|s| cx.view.source_name(s));
        let names: Vec<String> = names.collect();
        format!("New round over {}", names.join(", "))
    }
}
