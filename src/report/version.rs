//! Which codebook a round was coded with, so that a reader can cite it.

use crate::model::round::{Round, RoundKind};
use crate::model::view::View;
use serde::Serialize;

/// The codebook of a round, also as programs read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodebookVersion {
    round: String,
    /// The day it was planned: the codebook is that of this day.
    #[serde(rename = "as_of")]
    day: String,
    /// Codes it had then.
    codes: usize,
    /// Codes it had when the round was over: in open coding more.
    #[serde(rename = "codes_after")]
    after: usize,
    /// Tells two codebooks apart.
    digest: String,
    /// Whether the round was imported on that day, not planned.
    #[serde(skip)]
    imported: bool,
}

impl CodebookVersion {
    pub fn of(view: &View, round: &Round) -> CodebookVersion {
        let then = view.codebook_known_to(&round.plan.known);
        CodebookVersion {
            round: round.plan.name.clone(),
            day: round.at.minute().get(..10).unwrap_or_default().to_owned(),
            codes: then.active().count(),
            after: view.codebook_of(round).active().count(),
            digest: round.plan.codebook.to_string(),
            imported: round.plan.kind == RoundKind::Imported,
        }
    }

    /// “as of 2026-10-30, when Round 1 was planned (30 codes; digest f460ea1553258dab)”.
    pub fn words(&self) -> String {
        let codes = |n: usize| match n {
            1 => "1 code".to_owned(),
            n => format!("{n} codes"),
        };
        let became = match self.after == self.codes {
            true => String::new(),
            false => format!(", {} when it was over", codes(self.after)),
        };
        format!(
            "as of {}, when {} was {} ({}{became}; digest {})",
            self.day,
            self.round,
            if self.imported { "imported" } else { "planned" },
            codes(self.codes),
            self.digest
        )
    }
}
