//! Taking codes in from a codebook file.

use crate::import::codebook_file::CodebookFile;
use crate::model::code::{Code, CodeKind, CodeText, Colour};
use crate::model::event::{Change, CodeField};
use crate::model::ids::{CodeId, EventId};
use crate::model::name;
use crate::model::verdict::Occasion;
use crate::model::view::View;
use std::collections::HashMap;

/// The events that add a codebook file's codes to a study; codes there by name are left alone, and
/// those the file has as retired are not added.
pub fn codes_from_file(
    file: &CodebookFile,
    view: &View,
    mint: &mut dyn FnMut() -> EventId,
) -> Vec<(EventId, Change)> {
    let here = view.retired_with_codings().into_iter();
    let mut ids: HashMap<String, CodeId> = here
        .chain(view.codebook().active())
        .map(|c| (name::key(&c.name), c.id))
        .collect();
    let mut changes = Vec::new();
    for entry in &file.codes {
        let key = name::key(&entry.name);
        if entry.retired || ids.contains_key(&key) {
            continue;
        }
        let id = mint();
        ids.insert(key, id.into());
        let parent = entry
            .parent
            .as_ref()
            .and_then(|p| ids.get(&name::key(p)).copied());
        let colour = entry.colour.as_deref().and_then(Colour::named);
        changes.push((
            id,
            Change::CodeAdded {
                name: entry.name.clone(),
                parent,
                text: CodeText {
                    definition: entry.definition.clone(),
                    include: entry.include.clone(),
                    exclude: entry.exclude.clone(),
                    examples: entry.examples.clone(),
                },
                colour: colour.unwrap_or(Colour::ALL[changes.len() % Colour::ALL.len()]),
                key: entry.key,
                kind: entry
                    .kind
                    .as_ref()
                    .map_or(CodeKind::Plain, |r| CodeKind::Rated(r.0.clone())),
                private: None,
            },
        ));
    }
    changes
}

/// A part of what is written about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clause {
    Definition,
    Include,
    Exclude,
}

impl Clause {
    /// All of them, in the order they are shown.
    pub const ALL: [Clause; 3] = [Clause::Definition, Clause::Include, Clause::Exclude];

    pub fn word(self) -> &'static str {
        match self {
            Clause::Definition => "definition",
            Clause::Include => "when to use it",
            Clause::Exclude => "when not",
        }
    }

    /// What is written there.
    pub fn of(self, code: &Code) -> &str {
        match self {
            Clause::Definition => &code.text.definition,
            Clause::Include => &code.text.include,
            Clause::Exclude => &code.text.exclude,
        }
    }

    /// The field that holds another text.
    pub fn with(self, text: String) -> CodeField {
        match self {
            Clause::Definition => CodeField::Definition(text),
            Clause::Include => CodeField::Include(text),
            Clause::Exclude => CodeField::Exclude(text),
        }
    }
}

/// A field of a code changed; `on` names the item a clause was amended on.
pub fn edited(code: CodeId, field: CodeField, on: Option<Occasion>) -> Change {
    Change::CodeEdited {
        on,
        code,
        field,
        replaces: Vec::new(),
    }
}

/// A code put under another, or to the top.
pub fn moved(code: CodeId, parent: Option<CodeId>) -> Change {
    Change::CodeMoved {
        code,
        parent,
        replaces: Vec::new(),
    }
}

/// Whether a code may be called so; `these` may be called so already.
///
/// # Errors
/// That another code has the name: one in use, or a retired one with codings.
pub fn may_be_called(view: &View, name: &str, these: &[CodeId]) -> Result<(), String> {
    let (codebook, is_other) = (view.codebook(), |c: CodeId| !these.contains(&c));
    let taken = codebook.named(name).map(|c| c.id);
    let retired = view.retired_named(name).map(|c| c.id);
    match (taken, retired) {
        (Some(code), _) if is_other(code) => {
            Err(format!("there is a code called “{name}” already"))
        }
        (None, Some(code)) if is_other(code) => Err(format!(
            "there is a retired code called “{name}” already, with codings: take another name"
        )),
        _ => Ok(()),
    }
}
