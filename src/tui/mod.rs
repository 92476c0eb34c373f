//! The terminal: event loop, drawing, and the headless driver. Drawing borrows the state and never
//! changes it; what it returns says where things can be clicked.

pub(crate) mod backend;
pub(crate) mod canvas;
pub mod draw;
pub mod headless;
pub mod look;
mod mapping;
pub(crate) mod print;
pub(crate) mod run;
mod signals;
