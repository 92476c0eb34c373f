//! Files of one name in several folders, told apart by these.

use crate::model::name::{cleaned, key};
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct File {
    pub path: PathBuf,
    /// What it is called where others have its name: `wave1/p01`.
    pub told_apart: Option<String>,
}

/// Files with names: those of one name in several folders are told apart by their folders.
pub(super) fn told_apart(files: Vec<PathBuf>) -> Vec<File> {
    let mut folders: HashMap<String, Vec<PathBuf>> = HashMap::new();
    for file in &files {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let all = folders.entry(stem(file)).or_default();
        if !all.contains(&folder) {
            all.push(folder);
        }
    }
    let named = |path: PathBuf| {
        let others = folders.get(&stem(&path)).filter(|all| all.len() > 1);
        let told_apart = others.and_then(|all| by_folder(&path, all));
        File { path, told_apart }
    };
    files.into_iter().map(named).collect()
}

/// The name of a file as names are compared.
fn stem(path: &Path) -> String {
    key(&path.file_stem().unwrap_or_default().to_string_lossy())
}

/// The name behind as many of its folders as tell it apart, three at most.
fn by_folder(path: &Path, all: &[PathBuf]) -> Option<String> {
    let own = path.parent()?;
    let end = |folder: &Path, steps: usize| -> Vec<String> {
        let parts: Vec<String> = folder
            .components()
            .filter_map(|c| match c {
                Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
                _ => None,
            })
            .collect();
        parts[parts.len().saturating_sub(steps)..].to_vec()
    };
    let others = || all.iter().filter(|folder| *folder != own);
    let steps = (1..=3).find(|n| others().all(|o| end(o, *n) != end(own, *n)))?;
    let folders = end(own, steps).join("/");
    let stem = path.file_stem()?.to_string_lossy();
    let name = match folders.is_empty() {
        true => stem.into_owned(),
        false => format!("{folders}/{stem}"),
    };
    cleaned(&name).ok()
}
