//! The segments behind the values of a domain.

use super::{Segment, Within};
use crate::agreement::round::compared::Compared;
use crate::agreement::round::comparison::Comparison;
use crate::agreement::round::parting::By;
use crate::agreement::round::set_cells::sets_of;
use crate::agreement::round::values::Value;
use crate::model::text::Span;
use std::collections::BTreeSet;

impl Comparison {
    /// Units, or stretches of characters, to which two coders gave these values.
    pub(super) fn with_values(
        &self,
        by: By,
        (one, other): (usize, usize),
        (a, b): (&Value, &Value),
        within: &Within,
        all: &mut Vec<Segment>,
    ) {
        match by {
            By::Unit => self.units_where(within, &[one, other], all, |sets| {
                let value = |at: usize| sets[at].as_deref().map(|s| self.value_of(s));
                value(one).as_ref() == Some(a) && value(other).as_ref() == Some(b)
            }),
            By::Character => {
                for text in self.texts.iter().filter(|t| self.is_within(t, within)) {
                    for span in self.runs_of(text, (one, other), (a, b), within) {
                        let codings = self.touching(text, &[one, other], None, span);
                        all.push(self.segment(text, span, codings));
                    }
                }
            }
        }
    }

    /// Stretches of one text to which two coders gave these values; neighbours are one.
    fn runs_of(
        &self,
        text: &Compared,
        coders: (usize, usize),
        (a, b): (&Value, &Value),
        within: &Within,
    ) -> Vec<Span> {
        let (Some(ground), Some((of_a, of_b))) = (&text.ground, text.both(coders)) else {
            return Vec::new();
        };
        let said = self.said_by(ground, within);
        let mut found: Vec<Span> = Vec::new();
        for bounds in said.as_deref().unwrap_or(&ground.stretches) {
            let inside = |at: &u32| bounds.contains(*at);
            let marks = || of_a.iter().chain(of_b);
            let ends = marks().flat_map(|m| [m.span.start, m.span.end]);
            let mut cuts: BTreeSet<u32> = ends.filter(inside).collect();
            cuts.extend([bounds.start, bounds.end]);
            let cuts: Vec<u32> = cuts.into_iter().collect();
            for ends in cuts.windows(2) {
                let span = Span::between(ends[0], ends[1]);
                let value = |marks: &[crate::agreement::mark::Mark]| {
                    let over = marks.iter().filter(|m| m.span.overlap(span) > 0);
                    let codes: BTreeSet<u32> = over.map(|m| m.code).collect();
                    self.value_of(&codes.into_iter().collect::<Vec<_>>())
                };
                if value(of_a) != *a || value(of_b) != *b {
                    continue;
                }
                match found.last_mut() {
                    Some(last) if last.end == span.start => last.end = span.end,
                    _ => found.push(span),
                }
            }
        }
        found
    }

    /// Units by the set of codes each coder gave them.
    pub(super) fn units_where(
        &self,
        within: &Within,
        coders: &[usize],
        all: &mut Vec<Segment>,
        wanted: impl Fn(&[Option<Vec<u32>>]) -> bool,
    ) {
        for text in self.texts.iter().filter(|t| self.is_within(t, within)) {
            let Some(ground) = &text.ground else { continue };
            let said = self.said_by(ground, within);
            let sets = sets_of(text, ground, self.coders.len());
            for (unit, sets) in ground.units.iter().zip(sets) {
                let holds = |s: &[Span]| s.iter().any(|s| s.overlap(*unit) > 0);
                if said.as_deref().is_none_or(holds) && wanted(&sets) {
                    let codings = self.touching(text, coders, None, *unit);
                    all.push(self.segment(text, *unit, codings));
                }
            }
        }
    }
}
