//! What is left out of folders, in few words.

use crate::import::formats::source_extensions;
use crate::model::visible::Named;
use crate::report::words::counted;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is left out of folders: by names where it is little, else by kinds and numbers.
pub(super) fn left_out(left: &[(PathBuf, Vec<String>)]) -> Vec<String> {
    const FOLDERS: usize = 8;
    let all: Vec<&String> = left.iter().flat_map(|(_, names)| names).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let each = left.iter().take(FOLDERS);
    let mut notes: Vec<String> = each
        .map(|(folder, names)| {
            let names: Vec<&String> = names.iter().collect();
            format!("{}: left out {}", folder.shown(), briefly(&names))
        })
        .collect();
    let kinds: Vec<&str> = source_extensions().collect();
    let only = format!("only .{} are read", kinds.join(", ."));
    match (left.len(), notes.last_mut()) {
        (1, Some(one)) => one.push_str(&format!(": {only}")),
        (folders, _) => {
            let out = by_kind(&all);
            notes.push(format!(
                "left out in {}: {}, {out}: {only}",
                counted(folders, "folder"),
                counted(all.len(), "file")
            ));
        }
    }
    notes
}

fn briefly(names: &[&String]) -> String {
    const FEW: usize = 5;
    match names.len() {
        0..=FEW => {
            let names = names.iter().map(|name| Path::new(name).shown().to_string());
            names.collect::<Vec<_>>().join(", ")
        }
        n => format!("{}, {}", counted(n, "file"), by_kind(names)),
    }
}

/// `.pdf 12, .mp3 3`, the most first.
fn by_kind(names: &[&String]) -> String {
    const KINDS: usize = 8;
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        let ending = Path::new(name)
            .extension()
            .map(|e| e.to_string_lossy().to_lowercase());
        let kind = match ending.filter(|e| e.chars().count() <= 12) {
            Some(ending) => format!(".{}", Path::new(&ending).shown()),
            None => "without an ending".to_owned(),
        };
        *kinds.entry(kind).or_default() += 1;
    }
    let mut kinds: Vec<(String, usize)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let more = kinds.len().saturating_sub(KINDS);
    let said = kinds
        .iter()
        .take(KINDS)
        .map(|(kind, n)| format!("{kind} {n}"));
    let mut said: Vec<String> = said.collect();
    said.extend((more > 0).then(|| format!("{more} more kinds")));
    said.join(", ")
}
