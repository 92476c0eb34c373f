//! Gamma and the alignments behind it.

use super::figures::Figures;
use crate::agreement::gamma::{Params, Sampler, Sampling, best, gamma};
use serde_json::{Value, json};

/// Gamma is simulated unasked where two coders have no more marks than this together, …
const OF_TWO: u64 = 4_000;

/// … or more coders no more than this: their best alignments are hard to find.
const OF_MORE: u64 = 400;

/// Weights alignments are reported for, α and β; gamma itself takes the second.
const WEIGHTS: [(f64, f64); 3] = [(1.0, 1.0), (3.0, 1.0), (3.0, 2.0)];

/// Whether and how chance is simulated.
#[derive(Clone, Copy, Debug)]
pub struct Simulation {
    /// However long it takes.
    pub always: bool,
    /// Random continua.
    pub samples: u32,
    pub seed: u64,
}

/// The best alignment under several weights; gamma with both ideas of chance.
pub fn simulated(figures: &mut Figures<'_>, simulation: Simulation) {
    let n = figures.data.marks();
    let most = if figures.data.coders.len() > 2 {
        OF_MORE
    } else {
        OF_TWO
    };
    if n > most && !simulation.always {
        return;
    }
    let documents = figures.data.documents();
    for (alpha, beta) in WEIGHTS {
        let params = Params {
            alpha,
            beta,
            ..Params::default()
        };
        let found = best(&documents, params);
        figures.add(
            "gamma_best_disorder",
            named(params),
            n,
            found.map(|b| b.disorder),
        );
        let unitary = found.map(|b| b.unitary as f64);
        figures.add("gamma_n_unitary_alignments", named(params), n, unitary);
    }
    let params = Params::default();
    for (sampler, name) in [
        (Sampler::Statistical, "statistical"),
        (Sampler::Shuffle, "shuffle"),
    ] {
        let sampling = Sampling {
            sampler,
            samples: simulation.samples,
            seed: simulation.seed,
        };
        let found = gamma(&documents, params, sampling);
        let of = |figure: fn(&crate::agreement::gamma::Gamma) -> _| match &found {
            Ok(found) => figure(found),
            Err(why) => Err(*why),
        };
        let params = || {
            let [a, b, d] = named(params);
            [a, b, d, ("sampler", json!(name))]
        };
        figures.add("gamma", params(), n, of(|g| g.gamma));
        figures.add("gamma_expected_disorder", params(), n, of(|g| g.expected));
        figures.add("gamma_cat", params(), n, of(|g| g.gamma_cat));
    }
}

fn named(params: Params) -> [(&'static str, Value); 3] {
    [
        ("alpha", json!(params.alpha)),
        ("beta", json!(params.beta)),
        ("delta_empty", json!(params.delta_empty)),
    ]
}
