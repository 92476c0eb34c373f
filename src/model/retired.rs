//! Codes that are no longer offered, though something is coded with them.

use super::code::Code;
use super::conference::Judgement;
use super::event::Change;
use super::ids::CodeId;
use super::name;
use super::view::View;

impl View {
    /// Retired codes something is coded with, as far as the viewer may see it.
    pub fn retired_with_codings(&self) -> Vec<&Code> {
        let retired = |c: &&Code| c.retired && c.merged_into.is_none();
        let retired: Vec<&Code> = self.codebook().all().filter(retired).collect();
        if retired.is_empty() {
            return retired;
        }
        let counts = self.groundedness(None);
        let used = retired.into_iter().filter(|c| counts.contains_key(&c.id));
        used.collect()
    }

    /// The retired code of this name something is coded with, if there is one.
    pub fn retired_named(&self, name: &str) -> Option<&Code> {
        let all = self.retired_with_codings().into_iter();
        all.rev().find(|c| name::same(&c.name, name))
    }

    /// What brings a retired code back: it names all that retired it, as far as it is known here.
    pub fn restoring(&self, code: CodeId) -> Change {
        let retires = |change: &Change| match change {
            Change::CodeRetired { code: of } => *of == code,
            Change::CodesJudged {
                judgement: Judgement::Dropped(all),
                ..
            } => all.contains(&code),
            _ => false,
        };
        Change::CodeRestored {
            code,
            replaces: self.in_sight(&Change::CodeRetired { code }, retires),
        }
    }
}
