//! Terms one after the other, and where they stand in a text.

use super::tokenizer::{Entry, Sort, Terms};
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Is(String),
    Begins(String),
    /// A term so many letters away at most.
    Like(String, u8),
}

/// Terms with their distance from the first.
pub(super) type Phrase = Vec<(usize, Piece)>;

/// Where a phrase stands: its first position, and its bytes.
pub(super) fn occurrences(phrase: &Phrase, terms: &Terms) -> Vec<(usize, Range<usize>)> {
    let Some((first_offset, first)) = phrase.first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in terms.entries().iter().filter(|e| fits(first, terms, e)) {
        let Some(base) = entry.position.checked_sub(*first_offset) else {
            continue;
        };
        if let Some(end) = ends(&phrase[1..], base, terms, entry.bytes.end) {
            found.push((base, entry.bytes.start..end));
        }
    }
    found
}

/// Where the rest of a phrase ends, if all of it stands where it should.
fn ends(rest: &[(usize, Piece)], base: usize, terms: &Terms, first_end: usize) -> Option<usize> {
    let all = terms.entries();
    let mut end = first_end;
    for (offset, piece) in rest {
        let at = all.partition_point(|e| e.position < base + offset);
        let here = all[at..].iter().take_while(|e| e.position == base + offset);
        end = end.max(
            here.filter(|e| fits(piece, terms, e))
                .map(|e| e.bytes.end)
                .max()?,
        );
    }
    Some(end)
}

fn fits(piece: &Piece, terms: &Terms, entry: &Entry) -> bool {
    match piece {
        Piece::Is(term) => terms.term(entry) == term,
        Piece::Begins(start) => {
            entry.sort == Sort::Word && terms.term(entry).starts_with(start.as_str())
        }
        Piece::Like(word, most) => {
            strsim::osa_distance(word, terms.term(entry)) <= usize::from(*most)
        }
    }
}
