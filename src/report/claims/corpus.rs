//! What was coded twice and what was not: the corpus, the codebook, what was left out.

use super::course::is_imported;
use crate::report::words::{are, counted, listed, plural, unique, upper, were};

use super::claim::{Claim, Fact, METHODS, NOT_IN_MINUTES, Place};
use super::record::Record;
use crate::agreement::round::{Codes, WhoIsWho};
use crate::model::ids::{CodeId, CoderId, RoundId, SourceId};
use crate::model::round::{Headline, Round, RoundKind};
use crate::reconcile::basis::{Bases, Candidate};
use crate::report::CodebookVersion;
use crate::report::figures::percent;
use std::collections::BTreeMap;

/// Said before the figures.
pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        name: "share of the corpus",
        condition: "always",
        rests_on: "the sources compared, all sources, and how the plans say they were drawn",
        facts: &[],
        at: METHODS,
        may: |_| true,
        says: |r, _| vec![r.corpus()],
    },
    Claim {
        name: "codebook",
        condition: "always",
        rests_on: "the version each plan fixed, and what was used in what is compared",
        facts: &[],
        at: METHODS,
        may: |_| true,
        says: |r, _| vec![r.codebook()],
    },
];

/// Said after them.
pub(super) const LEFT_OUT: &[Claim] = &[
    Claim {
        name: "selection",
        condition: "something else was chosen than what was planned",
        rests_on: "the selection",
        facts: &[],
        at: METHODS,
        may: |r| !r.results.comparison.selection().is_plain(),
        says: |r, _| r.selected(),
    },
    Claim {
        name: "other rounds",
        condition: "the study has other rounds of two or more coders",
        rests_on: "the rounds the viewer may see",
        facts: &[],
        at: METHODS,
        may: |r| r.other_rounds().next().is_some(),
        says: |r, _| {
            let named = r.other_rounds().map(|round| match round.plan.kind {
                RoundKind::Training => format!("{} (training)", round.plan.name),
                RoundKind::Imported => {
                    format!("{} ({})", round.plan.name, round.plan.kind_words())
                }
                _ => round.plan.name.clone(),
            });
            vec![format!("Not in these figures: {}.", listed(named))]
        },
    },
    Claim {
        name: "how the rest was coded",
        condition: "the study has sources that are not compared here",
        rests_on: "what decides in each source, as far as the viewer may see it",
        facts: &[],
        at: METHODS,
        may: |r| r.rest().next().is_some(),
        says: |r, _| vec![r.how_the_rest_was_coded()],
    },
    Claim {
        name: "not finished by all",
        condition: "a source of a round was not finished by all who submitted",
        rests_on: "the submissions",
        facts: &[],
        at: NOT_IN_MINUTES,
        may: |r| !r.unfinished().is_empty(),
        says: |r, place| {
            let names = r.unfinished();
            match place {
                Place::Methods => vec![format!(
                    "Left out, because not all who submitted had finished: {}.",
                    listed(names)
                )],
                _ => vec![format!(
                    "left out, not finished by all: {}",
                    names.join(", ")
                )],
            }
        },
    },
    Claim {
        name: "by coding only",
        condition: "the units of a source cannot be counted here",
        rests_on: "the texts at hand",
        facts: &[],
        at: NOT_IN_MINUTES,
        may: |r| !r.found().left_out.is_empty(),
        says: |r, place| {
            let end = match place {
                Place::Methods => ".",
                _ => "",
            };
            let left_out = r.found().left_out.iter();
            let one = left_out.map(|(source, why)| {
                let (name, why) = (r.view.source_name(source), why.words());
                format!("{name} is compared by coding only: {why}{end}")
            });
            one.collect()
        },
    },
    Claim {
        name: "on the latest text",
        condition: "the coders of a round submitted a source at different revisions of its text",
        rests_on: "the revisions the submissions name",
        facts: &[],
        at: NOT_IN_MINUTES,
        may: |r| {
            r.rounds
                .iter()
                .any(|round| !round.submitted_apart().is_empty())
        },
        says: |r, place| {
            let apart = r.rounds.iter().flat_map(|round| round.submitted_apart());
            let names: Vec<String> = apart.map(|s| r.view.source_name(s)).collect();
            match place {
                Place::Methods => vec![format!(
                    "Between submissions the text of {} was corrected: figures are computed on the latest text submitted, with codings made before on the words they covered.",
                    listed(names)
                )],
                _ => vec![format!(
                    "corrected between submissions, compared on the latest text: {}",
                    names.join(", ")
                )],
            }
        },
    },
    Claim {
        name: "not final",
        condition: "part of what was submitted has not arrived",
        rests_on: "the marks of the submissions",
        facts: &[Fact::Missing],
        at: NOT_IN_MINUTES,
        may: |r| r.found().missing > 0,
        says: |_, place| {
            match place {
            Place::Methods => vec![
                "These figures are not final: part of what was submitted has not arrived yet."
                    .to_owned(),
            ],
            Place::Head => vec!["part of what was submitted is still arriving: not final".to_owned()],
            _ => vec![
                "not final: part of what was submitted has not arrived here yet; wait until the folder has synced"
                    .to_owned(),
            ],
        }
        },
    },
    Claim {
        name: "computed with",
        condition: "always",
        rests_on: "the version of the program",
        facts: &[],
        at: METHODS,
        may: |_| true,
        says: |r, _| {
            let what = match r.results.lead() {
                Headline::None => "Counts",
                _ => "Figures",
            };
            vec![format!(
                "{what} were computed with Tandem {}.",
                env!("CARGO_PKG_VERSION")
            )]
        },
    },
];

impl Record<'_> {
    /// How much of the study was coded twice.
    fn corpus(&self) -> String {
        let all: Vec<_> = self.view.collected().collect();
        let compared = &self.found().sources;
        let chars = |of: &dyn Fn(&SourceId) -> bool| -> u64 {
            let of = all.iter().filter(|s| of(&s.id));
            of.map(|s| u64::from(s.chars)).sum()
        };
        let (double, whole) = (chars(&|id| compared.contains(id)), chars(&|_| true));
        let these = match compared.len() {
            1 => "This is",
            _ => "These are",
        };
        let of = counted(all.len(), "source");
        let every = compared.len() == all.len();
        let mut text = match every {
            true => format!("{these} all of the study's sources"),
            false => format!("{these} {} of the study's {of}", compared.len()),
        };
        if whole > 0 && !every {
            let share = percent(double as f64 / whole as f64);
            text.push_str(&format!(" ({share} of its text by characters)"));
        }
        let drawn = self.rounds.iter().filter_map(|r| r.plan.drawn.as_ref());
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
            true if every => text.push('.'),
            true => text.push_str("; how these were chosen is not recorded."),
            false => text.push_str(&format!("; sources were {}.", drawn.join("; "))),
        }
        text
    }

    fn codebook(&self) -> String {
        let rounds = self.rounds.iter();
        let versions = rounds.map(|r| CodebookVersion::of(self.view, r).words());
        let used = self.found().by_unit.codes.len();
        let which = match self.all(is_imported) {
            true => "Which codebook the coders had is not recorded; codes are those of the one",
            false => "The codebook was the one",
        };
        format!(
            "{which} {}; {} {} used in what is compared.",
            listed(unique(versions.collect())),
            counted(used, "code"),
            were(used)
        )
    }

    fn other_rounds(&self) -> impl Iterator<Item = &Round> {
        let others = self.view.rounds().iter();
        let others = others.filter(|r| !self.rounds.iter().any(|own| own.id == r.id));
        others.filter(|r| r.plan.coders.len() > 1)
    }

    /// Sources that are not compared.
    fn rest(&self) -> impl Iterator<Item = &SourceId> {
        let all = self.view.collected().map(|s| &s.id);
        all.filter(|id| !self.found().sources.contains(id))
    }

    fn how_the_rest_was_coded(&self) -> String {
        let bases = Bases::of(self.view);
        let mut alone: BTreeMap<CoderId, usize> = BTreeMap::new();
        let mut rounds: BTreeMap<RoundId, (&str, usize)> = BTreeMap::new();
        let (mut waiting, mut uncoded, mut all) = (0, 0, 0);
        for source in self.rest() {
            all += 1;
            match bases.deciding(source).0 {
                _ if self.view.shut_over(source).is_some() => waiting += 1,
                Some(Candidate::Consensus(round)) => {
                    rounds.entry(round.id).or_insert((&round.plan.name, 0)).1 += 1;
                }
                Some(Candidate::Alone(_, coder, codings)) if !codings.is_empty() => {
                    *alone.entry(coder).or_default() += 1;
                }
                _ => uncoded += 1,
            }
        }
        let of = |n: usize| match all {
            1 => String::new(),
            _ => format!(" in {n}"),
        };
        let mut parts: Vec<String> = Vec::new();
        let by_round = rounds.values();
        parts.extend(
            by_round.map(|(name, n)| {
                format!("{name} (what was coded alike in it or settled){}", of(*n))
            }),
        );
        let by_one = alone.iter();
        parts.extend(by_one.map(|(c, n)| format!("the codings of {}{}", self.called([c]), of(*n))));
        if all == 1 {
            let one = "the one source not compared here";
            return match (parts.first(), waiting) {
                (Some(ground), _) => format!("In {one}, findings rest on {ground}."),
                (None, 1) => format!("{} is in a blind round that has not opened.", upper(one)),
                (None, _) => format!("{} is not coded.", upper(one)),
            };
        }
        let mut others = Vec::new();
        if waiting > 0 {
            others.push(format!(
                "{waiting} {} in a blind round that has not opened",
                are(waiting)
            ));
        }
        if uncoded > 0 {
            others.push(format!("{uncoded} {} not coded", are(uncoded)));
        }
        let mut said = Vec::new();
        if !parts.is_empty() {
            said.push(format!("findings rest on {}", listed(parts)));
        }
        if !others.is_empty() {
            said.push(listed(others));
        }
        format!(
            "Of {} not compared here, {}.",
            counted(all, "source"),
            said.join("; ")
        )
    }

    /// Names of sources not finished by all who submitted.
    fn unfinished(&self) -> Vec<String> {
        let mut names = Vec::new();
        for round in &self.rounds {
            let finished = round.finished_by_all();
            let left = round.plan.sources.iter().filter(|s| !finished.contains(s));
            names.extend(left.map(|s| self.view.source_name(s)));
        }
        unique(names)
    }

    /// Whether who is who counts as it was planned.
    pub(super) fn is_as_planned(&self) -> bool {
        self.results.comparison.selection().speakers == WhoIsWho::Planned
    }

    /// What was chosen by hand.
    fn selected(&self) -> Vec<String> {
        let comparison = &self.results.comparison;
        let selection = comparison.selection();
        let mut parts = Vec::new();
        if let Some(sources) = &selection.sources {
            let names = sources.iter().map(|id| self.view.source_name(id));
            parts.push(format!("only {}", listed(names)));
        }
        if let Some(people) = &selection.participants {
            parts.push(format!("only what {} said", listed(people.clone())));
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
        let planned = |round: &Round| match is_imported(round) {
            true => "as the import has it",
            false => "as planned",
        };
        if let (Some(unit), Some(round)) = (selection.unit, self.rounds.last()) {
            let (was, planned) = (round.plan.unit.word(), planned(round));
            parts.push(format!("{} instead of {was} {planned}", unit.word()));
        }
        if !self.is_as_planned() {
            parts.push(
                "who is an interviewer and who is whom as set at present, instead of as planned"
                    .to_owned(),
            );
        }
        if let (Some(overlap), Some(round)) = (selection.overlap, self.rounds.last()) {
            let (was, planned) = (round.plan.overlap, planned(round));
            parts.push(format!(
                "an overlap of {overlap} % instead of {was} % {planned}"
            ));
        }
        if selection.as_read {
            parts.push(
                "without codings that were made from lists of what a search found".to_owned(),
            );
        }
        match parts.is_empty() {
            true => Vec::new(),
            false => vec![format!(
                "These figures are of a selection: {}.",
                parts.join("; ")
            )],
        }
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
            Codes::Only(_) => format!("only the {} {}", plural(used.len(), "code"), listed(used)),
        })
    }
}
