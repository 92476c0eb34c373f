//! A list that is refused while it is read, once it has more than a limit: what is in it may take
//! far more memory than its notation does.

use crate::model::limits::Limit;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

struct Counted<T>(Limit, PhantomData<T>);

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

/// An object of at most so many fields; of fields of one name the last counts.
pub(super) fn fields<'de, D, T>(d: D, limit: Limit) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    d.deserialize_map(Fields(limit, PhantomData))
}

struct Fields<T>(Limit, PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = BTreeMap::new();
        let mut read = 0;
        while let Some((name, value)) = map.next_entry()? {
            read += 1;
            self.0.check(read).map_err(Error::custom)?;
            all.insert(name, value);
        }
        Ok(all)
    }
}
