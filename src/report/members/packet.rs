//! The paper a member is handed, in plain words.

use super::phrases::{
    ASKED, ELSE, ELSE_ASKED, FOR, GROUP_ALONE, GROUP_SAID, HOW, IN_WORDS, LEAVE, OWN_WORDS_ALONE,
    REFERENCE, STATEMENT, STUDY, TITLE, WELCOME, YOU_SAID, choice,
};
use super::quotes::{Quote, one_line};
use crate::export::paper::{Block, Paper};
use crate::model::member::{Packet, PacketFor, Stance};

/// Lines to write on, under each statement.
const ROOM: u8 = 4;

/// A packet as it is handed out: each claim with these quotes. No name of a theme, no code and no coder
/// is in it.
pub fn paper(study: &str, packet: &Packet, quotes: &[Vec<Quote>]) -> Paper {
    let fact = |name: &str, what: String| (name.to_owned(), what);
    let mut facts = vec![fact(STUDY, one_line(study))];
    let (alone, said) = match &packet.text.to {
        PacketFor::Person(who) => {
            facts.push(fact(FOR, one_line(who)));
            (OWN_WORDS_ALONE, YOU_SAID)
        }
        // How a group was chosen is the study's own affair.
        PacketFor::Group { .. } => (GROUP_ALONE, GROUP_SAID),
    };
    facts.push(fact(REFERENCE, packet.reference()));
    let text = |words: &str| Block::Text(words.to_owned());
    let mut blocks = vec![Block::Heading(1, TITLE.to_owned()), Block::Facts(facts)];
    blocks.extend([WELCOME, alone, HOW, LEAVE].map(text));
    let none = Vec::new();
    for (at, claim) in packet.text.claims.iter().enumerate() {
        blocks.push(Block::Heading(2, format!("{STATEMENT} {}", at + 1)));
        blocks.push(Block::Text(one_line(&claim.statement)));
        let quotes = quotes.get(at).unwrap_or(&none);
        if !quotes.is_empty() {
            blocks.push(text(said));
        }
        let quoted = |quote: &Quote| Block::Quote(format!("“{}”", quote.words));
        blocks.extend(quotes.iter().map(quoted));
        blocks.push(text(ASKED));
        let choices = Stance::ALL.map(|stance| choice(stance).to_owned());
        blocks.push(Block::Choices(choices.into()));
        blocks.extend([text(IN_WORDS), Block::Room(ROOM)]);
    }
    blocks.push(Block::Heading(2, ELSE.to_owned()));
    blocks.extend([text(ELSE_ASKED), Block::Room(ROOM)]);
    Paper {
        language: "en".to_owned(),
        blocks,
    }
}
