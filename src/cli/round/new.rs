//! `tandem round new DIR --name N --sources a,b --coders ana,ben …`

use super::propose::{new_seed, strata};
use super::reviewed::{Reviewed, open};
use crate::acts::plan::{KINDS, Planned, RULES, UNITS, check_plan, read_least, usual_plan};
use crate::acts::proposal::Proposal;
use crate::acts::strangers::{Stranger, strange, strangers};
use crate::cli::asking::asked;
use crate::cli::columns::counted;
use crate::cli::search::Searching;
use crate::cli::session::Session;
use crate::cli::study::{StudyArgs, listed};
use crate::cli::words::{Words, one_of};
use crate::cli::{Out, tell};
use crate::model::event::Change;
use crate::model::ids::{CoderId, SourceId};
use crate::model::round::{BoundaryRule, Headline, Reasons, RoundKind, RoundPlan, StartFrom, Unit};
use crate::model::source::NoSource;
use crate::model::view::View;
use crate::report::before_words;
use crate::search::{Query, quoted};
use anyhow::{Result, bail};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct New {
    #[command(flatten)]
    study: StudyArgs,
    /// Name of the round
    #[arg(long)]
    name: String,
    /// Sources by name or id, separated by commas; a review looks at all of them if left out
    #[arg(long, value_name = "NAMES")]
    sources: Vec<String>,
    /// The sources a query finds something in (docs/query.md), as everybody may see it
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true, conflicts_with_all = ["sources", "draw"])]
    of: Option<String>,
    /// Draw so many unread sources instead; tandem round propose shows which
    #[arg(long, value_name = "N", conflicts_with = "sources")]
    draw: Option<usize>,
    /// Strata of the draw: kind, the name of an attribute of sources, or nothing
    #[arg(long, default_value = "kind", requires = "draw")]
    by: String,
    /// Seed of the draw; a new one if left out
    #[arg(long, requires = "draw")]
    seed: Option<u64>,
    /// Ids of the coders, or of the reviewers in a review, separated by commas; A, B and so on are
    /// given in the order they joined
    #[arg(long, value_delimiter = ',', required = true, value_name = "IDS")]
    coders: Vec<CoderId>,
    /// The ids are right, though some belong to nobody who has opened the study yet
    #[arg(long)]
    newcomers: bool,
    /// What the round is for
    #[arg(long, value_parser = one_of(KINDS), default_value = "double")]
    kind: Planned,
    /// In a review: only this code and those under it
    #[arg(long, value_name = "CODE")]
    under: Option<String>,
    /// What agreement by unit counts as one
    #[arg(long, value_parser = one_of(UNITS), default_value = "turns")]
    unit: Unit,
    /// Least intersection over union for two codings to match, in percent
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u8).range(1..=100))]
    overlap: u8,
    /// Boundary differences of at most so many characters are settled by the rule
    #[arg(long, default_value_t = 10)]
    tolerance: u32,
    /// How they are settled
    #[arg(long, value_parser = one_of(RULES), default_value = "union")]
    rule: BoundaryRule,
    /// The figure that leads, fixed before anybody sees results; none for a study that wants no
    /// coefficient; as in the last round if left out; in the first alpha over codes, or ordinal
    /// alpha where every code is rated (alpha in a study of format 1)
    #[arg(long, value_parser = one_of(HEADLINES))]
    headline: Option<Headline>,
    /// The alpha that would do, such as .667 or .8: figures say whether they show it; without it
    /// nothing is said to be shown or not shown
    #[arg(long, value_parser = least)]
    least: Option<f64>,
    /// A third person whose verdict on a difference is final; no coder of the round
    #[arg(long, value_name = "ID")]
    adjudicator: Option<CoderId>,
    /// Every verdict must have a reason in words
    #[arg(long)]
    reasons_required: bool,
    /// Not blind: everybody sees everybody's work from the start
    #[arg(long)]
    open: bool,
    /// What it starts from; only from blank are coders blind to what was coded before
    #[arg(long, value_parser = one_of(STARTS), default_value = "blank")]
    start: StartFrom,
}

/// What figure may lead.
pub const HEADLINES: Words<Headline> = &[
    (
        "alpha-over-codes",
        "Alpha by unit, observed and expected disagreement each summed over codes",
        Headline::AlphaOverCodes,
    ),
    (
        "alpha",
        "Alpha by unit, all codes in one table",
        Headline::Alpha,
    ),
    (
        "alpha-masi",
        "Alpha over sets of codes, MASI distance",
        Headline::AlphaMasi,
    ),
    (
        "alpha-jaccard",
        "Alpha over sets of codes, Jaccard distance",
        Headline::AlphaJaccard,
    ),
    (
        "ordinal-alpha",
        "Ordinal alpha of ratings",
        Headline::OrdinalAlpha,
    ),
    ("kappa", "", Headline::Kappa),
    ("percent", "", Headline::Percent),
    ("none", "", Headline::None),
];
const STARTS: Words<StartFrom> = &[
    ("blank", "", StartFrom::Blank),
    ("own", "", StartFrom::OwnCodings),
    ("consensus", "", StartFrom::Consensus),
];

impl New {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, _) = self.study.change()?;
        let Planned::Coding(kind) = self.kind else {
            let strange = strange(&view, &self.coders);
            self.ask_about(&strange)?;
            let review = self.review(&session, &view)?;
            return open(&mut session, &view, review, out);
        };
        if self.under.is_some() {
            bail!("--under is for a review: --kind review");
        }
        let plan = self.plan(&session, &view, kind)?;
        check_plan(&plan, &view).map_err(anyhow::Error::msg)?;
        self.ask_about(&strangers(&view, &plan))?;
        let (name, kind) = (plan.name.clone(), plan.kind.word());
        let before = before_words(&plan, &view);
        let (sources, coders) = (plan.sources.len(), plan.coders.clone());
        let state = match plan.blind {
            true => "blind: nobody sees another's work until all have submitted",
            false => "not blind",
        };
        let open_coding = match (plan.open_coding, coders.len()) {
            (Some(true), 2..) => {
                "\nthe codebook has no code, so it is a round of open coding: a code conference compares it, no figure over codes"
            }
            _ => "",
        };
        session.save(vec![Change::RoundOpened(plan.into())])?;
        let coders: Vec<&str> = coders.iter().map(CoderId::as_str).collect();
        writeln!(
            out,
            "opened “{name}” ({kind}) for {} over {}; {state}{open_coding}",
            coders.join(" and "),
            counted(sources, "source")
        )?;
        for words in before {
            writeln!(out, "{words}")?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// An id that belongs to nobody is asked about by its name; where nobody is there to answer,
    /// one that nearly is another's is refused.
    fn ask_about(&self, strangers: &[Stranger]) -> Result<()> {
        if strangers.is_empty() || self.newcomers {
            return Ok(());
        }
        let names: Vec<String> = strangers.iter().map(Stranger::words).collect();
        let question = format!(
            "{} has not opened this study yet, and a round cannot end before all its coders have submitted. Is every id right?",
            names.join(", nor ")
        );
        match asked(&question) {
            Some(true) => Ok(()),
            Some(false) => bail!("no round was opened"),
            None if strangers.iter().any(|s| s.meant.is_some()) => bail!(
                "{} has not opened this study yet: is it a slip? Add --newcomers if every id is right",
                names.join(", nor ")
            ),
            None => {
                tell(&format!(
                    "note: {} has not opened this study yet; check the id if that is a surprise",
                    names.join(", nor ")
                ));
                Ok(())
            }
        }
    }

    /// What a review is opened with; all else is of rounds something is coded in.
    fn review(&self, session: &Session, view: &View) -> Result<Reviewed<'_>> {
        let other = [
            ("--draw", self.draw.is_some()),
            ("--headline", self.headline.is_some()),
            ("--least", self.least.is_some()),
            ("--adjudicator", self.adjudicator.is_some()),
            ("--reasons-required", self.reasons_required),
            ("--open", self.open),
        ];
        if let Some((option, _)) = other.iter().find(|(_, given)| *given) {
            bail!("{option} is for rounds in which something is coded: a review has none of it");
        }
        Ok(Reviewed {
            name: &self.name,
            reviewers: &self.coders,
            sources: match (&self.sources[..], &self.of) {
                (_, Some(query)) => found(session, query)?,
                ([], None) => view.collected().map(|s| s.id.clone()).collect(),
                (named, None) => sources(view, named)?,
            },
            under: self.under.as_deref(),
        })
    }

    fn plan(&self, session: &Session, view: &View, kind: RoundKind) -> Result<RoundPlan> {
        let proposal = match self.draw {
            None => None,
            Some(size) => {
                let seed = self.seed.unwrap_or_else(new_seed);
                let proposal = Proposal::new(view, Some(size), strata(&self.by), seed);
                Some(proposal.map_err(anyhow::Error::msg)?)
            }
        };
        let sources = match (&proposal, &self.of) {
            (Some(proposal), _) => proposal.sample.sources(),
            (None, Some(query)) => found(session, query)?,
            (None, None) => sources(view, &self.sources)?,
        };
        let coders = view.in_order_of_joining(self.coders.clone());
        let usual = usual_plan(view, (&self.name, kind), coders, sources);
        Ok(RoundPlan {
            unit: self.unit.in_format(view.format()),
            overlap: self.overlap,
            tolerance: self.tolerance,
            boundary: self.rule,
            least: self.least,
            headline: self.headline.unwrap_or(usual.headline),
            blind: usual.blind && !self.open,
            start: self.start,
            drawn: proposal.map(|p| p.drawn()),
            adjudicator: self.adjudicator.clone(),
            reasons: match self.reasons_required {
                true => Reasons::Required,
                false => Reasons::Optional,
            },
            ..usual
        })
    }
}

/// The sources in which everybody would find something.
fn found(session: &Session, typed: &str) -> Result<Vec<SourceId>> {
    let query = Query::parse(typed)?;
    let public = session.public_view()?;
    let searching = Searching::new(session, &public)?;
    let sources = searching.sources(&query)?;
    if sources.is_empty() {
        let words = format!("no text holds what everybody would find by {typed}");
        bail!("{}", searching.nothing(&query, &words));
    }
    Ok(sources)
}

/// The sources in these lists of names, each once, in the order given.
pub fn sources(view: &View, lists: &[String]) -> Result<Vec<SourceId>> {
    let is_there = |name: &str| !matches!(view.source_named(name), Err(NoSource::Unknown(_)));
    let mut ids = Vec::new();
    for name in listed(lists, is_there) {
        let id = source(view, &name)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.is_empty() {
        bail!("name at least one source: --sources P01_interview,P02_interview");
    }
    Ok(ids)
}

/// The source of this name.
pub fn source(view: &View, name: &str) -> Result<SourceId> {
    match view.source_named(name) {
        Ok(source) => Ok(source.id.clone()),
        Err(why @ NoSource::Unknown(_)) => bail!(
            "{why}; tandem search DIR 'source:{}' finds sources, tandem layer DIR lists them, and tandem import adds files",
            quoted(name)
        ),
        Err(why) => Err(why.into()),
    }
}

fn least(word: &str) -> Result<f64, String> {
    read_least(word).map_err(str::to_owned)
}
