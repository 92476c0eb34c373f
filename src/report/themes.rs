//! Themes with what stands behind them.

use super::basis::waiting_words;
use super::map_figures::basis::basis;
use super::map_figures::{MarkedSegment, Marks};
use super::{Narrowing, Texts, background_json};
use crate::export::graph::{Graph, GraphEdge, GraphNode};
use crate::model::ids::{CodeId, SourceId};
use crate::model::layer::Layer;
use crate::model::text::Span;
use crate::model::theme::{EvidenceOn, Judged, Node, Relation, Theme, ThemeMap};
use crate::model::view::View;
use crate::reconcile::layer::analysis_layer;
use crate::report::claims::counted_by_label;
use crate::themes::{Count, Evidence, FindingsByCode, Look, MapLayout, layout};
use serde_json::{Value, json};

/// The analysis layer of a view with the texts it speaks of.
pub struct Findings<'a> {
    view: &'a View,
    texts: Texts<'a>,
    pub layer: Layer,
    /// Segments marked as evidence.
    pub marks: Marks,
    /// What is counted alone, if not everything.
    subgroup: Option<Narrowing>,
}

impl<'a> Findings<'a> {
    /// On what the findings of each source rest, in words.
    pub fn basis(&self) -> String {
        let basis = basis(&self.layer, self.view);
        match &self.subgroup {
            Some(subgroup) => format!("only {}; {basis}", subgroup.words()),
            None => basis,
        }
    }

    pub fn new(view: &'a View, texts: Texts<'a>) -> Findings<'a> {
        let layer = analysis_layer(view);
        Findings {
            view,
            texts,
            marks: Marks::of(view, texts, &layer, None),
            layer,
            subgroup: None,
        }
    }

    /// What is counted alone, in words; nothing if everything is.
    pub fn subgroup_words(&self) -> Option<String> {
        self.subgroup.as_ref().map(Narrowing::words)
    }

    /// The same of some participants or sources alone.
    pub fn of_subgroup(mut self, subgroup: Option<Narrowing>) -> Findings<'a> {
        if let Some(subgroup) = &subgroup {
            subgroup.narrow(self.texts, &mut self.layer.findings);
            self.marks = Marks::of(self.view, self.texts, &self.layer, Some(subgroup));
        }
        self.subgroup = subgroup;
        self
    }

    pub fn grounds(&self) -> FindingsByCode<'_> {
        let speaking = |source: &SourceId, span: Span| self.texts.speaking(source, span);
        FindingsByCode::new(&self.layer, self.view.codebook(), &speaking)
    }

    /// The map laid out, with counts, in `width` columns if it can be.
    pub fn map(&self, grounds: &FindingsByCode<'_>, width: usize) -> MapLayout {
        let themes = self.view.themes();
        let counting = |node: Node| {
            let count = grounds.count(themes, node);
            Some((count.segments, count.participants))
        };
        layout(
            themes,
            self.view.codebook(),
            &counting,
            width,
            &Look::default(),
        )
    }

    /// The map as a graph: themes, the codes placed below them and whatever is related to them.
    pub fn graph(&self, study: &str) -> Graph {
        let (map, grounds) = (self.view.themes(), self.grounds());
        let mut places: Vec<Node> = map.themes.iter().map(|t| Node::Theme(t.id)).collect();
        let codes = map
            .themes
            .iter()
            .flat_map(|t| t.codes.iter().copied().map(Node::Code));
        let ends = map.relations.iter().flat_map(|r| [r.from, r.to]);
        for node in codes.chain(ends) {
            if !places.contains(&node) {
                places.push(node);
            }
        }
        let place = |node: Node| places.iter().position(|n| *n == node);
        let theme = |node: &Node| match node {
            Node::Theme(id) => map.theme(*id),
            Node::Code(_) => None,
        };
        let nodes = places.iter().map(|node| {
            let count = grounds.count(map, *node);
            let theme = theme(node);
            let marks = theme.map_or_else(Default::default, |t| {
                self.marks.count(EvidenceOn::Theme(t.id))
            });
            let judged = theme.and_then(|t| t.judged.last());
            GraphNode {
                name: self.name(*node),
                is_theme: theme.is_some(),
                statement: theme.map_or_else(String::new, |t| t.statement.clone()),
                segments: count.segments,
                people: count.participants,
                negative: marks.negative,
                vivid: marks.vivid,
                robust: judged.map_or("", |j| j.robust.words()).to_owned(),
            }
        });
        let edge = |from: Node, to: Node| {
            Some(GraphEdge {
                from: place(from)?,
                to: place(to)?,
                ..GraphEdge::default()
            })
        };
        let below = map.themes.iter().flat_map(|t| {
            let parent = t
                .parent
                .map(|parent| (Node::Theme(t.id), Node::Theme(parent)));
            let codes = t
                .codes
                .iter()
                .map(|code| (Node::Code(*code), Node::Theme(t.id)));
            parent.into_iter().chain(codes)
        });
        let below = below.filter_map(|(from, to)| edge(from, to));
        let related = map.relations.iter().filter_map(|r| {
            let (negative, shown) = self.places_on(EvidenceOn::Relation(r.id));
            Some(GraphEdge {
                relation: Some(r.kind.clone()),
                shown,
                negative,
                ..edge(r.from, r.to)?
            })
        });
        Graph {
            title: format!("{study}: theme map"),
            nodes: nodes.collect(),
            edges: below.chain(related).collect(),
        }
    }

    /// Where the negative cases of a theme or relation stand, and what shows it.
    fn places_on(&self, on: EvidenceOn) -> (Vec<String>, Vec<String>) {
        let marked = self.marks.on(on).iter();
        let (against, shown): (Vec<&MarkedSegment>, Vec<_>) = marked.partition(|m| m.is_against());
        let place = |m: &MarkedSegment| self.texts.place(&m.source, m.span);
        let places = |all: Vec<&MarkedSegment>| all.into_iter().map(place).collect();
        (places(against), places(shown))
    }

    /// Name of a theme or code.
    pub fn name(&self, node: Node) -> String {
        match node {
            Node::Theme(id) => self
                .view
                .themes()
                .theme(id)
                .map_or_else(|| "(theme not here yet)".to_owned(), |t| t.name.clone()),
            Node::Code(id) => self.view.codebook().name(id).to_owned(),
        }
    }

    /// What is to be said of people counted by a label that names nobody; nothing where none is.
    pub fn label_words(&self) -> Option<String> {
        counted_by_label(&self.texts.labels_alone(&self.layer.findings))
    }

    pub fn json(&self) -> Value {
        let grounds = self.grounds();
        let map = self.view.themes();
        let relation = |r: &Relation| {
            let on = EvidenceOn::Relation(r.id);
            json!({
                "from": self.node_json(r.from),
                "kind": r.kind,
                "to": self.node_json(r.to),
                "count": self.marks.count(on),
                "marked": self.marked_json(on),
            })
        };
        let unplaced = grounds.unplaced(map);
        json!({
            "themes": map.themes.iter().map(|t| self.theme_json(t, map, &grounds)).collect::<Vec<_>>(),
            "relations": map.relations.iter().map(relation).collect::<Vec<_>>(),
            "only": self.subgroup_words(),
            "waiting": waiting_words(&self.layer, self.view),
            "labels": self.label_words(),
            "codes_under_no_theme": unplaced.iter().map(|c| self.code_json(*c, &grounds)).collect::<Vec<_>>(),
        })
    }

    fn node_json(&self, node: Node) -> Value {
        let what = match node {
            Node::Theme(_) => "theme",
            Node::Code(_) => "code",
        };
        json!({ "is": what, "name": self.name(node) })
    }

    fn theme_json(&self, theme: &Theme, map: &ThemeMap, grounds: &FindingsByCode<'_>) -> Value {
        let parent = theme.parent.map(|p| self.name(Node::Theme(p)));
        let evidence = grounds.of_theme(map, theme.id);
        json!({
            "name": theme.name,
            "statement": theme.statement,
            "parent": parent,
            "depth": theme.depth,
            "by": theme.by,
            "relations": map.density(Node::Theme(theme.id)),
            "count": Count::of(&evidence),
            "codes": theme.codes.iter().map(|c| self.code_json(*c, grounds)).collect::<Vec<_>>(),
            "segments": evidence.iter().map(|e| self.segment_json(e)).collect::<Vec<_>>(),
            "marks": self.marks.count(EvidenceOn::Theme(theme.id)),
            "marked": self.marked_json(EvidenceOn::Theme(theme.id)),
            "judged": theme.judged.iter().map(judged_json).collect::<Vec<_>>(),
        })
    }

    /// The segments marked as evidence.
    fn marked_json(&self, on: EvidenceOn) -> Vec<Value> {
        let segment = |segment: &MarkedSegment| {
            let codes = segment.codes.iter();
            let codes: Vec<&str> = codes.map(|c| self.view.codebook().name(*c)).collect();
            let marks = segment.marks.iter().map(|m| {
                json!({
                    "by": m.by,
                    "at": m.at.minute(),
                    "negative": m.bearing.against,
                    "vivid": m.bearing.vivid,
                    "quoted": m.bearing.quoted,
                    "withheld": m.bearing.withheld,
                    "note": m.bearing.note,
                })
            });
            json!({
                "place": self.texts.place(&segment.source, segment.span),
                "source": self.texts.name(&segment.source),
                "start": segment.span.start,
                "end": segment.span.end,
                "codes": codes,
                "participants": self.texts.speaking(&segment.source, segment.span),
                "negative": segment.is_against(),
                "vivid": segment.is_vivid(),
                "marks": marks.collect::<Vec<_>>(),
                "quote": self.texts.quote(&segment.source, segment.span),
                "background": background_json(self.texts, &segment.source, segment.span),
            })
        };
        self.marks.on(on).iter().map(segment).collect()
    }

    fn code_json(&self, code: CodeId, grounds: &FindingsByCode<'_>) -> Value {
        json!({
            "code": self.view.codebook().name(code),
            "count": grounds.count(self.view.themes(), Node::Code(code)),
        })
    }

    fn segment_json(&self, segment: &Evidence) -> Value {
        let codes = segment.codes.iter();
        let names: Vec<&str> = codes.map(|c| self.view.codebook().name(*c)).collect();
        json!({
            "place": self.texts.place(&segment.source, segment.span),
            "source": self.texts.name(&segment.source),
            "start": segment.span.start,
            "end": segment.span.end,
            "codes": names,
            "participants": segment.participants,
            "standing": segment.standing.words(),
            "quote": self.texts.quote(&segment.source, segment.span),
            "background": background_json(self.texts, &segment.source, segment.span),
        })
    }
}

/// A judgement of how robust a theme is.
fn judged_json(judged: &Judged) -> Value {
    json!({
        "robustness": judged.robust.words(),
        "reason": judged.reason,
        "present": judged.present,
        "by": judged.by,
        "at": judged.at.minute(),
    })
}
