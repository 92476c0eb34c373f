//! People as outcome: who said it at all, by one coder or by the other.

use super::holm::holm;
use super::people::{FEWEST_TURNS, Group, Person};
use super::refusal::{NoComparison, NotTested};
use statrs::function::factorial::ln_factorial;
use std::collections::BTreeSet;

/// Tables that are as likely up to this share count as such: they differ by rounding (as in R).
const TIE: f64 = 1e-7;

/// People of a group, by who of the coders gave them a code at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub both: u32,
    pub only_a: u32,
    pub only_b: u32,
    pub neither: u32,
}

/// A code's table, and what the test of it says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mentions {
    /// First and second group.
    pub groups: [Said; 2],
    pub test: Result<Fisher, NotTested>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fisher {
    /// Of this code alone; 0 to 1.
    pub p: f64,
    /// After all codes that were tested (Holm); 0 to 1.
    pub holm: f64,
}

/// Who said what at all, by A and by B and by group, a table a code, with Mainland and Gart's test
/// (Gart 1969). The test keeps its level but has little power, so that it does not lead.
///
/// # Errors
/// Counts that cannot be.
pub fn mentions(people: &[Person]) -> Result<Vec<Mentions>, NoComparison> {
    // The same check of the counts, and of sources, as where shares are compared.
    super::people::between(people)?;
    let scope: Vec<&Person> = people
        .iter()
        .filter(|p| p.reading.turns >= FEWEST_TURNS)
        .collect();
    let sources: Vec<u32> = scope.iter().filter_map(|p| p.source).collect();
    let shared = sources.iter().collect::<BTreeSet<_>>().len() < sources.len();
    let codes = scope.first().map_or(0, |p| p.reading.by_a.len());
    let tables: Vec<[Said; 2]> = (0..codes).map(|code| table(&scope, code)).collect();
    let tests: Vec<Result<f64, NotTested>> = tables
        .iter()
        .map(|[first, second]| {
            let only = [first, second].map(|s| [s.only_a, s.only_b]);
            match shared {
                true => Err(NotTested::SharedSource),
                false => mainland_gart(only).ok_or(NotTested::OneTable),
            }
        })
        .collect();
    let tested: Vec<f64> = tests.iter().filter_map(|test| test.ok()).collect();
    let mut raised = holm(&tested).into_iter();
    let found = tables
        .into_iter()
        .zip(tests)
        .map(|(groups, test)| Mentions {
            groups,
            test: test.map(|p| Fisher {
                p,
                holm: raised.next().unwrap_or(1.0),
            }),
        });
    Ok(found.collect())
}

fn table(people: &[&Person], code: usize) -> [Said; 2] {
    let mut groups = [Said::default(); 2];
    for person in people {
        let said = &mut groups[usize::from(person.group == Group::Second)];
        let (a, b) = (person.reading.by_a[code], person.reading.by_b[code]);
        match (a > 0, b > 0) {
            (true, true) => said.both += 1,
            (true, false) => said.only_a += 1,
            (false, true) => said.only_b += 1,
            (false, false) => said.neither += 1,
        }
    }
    groups
}

/// Fisher's exact test of [only A, only B] by group, two-sided: the probability of all tables with
/// these totals that are as likely or less (Mainland 1963, Gart 1969). None where there is only one
/// such table.
pub fn mainland_gart(only: [[u32; 2]; 2]) -> Option<f64> {
    let [[a, b], [c, d]] = only.map(|row| row.map(u64::from));
    let (first, second, left) = (a + b, c + d, a + c);
    let (low, high) = (left.saturating_sub(second), left.min(first));
    if low == high {
        return None;
    }
    let log = |x: u64| {
        [x, first - x, left - x, second + x - left]
            .map(ln_factorial)
            .iter()
            .sum::<f64>()
    };
    // Against the observed table, so that nothing over- or underflows that matters.
    let weights: Vec<f64> = (low..=high).map(|x| (log(a) - log(x)).exp()).collect();
    let all: f64 = weights.iter().sum();
    let as_likely: f64 = weights.iter().filter(|w| **w <= 1.0 + TIE).sum();
    // A sum that overflows belongs to a table that cannot have come about by chance.
    Some(if all.is_finite() {
        (as_likely / all).min(1.0)
    } else {
        0.0
    })
}
