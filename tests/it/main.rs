//! Integration tests, one binary.

mod layers;
mod oracle;
mod store;
