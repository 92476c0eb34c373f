//! A round's consensus as the codings of one more coder, each with where it came from; and the
//! round handed on whole, coders and consensus together.

use super::{Documents, Queue, Texts};
use crate::agreement::round::units_of;
use crate::export::csv;
use crate::export::table::table;
use crate::import::codings_csv::PROVENANCE;
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::layer::{Finding, Origin};
use crate::model::round::Round;
use crate::model::text::Span;
use crate::model::verdict::Verdict;
use crate::model::view::View;
use crate::reconcile::consensus::consensus;
use crate::report::claims::is_independent;
use serde_json::{Value, json};

/// Whose codings are written besides the consensus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Besides {
    Nobody,
    /// Those of the coders, as they submitted them.
    Coders,
}

/// One coding, the consensus's or a coder's.
struct Row<'a> {
    coder: CoderId,
    source: &'a SourceId,
    span: Span,
    code: CodeId,
    rating: Option<i32>,
    certain: bool,
    /// `agreed`, `by rule` or `settled`; of a coder `independent`, or `submitted` where they were not.
    basis: &'static str,
    verdict: Option<&'a Verdict>,
}

pub struct Agreed<'a> {
    view: &'a View,
    texts: Texts<'a>,
    round: &'a Round,
    queue: Queue<'a>,
    findings: Vec<Finding>,
    name: CoderId,
    /// Items still open: none of their codings is in the consensus.
    pub open: usize,
    /// Items on which the coders keep differing: none of theirs either.
    pub kept: usize,
}

impl<'a> Agreed<'a> {
    /// The consensus of a round, written as this coder's.
    ///
    /// # Errors
    /// In words why there is none, or why it cannot be called so.
    pub fn new(
        view: &'a View,
        documents: &'a Documents,
        round: &'a Round,
        name: CoderId,
    ) -> Result<Agreed<'a>, String> {
        let texts = Texts::new(view, documents).in_round(round);
        let queue = Queue::new(view, texts, round)?;
        if queue.coders.contains(&name) {
            return Err(format!("a coder of “{}” is called {name}", round.plan.name));
        }
        let all = consensus(&queue.items, round, &queue.coders, view);
        let mut findings = all.findings;
        findings.retain(|f| f.origin != Origin::Unsettled);
        findings.sort_by(|a, b| (&a.source, a.span, a.code).cmp(&(&b.source, b.span, b.code)));
        // What one place came to twice is one coding.
        findings.dedup_by(|a, b| (&a.source, a.span, a.code) == (&b.source, b.span, b.code));
        Ok(Agreed {
            view,
            texts,
            round,
            queue,
            findings,
            name,
            open: all.open.len(),
            kept: all.kept.len(),
        })
    }

    /// How many codings the consensus has.
    pub fn codings(&self) -> usize {
        self.findings.len()
    }

    fn rows(&self, besides: Besides) -> Vec<Row<'_>> {
        let mut rows: Vec<Row> = Vec::new();
        if besides == Besides::Coders {
            let codings = self.queue.items.iter().flat_map(|i| i.all());
            rows.extend(codings.map(|c| Row {
                coder: c.coder.clone(),
                source: &c.source,
                span: c.span,
                // What is one code now was one when they agreed on it.
                code: self.view.codebook().resolve(c.code),
                rating: c.rating,
                certain: c.certain,
                basis: match is_independent(self.round) {
                    true => "blind",
                    false => "submitted",
                },
                verdict: None,
            }));
        }
        rows.extend(self.findings.iter().map(|f| self.row(f)));
        let place = |s: &SourceId| self.round.plan.sources.iter().position(|x| x == s);
        rows.sort_by_cached_key(|r| (place(r.source), r.span, r.coder.clone(), r.code));
        rows.dedup_by(|a, b| {
            (&a.coder, a.source, a.span, a.code) == (&b.coder, b.source, b.span, b.code)
        });
        rows
    }

    fn row<'s>(&'s self, finding: &'s Finding) -> Row<'s> {
        let (basis, verdict) = match &finding.origin {
            Origin::Agreed => ("agreed", None),
            Origin::Conference(_) => ("conference", None),
            Origin::ByRule => ("by rule", None),
            Origin::Settled(id) => {
                let mut all = self.view.verdicts_of(self.round.id);
                ("settled", all.find(|v| v.id == *id))
            }
            Origin::Unsettled | Origin::Alone(_) => ("open", None),
        };
        Row {
            coder: self.name.clone(),
            source: &finding.source,
            span: finding.span,
            code: finding.code,
            rating: self.rating(finding),
            certain: true,
            basis,
            verdict,
        }
    }

    /// As a table Tandem reads again: the columns of codings, then where each came from.
    pub fn csv(&self, besides: Besides) -> String {
        let round = format!("{} with consensus", self.round.plan.name);
        let cells = |row: &Row| {
            let verdict = |f: &dyn Fn(&Verdict) -> String| row.verdict.map_or(String::new(), f);
            vec![
                row.coder.to_string(),
                self.texts.name(row.source),
                row.span.start.to_string(),
                row.span.end.to_string(),
                self.view.codebook().name(row.code).to_owned(),
                verdict(&|v| v.reason.clone()),
                round.clone(),
                csv::rating(row.rating),
                csv::certain(row.certain),
                self.texts.quote(row.source, row.span),
                row.basis.to_owned(),
                self.rule(row),
                verdict(&|v| self.queue.ruling(v)),
                verdict(&|v| people(v).join(" ")),
                verdict(&|v| v.by.to_string()),
                verdict(&|v| v.at.minute()),
                verdict(&|v| v.kind.word().to_owned()),
                verdict(&|v| v.reason.clone()),
            ]
        };
        let columns = [&csv::COLUMNS[..], &PROVENANCE].concat();
        table(&columns, self.rows(besides).iter().map(cells))
    }

    /// The rating all codings behind a finding have; verdicts are about codes and stretches.
    fn rating(&self, finding: &Finding) -> Option<i32> {
        let codebook = self.view.codebook();
        let behind = finding
            .codings
            .iter()
            .filter_map(|id| self.view.coding(*id));
        let behind = behind.filter(|c| codebook.resolve(c.code) == finding.code);
        let mut ratings = behind.map(|c| c.rating);
        let first = ratings.next()??;
        ratings.all(|r| r == Some(first)).then_some(first)
    }

    fn rule(&self, row: &Row) -> String {
        match row.basis {
            "by rule" => self.round.plan.boundary.word().to_owned(),
            _ => String::new(),
        }
    }

    /// Texts, units, coders, who assessed what, and all codings: what another program needs to
    /// compute everything again.
    pub fn dataset(&self, study: &str) -> Value {
        let sources = self.round.finished_by_all();
        let id = |s: &SourceId| self.texts.name(s);
        let mut coders = self.queue.coders.clone();
        coders.push(self.name.clone());
        let document = |s: &SourceId| {
            let document = self.texts.document(s)?;
            let language = self.view.source(s).map(|x| x.language.clone());
            Some(json!({
                "id": id(s),
                "title": id(s),
                "language": language,
                "text": document.text.slice(Span { start: 0, end: document.text.len() }),
            }))
        };
        let units = |s: &SourceId| {
            let (source, document) = (self.view.source(s)?, self.texts.document(s)?);
            let units = units_of(document, source, self.round.plan.unit);
            let unit = |(n, span): (usize, Span)| {
                let name = id(s);
                json!({ "id": format!("{name}#{}", n + 1), "doc": name, "start": span.start, "end": span.end })
            };
            Some(units.into_iter().enumerate().map(unit).collect::<Vec<_>>())
        };
        let assessed = coders
            .iter()
            .flat_map(|c| sources.iter().map(move |s| (c, s)));
        let assessed = assessed.map(|(c, s)| json!({ "coder": c, "doc": id(s) }));
        let codebook = self.view.codebook();
        let codes = codebook.active().chain(self.view.retired_with_codings());
        let code = |c: &crate::model::code::Code| {
            json!({
                "code": c.name,
                "name": c.name,
                "parent": c.parent.map(|p| codebook.name(p)),
                "definition": c.text.definition,
            })
        };
        json!({
            "format": "neutral-coding/1",
            "name": format!("{study}: {}", self.round.plan.name),
            "offsets": "unicode codepoints, end exclusive",
            "round": self.round.plan.name,
            "unit": self.round.plan.unit.word(),
            "coders": coders,
            "consensus": self.name,
            "codebook": codes.map(code).collect::<Vec<_>>(),
            "documents": sources.iter().filter_map(document).collect::<Vec<_>>(),
            "units": sources.iter().filter_map(units).flatten().collect::<Vec<_>>(),
            "assessed": assessed.collect::<Vec<_>>(),
            "codings": self.rows(Besides::Coders).iter().map(|r| self.row_json(r)).collect::<Vec<_>>(),
            "open": self.open,
            "disagreements_kept": self.kept,
        })
    }

    fn row_json(&self, row: &Row) -> Value {
        let verdict = row.verdict.map(|v| {
            json!({
                "ruling": self.queue.ruling(v),
                "present": people(v),
                "by": v.by,
                "at": v.at.minute(),
                "reason_kind": v.kind.word(),
                "reason": v.reason,
            })
        });
        json!({
            "coder": row.coder,
            "doc": self.texts.name(row.source),
            "start": row.span.start,
            "end": row.span.end,
            "code": self.view.codebook().name(row.code),
            "rating": row.rating,
            "certain": row.certain,
            "basis": row.basis,
            "verdict": verdict,
        })
    }
}

/// Who stands by a verdict.
fn people(verdict: &Verdict) -> Vec<&str> {
    let all = verdict.present.iter().chain(&verdict.assents);
    all.map(CoderId::as_str).collect()
}
