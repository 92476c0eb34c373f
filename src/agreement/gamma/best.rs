//! The best alignment of several texts.

use super::super::characters::Document;
use super::super::outcome::Undefined;
use super::alignment::{Alignment, Text, cost, sort};
use super::dissimilarity::{Params, Unit};
use super::{many, two};

/// What the best alignment comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aligned {
    /// Its disorder: 0 or more.
    pub disorder: f64,
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
