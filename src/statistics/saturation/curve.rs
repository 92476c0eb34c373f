//! The curve of codes by sources, over all orders in which the sources could have come.

use super::NotAssessed;
use std::collections::{BTreeMap, BTreeSet};

/// The mean over all orders of the sources, exactly: nothing is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// A point a number of sources, from 1 on.
    pub points: Vec<Point>,
    /// Codes in any source.
    pub codes: u64,
    /// Codes in one source only.
    pub once: u64,
    /// New codes that another source like these would bring: `once` a source.
    pub next: f64,
    /// The last number of sources at which a band may be drawn, 80 % of them. All orders end with
    /// the same codes, so that the band closes there by construction, and shows nothing about what
    /// was not collected.
    pub band_until: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub sources: usize,
    /// Codes expected in so many of the sources.
    pub codes: f64,
    /// Standard deviation over the orders, in codes; none where no band may be drawn.
    pub spread: Option<f64>,
}

/// The curve of the sources' codes, by the hypergeometric probability of each code to be in none of
/// k sources (Hurlbert 1971; Ugland and others 2003). The order of `sources` does not matter; codes
/// given beforehand are left out by the caller where they are told apart.
///
/// # Errors
/// No code in any source.
pub fn curve(sources: &[BTreeSet<usize>]) -> Result<Curve, NotAssessed> {
    let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (place, codes) in sources.iter().enumerate() {
        for code in codes {
            found.entry(*code).or_default().insert(place);
        }
    }
    if found.is_empty() {
        return Err(NotAssessed::NoCodes);
    }
    let places: Vec<BTreeSet<usize>> = found.into_values().collect();
    let m = sources.len();
    let band_until = m * 4 / 5;
    let (one, two) = missing(&places, m);
    let absent = absent(m);
    let point = |k: usize| {
        let missed: f64 = (0..=m).map(|f| one[f] as f64 * absent[f][k]).sum();
        let pairs: f64 = (0..=m).map(|f| two[f] as f64 * absent[f][k]).sum();
        let variance = (missed + 2.0 * pairs - missed * missed).max(0.0);
        Point {
            sources: k,
            codes: places.len() as f64 - missed,
            spread: (k <= band_until).then(|| variance.sqrt()),
        }
    };
    let once = one[1];
    Ok(Curve {
        points: (1..=m).map(point).collect(),
        codes: places.len() as u64,
        once,
        next: once as f64 / m as f64,
        band_until,
    })
}

/// How many codes, and how many pairs of codes, are in so many sources (a pair: either of it).
fn missing(places: &[BTreeSet<usize>], sources: usize) -> (Vec<u64>, Vec<u64>) {
    let (mut one, mut two) = (vec![0; sources + 1], vec![0; sources + 1]);
    for (i, first) in places.iter().enumerate() {
        one[first.len()] += 1;
        for second in &places[..i] {
            two[first.union(second).count()] += 1;
        }
    }
    (one, two)
}

/// Probability that `f` given sources are not among `k` of `m`: C(m − f, k) / C(m, k), by `f` and
/// `k`, as products that never grow beyond 1.
fn absent(m: usize) -> Vec<Vec<f64>> {
    let row = |f: usize| {
        let mut p = 1.0;
        let mut row = vec![p];
        for k in 0..m {
            p *= (m - f).saturating_sub(k) as f64 / (m - k) as f64;
            row.push(p);
        }
        row
    };
    (0..=m).map(row).collect()
}
