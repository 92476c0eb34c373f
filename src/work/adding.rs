//! A file that was read becomes a source.

use crate::import::Imported;
use crate::model::event::Change;
use crate::model::ids::Digest;
use crate::store::{Store, StoreError};

/// Writes a source with all its parts, and gives the change that makes it part of the study, to be
/// saved after that.
pub fn write_new(
    store: &mut Store,
    read: &Imported,
    original: &[u8],
) -> Result<Change, StoreError> {
    store.write_source(
        &read.id,
        &read.text,
        &read.structure,
        original,
        &read.extension,
    )?;
    Ok(Change::SourceAdded {
        source: read.id.clone(),
        name: read.name.clone(),
        kind: read.kind,
        language: read.language.clone(),
        extension: read.extension.clone(),
        original: Digest::of(original),
        text: Digest::of(read.text.as_bytes()),
        structure: Digest::default(),
        chars: read.text.chars().count() as u32,
        paragraphs: read.structure.paragraphs.len() as u32,
        made_of: Vec::new(),
    })
}
