//! Reading files into sources: one file per format, bytes to text and structure.

pub mod decode;
mod docx;
mod docx_text;
pub mod error;
mod looks;

pub use error::ImportError;
