//! `tandem round …`: opening, finishing, submitting, cancelling and closing rounds, and how they stand.

pub(crate) mod new;
mod propose;
mod reviewed;
mod start;
mod status;
mod steps;
mod which;

use super::Out;
use anyhow::Result;
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Round {
    /// Open a round: what is fixed now cannot be changed later
    New(new::New),
    /// Sources for the next round, drawn by strata from a seed, and codes to amend before it
    Propose(propose::Propose),
    /// Copy what a round starts from, your own codings or the consensus, into the sources you have
    /// not begun
    Start(start::Start),
    /// Mark sources of a round as finished, or as not finished after all
    Finish(steps::Finish),
    /// Submit your codings of a round
    Submit(steps::Submit),
    /// Withdraw your submission, as long as others have not submitted
    Withdraw(steps::Withdraw),
    /// Take who is an interviewer and who is whom, as set now, into the plan of a round that is
    /// not over
    Correct(steps::Correct),
    /// Cancel a round you opened, before anybody has marked a source as finished or submitted
    Cancel(steps::Cancel),
    /// Close a round before all have submitted, or a review; it is recorded who did it
    Close(steps::Close),
    /// How the rounds stand
    Status(status::Status),
}

impl Round {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        match self {
            Round::New(new) => new.run(out),
            Round::Propose(propose) => propose.run(out),
            Round::Start(start) => start.run(out),
            Round::Finish(finish) => finish.run(out),
            Round::Submit(submit) => submit.run(out),
            Round::Withdraw(withdraw) => withdraw.run(out),
            Round::Correct(correct) => correct.run(out),
            Round::Cancel(cancel) => cancel.run(out),
            Round::Close(close) => close.run(out),
            Round::Status(status) => status.run(out),
        }
    }
}
