//! The segments behind ratings.

use super::{Became, Segment, Within};
use crate::agreement::round::comparison::Comparison;
use crate::agreement::round::rated::Over;

impl Comparison {
    /// Units, or what bears on cases source by source, by what became of two coders' ratings of a
    /// code (by number).
    pub(super) fn rated_so(
        &self,
        (one, other): (usize, usize),
        code: u32,
        (over, became): (Over, Became),
        within: &Within,
        all: &mut Vec<Segment>,
    ) {
        let Some(scale) = self.scale_of(code) else {
            return;
        };
        for thing in self.things_rated(code, over) {
            let is = match thing.counts(&scale, (one, other)) {
                Some(true) => became == Became::Compared,
                Some(false) => became == Became::LeftOut,
                None => false,
            };
            if !is {
                continue;
            }
            for (text, span) in thing.places {
                let text = &self.texts[text];
                if self.is_within(text, within) {
                    let codings = self.touching(text, &[one, other], Some(code), span);
                    all.push(self.segment(text, span, codings));
                }
            }
        }
    }
}
