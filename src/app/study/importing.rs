//! Files to import, as their paths were typed.

use crate::app::context::Context;
use crate::import::formats;
use crate::work::SameName;
use crate::work::effect::{Effect, Stop};
use std::path::PathBuf;

/// Has files imported: sources, or tables of codings.
pub(super) fn import(typed: &str, cx: &mut Context) -> Vec<Effect> {
    if typed.is_empty() {
        return Vec::new();
    }
    // What the one under way adds is not among the sources that are here.
    if cx.busy.is_some() {
        return cx.fail("an import is under way: import again once it has ended");
    }
    cx.busy = Some("importing".into());
    cx.importing = Stop::default();
    let (view, stop) = (cx.view.clone(), cx.importing.clone());
    vec![Effect::Import(paths(typed), view, SameName::Ask, stop)]
}

/// Has an import end after the file it is at; whether one is under way.
pub(super) fn stop(cx: &mut Context) -> bool {
    let under_way = cx
        .busy
        .as_ref()
        .is_some_and(|words| words.starts_with("importing"));
    if under_way && !cx.importing.is_said() {
        cx.importing.say();
        cx.busy = Some("importing: it stops after this file".into());
        return true;
    }
    false
}

/// The endings of files that are read as sources, in words.
pub fn readable_words() -> String {
    formats::source_extensions_words()
}

/// Paths as typed: separated by spaces, quoted where they hold spaces.
fn paths(typed: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut quote: Option<char> = None;
    for c in typed.chars() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(q)) if c == q => quote = None,
            (' ', None) => {
                if !word.is_empty() {
                    out.push(PathBuf::from(std::mem::take(&mut word)));
                }
            }
            _ => word.push(c),
        }
    }
    if !word.is_empty() {
        out.push(PathBuf::from(word));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_split_at_spaces_outside_quotes() {
        let expected: Vec<PathBuf> = ["a.txt", "my file.txt", "b"]
            .iter()
            .map(PathBuf::from)
            .collect();
        assert_eq!(paths("a.txt \"my file.txt\" b"), expected);
    }
}
