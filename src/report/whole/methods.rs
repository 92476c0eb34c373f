//! The methods of the whole study in sentences, each with what it rests on: one list of claims with their
//! conditions, as for rounds, and then what is claimed of each round (docs/claims.md shows both).

use super::rounds::Compared;
use super::study::Study;
use crate::export::paper::{Block, Words};
use crate::model::layer::Basis;
use crate::model::round::{Round, RoundKind};
use crate::model::source::SourceKind;
use crate::report::claims::{Place, Record, claimed};
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

/// What may be said of a study as a whole.
pub(crate) struct StudyClaim {
    pub name: &'static str,
    /// When it may be said, in words.
    pub condition: &'static str,
    pub rests_on: &'static str,
    /// Nothing where it may not be said.
    says: fn(&Facts) -> Vec<Sentence>,
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

/// All claims about a study as a whole, in the order in which they are said; what is claimed of each
/// round stands after the first four.
pub(crate) const CLAIMS: &[StudyClaim] = &[
    StudyClaim {
        name: "material",
        condition: "always",
        rests_on: "the sources and who speaks in them",
        says: |f| vec![f.material()],
    },
    StudyClaim {
        name: "codebook from where",
        condition: "the codebook has a code",
        rests_on: "when each code was made, and when the first coding was",
        says: |f| f.codebook(),
    },
    StudyClaim {
        name: "rounds of the study",
        condition: "a round was opened",
        rests_on: "the plans of the rounds",
        says: |f| f.rounds(),
    },
    StudyClaim {
        name: "how sources were drawn",
        condition: "the sources of a round were drawn at random",
        rests_on: "what the plan says of how they were drawn",
        says: |f| f.drawn(),
    },
    StudyClaim {
        name: "clauses amended",
        condition: "a clause of the codebook was amended while differences were settled",
        rests_on: "the amendments",
        says: |f| f.amended(),
    },
    StudyClaim {
        name: "coded by one alone",
        condition: "findings of a source rest on one coder alone",
        rests_on: "what decides in each source",
        says: |f| f.alone(),
    },
    StudyClaim {
        name: "waiting for a blind round",
        condition: "sources wait for a blind round",
        rests_on: "the plans and submissions",
        says: |f| f.waiting(),
    },
    StudyClaim {
        name: "mapped to a framework",
        condition: "codes were mapped to a framework and the mapping is over",
        rests_on: "the mapping as submitted, and the verdicts on it",
        says: |f| f.mapped(),
    },
    StudyClaim {
        name: "themes",
        condition: "a theme was made",
        rests_on: "the themes, what is marked on them, the judgements of how robust they are",
        says: |f| f.themes(),
    },
    StudyClaim {
        name: "deviations",
        condition: "always",
        rests_on: "early closings, rounds called off, who submitted and finished, corrections of texts and of who speaks, sources taken out",
        says: |f| vec![f.deviations()],
    },
];

/// So many of them stand before the rounds.
const BEFORE_ROUNDS: usize = 4;

pub(super) fn section(study: &Study, compared: &Compared) -> Vec<Block> {
    let facts = Facts { study, compared };
    let mut writing = Writing::default();
    let (before, after) = CLAIMS.split_at(BEFORE_ROUNDS);
    writing.claims(before, &facts);
    for (round, figures) in &compared.all {
        let Ok((results, intervals)) = figures else {
            continue;
        };
        let record = Record::of(study.view, results, intervals.as_ref(), study.naming);
        let anchor = study.anchors.round(round.id).unwrap_or_default();
        let to = vec![
            (round.plan.name.clone(), anchor),
            ("agreement".to_owned(), "agreement".to_owned()),
        ];
        for (claim, text) in claimed(&record, Place::Methods) {
            writing.say(
                claim.rests_on,
                Sentence {
                    text,
                    to: to.clone(),
                },
            );
        }
        writing.end();
    }
    writing.claims(after, &facts);
    let mut blocks: Vec<Block> = writing.paragraphs.into_iter().map(Block::Text).collect();
    let line = "What each sentence rests on".to_owned();
    blocks.push(Block::Folded(line, writing.grounds));
    blocks
}

/// Paragraphs, and what their sentences rest on.
#[derive(Default)]
struct Writing {
    paragraphs: Vec<Words>,
    paragraph: Words,
    grounds: Vec<Block>,
    sentences: usize,
}

impl Writing {
    fn claims(&mut self, claims: &[StudyClaim], facts: &Facts) {
        for claim in claims {
            for sentence in (claim.says)(facts) {
                self.say(claim.rests_on, sentence);
            }
        }
        self.end();
    }

    /// A sentence with a number that leads to what it rests on.
    fn say(&mut self, rests_on: &str, sentence: Sentence) {
        self.sentences += 1;
        let n = self.sentences;
        let ground = format!("ground-{n}");
        let begun = std::mem::take(&mut self.paragraph);
        let between = if begun.0.is_empty() { "" } else { " " };
        let words = begun.and(format!("{between}{} ", sentence.text));
        self.paragraph = words.and(Words::link(format!("[{n}]"), ground.clone()));
        let mut rests = Words::from(format!("[{n}] {rests_on}"));
        for (name, place) in sentence.to {
            rests = rests.and(" · ").and(Words::link(name, place));
        }
        self.grounds.push(Block::Anchor(ground));
        self.grounds.push(Block::Text(rests));
    }

    fn end(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if !paragraph.0.is_empty() {
            self.paragraphs.push(paragraph);
        }
    }
}

impl Facts<'_, '_> {
    fn material(&self) -> Sentence {
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

    fn codebook(&self) -> Vec<Sentence> {
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

    fn rounds(&self) -> Vec<Sentence> {
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
                " {} {} for training and {} in no figure of agreement that is reported for the study.",
                listed(&training),
                were(training.len()),
                if training.len() == 1 { "is" } else { "are" }
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

    fn drawn(&self) -> Vec<Sentence> {
        let rounds = self.study.view.rounds().iter();
        let drawn: Vec<&Round> = rounds.filter(|r| r.plan.drawn.is_some()).collect();
        if drawn.is_empty() {
            return Vec::new();
        }
        let one = |r: &&Round| {
            let drawn = r.plan.drawn.as_ref()?;
            Some(format!(
                "those of {} from {} (seed {})",
                r.plan.name, drawn.of, drawn.seed
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

    fn amended(&self) -> Vec<Sentence> {
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

    fn alone(&self) -> Vec<Sentence> {
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

    fn waiting(&self) -> Vec<Sentence> {
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

    fn mapped(&self) -> Vec<Sentence> {
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

    fn themes(&self) -> Vec<Sentence> {
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
                " Whether they hold was judged of {judged} of {}, with who was present and why.",
                map.themes.len()
            ));
        }
        vec![sentence(text, &[("themes", "themes")])]
    }

    fn deviations(&self) -> Sentence {
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
