//! The pickers of this screen.

use super::{Ask, Read};
use crate::app::context::Context;
use crate::app::memos::memo_entry;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::model::code::CodeKind;
use crate::model::coding::{Memo, MemoOn};
use crate::model::ids::{CodeId, CodingId};
use crate::model::text::Span;
use crate::report::searched::clause;
use crate::work::effect::Effect;

impl Context {
    /// Rows for choosing among codes: those used last first, then in the codebook's order.
    pub(crate) fn code_entries(&self, without: Option<CodeId>) -> Vec<Entry> {
        let codebook = self.view.codebook();
        let counts = self.own_counts();
        let recent = self.recent.iter().filter_map(|id| codebook.get(*id));
        let recent = recent.filter(|c| !c.retired);
        let rest = codebook.active().filter(|c| !self.recent.contains(&c.id));
        recent
            .chain(rest)
            .filter(|c| Some(c.id) != without && !self.view.is_left_behind(c))
            .map(|c| {
                let above: Vec<&str> = codebook
                    .ancestors(c.id)
                    .iter()
                    .rev()
                    .map(|p| codebook.name(*p))
                    .collect();
                let count = counts.get(&c.id).copied().unwrap_or(0);
                Entry::new(c.name.clone(), Value::Code(c.id))
                    .beside(format!("{}  {count}", above.join(" / ")))
                    .detail(clause(c))
            })
            .collect()
    }

    /// The same for what everybody sees at once: a code that is private to a blind round is not
    /// offered.
    pub(crate) fn public_code_entries(&self) -> Vec<Entry> {
        let shut = |id| self.view.is_shut(id);
        let public = |entry: &Entry| match entry.value {
            Value::Code(code) => {
                let code = self.view.codebook().get(code);
                !code.is_some_and(|c| c.private.is_some_and(shut))
            }
            _ => true,
        };
        self.code_entries(None).into_iter().filter(public).collect()
    }

    /// Opens the code picker for a verdict; while the codebook is frozen no code can be made.
    pub(crate) fn pick_public_code(
        &mut self,
        title: &str,
        ask: impl Into<crate::app::screens::Ask>,
    ) -> Vec<Effect> {
        let picker = Picker::new(title, ask, self.public_code_entries());
        let picker = match self.view.frozen_by() {
            Some(_) => picker,
            None => picker.creating("code"),
        };
        self.lay(Overlay::Picker(picker))
    }
}

impl Read {
    pub(super) fn pick_codes(&mut self, title: &str, ask: Ask, cx: &mut Context) -> Vec<Effect> {
        let picker = Picker::new(title, ask, cx.code_entries(None)).creating("code");
        cx.lay(Overlay::Picker(picker))
    }

    /// Whether there are codings or memos at the cursor.
    pub(super) fn is_anything_here(&self, cx: &Context) -> bool {
        !self.here().is_empty() || self.memos_here(cx).next().is_some()
    }

    /// The memos on the source, on its paragraph at the cursor, on the codings there.
    fn memos_here<'v>(&'v self, cx: &'v Context) -> impl Iterator<Item = &'v Memo> {
        let at = self.cursor;
        let here = self.selection().unwrap_or(Span {
            start: at,
            end: at + 1,
        });
        let paragraph = self.unit_at(super::cursor::Unit::Paragraph, at);
        let paragraph = paragraph.unwrap_or(here);
        let source = self.source.iter();
        let of_source = source.flat_map(|s| cx.view.memos_of_source(s));
        let of_source = of_source.filter(move |memo| match &memo.on {
            MemoOn::Segment(_, at) => at.overlap(paragraph) > 0,
            _ => true,
        });
        let codings = self.here().into_iter().map(|m| MemoOn::Coding(m.id));
        of_source.chain(codings.flat_map(|on| cx.view.memos_on(&on).collect::<Vec<_>>()))
    }

    /// Lists codings and memos at the cursor.
    pub(super) fn list_here(&mut self, cx: &mut Context) -> Vec<Effect> {
        let mut entries = Vec::new();
        for mark in self.here() {
            let sure = if mark.certain { "" } else { " · unsure" };
            entries.push(
                Entry::new(cx.view.codebook().name(mark.code), Value::Coding(mark.id))
                    .beside(format!("{}{sure}", mark.coder))
                    .detail(self.coding_detail(mark.id, cx)),
            );
        }
        entries.extend(self.memos_here(cx).map(memo_entry));
        cx.pick("Codings and memos here", Ask::Here, entries)
    }

    fn coding_detail(&self, id: CodingId, cx: &Context) -> String {
        let Some(coding) = cx.view.coding(id) else {
            return String::new();
        };
        let quote = self
            .document
            .as_ref()
            .map(|d| d.text.slice(coding.span).replace('\n', " "))
            .unwrap_or_default();
        let mut out = format!("“{quote}”");
        for memo in cx.view.memos_on(&MemoOn::Coding(id)) {
            out.push_str(&format!("\n{}: {}", memo.coder, memo.text));
        }
        if let Some(rating) = coding.rating {
            out.push_str(&format!("\nrated {rating}"));
        }
        if coding.via.is_some() {
            out.push_str("\nmade from a list of search hits");
        }
        out
    }

    pub(super) fn pick_rating(&self, ask: Ask, code: CodeId, cx: &mut Context) -> Vec<Effect> {
        let Some(code) = cx.view.codebook().get(code) else {
            return Vec::new();
        };
        let CodeKind::Rated(scale) = &code.kind else {
            let text = format!(
                "“{}” is a plain code: only rated codes carry a rating",
                code.name
            );
            return cx.say(text);
        };
        let entries = scale
            .iter()
            .map(|(value, label)| Entry::new(format!("{value}  {label}"), Value::Number(*value)))
            .collect();
        let title = format!("Rating for {}", code.name);
        cx.pick(title, ask, entries)
    }
}
