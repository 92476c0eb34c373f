//! Several coders at their own machines, writing one after the other.

use crate::cli::places::UserFolders;
use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, EventId};
use crate::model::mint::Mint;
use crate::model::view::View;
use crate::store::{Places, RealDisk, Store};
use anyhow::{Context, Result};
use std::path::Path;
use std::sync::Arc;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// How many days before today the study began.
const DAYS_AGO: u64 = 24;

/// Seed of device and event ids where none is given.
const SEED: u64 = 0x5EED_7A4D;

/// The coders, and the time it is in the story.
pub struct Coders {
    coders_at_work: Vec<Hand>,
    mint: Mint,
    now_ms: u64,
}

struct Hand {
    coder: CoderId,
    store: Store,
    view: View,
}

impl Coders {
    /// Coders who open the study in `dir` some weeks before `today_ms`.
    pub fn new(
        dir: &Path,
        folders: &UserFolders,
        coders: &[CoderId],
        today_ms: u64,
        seed: Option<u64>,
    ) -> Result<Coders> {
        let begin = (today_ms.saturating_sub(DAYS_AGO * DAY)) / DAY * DAY + 9 * HOUR;
        let seed = seed.unwrap_or(SEED);
        let mut coders_at_work = Coders {
            coders_at_work: Vec::new(),
            mint: Mint::new(seed, begin),
            now_ms: begin,
        };
        for (n, coder) in coders.iter().enumerate() {
            let places = Places {
                state: folders.state.clone(),
                cache: folders.cache.clone(),
                seed: Some(seed.wrapping_add(n as u64)),
            };
            let disk = Arc::new(RealDisk::new());
            let (store, events, _) = Store::open(disk, dir, places, Some(coder.clone()), begin)?;
            coders_at_work.coders_at_work.push(Hand {
                coder: coder.clone(),
                store,
                view: View::new(events, Some(coder.clone())),
            });
        }
        Ok(coders_at_work)
    }

    pub fn next_day(&mut self, hour: u64) {
        self.now_ms = (self.now_ms / DAY + 1) * DAY + hour * HOUR;
    }

    pub fn id(&mut self) -> EventId {
        self.mint.now_ms = self.now_ms;
        self.mint.id()
    }

    pub fn view(&self, coder: &CoderId) -> Result<&View> {
        let found = self.coders_at_work.iter().find(|h| h.coder == *coder);
        Ok(&found
            .with_context(|| format!("nobody is called {coder}"))?
            .view)
    }

    pub fn store(&mut self, coder: &CoderId) -> Result<&mut Store> {
        let found = self.coders_at_work.iter_mut().find(|h| h.coder == *coder);
        Ok(&mut found
            .with_context(|| format!("nobody is called {coder}"))?
            .store)
    }

    pub fn save(&mut self, coder: &CoderId, change: Change) -> Result<EventId> {
        let id = self.id();
        self.save_all(coder, vec![(id, change)])?;
        Ok(id)
    }

    /// One act; a little time goes by.
    pub fn save_all(&mut self, coder: &CoderId, changes: Vec<(EventId, Change)>) -> Result<()> {
        let now_ms = self.now_ms;
        let events: Vec<Arc<Event>> = self.store(coder)?.append(&changes, now_ms)?;
        for hand in &mut self.coders_at_work {
            hand.view.admit(events.iter().cloned());
        }
        self.now_ms += 3 * MINUTE / 2;
        Ok(())
    }
}
