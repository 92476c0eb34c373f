//! What stands behind each theme and code, counted on the analysis layer.

use super::basis::basis;
use crate::model::ids::{CodeId, SourceId};
use crate::model::layer::Layer;
use crate::model::theme::Node;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::reconcile::layer::analysis_layer_with;
use crate::report::{Documents, Narrowing, Texts};
use crate::themes::{Count, Evidence, FindingsByCode, codes_of};
use std::collections::{BTreeSet, HashMap};

/// Codes under no theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// On the map all the same, because they are related to something.
    Related,
    /// Not on the map.
    NotYet,
}

/// Counts of one state of the view.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub layer: Layer,
    /// On what word it stands, by source: `consensus of Round 1 for 2 sources · ana alone 3`.
    pub basis: String,
    /// Sources with findings whose text is not here: who speaks in them is not known.
    pub unread: usize,
    /// Whether only a label that names nobody tells some of the people from others.
    pub by_label: bool,
    counts: HashMap<Node, Count>,
    related: Vec<CodeId>,
    not_yet: Vec<CodeId>,
}

impl Figures {
    /// Counts a view with the texts at hand, and rounds aligned earlier.
    pub fn of(
        view: &View,
        documents: &Documents,
        only: Option<&Narrowing>,
        aligned: &mut AlignedRounds,
    ) -> Figures {
        let mut layer = analysis_layer_with(view, aligned);
        let (map, codebook) = (view.themes(), view.codebook());
        let texts = Texts::new(view, documents);
        let unread: BTreeSet<SourceId> = layer
            .findings
            .iter()
            .map(|f| &f.source)
            .filter(|s| !documents.contains_key(*s))
            .cloned()
            .collect();
        if let Some(only) = only {
            only.narrow(texts, &mut layer.findings);
        }
        let who = |source: &SourceId, span| texts.speaking(source, span);
        let grounds = FindingsByCode::new(&layer, codebook, &who);
        let ends = map.relations.iter().flat_map(|r| [r.from, r.to]);
        let mut related: Vec<CodeId> = Vec::new();
        let placed: BTreeSet<CodeId> = map
            .themes
            .iter()
            .flat_map(|t| codes_of(map, t.id))
            .map(|c| codebook.resolve(c))
            .collect();
        for end in ends {
            if let Node::Code(code) = end {
                let code = codebook.resolve(code);
                if !placed.contains(&code) && !related.contains(&code) {
                    related.push(code);
                }
            }
        }
        let mut not_yet = grounds.unplaced(map);
        not_yet.retain(|c| !related.contains(c));
        let themes = map.themes.iter().map(|t| Node::Theme(t.id));
        let codes = placed.iter().chain(&related).chain(&not_yet);
        let counts = themes
            .chain(codes.map(|c| Node::Code(*c)))
            .map(|node| (node, grounds.count(map, node)))
            .collect();
        Figures {
            basis: basis(&layer, view),
            unread: unread.len(),
            by_label: !texts.labels_alone(&layer.findings).is_empty(),
            counts,
            related,
            not_yet,
            layer,
        }
    }

    /// How much stands behind a theme with its subthemes, or behind a code.
    pub fn count(&self, node: Node) -> Count {
        self.counts.get(&node).cloned().unwrap_or_default()
    }

    /// Codes under no theme.
    pub fn section(&self, section: Section) -> &[CodeId] {
        match section {
            Section::Related => &self.related,
            Section::NotYet => &self.not_yet,
        }
    }

    /// The segments behind a theme with its subthemes, or behind a code.
    pub fn segments(&self, node: Node, view: &View, documents: &Documents) -> Vec<Evidence> {
        let texts = Texts::new(view, documents);
        let who = |source: &SourceId, span| texts.speaking(source, span);
        let grounds = FindingsByCode::new(&self.layer, view.codebook(), &who);
        match node {
            Node::Theme(theme) => grounds.of_theme(view.themes(), theme),
            Node::Code(code) => grounds.segments([code]),
        }
    }
}
