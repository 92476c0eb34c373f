//! A list whose copy costs nothing. A worker that computes holds a view for a while; what is added
//! meanwhile lies above what both have, and sinks into it once the worker is done.

use std::sync::Arc;

/// A list that is copied without its entries; it grows at its end.
#[derive(Clone, Debug)]
pub(super) struct SharedList<T> {
    /// What copies have in common.
    base: Arc<Vec<T>>,
    /// What was added while there was a copy.
    above: Vec<T>,
}

impl<T> Default for SharedList<T> {
    fn default() -> SharedList<T> {
        SharedList {
            base: Arc::default(),
            above: Vec::new(),
        }
    }
}

impl<T> SharedList<T> {
    pub fn len(&self) -> usize {
        self.base.len() + self.above.len()
    }

    pub fn last(&self) -> Option<&T> {
        self.above.last().or_else(|| self.base.last())
    }

    pub fn get(&self, at: usize) -> Option<&T> {
        match at.checked_sub(self.base.len()) {
            None => self.base.get(at),
            Some(at) => self.above.get(at),
        }
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.base.iter().chain(&self.above)
    }

    /// How many stand before the first of which this does not hold, where it holds of all before it.
    pub fn partition_point(&self, holds: impl Fn(&T) -> bool) -> usize {
        let below = self.base.partition_point(&holds);
        match below == self.base.len() {
            true => below + self.above.partition_point(holds),
            false => below,
        }
    }

    pub fn push(&mut self, value: T) {
        match Arc::get_mut(&mut self.base) {
            Some(base) => {
                base.append(&mut self.above);
                base.push(value);
            }
            None => self.above.push(value),
        }
    }
}

impl<T: Clone> SharedList<T> {
    /// All in one, to be changed otherwise than at its end: copied, while there is a copy.
    pub fn own(&mut self) -> &mut Vec<T> {
        let base = Arc::make_mut(&mut self.base);
        base.append(&mut self.above);
        base
    }

    pub fn insert(&mut self, at: usize, value: T) {
        match at == self.len() {
            true => self.push(value),
            false => self.own().insert(at, value),
        }
    }

    /// Takes one out; nothing where there is none.
    pub fn remove(&mut self, at: usize) -> Option<T> {
        match at.checked_sub(self.base.len()) {
            Some(at) if at < self.above.len() => Some(self.above.remove(at)),
            Some(_) => None,
            None => Some(self.own().remove(at)),
        }
    }
}

impl<T: PartialEq> PartialEq for SharedList<T> {
    fn eq(&self, other: &SharedList<T>) -> bool {
        self.iter().eq(other.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::SharedList;
    use proptest::prelude::*;

    #[derive(Clone, Debug)]
    enum Step {
        Push(u8),
        Insert(usize, u8),
        Remove(usize),
        Sort,
        Copy,
        Drop,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            6 => any::<u8>().prop_map(Step::Push),
            1 => (any::<usize>(), any::<u8>()).prop_map(|(at, v)| Step::Insert(at, v)),
            2 => any::<usize>().prop_map(Step::Remove),
            1 => Just(Step::Sort),
            2 => Just(Step::Copy),
            2 => Just(Step::Drop),
        ]
    }

    proptest! {
        /// A plain list copied whole is the reference: for the one that is changed and for every copy
        /// that was made of it.
        #[test]
        fn it_is_a_list_and_its_copies_stay_as_they_were(steps in prop::collection::vec(step(), 0..60)) {
            let (mut list, mut plain) = (SharedList::default(), Vec::<u8>::new());
            let mut copies: Vec<(SharedList<u8>, Vec<u8>)> = Vec::new();
            for step in steps {
                match step {
                    Step::Push(v) => {
                        list.push(v);
                        plain.push(v);
                    }
                    Step::Insert(at, v) => {
                        let at = at % (plain.len() + 1);
                        list.insert(at, v);
                        plain.insert(at, v);
                    }
                    Step::Remove(at) => {
                        let at = at % (plain.len() + 1);
                        let out = (at < plain.len()).then(|| plain.remove(at));
                        prop_assert_eq!(list.remove(at), out);
                    }
                    Step::Sort => {
                        list.own().sort_unstable();
                        plain.sort_unstable();
                        for least in [0, 9, 128, 255] {
                            let before = |v: &u8| *v < least;
                            prop_assert_eq!(list.partition_point(before), plain.partition_point(before));
                        }
                    }
                    Step::Copy => copies.push((list.clone(), plain.clone())),
                    Step::Drop => drop(copies.pop()),
                }
                for (list, plain) in copies.iter().chain([&(list.clone(), plain.clone())]) {
                    let all: Vec<u8> = list.iter().copied().collect();
                    prop_assert_eq!(&all, plain);
                    prop_assert_eq!((list.len(), list.last()), (plain.len(), plain.last()));
                    prop_assert!((0..=plain.len()).all(|at| list.get(at) == plain.get(at)));
                    let back: Vec<u8> = list.iter().rev().copied().collect();
                    prop_assert!(back.iter().rev().eq(plain));
                }
            }
        }
    }
}
