//! The older alpha for unitizing, αU, code by code: squared distances between boundaries instead
//! of coincidences.

use super::super::characters::Document;
use super::super::mark::Mark;
use super::super::outcome::{Outcome, Undefined, finite};
use super::sections::{GAP, Section, sections};

/// Observed and expected disagreement on one code, each 0 or more, as shares of L².
///
/// Of every pair of coders, two overlapping marks [b, e) and [b′, e′) of the code disagree by
/// (b − b′)² + (e − e′)², and a mark that lies wholly in the other's gap by its length squared;
///
/// ```text
/// D_o = 2 / (m (m − 1) L²) · Σ disagreements
/// D_e = 2 / L · Σ_marks { (N − 1)/3 · (2l³ − 3l² + l) + l² · Σ_{gaps ≥ l} (gap − l + 1) }
///             / { mL (mL − 1) − Σ_marks l (l − 1) }
/// ```
///
/// over the N marks of all m coders with their lengths l, and all coders' gaps. Several texts are
/// summed: L is the length of all of them, mL what all coders read. Marks of different codes may
/// overlap.
///
/// Krippendorff 1995, “On the reliability of unitizing continuous data”, Sociological Methodology
/// 25, with the expected disagreement of Krippendorff 2004, “Measuring the reliability of
/// qualitative text analysis data”, Quality & Quantity 38: the first paper's has a slip of sign.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Disagreement {
    /// D_o.
    pub observed: f64,
    /// D_e; 0 where nobody used the code.
    pub expected: f64,
}

impl Disagreement {
    /// On one code, in all texts two coders at least have read.
    ///
    /// # Errors
    /// [`Undefined::OwnOverlap`] where a coder's marks of this code overlap;
    /// [`Undefined::NothingShared`] where no text was read by two coders.
    pub fn of(code: u32, documents: &[Document<'_>]) -> Result<Disagreement, Undefined> {
        let mut length = 0u64;
        let mut read = 0u128;
        let mut observed = 0.0;
        let mut marks: Vec<u128> = Vec::new();
        let mut gaps: Vec<u128> = Vec::new();
        for document in documents {
            let coders: Vec<&[Mark]> = document.coders.iter().flatten().copied().collect();
            let m = coders.len();
            if m < 2 {
                continue;
            }
            let of_code = |marks: &[Mark]| {
                let own = marks.iter().filter(|m| m.code == code).copied();
                sections(own, document.length)
            };
            let texts = coders.into_iter().map(of_code);
            let texts: Vec<Vec<Section>> = texts.collect::<Result<_, _>>()?;
            for (i, a) in texts.iter().enumerate() {
                let apart = texts[i + 1..].iter().map(|b| between(a, b) as f64);
                observed += 2.0 * apart.sum::<f64>() / (m * (m - 1)) as f64;
            }
            for section in texts.iter().flatten() {
                let list = if section.value == GAP {
                    &mut gaps
                } else {
                    &mut marks
                };
                list.push(u128::from(section.end - section.start));
            }
            length += u64::from(document.length);
            read += u128::from(document.length) * m as u128;
        }
        if read == 0 {
            return Err(Undefined::NothingShared);
        }
        let length = length as f64;
        Ok(Disagreement {
            observed: observed / (length * length),
            expected: 2.0 / length * expected(&mut marks, &mut gaps, read),
        })
    }

    /// αU = 1 − D_o / D_e, for one code. At most 1, without a lower end.
    ///
    /// # Errors
    /// [`Undefined::NotUsed`].
    pub fn alpha(self) -> Outcome {
        if self.expected == 0.0 {
            return Err(Undefined::NotUsed);
        }
        finite(1.0 - self.observed / self.expected)
    }
}

/// αU over all codes: 1 − Σ D_o / Σ D_e.
///
/// # Errors
/// [`Undefined::NoCodings`].
pub fn overall(codes: &[Disagreement]) -> Outcome {
    let expected: f64 = codes.iter().map(|d| d.expected).sum();
    if expected == 0.0 {
        return Err(Undefined::NoCodings);
    }
    let observed: f64 = codes.iter().map(|d| d.observed).sum();
    finite(1.0 - observed / expected)
}

/// What two coders disagree by, in squared characters.
fn between(a: &[Section], b: &[Section]) -> u128 {
    let squared = |x: u32, y: u32| u128::from(x.abs_diff(y)).pow(2);
    let inside = |mark: &Section, gap: &Section| gap.start <= mark.start && mark.end <= gap.end;
    let (mut i, mut j, mut sum) = (0, 0, 0);
    while let (Some(g), Some(h)) = (a.get(i), b.get(j)) {
        sum += match (g.value == GAP, h.value == GAP) {
            (false, false) => squared(g.start, h.start) + squared(g.end, h.end),
            (false, true) if inside(g, h) => squared(g.start, g.end),
            (true, false) if inside(h, g) => squared(h.start, h.end),
            _ => 0,
        };
        i += usize::from(g.end <= h.end);
        j += usize::from(h.end <= g.end);
    }
    sum
}

/// D_e without its factor 2 / L. Whole numbers up to the division: with a million characters a
/// cube of a length takes more than 64 bits.
fn expected(marks: &mut [u128], gaps: &mut [u128], read: u128) -> f64 {
    marks.sort_unstable_by(|a, b| b.cmp(a));
    gaps.sort_unstable_by(|a, b| b.cmp(a));
    let others = marks.len().saturating_sub(1) as u128;
    let (mut wide, mut room) = (0, 0);
    let (mut sum, mut pairs) = (0.0, 0u128);
    for l in marks.iter() {
        while let Some(gap) = gaps.get(wide).filter(|gap| *gap >= l) {
            room += gap;
            wide += 1;
        }
        let l = *l;
        let among = others * (2 * l.pow(3) + l - 3 * l.pow(2));
        let within = l.pow(2) * (room + wide as u128 - wide as u128 * l);
        sum += among as f64 / 3.0 + within as f64;
        pairs += l * (l - 1);
    }
    match marks {
        [] => 0.0,
        _ => sum / (read * (read - 1) - pairs) as f64,
    }
}
