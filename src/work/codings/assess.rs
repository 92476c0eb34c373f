//! Who read what, said after an import: a further imported round with the same codings counts instead
//! of the one that only assumed it. Both stay.

use super::coders::Coders;
use super::given::Given;
use super::read_by::ReadBy;
use super::report::{Made, Report};
use super::rows::{BLIND, is_coded_blind};
use super::spellings::{Kind, Spellings};
use super::writer::Writer;
use super::{NotImported, check_single, read};
use crate::import;
use crate::import::coding_row::{ReadRow, RefusedRow};
use crate::model::coding::{Coding, Memo, MemoOn};
use crate::model::event::Change;
use crate::model::ids::{CoderId, EventId, RoundId};
use crate::model::imported::WhoRead;
use crate::model::name::key;
use crate::model::round::{Imported, Round, RoundKind, RoundPlan};
use crate::model::source::NoSource;
use crate::model::view::View;
use std::path::Path;

#[derive(Clone, Copy, Debug)]
pub enum WhichRound<'a> {
    Named(&'a str),
    Only,
}

/// Takes from a file who read what in an imported round, and makes the round that counts instead.
///
/// # Errors
/// [`NotImported`]: nothing was changed.
pub fn assess(
    mut writer: Writer<'_>,
    file: &Path,
    which: WhichRound<'_>,
    given: &Given,
) -> Result<Report, NotImported> {
    let (shown, bytes) = read(file)?;
    let found = import::assessed(&shown, &bytes)?;
    drop(bytes);
    let mut report = Report {
        passed_over: found.passed_over,
        refused: found.refused,
        ..Report::default()
    };
    let old = which_round(&writer.view, which)?.clone();
    let mut read = ReadBy {
        is_said: true,
        ..ReadBy::default()
    };
    let mut coders = Coders::new(given);
    let mut spellings = Spellings::default();
    for row in &found.reads {
        // Who read what in another round is said of that one.
        let is_other = |name: &String| !name.is_empty() && key(name) != key(&old.plan.name);
        if which_of(
            &writer.view,
            &old,
            row.round.as_ref().filter(|r| is_other(r)),
        ) {
            continue;
        }
        if let Err(reason) = note_reading(&writer.view, row, &mut coders, &mut spellings, &mut read)
        {
            let line = row.line;
            report.refused.push(RefusedRow { line, reason });
        }
    }
    if let Some(name) = coders.unknown() {
        return Err(NotImported::Refused(format!(
            "--as names “{name}”, whom the file does not know"
        )));
    }
    report.refused.sort_by_key(|r| r.line);
    report.called = coders.called();
    report.merged = spellings.merged();
    if read.said.is_empty() {
        report.notes.push(format!(
            "nobody is said to have read anything in “{}”: nothing was changed",
            old.plan.name
        ));
        return Ok(report);
    }
    let codings = codings_of(&writer.view, &old);
    for coding in &codings {
        let own = read.coded.entry(coding.coder.clone()).or_default();
        own.insert(coding.source.clone());
    }
    let plan = plan(&writer, &old, given, &read, &report)?;
    if is_known(&writer.view, &old, &plan, &read) {
        report.already_here = codings.len();
        report.notes.push(format!(
            "“{}” says this already: nothing was changed",
            old.plan.name
        ));
        return Ok(report);
    }
    let verdicts = writer.view.verdicts_of(old.id).count();
    if verdicts > 0 {
        report.notes.push(format!(
            "what was settled in “{}” stays with it: tandem layer chooses it for the sources whose findings should go on coming from there",
            old.plan.name
        ));
    }
    let id = writer.mint.id();
    let round = RoundId::from(id);
    writer.append(&[(id, Change::RoundOpened(plan.into()))])?;
    let changes = copied(&mut writer, &codings, &old, round);
    writer.append(&changes)?;
    writer.submit(round, &read)?;
    report.added = codings.len();
    if let Some(made) = writer.view.round(round) {
        let coders = made.plan.coders.clone();
        let made = Made::of(&writer.view, made, coders, codings.len(), read.unsaid());
        report.rounds.push(made);
    }
    writer.store.save_cache();
    Ok(report)
}

/// Whether a row speaks of another round than this one, or one it counts instead of.
fn which_of(view: &View, old: &Round, other: Option<&String>) -> bool {
    let Some(name) = other else {
        return false;
    };
    let named = view
        .rounds()
        .iter()
        .find(|r| key(&r.plan.name) == key(name));
    let counts = named.and_then(|r| view.replaced_by(r.id));
    counts.is_none_or(|counts| counts.id != old.id)
}

/// The imported round meant, as it counts now.
fn which_round<'v>(view: &'v View, which: WhichRound<'_>) -> Result<&'v Round, NotImported> {
    let imported = |r: &&Round| r.plan.kind == RoundKind::Imported && r.is_over();
    let counting = |r: &&Round| imported(r) && view.replaced_by(r.id).is_none();
    let all: Vec<&Round> = view.rounds().iter().filter(counting).collect();
    let names = || {
        let names: Vec<String> = all.iter().map(|r| format!("“{}”", r.plan.name)).collect();
        names.join(", ")
    };
    let found = match which {
        WhichRound::Named(name) => {
            let found = view.round_named(name);
            found
                .map(|r| view.replaced_by(r.id).unwrap_or(r))
                .filter(imported)
        }
        WhichRound::Only => match &all[..] {
            [only] => Some(*only),
            _ => None,
        },
    };
    found.ok_or_else(|| {
        NotImported::Refused(match (which, all.is_empty()) {
            (_, true) => "there is no imported round here: --assessed says who read what of codings that were imported; give --codings as well to import them".to_owned(),
            (WhichRound::Named(name), _) => {
                format!("“{name}” is no imported round; there are {}", names())
            }
            (WhichRound::Only, _) => {
                format!("which imported round is meant? give --round with one of {}", names())
            }
        })
    })
}

fn note_reading(
    view: &View,
    row: &ReadRow,
    coders: &mut Coders<'_>,
    spellings: &mut Spellings,
    read: &mut ReadBy,
) -> Result<(), String> {
    let source = view.source_named(&row.source).map_err(|why| match why {
        why @ NoSource::Unknown(_) => format!("{why} in this study; import its text first"),
        why => why.to_string(),
    })?;
    let coder = coders.id(&row.coder)?;
    spellings.note(Kind::Coder, row.coder.trim(), coder.as_str());
    let own = read.said.entry(coder).or_default();
    own.insert(source.id.clone());
    Ok(())
}

/// The codings of an imported round, by source, place and coder.
fn codings_of(view: &View, round: &Round) -> Vec<Coding> {
    let of = |c: &&Coding| c.round == Some(round.id) && c.imported_by.is_some();
    let mut all: Vec<Coding> = view.codings().filter(of).cloned().collect();
    all.sort_by(|a, b| {
        let key = |c: &Coding| (c.source.clone(), c.span, c.coder.clone(), c.id);
        key(a).cmp(&key(b))
    });
    all
}

/// The plan of the round that counts instead: the same, but for what is given now.
fn plan(
    writer: &Writer<'_>,
    old: &Round,
    given: &Given,
    read: &ReadBy,
    report: &Report,
) -> Result<RoundPlan, NotImported> {
    let view = &writer.view;
    let mut coders: Vec<CoderId> = old.plan.coders.clone();
    let further = read.said.keys().filter(|c| !old.plan.coders.contains(c));
    coders.extend(further.cloned());
    let sources = view.sources().iter().map(|s| &s.id).filter(|id| {
        let is_read = |of: &std::collections::BTreeSet<_>| of.contains(*id);
        old.plan.sources.contains(id) || read.said.values().any(is_read)
    });
    let sources: Vec<_> = sources.cloned().collect();
    let shut = |coder: &CoderId| sources.iter().any(|s| is_coded_blind(view, s, coder));
    if coders.iter().any(shut) {
        return Err(NotImported::Refused(BLIND.to_owned()));
    }
    let said = old.plan.imported.clone().unwrap_or_default();
    let was = given.was.or(said.was);
    check_single(was, &old.plan.name, &coders)?;
    let known = view.known();
    let base = match old.plan.name.rsplit_once(" (") {
        Some((base, rest)) if rest.trim_end_matches(')').parse::<u32>().is_ok() => base,
        _ => &old.plan.name,
    };
    let mut names = said.names;
    names.retain(|n| report.called.iter().all(|c| c.coder != n.coder));
    names.extend(report.called.iter().cloned());
    Ok(RoundPlan {
        name: writer.free_name(base),
        coders: view.in_order_of_joining(coders),
        unit: given.unit.unwrap_or(old.plan.unit),
        overlap: given.overlap.unwrap_or(old.plan.overlap),
        headline: given.headline.unwrap_or(old.plan.headline),
        codebook: view.version_known_to(&known),
        speakers: view.speakers_known_to(&known, &sources),
        before: Some(old.before.clone()),
        sources,
        known,
        open_coding: Some(view.is_open_coding(old)),
        imported: Some(Imported {
            assumed: None,
            was,
            chosen: given.headline.is_some() || said.chosen,
            replaces: Some(old.id),
            names,
        }),
        ..old.plan.clone()
    })
}

/// Whether a round says already all that its further one would.
fn is_known(view: &View, old: &Round, plan: &RoundPlan, read: &ReadBy) -> bool {
    let same_reading = plan.coders.iter().all(|coder| {
        let finished = read.finished(coder, &plan.sources);
        let before = old.submitted.get(coder).map(|s| &s.finished[..]);
        let before = before.unwrap_or_default();
        before.len() == finished.len() && finished.iter().all(|s| before.contains(s))
    });
    let was = |plan: &RoundPlan| plan.imported.as_ref().and_then(|i| i.was);
    let figure = |p: &RoundPlan| (p.unit, p.overlap, p.headline);
    view.who_read(old) == WhoRead::Said
        && same_reading
        && old.plan.coders.len() == plan.coders.len()
        && was(&old.plan) == was(plan)
        && figure(&old.plan) == figure(plan)
}

/// What makes the same codings in the further round, with what their coders noted on them.
fn copied(
    writer: &mut Writer<'_>,
    codings: &[Coding],
    old: &Round,
    round: RoundId,
) -> Vec<(EventId, Change)> {
    let mut changes = Vec::with_capacity(codings.len());
    for coding in codings {
        let id = writer.mint.id();
        let change = Change::Coded {
            of: Some(coding.coder.clone()),
            round: Some(round),
            source: coding.source.clone(),
            revision: coding.revision,
            span: coding.span,
            code: coding.code,
            digest: coding.digest.clone(),
            certain: coding.certain,
            rating: coding.rating,
            via: None,
        };
        changes.push((id, change));
        let own = |m: &&Memo| m.coder == coding.coder && m.round == Some(old.id);
        let on = MemoOn::Coding(coding.id);
        let memos: Vec<String> = writer
            .view
            .memos_on(&on)
            .filter(own)
            .map(|m| m.text.clone())
            .collect();
        for text in memos {
            let memo = Change::MemoWritten {
                of: Some(coding.coder.clone()),
                round: Some(round),
                on: MemoOn::Coding(id.into()),
                text,
                kind: None,
                about: Vec::new(),
            };
            changes.push((writer.mint.id(), memo));
        }
    }
    changes
}
