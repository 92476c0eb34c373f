//! The paragraphs of a turn as stored with it: number and first code point of each, four bytes a
//! value, so that a hit can be cited before its source is opened.

use crate::model::source::Structure;

pub(super) fn packed(structure: &Structure, turn: usize) -> Vec<u8> {
    let of_turn = |p: &&crate::model::source::Paragraph| p.turn as usize == turn;
    let from = structure
        .paragraphs
        .partition_point(|p| (p.turn as usize) < turn);
    let here = structure.paragraphs[from..].iter().take_while(of_turn);
    here.flat_map(|p| [p.number.to_le_bytes(), p.span.start.to_le_bytes()])
        .flatten()
        .collect()
}

/// The number of the paragraph at a code point; 0 when the turn has none.
pub(super) fn number_at(packed: &[u8], at: u32) -> u32 {
    let value = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().unwrap_or_default());
    let mut number = 0;
    for pair in packed.chunks_exact(8) {
        if number != 0 && value(&pair[4..]) > at {
            break;
        }
        number = value(&pair[..4]);
    }
    number
}
