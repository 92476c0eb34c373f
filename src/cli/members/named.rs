//! Themes by the names that are typed.

use crate::model::theme::Theme;
use crate::model::view::View;
use anyhow::{Context, Result};

/// The theme of this name.
pub(super) fn theme<'v>(view: &'v View, name: &str) -> Result<&'v Theme> {
    let found = view.themes().named(name);
    found.with_context(|| format!("there is no theme “{name}”"))
}
