//! The figures in sentences: the unit, the coefficient that leads and its interval, how much both
//! left alone, and what was matched coding by coding.

use super::course::is_imported;
use super::words::{count, words};
use super::{Claim, EVERYWHERE, Fact, METHODS, NOT_ABOVE, Place, Record, SENTENCES};
use crate::agreement::interval::{Drawn, How, Interval};
use crate::agreement::round::{ByCoding, Intervals};
use crate::app::agreement::{Results, decimal, headline_interval, percent};
use crate::model::round::{Headline, Unit};

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
                "Agreement was not expressed as a coefficient, as {}. {}",
                match r.all(is_imported) {
                    true => "was chosen when the codings were imported",
                    false => "was decided when the round was planned",
                },
                r.counts()
            )]
        },
    },
    Claim {
        name: "unit",
        condition: "a coefficient leads",
        rests_on: "the plan's unit, and who speaks in the texts",
        facts: &[Fact::Coefficient],
        at: SENTENCES,
        may: has_lead,
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
                "intervals draw {} as if they were independent; those of one source are not, so they are too narrow",
                r.drawn(Drawn::Turns)
            )],
            _ => vec![format!(
                "With few sources {} were drawn as if they were independent; those of one source are not, so the interval is too narrow.",
                r.drawn(Drawn::Turns)
            )],
        },
    },
    Claim {
        name: "what it shows",
        condition: "the plans named a least value for alpha, alpha leads and has an interval",
        rests_on: "the lower end of the interval and the value the plan named",
        facts: &[Fact::Coefficient, Fact::Planned],
        at: EVERYWHERE,
        may: |r| r.shown().is_some(),
        says: |r, place| match (place, r.shown()) {
            (_, None) => Vec::new(),
            (Place::Methods | Place::Minutes, Some(shown)) => vec![format!("It {shown}.")],
            (Place::Agree, Some(shown)) => vec![format!("the leading figure {shown}")],
            (Place::Head, Some(shown)) => vec![shown],
        },
    },
    Claim {
        name: "neither",
        condition: "a coefficient by unit leads and something was compared",
        rests_on: "the table of all codes by unit",
        facts: &[Fact::Coefficient],
        at: NOT_ABOVE,
        may: |r| r.neither().is_some(),
        says: |r, place| match (place, r.neither()) {
            (Place::Methods | Place::Minutes, Some(share)) => vec![format!(
                "In {} of all decisions on a unit and a code neither coder gave the code.",
                percent(share)
            )],
            (Place::Agree, Some(share)) => vec![format!(
                "in {} of all cells neither gave the code: AC1 and PABAK count that as agreement",
                percent(share)
            )],
            _ => Vec::new(),
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
        rests_on: "the selection",
        facts: &[],
        at: &[Place::Agree],
        may: |r| r.rounds.len() > 1,
        says: |r, _| {
            vec![format!(
                "computed on the data of {} rounds together, not averaged over them",
                r.rounds.len()
            )]
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
        "of {} coded by either ({a} {}, {b} {} codings) {} matched",
        count(n.all() as usize, "place"),
        n.matched + n.different + n.only_a,
        n.matched + n.different + n.only_b,
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

impl Record<'_> {
    /// Where coders differ, counted.
    fn counts(&self) -> String {
        let counts = self.found().by_coding.iter().map(|pair| {
            let (a, b) = (self.coder(pair.coders.0), self.coder(pair.coders.1));
            let n = pair.counts;
            format!(
                "of {} places coded by {a} or {b}, {} carry the same code, {} different codes, {} a code of {a} only and {} a code of {b} only",
                n.all(),
                n.matched,
                n.different,
                n.only_a,
                n.only_b
            )
        });
        format!("Counted place by place: {}.", words(counts.collect()))
    }

    fn unit(&self) -> String {
        let unit = self.results.comparison.unit();
        let grain = &self.found().by_unit;
        let speech = self.results.comparison.speech();
        let (what, plural) = match (unit, speech.spoken, speech.unspoken) {
            (Unit::Turns, true, false) => ("participants' turns", "turns"),
            (Unit::Turns, true, true) => (
                "participants' turns, and paragraphs where nobody speaks",
                "units",
            ),
            (Unit::Turns | Unit::Paragraphs | Unit::ParagraphsAndUnspoken, false, _) => {
                ("paragraphs", "paragraphs")
            }
            (Unit::ParagraphsAndUnspoken, true, _) => (
                "paragraphs of what participants say and of what nobody does",
                "paragraphs",
            ),
            (Unit::Paragraphs, true, false) => {
                ("paragraphs of what participants say", "paragraphs")
            }
            (Unit::Paragraphs, true, true) => (
                "paragraphs, where somebody speaks those of what participants say",
                "paragraphs",
            ),
            (Unit::Sentences, false, _) => ("sentences", "sentences"),
            (Unit::Sentences, true, false) => ("participants' sentences", "sentences"),
            (Unit::Sentences, true, true) => (
                "sentences, where somebody speaks those of participants",
                "sentences",
            ),
        };
        let left_out = match speech.interviewers {
            true => " (interviewers' speech left out)",
            false => "",
        };
        format!(
            "The unit of agreement was {what}{left_out}: {} {plural}, a unit having a code when a coding of that code touches it.",
            grain.cells,
        )
    }

    /// The same in a sentence.
    fn fixed(&self) -> &'static str {
        let selection = self.results.comparison.selection();
        match selection.is_plain() {
            false => "here of a selection that was made when results could already be seen",
            // Nobody planned it: it was chosen for codings that were there.
            true if self.any(is_imported) => "chosen for codings that were imported",
            true if selection.is_pooled() => {
                "fixed in the plan of each round before results were seen, though not that the rounds be pooled"
            }
            true => "fixed in the plan of the round before results were seen",
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
                "presence or absence of {}, pooled ({} decisions of each coder)",
                match codes {
                    1 => "the one code used".to_owned(),
                    n => format!("each of the {n} codes used"),
                },
                found.by_unit.cells * codes
            ),
        };
        Some(match lead {
            Headline::Percent => {
                format!("The leading figure, {fixed}, was percent agreement by coding: {value}.")
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
        let low = self.bounds()?.low;
        let least = least.to_string();
        let least = least.trim_start_matches('0');
        Some(match low >= self.rounds[0].plan.least? {
            true => format!(
                "shows at least {least}, the value the plan named: the interval's lower end is {}",
                decimal(low)
            ),
            false => format!(
                "fails to show {least}, the value the plan named: the interval's lower end is {}",
                decimal(low)
            ),
        })
    }

    /// The share of decisions by unit in which neither of two coders gave the code.
    fn neither(&self) -> Option<f64> {
        let lead = self.results.lead();
        let by_unit = matches!(
            lead,
            Headline::Alpha | Headline::AlphaOverCodes | Headline::Kappa
        );
        let found = self.found();
        let [pair] = &found.by_unit.overall.pairs[..] else {
            return None;
        };
        let all = pair.both + pair.only_a + pair.only_b + pair.neither;
        let counted = by_unit && found.domain.is_none() && all > 0;
        counted.then(|| pair.neither as f64 / all as f64)
    }

    fn matched(&self) -> String {
        let found = self.found();
        let overlap = self.results.comparison.overlap_percent();
        let pair = |pair: &ByCoding| {
            let (a, b) = (self.coder(pair.coders.0), self.coder(pair.coders.1));
            match &pair.share {
                Ok(share) => format!("{} ({})", matched_words(pair, &a, &b), percent(*share)),
                Err(why) => format!("{a} and {b}: there is nothing to match, since {why}"),
            }
        };
        let pairs: Vec<String> = found.by_coding.iter().map(pair).collect();
        format!(
            "By coding, {}; two codings match, one to one, when they carry the same code and share at least {overlap} % of the text either covers, and two of different codes at one place count once.",
            pairs.join("; ")
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
                        "; {} resamples in which it was undefined left out",
                        r.undefined
                    ));
                }
                text
            }
        }
    }
}
