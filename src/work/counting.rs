//! Words counted for the screen, and tables made of them.

use super::question::Stop;
use crate::model::view::View;
use crate::report::wordlist::{Asked, Found, Wanted};
use crate::report::{Documents, Exported, Texts};
use crate::search::FoundTurns;
use std::sync::Arc;

/// What is to be counted, and in which texts.
#[derive(Clone, Debug)]
pub struct Counting {
    /// Rises with every question.
    pub serial: u64,
    /// Set when the answer is not wanted any more.
    pub stop: Stop,
    pub asked: Asked,
    /// Count in the turns this finds; in all where it is empty.
    pub query: String,
    pub wanted: Wanted,
    pub view: Arc<View>,
    pub documents: Arc<Documents>,
}

impl Counting {
    /// Counts in the turns a query found; nothing once nobody waits for it any more.
    pub fn answer(
        &self,
        turns: Result<Option<FoundTurns>, String>,
    ) -> Option<Result<Arc<Found>, String>> {
        let found = turns.and_then(|turns| {
            let wanted = Wanted {
                turns,
                stopped: self.stop.flag(),
                ..self.wanted.clone()
            };
            let texts = Texts::new(&self.view, &self.documents);
            self.asked.found(texts, &wanted).map(Arc::new)
        });
        (!self.stop.is_set()).then_some(found)
    }
}

/// What tables of words are made of.
#[derive(Clone, Debug)]
pub struct Tables {
    pub found: Arc<Found>,
    /// The rows that are shown, in their order.
    pub rows: Vec<usize>,
    pub view: Arc<View>,
    pub documents: Arc<Documents>,
}

impl Tables {
    pub fn files(&self) -> Exported {
        let texts = Texts::new(&self.view, &self.documents);
        self.found.files(texts, Some(&self.rows))
    }
}
