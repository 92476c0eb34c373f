//! Rows of a codings table held against the study: what each stands for, or why it is refused.

use super::coders::Coders;
use super::given::Given;
use super::paragraphs::whole;
use super::places::{Offsets, Otherwise, Ruler};
use super::spellings::{Kind, Merged, Spellings};
use crate::import::coding_row::{CodingRow, CodingsFile, ReadRow, RefusedRow};
use crate::model::code::CodeKind;
use crate::model::ids::{CodeId, CoderId, Digest, EventId, SourceId};
use crate::model::name::key;
use crate::model::round::{Called, Round};
use crate::model::source::{NoSource, Source};
use crate::model::text::Span;
use crate::model::view::View;
use crate::store::Store;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The same words whatever the round, and however far it is.
pub const BLIND: &str = "its round is blind, nothing can be imported into it; give another name in the column round, or wait until the round opens";

/// A row that can be taken.
#[derive(Debug)]
pub struct Taken {
    /// Place of the source in `View::sources`.
    pub source: usize,
    pub coder: CoderId,
    pub span: Span,
    pub code: CodeId,
    pub digest: Digest,
    pub memo: String,
    pub rating: Option<i32>,
    pub certain: bool,
    /// Round as the file names it.
    pub round: String,
}

/// That a coder read a source.
#[derive(Debug)]
pub struct Reading {
    /// Place of the source in `View::sources`.
    pub source: usize,
    pub coder: CoderId,
    /// Round as the file names it; all of its rounds if none.
    pub round: Option<String>,
}

#[derive(Debug, Default)]
pub struct Sorted {
    pub taken: Vec<Taken>,
    pub readings: Vec<Reading>,
    pub refused: Vec<RefusedRow>,
    /// Codes that are to be added, in the order they appear.
    pub new_codes: Vec<(EventId, String)>,
    /// What coders are called in the file.
    pub called: Vec<Called>,
    /// What was spelled otherwise than it is called here.
    pub merged: Vec<Merged>,
    /// Somebody whose id was given, and whom the file does not know.
    pub unknown: Option<String>,
}

/// Holds the rows of a file against the study. Rows without a round get `usual`.
pub fn sort(
    view: &View,
    store: &Store,
    file: CodingsFile,
    usual: &str,
    given: &Given,
    id: &mut dyn FnMut() -> EventId,
) -> Sorted {
    let mut sorting = Sorting::new(view, usual, given);
    let mut sorted = Sorted {
        refused: file.refused,
        ..Sorted::default()
    };
    // By source, so that one text at a time is at hand.
    let mut by_source: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut held: Vec<Option<Taken>> = Vec::with_capacity(file.rows.len());
    for row in &file.rows {
        match sorting.judge(row, &mut sorted.new_codes, id) {
            Ok(taken) => {
                by_source.entry(taken.source).or_default().push(held.len());
                held.push(Some(taken));
            }
            Err(reason) => {
                let line = row.line;
                sorted.refused.push(RefusedRow { line, reason });
                held.push(None);
            }
        }
    }
    let sources: Vec<(usize, Vec<usize>)> = by_source.into_iter().collect();
    let of_source = |(source, places): &(usize, Vec<usize>)| {
        let rows = places.iter().map(|place| &file.rows[*place]);
        placed(store, &view.sources()[*source], rows, given)
    };
    let found: Vec<_> = sources.par_iter().map(of_source).collect();
    let mut otherwise = Otherwise::new();
    for ((_, places), (found, other)) in sources.into_iter().zip(found) {
        otherwise = otherwise.and(other);
        for (place, found) in places.into_iter().zip(found) {
            match (found, &mut held[place]) {
                (Ok((span, digest)), Some(taken)) => {
                    taken.span = span;
                    taken.digest = digest;
                }
                (Ok(_), None) => {}
                (Err(reason), held) => {
                    *held = None;
                    let line = file.rows[place].line;
                    sorted.refused.push(RefusedRow { line, reason });
                }
            }
        }
    }
    if given.offsets.is_none()
        && let Some(way) = otherwise.way()
    {
        // All of the file counts otherwise: rows that fit by chance are not taken apart from the rest.
        for (held, row) in held.iter_mut().zip(&file.rows) {
            if held.take().is_some() {
                let (line, word, option) = (row.line, way.word(), way.option());
                let reason = format!(
                    "not taken, since the quotes of the file fit when positions count {word}: give --offsets {option}, or --offsets code-points if it counts these after all"
                );
                sorted.refused.push(RefusedRow { line, reason });
            }
        }
    }
    for row in file.reads {
        let line = row.line;
        match sorting.reading(row) {
            Ok(reading) => sorted.readings.push(reading),
            Err(reason) => sorted.refused.push(RefusedRow { line, reason }),
        }
    }
    sorted.taken = held.into_iter().flatten().collect();
    // A code whose every row was refused is not added.
    let used: HashSet<CodeId> = sorted.taken.iter().map(|t| t.code).collect();
    let is_used = |(id, _): &(EventId, String)| used.contains(&CodeId::from(*id));
    sorted.new_codes.retain(is_used);
    sorted.refused.sort_by_key(|r| r.line);
    sorted.called = sorting.coders.called();
    sorted.unknown = sorting.coders.unknown();
    sorted.merged = sorting.spellings.merged();
    sorted
}

/// Where a row lies, with the digest of the text there, or why it is refused.
type Placed = Result<(Span, Digest), String>;

/// Where some rows of one source lie, and how else their positions could count.
fn placed<'r>(
    store: &Store,
    source: &Source,
    rows: impl Iterator<Item = &'r CodingRow>,
    given: &Given,
) -> (Vec<Placed>, Otherwise) {
    let mut otherwise = Otherwise::new();
    let document = match store.load_document(&source.id, source.revision) {
        Ok(document) => document,
        Err(why) => return (rows.map(|_| Err(why.to_string())).collect(), otherwise),
    };
    let ruler = Ruler::new(&document.text, source);
    let place = |row: &CodingRow| {
        let span = match row.paragraphs {
            Some(cited) => whole(&document, row, cited),
            None => {
                let span = ruler.place(row, given.offsets.unwrap_or(Offsets::CodePoints));
                otherwise.note(&ruler, row, span.is_ok());
                span
            }
        }?;
        Ok((span, Digest::of(document.text.slice(span).as_bytes())))
    };
    (rows.map(place).collect(), otherwise)
}

struct Sorting<'v> {
    view: &'v View,
    usual: &'v str,
    coders: Coders<'v>,
    /// Sources by folded name and by id; `None` where two have the name.
    sources: HashMap<String, Option<usize>>,
    /// Codes by folded name, with the name they have here.
    codes: HashMap<String, (CodeId, String)>,
    /// Rounds by folded name, as the file spelled them first, and whether one of the name is blind.
    rounds: HashMap<String, (String, Blindness)>,
    spellings: Spellings,
}

#[derive(Clone, Copy, PartialEq)]
enum Blindness {
    Blind,
    Open,
}

impl<'v> Sorting<'v> {
    fn new(view: &'v View, usual: &'v str, given: &'v Given) -> Sorting<'v> {
        let mut sources: HashMap<String, Option<usize>> = HashMap::new();
        for (at, source) in view.sources().iter().enumerate() {
            let name = sources.entry(key(&source.name));
            name.and_modify(|s| *s = None).or_insert(Some(at));
        }
        for (at, source) in view.sources().iter().enumerate() {
            sources.insert(source.id.to_string(), Some(at));
        }
        // A code of one name is one: work with a retired one joins what is there.
        let codes = view
            .retired_with_codings()
            .into_iter()
            .chain(view.codebook().active());
        Sorting {
            view,
            usual,
            coders: Coders::new(given),
            sources,
            codes: codes
                .map(|c| (key(&c.name), (c.id, c.name.clone())))
                .collect(),
            rounds: HashMap::new(),
            spellings: Spellings::default(),
        }
    }

    /// What a row stands for; where it lies is found when the text is at hand.
    fn judge(
        &mut self,
        row: &CodingRow,
        new_codes: &mut Vec<(EventId, String)>,
        id: &mut dyn FnMut() -> EventId,
    ) -> Result<Taken, String> {
        let round = self.round(&row.round)?;
        let at = self.source(&row.source)?;
        let coder = self.coder(&row.coder, at)?;
        let code = self.code(&row.code, new_codes, id)?;
        on_scale(self.view, code, row)?;
        Ok(Taken {
            source: at,
            coder,
            span: Span { start: 0, end: 0 },
            code,
            digest: Digest::default(),
            memo: row.memo.clone(),
            rating: row.rating,
            certain: row.certain,
            round,
        })
    }

    fn reading(&mut self, row: ReadRow) -> Result<Reading, String> {
        let round = row.round.map(|round| self.round(&round)).transpose()?;
        let source = self.source(&row.source)?;
        let coder = self.coder(&row.coder, source)?;
        Ok(Reading {
            source,
            coder,
            round,
        })
    }

    fn coder(&mut self, name: &str, source: usize) -> Result<CoderId, String> {
        let coder = self.coders.id(name)?;
        self.spellings
            .note(Kind::Coder, name.trim(), coder.as_str());
        match is_coded_blind(self.view, &self.view.sources()[source].id, &coder) {
            true => Err(BLIND.to_owned()),
            false => Ok(coder),
        }
    }

    /// The round of a name, as the file spells it first.
    fn round(&mut self, name: &str) -> Result<String, String> {
        let named = match name {
            "" => self.usual,
            named => named,
        };
        let view = self.view;
        let folded = key(named);
        let (first, blindness) = self.rounds.entry(folded).or_insert_with_key(|folded| {
            let mut rounds = view.rounds().iter();
            let blind = rounds.any(|r| !r.is_open() && key(&r.plan.name) == *folded);
            let blindness = match blind {
                true => Blindness::Blind,
                false => Blindness::Open,
            };
            (named.to_owned(), blindness)
        });
        self.spellings.note(Kind::Round, named, first);
        match blindness {
            Blindness::Blind => Err(BLIND.to_owned()),
            Blindness::Open => Ok(first.clone()),
        }
    }

    fn source(&mut self, name: &str) -> Result<usize, String> {
        let found = self.sources.get(name);
        let all = self.view.sources();
        if let Some(Some(at)) = found.or_else(|| self.sources.get(&key(name))) {
            if name != all[*at].id.as_str() {
                self.spellings.note(Kind::Source, name, &all[*at].name);
            }
            return Ok(*at);
        }
        match self.view.source_named(name) {
            Ok(source) => Ok(all
                .iter()
                .position(|s| s.id == source.id)
                .unwrap_or_default()),
            Err(why @ NoSource::Unknown(_)) => {
                Err(format!("{why} in this study; import its text first"))
            }
            Err(why) => Err(why.to_string()),
        }
    }

    fn code(
        &mut self,
        name: &str,
        new_codes: &mut Vec<(EventId, String)>,
        id: &mut dyn FnMut() -> EventId,
    ) -> Result<CodeId, String> {
        let key = key(name);
        if let Some((code, taken)) = self.codes.get(&key) {
            self.spellings.note(Kind::Code, name, taken);
            return Ok(*code);
        }
        if let Some(round) = self.view.frozen_by() {
            return Err(format!(
                "there is no code “{name}”, and the codebook is frozen while your round “{}” is blind; import when it has opened",
                round.plan.name
            ));
        }
        let new = id();
        new_codes.push((new, name.to_owned()));
        self.codes.insert(key, (new.into(), name.to_owned()));
        Ok(new.into())
    }
}

/// Whether this coder or the importer is coding a source blind, or is to judge who does: an import
/// would show what they think of it before the round opens.
pub fn is_coded_blind(view: &View, source: &SourceId, coder: &CoderId) -> bool {
    let codes = |r: &Round, who: &CoderId| {
        r.plan.coders.contains(who) || r.plan.adjudicator.as_ref() == Some(who)
    };
    view.rounds().iter().any(|r| {
        !r.is_open()
            && r.plan.sources.contains(source)
            && (codes(r, coder) || view.viewer().is_some_and(|v| codes(r, v)))
    })
}

/// A rating is a value of its code's scale.
fn on_scale(view: &View, code: CodeId, row: &CodingRow) -> Result<(), String> {
    let Some(rating) = row.rating else {
        return Ok(());
    };
    match view.codebook().get(code).map(|c| &c.kind) {
        Some(CodeKind::Rated(scale)) if scale.iter().any(|(value, _)| *value == rating) => Ok(()),
        Some(CodeKind::Rated(scale)) => {
            let values: Vec<String> = scale.iter().map(|(value, _)| value.to_string()).collect();
            Err(format!(
                "rating {rating} is not on the scale of “{}”: {}",
                row.code,
                values.join(", ")
            ))
        }
        _ => Err(format!(
            "it rates “{}”, which is no rated code here: give the code a scale in a codebook file and add that first (I in the codebook, or tandem new --codebook)",
            row.code
        )),
    }
}

pub fn source_id<'v>(view: &'v View, taken: &Taken) -> &'v SourceId {
    &view.sources()[taken.source].id
}
