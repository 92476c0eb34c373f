//! Saturation: how many codes each source brought that none before it had.
//!
//! Sources are in the order in which they were collected, not coded; codes are those of the current
//! codebook, and all on one layer.

mod curve;
#[cfg(test)]
mod tests;

pub use curve::{Curve, Point, curve};

use std::collections::BTreeSet;
use thiserror::Error;

/// A source's part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Codes first used in this source, those given beforehand apart.
    pub new: u64,
    /// Codes given beforehand first used in it: no new codes.
    pub given: u64,
    /// Distinct codes so far, those given beforehand apart.
    pub cumulative: u64,
}

/// The sizes that Guest, Namey and Chen's assessment takes, in sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Sources whose codes are the base: 4, 5 or 6.
    pub base: usize,
    /// Sources in a run: 2 or 3.
    pub run: usize,
}

/// A run: consecutive sources, by their places from 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    pub first: usize,
    pub last: usize,
    /// New codes in them.
    pub new: u64,
    /// New codes a code of the base; 0 or more.
    pub ratio: f64,
}

/// When hardly anything new came any more (Guest, Namey and Chen 2020).
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    pub sizes: Sizes,
    /// Distinct codes in the first sources; it stays as it is.
    pub base: u64,
    /// All runs, each one source on from the last, so that they overlap.
    pub runs: Vec<Run>,
    /// The last source before the first run with at most 5 % new codes, by its place from 1: “at
    /// source 6 (+2)”. None where no run has.
    pub at_5: Option<usize>,
    /// The same for no new code at all.
    pub at_0: Option<usize>,
}

/// Why there is no assessment. `Display` is a plain sentence for researchers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum NotAssessed {
    #[error("too few sources: {found}, and {needed} are needed for a base and a run")]
    FewSources { found: usize, needed: usize },
    #[error("no new code in the first sources, so there is nothing to set later ones against")]
    EmptyBase,
    #[error("a base and a run need a source each at least")]
    NoSizes,
    #[error("no code is in any source")]
    NoCodes,
}

/// New codes source by source: `sources` holds the codes of each, in order of collection, and
/// `given` those that were there before coding began.
pub fn steps(sources: &[BTreeSet<usize>], given: &BTreeSet<usize>) -> Vec<Step> {
    let mut seen = BTreeSet::new();
    let mut cumulative = 0;
    let step = |codes: &BTreeSet<usize>| {
        let fresh: Vec<usize> = codes.iter().copied().filter(|c| seen.insert(*c)).collect();
        let beforehand = fresh.iter().filter(|c| given.contains(c)).count() as u64;
        let new = fresh.len() as u64 - beforehand;
        cumulative += new;
        Step {
            new,
            given: beforehand,
            cumulative,
        }
    };
    sources.iter().map(step).collect()
}

/// The assessment by base, run and threshold: `new` holds the new codes of each source in order of
/// collection (Guest, Namey and Chen 2020).
///
/// # Errors
/// Fewer sources than a base and a run take, or a base without codes.
pub fn assess(new: &[u64], sizes: Sizes) -> Result<Assessment, NotAssessed> {
    let needed = sizes.base + sizes.run;
    if sizes.base == 0 || sizes.run == 0 {
        return Err(NotAssessed::NoSizes);
    }
    if new.len() < needed {
        return Err(NotAssessed::FewSources {
            found: new.len(),
            needed,
        });
    }
    let base: u64 = new[..sizes.base].iter().sum();
    if base == 0 {
        return Err(NotAssessed::EmptyBase);
    }
    let run = |(place, window): (usize, &[u64])| {
        let new: u64 = window.iter().sum();
        Run {
            first: sizes.base + place + 1,
            last: sizes.base + place + sizes.run,
            new,
            ratio: new as f64 / base as f64,
        }
    };
    let windows = new[sizes.base..].windows(sizes.run);
    let runs: Vec<Run> = windows.enumerate().map(run).collect();
    // In whole numbers, so that 1 of 20 is 5 %.
    let at = |percent: u64| {
        let found = runs.iter().find(|run| run.new * 100 <= percent * base);
        found.map(|run| run.first - 1)
    };
    let (at_5, at_0) = (at(5), at(0));
    Ok(Assessment {
        sizes,
        base,
        runs,
        at_5,
        at_0,
    })
}
