//! A memo as it is shown: Markdown as rows of words, some of which stand out.

use crate::model::wrap::{width, wrap};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

/// How words stand out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    pub heading: bool,
    pub strong: bool,
    pub emphasis: bool,
    pub code: bool,
    /// A link to a place or a code.
    pub link: bool,
    /// What is said of the text, and no part of it.
    pub quiet: bool,
}

/// A row: words that stand out alike, one after the other.
pub type Row = Vec<(String, Mark)>;

/// A text in rows, and what its links name, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    pub rows: Vec<Row>,
    pub links: Vec<String>,
}

/// So many links can be opened by a digit.
pub const NUMBERED: usize = 9;

/// A memo in rows of so many cells. Where links are `numbered`, their numbers stand behind them.
pub fn shown(text: &str, cells: usize, numbered: bool) -> Shown {
    let mut made = Making {
        numbered,
        ..Making::default()
    };
    let parser = Parser::new_ext(text, Options::ENABLE_WIKILINKS);
    // What only says where links lead is no text to the parser; it was written, though.
    let said = parser.reference_definitions().iter();
    let mut said: Vec<_> = said.map(|(_, to)| to.span.clone()).collect();
    said.sort_by_key(|span| span.start);
    for event in parser {
        made.event(event);
    }
    for span in said {
        made.gap();
        made.lines(&text[span]);
    }
    Shown {
        rows: made.blocks.iter().flat_map(|b| b.rows(cells)).collect(),
        links: made.links,
    }
}

/// The words of a memo without the signs of Markdown, for where nothing can stand out.
pub fn words(text: &str) -> String {
    let row = |row: &Row| row.iter().map(|(words, _)| words.as_str()).collect();
    let rows: Vec<String> = shown(text, WIDE, false).rows.iter().map(row).collect();
    rows.join("\n")
}

/// Cells where it does not matter how a memo is wrapped.
pub const WIDE: usize = 100_000;

/// Words without any mark, or of one, in rows.
pub fn plain(text: &str, cells: usize, mark: Mark) -> Vec<Row> {
    let block = |line: &str| Block {
        letters: line.chars().map(|c| (c, mark)).collect(),
        ..Block::default()
    };
    let lines = text.split('\n').map(block);
    lines.flat_map(|b| b.rows(cells)).collect()
}

/// What is wrapped as a whole.
#[derive(Default)]
struct Block {
    /// Before its first row, and before the others.
    lead: String,
    follow: String,
    letters: Vec<(char, Mark)>,
}

impl Block {
    fn rows(&self, cells: usize) -> Vec<Row> {
        let text: String = self.letters.iter().map(|(c, _)| c).collect();
        // Deep lists in a narrow pane begin where there is room.
        let deep = width(&self.lead) > cells / 2;
        let (lead, follow) = match deep {
            true => ("", ""),
            false => (self.lead.as_str(), self.follow.as_str()),
        };
        let room = cells.saturating_sub(width(lead)).max(2);
        let spans = wrap(&text, 0, room).into_iter().enumerate();
        let row = |(n, span): (usize, crate::model::text::Span)| {
            let lead = if n == 0 { lead } else { follow };
            let mut row = Row::new();
            if !lead.is_empty() {
                row.push((lead.to_owned(), Mark::default()));
            }
            for (c, mark) in &self.letters[span.start as usize..span.end as usize] {
                match row.last_mut() {
                    Some((words, of)) if of == mark => words.push(*c),
                    _ => row.push((c.to_string(), *mark)),
                }
            }
            row
        };
        spans.map(row).collect()
    }
}

/// A text on its way to blocks.
#[derive(Default)]
struct Making {
    blocks: Vec<Block>,
    /// Whether words go on in the last block.
    open: bool,
    /// Whether the last block is a heading: what follows belongs to it.
    headed: bool,
    mark: Mark,
    around: Vec<Mark>,
    /// The lists around, with the number of the next item.
    lists: Vec<Option<u64>>,
    /// What stands before the item that begins.
    bullet: Option<String>,
    quotes: usize,
    links: Vec<String>,
    /// Where a link leads that is written out.
    leads_to: Option<String>,
    numbered: bool,
}

impl Making {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.lines(&words);
            }
            Event::Code(words) => {
                let mark = Mark {
                    code: true,
                    ..self.mark
                };
                self.words(&words, mark);
            }
            // Whoever ends a line in a memo means it.
            Event::SoftBreak | Event::HardBreak => self.block(),
            Event::Rule => {
                self.gap();
                self.block();
                self.words("---", self.mark);
                self.open = false;
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        let mut mark = self.mark;
        match tag {
            Tag::Heading { .. } => mark.heading = true,
            Tag::Strong => mark.strong = true,
            Tag::Emphasis => mark.emphasis = true,
            Tag::CodeBlock(_) => mark.code = true,
            Tag::Link {
                link_type,
                ref dest_url,
                ..
            } => match link_type {
                LinkType::WikiLink { .. } => {
                    mark.link = true;
                    self.links.push(dest_url.to_string());
                }
                LinkType::Autolink | LinkType::Email => {}
                _ => self.leads_to = Some(dest_url.to_string()),
            },
            Tag::List(first) => {
                self.open = false;
                if self.lists.is_empty() {
                    self.gap();
                }
                return self.lists.push(first);
            }
            Tag::Item => {
                let bullet = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.open = false;
                self.bullet = Some(bullet);
                return;
            }
            Tag::BlockQuote(_) => {
                self.gap();
                self.quotes += 1;
                return;
            }
            Tag::Paragraph | Tag::HtmlBlock => return self.gap(),
            _ => return,
        }
        if matches!(tag, Tag::Heading { .. } | Tag::CodeBlock(_)) {
            self.gap();
        }
        self.around.push(self.mark);
        self.mark = mark;
        // What stands behind the fence was written, too.
        if let Tag::CodeBlock(CodeBlockKind::Fenced(info)) = &tag
            && !info.is_empty()
        {
            self.lines(info);
            self.lines("\n");
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.open = false,
            TagEnd::Item => (self.open, self.bullet) = (false, None),
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::List(_) => {
                self.open = false;
                self.lists.pop();
            }
            TagEnd::Heading(_) | TagEnd::CodeBlock => {
                self.open = false;
                self.headed = matches!(tag, TagEnd::Heading(_));
                self.mark = self.around.pop().unwrap_or_default();
            }
            TagEnd::Strong | TagEnd::Emphasis => {
                self.mark = self.around.pop().unwrap_or_default();
            }
            TagEnd::Link => {
                let linked = self.mark.link;
                self.mark = self.around.pop().unwrap_or_default();
                if let Some(to) = self.leads_to.take() {
                    self.words(&format!(" <{to}>"), self.mark);
                }
                let number = self.links.len();
                if linked && self.numbered && number <= NUMBERED {
                    let quiet = Mark {
                        quiet: true,
                        ..Mark::default()
                    };
                    self.words(&format!(" [{number}]"), quiet);
                }
            }
            _ => {}
        }
    }

    /// An empty row before what begins, but for what belongs to what stands before.
    fn gap(&mut self) {
        let belongs = self.headed || self.bullet.is_some() || self.blocks.is_empty();
        if !belongs {
            self.blocks.push(Block::default());
        }
        (self.open, self.headed) = (false, false);
    }

    /// Begins a block.
    fn block(&mut self) {
        let quotes = "> ".repeat(self.quotes);
        let depth = self.lists.len().saturating_sub(1);
        let indent = format!("{quotes}{}", "  ".repeat(depth));
        let hang = if self.lists.is_empty() { "" } else { "  " };
        let bullet = self.bullet.take();
        self.blocks.push(Block {
            lead: format!("{indent}{}", bullet.as_deref().unwrap_or(hang)),
            follow: format!("{indent}{hang}"),
            letters: Vec::new(),
        });
        self.open = true;
    }

    /// Words that may go over several lines.
    fn lines(&mut self, words: &str) {
        let whole = words.strip_suffix('\n');
        for (n, line) in whole.unwrap_or(words).split('\n').enumerate() {
            if n > 0 {
                self.block();
            }
            self.words(line, self.mark);
        }
        self.open &= whole.is_none();
    }

    fn words(&mut self, words: &str, mark: Mark) {
        if !self.open {
            self.block();
        }
        if let Some(block) = self.blocks.last_mut() {
            block.letters.extend(words.chars().map(|c| (c, mark)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows with what stands out between signs.
    fn told(text: &str, cells: usize) -> Vec<String> {
        let piece = |(words, mark): &(String, Mark)| match mark {
            Mark { heading: true, .. } => format!("#{words}#"),
            Mark { strong: true, .. } => format!("*{words}*"),
            Mark { emphasis: true, .. } => format!("/{words}/"),
            Mark { code: true, .. } => format!("`{words}`"),
            Mark { link: true, .. } => format!("[{words}]"),
            _ => words.clone(),
        };
        let row = |row: &Row| row.iter().map(piece).collect::<String>();
        let shown = shown(text, cells, true);
        shown.rows.iter().map(row).collect()
    }

    #[test]
    fn what_is_written_in_markdown_stands_out_and_signs_are_gone() {
        for (text, rows) in [
            ("one\ntwo", &["one", "two"][..]),
            ("one\n\n\ntwo", &["one", "", "two"]),
            ("# Why\nhe left", &["#Why#", "he left"]),
            ("not **him** but *her*", &["not *him* but /her/"]),
            (
                "- one\n- two *so*\n  - three",
                &["- one", "- two /so/", "  - three"],
            ),
            ("a\n\n3. c\n4. d\n\ne", &["a", "", "3. c", "4. d", "", "e"]),
            ("> said\n> so", &["> said", "> so"]),
            ("a_b_c 5 * 6 <b>", &["a_b_c 5 * 6 <b>"]),
            ("`x = 1`", &["`x = 1`"]),
            (
                "see [[P07:24]], [[small steps]]",
                &["see [P07:24] [1], [small steps] [2]"],
            ),
            (
                "[[hope|the code]] [a](http://b)",
                &["[the code] [1] a <http://b>"],
            ),
            ("佢話**唔緊要**", &["佢話*唔緊要*"]),
            ("[note]: so it was", &["[note]: so it was"]),
            ("~~~ hope\nfear\n~~~", &["`hope`", "`fear`"]),
            ("", &[]),
        ] {
            assert_eq!(told(text, 60), rows, "{text}");
        }
        assert_eq!(told("- one two three", 9), ["- one two ", "  three"]);
        assert_eq!(words("# a\n- *b*\n- [[c]]"), "a\n- b\n- c");
        assert_eq!(shown("[[a]] [[hope|x]]", 9, false).links, ["a", "hope"]);
    }

    const PIECES: [&str; 26] = [
        "a", "bc", "復", "é", " ", " ", "\n", "\n", "\n\n", "    ", "#", "# ", "*", "**", "_",
        "> ", "- ", "1. ", "---", "+", "\t", "!", "[[", "]]", "~", "=",
    ];

    proptest! {
        /// Nothing is lost but signs of Markdown, and no row is too long.
        #[test]
        fn letters_stay_and_rows_fit(
            pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60),
            cells in 4..60usize,
        ) {
            let text = pieces.concat();
            let rows = shown(&text, cells, false).rows;
            for row in &rows {
                let words: String = row.iter().map(|(words, _)| words.as_str()).collect();
                prop_assert!(width(words.trim_end()) <= cells, "{words:?}");
            }
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            let all = rows.iter().flatten().map(|(words, _)| letters(words)).collect::<String>();
            prop_assert_eq!(all, letters(&text));
        }
    }
}
