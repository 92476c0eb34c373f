//! The paper a member is handed, in plain words.

use super::phrases::Phrases;
use super::quotes::{Quote, one_line};
use crate::export::paper::{Block, Paper};
use crate::model::member::{Packet, PacketFor, Stance};

/// Lines to write on, under each statement.
const ROOM: u8 = 4;

/// A packet as it is handed out in these words: each claim with these quotes. No name of a theme, no code and no coder
/// is in it.
pub fn paper(study: &str, packet: &Packet, quotes: &[Vec<Quote>], own: &Phrases) -> Paper {
    let [of_study, of_person, of_reference] = own.facts;
    let fact = |name: &str, what: String| (name.to_owned(), what);
    let mut facts = vec![fact(of_study, one_line(study))];
    let (alone, said) = match &packet.text.to {
        PacketFor::Person(who) => {
            facts.push(fact(of_person, one_line(who)));
            (own.own_alone, own.you_said)
        }
        // How a group was chosen is the study's own affair.
        PacketFor::Group { .. } => (own.group_alone, own.group_said),
    };
    facts.push(fact(of_reference, packet.reference()));
    let text = |words: &str| Block::text(words);
    let mut blocks = vec![Block::Heading(1, own.title.to_owned()), Block::Facts(facts)];
    blocks.extend([own.welcome, alone, own.how, own.leave].map(text));
    let none = Vec::new();
    for (at, claim) in packet.text.claims.iter().enumerate() {
        blocks.push(Block::Heading(2, format!("{} {}", own.statement, at + 1)));
        blocks.push(Block::text(one_line(&claim.statement)));
        let quotes = quotes.get(at).unwrap_or(&none);
        if !quotes.is_empty() {
            blocks.push(text(said));
        }
        let quoted = |quote: &Quote| Block::quote(format!("“{}”", quote.words));
        blocks.extend(quotes.iter().map(quoted));
        blocks.push(text(own.asked));
        let choices = Stance::ALL.map(|stance| own.choice(stance).to_owned());
        blocks.push(Block::Choices(choices.into()));
        blocks.extend([text(own.in_words), Block::Room(ROOM)]);
    }
    blocks.push(Block::Heading(2, own.other.to_owned()));
    blocks.extend([text(own.other_asked), Block::Room(ROOM)]);
    Paper {
        language: own.language.to_owned(),
        blocks,
    }
}
