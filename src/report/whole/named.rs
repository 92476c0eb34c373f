//! Names of coders in what people wrote: that is as it was written, whatever coders are called.

use super::study::Study;
use crate::export::grid::{Cell, Grid};
use crate::export::paper::{Block, Words};
use crate::model::name::key;
use crate::report::words::{counted, listed};
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

/// In how many texts of a report names stand that are not said.
pub(super) struct Named<'s> {
    /// Each name that is not said, and as it is compared.
    hidden: Vec<(&'s str, String)>,
    found: BTreeSet<&'s str>,
    texts: usize,
}

impl<'s> Named<'s> {
    pub fn of(study: &Study<'s>) -> Named<'s> {
        let hidden = study.naming.hidden(study.view).into_iter();
        Named {
            hidden: hidden.map(|name| (name, plain(name))).collect(),
            found: BTreeSet::new(),
            texts: 0,
        }
    }

    /// Looks for them in a block.
    pub fn see(&mut self, block: &Block) {
        if !self.hidden.is_empty() {
            self.texts += self.count(texts(block));
        }
    }

    fn count<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = T>) -> usize {
        let holds = |text: &T| {
            let text = plain(text.as_ref());
            let here = self.hidden.iter().filter(|(_, name)| stands(name, &text));
            let here: Vec<&str> = here.map(|(name, _)| *name).collect();
            self.found.extend(&here);
            !here.is_empty()
        };
        texts.into_iter().filter(holds).count()
    }

    /// What has to be said of them, once all has been seen but the sheets.
    pub fn warning(mut self, sheets: &[Grid]) -> Option<String> {
        if self.hidden.is_empty() {
            return None;
        }
        let cells = self.count(sheets.iter().flat_map(cells));
        let names = self.found.iter().map(|name| format!("“{name}”"));
        (self.texts + cells > 0).then(|| {
            format!(
                "names of coders stand where people wrote them, in {} of the report and {} of report.xlsx ({}): that is as it was written, whatever coders are called; read it before you hand it on",
                counted(self.texts, "text"),
                counted(cells, "cell"),
                listed(names)
            )
        })
    }
}

/// Everything that is read in a block, paragraph by paragraph and cell by cell.
fn texts(block: &Block) -> Vec<String> {
    match block {
        Block::Anchor(_) | Block::Room(_) => Vec::new(),
        Block::Heading(_, text) => vec![text.clone()],
        Block::Text(words) | Block::Quote(words) => vec![words.plain()],
        Block::Facts(facts) => facts.iter().map(|(_, what)| what.clone()).collect(),
        Block::List(entries) => entries.iter().map(Words::plain).collect(),
        Block::Choices(answers) => answers.clone(),
        Block::Table(head, rows) => {
            let cells = rows.iter().flatten().map(|cell| cell.words.plain());
            head.iter().cloned().chain(cells).collect()
        }
        Block::Picture(picture) => vec![picture.caption.clone()],
        Block::Folded(line, within) => {
            let within = within.iter().flat_map(texts);
            std::iter::once(line.clone()).chain(within).collect()
        }
    }
}

fn cells(grid: &Grid) -> impl Iterator<Item = &str> {
    let cells = grid.rows.iter().flatten().filter_map(|cell| match cell {
        Cell::Text(text) => Some(text.as_str()),
        _ => None,
    });
    grid.heading.iter().map(String::as_str).chain(cells)
}

/// As names are compared, on one line.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    key(&words.join(" "))
}

/// Whether a name stands in a text as words of its own.
fn stands(name: &str, text: &str) -> bool {
    let mut found = text.match_indices(name);
    found.any(|(at, _)| {
        let end = at + name.len();
        let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
        is_apart(before, name.chars().next()) && is_apart(name.chars().next_back(), after)
    })
}

/// Whether two characters side by side are of two words: letters and digits are of one, but for those of
/// scripts that write no spaces.
fn is_apart(one: Option<char>, other: Option<char>) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let both: String = one.into_iter().chain(other).collect();
    !is_word(one) || !is_word(other) || both.split_word_bounds().count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_as_words_of_its_own() {
        for (name, text, is_there) in [
            ("Ana Lima", "As Ana Lima's memo says", true),
            ("Ana Lima", "(ana\nLIMA)", true),
            ("Ana Lima", "P07_Ana Lima_2", true),
            ("José", "Jose\u{301} agreed", true),
            ("王小明", "因为王小明说了", true),
            ("Ana Lima", "Diana Lima", false),
            ("Ana Lima", "Ana Limas", false),
            ("Ana Lima", "Ana, Lima", false),
        ] {
            assert_eq!(stands(&plain(name), &plain(text)), is_there, "{text}");
        }
    }
}
