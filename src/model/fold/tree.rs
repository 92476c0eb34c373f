//! Trees as parent ids: moves applied in total order, a move that would close a cycle skipped.
//!
//! Whatever stands in the journals, the work stays linear: nothing stands deeper than a limit, and
//! no way up is followed further.

use crate::model::limits::DEPTH;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Parents by child. Never holds a cycle.
pub(super) struct Tree<K> {
    parents: HashMap<K, Option<K>>,
    /// Whatever was named as a parent: only that can stand above something.
    above: HashSet<K>,
}

/// Why a child was not put under a parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Skipped {
    /// It would stand below itself.
    Cycle,
    /// It would stand deeper than anything may.
    Deep,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stands<K> {
    pub id: K,
    pub parent: Option<K>,
    pub depth: u16,
    /// Whether it stood deeper than anything may, and was put further up.
    pub raised: bool,
}

impl<K: Copy + Eq + Hash> Tree<K> {
    pub fn new() -> Self {
        Tree {
            parents: HashMap::new(),
            above: HashSet::new(),
        }
    }

    /// Puts `child` under `parent`, or says why that was skipped, changing nothing.
    pub fn put(&mut self, child: K, parent: Option<K>) -> Result<(), Skipped> {
        let mut at = parent;
        let mut steps = 0;
        while let Some(p) = at {
            if p == child {
                return Err(Skipped::Cycle);
            }
            if steps == DEPTH.most {
                return Err(Skipped::Deep);
            }
            // What stands above nothing cannot stand above its own parent.
            let leaf = steps == 0 && !self.above.contains(&child);
            at = self.parent(p).filter(|_| !leaf);
            steps += 1;
        }
        self.above.extend(parent);
        self.parents.insert(child, parent);
        Ok(())
    }

    pub fn parent(&self, child: K) -> Option<K> {
        self.parents.get(&child).copied().flatten()
    }

    /// What stands at the top above each child, once all are put: `None` for the top itself.
    pub fn roots(&self) -> HashMap<K, K> {
        let mut roots: HashMap<K, K> = HashMap::new();
        for child in self.parents.keys() {
            let mut way = Vec::new();
            let mut at = *child;
            let root = loop {
                match (roots.get(&at), self.parent(at)) {
                    (Some(root), _) => break *root,
                    (None, None) => break at,
                    (None, Some(parent)) => {
                        way.push(at);
                        at = parent;
                    }
                }
            };
            roots.extend(way.into_iter().map(|k| (k, root)));
        }
        roots
    }

    /// Orders `all` so that children follow their parents, siblings staying in the order given. A
    /// parent that is not in `all` counts as none; what would stand too deep stands beside the
    /// last that may.
    pub fn in_order(&self, all: &[K]) -> Vec<Stands<K>> {
        let here: HashSet<K> = all.iter().copied().collect();
        let mut children: HashMap<Option<K>, Vec<K>> = HashMap::new();
        for k in all {
            let parent = self.parent(*k).filter(|p| here.contains(p));
            children.entry(parent).or_default().push(*k);
        }
        let mut out = Vec::with_capacity(all.len());
        let below = |parent: Option<K>| children.get(&parent).into_iter().flatten().rev();
        let top = below(None).map(|id| Stands {
            id: *id,
            parent: None,
            depth: 0,
            raised: false,
        });
        let mut stack: Vec<Stands<K>> = top.collect();
        while let Some(at) = stack.pop() {
            out.push(at);
            let fits = u64::from(at.depth) + 1 < DEPTH.most;
            stack.extend(below(Some(at.id)).map(|id| match fits {
                true => Stands {
                    id: *id,
                    parent: Some(at.id),
                    depth: at.depth + 1,
                    raised: false,
                },
                false => Stands {
                    id: *id,
                    raised: true,
                    ..at
                },
            }));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Put as they come, every way up followed to its end.
    fn plainly(moves: &[(u8, Option<u8>)]) -> HashMap<u8, Option<u8>> {
        let mut parents: HashMap<u8, Option<u8>> = HashMap::new();
        for (child, parent) in moves {
            let up = |k: &u8| parents.get(k).copied().flatten();
            if !std::iter::successors(*parent, up).any(|p| p == *child) {
                parents.insert(*child, *parent);
            }
        }
        parents
    }

    proptest! {
        #[test]
        fn shallow_trees_are_what_following_every_way_up_gives(
            moves in prop::collection::vec((0u8..30, prop::option::of(0u8..30)), 0..80)
        ) {
            let mut tree = Tree::new();
            for (child, parent) in &moves {
                let _ = tree.put(*child, *parent);
            }
            prop_assert_eq!(&tree.parents, &plainly(&moves));
            let all: Vec<u8> = (0..30).collect();
            for stands in tree.in_order(&all) {
                prop_assert_eq!(stands.parent, tree.parent(stands.id));
                let up = std::iter::successors(tree.parent(stands.id), |p| tree.parent(*p));
                prop_assert_eq!(usize::from(stands.depth), up.count());
            }
            for (child, root) in tree.roots() {
                prop_assert_eq!(tree.parent(root), None);
                let mut up = std::iter::successors(Some(child), |p| tree.parent(*p));
                prop_assert!(up.any(|p| p == root));
            }
        }

        #[test]
        fn nothing_stands_deeper_than_the_limit_and_nothing_is_lost(
            order in Just((0u32..300).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let mut tree = Tree::new();
            for child in &order {
                let _ = tree.put(*child, child.checked_sub(1));
            }
            let stand = tree.in_order(&order);
            prop_assert_eq!(stand.len(), order.len());
            let mut seen: HashMap<u32, u16> = HashMap::new();
            for at in stand {
                prop_assert!(u64::from(at.depth) < DEPTH.most);
                let above = at.parent.map(|p| seen[&p]);
                prop_assert_eq!(above.map_or(0, |d| d + 1), at.depth);
                seen.insert(at.id, at.depth);
            }
        }
    }

    #[test]
    fn a_cycle_and_what_stands_too_deep_are_told_apart() {
        let mut tree = Tree::new();
        assert_eq!(tree.put(1, Some(1)), Err(Skipped::Cycle));
        assert_eq!(tree.put(1, Some(2)), Ok(()));
        assert_eq!(tree.put(2, Some(1)), Err(Skipped::Cycle));
        let most = DEPTH.most as u32;
        for child in 2..most * 2 {
            assert_eq!(tree.put(child, Some(child + 1)), Ok(()));
        }
        tree.put(500_000, Some(2)).unwrap();
        assert_eq!(tree.put(3, Some(500_000)), Err(Skipped::Cycle));
        assert_eq!(tree.put(most * 2, Some(500_000)), Err(Skipped::Deep));
    }

    #[test]
    fn twenty_thousand_codes_and_themes_in_one_another_are_folded() {
        use crate::model::event::Change;
        use crate::model::fixture::Study;
        const MANY: usize = 20_000;
        let mut s = Study::new();
        s.coders(&["ana"]);
        let (mut code, mut theme) = (None, None);
        for n in 0..MANY {
            let added = Change::CodeAdded {
                name: format!("c{n}"),
                parent: code,
                text: Default::default(),
                colour: crate::model::code::Colour::Green,
                key: None,
                kind: Default::default(),
                private: None,
            };
            code = Some(s.push("ana", added).into());
            let added = Change::ThemeAdded {
                name: format!("t{n}"),
                statement: String::new(),
                parent: theme,
            };
            theme = Some(s.push("ana", added).into());
        }
        let view = s.view();
        let deepest = u16::try_from(DEPTH.most - 1).unwrap();
        assert_eq!(view.codebook().all().count(), MANY);
        assert!(view.codebook().all().all(|c| c.depth <= deepest));
        assert_eq!(view.codebook().canonical().lines().count(), MANY);
        assert_eq!(view.themes().themes.len(), MANY);
        assert!(view.themes().themes.iter().all(|t| t.depth <= deepest));
        let said: Vec<String> = view.notices().into_iter().map(|n| n.0).collect();
        assert!(
            said.iter().all(|n| n.contains("more than 64 deep")),
            "{said:?}"
        );
        assert_eq!(said.len(), 2);
    }
}
