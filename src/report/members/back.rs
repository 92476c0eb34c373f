//! What came back as a source: the person's own words under the numbers of the claims. No statement of
//! a theme stands in it, for a source is everybody's and a theme may not be.

use super::filled::{Filled, FilledClaim};
use super::phrases::ENGLISH;
use crate::model::source::{Paragraph, Speaker, SpeakerRole, Structure, Turn};
use crate::model::text::Span;
use crate::report::words::listed;

/// The text of a source with its structure, and where the words on each claim stand in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Back {
    pub text: String,
    pub structure: Structure,
    /// By number of the claim.
    pub words: Vec<(usize, Span)>,
    at: u32,
}

/// Puts together what somebody wrote back. Whoever it is speaks in it by their own name.
pub fn came_back(filled: &Filled, person: &str, reference: &str) -> Back {
    let mut back = Back::default();
    back.structure.speakers.push(Speaker {
        label: person.to_owned(),
        role: SpeakerRole::Participant,
    });
    back.heading(&format!("Answer to packet {reference}"));
    let statement = ENGLISH.statement;
    let empty = |c: &&FilledClaim| c.ticked.is_empty() && c.words.is_empty();
    for claim in filled.claims.iter().filter(|c| !empty(c)) {
        let ticked = listed(claim.ticked.iter().map(|(stance, _)| stance.word()));
        back.heading(&match ticked.is_empty() {
            true => format!("{statement} {}", claim.number),
            false => format!("{statement} {}, ticked: {ticked}", claim.number),
        });
        let said = back.turn(person, &claim.words);
        back.words.extend(said.map(|span| (claim.number, span)));
    }
    if !filled.other.is_empty() {
        back.heading(ENGLISH.other);
        back.turn(person, &filled.other);
    }
    back
}

impl Back {
    /// A paragraph nobody says.
    fn heading(&mut self, words: &str) {
        let start = self.at;
        self.paragraph(words);
        self.close(None, start, start);
    }

    /// What the person says, if anything; gives where their words stand.
    fn turn(&mut self, person: &str, words: &[String]) -> Option<Span> {
        let (first, rest) = words.split_first()?;
        let start = self.at;
        let talk = start + person.chars().count() as u32 + 2;
        self.paragraph(&format!("{person}: {first}"));
        rest.iter().for_each(|words| self.paragraph(words));
        let end = self.close(Some(0), start, talk);
        Some(Span { start: talk, end })
    }

    fn paragraph(&mut self, words: &str) {
        let end = self.at + words.chars().count() as u32;
        self.structure.paragraphs.push(Paragraph {
            number: self.structure.paragraphs.len() as u32 + 1,
            letter: 0,
            span: Span {
                start: self.at,
                end,
            },
            turn: self.structure.turns.len() as u32,
        });
        self.text.push_str(words);
        self.text.push('\n');
        self.at = end + 1;
    }

    /// Ends a turn behind its last paragraph; gives where.
    fn close(&mut self, speaker: Option<u16>, start: u32, talk: u32) -> u32 {
        let end = self.at - 1;
        self.structure.turns.push(Turn {
            speaker,
            span: Span { start, end },
            talk,
            time_ms: None,
        });
        end
    }
}
