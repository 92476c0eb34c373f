//! The paragraphs of a turn as stored with it: number and first code point of each, four bytes a
//! value, so that a hit can be cited before its source is opened. A letter stands in the upper bits
//! of the number, which a source never needs.

use crate::model::limits::PARAGRAPHS;
use crate::model::source::{Cited, Structure};

const NUMBER_BITS: u32 = 20;
const _: () = assert!(PARAGRAPHS.most < 1 << NUMBER_BITS);

pub(super) fn packed(structure: &Structure, turn: usize) -> Vec<u8> {
    let of_turn = |p: &&crate::model::source::Paragraph| p.turn as usize == turn;
    let from = structure
        .paragraphs
        .partition_point(|p| (p.turn as usize) < turn);
    let here = structure.paragraphs[from..].iter().take_while(of_turn);
    here.flat_map(|p| [code(p.cited()).to_le_bytes(), p.span.start.to_le_bytes()])
        .flatten()
        .collect()
}

fn code(cited: Cited) -> u32 {
    cited.number | u32::from(cited.letter) << NUMBER_BITS
}

/// The paragraph at a code point as cited; 0 when the turn has none.
pub(super) fn cited_at(packed: &[u8], at: u32) -> Cited {
    let mut number = 0;
    for pair in packed.chunks_exact(8) {
        if number != 0 && value(&pair[4..]) > at {
            break;
        }
        number = value(&pair[..4]);
    }
    named(number)
}

/// Whether a paragraph is among them that is cited so.
pub(super) fn has(packed: &[u8], cited: &str) -> bool {
    let mut pairs = packed.chunks_exact(8);
    pairs.any(|pair| named(value(&pair[..4])).to_string() == cited)
}

fn value(bytes: &[u8]) -> u32 {
    u32::from_le_bytes(bytes.try_into().unwrap_or_default())
}

/// The paragraph of a code.
fn named(code: u32) -> Cited {
    Cited {
        number: code & ((1 << NUMBER_BITS) - 1),
        letter: (code >> NUMBER_BITS) as u16,
    }
}
