//! What is done with the hits chosen: coding, uncoding, another code, copying. Each is one act.

use super::parts::Act;
use super::{Ask, Search};
use crate::acts::gathered::{Came, Extent, Gathering, TextHit, stretch};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::model::ids::CodeId;
use crate::report::Texts;
use crate::report::words::counted;
use crate::work::effect::Effect;

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
        match self.chosen().len() - hits.len() {
            0 => {}
            n => cx.note(format!("{n} memos and codes among them are left out")),
        }
        match act {
            Act::Code(codes, new, extent) => self.code_all(&hits, (codes, new), extent, cx),
            Act::Copy => copy(&hits, cx),
        }
    }

    fn code_all(
        &mut self,
        hits: &[TextHit],
        (codes, new): (Vec<CodeId>, Option<String>),
        extent: Extent,
        cx: &mut Context,
    ) -> Vec<Effect> {
        match gathering(cx).code(hits, (codes, new.as_deref()), extent) {
            Ok(came) => {
                self.ticked.clear();
                cx.used(&came.codes);
                save(came, "coded", cx)
            }
            Err(why) => cx.fail(why),
        }
    }

    /// Changes the code of one's own codings among the segments chosen.
    pub(super) fn change_code(&mut self, code: CodeId, cx: &mut Context) -> Vec<Effect> {
        self.change_own("changed", cx, |gathering, hits| {
            gathering.recode(hits, code)
        })
    }

    /// Takes away one's own codings among the segments chosen.
    pub(super) fn uncode(&mut self, cx: &mut Context) -> Vec<Effect> {
        self.change_own("uncoded", cx, |gathering, hits| gathering.uncode(hits))
    }

    fn change_own(
        &mut self,
        done: &str,
        cx: &mut Context,
        change: impl Fn(&mut Gathering, &[TextHit]) -> Came,
    ) -> Vec<Effect> {
        let Some(hits) = self.chosen_hits() else {
            return cx.say("the hits are still being looked up");
        };
        self.ticked.clear();
        save(change(&mut gathering(cx), &hits), done, cx)
    }
}

fn gathering(cx: &mut Context) -> Gathering<'_> {
    Gathering {
        view: &cx.view,
        me: &cx.me,
        mint: &mut cx.mint,
        documents: &cx.documents,
    }
}

/// Saves it as one act and says what came of it.
fn save(came: Came, done: &str, cx: &mut Context) -> Vec<Effect> {
    let words = came.words(done);
    if came.changes.is_empty() {
        return cx.say(words);
    }
    cx.note(format!("{words} · z takes all back"));
    cx.save_as(came.changes)
}

/// Puts hits with their places on the clipboard.
fn copy(hits: &[TextHit], cx: &mut Context) -> Vec<Effect> {
    let quoted = |hit: &TextHit| {
        let document = cx.documents.get(&hit.source)?;
        let span = match hit.coding {
            Some(_) => hit.span,
            None => stretch(document, hit.span, Extent::Turn),
        };
        Some((hit.source.clone(), span))
    };
    let texts = Texts::new(&cx.view, &cx.documents);
    let places = hits.iter().filter_map(quoted);
    let quotes: Vec<String> = places.map(|(s, span)| texts.quoted(&s, span)).collect();
    cx.note(format!(
        "copied {} with place; where the terminal has no clipboard x writes files",
        counted(quotes.len(), "quote")
    ));
    vec![Effect::Copy(quotes.join("\n\n"))]
}
