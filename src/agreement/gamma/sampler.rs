//! Random continua.

use super::super::draws::Draws;
use super::alignment::{Text, sort};
use super::dissimilarity::Unit;

/// How a text's random counterpart is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sampler {
    /// Each coder of the random continuum is one of the real ones, drawn with replacement, whose
    /// units are moved on by a random number of characters; what would begin after the end begins
    /// at the start again. The numbers of two coders differ by more than half the mean length of a
    /// unit, as long as there is room. It keeps how each coder's units follow each other, and asks
    /// only whether they stand at the same places. Mathet, Widlöcher and Métivier 2015, 5.2.
    Shuffle,
    /// Each coder gets a number of units, each unit a gap before it and a length, all drawn from
    /// normal distributions with the real ones' mean and standard deviation; codes are drawn as
    /// often as they are used. Titeux and Riad 2021, “pygamma-agreement”, JOSS 6.
    Statistical,
}

/// Shorter units are drawn again.
const SHORTEST: f64 = 1e-6;

impl Sampler {
    /// A random continuum of as many coders.
    pub(super) fn draw(self, text: &Text, draws: &mut Draws) -> Text {
        let mut drawn = match self {
            Sampler::Shuffle => shuffled(text, draws),
            Sampler::Statistical => Moments::of(text).draw(text, draws),
        };
        drawn.iter_mut().for_each(|units| sort(units));
        drawn
    }
}

fn shuffled(text: &Text, draws: &mut Draws) -> Text {
    // From the start of the text to the last unit's end: nobody marked what comes after it.
    let end = text.iter().flatten().map(|u| u.end).fold(0.0, f64::max);
    let all: usize = text.iter().map(Vec::len).sum();
    let lengths: f64 = text.iter().flatten().map(|u| u.end - u.start).sum();
    let apart = lengths / all as f64 / 2.0;
    loop {
        let mut free = vec![(0.0, end)];
        let drawn: Text = (0..text.len())
            .map(|_| {
                let pivot = pivot(&mut free, apart, end, draws);
                let moved = |unit: &Unit| {
                    let by = match unit.start + pivot > end {
                        true => pivot - end,
                        false => pivot,
                    };
                    Unit {
                        start: unit.start + by,
                        end: unit.end + by,
                        ..*unit
                    }
                };
                let coder = draws.below(text.len() as u64) as usize;
                text[coder].iter().map(moved).collect()
            })
            .collect();
        // Drawing none but coders without units says nothing: again.
        if drawn.iter().any(|units| !units.is_empty()) {
            return drawn;
        }
    }
}

/// A whole number of characters, each place that is still free as likely as any other; nothing
/// within `apart` of it is free afterwards.
fn pivot(free: &mut Vec<(f64, f64)>, apart: f64, end: f64, draws: &mut Draws) -> f64 {
    let room: f64 = free.iter().map(|(from, to)| to - from).sum();
    if room <= 0.0 {
        return (draws.unit() * end).trunc();
    }
    let mut at = draws.unit() * room;
    let mut place = end;
    for (from, to) in free.iter() {
        place = (from + at).min(*to);
        if at < to - from {
            break;
        }
        at -= to - from;
    }
    let pivot = place.trunc();
    let cut = |(from, to): (f64, f64)| {
        let left = (from, to.min(pivot - apart));
        let right = (from.max(pivot + apart), to);
        [left, right].into_iter().filter(|(from, to)| from < to)
    };
    *free = free.drain(..).flat_map(cut).collect();
    pivot
}

/// What the statistical sampler keeps of a text.
struct Moments {
    units: Normal,
    gap: Normal,
    length: Normal,
}

impl Moments {
    fn of(text: &Text) -> Moments {
        // A gap of nothing is always among them, so that a single unit can be moved.
        let mut gaps = vec![0.0];
        for units in text {
            gaps.extend(units.windows(2).map(|w| w[1].start - w[0].end));
            gaps.extend(units.first().map(|u| u.start).filter(|start| *start > 0.0));
        }
        let counts: Vec<f64> = text.iter().map(|units| units.len() as f64).collect();
        let lengths: Vec<f64> = text.iter().flatten().map(|u| u.end - u.start).collect();
        Moments {
            units: Normal::of(&counts),
            gap: Normal::of(&gaps),
            length: Normal::of(&lengths),
        }
    }

    fn draw(&self, text: &Text, draws: &mut Draws) -> Text {
        let codes: Vec<u32> = text.iter().flatten().map(|u| u.code).collect();
        let mut none = true;
        let mut coder = || {
            let drawn = self.units.draw(draws).trunc().abs() as usize;
            let count = drawn.max(usize::from(none));
            none &= count == 0;
            let mut at = 0.0;
            let unit = |_| {
                let start = at + self.gap.draw(draws);
                let mut length = self.length.draw(draws).abs();
                while length < SHORTEST {
                    length = self.length.draw(draws).abs();
                }
                at = start + length;
                let code = codes[draws.below(codes.len() as u64) as usize];
                Unit {
                    start,
                    end: at,
                    code,
                }
            };
            (0..count).map(unit).collect()
        };
        text.iter().map(|_| coder()).collect()
    }
}

struct Normal {
    mean: f64,
    deviation: f64,
}

impl Normal {
    /// With the mean and the standard deviation (by n) of these.
    fn of(values: &[f64]) -> Normal {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>();
        Normal {
            mean,
            deviation: (squares / n).sqrt(),
        }
    }

    /// Box and Muller 1958.
    fn draw(&self, draws: &mut Draws) -> f64 {
        let (a, b) = (1.0 - draws.unit(), draws.unit());
        let standard = (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos();
        self.mean + self.deviation * standard
    }
}
