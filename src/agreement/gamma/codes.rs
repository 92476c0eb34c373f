//! γ_cat: how well codes agree on units that are aligned.

use super::super::outcome::{Outcome, Undefined};
use super::alignment::{Alignment, Text, pairs};
use super::dissimilarity::Params;

/// Categorial disorder of alignments: a weighted mean of d_cat. Each pair of units in one unitary
/// alignment weighs max(0, 1 − α d_pos) / (units in it − 1): full weight where boundaries are
/// equal, none where they are far apart.
///
/// A unit that another coder has none for counts as a pair with disorder and weight Δ. The formula
/// is about aligned pairs alone; the program most figures come from adds such pairs (and calls that
/// experimental), and so do we, so that figures can be compared: γ_cat then falls with what was not
/// found, too.
///
/// Mathet 2017, “The agreement measure γcat: a complement to γ focused on categorization of a
/// continuum”, Computational Linguistics 43.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Codes {
    disorder: f64,
    weight: f64,
    aligned: bool,
}

impl Codes {
    pub fn add(&mut self, text: &Text, alignment: &Alignment, params: Params) {
        for members in alignment {
            let (n, coders) = (members.len(), text.len());
            let open = (n * (coders - n)) as f64 * params.delta_empty;
            self.weight += open;
            self.disorder += open * params.delta_empty;
            self.aligned |= pairs(n) > 0.0;
            for (i, (coder, at)) in members.iter().enumerate() {
                for (other, place) in &members[i + 1..] {
                    let (a, b) = (text[*coder][*at], text[*other][*place]);
                    let near = 1.0 - params.alpha * params.positions(a, b);
                    let weight = near.max(0.0) / (n - 1) as f64;
                    self.weight += weight;
                    self.disorder += weight * params.codes(a, b);
                }
            }
        }
    }

    /// 0 to Δ.
    pub fn mean(self) -> Outcome {
        match self.aligned && self.weight > 0.0 {
            true => Ok(self.disorder / self.weight),
            false => Err(Undefined::NoneAligned),
        }
    }
}
