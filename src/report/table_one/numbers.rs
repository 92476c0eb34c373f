//! Numbers in short: mean, spread, quartiles, range.

use crate::model::attribute::number;

/// What is larger is a slip of the keyboard, and its square would be no number.
const LARGEST: f64 = 1e100;

/// A value as a number that can be reckoned with.
pub fn figure(text: &str) -> Option<f64> {
    number(text).filter(|n| n.abs() <= LARGEST)
}

/// Numbers of at least one person, in short. All digits are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    pub n: u64,
    pub mean: f64,
    /// With n − 1; one number has none.
    pub sd: Option<f64>,
    /// The lower quartile, the median, the upper quartile.
    pub quartiles: [f64; 3],
    /// The least and the greatest; none where it would tell of single people.
    pub range: Option<(f64, f64)>,
}

impl Numbers {
    /// `None` where there are no numbers.
    pub fn of(mut all: Vec<f64>) -> Option<Numbers> {
        all.sort_by(f64::total_cmp);
        let (first, last) = (*all.first()?, *all.last()?);
        let n = all.len() as f64;
        let mean = all.iter().sum::<f64>() / n;
        let squares: f64 = all.iter().map(|x| (x - mean).powi(2)).sum();
        Some(Numbers {
            n: all.len() as u64,
            mean,
            sd: (all.len() > 1).then(|| (squares / (n - 1.0)).sqrt()),
            quartiles: [0.25, 0.5, 0.75].map(|p| quantile(&all, p).unwrap_or(mean)),
            range: Some((first, last)),
        })
    }
}

/// Type 7 of Hyndman and Fan (1996): the default of R. `sorted` are from the least to the greatest.
fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let place = sorted.len().checked_sub(1)? as f64 * p;
    let below = *sorted.get(place.floor() as usize)?;
    let above = *sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

/// Decimals of a number as it is written.
pub fn decimals(text: &str) -> usize {
    let behind = text.trim().split_once(['.', ',']);
    behind.map_or(0, |(_, digits)| digits.len())
}

/// Rounded to these decimals: `40.8`.
pub fn rounded(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        // Nothing is less than nothing.
        Some(zero) if zero.chars().all(|c| matches!(c, '0' | '.')) => zero.to_owned(),
        _ => text,
    }
}

/// With no more decimals than these, and none that say nothing: `39.5`, `33.25`.
pub fn at_most(value: f64, decimals: usize) -> String {
    let text = rounded(value, decimals);
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}
