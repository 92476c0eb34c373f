//! Relations opened: the memos on one, and the segments it rests on.

use super::outline::Row;
use super::{Ask, Themes};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::model::coding::MemoOn;
use crate::model::ids::RelationId;
use crate::model::theme::{EvidenceOn, Node, Relation};
use crate::model::wrap::brief;
use crate::report::memos::relation;
use crate::report::words::counted;
use crate::work::effect::Effect;

impl Themes {
    /// The relations of a theme or code: the only one opens at once.
    pub(super) fn pick_relation_to_open(&mut self, row: Row, cx: &mut Context) -> Vec<Effect> {
        let Some(node) = row.node() else {
            return Vec::new();
        };
        let of_node: Vec<Relation> = relations_of(node, cx);
        if let [one] = &of_node[..] {
            return self.open_relation(one.id, cx);
        }
        let entry = |r: &Relation| {
            let memos = cx.view.memos_on(&MemoOn::Relation(r.id)).count();
            let mut beside = self.rest_words(r.id);
            if memos > 0 {
                let memos = counted(memos, "memo");
                beside = match beside.is_empty() {
                    true => memos,
                    false => format!("{beside}, {memos}"),
                };
            }
            let words = self.relation_words(r, node, cx);
            Entry::new(words, Value::Relation(r.id)).beside(beside)
        };
        let entries = of_node.iter().map(entry).collect();
        let title = format!("Relations of {}", self.node_name(node, cx));
        cx.pick(title, Ask::OpenRelation, entries)
    }

    /// What a relation rests on, in words; nothing where nobody has said.
    pub(super) fn rest_words(&self, relation: RelationId) -> String {
        let figures = self.figures();
        figures.map_or_else(String::new, |f| {
            f.marks.count(EvidenceOn::Relation(relation)).rest_words()
        })
    }

    /// A relation with its memos, then the segments that show it or speak against it.
    pub(super) fn open_relation(&mut self, id: RelationId, cx: &mut Context) -> Vec<Effect> {
        let Some(words) = relation(id, &cx.view) else {
            return cx.say("this relation was dropped");
        };
        let words = brief(&words, 42);
        let on = MemoOn::Relation(id);
        let memos = cx.view.memos_on(&on);
        let mut entries: Vec<Entry> = memos
            .map(|memo| {
                let line = memo.text.lines().next().unwrap_or_default();
                Entry::new(line, Value::Memo(memo.id))
                    .beside(format!("memo of {}", memo.coder))
                    .detail(memo.text.clone())
            })
            .collect();
        entries.push(Entry::new("+ write a memo", Value::Relation(id)));
        entries.push(Entry::new("+ choose segments that show it", Value::Another));
        let on = EvidenceOn::Relation(id);
        let marked = self.figures().map_or(&[][..], |f| f.marks.on(on));
        entries.extend(marked.iter().map(|segment| self.marked_entry(segment, cx)));
        let title = match self.rest_words(id) {
            none if none.is_empty() => format!("{words}: no segments yet"),
            rests => format!("{words}: {rests}"),
        };
        cx.pick(title, Ask::OfRelation(id), entries)
    }

    /// Goes to the other end of a relation.
    pub(super) fn follow(&mut self, row: Row, cx: &mut Context) -> Vec<Effect> {
        let Some(node) = row.node() else {
            return Vec::new();
        };
        let of_node = relations_of(node, cx);
        if let [one] = &of_node[..] {
            self.follow_to(one, node, cx);
            return Vec::new();
        }
        let entry =
            |r: &Relation| Entry::new(self.relation_words(r, node, cx), Value::Relation(r.id));
        let entries = of_node.iter().map(entry).collect();
        let title = format!("From {} along", self.node_name(node, cx));
        cx.pick(title, Ask::Follow(node), entries)
    }

    fn follow_to(&mut self, relation: &Relation, from: Node, cx: &mut Context) {
        let to = match relation.from == from {
            true => relation.to,
            false => relation.from,
        };
        self.go_to_node(to, cx);
        cx.mention(format!(
            "{} {}",
            self.relation_words(relation, from, cx),
            match self.rest_words(relation.id) {
                none if none.is_empty() => none,
                rests => format!("({rests})"),
            }
        ));
    }

    pub(super) fn of_relation(&mut self, ask: &Ask, value: Value, cx: &mut Context) -> Vec<Effect> {
        match (ask, value) {
            (Ask::OpenRelation, Value::Relation(id)) => self.open_relation(id, cx),
            (Ask::Follow(from), Value::Relation(id)) => {
                if let Some(relation) = cx.view.themes().relation(id).cloned() {
                    self.follow_to(&relation, *from, cx);
                }
                Vec::new()
            }
            (Ask::OfRelation(_), Value::Memo(id)) => cx.show_memo(id),
            (Ask::OfRelation(_), Value::Relation(id)) => cx.edit_memo(MemoOn::Relation(id)),
            (Ask::OfRelation(id), Value::Another) => {
                self.pick_to_mark(EvidenceOn::Relation(*id), cx)
            }
            (Ask::OfRelation(id), Value::Place(source, span)) => {
                self.pick_of_marked(EvidenceOn::Relation(*id), source, span, cx)
            }
            _ => Vec::new(),
        }
    }
}

fn relations_of(node: Node, cx: &Context) -> Vec<Relation> {
    let all = cx.view.themes().relations.iter();
    let of_node = all.filter(|r| r.from == node || r.to == node);
    of_node.cloned().collect()
}
