//! From the study to files for others: one file a format. Plain values in, text out; who may see
//! what has been decided before.

pub mod codebook_text;
pub mod csv;
pub mod figure_table;
pub mod grid;
pub mod heat_map;
pub mod paper;
#[cfg(feature = "png")]
pub mod png;
mod svg_page;
mod svg_words;
pub mod table;
pub mod theme_map;
pub mod workbook;

#[cfg(test)]
mod theme_map_tests;
