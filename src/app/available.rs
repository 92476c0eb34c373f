//! What can be done now, and why not.

use super::App;
use super::command::Command;
use super::screen::Screen;

impl App {
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
            _ if self.screen == Screen::Codebook => self.codebook_available(command),
            _ if self.screen == Screen::Conference => self.conference_available(command),
            _ if self.screen == Screen::Themes => self.themes_available(command),
            _ if self.screen == Screen::Reconcile => self.reconcile_available(command),
            _ if self.screen == Screen::Agreement => self.agreement_available(command),
            _ => Ok(()),
        }
    }
}
