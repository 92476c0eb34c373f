//! Memos: written, opened again, changed, removed.

use super::anywhere::Ask;
use super::context::Context;
use crate::acts::memos::written;
use crate::model::coding::MemoOn;
use crate::model::event::Change;
use crate::model::ids::MemoId;
use crate::work::effect::Effect;

impl Context {
    /// Opens the editor for a memo on something.
    pub(super) fn edit_memo(&mut self, on: MemoOn) -> Vec<Effect> {
        let title = match &on {
            MemoOn::Coding(id) => {
                let code = self.view.coding(*id).map(|c| c.code);
                format!(
                    "Memo on the coding {}",
                    code.map_or("", |c| self.view.codebook().name(c))
                )
            }
            MemoOn::Code(id) => format!("Memo on {}", self.view.codebook().name(*id)),
            MemoOn::Segment(..) => "Memo on this passage".to_owned(),
            MemoOn::Source(_) => "Memo on this source".to_owned(),
            _ => "Memo".to_owned(),
        };
        self.edit(title, Ask::Memo(on), "")
    }

    /// Keeps a memo; an empty one is none.
    pub(super) fn keep_memo(&mut self, on: MemoOn, text: String) -> Vec<Effect> {
        if text.is_empty() {
            return self.say("an empty memo is not kept");
        }
        self.save(vec![written(&self.view, on, text)])
    }

    /// Opens a memo of one's own to be written on; another's is shown.
    pub(super) fn reopen_memo(&mut self, id: MemoId) -> Vec<Effect> {
        let Some(memo) = self.view.memos().find(|m| m.id == id).cloned() else {
            return Vec::new();
        };
        if memo.coder != self.me {
            return self.say(format!("{}: {}", memo.coder, memo.text));
        }
        self.edit("Memo (empty removes it)", Ask::EditMemo(id), &memo.text)
    }

    /// Keeps another text of a memo; an empty one removes it.
    pub(super) fn change_memo(&mut self, memo: MemoId, text: String) -> Vec<Effect> {
        if text.is_empty() {
            return self.save(vec![Change::MemoRemoved { memo }]);
        }
        self.save(vec![Change::MemoEdited {
            memo,
            text,
            replaces: Vec::new(),
        }])
    }
}
