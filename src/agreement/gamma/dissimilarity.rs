//! How far two coders' units are apart.

/// What one coder marked, as gamma sees it. Random units lie between characters, so positions
/// have fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// Where it begins, in characters; a random unit may begin before its text.
    pub start: f64,
    /// Where it ends, after its start.
    pub end: f64,
    pub code: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Params {
    /// α: how much boundaries count, 0 or more.
    pub alpha: f64,
    /// β: how much codes count, 0 or more.
    pub beta: f64,
    /// Δ: what it costs that a coder has no unit, above 0. It is also the scale of d_pos and
    /// d_cat, so that it cancels out of gamma.
    pub delta_empty: f64,
}

impl Default for Params {
    /// α = 3, β = 1, Δ = 1, as in the paper's experiments and its authors' software.
    fn default() -> Params {
        Params {
            alpha: 3.0,
            beta: 1.0,
            delta_empty: 1.0,
        }
    }
}

impl Params {
    /// d = α · d_pos + β · d_cat. 0 for equal units.
    pub fn between(self, a: Unit, b: Unit) -> f64 {
        self.alpha * self.positions(a, b) + self.beta * self.codes(a, b)
    }

    /// d_pos = ((|s₁ − s₂| + |e₁ − e₂|) / (len₁ + len₂))² · Δ: Δ for units that touch, more for
    /// those further apart.
    pub(super) fn positions(self, a: Unit, b: Unit) -> f64 {
        let apart = (a.start - b.start).abs() + (a.end - b.end).abs();
        let share = apart / (a.end - a.start + b.end - b.start);
        share * share * self.delta_empty
    }

    /// d_cat: Δ for different codes.
    pub(super) fn codes(self, a: Unit, b: Unit) -> f64 {
        match a.code == b.code {
            true => 0.0,
            false => self.delta_empty,
        }
    }

    /// The greatest (|s₁ − s₂| + |e₁ − e₂|) / (len₁ + len₂) of units with d ≤ `most`.
    pub(super) fn reach(self, most: f64) -> f64 {
        match self.alpha * self.delta_empty {
            0.0 => f64::INFINITY,
            scale => (most / scale).sqrt(),
        }
    }
}
