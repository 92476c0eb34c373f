//! The whole set of codes each coder gave each unit, counted part by part.

use super::compared::Compared;
use super::comparison::Comparison;
use super::ground::Candidate;
use super::parting::Parting;
use crate::agreement::table::Counter;
use crate::agreement::units::{self, Sets};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Part, the set of each coder (`None` where the unit was not read), units.
type Row = (u32, Vec<Option<u32>>, u64);

/// Units by the set each coder gave them.
#[derive(Clone, Debug)]
pub(super) struct SetCells {
    coders: usize,
    /// Distinct sets, sorted, the empty one first; each sorted itself.
    pub sets: Vec<Vec<u32>>,
    /// Sorted.
    pub rows: Vec<Row>,
}

impl SetCells {
    /// Counts the units of what is compared.
    pub fn of(comparison: &Comparison, parting: Parting) -> SetCells {
        let coders = comparison.coders.len();
        let mut numbers: HashMap<Vec<u32>, u32> = HashMap::from([(Vec::new(), 0)]);
        let mut counted: HashMap<(u32, Vec<Option<u32>>), u64> = HashMap::new();
        let mut turns = 0;
        for text in &comparison.texts {
            let Some(ground) = &text.ground else { continue };
            let part = |unit: usize| match parting {
                Parting::Sources => Some(text.source),
                Parting::Rounds => Some(text.part),
                Parting::Participants => ground.speaker(unit).map(|p| p as usize),
                Parting::Turns => Some(turns + ground.unit_turns[unit] as usize),
            };
            let read = text.by_coder();
            let blank: Vec<Option<u32>> = read.iter().map(|marks| marks.map(|_| 0)).collect();
            let source = units::Source {
                units: &ground.units,
                coders: read,
            };
            let mut givers = units::givers(&source, coders);
            givers.sort_unstable_by_key(|(unit, code, coder)| (*unit, *coder, *code));
            let mut with_codes = 0;
            let mut nobody: BTreeMap<u32, u64> = BTreeMap::new();
            for unit in givers.chunk_by(|a, b| a.0 == b.0) {
                let mut row = blank.clone();
                for one in unit.chunk_by(|a, b| a.2 == b.2) {
                    let set: Vec<u32> = one.iter().map(|(_, code, _)| *code).collect();
                    let next = numbers.len() as u32;
                    row[one[0].2] = Some(*numbers.entry(set).or_insert(next));
                }
                with_codes += 1;
                if let Some(part) = part(unit[0].0) {
                    *counted.entry((part as u32, row)).or_default() += 1;
                }
            }
            match parting {
                Parting::Sources | Parting::Rounds => {
                    let rest = (ground.units.len() - with_codes) as u64;
                    if let (Some(part), true) = (part(0), rest > 0) {
                        *nobody.entry(part as u32).or_default() += rest;
                    }
                }
                _ => {
                    let mut given = givers.iter().map(|(unit, ..)| *unit).peekable();
                    for unit in 0..ground.units.len() {
                        while given.next_if(|u| *u < unit).is_some() {}
                        if let (None, Some(part)) = (given.next_if_eq(&unit), part(unit)) {
                            *nobody.entry(part as u32).or_default() += 1;
                        }
                    }
                }
            }
            for (part, units) in nobody {
                *counted.entry((part, blank.clone())).or_default() += units;
            }
            turns += ground.turns.len();
        }
        SetCells::sorted(coders, numbers, counted)
    }

    /// Sets and rows in an order that does not depend on how they were met.
    fn sorted(
        coders: usize,
        numbers: HashMap<Vec<u32>, u32>,
        counted: HashMap<(u32, Vec<Option<u32>>), u64>,
    ) -> SetCells {
        let mut sets: Vec<(Vec<u32>, u32)> = numbers.into_iter().collect();
        sets.sort_unstable();
        let mut renamed = vec![0u32; sets.len()];
        for (new, (_, old)) in sets.iter().enumerate() {
            renamed[*old as usize] = new as u32;
        }
        let rename = |set: Option<u32>| set.map(|s| renamed[s as usize]);
        let mut rows: Vec<_> = counted
            .into_iter()
            .map(|((part, row), n)| (part, row.into_iter().map(rename).collect(), n))
            .collect();
        rows.sort_unstable();
        SetCells {
            coders,
            sets: sets.into_iter().map(|(set, _)| set).collect(),
            rows,
        }
    }

    /// Each part that has units, on its own.
    pub fn strata(&self) -> Vec<Sets> {
        let parts = self.rows.chunk_by(|a, b| a.0 == b.0);
        parts.map(|part| self.part(part)).collect()
    }

    pub fn pooled(&self) -> Sets {
        let mut counter = Counter::new(self.sets.len(), self.coders);
        for (_, row, units) in &self.rows {
            counter.add(row, *units);
        }
        Sets {
            table: counter.table(),
            sets: self.sets.clone(),
        }
    }

    /// Some rows, with no more sets than they have, and the empty one.
    fn part(&self, rows: &[Row]) -> Sets {
        let given = rows.iter().flat_map(|(_, row, _)| row.iter().flatten());
        let used: BTreeSet<u32> = given.copied().chain([0]).collect();
        let numbers: HashMap<u32, u32> = used.iter().copied().zip(0..).collect();
        let mut counter = Counter::new(used.len(), self.coders);
        for (_, row, units) in rows {
            let row: Vec<Option<u32>> = row.iter().map(|set| set.map(|s| numbers[&s])).collect();
            counter.add(&row, *units);
        }
        let sets = used.iter().map(|set| self.sets[*set as usize].clone());
        Sets {
            table: counter.table(),
            sets: sets.collect(),
        }
    }
}

/// The set of codes each coder gave each unit of a text, `None` where it was not read.
pub(super) fn sets_of(
    text: &Compared,
    ground: &Candidate,
    coders: usize,
) -> Vec<Vec<Option<Vec<u32>>>> {
    let read = text.by_coder();
    let blank: Vec<Option<Vec<u32>>> = read.iter().map(|m| m.map(|_| Vec::new())).collect();
    let mut all = vec![blank; ground.units.len()];
    let source = units::Source {
        units: &ground.units,
        coders: read,
    };
    for (unit, code, coder) in units::givers(&source, coders) {
        all[unit][coder].get_or_insert_default().push(code);
    }
    all
}
