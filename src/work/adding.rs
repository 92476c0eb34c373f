//! A text with its structure becomes a source: read from a file, made of other sources, or of a case.

use crate::import::Imported;
use crate::model::event::Change;
use crate::model::ids::{Digest, SourceId};
use crate::model::pieces::Piece;
use crate::model::source::{SourceKind, Structure};
use crate::store::{Store, StoreError};

/// What a source is made from.
pub struct NewSource<'a> {
    pub id: &'a SourceId,
    pub name: &'a str,
    pub kind: SourceKind,
    pub language: &'a str,
    pub text: &'a str,
    pub structure: &'a Structure,
    /// The stretches of other sources it holds.
    pub made_of: &'a [Piece],
}

impl NewSource<'_> {
    /// Writes a source whose text was made here and is its own original, and gives the change that
    /// makes it part of the study, to be saved after that.
    pub fn write(&self, store: &Store) -> Result<Change, StoreError> {
        self.write_read(store, self.text.as_bytes(), "txt")
    }

    fn write_read(
        &self,
        store: &Store,
        original: &[u8],
        extension: &str,
    ) -> Result<Change, StoreError> {
        store.write_source(self.id, self.text, self.structure, original, extension)?;
        Ok(Change::SourceAdded {
            source: self.id.clone(),
            name: self.name.to_owned(),
            kind: self.kind,
            language: self.language.to_owned(),
            extension: extension.to_owned(),
            original: Digest::of(original),
            text: Digest::of(self.text.as_bytes()),
            structure: Digest::default(),
            chars: self.text.chars().count() as u32,
            paragraphs: self.structure.paragraphs.len() as u32,
            made_of: self.made_of.to_vec(),
        })
    }
}

/// Writes a source that was read with all its parts, and gives the change that makes it part of the
/// study, to be saved after that.
pub fn write_new(store: &Store, read: &Imported, original: &[u8]) -> Result<Change, StoreError> {
    let new = NewSource {
        id: &read.id,
        name: &read.name,
        kind: read.kind,
        language: &read.language,
        text: &read.text,
        structure: &read.structure,
        made_of: &[],
    };
    new.write_read(store, original, &read.extension)
}
