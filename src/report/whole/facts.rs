//! What is claimed of a study as a whole, sentence by sentence.

use super::rounds::{Compared, Figures};
use super::sentence::{Sentence, sentence};
use super::study::Study;
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::layer::Basis;
use crate::model::member::Stance;
use crate::model::review::Review;
use crate::model::round::{Round, RoundKind};
use crate::model::source::SourceKind;
use crate::model::theme::{EvidenceOn, Robustness};
use crate::reconcile::outcome::After;
use crate::report::claims::Record;
use crate::report::members::ThemeCheck;
use crate::report::review;
use crate::report::saturation::Saturation;
use crate::report::saturation::books::{Change, changes};
use crate::report::words::{counted, listed, were};
use std::collections::{BTreeMap, BTreeSet};

/// What sentences about a study are made of.
pub(super) struct Facts<'f, 'a> {
    pub study: &'f Study<'a>,
    pub compared: &'f Compared<'a>,
    /// Rounds of two that are no training, and where all their places stand.
    pub settled: (usize, After),
    /// What became of the codebook from the first round to now.
    pub changes: Vec<(String, Change)>,
    /// New codes by date of collection; none where sources have no dates or the study wants no figures.
    pub saturation: Option<Saturation>,
}

impl<'f, 'a> Facts<'f, 'a> {
    pub fn of(study: &'f Study<'a>, compared: &'f Compared<'a>) -> Facts<'f, 'a> {
        let rounds = compared.all.iter().filter(|(round, _)| {
            round.plan.coders.len() > 1 && round.plan.purpose() != RoundKind::Training
        });
        let after = |(_, figures): &(&Round, Figures)| {
            let (results, intervals) = figures.as_ref().ok()?;
            let record = Record::of(study.view, results, intervals.as_ref(), study.naming);
            Some(record.after())
        };
        let all: Vec<After> = rounds.filter_map(after).collect();
        Facts {
            study,
            compared,
            settled: (all.len(), all.into_iter().sum()),
            changes: changes(study.view),
            saturation: Saturation::of(study.view, &Default::default(), &mut Default::default())
                .ok(),
        }
    }

    pub fn material(&self) -> Sentence {
        let view = self.study.view;
        let mut kinds = Vec::new();
        for kind in SourceKind::ALL {
            let n = view.collected().filter(|s| s.kind == kind).count();
            if n > 0 {
                kinds.push(counted(n, kind.word()));
            }
        }
        let speak = self
            .study
            .people()
            .iter()
            .filter(|p| !p.speaks.is_empty())
            .count();
        let text = match kinds.is_empty() {
            true => "The study has no source yet.".to_owned(),
            false => format!(
                "The material was {}, in which {} speak.",
                listed(kinds),
                counted(speak, "participant")
            ),
        };
        sentence(
            text,
            &[("participants", "participants"), ("quotes", "quotes")],
        )
    }

    pub fn codebook(&self) -> Vec<Sentence> {
        let view = self.study.view;
        let all = view.codebook().active().count();
        if all == 0 {
            return Vec::new();
        }
        let imported = |r: &Round| r.plan.kind == RoundKind::Imported;
        if !view.rounds().is_empty() && view.rounds().iter().all(imported) {
            let text = format!(
                "The codebook has {}; as the codings were imported, it is not recorded which codes stood before anything was coded.",
                counted(all, "code")
            );
            return vec![sentence(text, &[("codebook", "codebook")])];
        }
        let given = view.given_beforehand();
        let given = view
            .codebook()
            .active()
            .filter(|c| given.contains(&c.id))
            .count();
        let codes = counted(all, "code");
        let text = match given {
            0 => format!("The codebook has {codes}, all made while texts were read."),
            n if n == all => {
                format!("The codebook has {codes}, all of which stood before anything was coded.")
            }
            n => format!(
                "The codebook has {codes}: {n} stood before anything was coded, {} {} made while texts were read.",
                all - n,
                were(all - n)
            ),
        };
        vec![sentence(text, &[("codebook", "codebook")])]
    }

    pub fn rounds(&self) -> Vec<Sentence> {
        let rounds = self.study.view.rounds();
        if rounds.is_empty() {
            return Vec::new();
        }
        let one = |r: &Round| format!("{} ({})", r.plan.name, r.plan.kind_words());
        let mut text = format!(
            "Coding took {}: {}.",
            counted(rounds.len(), "round"),
            listed(rounds.iter().map(one))
        );
        let training = rounds
            .iter()
            .filter(|r| r.plan.purpose() == RoundKind::Training);
        let training: Vec<&str> = training.map(|r| r.plan.name.as_str()).collect();
        if !training.is_empty() {
            text.push_str(&format!(
                " {} {} for training: figures of it say nothing of how reliable the coding is.",
                listed(&training),
                were(training.len())
            ));
        }
        vec![Sentence {
            text,
            to: self.of_rounds(rounds),
        }]
    }

    fn of_rounds<'r>(&self, rounds: impl IntoIterator<Item = &'r Round>) -> Vec<(String, String)> {
        let place = |r: &Round| Some((r.plan.name.clone(), self.study.anchors.round(r.id)?));
        rounds.into_iter().filter_map(place).collect()
    }

    pub fn drawn(&self) -> Vec<Sentence> {
        let rounds = self.study.view.rounds().iter();
        let drawn: Vec<&Round> = rounds.filter(|r| r.plan.drawn.is_some()).collect();
        if drawn.is_empty() {
            return Vec::new();
        }
        let one = |r: &&Round| {
            let drawn = r.plan.drawn.as_ref()?;
            let of = counted(drawn.of as usize, "source");
            let by = match drawn.by.as_str() {
                "" => String::new(),
                by => format!(", stratified by {by}"),
            };
            Some(format!(
                "those of {} from {of}{by} (seed {})",
                r.plan.name, drawn.seed
            ))
        };
        let text = format!(
            "Sources were drawn at random: {}.",
            listed(drawn.iter().filter_map(one))
        );
        vec![Sentence {
            text,
            to: self.of_rounds(drawn),
        }]
    }

    pub fn changed(&self) -> Vec<Sentence> {
        let all = &self.changes;
        if all.is_empty() {
            return Vec::new();
        }
        let one = |(when, what): &(String, Change)| format!("{when}: {}", what.words());
        let text = format!(
            "The codebook changed between rounds: {}.",
            all.iter().map(one).collect::<Vec<_>>().join("; ")
        );
        vec![sentence(text, &[("changes", "record-codebook")])]
    }

    /// Who judged codes in a review of them, and how far they came.
    pub fn reviewed(&self) -> Vec<Sentence> {
        let view = self.study.view;
        let one = |review: &Review| {
            let by = review.plan.reviewers.iter();
            let by = by.map(|who| review::progress(view, review, who));
            format!(
                "{} ({}; {})",
                review.plan.name,
                listed(by),
                review::state(view, review)
            )
        };
        let all: Vec<String> = view.reviews().iter().map(one).collect();
        if all.is_empty() {
            return Vec::new();
        }
        let text = format!("Codes were reviewed for cogency: {}.", all.join("; "));
        vec![sentence(text, &[("reviews", "record-reviews")])]
    }

    pub fn amended(&self) -> Vec<Sentence> {
        let view = self.study.view;
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        for amendment in view.amendments() {
            *codes
                .entry(view.codebook().name(amendment.code))
                .or_default() += 1;
        }
        if codes.is_empty() {
            return Vec::new();
        }
        let all: usize = codes.values().sum();
        let text = format!(
            "While differences were settled, {} of the codebook {} amended, of {}.",
            counted(all, "clause"),
            were(all),
            listed(codes.keys())
        );
        vec![sentence(
            text,
            &[("amendments", "record-amended"), ("codebook", "codebook")],
        )]
    }

    pub fn alone(&self) -> Vec<Sentence> {
        let study = self.study;
        let mut by: BTreeMap<String, usize> = BTreeMap::new();
        for (_, basis) in &study.findings.layer.basis {
            if let Basis::Coder(coder) = basis {
                *by.entry(study.called([coder])).or_default() += 1;
            }
        }
        if by.is_empty() {
            return Vec::new();
        }
        let all: usize = by.values().sum();
        let text = format!(
            "In {} findings rest on one coder alone ({}): what they missed or coded too much nobody has checked.",
            counted(all, "source"),
            listed(by.iter().map(|(who, n)| format!("{who} {n}")))
        );
        vec![sentence(
            text,
            &[("quotes", "quotes"), ("agreement", "agreement")],
        )]
    }

    pub fn waiting(&self) -> Vec<Sentence> {
        let study = self.study;
        let waiting = &study.findings.layer.waiting;
        if waiting.is_empty() {
            return Vec::new();
        }
        let rounds = study.view.rounds().iter();
        let rounds: Vec<&Round> = rounds
            .filter(|r| waiting.iter().any(|(_, id)| *id == r.id))
            .collect();
        let text = format!(
            "{} {} for {}, which {} blind and not open: nothing coded in {} is in this report.",
            counted(waiting.len(), "source"),
            if waiting.len() == 1 { "waits" } else { "wait" },
            listed(rounds.iter().map(|r| &r.plan.name)),
            if rounds.len() == 1 { "is" } else { "are" },
            if waiting.len() == 1 { "it" } else { "them" },
        );
        vec![Sentence {
            text,
            to: self.of_rounds(rounds),
        }]
    }

    pub fn mapped(&self) -> Vec<Sentence> {
        let view = self.study.view;
        let Some(mapping) = view.settled_mapping() else {
            return Vec::new();
        };
        let framework = view.framework(mapping.plan.framework);
        let name = framework.map_or("a framework", |f| f.name.as_str());
        let how = match mapping.plan.blind {
            true => ", apart from each other",
            false => "",
        };
        let codes = mapping.plan.codes.len();
        let open = mapping
            .plan
            .codes
            .iter()
            .filter(|c| mapping.decided(**c).is_none())
            .count();
        let decided = match open {
            0 => "all of them decided now".to_owned(),
            n => format!("{n} not decided yet"),
        };
        // A code that one did not look at is mapped by the others alone.
        let by = |coder: &CoderId, code: CodeId| match mapping.plan.blind {
            true => mapping.apart(coder, code).is_some(),
            false => mapping.now(coder, code).is_some(),
        };
        let by_all = |code: &&CodeId| mapping.plan.coders.iter().all(|coder| by(coder, **code));
        let all = counted(codes, "code");
        let mapped = match mapping.plan.codes.iter().filter(by_all).count() {
            n if n == codes => all,
            n => format!("{n} of {all}"),
        };
        let text = format!(
            "{} mapped {mapped} to the constructs of {name}{how}: {decided}.",
            self.study.called(&mapping.plan.coders),
        );
        vec![sentence(text, &[("mapping", "record-mapping")])]
    }

    pub fn themes(&self) -> Vec<Sentence> {
        let map = self.study.view.themes();
        let (themes, below): (Vec<_>, Vec<_>) = map.themes.iter().partition(|t| t.depth == 0);
        if map.themes.is_empty() {
            return Vec::new();
        }
        let with = match below.len() {
            0 => String::new(),
            n => format!(" with {}", counted(n, "subtheme")),
        };
        let made = format!(
            "{}{with} {} made",
            counted(themes.len(), "theme"),
            were(themes.len())
        );
        let mut text = match map.themes.iter().filter(|t| t.codes.is_empty()).count() {
            0 => format!("From these codes {made}."),
            n => format!("{made}; no code stands directly under {n} of them."),
        };
        let negative = self.negative();
        if negative > 0 {
            text.push_str(&format!(
                " {} {} marked as speaking against a theme.",
                counted(negative, "segment"),
                were(negative)
            ));
        }
        if let Some(judged) = self.judged() {
            text.push_str(&format!(" {judged}."));
        }
        vec![sentence(text, &[("themes", "themes")])]
    }

    /// How many were asked what they say to the themes, and what they said.
    pub fn members(&self) -> Vec<Sentence> {
        let all = ThemeCheck::all(self.study.view);
        if all.is_empty() {
            return Vec::new();
        }
        let asked: BTreeSet<&String> = all.iter().flat_map(|c| &c.asked).collect();
        let of = |stance| all.iter().map(|c| c.count(stance)).sum::<usize>();
        let followed: usize = all.iter().map(|c| c.followed().len()).sum();
        let text = format!(
            "{} {} asked what they say to {}: {} accepted, {} disputed and {} to be changed; what followed is recorded {}.",
            counted(asked.len(), "participant"),
            were(asked.len()),
            counted(all.len(), "theme"),
            of(Stance::Accept),
            of(Stance::Dispute),
            of(Stance::Change),
            match followed {
                1 => "once".to_owned(),
                n => format!("{n} times"),
            }
        );
        vec![sentence(text, &[("themes", "themes")])]
    }

    /// How many segments that findings count speak against a theme.
    pub fn negative(&self) -> usize {
        let themes = self.study.view.themes().themes.iter();
        let marks = &self.study.findings.marks;
        themes
            .map(|t| marks.count(EvidenceOn::Theme(t.id)).negative)
            .sum()
    }

    /// What was judged of how robust themes are, with what came of it; nothing where nothing was.
    pub fn judged(&self) -> Option<String> {
        let themes = &self.study.view.themes().themes;
        let last: Vec<_> = themes.iter().filter_map(|t| t.judged.last()).collect();
        let of = |robust| last.iter().filter(|j| j.robust == robust).count();
        let outcomes = Robustness::ALL.map(|robust| (of(robust), robust.words()));
        let outcomes = outcomes.iter().filter(|(n, _)| *n > 0);
        let outcomes: Vec<String> = outcomes.map(|(n, words)| format!("{n} {words}")).collect();
        (!last.is_empty()).then(|| {
            format!(
                "Of {}, {} {} judged for whether the data bear it out: {}",
                counted(themes.len(), "theme"),
                last.len(),
                were(last.len()),
                listed(outcomes)
            )
        })
    }

    pub fn deviations(&self) -> Sentence {
        let view = self.study.view;
        let mut all: Vec<String> = Vec::new();
        for round in view.rounds() {
            let name = &round.plan.name;
            let without = round
                .plan
                .coders
                .iter()
                .filter(|c| !round.submitted.contains_key(*c));
            let without: Vec<_> = without.collect();
            if let Some(by) = &round.closed_early {
                let by = self.study.called([by]);
                all.push(format!(
                    "{name} was closed by {by} before all had submitted"
                ));
            } else if !without.is_empty() && round.plan.kind != RoundKind::Imported {
                all.push(format!("{name} is not over"));
            }
            if round.correction().is_some() {
                all.push(format!("who speaks was corrected after {name} was planned"));
            }
        }
        let cancelled = view.cancelled_rounds().iter().map(|r| &r.plan.name);
        all.extend(cancelled.map(|name| format!("{name} was called off")));
        let corrected = view.sources().iter().filter(|s| s.revision > 1).count();
        if corrected > 0 {
            all.push(format!(
                "the text of {}, or who speaks in it, was corrected",
                counted(corrected, "source")
            ));
        }
        let set = view
            .sources()
            .iter()
            .filter(|s| !s.speakers.is_empty())
            .count();
        if set > 0 {
            all.push(format!(
                "who speaks was said by hand in {}",
                counted(set, "source")
            ));
        }
        let made: BTreeSet<&SourceId> = view
            .sources()
            .iter()
            .flat_map(|s| s.made_of.iter().map(|p| &p.source))
            .collect();
        let (parts, removed): (Vec<_>, Vec<_>) =
            view.taken_out().iter().partition(|s| made.contains(&s.id));
        if !parts.is_empty() {
            all.push(format!(
                "{} {} joined or cut into others",
                counted(parts.len(), "source"),
                were(parts.len())
            ));
        }
        if !removed.is_empty() {
            all.push(format!(
                "{} {} taken out",
                counted(removed.len(), "source"),
                were(removed.len())
            ));
        }
        let closed = view.reviews().iter().filter(|r| r.closed.is_some());
        all.extend(closed.map(|r| format!("the review {} was closed", r.plan.name)));
        let text = match all.is_empty() {
            true => "The record shows no round that was closed early, called off or is not over, no correction of who speaks or of a text, and no source taken out.".to_owned(),
            false => format!("What the record shows besides: {}.", all.join("; ")),
        };
        sentence(text, &[("record", "record"), ("rounds", "rounds")])
    }
}
