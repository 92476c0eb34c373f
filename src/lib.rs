//! Tandem: a terminal workbench in which two or more coders read the same sources, code them
//! apart from each other, and then sit down together over what differs.
//!
//! Layers, each importing only what is to its left; the spokes never import each other:
//!
//! ```text
//! model ← { store, import, export, search, agreement, reconcile, themes } ← report ← acts ← work ← app ← { tui, cli } ← main
//! ```
//!
//! `examples/` holds programs that use it: agreement of coded spans, and a study that is only read.

pub(crate) mod acts;
pub mod agreement;
pub mod app;
pub mod cli;
pub(crate) mod export;
pub mod import;
pub mod model;
pub mod reconcile;
pub mod report;
pub mod search;
pub mod statistics;
pub mod store;
pub mod themes;
pub mod tui;
pub mod work;
