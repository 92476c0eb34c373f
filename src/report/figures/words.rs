//! Figures and rounds in words, as every screen says them.

use crate::agreement::interval::Interval;
use crate::agreement::round::{By, Intervals, RoundFigures};
use crate::model::round::{Headline, Round, Unit};

/// A figure between −1 and 1 as reports print it: `.44`, `−.03`, `1.00`.
pub fn decimal(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    let text = text.strip_prefix('0').unwrap_or(&text);
    let minus = if value < 0.0 && text != ".00" {
        "−"
    } else {
        ""
    };
    format!("{minus}{text}")
}

/// A share as percent with one decimal: `50.0 %`.
pub fn percent(value: f64) -> String {
    format!("{} %", percent_figure(value))
}

/// The same without the sign, for columns headed by it: `50.0`.
pub fn percent_figure(value: f64) -> String {
    format!("{:.1}", value * 100.0)
}

/// A unit, in the plural, as a sentence names it.
pub fn units(by: By, unit: Unit) -> &'static str {
    match (by, unit) {
        (By::Character, _) => "characters",
        (By::Unit, Unit::Turns) => "turns",
        (By::Unit, Unit::Paragraphs | Unit::ParagraphsAndUnspoken) => "paragraphs",
        (By::Unit, Unit::Sentences) => "sentences",
    }
}

/// The name of the coefficient that leads; `None` where none does.
pub fn lead_name(lead: Headline) -> Option<&'static str> {
    lead.name()
}

/// `11 of 22 (50.0 %) · α .44 [.36, .52]`, the leading coefficient as the round fixed it; nothing
/// where it wants none.
pub fn headline(found: &RoundFigures, intervals: Option<&Intervals>, round: &Round) -> String {
    let lead = round.plan.headline;
    let Some(outcome) = found.headline(lead) else {
        return String::new();
    };
    let bounds = intervals.and_then(|i| headline_interval(found, i, lead));
    let mut parts = Vec::new();
    if let [pair] = &found.by_coding[..] {
        parts.push(match (pair.share, &bounds) {
            (Ok(share), Some(i)) if lead == Headline::Percent => format!(
                "{} ({} [{}, {}])",
                pair.words(),
                percent(share),
                percent_figure(i.low),
                percent_figure(i.high)
            ),
            // A match is of place and code; on a rating sheet everything matches, however it is rated.
            (Ok(_), _) if pair.is_rated() => {
                let (alike, all) = (pair.ratings.same, pair.counts.all());
                let share = percent(alike as f64 / all as f64);
                format!("{alike} of {all} rated alike ({share})")
            }
            (Ok(share), _) => format!("{} ({})", pair.words(), percent(share)),
            (Err(why), _) => format!("undefined: {why}"),
        });
    }
    let sign = match lead {
        lead if lead.is_alpha() => "α",
        Headline::Kappa => "κ",
        _ => "",
    };
    match (outcome, bounds) {
        _ if sign.is_empty() => {}
        (Ok(value), Some(i)) => parts.push(format!(
            "{sign} {} [{}, {}]",
            decimal(value),
            decimal(i.low),
            decimal(i.high)
        )),
        (Ok(value), None) => parts.push(format!("{sign} {}", decimal(value))),
        (Err(why), _) => parts.push(format!("{sign} undefined: {why}")),
    }
    parts.join(" · ")
}

/// The interval of the figure that leads: of the domain, where one is selected.
pub fn headline_interval(
    found: &RoundFigures,
    intervals: &Intervals,
    lead: Headline,
) -> Option<Interval> {
    // Of what is undefined there is none.
    found.headline(lead)?.ok()?;
    intervals.of_headline(lead)?.as_ref().ok().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_printed_as_reports_print_them() {
        assert_eq!(decimal(0.444), ".44");
        assert_eq!(decimal(1.0), "1.00");
        assert_eq!(decimal(-0.031), "−.03");
        assert_eq!(decimal(-0.001), ".00");
        assert_eq!(percent(0.5), "50.0 %");
    }
}
