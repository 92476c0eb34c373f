//! A filled-in packet becomes a source.

use super::adding::write_new;
use crate::import::{self, Imported};
use crate::model::event::Change;
use crate::model::ids::SourceId;
use crate::model::name;
use crate::model::source::SourceKind;
use crate::model::view::View;
use crate::model::visible::{Named, on_one_line};
use crate::report::members::Back;
use crate::store::{Store, StoreError, read_given};
use std::path::Path;

/// A file that came back, as it was read.
pub struct CameBack {
    bytes: Vec<u8>,
    read: Imported,
}

impl CameBack {
    /// Reads a file of any format that texts come in.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(path: &Path) -> Result<CameBack, String> {
        let shown = path.shown().to_string();
        let bytes = read_given(path).map_err(|e| format!("{shown}: {e}"))?;
        let read = import::read(&path.to_string_lossy(), &bytes, None);
        let mut read = read.map_err(|e| on_one_line(&e.to_string()).into_owned())?;
        let cleaned = name::cleaned(&read.name);
        read.name =
            cleaned.map_err(|flaw| format!("{shown}: {flaw}; give the file another name"))?;
        Ok(CameBack { bytes, read })
    }

    /// Its text, a line for each paragraph.
    pub fn text(&self) -> &str {
        &self.read.text
    }

    pub fn source(&self) -> &SourceId {
        &self.read.id
    }

    /// What it is called as a source: as the file is, or told apart where one is called so already.
    pub fn name(&self, view: &View) -> String {
        let taken = |n: &String| view.sources().iter().any(|s| name::same(&s.name, n));
        let name = &self.read.name;
        let mut all = (2..).map(|n| format!("{name} ({n})"));
        match taken(name) {
            true => all.find(|n| !taken(n)).unwrap_or_default(),
            false => name.clone(),
        }
    }

    /// Writes the source of what was written back, the file beside it as it came, and gives the change
    /// that makes it part of the study, to be saved after that.
    ///
    /// # Errors
    /// What the disk says.
    pub fn write(&self, store: &Store, view: &View, back: &Back) -> Result<Change, StoreError> {
        let read = Imported {
            name: self.name(view),
            kind: SourceKind::MemberAnswer,
            text: back.text.clone(),
            structure: back.structure.clone(),
            language: import::language(&back.text).to_owned(),
            ..self.read.clone()
        };
        write_new(store, &read, &self.bytes)
    }
}
