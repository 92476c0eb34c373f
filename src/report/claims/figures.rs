//! The figures in sentences: the unit, the coefficient that leads and its interval, how much both
//! left alone, and what was matched coding by coding.

use super::course::is_imported;
use crate::report::words::{carry, counted, in_brackets, listed, share, upper};

use super::claim::{Claim, EVERYWHERE, Fact, METHODS, NOT_ABOVE, Place, SENTENCES};
use super::record::Record;
use crate::agreement::interval::{Drawn, How, Interval};
use crate::agreement::round::{ByCoding, FEW_SOURCES, Intervals};
use crate::model::round::{Headline, Unit};
use crate::report::figures::{Results, decimal, headline_interval, percent};

/// Said in the methods and in the minutes.
pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        name: "no coefficient",
        condition: "the rounds were planned to be without one",
        rests_on: "the plans",
        facts: &[Fact::NoCoefficient],
        at: METHODS,
        may: |r| r.results.lead() == Headline::None,
        says: |r, _| {
            vec![format!(
                "Agreement was not expressed as a coefficient, as {}. {} {}",
                match r.all(is_imported) {
                    true => "was chosen when the codings were imported",
                    false => "was decided when the round was planned",
                },
                r.counts(),
                r.rule()
            )]
        },
    },
    Claim {
        name: "unit",
        condition: "a coefficient by unit leads",
        rests_on: "the plan's unit, and who speaks in the texts",
        facts: &[Fact::Coefficient],
        at: SENTENCES,
        may: |r| has_lead(r) && r.results.lead() != Headline::Percent,
        says: |r, _| vec![r.unit()],
    },
    Claim {
        name: "leading figure",
        condition: "a coefficient leads; that it was fixed beforehand is said of rounds planned here and of what was planned alone",
        rests_on: "the plans and the selection",
        facts: &[Fact::Coefficient],
        at: SENTENCES,
        may: has_lead,
        says: |r, _| r.leading(r.results.lead()).into_iter().collect(),
    },
    Claim {
        name: "its interval",
        condition: "the leading figure is defined and intervals were computed",
        rests_on: "the draws",
        facts: &[Fact::Coefficient],
        at: SENTENCES,
        may: has_lead,
        says: |r, _| r.interval(r.results.lead()).into_iter().collect(),
    },
    Claim {
        name: "turns are not independent",
        condition: "units were drawn because there are too few sources to draw these whole",
        rests_on: "what was drawn",
        facts: &[Fact::Coefficient],
        at: NOT_ABOVE,
        may: |r| has_lead(r) && r.is_drawn_by_unit(),
        says: |r, place| match place {
            Place::Agree => vec![format!(
                "intervals draw {} and not whole sources, as there are fewer than {FEW_SOURCES}: those of one source are not independent, so the intervals are probably too narrow",
                r.drawn(Drawn::Turns)
            )],
            _ => vec![format!(
                "As there are fewer than {FEW_SOURCES} sources, {} were drawn and not whole sources; those of one source are not independent of one another, so the interval is probably too narrow.",
                r.drawn(Drawn::Turns)
            )],
        },
    },
    Claim {
        name: "what it shows",
        condition: "the plans named a least value for alpha, alpha leads and has an interval",
        rests_on: "the lower end of the interval, what was drawn for it, and the value the plan named",
        facts: &[Fact::Coefficient, Fact::Planned],
        at: EVERYWHERE,
        may: |r| r.shown().is_some(),
        says: |r, place| match (place, r.shown()) {
            (_, None) => Vec::new(),
            (Place::Methods | Place::Minutes, Some(shown)) => vec![format!("The figure {shown}.")],
            (_, Some(shown)) => vec![format!("the leading figure {shown}")],
        },
    },
    Claim {
        name: "neither",
        condition: "two coders are compared by a coefficient by unit",
        rests_on: "the table of all codes by unit; for sets of codes, the units either marked",
        facts: &[Fact::Coefficient],
        at: NOT_ABOVE,
        may: |r| r.neither().is_some(),
        says: |r, place| match (place, r.neither()) {
            (_, None) => Vec::new(),
            (Place::Agree, Some((neither, all))) if r.is_over_sets() => vec![format!(
                "{} neither marked anything, which counts as equal sets",
                of_all(neither, all, "units")
            )],
            (Place::Agree, Some((neither, all))) => vec![format!(
                "{} neither gave the code, which raises percent agreement, AC1 and PABAK",
                of_all(neither, all, "cells")
            )],
            (_, Some((neither, all))) if r.is_over_sets() => vec![format!(
                "{} neither coder marked anything, which counts as equal sets.",
                upper(&of_all(neither, all, "units"))
            )],
            (_, Some((neither, all))) => vec![format!(
                "{} on a unit and a code neither coder gave the code.",
                upper(&of_all(neither, all, "decisions"))
            )],
        },
    },
    Claim {
        name: "matched",
        condition: "a coefficient leads",
        rests_on: "the codings put together one to one",
        facts: &[Fact::Coefficient],
        at: SENTENCES,
        may: has_lead,
        says: |r, _| vec![r.matched()],
    },
    Claim {
        name: "pooled",
        condition: "figures are of several rounds",
        rests_on: "the selection, and the sources of each round",
        facts: &[],
        at: &[Place::Methods, Place::Agree],
        may: |r| r.rounds.len() > 1,
        says: |r, place| {
            let parts = &r.results.comparison.material().parts;
            let sources: usize = parts.iter().map(|p| p.snapshot.sources.len()).sum();
            let twice = match sources > r.found().sources.len() {
                true => ", and a source coded in several rounds counts in each",
                false => "",
            };
            let computed = format!(
                "omputed on the data of {} rounds together, not averaged over them{twice}",
                r.rounds.len()
            );
            match place {
                Place::Agree => vec![format!("c{computed}")],
                _ => vec![format!("All was c{computed}.")],
            }
        },
    },
];

fn has_lead(record: &Record) -> bool {
    record.results.lead() != Headline::None
}

/// `of 17 places coded by either (ana 16, ben 17 codings) 15 matched`.
pub fn matched_words(pair: &ByCoding, a: &str, b: &str) -> String {
    let n = pair.counts;
    format!(
        "of {} coded by either ({a} {}, {b} {}) {} matched",
        counted(n.all() as usize, "place"),
        n.matched + n.different + n.only_a,
        counted((n.matched + n.different + n.only_b) as usize, "coding"),
        n.matched
    )
}

/// When the leading figure was chosen, in a few words: what was chosen after seeing results is not
/// what was fixed before, nor is what was chosen for codings that were there.
pub fn fixed(results: &Results) -> &'static str {
    let selection = results.comparison.selection();
    let mut parts = results.comparison.material().parts.iter();
    match selection.is_plain() {
        false => "of a selection made afterwards",
        true if parts.any(|p| is_imported(&p.round)) => "chosen for codings that were imported",
        true if selection.is_pooled() => "fixed beforehand in each round",
        true => "fixed beforehand to lead",
    }
}

/// `in 83 % of all decisions`, or `in 5 of all 6 decisions`.
fn of_all(part: u64, all: u64, what: &str) -> String {
    match share(part, all) {
        Some(share) => format!("in {share} of all {what}"),
        None => format!("in {part} of all {all} {what}"),
    }
}

impl Record<'_> {
    fn counts(&self) -> String {
        let counts = self.found().by_coding.iter().map(|pair| {
            let (a, b) = (self.coder(pair.coders.0), self.coder(pair.coders.1));
            let n = pair.counts;
            format!(
                "of {} coded by {a} or {b}, {} matched, {} different codes, {} a code of {a} only and {} a code of {b} only",
                counted(n.all() as usize, "place"),
                n.matched,
                carry(n.different),
                n.only_a,
                n.only_b
            )
        });
        format!("Counted place by place: {}.", listed(counts))
    }

    fn unit(&self) -> String {
        let unit = self.results.comparison.unit();
        let grain = &self.found().by_unit;
        let speech = self.results.comparison.speech();
        let (what, one) = match (unit, speech.spoken, speech.unspoken) {
            (Unit::Turns, true, false) => ("participants' turns", "turn"),
            (Unit::Turns, true, true) => (
                "participants' turns, and paragraphs where nobody speaks",
                "unit",
            ),
            (Unit::Turns | Unit::Paragraphs | Unit::ParagraphsAndUnspoken, false, _) => {
                ("paragraphs", "paragraph")
            }
            (Unit::ParagraphsAndUnspoken, true, _) => (
                "paragraphs of what participants say and of what nobody does",
                "paragraph",
            ),
            (Unit::Paragraphs, true, false) => ("paragraphs of what participants say", "paragraph"),
            (Unit::Paragraphs, true, true) => (
                "paragraphs, where somebody speaks those of what participants say",
                "paragraph",
            ),
            (Unit::Sentences, false, _) => ("sentences", "sentence"),
            (Unit::Sentences, true, false) => ("participants' sentences", "sentence"),
            (Unit::Sentences, true, true) => (
                "sentences, where somebody speaks those of participants",
                "sentence",
            ),
        };
        let left_out = match speech.interviewers {
            true => " (interviewers' speech left out)",
            false => "",
        };
        format!(
            "The unit of agreement was {what}{left_out}: {}, a unit having a code when a coding of that code touches it.",
            counted(grain.cells as usize, one),
        )
    }

    fn fixed(&self) -> &'static str {
        let selection = self.results.comparison.selection();
        match selection.is_plain() {
            false => "here of a selection that was made when results could already be seen",
            // Nobody planned it: it was chosen for codings that were there.
            true if self.any(is_imported) => "chosen when the codings were there already",
            true if selection.is_pooled() => {
                "fixed in the plan of each round before it was coded, though not that the rounds be pooled"
            }
            true => "fixed in the plan before the round was coded",
        }
    }

    fn leading(&self, lead: Headline) -> Option<String> {
        let found = self.found();
        let sign = match lead {
            Headline::Kappa => "κ = ",
            lead if lead.is_alpha() => "α = ",
            _ => "",
        };
        let value = match found.headline(lead)? {
            Ok(value) if lead == Headline::Percent => percent(value),
            Ok(value) => format!("{sign}{}", decimal(value)),
            Err(why) => format!("it is undefined, since {why}"),
        };
        let fixed = self.fixed();
        let codes = found.by_unit.codes.len() as u64;
        let decisions = match &found.domain {
            Some(domain) => format!(
                "one value a unit out of the branch “{}”, none included",
                self.results.comparison.material().name(domain.code)
            ),
            None => format!(
                "presence or absence of {} ({} decisions of each coder)",
                match codes {
                    1 => "the one code used".to_owned(),
                    n => format!("each of the {n} codes used, all in one table"),
                },
                found.by_unit.cells * codes
            ),
        };
        Some(match lead {
            Headline::Percent => {
                format!(
                    "The leading figure, {fixed}, was percent agreement by coding, which is not corrected for chance: {value}."
                )
            }
            Headline::Kappa => format!(
                "The leading coefficient, {fixed}, was Cohen's kappa on {decisions}: {value}."
            ),
            Headline::OrdinalAlpha => format!(
                "The leading coefficient, {fixed}, was Krippendorff's ordinal alpha of the ratings, over the units both gave a code and one rating: {value}."
            ),
            Headline::AlphaOverCodes | Headline::AlphaMasi | Headline::AlphaJaccard
                if found.domain.is_none() =>
            {
                let over = match lead {
                    Headline::AlphaMasi => "over sets of codes (MASI distance)",
                    Headline::AlphaJaccard => "over sets of codes (Jaccard distance)",
                    _ => {
                        "(nominal), observed and expected disagreement each summed over the codes used"
                    }
                };
                format!(
                    "The leading coefficient, {fixed}, was Krippendorff's alpha by unit {over}: {value}."
                )
            }
            _ => format!(
                "The leading coefficient, {fixed}, was Krippendorff's alpha (nominal) on {decisions}: {value}."
            ),
        })
    }

    /// The interval of the leading figure.
    fn bounds(&self) -> Option<Interval> {
        headline_interval(self.found(), self.intervals?, self.results.lead())
    }

    fn interval(&self, lead: Headline) -> Option<String> {
        self.intervals?;
        // What is undefined has no interval to speak of.
        self.found().headline(lead)?.ok()?;
        let Some(interval) = self.bounds() else {
            return Some("Its interval is undefined: too few resamples had a figure.".into());
        };
        let show = |v: f64| match lead {
            Headline::Percent => percent(v),
            _ => decimal(v),
        };
        Some(format!(
            "Its 95 % interval was [{}, {}] ({}).",
            show(interval.low),
            show(interval.high),
            self.how(&interval)
        ))
    }

    /// Whether the interval comes of units drawn one by one.
    fn is_drawn_by_unit(&self) -> bool {
        let drawn = |i: Interval| matches!(i.how, How::Resampled(r) if matches!(r.of, Drawn::Turns | Drawn::Units));
        self.bounds().is_some_and(drawn)
    }

    /// Whether alpha shows what the plans named: read at the interval's lower end.
    fn shown(&self) -> Option<String> {
        let mut named = self.rounds.iter().map(|r| r.plan.least);
        let least = named.next()??;
        let alike = named.all(|other| other == Some(least));
        if !alike
            || !self.results.lead().is_alpha()
            || !self.results.comparison.selection().is_plain()
        {
            return None;
        }
        let bounds = self.bounds()?;
        let whole = !self.is_drawn_by_unit();
        let named = least.to_string();
        let named = named.trim_start_matches('0');
        let low = decimal(bounds.low);
        Some(match bounds.low >= least {
            // Where all draws give one figure they do not tell how it varies.
            true if bounds.low == bounds.high => format!(
                "is {low} in every resample, which does not tell whether it would be at least {named}, the value the plan named, in other material"
            ),
            true if whole => format!(
                "shows at least {named}, the value the plan named: the interval's lower end is {low}"
            ),
            true => format!(
                "has an interval whose lower end, {low}, is not below {named}, the value the plan named; where {} are drawn that does not show it",
                self.drawn(Drawn::Turns)
            ),
            false => format!(
                "fails to show {named}, the value the plan named: the interval's lower end is {low}"
            ),
        })
    }

    fn is_over_sets(&self) -> bool {
        matches!(
            self.results.lead(),
            Headline::AlphaMasi | Headline::AlphaJaccard
        )
    }

    /// In how many decisions by unit neither of two coders gave the code, of how many; for sets of
    /// codes, in how many units neither gave any.
    fn neither(&self) -> Option<(u64, u64)> {
        let found = self.found();
        let [pair] = &found.by_unit.overall.pairs[..] else {
            return None;
        };
        let by_unit = matches!(
            self.results.lead(),
            Headline::Alpha | Headline::AlphaOverCodes | Headline::Kappa
        );
        let (neither, all) = match self.is_over_sets() {
            true => {
                let marked = found.sets.where_marked.first()?.either;
                (found.by_unit.cells - marked, found.by_unit.cells)
            }
            false if by_unit => (
                pair.neither,
                pair.both + pair.only_a + pair.only_b + pair.neither,
            ),
            false => return None,
        };
        (found.domain.is_none() && all > 0).then_some((neither, all))
    }

    fn matched(&self) -> String {
        let pair = |pair: &ByCoding| {
            let (a, b) = (self.coder(pair.coders.0), self.coder(pair.coders.1));
            match &pair.share {
                Ok(_) => {
                    let share = in_brackets(pair.counts.matched, pair.counts.all());
                    format!("{}{share}", matched_words(pair, &a, &b))
                }
                Err(why) => format!("{a} and {b}: there is nothing to match, since {why}"),
            }
        };
        let pairs: Vec<String> = self.found().by_coding.iter().map(pair).collect();
        format!("By coding, {}. {}", pairs.join("; "), self.rule())
    }

    /// Which codings match.
    fn rule(&self) -> String {
        format!(
            "Two codings match, one to one, when they carry the same code and overlap by at least {} % of the text that the two cover together; two of different codes at one place count once.",
            self.results.comparison.overlap_percent()
        )
    }

    /// How intervals were got, in a few words.
    pub fn resampled(&self, intervals: &Intervals) -> String {
        format!(
            "95 % intervals: percentiles of {} resamples of whole {}, seed {}",
            intervals.resampling.replicates,
            self.drawn(intervals.of),
            intervals.resampling.seed
        )
    }

    /// What was drawn; where nobody speaks, turns are paragraphs.
    fn drawn(&self, of: Drawn) -> &'static str {
        let speech = self.results.comparison.speech();
        match of {
            Drawn::Turns if !speech.spoken => "paragraphs",
            Drawn::Turns if speech.unspoken => "turns or paragraphs",
            of => of.word(),
        }
    }

    fn how(&self, interval: &Interval) -> String {
        match interval.how {
            How::Normal => "figure ± 1.96 standard errors".into(),
            How::Student => "by Student's t and the standard error".into(),
            How::Satterthwaite => "by F with Satterthwaite's degrees of freedom".into(),
            How::Wilson => "Wilson's, if turns were independent".into(),
            How::Resampled(r) => {
                let mut text = format!(
                    "percentile bootstrap, {} resamples of whole {}, seed {}",
                    r.replicates,
                    self.drawn(r.of),
                    r.seed
                );
                if r.undefined > 0 {
                    text.push_str(&format!(
                        "; {} in which it was undefined left out",
                        counted(r.undefined as usize, "resample")
                    ));
                }
                text
            }
        }
    }
}
