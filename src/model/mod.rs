//! Values and rules: what a study is made of, how events fold into its state, who may see what.
//!
//! Invariant: pure. No I/O, no clock read, no globals but the table of
//! `interned`, which nothing depends on; imports nothing of the other layers.

pub(crate) mod amendment;
pub(crate) mod apart;
mod aside;
pub mod attribute;
mod attributes;
mod before;
mod border;
mod called;
pub mod clock;
pub mod code;
pub mod coding;
pub mod conference;
mod decided;
pub(crate) mod desk;
pub(crate) mod digest;
pub(crate) mod division;
pub mod edits;
pub mod event;
pub(crate) mod fields;
#[cfg(test)]
pub(crate) mod fixture;
pub(crate) mod fold;
mod gate;
pub(crate) mod given_names;
#[cfg(test)]
mod histories;
pub mod ids;
pub(crate) mod imported;
pub(crate) mod interned;
mod kept;
mod kin;
pub mod layer;
pub mod limits;
pub mod mark;
pub(crate) mod matching;
mod memos;
pub mod mint;
pub(crate) mod name;
pub(crate) mod natural;
pub(crate) mod order;
mod past;
pub mod pieces;
pub(crate) mod place;
pub(crate) mod renumber;
pub(crate) mod replacing;
mod retired;
pub mod review;
mod reviews;
pub(crate) mod roles;
pub mod round;
pub(crate) mod sample;
pub(crate) mod segmentation;
mod shared;
mod shared_list;
pub(crate) mod sheet;
pub(crate) mod snapshot;
pub mod source;
pub(crate) mod speakers;
mod stacks;
mod submitted;
pub mod text;
pub mod theme;
pub(crate) mod undo;
pub mod units;
pub mod unread;
mod usual;
pub mod verdict;
mod version;
pub mod view;
pub mod visible;
mod waiting;
pub mod wrap;
