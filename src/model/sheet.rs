//! Rating sheets: sources with a paragraph for each item that is rated of a case at a time point.

use super::attribute::{AttributeKind, Case, Column, Subject, Subjects};
use super::code::{Code, CodeKind, Codebook};
use super::ids::CodeId;
use super::name;
use super::source::{Document, Source, SourceKind};
use super::view::View;

/// The attribute of a sheet that says at which time point it was rated.
pub const TIME_POINT: &str = "time point";

/// The rated codes of a codebook, in its order: what a sheet can ask for.
pub fn items(book: &Codebook) -> Vec<&Code> {
    let rated = |c: &&Code| matches!(c.kind, CodeKind::Rated(_));
    book.active().filter(rated).collect()
}

/// The place of the paragraph that asks for a code, by its name.
pub fn paragraph_of(document: &Document, code: &str) -> Option<usize> {
    let mut paragraphs = document.structure.paragraphs.iter();
    paragraphs.position(|p| asks_for(document.text.slice(p.span), code))
}

/// Whether an item of a sheet is of the code of this name.
pub fn asks_for(item: &str, code: &str) -> bool {
    let rest = item.strip_prefix(code);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

/// The sheet of a case at a time point that is here.
pub fn here<'v>(view: &'v View, case: &Case, at: Option<&str>) -> Option<&'v Source> {
    let key = |text: &str| name::key(text);
    view.sources().iter().find(|source| {
        let of = case_of(view, source);
        source.kind == SourceKind::RatingSheet
            && of.is_some_and(|(here, when)| {
                here.kind == case.kind
                    && key(&here.name) == key(&case.name)
                    && when.as_deref().map(key) == at.map(key)
            })
    })
}

/// Of which case a sheet is, and of which time point.
pub fn case_of(view: &View, source: &Source) -> Option<(Case, Option<String>)> {
    let set = view.attributes(&Subject::Source(source.id.clone()))?;
    let kinds = view.attribute_kinds(&Subjects::Sources);
    let mut kinds = kinds.filter(|(_, kind)| **kind == AttributeKind::Case);
    let value = |key: &str| {
        let held = set.get(&Column::new(key, None))?;
        held.value.is().map(str::to_owned)
    };
    let case = kinds.find_map(|(kind, _)| {
        Some(Case {
            kind: kind.to_owned(),
            name: value(kind)?,
        })
    })?;
    Some((case, value(TIME_POINT)))
}

/// The rated code an item of a sheet asks for; the longest name that fits.
pub fn code_at(book: &Codebook, document: &Document, paragraph: usize) -> Option<CodeId> {
    let paragraph = document.structure.paragraphs.get(paragraph)?;
    let item = document.text.slice(paragraph.span);
    let rated = items(book).into_iter();
    let fits = rated.filter(|code| asks_for(item, &code.name));
    fits.max_by_key(|code| code.name.len()).map(|code| code.id)
}
