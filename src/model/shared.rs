//! A hash map whose copy costs nothing. A worker that computes holds a view for a while; what is
//! changed meanwhile lies above what both have, and sinks into it once the worker is done.

use super::event::Event;
use super::ids::EventId;
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// All events that are here, hidden ones included.
pub(super) type Ledger = SharedMap<EventId, Arc<Event>>;

/// A hash map that is copied without its entries.
#[derive(Clone, Debug)]
pub(super) struct SharedMap<K, V> {
    /// What copies have in common.
    base: Arc<HashMap<K, V>>,
    /// What was changed while there was a copy; `None` takes an entry away.
    above: HashMap<K, Option<V>>,
}

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> SharedMap<K, V> {
        SharedMap {
            base: Arc::default(),
            above: HashMap::new(),
        }
    }
}

impl<K: Eq + Hash, V> SharedMap<K, V> {
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        match self.above.is_empty() {
            true => self.base.get(key),
            false => match self.above.get(key) {
                Some(changed) => changed.as_ref(),
                None => self.base.get(key),
            },
        }
    }

    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        self.get(key).is_some()
    }

    /// How many entries there are: counted, while there is a copy.
    pub fn len(&self) -> usize {
        match self.above.is_empty() {
            true => self.base.len(),
            false => self.iter().count(),
        }
    }

    /// All entries, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        let below = self.base.iter();
        let stays = |(key, _): &(&K, &V)| self.above.is_empty() || !self.above.contains_key(*key);
        let above = self.above.iter();
        below
            .filter(stays)
            .chain(above.filter_map(|(key, value)| Some((key, value.as_ref()?))))
    }

    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Clone + Eq + Hash, V: Clone> SharedMap<K, V> {
    /// Whether there is no copy: then what was changed while there was one has sunk.
    fn is_own(&mut self) -> bool {
        let Some(base) = Arc::get_mut(&mut self.base) else {
            return false;
        };
        for (key, value) in self.above.drain() {
            match value {
                Some(value) => drop(base.insert(key, value)),
                None => drop(base.remove(&key)),
            }
        }
        true
    }

    /// The entries themselves; only where there is no copy, so that nothing is copied here.
    fn own(&mut self) -> &mut HashMap<K, V> {
        Arc::make_mut(&mut self.base)
    }

    pub fn insert(&mut self, key: K, value: V) {
        match self.is_own() {
            true => drop(self.own().insert(key, value)),
            false => drop(self.above.insert(key, Some(value))),
        }
    }

    pub fn remove(&mut self, key: &K) {
        match self.is_own() {
            true => drop(self.own().remove(key)),
            false => drop(self.above.insert(key.clone(), None)),
        }
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        if self.is_own() {
            return self.own().get_mut(key);
        }
        if !self.above.contains_key(key) {
            let value = self.base.get(key)?.clone();
            self.above.insert(key.clone(), Some(value));
        }
        self.above.get_mut(key)?.as_mut()
    }

    /// The value of a key, to be changed; the default, where it had none.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        if self.is_own() {
            return self.own().entry(key).or_default();
        }
        let below = self.base.get(&key);
        let copied = || below.cloned();
        let value = self.above.entry(key.clone()).or_insert_with(copied);
        value.get_or_insert_default()
    }
}

impl<K: Eq + Hash, V> FromIterator<(K, V)> for SharedMap<K, V> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(entries: T) -> SharedMap<K, V> {
        SharedMap {
            base: Arc::new(entries.into_iter().collect()),
            above: HashMap::new(),
        }
    }
}

impl<K: Eq + Hash, V: PartialEq> PartialEq for SharedMap<K, V> {
    fn eq(&self, other: &SharedMap<K, V>) -> bool {
        let same = |(key, value)| other.get(key) == Some(value);
        self.len() == other.len() && self.iter().all(same)
    }
}

#[cfg(test)]
mod tests {
    use super::SharedMap;
    use proptest::prelude::*;
    use std::collections::HashMap;

    #[derive(Clone, Debug)]
    enum Step {
        Insert(u8, u8),
        Remove(u8),
        Change(u8),
        Add(u8),
        Copy,
        Drop,
    }

    fn step() -> impl Strategy<Value = Step> {
        let key = || 0..12u8;
        prop_oneof![
            4 => (key(), any::<u8>()).prop_map(|(k, v)| Step::Insert(k, v)),
            3 => key().prop_map(Step::Remove),
            3 => key().prop_map(Step::Change),
            3 => key().prop_map(Step::Add),
            1 => Just(Step::Copy),
            1 => Just(Step::Drop),
        ]
    }

    fn entries(map: &SharedMap<u8, u8>) -> HashMap<u8, u8> {
        let all: Vec<(u8, u8)> = map.iter().map(|(k, v)| (*k, *v)).collect();
        let once: HashMap<u8, u8> = all.iter().copied().collect();
        assert_eq!(all.len(), once.len(), "each key once");
        once
    }

    proptest! {
        /// A plain map copied whole is the reference: for the one that is changed and for every copy
        /// that was made of it.
        #[test]
        fn it_is_a_map_and_its_copies_stay_as_they_were(steps in prop::collection::vec(step(), 0..60)) {
            let (mut map, mut plain) = (SharedMap::default(), HashMap::<u8, u8>::new());
            let mut copies = Vec::new();
            for step in steps {
                match step {
                    Step::Insert(k, v) => {
                        map.insert(k, v);
                        plain.insert(k, v);
                    }
                    Step::Remove(k) => {
                        map.remove(&k);
                        plain.remove(&k);
                    }
                    Step::Change(k) => {
                        let (one, other) = (map.get_mut(&k), plain.get_mut(&k));
                        prop_assert_eq!(&one, &other);
                        one.into_iter().chain(other).for_each(|v| *v = v.wrapping_add(1));
                    }
                    Step::Add(k) => {
                        *map.or_default(k) ^= 1;
                        *plain.entry(k).or_default() ^= 1;
                    }
                    Step::Copy => copies.push((map.clone(), plain.clone())),
                    Step::Drop => drop(copies.pop()),
                }
                prop_assert_eq!(entries(&map), plain.clone());
                prop_assert!((0..12).all(|k| map.get(&k) == plain.get(&k)));
            }
            for (copy, plain) in copies {
                prop_assert_eq!(entries(&copy), plain);
            }
        }
    }
}
