//! What the table shown was made of.

use super::Agreement;
use super::state::MadeOf;
use crate::app::context::Context;
use std::sync::Arc;

impl MadeOf {
    pub(super) fn is(&self, other: &MadeOf) -> bool {
        fn same<T>(one: &Option<Arc<T>>, other: &Option<Arc<T>>) -> bool {
            match (one, other) {
                (Some(one), Some(other)) => Arc::ptr_eq(one, other),
                (one, other) => one.is_none() && other.is_none(),
            }
        }
        same(&self.results, &other.results)
            && same(&self.intervals, &other.intervals)
            && same(&self.trend, &other.trend)
            && (self.version, self.size, self.chosen) == (other.version, other.size, other.chosen)
    }
}

impl Agreement {
    /// What the table and all around it are made of as things stand.
    pub(super) fn making_of(&self, cx: &Context) -> MadeOf {
        MadeOf {
            results: cx.results_shown(),
            intervals: cx.intervals_shown(),
            trend: cx.trend_shown(),
            version: cx.view.version(),
            size: cx.size,
            chosen: (self.shows, self.by, self.pair, self.sort),
        }
    }
}
