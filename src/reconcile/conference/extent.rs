//! What a code covers: stretches of characters, or runs of units, that do not overlap.

use crate::model::ids::SourceId;
use crate::model::text::Span;
use std::collections::{BTreeMap, HashMap};

/// The units of each source, in text order, where codes are held against each other by unit.
pub type Units = HashMap<SourceId, Vec<Span>>;

/// What a code covers, by source: sorted stretches that neither overlap nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extent(BTreeMap<SourceId, Vec<Span>>);

/// What two codes cover in common, in units or characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Common {
    pub both: u64,
    pub first: u64,
    pub second: u64,
}

impl Common {
    pub fn either(&self) -> u64 {
        (self.first + self.second).saturating_sub(self.both)
    }

    /// How much of what either covers both cover, in quarters: 0 for nothing, 4 from three quarters
    /// on.
    pub fn quarter(&self) -> u8 {
        match (self.both, self.either()) {
            (0, _) | (_, 0) => 0,
            (both, either) => (1 + both * 4 / either).min(4) as u8,
        }
    }
}

impl Extent {
    /// What these codings cover. A unit is covered when a coding meets it; what lies outside all
    /// units of its source covers none.
    pub fn of<'c>(
        codings: impl Iterator<Item = (&'c SourceId, Span)>,
        units: Option<&Units>,
    ) -> Extent {
        let mut by_source: BTreeMap<SourceId, Vec<Span>> = BTreeMap::new();
        for (source, span) in codings {
            let span = match units {
                None => Some(span),
                Some(units) => units.get(source).and_then(|all| places(all, span)),
            };
            if let Some(span) = span {
                by_source.entry(source.clone()).or_default().push(span);
            }
        }
        for spans in by_source.values_mut() {
            *spans = merged(std::mem::take(spans));
        }
        Extent(by_source)
    }

    /// Units or characters covered.
    pub fn len(&self) -> u64 {
        let spans = self.0.values().flatten();
        spans.map(|s| u64::from(s.len())).sum()
    }

    pub fn common(&self, other: &Extent) -> Common {
        let of = |(source, spans): (&SourceId, &Vec<Span>)| {
            other.0.get(source).map_or(0, |others| both(spans, others))
        };
        Common {
            both: self.0.iter().map(of).sum(),
            first: self.len(),
            second: other.len(),
        }
    }
}

/// The places of the units a stretch meets, as a stretch of places.
fn places(units: &[Span], span: Span) -> Option<Span> {
    let start = units.partition_point(|u| u.end <= span.start);
    let end = units.partition_point(|u| u.start < span.end);
    (start < end).then_some(Span {
        start: start as u32,
        end: end as u32,
    })
}

fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

fn both(a: &[Span], b: &[Span]) -> u64 {
    let (mut i, mut j, mut sum) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        sum += u64::from(a[i].overlap(b[j]));
        match a[i].end <= b[j].end {
            true => i += 1,
            false => j += 1,
        }
    }
    sum
}
