//! One round of a file: what is new of it is added, in a round that is over at once.

use super::given::{Codes, Given};
use super::read_by::ReadBy;
use super::report::{Made, Report};
use super::rows::{Reading, Taken, source_id};
use super::writer::Writer;
use crate::model::code::{CodeKind, CodeText, Colour};
use crate::model::coding::MemoOn;
use crate::model::event::Change;
use crate::model::ids::{CodeId, CoderId, EventId, RoundId, SourceId};
use crate::model::imported::WhoRead;
use crate::model::name::key;
use crate::model::round::{
    BoundaryRule, Called, Headline, Imported, Reasons, Round, RoundKind, RoundPlan, StartFrom,
};
use crate::model::view::View;
use crate::report::words::counted;
use crate::store::StoreError;
use std::collections::HashSet;

pub struct OneRound {
    pub name: String,
    pub rows: Vec<Taken>,
    pub readings: Vec<Reading>,
}

impl OneRound {
    /// Its coders, in the order they first appear.
    pub fn coders(&self) -> Vec<CoderId> {
        let coded = self.rows.iter().map(|r| &r.coder);
        let mut coders: Vec<CoderId> = Vec::new();
        for coder in coded.chain(self.readings.iter().map(|r| &r.coder)) {
            if !coders.contains(coder) {
                coders.push(coder.clone());
            }
        }
        coders
    }
}

/// Rows by round, rounds in order of appearance, letter case aside. Who read what is said of the
/// round it names, or of every round.
pub fn by_round(rows: Vec<Taken>, readings: Vec<Reading>, usual: &str) -> Vec<OneRound> {
    let mut rounds: Vec<OneRound> = Vec::new();
    let mut last = 0;
    for row in rows {
        last = place_of(&mut rounds, &row.round, last);
        rounds[last].rows.push(row);
    }
    if rounds.is_empty() && readings.iter().any(|r| r.round.is_none()) {
        place_of(&mut rounds, usual, 0);
    }
    for reading in readings {
        match &reading.round {
            Some(name) => {
                last = place_of(&mut rounds, name, last);
                rounds[last].readings.push(reading);
            }
            None => {
                for round in &mut rounds {
                    round.readings.push(Reading {
                        source: reading.source,
                        coder: reading.coder.clone(),
                        round: None,
                    });
                }
            }
        }
    }
    rounds
}

/// Where a round is among these, a new one if need be; it is likely to be where the last one was.
fn place_of(rounds: &mut Vec<OneRound>, name: &str, last: usize) -> usize {
    let is = |round: &OneRound| round.name == name;
    if rounds.get(last).is_some_and(is) {
        return last;
    }
    let found = rounds.iter().position(is);
    found.unwrap_or_else(|| {
        rounds.push(OneRound {
            name: name.to_owned(),
            rows: Vec::new(),
            readings: Vec::new(),
        });
        rounds.len() - 1
    })
}

pub struct Importing<'a> {
    pub writer: Writer<'a>,
    pub given: &'a Given,
    pub says_who_read: bool,
    pub report: Report,
}

type Key = (CoderId, SourceId, u32, u32, CodeId);

impl Importing<'_> {
    fn view(&self) -> &View {
        &self.writer.view
    }

    /// Adds the codes the codebook has not.
    pub fn add_codes(&mut self, codes: Vec<(EventId, String)>) -> Result<(), StoreError> {
        let there = self.view().codebook().active().count();
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
        self.writer.append(&changes)?;
        self.report.codes = codes.into_iter().map(|(_, name)| name).collect();
        Ok(())
    }

    pub fn round(&mut self, mut of: OneRound) -> Result<(), StoreError> {
        let read = self.read_by(&of);
        let all_coders = of.coders();
        let here = self.here(&of.name);
        let is_here = self.called(&of.name).next().is_some();
        let mut new = std::mem::take(&mut of.rows);
        let all = new.len();
        new.retain(|row| !here.contains(&self.key(row)));
        self.report.already_here += all - new.len();
        let (unlike, mut own) = (new.len(), HashSet::new());
        new.retain(|row| own.insert(self.key(row)));
        if new.len() < unlike {
            let rows = counted(unlike - new.len(), "row");
            self.report.notes.push(format!(
                "{rows} of “{}” say again what another row says: they count once",
                of.name
            ));
        }
        if new.is_empty() && is_here {
            self.note_known_reading(&of.name, &read);
            return self.submit_begun(&of.name, &read);
        }
        // Of a round that is here, only what is new makes a further one.
        let (coders, sources) = match is_here {
            true => (coders_of(&new), self.sources_of(&new, &[])),
            false => (all_coders, self.sources_of(&new, &of.readings)),
        };
        if coders.is_empty() {
            return Ok(());
        }
        let round = match self.begun(&of.name, &coders, &sources) {
            Some(round) => round,
            None => self.open(&of.name, coders.clone(), sources, &read)?,
        };
        let mut changes = Vec::with_capacity(new.len());
        for row in &new {
            self.coding(round, row, &mut changes);
        }
        self.writer.append(&changes)?;
        self.writer.submit(round, &read)?;
        self.report.added += new.len();
        let Some(made) = self.view().round(round).map(|r| {
            let unsaid = read.unsaid();
            Made::of(self.view(), r, coders, new.len(), unsaid)
        }) else {
            return Ok(());
        };
        self.report.rounds.push(made);
        Ok(())
    }

    /// What the rows of a round, those here already too, say of who read what.
    fn read_by(&self, of: &OneRound) -> ReadBy {
        let mut read = ReadBy {
            is_said: self.says_who_read,
            ..ReadBy::default()
        };
        let id = |at: usize| self.view().sources()[at].id.clone();
        for row in &of.rows {
            let own = read.coded.entry(row.coder.clone()).or_default();
            own.insert(id(row.source));
        }
        for reading in &of.readings {
            let own = read.said.entry(reading.coder.clone()).or_default();
            own.insert(id(reading.source));
        }
        read
    }

    /// Says so where a file that says who read what adds nothing to a round that only assumes it.
    fn note_known_reading(&mut self, name: &str, read: &ReadBy) {
        let assumed = |r: &&Round| {
            let is_last = self.view().replaced_by(r.id).is_none();
            is_last && matches!(self.view().who_read(r), WhoRead::Assumed(_))
        };
        let assumed = self.called(name).find(assumed).map(|r| r.plan.name.clone());
        if let Some(name) = assumed.filter(|_| read.is_said) {
            self.report.notes.push(format!(
                "the file says who read what, and the round “{name}”, which is here already, only assumes it: give the file with --assessed instead of --codings"
            ));
        }
    }

    fn coding(&mut self, round: RoundId, row: &Taken, changes: &mut Vec<(EventId, Change)>) {
        let id = self.writer.mint.id();
        let source = &self.writer.view.sources()[row.source];
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
            via: None,
        };
        changes.push((id, coded));
        if !row.memo.is_empty() {
            let memo = Change::MemoWritten {
                of: Some(row.coder.clone()),
                round: Some(round),
                on: MemoOn::Coding(id.into()),
                text: row.memo.clone(),
                kind: None,
                about: Vec::new(),
            };
            changes.push((self.writer.mint.id(), memo));
        }
    }

    /// Rounds of this name, and those that were made because it was submitted: `name (2)`.
    fn called<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s Round> + use<'s> {
        let name = key(name);
        self.view().rounds().iter().filter(move |r| {
            let other = key(&r.plan.name);
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
        let codebook = self.view().codebook();
        let codings = self.view().codings();
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
        let source = source_id(self.view(), row).clone();
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
        round.plan.kind == RoundKind::Imported && round.by == *self.writer.me && !round.is_over()
    }

    /// Submits what an import that was cut off has left.
    fn submit_begun(&mut self, name: &str, read: &ReadBy) -> Result<(), StoreError> {
        let begun: Vec<RoundId> = self
            .called(name)
            .filter(|r| self.is_begun(r))
            .map(|r| r.id)
            .collect();
        let mut begun = begun.into_iter();
        begun.try_for_each(|round| self.writer.submit(round, read))
    }

    fn open(
        &mut self,
        name: &str,
        coders: Vec<CoderId>,
        sources: Vec<SourceId>,
        read: &ReadBy,
    ) -> Result<RoundId, StoreError> {
        let (given, view) = (self.given, self.view());
        let known = view.known();
        let called = self.report.called.iter();
        let names: Vec<Called> = called
            .filter(|c| coders.contains(&c.coder))
            .cloned()
            .collect();
        let imported = Imported {
            assumed: read.assumed(&coders, &sources),
            was: given.was,
            chosen: given.headline.is_some(),
            replaces: None,
            names,
        };
        let plan = RoundPlan {
            name: self.writer.free_name(name),
            kind: RoundKind::Imported,
            coders: view.in_order_of_joining(coders),
            unit: given.unit.unwrap_or_default(),
            overlap: given.overlap.unwrap_or(50),
            tolerance: 10,
            boundary: BoundaryRule::Union,
            least: None,
            headline: given.headline.unwrap_or(Headline::Alpha),
            blind: false,
            start: StartFrom::Blank,
            codebook: view.version_known_to(&known),
            speakers: view.speakers_known_to(&known, &sources),
            structures: Vec::new(),
            before: Some(view.before(&sources)),
            sources,
            known,
            drawn: None,
            adjudicator: None,
            reasons: Reasons::Optional,
            open_coding: Some(given.codes == Codes::Own),
            labels_apart: view.format() >= 2,
            imported: Some(imported),
        };
        let id = self.writer.mint.id();
        self.writer
            .append(&[(id, Change::RoundOpened(plan.into()))])?;
        Ok(id.into())
    }

    /// Sources of rows and of what was read, in the order of the study.
    fn sources_of(&self, rows: &[Taken], readings: &[Reading]) -> Vec<SourceId> {
        let coded = rows.iter().map(|r| r.source);
        let used: HashSet<usize> = coded.chain(readings.iter().map(|r| r.source)).collect();
        let all = self.view().sources().iter().enumerate();
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
