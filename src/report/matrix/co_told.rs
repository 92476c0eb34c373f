//! Which codes meet with whose codings, in words and as data.

use super::asked::Meeting;
use super::co_occurring::{CoOccur, CoOccurring, LAYERS};
use super::told::{Rested, SCENARIOS, holding, pivots_json, place, resting_on};
use crate::report::words::listed;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

impl CoOccurring {
    /// What changes, told.
    pub(super) fn rested(&self) -> Rested {
        let changing = self.pairs.iter().filter(|pair| !pair.is_robust());
        let said = changing.map(|pair| {
            let first = pair.pivots.as_ref().and_then(BTreeSet::first);
            let first = first.and_then(|segment| self.segments.get(segment));
            (self.sentence(pair), first.map(place))
        });
        let said: Vec<_> = said.collect();
        let alone = self.pairs.iter().filter(|pair| pair.alone).count();
        Rested {
            title: format!(
                "pairs that co-occur in some layer (at least 1 person speaks in both): {}; {} with the coder, {alone} rest on sources one coder coded alone, which nobody checked",
                self.pairs.len(),
                match said.len() {
                    1 => "1 changes".to_owned(),
                    n => format!("{n} change"),
                }
            ),
            said,
            notes: vec![self.boundaries(), SCENARIOS.to_owned()],
            json: self.json(),
        }
    }

    fn sentence(&self, pair: &CoOccur) -> String {
        let [a, b] = &self.coders;
        let names = [
            format!("by {a}"),
            format!("by {b}"),
            "by what both coded at one place".to_owned(),
            "by what both coded on any same character".to_owned(),
            "by what either coded".to_owned(),
            "in the consensus with what is open".to_owned(),
            "in the consensus without what is open".to_owned(),
        ];
        let rests = match pair.stands_on_both() {
            true => " It rests on no contested segment: both coders marked there, with other boundaries or codes.".to_owned(),
            false => resting_on(pair.pivots.as_ref(), &self.segments),
        };
        format!(
            "{} and {} co-occur, {}: {}.{rests}",
            pair.row,
            pair.column,
            met(self.how),
            holding(&names, &pair.holds)
        )
    }

    /// That boundaries matter, and how.
    fn boundaries(&self) -> String {
        let overlaps = self.overlaps.iter().map(|percent| format!("{percent} %"));
        format!(
            "What both coded is told twice: strictly, where each code's stretches lie at one place as the round's plan has it (an overlap of {}), and loosely, where they share any character. In no other claim do boundaries matter.",
            listed(overlaps)
        )
    }

    fn json(&self) -> Json {
        let pair = |pair: &CoOccur| {
            let holds: BTreeMap<&str, bool> = LAYERS.into_iter().zip(pair.holds).collect();
            json!({
                "row": pair.row, "column": pair.column, "holds": holds,
                "changes": !pair.is_robust(), "alone": pair.alone,
                "pivots": pivots_json(pair.pivots.as_ref(), &self.segments),
            })
        };
        let counted = |is: &dyn Fn(&&CoOccur) -> bool| self.pairs.iter().filter(is).count();
        json!({
            "coders": self.coders,
            "meeting": met(self.how),
            "overlap_percent": self.overlaps,
            "change": counted(&|pair| !pair.is_robust()),
            "alone": counted(&|pair| pair.alone),
            "pairs": self.pairs.iter().map(pair).collect::<Vec<_>>(),
        })
    }
}

/// How they meet.
fn met(how: Meeting) -> String {
    match how {
        Meeting::Same => "on the same stretch".to_owned(),
        Meeting::Inside => "the first inside the second".to_owned(),
        Meeting::Crossing => "crossing one another".to_owned(),
        Meeting::Near(0) => "in one turn".to_owned(),
        Meeting::Near(1) => "at most 1 turn apart".to_owned(),
        Meeting::Near(n) => format!("at most {n} turns apart"),
    }
}
