//! What one coder coded alone beside the scenarios of the specification: what holds and what does
//! not.

use crate::alone::{self, Kind};
use crate::own::errors;
use crate::world::{ALIKE, Errors};

pub fn carried(number: u64) {
    alone::head("OWN: turns that one coded alone (10 and 20 double-coded sources, prevalence .06)");
    let mut cell = 600;
    for double in [10, 20] {
        for (name, change) in CHANGES {
            cell += 1;
            let mut kind = Kind::new(double, 0.06, false);
            change(&mut kind);
            alone::studies(cell, &kind, number).row(&format!("{double}: {name}"));
        }
    }
}

type Change = (&'static str, fn(&mut Kind));

const CHANGES: [Change; 14] = [
    ("as in the specification", |_| ()),
    ("both miss the same quarter of turns", |k| {
        k.errors = [errors(0.25, 0.1, 0.1); 2];
    }),
    ("both miss .25 in the double part, .50 in the rest", |k| {
        k.errors = [errors(0.25, 0.1, 0.1), errors(0.5, 0.1, 0.1)];
    }),
    ("reconciliation keeps half of A's wrong ones", |k| {
        k.kept_wrong = 0.5;
    }),
    ("very uneven sources (σ 1.2)", |k| k.spread = 1.2),
    ("very uneven errors (logit 1.5)", |k| k.uneven = 1.5),
    ("careful: misses .05, excess .002", |k| {
        k.errors = [Errors {
            a: 0.05,
            excess: 0.002,
            ..ALIKE
        }; 2];
    }),
    ("very careful: misses .02, excess .0005", |k| {
        k.errors = [Errors {
            a: 0.02,
            excess: 0.0005,
            ..ALIKE
        }; 2];
    }),
    ("very careful, prevalence .15", |k| {
        k.errors = [Errors {
            a: 0.02,
            excess: 0.0005,
            ..ALIKE
        }; 2];
        k.prevalence = [0.15; 2];
    }),
    ("3 sources alone", |k| k.alone = 3),
    ("five times as many alone", |k| k.alone = 5 * k.double),
    ("not drawn: A misses .25, then .40", |k| k.errors[1].a = 0.4),
    ("not drawn: twice as common in the rest", |k| {
        k.prevalence[1] *= 2.0
    }),
    ("not drawn: half as common in the rest", |k| {
        k.prevalence[1] /= 2.0
    }),
];
