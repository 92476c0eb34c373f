//! What intervals rest on, and disagreement summed over codes.

use crate::agreement::outcome::Undefined;
use crate::agreement::pair::pairs;
use crate::agreement::round::disagreement::Disagreement;
use crate::agreement::round::parting::By;
use crate::agreement::round::support::{FEW_SOURCES, Support};

/// What the figures of one code, or of all, rest on.
pub(super) struct Rests {
    pub(super) by: By,
    pub(super) code: Option<usize>,
    /// Whether some of its codings lie outside what is counted.
    pub(super) unmet: bool,
    pub(super) supports: (Vec<Support>, Support),
}

impl Rests {
    /// Whether what was marked is spread out enough for an interval: units are, where there are any.
    pub(super) fn spread_out(&self, support: &Support) -> Result<(), Undefined> {
        match self.by {
            _ if self.unmet && support.places == 0 => Err(Undefined::Outside),
            By::Unit => Ok(()),
            By::Character => support.spread_out(),
        }
    }

    /// Whether draws of sources would show too little of a code: it lies in too few of them.
    pub(super) fn is_by_wilson(&self, support: &Support) -> bool {
        let few = (support.sources as usize) < FEW_SOURCES;
        self.by == By::Unit && self.code.is_some() && few
    }
}

/// Disagreement summed over codes, in every resample.
pub(super) struct Over {
    pub(super) pairs: Vec<Vec<Disagreement>>,
    pub(super) all: Vec<Disagreement>,
}

impl Over {
    pub(super) fn new(coders: usize) -> Over {
        Over {
            pairs: vec![Vec::new(); pairs(coders).count()],
            all: Vec::new(),
        }
    }

    /// One code more: of a pair, or of all coders.
    pub(super) fn add(&mut self, of: Option<usize>, more: Vec<Disagreement>) {
        let sums = match of {
            Some(pair) => &mut self.pairs[pair],
            None => &mut self.all,
        };
        sums.resize(more.len(), Disagreement::default());
        for (sum, more) in sums.iter_mut().zip(more) {
            *sum += more;
        }
    }
}
