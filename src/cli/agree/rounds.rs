//! `tandem agree DIR`: how far the coders of each round agree, on what they submitted.

use super::choice::Choice;
use super::sections;
use crate::agreement::outcome::Outcome;
use crate::agreement::round::{
    Between, By, CodeFigures, Grain, GrainIntervals, Intervals, RoundFigures,
};
use crate::cli::columns::{Columns, coefficient, counted, percent};
use crate::cli::study::{StudyArgs, documents};
use crate::cli::{Out, write_json};
use crate::model::round::{Headline, Round, RoundKind};
use crate::model::view::View;
use crate::report::claims::{Naming, Place, Record, fixed, how, matched_words, said};
use crate::report::figures::Results;
use crate::report::{Documents, PlacesAlone, Request, selected_json};
use anyhow::Result;
use serde_json::json;
use std::process::ExitCode;

/// Writes the figures of what was chosen: of each round, or of several together.
pub fn run(
    study: &StudyArgs,
    choice: &Choice,
    seed: u64,
    json: bool,
    out: Out,
) -> Result<ExitCode> {
    let (session, view) = study.look()?;
    let all = choice.asked(&view, seed)?;
    let rounds = all.iter().flat_map(|a| &a.selection.rounds);
    let sources = rounds
        .filter_map(|id| view.round(*id))
        .flat_map(|r| &r.plan.sources);
    let documents = documents(&session, &view, sources);
    let mut without = false;
    if json {
        let mut reports = Vec::with_capacity(all.len());
        for asked in &all {
            let report = selected_json(&view, asked, &documents);
            let has = |key: &str| report.get(key).is_some();
            without |= has("not_yet") || has("open_coding") && !has("places_alone");
            reports.push(report);
        }
        write_json(out, &json!({ "rounds": reports }))?;
    } else if all.is_empty() {
        writeln!(out, "no rounds have been opened yet: tandem round new")?;
    } else {
        for (n, asked) in all.iter().enumerate() {
            if n > 0 {
                writeln!(out)?;
            }
            without |= !report(&view, asked, &documents, out)?;
        }
    }
    // Request for rounds that have no figures, a script should notice.
    Ok(match choice.names_a_round() && without {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

/// Writes everything there is to say of what was selected; says whether there was anything.
fn report(view: &View, asked: &Request, documents: &Documents, out: Out) -> Result<bool> {
    let selected = &asked.selection.rounds;
    let rounds: Vec<&Round> = view
        .rounds()
        .iter()
        .filter(|r| selected.contains(&r.id))
        .collect();
    match &rounds[..] {
        [round] => heading(round, out)?,
        _ => {
            let names: Vec<&str> = rounds.iter().map(|r| r.plan.name.as_str()).collect();
            writeln!(out, "{}, pooled", names.join(" and "))?;
        }
    }
    match asked.answer(view, documents) {
        Ok((results, intervals)) => {
            let report = Report {
                results: &results,
                intervals: intervals.as_ref(),
            };
            report.all(view, out)?;
            Ok(true)
        }
        Err(why) => {
            writeln!(out, "  {why}")?;
            // What can be said all the same, clearly apart.
            if let [round] = rounds[..]
                && view.is_open_coding(round)
                && let Ok(places) = PlacesAlone::of(view, round, documents)
            {
                for line in places.lines() {
                    writeln!(out, "  {line}")?;
                }
                return Ok(true);
            }
            Ok(false)
        }
    }
}

/// Name, kind and coders of a round.
pub fn heading(round: &Round, out: Out) -> Result<()> {
    let plan = &round.plan;
    let coders: Vec<&str> = plan.coders.iter().map(|c| c.as_str()).collect();
    let how = match plan.kind {
        RoundKind::Imported => String::new(),
        _ => format!(", {}", how(round)),
    };
    writeln!(
        out,
        "{} ({}{how}; {} over {})",
        plan.name,
        plan.kind_words(),
        coders.join(" and "),
        counted(plan.sources.len(), "source"),
    )?;
    if plan.purpose() == RoundKind::Training {
        writeln!(out, "  a training round: not for a reported figure")?;
    }
    Ok(())
}

/// The line with “15 of 17 matched” and the one with what differs, for each pair of coders.
pub fn by_coding(figures: &RoundFigures, headline: Headline, out: Out) -> Result<()> {
    for pair in &figures.by_coding {
        let name = |at: usize| figures.coders.get(at).map_or("", |c| c.as_str());
        let (a, b) = (name(pair.coders.0), name(pair.coders.1));
        let share = match headline {
            Headline::None => String::new(),
            _ => format!(", {}", percent(&pair.share)),
        };
        let counts = pair.counts;
        writeln!(out, "  {}{share}", matched_words(pair, a, b))?;
        writeln!(
            out,
            "    {} with different codes, {} only {a}, {} only {b}",
            counts.different, counts.only_a, counts.only_b
        )?;
        if let Some(words) = pair.ratings.words(counts.matched) {
            writeln!(out, "    {words}")?;
        }
    }
    Ok(())
}

struct Report<'a> {
    results: &'a Results,
    intervals: Option<&'a Intervals>,
}

impl Report<'_> {
    fn all(&self, view: &View, out: Out) -> Result<()> {
        let figures = &self.results.figures;
        self.by_coding(out)?;
        let unit = self.results.comparison.unit().word();
        self.grain(&figures.by_unit, unit, By::Unit, out)?;
        sections::outside(self.results, out)?;
        sections::over_codes(self.results, out)?;
        self.grain(&figures.by_character, "character", By::Character, out)?;
        sections::write(self.results, self.intervals, view, out)?;
        self.notes(view, out)
    }

    fn counts_only(&self) -> bool {
        self.results.lead() == Headline::None
    }

    fn by_coding(&self, out: Out) -> Result<()> {
        let headline = self.results.lead();
        let of = match (headline, &self.results.figures.domain) {
            (Headline::None, _) => None,
            (Headline::OrdinalAlpha, _) => Some("ordinal alpha of ratings, by unit"),
            (lead, Some(_)) if lead.is_alpha() => Some("alpha by unit, one value a unit"),
            (Headline::Alpha, _) => Some("alpha by unit, all codes compared"),
            (Headline::AlphaOverCodes, _) => Some("alpha by unit, over codes"),
            (Headline::AlphaMasi, _) => Some("alpha by unit, over sets of codes (MASI)"),
            (Headline::AlphaJaccard, _) => Some("alpha by unit, over sets of codes (Jaccard)"),
            (Headline::Kappa, None) => Some("kappa by unit, all codes compared"),
            (Headline::Kappa, Some(_)) => Some("kappa by unit, one value a unit"),
            (Headline::Percent, _) => Some("percent by coding"),
        };
        if let (Some(of), Some(value)) = (of, self.results.figures.headline(headline)) {
            let value = match (&value, headline) {
                (Ok(_), Headline::Percent) => percent(&value),
                (Ok(value), _) => format!("{value:.3}"),
                (Err(why), _) => format!("undefined ({why})"),
            };
            writeln!(out, "  {}: {of} = {value}", fixed(self.results))?;
        }
        writeln!(out, "\n  By coding")?;
        by_coding(&self.results.figures, headline, out)?;
        writeln!(
            out,
            "    Two codings match if they carry the same code and share at least {} % of the text\n    either covers; each is matched once. Two at one place with different codes count once.",
            self.results.comparison.overlap_percent()
        )?;
        Ok(())
    }

    /// A table of codes for each pair of coders.
    fn grain(&self, grain: &Grain, of: &str, by: By, out: Out) -> Result<()> {
        let figures = &self.results.figures;
        writeln!(out, "\n  By {of}: {} compared", grain.cells)?;
        for (place, pair) in figures.by_coding.iter().enumerate() {
            let name = |at: usize| figures.coders.get(at).map_or("", |c| c.as_str());
            let (a, b) = (name(pair.coders.0), name(pair.coders.1));
            if figures.by_coding.len() > 1 {
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
            let intervals = self.intervals(by);
            if intervals.is_some() {
                heading.push("95 % of alpha".to_owned());
            }
            let mut table = Columns::new(heading);
            for code in grain.codes.iter().chain([&grain.overall]) {
                if let Some(between) = code.pairs.get(place) {
                    let (mut cells, remark) = self.row(code, between);
                    if let Some(intervals) = intervals {
                        cells.push(sections::alpha_of(intervals, code.code, place));
                    }
                    table.row(cells, remark);
                }
            }
            for line in table.lines("    ") {
                writeln!(out, "{line}")?;
            }
        }
        if figures.coders.len() > 2 && !self.counts_only() {
            let alpha = &grain.overall.alpha;
            let words = match alpha {
                Ok(value) => format!("{value:.3}"),
                Err(why) => format!("undefined ({why})"),
            };
            writeln!(out, "    alpha of all coders and codes: {words}")?;
        }
        Ok(())
    }

    fn intervals(&self, by: By) -> Option<&GrainIntervals> {
        let intervals = self.intervals?;
        Some(match by {
            By::Unit => &intervals.by_unit,
            By::Character => &intervals.by_character,
        })
    }

    fn row(&self, code: &CodeFigures, between: &Between) -> (Vec<String>, String) {
        let material = self.results.comparison.material();
        let name = code.code.map_or("all codes", |c| material.name(c));
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
        if between.is_outside() {
            // Said in full below.
            remarks.clear();
        }
        if code.code.is_some() {
            remarks.extend(between.few());
        }
        remarks.extend(between.prevalence().map(|p| p.words(between.by)));
        (cells, remarks.join("; "))
    }

    fn notes(&self, view: &View, out: Out) -> Result<()> {
        let record = Record::of(view, self.results, self.intervals, Naming::Ids);
        for sentence in said(&record, Place::Agree) {
            writeln!(out, "  {sentence}")?;
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
