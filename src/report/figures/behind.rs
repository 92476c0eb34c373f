//! What is behind a cell of a table.

use crate::agreement::round::By;
pub use crate::agreement::round::{Cell as Counted, Did, Put, Within};
use crate::model::ids::CodeId;

/// The segments a cell counts: those of these countings together, in a part of what is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Behind {
    pub counted: Vec<Counted>,
    pub within: Within,
}

impl Behind {
    pub fn of(counted: Counted) -> Behind {
        Behind {
            counted: vec![counted],
            within: Within::All,
        }
    }

    /// Units or characters by which of two coders gave a code.
    pub fn given(by: By, pair: usize, code: Option<CodeId>, did: &[Did]) -> Behind {
        let counted = |did: &Did| Counted::Given {
            by,
            pair,
            code,
            did: *did,
        };
        Behind {
            counted: did.iter().map(counted).collect(),
            within: Within::All,
        }
    }

    /// Codings of two coders as they were put together.
    pub fn put(pair: usize, code: Option<CodeId>, put: &[Put]) -> Behind {
        let counted = |put: &Put| Counted::Codings {
            pair,
            code,
            put: *put,
        };
        Behind {
            counted: put.iter().map(counted).collect(),
            within: Within::All,
        }
    }

    /// The same in a part of what is compared.
    pub fn within(self, within: Within) -> Behind {
        Behind { within, ..self }
    }
}
