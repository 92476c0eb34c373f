//! Short texts that stand in very many places, such as the ids of coders, devices and sources.
//!
//! Each is kept once, for as long as the program runs: there are never more of them than journals
//! name. What holds one is a pointer: copied, compared and hashed at no cost.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::{LazyLock, PoisonError, RwLock};

/// A text that is kept once.
#[derive(Clone, Copy)]
pub struct Interned(&'static &'static str);

/// In so many parts that threads which read journals seldom wait for each other.
const PARTS: usize = 16;

struct Table {
    hasher: RandomState,
    parts: [RwLock<HashSet<Known>>; PARTS],
}

/// An entry of the table, found by its text.
struct Known(&'static &'static str);

static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
    hasher: RandomState::new(),
    parts: std::array::from_fn(|_| RwLock::default()),
});

impl Table {
    fn find(&self, text: &str) -> Interned {
        let part = &self.parts[self.hasher.hash_one(text) as usize % PARTS];
        // Whoever panics here leaves a whole set behind.
        let known = part.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(Known(here)) = known.get(text) {
            return Interned(here);
        }
        drop(known);
        let mut known = part.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(Known(here)) = known.get(text) {
            return Interned(here);
        }
        let text: &'static str = Box::leak(Box::from(text));
        let here: &'static &'static str = Box::leak(Box::new(text));
        known.insert(Known(here));
        Interned(here)
    }
}

impl std::borrow::Borrow<str> for Known {
    fn borrow(&self) -> &str {
        self.0
    }
}
impl PartialEq for Known {
    fn eq(&self, other: &Known) -> bool {
        *self.0 == *other.0
    }
}
impl Eq for Known {}
impl Hash for Known {
    fn hash<H: Hasher>(&self, state: &mut H) {
        str::hash(self.0, state);
    }
}

impl Deref for Interned {
    type Target = str;
    fn deref(&self) -> &str {
        self.0
    }
}
impl From<&str> for Interned {
    fn from(text: &str) -> Interned {
        TABLE.find(text)
    }
}
impl From<String> for Interned {
    fn from(text: String) -> Interned {
        TABLE.find(&text)
    }
}
impl From<Interned> for String {
    fn from(text: Interned) -> String {
        text.to_string()
    }
}
impl FromIterator<char> for Interned {
    fn from_iter<I: IntoIterator<Item = char>>(letters: I) -> Interned {
        String::from_iter(letters).into()
    }
}
impl Default for Interned {
    fn default() -> Interned {
        Interned::from("")
    }
}
impl fmt::Display for Interned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        str::fmt(self, f)
    }
}
impl fmt::Debug for Interned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        str::fmt(self, f)
    }
}

// One text has one entry: two are the same where their entries are.
impl PartialEq for Interned {
    fn eq(&self, other: &Interned) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}
impl Eq for Interned {}
impl Hash for Interned {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::hash(self.0, state);
    }
}
impl Ord for Interned {
    fn cmp(&self, other: &Interned) -> Ordering {
        match self == other {
            true => Ordering::Equal,
            false => str::cmp(self, other),
        }
    }
}
impl PartialOrd for Interned {
    fn partial_cmp(&self, other: &Interned) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Interned {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self)
    }
}
impl<'de> Deserialize<'de> for Interned {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Interned, D::Error> {
        of_text(d)
    }
}

/// Reads what is made of a text, without a copy of the text.
pub(super) fn of_text<'de, T, D>(d: D) -> Result<T, D::Error>
where
    T: for<'t> From<&'t str>,
    D: Deserializer<'de>,
{
    struct Text<T>(PhantomData<T>);
    impl<T: for<'t> From<&'t str>> Visitor<'_> for Text<T> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            Ok(text.into())
        }
    }
    d.deserialize_str(Text(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever threads ask for it, a text is one entry, and is ordered as texts are.
        #[test]
        fn one_text_is_one_entry(texts in prop::collection::vec("[a-c]{0,2}|\\PC{0,8}", 1..20)) {
            let of = || texts.iter().map(|t| Interned::from(t.as_str())).collect::<Vec<_>>();
            let (mine, others) = std::thread::scope(|s| {
                let others = s.spawn(of);
                (of(), others.join().unwrap())
            });
            for (one, text) in mine.iter().zip(&texts) {
                prop_assert_eq!(&**one, text);
                for (other, its) in others.iter().zip(&texts) {
                    prop_assert_eq!(one.cmp(other), text.cmp(its));
                    prop_assert_eq!(one == other, text == its);
                }
            }
        }
    }
}
