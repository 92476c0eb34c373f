//! Figures and rounds in words, as every screen says them.

use crate::agreement::round::RoundFigures;
use crate::model::round::{Headline, Round, RoundKind, StartFrom};

/// What may be said of how independent a round's figures are: `reached blind` only where that is
/// true.
pub fn reached(round: &Round) -> &'static str {
    match (&round.plan.start, round.plan.blind) {
        _ if round.plan.kind == RoundKind::Imported => "as imported",
        (StartFrom::Blank, true) => "reached blind",
        (StartFrom::Blank, false) => "reached, not blind",
        (StartFrom::OwnCodings, _) => "from own codings",
        (StartFrom::Consensus, _) => "from the consensus",
    }
}

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
    format!("{:.1} %", value * 100.0)
}

/// `11 of 22 (50.0 %) · α .44`, the leading coefficient as the round fixed it; nothing where it
/// wants none.
pub fn headline(found: &RoundFigures, round: &Round) -> String {
    let lead = round.plan.headline;
    let Some(outcome) = found.headline(lead) else {
        return String::new();
    };
    let mut parts = Vec::new();
    if let [pair] = &found.by_coding[..] {
        parts.push(match pair.share {
            Ok(share) => format!("{} ({})", pair.words(), percent(share)),
            Err(why) => format!("undefined: {why}"),
        });
    }
    let sign = match lead {
        Headline::Alpha => "α",
        Headline::Kappa => "κ",
        Headline::Percent | Headline::None => "",
    };
    match outcome {
        _ if sign.is_empty() => {}
        Ok(value) => parts.push(format!("{sign} {}", decimal(value))),
        Err(why) => parts.push(format!("{sign} undefined: {why}")),
    }
    parts.join(" · ")
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
