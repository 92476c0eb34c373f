//! The limits: one table of how much is read, of files in a study and of files taken in.
//!
//! What comes from somebody else's machine may be as large or as deep as they like; what is done
//! with it stays bounded. Every limit lies far above what a study holds: sources of 10 MB, 5,000
//! codes and 400,000 codings are everyday work.

use std::fmt;
use thiserror::Error;

/// How much of something is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Of what, with its article: `a source`.
    pub of: &'static str,
    pub unit: Unit,
    pub most: u64,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes, said in KB or MB.
    Bytes,
    /// Things, in the plural: `paragraphs`.
    Many(&'static str),
}

/// More than a limit allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("it has more than {}, the most that {} may have", .0.amount(), .0.of)]
pub struct Beyond(pub Limit);

const KB: u64 = 1024;
const MB: u64 = 1024 * KB;

const fn bytes(of: &'static str, most: u64) -> Limit {
    Limit {
        of,
        unit: Unit::Bytes,
        most,
    }
}

const fn many(of: &'static str, things: &'static str, most: u64) -> Limit {
    Limit {
        of,
        unit: Unit::Many(things),
        most,
    }
}

/// A file taken in, whatever it is: 400,000 codings with the words they cover are some 150 MB.
pub const GIVEN: Limit = bytes("a file taken in", 256 * MB);
/// A file that becomes a source, whatever its format; pictures in a Word file count.
pub const SOURCE: Limit = bytes("the file of a source", 64 * MB);
pub const CODEBOOK: Limit = bytes("a codebook file", 64 * MB);
/// A source's text, as it is unpacked from whatever format.
pub const TEXT: Limit = bytes("a source", 16 * MB);
/// Paragraphs; a turn has at least one.
pub const PARAGRAPHS: Limit = many("a source", "paragraphs", 500_000);
/// Stretches of talk in a transcript that says of each who speaks: a word each, in some podcasts.
pub const UTTERANCES: Limit = many("a transcript", "utterances", 1_000_000);
pub const STRUCTURE: Limit = bytes("the structure of a source", 128 * MB);
/// `study.ron` and the like.
pub const STUDY_FILE: Limit = bytes("a study's own small files", 64 * KB);
/// A journal; a million codings are some 450 MB.
pub const JOURNAL: Limit = bytes("a journal", 512 * MB);
/// All journals of a study, copies of them included.
pub const JOURNALS: Limit = bytes("the journals of a study together", 2048 * MB);
/// Entries of a folder in a study: a source has one, and so has a journal.
pub const ENTRIES: Limit = many("a folder of a study", "entries", 100_000);
/// What lies in a folder whose files are taken in, and below it.
pub const FOLDER: Limit = many("a folder taken in", "files and folders", 50_000);
pub const FOLDERS: Limit = many("a folder taken in", "folders inside one another", 32);
/// A line in a journal. It is written from texts and names that have limits of their own.
pub const LINE: Limit = bytes("a line of a journal", 16 * MB);
/// A text typed or pasted: a memo, a definition, a reason.
pub const TEXT_TYPED: Limit = bytes("a text to write", 2 * MB);
/// A line typed or pasted: a name, a search, a path.
pub const LINE_TYPED: Limit = bytes("a line to type in", 4 * KB);
/// A name in a file taken in.
pub const NAME: Limit = bytes("a name", 4 * KB);
/// A cell of a table, or a text of a codebook, taken in.
pub const CELL: Limit = bytes(
    "a memo, a definition or another text in a table or codebook",
    2 * MB,
);
/// A coding in a JSON file: it may hold a memo and a reason, and a little beside.
pub const ENTRY: Limit = bytes("a coding in a JSON file", 8 * MB);
pub const CODINGS: Limit = many("a table of codings", "rows", 1_000_000);
pub const COLUMNS: Limit = many("a table of codings", "columns", 1_000);
/// A table whose rows become texts.
pub const ROWS: Limit = many("a table taken in as texts or codes", "rows", 500_000);
pub const TABLE: Limit = many("a table taken in as texts or codes", "cells", 2_000_000);
/// Of them what stands in cells: many may share one text, which the file has once.
pub const SAID: Limit = bytes("the cells of a table", 64 * MB);
pub const CODES: Limit = many("a codebook", "codes", 20_000);
/// What the text of a Word file or an e-book unpacks to: its markup may be ten times its text.
pub const UNPACKED: Limit = bytes("a packed file's text with its markup", 128 * MB);
pub const PACKED: Limit = many("a packed file", "files packed in it", 10_000);
/// Elements in one another, of any kind; Word writes some dozens.
pub const LEVELS: Limit = many("a packed file's text", "elements inside one another", 1_000);
/// Paragraphs in one another: a text box in a text box is two. Rows of tables are counted with them.
pub const NESTED: Limit = many("a source", "paragraphs inside one another", 32);
/// Cells of a row; word processors know some sixty.
pub const CELLS: Limit = many("a source", "cells in a row of a table", 10_000);
/// Groups of rich text in one another; word processors write a dozen.
pub const GROUPS: Limit = many("a .rtf file", "groups inside one another", 1_000);
/// Pages of a PDF.
pub const PAGES: Limit = many("a PDF", "pages", 5_000);
/// Every coding of a source is carried through all of them.
pub const REVISIONS: Limit = many("a source", "revisions", 1_000);
/// Lines of a source, before they are paragraphs.
pub const LINES: Limit = many("a source", "lines", 2_000_000);
/// Levels of a tree of codes, or of themes. What stands deeper is put further up.
pub const DEPTH: Limit = many("a tree of codes or themes", "levels", 64);
/// What this machine remembers: what it last wrote, screens.
pub const MEMORY: Limit = bytes("what this machine remembers", 16 * MB);
/// A journal as parsed, in the cache folder.
pub const CACHE: Limit = bytes("a parsed journal", 1024 * MB);

/// Every limit, in the order `docs/limits.md` lists them.
pub const ALL: [Limit; 37] = [
    GIVEN, FOLDER, FOLDERS, SOURCE, CODEBOOK, UNPACKED, PACKED, LEVELS, NESTED, CELLS, GROUPS,
    PAGES, TEXT, LINES, UTTERANCES, PARAGRAPHS, REVISIONS, CODINGS, ENTRY, COLUMNS, ROWS, TABLE,
    SAID, CODES, NAME, CELL, DEPTH, TEXT_TYPED, LINE_TYPED, STUDY_FILE, STRUCTURE, JOURNAL,
    JOURNALS, LINE, ENTRIES, MEMORY, CACHE,
];

impl Limit {
    /// Refuses `there` where it is more than the limit.
    pub fn check(self, there: u64) -> Result<(), Beyond> {
        match there <= self.most {
            true => Ok(()),
            false => Err(Beyond(self)),
        }
    }

    /// The limit itself, in words: `64 MB`, `500,000 paragraphs`.
    pub fn amount(&self) -> Amount {
        Amount(*self)
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Amount(Limit);

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = self.0.most;
        match self.0.unit {
            Unit::Bytes if most >= MB => write!(f, "{} MB", grouped(most / MB)),
            Unit::Bytes => write!(f, "{} KB", most / KB),
            Unit::Many(things) => write!(f, "{} {things}", grouped(most)),
        }
    }
}

/// `500,000`.
fn grouped(n: u64) -> String {
    match n {
        0..1000 => n.to_string(),
        _ => format!("{},{:03}", grouped(n / 1000), n % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_said_in_words() {
        let said = |limit: Limit| limit.check(limit.most + 1).unwrap_err().to_string();
        assert_eq!(
            said(PARAGRAPHS),
            "it has more than 500,000 paragraphs, the most that a source may have"
        );
        assert_eq!(
            said(GIVEN),
            "it has more than 256 MB, the most that a file taken in may have"
        );
        assert!(ALL.iter().all(|l| l.check(l.most).is_ok()));
    }

    fn document() -> String {
        let rows = ALL
            .iter()
            .map(|l| format!("| {} | {} |\n", l.of, l.amount()));
        format!(
            "{}{}",
            "# Limits\n\nA study may come from anybody, and so may a file to be taken in. How much is read of either is bounded before it is read: what lies beyond is refused in a sentence that names the limit and the file, as a whole or, in a table of codings, row by row; nothing is cut off. Codes and themes that stand deeper than their limit are put further up, with a notice. All limits lie far above what a study holds; if one is in your way, please say so. The table is made from `src/model/limits.rs`.\n\n| of | at most |\n|---|---|\n",
            rows.collect::<String>()
        )
    }

    #[test]
    fn the_document_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/limits.md");
        let stored = std::fs::read_to_string(path).unwrap_or_default();
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(path, document()).unwrap();
        } else {
            let hint = "run UPDATE_DOCS=1 cargo test to renew docs/limits.md";
            assert_eq!(stored, document(), "{hint}");
        }
    }
}
