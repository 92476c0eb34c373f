//! What coded spreadsheets make together.

use super::given::CodedCode;
use super::roles::Column;
use super::source::CodedSource;
use crate::import::coding_row::RefusedRow;

/// What the files make together.
#[derive(Debug, Default)]
pub struct Coded {
    /// What each column was taken for.
    pub columns: Vec<Column>,
    pub coders: Vec<String>,
    pub codes: Vec<CodedCode>,
    pub sources: Vec<CodedSource>,
    /// Rows not taken.
    pub refused: Vec<RefusedRow>,
    /// What should be known of the rest.
    pub notes: Vec<String>,
}
