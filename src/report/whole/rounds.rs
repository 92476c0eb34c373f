//! The rounds, what was compared in them, and the minutes of what was decided.

use super::sentence::Sentence;
use super::study::Study;
use crate::agreement::round::Intervals;
use crate::export::paper::{Block, Paper};
use crate::model::round::Round;
use crate::report::claims::how;
use crate::report::figures::Results;
use crate::report::words::counted;
use crate::report::{CodebookVersion, Queue, Request, minutes};

/// A round with its figures, or why it has none.
pub(super) type Figures = Result<(Results, Option<Intervals>), String>;

/// Every round with its figures.
pub(super) struct Compared<'a> {
    pub all: Vec<(&'a Round, Figures)>,
}

impl<'a> Compared<'a> {
    pub fn of(study: &Study<'a>) -> Compared<'a> {
        let answer = |round: &'a Round| {
            let answer = Request::round(round.id).answer(study.view, study.texts.documents());
            (round, answer)
        };
        Compared {
            all: study.view.rounds().iter().map(answer).collect(),
        }
    }

    /// That nothing is said of what came of a round, and why.
    pub fn left_out(&self, study: &Study) -> Vec<Sentence> {
        let rounds = self.all.iter().filter(|(r, _)| r.plan.coders.len() > 1);
        let sentence = |(round, figures): &(&Round, Figures)| {
            let (name, why) = (round.plan.name.clone(), figures.as_ref().err()?);
            let text = format!("How far the coders of {name} agreed is not told here: {why}.");
            let to = vec![(name, study.anchors.round(round.id).unwrap_or_default())];
            Some(Sentence { text, to })
        };
        rounds.filter_map(sentence).collect()
    }
}

pub(super) fn section(study: &Study, compared: &Compared) -> Vec<Block> {
    if compared.all.is_empty() {
        return vec![Block::text("No round has been opened.")];
    }
    compared
        .all
        .iter()
        .flat_map(|(round, figures)| one(study, round, figures))
        .collect()
}

fn one(study: &Study, round: &Round, figures: &Figures) -> Vec<Block> {
    let plan = &round.plan;
    let mut blocks: Vec<Block> = study
        .anchors
        .round(round.id)
        .map(Block::Anchor)
        .into_iter()
        .collect();
    blocks.push(Block::Heading(3, plan.name.clone()));
    let opened = format!("{} UTC by {}", round.at.minute(), study.called([&round.by]));
    let mut facts = vec![
        ("Kind", format!("{}, {}", plan.kind_words(), how(round))),
        ("Opened", opened),
        ("Coders", study.called(&plan.coders)),
        ("Sources", counted(plan.sources.len(), "source")),
        ("Codebook", CodebookVersion::of(study.view, round).words()),
        (
            "Submitted",
            match round.submitted.is_empty() {
                true => "by nobody yet".to_owned(),
                false => format!("by {}", study.called(round.submitted.keys())),
            },
        ),
    ];
    if let Some(drawn) = &plan.drawn {
        facts.push(("Drawn", format!("from {}, seed {}", drawn.of, drawn.seed)));
    }
    if let Some(by) = &round.closed_early {
        facts.push(("Closed early", format!("by {}", study.called([by]))));
    }
    let own = |(name, what): (&str, String)| (name.to_owned(), what);
    blocks.push(Block::Facts(facts.into_iter().map(own).collect()));
    if plan.coders.len() > 1 {
        blocks.push(decisions(study, round, figures));
    }
    blocks
}

/// The minutes of a round, folded: they are long.
fn decisions(study: &Study, round: &Round, figures: &Figures) -> Block {
    let queue = match Queue::new(study.view, study.texts, round) {
        Ok(queue) => queue,
        Err(why) => return Block::text(format!("Nothing to reconcile: {why}.")),
    };
    let found = match figures {
        Ok((results, intervals)) => Ok((results, intervals.as_ref())),
        Err(why) => Err(why.as_str()),
    };
    let Paper { blocks, .. } = minutes(study.name, &queue, found);
    let below = |block| match block {
        Block::Heading(level, text) => Block::Heading(level + 2, text),
        block => block,
    };
    let minutes = blocks.into_iter().skip(1).map(below).collect();
    Block::Folded(
        "Minutes: what differed and what was decided".to_owned(),
        minutes,
    )
}
