//! What of a study's rounds is compared, as the command line has it.

use crate::acts::plan::UNITS;
use crate::agreement::resample::Resampling;
use crate::agreement::round::{Codes, Each, Selection, WhoIsWho};
use crate::cli::round::new::sources;
use crate::cli::study::{self, listed};
use crate::cli::words::{Words, one_of};
use crate::model::code::Codebook;
use crate::model::event::FORMAT;
use crate::model::ids::{CodeId, CoderId, RoundId};
use crate::model::name;
use crate::model::round::Unit;
use crate::model::view::View;
use crate::report::{Narrowing, Request};
use anyhow::{Result, anyhow, bail};
use clap::Args;

#[derive(Args)]
pub struct Choice {
    /// Name of a round; all rounds, each on its own, if left out. Several, with commas between, are
    /// pooled into one figure
    #[arg(long, value_name = "NAMES")]
    pub round: Option<String>,
    /// Only these codes
    #[arg(long, value_name = "NAMES", conflicts_with = "branch")]
    codes: Vec<String>,
    /// Only this code and those under it
    #[arg(long, value_name = "CODE")]
    branch: Option<String>,
    /// Only these sources, by name or id
    #[arg(long, value_name = "NAMES")]
    sources: Vec<String>,
    /// Only what these participants say
    #[arg(long, value_name = "NAMES")]
    participants: Vec<String>,
    /// Only what participants with this value say, or sources with it hold: arm=control, or a query about
    /// them, "arm:control age:<40"
    #[arg(
        long = "where",
        value_name = "QUERY",
        allow_hyphen_values = true,
        conflicts_with = "participants"
    )]
    subgroup: Option<String>,
    /// Unit, instead of the round's
    #[arg(long, value_parser = one_of(UNITS))]
    unit: Option<Unit>,
    /// Who is an interviewer and who is whom, instead of as the round fixed it
    #[arg(long, value_parser = one_of(SPEAKERS))]
    speakers: Option<WhoIsWho>,
    /// Least overlap of two codings that match, in percent, instead of the round's
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=100))]
    overlap: Option<u8>,
    /// This code's branch as codes that exclude one another: one value a unit
    #[arg(long, value_name = "CODE")]
    domain: Option<String>,
    /// Codes deeper than this count as their ancestor at this level; 0 is the top
    #[arg(long, value_name = "LEVEL")]
    roll_up: Option<u16>,
    /// Without codings that were made from lists of what a search found
    #[arg(long)]
    as_read: bool,
    /// Only these coders, where these had finished; the first is A
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pair: Vec<CoderId>,
    /// Attributes that tell which sources are one case, for ratings
    #[arg(long, value_name = "KEYS")]
    case: Vec<String>,
    /// Figures of each source, participant or round, too
    #[arg(long, value_parser = one_of(PARTS), value_name = "PART")]
    by: Option<Each>,
    /// Intervals by resampling, too
    #[arg(long)]
    intervals: bool,
    /// How many resamples
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "intervals",
          value_parser = clap::value_parser!(u32).range(40..=100_000))]
    resamples: u32,
}

const PARTS: Words<Each> = &[
    ("source", "", Each::Source),
    ("participant", "", Each::Participant),
    ("round", "", Each::Round),
];

const SPEAKERS: Words<WhoIsWho> = &[("present", "As they are set at present", WhoIsWho::Present)];

impl Choice {
    /// Whether a round was named, so that a script should notice when it has no figures.
    pub fn names_a_round(&self) -> bool {
        self.round.is_some()
    }

    /// What is asked: of each round on its own, or of those named together.
    pub fn asked(&self, view: &View, seed: u64) -> Result<Vec<Request>> {
        let rounds: Vec<Vec<RoundId>> = match &self.round {
            None => view.rounds().iter().map(|r| vec![r.id]).collect(),
            Some(names) => vec![rounds(view, names)?],
        };
        let mut all = Vec::with_capacity(rounds.len());
        for rounds in rounds {
            all.push(Request {
                selection: self.selection(view, rounds)?,
                intervals: self.intervals.then_some(Resampling {
                    replicates: self.resamples,
                    seed,
                }),
                each: self.by,
            });
        }
        Ok(all)
    }

    fn selection(&self, view: &View, rounds: Vec<RoundId>) -> Result<Selection> {
        let last = rounds.last().and_then(|id| view.round(*id));
        let book = last.map_or_else(|| view.codebook().clone(), |round| view.codebook_of(round));
        let code = |name: &String| code(&book, name);
        let codes = match &self.branch {
            Some(name) => Codes::Branch(code(name)?),
            None if self.codes.is_empty() => Codes::All,
            None => {
                let names = listed(&self.codes, |name| self::code(&book, name).is_ok());
                Codes::Only(names.iter().map(code).collect::<Result<_>>()?)
            }
        };
        let sources = match self.sources.is_empty() {
            true => None,
            false => Some(sources(view, &self.sources)?),
        };
        let (people, here) = match &self.subgroup {
            Some(typed) => Narrowing::parse(view, typed)
                .and_then(|only| only.left(view))
                .map_err(|why| anyhow!(why))?,
            None => (None, None),
        };
        let sources = match (sources, here) {
            (Some(named), Some(mut here)) => {
                here.retain(|id| named.contains(id));
                Some(here)
            }
            (named, here) => here.or(named),
        };
        if self.pair.len() == 1 {
            bail!("--pair takes two coders, with a comma between");
        }
        let some = |names: Vec<String>| (!names.is_empty()).then_some(names);
        let is_somebody = |name: &str| is_participant(view, name);
        let keys = |name: &str| is_attribute(view, name);
        Ok(Selection {
            rounds,
            codes,
            sources,
            participants: people.or_else(|| some(listed(&self.participants, is_somebody))),
            unit: self.unit.map(|unit| unit.in_format(FORMAT)),
            speakers: self.speakers.unwrap_or_default(),
            overlap: self.overlap,
            coders: (!self.pair.is_empty()).then(|| self.pair.clone()),
            level: self.roll_up,
            as_read: self.as_read,
            domain: self.domain.as_ref().map(code).transpose()?,
            case: listed(&self.case, keys),
        })
    }
}

/// The rounds of the names between commas.
fn rounds(view: &View, names: &str) -> Result<Vec<RoundId>> {
    let names = listed(&[names.to_owned()], |name| view.round_named(name).is_some());
    let one = |name: &String| Ok(study::round(view, name)?.id);
    names.iter().map(one).collect()
}

fn is_participant(view: &View, name: &str) -> bool {
    let mut set = view.sources().iter().flat_map(|s| &s.speakers);
    // Whom only a label tells apart is called by it and the source.
    let mut apart = view.sources().iter().filter_map(|s| s.apart.as_ref());
    view.participants().contains_key(name)
        || apart.any(|source| name.ends_with(&format!(" ({source})")))
        || set.any(|s| s.participant.as_deref().unwrap_or(&s.label) == name)
}

fn is_attribute(view: &View, name: &str) -> bool {
    let of_sources = view.sources().iter().flat_map(|s| &s.attributes);
    let of_people = view.participants().values().flatten();
    of_sources
        .map(|(key, _)| key)
        .chain(of_people.map(|(key, _)| key))
        .any(|key| key == name)
}

/// The code of this name in the codebook the round was coded with, retired ones included.
fn code(book: &Codebook, name: &str) -> Result<CodeId> {
    let wanted = name::key(name);
    let by_name = || book.all().find(|c| name::key(&c.name) == wanted);
    match book.named(name).or_else(by_name) {
        Some(code) => Ok(code.id),
        None => bail!(
            "there is no code “{}” in the codebook of this round",
            name.trim()
        ),
    }
}
