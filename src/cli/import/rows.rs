//! Rows of a codings table held against the study: what each stands for, or why it is refused.

use crate::import::codings_csv::{CodingRow, RefusedRow};
use crate::model::code::CodeKind;
use crate::model::ids::{CodeId, CoderId, Digest, EventId, SourceId};
use crate::model::name;
use crate::model::round::Round;
use crate::model::source::{NoSource, Source};
use crate::model::text::Span;
use crate::model::view::View;
use crate::store::Store;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The same words whatever the round, and however far it is.
const BLIND: &str = "its round is blind, nothing can be imported into it; give another name in the column round, or wait until the round opens";

/// A row that can be taken.
#[derive(Debug)]
pub struct Taken {
    /// Place of the source in `View::sources`.
    pub source: usize,
    pub coder: CoderId,
    pub span: Span,
    pub code: CodeId,
    pub digest: String,
    pub memo: String,
    pub rating: Option<i32>,
    pub certain: bool,
    /// Round as the file names it.
    pub round: String,
}

/// What came of the rows.
#[derive(Debug, Default)]
pub struct Sorted {
    pub taken: Vec<Taken>,
    pub refused: Vec<RefusedRow>,
    /// Codes that are to be added, in the order they appear.
    pub new_codes: Vec<(EventId, String)>,
}

/// Holds rows against the study. Rows without a round get `usual`.
pub fn sort(
    view: &View,
    store: &Store,
    rows: Vec<CodingRow>,
    usual: &str,
    id: &mut dyn FnMut() -> EventId,
) -> Sorted {
    let mut sorting = Sorting::new(view, usual);
    let mut sorted = Sorted::default();
    // By source, so that one text at a time is at hand.
    let mut by_source: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut held: Vec<Option<Taken>> = Vec::with_capacity(rows.len());
    let mut lines: Vec<u64> = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(row.line);
        match sorting.row(row, &mut sorted.new_codes, id) {
            Ok(taken) => {
                by_source.entry(taken.source).or_default().push(held.len());
                held.push(Some(taken));
            }
            Err(refused) => {
                sorted.refused.push(refused);
                held.push(None);
            }
        }
    }
    for (source, places) in by_source {
        let source = &view.sources()[source];
        let document = store.load_document(&source.id, source.revision);
        for place in places {
            match &document {
                Ok(document) => {
                    if let Some(taken) = &mut held[place] {
                        let covered = document.text.slice(taken.span);
                        taken.digest = Digest::of(covered.as_bytes()).0;
                    }
                }
                Err(why) => {
                    held[place] = None;
                    let (line, reason) = (lines[place], why.to_string());
                    sorted.refused.push(RefusedRow { line, reason });
                }
            }
        }
    }
    sorted.taken = held.into_iter().flatten().collect();
    // A code whose every row was refused is not added.
    let used: HashSet<CodeId> = sorted.taken.iter().map(|t| t.code).collect();
    let is_used = |(id, _): &(EventId, String)| used.contains(&CodeId::from(*id));
    sorted.new_codes.retain(is_used);
    sorted.refused.sort_by_key(|r| r.line);
    sorted
}

struct Sorting<'v> {
    view: &'v View,
    usual: &'v str,
    /// Sources by lower-case name and by id; `None` where two have the name.
    sources: HashMap<String, Option<usize>>,
    codes: HashMap<String, CodeId>,
    /// Whether a round of this lower-case name is blind.
    blind: HashMap<String, Blindness>,
}

#[derive(Clone, Copy, PartialEq)]
enum Blindness {
    Blind,
    Open,
}

impl<'v> Sorting<'v> {
    fn new(view: &'v View, usual: &'v str) -> Sorting<'v> {
        let mut sources: HashMap<String, Option<usize>> = HashMap::new();
        for (at, source) in view.sources().iter().enumerate() {
            let name = sources.entry(name::key(&source.name));
            name.and_modify(|s| *s = None).or_insert(Some(at));
        }
        for (at, source) in view.sources().iter().enumerate() {
            sources.insert(source.id.to_string(), Some(at));
        }
        // A code of one name is one: work with a retired one joins what is there.
        let codes = view
            .retired_in_use()
            .into_iter()
            .chain(view.codebook().active());
        Sorting {
            view,
            usual,
            sources,
            codes: codes.map(|c| (name::key(&c.name), c.id)).collect(),
            blind: HashMap::new(),
        }
    }

    fn row(
        &mut self,
        row: CodingRow,
        new_codes: &mut Vec<(EventId, String)>,
        id: &mut dyn FnMut() -> EventId,
    ) -> Result<Taken, RefusedRow> {
        let line = row.line;
        let judged = self.judge(row, new_codes, id);
        judged.map_err(|reason| RefusedRow { line, reason })
    }

    fn judge(
        &mut self,
        row: CodingRow,
        new_codes: &mut Vec<(EventId, String)>,
        id: &mut dyn FnMut() -> EventId,
    ) -> Result<Taken, String> {
        let round = match row.round.as_str() {
            "" => self.usual.to_owned(),
            named => named.to_owned(),
        };
        if self.blindness(&round) == Blindness::Blind {
            return Err(BLIND.to_owned());
        }
        let at = self.source(&row.source)?;
        let source = &self.view.sources()[at];
        inside(&row, source)?;
        let coder: CoderId = row.coder.parse().map_err(|e| format!("{e}"))?;
        if self.is_coded_blind(&source.id, &coder) {
            return Err(BLIND.to_owned());
        }
        let code = self.code(&row.code, new_codes, id)?;
        on_scale(self.view, code, &row)?;
        Ok(Taken {
            source: at,
            coder,
            span: Span {
                start: row.start,
                end: row.end,
            },
            code,
            digest: String::new(),
            memo: row.memo,
            rating: row.rating,
            certain: row.certain,
            round,
        })
    }

    /// Whether the row's coder or the importer is coding this source blind, or is to judge who does:
    /// an import would show what they think of it before the round opens.
    fn is_coded_blind(&self, source: &SourceId, coder: &CoderId) -> bool {
        let codes = |r: &Round, who: &CoderId| {
            r.plan.coders.contains(who) || r.plan.adjudicator.as_ref() == Some(who)
        };
        self.view.rounds().iter().any(|r| {
            !r.is_open()
                && r.plan.sources.contains(source)
                && (codes(r, coder) || self.view.viewer().is_some_and(|v| codes(r, v)))
        })
    }

    fn blindness(&mut self, round: &str) -> Blindness {
        let key = name::key(round);
        if let Some(known) = self.blind.get(&key) {
            return *known;
        }
        let mut rounds = self.view.rounds().iter();
        let blind = rounds.any(|r| !r.is_open() && name::key(&r.plan.name) == key);
        let found = match blind {
            true => Blindness::Blind,
            false => Blindness::Open,
        };
        self.blind.insert(key, found);
        found
    }

    fn source(&self, name: &str) -> Result<usize, String> {
        let found = self.sources.get(name);
        if let Some(Some(at)) = found.or_else(|| self.sources.get(&name::key(name))) {
            return Ok(*at);
        }
        let all = self.view.sources();
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
        let key = name::key(name);
        if let Some(code) = self.codes.get(&key) {
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
        self.codes.insert(key, new.into());
        Ok(new.into())
    }
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

fn inside(row: &CodingRow, source: &Source) -> Result<(), String> {
    match row.end > source.chars {
        true => Err(format!(
            "it ends at {}, but {} has only {} characters; positions count characters (code points) of the text as imported",
            row.end, source.name, source.chars
        )),
        false => Ok(()),
    }
}

/// Id of the source a row speaks of.
pub fn source_id<'v>(view: &'v View, taken: &Taken) -> &'v SourceId {
    &view.sources()[taken.source].id
}
