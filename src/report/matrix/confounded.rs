//! Whether a difference between two groups can be told from one between the coders.

use super::asked::By;
use super::counted::Matrix;
use super::grouped::Group;
use crate::model::ids::CoderId;
use crate::model::layer::Basis;
use crate::report::words::listed;
use std::collections::BTreeMap;

/// Shares that differ by more are said, of a hundred.
const APART: u64 = 30;

/// Whose codings the sources of a group rest on.
#[derive(Default)]
struct Ground<'m> {
    consensus: u64,
    alone: BTreeMap<&'m CoderId, u64>,
}

impl Ground<'_> {
    fn sources(&self) -> u64 {
        self.consensus + self.alone.values().sum::<u64>()
    }

    /// The coder whose codings all sources rest on that one coder coded; no other coded one.
    fn one(&self) -> Option<&CoderId> {
        let mut all = self.alone.keys();
        all.next().filter(|_| self.alone.len() == 1).copied()
    }

    /// Of a hundred sources, how many rest on this coder alone.
    fn share(&self, coder: &CoderId) -> u64 {
        let alone = self.alone.get(coder).copied().unwrap_or(0);
        alone * 100 / self.sources().max(1)
    }

    fn words(&self) -> String {
        let mut parts = Vec::new();
        if self.consensus > 0 {
            parts.push(format!("consensus {}", self.consensus));
        }
        parts.extend(self.alone.iter().map(|(who, n)| format!("{who} alone {n}")));
        match parts.is_empty() {
            true => "nothing coded".to_owned(),
            false => parts.join(", "),
        }
    }
}

/// On whose codings each group rests, and a warning where coders and groups cannot be told apart.
/// `columns` are those of each source, in the order of the layer.
pub(super) fn said(matrix: &Matrix, columns: &[Vec<usize>]) -> (Option<String>, Option<String>) {
    // Every person and every source has a coder.
    if !matches!(matrix.asked.by, By::Attribute(..) | By::Kind) {
        return (None, None);
    }
    let mut grounds: Vec<Ground> = matrix.groups.iter().map(|_| Ground::default()).collect();
    for ((_, basis), columns) in matrix.layer.basis.iter().zip(columns) {
        for column in columns {
            match basis {
                Basis::Consensus(_) | Basis::PartConsensus(..) => grounds[*column].consensus += 1,
                Basis::Coder(coder) => *grounds[*column].alone.entry(coder).or_default() += 1,
                Basis::Uncoded => {}
            }
        }
    }
    let compared =
        |group: &Group, ground: &Ground| !group.is_all && !group.is_missing && ground.sources() > 0;
    let groups: Vec<(&Group, &Ground)> = matrix
        .groups
        .iter()
        .zip(&grounds)
        .filter(|(group, ground)| compared(group, ground))
        .collect();
    if groups.len() < 2 || groups.iter().all(|(_, g)| g.alone.is_empty()) {
        return (None, None);
    }
    let rests = groups
        .iter()
        .map(|(group, ground)| format!("{}: {}", group.name, ground.words()));
    let grounds = format!("sources rest on: {}", rests.collect::<Vec<_>>().join("; "));
    (Some(grounds), warned(&groups))
}

fn warned(groups: &[(&Group, &Ground<'_>)]) -> Option<String> {
    let pairs = || {
        let all = groups.iter().enumerate();
        all.flat_map(|(n, one)| groups[n + 1..].iter().map(move |other| (one, other)))
    };
    let another = |(one, other): &(&(&Group, &Ground), &(&Group, &Ground))| {
        let (a, b) = (one.1.one(), other.1.one());
        a.zip(b).is_some_and(|(a, b)| a != b)
    };
    if let Some((one, other)) = pairs().find(another) {
        let coder =
            |of: &(&Group, &Ground)| of.1.one().map(ToString::to_string).unwrap_or_default();
        let all = match one.1.consensus + other.1.consensus {
            0 => "",
            _ => " what one coder coded of",
        };
        return Some(format!(
            "careful:{all} {} was coded by {} alone and {} by {} alone; a difference between them cannot be told from one between the coders",
            one.0.name,
            coder(one),
            other.0.name,
            coder(other)
        ));
    }
    let coders = groups
        .iter()
        .flat_map(|(_, ground)| ground.alone.keys().copied());
    let coders: std::collections::BTreeSet<&CoderId> = coders.collect();
    let uneven: Vec<String> = coders
        .into_iter()
        .filter(|coder| pairs().any(|(a, b)| a.1.share(coder).abs_diff(b.1.share(coder)) > APART))
        .map(ToString::to_string)
        .collect();
    (!uneven.is_empty()).then(|| {
        format!(
            "careful: the share that {} coded alone differs by more than {APART} points between the groups; part of a difference between them may be one between the coders",
            listed(uneven)
        )
    })
}
