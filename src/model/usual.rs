//! What a plan made now takes, unless somebody says otherwise.

use super::code::CodeKind;
use super::ids::CoderId;
use super::round::{Headline, Round, RoundKind};
use super::view::View;
use std::collections::HashSet;

impl View {
    /// These coders in the order a plan made now lists them, so that A and B are the same people in
    /// every round: in the order they joined; then those who have not, as earlier rounds list them;
    /// then in the order given.
    pub fn in_order_of_joining(&self, mut coders: Vec<CoderId>) -> Vec<CoderId> {
        let listed = self.rounds().iter().flat_map(|r| &r.plan.coders);
        let mut known: Vec<&CoderId> = self.state().joined.iter().chain(listed).collect();
        let mut seen = HashSet::new();
        known.retain(|coder| seen.insert(*coder));
        let place = |coder: &CoderId| known.iter().position(|k| *k == coder);
        coders.sort_by_key(|coder| place(coder).unwrap_or(usize::MAX));
        coders
    }

    /// The coefficient that leads in the next round unless another is chosen: that of the last
    /// round of several coders, so that a study that wants none need not say so again; in the first,
    /// the one that the codes call for.
    pub fn usual_headline(&self) -> Headline {
        let coded = |r: &&Round| r.plan.coders.len() > 1 && r.plan.kind != RoundKind::Imported;
        let last = self.rounds().iter().rev().find(coded);
        last.map_or_else(|| self.headline_called_for(), |r| r.plan.headline)
    }

    /// The coefficient that the codebook calls for: of ratings where every code is rated, else over
    /// codes; in format 1, whose programs know neither, alpha.
    pub fn headline_called_for(&self) -> Headline {
        let mut codes = self.codebook().active().peekable();
        let some = codes.peek().is_some();
        let rated = codes.all(|code| matches!(code.kind, CodeKind::Rated(_)));
        let called_for = match some && rated {
            true => Headline::OrdinalAlpha,
            false => Headline::AlphaOverCodes,
        };
        match called_for.is_known_to(self.format()) {
            true => called_for,
            false => Headline::Alpha,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::fixture::{Study, coder};

    #[test]
    fn plans_list_coders_in_the_order_they_joined() {
        let mut s = Study::new();
        s.coders(&["cat", "ana", "ben"]).source("s", 100);
        // Eve and dan never open the study; an earlier round lists them.
        let plan = s.plan("imported", &["eve", "dan", "ana"], &["s"]);
        s.open("ana", plan);
        let view = s.view();
        let given = ["zoe", "dan", "ben", "eve", "ana", "yan", "cat"].map(coder);
        let mut other = given.to_vec();
        other[..6].reverse();
        for given in [given.to_vec(), other] {
            let listed = view.in_order_of_joining(given.clone());
            let known = ["cat", "ana", "ben", "eve", "dan"].map(coder);
            assert_eq!(listed[..5], known);
            // Nobody knows the rest: as they were given.
            let rest: Vec<_> = given.into_iter().filter(|c| !known.contains(c)).collect();
            assert_eq!(listed[5..], rest[..]);
        }
    }
}
