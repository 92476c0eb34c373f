//! A round's code conference: the codes side by side, what they cover in common, what was decided.

use super::marked::PlacesJson;
use super::{Documents, PlacesAlone, Texts, background_json};
use crate::agreement::round::units_of;
use crate::export::table::table;
use crate::model::code::Codebook;
use crate::model::conference::{Judged, Judgement};
use crate::model::ids::{CodeId, CoderId, CodingId, RoundId};
use crate::model::round::Round;
use crate::model::view::View;
use crate::reconcile::conference::{Common, Conference, List, OwnCode, Suggestion, Units};
use serde::Serialize;
use serde_json::{Value, json};

/// What codes are held against each other by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    #[default]
    Units,
    Characters,
}

/// The units of a round's sources; `None` while a text is missing.
pub fn units(view: &View, round: &Round, documents: &Documents) -> Option<Units> {
    let of = |id: &_| {
        let source = view.source(id)?;
        let document = round.text_of(documents.get(id)?)?;
        Some((
            source.id.clone(),
            units_of(document, source, round.plan.unit),
        ))
    };
    let sources = round.plan.sources.iter();
    sources
        .filter(|s| view.source(s).is_some())
        .map(of)
        .collect()
}

/// A conference with the texts it speaks of.
pub struct Meeting<'a> {
    view: &'a View,
    texts: Texts<'a>,
    pub conference: Conference,
    /// What they are held against each other by.
    pub measure: Measure,
    /// In a round of open coding what was marked, whatever the code: all there is to count.
    pub places: Option<PlacesAlone>,
}

impl<'a> Meeting<'a> {
    /// The conference of a round. By characters where units were asked for and a text is missing.
    ///
    /// # Errors
    /// In words why there is none yet.
    pub fn new(
        view: &'a View,
        documents: &'a Documents,
        round: &Round,
        measure: Measure,
    ) -> Result<Meeting<'a>, String> {
        let units = match measure {
            Measure::Units => units(view, round, documents),
            Measure::Characters => None,
        };
        let conference = Conference::of(view, round, units.as_ref()).map_err(|e| e.to_string())?;
        let places = match view.is_open_coding(round) {
            true => Some(PlacesAlone::of(view, round, documents)?),
            false => None,
        };
        Ok(Meeting {
            view,
            texts: Texts::new(view, documents),
            conference,
            places,
            measure: match units {
                Some(_) => Measure::Units,
                None => Measure::Characters,
            },
        })
    }

    /// “participants' turns” or “characters”.
    pub fn measured_in(&self) -> &'static str {
        match self.measure {
            Measure::Units => self.conference.round.plan.unit.word(),
            Measure::Characters => "characters",
        }
    }

    pub fn words(&self, judged: &Judged) -> String {
        judgement_words(judged, &self.conference.codebook)
    }

    /// The judgement that counts on exactly these codes.
    pub fn judged(&self, codes: &[CodeId]) -> Option<&'a Judged> {
        self.conference.judged(codes, self.view).into_iter().last()
    }

    /// What is suggested for two coders, with the judgement there is.
    fn row(&self, pair: (usize, usize), suggestion: &Suggestion) -> Row<'_> {
        let list = |at: usize| &self.conference.lists[at];
        let of = |list: usize, at: usize| Some(&self.conference.lists[list].codes[at]);
        let (first, second, common) = match suggestion {
            Suggestion::Pair(a, b, common) => (of(pair.0, *a), of(pair.1, *b), Some(*common)),
            Suggestion::First(a) => (of(pair.0, *a), None, None),
            Suggestion::Second(b) => (None, of(pair.1, *b), None),
        };
        let codes: Vec<CodeId> = first.iter().chain(&second).map(|c| c.code).collect();
        Row {
            lists: (list(pair.0), list(pair.1)),
            first,
            second,
            common,
            judged: self.judged(&codes),
        }
    }

    /// Every row of every pair of coders: what is suggested, and pairs judged without a suggestion.
    fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        for pair in self.conference.pairs() {
            let suggestions = with_judged(&self.conference, pair, self.view);
            rows.extend(suggestions.iter().map(|s| self.row(pair, s)));
        }
        rows
    }

    pub fn json(&self) -> Value {
        let conference = &self.conference;
        let (judged, codes) = conference.progress(self.view);
        let lists = &conference.lists;
        let judgements = conference.decisions(self.view).into_iter();
        json!(MeetingJson {
            round: &conference.round.plan.name,
            id: conference.round.id,
            coders: lists.iter().map(|l| &l.coder).collect(),
            by: self.measured_in(),
            progress: json!({
                "words": conference.progress_words(self.view),
                "judged": judged,
                "codes": codes,
            }),
            lists: lists.iter().map(|l| self.list_json(l)).collect(),
            pairs: self.rows().iter().map(|r| self.row_json(r)).collect(),
            judgements: judgements.map(|j| self.judged_json(j)).collect(),
            places_alone: self.places.as_ref().map(|p| p.json(self.texts)),
        })
    }

    fn list_json(&self, list: &List) -> Value {
        let decisions = self.conference.decisions(self.view);
        let code = |c: &OwnCode| {
            let decided = decisions.iter().any(|j| j.decides(c.code));
            json!({
                "id": c.code,
                "code": c.name,
                "now": self.view.codebook().path(c.code),
                "codings": c.codings.len(),
                "covers": c.extent.len(),
                "judged": decided,
                "retired": self.view.codebook().exact(c.code).is_some_and(|c| c.retired),
                "quotes": c.codings.iter().filter_map(|id| self.quote(*id)).collect::<Vec<_>>(),
            })
        };
        json!({ "coder": list.coder, "codes": list.codes.iter().map(code).collect::<Vec<_>>() })
    }

    fn quote(&self, id: CodingId) -> Option<Value> {
        let coding = self.view.coding(id)?;
        Some(json!({
            "place": self.texts.place(&coding.source, coding.span),
            "quote": self.texts.quote(&coding.source, coding.span),
            "background": background_json(self.texts, &coding.source, coding.span),
        }))
    }

    fn row_json(&self, row: &Row) -> Value {
        let side = |list: &List, code: Option<&OwnCode>| {
            code.map(|c| json!({ "coder": list.coder, "code": c.name, "covers": c.extent.len() }))
        };
        json!({
            "first": side(row.lists.0, row.first),
            "second": side(row.lists.1, row.second),
            "in_common": row.common.map(|c| c.both),
            "judgement": row.judged.map(|j| self.judged_json(j)),
        })
    }

    fn judged_json(&self, judged: &Judged) -> Value {
        let name = |c: &CodeId| self.conference.codebook.name(*c).to_owned();
        let all = self.conference.judged(&judged.codes, self.view);
        json!({
            "codes": judged.codes.iter().map(name).collect::<Vec<_>>(),
            "judgement": judged.judgement.word(),
            "words": self.words(judged),
            "reason": judged.reason,
            "present": judged.present,
            "by": judged.by,
            "at": judged.at.minute(),
            "judged_apart": all.len() > 1,
        })
    }

    fn cells(&self, row: &Row) -> Vec<String> {
        let name = |code: Option<&OwnCode>| code.map_or(String::new(), |c| c.name.clone());
        let covers =
            |code: Option<&OwnCode>| code.map_or(String::new(), |c| c.extent.len().to_string());
        let judged = |f: &dyn Fn(&Judged) -> String| row.judged.map_or(String::new(), f);
        let present = |j: &Judged| {
            let present: Vec<&str> = j.present.iter().map(|c| c.as_str()).collect();
            present.join(" ")
        };
        vec![
            row.lists.0.coder.to_string(),
            name(row.first),
            covers(row.first),
            row.lists.1.coder.to_string(),
            name(row.second),
            covers(row.second),
            row.common.map_or(String::new(), |c| c.both.to_string()),
            judged(&|j| self.words(j)),
            judged(&|j| j.reason.clone()),
            judged(&present),
            judged(&|j| j.by.to_string()),
            judged(&|j| j.at.minute()),
        ]
    }

    /// A table for spreadsheets: a row for each pair that was suggested or judged.
    pub fn csv(&self) -> String {
        table(&HEADING, self.rows().iter().map(|r| self.cells(r)))
    }

    /// The same to be read: Markdown.
    pub fn markdown(&self) -> String {
        let plan = &self.conference.round.plan;
        let mut out = format!(
            "# Code conference on {}\n\n{}, held against each other by {}.\n\n",
            cell(&plan.name),
            self.conference.progress_words(self.view),
            self.measured_in()
        );
        let line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|c| cell(c)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        if let Some(places) = &self.places {
            let lines = places.lines().into_iter();
            let lines: Vec<String> = lines.map(|l| cell(&l)).collect();
            out.push_str(&format!(
                "{}\n\n",
                lines.join("\n- ").replacen('\n', "\n\n", 1)
            ));
        }
        out.push_str(&line(&HEADING.map(str::to_owned)));
        out.push_str(&format!("|{}\n", "---|".repeat(HEADING.len())));
        for row in self.rows() {
            out.push_str(&line(&self.cells(&row)));
        }
        out
    }

    /// Lines for people: what is in common, and what was decided.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for row in self.rows() {
            let side = |list: &List, code: Option<&OwnCode>| match code {
                Some(c) => format!("{} {} ({})", list.coder, c.name, c.extent.len()),
                None => format!("{} –", list.coder),
            };
            let common = row
                .common
                .map_or(String::new(), |c| format!("  {} in common", c.both));
            lines.push(format!(
                "{} | {}{common}",
                side(row.lists.0, row.first),
                side(row.lists.1, row.second)
            ));
            if let Some(judged) = row.judged {
                let reason = match judged.reason.trim() {
                    "" => String::new(),
                    reason => format!(": {reason}"),
                };
                lines.push(format!("    → {}{reason}", self.words(judged)));
            }
        }
        lines
    }
}

/// A conference, as programs read it.
#[derive(Serialize)]
struct MeetingJson<'a> {
    round: &'a str,
    id: RoundId,
    coders: Vec<&'a CoderId>,
    by: &'static str,
    progress: Value,
    lists: Vec<Value>,
    pairs: Vec<Value>,
    judgements: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    places_alone: Option<PlacesJson>,
}

const HEADING: [&str; 12] = [
    "first coder",
    "first code",
    "covers",
    "second coder",
    "second code",
    "covers",
    "in common",
    "judgement",
    "reason",
    "present",
    "recorded by",
    "recorded at",
];

/// Two codes, or one, with what was decided.
struct Row<'r> {
    lists: (&'r List, &'r List),
    first: Option<&'r OwnCode>,
    second: Option<&'r OwnCode>,
    common: Option<Common>,
    judged: Option<&'r Judged>,
}

/// What is suggested for two coders, and after it pairs that were judged without a suggestion.
pub fn with_judged(conference: &Conference, pair: (usize, usize), view: &View) -> Vec<Suggestion> {
    let mut rows = conference.suggestions(pair);
    let place = |list: usize, code: &CodeId| {
        let codes = &conference.lists.get(list)?.codes;
        codes.iter().position(|c| c.code == *code)
    };
    let places = |a: &CodeId, b: &CodeId| (place(pair.0, a), place(pair.1, b));
    for judged in conference.decisions(view) {
        let found = match judged.codes.as_slice() {
            [one] => places(one, one),
            // Both may stand in both lists.
            [one, other] => match places(one, other) {
                (Some(a), Some(b)) => (Some(a), Some(b)),
                _ => match places(other, one) {
                    (Some(a), Some(b)) => (Some(a), Some(b)),
                    _ => continue,
                },
            },
            _ => continue,
        };
        let row = match found {
            (Some(a), Some(b)) => {
                Suggestion::Pair(a, b, conference.common((pair.0, a), (pair.1, b)))
            }
            (Some(a), None) => Suggestion::First(a),
            (None, Some(b)) => Suggestion::Second(b),
            (None, None) => continue,
        };
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows
}

/// A judgement of a conference with its reason.
pub fn judged_words(judged: &Judged, codebook: &Codebook) -> String {
    let words = judgement_words(judged, codebook);
    match judged.reason.trim() {
        "" => words,
        reason => format!("{words} ({reason})"),
    }
}

/// A judgement in words, codes by the names they were submitted under.
pub fn judgement_words(judged: &Judged, codebook: &Codebook) -> String {
    let name = |c: &CodeId| format!("“{}”", codebook.name(*c));
    match (&judged.judgement, judged.codes.as_slice()) {
        (Judgement::Same { name, .. }, _) => format!("the same: “{name}”"),
        (Judgement::Narrower(child), codes) => {
            let parent = codes.iter().find(|c| *c != child);
            let parent = parent.map_or(String::new(), name);
            format!("narrower: {} under {parent}", name(child))
        }
        (Judgement::Kept, [_]) => "kept".to_owned(),
        (Judgement::Kept, _) => "both kept".to_owned(),
        (Judgement::Dropped(codes), _) => {
            let names: Vec<String> = codes.iter().map(name).collect();
            let kept = judged.codes.iter().find(|c| !codes.contains(c));
            let kept = kept.map_or(String::new(), |c| format!("; {} is kept", name(c)));
            format!("dropped: {}{kept}", names.join(" and "))
        }
    }
}

/// Text that stays in its cell of a Markdown table.
fn cell(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    line.join(" ").replace('\\', "\\\\").replace('|', "\\|")
}
