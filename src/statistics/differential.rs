//! Differential disagreement: how much a difference between two groups depends on who coded.
//!
//! What is compared is the consequence of how the coders differ, not their skill: coders with equal
//! error rates give no difference whatever a code's prevalence, and a coder who misses more overall
//! gives one, rightly, where the code is commoner in one group.

mod design;
mod exchange;
mod gart;
mod holm;
mod largest;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod level;
mod people;
mod refusal;
#[cfg(test)]
mod tests;
mod welch;

pub use exchange::Permutations;
pub use gart::{Fisher, Mentions, Said, mainland_gart, mentions};
pub use holm::{holm, holm_over_attributes};
pub use people::{FEWEST_TURNS, Group, Person, Reading, Twice};
pub use refusal::{NoComparison, NotTested};

use super::Interval;
use design::Design;
use people::Units;

/// Fewest units in a group, and fewest in both together on which the coders differ about a code.
pub const FEWEST: usize = 8;
/// How many permutations are drawn where there are more.
pub const DRAWS: u32 = 9_999;
/// The level of all tests.
const LEVEL: f64 = 0.05;

/// What was fixed before looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The code the plan named, by its place: it is tested alone, and no other is.
    pub named: Option<usize>,
    /// The seed of the permutations drawn; the same seed gives the same p values.
    pub seed: u64,
    /// How many permutations are drawn where there are more than that; [`DRAWS`] for a report.
    pub draws: u32,
}

/// Two groups compared, code by code.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// People who count, first and second group; read twice, all of them in both.
    pub people: [usize; 2],
    /// What was exchanged, first and second group: people, or sources.
    pub units: [usize; 2],
    /// Whether units are sources with several people.
    pub by_source: bool,
    /// People with fewer than [`FEWEST_TURNS`] turns.
    pub left_out: usize,
    /// Codes tested together, for which the p values allow.
    pub tested: usize,
    pub permutations: Permutations,
    /// An answer a code, in the order of the counts.
    pub codes: Vec<Result<Difference, NotTested>>,
}

/// How much the difference between the groups depends on the coder, for one code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// First group less second, by coder A: mean share of turns, people weighing alike; −1 to 1
    /// (−2 to 2 after less before).
    pub by_a: f64,
    /// The same by coder B.
    pub by_b: f64,
    /// δ = by A less by B.
    pub difference: f64,
    /// Welch's of δ, for this code alone; none where nothing varies within the groups.
    pub interval: Option<Interval>,
    /// Welch's t; none where nothing varies within the groups.
    pub t: Option<f64>,
    /// Share of permutations in which some code has a |t| as large; 0 to 1.
    pub p_permuted: f64,
    /// Welch's p of this code alone; 0 to 1.
    pub p_welch: f64,
    /// The p value to print: the larger of the permuted one and Welch's times the codes tested.
    pub p: f64,
    /// Units on which the coders differ about it.
    pub differing: usize,
}

impl Difference {
    /// Whether the comparison depends on the coder, at .05.
    pub fn shown(&self) -> bool {
        self.p <= LEVEL
    }

    /// The largest difference, either way, that the interval allows: what would not have been
    /// noticed where none is shown.
    pub fn unnoticed(&self) -> Option<f64> {
        self.interval.map(|i| i.low.abs().max(i.high.abs()))
    }
}

/// Compares two groups of people, or one with everybody else: max-|t| over codes by permutation
/// of group labels (Westfall and Young 1993), t studentised (Janssen 1997), guarded by Welch's
/// test with Bonferroni's correction. Of several groups each is compared with the rest by a call of
/// its own, and of several attributes each; [`holm_over_attributes`] then allows for all.
///
/// With strata, p is about exchanges within them, but δ and its interval are over all people.
///
/// # Errors
/// Fewer than [`FEWEST`] units in a group, strata that leave nothing to exchange, counts that cannot
/// be.
pub fn between(people: &[Person], plan: &Plan) -> Result<Comparison, NoComparison> {
    let units = people::between(people)?;
    let first = units.groups.iter().map(|g| *g == Group::First).collect();
    compare(&units, &Design::Groups(first), plan)
}

/// Compares what people said at two values of an attribute, such as time points, second less
/// first: max-|t| over codes by flipping signs, guarded by Student's paired test with Bonferroni's
/// correction.
///
/// # Errors
/// Fewer than [`FEWEST`] units, counts that cannot be.
pub fn within(people: &[Twice], plan: &Plan) -> Result<Comparison, NoComparison> {
    let units = people::within(people)?;
    let design = Design::Twice(units.groups.len());
    let found = compare(&units, &design, plan)?;
    Ok(Comparison {
        people: [units.people[0]; 2],
        ..found
    })
}

fn compare(units: &Units, design: &Design, plan: &Plan) -> Result<Comparison, NoComparison> {
    let (exchange, observed) = design.exchange(&units.strata);
    let permutations = exchange.permutations(plan.draws);
    let codes = units.difference.first().map_or(0, Vec::len);
    if let Some(reason) = too_few(units, design) {
        return Err(reason);
    }
    if plan.named.is_some_and(|code| code >= codes) {
        return Err(NoComparison::NoSuchCode);
    }
    if exchange.smallest_p(permutations) > LEVEL {
        return Err(NoComparison::NothingToExchange);
    }
    let eligible: Vec<_> = (0..codes).map(|code| eligible(units, code, plan)).collect();
    let tested: Vec<usize> = (0..codes).filter(|c| eligible[*c].is_ok()).collect();
    let pick = |row: &Vec<f64>| -> Vec<f64> { tested.iter().map(|c| row[*c]).collect() };
    let rows = design.rows(&units.difference.iter().map(pick).collect::<Vec<_>>());
    let permuted = rows.p(&exchange, &observed, permutations, plan.seed);
    let mut permuted = permuted.into_iter();
    let answer = |(code, eligible): (usize, Result<usize, NotTested>)| {
        let differing = eligible?;
        let p = (permuted.next().unwrap_or(1.0), tested.len());
        Ok(difference(units, design, code, p, differing))
    };
    Ok(Comparison {
        people: units.people,
        units: design.sizes(),
        by_source: units.sources,
        left_out: units.left_out,
        tested: tested.len(),
        permutations,
        codes: eligible.into_iter().enumerate().map(answer).collect(),
    })
}

fn too_few(units: &Units, design: &Design) -> Option<NoComparison> {
    let few = design.sizes().iter().any(|n| *n < FEWEST);
    few.then_some(match units.sources {
        true => NoComparison::FewSources,
        false => NoComparison::FewPeople,
    })
}

/// The answer for a code tested among `tested`, whose permuted p value is `p_permuted`.
fn difference(
    units: &Units,
    design: &Design,
    code: usize,
    (p_permuted, tested): (f64, usize),
    differing: usize,
) -> Difference {
    let column = |rows: &[Vec<f64>]| -> Vec<f64> { rows.iter().map(|row| row[code]).collect() };
    let differences = column(&units.difference);
    let alone = design.test(&differences);
    Difference {
        by_a: design.mean(&column(&units.by_a)),
        by_b: design.mean(&column(&units.by_b)),
        difference: design.mean(&differences),
        interval: alone.interval,
        t: alone.t,
        p_permuted,
        p_welch: alone.p,
        p: p_permuted.max((alone.p * tested as f64).min(1.0)),
        differing,
    }
}

/// On how many units the coders differ, where a code is tested: a rule that does not look at the
/// groups, or it would select on the result.
fn eligible(units: &Units, code: usize, plan: &Plan) -> Result<usize, NotTested> {
    if plan.named.is_some_and(|named| named != code) {
        return Err(NotTested::NotNamed);
    }
    let differs = |row: &&Vec<f64>| row[code] != 0.0;
    match units.difference.iter().filter(differs).count() {
        found if found < FEWEST => Err(NotTested::FewDifferences { found }),
        found => Ok(found),
    }
}
