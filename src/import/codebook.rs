//! Codebooks out of files, whatever notation they are in.

use super::codebook_file::{CodebookFile, notation};
use super::error::{ImportError, within};
use super::{codebook_outline, codebook_table};
use crate::model::limits;
use std::path::Path;

/// Reads a codebook: of this program's own notation, a table, or an outline, as its ending says.
/// Every error names file and line and says what to do.
pub fn codebook(file_name: &str, bytes: &[u8]) -> Result<CodebookFile, ImportError> {
    within(file_name, limits::CODEBOOK, bytes.len())?;
    let path = Path::new(file_name);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    match ending.to_lowercase().as_str() {
        "csv" | "tsv" | "xlsx" => codebook_table::codebook(file_name, &stem, bytes),
        "md" | "markdown" | "txt" => codebook_outline::codebook(file_name, &stem, bytes),
        _ if bytes.starts_with(b"PK") => codebook_table::codebook(file_name, &stem, bytes),
        _ => notation(file_name, bytes),
    }
}
