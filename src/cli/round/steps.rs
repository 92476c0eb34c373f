//! What a coder does with a round: finish sources, submit, withdraw, close.

use super::new::sources;
use super::start::begin;
use crate::app::study::{KEPT, far_less, may_cancel, submission};
use crate::cli::Out;
use crate::cli::columns::counted;
use crate::cli::session::Session;
use crate::cli::study::{StudyArgs, round};
use crate::model::event::Change;
use crate::model::ids::{CoderId, SourceId};
use crate::model::round::Round;
use crate::model::view::View;
use crate::model::visible::Named;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Which {
    #[command(flatten)]
    study: StudyArgs,
    /// Name of the round
    #[arg(long)]
    round: String,
}

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

impl Which {
    /// Opens the study to change something of the round.
    pub fn change(&self) -> Result<(Session, View, CoderId)> {
        self.study.change()
    }

    /// The round, which is one's own, is not over, and is not submitted by oneself.
    pub fn own<'v>(&self, view: &'v View, me: &CoderId) -> Result<&'v Round> {
        let round = round(view, &self.round)?;
        going_on(round, me)?;
        not_submitted(round, me)?;
        Ok(round)
    }
}

impl Finish {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.which.change()?;
        let round = self.which.own(&view, &me)?;
        let sources = sources(&view, &self.sources)?;
        for source in &sources {
            if !round.plan.sources.contains(source) {
                let name = view.source_name(source);
                bail!("{name} is no source of “{}”", round.plan.name);
            }
        }
        let done = round.finished.get(&me);
        let change = |source| Change::Finished {
            round: round.id,
            source,
            finished: !self.undo,
            after: round.last.get(&me).copied(),
        };
        let is = |s: &_| done.is_some_and(|d| d.contains(s));
        let changing = sources.into_iter().filter(|s| is(s) == self.undo);
        let changing: Vec<SourceId> = changing.collect();
        if !self.undo {
            for words in begin(&mut session, &view, round, &changing)? {
                writeln!(out, "{words}")?;
            }
        }
        let changes: Vec<Change> = changing.into_iter().map(change).collect();
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
        let round = round(&view, &self.which.round)?;
        going_on(round, &me)?;
        not_submitted(round, &me)?;
        if !self.fewer
            && let Some(words) = far_less(&view, round)
        {
            bail!(
                "{words}; to submit it so, add --fewer; tandem round start copies what it starts from into sources you have not begun"
            );
        }
        let submission = submission(&view, round, &me);
        let (finished, all) = (submission.finished.len(), round.plan.sources.len());
        if finished == 0 && !self.nothing_finished {
            bail!(
                "you have marked no source of “{0}” as finished, so nothing you submit would be compared; mark them with tandem round finish {1} --round \"{0}\" NAMES, or add --nothing-finished",
                round.plan.name,
                self.which.study.dir.shown()
            );
        }
        let last = round.submitted.len() + 1 == round.plan.coders.len();
        session.save(vec![Change::Submitted {
            round: round.id,
            submission,
            after: round.last.get(&me).copied(),
        }])?;
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
        if last && round.plan.coders.len() > 1 {
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
        let round = round(&view, &self.which.round)?;
        going_on(round, &me)?;
        if !round.submitted.contains_key(&me) {
            bail!("you have not submitted “{}”", round.plan.name);
        }
        session.save(vec![Change::SubmissionWithdrawn {
            round: round.id,
            after: round.last.get(&me).copied(),
        }])?;
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
        let round = round(&view, &self.which.round)?;
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
        let (mut session, view, _) = self.which.study.change()?;
        let round = round(&view, &self.which.round)?;
        may_cancel(&view, round).map_err(anyhow::Error::msg)?;
        session.save(vec![Change::RoundCancelled {
            round: round.id,
            known: view.known(),
        }])?;
        writeln!(out, "cancelled “{}”. {KEPT}", round.plan.name)?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Close {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.which.study.change()?;
        let round = round(&view, &self.which.round)?;
        if round.by != me {
            going_on(round, &me)?;
        } else if round.is_over() {
            bail!("“{}” is over already", round.plan.name);
        }
        session.save(vec![Change::RoundClosed { round: round.id }])?;
        writeln!(
            out,
            "closed “{}” before all had submitted; everybody's work in it is visible now, and it is recorded that {me} closed it",
            round.plan.name
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

/// One's own round that is not over.
fn going_on(round: &Round, me: &CoderId) -> Result<()> {
    let name = &round.plan.name;
    if !round.plan.coders.contains(me) {
        bail!("{me} is no coder of “{name}”; name another with --coder");
    }
    if round.is_over() {
        bail!("“{name}” is over: nothing of it can be changed any more");
    }
    Ok(())
}

fn not_submitted(round: &Round, me: &CoderId) -> Result<()> {
    match round.submitted.contains_key(me) {
        true => bail!(
            "you have submitted “{}” already; to change anything: tandem round withdraw",
            round.plan.name
        ),
        false => Ok(()),
    }
}
