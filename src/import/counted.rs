//! A list that is refused while it is read, once it has more than a limit: what is in it may take
//! far more memory than its notation does.

use crate::model::limits::Limit;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

struct Counted<T>(Limit, PhantomData<T>);

/// A list of at most so many.
pub(super) fn list<'de, D, T>(d: D, limit: Limit) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    d.deserialize_seq(Counted(limit, PhantomData))
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Counted<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(one) = seq.next_element()? {
            self.0.check(all.len() as u64 + 1).map_err(Error::custom)?;
            all.push(one);
        }
        Ok(all)
    }
}
