//! A form: fields to type in or to choose a value of, with what each is for.

use super::command::Command;
use super::input::Typing;
use crate::model::ids::SourceId;
use crate::model::round::Drawn;
use std::borrow::Cow;

/// A field of a form with the values it can take.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: &'static str,
    /// What it is for, shown while it has the cursor.
    pub help: Cow<'static, str>,
    /// The values offered; empty for a field to type in.
    pub options: Vec<String>,
    pub chosen: usize,
    pub typing: Typing,
}

impl Field {
    pub fn value(&self) -> &str {
        match self.options.get(self.chosen) {
            Some(option) => option,
            None => self.typing.text(),
        }
    }
}

impl Form {
    /// The field under the cursor.
    pub fn field(&self) -> Option<&Field> {
        self.fields.get(self.at)
    }

    /// Goes from field to field, from value to value, or edits what is typed.
    pub(super) fn command(&mut self, command: Command) {
        let round = |at: usize, len: usize, by: usize| (at + by) % len.max(1);
        let len = self.fields.len();
        let Some(field) = self.fields.get_mut(self.at) else {
            return;
        };
        let values = field.options.len();
        match command {
            Command::Up => self.at = round(self.at, len, len - 1),
            Command::Down => self.at = round(self.at, len, 1),
            Command::Left if values > 0 => field.chosen = round(field.chosen, values, values - 1),
            Command::Right if values > 0 => field.chosen = round(field.chosen, values, 1),
            _ => drop(field.typing.command(command)),
        }
    }
}

/// The plan of a new round.
#[derive(Clone, Debug)]
pub struct Form {
    pub title: String,
    pub ask: super::screens::Ask,
    pub fields: Vec<Field>,
    /// Field under the cursor.
    pub at: usize,
    pub sources: Vec<SourceId>,
    /// How they were drawn, if they were.
    pub drawn: Option<Drawn>,
}
