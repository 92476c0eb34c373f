//! Texts being written: kept on this machine until they are saved or dropped, so that a terminal that
//! closes, or a save that fails, takes none with it.

use super::anywhere;
use super::input::Typing;
use super::overlay::Overlay;
use super::screens::Ask;
use crate::model::coding::{MemoKind, MemoOn};
use crate::model::ids::MemoId;
use crate::work::effect::Effect;
use serde::{Deserialize, Serialize};

/// Milliseconds after which what is being written is on the disk.
pub(super) const KEPT_WITHIN_MS: u64 = 2_000;

/// A text that is neither saved nor dropped.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Draft {
    /// What it is for, in the same words whenever that is asked for.
    pub(super) of: String,
    pub(super) title: String,
    /// What stood there when it was begun.
    pub(super) before: String,
    pub(super) text: String,
    /// The memo it is, which can be opened from anywhere.
    pub(super) memo: Option<(Noted, Option<MemoKind>)>,
    /// Whether it lies over the screen.
    #[serde(skip)]
    pub(super) open: bool,
}

/// Which memo is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Noted {
    New(MemoOn),
    Again(MemoId),
}

impl Draft {
    pub(super) fn is_written(&self) -> bool {
        !self.text.trim().is_empty() && self.text != self.before
    }
}

/// All of them, and how far the disk has them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drafts {
    pub(super) all: Vec<Draft>,
    /// When they are due to be put on the disk, if the disk does not have them as they are.
    due_ms: Option<u64>,
    on_disk: bool,
}

impl Drafts {
    /// Those that were left; what cannot be read is none.
    pub(super) fn left(text: Option<&str>) -> Drafts {
        let all: Option<Vec<Draft>> = text.and_then(|t| ron::from_str(t).ok());
        Drafts {
            on_disk: all.is_some(),
            all: all.unwrap_or_default(),
            due_ms: None,
        }
    }

    /// In how many milliseconds they are to be put on the disk, if they are.
    pub(super) fn due_in(&self, now_ms: u64) -> Option<u64> {
        self.due_ms.map(|due| due.saturating_sub(now_ms))
    }

    pub(super) fn shut(&self) -> impl Iterator<Item = &Draft> {
        self.all.iter().filter(|d| !d.open && d.is_written())
    }

    pub(super) fn changed(&mut self, due_ms: u64) {
        self.due_ms = Some(self.due_ms.map_or(due_ms, |due| due.min(due_ms)));
    }

    /// Forgets a text; the disk does so at once.
    pub(super) fn forget(&mut self, of: &str, now_ms: u64) {
        self.all.retain(|d| d.of != of);
        if self.on_disk {
            self.changed(now_ms);
        }
    }

    /// Has them put on the disk as they are now.
    pub(super) fn put(&mut self) -> Option<Effect> {
        self.due_ms.take()?;
        let written: Vec<&Draft> = self.all.iter().filter(|d| d.is_written()).collect();
        let text = (!written.is_empty()).then(|| ron::to_string(&written).unwrap_or_default());
        let nothing_there = !self.on_disk && text.is_none();
        self.on_disk = text.is_some();
        (!nothing_there).then_some(Effect::KeepDrafts(text))
    }
}

/// What a text that lies over the screen is for, if it is one that would be missed.
pub(super) fn of(overlay: &Overlay) -> Option<String> {
    match overlay {
        Overlay::Editor(e) => match &e.ask {
            // Its kind may change while it is written.
            Ask::Anywhere(anywhere::Ask::Memo(on, _)) => Some(format!("memo on {on:?}")),
            Ask::Anywhere(anywhere::Ask::EditMemo(id, _)) => Some(format!("memo {id:?}")),
            ask => Some(format!("{ask:?}")),
        },
        Overlay::Prompt(p) if p.words => Some(format!("{:?}", p.ask)),
        // What a reason belongs to stands in the title alone.
        Overlay::Picker(p) if p.takes_words() => Some(format!("{:?} {}", p.ask, p.title)),
        _ => None,
    }
}

pub(super) fn begun(of: String, overlay: &mut Overlay) -> Option<Draft> {
    let title = match overlay {
        Overlay::Editor(e) => e.title.clone(),
        Overlay::Prompt(p) => p.title.clone(),
        Overlay::Picker(p) => p.title.clone(),
        _ => return None,
    };
    let text = overlay.typing()?.text().to_owned();
    Some(Draft {
        of,
        title,
        before: text.clone(),
        text,
        memo: memo_of(overlay),
        open: true,
    })
}

/// The memo that is written, if one is.
pub(super) fn memo_of(overlay: &Overlay) -> Option<(Noted, Option<MemoKind>)> {
    let Overlay::Editor(editor) = overlay else {
        return None;
    };
    match &editor.ask {
        Ask::Anywhere(anywhere::Ask::Memo(on, kind)) => Some((Noted::New(on.clone()), *kind)),
        Ask::Anywhere(anywhere::Ask::EditMemo(id, kind)) => Some((Noted::Again(*id), *kind)),
        _ => None,
    }
}

/// Puts a text that was left into what asks for it again.
pub(super) fn take_up(draft: &Draft, overlay: &mut Overlay) {
    if let Some(typing) = overlay.typing() {
        *typing = Typing::new(&draft.text);
    }
    match (overlay, &draft.memo) {
        (Overlay::Picker(picker), _) => picker.refresh(),
        (Overlay::Editor(editor), Some((_, kind))) => {
            while editor.kind().is_some_and(|now| now != *kind) {
                editor.next_kind();
            }
        }
        _ => {}
    }
}
