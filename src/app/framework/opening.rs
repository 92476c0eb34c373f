//! Opening a mapping: to which framework, by whom, and what it is called.

use super::{Ask, FrameworkScreen};
use crate::acts::mapping::{Asked, plan};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::app::presence::coder_entry;
use crate::app::screens::Picked;
use crate::model::event::Change;
use crate::model::ids::{CoderId, FrameworkId};
use crate::report::words::counted;
use crate::work::effect::Effect;

impl FrameworkScreen {
    pub(super) fn ask_framework(&mut self, cx: &mut Context) -> Vec<Effect> {
        match cx.view.frameworks() {
            [] => Vec::new(),
            [only] => {
                let only = only.id;
                self.ask_coders(only, cx)
            }
            several => {
                let rows = (0..).zip(several).map(|(at, f)| {
                    let many = counted(f.constructs.len(), "construct");
                    let entry = Entry::new(f.name.clone(), Value::Number(at));
                    entry.beside(many).detail(f.source.clone())
                });
                let rows = rows.collect();
                cx.pick("Map codes to which framework", Ask::Framework, rows)
            }
        }
    }

    pub(super) fn framework_chosen(&mut self, picked: &Picked, cx: &mut Context) -> Vec<Effect> {
        let Value::Number(at) = picked.first() else {
            return Vec::new();
        };
        let at = usize::try_from(at).unwrap_or_default();
        match cx.view.frameworks().get(at).map(|f| f.id) {
            Some(framework) => self.ask_coders(framework, cx),
            None => Vec::new(),
        }
    }

    fn ask_coders(&mut self, framework: FrameworkId, cx: &mut Context) -> Vec<Effect> {
        let coders = cx
            .view
            .in_order_of_joining(cx.view.coders().keys().cloned().collect());
        // As in the last round of two or more.
        let mut rounds = cx.view.rounds().iter().rev().map(|r| &r.plan.coders);
        let last = rounds.find(|coders| coders.len() > 1);
        let row = |c: &CoderId| (coder_entry(c), last.is_some_and(|l| l.contains(c)));
        let rows = coders.iter().map(row).collect();
        let title = "Who maps, apart from each other: Tab marks, Enter keeps";
        cx.pick_coders(title, Ask::Coders(framework), rows)
    }

    pub(super) fn ask_name(
        &mut self,
        framework: FrameworkId,
        values: &[Value],
        cx: &mut Context,
    ) -> Vec<Effect> {
        let coder = |v: &Value| match v {
            Value::Text(name) => Some(name.clone()),
            _ => None,
        };
        let coders: Vec<String> = values.iter().filter_map(coder).collect();
        if coders.len() < 2 {
            return cx
                .fail("codes are mapped by two coders at least, apart from each other: R again");
        }
        let usual = format!("Mapping {}", cx.view.mappings().len() + 1);
        let title = "Name of the mapping; it is blind until all have submitted";
        cx.ask_name(title, Ask::Name(framework, coders), &usual)
    }

    pub(super) fn open(
        &mut self,
        framework: FrameworkId,
        coders: &[String],
        name: &str,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let Some(framework) = cx.view.framework(framework) else {
            return Vec::new();
        };
        let asked = Asked {
            name,
            framework,
            coders: coders.iter().filter_map(|c| c.parse().ok()).collect(),
            under: None,
            blind: true,
        };
        match plan(&cx.view, asked) {
            Ok(plan) => {
                // The one that was opened is looked at once it is there.
                self.mapping = None;
                self.list = Default::default();
                cx.save(vec![Change::MappingOpened(plan.into())])
            }
            Err(why) => cx.fail(why),
        }
    }
}
