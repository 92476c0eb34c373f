//! Trees as parent ids: moves applied in total order, a move that would close a cycle skipped.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Parents by child. Never holds a cycle.
pub(super) struct Tree<K>(HashMap<K, Option<K>>);

impl<K: Copy + Eq + Hash> Tree<K> {
    pub fn new() -> Self {
        Tree(HashMap::new())
    }

    /// Puts `child` under `parent`; refuses, changing nothing, if that would close a cycle.
    pub fn put(&mut self, child: K, parent: Option<K>) -> bool {
        let mut at = parent;
        while let Some(p) = at {
            if p == child {
                return false;
            }
            at = self.parent(p);
        }
        self.0.insert(child, parent);
        true
    }

    pub fn parent(&self, child: K) -> Option<K> {
        self.0.get(&child).copied().flatten()
    }

    /// Orders `all` so that children follow their parents, siblings staying in the order given;
    /// yields each with its depth. A parent that is not in `all` counts as none.
    pub fn in_order(&self, all: &[K]) -> Vec<(K, u16)> {
        let here: HashSet<K> = all.iter().copied().collect();
        let mut children: HashMap<Option<K>, Vec<K>> = HashMap::new();
        for k in all {
            let parent = self.parent(*k).filter(|p| here.contains(p));
            children.entry(parent).or_default().push(*k);
        }
        let mut out = Vec::with_capacity(all.len());
        let mut stack: Vec<(K, u16)> = children
            .get(&None)
            .into_iter()
            .flatten()
            .rev()
            .map(|k| (*k, 0))
            .collect();
        while let Some((k, depth)) = stack.pop() {
            out.push((k, depth));
            let below = children.get(&Some(k)).into_iter().flatten().rev();
            stack.extend(below.map(|c| (*c, depth + 1)));
        }
        out
    }
}
