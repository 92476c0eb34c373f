//! What is said of a selection after its tables: confused codes, places, domain, ratings, parts,
//! intervals.

mod ratings;

use crate::agreement::interval::{Drawn, How};
use crate::agreement::outcome::Outcome;
use crate::agreement::round::{
    DomainFigures, FEW_PLACES, FEW_SOURCES_MARKED, GrainIntervals, Intervals, Rated, RatedPair,
    Ratings, Spread, Value, Within,
};
use crate::cli::Out;
use crate::cli::columns::{Columns, coefficient, percent};
use crate::model::ids::CodeId;
use crate::model::round::Headline;
use crate::model::view::View;
use crate::report::figures::Results;
use anyhow::Result;

const MOST_CONFUSED: usize = 10;

pub fn write(
    results: &Results,
    intervals: Option<&Intervals>,
    view: &View,
    out: Out,
) -> Result<()> {
    let sections = Sections {
        results,
        intervals,
        view,
    };
    sections.confusion(out)?;
    sections.places(out)?;
    if let Some(domain) = &results.figures.domain {
        sections.domain(domain, out)?;
    }
    sections.rated_cases(out)?;
    for rated in &results.figures.rated {
        sections.rated(rated, out)?;
    }
    sections.parts(out)?;
    sections.intervals(out)
}

/// Writes how many codings no unit holds anything of, if there are any.
pub fn outside(results: &Results, out: Out) -> Result<()> {
    let outside = &results.figures.outside;
    let all = outside.codings();
    if all == 0 {
        return Ok(());
    }
    let coders = results.figures.coders.iter().zip(&outside.units);
    let coders: Vec<String> = coders.map(|(coder, n)| format!("{coder} {n}")).collect();
    let material = results.comparison.material();
    let codes = outside.codes.iter();
    let codes: Vec<String> = codes
        .map(|(code, n)| format!("{} {}", material.name(*code), n.iter().sum::<u64>()))
        .collect();
    let lie = if all == 1 {
        "coding lies"
    } else {
        "codings lie"
    };
    writeln!(
        out,
        "    {all} {lie} outside {}: {} ({})",
        results.comparison.unit().word(),
        coders.join(", "),
        codes.join(", ")
    )?;
    Ok(())
}

/// Writes alpha over codes, and what belongs beside a figure over all codes.
pub fn over_codes(results: &Results, out: Out) -> Result<()> {
    let figures = &results.figures;
    if results.lead() == Headline::None || figures.by_unit.codes.is_empty() {
        return Ok(());
    }
    let over = &figures.by_unit.over_codes;
    let beside = figures.beside_the_lead();
    let name = |at: usize| figures.coders.get(at).map_or("", |c| c.as_str());
    let who = |(a, b): (usize, usize)| match figures.coders.len() {
        2 => String::new(),
        _ => format!("{} and {}: ", name(a), name(b)),
    };
    writeln!(out, "\n  Over codes, by unit")?;
    writeln!(
        out,
        "    alpha, observed and expected disagreement each summed over codes: {}",
        in_words(&over.alpha)
    )?;
    if over.pairs.len() > 1 {
        for (pair, alpha) in figures.by_coding.iter().zip(&over.pairs) {
            writeln!(out, "    {}{}", who(pair.coders), in_words(alpha))?;
        }
    }
    writeln!(
        out,
        "    alpha of coded or not, any code against none: {}",
        in_words(&beside.any_code)
    )?;
    for marked in beside.where_marked {
        let unit = if marked.either == 1 { "unit" } else { "units" };
        writeln!(
            out,
            "    {}of {} {unit} that either marked, {} have equal sets of codes: {}",
            who(marked.coders),
            marked.either,
            marked.equal,
            percent(&marked.share())
        )?;
    }
    let material = results.comparison.material();
    let weakest = beside.weakest.iter();
    let weakest: Vec<String> = weakest
        .map(|(code, alpha)| format!("{} {alpha:.3}", material.name(*code)))
        .collect();
    match weakest.is_empty() {
        true => writeln!(
            out,
            "    no code was marked in at least {FEW_PLACES} places and {FEW_SOURCES_MARKED} sources: too few to tell codes apart"
        )?,
        false => writeln!(
            out,
            "    lowest alpha among the codes with enough places: {}",
            weakest.join(", ")
        )?,
    }
    Ok(())
}

/// The interval of a row's alpha: of two coders, or of all.
pub fn alpha_of(grain: &GrainIntervals, code: Option<CodeId>, pair: usize) -> String {
    let row = match code {
        None => Some(&grain.overall),
        Some(_) => grain.codes.iter().find(|c| c.code == code),
    };
    let found = row.and_then(|row| row.pairs.get(pair));
    found.map_or_else(String::new, |between| shown(&between.alpha))
}

fn shown(spread: &Spread) -> String {
    match spread {
        Ok(interval) => format!("{:.3} to {:.3}", interval.low, interval.high),
        Err(_) => "undefined".to_owned(),
    }
}

struct Sections<'a> {
    results: &'a Results,
    intervals: Option<&'a Intervals>,
    view: &'a View,
}

impl Sections<'_> {
    fn wanted(&self) -> bool {
        self.results.lead() != Headline::None
    }

    fn code(&self, code: CodeId) -> &str {
        self.results.comparison.material().name(code)
    }

    fn names(&self, (a, b): (usize, usize)) -> (&str, &str) {
        let coders = &self.results.figures.coders;
        let name = |at: usize| coders.get(at).map_or("", |c| c.as_str());
        (name(a), name(b))
    }

    /// The pairs of codes that were confused most.
    fn confusion(&self, out: Out) -> Result<()> {
        for pair in 0..self.results.figures.by_coding.len() {
            let Some(found) = self.results.comparison.confusion(pair) else {
                continue;
            };
            let mut confused: Vec<(CodeId, CodeId, u64)> = found
                .cells
                .iter()
                .filter_map(|(a, b, n)| Some(((*a)?, (*b)?, *n)))
                .filter(|(a, b, _)| a != b)
                .collect();
            if confused.is_empty() {
                continue;
            }
            confused.sort_by_key(|(.., n)| std::cmp::Reverse(*n));
            let (a, b) = self.names(found.coders);
            let rest = confused.len().saturating_sub(MOST_CONFUSED);
            writeln!(out, "\n  Different codes at one place, {a} against {b}")?;
            for (one, other, n) in confused.into_iter().take(MOST_CONFUSED) {
                writeln!(out, "    {n} × {} / {}", self.code(one), self.code(other))?;
            }
            if rest > 0 {
                writeln!(
                    out,
                    "    and {rest} more pairs of codes: --json has them all"
                )?;
            }
        }
        Ok(())
    }

    fn places(&self, out: Out) -> Result<()> {
        if !self.wanted() {
            return Ok(());
        }
        let places = &self.results.figures.places;
        writeln!(out, "\n  Same places, same codes")?;
        let lines: [(&str, &Outcome); 4] = [
            (
                "|uα, the same places whatever the code",
                &places.same_places,
            ),
            ("cuα, the same code where both marked", &places.same_code),
            (
                "coverage: of what was marked, marked by another, too",
                &places.coverage,
            ),
            ("uα, each code a layer of its own", &places.layers),
        ];
        for (what, figure) in lines {
            writeln!(out, "    {what}: {}", in_words(figure))?;
        }
        for found in &places.found {
            let (a, b) = self.names(found.coders);
            writeln!(
                out,
                "    F1 of codings that overlap at all, {a} and {b}: {} any code, {} the same code",
                in_words(&found.any_code.f1),
                in_words(&found.same_code.f1)
            )?;
        }
        if places.merged > 0 {
            writeln!(
                out,
                "    {} codings overlap another of the same code and coder: taken as one in a layer",
                places.merged
            )?;
        }
        Ok(())
    }

    fn domain(&self, domain: &DomainFigures, out: Out) -> Result<()> {
        let grain = &domain.by_unit;
        writeln!(
            out,
            "\n  One value a unit: {} and the codes under it, or none; {} compared",
            self.code(domain.code),
            grain.cells
        )?;
        let value = |at: usize| match grain.values.get(at) {
            None | Some(Value::None) => "none".to_owned(),
            Some(Value::Code(code)) => self.code(*code).to_owned(),
            Some(Value::Several(codes)) => {
                let names: Vec<&str> = codes.iter().map(|c| self.code(*c)).collect();
                names.join(" with ")
            }
        };
        for pair in &grain.pairs {
            let (a, b) = self.names(pair.coders);
            let mut table = Columns::new([a, b, "units"]);
            for (one, other, n) in &pair.cells {
                table.row(
                    vec![value(*one), value(*other), n.to_string()],
                    String::new(),
                );
            }
            for line in table.lines("    ") {
                writeln!(out, "{line}")?;
            }
            if self.wanted() {
                writeln!(
                    out,
                    "    percent {}, kappa {}, alpha {}",
                    percent(&pair.percent),
                    in_words(&pair.kappa),
                    in_words(&pair.alpha)
                )?;
            }
        }
        for (coder, n) in self.results.figures.coders.iter().zip(&grain.several) {
            if *n > 0 {
                writeln!(
                    out,
                    "    {coder} gave {n} of the units several of these codes: together they count as a value of their own"
                )?;
            }
        }
        Ok(())
    }

    fn parts(&self, out: Out) -> Result<()> {
        let rounds = &self.results.comparison.material().parts;
        for (place, pair) in self.results.figures.by_coding.iter().enumerate() {
            let (a, b) = self.names(pair.coders);
            if self.results.parts.is_empty() {
                continue;
            }
            let only = [format!("only {a}"), format!("only {b}")];
            let mut heading = vec!["part by part".to_owned(), "matched".into(), "both".into()];
            heading.extend(only);
            if self.wanted() {
                heading.extend(["percent", "kappa", "alpha"].map(str::to_owned));
            }
            let over_codes = self.results.lead() == Headline::AlphaOverCodes;
            if over_codes {
                heading.push("over codes".to_owned());
            }
            let mut table = Columns::new(heading);
            for part in &self.results.parts {
                let name = match &part.within {
                    Within::All => String::new(),
                    Within::Source(id) => self.view.source_name(id),
                    Within::Participant(name) => name.clone(),
                    Within::Round(id) => {
                        let found = rounds.iter().find(|p| p.round.id == *id);
                        found.map_or_else(String::new, |p| p.round.plan.name.clone())
                    }
                };
                let (Some(codings), Some(between)) =
                    (part.by_coding.get(place), part.by_unit.pairs.get(place))
                else {
                    continue;
                };
                let mut cells = vec![name, codings.words()];
                let counts = [between.both, between.only_a, between.only_b];
                cells.extend(counts.map(|n| n.to_string()));
                if self.wanted() {
                    cells.push(match &between.percent {
                        Ok(_) => percent(&between.percent),
                        Err(_) => "undefined".into(),
                    });
                    cells.push(coefficient(&between.kappa));
                    cells.push(coefficient(&between.alpha));
                }
                if over_codes {
                    let over = part.over_codes_by_unit.pairs.get(place);
                    cells.push(over.map_or_else(String::new, coefficient));
                }
                table.row(cells, String::new());
            }
            writeln!(out)?;
            for line in table.lines("    ") {
                writeln!(out, "{line}")?;
            }
        }
        Ok(())
    }

    fn intervals(&self, out: Out) -> Result<()> {
        let Some(intervals) = self.intervals else {
            return Ok(());
        };
        let of = match intervals.of {
            Drawn::Sources => "whole sources",
            _ => "turns, for there are too few sources",
        };
        writeln!(
            out,
            "\n  95 % intervals from {} resamples of {of}, seed {}",
            intervals.resampling.replicates, intervals.resampling.seed
        )?;
        let mut lines = vec![];
        for (spread, pair) in intervals
            .by_coding
            .iter()
            .zip(&self.results.figures.by_coding)
        {
            let (a, b) = self.names(pair.coders);
            lines.push((format!("matched share, {a} and {b}"), spread));
        }
        lines.extend([
            (
                "alpha by unit, all codes".to_owned(),
                &intervals.by_unit.overall.alpha,
            ),
            (
                "alpha by unit, over codes".to_owned(),
                &intervals.by_unit.over_codes.alpha,
            ),
            (
                "alpha over sets of codes, MASI".to_owned(),
                &intervals.sets.masi,
            ),
            (
                "alpha by character, all codes".to_owned(),
                &intervals.by_character.overall.alpha,
            ),
        ]);
        if let Some(domain) = &intervals.domain {
            let what = "alpha of the domain by unit, one value each".to_owned();
            lines.push((what, &domain.by_unit.alpha));
        }
        if let Some(cases) = &intervals.rated_cases {
            let what = "ordinal alpha of the ratings of all rated codes".to_owned();
            lines.push((what, &cases.alpha));
        }
        for rated in &intervals.rated {
            let what = format!(
                "ordinal alpha of the ratings of {}, by unit",
                self.code(rated.code)
            );
            lines.push((what, &rated.by_unit.alpha));
        }
        for (what, spread) in lines {
            let undefined = match spread {
                Ok(interval) => match interval.how {
                    How::Resampled(by) if by.undefined > 0 => {
                        format!(" ({} resamples had no figure)", by.undefined)
                    }
                    _ => String::new(),
                },
                Err(why) => format!(" ({why})"),
            };
            writeln!(out, "    {what}: {}{undefined}", shown(spread))?;
        }
        Ok(())
    }
}

/// A figure, or why there is none.
fn in_words(figure: &Outcome) -> String {
    match figure {
        Ok(value) => format!("{value:.3}"),
        Err(why) => format!("undefined ({why})"),
    }
}
