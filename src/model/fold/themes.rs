//! The theme map from its events.

use super::notice::FoldNotice;
use super::register::Register;
use super::tree::{Skipped, Tree};
use crate::model::event::{Change, Event, ThemeField};
use crate::model::ids::{CodeId, RelationId, ThemeId};
use crate::model::limits::DEPTH;
use crate::model::theme::{Node, Relation, Theme, ThemeMap};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::mem::discriminant;
use std::sync::Arc;

/// The map from its standing events in total order.
pub(super) fn resolve(ops: &[Arc<Event>], notices: &mut Vec<FoldNotice>) -> ThemeMap {
    let mut themes: Vec<Theme> = ops.iter().filter_map(|e| created(e)).collect();
    let gone = retired(ops);
    let place: HashMap<ThemeId, usize> =
        themes.iter().enumerate().map(|(i, t)| (t.id, i)).collect();
    let mut fields: HashMap<(usize, _), Register<ThemeField>> = HashMap::new();
    let mut placed: BTreeMap<(usize, CodeId), Register<bool>> = BTreeMap::new();
    let mut tree = Tree::new();
    for theme in &themes {
        // One made in a circle stands at the top.
        let _ = tree.put(theme.id, theme.parent);
    }
    for event in ops {
        match &event.change {
            Change::ThemeEdited {
                theme,
                field,
                replaces,
            } => {
                if let Some(i) = place.get(theme) {
                    let key = (*i, discriminant(field));
                    fields.entry(key).or_default().push(event, field, replaces);
                }
            }
            Change::CodePlaced {
                theme,
                code,
                placed: on,
                replaces,
            } => {
                if let Some(i) = place.get(theme) {
                    placed
                        .entry((*i, *code))
                        .or_default()
                        .push(event, on, replaces);
                }
            }
            Change::ThemeMoved { theme, parent, .. } => {
                let known = parent.is_none_or(|p| place.contains_key(&p));
                if let Some(i) = place.get(theme)
                    && known
                    && let Err(why) = tree.put(*theme, *parent)
                {
                    let why = match why {
                        Skipped::Cycle => "it would stand below itself".to_owned(),
                        Skipped::Deep => format!("themes stand at most {} deep", DEPTH.most),
                    };
                    notices.push(FoldNotice(format!(
                        "moving the theme “{}” was skipped: {why}",
                        themes[*i].name
                    )));
                }
            }
            _ => {}
        }
    }
    for ((i, _), register) in &fields {
        match register.shown() {
            Some(ThemeField::Name(v)) => themes[*i].name = v.clone(),
            Some(ThemeField::Statement(v)) => themes[*i].statement = v.clone(),
            None => {}
        }
    }
    for ((i, code), register) in &placed {
        if register.shown() == Some(&true) {
            themes[*i].codes.push(*code);
        }
    }
    let here: Vec<ThemeId> = themes
        .iter()
        .map(|t| t.id)
        .filter(|id| !gone.contains(id))
        .collect();
    let mut ordered = Vec::with_capacity(here.len());
    let stand = tree.in_order(&here);
    if stand.iter().any(|at| at.raised) {
        notices.push(FoldNotice(format!(
            "themes stand more than {} deep in one another: those below stand further up",
            DEPTH.most
        )));
    }
    for at in stand {
        let mut theme = themes[place[&at.id]].clone();
        theme.depth = at.depth;
        theme.parent = at.parent;
        ordered.push(theme);
    }
    ThemeMap {
        relations: relations(ops, &ordered),
        themes: ordered,
    }
}

fn created(event: &Event) -> Option<Theme> {
    let Change::ThemeAdded {
        name,
        statement,
        parent,
    } = &event.change
    else {
        return None;
    };
    Some(Theme {
        id: event.id.into(),
        name: name.clone(),
        statement: statement.clone(),
        parent: *parent,
        depth: 0,
        codes: Vec::new(),
        by: event.coder.clone(),
    })
}

fn retired(ops: &[Arc<Event>]) -> HashSet<ThemeId> {
    let theme = |e: &Arc<Event>| match e.change {
        Change::ThemeRetired { theme } => Some(theme),
        _ => None,
    };
    ops.iter().filter_map(theme).collect()
}

fn relations(ops: &[Arc<Event>], themes: &[Theme]) -> Vec<Relation> {
    let dropped: HashSet<RelationId> = ops
        .iter()
        .filter_map(|e| match e.change {
            Change::RelationDropped { relation } => Some(relation),
            _ => None,
        })
        .collect();
    let known: HashSet<ThemeId> = themes.iter().map(|t| t.id).collect();
    let here = |n: &Node| match n {
        Node::Theme(id) => known.contains(id),
        Node::Code(_) => true,
    };
    ops.iter()
        .filter_map(|e| match &e.change {
            Change::Related { from, to, kind } if here(from) && here(to) && from != to => {
                Some(Relation {
                    id: e.id.into(),
                    from: *from,
                    to: *to,
                    kind: kind.clone(),
                })
            }
            _ => None,
        })
        .filter(|r| !dropped.contains(&r.id))
        .collect()
}
