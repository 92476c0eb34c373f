//! Integration tests, one binary.

mod killed;
mod layers;
mod oracle;
mod place;
mod store;
