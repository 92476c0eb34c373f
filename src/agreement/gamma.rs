//! Gamma: units are aligned across coders, and how badly they fit is compared with chance.
//!
//! A unit is a mark with its code. A *unitary alignment* takes at most one unit from each coder; an
//! *alignment* puts every unit into exactly one of them. The disorder of a unitary alignment is the
//! mean over all pairs of coders of the dissimilarity of their units (Δ where one of the two has
//! none); that of an alignment is the sum over its unitary alignments by the mean number of units a
//! coder made. Then
//!
//! ```text
//! γ = 1 − disorder of the best alignment / mean disorder of random continua
//! ```
//!
//! and 1 where the best alignment has no disorder. Units may overlap, gaps do not count, and
//! boundaries and codes are weighed against each other by [`Params`]. What “random” means is a
//! choice, too ([`Sampler`]); figures of different samplers cannot be compared.
//!
//! Several texts are pooled: disorders of their unitary alignments are summed, numbers of units,
//! too, and a text's random counterpart is drawn from that text alone. Texts with fewer than two
//! readers, and those nobody marked, take no part.
//!
//! Mathet, Widlöcher and Métivier 2015, “The unified and holistic method gamma (γ) for
//! inter-annotator agreement measure and alignment”, Computational Linguistics 41.

mod alignment;
mod best;
mod codes;
mod dissimilarity;
mod many;
mod prices;
mod sampler;
mod two;

pub use best::{Aligned, best};
pub use dissimilarity::{Params, Unit};
pub use sampler::Sampler;

use rayon::prelude::*;

use self::alignment::Text;
use self::codes::Codes;
use super::characters::Document;
use super::draws::Draws;
use super::outcome::{Outcome, Undefined, finite};

/// How chance is simulated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    pub sampler: Sampler,
    /// How many are made; at least 30.
    pub samples: u32,
    /// The same seed gives the same figures, on any number of cores.
    pub seed: u64,
}

impl Default for Sampling {
    fn default() -> Sampling {
        Sampling {
            sampler: Sampler::Shuffle,
            samples: 100,
            seed: 1,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Gamma {
    /// Disorder of the best alignment, 0 or more.
    pub disorder: f64,
    /// Mean disorder of the random continua.
    pub expected: Outcome,
    /// How many random continua.
    pub samples: u32,
    /// γ: at most 1, 0 for what chance would do.
    pub gamma: Outcome,
    /// γ_cat: the codes alone, on units that are aligned and lie well on each other.
    pub gamma_cat: Outcome,
}

/// Gamma of the coders' marks, over all texts.
///
/// # Errors
/// [`Undefined::NothingShared`] where no text was read by two coders, [`Undefined::NoCodings`]
/// where nothing was marked in those, [`Undefined::TooTangled`] where the best alignment of three
/// or more coders cannot be found within the limit of [`many`].
pub fn gamma(
    documents: &[Document<'_>],
    params: Params,
    sampling: Sampling,
) -> Result<Gamma, Undefined> {
    let texts = best::texts(documents)?;
    let observed = measured(&texts, params)?;
    let random = |number: u32| {
        let mut draws = Draws::new(sampling.seed, u64::from(number));
        let drawn = texts.iter().map(|t| sampling.sampler.draw(t, &mut draws));
        measured(&drawn.collect::<Vec<_>>(), params)
    };
    let random = (0..sampling.samples).into_par_iter().map(random);
    let random = random.collect::<Result<Vec<Measured>, Undefined>>()?;
    let mean = random.iter().map(|m| m.disorder).sum::<f64>() / random.len() as f64;
    let over = |observed: f64, expected: f64| match (observed, expected) {
        (0.0, _) => Ok(1.0),
        (_, 0.0) => Err(Undefined::OneCategory),
        _ => finite(1.0 - observed / expected),
    };
    Ok(Gamma {
        disorder: observed.disorder,
        expected: finite(mean),
        samples: sampling.samples,
        gamma: over(observed.disorder, mean),
        gamma_cat: observed.codes.mean().and_then(|codes| {
            // Random continua in which nothing is aligned say nothing about codes.
            let random = random.iter().filter_map(|m| m.codes.mean().ok());
            let (sum, n) = random.fold((0.0, 0.0), |(sum, n), mean| (sum + mean, n + 1.0));
            match (codes, n) {
                (0.0, _) => Ok(1.0),
                (_, 0.0) => Err(Undefined::NoneAligned),
                _ => over(codes, sum / n),
            }
        }),
    })
}

/// One set of texts, real or random.
struct Measured {
    disorder: f64,
    codes: Codes,
}

fn measured(texts: &[Text], params: Params) -> Result<Measured, Undefined> {
    let mut codes = Codes::default();
    let aligned = best::align(texts, params, |text, alignment| {
        codes.add(text, alignment, params);
    })?;
    Ok(Measured {
        disorder: aligned.disorder,
        codes,
    })
}

#[cfg(test)]
mod tests;
