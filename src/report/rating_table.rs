//! Ratings of cases, by case, time point and item: what each rater gave, and what stands.

use super::{Findings, Texts};
use crate::export::grid::{Cell, Grid};
use crate::model::attribute::Case;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::layer::{Finding, Origin};
use crate::model::natural::natural;
use crate::model::round::Round;
use crate::model::sheet::{case_of, code_at};
use crate::model::source::SourceKind;
use crate::model::view::View;
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Ratings of all sheets, as far as the viewer may see them.
pub struct RatingTable<'a> {
    view: &'a View,
    /// In the order of their ids.
    pub raters: Vec<CoderId>,
    /// By case, time point and item.
    pub rows: Vec<RatedItem>,
}

/// One item of one case at one time point.
pub struct RatedItem {
    pub source: SourceId,
    pub case: Case,
    pub at: Option<String>,
    pub code: CodeId,
    /// The last rating of each rater.
    pub given: BTreeMap<CoderId, i32>,
    pub stands: Stands,
}

/// What counts of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// This rating, and on whose word.
    Rating(i32, &'static str),
    /// The raters differ, and have not settled it.
    Open,
    /// Nobody rated it, or it waits.
    Nothing,
}

impl<'a> RatingTable<'a> {
    pub fn new(view: &'a View, texts: Texts<'a>) -> RatingTable<'a> {
        let layer = Findings::new(view, texts).layer;
        let findings: HashMap<(&SourceId, CodeId), &Finding> = layer
            .findings
            .iter()
            .rev()
            .map(|f| ((&f.source, f.code), f))
            .collect();
        let sheets = view.sources().iter();
        let sheets = sheets.filter(|s| s.kind == SourceKind::RatingSheet);
        let mut rows = Vec::new();
        for source in sheets {
            let (Some((case, at)), Some(document)) =
                (case_of(view, source), texts.document(&source.id))
            else {
                continue;
            };
            for place in 0..document.structure.paragraphs.len() {
                let Some(code) = code_at(view.codebook(), document, place) else {
                    continue;
                };
                let of = |c: &&Coding| view.codebook().resolve(c.code) == code;
                let given = view.codings_in(&source.id).filter(of);
                let given = given.filter_map(|c| Some((c.coder.clone(), c.rating?)));
                let given: BTreeMap<CoderId, i32> = given.collect();
                let found = findings.get(&(&source.id, code)).copied();
                rows.push(RatedItem {
                    source: source.id.clone(),
                    case: case.clone(),
                    at: at.clone(),
                    code,
                    stands: stands(view, found, &given),
                    given,
                });
            }
        }
        rows.sort_by(|a, b| {
            let cases = natural(&a.case.name, &b.case.name);
            cases.then_with(|| in_time(view, a.at.as_deref(), b.at.as_deref()))
        });
        let raters: BTreeSet<CoderId> = rows.iter().flat_map(|r| r.given.keys().cloned()).collect();
        RatingTable {
            view,
            raters: raters.into_iter().collect(),
            rows,
        }
    }

    /// Blind rounds over sheets that have not opened.
    pub fn waiting(&self) -> Vec<&str> {
        let shut = self.view.rounds().iter().filter(|r| !r.is_open());
        let over = |r: &&Round| {
            r.plan
                .sources
                .iter()
                .any(|s| self.rows.iter().any(|row| row.source == *s))
        };
        shut.filter(over).map(|r| r.plan.name.as_str()).collect()
    }

    /// A row for each item; what is not rated is empty, what is not settled says so.
    pub fn grid(&self) -> Grid {
        let mut heading = vec!["kind", "case", "time point", "item"];
        heading.extend(self.raters.iter().map(CoderId::as_str));
        heading.extend(["stands", "by"]);
        let row = |row: &RatedItem| {
            let figure =
                |rating: Option<&i32>| rating.map_or(Cell::Empty, |r| Cell::Figure((*r).into()));
            let mut cells: Vec<Cell> = vec![
                row.case.kind.clone().into(),
                row.case.name.clone().into(),
                row.at.clone().map_or(Cell::Empty, Cell::from),
                self.view.codebook().name(row.code).into(),
            ];
            cells.extend(self.raters.iter().map(|rater| figure(row.given.get(rater))));
            cells.extend(match &row.stands {
                Stands::Rating(rating, by) => [figure(Some(rating)), (*by).into()],
                Stands::Open => [Cell::Empty, "not settled".into()],
                Stands::Nothing => [Cell::Empty, Cell::Empty],
            });
            cells
        };
        Grid {
            name: "ratings".into(),
            heading: heading.into_iter().map(str::to_owned).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }

    pub fn json(&self) -> Value {
        let row = |row: &RatedItem| {
            let (rating, by) = match &row.stands {
                Stands::Rating(rating, by) => (Some(rating), Some(*by)),
                Stands::Open => (None, Some("not settled")),
                Stands::Nothing => (None, None),
            };
            json!({
                "case": row.case.name, "kind": row.case.kind, "time_point": row.at,
                "source": self.view.source_name(&row.source),
                "item": self.view.codebook().name(row.code),
                "ratings": row.given, "stands": rating, "by": by,
            })
        };
        json!({ "raters": self.raters, "ratings": self.rows.iter().map(row).collect::<Vec<_>>() })
    }

    /// The mean of what stands, by case and time point: the cases, the time points, and for each pair
    /// the mean with how many items it is of; where nothing stands there is none.
    pub fn means(&self) -> Means {
        let mut means = Means::default();
        let mut sums: BTreeMap<(usize, usize), (f64, usize)> = BTreeMap::new();
        for row in &self.rows {
            let at = row.at.clone().unwrap_or_default();
            let case = place(&mut means.cases, &row.case.name);
            let point = place(&mut means.points, &at);
            if let Stands::Rating(rating, _) = row.stands {
                let sum = sums.entry((case, point)).or_default();
                *sum = (sum.0 + f64::from(rating), sum.1 + 1);
            }
        }
        means.of = sums
            .into_iter()
            .map(|(at, (sum, n))| (at, (sum / n as f64, n)))
            .collect();
        let mut by_time: Vec<usize> = (0..means.points.len()).collect();
        let point = |at: usize| Some(&*means.points[at]).filter(|p| !p.is_empty());
        by_time.sort_by(|a, b| in_time(self.view, point(*a), point(*b)));
        means.in_order = by_time;
        means
    }
}

/// Means of what stands.
#[derive(Debug, Default)]
pub struct Means {
    pub cases: Vec<String>,
    pub points: Vec<String>,
    /// The places of the time points in their order.
    pub in_order: Vec<usize>,
    /// By places of case and time point: the mean, and of how many items.
    pub of: BTreeMap<(usize, usize), (f64, usize)>,
}

/// The order of two time points: none first, then as the study names them, else as people count.
fn in_time(view: &View, one: Option<&str>, other: Option<&str>) -> Ordering {
    let points = view.time_points();
    let place = |at: &str| points.iter().position(|p| p == at).unwrap_or(points.len());
    let places = one.map(place).cmp(&other.map(place));
    places.then_with(|| natural(one.unwrap_or_default(), other.unwrap_or_default()))
}

fn place(all: &mut Vec<String>, name: &str) -> usize {
    all.iter().position(|n| n == name).unwrap_or_else(|| {
        all.push(name.to_owned());
        all.len() - 1
    })
}

/// What stands of an item: the one rating its finding rests on. What several raters gave in rounds of
/// their own is none's alone, whichever round the findings come from.
fn stands(view: &View, finding: Option<&Finding>, given: &BTreeMap<CoderId, i32>) -> Stands {
    let by = match finding.map(|f| &f.origin) {
        Some(Origin::Unsettled) => return Stands::Open,
        Some(Origin::Agreed | Origin::ByRule) => "agreed",
        Some(Origin::Settled(_) | Origin::Conference(_)) => "settled",
        Some(Origin::Alone(_)) | None => return all_alike(given),
    };
    let codings = finding.into_iter().flat_map(|f| &f.codings);
    let behind = codings.filter_map(|id| view.coding(*id));
    let ratings: BTreeSet<i32> = behind.filter_map(|c| c.rating).collect();
    one_of(ratings, by)
}

fn all_alike(given: &BTreeMap<CoderId, i32>) -> Stands {
    let by = match given.len() {
        1 => "one rater",
        _ => "agreed",
    };
    one_of(given.values().copied().collect(), by)
}

fn one_of(ratings: BTreeSet<i32>, by: &'static str) -> Stands {
    let mut ratings = ratings.into_iter();
    match (ratings.next(), ratings.next()) {
        (Some(rating), None) => Stands::Rating(rating, by),
        (Some(_), Some(_)) => Stands::Open,
        _ => Stands::Nothing,
    }
}
