//! What stands behind each theme and code, counted on the analysis layer.

use super::basis::basis;
use super::marks::Marks;
use crate::model::ids::{CodeId, CodingId, SourceId};
use crate::model::layer::{Finding, Layer};
use crate::model::text::Span;
use crate::model::theme::Node;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::reconcile::layer::analysis_layer_with;
use crate::report::{Documents, Narrowing, Texts};
use crate::themes::{Arranged, Count, Evidence, FindingsByCode, codes_of};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

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
    /// Segments marked as evidence.
    pub marks: Marks,
    arranged: Arc<Arranged>,
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
            marks: Marks::of(view, texts, &layer, only),
            by_label: !texts.labels_alone(&layer.findings).is_empty(),
            arranged: grounds.arranged(),
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
    pub fn segments(&self, node: Node, view: &View) -> Vec<Evidence> {
        self.grounds(view).segments(codes_behind(node, view))
    }

    /// All coded segments.
    pub fn all_segments(&self, view: &View) -> Vec<Evidence> {
        let codes: BTreeSet<CodeId> = self.layer.findings.iter().map(|f| f.code).collect();
        self.grounds(view).segments(codes)
    }

    /// The segments behind either of two, first those where the one shares text with the other; and how
    /// many these are.
    pub fn meeting(&self, (a, b): (Node, Node), view: &View) -> (Vec<Evidence>, usize) {
        let grounds = self.grounds(view);
        let [of_a, of_b] = [a, b].map(|node| grounds.segments(codes_behind(node, view)));
        let all = [a, b].into_iter().flat_map(|node| codes_behind(node, view));
        let all = grounds.segments(all);
        let meets = |e: &Evidence| shares_text(e, &of_a) && shares_text(e, &of_b);
        let (mut meeting, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(meets);
        let first = meeting.len();
        meeting.extend(rest);
        (meeting, first)
    }

    /// The coding by which a segment is marked: of one of these codes, if any has it.
    pub fn coding_at(&self, source: &SourceId, span: Span, codes: &[CodeId]) -> Option<CodingId> {
        let is_here = |f: &&Finding| f.span == span && f.source == *source;
        let here = || self.layer.findings.iter().filter(is_here);
        let of_them = here().find(|f| codes.contains(&f.code));
        let finding = of_them.or_else(|| here().next())?;
        finding.codings.first().copied()
    }

    fn grounds<'f>(&'f self, view: &'f View) -> FindingsByCode<'f> {
        FindingsByCode::again(&self.layer, view.codebook(), self.arranged.clone())
    }
}

/// The codes behind a theme with its subthemes, or the code itself; merged ones as what they are now.
pub fn codes_behind(node: Node, view: &View) -> Vec<CodeId> {
    let codes = match node {
        Node::Theme(theme) => codes_of(view.themes(), theme),
        Node::Code(code) => vec![code],
    };
    let now = codes.into_iter().map(|c| view.codebook().resolve(c));
    now.collect()
}

/// Whether a segment shares text with one of these, which stand in order of source and position.
fn shares_text(one: &Evidence, others: &[Evidence]) -> bool {
    let from = others.partition_point(|o| o.source < one.source);
    let here = others[from..].iter();
    let mut here = here.take_while(|o| o.source == one.source && o.span.start < one.span.end);
    here.any(|o| o.span.overlap(one.span) > 0)
}
