//! Differences between mappings: listed, and settled.

use super::named::{code, construct, mapping};
use crate::acts::mapping as acts;
use crate::cli::study::StudyArgs;
use crate::cli::words::{Words, one_of};
use crate::cli::{Out, write_json};
use crate::model::ids::{CoderId, ConstructId};
use crate::model::mapping::{Fit, Mapping, Standing};
use crate::model::verdict::ReasonKind;
use crate::model::view::View;
use crate::report::framework::figures::pairings;
use crate::report::framework::files::mapping_json;
use crate::report::framework::words;
use crate::report::words::counted;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct Agree {
    #[command(flatten)]
    study: StudyArgs,
    /// Name of a mapping; the latest if left out
    #[arg(long, value_name = "NAME")]
    mapping: Option<String>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Agree {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (_, view) = self.study.look()?;
        let mapping = mapping(&view, self.mapping.as_deref(), None)?;
        match self.json {
            true => write_json(out, &mapping_json(&view, mapping))?,
            false => list(&view, mapping, out)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The list of differences leads; figures stand below it.
fn list(view: &View, mapping: &Mapping, out: Out) -> Result<()> {
    writeln!(
        out,
        "{}: {}",
        mapping.plan.name,
        words::state(view, mapping)
    )?;
    if !view.tells_mapping(mapping) {
        return Ok(());
    }
    let framework = view.framework(mapping.plan.framework);
    let blind = mapping.plan.blind;
    for (code, standing) in words::differences(mapping) {
        writeln!(
            out,
            "  {}: {}",
            words::code(view, code),
            words::standing(&standing)
        )?;
        for coder in &mapping.plan.coders {
            let (apart, now) = (mapping.apart(coder, code), mapping.now(coder, code));
            for said in apart.into_iter().chain(now.filter(|n| Some(*n) != apart)) {
                writeln!(out, "    {}", words::mapped(framework, said, blind))?;
            }
        }
        for verdict in mapping.verdicts_on(code) {
            writeln!(out, "    → {}", words::ruled(framework, verdict))?;
        }
    }
    let alike = mapping.plan.codes.iter();
    let alike = alike.filter(|c| matches!(mapping.standing(**c), Standing::Alike(_)));
    let missing = mapping.plan.codes.iter();
    let missing = missing.filter(|c| matches!(mapping.standing(**c), Standing::Missing(_)));
    writeln!(
        out,
        "{} alike, {} not looked at by all, {} undecided",
        counted(alike.count(), "code"),
        missing.count(),
        undecided(mapping)
    )?;
    for pair in pairings(view, mapping) {
        for line in words::pairing(mapping, &pair) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

fn undecided(mapping: &Mapping) -> usize {
    let codes = mapping.plan.codes.iter();
    codes.filter(|c| mapping.decided(**c).is_none()).count()
}

const KINDS: Words<ReasonKind> = &[
    ("oversight", "", ReasonKind::Oversight),
    (
        "definition",
        "The definition left it open",
        ReasonKind::Definition,
    ),
    (
        "interpretation",
        "They read it differently",
        ReasonKind::Interpretation,
    ),
    (
        "context",
        "It depends on what was said elsewhere",
        ReasonKind::Context,
    ),
];

#[derive(Args)]
pub struct Settle {
    #[command(flatten)]
    study: StudyArgs,
    /// The code
    code: String,
    /// The id of a coder, whose mapping stands; both, neither, another, kept or parked; assent
    verdict: String,
    /// With another: a construct that stands; may be given several times
    #[arg(long, value_name = "CONSTRUCT")]
    to: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// What kind of reason it is
    #[arg(long, value_parser = one_of(KINDS))]
    kind: Option<ReasonKind>,
    /// Ids of those who are present, separated by commas; only you if left out
    #[arg(long, value_delimiter = ',', value_name = "IDS")]
    present: Vec<CoderId>,
    /// Name of a mapping; the latest of yours if left out
    #[arg(long, value_name = "NAME")]
    mapping: Option<String>,
}

impl Settle {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.study.change()?;
        let mapping = mapping(&view, self.mapping.as_deref(), Some(&me))?;
        let code = code(&view, &self.code)?.id;
        let change = match self.verdict.as_str() {
            "assent" => acts::assented(&view, mapping, &me, code),
            _ => acts::settled(
                &view,
                mapping,
                &me,
                code,
                self.decision(&view, mapping)?.of(),
            ),
        };
        session.save(vec![change.map_err(anyhow::Error::msg)?])?;
        let view = session.view();
        let mapping = view
            .mapping(mapping.id)
            .context("it is not here any more")?;
        let framework = view.framework(mapping.plan.framework);
        let standing = mapping.standing(code);
        writeln!(
            out,
            "{}: {}",
            words::code(&view, code),
            words::standing(&standing)
        )?;
        for verdict in mapping.verdicts_on(code) {
            writeln!(out, "  {}", words::ruled(framework, verdict))?;
        }
        if matches!(standing, Standing::Proposed(_)) {
            writeln!(
                out,
                "it counts once all coders stand by it: --present, or each with the verdict assent"
            )?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn decision(&self, view: &View, mapping: &Mapping) -> Result<Decided<'_>> {
        let coder = |word: &str| {
            let mut coders = mapping.plan.coders.iter();
            coders.find(|c| c.as_str() == word)
        };
        let verdict = match self.verdict.as_str() {
            "both" => Fit::Both,
            "neither" => Fit::Neither,
            "another" => Fit::Another,
            "kept" => Fit::Kept,
            "parked" => Fit::Parked,
            other => match coder(other) {
                Some(coder) => Fit::Of(coder.clone()),
                None => bail!(
                    "“{other}” is no verdict: the id of a coder, both, neither, another, kept, parked or assent"
                ),
            },
        };
        let framework = view.framework(mapping.plan.framework);
        let framework = framework.context("its framework is not here")?;
        let to = self
            .to
            .iter()
            .map(|typed| construct(framework, typed).map(|c| c.id));
        Ok(Decided {
            verdict,
            to: to.collect::<Result<_>>()?,
            asked: self,
        })
    }
}

/// What was typed, looked up.
struct Decided<'a> {
    verdict: Fit,
    to: Vec<ConstructId>,
    asked: &'a Settle,
}

impl Decided<'_> {
    fn of(&self) -> acts::Decision<'_> {
        acts::Decision {
            verdict: self.verdict.clone(),
            to: &self.to,
            reason: self.asked.reason.as_deref().unwrap_or_default(),
            kind: self.asked.kind.unwrap_or_default(),
            present: self.asked.present.clone(),
        }
    }
}
