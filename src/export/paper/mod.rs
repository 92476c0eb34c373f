//! A paper to hand round: headings, paragraphs, lists, tables and pictures, written as Markdown, HTML
//! or a Word file. Whatever stands in it is text: no format takes any of it for markup. Words may lead
//! to another place of the same paper, to nothing else.

mod docx;
mod docx_table;
mod docx_words;
mod html;
mod markdown;
mod shapes;
mod written;

pub use docx::docx;
pub use html::html;
pub use markdown::markdown;
pub use written::Written;

use super::allowed::allowed;

/// Some words, and where in the paper they lead, if anywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// The name of a [`Block::Anchor`].
    pub to: Option<String>,
}

/// What stands in a paragraph or a cell, piece by piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Vec<Piece>);

impl<S: Into<String>> From<S> for Words {
    fn from(text: S) -> Words {
        let text = text.into();
        Words(vec![Piece { text, to: None }])
    }
}

impl Words {
    /// Words that lead to an anchor.
    pub fn link(text: impl Into<String>, to: impl Into<String>) -> Words {
        let (text, to) = (text.into(), Some(to.into()));
        Words(vec![Piece { text, to }])
    }

    /// As they are read, wherever they lead.
    pub fn plain(&self) -> String {
        self.0.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// The same with more behind.
    pub fn and(mut self, more: impl Into<Words>) -> Words {
        self.0.extend(more.into().0);
        self
    }
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub words: Words,
    /// How dark its ground is, 0 to 100: a table of numbers is a heat map, too.
    pub shade: u8,
}

impl<W: Into<Words>> From<W> for Cell {
    fn from(words: W) -> Cell {
        let words = words.into();
        Cell { words, shade: 0 }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading: 1 is the paper's own, 2 and 3 are below it.
    Heading(u8, String),
    /// Where words can lead: the block that follows. Letters, digits and `-`.
    Anchor(String),
    /// A paragraph; line breaks in it are kept.
    Text(Words),
    /// Words of somebody else's, set off; line breaks are kept.
    Quote(Words),
    /// Names with what they are: `Round`, `Round 1`.
    Facts(Vec<(String, String)>),
    List(Vec<Words>),
    /// Answers to choose from, each with brackets to put a mark in.
    Choices(Vec<String>),
    /// So many empty lines to write on.
    Room(u8),
    /// A table with its heading. Rows are as long as the heading.
    Table(Vec<String>, Vec<Vec<Cell>>),
    Picture(Picture),
    /// What is unfolded by who wants it, under a line of its own. On paper it is unfolded.
    Folded(String, Vec<Block>),
}

/// A picture: it stands in a page, and beside the other files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The name of its file.
    pub file: String,
    /// As this program draws it: its words are escaped.
    pub svg: String,
    pub caption: String,
    /// What Word has in its place, such as the table of its numbers; shapes, if there is none.
    pub instead: Vec<Block>,
}

impl Block {
    pub fn text(words: impl Into<Words>) -> Block {
        Block::Text(words.into())
    }

    pub fn quote(words: impl Into<Words>) -> Block {
        Block::Quote(words.into())
    }

    pub fn list<W: Into<Words>>(entries: impl IntoIterator<Item = W>) -> Block {
        Block::List(entries.into_iter().map(Into::into).collect())
    }

    pub fn table<C: Into<Cell>>(
        head: Vec<String>,
        rows: impl IntoIterator<Item = Vec<C>>,
    ) -> Block {
        let row = |cells: Vec<C>| cells.into_iter().map(Into::into).collect();
        Block::Table(head, rows.into_iter().map(row).collect())
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// The language of its words, such as `en`.
    pub language: String,
    /// What stands in it, from the top.
    pub blocks: Vec<Block>,
}

impl Paper {
    /// Its title: the first heading.
    pub fn title(&self) -> &str {
        let heading = |b: &Block| matches!(b, Block::Heading(..));
        match self.blocks.iter().find(|b| heading(b)) {
            Some(Block::Heading(_, words)) => words,
            _ => "",
        }
    }
}

/// Text with the characters XML and HTML give a meaning written as references.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in allowed(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
