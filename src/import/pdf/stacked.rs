//! Small letters over one another, such as those of a fraction: read from left to right alone, the
//! letters of both would be mixed, and `16½` would be `1612`.

use super::glyphs::{Glyph, Glyphs};

/// A glyph of a row, in the order of reading, and what is written before it.
pub(super) struct Set<'g> {
    pub glyph: &'g Glyph,
    pub before: &'static str,
}

impl<'g> Set<'g> {
    fn plain(glyph: &'g Glyph) -> Set<'g> {
        Set { glyph, before: "" }
    }
}

/// The glyphs of a row from left to right; of what stands over one another, the upper first.
pub(super) fn in_order<'g>(mut row: Vec<&'g Glyph>, glyphs: &Glyphs) -> Vec<Set<'g>> {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let size = row.iter().map(|g| g.size).fold(0.0, f32::max);
    let small = |g: &Glyph| g.size < 0.85 * size;
    let mut all: Vec<Set> = Vec::with_capacity(row.len());
    let mut rest = row.as_slice();
    while let [first, after @ ..] = rest {
        if !small(first) {
            all.push(Set::plain(first));
            rest = after;
            continue;
        }
        // They end where there is a gap, or a letter of the usual size.
        let mut right = first.right;
        let together = rest.iter().take_while(|g| {
            let near = small(g) && g.left <= right + 0.3 * g.size;
            right = right.max(g.right);
            near
        });
        let (here, more) = rest.split_at(together.count());
        stacked(here, glyphs, &mut all);
        rest = more;
    }
    all
}

/// Adds small letters that stand together: the upper ones and then the lower, if some do.
fn stacked<'g>(here: &[&'g Glyph], glyphs: &Glyphs, all: &mut Vec<Set<'g>>) {
    let top = here.iter().map(|g| g.baseline).fold(f32::MAX, f32::min);
    let (upper, lower): (Vec<&Glyph>, Vec<&Glyph>) =
        here.iter().partition(|g| g.baseline - top < 0.5 * g.size);
    let over = |u: &&Glyph| {
        lower
            .iter()
            .any(|l| u.left.max(l.left) < u.right.min(l.right))
    };
    if !upper.iter().any(over) {
        all.extend(here.iter().copied().map(Set::plain));
        return;
    }
    let last = all.last().and_then(|set| {
        let near = upper[0].left - set.glyph.right < 0.3 * set.glyph.size;
        glyphs
            .letters(set.glyph)
            .chars()
            .next_back()
            .filter(|_| near)
    });
    let digits = |g: &&Glyph| glyphs.letters(g).bytes().all(|b| b.is_ascii_digit());
    // What is raised and lowered behind a letter is no fraction.
    let fraction = here.iter().all(digits) && last.is_none_or(|c| !c.is_alphabetic());
    let (apart, over) = match (fraction, last) {
        (true, Some(c)) if c.is_ascii_digit() => (" ", "/"),
        (true, _) => ("", "/"),
        (false, _) => ("", ""),
    };
    for (part, before) in [(upper, apart), (lower, over)] {
        let at = all.len();
        all.extend(part.into_iter().map(Set::plain));
        all[at].before = before;
    }
}
