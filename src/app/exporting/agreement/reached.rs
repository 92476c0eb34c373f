//! What was reached apart, in sentences: the coefficient that leads with its unit, how much it rests
//! on and its interval, and what was matched coding by coding. Methods and minutes share them.

use super::Report;
use super::sentences::words;
use crate::agreement::interval::{Drawn, How, Interval};
use crate::agreement::round::Intervals;
use crate::app::agreement::{decimal, headline_interval, percent};
use crate::model::round::{Headline, RoundKind, Unit};

impl Report<'_> {
    /// The sentences; none where no coefficient leads.
    pub fn reached(&self, lead: Headline) -> Vec<String> {
        if lead == Headline::None {
            return Vec::new();
        }
        let mut sentences = vec![self.unit(), self.leading(lead)];
        sentences.extend(self.interval(lead));
        sentences.push(self.codings());
        sentences
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
            (Unit::Turns | Unit::Paragraphs, false, _) => ("paragraphs", "paragraphs"),
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

    fn leading(&self, lead: Headline) -> String {
        let found = self.found();
        let sign = match lead {
            Headline::Kappa => "κ = ",
            Headline::Alpha => "α = ",
            Headline::Percent | Headline::None => "",
        };
        let value = match found.headline(lead) {
            Some(Ok(value)) if lead == Headline::Percent => percent(value),
            Some(Ok(value)) => format!("{sign}{}", decimal(value)),
            Some(Err(why)) => format!("it is undefined, since {why}"),
            None => return String::new(),
        };
        let parts = self.results.comparison.material().parts.iter();
        let imported = |kind| kind == RoundKind::Imported;
        let fixed = match self.results.comparison.selection().is_plain() {
            false => "here of a selection that was made when results could already be seen",
            // Nobody planned it: the program gives every import the same one.
            true if parts.map(|p| p.round.plan.kind).any(imported) => {
                "the one that imported codings are given"
            }
            true if self.results.comparison.selection().is_pooled() => {
                "fixed in the plan of each round before results were seen, though not that the rounds be pooled"
            }
            true => "fixed in the plan of the round before results were seen",
        };
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
        match lead {
            Headline::Percent => {
                format!("The leading figure, {fixed}, was percent agreement by coding: {value}.")
            }
            Headline::Kappa => format!(
                "The leading coefficient, {fixed}, was Cohen's kappa on {decisions}: {value}."
            ),
            _ => format!(
                "The leading coefficient, {fixed}, was Krippendorff's alpha (nominal) on {decisions}: {value}."
            ),
        }
    }

    fn interval(&self, lead: Headline) -> Option<String> {
        let intervals = self.intervals?;
        // What is undefined has no interval to speak of.
        self.found().headline(lead)?.ok()?;
        let Some(interval) = headline_interval(self.found(), intervals, lead) else {
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

    fn codings(&self) -> String {
        let found = self.found();
        let overlap = self.results.comparison.overlap_percent();
        let pairs: Vec<String> = found
            .by_coding
            .iter()
            .map(|pair| {
                let name = |at: usize| found.coders.get(at).map_or("", |c| c.as_str());
                let who = match found.by_coding.len() {
                    1 => String::new(),
                    _ => format!("{} and {}: ", name(pair.coders.0), name(pair.coders.1)),
                };
                match &pair.share {
                    Ok(share) => {
                        format!(
                            "{who}{} codings matched ({})",
                            pair.words(),
                            percent(*share)
                        )
                    }
                    Err(why) => format!("{who}there is nothing to match, since {why}"),
                }
            })
            .collect();
        format!(
            "By coding, {}; two codings match, one to one, when they carry the same code and share at least {overlap} % of the text either covers, and two of different codes at one place count once.",
            words(pairs)
        )
    }

    /// How intervals were got, in a few words.
    pub(super) fn resampled(&self, intervals: &Intervals) -> String {
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
