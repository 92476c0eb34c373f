//! `tandem sources repair DIR --source NAME …`: who speaks where it was not found.

use super::named::{QUOTED, named};
use crate::acts::sources::{NotCorrected, Repair, corrected, repaired};
use crate::cli::session::Fixed;
use crate::cli::study::StudyArgs;
use crate::cli::{Out, tell};
use crate::import::Pattern;
use crate::model::name;
use crate::model::source::{Document, Source, Structure};
use crate::model::text::Span;
use crate::model::wrap::brief;
use crate::report::SourceMade;
use crate::work::correcting::save;
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use std::process::ExitCode;
use std::sync::Arc;

/// Turns that are shown of each source before anything is changed.
const SHOWN: usize = 6;

#[derive(Args)]
pub struct RepairArgs {
    #[command(flatten)]
    study: StudyArgs,
    /// Name or id of the source
    #[arg(long, required_unless_present = "all")]
    source: Option<String>,
    /// In all sources
    #[arg(long, conflicts_with_all = ["source", "say", "nobody"])]
    all: bool,
    #[command(flatten)]
    how: How,
    /// Show what it would come to, and change nothing
    #[arg(long)]
    preview: bool,
    /// Do it although a round on the source is under way: then for all of its coders
    #[arg(long)]
    for_all: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct How {
    /// Lines that begin with this label are turns of somebody called so
    #[arg(long, value_name = "LABEL")]
    speaker: Option<String>,
    /// So are lines like this: "[{time}] {speaker} >> {text}"; {number} stands for a line's number
    #[arg(long)]
    pattern: Option<String>,
    /// Call a speaker otherwise: "B=Ben"; a label that is there already makes both the same
    #[arg(long, value_name = "LABEL=OTHER")]
    rename: Option<String>,
    /// Paragraphs somebody says: "24-26=B"
    #[arg(long, value_name = "PARAGRAPHS=LABEL")]
    say: Option<String>,
    /// Paragraphs nobody says: "24" or "24-26"
    #[arg(long, value_name = "PARAGRAPHS")]
    nobody: Option<String>,
}

impl RepairArgs {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.study.change()?;
        let sources: Vec<&Source> = match &self.source {
            Some(source) => vec![named(&view, source)?],
            // What members wrote back is divided by the packet.
            None => view.collected().collect(),
        };
        let fixed = Fixed::default();
        let mut mint = fixed.mint();
        let mut refused = false;
        for source in sources {
            let document = session.store.load_document(&source.id, source.revision)?;
            let document = Arc::new(document);
            let repair = self.how.repair(&document)?;
            let structure = repaired(&document, &repair);
            let text = document.text.as_str().to_owned();
            let made = corrected(&view, &document, text, structure, self.for_all);
            match made {
                Ok(made) if self.preview => preview(out, source, &document, &made.structure)?,
                Ok(made) => {
                    save(&mut session.store, &made, fixed.now_ms(), &mut mint)?;
                    writeln!(out, "{}", words(source, &document, &made.structure))?;
                }
                Err(NotCorrected::Same) if self.all => {}
                Err(NotCorrected::Same) => bail!("{}: nothing changes by it", source.name),
                Err(why @ NotCorrected::UnderWay { .. }) => {
                    refused = true;
                    tell(&format!("refused: {why} (--for-all)"));
                }
                Err(why) => return Err(anyhow!(why)),
            }
        }
        Ok(if refused {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }
}

impl How {
    fn repair(&self, document: &Document) -> Result<Repair> {
        let label = |text: &str| name::cleaned(text).map_err(|flaw| anyhow!("“{text}”: {flaw}"));
        if let Some(speaker) = &self.speaker {
            return Ok(Repair::Label(label(speaker)?));
        }
        if let Some(pattern) = &self.pattern {
            return Ok(Repair::Pattern(Pattern::parse(pattern)?));
        }
        if let Some(rename) = &self.rename {
            let (from, to) = rename
                .split_once('=')
                .context("--rename takes LABEL=OTHER")?;
            return Ok(Repair::Rename(from.trim().to_owned(), label(to)?));
        }
        if let Some(say) = &self.say {
            let (paragraphs, who) = say
                .split_once('=')
                .context("--say takes PARAGRAPHS=LABEL")?;
            let span = cited(&document.structure, paragraphs)?;
            return Ok(Repair::Assign(span, Some(label(who)?)));
        }
        let nobody = self.nobody.as_deref().unwrap_or_default();
        Ok(Repair::Assign(cited(&document.structure, nobody)?, None))
    }
}

/// The stretch of paragraphs as cited: `24`, `24-26`, `24a–25`.
fn cited(structure: &Structure, text: &str) -> Result<Span> {
    let (from, to) = text.split_once(['-', '–']).unwrap_or((text, text));
    let find = |wanted: &str| {
        let mut all = structure.paragraphs.iter();
        let found = all.find(|p| p.cited().to_string() == wanted.trim());
        found.with_context(|| format!("there is no paragraph “{}”", wanted.trim()))
    };
    Ok(Span::between(find(from)?.span.start, find(to)?.span.end))
}

fn words(source: &Source, document: &Document, structure: &Structure) -> String {
    let now = Document {
        structure: structure.clone(),
        ..document.clone()
    };
    SourceMade::of(source, &now).words()
}

/// What a source would come to, with the first turns that differ.
fn preview(out: Out, source: &Source, document: &Document, structure: &Structure) -> Result<()> {
    writeln!(out, "would be: {}", words(source, document, structure))?;
    let before = &document.structure.turns;
    let changed = structure.turns.iter().filter(|t| !before.contains(t));
    for turn in changed.take(SHOWN) {
        let who = turn.speaker.map_or("nobody", |s| {
            structure.speakers[usize::from(s)].label.as_str()
        });
        let talk = Span {
            start: turn.talk,
            end: turn.span.end,
        };
        let quote = brief(document.text.slice(talk), QUOTED);
        writeln!(out, "  {} {who}: {quote}", structure.cite(turn.span))?;
    }
    Ok(())
}
