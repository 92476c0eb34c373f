//! The best alignment of several texts.

use super::super::characters::Document;
use super::super::outcome::Undefined;
use super::dissimilarity::{Params, Unit};
use super::{many, two};

/// By coder who read it: the units, by start, then end and code. Two coders at least.
pub(super) type Text = Vec<Vec<Unit>>;

/// Coder and place of the unit in the coder's list.
pub(super) type Member = (usize, usize);

/// One text's alignment: every unit is in exactly one of these. Members are by coder.
pub(super) type Alignment = Vec<Vec<Member>>;

/// What the best alignment comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aligned {
    /// Its disorder: 0 or more.
    pub disorder: f64,
    /// Unitary alignments in it.
    pub unitary: u64,
}

/// The best alignment's disorder, over all texts.
///
/// # Errors
/// As [`super::gamma()`].
pub fn best(documents: &[Document<'_>], params: Params) -> Result<Aligned, Undefined> {
    align(&texts(documents)?, params, |_, _| ())
}

/// Units of the texts that take part.
pub(super) fn texts(documents: &[Document<'_>]) -> Result<Vec<Text>, Undefined> {
    let mut shared = false;
    let mut texts = Vec::new();
    for document in documents {
        let coders = document.coders.iter().flatten();
        let text: Text = coders
            .map(|marks| {
                let unit = |m: &super::super::mark::Mark| Unit {
                    start: f64::from(m.span.start),
                    end: f64::from(m.span.end.min(document.length)),
                    code: m.code,
                };
                let mut units: Vec<Unit> = marks.iter().map(unit).collect();
                units.retain(|u| u.start < u.end);
                sort(&mut units);
                units
            })
            .collect();
        shared |= text.len() > 1;
        if text.len() > 1 && text.iter().any(|units| !units.is_empty()) {
            texts.push(text);
        }
    }
    match (shared, texts.is_empty()) {
        (false, _) => Err(Undefined::NothingShared),
        (true, true) => Err(Undefined::NoCodings),
        _ => Ok(texts),
    }
}

/// Brings one coder's units into order.
pub(super) fn sort(units: &mut [Unit]) {
    units.sort_unstable_by(|a, b| {
        let ends = a.end.total_cmp(&b.end).then(a.code.cmp(&b.code));
        a.start.total_cmp(&b.start).then(ends)
    });
}

/// Aligns each text, hands the alignments out and says what they come to.
pub(super) fn align(
    texts: &[Text],
    params: Params,
    mut each: impl FnMut(&Text, &Alignment),
) -> Result<Aligned, Undefined> {
    let (mut disorder, mut unitary, mut mean_units) = (0.0, 0, 0.0);
    for text in texts {
        let alignment = match &text[..] {
            [a, b] => two::align(a, b, params),
            _ => many::align(text, params)?,
        };
        disorder += alignment.iter().map(|u| cost(text, u, params)).sum::<f64>();
        unitary += alignment.len() as u64;
        mean_units += text.iter().map(Vec::len).sum::<usize>() as f64 / text.len() as f64;
        each(text, &alignment);
    }
    Ok(Aligned {
        disorder: disorder / mean_units,
        unitary,
    })
}

/// Pairs among `n`.
pub(super) fn pairs(n: usize) -> f64 {
    (n * n.saturating_sub(1) / 2) as f64
}

/// Disorder of a unitary alignment: the mean over all pairs of coders.
pub(super) fn cost(text: &Text, members: &[Member], params: Params) -> f64 {
    let all = pairs(text.len());
    let mut sum = (all - pairs(members.len())) * params.delta_empty;
    for (i, (coder, at)) in members.iter().enumerate() {
        for (other, place) in &members[i + 1..] {
            sum += params.between(text[*coder][*at], text[*other][*place]);
        }
    }
    sum / all
}
