//! Integration tests, one binary.

mod agreement_screen;
mod circles;
mod cli;
mod codes;
mod conference;
mod consensus;
mod contributing;
mod delays;
mod format;
mod framework;
mod gate;
mod gathering;
mod hostile;
mod keys;
mod killed;
mod layers;
mod letters;
mod meeting;
mod memos;
mod oracle;
mod pair;
mod people;
mod place;
mod proposal;
#[cfg(unix)]
mod pty;
mod reconcile_screen;
mod review;
mod said;
mod screens;
mod settled_apart;
mod store;
mod studies;
mod themes_screen;
mod three_coders;
mod words_screen;
