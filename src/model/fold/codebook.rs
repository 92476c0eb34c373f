//! The codebook from its events.

use super::conference::{self, count};
use super::notice::FoldNotice;
use super::register::Register;
use super::tree::{Skipped, Tree};
use crate::model::amendment::Amendment;
use crate::model::code::{Code, CodeKind, CodeText, Codebook, Colour, Conflict};
use crate::model::conference::Judgement;
use crate::model::event::{Change, CodeField, Event};
use crate::model::ids::{CodeId, EventId};
use crate::model::limits::DEPTH;
use crate::model::name;
use std::collections::{HashMap, HashSet};
use std::mem::discriminant;
use std::sync::Arc;

/// Resolves the codebook from its standing events, given in total order.
pub(super) fn resolve(ops: &[Arc<Event>], notices: &mut Vec<FoldNotice>) -> Codebook {
    let mut codes: Vec<Code> = ops.iter().filter_map(|e| created(e)).collect();
    let place: HashMap<CodeId, usize> = codes.iter().enumerate().map(|(i, c)| (c.id, i)).collect();
    edit_fields(ops, &mut codes, &place);
    let judged = conference::resolve(ops);
    let alias = merge(ops, &count(&judged), &mut codes, &place, notices);
    let back = restored(ops);
    for event in ops {
        if let Change::CodeRetired { code } = event.change
            && let Some(i) = place.get(&code)
            && !back.contains(&(event.id, code))
        {
            codes[*i].retired = true;
        }
    }
    conference::apply(&judged, &back, &mut codes, &place);
    let tree = grow(ops, &mut codes, &place, notices);
    let codes = arrange(codes, &tree, &alias, notices);
    let place = codes.iter().enumerate().map(|(i, c)| (c.id, i)).collect();
    let mut codebook = Codebook {
        codes,
        place,
        alias,
        judged_on: conference::by_code(&judged),
        judged,
        ever_named: ever_named(ops),
    };
    letter(&mut codebook, ops);
    codebook
}

/// By each name, the code that was called so last.
fn ever_named(ops: &[Arc<Event>]) -> HashMap<String, CodeId> {
    let named = |event: &Arc<Event>| match &event.change {
        Change::CodeAdded { name, .. } => Some((name::key(name), event.id.into())),
        Change::CodeEdited {
            code,
            field: CodeField::Name(name),
            ..
        } => Some((name::key(name), *code)),
        _ => None,
    };
    ops.iter().filter_map(named).collect()
}

/// What retired a code that was brought back by somebody who knew of it, with the code.
fn restored(ops: &[Arc<Event>]) -> HashSet<(EventId, CodeId)> {
    let back = ops.iter().filter_map(|e| match &e.change {
        Change::CodeRestored { code, replaces } => Some((*code, replaces)),
        _ => None,
    });
    back.flat_map(|(code, all)| all.iter().map(move |event| (*event, code)))
        .collect()
}

fn created(event: &Event) -> Option<Code> {
    let Change::CodeAdded {
        name,
        text,
        colour,
        kind,
        private,
        parent,
        ..
    } = &event.change
    else {
        return None;
    };
    Some(Code {
        id: event.id.into(),
        name: name.clone(),
        text: text.clone(),
        colour: *colour,
        key: ' ',
        kind: kind.clone(),
        parent: *parent,
        depth: 0,
        by: event.coder.clone(),
        private: *private,
        retired: false,
        merged_into: None,
        conflicts: Vec::new(),
    })
}

fn edit_fields(ops: &[Arc<Event>], codes: &mut [Code], place: &HashMap<CodeId, usize>) {
    let mut fields: HashMap<(usize, _), Register<CodeField>> = HashMap::new();
    for event in ops {
        if let Change::CodeEdited {
            code,
            field,
            replaces,
            ..
        } = &event.change
            && let Some(i) = place.get(code)
        {
            fields
                .entry((*i, discriminant(field)))
                .or_default()
                .push(event, field, replaces);
        }
    }
    for ((i, _), register) in fields {
        let code = &mut codes[i];
        let heads = register.heads();
        if heads.len() > 1 {
            let values = heads
                .iter()
                .map(|e| (e.event.coder.clone(), words(e.value)))
                .collect();
            code.conflicts.push(Conflict {
                field: field_name(heads[0].value),
                values,
            });
        }
        if let Some(value) = register.shown() {
            set(code, value);
        }
    }
    for code in codes {
        code.conflicts.sort_by_key(|c| c.field);
    }
}

/// The clauses amended on items, in total order, each with what stood there before.
pub(super) fn amendments(ops: &[Arc<Event>]) -> Vec<Amendment> {
    let mut stood: HashMap<(CodeId, _), &str> = HashMap::new();
    let mut found = Vec::new();
    for event in ops {
        match &event.change {
            Change::CodeAdded { text, .. } => {
                let code: CodeId = event.id.into();
                stood.insert((code, "definition"), &text.definition);
                stood.insert((code, "when to use it"), &text.include);
                stood.insert((code, "when not"), &text.exclude);
            }
            Change::CodeEdited {
                code, field, on, ..
            } => {
                let (CodeField::Definition(text)
                | CodeField::Include(text)
                | CodeField::Exclude(text)) = field
                else {
                    continue;
                };
                let part = field_name(field);
                let before = stood.insert((*code, part), text).unwrap_or_default();
                let Some(on) = on.clone().filter(|_| before != text) else {
                    continue;
                };
                let mut on = on;
                on.item.sort_unstable();
                found.push(Amendment {
                    event: event.id,
                    code: *code,
                    part,
                    before: before.to_owned(),
                    after: text.clone(),
                    on,
                    by: event.coder.clone(),
                    at: event.clock,
                    place: event.place(),
                });
            }
            _ => {}
        }
    }
    found
}

fn set(code: &mut Code, field: &CodeField) {
    match field {
        CodeField::Name(v) => code.name = v.clone(),
        CodeField::Definition(v) => code.text.definition = v.clone(),
        CodeField::Include(v) => code.text.include = v.clone(),
        CodeField::Exclude(v) => code.text.exclude = v.clone(),
        CodeField::Examples(v) => code.text.examples = v.clone(),
        CodeField::Colour(v) => code.colour = *v,
        CodeField::Kind(v) => code.kind = v.clone(),
        CodeField::Key(_) => {} // letters are given out together, see `letter`
    }
}

fn field_name(field: &CodeField) -> &'static str {
    match field {
        CodeField::Name(_) => "name",
        CodeField::Definition(_) => "definition",
        CodeField::Include(_) => "when to use it",
        CodeField::Exclude(_) => "when not",
        CodeField::Examples(_) => "examples",
        CodeField::Colour(_) => "colour",
        CodeField::Kind(_) => "kind",
        CodeField::Key(_) => "letter",
    }
}

fn words(field: &CodeField) -> String {
    match field {
        CodeField::Name(v)
        | CodeField::Definition(v)
        | CodeField::Include(v)
        | CodeField::Exclude(v) => v.clone(),
        CodeField::Examples(v) => v.join(" · "),
        CodeField::Colour(v) => v.name().to_owned(),
        CodeField::Kind(CodeKind::Plain) => "plain".to_owned(),
        CodeField::Kind(CodeKind::Rated(scale)) => format!("rated, {} points", scale.len()),
        CodeField::Key(c) => c.to_string(),
    }
}

/// Merges in total order; a merge into itself, directly or round a corner, is skipped.
fn merge(
    ops: &[Arc<Event>],
    judged: &HashSet<EventId>,
    codes: &mut [Code],
    place: &HashMap<CodeId, usize>,
    notices: &mut Vec<FoldNotice>,
) -> HashMap<CodeId, CodeId> {
    let mut into = Tree::new();
    let mut merges: HashMap<CodeId, Vec<(&Event, CodeId)>> = HashMap::new();
    for event in ops {
        let (code, target) = match &event.change {
            Change::CodeMerged { code, into } => (*code, *into),
            Change::CodesJudged {
                codes,
                judgement: Judgement::Same { keep, .. },
                ..
            } if judged.contains(&event.id) => {
                // What was made one before stays one: the codes the two stand for are merged.
                let other = codes.iter().copied().find(|c| c != keep);
                let root = |mut id| {
                    while let Some(next) = into.parent(id) {
                        id = next;
                    }
                    id
                };
                match other.map(|other| (root(other), root(*keep))) {
                    Some((code, target)) if code != target => (code, target),
                    _ => continue,
                }
            }
            _ => continue,
        };
        if !place.contains_key(&code) || !place.contains_key(&target) {
            continue;
        }
        if let Err(why) = into.put(code, Some(target)) {
            let name = |c: &CodeId| codes[place[c]].name.clone();
            let why = match why {
                Skipped::Cycle => "it would merge a code into itself".to_owned(),
                Skipped::Deep => format!(
                    "more than {} codes were merged one into the other",
                    DEPTH.most
                ),
            };
            notices.push(FoldNotice(format!(
                "merging “{}” into “{}” was skipped: {why}",
                name(&code),
                name(&target)
            )));
        } else {
            merges.entry(code).or_default().push((event, target));
        }
    }
    let alias = into.roots();
    for (code, list) in &merges {
        codes[place[code]].merged_into = Some(alias[code]);
        let targets: HashSet<CodeId> = list.iter().map(|(_, t)| *t).collect();
        if targets.len() > 1 {
            let name = |t: &CodeId| codes[place[t]].name.clone();
            let values = list
                .iter()
                .map(|(e, t)| (e.coder.clone(), name(t)))
                .collect();
            codes[place[code]].conflicts.push(Conflict {
                field: "merged into",
                values,
            });
        }
    }
    alias
}

/// The tree as created and moved, in total order.
fn grow(
    ops: &[Arc<Event>],
    codes: &mut [Code],
    place: &HashMap<CodeId, usize>,
    notices: &mut Vec<FoldNotice>,
) -> Tree<CodeId> {
    let mut tree = Tree::new();
    for code in codes.iter() {
        // One made in a circle stands at the top; `arrange` tells of what stands too deep.
        let _ = tree.put(code.id, code.parent);
    }
    let mut moves: HashMap<usize, Register<Option<CodeId>>> = HashMap::new();
    for event in ops {
        let Change::CodeMoved {
            code,
            parent,
            replaces,
        } = &event.change
        else {
            continue;
        };
        let Some(i) = place.get(code) else { continue };
        if parent.is_some_and(|p| !place.contains_key(&p)) {
            continue; // waits for the code it names
        }
        match tree.put(*code, *parent) {
            Ok(()) => moves.entry(*i).or_default().push(event, parent, replaces),
            Err(why) => notices.push(FoldNotice(format!(
                "moving “{}” was skipped: {}",
                codes[*i].name,
                match why {
                    Skipped::Cycle => "it would put a code below itself".to_owned(),
                    Skipped::Deep => format!("codes stand at most {} deep", DEPTH.most),
                }
            ))),
        }
    }
    for (i, register) in moves {
        let heads = register.heads();
        let places: HashSet<_> = heads.iter().map(|e| e.value).collect();
        if places.len() > 1 {
            let name = |p: &Option<CodeId>| match p {
                Some(p) => codes[place[p]].name.clone(),
                None => "the top".to_owned(),
            };
            let values = heads
                .iter()
                .map(|e| (e.event.coder.clone(), name(e.value)))
                .collect();
            codes[i].conflicts.push(Conflict {
                field: "place",
                values,
            });
        }
    }
    tree
}

/// Puts codes in the order shown. Below a merged code stands what was below it, under its target;
/// below a retired one, under the next code above that is still in use.
fn arrange(
    mut codes: Vec<Code>,
    tree: &Tree<CodeId>,
    alias: &HashMap<CodeId, CodeId>,
    notices: &mut Vec<FoldNotice>,
) -> Vec<Code> {
    let gone: HashSet<CodeId> = codes.iter().filter(|c| c.retired).map(|c| c.id).collect();
    let mut shown = Tree::new();
    let mut deep = false;
    for code in &codes {
        let mut parent = tree.parent(code.id);
        let mut steps = 0;
        while let Some(p) = parent {
            let target = alias.get(&p).copied().unwrap_or(p);
            steps += 1;
            if steps > DEPTH.most {
                parent = None;
            } else if target == code.id || gone.contains(&target) {
                parent = tree.parent(p);
            } else {
                parent = Some(target);
                break;
            }
        }
        if let Err(why) = shown.put(code.id, parent) {
            if why == Skipped::Cycle {
                notices.push(FoldNotice(format!(
                    "“{}” stands at the top: merges would have put it below itself",
                    code.name
                )));
            }
            deep |= why == Skipped::Deep;
            let _ = shown.put(code.id, None);
        }
    }
    let ids: Vec<CodeId> = codes.iter().map(|c| c.id).collect();
    let order = shown.in_order(&ids);
    if deep || order.iter().any(|at| at.raised) {
        notices.push(FoldNotice(format!(
            "codes stand more than {} deep in one another: those below stand further up",
            DEPTH.most
        )));
    }
    let rank: HashMap<CodeId, usize> = order.iter().enumerate().map(|(i, at)| (at.id, i)).collect();
    for code in &mut codes {
        let at = rank.get(&code.id).map(|i| order[*i]);
        code.depth = at.map_or(0, |at| at.depth);
        code.parent = at.and_then(|at| at.parent);
    }
    codes.sort_by_key(|c| rank.get(&c.id).copied().unwrap_or(usize::MAX));
    codes
}

/// Gives every code in use a letter: the one asked for, else one of its name, else any that is free.
fn letter(codebook: &mut Codebook, ops: &[Arc<Event>]) {
    let mut wish: HashMap<CodeId, char> = HashMap::new();
    for event in ops {
        match &event.change {
            Change::CodeAdded { key: Some(key), .. } => drop(wish.insert(event.id.into(), *key)),
            Change::CodeEdited {
                code,
                field: CodeField::Key(key),
                ..
            } => {
                wish.insert(*code, *key);
            }
            _ => {}
        }
    }
    let mut taken: HashSet<char> = HashSet::new();
    let in_use = |c: &Code| !c.retired && c.merged_into.is_none();
    let mut order: Vec<usize> = (0..codebook.codes.len()).collect();
    // Wishes first, then in order of creation, so that a new code never changes an old letter.
    order.sort_by_key(|i| {
        let c = &codebook.codes[*i];
        (!in_use(c), !wish.contains_key(&c.id), c.id)
    });
    for i in order {
        let code = &mut codebook.codes[i];
        if !in_use(code) {
            code.key = '·';
            continue;
        }
        let lower = |s: &str| {
            s.to_lowercase()
                .chars()
                .filter(char::is_ascii_alphabetic)
                .collect::<Vec<_>>()
        };
        let names = lower(&code.name);
        let free = wish
            .get(&code.id)
            .copied()
            .into_iter()
            .chain(names.iter().copied())
            .chain(names.iter().map(char::to_ascii_uppercase))
            .chain('a'..='z')
            .chain('A'..='Z')
            .find(|c| !taken.contains(c));
        code.key = free.unwrap_or('•');
        taken.insert(code.key);
    }
}

/// The colour a new code takes: the next in turn.
pub(crate) fn next_colour(count: usize) -> Colour {
    Colour::ALL[count % Colour::ALL.len()]
}

impl Codebook {
    /// The colour the next new code takes.
    pub fn next_colour(&self) -> Colour {
        next_colour(self.codes.len())
    }

    /// A text that is equal for equal codebooks: name, place, criteria and scale of every code in
    /// use, in order. Its digest names a version of the codebook.
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        for c in self.active() {
            let CodeText {
                definition,
                include,
                exclude,
                examples,
            } = &c.text;
            let scale = match &c.kind {
                CodeKind::Plain => Vec::new(),
                CodeKind::Rated(s) => s.clone(),
            };
            let path = self.path(c.id);
            out.push_str(&format!(
                "{path:?} {definition:?} {include:?} {exclude:?} {examples:?} {scale:?}\n"
            ));
        }
        out
    }
}
