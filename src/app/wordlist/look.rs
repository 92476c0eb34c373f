//! One thing that is looked at: the list of words, a word in context, or what stands beside it.

use crate::app::list::List;
use crate::model::view::View;
use crate::report::Documents;
use crate::report::wordlist::{Asked, Collocates, Concordance, Found, Frequencies, Order, stands};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct Look {
    pub asked: Asked,
    /// The answer, or why there is none.
    pub found: Option<Result<Arc<Found>, String>>,
    /// The texts it was found in: places are of these.
    pub documents: Arc<Documents>,
    /// The rows shown, in their order.
    pub rows: Vec<usize>,
    pub list: List,
    /// What that is the answer to.
    pub(super) of: Option<Of>,
}

/// A question, and the study it was asked of.
#[derive(Clone, Debug)]
pub(super) struct Of {
    pub question: (Asked, String, [bool; 3]),
    /// How often texts came, and whether a part of them is indexed only.
    pub texts: (u64, bool),
    pub view: Arc<View>,
}

impl Of {
    /// Whether the answer to this answers another as well.
    fn answers(&self, other: &Of) -> bool {
        let (_, query, _) = &self.question;
        let same = self.view.version() == other.view.version();
        self.question == other.question
            && self.texts == other.texts
            && (same || stands(&self.view, &other.view, query))
    }
}

impl Default for Look {
    fn default() -> Look {
        Look::at(Asked::Words(None))
    }
}

impl Look {
    pub(super) fn at(asked: Asked) -> Look {
        Look {
            asked,
            found: None,
            documents: Arc::default(),
            rows: Vec::new(),
            list: List::default(),
            of: None,
        }
    }

    /// Whether it has the answer to a question already, which is looked at once for a state of the study.
    pub(super) fn has(&mut self, now: &Of) -> bool {
        let has = self.of.as_ref().is_some_and(|of| of.answers(now));
        if has {
            self.of = Some(now.clone());
        }
        has
    }

    fn answer(&self) -> Option<&Found> {
        self.found.as_ref()?.as_deref().ok()
    }

    pub fn words(&self) -> Option<&Frequencies> {
        match self.answer()? {
            Found::Words(found) => Some(found),
            _ => None,
        }
    }

    pub fn places(&self) -> Option<&Concordance> {
        match self.answer()? {
            Found::Places(found) => Some(found),
            _ => None,
        }
    }

    pub fn beside(&self) -> Option<&Collocates> {
        match self.answer()? {
            Found::Beside(found) => Some(found),
            _ => None,
        }
    }

    /// The word of a row, where rows are words.
    fn word(&self, row: usize) -> Option<&str> {
        match self.answer()? {
            Found::Words(found) => found.rows.get(row).map(|row| row.word.as_str()),
            Found::Beside(found) => found.rows.get(row).map(|row| row.word.as_str()),
            Found::Places(_) => None,
        }
    }

    /// The row under the cursor.
    pub(super) fn row(&self) -> Option<usize> {
        self.rows.get(self.list.at).copied()
    }

    /// The word under the cursor.
    pub(super) fn word_here(&self) -> Option<String> {
        self.word(self.row()?).map(str::to_owned)
    }

    /// Puts the rows in their order.
    pub(super) fn arrange(&mut self, order: Order, letters: &str) {
        self.rows = match self.answer() {
            Some(Found::Words(found)) => found.shown(order, letters),
            Some(found) => (0..found.len()).collect(),
            None => Vec::new(),
        };
    }

    /// Takes an answer; the cursor stays on its word, or its row where the question is the same. Where
    /// nobody has moved it, it stays at the top.
    pub(super) fn take(
        &mut self,
        found: Result<Arc<Found>, String>,
        (of, documents): (Of, Arc<Documents>),
        (order, letters): (Order, &str),
    ) {
        let here = self.word_here().filter(|_| self.list.at > 0);
        let same = self
            .of
            .as_ref()
            .is_some_and(|was| was.question == of.question);
        (self.found, self.documents, self.of) = (Some(found), documents, Some(of));
        self.arrange(order, letters);
        let again = here.and_then(|here| {
            let mut rows = self.rows.iter();
            rows.position(|row| self.word(*row) == Some(&here))
        });
        self.list.at = match again {
            Some(at) => at,
            None if same => self.list.at,
            None => 0,
        };
    }
}
