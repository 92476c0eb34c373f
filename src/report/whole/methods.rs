//! The methods of the whole study in sentences, each with what it rests on: one list of claims with their
//! conditions, as for rounds, and then what is claimed of each round (docs/claims.md shows both).

use super::facts::Facts;
use super::sentence::Sentence;
use crate::export::paper::{Block, Words};
use crate::report::claims::{Place, Record, claimed};

/// What may be said of a study as a whole.
pub(super) struct StudyClaim {
    pub name: &'static str,
    /// When it may be said, in words.
    pub condition: &'static str,
    pub rests_on: &'static str,
    /// Nothing where it may not be said.
    says: fn(&Facts) -> Vec<Sentence>,
}

/// All claims about a study as a whole, in the order in which they are said; what is claimed of each
/// round stands after the first four.
pub(super) const CLAIMS: &[StudyClaim] = &[
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
        name: "rounds left out",
        condition: "a round of two coders or more has no figures that everybody may see",
        rests_on: "who submitted, and which rounds are blind",
        says: |f| f.compared.left_out(f.study),
    },
    StudyClaim {
        name: "codebook changed",
        condition: "the codebook is another than when an earlier round was planned",
        rests_on: "the codebooks as they were known when each round was planned, and now",
        says: |f| f.changed(),
    },
    StudyClaim {
        name: "codes reviewed apart",
        condition: "a review of codes was opened",
        rests_on: "the plan of the review and the last judgement on each code",
        says: |f| f.reviewed(),
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
        name: "members asked",
        condition: "a packet was handed out",
        rests_on: "the packets, the answers and what followed from them",
        says: |f| f.members(),
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

pub(super) fn section(facts: &Facts) -> Vec<Block> {
    let Facts {
        study, compared, ..
    } = facts;
    let mut writing = Writing::default();
    let (before, after) = CLAIMS.split_at(BEFORE_ROUNDS);
    writing.claims(before, facts);
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
        // Reviews are of no round: they are told once, of the study.
        let of_round = claimed(&record, Place::Methods);
        for (claim, text) in of_round.filter(|(claim, _)| !claim.is_of_reviews()) {
            writing.say(
                (claim.name, claim.rests_on, claim.condition),
                Sentence {
                    text,
                    to: to.clone(),
                },
            );
        }
        writing.end();
    }
    writing.claims(after, facts);
    let mut blocks: Vec<Block> = writing.paragraphs.into_iter().map(Block::Text).collect();
    let line = "What each sentence rests on".to_owned();
    blocks.push(Block::Folded(line, writing.grounds));
    blocks
}

/// What is claimed of a study as a whole, with the claim it comes from.
#[cfg(test)]
pub(super) fn said(facts: &Facts) -> Vec<(&'static StudyClaim, String)> {
    let of = |claim: &'static StudyClaim| {
        let said = (claim.says)(facts).into_iter();
        said.map(move |sentence| (claim, sentence.text))
    };
    CLAIMS.iter().flat_map(of).collect()
}

/// Paragraphs, and what their sentences rest on.
#[derive(Default)]
struct Writing {
    paragraphs: Vec<Words>,
    paragraph: Words,
    grounds: Vec<Block>,
    /// How many grounds have a number, and what the last one is of.
    numbers: usize,
    last: Option<(String, Vec<(String, String)>)>,
}

impl Writing {
    fn claims(&mut self, claims: &[StudyClaim], facts: &Facts) {
        for claim in claims {
            for sentence in (claim.says)(facts) {
                self.say((claim.name, claim.rests_on, claim.condition), sentence);
            }
        }
        self.end();
    }

    /// A sentence with the number of what it rests on, which leads there.
    fn say(&mut self, (name, rests_on, condition): (&str, &str, &str), sentence: Sentence) {
        // Sentences of one claim about one round rest on the same.
        let now = (name.to_owned(), sentence.to.clone());
        let is_same = self.last.as_ref() == Some(&now);
        self.last = Some(now);
        self.numbers += usize::from(!is_same);
        let n = self.numbers;
        let ground = format!("ground-{n}");
        let begun = std::mem::take(&mut self.paragraph);
        let between = if begun.0.is_empty() { "" } else { " " };
        let words = begun.and(format!("{between}{} ", sentence.text));
        self.paragraph = words.and(Words::link(format!("[{n}]"), ground.clone()));
        if is_same {
            return;
        }
        let mut rests = Words::from(format!(
            "[{n}] {name}. Rests on: {rests_on}. Said where: {condition}."
        ));
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
