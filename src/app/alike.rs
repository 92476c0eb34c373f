//! Asking for places that resemble one, from every screen that shows texts.

use super::context::Context;
use crate::model::ids::{CodingId, SourceId};
use crate::model::text::Span;
use crate::search::quoted;

impl Context {
    /// The query for what resembles a coding’s code, or else the turn a stretch begins in; `None` where the
    /// text is not loaded.
    pub(super) fn like(
        &self,
        coding: Option<CodingId>,
        source: &SourceId,
        span: Span,
    ) -> Option<String> {
        let like = match coding.and_then(|id| self.view.coding(id)) {
            Some(coding) => format!("={}", quoted(self.view.codebook().name(coding.code))),
            None => {
                let document = self.documents.get(source)?;
                let place = document.structure.cite(Span {
                    end: span.start,
                    ..span
                });
                quoted(&format!("{}:{place}", self.view.source_name(source)))
            }
        };
        Some(format!("like:{like}"))
    }
}
