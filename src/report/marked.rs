//! Agreement about places in words and for programs: what stands beside the code conference of a
//! round of open coding, where no figure rests on codes.

use super::json::Figure;
use super::{Documents, Texts};
use crate::agreement::outcome::Outcome;
use crate::agreement::round::{Between, By, ByCoding, CodeFigures, Marked};
use crate::model::ids::CoderId;
use crate::model::round::{Headline, Round};
use crate::model::view::View;
use crate::report::figures::{at_hand, decimal, percent, units};
use serde::Serialize;
use serde_json::{Value, json};

/// What was marked in a round of open coding, with how far it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacesAlone {
    marked: Marked,
    /// Whether coefficients are wanted, or counts alone.
    coefficients: bool,
}

impl PlacesAlone {
    /// Counts what was marked in a round.
    ///
    /// # Errors
    /// Why there is nothing to compare.
    pub fn of(view: &View, round: &Round, documents: &Documents) -> Result<PlacesAlone, String> {
        Ok(PlacesAlone {
            marked: Marked::of(view, round.id, &at_hand(documents))?,
            coefficients: round.plan.headline != Headline::None,
        })
    }

    fn names(&self, (a, b): (usize, usize)) -> (&str, &str) {
        let name = |at: usize| self.marked.coders.get(at).map_or("", |c| c.as_str());
        (name(a), name(b))
    }

    /// Lines for people, those of each pair of coders under one another.
    pub fn lines(&self) -> Vec<String> {
        let marked = &self.marked;
        let mut lines = vec!["About places alone, whatever the code:".to_owned()];
        for (at, pair) in marked.by_place.iter().enumerate() {
            let (a, b) = self.names(pair.coders);
            let share = match (&pair.share, self.coefficients) {
                (Ok(share), true) => format!(" ({})", percent(*share)),
                _ => String::new(),
            };
            lines.push(format!(
                "  {a} and {b} both marked {} places{share}; {} only {a}, {} only {b} (overlap ≥ {} %)",
                pair.words(),
                pair.counts.only_a,
                pair.counts.only_b,
                marked.overlap
            ));
            lines.push(self.grain(&marked.by_unit, at, marked.unit.word(), (a, b)));
            lines.push(self.grain(&marked.by_character, at, "characters", (a, b)));
        }
        if self.coefficients {
            lines.push(match &marked.same_places {
                Ok(value) => format!("  the same places (|uα): {}", decimal(*value)),
                Err(why) => format!("  the same places (|uα): undefined, {why}"),
            });
        }
        if marked.missing > 0 {
            lines.push("  not final: part of what was submitted has not arrived here yet".into());
        }
        lines
    }

    fn grain(&self, of: &CodeFigures, pair: usize, unit: &str, (a, b): (&str, &str)) -> String {
        let Some(between) = of.pairs.get(pair) else {
            return String::new();
        };
        let counts = format!(
            "  {unit} marked by both {}, only {a} {}, only {b} {}, neither {}",
            between.both, between.only_a, between.only_b, between.neither
        );
        match self.coefficients {
            true => format!("{counts}: {}", figures(between)),
            false => counts,
        }
    }

    /// One line for the screen: of two coders, as places of the round's.
    pub fn line(&self, coders: (usize, usize)) -> Option<String> {
        let at = self
            .marked
            .by_place
            .iter()
            .position(|p| p.coders == coders)?;
        let pair = &self.marked.by_place[at];
        let mut line = format!("Places, whatever the code: both marked {}", pair.words());
        if self.coefficients {
            let unit = units(By::Unit, self.marked.unit);
            let between = self.marked.by_unit.pairs.get(at)?;
            let rest = match (&between.percent, &between.kappa) {
                (Ok(share), Ok(kappa)) => format!("{}, κ {}", percent(*share), decimal(*kappa)),
                (Ok(share), Err(_)) => percent(*share),
                _ => return Some(line),
            };
            line.push_str(&format!(" · {unit} {rest}"));
        }
        Some(line)
    }

    pub(super) fn json(&self, texts: Texts) -> PlacesJson {
        let marked = &self.marked;
        let pair = |(at, pair): (usize, &ByCoding)| {
            let (a, b) = self.names(pair.coders);
            json!({
                "coders": [a, b],
                "by_place": PlaceJson {
                    both: pair.counts.matched,
                    only_a: pair.counts.only_a,
                    only_b: pair.counts.only_b,
                    percent: self.figure(&pair.share),
                },
                "by_unit": marked.by_unit.pairs.get(at).map(|b| self.between(b)),
                "by_character": marked.by_character.pairs.get(at).map(|b| self.between(b)),
            })
        };
        let left_out = marked.left_out.iter();
        PlacesJson {
            about: "places, whatever the code",
            coders: marked.coders.clone(),
            unit: marked.unit.word(),
            overlap_percent: marked.overlap,
            sources: marked.sources.iter().map(|s| texts.name(s)).collect(),
            left_out: left_out
                .map(|(s, why)| json!({ "source": texts.name(s), "why": why.words() }))
                .collect(),
            complete: marked.missing == 0,
            pairs: marked.by_place.iter().enumerate().map(pair).collect(),
            u_alpha_binary: self.figure(&marked.same_places),
        }
    }

    fn between(&self, between: &Between) -> BetweenJson {
        BetweenJson {
            both: between.both,
            only_a: between.only_a,
            only_b: between.only_b,
            neither: between.neither,
            percent: self.figure(&between.percent),
            kappa: self.figure(&between.kappa),
            alpha: self.figure(&between.alpha),
        }
    }

    fn figure(&self, outcome: &Outcome) -> Option<Figure> {
        self.coefficients.then(|| outcome.into())
    }
}

/// What was marked, for programs. A figure that is `None` is not wanted, and left out.
#[derive(Serialize)]
pub(super) struct PlacesJson {
    about: &'static str,
    coders: Vec<CoderId>,
    unit: &'static str,
    overlap_percent: u8,
    sources: Vec<String>,
    left_out: Vec<Value>,
    complete: bool,
    pairs: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    u_alpha_binary: Option<Figure>,
}

#[derive(Serialize)]
struct PlaceJson {
    both: u64,
    only_a: u64,
    only_b: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<Figure>,
}

#[derive(Serialize)]
struct BetweenJson {
    both: u64,
    only_a: u64,
    only_b: u64,
    neither: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<Figure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kappa: Option<Figure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alpha: Option<Figure>,
}

/// “80.0 %, κ .38, α .40”; what is undefined in words.
fn figures(between: &Between) -> String {
    let share = match &between.percent {
        Ok(share) => percent(*share),
        Err(why) => return format!("undefined, {why}"),
    };
    let figure = |sign: &str, value: &Result<f64, _>| match value {
        Ok(value) => format!("{sign} {}", decimal(*value)),
        Err(_) => format!("{sign} undefined"),
    };
    let why = match &between.kappa {
        Err(why) => format!(" ({why})"),
        Ok(_) => String::new(),
    };
    format!(
        "{share}, {}, {}{why}",
        figure("κ", &between.kappa),
        figure("α", &between.alpha)
    )
}
