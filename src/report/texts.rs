//! Places and quotes as they are cited, and who speaks there.

use super::CodebookVersion;
use crate::agreement::round::ByLabel;
use crate::model::ids::SourceId;
use crate::model::layer::Finding;
use crate::model::round::Round;
use crate::model::source::{Document, Speaker, Turn};
use crate::model::text::Span;
use crate::model::view::View;
use crate::model::wrap::brief;
use crate::search::{Scoped, Stretch};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Texts at hand, by source.
pub type Documents = HashMap<SourceId, Arc<Document>>;

/// Texts together with what the study knows of their sources.
#[derive(Clone, Copy)]
pub struct Texts<'a> {
    view: &'a View,
    documents: &'a Documents,
    /// Whose revisions are meant; the latest, if no round's.
    round: Option<&'a Round>,
    /// The attributes segments are listed with, as they are headed; all, if none are named.
    attributes: Option<&'a [String]>,
}

impl<'a> Texts<'a> {
    pub fn documents(&self) -> &'a Documents {
        self.documents
    }

    pub fn view(&self) -> &'a View {
        self.view
    }

    pub fn new(view: &'a View, documents: &'a Documents) -> Texts<'a> {
        Texts {
            view,
            documents,
            round: None,
            attributes: None,
        }
    }

    /// The same texts, their segments listed with these attributes alone.
    pub fn with_attributes(self, attributes: Option<&'a [String]>) -> Texts<'a> {
        Texts { attributes, ..self }
    }

    /// Whether segments are listed with an attribute, `participant.arm` or `source.site`.
    pub fn lists(&self, heading: &str) -> bool {
        let bare = heading.split_once('.').map_or(heading, |(_, key)| key);
        let is = |name: &String| name == heading || name == bare;
        self.attributes.is_none_or(|all| all.iter().any(is))
    }

    /// The same texts as a round was submitted on them.
    pub fn in_round(self, round: &'a Round) -> Texts<'a> {
        Texts {
            round: Some(round),
            ..self
        }
    }

    /// The text of a source, where it is at hand.
    pub fn document(&self, source: &SourceId) -> Option<&'a Document> {
        let latest = self.documents.get(source)?;
        let round = self.round.map(|round| round.text_of(latest));
        round.unwrap_or(Some(latest)).map(|d| &**d)
    }

    pub fn codebook(&self, round: &Round) -> CodebookVersion {
        CodebookVersion::of(self.view, round)
    }

    pub fn name(&self, source: &SourceId) -> String {
        self.view.source_name(source)
    }

    /// The paragraphs a span touches, `24–25`; a dash where the text is not at hand.
    pub fn paragraphs(&self, source: &SourceId, span: Span) -> String {
        let cited = self.document(source).map(|d| d.structure.cite(span));
        cited.unwrap_or_else(|| "–".to_owned())
    }

    /// A place as cited, `P07_interview:24–25`.
    pub fn place(&self, source: &SourceId, span: Span) -> String {
        format!("{}:{}", self.name(source), self.paragraphs(source, span))
    }

    /// The text a span covers, as it stands; empty where it is not at hand.
    pub fn quote(&self, source: &SourceId, span: Span) -> String {
        let quoted = self.document(source).map(|d| d.text.slice(span).to_owned());
        quoted.unwrap_or_default()
    }

    /// The same on one line, no longer than `most` characters.
    pub fn excerpt(&self, source: &SourceId, span: Span, most: usize) -> String {
        brief(&self.quote(source, span), most)
    }

    /// Labels that name nobody among those who speak where these findings lie.
    pub fn labels_alone(&self, findings: &[Finding]) -> BTreeSet<ByLabel> {
        let mut labels = BTreeSet::new();
        for here in findings.chunk_by(|a, b| a.source == b.source) {
            let id = &here[0].source;
            let (Some(source), Some(document)) = (self.view.source(id), self.document(id)) else {
                continue;
            };
            let structure = &document.structure;
            let speaks = |at: usize| {
                here.iter()
                    .any(|f| structure.speaking(f.span).any(|s| s == at))
            };
            let speakers = structure.speakers.iter().enumerate();
            let alone = speakers.filter(|(at, s)| source.is_told_by_label(s) && speaks(*at));
            labels.extend(alone.map(|(_, s)| ByLabel {
                label: s.label.clone(),
                apart: source.apart.is_some(),
            }));
        }
        labels
    }

    /// The participants whose talk a span meets, each once, in the order they speak.
    pub fn speaking(&self, source: &SourceId, span: Span) -> Vec<String> {
        let mut people = Vec::new();
        let Some(found) = self.view.source(source) else {
            return people;
        };
        for speaker in self.speakers(source, span) {
            let person = found.participant(speaker);
            people.extend(person.filter(|p| !people.contains(p)));
        }
        people
    }

    /// Whether a query about speakers and sources holds of a stretch.
    pub fn in_scope(&self, scope: &Scoped<'_>, source: &SourceId, span: Span) -> bool {
        let Some(found) = self.view.source(source) else {
            return false;
        };
        let Some(document) = self.document(source) else {
            return scope.holds(found);
        };
        let structure = &document.structure;
        let speaker = |turn: &Turn| structure.speakers.get(usize::from(turn.speaker?));
        let from = structure.turn_at(span.start).unwrap_or(0);
        let near = structure.turns.iter().skip(from);
        let here = near.take_while(|t| t.span.start < span.end);
        let met: Vec<_> = here
            .filter(|t| t.span.overlap(span) > 0)
            .map(speaker)
            .collect();
        match met.is_empty() {
            false => scope.holds_in(found, Stretch::Of(&met)),
            true => {
                let all: Vec<_> = structure.turns.iter().map(speaker).collect();
                scope.holds_in(found, Stretch::Between(&all))
            }
        }
    }

    /// Whoever's talk a span meets, turn by turn.
    fn speakers(&self, source: &SourceId, span: Span) -> Vec<&'a Speaker> {
        let Some(document) = self.document(source) else {
            return Vec::new();
        };
        let structure = &document.structure;
        structure
            .speaking(span)
            .filter_map(|s| structure.speakers.get(s))
            .collect()
    }
}
