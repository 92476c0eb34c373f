//! Spreadsheets whose rows are texts with codes beside them: what each column is, and what texts,
//! codes and codings they make.

mod cells;
mod columns;
mod given;
mod made;
mod roles;
mod rows;
mod source;
#[cfg(test)]
mod tests;
mod texts;
mod told;

pub use given::{CodedCode, CodedFile};
pub use made::Coded;
pub use roles::{Asked, Column};
pub use source::CodedSource;

use super::error::ImportError;
use super::sheet::sheet;
use super::table_rows::Sheet;
use columns::Columns;
use rows::Reading;

/// Reads coded spreadsheets. `usual` is who coded where no file says it, and `title` what the texts
/// are called where no column does.
///
/// # Errors
/// When a file is no table, or columns cannot be told.
pub fn coded(
    files: &[CodedFile],
    asked: &Asked,
    usual: &str,
    title: &str,
) -> Result<Coded, ImportError> {
    let mut sheets = Vec::with_capacity(files.len());
    let mut notes = Vec::new();
    for file in files {
        let sheet = sheet(&file.name, &file.bytes, None)?;
        let told = sheet.notes.iter().cloned();
        notes.extend(told.map(|note| format!("{}: {note}", file.name)));
        if sheet.replaced > 0 {
            notes.push(format!(
                "{}: {} characters could not be read as {} and stand as �; save it as “CSV UTF-8”",
                file.name, sheet.replaced, sheet.encoding
            ));
        }
        sheets.push(sheet);
    }
    let sheets: Vec<(&CodedFile, &Sheet)> = files.iter().zip(&sheets).collect();
    let columns = Columns::of(&sheets, asked)?;
    let mut reading = Reading::new(&columns, usual, title, files.len() > 1);
    for (file, sheet) in &sheets {
        reading.read(file, sheet);
    }
    let mut made = texts::put_together(reading);
    made.columns = columns.told();
    notes.append(&mut made.notes);
    made.notes = notes;
    Ok(made)
}
