//! What stands above the table: the figure that leads, what was counted, and what has to be said
//! about it first.

use super::{Agreement, Line, Voice, selection_words};
use crate::agreement::matching::Matches;
use crate::agreement::round::ByCoding;
use crate::app::context::Context;
use crate::model::round::Headline;
use crate::report::claims::{Naming, Place, Record, fixed, said};
use crate::report::figures::{Results, decimal, headline_interval, lead_name, percent};

impl Agreement {
    pub fn agreement_head(&self, cx: &Context) -> Vec<Line> {
        let Some(Ok(results)) = cx.figures() else {
            return Vec::new();
        };
        let line = |text: String, voice| Line {
            text,
            names: Vec::new(),
            voice,
        };
        let mut lines = Vec::new();
        lines.extend(
            self.leading(results, cx)
                .map(|text| line(text, Voice::Strong)),
        );
        if let Some(coding) = results.figures.by_coding.get(self.pair) {
            lines.push(line(by_coding(coding, results), Voice::Strong));
        }
        lines.push(self.counted_on(results, cx));
        let record = Record::of(&cx.view, results, cx.intervals(), Naming::Ids);
        let warnings = said(&record, Place::Head);
        if !warnings.is_empty() {
            lines.push(line(warnings.join(" · "), Voice::Warn));
        }
        lines
    }

    /// The figure fixed beforehand; none where none is wanted.
    fn leading(&self, results: &Results, cx: &Context) -> Option<String> {
        let lead = results.comparison.material().headline();
        let name = lead_name(lead)?;
        let value = results.figures.headline(lead)?;
        let of = match lead {
            Headline::Percent => "of codings",
            _ => match &results.figures.domain {
                Some(domain) => &format!(
                    "of the domain {}, one value a unit",
                    results.comparison.material().name(domain.code)
                ),
                _ if lead == Headline::OrdinalAlpha => "by unit",
                None if lead == Headline::AlphaOverCodes => "by unit",
                None => "all codes pooled, by unit",
            },
        };
        let interval = cx
            .intervals()
            .and_then(|i| headline_interval(&results.figures, i, lead));
        let bounds = match &interval {
            Some(i) => format!(" [{}, {}]", decimal(i.low), decimal(i.high)),
            None => String::new(),
        };
        let fixed = fixed(results);
        Some(match value {
            Ok(value) => {
                let value = match lead {
                    Headline::Percent => percent(value),
                    _ => decimal(value),
                };
                format!("{name} {value}{bounds} {of} · {fixed}")
            }
            Err(why) => format!("{name}, {of}, is undefined: {why} · {fixed}"),
        })
    }

    fn counted_on(&self, results: &Results, cx: &Context) -> Line {
        let found = &results.figures;
        let names: Vec<String> = found
            .sources
            .iter()
            .map(|s| cx.view.source_name(s))
            .collect();
        let (cells, unit) = match self.by {
            super::By::Unit => (found.by_unit.cells, results.comparison.unit().word()),
            super::By::Character => (
                found.by_character.cells,
                "characters (not independent of each other)",
            ),
        };
        let count = match names.len() {
            1 => "1 source finished by all".to_owned(),
            n => format!("{n} sources finished by all"),
        };
        Line {
            text: format!("by {unit}: {cells} · {count}: "),
            names,
            voice: Voice::Plain,
        }
    }

    /// What is compared, for the title line.
    pub fn compared_words(&self, cx: &Context) -> String {
        selection_words(self, cx)
    }
}

/// “15 of 17 places matched 88.2 % (different 1, only ben 1; overlap ≥ 50 %)”.
fn by_coding(coding: &ByCoding, results: &Results) -> String {
    let coders = &results.figures.coders;
    let name = |at: usize| coders.get(at).map_or("", |c| c.as_str());
    let (a, b) = (name(coding.coders.0), name(coding.coders.1));
    let differs = differing(&coding.counts, a, b);
    let share = match (&coding.share, results.comparison.material().headline()) {
        (_, Headline::None) => String::new(),
        (Ok(share), _) => format!(" {}", percent(*share)),
        (Err(why), _) => format!(", undefined: {why}"),
    };
    let who = match coders.len() {
        2 => String::new(),
        _ => format!("{a} and {b}, "),
    };
    format!(
        "{who}{} places matched{share} ({differs}overlap ≥ {} %)",
        coding.words(),
        results.comparison.overlap_percent()
    )
}

fn differing(counts: &Matches, a: &str, b: &str) -> String {
    let parts = [
        (counts.different, "different".to_owned()),
        (counts.only_a, format!("only {a}")),
        (counts.only_b, format!("only {b}")),
    ];
    let parts = parts.iter().filter(|(n, _)| *n > 0);
    let parts: Vec<String> = parts.map(|(n, what)| format!("{what} {n}")).collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!("{}; ", parts.join(", ")),
    }
}
