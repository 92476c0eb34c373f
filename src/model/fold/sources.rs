//! Coders, sources, participants and attributes from their events.

use super::notice::FoldNotice;
use super::register::Register;
use crate::model::edits::Shifts;
use crate::model::event::{Change, Event, SourceField, Subject};
use crate::model::ids::{CoderId, SourceId};
use crate::model::limits::REVISIONS;
use crate::model::name;
use crate::model::pieces::Piece;
use crate::model::source::{Source, SpeakerSetting, Speakers};
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::mem::discriminant;
use std::sync::Arc;

type Participants = BTreeMap<String, BTreeMap<String, String>>;

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
    /// The attributes of participants.
    pub participants: Participants,
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
    let mut attributes: BTreeMap<(Subject, String), Register<Option<String>>> = BTreeMap::new();
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
            Change::AttributeSet {
                of,
                key,
                value,
                replaces,
            } => {
                attributes
                    .entry((composed(of), name::composed(key)))
                    .or_default()
                    .push(event, value, replaces);
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
    let mut participants = Participants::new();
    for ((of, key), register) in &attributes {
        let Some(Some(value)) = register.shown() else {
            continue;
        };
        match of {
            Subject::Source(id) => {
                if let Some(source) = sources.get_mut(id) {
                    source.attributes.push((key.clone(), value.clone()));
                }
            }
            Subject::Participant(who) => {
                let entry = participants.entry(who.clone()).or_default();
                entry.insert(key.clone(), value.clone());
            }
        }
    }
    let mut sources: Vec<Source> = sources.into_values().collect();
    sources.sort_by(|a, b| natural(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
    let (taken_out, sources) = sources.into_iter().partition(|s| gone.contains(&s.id));
    Resolved {
        sources,
        taken_out,
        participants,
        notices,
    }
}

/// Whom or what attributes are of: one participant, however the name is written.
fn composed(of: &Subject) -> Subject {
    match of {
        Subject::Participant(who) => Subject::Participant(name::composed(who)),
        Subject::Source(_) => of.clone(),
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
        corrections: Vec::new(),
        corrected_at: Vec::new(),
        made_of: made_of.clone(),
        apart: None,
    })
}

/// Orders names as people do: runs of digits by value, so that P2 comes before P10.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.chars().peekable(), b.chars().peekable());
    loop {
        match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return Ordering::Equal,
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let number = |it: &mut std::iter::Peekable<std::str::Chars>| {
                    let mut n = 0u64;
                    while let Some(d) = it.peek().and_then(|c| c.to_digit(10)) {
                        n = n.saturating_mul(10).saturating_add(u64::from(d));
                        it.next();
                    }
                    n
                };
                match number(&mut a).cmp(&number(&mut b)) {
                    Ordering::Equal => {}
                    other => return other,
                }
            }
            (Some(x), Some(y)) => {
                match x.to_lowercase().cmp(y.to_lowercase()) {
                    Ordering::Equal => {}
                    other => return other,
                }
                a.next();
                b.next();
            }
        }
    }
}
