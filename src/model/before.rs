//! Who has seen what of a round's sources before it was opened, as everybody can know: by plans
//! and submissions, and by work outside rounds that lay open.

use super::coding::Coding;
use super::fold::told;
use super::ids::{CoderId, SourceId};
use super::round::Before;
use super::view::View;

impl View {
    /// What everybody can know of what was there of these sources before: what a plan records.
    pub fn before(&self, sources: &[SourceId]) -> Vec<Before> {
        // Where nothing is hidden from anybody, everybody's view is this one.
        let apart = self
            .hides_something()
            .then(|| View::new(self.any_events().cloned(), None));
        let public = apart.as_ref().unwrap_or(self);
        let set_aside = public.set_aside();
        let free = |source: &SourceId| -> Vec<CoderId> {
            let there = set_aside.iter().filter(|c| c.source == *source);
            let here = public.codings_in(source).chain(there);
            let here = here.filter(|c: &&Coding| c.round.is_none());
            here.map(|c| c.coder.clone()).collect()
        };
        told(sources, public.rounds(), &free, &self.kin())
    }
}

#[cfg(test)]
mod tests {
    use crate::model::event::Change;
    use crate::model::fixture::{Study, coder};
    use crate::model::ids::RoundId;

    /// By source: who had coded it, and whether that lay open.
    fn said(s: &Study, viewer: &str, round: RoundId) -> Vec<(String, Vec<String>, bool)> {
        let view = s.view_for(viewer);
        let before = view.round(round).unwrap().before.clone();
        let coders = |all: &[crate::model::ids::CoderId]| -> Vec<String> {
            all.iter().map(ToString::to_string).collect()
        };
        before
            .iter()
            .map(|b| (b.source.to_string(), coders(&b.coders), b.open))
            .collect()
    }

    fn study() -> (Study, RoundId) {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat"]);
        s.source("s", 100).source("t", 100).source("u", 100);
        s.code("hope");
        let first = s.round(&["s", "t"]);
        (s, first)
    }

    #[test]
    fn an_older_plan_is_read_by_the_rounds_its_maker_knew() {
        let (mut s, first) = study();
        let plan = s.plan("while it is blind", &["cat", "dan"], &["s", "u"]);
        let meanwhile = s.open("cat", plan);
        for coder in ["ana", "ben"] {
            s.submit(coder, first);
        }
        let plan = s.plan("again", &["ana", "cat"], &["t", "u"]);
        let again = s.open("cat", plan);
        let both = || vec!["ana".to_owned(), "ben".to_owned()];
        let dan = || vec!["cat".to_owned(), "dan".to_owned()];
        for viewer in ["ana", "cat", "eve"] {
            assert_eq!(said(&s, viewer, first), []);
            // Nobody had seen it then, and that it is open now changes nothing of that.
            assert_eq!(said(&s, viewer, meanwhile), [("s".into(), both(), false)]);
            let again = said(&s, viewer, again);
            assert_eq!(
                again,
                [("t".into(), both(), true), ("u".into(), dan(), false)]
            );
        }
    }

    #[test]
    fn what_a_plan_records_holds_work_outside_rounds_and_nothing_hidden() {
        let (mut s, first) = study();
        s.coded("cat", None, "u", 0..10, "hope");
        s.coded("ben", Some(first), "s", 0..10, "hope");
        let memo = Change::MemoWritten {
            of: None,
            round: None,
            on: crate::model::coding::MemoOn::Study,
            text: String::new(),
            kind: None,
            about: Vec::new(),
        };
        s.push("ben", memo);
        let mut plan = s.plan("second", &["cat", "dan"], &["s", "t", "u"]);
        let sources = plan.sources.clone();
        let recorded = s.view_for("ben").before(&sources);
        assert_eq!(recorded, s.view_for("cat").before(&sources));
        assert_eq!(recorded, s.view().before(&sources));
        plan.before = Some(recorded);
        let second = s.open("ben", plan);
        let said = said(&s, "ana", second);
        assert_eq!(
            said.iter().map(|x| x.2).collect::<Vec<_>>(),
            [false, false, true]
        );
        assert_eq!(said[2].1, [coder("cat").to_string()]);
    }
}
