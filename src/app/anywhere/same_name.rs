//! Files that have the name of a source and another text: what they are to it.

use super::Ask;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::work::SameName;
use crate::work::effect::{Asked, Effect, Stop};
use std::path::PathBuf;

/// The answers, with what each does.
const WAYS: [(SameName, &str, &str); 3] = [
    (
        SameName::Correct,
        "It is the same, corrected",
        "Codings stay on their text; numbers of paragraphs stay; codings whose text is gone are listed",
    ),
    (
        SameName::Replace,
        "It comes in place of the one here",
        "The one that is here is taken out of the study, with what was coded in it; it can be brought back",
    ),
    (
        SameName::Keep,
        "Both are sources",
        "Two sources have one name from then on, until one is renamed",
    ),
];

impl Context {
    /// Asks what files are to the sources of their names; nothing is done with them otherwise.
    pub(crate) fn ask_same_name(&mut self, asked: Vec<Asked>) -> Vec<Effect> {
        let title = match &asked[..] {
            [] => return Vec::new(),
            [one] => format!("“{}” is here already, with another text", one.name),
            [one, rest @ ..] => {
                format!(
                    "“{}” and {} more are here already, with other texts",
                    one.name,
                    rest.len()
                )
            }
        };
        let files = asked.into_iter().map(|a| a.file).collect();
        let entry = |(same, label, detail)| Entry::new(label, Value::Same(same)).detail(detail);
        self.pick(
            title,
            Ask::SameName(files),
            WAYS.into_iter().map(entry).collect(),
        )
    }

    pub(super) fn import_same(&mut self, files: Vec<PathBuf>, same: SameName) -> Vec<Effect> {
        self.busy = Some("importing".into());
        self.importing = Stop::default();
        vec![Effect::Import(
            files,
            self.view.clone(),
            same,
            self.importing.clone(),
        )]
    }
}
