//! Why a file was not read: always names the file, the reason, and what to do next.

use super::formats::source_extensions_words;
use crate::model::limits::{Beyond, Limit};
use thiserror::Error;

/// A file that cannot be taken in. `name` is the file's name as the caller gave it.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// No reader for this kind of file.
    #[error(
        "{name}: cannot read {what}; supported are {}: save it as one of them",
        source_extensions_words()
    )]
    Unsupported {
        name: String,
        /// `“.pdf” files`, or `a file without an extension`.
        what: String,
    },
    /// Zero bytes.
    #[error("{name}: the file is empty; check that it was copied or synced completely")]
    Empty { name: String },
    /// Bytes, but nothing to read.
    #[error("{name}: there is no text in it ({why}); open it in its own program and check")]
    NoText { name: String, why: String },
    /// The bytes are something else than text.
    #[error("{name}: this is not text but {what}; {next}")]
    NotText {
        name: String,
        /// What the bytes look like.
        what: String,
        next: String,
    },
    /// An encoding nobody has heard of.
    #[error(
        "{name}: “{label}” is no known text encoding; try utf-8, windows-1252, big5, gb18030, shift_jis, euc-kr or utf-16le"
    )]
    UnknownEncoding { name: String, label: String },
    #[error("{name}: {beyond}; split it into several files, or check what it is")]
    Beyond { name: String, beyond: Beyond },
    /// A file of a known format that cannot be opened or read to its end.
    #[error("{name}: {what} cannot be read: {why}; {next}")]
    Damaged {
        name: String,
        /// `the Word file`.
        what: &'static str,
        why: String,
        next: String,
    },
    /// A codings file whose header or bytes cannot be used.
    #[error("{name}: {why}; {next}")]
    Codings {
        name: String,
        why: String,
        next: String,
    },
    /// A codebook file with a mistake: the message shows place, line and remedy.
    #[error("{0}")]
    Codebook(String),
}

/// Refuses a file that has more of something than a limit allows.
pub(super) fn within(name: &str, limit: Limit, there: usize) -> Result<(), ImportError> {
    limit
        .check(there as u64)
        .map_err(|beyond| ImportError::Beyond {
            name: name.into(),
            beyond,
        })
}
