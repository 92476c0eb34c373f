//! Rating sheets: what is rated of a case at a time point becomes a source, a paragraph for each item.
//! So two rate apart from each other, submit, agree and settle as they do with stretches of texts.

use super::attributes::set;
use crate::model::attribute::{AttributeKind, Case, Column, Subject, Subjects, Value};
use crate::model::code::Code;
use crate::model::event::Change;
use crate::model::ids::{Digest, SourceId};
use crate::model::sheet::TIME_POINT;
use crate::model::source::{Paragraph, Structure, Turn};
use crate::model::text::Span;
use crate::model::view::View;
use crate::model::wrap::brief;

/// The most of a definition that stands in an item.
const DEFINITION: usize = 400;

/// A sheet to be made: its files are to be written before its event is saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub id: SourceId,
    pub name: String,
    pub text: String,
    pub structure: Structure,
    pub case: Case,
    pub at: Option<String>,
}

/// A sheet of these items for a case at a time point.
pub fn sheet(case: Case, at: Option<String>, items: &[&Code]) -> Sheet {
    let (mut text, mut structure) = (String::new(), Structure::default());
    for (n, code) in items.iter().enumerate() {
        let start = text.chars().count() as u32;
        text.push_str(&item(code));
        let end = text.chars().count() as u32;
        text.push('\n');
        let span = Span { start, end };
        structure.turns.push(Turn {
            speaker: None,
            span,
            talk: start,
            time_ms: None,
        });
        structure.paragraphs.push(Paragraph {
            number: n as u32 + 1,
            letter: 0,
            span,
            turn: n as u32,
        });
    }
    let name = match &at {
        Some(at) => format!("{} @ {at}", case.name),
        None => case.name.clone(),
    };
    let whole = format!("rating sheet\n{}\n{name}\n{text}", case.kind);
    Sheet {
        id: SourceId(format!("s{}", &Digest::of(whole.as_bytes()).to_string()[..12]).into()),
        name,
        text,
        structure,
        case,
        at,
    }
}

/// An item as it stands in a sheet: the name of its code, and what that means.
fn item(code: &Code) -> String {
    match code.text.definition.trim() {
        "" => code.name.clone(),
        definition => format!("{}: {}", code.name, brief(definition, DEFINITION)),
    }
}

/// What makes a sheet a source, and says of which case and time point it is.
pub fn changes(view: &View, sheet: &Sheet, added: Change) -> Vec<Change> {
    let of = || Subject::Source(sheet.id.clone());
    let mut changes = vec![added];
    let is = |text: &str| Some(Value::Is(text.to_owned()));
    let case = Column::new(&sheet.case.kind, None);
    if *view.attribute_kind(&Subjects::Sources, &sheet.case.kind) != AttributeKind::Case {
        changes.push(Change::AttributeDeclared {
            of: Subjects::Sources,
            key: sheet.case.kind.clone(),
            kind: AttributeKind::Case,
            replaces: Vec::new(),
        });
    }
    changes.push(set(of(), &case, is(&sheet.case.name)));
    if let Some(at) = &sheet.at {
        changes.push(set(of(), &Column::new(TIME_POINT, None), is(at)));
    }
    changes
}
