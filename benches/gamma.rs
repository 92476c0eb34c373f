//! Gamma of two coders, by units a coder: 30 random texts and the best alignment of each, as it is
//! computed unasked. The floor draws as many random units and brings them into order.

use tandem::agreement::characters::Document;
use tandem::agreement::gamma::{Params, Sampler, Sampling, gamma};
use tandem::agreement::mark::Mark;

use crate::meter;
use crate::words::Chance;
use crate::workload::Workload;

const SAMPLES: u32 = 30;

pub fn bench(_: &Workload) {
    meter::heading("Gamma of two coders, 30 random texts (CPU)");
    for units in [50, 100, 200, 500] {
        let (length, [a, b]) = coders(units);
        let floor = meter::best(5, || sorted(units));
        meter::floor(
            &format!("{units} units a coder, drawn and sorted"),
            floor.cpu,
        );
        for (sampler, name) in [
            (Sampler::Shuffle, "shuffle"),
            (Sampler::Statistical, "statistical"),
        ] {
            let document = Document {
                length,
                coders: vec![Some(&a[..]), Some(&b[..])],
            };
            let sampling = Sampling {
                sampler,
                samples: SAMPLES,
                seed: 1,
            };
            let took = meter::best(5, || {
                gamma(std::slice::from_ref(&document), Params::default(), sampling)
            });
            let what = format!("gamma, {units} units a coder, {name}");
            meter::figure(&what, took.cpu, floor.cpu);
        }
    }
}

/// As many numbers as the random texts have units, twice each, by coder in order.
fn sorted(units: usize) -> f64 {
    let mut sum = 0.0;
    for text in 0..SAMPLES * 2 {
        let mut chance = Chance::of("floor", u64::from(text));
        let draw = |_| (chance.share(), chance.share());
        let mut drawn: Vec<(f64, f64)> = (0..units).map(draw).collect();
        drawn.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        sum += drawn[units / 2].0;
    }
    sum
}

/// Two coders who marked the same places, not quite: boundaries moved, one in ten units left out,
/// one code in ten another.
fn coders(units: usize) -> (u32, [Vec<Mark>; 2]) {
    let mut chance = Chance::of("gamma", units as u64);
    let (mut a, mut b, mut at) = (Vec::new(), Vec::new(), 0);
    for _ in 0..units {
        let start = at + 1 + chance.below(80) as u32;
        let end = start + 8 + chance.below(110) as u32;
        let code = chance.below(8) as u32;
        a.push(Mark::new(code, start, end));
        if chance.share() < 0.9 {
            let other = match chance.share() < 0.1 {
                true => chance.below(8) as u32,
                false => code,
            };
            let start = (start + chance.below(9) as u32).saturating_sub(4);
            let end = (end + chance.below(9) as u32).saturating_sub(4);
            b.push(Mark::new(other, start, end.max(start + 1)));
        }
        at = end;
    }
    (at + 50, [a, b])
}
