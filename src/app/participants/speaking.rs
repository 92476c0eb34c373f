//! Who speaks where, counted once for each text.

use crate::app::context::Context;
use crate::model::ids::SourceId;
use crate::model::source::{Document, SpeakerSetting};
use crate::report::{Spoken, spoken_in};
use crate::work::effect::Effect;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What was counted of one source, and what it depends on.
#[derive(Clone, Debug)]
struct Counted {
    document: Arc<Document>,
    settings: Vec<SpeakerSetting>,
    names: (String, Option<String>),
    spoken: Vec<Spoken>,
}

/// Bytes of text counted at once: so many that no key has to wait for it.
const AT_ONCE: usize = 1_500_000;

#[derive(Clone, Debug, Default)]
pub(super) struct Speaking {
    /// Sources whose texts are here and not counted yet.
    pub waiting: usize,
    /// Sources of which nothing is known yet, and all.
    pub missing: (usize, usize),
    counted: BTreeMap<SourceId, Counted>,
    /// Sources whose texts were asked for.
    asked: BTreeSet<SourceId>,
}

impl Speaking {
    /// Asks for texts that are not here and were not asked for.
    pub fn load(&mut self, cx: &Context) -> Vec<Effect> {
        let all = cx.view.collected().map(|s| &s.id);
        let new = all.filter(|id| !cx.documents.contains_key(*id) && !self.asked.contains(*id));
        let new: Vec<SourceId> = new.cloned().collect();
        self.asked.extend(new.iter().cloned());
        match new.is_empty() {
            true => Vec::new(),
            false => vec![cx.load(new)],
        }
    }

    /// Everybody who speaks in the texts that are here, as far as they are counted.
    pub fn spoken(&mut self, cx: &Context) -> Vec<Spoken> {
        let (mut all, mut room) = (Vec::new(), AT_ONCE);
        self.waiting = 0;
        let mut missing = 0;
        for source in cx.view.collected() {
            let Some(document) = cx.documents.get(&source.id) else {
                missing += 1;
                continue;
            };
            let names = (cx.view.source_name(&source.id), source.apart.clone());
            let is_current = |c: &&Counted| {
                Arc::ptr_eq(&c.document, document)
                    && c.settings == source.speakers
                    && c.names == names
            };
            if self.counted.get(&source.id).filter(is_current).is_none() {
                if room == 0 {
                    (self.waiting, missing) = (self.waiting + 1, missing + 1);
                    continue;
                }
                room = room.saturating_sub(document.text.as_str().len());
                let counted = Counted {
                    document: document.clone(),
                    settings: source.speakers.clone(),
                    spoken: spoken_in(&cx.view, source, document),
                    names,
                };
                self.counted.insert(source.id.clone(), counted);
            }
            let counted = self.counted.get(&source.id);
            all.extend(counted.into_iter().flat_map(|c| c.spoken.iter().cloned()));
        }
        self.missing = (missing, cx.view.collected().count());
        all
    }
}
