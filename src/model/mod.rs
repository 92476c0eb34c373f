//! Values and rules: what a study is made of, how events fold into its state, who may see what.
//!
//! Invariant: pure. No I/O, no clock read, no globals; imports nothing of the other layers.

pub mod clock;
pub mod ids;
pub mod source;
pub mod text;
