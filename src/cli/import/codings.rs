//! A table of codings made by others becomes rounds of the study: open, finished and submitted, so
//! that agreement and reconciliation work on them at once.

use super::rows::{Sorted, Taken, sort, source_id};
use crate::cli::columns::counted;
use crate::cli::session::{Fixed, Session};
use crate::cli::{Out, tell};
use crate::import;
use crate::import::codings_csv::RefusedRow;
use crate::model::code::{CodeKind, CodeText, Colour};
use crate::model::coding::MemoOn;
use crate::model::event::Change;
use crate::model::ids::{CodeId, CoderId, Digest, EventId, RoundId, SourceId};
use crate::model::name;
use crate::model::round::{
    BoundaryRule, Headline, Reasons, Round, RoundKind, RoundPlan, StartFrom, Submission, Unit,
};
use crate::model::view::View;
use crate::model::visible::Named;
use crate::store::read_given;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::Path;

/// Events written and synced at once.
const BATCH: usize = 100_000;

/// What an import did.
#[derive(Debug, Default)]
pub struct Report {
    added: usize,
    already_here: usize,
    codes: Vec<String>,
    rounds: Vec<(String, Vec<CoderId>, usize)>,
    /// Columns nothing was read from.
    passed_over: Vec<String>,
    /// Names that held what no name may, as they are called here, with the line of each.
    renamed: Vec<(u64, String)>,
    /// Rows that were not taken.
    pub refused: Vec<RefusedRow>,
}

/// How the coders of a table came by their codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codes {
    /// From one codebook.
    Shared,
    /// Each by themselves: open coding.
    Own,
}

/// Imports the codings of a file.
pub fn import(
    session: &mut Session,
    view: View,
    me: &CoderId,
    file: &Path,
    codes: Codes,
) -> Result<Report> {
    let shown = file.shown().to_string();
    let bytes = read_given(file).with_context(|| shown.clone())?;
    let import::CodingsFile {
        rows,
        refused: bad,
        passed_over,
        renamed,
    } = import::codings(&shown, &bytes)?;
    drop(bytes);
    let usual = file
        .file_stem()
        .and_then(|s| name::cleaned(s.to_str()?).ok());
    let usual = usual.as_deref().unwrap_or("imported");
    let mut mint = Fixed::default().mint();
    let Sorted {
        taken,
        refused,
        new_codes,
    } = sort(&view, &session.store, rows, usual, &mut || mint.id());
    let mut report = Report {
        refused: bad,
        passed_over,
        renamed,
        ..Report::default()
    };
    report.refused.extend(refused);
    report.refused.sort_by_key(|r| r.line);
    let mut importing = Importing {
        session,
        view,
        me,
        codes,
        id: &mut || mint.id(),
        report,
    };
    importing.add_codes(new_codes)?;
    for (name, rows) in by_round(taken) {
        importing.round(&name, rows)?;
    }
    importing.session.store.save_cache();
    Ok(importing.report)
}

/// Rows by round, rounds in order of appearance, letter case aside.
fn by_round(rows: Vec<Taken>) -> Vec<(String, Vec<Taken>)> {
    let mut rounds: Vec<(String, Vec<Taken>)> = Vec::new();
    let mut last = 0;
    for row in rows {
        let same = |name: &str| name == row.round || name::same(name, &row.round);
        let at = match rounds.get(last) {
            Some((name, _)) if same(name) => Some(last),
            _ => rounds.iter().position(|(name, _)| same(name)),
        };
        match at {
            Some(at) => {
                last = at;
                rounds[at].1.push(row);
            }
            None => {
                last = rounds.len();
                rounds.push((row.round.clone(), vec![row]));
            }
        }
    }
    rounds
}

struct Importing<'a> {
    session: &'a mut Session,
    view: View,
    me: &'a CoderId,
    codes: Codes,
    id: &'a mut dyn FnMut() -> EventId,
    report: Report,
}

type Key = (CoderId, SourceId, u32, u32, CodeId);

impl Importing<'_> {
    fn append(&mut self, changes: &[(EventId, Change)]) -> Result<()> {
        for batch in changes.chunks(BATCH) {
            let now_ms = Fixed::default().now_ms();
            let events = self.session.store.append(batch, now_ms)?;
            self.view.admit(events);
        }
        Ok(())
    }

    fn add_codes(&mut self, codes: Vec<(EventId, String)>) -> Result<()> {
        let there = self.view.codebook().active().count();
        let added = |(n, (id, name)): (usize, &(EventId, String))| {
            let change = Change::CodeAdded {
                name: name.clone(),
                parent: None,
                text: CodeText::default(),
                colour: Colour::ALL[(there + n) % Colour::ALL.len()],
                key: None,
                kind: CodeKind::Plain,
                private: None,
            };
            (*id, change)
        };
        let changes: Vec<_> = codes.iter().enumerate().map(added).collect();
        self.append(&changes)?;
        self.report.codes = codes.into_iter().map(|(_, name)| name).collect();
        Ok(())
    }

    /// Adds what is new of a round's rows.
    fn round(&mut self, name: &str, rows: Vec<Taken>) -> Result<()> {
        let mut here = self.here(name);
        let all = rows.len();
        let new: Vec<Taken> = rows
            .into_iter()
            .filter(|row| here.insert(self.key(row)))
            .collect();
        self.report.already_here += all - new.len();
        if new.is_empty() {
            return self.submit_begun(name);
        }
        let (coders, sources) = (coders_of(&new), self.sources_of(&new));
        let round = match self.begun(name, &coders, &sources) {
            Some(round) => round,
            None => self.open(name, coders.clone(), sources)?,
        };
        let mut changes = Vec::with_capacity(new.len());
        for row in &new {
            self.coding(round, row, &mut changes);
        }
        self.append(&changes)?;
        self.submit(round)?;
        let name = self.view.round(round).map_or(name, |r| &r.plan.name);
        self.report.added += new.len();
        self.report
            .rounds
            .push((name.to_owned(), coders, new.len()));
        Ok(())
    }

    fn coding(&mut self, round: RoundId, row: &Taken, changes: &mut Vec<(EventId, Change)>) {
        let source = &self.view.sources()[row.source];
        let id = (self.id)();
        let coded = Change::Coded {
            of: Some(row.coder.clone()),
            round: Some(round),
            source: source.id.clone(),
            revision: source.revision,
            span: row.span,
            code: row.code,
            digest: row.digest.clone(),
            certain: row.certain,
            rating: row.rating,
        };
        changes.push((id, coded));
        if !row.memo.is_empty() {
            let memo = Change::MemoWritten {
                of: Some(row.coder.clone()),
                round: Some(round),
                on: MemoOn::Coding(id.into()),
                text: row.memo.clone(),
            };
            changes.push(((self.id)(), memo));
        }
    }

    /// Rounds of this name, and those that were made because it was submitted: `name (2)`.
    fn called<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s Round> + use<'s> {
        let name = name::key(name);
        self.view.rounds().iter().filter(move |r| {
            let other = name::key(&r.plan.name);
            let rest = other.strip_prefix(&name);
            let number = |rest: &str| {
                let inner = rest.strip_prefix(" (").and_then(|r| r.strip_suffix(')'));
                inner.is_some_and(|n| n.parse::<u32>().is_ok())
            };
            rest.is_some_and(|rest| rest.is_empty() || number(rest))
        })
    }

    /// The codings there are already in rounds of this name.
    fn here(&self, name: &str) -> HashSet<Key> {
        let rounds: HashSet<RoundId> = self.called(name).map(|r| r.id).collect();
        if rounds.is_empty() {
            return HashSet::new();
        }
        let codebook = self.view.codebook();
        let codings = self.view.codings();
        codings
            .filter(|c| c.round.is_some_and(|r| rounds.contains(&r)))
            .map(|c| {
                let code = codebook.resolve(c.code);
                (
                    c.coder.clone(),
                    c.source.clone(),
                    c.span.start,
                    c.span.end,
                    code,
                )
            })
            .collect()
    }

    fn key(&self, row: &Taken) -> Key {
        let source = source_id(&self.view, row).clone();
        let (start, end) = (row.span.start, row.span.end);
        (row.coder.clone(), source, start, end, row.code)
    }

    /// One's own import that was cut off before it was submitted, if these rows fit into it.
    fn begun(&self, name: &str, coders: &[CoderId], sources: &[SourceId]) -> Option<RoundId> {
        let fits = |r: &&Round| {
            self.is_begun(r)
                && coders.iter().all(|c| r.plan.coders.contains(c))
                && sources.iter().all(|s| r.plan.sources.contains(s))
        };
        self.called(name).find(fits).map(|r| r.id)
    }

    fn is_begun(&self, round: &Round) -> bool {
        round.plan.kind == RoundKind::Imported && round.by == *self.me && !round.is_over()
    }

    /// Submits what an import that was cut off has left.
    fn submit_begun(&mut self, name: &str) -> Result<()> {
        let begun: Vec<RoundId> = self
            .called(name)
            .filter(|r| self.is_begun(r))
            .map(|r| r.id)
            .collect();
        begun.into_iter().try_for_each(|round| self.submit(round))
    }

    fn open(
        &mut self,
        name: &str,
        coders: Vec<CoderId>,
        sources: Vec<SourceId>,
    ) -> Result<RoundId> {
        let known = self.view.known();
        let before = Some(self.view.before(&sources));
        let plan = RoundPlan {
            name: self.free_name(name),
            kind: RoundKind::Imported,
            coders: self.view.in_order_of_joining(coders),
            unit: Unit::Turns,
            overlap: 50,
            tolerance: 10,
            boundary: BoundaryRule::Union,
            least: None,
            headline: Headline::Alpha,
            blind: false,
            start: StartFrom::Blank,
            codebook: self.view.version_known_to(&known),
            speakers: self.view.speakers_known_to(&known, &sources),
            structures: Vec::new(),
            sources,
            known,
            drawn: None,
            adjudicator: None,
            reasons: Reasons::Optional,
            open_coding: Some(self.codes == Codes::Own),
            labels_apart: self.view.format() >= 2,
            before,
        };
        let id = (self.id)();
        self.append(&[(id, Change::RoundOpened(plan))])?;
        Ok(id.into())
    }

    fn free_name(&self, name: &str) -> String {
        let taken = |name: &str| {
            let wanted = name::key(name);
            let mut rounds = self.view.rounds().iter();
            rounds.any(|r| name::key(&r.plan.name) == wanted)
        };
        let further = (2u32..).map(|n| format!("{name} ({n})"));
        let mut names = std::iter::once(name.to_owned()).chain(further);
        names.find(|n| !taken(n)).unwrap_or_else(|| name.to_owned())
    }

    /// Submits a round for all its coders: everything up to the last event saved.
    fn submit(&mut self, id: RoundId) -> Result<()> {
        let Some(round) = self.view.round(id) else {
            return Ok(());
        };
        let marks = self.session.store.marks();
        let marks: Vec<_> = marks.into_iter().filter(|m| m.coder == *self.me).collect();
        let sources = round.plan.sources.clone();
        let revision = |s: &SourceId| self.view.source(s).map_or(1, |x| x.revision);
        let revisions: Vec<_> = sources.iter().map(|s| (s.clone(), revision(s))).collect();
        let waiting = round.plan.coders.iter();
        let waiting = waiting.filter(|c| !round.submitted.contains_key(*c));
        let submission = |coder: &CoderId| Submission {
            coder: coder.clone(),
            marks: marks.clone(),
            codebook: self.codebook(),
            revisions: revisions.clone(),
            finished: sources.clone(),
            structures: Vec::new(),
            corrected: None,
        };
        let submissions: Vec<Submission> = waiting.map(submission).collect();
        let mut changes = Vec::with_capacity(submissions.len());
        for submission in submissions {
            let change = Change::Submitted {
                round: id,
                submission,
                after: None,
            };
            changes.push(((self.id)(), change));
        }
        self.append(&changes)
    }

    fn codebook(&self) -> Digest {
        Digest::of(self.view.codebook().canonical().as_bytes())
    }

    /// Sources of rows, in the order of the study.
    fn sources_of(&self, rows: &[Taken]) -> Vec<SourceId> {
        let used: HashSet<usize> = rows.iter().map(|r| r.source).collect();
        let all = self.view.sources().iter().enumerate();
        all.filter(|(at, _)| used.contains(at))
            .map(|(_, s)| s.id.clone())
            .collect()
    }
}

/// Coders of rows, in the order they first appear.
fn coders_of(rows: &[Taken]) -> Vec<CoderId> {
    let mut coders: Vec<CoderId> = Vec::new();
    for row in rows {
        if !coders.contains(&row.coder) {
            coders.push(row.coder.clone());
        }
    }
    coders
}

impl Report {
    /// The report for people.
    pub fn write(&self, out: Out) -> Result<()> {
        writeln!(
            out,
            "added {}, {} were here already, {} refused",
            counted(self.added, "coding"),
            self.already_here,
            self.refused.len()
        )?;
        for (name, coders, added) in &self.rounds {
            let coders: Vec<&str> = coders.iter().map(CoderId::as_str).collect();
            writeln!(
                out,
                "round “{name}”: {} of {}",
                counted(*added, "coding"),
                coders.join(" and ")
            )?;
        }
        if !self.codes.is_empty() {
            writeln!(
                out,
                "codes added to the codebook: {}",
                self.codes.join(", ")
            )?;
        }
        if !self.passed_over.is_empty() {
            tell(&format!(
                "note: nothing was read from the columns {}: a table of codings has coder, source, start, end, code, memo, round, rating, certain",
                self.passed_over.join(", ")
            ));
        }
        for (line, name) in &self.renamed {
            tell(&format!(
                "note: line {line}: the name holds what cannot be shown: it is called “{name}” here"
            ));
        }
        for row in &self.refused {
            tell(&format!("refused: line {}: {}", row.line, row.reason));
        }
        Ok(())
    }

    /// The report for programs.
    pub fn json(&self) -> Value {
        let round = |(name, coders, added): &(String, Vec<CoderId>, usize)| json!({ "round": name, "coders": coders, "added": added });
        let renamed = |(line, name): &(u64, String)| json!({ "line": line, "name": name });
        let refused = |r: &RefusedRow| json!({ "line": r.line, "reason": r.reason });
        json!({
            "added": self.added,
            "already_here": self.already_here,
            "codes_added": self.codes,
            "rounds": self.rounds.iter().map(round).collect::<Vec<_>>(),
            "columns_passed_over": self.passed_over,
            "renamed": self.renamed.iter().map(renamed).collect::<Vec<_>>(),
            "refused": self.refused.iter().map(refused).collect::<Vec<_>>(),
        })
    }
}
