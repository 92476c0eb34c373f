//! Reports and exports, made from the view: nothing a viewer may not see can be in them. The
//! screen's export and the subcommands share them.

mod agreement;
mod reconciliation;
mod texts;
mod themes;

pub use agreement::{agreement_json, figures, outcome_json};
pub use reconciliation::Queue;
pub use texts::{Documents, Texts};
pub use themes::Findings;

use super::App;
use super::effect::Effect;
use crate::model::view::View;
use std::path::PathBuf;

impl App {
    /// Writes everything that can be exported.
    pub(super) fn export_all(&mut self) -> Vec<Effect> {
        vec![Effect::Export(Box::new(self.view.clone()))]
    }
}

/// The files of an export, by name. `documents` are the texts of the sources; a source whose text
/// is missing is cited without quotes.
pub fn files(_view: &View, _documents: &Documents) -> Vec<(PathBuf, Vec<u8>)> {
    Vec::new()
}
