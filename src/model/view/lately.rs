//! What the last acts were about: who keeps something computed from the view mends it by that,
//! instead of computing it anew.

use super::View;
use crate::model::fold::{About, Ruled};
use std::collections::VecDeque;

/// So many acts are remembered.
const MANY: usize = 64;

/// What the last acts were about, the last of them last.
#[derive(Clone, Default)]
pub(super) struct Lately(VecDeque<About>);

impl Lately {
    pub fn add(&mut self, about: About) {
        if self.0.len() == MANY {
            self.0.pop_front();
        }
        self.0.push_back(about);
    }
}

impl View {
    /// The items verdicts were given on, or taken back, since the view was of this version; `None`
    /// where something else changed that their standing may rest on, or that was too long ago.
    pub fn ruled_since(&self, version: u64) -> Option<Vec<Ruled>> {
        let acts = usize::try_from(self.version.checked_sub(version)?).ok()?;
        let from = self.lately.0.len().checked_sub(acts)?;
        let mut ruled = Vec::new();
        for about in self.lately.0.range(from..) {
            match about {
                About::Verdicts(items) => ruled.extend(items.iter().cloned()),
                About::More => return None,
            }
        }
        Some(ruled)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::event::Change;
    use crate::model::fixture::Study;
    use crate::model::verdict::Ruling;
    use crate::model::view::View;

    #[test]
    fn verdicts_are_told_of_since_they_were_given_and_whatever_else_changes_tells_nothing() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100).code("hope");
        let round = s.round(&["s"]);
        let item = s.coded("ana", Some(round), "s", 0..10, "hope");
        s.submit("ana", round);
        s.submit("ben", round);
        let mut view = s.view_for("ana");
        let known = view.version();
        let act = |s: &mut Study, view: &mut View| {
            let from = s.events.len() - 1;
            view.admit(s.events[from..].to_vec());
        };
        assert_eq!(view.ruled_since(known), Some(Vec::new()));
        s.ruled(&["ana", "ben"], round, &[item], Ruling::Both);
        act(&mut s, &mut view);
        s.coded("ana", None, "s", 20..30, "hope");
        act(&mut s, &mut view);
        let ruled = vec![(round, vec![item])];
        assert_eq!(view.ruled_since(known), Some(ruled.clone()));
        assert_eq!(view.ruled_since(known + 1), Some(Vec::new()));
        let verdict = s.events[s.events.len() - 2].id;
        s.push("ana", Change::Retract { event: verdict });
        act(&mut s, &mut view);
        assert_eq!(view.ruled_since(known + 2), Some(ruled));
        s.push("ana", Change::joined("Ana"));
        act(&mut s, &mut view);
        assert_eq!(view.ruled_since(known), None);
        // What was folded anew tells of no act.
        assert_eq!(s.view_for("ana").ruled_since(0), None);
    }
}
