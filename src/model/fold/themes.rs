//! The theme map from its events.

use super::notice::FoldNotice;
use super::register::Register;
use super::tree::{Skipped, Tree};
use crate::model::event::{Change, Event, ThemeField};
use crate::model::ids::{CodeId, CodingId, EventId, RelationId, ThemeId};
use crate::model::limits::DEPTH;
use crate::model::theme::{Bearing, EvidenceOn, Judged, Marked, Node, Relation, Theme, ThemeMap};
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
    let mut placed: HashMap<(usize, CodeId), Register<bool>> = HashMap::new();
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
    // A code stands where it was placed last: of several who placed it apart, by the last of them.
    let last = |of: &Register<bool>| of.heads().last().map(|e| e.event.id);
    let standing: HashSet<EventId> = placed.values().filter_map(last).collect();
    for event in ops.iter().filter(|e| standing.contains(&e.id)) {
        if let Change::CodePlaced {
            theme,
            code,
            placed: true,
            ..
        } = &event.change
            && let Some(i) = place.get(theme)
        {
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
    judge(ops, &mut ordered);
    let relations = relations(ops, &ordered);
    ThemeMap {
        marks: marks(ops, &ordered, &relations),
        relations,
        themes: ordered,
    }
}

/// Gives themes how they were judged.
fn judge(ops: &[Arc<Event>], themes: &mut [Theme]) {
    let place: HashMap<ThemeId, usize> = (themes.iter().enumerate())
        .map(|(at, theme)| (theme.id, at))
        .collect();
    for event in ops {
        if let Change::ThemeJudged {
            theme,
            robust,
            reason,
            present,
            ..
        } = &event.change
            && let Some(at) = place.get(theme)
        {
            themes[*at].judged.push(Judged {
                id: event.id,
                robust: *robust,
                reason: reason.clone(),
                present: present.clone(),
                by: event.coder.clone(),
                at: event.clock,
            });
        }
    }
}

/// The segments marked as evidence on what is here.
fn marks(
    ops: &[Arc<Event>],
    themes: &[Theme],
    relations: &[Relation],
) -> BTreeMap<EvidenceOn, Vec<Marked>> {
    let on_themes = themes.iter().map(|t| EvidenceOn::Theme(t.id));
    let on_relations = relations.iter().map(|r| EvidenceOn::Relation(r.id));
    let here: HashSet<EvidenceOn> = on_themes.chain(on_relations).collect();
    let mut said: BTreeMap<(EvidenceOn, CodingId), Register<Option<Bearing>>> = BTreeMap::new();
    for event in ops {
        if let Change::EvidenceMarked {
            on,
            coding,
            bearing,
            replaces,
        } = &event.change
            && here.contains(on)
        {
            let register = said.entry((*on, *coding)).or_default();
            register.push(event, bearing, replaces);
        }
    }
    let mut marks: BTreeMap<EvidenceOn, Vec<Marked>> = BTreeMap::new();
    for ((on, coding), register) in &said {
        if let Some(last) = register.heads().last()
            && let Some(bearing) = last.value
        {
            marks.entry(*on).or_default().push(Marked {
                coding: *coding,
                bearing: bearing.clone(),
                by: last.event.coder.clone(),
                at: last.event.clock,
            });
        }
    }
    marks
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
        judged: Vec::new(),
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

#[cfg(test)]
mod tests {
    use crate::model::event::Change;
    use crate::model::fixture::Study;
    use crate::model::ids::{CodeId, CodingId, EventId, RelationId, ThemeId};
    use crate::model::theme::{Bearing, EvidenceOn, Node, Robustness};

    fn theme(s: &mut Study, name: &str) -> ThemeId {
        let change = Change::ThemeAdded {
            name: name.into(),
            statement: String::new(),
            parent: None,
        };
        s.push("ana", change).into()
    }

    fn mark(s: &mut Study, by: &str, on: EvidenceOn, coding: CodingId, note: &str) -> EventId {
        let bearing = (!note.is_empty()).then(|| Bearing {
            against: true,
            note: note.into(),
            ..Bearing::default()
        });
        let change = Change::EvidenceMarked {
            on,
            coding,
            bearing,
            replaces: Vec::new(),
        };
        let change = s.view_for(by).replacing(vec![change]).remove(0);
        s.push(by, change)
    }

    fn notes(s: &Study, on: EvidenceOn) -> Vec<String> {
        let view = s.view();
        let marks = view.themes().marks_on(on).iter();
        marks
            .map(|m| format!("{} {}", m.by, m.bearing.note))
            .collect()
    }

    #[test]
    fn the_last_mark_of_a_segment_counts_and_goes_with_what_it_is_on() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100);
        s.code("hope");
        let (one, two) = (
            s.coded("ana", None, "s", 0..10, "hope"),
            s.coded("ben", None, "s", 20..30, "hope"),
        );
        let (small, big) = (theme(&mut s, "small"), theme(&mut s, "big"));
        let related = Change::Related {
            from: Node::Theme(small),
            to: Node::Theme(big),
            kind: "leads to".into(),
        };
        let relation: RelationId = s.push("ana", related).into();
        let on = EvidenceOn::Relation(relation);
        mark(&mut s, "ana", on, one, "first");
        let last = mark(&mut s, "ben", on, one, "again");
        mark(&mut s, "ana", on, two, "another");
        mark(&mut s, "ana", EvidenceOn::Theme(small), one, "of the theme");
        assert_eq!(notes(&s, on), ["ben again", "ana another"]);
        s.push("ben", Change::Retract { event: last });
        assert_eq!(notes(&s, on), ["ana first", "ana another"]);
        mark(&mut s, "ben", on, two, "");
        assert_eq!(notes(&s, on), ["ana first"]);
        s.push("ana", Change::RelationDropped { relation });
        assert_eq!(notes(&s, on), Vec::<String>::new());
        let of_theme = EvidenceOn::Theme(small);
        assert_eq!(notes(&s, of_theme), ["ana of the theme"]);
        s.push("ana", Change::ThemeRetired { theme: small });
        assert_eq!(notes(&s, of_theme), Vec::<String>::new());
    }

    /// The names of the codes below a theme, as whoever folds these events has them.
    fn codes_below(s: &Study, theme: ThemeId) -> Vec<String> {
        let view = s.view();
        let codes = &view.themes().theme(theme).unwrap().codes;
        let name = |c: &CodeId| view.codebook().name(*c).to_owned();
        codes.iter().map(name).collect()
    }

    #[test]
    fn codes_stand_below_a_theme_in_the_order_they_were_placed_in() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]);
        for code in ["a", "b", "c", "d"] {
            s.code(code);
        }
        let small = theme(&mut s, "small");
        let placed = |s: &Study, code, placed| Change::CodePlaced {
            theme: small,
            code: s.id(code),
            placed,
            replaces: Vec::new(),
        };
        let place = |s: &mut Study, by: &str, code, on| {
            for change in s.view_for(by).replacing(vec![placed(s, code, on)]) {
                s.push(by, change);
            }
        };
        for (by, code) in [("ana", "c"), ("ben", "a"), ("ana", "d"), ("ben", "b")] {
            place(&mut s, by, code, true);
        }
        assert_eq!(codes_below(&s, small), ["c", "a", "d", "b"]);
        place(&mut s, "ana", "c", false);
        assert_eq!(codes_below(&s, small), ["a", "d", "b"]);
        place(&mut s, "ben", "c", true);
        assert_eq!(codes_below(&s, small), ["a", "d", "b", "c"]);
        // Two who had not heard of each other, in whatever order their journals are read.
        for (by, code) in [("ana", "a"), ("ben", "a")] {
            let change = placed(&s, code, true);
            s.push(by, change);
        }
        let order = codes_below(&s, small);
        assert_eq!(order, ["d", "b", "c", "a"]);
        s.events.reverse();
        assert_eq!(codes_below(&s, small), order);
    }

    #[test]
    fn every_judgement_of_a_theme_is_kept_and_the_last_comes_last() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]);
        let small = theme(&mut s, "small");
        let mut said = |by: &str, robust| {
            let change = Change::ThemeJudged {
                theme: small,
                robust,
                reason: format!("{by} says so"),
                present: vec![by.parse().unwrap()],
                replaces: Vec::new(),
            };
            let change = s.view_for(by).replacing(vec![change]).remove(0);
            s.push(by, change)
        };
        said("ana", Robustness::Holds);
        let last = said("ben", Robustness::DoesNotHold);
        let judged = |s: &Study| -> Vec<Robustness> {
            let view = s.view();
            let theme = view.themes().theme(small).unwrap();
            theme.judged.iter().map(|j| j.robust).collect()
        };
        assert_eq!(judged(&s), [Robustness::Holds, Robustness::DoesNotHold]);
        s.push("ben", Change::Retract { event: last });
        assert_eq!(judged(&s), [Robustness::Holds]);
    }
}
