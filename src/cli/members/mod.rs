//! `tandem members …`: participants are asked what they say to the findings.

mod answer;
mod follow;
mod here;
mod named;
mod packet;

use super::Out;
use super::study::UnlessSubcommand;
use anyhow::Result;
use clap::{Args, Subcommand};
use std::process::ExitCode;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Members {
    #[command(subcommand)]
    other: Option<Other>,
    #[command(flatten)]
    study: UnlessSubcommand,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum Other {
    /// Write the findings to be handed to a participant or a group, and record it
    Packet(packet::Give),
    /// Read a filled-in packet: its words become a source, its marks answers
    Answer(answer::Read),
    /// Record what changed because of an answer, or why nothing did
    Follow(follow::Follow),
}

impl Members {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        match self.other {
            Some(Other::Packet(packet)) => return packet.run(out),
            Some(Other::Answer(answer)) => return answer.run(out),
            Some(Other::Follow(follow)) => return follow.run(out),
            None => {}
        }
        let study = self.study.named()?;
        here::list(&study, self.json, out)
    }
}
