//! What is exported, made from the view: nothing a viewer may not see can be in it.

use super::App;
use super::effect::Effect;
use std::path::PathBuf;

impl App {
    /// Writes everything that can be exported.
    pub(super) fn export_all(&mut self) -> Vec<Effect> {
        vec![Effect::Write(files(&self.view))]
    }
}

/// The files of an export, by name.
pub fn files(_view: &crate::model::view::View) -> Vec<(PathBuf, Vec<u8>)> {
    Vec::new()
}
