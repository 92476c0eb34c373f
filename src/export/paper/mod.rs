//! A paper to hand round: headings, paragraphs, lists and tables, written as Markdown, HTML or a
//! Word file. Whatever stands in it is text: no format takes any of it for markup.

mod docx;
mod html;
mod markdown;

pub use docx::docx;
pub use html::html;
pub use markdown::markdown;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading: 1 is the paper's own, 2 and 3 are below it.
    Heading(u8, String),
    /// A paragraph; line breaks in it are kept.
    Text(String),
    /// Words of somebody else's, set off; line breaks are kept.
    Quote(String),
    /// Names with what they are: `Round`, `Round 1`.
    Facts(Vec<(String, String)>),
    List(Vec<String>),
    /// Answers to choose from, each with brackets to put a mark in.
    Choices(Vec<String>),
    /// So many empty lines to write on.
    Room(u8),
    /// A table with its heading. Rows are as long as the heading.
    Table(Vec<String>, Vec<Vec<String>>),
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

/// Text without characters no document may hold: control characters, but for line breaks and
/// tabs, and the two that are no characters.
fn clean(text: &str) -> String {
    let kept = |c: &char| {
        matches!(c, '\n' | '\t') || (!c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    };
    text.replace("\r\n", "\n").chars().filter(kept).collect()
}

/// Text with the characters XML and HTML give a meaning written as references.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
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
