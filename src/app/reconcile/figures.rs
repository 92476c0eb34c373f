//! The figures of the round compared, kept as long as nothing they rest on changes.

use super::sheet::Sheet;
use crate::agreement::outcome::Undefined;
use crate::agreement::round::{RoundFigures, figures};
use crate::app::App;
use crate::model::ids::{RoundId, SourceId};
use crate::model::round::{Headline, Round, RoundKind, StartFrom};
use crate::model::source::SpeakerSetting;
use std::sync::Arc;

/// What figures rest on besides what was submitted: how many texts were at hand, and the roles of
/// speakers.
#[derive(Clone, Debug, PartialEq)]
struct Rests {
    sheet: RoundId,
    texts: usize,
    speakers: Vec<Vec<SpeakerSetting>>,
}

/// The figures of a round, computed when its texts are at hand.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    rests: Option<Rests>,
    figures: Option<Result<Arc<RoundFigures>, Undefined>>,
}

impl Kept {
    /// Forgets them.
    pub(super) fn drop_all(&mut self) {
        *self = Kept::default();
    }
}

impl App {
    /// The figures of the round compared; `None` while its texts are being loaded.
    pub fn figures(&self) -> Option<Result<&RoundFigures, Undefined>> {
        let kept = self.reconcile.kept.figures.as_ref()?;
        Some(kept.as_ref().map(|f| &**f).map_err(|e| *e))
    }

    /// Computes the figures of the round compared, if they are not kept already.
    pub(super) fn refresh_figures(&mut self) {
        let Some(sheet) = self.reconcile.sheet.clone() else {
            return;
        };
        let sources = &sheet.aligned.snapshot.sources;
        let texts = sources.iter().filter(|s| self.documents.contains_key(*s));
        let texts = texts.count();
        // A text that cannot be had is named among those left out, once loading is over.
        if texts < sources.len() && !self.reconcile.texts_came {
            return;
        }
        let speakers = |s: &SourceId| self.view.source(s).map(|x| x.speakers.clone());
        let rests = Rests {
            sheet: sheet.round.id,
            texts,
            speakers: sources
                .iter()
                .map(|s| speakers(s).unwrap_or_default())
                .collect(),
        };
        if self.reconcile.kept.rests.as_ref() == Some(&rests) {
            return;
        }
        let found = self.compute(&sheet);
        self.reconcile.kept = Kept {
            rests: Some(rests),
            figures: Some(found.map(Arc::new)),
        };
    }

    fn compute(&self, sheet: &Sheet) -> Result<RoundFigures, Undefined> {
        let documents = |id: &SourceId, revision: u32| {
            let document = self.documents.get(id)?;
            (document.revision == revision).then(|| document.clone())
        };
        figures(
            &sheet.aligned.snapshot,
            &sheet.round,
            &sheet.codebook,
            self.view.sources(),
            &documents,
        )
    }
}

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
