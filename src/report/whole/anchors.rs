//! Names of the places of a report that words lead to.

use crate::model::ids::{CodeId, RoundId, SourceId, ThemeId};
use crate::model::text::Span;
use crate::model::theme::Node;
use crate::model::view::View;
use std::collections::HashMap;

/// By what each place is called: numbers in the order of the study, so that the same study gives the
/// same names.
pub(super) struct Anchors {
    codes: HashMap<CodeId, usize>,
    themes: HashMap<ThemeId, usize>,
    rounds: HashMap<RoundId, usize>,
    sources: HashMap<SourceId, usize>,
}

impl Anchors {
    pub fn of(view: &View) -> Anchors {
        let retired = view.retired_with_codings();
        let codes = view.codebook().active().chain(retired);
        Anchors {
            codes: codes.map(|c| c.id).zip(1..).collect(),
            themes: view.themes().themes.iter().map(|t| t.id).zip(1..).collect(),
            rounds: view.rounds().iter().map(|r| r.id).zip(1..).collect(),
            sources: view
                .sources()
                .iter()
                .map(|s| s.id.clone())
                .zip(1..)
                .collect(),
        }
    }

    /// Nothing where it is not in the report.
    pub fn code(&self, id: CodeId) -> Option<String> {
        Some(format!("code-{}", self.codes.get(&id)?))
    }

    pub fn theme(&self, id: ThemeId) -> Option<String> {
        Some(format!("theme-{}", self.themes.get(&id)?))
    }

    pub fn node(&self, node: Node) -> Option<String> {
        match node {
            Node::Theme(id) => self.theme(id),
            Node::Code(id) => self.code(id),
        }
    }

    pub fn round(&self, id: RoundId) -> Option<String> {
        Some(format!("round-{}", self.rounds.get(&id)?))
    }

    /// Where the words of a segment stand.
    pub fn quote(&self, source: &SourceId, span: Span) -> String {
        let source = self.sources.get(source).copied().unwrap_or(0);
        format!("q{source}-{}-{}", span.start, span.end)
    }

    /// The segments behind a cell of a matrix, by its number in the report.
    pub fn cell(matrix: usize, row: usize, column: usize) -> String {
        format!("cell-{}-{}-{}", matrix + 1, row + 1, column + 1)
    }
}
