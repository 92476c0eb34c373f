//! What a screen is.

use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::form::Form;
use crate::app::keymap::Scope;
use crate::app::overlay::Value;
use crate::app::{Pane, Target};
use crate::model::ids::{CodeId, RoundId};
use crate::work::effect::Effect;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picked {
    /// What the rows taken stand for.
    pub values: Vec<Value>,
    /// A name to make something new by.
    pub created: Option<String>,
}

impl Picked {
    /// What the first row taken stands for.
    pub fn first(&self) -> Value {
        self.values.first().cloned().unwrap_or(Value::None)
    }

    /// The codes among the rows taken.
    pub fn codes(&self) -> Vec<CodeId> {
        let code = |v: &Value| match v {
            Value::Code(id) => Some(*id),
            _ => None,
        };
        self.values.iter().filter_map(code).collect()
    }
}

#[derive(Clone, Debug)]
pub enum Answer {
    Picked(Picked),
    /// A line or a text was typed.
    Entered(String),
    /// A question was answered with yes.
    Confirmed,
    Filled(Form),
}

/// A screen: its state answers commands with effects; all it shares with others is the context.
pub trait Screen {
    /// Who has the keyboard.
    fn scope(&self) -> Scope;

    /// Whether a command can be run now, and if not, why not.
    fn available(&self, command: Command, cx: &Context) -> Result<(), String>;

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect>;

    /// What keys change of it. Two are the same where nothing changed.
    fn glance(&self) -> String;

    fn enter(&mut self, _: &mut Context) -> Vec<Effect> {
        Vec::new()
    }

    fn leave(&mut self, _: &mut Context) -> Vec<Effect> {
        Vec::new()
    }

    /// Brings what is derived up to date with the view; what takes longer is asked of the workers.
    fn refresh(&mut self, _: &mut Context) -> Vec<Effect> {
        Vec::new()
    }

    /// Leaves what is under way; says whether there was anything.
    fn back(&mut self, _: &mut Context) -> bool {
        false
    }

    fn focus(&mut self, _: Pane) {}

    /// A click; the command a second one on the same place runs.
    fn clicked(&mut self, _: Target, _: &mut Context) -> Option<Command> {
        None
    }

    /// Has everything that can be written of it put together.
    fn export(&mut self, cx: &mut Context) -> Vec<Effect> {
        cx.busy = Some("putting the export together".to_owned());
        vec![Effect::Export(cx.view.clone(), cx.naming, cx.csv)]
    }

    /// Something was pasted while nothing was being typed.
    fn pasted(&mut self, _: &str, cx: &mut Context) -> Vec<Effect> {
        cx.say("nothing here takes what was pasted")
    }

    /// Texts were loaded, or could not be had.
    fn texts_came(&mut self) {}

    /// A round has opened since `before` was the latest that had; nothing lies over the screen.
    fn round_opened(&mut self, _before: RoundId, _latest: RoundId, _: &mut Context) -> Vec<Effect> {
        Vec::new()
    }

    /// A round hides what may stand in lists put together before.
    fn forget_lists(&mut self, _: &mut Context) -> Vec<Effect> {
        Vec::new()
    }
}

/// What answers to the overlays of a screen do.
pub trait Answers {
    type Ask;

    fn picked(&mut self, _: Self::Ask, _: Picked, _: &mut Context) -> Vec<Effect> {
        Vec::new()
    }

    /// Goes on with a line or text that was typed.
    fn entered(&mut self, _: Self::Ask, _: String, _: &mut Context) -> Vec<Effect> {
        Vec::new()
    }

    fn confirmed(&mut self, _: Self::Ask, _: &mut Context) -> Vec<Effect> {
        Vec::new()
    }

    fn filled(&mut self, _: Self::Ask, _: Form, _: &mut Context) -> Vec<Effect> {
        Vec::new()
    }

    fn answered(&mut self, ask: Self::Ask, answer: Answer, cx: &mut Context) -> Vec<Effect> {
        match answer {
            Answer::Picked(picked) => self.picked(ask, picked, cx),
            Answer::Entered(text) => self.entered(ask, text, cx),
            Answer::Confirmed => self.confirmed(ask, cx),
            Answer::Filled(form) => self.filled(ask, form, cx),
        }
    }
}
