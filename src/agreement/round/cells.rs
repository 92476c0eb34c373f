//! How many cells (units or characters) of each part of the data each combination of coders gave
//! each code: what every figure of presence is a sum of.

use super::compared::Compared;
use super::comparison::Comparison;
use super::disagreement::Disagreement;
use super::fourfold::Fourfold;
use super::ground::{Candidate, clipped, projected};
use super::parting::{By, Parting};
use super::spread::Counts;
use crate::agreement::characters::{Sweep, readers};
use crate::agreement::mark::Mark;
use crate::agreement::presence::MOST_CODERS;
use crate::agreement::table::{Counter, Table};
use crate::agreement::units;
use crate::model::text::Span;
use std::collections::HashMap;

/// Cells of each part by who read it, and who gave which code on how many of them.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    coders: usize,
    pub parts: usize,
    groups: Vec<Group>,
    given: Vec<Given>,
    /// Where each code's entries in `given` begin; one more at the end.
    from: Vec<usize>,
}

/// Cells of one part that were read by the same coders.
#[derive(Clone, Copy, Debug)]
struct Group {
    part: u32,
    readers: u64,
    cells: u64,
}

/// Exactly `givers` gave `code` on `cells` cells of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Given {
    code: u32,
    group: u32,
    givers: u64,
    cells: u64,
}

/// Parts that hold anything, each by its place among them.
pub(super) struct Held {
    pub things: usize,
    /// By thing: readers and cells read by exactly these.
    pub read: Vec<(u32, u64, u64)>,
    /// By group: the place of its part.
    places: Vec<Option<u32>>,
}

/// Cells counted by who read them and who of these gave the code.
#[derive(Clone, Debug, Default)]
pub(super) struct Patterns(HashMap<(u64, u64), u64>);

impl Patterns {
    fn add(&mut self, readers: u64, givers: u64, cells: u64) {
        if cells > 0 {
            *self.0.entry((readers, givers)).or_default() += cells;
        }
    }

    pub fn cells(&self) -> u64 {
        self.0.values().sum()
    }

    /// As a table of all coders: 1 present, 0 absent.
    pub fn table(&self, coders: usize) -> Table {
        let mut counter = Counter::new(2, coders);
        for ((readers, givers), cells) in &self.0 {
            let bit = |mask: u64, coder: usize| mask >> coder & 1;
            let row: Vec<Option<u32>> = (0..coders)
                .map(|c| (bit(*readers, c) == 1).then(|| bit(*givers, c) as u32))
                .collect();
            counter.add(&row, *cells);
        }
        counter.table()
    }

    /// Disagreement of all coders, as alpha over codes sums it. Summed in whole numbers, by how many
    /// read: fractions would come to another last digit in another order.
    pub fn disagreement(&self) -> Disagreement {
        let (mut values, mut present) = (0u128, 0u128);
        let mut apart = [0u128; MOST_CODERS + 1];
        for ((readers, givers), cells) in &self.0 {
            let (all, gave) = (readers.count_ones(), givers.count_ones());
            if all > 1 {
                let cells = u128::from(*cells);
                values += u128::from(all) * cells;
                present += u128::from(gave) * cells;
                apart[all as usize] += u128::from(gave * (all - gave)) * cells;
            }
        }
        let apart = apart.iter().enumerate().skip(2);
        let apart = apart.map(|(all, apart)| *apart as f64 / (all - 1) as f64);
        Disagreement::of(values as f64, present as f64, apart.sum())
    }

    /// Two coders' counts, on the cells both read.
    pub fn pair(&self, (a, b): (usize, usize)) -> Fourfold {
        let mut counts = Fourfold::default();
        let both = 1u64 << a | 1 << b;
        for ((readers, givers), cells) in &self.0 {
            if readers & both == both {
                counts.add(givers >> a & 1 == 1, givers >> b & 1 == 1, *cells);
            }
        }
        counts
    }
}

impl Cells {
    pub fn of(comparison: &Comparison, by: By, parting: Parting) -> Cells {
        let mut counting = Counting {
            coders: comparison.coders.len(),
            groups: Vec::new(),
            places: HashMap::new(),
            given: Vec::new(),
            sweep: Sweep::new(comparison.coders.len()),
        };
        let mut turns = 0;
        for text in &comparison.texts {
            let Some(ground) = &text.ground else { continue };
            match by {
                By::Unit => counting.units(text, ground, parting, turns),
                By::Character => counting.characters(text, ground, parting, turns),
            }
            turns += ground.turns.len();
        }
        let parts = match parting {
            Parting::Sources => comparison.sources.len(),
            Parting::Rounds => comparison.material.parts.len(),
            Parting::Participants => comparison.participants.len(),
            Parting::Turns => turns,
        };
        counting.done(comparison.numbering.used.len(), parts)
    }

    pub fn cells(&self) -> u64 {
        self.groups.iter().map(|g| g.cells).sum()
    }

    fn given(&self, code: usize) -> &[Given] {
        match (self.from.get(code), self.from.get(code + 1)) {
            (Some(from), Some(to)) => &self.given[*from..*to],
            _ => &[],
        }
    }

    /// Each code, over all parts.
    pub fn by_code(&self) -> Vec<Patterns> {
        let mut read: HashMap<u64, u64> = HashMap::new();
        for group in &self.groups {
            *read.entry(group.readers).or_default() += group.cells;
        }
        let codes = 0..self.from.len().saturating_sub(1);
        codes
            .map(|code| self.over(self.given(code), &read, 1))
            .collect()
    }

    /// All codes pooled: one cell for each cell × code.
    pub fn pooled(&self) -> Patterns {
        let mut read: HashMap<u64, u64> = HashMap::new();
        for group in &self.groups {
            *read.entry(group.readers).or_default() += group.cells;
        }
        self.over(&self.given, &read, self.from.len().saturating_sub(1) as u64)
    }

    /// All codes pooled, or one of them, for each part.
    pub fn by_part(&self, code: Option<usize>) -> Vec<Patterns> {
        let codes = match code {
            None => self.from.len().saturating_sub(1) as u64,
            Some(_) => 1,
        };
        let mut all = vec![Patterns::default(); self.parts];
        let mut left: Vec<u64> = self.groups.iter().map(|g| g.cells * codes).collect();
        for given in code.map_or(&self.given[..], |code| self.given(code)) {
            let group = self.groups[given.group as usize];
            left[given.group as usize] -= given.cells;
            all[group.part as usize].add(group.readers, given.givers, given.cells);
        }
        for (group, nobody) in self.groups.iter().zip(left) {
            all[group.part as usize].add(group.readers, 0, nobody);
        }
        all
    }

    /// The same code by code: every code, or the one asked for.
    pub fn each_code(&self, code: Option<usize>) -> Vec<Vec<Patterns>> {
        let all = 0..self.from.len().saturating_sub(1);
        let codes = code.map_or(all, |code| code..code + 1);
        codes.map(|code| self.by_part(Some(code))).collect()
    }

    /// Parts that hold anything: what can be drawn.
    pub fn held(&self) -> Held {
        let held = self.groups.iter().filter(|g| g.cells > 0).map(|g| g.part);
        let mut held: Vec<u32> = held.collect();
        held.sort_unstable();
        held.dedup();
        let place = |group: &Group| held.binary_search(&group.part).ok().map(|n| n as u32);
        let places: Vec<Option<u32>> = self.groups.iter().map(place).collect();
        let read = self.groups.iter().zip(&places);
        Held {
            things: held.len(),
            read: read
                .filter_map(|(g, p)| Some(((*p)?, g.readers, g.cells)))
                .collect(),
            places,
        }
    }

    /// What was given of one code, or of all pooled, in the parts held.
    pub fn spread_over(&self, held: &Held, code: Option<usize>) -> Counts {
        let mut given: Vec<(u32, u64, u64, u64)> = Vec::new();
        for one in code.map_or(&self.given[..], |code| self.given(code)) {
            let readers = self.groups[one.group as usize].readers;
            if let Some(place) = held.places[one.group as usize] {
                given.push((place, readers, one.givers, one.cells));
            }
        }
        if code.is_none() {
            given = summed(given);
        }
        Counts {
            codes: match code {
                None => self.from.len().saturating_sub(1) as u64,
                Some(_) => 1,
            },
            given,
        }
    }

    fn over(&self, given: &[Given], read: &HashMap<u64, u64>, codes: u64) -> Patterns {
        let mut all = Patterns::default();
        let mut gave: HashMap<u64, u64> = HashMap::new();
        for given in given {
            let readers = self.groups[given.group as usize].readers;
            all.add(readers, given.givers, given.cells);
            *gave.entry(readers).or_default() += given.cells;
        }
        for (readers, cells) in read {
            let gave = gave.get(readers).copied().unwrap_or(0);
            all.add(*readers, 0, cells * codes - gave);
        }
        all
    }

    pub fn coders(&self) -> usize {
        self.coders
    }
}

/// Entries of the same part, readers and givers put together.
fn summed(mut given: Vec<(u32, u64, u64, u64)>) -> Vec<(u32, u64, u64, u64)> {
    given.sort_unstable();
    given.dedup_by(|next, kept| {
        let same = (next.0, next.1, next.2) == (kept.0, kept.1, kept.2);
        if same {
            kept.3 += next.3;
        }
        same
    });
    given
}

/// The marks of a text by coder and by each turn they lie in.
fn by_turn(text: &Compared, ground: &Candidate) -> Vec<Option<Vec<Vec<Mark>>>> {
    let of = |marks: &Vec<Mark>| {
        let mut turns: Vec<Vec<Mark>> = vec![Vec::new(); ground.turns.len()];
        for mark in marks {
            let from = ground.turn_at(mark.span.start);
            let met = ground.turns.iter().zip(&mut turns).skip(from);
            for (_, held) in met.take_while(|(turn, _)| turn.whole.start < mark.span.end) {
                held.push(*mark);
            }
        }
        turns
    };
    text.marks.iter().map(|m| m.as_ref().map(of)).collect()
}

struct Counting {
    coders: usize,
    groups: Vec<Group>,
    places: HashMap<(u32, u64), u32>,
    given: Vec<Given>,
    sweep: Sweep,
}

impl Counting {
    /// Counts `cells` more of a part, and says where to enter what was given on them.
    fn read(&mut self, part: usize, readers: u64, cells: u64) -> u32 {
        let part = part as u32;
        let place = *self.places.entry((part, readers)).or_insert_with(|| {
            self.groups.push(Group {
                part,
                readers,
                cells: 0,
            });
            (self.groups.len() - 1) as u32
        });
        self.groups[place as usize].cells += cells;
        place
    }

    fn units(&mut self, text: &Compared, ground: &Candidate, parting: Parting, turns: usize) {
        let coders = text.by_coder();
        let readers = readers(&coders, self.coders);
        let part = |unit: usize| match parting {
            Parting::Sources => Some(text.source),
            Parting::Rounds => Some(text.part),
            Parting::Participants => ground.speaker(unit).map(|p| p as usize),
            Parting::Turns => Some(turns + ground.unit_turns[unit] as usize),
        };
        let groups: Vec<Option<u32>> = match parting {
            Parting::Sources | Parting::Rounds => {
                let n = ground.units.len();
                let all = part(0).map(|part| self.read(part, readers, n as u64));
                vec![all; n]
            }
            _ => (0..ground.units.len())
                .map(|unit| part(unit).map(|part| self.read(part, readers, 1)))
                .collect(),
        };
        let source = units::Source {
            units: &ground.units,
            coders,
        };
        let givers = units::givers(&source, self.coders);
        for same in givers.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            if let Some(group) = groups[same[0].0] {
                let givers = same.iter().map(|(_, _, coder)| 1u64 << coder).sum();
                self.give(same[0].1, group, givers, 1);
            }
        }
    }

    fn characters(&mut self, text: &Compared, ground: &Candidate, parting: Parting, turns: usize) {
        match parting {
            Parting::Sources => self.stretches(&text.marks, &ground.stretches, text.source),
            Parting::Rounds => self.stretches(&text.marks, &ground.stretches, text.part),
            Parting::Participants => {
                let mut said: HashMap<u32, Vec<Span>> = HashMap::new();
                for turn in &ground.turns {
                    if let Some(speaker) = turn.speaker {
                        let part = clipped(turn.talk, &ground.stretches);
                        said.entry(speaker).or_default().extend(part);
                    }
                }
                let mut said: Vec<_> = said.into_iter().collect();
                said.sort_unstable();
                for (speaker, stretches) in said {
                    self.stretches(&text.marks, &stretches, speaker as usize);
                }
            }
            Parting::Turns => {
                let mut marks = by_turn(text, ground);
                for (n, turn) in ground.turns.iter().enumerate() {
                    let part = clipped(turn.whole, &ground.stretches);
                    let marks: Vec<Option<Vec<Mark>>> = (marks.iter_mut())
                        .map(|coder| coder.as_mut().map(|turns| std::mem::take(&mut turns[n])))
                        .collect();
                    self.stretches(&marks, &part, turns + n);
                }
            }
        }
    }

    /// Counts the characters of some stretches, in text order, as one part. `marks` are all that lie
    /// there, and may be more, by coder.
    fn stretches(&mut self, marks: &[Option<Vec<Mark>>], stretches: &[Span], part: usize) {
        let coders: Vec<Option<&[Mark]>> = marks.iter().map(Option::as_deref).collect();
        let readers = readers(&coders, self.coders);
        let length: u32 = stretches.iter().map(|s| s.len()).sum();
        let group = self.read(part, readers, u64::from(length));
        let projected: Vec<Option<Vec<Mark>>> = match stretches {
            [all] if all.start == 0 => Vec::new(),
            _ => marks
                .iter()
                .map(|marks| marks.as_ref().map(|m| projected(m, stretches)))
                .collect(),
        };
        let coders: Vec<Option<&[Mark]>> = match projected.is_empty() {
            true => coders,
            false => projected.iter().map(Option::as_deref).collect(),
        };
        let mut sweep = std::mem::replace(&mut self.sweep, Sweep::new(0));
        sweep.run(length, &coders, |code, givers, cells| {
            self.give(code, group, givers, cells);
        });
        self.sweep = sweep;
    }

    fn give(&mut self, code: u32, group: u32, givers: u64, cells: u64) {
        self.given.push(Given {
            code,
            group,
            givers,
            cells,
        });
    }

    fn done(mut self, codes: usize, parts: usize) -> Cells {
        let key = |g: &Given| (g.code, g.group, g.givers);
        self.given.sort_unstable();
        self.given.dedup_by(|next, kept| {
            let same = key(next) == key(kept);
            if same {
                kept.cells += next.cells;
            }
            same
        });
        let start = |code: usize| self.given.partition_point(|g| (g.code as usize) < code);
        Cells {
            coders: self.coders,
            parts,
            from: (0..=codes).map(start).collect(),
            groups: self.groups,
            given: self.given,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Patterns;

    /// Each map has an order of its own.
    #[test]
    fn the_disagreement_of_many_coders_is_the_same_to_the_last_digit() {
        let of = || {
            let mut all = Patterns::default();
            for n in 1..400u64 {
                let readers = (n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 44) | 3;
                all.add(readers, readers & (n * 7919), n * n);
            }
            all.disagreement()
        };
        let first = of();
        assert!((0..20).all(|_| of() == first));
    }
}
