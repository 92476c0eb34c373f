//! What is being written is looked after: kept while it is typed, taken up where it is asked for
//! again, forgotten once it is saved or dropped.

use super::App;
use super::anywhere;
use super::context::Context;
use super::drafts::{Draft, KEPT_WITHIN_MS, Noted, begun, memo_of, of, take_up};
use super::overlay::{Entry, Value};
use crate::model::wrap::brief;
use crate::work::effect::Effect;

/// Looks, after whatever happened, at what is being written.
pub(super) fn attend(app: &mut App) -> Option<Effect> {
    let cx = &mut app.cx;
    let over: Vec<String> = cx.overlays.iter().filter_map(of).collect();
    let now_ms = cx.mint.now_ms;
    closed(cx, &over);
    for place in 0..cx.overlays.len() {
        let overlay = &mut cx.overlays[place];
        let Some(of) = of(overlay) else { continue };
        let Some(draft) = cx.drafts.all.iter_mut().find(|d| d.of == of) else {
            cx.drafts.all.extend(begun(of, overlay));
            continue;
        };
        if !draft.open {
            draft.open = true;
            let before = overlay.typing().map_or("", |t| t.text());
            let words = match before == draft.before {
                true => "what you were writing here is back; what is not wanted goes with Esc",
                false => {
                    "what you were writing here is back, but what it was to replace has changed since: Esc shows that"
                }
            };
            take_up(draft, overlay);
            cx.note(words);
            continue;
        }
        let memo = memo_of(overlay);
        let text = overlay.typing().map_or("", |t| t.text());
        if draft.text != text || draft.memo != memo {
            draft.text = text.to_owned();
            draft.memo = memo;
            cx.drafts.changed(now_ms + KEPT_WITHIN_MS);
        }
    }
    match cx.drafts.due_in(now_ms) {
        Some(0) => cx.drafts.put(),
        _ => None,
    }
}

/// Forgets texts that lie over the screen no more: they were dropped, or are saved. Where that
/// failed they are kept.
fn closed(cx: &mut Context, over: &[String]) {
    if cx.saving > 0 {
        return;
    }
    let mut gone = Vec::new();
    for draft in &mut cx.drafts.all {
        if draft.open && !over.contains(&draft.of) {
            draft.open = false;
            if !cx.failed || !draft.is_written() {
                gone.push(draft.of.clone());
            }
        }
    }
    for of in gone {
        cx.drafts.forget(&of, cx.mint.now_ms);
    }
}

impl App {
    /// What is being written, to be put on the disk before the program ends.
    pub fn end(&mut self) -> Option<Effect> {
        let last = attend(self);
        last.or_else(|| self.cx.drafts.put())
    }
}

impl Context {
    /// Says at the beginning that something was left.
    pub(super) fn mention_drafts(&mut self) {
        let titles: Vec<&str> = self.drafts.shut().map(|d| d.title.as_str()).collect();
        if let [first, rest @ ..] = &titles[..] {
            let more = match rest.len() {
                0 => String::new(),
                n => format!(" and {n} more"),
            };
            let words = format!("not saved when Tandem ended: “{first}”{more}; g m opens it again");
            self.mention(words);
        }
    }

    /// Texts that are neither saved nor open, as rows.
    pub(super) fn draft_entries(&self) -> Vec<Entry> {
        let entry = |d: &Draft| {
            Entry::new(format!("not saved: {}", d.title), Value::Text(d.of.clone()))
                .beside(brief(&d.text, 40))
                .detail(d.text.clone())
        };
        self.drafts.shut().map(entry).collect()
    }

    /// Opens a text that was left: a memo at once, others where they belong.
    pub(super) fn open_draft(&mut self, of: &str) -> Vec<Effect> {
        let Some(draft) = self.drafts.all.iter().find(|d| d.of == of).cloned() else {
            return Vec::new();
        };
        match draft.memo {
            Some((Noted::New(on), _)) => self.edit_memo(on),
            Some((Noted::Again(id), _)) if self.view.memo(id).is_some() => self.reopen_memo(id),
            _ => self.question(
                format!(
                    "It is there again when “{}” is opened. Or is it to be dropped?\n\n{}",
                    draft.title,
                    brief(&draft.text, 400)
                ),
                anywhere::Ask::DropDraft(draft.of),
            ),
        }
    }

    pub(super) fn drop_draft(&mut self, of: &str) -> Vec<Effect> {
        self.drafts.forget(of, self.mint.now_ms);
        self.say("dropped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acts::codebook::Clause;
    use crate::app::context::Opening;
    use crate::app::key::Key;
    use crate::app::overlay::{Overlay, Picker};
    use crate::app::{Action, codebook, reconcile};
    use crate::model::coding::MemoOn;
    use crate::model::fixture::{Study, coder};
    use crate::model::ids::MemoId;
    use crate::model::review::Cogency;
    use crate::model::view::View;
    use crate::work::effect::Outcome;

    const TEXT: &str = "words that were\nnot saved “yet”";

    fn app(study: &Study, drafts: Option<String>) -> App {
        let opening = Opening {
            name: "study".into(),
            dir: "/nowhere".into(),
            me: coder("ana"),
            read_only: None,
            size: (100, 30),
            now_ms: 1_800_000_000_000,
            seed: 1,
            memory: None,
            drafts,
        };
        let view = View::new(study.events.clone(), Some(coder("ana")));
        App::new(opening, view).0
    }

    fn pass(app: &mut App, ms: u64) -> Vec<Effect> {
        app.update(Action::Tick(app.cx.mint.now_ms + ms))
    }

    fn kept(effects: impl IntoIterator<Item = Effect>) -> Option<Option<String>> {
        let kept = effects.into_iter().filter_map(|e| match e {
            Effect::KeepDrafts(text) => Some(text),
            _ => None,
        });
        kept.last()
    }

    fn typed(app: &mut App) -> String {
        let typing = app.cx.overlays.last_mut().and_then(Overlay::typing);
        typing.map_or(String::new(), |t| t.text().to_owned())
    }

    fn key(app: &mut App, key: &str) -> Vec<Effect> {
        app.update(Action::Key(Key::parse_script(key).unwrap()[0]))
    }

    type Way = Box<dyn Fn(&mut App)>;

    /// Everything in which words are written that stay, by the way it is asked for.
    fn ways(study: &mut Study) -> Vec<Way> {
        let code = study.id("hope");
        let memo = MemoId::from(study.memo("ana", MemoOn::Study, "as it stood"));
        let open = |app: &mut App, overlay| drop(app.cx.lay(overlay));
        vec![
            Box::new(|app| drop(app.cx.edit_memo(MemoOn::Study))),
            Box::new(move |app| drop(app.cx.edit_memo(MemoOn::Code(code)))),
            Box::new(move |app| drop(app.cx.reopen_memo(memo))),
            Box::new(move |app| {
                let ask = codebook::Ask::Write(code, Clause::Definition);
                drop(app.cx.edit("hope: definition", ask, "as it stood"));
            }),
            Box::new(move |app| {
                let ask = codebook::Ask::ReviewWhy(code, Cogency::Clear);
                drop(app.cx.ask_words("hope: clear, because", ask, ""));
            }),
            Box::new(move |app| {
                let ask = reconcile::Ask::Reason;
                let picker = Picker::new("Reason of the verdict", ask, Vec::new());
                open(app, Overlay::Picker(picker.creating("reason")));
            }),
        ]
    }

    #[test]
    fn what_is_written_comes_back_wherever_it_is_asked_for_until_it_is_dropped() {
        let mut study = Study::new();
        study.coders(&["ana"]);
        study.code("hope");
        for (at, way) in ways(&mut study).into_iter().enumerate() {
            let mut first = app(&study, None);
            way(&mut first);
            pass(&mut first, 1);
            let before = typed(&mut first);
            assert_eq!(kept(first.end()), None, "{at}: nothing was written");
            first.update(Action::Paste(TEXT.into()));
            let written = typed(&mut first);
            assert_ne!(written, before, "{at}");
            // Within seconds without another key, and at the end at once.
            assert!(first.wakes_in().is_some_and(|ms| ms <= KEPT_WITHIN_MS));
            let slowly = kept(pass(&mut first.clone(), KEPT_WITHIN_MS)).unwrap();
            let left = kept(first.end()).unwrap();
            assert_eq!(left, slowly, "{at}");

            let mut second = app(&study, left.clone());
            way(&mut second);
            pass(&mut second, 1);
            assert_eq!(typed(&mut second), written, "{at}");
            for _ in 0..2 {
                let effects = key(&mut second, "<esc>");
                if second.cx.overlays.is_empty() {
                    assert_eq!(kept(effects), Some(None), "{at}: dropped, so forgotten");
                    break;
                }
            }
            assert!(second.cx.overlays.is_empty());
            way(&mut second);
            pass(&mut second, 1);
            assert_eq!(typed(&mut second), before, "{at}");

            // Somebody who leaves by a key after the warning drops it, too.
            let mut third = app(&study, left);
            way(&mut third);
            pass(&mut third, 1);
            let effects: Vec<Effect> = (0..2).flat_map(|_| key(&mut third, "<c-c>")).collect();
            assert!(effects.iter().any(|e| matches!(e, Effect::Quit)), "{at}");
            assert_eq!(kept(effects), Some(None), "{at}");
            assert_eq!(kept(third.end()), None, "{at}");
        }
    }

    #[test]
    fn it_is_forgotten_once_it_is_saved_and_not_where_saving_failed() {
        let mut study = Study::new();
        study.coders(&["ana"]);
        let mut app = app(&study, None);
        app.cx.edit_memo(MemoOn::Study);
        pass(&mut app, 1);
        app.update(Action::Paste(TEXT.into()));
        assert!(kept(pass(&mut app, KEPT_WITHIN_MS)).unwrap().is_some());
        let effects = key(&mut app, "<c-s>");
        assert_eq!(app.cx.saving, 1, "{:?}", app.cx.notices.current());
        assert_eq!(kept(effects), None, "it is not on the disk yet");
        let mut failed = app.clone();
        let why = "the disk is full".to_owned();
        let effects = failed.update(Action::Done(Outcome::NotSaved(why)));
        assert_eq!(kept(effects), None);
        // The list of messages has it, and opens it.
        key(&mut failed, "g");
        key(&mut failed, "m");
        key(&mut failed, "<ret>");
        assert_eq!(typed(&mut failed), TEXT);

        let saved = app.update(Action::Done(Outcome::Saved(Vec::new())));
        assert_eq!(kept(saved), Some(None));
        app.cx.edit_memo(MemoOn::Study);
        pass(&mut app, 1);
        assert_eq!(typed(&mut app), "");
    }

    #[test]
    fn one_that_can_be_opened_nowhere_is_read_and_dropped_from_the_messages() {
        let mut study = Study::new();
        study.coders(&["ana"]);
        study.code("hope");
        let way = ways(&mut study).remove(3);
        let mut first = app(&study, None);
        way(&mut first);
        pass(&mut first, 1);
        first.update(Action::Paste(TEXT.into()));
        let left = kept(first.end()).unwrap();
        let mut app = app(&study, left);
        let said = app.cx.notices.current().unwrap().text.clone();
        assert!(said.contains("hope: definition"), "{said}");
        key(&mut app, "g");
        key(&mut app, "m");
        key(&mut app, "<ret>");
        let Some(Overlay::Question(question)) = app.cx.overlays.last() else {
            panic!("{:?}", app.cx.overlays)
        };
        assert!(question.text.contains("not saved “yet”"));
        assert_eq!(kept(key(&mut app, "y")), Some(None));
        assert!(app.cx.draft_entries().is_empty());
    }

    #[test]
    fn what_it_would_replace_has_changed_and_that_is_said() {
        let mut study = Study::new();
        study.coders(&["ana"]);
        let code = study.code("hope");
        let ask = || codebook::Ask::Write(code, Clause::Definition);
        let mut first = app(&study, None);
        first.cx.edit("hope: definition", ask(), "as it stood");
        pass(&mut first, 1);
        first.update(Action::Paste(TEXT.into()));
        let left = kept(first.end()).unwrap();
        let mut second = app(&study, left);
        second.cx.edit("hope: definition", ask(), "as ben wrote it");
        pass(&mut second, 1);
        let said = second.cx.notices.current().unwrap().text.clone();
        assert!(said.contains("has changed since"), "{said}");
    }
}
