//! `tandem review DIR`: what reviewers say of the codes, and saying it.

use super::study::StudyArgs;
use super::{Out, write_json};
use crate::acts::review::judge;
use crate::model::code::Code;
use crate::model::ids::CoderId;
use crate::model::review::{self, Cogency};
use crate::model::view::View;
use crate::report::review::{json, judged_words, kept_words, progress, state};
use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::json;
use std::process::ExitCode;

#[derive(Args)]
pub struct Review {
    #[command(flatten)]
    study: StudyArgs,
    /// Name of a review; all of them if left out, and for --judge the latest of yours going on
    #[arg(long)]
    round: Option<String>,
    /// Judge a code: its name, then clear, unclear, split, or merge:OTHER with another code
    #[arg(long, num_args = 2, value_names = ["CODE", "JUDGEMENT"], conflicts_with = "json")]
    judge: Vec<String>,
    /// Why; only clear needs none
    #[arg(long, requires = "judge")]
    reason: Option<String>,
    /// Only codes that one of the reviewers found not clear
    #[arg(long, conflicts_with_all = ["judge", "json"])]
    not_clear: bool,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Review {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        if let [code, judgement] = &self.judge[..] {
            return self.say(code, judgement, out);
        }
        let (_, view) = self.study.look()?;
        let reviews: Vec<&review::Review> = match &self.round {
            Some(name) => vec![named(&view, name)?],
            None => view.reviews().iter().collect(),
        };
        if self.json {
            let reviews: Vec<_> = reviews.iter().map(|r| json(&view, r)).collect();
            write_json(out, &json!({ "reviews": reviews }))?;
            return Ok(ExitCode::SUCCESS);
        }
        if reviews.is_empty() {
            writeln!(
                out,
                "no review of codes has been opened yet: tandem round new --kind review"
            )?;
        }
        for review in reviews {
            self.list(&view, review, out)?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn list(&self, view: &View, review: &review::Review, out: Out) -> Result<()> {
        let name = &review.plan.name;
        writeln!(out, "{name}: {}", state(view, review))?;
        if let Some(round) = view.review_kept_by(review) {
            writeln!(out, "  {}", kept_words(round))?;
        } else {
            for reviewer in &review.plan.reviewers {
                writeln!(out, "  {}", progress(view, review, reviewer))?;
            }
        }
        let codebook = view.codebook();
        let codes = review.plan.codes.iter();
        for code in codes.filter_map(|id| codebook.exact(*id)) {
            let judged: Vec<_> = review.of(code.id).collect();
            let asks = judged.iter().any(|j| j.judgement.asks());
            if judged.is_empty() || self.not_clear && !asks {
                continue;
            }
            writeln!(out, "  {}", called(view, code))?;
            for judged in judged {
                writeln!(out, "    {}", judged_words(judged, view))?;
            }
        }
        Ok(())
    }

    fn say(&self, code: &str, judgement: &str, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.study.change()?;
        let review = match &self.round {
            Some(name) => named(&view, name)?,
            None => view
                .open_review(&me)
                .with_context(|| format!("no review is going on that {me} is a reviewer of"))?,
        };
        let code = coded(&view, code)?;
        let judgement = cogency(&view, judgement)?;
        let reason = self.reason.as_deref().unwrap_or_default();
        let change = judge(&view, review, &me, code.id, (judgement, reason));
        session.save(vec![change.map_err(anyhow::Error::msg)?])?;
        let view = session.view();
        let said = judgement.words(view.codebook());
        writeln!(out, "“{}”: {said}; {}", code.name, now(&view, review, &me))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// How far a reviewer has come with what was just said.
fn now(view: &View, review: &review::Review, me: &CoderId) -> String {
    let mut reviews = view.reviews().iter();
    let review = reviews.find(|r| r.id == review.id).unwrap_or(review);
    progress(view, review, me)
}

/// A code as it is called now, with what it was merged into.
fn called(view: &View, code: &Code) -> String {
    match code.merged_into {
        Some(into) => format!("{} (merged into {})", code.name, view.codebook().name(into)),
        None => code.title(),
    }
}

fn named<'v>(view: &'v View, name: &str) -> Result<&'v review::Review> {
    match view.review_named(name) {
        Some(review) => Ok(review),
        None if view.round_named(name).is_some() => bail!("“{name}” is no review of codes"),
        None => bail!("there is no review “{name}”"),
    }
}

fn coded<'v>(view: &'v View, name: &str) -> Result<&'v Code> {
    let code = view.codebook().named(name);
    code.with_context(|| format!("there is no code “{name}”"))
}

/// A judgement as it is typed.
fn cogency(view: &View, typed: &str) -> Result<Cogency> {
    if let Some(other) = typed.strip_prefix("merge:") {
        return Ok(Cogency::Merge(coded(view, other)?.id));
    }
    Ok(match typed {
        "clear" => Cogency::Clear,
        "unclear" => Cogency::Unclear,
        "split" => Cogency::Split,
        _ => bail!("“{typed}” is no judgement: clear, unclear, split, or merge:OTHER"),
    })
}
