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

#[derive(Clone, Debug, Default)]
pub(super) struct Speaking {
    counted: BTreeMap<SourceId, Counted>,
    /// Sources whose texts were asked for.
    asked: BTreeSet<SourceId>,
}

impl Speaking {
    /// Asks for texts that are not here and were not asked for.
    pub fn load(&mut self, cx: &Context) -> Vec<Effect> {
        let all = cx.view.sources().iter().map(|s| &s.id);
        let new = all.filter(|id| !cx.documents.contains_key(*id) && !self.asked.contains(*id));
        let new: Vec<SourceId> = new.cloned().collect();
        self.asked.extend(new.iter().cloned());
        match new.is_empty() {
            true => Vec::new(),
            false => vec![cx.load(new)],
        }
    }

    /// Everybody who speaks in the texts that are here.
    pub fn spoken(&mut self, cx: &Context) -> Vec<Spoken> {
        let mut all = Vec::new();
        for source in cx.view.sources() {
            let Some(document) = cx.documents.get(&source.id) else {
                continue;
            };
            let names = (cx.view.source_name(&source.id), source.apart.clone());
            let is_current = |c: &&Counted| {
                Arc::ptr_eq(&c.document, document)
                    && c.settings == source.speakers
                    && c.names == names
            };
            if self.counted.get(&source.id).filter(is_current).is_none() {
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
        all
    }
}
