//! What can be done now, and why not.

use super::App;
use super::command::Command;
use super::keymap::{self, BINDINGS, Binding, Scope};
use super::screen::Screen;
use crate::model::ids::CodeId;

/// Whether a command is one of the scope's own.
pub(super) fn is_of(command: Command, scope: Scope) -> bool {
    let mut own = BINDINGS.iter().filter(|b| b.scope == scope);
    own.any(|b| b.command == command)
}

impl App {
    /// What the footer offers: rows of the pane in focus that can be run now, the most wanted
    /// first, and the key that shows all; while something lies over the screen that key is typed.
    pub fn hints(&self) -> (Vec<&'static Binding>, Option<&'static Binding>) {
        let mut rows = keymap::in_scope(self.scope());
        let help = rows.iter().find(|b| b.command == Command::Help).copied();
        rows.retain(|b| b.hint > 0 && b.command != Command::Help);
        rows.retain(|b| self.available(b.command).is_ok());
        rows.sort_by_key(|b| b.hint);
        rows.truncate(7);
        (rows, help)
    }

    /// Whether a command can be run now, and if not, why not.
    pub fn available(&self, command: Command) -> Result<(), String> {
        use Command::*;
        let writes = matches!(
            command,
            Undo | Redo
                | ApplyCode
                | Pinned(_)
                | RepeatCode
                | InVivo
                | Memo
                | Uncode
                | ChangeCode
                | MoveBoundary
                | Certainty
                | Rate
                | ToggleFinished
                | Import
                | NewRound
                | ProposeRound
                | Submit
                | WithdrawSubmission
                | CloseRound
                | CorrectSpeakers
                | UpgradeStudy
                | CancelRound
                | SetKind
                | SetSpeaker
                | NameSpeaker
                | SetAttribute
                | ChooseBasis
                | Add
                | AddUnder
                | Rename
                | Define
                | Include
                | Exclude
                | Example
                | Colour
                | Move
                | Merge
                | Retire
                | ImportCodebook
                | VerdictA
                | VerdictB
                | VerdictBoth
                | VerdictNeither
                | VerdictSpan
                | VerdictCode
                | VerdictKept
                | VerdictPark
                | Assent
                | Reopen
                | Vote
                | CodeByCode
                | SettleAlike
                | RestsOn
                | JudgeSame
                | JudgeLeft
                | JudgeRight
                | JudgeDrop
                | Place
                | TakeOut
                | Relate
                | DropRelation
        );
        match &self.read_only {
            Some(why) if writes => return Err(format!("read-only: {why}")),
            _ => {}
        }
        if let Some(top) = self.overlays.last() {
            return self.overlay_available(top, command);
        }
        match command {
            Undo => self
                .view
                .undoable()
                .map(drop)
                .map_err(|e| e.words().to_owned()),
            Redo => self.view.redoable().map(drop).map_err(|e| match e {
                crate::model::undo::NoUndo::Nothing => "there is nothing to redo".to_owned(),
                other => other.words().to_owned(),
            }),
            _ => match self.screen {
                Screen::Study => self.study_available(command),
                Screen::Read => self.read_available(command),
                Screen::Codebook => self.codebook_available(command),
                Screen::Search => self.search_available(command),
                Screen::Reconcile => self.reconcile_available(command),
                Screen::Agreement => self.agreement_available(command),
                Screen::Conference => self.conference_available(command),
                Screen::Themes => self.themes_available(command),
            },
        }
    }
    /// Why a command of the Codebook screen cannot be run now, if so.
    fn codebook_available(&self, command: Command) -> Result<(), String> {
        use Command::*;
        let edits_shared = matches!(
            command,
            Rename
                | Define
                | Include
                | Exclude
                | Example
                | Colour
                | Move
                | Merge
                | Retire
                | ImportCodebook
        );
        let own = is_of(command, Scope::Codebook) && !matches!(command, Add | ImportCodebook);
        let code = self.codebook_code().filter(|_| own);
        if own && code.is_none() {
            return Err("the codebook is empty: a adds a code, I adds a codebook file".to_owned());
        }
        if let (Evidence, Some(code)) = (command, code) {
            let is_of = |c: CodeId| self.view.codebook().resolve(c) == code.id;
            return match self.view.codings().any(|c| is_of(c.code)) {
                true => Ok(()),
                false => Err(format!("nothing is coded with “{}” yet", code.name)),
            };
        }
        let Some(round) = self.view.frozen_by().filter(|_| edits_shared) else {
            return Ok(());
        };
        // A private code of a round that is over is everybody's.
        let shut = |id| self.view.is_shut(id);
        let own_new = self
            .codebook_code()
            .is_some_and(|c| c.private.is_some_and(shut) && c.by == self.me);
        if own_new && command != ImportCodebook {
            return Ok(());
        }
        Err(format!(
            "the codebook is frozen while “{}” is blind: w writes a question about this code",
            round.plan.name
        ))
    }
}
