//! What links in memos lead to: `[[hope]]` to a code, `[[P07:24]]` to a paragraph of a source.

use super::Documents;
use crate::model::ids::{CodeId, SourceId};
use crate::model::name::same;
use crate::model::source::{Document, Source};
use crate::model::text::Span;
use crate::model::view::View;

/// What a link leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Linked {
    Code(CodeId),
    Source(SourceId),
    Place(SourceId, Span),
    /// A place in a text that is not at hand yet.
    Unread(SourceId),
    /// It is not there, or not for the viewer's eyes: nothing tells which.
    Nothing,
}

/// What a link leads to, as far as the viewer may see it; a code where one is called so.
pub fn linked(view: &View, documents: &Documents, written: &str) -> Linked {
    let written = written.trim();
    if let Some(code) = view.codebook().ever_named(written) {
        return Linked::Code(code.id);
    }
    if let Ok(source) = view.source_named(written) {
        return Linked::Source(source.id.clone());
    }
    let Some((name, cited)) = written.rsplit_once([':', '：']) else {
        return Linked::Nothing;
    };
    let Some(source) = the_source(view, name.trim()) else {
        return Linked::Nothing;
    };
    let id = source.id.clone();
    match documents.get(&id) {
        None => Linked::Unread(id),
        Some(document) => match place(document, cited.trim()) {
            Some(span) => Linked::Place(id, span),
            None => Linked::Nothing,
        },
    }
}

/// The source of this name, or the only one in whose name this is a word: `P07` of `P07_interview`.
fn the_source<'v>(view: &'v View, name: &str) -> Option<&'v Source> {
    if let Ok(source) = view.source_named(name) {
        return Some(source);
    }
    let is_word = |of: &str| {
        of.split(|c: char| !c.is_alphanumeric())
            .any(|w| same(w, name))
    };
    let mut all = view.sources().iter().filter(|s| is_word(&s.name));
    let first = all.next();
    first.filter(|_| all.next().is_none())
}

/// The paragraphs cited: `24`, `12a`, `24–26`.
fn place(document: &Document, cited: &str) -> Option<Span> {
    let (first, last) = cited.split_once(['–', '-']).unwrap_or((cited, cited));
    let paragraph = |cited: &str| {
        let mut all = document.structure.paragraphs.iter();
        all.find(|p| p.cited().to_string() == cited.trim())
    };
    let (first, last) = (paragraph(first)?, paragraph(last)?);
    let span = Span {
        start: first.span.start,
        end: last.span.end,
    };
    (span.start < span.end).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::{Study, interview, source};

    #[test]
    fn a_source_is_named_by_a_word_of_its_name_where_no_other_has_it() {
        let mut s = Study::new();
        s.coders(&["ana"]);
        for name in ["P01_interview", "P02_interview"] {
            s.source(name, 100);
        }
        let here = interview(&source("P01_interview"), 3);
        let first = here.structure.paragraphs[0].span;
        let documents = Documents::from([(source("P01_interview"), here)]);
        let to = |written: &str| linked(&s.view(), &documents, written);
        assert_eq!(to("p01:1"), Linked::Place(source("P01_interview"), first));
        assert_eq!(to("interview:1"), Linked::Nothing);
        assert_eq!(to("P0:1"), Linked::Nothing);
    }

    #[test]
    fn links_lead_to_codes_sources_and_paragraphs_and_else_nowhere() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"])
            .source("P07", 100)
            .source("P08", 100);
        let hope = s.code("hope");
        let round = s.round(&["P08"]);
        let private = s.private_code("ben", round, "secret");
        let view = s.view_for("ana");
        let here = interview(&source("P07"), 3);
        let spans: Vec<Span> = here.structure.paragraphs.iter().map(|p| p.span).collect();
        let documents = Documents::from([(source("P07"), here)]);
        let to = |written: &str| linked(&view, &documents, written);
        assert_eq!(to("Hope"), Linked::Code(hope));
        assert_eq!(to("p08"), Linked::Source(source("P08")));
        assert_eq!(to("P07:2"), Linked::Place(source("P07"), spans[1]));
        let both = Span {
            start: spans[0].start,
            end: spans[1].end,
        };
        assert_eq!(to("P07：1–2"), Linked::Place(source("P07"), both));
        assert_eq!(to("P08:2"), Linked::Unread(source("P08")));
        assert!(s.view_for("ben").codebook().get(private).is_some());
        // What is hidden is as what is not there.
        for nothing in ["secret", "nobody", "P07:9", "P07:2–1", "P09:1", ""] {
            assert_eq!(to(nothing), Linked::Nothing, "{nothing}");
        }
    }
}
