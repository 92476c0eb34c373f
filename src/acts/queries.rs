//! Queries saved under names: memos on queries, whose text is the name.

use super::memos::written;
use crate::model::coding::{Memo, MemoOn};
use crate::model::event::Change;
use crate::model::ids::{CoderId, MemoId};
use crate::model::name;
use crate::model::view::View;
use crate::search::Query;

/// What saves a query, and what it comes to in words.
#[derive(Debug)]
pub struct Saved {
    pub changes: Vec<Change>,
    pub words: String,
}

/// Saves a query under a name. A query has one name of each coder's, and a name of a coder's stands
/// for one query: what was saved so before is not any more. An empty name only takes it away.
///
/// # Errors
/// Why it cannot be saved so.
pub fn save_query(view: &View, me: &CoderId, query: &str, name: &str) -> Result<Saved, String> {
    let here = own_query(view, me, |_, saved| saved == query);
    let name = match (name.trim(), here) {
        ("", None) => return Err("a query is saved under a name".to_owned()),
        ("", Some(here)) => {
            return Ok(Saved {
                changes: vec![removed(here)],
                words: "the query is not saved any more".to_owned(),
            });
        }
        (name, _) => name::cleaned(name).map_err(|flaw| flaw.to_string())?,
    };
    if here.is_some_and(|memo| memo.text == name) {
        return Err(format!("it is saved as “{name}” already"));
    }
    let named = own_query(view, me, |memo, _| name::same(&memo.text, &name));
    let instead = named.filter(|memo| here.is_none_or(|here| here.id != memo.id));
    let mut words = format!("saved as “{name}”");
    if instead.is_some() {
        words.push_str(", instead of the one of that name");
    }
    let mut changes: Vec<Change> = instead.map(removed).into_iter().collect();
    changes.push(match here {
        Some(memo) => Change::MemoEdited {
            memo: memo.id,
            text: name,
            replaces: Vec::new(),
            kind: None,
        },
        None => written(
            view,
            MemoOn::Query(query.to_owned()),
            (None, name),
            Vec::new(),
        ),
    });
    Ok(Saved { changes, words })
}

/// One's own saved query of which this holds.
pub fn own_query<'v>(
    view: &'v View,
    me: &CoderId,
    holds: impl Fn(&Memo, &str) -> bool,
) -> Option<&'v Memo> {
    let mut saved = view.saved_queries();
    let own = saved.find(|(memo, query)| memo.coder == *me && holds(memo, query));
    own.map(|(memo, _)| memo)
}

/// Whether the sources of a round, which everybody sees, may be those a query finds for the viewer.
///
/// # Errors
/// If it asks of codings or finished marks while some of them are not for everybody to see.
pub fn may_choose_sources(query: &Query, view: &View) -> Result<(), String> {
    let mut shut = view.rounds().iter().filter(|r| !r.is_open());
    let shut = shut.next().or_else(|| view.cancelled_rounds().first());
    match shut.filter(|_| query.depends_on_viewer()) {
        None => Ok(()),
        Some(round) => Err(format!(
            "a round’s sources are seen by all, and what is coded in “{}” is not: ask for words, speakers, attributes; or tandem round new --of asks what everybody sees",
            round.plan.name
        )),
    }
}

fn removed(memo: &Memo) -> Change {
    let memo: MemoId = memo.id;
    Change::MemoRemoved { memo }
}
