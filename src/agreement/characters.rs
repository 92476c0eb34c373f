//! Presence of every code by character, found by sweeping over the ends of marks: no character is
//! ever visited.
//!
//! Per code, give [`Presence::table`] to percent, kappa or alpha. Marks of one coder may overlap or
//! touch; a character carries a code when one mark at least covers it. Characters are not
//! independent of one another, so no standard error belongs to these figures; percent is high by
//! long stretches that nobody coded.
//!
//! The overall figure shown is **alpha on the pooled presence of all codes**
//! ([`Presence::pooled`]: one cell for each character × code), with **the positive specific
//! agreement of the same table** as its percentage (“of the text given a code, how much the other
//! gave it too”). One rule serves every round, marks that overlap or not. A mean over codes or
//! sources is not shown, and neither is the percentage of all cells: it nears 100 % with every
//! code that is declared. The stricter figure with one value per character
//! ([`super::one_value`]) is shown beside it where it is defined.

use super::mark::Mark;
use super::outcome::Undefined;
use super::presence::Presence;

/// One document and what each coder marked in it.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// Length in code points; what a mark covers beyond it is not counted.
    pub length: u32,
    /// By coder: the marks, or `None` when the coder has not read this document. Always the same
    /// coders in the same order.
    pub coders: Vec<Option<&'a [Mark]>>,
}

/// Presence of `codes` codes by character over all documents, for `coders` coders.
/// Time n log n in the marks of a document.
///
/// # Errors
/// [`Undefined::TooManyCoders`].
pub fn presence<'a>(
    codes: usize,
    coders: usize,
    documents: impl IntoIterator<Item = Document<'a>>,
) -> Result<Presence, Undefined> {
    let mut presence = Presence::new(codes, coders)?;
    let mut sweep = Sweep::new(coders);
    for document in documents {
        let readers = readers(&document.coders, coders);
        let group = presence.read(readers, u64::from(document.length));
        sweep.run(document.length, &document.coders, |code, givers, length| {
            presence.give(group, code, givers, length);
        });
    }
    Ok(presence)
}

/// Who read the document, one bit a coder.
pub(super) fn readers<T>(marks: &[Option<T>], coders: usize) -> u64 {
    let bit = |(c, marks): (usize, &Option<T>)| u64::from(marks.is_some()) << c;
    marks.iter().take(coders).enumerate().map(bit).sum()
}

/// Ends of marks in the order of code and position; memory is used again for the next document.
pub(super) struct Sweep {
    /// Code and position in one number, then coder and whether a mark starts (bit 0) there.
    ends: Vec<(u64, u32)>,
    /// Marks of the present code each coder has open.
    depth: Vec<u32>,
}

impl Sweep {
    pub(super) fn new(coders: usize) -> Sweep {
        Sweep {
            ends: Vec::new(),
            depth: vec![0; coders],
        }
    }

    /// Finds, code by code, each stretch that the same coders gave the code: the code, who gave it
    /// (one bit a coder) and its length. What lies beyond `length` is not counted.
    pub(super) fn run(
        &mut self,
        length: u32,
        coders: &[Option<&[Mark]>],
        mut found: impl FnMut(u32, u64, u64),
    ) {
        self.ends.clear();
        for (coder, marks) in coders.iter().take(self.depth.len()).enumerate() {
            for mark in marks.unwrap_or_default() {
                let end = mark.span.end.min(length);
                if mark.span.start < end {
                    let at = |position: u32| u64::from(mark.code) << 32 | u64::from(position);
                    let coder = (coder as u32) << 1;
                    self.ends.push((at(mark.span.start), coder | 1));
                    self.ends.push((at(end), coder));
                }
            }
        }
        self.ends.sort_unstable();
        let (mut givers, mut last) = (0u64, 0u64);
        for (at, what) in &self.ends {
            if givers != 0 && *at > last {
                // Every mark of the code before is closed, so both ends are of one code.
                found((at >> 32) as u32, givers, at - last);
            }
            last = *at;
            let coder = (what >> 1) as usize;
            if what & 1 == 1 {
                self.depth[coder] += 1;
                givers |= 1 << coder;
            } else {
                self.depth[coder] -= 1;
                if self.depth[coder] == 0 {
                    givers &= !(1 << coder);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
