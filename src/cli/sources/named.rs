//! Sources by name, and how much of a text is quoted.

use crate::model::source::Source;
use crate::model::view::View;
use anyhow::{Result, bail};

/// The most characters of a text that is quoted.
pub(super) const QUOTED: usize = 60;

/// The source of this name; the error lists what there is.
pub(super) fn named<'v>(view: &'v View, name: &str) -> Result<&'v Source> {
    match view.source_named(name) {
        Ok(source) => Ok(source),
        Err(why) => bail!("{why} (tandem sources lists them)"),
    }
}
