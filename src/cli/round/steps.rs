//! What a coder does with a round: finish sources, submit, withdraw, close.

use super::new::sources;
use super::reviewed::close;
use super::start::begin;
use super::which::{Which, with_hint};
use crate::acts::rounds::{Hand, KEPT, Step, is_last};
use crate::cli::Out;
use crate::cli::columns::counted;
use crate::model::event::Change;
use crate::model::ids::SourceId;
use crate::model::visible::Named;
use crate::report::starting::far_less;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Finish {
    #[command(flatten)]
    which: Which,
    /// Names of sources
    #[arg(required = true)]
    sources: Vec<String>,
    /// Take the mark back
    #[arg(long)]
    undo: bool,
}

#[derive(Args)]
pub struct Submit {
    #[command(flatten)]
    which: Which,
    /// Submit though no source is marked as finished, so that nothing of yours is compared
    #[arg(long)]
    nothing_finished: bool,
    /// Though it holds far less than it started from
    #[arg(long)]
    fewer: bool,
}

#[derive(Args)]
pub struct Withdraw {
    #[command(flatten)]
    which: Which,
}

#[derive(Args)]
pub struct Correct {
    #[command(flatten)]
    which: Which,
}

#[derive(Args)]
pub struct Cancel {
    #[command(flatten)]
    which: Which,
}

#[derive(Args)]
pub struct Close {
    #[command(flatten)]
    which: Which,
}

impl Finish {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.which.change()?;
        let round = self.which.round(&view)?;
        let hand = with_hint(Hand::coding(&view, round, &me))?;
        let sources = sources(&view, &self.sources)?;
        let changes = hand.finish(&sources, !self.undo)?;
        if !self.undo {
            let changing = changes.iter().filter_map(|change| match change {
                Change::Finished { source, .. } => Some(source.clone()),
                _ => None,
            });
            let changing: Vec<SourceId> = changing.collect();
            for words in begin(&mut session, &view, round, &changing)? {
                writeln!(out, "{words}")?;
            }
        }
        let word = match self.undo {
            true => "not finished any more",
            false => "marked as finished",
        };
        let marked = counted(changes.len(), "source");
        session.save(changes)?;
        writeln!(out, "{marked} {word}")?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Submit {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.which.study.change()?;
        let round = self.which.round(&view)?;
        let submission = with_hint(Step::Submit.change(&view, round, &me))?;
        if !self.fewer
            && let Some(words) = far_less(&view, round)
        {
            bail!(
                "{words}; to submit it so, add --fewer; tandem round start copies what it starts from into sources you have not begun"
            );
        }
        let finished = round.finished.get(&me).map_or(0, |f| f.len());
        let all = round.plan.sources.len();
        if finished == 0 && !self.nothing_finished {
            bail!(
                "you have marked no source of “{0}” as finished, so nothing you submit would be compared; mark them with tandem round finish {1} --round \"{0}\" NAMES, or add --nothing-finished",
                round.plan.name,
                self.which.study.dir.shown()
            );
        }
        let last = is_last(round);
        session.save(vec![submission])?;
        writeln!(
            out,
            "submitted “{}”: {finished} of {} finished",
            round.plan.name,
            counted(all, "source")
        )?;
        if finished < all {
            writeln!(
                out,
                "sources not marked as finished are left out of agreement; to add them: tandem round withdraw, then tandem round finish"
            )?;
        }
        if last {
            writeln!(
                out,
                "all have submitted: the round is open; next: tandem agree {}",
                self.which.study.dir.shown()
            )?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Withdraw {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.which.study.change()?;
        let round = self.which.round(&view)?;
        session.save(vec![with_hint(Step::Withdraw.change(&view, round, &me))?])?;
        writeln!(
            out,
            "withdrew your submission of “{}”; submit again when you are done",
            round.plan.name
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Correct {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.which.study.change()?;
        let round = self.which.round(&view)?;
        let name = &round.plan.name;
        let change = view
            .correct_speakers(round)
            .with_context(|| format!("“{name}”"))?;
        session.save(vec![change])?;
        writeln!(
            out,
            "who is who in the texts of “{name}” counts as it is set now; everybody sees that the \
             plan was corrected"
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Cancel {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.which.study.change()?;
        let round = self.which.round(&view)?;
        session.save(vec![Step::Cancel.change(&view, round, &me)?])?;
        writeln!(out, "cancelled “{}”. {KEPT}", round.plan.name)?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Close {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.which.study.change()?;
        if let Some(review) = self.which.review(&view) {
            return close(&mut session, review, &me, out);
        }
        let round = self.which.round(&view)?;
        session.save(vec![with_hint(Step::Close.change(&view, round, &me))?])?;
        writeln!(
            out,
            "closed “{}” before all had submitted; everybody's work in it is visible now, and it is recorded that {me} closed it",
            round.plan.name
        )?;
        Ok(ExitCode::SUCCESS)
    }
}
