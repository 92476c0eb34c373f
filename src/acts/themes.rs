//! Themes: made, named, moved, judged; codes placed under them and taken out; relations; evidence.

use crate::model::event::{Change, ThemeField};
use crate::model::ids::{CodeId, CoderId, CodingId, ThemeId};
use crate::model::name;
use crate::model::theme::{Bearing, EvidenceOn, Node, Relation, Robustness};
use crate::model::view::View;

/// A new theme.
///
/// # Errors
/// That there is one of this name.
pub fn added(view: &View, name: &str, parent: Option<ThemeId>) -> Result<Change, String> {
    may_be_called(view, name, None)?;
    Ok(Change::ThemeAdded {
        name: name.to_owned(),
        statement: String::new(),
        parent,
    })
}

/// A field of a theme changed.
///
/// # Errors
/// That another theme has the name.
pub fn edited(view: &View, theme: ThemeId, field: ThemeField) -> Result<Change, String> {
    if let ThemeField::Name(name) = &field {
        may_be_called(view, name, Some(theme))?;
    }
    Ok(Change::ThemeEdited {
        theme,
        field,
        replaces: Vec::new(),
    })
}

fn may_be_called(view: &View, name: &str, this: Option<ThemeId>) -> Result<(), String> {
    match view.themes().named(name) {
        Some(theme) if Some(theme.id) != this => {
            Err(format!("there is a theme called “{name}” already"))
        }
        _ => Ok(()),
    }
}

/// A theme put under another, or to the top.
pub fn moved(theme: ThemeId, parent: Option<ThemeId>) -> Change {
    Change::ThemeMoved {
        theme,
        parent,
        replaces: Vec::new(),
    }
}

/// A code placed under a theme.
pub fn placed(theme: ThemeId, code: CodeId) -> Change {
    Change::CodePlaced {
        theme,
        code,
        placed: true,
        replaces: Vec::new(),
    }
}

/// What takes a code out of a theme, under whatever ids it was placed there before merges.
pub fn taken_out(view: &View, theme: ThemeId, code: CodeId) -> Vec<Change> {
    let codes = view.themes().theme(theme).map(|t| t.codes.as_slice());
    let same = |c: &&CodeId| view.codebook().resolve(**c) == code;
    let out = |code: &CodeId| Change::CodePlaced {
        theme,
        code: *code,
        placed: false,
        replaces: Vec::new(),
    };
    codes
        .unwrap_or_default()
        .iter()
        .filter(same)
        .map(out)
        .collect()
}

/// Two themes or codes related.
///
/// # Errors
/// That they are related so already.
pub fn related(view: &View, from: Node, to: Node, kind: String) -> Result<Change, String> {
    let same = |r: &Relation| (r.from, r.to) == (from, to) && name::same(&r.kind, &kind);
    match view.themes().relations.iter().any(same) {
        true => Err("this relation is there already".to_owned()),
        false => Ok(Change::Related { from, to, kind }),
    }
}

/// Segments marked as evidence on a theme or relation, each by a coding of it; `None` takes marks away.
pub fn marked(on: EvidenceOn, codings: &[CodingId], bearing: Option<&Bearing>) -> Vec<Change> {
    let mark = |coding: &CodingId| Change::EvidenceMarked {
        on,
        coding: *coding,
        bearing: bearing.cloned(),
        replaces: Vec::new(),
    };
    codings.iter().map(mark).collect()
}

/// Why a theme is judged as it is, as it is kept.
///
/// # Errors
/// That nothing was said.
pub fn reason(typed: &str) -> Result<String, String> {
    match typed.trim() {
        "" => Err("say why it was judged so".to_owned()),
        reason => Ok(reason.to_owned()),
    }
}

/// How robust a theme was found, by those who were present.
pub fn judged(theme: ThemeId, robust: Robustness, reason: String, present: Vec<CoderId>) -> Change {
    Change::ThemeJudged {
        theme,
        robust,
        reason,
        present,
        replaces: Vec::new(),
    }
}
