//! Going on after a break: nothing is rewritten; a further journal says which lines to pass over.

use super::device::{Left, Lines};
use super::error::{ReadOnly, StoreError};
use super::open_study::Store;
use crate::model::event::Event;
use std::sync::Arc;

impl Store {
    /// Goes on after every break in this coder's own journals, on whichever device. The broken
    /// lines stay where they are; what can be read of them already counts.
    pub fn repair(&mut self, now_ms: u64) -> Result<Vec<Arc<Event>>, StoreError> {
        if let Some(why) = &self.fixed {
            return Err(StoreError::ReadOnly(why.clone()));
        }
        let Some(coder) = self.coder.clone() else {
            return Err(StoreError::ReadOnly(ReadOnly::NoCoder));
        };
        let mut ranges: Vec<Left> = Vec::new();
        for tracked in self.journals.values() {
            let Some(name) = tracked.report.name.as_ref().filter(|n| n.coder == coder) else {
                continue;
            };
            for found in self.known.unsettled(name, &tracked.report.breaks) {
                match ranges.last_mut() {
                    Some(last)
                        if last.journal == name.stem() && last.lines.to + 1 == found.line =>
                    {
                        last.lines.to = found.line;
                    }
                    _ => {
                        let (from, to) = (found.line, found.line);
                        ranges.push(Left::of(name, Lines { from, to }));
                    }
                }
            }
        }
        if ranges.is_empty() {
            return Err(StoreError::NothingToRepair);
        }
        if let Some(own) = &self.own
            && ranges.iter().any(|l| l.journal == own.name.stem())
        {
            self.own = Some(self.unbegun(self.next_number(&own.name)));
        }
        let events = self.go_on_after(&ranges, now_ms);
        match &self.fixed {
            Some(why) => Err(StoreError::ReadOnly(why.clone())),
            None => Ok(events),
        }
    }
}
