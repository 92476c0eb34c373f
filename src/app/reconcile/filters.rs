//! Showing a part of the queue: one code, one source, one kind of difference…

use super::only::Only;
use super::{Ask, Reconcile, Shows, Stand};
use crate::app::context::{Context, Request};
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::model::ids::{CodeId, SourceId};
use crate::model::verdict::ReasonKind;
use crate::reconcile::item::ItemKind;
use crate::work::effect::Effect;
use std::collections::{BTreeMap, HashMap};

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
    /// Takes filters; the queue is put together anew.
    fn take_filters(&mut self, only: Vec<Only>) {
        (self.only, self.version, self.at) = (only, 0, None);
    }
}

impl Reconcile {
    /// What is filtered by, in words; empty where nothing is.
    pub fn filtered_by(&self, cx: &Context) -> String {
        let words: Vec<String> = self.only.iter().map(|o| o.words(&cx.view)).collect();
        words.join(", ")
    }

    /// Lists what the queue can be narrowed to, with how many items each has.
    pub(super) fn ask_filter(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(sheet) = self.sheet.clone() else {
            return cx.say("there is nothing to settle here");
        };
        let codebook = cx.view.codebook();
        let mut kinds: BTreeMap<ItemKind, usize> = BTreeMap::new();
        let mut stands: Vec<(Stand, usize)> = Vec::new();
        let mut codes: HashMap<CodeId, usize> = HashMap::new();
        let mut sources: HashMap<&SourceId, usize> = HashMap::new();
        let mut unsure = 0;
        for (item, stand) in sheet.items().iter().zip(&self.stands) {
            match stands.iter_mut().find(|(s, _)| s == stand) {
                Some((_, n)) => *n += 1,
                None => stands.push((*stand, 1)),
            }
            if !stand.in_queue() {
                continue;
            }
            *kinds.entry(item.kind.clone()).or_default() += 1;
            *sources.entry(&item.source).or_default() += 1;
            unsure += usize::from(item.is_unsure());
            let mut here: Vec<CodeId> = item.all().map(|c| codebook.resolve(c.code)).collect();
            here.sort_unstable();
            here.dedup();
            for code in here {
                *codes.entry(code).or_default() += 1;
            }
        }
        let mut reasons: BTreeMap<ReasonKind, usize> = BTreeMap::new();
        for verdict in cx.view.verdicts_of(sheet.round.id) {
            *reasons.entry(verdict.kind).or_default() += 1;
        }
        stands.sort_by_key(|(stand, _)| SHOWN.iter().position(|s| s == stand));
        let mut found: Vec<(Only, usize, &str)> = Vec::new();
        found.extend(kinds.into_iter().map(|(k, n)| (Only::Kind(k), n, "kind")));
        found.extend(
            stands
                .into_iter()
                .map(|(s, n)| (Only::Stand(s), n, "state")),
        );
        found.extend((unsure > 0).then_some((Only::Unsure, unsure, "certainty")));
        found.extend(
            reasons
                .into_iter()
                .map(|(r, n)| (Only::Reason(r), n, "reason")),
        );
        let of_code = codebook
            .all()
            .filter_map(|c| Some((c.id, *codes.get(&c.id)?)));
        found.extend(of_code.map(|(c, n)| (Only::Code(c), n, "code")));
        let of_source = cx.view.sources().iter();
        let of_source = of_source.filter_map(|s| Some((s.id.clone(), *sources.get(&s.id)?)));
        found.extend(of_source.map(|(s, n)| (Only::Source(s), n, "source")));
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

    pub(super) fn set_filters(&mut self, values: &[Value], cx: &mut Context) -> Vec<Effect> {
        let only = |v: &Value| match v {
            Value::Only(only) => Some((**only).clone()),
            _ => None,
        };
        let only: Vec<Only> = values.iter().filter_map(only).collect();
        let aside = |o: &Only| matches!(o, Only::Stand(s) if !s.in_queue());
        self.shows = match only.iter().any(aside) {
            true => Shows::All,
            false => Shows::Differences,
        };
        self.take_filters(only);
        self.refresh_all(cx);
        Vec::new()
    }

    /// Shows the differences of one code only; what agreed in it where nothing differs.
    pub(crate) fn narrow_to(&mut self, code: CodeId, cx: &mut Context) -> Vec<Effect> {
        self.take_filters(vec![Only::Code(code)]);
        self.shows = Shows::Differences;
        self.refresh_all(cx);
        if self.rows.is_empty() {
            (self.shows, self.version) = (Shows::All, 0);
            self.refresh_all(cx);
        }
        self.resume(cx);
        cx.request(Request::Remember)
    }
}
