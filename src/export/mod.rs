//! From the study to files for others: one file a format. Plain values in, text out; who may see
//! what has been decided before.

pub mod codebook_text;
pub mod csv;
mod svg_words;
pub mod table;
pub mod theme_map;

#[cfg(test)]
mod theme_map_tests;
