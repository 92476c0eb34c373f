//! The Example screen: nothing yet.

use super::command::Command;
use super::context::Context;
use super::keymap::Scope;
use super::screens::{Answers, Screen};
use crate::work::effect::Effect;

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct Example;

/// What overlays of this screen are for: there are none.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {}

impl Screen for Example {
    fn scope(&self) -> Scope {
        Scope::Example
    }

    fn available(&self, _: Command, _: &Context) -> Result<(), String> {
        Ok(())
    }

    fn run(&mut self, _: Command, _: &mut Context) -> Vec<Effect> {
        Vec::new()
    }

    fn glance(&self) -> String {
        String::new()
    }
}

impl Answers for Example {
    type Ask = Ask;
}
