//! What is claimed of a study as a whole, sentence by sentence.

use super::rounds::Compared;
use super::study::Study;
use crate::model::layer::Basis;
use crate::model::round::{Round, RoundKind};
use crate::model::source::SourceKind;
use crate::report::framework::words as mapping_words;
use crate::report::words::{counted, listed, were};
use crate::report::{people, spoken};
use std::collections::BTreeMap;

/// A sentence, and where in the report stands what it rests on.
pub(super) struct Sentence {
    pub text: String,
    /// Names with their places.
    pub to: Vec<(String, String)>,
}

/// What sentences about a study are made of.
pub(super) struct Facts<'f, 'a> {
    pub study: &'f Study<'a>,
    pub compared: &'f Compared<'a>,
}

fn sentence(text: String, to: &[(&str, &str)]) -> Sentence {
    let own = |(name, place): &(&str, &str)| ((*name).to_owned(), (*place).to_owned());
    let to = to.iter().map(own).collect();
    Sentence { text, to }
}

impl Facts<'_, '_> {
    pub fn material(&self) -> Sentence {
        let view = self.study.view;
        let mut kinds = Vec::new();
        for kind in SourceKind::ALL {
            let n = view.sources().iter().filter(|s| s.kind == kind).count();
            if n > 0 {
                kinds.push(counted(n, kind.word()));
            }
        }
        let people = people(view, &spoken(view, self.study.texts.documents()));
        let speak = people.iter().filter(|p| !p.speaks.is_empty()).count();
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
            "{} {} for {}, which {} blind and not open: nothing of {} is in this report but what its reader coded there.",
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
        let text = format!(
            "{} mapped {} to the constructs of {name}{how} ({}).",
            self.study.called(&mapping.plan.coders),
            counted(mapping.plan.codes.len(), "code"),
            mapping_words::state(view, mapping)
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
        let mut text = format!(
            "From these codes {}{with} {} made.",
            counted(themes.len(), "theme"),
            were(themes.len())
        );
        let marks = map.marks.values().flatten();
        let negative = marks.filter(|m| m.bearing.against).count();
        if negative > 0 {
            text.push_str(&format!(
                " {} {} marked as speaking against a claim.",
                counted(negative, "segment"),
                were(negative)
            ));
        }
        let judged = map.themes.iter().filter(|t| !t.judged.is_empty()).count();
        if judged > 0 {
            text.push_str(&format!(
                " Whether a theme holds was judged of {judged} of {}, with who was present and why.",
                map.themes.len()
            ));
        }
        vec![sentence(text, &[("themes", "themes")])]
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
                "the text of {} was corrected",
                counted(corrected, "source")
            ));
        }
        let removed = view.taken_out().len();
        if removed > 0 {
            all.push(format!(
                "{} {} taken out",
                counted(removed, "source"),
                were(removed)
            ));
        }
        let text = match all.is_empty() {
            true => "The record shows no round that was closed early, called off or is not over, no correction of who speaks or of a text, and no source taken out.".to_owned(),
            false => format!("What the record shows besides: {}.", all.join("; ")),
        };
        sentence(text, &[("record", "record"), ("rounds", "rounds")])
    }
}
