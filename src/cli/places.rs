//! The user's own folders: the only place the environment is read.

use anyhow::{Context, Result};
use etcetera::{BaseStrategy, choose_base_strategy};
use std::env;
use std::path::PathBuf;

/// Folders outside any study.
#[derive(Clone, Debug)]
pub struct UserFolders {
    /// Device ids, locks, where one was.
    pub state: PathBuf,
    /// Parsed journals and the search index: can be deleted at any time.
    pub cache: PathBuf,
    pub home: PathBuf,
}

/// The user's folders; `TANDEM_STATE` and `TANDEM_CACHE` name others.
pub fn user_folders() -> Result<UserFolders> {
    let base = choose_base_strategy().context("could not find your home folder; set HOME")?;
    let state = base.state_dir().unwrap_or_else(|| base.data_dir());
    let named = |variable: &str, usual: PathBuf| {
        env::var_os(variable)
            .filter(|v| !v.is_empty())
            .map_or(usual.join("tandem"), PathBuf::from)
    };
    Ok(UserFolders {
        state: named("TANDEM_STATE", state),
        cache: named("TANDEM_CACHE", base.cache_dir()),
        home: base.home_dir().to_path_buf(),
    })
}
