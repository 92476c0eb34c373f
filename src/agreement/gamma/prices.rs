//! Prices of units that no set of units undercuts: a lower bound for covering them.

/// A unitary alignment that may be part of the best one.
#[derive(Clone, Debug)]
pub(super) struct Set {
    /// Numbers of its units, ascending.
    pub units: Vec<u32>,
    /// Its disorder, and a hair.
    pub cost: f64,
}

/// Rounds of looking for higher prices, before and after they are made fair.
const ROUNDS: usize = 40;

/// Prices such that no set costs less than its units' prices together, with a sum as high as can
/// be had quickly. The sum is a lower bound for the cost of covering every unit once.
///
/// Lagrangian relaxation of “every unit exactly once”, whose dual is raised unit by unit: a unit's
/// price is moved half-way between what the best set with it and the second best one can pay
/// (Globerson and Jaakkola 2007 do so for other problems). Then prices are cut until no set is
/// undercut, and raised again as far as that allows.
pub(super) fn prices(units: usize, sets: &[Set]) -> Vec<f64> {
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); units];
    for (at, set) in sets.iter().enumerate() {
        for unit in &set.units {
            of[*unit as usize].push(at);
        }
    }
    let mut dual = Dual {
        prices: vec![0.0; units],
        rest: sets.iter().map(|s| s.cost).collect(),
        of,
    };
    for unit in 0..units {
        let shares = dual.of[unit].iter().map(|s| {
            let set = &sets[*s];
            set.cost / set.units.len() as f64
        });
        let least = shares.fold(f64::INFINITY, f64::min);
        dual.raise(unit, least);
    }
    for round in 0..ROUNDS {
        dual.sweep(round, |(best, second)| (best + second) / 2.0);
    }
    dual.make_fair(sets);
    for round in 0..ROUNDS {
        // At first by half, so that neighbours have their share.
        let part = if round < ROUNDS / 2 { 0.5 } else { 1.0 };
        dual.sweep(round, |(best, _)| best * part);
    }
    // Rounding may have left a set undercut by a hair.
    dual.make_fair(sets);
    dual.prices
}

struct Dual {
    prices: Vec<f64>,
    /// By set: its cost without its units' prices.
    rest: Vec<f64>,
    /// By unit: the sets with it.
    of: Vec<Vec<usize>>,
}

impl Dual {
    fn raise(&mut self, unit: usize, by: f64) {
        self.prices[unit] += by;
        for set in &self.of[unit] {
            self.rest[*set] -= by;
        }
    }

    /// Moves every unit's price by what `step` makes of the least and the second least rest of its
    /// sets; every other round from right to left.
    fn sweep(&mut self, round: usize, step: impl Fn((f64, f64)) -> f64) {
        let units = self.prices.len();
        for at in 0..units {
            let unit = if round.is_multiple_of(2) {
                at
            } else {
                units - 1 - at
            };
            let (mut best, mut second) = (f64::INFINITY, f64::INFINITY);
            for set in &self.of[unit] {
                let rest = self.rest[*set];
                if rest < best {
                    (best, second) = (rest, best);
                } else if rest < second {
                    second = rest;
                }
            }
            let second = if second.is_finite() { second } else { best };
            self.raise(unit, step((best, second)));
        }
    }

    /// Cuts prices until no set is undercut.
    fn make_fair(&mut self, sets: &[Set]) {
        let mut cuts = vec![0.0f64; self.prices.len()];
        for (set, rest) in sets.iter().zip(&self.rest) {
            let share = -rest / set.units.len() as f64;
            for unit in &set.units {
                let cut = &mut cuts[*unit as usize];
                *cut = cut.max(share);
            }
        }
        for (unit, cut) in cuts.into_iter().enumerate() {
            self.raise(unit, -cut);
        }
    }
}
