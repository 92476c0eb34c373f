//! A paper in every format at once, written as it is made: the report of a large study is never held whole.

use super::docx::Word;
use super::{Block, html, markdown};
use std::path::PathBuf;

/// So many blocks are made before they are written. One may list thousands of places.
const HELD: usize = 64;

/// What is written of a paper so far.
pub struct Written {
    markdown: String,
    page: String,
    word: Result<Word, std::io::Error>,
}

impl Written {
    /// A paper in this language, such as `en`.
    pub fn begin(language: &str, title: &str) -> Written {
        Written {
            markdown: String::new(),
            page: html::begin(language, title),
            word: Word::begin(language),
        }
    }

    /// Writes blocks as they come.
    pub fn add(&mut self, blocks: impl IntoIterator<Item = Block>) {
        let mut blocks = blocks.into_iter();
        loop {
            let held: Vec<Block> = blocks.by_ref().take(HELD).collect();
            if held.is_empty() {
                return;
            }
            self.write(&held);
        }
    }

    /// Writes blocks in all formats, the Word file beside the others.
    pub fn write(&mut self, blocks: &[Block]) {
        let Written {
            markdown,
            page,
            word,
        } = self;
        // The long texts grow where all else was made: other threads give freed memory back late.
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| {
                if let Ok(file) = word
                    && let Err(why) = file.add(blocks)
                {
                    *word = Err(why);
                }
            });
            markdown::write(blocks, markdown);
            html::write(blocks, page);
        });
    }

    /// The files, by name. Writing a Word file to memory does not fail.
    pub fn files(mut self, stem: &str) -> Vec<(PathBuf, Vec<u8>)> {
        self.page.push_str(html::END);
        let word = self.word.and_then(Word::finish).ok();
        let files = [
            ("md", Some(self.markdown.into_bytes())),
            ("html", Some(self.page.into_bytes())),
            ("docx", word),
        ];
        let named = |(ending, bytes): (&str, Option<Vec<u8>>)| {
            Some((PathBuf::from(format!("{stem}.{ending}")), bytes?))
        };
        files.into_iter().filter_map(named).collect()
    }
}
