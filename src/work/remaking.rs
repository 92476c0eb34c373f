//! Sources are joined or cut, and one's own codings are brought to what was made of them.

use super::adding::NewSource;
use crate::acts::carrying::LeftBehind;
use crate::acts::pieces::{self, Made};
use crate::model::event::{Change, Event};
use crate::model::ids::SourceId;
use crate::model::mint::Mint;
use crate::model::source::{Document, Source};
use crate::model::view::View;
use crate::report::words::{counted, listed};
use crate::store::Store;
use std::collections::HashMap;
use std::sync::Arc;

/// What to make of sources.
#[derive(Clone, Debug, PartialEq)]
pub enum Remake {
    /// One of several, in this order, with this name.
    Join(Vec<SourceId>, String),
    /// Several of one, cut before these paragraphs, by their places, with these names.
    Cut(SourceId, Vec<usize>, Vec<String>),
    /// Nothing: only bring along one's own codings and memos.
    Carry,
}

/// What was saved, in words.
type Done = (Vec<Arc<Event>>, String);

/// Makes new sources of others, and brings the viewer's own work to them. Every source is on disk
/// before its event makes it part of the study.
///
/// # Errors
/// In words: why nothing was made, or what could not be read or saved.
pub fn remake(
    store: &mut Store,
    view: &View,
    remake: &Remake,
    (now_ms, mint): (u64, &mut Mint),
) -> Result<Done, String> {
    let (mut events, made) = match remake {
        Remake::Join(sources, name) => {
            let parts: Result<Vec<_>, _> = sources.iter().map(|s| latest(store, view, s)).collect();
            let made = pieces::joined(view, &parts?, name).map_err(|e| e.to_string())?;
            save(store, view, &[made], (now_ms, mint))?
        }
        Remake::Cut(source, before, names) => {
            let document = latest(store, view, source)?;
            let made = pieces::cut(view, &document, before, names).map_err(|e| e.to_string())?;
            save(store, view, &made, (now_ms, mint))?
        }
        Remake::Carry => (Vec::new(), Vec::new()),
    };
    let mut view = view.clone();
    view.admit(events.iter().cloned());
    let left = LeftBehind::of(&view);
    let first = first_revisions(store, &view, &left.bound_for())?;
    let changes = left.carry(&view, &first, mint);
    if !changes.is_empty() {
        events.extend(store.append(&changes, now_ms).map_err(|e| e.to_string())?);
    }
    let mut words = made;
    words.push(brought(&left));
    Ok((events, words.join("; ")))
}

fn latest(store: &Store, view: &View, id: &SourceId) -> Result<Arc<Document>, String> {
    let source = view.source(id).ok_or("that is no source any more")?;
    let document = store.load_latest(source).map_err(|e| e.to_string())?;
    Ok(Arc::new(document))
}

/// Writes sources and the act that puts them in the place of those they are made of.
fn save(
    store: &mut Store,
    view: &View,
    all: &[Made],
    (now_ms, mint): (u64, &mut Mint),
) -> Result<(Vec<Arc<Event>>, Vec<String>), String> {
    let mut changes = Vec::new();
    let mut old: Vec<&Source> = Vec::new();
    for made in all {
        for piece in &made.made_of {
            old.extend(view.source(&piece.source).filter(|s| !old.contains(s)));
        }
        let new = NewSource {
            id: &made.id,
            name: &made.name,
            kind: old[0].kind,
            language: &old[0].language,
            text: &made.text,
            structure: &made.structure,
            made_of: &made.made_of,
        };
        let added = new.write(store).map_err(|e| e.to_string())?;
        changes.extend(pieces::changes(view, made, added));
    }
    changes.extend(old.iter().map(|source| Change::SourceRemoved {
        source: source.id.clone(),
    }));
    let changes = view.replacing(changes).into_iter();
    let changes: Vec<_> = changes.map(|c| (mint.id(), c)).collect();
    let events = store.append(&changes, now_ms).map_err(|e| e.to_string())?;
    let quoted = |name: &String| format!("“{name}”");
    let words = format!(
        "{} {} of {}, taken out now",
        listed(all.iter().map(|m| quoted(&m.name))),
        match all.len() {
            1 => "is made",
            _ => "are made",
        },
        listed(old.iter().map(|s| quoted(&s.name)))
    );
    Ok((events, vec![words]))
}

/// The first revisions of sources that were made of others: of those alone that hold, word for word,
/// what they are said to be made of.
fn first_revisions(
    store: &Store,
    view: &View,
    all: &[SourceId],
) -> Result<HashMap<SourceId, Arc<Document>>, String> {
    let mut first = HashMap::new();
    for id in all {
        let document = store.load_document(id, 1).map_err(|e| e.to_string())?;
        for piece in view.source(id).map_or(&[][..], |s| &s.made_of) {
            let old = store.load_document(&piece.source, piece.revision);
            let old = old.map_err(|e| e.to_string())?;
            let inside = piece.span.start <= piece.span.end && piece.span.end <= old.text.len();
            let here = piece
                .place(piece.span)
                .filter(|s| s.end <= document.text.len());
            let same = |here| old.text.slice(piece.span) == document.text.slice(here);
            if !inside || !here.is_some_and(same) {
                return Err(format!(
                    "“{}” is said to hold text of “{}” that is not in it: nothing was brought to it; take it out (tandem sources remove)",
                    view.source_name(id),
                    view.source_name(&piece.source)
                ));
            }
        }
        first.insert(id.clone(), Arc::new(document));
    }
    Ok(first)
}

fn brought(left: &LeftBehind) -> String {
    match left.count() {
        (0, 0) => "nothing of yours had to be brought along".to_owned(),
        (codings, 0) => format!("{} of yours came along", counted(codings, "coding")),
        (0, memos) => format!("{} of yours came along", counted(memos, "memo")),
        (codings, memos) => format!(
            "{} and {} of yours came along",
            counted(codings, "coding"),
            counted(memos, "memo")
        ),
    }
}
