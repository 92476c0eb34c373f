//! Coders, sources, participants and attributes from their events.

use super::notice::FoldNotice;
use super::register::Register;
use crate::model::edits::Shifts;
use crate::model::event::{Change, Event, SourceField};
use crate::model::ids::{CoderId, SourceId};
use crate::model::limits::REVISIONS;
use crate::model::name;
use crate::model::natural::natural;
use crate::model::pieces::Piece;
use crate::model::source::{Source, SpeakerSetting, Speakers};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::mem::discriminant;
use std::sync::Arc;

/// Display names of coders who joined; the last name given counts.
pub(super) fn coders(ops: &[Arc<Event>]) -> BTreeMap<CoderId, String> {
    let mut coders = BTreeMap::new();
    for event in ops {
        if let Change::CoderJoined { name, .. } = &event.change {
            coders.insert(event.coder.clone(), name.clone());
        }
    }
    coders
}

/// Sources whose name is that of another, too, letter case aside.
pub(super) fn namesakes(sources: &[Source]) -> HashSet<SourceId> {
    let mut called: HashMap<String, Vec<&Source>> = HashMap::new();
    for source in sources {
        called
            .entry(name::key(&source.name))
            .or_default()
            .push(source);
    }
    let several = called.into_values().filter(|all| all.len() > 1);
    several.flatten().map(|s| s.id.clone()).collect()
}

/// Coders in the order they joined.
pub(super) fn joined(ops: &[Arc<Event>]) -> Vec<CoderId> {
    let mut joined: Vec<CoderId> = Vec::new();
    for event in ops {
        let joins = matches!(event.change, Change::CoderJoined { .. });
        if joins && !joined.contains(&event.coder) {
            joined.push(event.coder.clone());
        }
    }
    joined
}

/// What the events about sources come to.
#[derive(Default)]
pub(super) struct Resolved {
    /// By name.
    pub sources: Vec<Source>,
    /// Those that were taken out of the study, by name.
    pub taken_out: Vec<Source>,
    pub notices: Vec<FoldNotice>,
}

pub(super) fn resolve(ops: &[Arc<Event>]) -> Resolved {
    let mut sources: BTreeMap<SourceId, Source> = BTreeMap::new();
    for event in ops {
        if let Some(source) = added(event) {
            // Two machines may import one file: the first import names it.
            let mut source = source;
            let made_of = std::mem::take(&mut source.made_of);
            let here = sources.entry(source.id.clone()).or_insert(source);
            let new = made_of.into_iter().filter(|p| !here.made_of.contains(p));
            let new: Vec<Piece> = new.collect();
            here.made_of.extend(new);
        }
    }
    let mut gone: HashSet<&SourceId> = HashSet::new();
    let mut notices = Vec::new();
    let mut fields: HashMap<(&SourceId, _), Register<SourceField>> = HashMap::new();
    for event in ops {
        match &event.change {
            Change::SourceEdited {
                source,
                field,
                replaces,
            } => {
                let key = (source, discriminant(field));
                fields.entry(key).or_default().push(event, field, replaces);
            }
            Change::SourceRemoved { source } => drop(gone.insert(source)),
            // Adding it once more brings it back.
            Change::SourceAdded { source, .. } => drop(gone.remove(source)),
            Change::TextRevised {
                source,
                revision,
                text,
                structure,
                edits,
                paragraphs,
            } => {
                // Of two corrections made apart of one revision the first counts.
                if let Some(s) = sources.get(source).filter(|s| *revision <= s.revision) {
                    notices.push(FoldNotice(format!(
                        "“{}” was corrected by two people at once: what {} did is passed over; make it again",
                        s.name, event.coder
                    )));
                }
                if let Some(s) = sources.get_mut(source)
                    && *revision == s.revision + 1
                    && REVISIONS.check(u64::from(*revision)).is_ok()
                    && edits.fit(s.chars)
                {
                    (s.revision, s.text) = (*revision, text.clone());
                    (s.structure, s.paragraphs) = (structure.clone(), *paragraphs);
                    s.chars = edits.length(s.chars);
                    s.corrected_at.push(event.clock);
                    s.corrections.push(Arc::new(Shifts::of(edits.clone())));
                }
            }
            _ => {}
        }
    }
    for ((id, _), register) in &fields {
        if let (Some(source), Some(field)) = (sources.get_mut(*id), register.shown()) {
            match field {
                SourceField::Name(v) => source.name = v.clone(),
                SourceField::Kind(v) => source.kind = *v,
                SourceField::Language(v) => source.language = v.clone(),
            }
        }
    }
    for (id, settings) in speakers(ops.iter().map(Arc::as_ref)) {
        if let Some(source) = sources.get_mut(&id) {
            source.speakers = settings;
        }
    }
    for event in ops {
        if let Change::SpeakerSet {
            source, setting, ..
        } = &event.change
            && let Some(source) = sources.get_mut(source)
            && let Some(who) = &setting.participant
        {
            let said = (setting.label.clone(), who.clone());
            if !source.called.contains(&said) {
                source.called.push(said);
            }
        }
    }
    let mut sources: Vec<Source> = sources.into_values().collect();
    sources.sort_by(|a, b| natural(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
    let (taken_out, sources) = sources.into_iter().partition(|s| gone.contains(&s.id));
    Resolved {
        sources,
        taken_out,
        notices,
    }
}

/// Roles and participants set by hand, by source, from standing events in total order.
pub(super) fn speakers<'e>(ops: impl Iterator<Item = &'e Event>) -> Speakers {
    let mut set: BTreeMap<(&SourceId, &str), Register<SpeakerSetting>> = BTreeMap::new();
    for event in ops {
        if let Change::SpeakerSet {
            source,
            setting,
            replaces,
        } = &event.change
        {
            let register = set.entry((source, setting.label.as_str())).or_default();
            register.push(event, setting, replaces);
        }
    }
    let mut speakers = Speakers::new();
    for ((source, _), register) in &set {
        let of = speakers.entry((*source).clone()).or_default();
        of.extend(register.shown().cloned());
    }
    speakers
}

fn added(event: &Event) -> Option<Source> {
    let Change::SourceAdded {
        source,
        name,
        kind,
        language,
        text,
        structure,
        chars,
        paragraphs,
        made_of,
        ..
    } = &event.change
    else {
        return None;
    };
    Some(Source {
        id: source.clone(),
        added: event.id,
        name: name.clone(),
        kind: *kind,
        language: language.clone(),
        revision: 1,
        chars: *chars,
        paragraphs: *paragraphs,
        text: text.clone(),
        structure: structure.clone(),
        attributes: Vec::new(),
        speakers: Vec::new(),
        called: Vec::new(),
        corrections: Vec::new(),
        corrected_at: Vec::new(),
        made_of: made_of.clone(),
        apart: None,
    })
}
