//! `tandem sources DIR`: what was made of each source; correcting, dividing anew, taking out.

mod correct;
mod named;
mod remake;
mod remove;
mod repair;

use super::Out;
use super::study::{UnlessSubcommand, all_documents};
use super::write_json;
use crate::model::name;
use crate::model::view::View;
use crate::model::wrap::brief;
use crate::report::{Documents, SourceMade};
use anyhow::Result;
use clap::{Args, Subcommand};
use named::QUOTED;
use serde_json::{Value, json};
use std::process::ExitCode;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Sources {
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
    /// Take a file as the corrected text of a source: codings stay on their text
    Correct(correct::Correct),
    /// Say who speaks where it was not found; the text and its numbers stay
    Repair(repair::RepairArgs),
    /// Make one source of several, in the order given; these are taken out
    Join(remake::Join),
    /// Cut a source into pieces that are sources; it is taken out
    Cut(remake::Cut),
    /// Bring your codings from sources that were joined or cut to what was made of them
    Carry(remake::Carry),
    /// Take a source out of lists, search and findings; submitted rounds keep it
    Remove(remove::Remove),
    /// Bring a source back that was taken out
    Restore(remove::Restore),
}

impl Sources {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        match self.other {
            Some(Other::Correct(correct)) => return correct.run(out),
            Some(Other::Repair(repair)) => return repair.run(out),
            Some(Other::Join(join)) => return join.run(out),
            Some(Other::Cut(cut)) => return cut.run(out),
            Some(Other::Carry(carry)) => return carry.run(out),
            Some(Other::Remove(remove)) => return remove.run(out),
            Some(Other::Restore(restore)) => return restore.run(out),
            None => {}
        }
        let study = self.study.named()?;
        let (session, view) = study.look()?;
        let documents = all_documents(&session, &view);
        let sources = view.sources().iter();
        let made = sources.filter_map(|s| Some(SourceMade::of(s, documents.get(&s.id)?)));
        let made: Vec<SourceMade> = made.collect();
        let corrected = corrected(&view, &documents);
        let gone: Vec<&str> = view.taken_out().iter().map(|s| s.name.as_str()).collect();
        if self.json {
            let all = json!({ "sources": made, "corrected_codings": corrected, "taken_out": gone });
            write_json(out, &all)?;
            return Ok(ExitCode::SUCCESS);
        }
        for source in &made {
            let called = |other: &&SourceMade| name::key(&other.name) == name::key(&source.name);
            match made.iter().filter(called).count() {
                1 => writeln!(out, "{}", source.words())?,
                _ => writeln!(out, "{} ({})", source.words(), source.id)?,
            }
        }
        for coding in &corrected {
            let text = |key: &str| coding[key].as_str().unwrap_or_default();
            writeln!(
                out,
                "corrected: {}, “{}” of {}: {}",
                text("place"),
                text("code"),
                text("coder"),
                text("now")
            )?;
        }
        if !gone.is_empty() {
            writeln!(out, "taken out: {}", gone.join(", "))?;
        }
        if view.sources().is_empty() {
            writeln!(out, "there are no sources yet: tandem import")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Codings of the viewer's whose text a correction changed or took out.
fn corrected(view: &View, documents: &Documents) -> Vec<Value> {
    let name = |code| view.codebook().name(code).to_owned();
    let mine = |coder| view.viewer().is_none_or(|me| me == coder);
    let touched = view.touched().filter(|c| mine(&c.coder));
    let touched = touched.map(|c| {
        let text = documents.get(&c.source);
        let quote = text.map_or_else(String::new, |d| brief(d.text.slice(c.span), QUOTED));
        let place = text.map_or_else(String::new, |d| format!(":{}", d.structure.cite(c.span)));
        json!({
            "place": format!("{}{place}", view.source_name(&c.source)),
            "coder": c.coder, "code": name(c.code), "gone": false,
            "now": format!("it covers “{quote}” now"),
        })
    });
    let bereft = view.bereft().filter(|c| mine(&c.coder));
    let bereft = bereft.map(|c| {
        json!({
            "place": view.source_name(&c.source),
            "coder": c.coder, "code": name(c.code), "gone": true,
            "now": "its text was taken out; code it anew where it belongs",
        })
    });
    touched.chain(bereft).collect()
}
