//! Shades of a heat map that need no colour: a glyph by how large a count is, the number beside it.

/// The glyph of a count, of the largest there is; nothing for 0.
pub(super) fn shade(count: u64, most: u64, plain: bool) -> &'static str {
    let glyphs = match plain {
        true => [".", ":", "+", "#"],
        false => ["░", "▒", "▓", "█"],
    };
    match (count, most) {
        (0, _) | (_, 0) => " ",
        _ => {
            let share = (count as f64 / most as f64).sqrt();
            glyphs[((share * 4.0).ceil() as usize).clamp(1, 4) - 1]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_counts_are_darker_and_nothing_is_blank() {
        let shades: Vec<&str> = [0, 1, 20, 60, 100].map(|n| shade(n, 100, false)).to_vec();
        assert_eq!(shades, [" ", "░", "▒", "█", "█"]);
        assert_eq!(shade(0, 0, true), " ");
    }
}
