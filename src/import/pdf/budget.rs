//! How much of a PDF is drawn before it is given up: forms may hold forms many times over, so that a
//! small file asks for endless work.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Glyphs, lines and pictures of a file: pages of plots have hundreds of thousands.
const DRAWN: usize = 4_000_000;
/// Operators on all pages, those included that draw nothing: of them no library tells.
const OPERATORS: usize = 16_000_000;

/// What is left of it, until nobody waits for the file any more.
pub(super) struct Budget {
    left: usize,
    pub operators: usize,
    given_up: Arc<AtomicBool>,
}

/// Thrown where the budget is spent.
pub(super) struct Spent;

impl Budget {
    pub fn new(given_up: Arc<AtomicBool>) -> Budget {
        Budget {
            left: DRAWN,
            operators: OPERATORS,
            given_up,
        }
    }

    /// Whether nobody waits any more.
    pub fn given_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    /// Whether an operator may be read yet.
    pub fn operator(&mut self) -> bool {
        let left = self.operators.checked_sub(1);
        self.operators = left.unwrap_or(0);
        left.is_some() && !self.given_up()
    }

    /// Takes from the budget. The interpreter knows no way to be stopped but unwinding, which
    /// `reading` catches; no message of a panic is written.
    pub fn spend(&mut self, drawn: usize) {
        match self.left.checked_sub(drawn).filter(|_| !self.given_up()) {
            Some(left) => self.left = left,
            None => resume_unwind(Box::new(Spent)),
        }
    }
}
