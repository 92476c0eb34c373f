//! What a kept view was opened without: read, and folded, once something asks for it.

use super::apart::on_own_cores;
use super::event::Event;
use std::fmt;
use std::sync::{Arc, OnceLock};

type Read = Box<dyn Fn() -> Vec<Arc<Event>> + Send + Sync>;

/// All events a kept view was made of, hidden ones included.
pub struct Unread(Read);

impl Unread {
    /// `read` gives them, in any order.
    pub fn new(read: impl Fn() -> Vec<Arc<Event>> + Send + Sync + 'static) -> Unread {
        Unread(Box::new(read))
    }
}

/// What a kept view stands for: the view of all events, folded once.
pub struct Rest<V> {
    unread: Unread,
    fold: Box<dyn Fn(Vec<Arc<Event>>) -> V + Send + Sync>,
    whole: OnceLock<V>,
}

impl<V: Send + Sync> Rest<V> {
    pub(super) fn new(
        unread: Unread,
        fold: impl Fn(Vec<Arc<Event>>) -> V + Send + Sync + 'static,
    ) -> Rest<V> {
        Rest {
            unread,
            fold: Box::new(fold),
            whole: OnceLock::new(),
        }
    }

    /// The view of all events. It takes as long as opening the study without anything kept: a thread
    /// of its own may ask for it beforehand.
    pub fn whole(&self) -> &V {
        let whole = || (self.fold)((self.unread.0)());
        self.whole.get_or_init(|| on_own_cores(whole))
    }

    pub(super) fn into_whole(self) -> V {
        let made = self.whole.into_inner();
        made.unwrap_or_else(|| (self.fold)((self.unread.0)()))
    }
}

// Hidden events stay hidden in a panic message, too.
impl<V> fmt::Debug for Rest<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest").finish_non_exhaustive()
    }
}
