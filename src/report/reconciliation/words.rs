//! Verdicts in words, as they are meant on the item they were given on.

use crate::model::code::Codebook;
use crate::model::ids::{CodeId, CoderId};
use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::verdict::{Ballot, CodeRuling, Ruling, Vote};
use crate::model::wrap::letters;
use crate::reconcile::item::{Item, ItemKind};

/// Characters of a stretch that are shown.
const SHOWN: usize = 44;

#[derive(Clone, Copy)]
pub struct About<'a> {
    pub item: &'a Item,
    /// The coders, as in the item.
    pub coders: &'a [CoderId],
    pub codebook: &'a Codebook,
    /// The text, where it is at hand.
    pub document: Option<&'a Document>,
}

impl About<'_> {
    pub fn ruling(&self, ruling: &Ruling) -> String {
        match ruling {
            Ruling::Of(coder) if self.left_alone(coder) => {
                format!("nothing stands, as {coder} left it")
            }
            Ruling::Of(coder) => format!("{coder}'s coding stands"),
            Ruling::Both if self.item.codings.len() > 2 => "all stand".into(),
            Ruling::Both => "both stand".into(),
            Ruling::Neither if matches!(self.item.kind, ItemKind::OneOnly(_)) => {
                "nothing stands".into()
            }
            Ruling::Neither => "neither stands".into(),
            Ruling::Adjusted(span) => format!("on another stretch: {}", self.stretch(*span)),
            Ruling::Another(code, span) => {
                let name = self.codebook.name(*code);
                format!("“{name}” stands on {}", self.stretch(*span))
            }
            Ruling::Kept => "disagreement kept".into(),
            Ruling::Parked => "parked".into(),
            Ruling::Reopened => "reopened".into(),
        }
    }

    /// What a verdict says: of the place, or of one code after the other.
    pub fn decided(&self, ruling: &Ruling, by_code: &[CodeRuling]) -> String {
        if by_code.is_empty() {
            return self.ruling(ruling);
        }
        let codes = self.item.codes();
        let of = |code: &CodeId| {
            let own = by_code.iter().find(|of| of.code == *code);
            let ruling = own.map_or(ruling, |of| &of.ruling);
            format!("“{}” {}", self.codebook.name(*code), self.of_code(ruling))
        };
        codes.iter().map(of).collect::<Vec<_>>().join(" · ")
    }

    /// What a ruling says of one code, after its name.
    fn of_code(&self, ruling: &Ruling) -> String {
        match ruling {
            Ruling::Of(coder) => format!("as {coder} has it"),
            Ruling::Both => "stands".into(),
            Ruling::Neither => "does not stand".into(),
            Ruling::Reopened => "is open".into(),
            other => format!(": {}", self.ruling(other)),
        }
    }

    /// Whether a coder coded nothing here.
    pub fn left_alone(&self, coder: &CoderId) -> bool {
        let at = self.coders.iter().position(|c| c == coder);
        at.and_then(|at| self.item.codings.get(at))
            .is_some_and(Vec::is_empty)
    }

    /// `24 “walk to … the market”, 38 characters`.
    fn stretch(&self, span: Span) -> String {
        let many = format!("{} characters", span.len());
        match self.document {
            Some(document) => format!(
                "{} “{}”, {many}",
                document.structure.cite(span),
                ends_of(document.text.slice(span))
            ),
            None => many,
        }
    }

    /// `ana: ana's coding · ben: neither`.
    pub fn votes(&self, votes: &[Vote]) -> String {
        let one = |v: &Vote| {
            let ballot = match &v.ballot {
                None => "passed".to_owned(),
                Some(Ballot::Of(coder)) if self.left_alone(coder) => "nothing stands".to_owned(),
                Some(Ballot::Of(coder)) => format!("{coder}'s coding"),
                Some(other) => other.word(),
            };
            format!("{}: {ballot}", v.coder)
        };
        let all: Vec<String> = votes.iter().map(one).collect();
        all.join(" · ")
    }
}

/// A text on one line, its middle left out where it is long.
fn ends_of(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    let letters: Vec<&str> = letters(&line).map(|(letter, _)| letter).collect();
    if letters.len() <= SHOWN {
        return line;
    }
    let half = SHOWN / 2 - 1;
    let (head, tail) = (&letters[..half], &letters[letters.len() - half..]);
    format!(
        "{} … {}",
        head.concat().trim_end(),
        tail.concat().trim_start()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_stretch_shows_its_ends() {
        assert_eq!(ends_of("just to  walk\nthere"), "just to walk there");
        let long = "We put three on the sheet. The first was small, just to walk to the market.";
        let shown = ends_of(long);
        assert_eq!(shown, "We put three on the s … o walk to the market.");
        assert!(shown.chars().count() <= SHOWN + 1);
    }
}
