//! Reviews of codes among the rounds: opening, closing and listing them.

use crate::acts::review as acts;
use crate::cli::Out;
use crate::cli::columns::counted;
use crate::cli::session::Session;
use crate::model::event::Change;
use crate::model::ids::{CoderId, SourceId};
use crate::model::review::Review;
use crate::model::view::View;
use crate::report::review::{kept_words, progress, state};
use anyhow::{Result, anyhow};
use std::process::ExitCode;

/// What a review is opened with, as it was typed.
pub struct Reviewed<'a> {
    pub name: &'a str,
    pub reviewers: &'a [CoderId],
    pub sources: Vec<SourceId>,
    pub under: Option<&'a str>,
}

/// Opens a review.
pub fn open(session: &mut Session, view: &View, asked: Reviewed, out: Out) -> Result<ExitCode> {
    let under = asked.under.map(|name| {
        let code = view.codebook().named(name);
        code.ok_or_else(|| anyhow!("there is no code “{name}”"))
    });
    let under = under.transpose()?.map(|code| code.id);
    let reviewers = view.in_order_of_joining(asked.reviewers.to_vec());
    let plan = acts::plan_review(view, asked.name, reviewers, asked.sources, under);
    let plan = plan.map_err(anyhow::Error::msg)?;
    let said = format!(
        "opened “{}” (review): {} to review {} with what is coded with them in {}",
        plan.name,
        plan.reviewers
            .iter()
            .map(CoderId::as_str)
            .collect::<Vec<_>>()
            .join(" and "),
        counted(plan.codes.len(), "code"),
        counted(plan.sources.len(), "source")
    );
    session.save(vec![Change::ReviewOpened(plan.into())])?;
    writeln!(out, "{said}")?;
    Ok(ExitCode::SUCCESS)
}

/// Closes a review.
pub fn close(session: &mut Session, review: &Review, me: &CoderId, out: Out) -> Result<ExitCode> {
    let change = acts::close(review, me).map_err(anyhow::Error::msg)?;
    session.save(vec![change])?;
    let name = &review.plan.name;
    writeln!(out, "closed “{name}”; it is recorded that {me} closed it")?;
    Ok(ExitCode::SUCCESS)
}

/// Says how a review stands.
pub fn status(view: &View, review: &Review, out: Out) -> Result<()> {
    writeln!(
        out,
        "{}  review, {}; {}; opened {} by {}",
        review.plan.name,
        counted(review.plan.sources.len(), "source"),
        state(view, review),
        review.at.minute(),
        review.by
    )?;
    match view.review_kept_by(review) {
        Some(round) => writeln!(out, "  {}", kept_words(round))?,
        None => {
            for reviewer in &review.plan.reviewers {
                writeln!(out, "  {}", progress(view, review, reviewer))?;
            }
        }
    }
    Ok(())
}
