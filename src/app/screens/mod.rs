//! Screens: the one table of them, what each is, and their states.

mod ask;
mod id;
mod screen;
mod states;
mod table;

pub use ask::Ask;
pub use id::ScreenId;
pub use screen::{Answer, Answers, Picked, Screen};
pub use states::Screens;
