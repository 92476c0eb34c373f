//! What is done with the hits chosen: coding, uncoding, another code, copying. Each is one act.

use super::parts::{Act, Extent, TextHit};
use super::{Ask, Search};
use crate::acts::coding::{self, Place, may_code, may_use, new_code, private_round};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::app::read::{Read, Unit};
use crate::model::coding::{Coding, Via};
use crate::model::event::{Change, CodingField};
use crate::model::ids::{CodeId, EventId, SourceId};
use crate::model::source::Document;
use crate::model::text::Span;
use crate::report::words::counted;
use crate::work::effect::Effect;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// What came of it, hit by hit.
#[derive(Default)]
struct Came {
    changes: Vec<(EventId, Change)>,
    places: usize,
    already: usize,
    /// Why hits were passed over, and how many for each reason.
    refused: BTreeMap<String, usize>,
}

impl Came {
    fn refuse(&mut self, why: impl Into<String>) {
        *self.refused.entry(why.into()).or_default() += 1;
    }

    /// Saves it as one act and says what came of it.
    fn save(self, done: &str, cx: &mut Context) -> Vec<Effect> {
        let mut words = vec![format!("{done} {}", counted(self.places, "place"))];
        if self.already > 0 {
            words.push(format!("{} so already", self.already));
        }
        for (why, n) in &self.refused {
            words.push(format!("{n} not: {why}"));
        }
        if self.changes.is_empty() {
            return cx.say(words.split_off(1).join(" · "));
        }
        words.push("z takes all back".to_owned());
        cx.note(words.join(" · "));
        cx.save_as(self.changes)
    }
}

impl Search {
    pub(super) fn ask_code(&mut self, cx: &mut Context) -> Vec<Effect> {
        let title = match self.ticked.len() {
            0 => "Code this hit".to_owned(),
            n => format!("Code {}", counted(n, "ticked hit")),
        };
        let picker = Picker::new(title, Ask::Code, cx.code_entries(None));
        cx.lay(Overlay::Picker(picker.several().creating("code")))
    }

    /// Of a segment its own stretch is coded; of a turn one says how much.
    pub(super) fn ask_extent(
        &mut self,
        codes: Vec<CodeId>,
        new: Option<String>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        if !self.listing_is_turns() {
            return self.act(Act::Code(codes, new, Extent::Found), cx);
        }
        let entries = (0..).zip(Extent::ALL);
        let entries = entries.map(|(n, (_, words))| Entry::new(words, Value::Number(n)));
        let title = "How much of each hit is coded";
        cx.pick(title, Ask::Extent(codes, new), entries.collect())
    }

    pub(super) fn code(
        &mut self,
        (codes, new): (Vec<CodeId>, Option<String>),
        extent: i32,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let extent = usize::try_from(extent)
            .ok()
            .and_then(|n| Extent::ALL.get(n));
        match extent {
            Some((extent, _)) => self.act(Act::Code(codes, new, *extent), cx),
            None => Vec::new(),
        }
    }

    /// Does it now, or once what it needs has come.
    pub(super) fn act(&mut self, act: Act, cx: &mut Context) -> Vec<Effect> {
        self.waits = Some((act, None));
        self.go_on(cx)
    }

    /// Goes on with what waits, once all of the hits is here; asks for what is not, once.
    pub(super) fn go_on(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some((act, asked)) = self.waits.take() else {
            return Vec::new();
        };
        let Some(missing) = self.missing(cx) else {
            return self.act_now(act, cx);
        };
        let effects = match asked.as_ref() == Some(&missing) {
            true => Vec::new(),
            false => self.ask(&missing, cx),
        };
        self.waits = Some((act, Some(missing)));
        effects
    }

    fn act_now(&mut self, act: Act, cx: &mut Context) -> Vec<Effect> {
        let hits = self.chosen_hits().unwrap_or_default();
        if hits.is_empty() {
            return cx.say("no text is chosen: memos and codes are opened with Enter");
        }
        match act {
            Act::Code(codes, new, extent) => self.code_all(&hits, (codes, new), extent, cx),
            Act::Copy => copy(&hits, cx),
        }
    }

    fn code_all(
        &mut self,
        hits: &[TextHit],
        (mut codes, new): (Vec<CodeId>, Option<String>),
        extent: Extent,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let mut came = Came::default();
        if let Some(name) = new {
            match made(&name, hits, cx) {
                Ok((code, change)) => {
                    codes.push(code);
                    came.changes.extend(change);
                }
                Err(why) => return cx.fail(why),
            }
        }
        let made_code = came.changes.len();
        let mut seen = HashSet::new();
        for hit in hits {
            match code_hit(hit, (&codes, extent), &mut seen, cx) {
                Ok(changes) if changes.is_empty() => came.already += 1,
                Ok(changes) => {
                    came.places += 1;
                    came.changes.extend(changes);
                }
                Err(why) => came.refuse(why),
            }
        }
        if came.changes.len() == made_code {
            came.changes.clear();
        }
        self.ticked.clear();
        cx.used(&codes);
        came.save("coded", cx)
    }

    /// Changes the code of one's own codings among the segments chosen.
    pub(super) fn change_code(&mut self, code: CodeId, cx: &mut Context) -> Vec<Effect> {
        let field = CodingField::Code(code);
        self.change_own("changed", cx, |coding, cx| {
            if cx.view.codebook().resolve(coding.code) == code {
                return Ok(Vec::new());
            }
            let (view, me) = (cx.view.clone(), cx.me.clone());
            coding::recode(&view, &mut cx.mint, &me, (coding.id, &field), Vec::new())
        })
    }

    /// Takes away one's own codings among the segments chosen.
    pub(super) fn uncode(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.change_own("uncoded", cx, |coding, cx| {
            coding::may_change(&cx.view, &cx.me, coding.id)?;
            let twins = cx.view.twins(coding.id).into_iter();
            let uncoded = |coding| (cx.mint.id(), Change::Uncoded { coding });
            Ok(twins.map(uncoded).collect())
        })
    }

    fn change_own(
        &mut self,
        done: &str,
        cx: &mut Context,
        change: impl Fn(&Coding, &mut Context) -> Result<Vec<(EventId, Change)>, String>,
    ) -> Vec<Effect> {
        let Some(hits) = self.chosen_hits() else {
            return cx.say("the hits are still being looked up");
        };
        let mut came = Came::default();
        let mut seen = HashSet::new();
        for id in hits.iter().filter_map(|hit| hit.coding) {
            let Some(coding) = cx.view.coding(id).cloned() else {
                continue;
            };
            if coding.coder != cx.me {
                came.refuse(format!("{}'s, not yours", coding.coder));
                continue;
            }
            if !seen.insert((
                coding.source.clone(),
                coding.span,
                coding.code,
                coding.round,
            )) {
                continue;
            }
            match change(&coding, cx) {
                Ok(changes) if changes.is_empty() => came.already += 1,
                Ok(changes) => {
                    came.places += 1;
                    came.changes.extend(changes);
                }
                Err(why) => came.refuse(why),
            }
        }
        self.ticked.clear();
        came.save(done, cx)
    }
}

/// The code of this name, or a new one for these hits.
fn made(
    name: &str,
    hits: &[TextHit],
    cx: &mut Context,
) -> Result<(CodeId, Option<(EventId, Change)>), String> {
    if let Some(there) = cx.view.codebook().named(name) {
        return Ok((there.id, None));
    }
    if let Some(retired) = cx.view.retired_named(name) {
        return Err(format!(
            "“{}” is retired: D in the Codebook (g c) brings it back",
            retired.name
        ));
    }
    let reading = hits.first().map(|hit| &hit.source);
    let id = cx.mint.id();
    Ok((
        id.into(),
        Some((id, new_code(&cx.view, reading, name, None))),
    ))
}

/// What coding a hit makes; nothing where it is coded so already, or by another hit of the same place.
fn code_hit(
    hit: &TextHit,
    (codes, extent): (&[CodeId], Extent),
    seen: &mut HashSet<(SourceId, Span)>,
    cx: &mut Context,
) -> Result<Vec<(EventId, Change)>, String> {
    let round = may_code(&cx.view, &hit.source)?;
    // A code that is made with it may be for a blind round alone.
    if codes
        .iter()
        .any(|code| cx.view.codebook().get(*code).is_none())
    {
        may_use(&cx.view, private_round(&cx.view, Some(&hit.source)), round)?;
    }
    let document = cx.documents.get(&hit.source).cloned();
    let document = document.ok_or("its text is not loaded")?;
    let span = stretch(hit.span, extent, document.clone());
    let span = document
        .text
        .trimmed(span)
        .ok_or("there is no text in it")?;
    if !seen.insert((hit.source.clone(), span)) {
        return Ok(Vec::new());
    }
    let place = Place {
        source: hit.source.clone(),
        round,
        span,
        via: Some(Via::Search),
    };
    let own = cx.view.codings_in(&hit.source);
    let here = |c: &&Coding| c.coder == cx.me && c.span == span && c.round == round;
    let there: Vec<CodeId> = own
        .filter(here)
        .map(|c| cx.view.codebook().resolve(c.code))
        .collect();
    let is_there = |code: CodeId| there.contains(&code);
    let (at, with) = ((&*document, &place), (Vec::new(), codes));
    let applied = coding::apply(&cx.view, &mut cx.mint, at, with, is_there)?;
    Ok(applied.changes)
}

/// As much of a text as is coded of what was found in it.
fn stretch(found: Span, extent: Extent, document: Arc<Document>) -> Span {
    let unit = match extent {
        Extent::Found => return found,
        Extent::Sentence => Unit::Sentence,
        Extent::Turn => Unit::Turn,
    };
    let mut reading = Read::default();
    reading.document = Some(document);
    let at = |point: u32| reading.unit_at(unit, point).unwrap_or(found);
    reading.without_labels(Span {
        start: at(found.start).start.min(found.start),
        end: at(found.end.saturating_sub(1)).end.max(found.end),
    })
}

/// Puts hits with their places on the clipboard.
fn copy(hits: &[TextHit], cx: &mut Context) -> Vec<Effect> {
    let quoted = |hit: &TextHit| {
        let document = cx.documents.get(&hit.source)?;
        let span = match hit.coding {
            Some(_) => hit.span,
            None => stretch(hit.span, Extent::Turn, document.clone()),
        };
        let quote = document.text.slice(span).trim();
        let place = document.structure.cite(span);
        Some(format!(
            "“{quote}” ({}:{place})",
            cx.view.source_name(&hit.source)
        ))
    };
    let quotes: Vec<String> = hits.iter().filter_map(quoted).collect();
    cx.note(format!(
        "copied {} with place; where the terminal has no clipboard x writes files",
        counted(quotes.len(), "quote")
    ));
    vec![Effect::Copy(quotes.join("\n\n"))]
}
