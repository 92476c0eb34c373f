//! `tandem agree DIR`: how far the coders of each round agree, on what they submitted.

use crate::agreement::outcome::Outcome;
use crate::agreement::round::{Between, CodeFigures, Grain, RoundFigures};
use crate::app::exporting::{Documents, agreement_json, figures};
use crate::cli::columns::{Columns, coefficient, counted, percent};
use crate::cli::study::{StudyArgs, documents, rounds};
use crate::cli::{Out, write_json};
use crate::model::code::Codebook;
use crate::model::round::{Headline, Round, RoundKind};
use crate::model::view::View;
use anyhow::Result;
use serde_json::json;
use std::process::ExitCode;

/// Writes the figures of the rounds asked for, of all if none is named.
pub fn run(study: &StudyArgs, round: Option<&str>, json: bool, out: Out) -> Result<ExitCode> {
    let (session, view) = study.look()?;
    let rounds = rounds(&view, round)?;
    let sources = rounds.iter().flat_map(|r| &r.plan.sources);
    let documents = documents(&session, &view, sources);
    if json {
        let all = rounds.iter().map(|r| agreement_json(&view, r, &documents));
        write_json(out, &json!({ "rounds": all.collect::<Vec<_>>() }))?;
    } else if rounds.is_empty() {
        writeln!(out, "no rounds have been opened yet: tandem round new")?;
    } else {
        for (n, round) in rounds.iter().enumerate() {
            if n > 0 {
                writeln!(out)?;
            }
            report(&view, round, &documents, out)?;
        }
    }
    // Asked for one round that has no figures yet, a script should notice.
    let none = round.is_some() && rounds.iter().any(|r| view.snapshot(r.id).is_err());
    Ok(match none {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

/// Writes everything there is to say of one round's agreement.
pub fn report(view: &View, round: &Round, documents: &Documents, out: Out) -> Result<()> {
    heading(round, out)?;
    match figures(view, round, documents) {
        Ok(figures) => {
            let report = Report {
                figures: &figures,
                round,
                codebook: &view.codebook_of(round),
            };
            report.by_coding(out)?;
            report.grain(&figures.by_unit, round.plan.unit.word(), out)?;
            report.grain(&figures.by_character, "character", out)?;
            report.notes(view, out)
        }
        Err(why) => Ok(writeln!(out, "  {why}")?),
    }
}

/// Name, kind and coders of a round.
pub fn heading(round: &Round, out: Out) -> Result<()> {
    let plan = &round.plan;
    let coders: Vec<&str> = plan.coders.iter().map(|c| c.as_str()).collect();
    let blind = if plan.blind { ", blind" } else { "" };
    writeln!(
        out,
        "{} ({}{blind}; {} over {})",
        plan.name,
        plan.kind.word(),
        coders.join(" and "),
        counted(plan.sources.len(), "source"),
    )?;
    if plan.kind == RoundKind::Training {
        writeln!(out, "  a training round: not for a reported figure")?;
    }
    Ok(())
}

/// The line with “15 of 17 matched” and the one with what differs, for each pair of coders.
pub fn by_coding(figures: &RoundFigures, round: &Round, out: Out) -> Result<()> {
    for pair in &figures.by_coding {
        let name = |at: usize| figures.coders.get(at).map_or("", |c| c.as_str());
        let (a, b) = (name(pair.coders.0), name(pair.coders.1));
        let share = match round.plan.headline {
            Headline::None => String::new(),
            _ => format!(", {}", percent(&pair.share)),
        };
        let counts = pair.counts;
        writeln!(out, "  {a} and {b}: {} matched{share}", pair.words())?;
        writeln!(
            out,
            "    {} with different codes, {} only {a}, {} only {b}",
            counts.different, counts.only_a, counts.only_b
        )?;
    }
    Ok(())
}

struct Report<'a> {
    figures: &'a RoundFigures,
    round: &'a Round,
    codebook: &'a Codebook,
}

impl Report<'_> {
    fn counts_only(&self) -> bool {
        self.round.plan.headline == Headline::None
    }

    fn by_coding(&self, out: Out) -> Result<()> {
        let of = match self.round.plan.headline {
            Headline::None => None,
            Headline::Alpha => Some("alpha by unit, all codes"),
            Headline::Kappa => Some("kappa by unit, all codes"),
            Headline::Percent => Some("percent by coding"),
        };
        if let (Some(of), Some(value)) = (of, self.figures.headline(self.round.plan.headline)) {
            let value = match (&value, self.round.plan.headline) {
                (Ok(_), Headline::Percent) => percent(&value),
                (Ok(value), _) => format!("{value:.3}"),
                (Err(why), _) => format!("undefined ({why})"),
            };
            writeln!(out, "  chosen beforehand to lead: {of} = {value}")?;
        }
        writeln!(out, "\n  By coding")?;
        by_coding(self.figures, self.round, out)?;
        writeln!(
            out,
            "    Two codings match if they carry the same code and share at least {} % of the text\n    either covers; each is matched once. Two at one place with different codes count once.",
            self.round.plan.overlap
        )?;
        Ok(())
    }

    /// A table of codes for each pair of coders.
    fn grain(&self, grain: &Grain, of: &str, out: Out) -> Result<()> {
        writeln!(out, "\n  By {of}: {} compared", grain.cells)?;
        for (place, pair) in self.figures.by_coding.iter().enumerate() {
            let name = |at: usize| self.figures.coders.get(at).map_or("", |c| c.as_str());
            let (a, b) = (name(pair.coders.0), name(pair.coders.1));
            if self.figures.by_coding.len() > 1 {
                writeln!(out, "  {a} and {b}")?;
            }
            let mut heading = vec![
                "code".to_owned(),
                "both".into(),
                format!("only {a}"),
                format!("only {b}"),
                "neither".into(),
            ];
            if !self.counts_only() {
                heading.extend(["percent", "kappa", "alpha"].map(str::to_owned));
            }
            let mut table = Columns::new(heading);
            let few = of != "character";
            for code in grain.codes.iter().chain([&grain.overall]) {
                if let Some(between) = code.pairs.get(place) {
                    let (cells, remark) = self.row(code, between, few);
                    table.row(cells, remark);
                }
            }
            for line in table.lines("    ") {
                writeln!(out, "{line}")?;
            }
        }
        if self.figures.coders.len() > 2 && !self.counts_only() {
            let alpha = &grain.overall.alpha;
            let words = match alpha {
                Ok(value) => format!("{value:.3}"),
                Err(why) => format!("undefined ({why})"),
            };
            writeln!(out, "    alpha of all coders and codes: {words}")?;
        }
        Ok(())
    }

    fn row(&self, code: &CodeFigures, between: &Between, few: bool) -> (Vec<String>, String) {
        let name = code.code.map_or("all codes", |c| self.codebook.name(c));
        let counts = [
            between.both,
            between.only_a,
            between.only_b,
            between.neither,
        ];
        let mut cells = vec![name.to_owned()];
        cells.extend(counts.map(|n| n.to_string()));
        if self.counts_only() {
            return (cells, String::new());
        }
        cells.push(match &between.percent {
            Ok(_) => percent(&between.percent),
            Err(_) => "undefined".into(),
        });
        cells.push(coefficient(&between.kappa));
        cells.push(coefficient(&between.alpha));
        let mut remarks: Vec<String> = undefined(&[
            ("percent", &between.percent),
            ("kappa", &between.kappa),
            ("alpha", &between.alpha),
        ]);
        if few && code.code.is_some() {
            remarks.extend(between.few());
        }
        remarks.extend(between.prevalence().map(str::to_owned));
        (cells, remarks.join("; "))
    }

    fn notes(&self, view: &View, out: Out) -> Result<()> {
        let unfinished = self.round.plan.sources.len() - self.round.finished_by_all().len();
        if unfinished > 0 {
            writeln!(
                out,
                "  {} left out: not finished by all when they submitted",
                counted(unfinished, "source")
            )?;
        }
        for (source, why) in &self.figures.left_out {
            let name = view.source(source).map_or(source.as_str(), |s| &s.name);
            writeln!(out, "  {name} is compared by coding only: {}", why.words())?;
        }
        if self.figures.missing > 0 {
            writeln!(
                out,
                "  not final: part of what was submitted has not arrived here yet; wait until the folder has synced"
            )?;
        }
        Ok(())
    }
}

/// Which of these figures there is none of, and why, each reason once.
fn undefined(figures: &[(&str, &Outcome)]) -> Vec<String> {
    let mut reasons: Vec<(String, Vec<&str>)> = Vec::new();
    for (name, outcome) in figures {
        if let Err(why) = outcome {
            let why = why.to_string();
            match reasons.iter_mut().find(|(w, _)| *w == why) {
                Some((_, names)) => names.push(name),
                None => reasons.push((why, vec![name])),
            }
        }
    }
    let words = |(why, names): (String, Vec<&str>)| format!("{}: {why}", names.join(", "));
    reasons.into_iter().map(words).collect()
}
