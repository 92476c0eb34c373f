//! Themes: what stands behind each, group by group, and the map of them drawn.

mod balance;
mod channel;
mod columns;
mod component;
mod contents;
mod evidence;
mod graph;
mod grid;
mod items;
mod layout;
mod look;
mod map;
mod order;
mod ports;
mod ranks;
mod raster;
mod sweeps;

pub use contents::{Line, Role};
pub use evidence::{Arranged, Count, Evidence, FindingsByCode, Standing, codes_of};
pub use grid::Strokes;
pub use layout::layout;
pub use look::{Detail, Look};
pub use map::{MapBox, MapLayout, Rect};
pub use raster::{Drawing, draw};

#[cfg(test)]
mod tests;
