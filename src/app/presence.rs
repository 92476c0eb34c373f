//! Lists of coders to mark some in: who is present, who takes part.

use super::context::Context;
use super::overlay::{Entry, Overlay, Picker, Value};
use super::screens::Ask;
use crate::model::ids::CoderId;
use crate::work::effect::Effect;

/// What is asked wherever something is settled together.
pub(super) const WHO_IS_PRESENT: &str = "Who is present: Tab marks, Enter keeps";

/// A coder as a row of such a list.
pub(super) fn coder_entry(coder: &CoderId) -> Entry {
    Entry::new(coder.as_str(), Value::Text(coder.to_string()))
}

/// The coders that were marked.
pub(super) fn coders_in(values: &[Value]) -> Vec<CoderId> {
    let coder = |value: &Value| match value {
        Value::Text(coder) => coder.parse().ok(),
        _ => None,
    };
    values.iter().filter_map(coder).collect()
}

impl Context {
    /// Asks for some of these rows; those of the coders that are so by now are marked.
    pub(super) fn pick_coders(
        &mut self,
        title: &str,
        ask: impl Into<Ask>,
        rows: Vec<(Entry, bool)>,
    ) -> Vec<Effect> {
        let marked = (0..rows.len()).filter(|at| rows[*at].1).collect();
        let entries = rows.into_iter().map(|(entry, _)| entry).collect();
        let mut picker = Picker::new(title, ask, entries).several();
        picker.marked = marked;
        self.lay(Overlay::Picker(picker))
    }
}
