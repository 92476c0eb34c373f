//! Mapping codes: the constructs chosen out of those there are, submitting, going to another mapping.

use super::{Ask, FrameworkScreen};
use crate::acts::mapping::{choices, mapped, submitted, withdrawn};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::app::screens::Picked;
use crate::model::ids::{CodeId, ConstructId};
use crate::model::mapping::Mapping;
use crate::report::framework::words::{self, NONE_FITS};
use crate::report::words::counted;
use crate::work::effect::Effect;

/// What the row stands for that says that no construct fits.
const NONE: i32 = -1;

impl FrameworkScreen {
    pub(super) fn ask_constructs(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some((mapping, code)) = self.mapping(cx).zip(self.code(cx)) else {
            return Vec::new();
        };
        let now = mapping.now(&cx.me, code);
        let marked = now.map_or(&[][..], |m| &m.to);
        let called = cx.view.codebook().name(code);
        let title = format!("“{called}” stands for: Tab marks several, Enter keeps");
        let (entries, there) = entries(mapping, cx);
        let mut picker = Picker::new(title, Ask::Map(code, there.clone()), entries).several();
        let places = there.iter().enumerate();
        let places = places.filter(|(_, id)| marked.contains(id));
        // The row before them says that none fits.
        picker.marked = places.map(|(at, _)| at + 1).collect();
        cx.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    pub(super) fn map(
        &mut self,
        code: CodeId,
        there: &[ConstructId],
        picked: &Picked,
        cx: &mut Context,
    ) -> Vec<Effect> {
        match constructs(there, picked) {
            Ok(to) => self.say(code, &to, None, cx),
            Err(why) => cx.fail(why),
        }
    }

    pub(super) fn map_none(&mut self, cx: &mut Context) -> Vec<Effect> {
        match self.code(cx) {
            Some(code) => self.say(code, &[], None, cx),
            None => Vec::new(),
        }
    }

    /// What is to be said of how one mapped a code stands with the mapping of it.
    pub(super) fn note(&mut self, code: CodeId, text: &str, cx: &mut Context) -> Vec<Effect> {
        let now = self.mapping(cx).and_then(|m| m.now(&cx.me, code));
        match now.map(|m| m.to.clone()) {
            Some(to) => self.say(code, &to, Some(text), cx),
            None => cx.fail("map it first, then say something of it"),
        }
    }

    /// Maps a code, and goes on to the next that was not looked at.
    fn say(
        &mut self,
        code: CodeId,
        to: &[ConstructId],
        note: Option<&str>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let Some(mapping) = self.mapping(cx) else {
            return Vec::new();
        };
        let before = mapping.now(&cx.me, code).map_or("", |m| &m.note);
        let was_new = mapping.now(&cx.me, code).is_none();
        let change = mapped(
            &cx.view,
            mapping,
            &cx.me,
            code,
            (to, note.unwrap_or(before)),
        );
        match change {
            Ok(change) => {
                if mapping.plan.blind && mapping.is_over() {
                    cx.note("mapped in sight of the other's: it has no figure");
                }
                let effects = cx.save(vec![change]);
                if was_new {
                    self.go_on(cx);
                }
                effects
            }
            Err(why) => cx.fail(why),
        }
    }

    pub(super) fn ask_submit(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(mapping) = self.mapping(cx) else {
            return Vec::new();
        };
        let left = mapping.plan.codes.len() - mapping.done(&cx.me);
        let left = match left {
            0 => String::new(),
            n => format!(
                " {} not looked at will be in no figure.",
                counted(n, "code")
            ),
        };
        let text = format!(
            "Submit what you mapped in “{}”?{left} Once all have submitted, everybody sees it.",
            mapping.plan.name
        );
        cx.question(text, Ask::Submit)
    }

    pub(super) fn submit(&mut self, cx: &mut Context) -> Vec<Effect> {
        let change = self
            .mapping(cx)
            .map(|mapping| submitted(&cx.view, mapping, &cx.me));
        match change {
            Some(Ok(change)) => cx.save(vec![change]),
            Some(Err(why)) => cx.fail(why),
            None => Vec::new(),
        }
    }

    pub(super) fn withdraw(&mut self, cx: &mut Context) -> Vec<Effect> {
        match self.mapping(cx).map(|mapping| withdrawn(mapping, &cx.me)) {
            Some(Ok(change)) => cx.save(vec![change]),
            Some(Err(why)) => cx.fail(why),
            None => Vec::new(),
        }
    }

    pub(super) fn ask_code(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(mapping) = self.mapping(cx) else {
            return Vec::new();
        };
        let rows = (0..).zip(&mapping.plan.codes);
        let entries =
            rows.map(|(at, code)| Entry::new(words::code(&cx.view, *code), Value::Number(at)));
        let entries = entries.collect();
        cx.pick("Go to", Ask::Find, entries)
    }

    pub(super) fn found(&mut self, picked: &Picked, cx: &mut Context) -> Vec<Effect> {
        if let Value::Number(at) = picked.first() {
            let at = usize::try_from(at).unwrap_or_default();
            self.list.go(at, self.rows(cx), self.page(cx.size));
        }
        Vec::new()
    }

    pub(super) fn next_mapping(&mut self, cx: &mut Context) -> Vec<Effect> {
        let all = cx.view.mappings();
        let at = all.iter().position(|m| Some(m.id) == self.mapping);
        let next = &all[at.map_or(0, |at| (at + 1) % all.len())];
        self.mapping = Some(next.id);
        self.list = Default::default();
        let name = next.plan.name.clone();
        cx.say(name)
    }
}

/// A row for each construct that can be named, below one that says that none fits.
pub(super) fn entries(mapping: &Mapping, cx: &Context) -> (Vec<Entry>, Vec<ConstructId>) {
    let framework = cx.view.framework(mapping.plan.framework);
    let there = choices(&cx.view, mapping);
    let none = Entry::new(NONE_FITS, Value::Number(NONE));
    let rows = (0..).zip(&there).filter_map(|(at, id)| {
        let framework = framework?;
        let construct = framework.construct(*id)?;
        let path = framework.path(*id);
        let above = path
            .strip_suffix(construct.name.as_str())
            .unwrap_or_default();
        let above = above.trim_end_matches(" > ").to_owned();
        let text = &construct.text;
        let more = [("when", &text.include), ("not", &text.exclude)];
        let more = more.into_iter().filter(|(_, said)| !said.is_empty());
        let more: String = more
            .map(|(label, said)| format!("\n{label}: {said}"))
            .collect();
        let detail = format!("{}{more}", text.definition);
        let entry = Entry::new(construct.title(), Value::Number(at));
        Some(entry.beside(above).detail(detail))
    });
    (std::iter::once(none).chain(rows).collect(), there)
}

/// The constructs that were picked; none where the row that says so was.
pub(super) fn constructs(
    there: &[ConstructId],
    picked: &Picked,
) -> Result<Vec<ConstructId>, String> {
    let mut none = false;
    let mut to = Vec::new();
    for value in &picked.values {
        match value {
            Value::Number(NONE) => none = true,
            Value::Number(at) => to.extend(usize::try_from(*at).ok().and_then(|at| there.get(at))),
            _ => {}
        }
    }
    match none && !to.is_empty() {
        true => Err("a construct and that none fits cannot both be: mark one of these".into()),
        false => Ok(to.into_iter().copied().collect()),
    }
}
