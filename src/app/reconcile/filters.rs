//! Showing a part of the queue: one code, one source, one kind of difference…

use super::{Ask, Reconcile};
use crate::app::context::{Context, Request};
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::model::ids::CodeId;
use crate::model::verdict::ReasonKind;
use crate::reconcile::only::Only;
use crate::reconcile::queue::{Arranged, Shows};
use crate::reconcile::stand::Stand;
use crate::work::effect::Effect;
use std::collections::BTreeMap;

/// States in the order they are offered: what is to be done first.
const SHOWN: [Stand; 11] = [
    Stand::Open,
    Stand::Partly,
    Stand::Again,
    Stand::Conflicting,
    Stand::Proposed,
    Stand::Awaited,
    Stand::Parked,
    Stand::Settled,
    Stand::Conference,
    Stand::ByRule,
    Stand::Agreed,
];

impl Reconcile {
    /// What is filtered by, in words; empty where nothing is.
    pub fn filtered_by(&self, cx: &Context) -> String {
        let only = self.queue.arranged.only.iter();
        let words: Vec<String> = only.map(|o| o.words(&cx.view)).collect();
        words.join(", ")
    }

    /// Lists what the queue can be narrowed to, with how many items each has.
    pub(super) fn ask_filter(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(sheet) = self.sheet.clone() else {
            return cx.say("there is nothing to settle here");
        };
        let codebook = cx.view.codebook();
        let mut stands: Vec<(Stand, usize)> = Vec::new();
        for stand in &self.queue.stands {
            match stands.iter_mut().find(|(s, _)| s == stand) {
                Some((_, n)) => *n += 1,
                None => stands.push((*stand, 1)),
            }
        }
        let sorts = &self.queue.sorts;
        let mut reasons: BTreeMap<ReasonKind, usize> = BTreeMap::new();
        for verdict in cx.view.verdicts_of(sheet.round.id) {
            *reasons.entry(verdict.kind).or_default() += 1;
        }
        stands.sort_by_key(|(stand, _)| SHOWN.iter().position(|s| s == stand));
        let mut found: Vec<(Only, usize, &str)> = Vec::new();
        let kinds = sorts.kinds.iter().map(|(k, n)| (k.clone(), *n));
        found.extend(kinds.map(|(k, n)| (Only::Kind(k), n, "kind")));
        found.extend(
            stands
                .into_iter()
                .map(|(s, n)| (Only::Stand(s), n, "state")),
        );
        found.push((Only::Unsure, sorts.unsure, "certainty"));
        found.extend(
            reasons
                .into_iter()
                .map(|(r, n)| (Only::Reason(r), n, "reason")),
        );
        let of_code = codebook
            .all()
            .filter_map(|c| Some((c.id, *sorts.codes.get(&c.id)?)));
        found.extend(of_code.map(|(c, n)| (Only::Code(c), n, "code")));
        let of_source = cx.view.sources().iter();
        let of_source = of_source.filter_map(|s| Some((s.id.clone(), *sorts.sources.get(&s.id)?)));
        found.extend(of_source.map(|(s, n)| (Only::Source(s), n, "source")));
        found.retain(|(_, n, _)| *n > 0);
        let entry = |(only, n, what): &(Only, usize, &str)| {
            let value = Value::Only(Box::new(only.clone()));
            Entry::new(only.words(&cx.view), value).beside(format!("{what} · {n}"))
        };
        let entries = found.iter().map(entry).collect();
        let title = "Show only (Tab marks several; Esc on the queue shows all)";
        let picker = Picker::new(title, Ask::Filter, entries).several();
        cx.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    pub(super) fn set_filters(&mut self, values: &[Value]) {
        let only = |v: &Value| match v {
            Value::Only(only) => Some((**only).clone()),
            _ => None,
        };
        let only: Vec<Only> = values.iter().filter_map(only).collect();
        let aside = |o: &Only| matches!(o, Only::Stand(s) if !s.in_queue());
        let shows = match only.iter().any(aside) {
            true => Shows::All,
            false => Shows::Differences,
        };
        self.narrow(shows, only);
    }

    fn narrow(&mut self, shows: Shows, only: Vec<Only>) {
        self.wanted = Arranged {
            order: self.wanted.order,
            else_all: false,
            shows,
            only,
        };
    }

    /// Shows the differences of one code only; what agreed in it where nothing differs.
    pub(crate) fn narrow_to(&mut self, code: CodeId, cx: &mut Context) -> Vec<Effect> {
        self.narrow(Shows::Differences, vec![Only::Code(code)]);
        (self.wanted.else_all, self.lands) = (true, true);
        cx.request(Request::Remember)
    }
}
