//! From the study to files for others: one file a format. Plain values in, text out; who may see
//! what has been decided before.

mod allowed;
pub(crate) mod codebook_text;
pub(crate) mod csv;
pub(crate) mod figure_table;
pub(crate) mod graph;
pub(crate) mod grid;
pub(crate) mod heat_map;
pub(crate) mod line_chart;
pub(crate) mod paper;
#[cfg(feature = "png")]
pub(crate) mod png;
mod svg_page;
mod svg_words;
pub(crate) mod table;
pub(crate) mod theme_map;
pub(crate) mod workbook;

#[cfg(test)]
mod theme_map_tests;
