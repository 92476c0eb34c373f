//! Mistakes in a codebook file, shown in their line.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// One mistake: what, where, and what to do.
pub(super) struct Fault {
    pub what: String,
    /// Bytes of the file.
    pub at: Range<usize>,
    pub next: String,
}

pub(super) fn fault(what: impl Into<String>, at: Range<usize>, next: impl Into<String>) -> Fault {
    Fault {
        what: what.into(),
        at,
        next: next.into(),
    }
}

/// The message as people see it: mistake, place, line, remedy.
pub(super) fn shown(file_name: &str, text: &str, fault: &Fault) -> String {
    let end = fault.at.end.min(text.len());
    let start = fault.at.start.min(end);
    // A mark over many lines would hide its beginning: keep to the first.
    let line_end = text[start..end].find('\n').map_or(end, |n| start + n);
    let snippet = Snippet::source(text)
        .path(file_name)
        .annotation(AnnotationKind::Primary.span(start..line_end).label("here"));
    let report: [Group; 1] = [Level::ERROR
        .primary_title(fault.what.as_str())
        .element(snippet)
        .element(Level::HELP.message(fault.next.as_str()))];
    Renderer::plain().render(&report)
}

/// A mistake in the notation, in words for people who do not program.
pub(super) fn syntax(text: &str, e: &ron::error::SpannedError) -> Fault {
    use ron::Error;
    let at = byte(text, e.span.start.line, e.span.start.col)
        ..byte(text, e.span.end.line, e.span.end.col);
    let next = match &e.code {
        Error::NoSuchStructField { expected, .. } => {
            format!("the fields are {}; check the spelling", expected.join(", "))
        }
        Error::MissingStructField { field, .. } => format!("add {field}: \"…\","),
        Error::DuplicateStructField { field, .. } => {
            format!("keep one {field} and delete the other")
        }
        Error::ExpectedString | Error::ExpectedStringEnd => {
            "put text between straight quotation marks: \"…\"".into()
        }
        Error::ExpectedComma => "put a comma between this and what is before it".into(),
        Error::ExpectedArrayEnd => {
            "close the list with ] or put a comma before its next entry".into()
        }
        Error::ExpectedStructLikeEnd => "close with ) or put a comma before the next field".into(),
        Error::ExpectedMapColon => "write a colon after the field's name".into(),
        Error::Eof => "the file ends too early: close every ( and [".into(),
        Error::TrailingCharacters => "delete what comes after the closing )".into(),
        Error::Message(_) => "change it and read the file again".into(),
        _ => "compare the line with the ones around it: commas, brackets, quotation marks".into(),
    };
    fault(e.code.to_string(), at, next)
}

/// Byte of a line and column, both from 1, columns in characters.
fn byte(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut chars = text[start..].char_indices();
    chars
        .nth(column.saturating_sub(1))
        .map_or(text.len(), |(i, _)| start + i)
}
