//! Values and rules: what a study is made of, how events fold into its state, who may see what.
//!
//! Invariant: pure. No I/O, no clock read, no globals; imports nothing of the other layers.

pub mod amendment;
mod before;
mod border;
pub mod clock;
pub mod code;
pub mod coding;
pub mod conference;
mod decided;
pub mod desk;
pub mod event;
#[cfg(test)]
pub(crate) mod fixture;
pub mod fold;
mod gate;
pub mod given_names;
#[cfg(test)]
mod histories;
pub mod ids;
pub mod imported;
pub mod layer;
pub mod limits;
pub mod mark;
pub mod matching;
pub mod mint;
pub mod name;
pub mod order;
mod past;
pub mod place;
mod retired;
pub mod roles;
pub mod round;
pub mod sample;
pub mod segmentation;
pub mod snapshot;
pub mod source;
pub mod speakers;
pub mod text;
pub mod theme;
pub mod undo;
pub mod verdict;
mod version;
pub mod view;
pub mod visible;
mod waiting;
pub mod wrap;
