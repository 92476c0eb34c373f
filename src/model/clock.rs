//! Hybrid logical clock: wall time in milliseconds, with a counter for events of one millisecond.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use std::str::FromStr;

/// Clocks further ahead than this (milliseconds, one day) are flagged and never adopted.
pub const MAX_AHEAD_MS: u64 = 24 * 60 * 60 * 1000;

/// When an event happened: milliseconds since 1970 (UTC), then a counter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01 UTC.
    pub ms: u64,
    /// Order of events within one millisecond.
    pub n: u32,
}

impl Stamp {
    /// The stamp of the next event at wall time `now_ms`, after having seen `self`.
    pub fn next(self, now_ms: u64) -> Stamp {
        if now_ms > self.ms {
            Stamp { ms: now_ms, n: 0 }
        } else if let Some(n) = self.n.checked_add(1) {
            Stamp { ms: self.ms, n }
        } else {
            // Only a journal written by hand counts this far.
            Stamp {
                ms: self.ms.saturating_add(1),
                n: 0,
            }
        }
    }

    /// Takes over `seen` unless it lies more than a day ahead of `now_ms`; says whether it did.
    pub fn adopt(&mut self, seen: Stamp, now_ms: u64) -> bool {
        if seen.ms > now_ms.saturating_add(MAX_AHEAD_MS) {
            return false;
        }
        *self = (*self).max(seen);
        true
    }

    /// The wall time as `2026-11-22 14:03` (UTC).
    pub fn minute(self) -> String {
        self.to_string()
            .get(..16)
            .map(|s| s.replace('T', " "))
            .unwrap_or_default()
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = i64::try_from(self.ms).unwrap_or(i64::MAX);
        match jiff::Timestamp::from_millisecond(ms) {
            Ok(t) => write!(f, "{t:.3}/{}", self.n),
            Err(_) => write!(f, "{}ms/{}", self.ms, self.n),
        }
    }
}

impl FromStr for Stamp {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        let bad =
            || format!("“{s}” is no clock: expected a date such as 2026-11-22T14:03:00.000Z/0");
        let (time, n) = s.rsplit_once('/').ok_or_else(bad)?;
        let n = n.parse().map_err(|_| bad())?;
        let ms = match time.strip_suffix("ms") {
            Some(ms) => ms.parse().map_err(|_| bad())?,
            None => {
                let t: jiff::Timestamp = time.parse().map_err(|_| bad())?;
                u64::try_from(t.as_millisecond()).map_err(|_| bad())?
            }
        };
        Ok(Stamp { ms, n })
    }
}

// A date where people read it (journals), two numbers where they do not (cache).
impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if s.is_human_readable() {
            s.collect_str(self)
        } else {
            (self.ms, self.n).serialize(s)
        }
    }
}
impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        if d.is_human_readable() {
            String::deserialize(d)?.parse().map_err(D::Error::custom)
        } else {
            let (ms, n) = <(u64, u32)>::deserialize(d)?;
            Ok(Stamp { ms, n })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let t = Stamp {
            ms: 1_795_322_174_123,
            n: 7,
        };
        assert_eq!(t.to_string(), "2026-11-22T04:36:14.123Z/7");
        assert_eq!(t.to_string().parse(), Ok(t));
        let far = Stamp { ms: u64::MAX, n: 0 };
        assert_eq!(far.to_string().parse(), Ok(far));
    }

    #[test]
    fn never_runs_backwards_and_never_adopts_a_clock_a_day_ahead() {
        let mut t = Stamp { ms: 1000, n: 0 };
        assert!(t.next(500) > t);
        assert!(!t.adopt(
            Stamp {
                ms: 1000 + MAX_AHEAD_MS + 1,
                n: 0
            },
            1000
        ));
        assert_eq!(t.ms, 1000);
        assert!(t.adopt(Stamp { ms: 5000, n: 2 }, 1000));
        assert_eq!(t.next(1000), Stamp { ms: 5000, n: 3 });
    }
}
