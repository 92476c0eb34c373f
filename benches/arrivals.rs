//! A key held while the other coder's lines arrive, as the worker that owns the store finds them: from
//! the key to its frame. Every tenth key shares its frame with what arrived.

use crate::frames::floors;
use crate::meter::{Many, figure, heading, many};
use crate::program::Program;
use crate::workload::{NOW, Workload};
use std::sync::Arc;
use std::time::Duration;
use tandem::app::Action;
use tandem::app::key::Key;
use tandem::model::event::{Change, Event};
use tandem::model::ids::EventId;
use tandem::model::verdict::{Authority, ReasonKind, Ruling};
use tandem::store::Store;
use uuid::Uuid;

/// How many times something arrives, and how many keys are pressed from one to the next.
const ARRIVALS: usize = 30;
const KEYS: usize = 10;

/// How many lines arrive at once, and whether a worker computes from the study as it was meanwhile: what
/// somebody does now; what a folder brings that was not synced for a while.
const ARRIVING: [(usize, bool); 4] = [(0, false), (1, false), (1, true), (50, false)];

/// Measures it.
pub fn bench(workload: &Workload) {
    heading("a key held while lines arrive (CPU time of update, drawing, bytes for the terminal)");
    let floor = floors();
    let (mut program, effects) = Program::open_again(workload);
    program.settle(effects);
    let (mut other, events, _) = workload.open("ben");
    let mut codings = codings(&events);
    let found = arriving(&mut program, &mut other, &mut codings, 1);
    let (took, effects) = program.act_on(found);
    figure("study: the first that arrives", took, floor);
    program.settle(effects);
    program.prepare("g r");
    held("read", &mut program, &mut other, &mut codings, floor);
    program.prepare("g d");
    let mut verdicts = verdicts(&program);
    held("reconcile", &mut program, &mut other, &mut verdicts, floor);
}

fn held(
    screen: &str,
    program: &mut Program,
    other: &mut Store,
    coming: &mut impl Iterator<Item = Change>,
    floor: Duration,
) {
    let key = Key::parse_script("j").expect("a key")[0];
    for (lines, computes) in ARRIVING {
        program.prepare("g g");
        let (mut alone, mut with) = (Many::default(), Many::default());
        for nth in 0..ARRIVALS * KEYS {
            // What a worker is given.
            let worker = computes.then(|| program.app.cx.view.clone());
            let arrives = lines > 0 && nth % KEYS == 0;
            let mut actions = match arrives {
                true => arriving(program, other, coming, lines),
                false => Vec::new(),
            };
            actions.push(Action::Key(key));
            let (took, effects) = program.act_on(actions);
            match arrives {
                true => with.push(took),
                false => alone.push(took),
            }
            drop(worker);
            program.settle(effects);
        }
        let meanwhile = if computes { ", a worker computes" } else { "" };
        let how = match lines {
            0 => format!("{screen}: nothing arrives"),
            n => format!("{screen}: {n} at once{meanwhile}, keys between"),
        };
        many(&how, &alone, floor);
        if lines > 0 {
            many(
                &format!("{screen}: {lines} at once{meanwhile}, keys with them"),
                &with,
                floor,
            );
        }
    }
}

/// Lines the other coder saves, as the program's own worker finds them.
fn arriving(
    program: &mut Program,
    other: &mut Store,
    coming: &mut impl Iterator<Item = Change>,
    lines: usize,
) -> Vec<Action> {
    let made = coming.by_ref().take(lines);
    let made: Vec<_> = made.map(|c| (EventId(Uuid::new_v4()), c)).collect();
    assert_eq!(made.len(), lines, "there is enough that can arrive");
    other.append(&made, NOW).expect("it is saved");
    let found = program.look();
    assert!(!found.is_empty(), "it arrives");
    found
}

/// What the other coder codes: what was coded in the round, once more outside of it.
fn codings(events: &[Arc<Event>]) -> impl Iterator<Item = Change> {
    let ana = events.iter().filter(|e| e.coder.as_str() == "ana");
    ana.filter_map(|event| {
        let mut change = event.change.clone();
        let Change::Coded { round, .. } = &mut change else {
            return None;
        };
        *round = None;
        Some(change)
    })
}

/// Verdicts of the other coder, from the first difference on.
fn verdicts(program: &Program) -> impl Iterator<Item = Change> + use<> {
    let sheet = program
        .app
        .cx
        .compared
        .sheet
        .clone()
        .expect("a round side by side");
    let coders = sheet.coders().to_vec();
    let round = sheet.round.id;
    let rows = program.app.screens.reconcile.queue.rows.iter();
    let items: Vec<_> = rows.map(|at| sheet.items()[*at].key.clone()).collect();
    items.into_iter().map(move |item| Change::Ruled {
        round,
        item,
        ruling: Ruling::Of(coders[0].clone()),
        reason: String::new(),
        kind: ReasonKind::default(),
        present: coders[1..].to_vec(),
        replaces: Vec::new(),
        rests_on: None,
        votes: Vec::new(),
        authority: Authority::default(),
        by_code: Vec::new(),
    })
}
