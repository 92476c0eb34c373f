//! A paragraph for the methods section of a paper: every number in it is computed, nothing is
//! claimed that was not so.

use super::Report;
use super::sentences::{are, count, plural, unique, words};
use crate::agreement::round::{Codes, RoundFigures, WhoIsWho};
use crate::app::agreement::{is_independent, percent, reached};
use crate::app::exporting::CodebookVersion;
use crate::app::study::seen_before;
use crate::model::ids::{CodeId, SourceId};
use crate::model::round::{Headline, Round, RoundKind, StartFrom};
use std::collections::BTreeSet;

/// The paragraph with a heading, as Markdown that reads as plain text.
pub fn paragraph(report: &Report) -> String {
    report.methods()
}

impl Report<'_> {
    /// Title, paragraph, and what was left out.
    pub(super) fn methods(&self) -> String {
        format!(
            "# Agreement: {}\n\n{}\n",
            self.rounds(),
            self.sentences().join(" ")
        )
    }

    /// The paragraph, sentence by sentence.
    pub(super) fn sentences(&self) -> Vec<String> {
        let mut sentences = vec![self.design(), self.corpus(), self.codebook()];
        match self.lead() {
            Headline::None => sentences.extend(self.declined()),
            lead => sentences.extend(self.reached(lead)),
        }
        sentences.extend(self.corrected());
        sentences.extend(self.selected());
        sentences.push(self.independence());
        sentences.extend(self.left_out());
        let version = env!("CARGO_PKG_VERSION");
        sentences.push(format!("Figures were computed with Tandem {version}."));
        sentences
    }

    fn parts(&self) -> impl Iterator<Item = &Round> {
        let parts = self.results.comparison.material().parts.iter();
        parts.map(|p| &*p.round)
    }

    pub(super) fn found(&self) -> &RoundFigures {
        &self.results.figures
    }

    fn design(&self) -> String {
        let coders = words(self.found().coders.iter().map(|c| c.to_string()).collect());
        let blank = |r: &Round| r.plan.blind && r.plan.start == StartFrom::Blank;
        let apart = match self.parts().all(blank) {
            true => " apart from each other, blind by agreement until all had submitted,",
            false => "",
        };
        let parts = &self.results.comparison.material().parts;
        let finished = parts.iter().flat_map(|p| &p.snapshot.sources);
        let finished: BTreeSet<&SourceId> = finished.collect();
        let compared = self.found().sources.len();
        let here = match finished.len() == compared {
            true => String::new(),
            false => format!(", of which {compared} {} compared here", are(compared)),
        };
        format!(
            "{} ({}){apart} coded {}{here}.",
            coders,
            self.rounds(),
            count(finished.len(), "source")
        )
    }

    /// How much of the study was coded twice.
    fn corpus(&self) -> String {
        let all = self.view.sources();
        let compared = &self.found().sources;
        let chars = |of: &dyn Fn(&SourceId) -> bool| -> u64 {
            let of = all.iter().filter(|s| of(&s.id));
            of.map(|s| u64::from(s.chars)).sum()
        };
        let (double, whole) = (chars(&|id| compared.contains(id)), chars(&|_| true));
        let mut text = format!(
            "{} {} of the study's {}",
            match compared.len() {
                1 => "This is",
                _ => "These are",
            },
            compared.len(),
            count(all.len(), "source"),
        );
        if whole > 0 {
            let share = percent(double as f64 / whole as f64);
            text.push_str(&format!(" ({share} of its text by characters)"));
        }
        let drawn = self.parts().filter_map(|r| r.plan.drawn.as_ref());
        let drawn: Vec<String> = drawn
            .map(|d| match d.by.as_str() {
                "" => format!("drawn at random from {} (seed {})", d.of, d.seed),
                by => format!(
                    "drawn at random from {}, stratified by {by} (seed {})",
                    d.of, d.seed
                ),
            })
            .collect();
        match drawn.is_empty() {
            true => text.push('.'),
            false => text.push_str(&format!("; sources were {}.", drawn.join("; "))),
        }
        text
    }

    fn codebook(&self) -> String {
        let versions = self
            .parts()
            .map(|r| CodebookVersion::of(self.view, r).words());
        let used = self.found().by_unit.codes.len();
        format!(
            "The codebook was the one {}; {} {} used in what is compared.",
            words(unique(versions.collect())),
            count(used, "code"),
            match used {
                1 => "was",
                _ => "were",
            }
        )
    }

    /// A study that declined coefficients.
    fn declined(&self) -> Vec<String> {
        let found = self.found();
        let counts = found.by_coding.iter().map(|pair| {
            let name = |at: usize| found.coders.get(at).map_or("", |c| c.as_str());
            let (a, b, n) = (name(pair.coders.0), name(pair.coders.1), pair.counts);
            format!(
                "of {} places coded by {a} or {b}, {} carry the same code, {} different codes, {} a code of {a} only and {} a code of {b} only",
                n.all(),
                n.matched,
                n.different,
                n.only_a,
                n.only_b
            )
        });
        vec![
            "As decided when the round was planned, agreement was not expressed as a coefficient; where the coders read the text differently was talked over.".into(),
            format!("To say where they did: {}.", words(counts.collect())),
        ]
    }

    /// That who is who was corrected after a round was planned.
    fn corrected(&self) -> Option<String> {
        let selection = self.results.comparison.selection();
        let planned = |_: &&Round| selection.speakers == WhoIsWho::Planned;
        let one = |round: &Round| {
            let by = &round.correction()?.by;
            Some(format!("in “{}” by {by}", round.plan.name))
        };
        let corrected: Vec<String> = self.parts().filter(planned).filter_map(one).collect();
        (!corrected.is_empty()).then(|| {
            format!(
                "Who is an interviewer and who speaks was corrected after planning and before the round was over: {}.",
                words(corrected)
            )
        })
    }

    /// What was chosen by hand.
    fn selected(&self) -> Option<String> {
        let comparison = &self.results.comparison;
        let selection = comparison.selection();
        if selection.is_plain() {
            return None;
        }
        let mut parts = Vec::new();
        if let Some(sources) = &selection.sources {
            let names = sources.iter().map(|id| self.view.source_name(id)).collect();
            parts.push(format!("only {}", words(names)));
        }
        if let Some(people) = &selection.participants {
            parts.push(format!("only what {} said", words(people.clone())));
        }
        parts.extend(self.codes_selected());
        if let Some(level) = selection.level {
            parts.push(format!(
                "codes deeper than level {level} counted as their ancestor there"
            ));
        }
        if let Some(domain) = selection.domain {
            let name = comparison.material().name(domain);
            parts.push(format!(
                "the branch “{name}” read as codes that exclude one another"
            ));
        }
        if let (Some(unit), Some(round)) = (selection.unit, self.parts().last()) {
            let planned = round.plan.unit.word();
            parts.push(format!("{} instead of {planned} as planned", unit.word()));
        }
        if selection.speakers == WhoIsWho::Present {
            parts.push(
                "who is an interviewer and who is whom as set at present, instead of as planned"
                    .to_owned(),
            );
        }
        if let (Some(overlap), Some(round)) = (selection.overlap, self.parts().last()) {
            let planned = round.plan.overlap;
            parts.push(format!(
                "an overlap of {overlap} % instead of {planned} % as planned"
            ));
        }
        (!parts.is_empty())
            .then(|| format!("These figures are of a selection: {}.", parts.join("; ")))
    }

    /// The codes chosen, by name as far as somebody used them there: others enter no figure.
    fn codes_selected(&self) -> Option<String> {
        let comparison = &self.results.comparison;
        let name = |code: &CodeId| format!("“{}”", comparison.material().name(*code));
        let used: Vec<String> = comparison.codes().iter().map(name).collect();
        Some(match &comparison.selection().codes {
            Codes::All => return None,
            _ if used.is_empty() => "only codes that nobody used there".into(),
            Codes::Branch(top) => format!(
                "only the branch {}, of which {} used there",
                name(top),
                match used.len() {
                    1 => "1 code was".to_owned(),
                    n => format!("{n} codes were"),
                }
            ),
            Codes::Only(_) => format!("only the {} {}", plural(used.len(), "code"), words(used)),
        })
    }

    fn independence(&self) -> String {
        let mut notes: Vec<String> = Vec::new();
        for round in self.parts() {
            if !is_independent(round) {
                notes.push(format!(
                    "{}: {}{}, so not independent agreement",
                    round.plan.name,
                    reached(round),
                    seen_before(round, self.view)
                ));
            }
            if round.plan.kind == RoundKind::Training {
                notes.push(format!(
                    "{} was a training round and is not for a report",
                    round.plan.name
                ));
            }
            if round.closed_early.is_some() {
                notes.push(format!(
                    "{} was closed before all had submitted",
                    round.plan.name
                ));
            }
        }
        let tolerances: Vec<String> = self
            .parts()
            .map(|r| {
                format!(
                    "by up to {} characters at each end: {}",
                    r.plan.tolerance,
                    r.plan.boundary.word()
                )
            })
            .collect();
        let mut text = format!(
            "All figures are of the codings as they were submitted, before any discussion; later verdicts, and the rule for boundaries that differ little ({}), do not enter them.",
            words(unique(tolerances))
        );
        for note in notes {
            text.push_str(&format!(" {note}."));
        }
        text
    }

    fn left_out(&self) -> Vec<String> {
        let mut all = Vec::new();
        let rounds = self.view.rounds().iter();
        let training: Vec<String> = rounds
            .filter(|r| r.plan.kind == RoundKind::Training)
            .filter(|r| !self.parts().any(|p| p.id == r.id))
            .map(|r| r.plan.name.clone())
            .collect();
        if !training.is_empty() {
            all.push(format!(
                "Training rounds were left out: {}.",
                words(training)
            ));
        }
        let mut unfinished: Vec<String> = Vec::new();
        for round in self.parts() {
            let finished = round.finished_by_all();
            let left = round.plan.sources.iter().filter(|s| !finished.contains(s));
            unfinished.extend(left.map(|s| self.view.source_name(s)));
        }
        if !unfinished.is_empty() {
            all.push(format!(
                "Left out because not all had finished them: {}.",
                words(unique(unfinished))
            ));
        }
        for (source, why) in &self.found().left_out {
            all.push(format!(
                "{} is compared by coding only: {}.",
                self.view.source_name(source),
                why.words()
            ));
        }
        if self.found().missing > 0 {
            all.push(
                "These figures are not final: part of what was submitted has not arrived yet."
                    .to_owned(),
            );
        }
        all
    }
}
