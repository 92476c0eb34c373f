//! The same code of the same coder on stretches that overlap: pointed out when it is made.

use crate::app::App;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CodingId, RoundId, SourceId};
use crate::model::text::Span;

/// Where a coding comes to lie.
pub(in crate::app) struct Place {
    pub source: SourceId,
    pub round: Option<RoundId>,
    pub span: Span,
}

impl App {
    /// What is to be said of one's own coding with this code on a stretch that overlaps it without
    /// being the same; `but` are the codings that are changed.
    pub(in crate::app) fn overlap_words(
        &self,
        code: CodeId,
        place: &Place,
        but: &[CodingId],
    ) -> Option<String> {
        let codebook = self.view.codebook();
        let code = codebook.resolve(code);
        let overlaps = |c: &&Coding| {
            c.coder == self.me
                && c.round == place.round
                && codebook.resolve(c.code) == code
                && c.span.overlap(place.span) > 0
                && !but.contains(&c.id)
        };
        let other = self.view.codings_in(&place.source).find(overlaps)?;
        let document = self.documents.get(&place.source);
        let at = document.map_or_else(String::new, |d| {
            format!(" at {}", d.structure.cite(other.span))
        });
        Some(format!(
            "this overlaps your coding “{}”{at}: both count; u takes one back, r moves its ends",
            codebook.name(code)
        ))
    }
}
