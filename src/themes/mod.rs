//! Themes: what stands behind each, group by group, and the map of them drawn.

mod balance;
mod canvas;
mod channel;
mod columns;
mod component;
mod contents;
mod evidence;
mod graph;
mod grid;
mod items;
mod layout;
mod map;
mod matrix;
mod order;
mod ports;
mod ranks;

pub use canvas::{Drawing, draw};
pub use contents::{Counting, Line, Role};
pub use evidence::{Count, Evidence, Grounds, Speaking, Standing, codes_of};
pub use grid::Strokes;
pub use layout::layout;
pub use map::{Area, MapBox, MapLayout, MapLine};
pub use matrix::{Cell, Grouping, Matrix, matrix};

#[cfg(test)]
mod tests;
