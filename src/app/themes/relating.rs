//! Relations between themes and codes.

use super::outline::Row;
use super::{Ask, Themes};
use crate::acts::themes::related;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::model::coding::MemoOn;
use crate::model::event::Change;
use crate::model::theme::{Node, RELATION_KINDS};
use crate::report::memos::relation;
use crate::report::words::counted;
use crate::work::effect::Effect;

/// The theme or code a picked value stands for.
pub(super) fn node_of(value: &Value) -> Option<Node> {
    match value {
        Value::Theme(theme) => Some(Node::Theme(*theme)),
        Value::Code(code) => Some(Node::Code(*code)),
        _ => None,
    }
}

impl Themes {
    pub(super) fn pick_other_end(&mut self, row: Row, cx: &mut Context) -> Vec<Effect> {
        let Some(from) = row.node() else {
            return Vec::new();
        };
        let entries = self.node_entries(Some(from), cx);
        if entries.is_empty() {
            return cx.say("there is nothing to relate it to yet: a adds a theme");
        }
        let title = format!("Relate {} to", self.node_name(from, cx));
        cx.pick(title, Ask::RelateTo(from), entries)
    }

    /// Asks how they are related: the usual kinds, those used in this study, or words typed.
    pub(super) fn pick_kind(&mut self, from: Node, to: Node, cx: &mut Context) -> Vec<Effect> {
        let mut kinds: Vec<String> = RELATION_KINDS.map(str::to_owned).to_vec();
        for relation in &cx.view.themes().relations {
            if !kinds.contains(&relation.kind) {
                kinds.push(relation.kind.clone());
            }
        }
        let (a, b) = (self.node_name(from, cx), self.node_name(to, cx));
        let entries = kinds
            .into_iter()
            .map(|kind| {
                let detail = format!("{a} {kind} {b}");
                Entry::new(kind.clone(), Value::Text(kind)).detail(detail)
            })
            .collect();
        let purpose = Ask::RelationKind(from, to);
        let picker = Picker::new(format!("{a} … {b}"), purpose, entries).creating("relation");
        cx.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    pub(super) fn pick_relation(&mut self, row: Row, cx: &mut Context) -> Vec<Effect> {
        let Some(node) = row.node() else {
            return Vec::new();
        };
        let relations = cx.view.themes().relations.iter();
        let entries: Vec<Entry> = relations
            .filter(|r| r.from == node || r.to == node)
            .map(|r| Entry::new(self.relation_words(r, node, cx), Value::Relation(r.id)))
            .collect();
        let title = format!("Drop a relation of {}", self.node_name(node, cx));
        cx.pick(title, Ask::DropRelation(node), entries)
    }

    /// Lists memos on a theme or code; where it has relations, one says first whether on one of these.
    pub(super) fn pick_memos_of(&mut self, row: Row, cx: &mut Context) -> Vec<Effect> {
        let Some(node) = row.node() else {
            return Vec::new();
        };
        let (value, on) = match node {
            Node::Theme(id) => (Value::Theme(id), MemoOn::Theme(id)),
            Node::Code(id) => (Value::Code(id), MemoOn::Code(id)),
        };
        if cx.view.themes().density(node) == 0 {
            return cx.memos_on(on);
        }
        let count = |on: &MemoOn| counted(cx.view.memos_on(on).count(), "memo");
        let mut entries = vec![Entry::new(self.node_name(node, cx), value).beside(count(&on))];
        let relations = cx.view.themes().relations.iter();
        let of_node = relations.filter(|r| r.from == node || r.to == node);
        entries.extend(of_node.map(|r| {
            let words = relation(r.id, &cx.view).unwrap_or_default();
            Entry::new(words, Value::Relation(r.id)).beside(count(&MemoOn::Relation(r.id)))
        }));
        cx.pick("Memos on", Ask::MemosOf, entries)
    }

    pub(super) fn relation_picked(
        &mut self,
        ask: &Ask,
        values: &[Value],
        created: Option<String>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        match (ask, values.first(), created) {
            (Ask::RelateTo(from), Some(value), _) => match node_of(value) {
                Some(to) => self.pick_kind(*from, to, cx),
                None => Vec::new(),
            },
            (Ask::RelationKind(from, to), Some(Value::Text(kind)), _) => {
                self.relate(*from, *to, kind.clone(), cx)
            }
            (Ask::RelationKind(from, to), _, Some(kind)) => self.relate(*from, *to, kind, cx),
            (Ask::MemosOf, Some(Value::Theme(id)), _) => cx.memos_on(MemoOn::Theme(*id)),
            (Ask::MemosOf, Some(Value::Code(id)), _) => cx.memos_on(MemoOn::Code(*id)),
            (Ask::MemosOf, Some(Value::Relation(id)), _) => cx.memos_on(MemoOn::Relation(*id)),
            (Ask::DropRelation(_), Some(Value::Relation(relation)), _) => {
                cx.note("dropped the relation · z brings it back");
                cx.save(vec![Change::RelationDropped {
                    relation: *relation,
                }])
            }
            _ => Vec::new(),
        }
    }

    fn relate(&mut self, from: Node, to: Node, kind: String, cx: &mut Context) -> Vec<Effect> {
        match related(&cx.view, from, to, kind) {
            Ok(change) => cx.save(vec![change]),
            Err(why) => cx.say(why),
        }
    }
}
