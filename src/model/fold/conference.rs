//! What code conferences decided, from their events.

use super::register::Register;
use crate::model::code::Code;
use crate::model::conference::{Judged, Judgement};
use crate::model::event::{Change, Event};
use crate::model::ids::{CodeId, EventId, RoundId};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// The judgements nobody has replaced, in total order. Several on the same codes were made apart
/// from each other.
pub(super) fn resolve(ops: &[Arc<Event>]) -> Vec<Judged> {
    let mut by_codes: BTreeMap<(RoundId, Vec<CodeId>), Register<Judgement>> = BTreeMap::new();
    for event in ops {
        if let Change::CodesJudged {
            round,
            codes,
            judgement,
            replaces,
            ..
        } = &event.change
        {
            let key = (*round, sorted(codes));
            let register = by_codes.entry(key).or_default();
            register.push(event, judgement, replaces);
        }
    }
    let heads = by_codes.values().flat_map(|r| r.heads());
    let mut heads: Vec<&Event> = heads.map(|edit| edit.event).collect();
    heads.sort_by(|a, b| a.order().cmp(&b.order()));
    heads.into_iter().filter_map(judged).collect()
}

fn sorted(codes: &[CodeId]) -> Vec<CodeId> {
    let mut codes = codes.to_vec();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn judged(event: &Event) -> Option<Judged> {
    let Change::CodesJudged {
        round,
        codes,
        judgement,
        reason,
        present,
        ..
    } = &event.change
    else {
        return None;
    };
    Some(Judged {
        id: event.id,
        round: *round,
        codes: sorted(codes),
        judgement: judgement.clone(),
        reason: reason.clone(),
        present: present.clone(),
        by: event.coder.clone(),
        at: event.clock,
    })
}

/// Of judgements on the same codes the last: it is the one that counts.
pub(super) fn count(judged: &[Judged]) -> HashSet<EventId> {
    let last: HashMap<(RoundId, &[CodeId]), EventId> = judged
        .iter()
        .map(|j| ((j.round, j.codes.as_slice()), j.id))
        .collect();
    last.into_values().collect()
}

/// By code judged: places of the judgements that count.
pub(super) fn by_code(judged: &[Judged]) -> HashMap<CodeId, Vec<usize>> {
    let counts = count(judged);
    let mut places: HashMap<CodeId, Vec<usize>> = HashMap::new();
    for (at, judged) in judged.iter().enumerate() {
        for code in judged.codes.iter().filter(|_| counts.contains(&judged.id)) {
            places.entry(*code).or_default().push(at);
        }
    }
    places
}

/// Codes judged belong to everybody from then on, and those dropped are retired, unless they were
/// brought back since.
pub(super) fn apply(
    judged: &[Judged],
    back: &HashSet<(EventId, CodeId)>,
    codes: &mut [Code],
    place: &HashMap<CodeId, usize>,
) {
    let counts = count(judged);
    for judged in judged.iter().filter(|j| counts.contains(&j.id)) {
        for id in &judged.codes {
            let Some(code) = place.get(id).and_then(|i| codes.get_mut(*i)) else {
                continue;
            };
            if code.private == Some(judged.round) {
                code.private = None;
            }
            code.retired |= matches!(&judged.judgement, Judgement::Dropped(d) if d.contains(id))
                && !back.contains(&(judged.id, *id));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::conference::Judgement;
    use crate::model::event::Change;
    use crate::model::fixture::{Study, coder};
    use crate::model::ids::{CodeId, EventId, RoundId};

    fn judge(
        s: &mut Study,
        by: &str,
        round: RoundId,
        codes: &[CodeId],
        judgement: Judgement,
        replaces: &[EventId],
    ) -> EventId {
        let change = Change::CodesJudged {
            round,
            codes: codes.to_vec(),
            judgement,
            reason: "talked it over".into(),
            present: vec![coder("ana"), coder("ben")],
            replaces: replaces.to_vec(),
        };
        s.push(by, change)
    }

    /// A round of ana and ben, each with two private codes, submitted.
    fn study() -> (Study, RoundId, [CodeId; 4]) {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat"]).source("s", 100);
        let round = s.round(&["s"]);
        let codes = [
            s.private_code("ana", round, "wish"),
            s.private_code("ana", round, "steps"),
            s.private_code("ben", round, "hope"),
            s.private_code("ben", round, "worry"),
        ];
        s.coded("ben", Some(round), "s", 0..10, "hope");
        s.submit("ana", round);
        s.submit("ben", round);
        (s, round, codes)
    }

    fn same(keep: CodeId) -> Judgement {
        let name = "looking ahead".into();
        Judgement::Same { keep, name }
    }

    #[test]
    fn the_same_code_is_one_from_then_on_and_late_codings_find_it() {
        let (mut s, round, [wish, _, hope, _]) = study();
        let before = s.view().snapshot(round);
        judge(&mut s, "ana", round, &[wish, hope], same(wish), &[]);
        let late = s.coded("ben", None, "s", 20..30, "hope");
        let view = s.view();
        let codebook = view.codebook();
        assert_eq!(codebook.resolve(view.coding(late).unwrap().code), wish);
        assert_eq!(codebook.get(wish).unwrap().private, None);
        assert_eq!(codebook.exact(hope).unwrap().merged_into, Some(wish));
        assert_eq!(view.snapshot(round), before, "what was submitted stays");
    }

    #[test]
    fn a_second_judgement_replaces_the_first_whoever_made_it() {
        let (mut s, round, [wish, _, hope, _]) = study();
        let first = judge(&mut s, "ana", round, &[wish, hope], same(wish), &[]);
        judge(
            &mut s,
            "ben",
            round,
            &[hope, wish],
            Judgement::Kept,
            &[first],
        );
        let view = s.view();
        assert_eq!(view.codebook().judged().len(), 1);
        assert_eq!(view.codebook().resolve(hope), hope);
        assert_eq!(view.codebook().active().count(), 4);
    }

    #[test]
    fn judged_apart_both_are_kept_and_the_last_counts() {
        let (mut s, round, [wish, _, hope, _]) = study();
        judge(&mut s, "ana", round, &[wish, hope], same(wish), &[]);
        let dropped = Judgement::Dropped(vec![hope]);
        judge(&mut s, "ben", round, &[wish, hope], dropped, &[]);
        let view = s.view();
        assert_eq!(view.codebook().judged().len(), 2);
        assert!(view.codebook().exact(hope).unwrap().retired);
        assert_eq!(view.codebook().resolve(hope), hope);
        let other = view.codebook().exact(wish).unwrap();
        assert!(!other.retired && other.private.is_none());
    }

    #[test]
    fn three_may_become_one_pair_by_pair() {
        let (mut s, round, [wish, steps, hope, worry]) = study();
        judge(&mut s, "ana", round, &[wish, hope], same(wish), &[]);
        judge(&mut s, "ben", round, &[hope, steps], same(hope), &[]);
        judge(&mut s, "ben", round, &[steps, worry], same(worry), &[]);
        let view = s.view();
        let stands = |c| view.codebook().resolve(c);
        for code in [wish, steps, hope] {
            assert_eq!(stands(code), worry);
        }
        assert!(view.codebook().all().all(|c| c.conflicts.is_empty()));
    }

    #[test]
    fn before_the_round_is_over_a_judgement_is_its_makers_own() {
        let mut s = Study::new();
        s.coders(&["ana", "ben", "cat"]).source("s", 100);
        let round = s.round(&["s"]);
        let wish = s.private_code("ana", round, "wish");
        for by in ["ana", "cat"] {
            judge(&mut s, by, round, &[wish], Judgement::Kept, &[]);
        }
        let judged = |s: &Study, viewer| s.view_for(viewer).codebook().judged().len();
        assert_eq!(judged(&s, "ana"), 1);
        assert_eq!(judged(&s, "cat"), 1);
        assert_eq!(judged(&s, "ben"), 0);
        s.submit("ana", round);
        assert_eq!(judged(&s, "ben"), 0);
        s.submit("ben", round);
        assert_eq!(judged(&s, "ben"), 2);
    }

    #[test]
    fn undo_takes_a_judgement_back() {
        let (mut s, round, [wish, _, hope, _]) = study();
        judge(&mut s, "ana", round, &[wish, hope], same(wish), &[]);
        let act = s.view_for("ana").undoable().unwrap();
        assert_eq!(act.what, "judgement of codes");
        for event in act.events {
            s.push("ana", Change::Retract { event });
        }
        let view = s.view();
        assert!(view.codebook().judged().is_empty());
        assert_eq!(view.codebook().exact(wish).unwrap().private, Some(round));
    }
}
