//! Ratings over time: items, subscales and the whole scale of each case, time point by time point.

use super::RatingTable;
use super::rating_table::Stands;
use crate::export::line_chart::{Chart, Course as Line};
use crate::model::code::CodeKind;
use crate::model::ids::CodeId;
use crate::model::view::View;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What is followed over time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// All items together.
    #[default]
    Total,
    /// The items below one code together.
    Subscale,
    Item,
}

impl Level {
    pub const ALL: [(&str, Level); 3] = [
        ("total", Level::Total),
        ("subscale", Level::Subscale),
        ("item", Level::Item),
    ];
}

/// What stands at one time point.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    pub sum: i64,
    /// Items with a rating that stands.
    pub rated: usize,
    /// Items there are on the sheet.
    pub of: usize,
}

impl Standing {
    /// The mean of the items that are rated; none where none is.
    pub fn mean(&self) -> Option<f64> {
        (self.rated > 0).then(|| self.sum as f64 / self.rated as f64)
    }
}

/// One case of one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    pub scale: String,
    pub case: String,
    /// In the order of the time points; none where the case has no sheet.
    pub points: Vec<Option<Standing>>,
    /// Mean change of the items rated at the first and at the last time point, and how many they are.
    pub change: Option<(f64, usize)>,
}

/// All cases over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Courses {
    pub points: Vec<String>,
    pub all: Vec<Course>,
    /// The mean from which on a cut-off is reached.
    pub cut_off: Option<f64>,
    /// The lowest and the highest value of the items' scales.
    ends: (f64, f64),
}

/// Ratings of one case and scale, by time point and item.
type Given = BTreeMap<usize, BTreeMap<CodeId, Option<i32>>>;

impl Courses {
    /// Follows what stands of each case.
    pub fn of(view: &View, table: &RatingTable<'_>, level: Level, cut_off: Option<f64>) -> Courses {
        let means = table.means();
        let points: Vec<String> = means
            .in_order
            .iter()
            .map(|at| means.points[*at].clone())
            .collect();
        let mut given: BTreeMap<(usize, usize), Given> = BTreeMap::new();
        let mut scales: Vec<String> = Vec::new();
        for row in &table.rows {
            let name = scale(view, row.code, level);
            let scale = scales.iter().position(|s| *s == name).unwrap_or_else(|| {
                scales.push(name);
                scales.len() - 1
            });
            let at = row.at.clone().unwrap_or_default();
            let place = |all: &[String], name: &String| all.iter().position(|n| n == name);
            let (Some(case), Some(point)) =
                (place(&means.cases, &row.case.name), place(&points, &at))
            else {
                continue;
            };
            let rating = match row.stands {
                Stands::Rating(rating, _) => Some(rating),
                Stands::Open | Stands::Nothing => None,
            };
            let of = given
                .entry((scale, case))
                .or_default()
                .entry(point)
                .or_default();
            of.insert(row.code, rating);
        }
        let course = |((scale, case), given): (&(usize, usize), &Given)| Course {
            scale: scales[*scale].clone(),
            case: means.cases[*case].clone(),
            points: (0..points.len())
                .map(|at| given.get(&at).map(standing))
                .collect(),
            change: change(given),
        };
        Courses {
            all: given.iter().map(course).collect(),
            ends: ends(view, table),
            points,
            cut_off,
        }
    }

    /// Whether a mean reaches the cut-off.
    fn reached(&self, mean: f64) -> bool {
        self.cut_off.is_some_and(|least| mean >= least)
    }

    /// A heading, and a row for each case of each scale.
    pub fn rows(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let point = |at: &String| {
            if at.is_empty() {
                "–".to_owned()
            } else {
                at.clone()
            }
        };
        let heading = ["scale".to_owned(), "case".to_owned()].into_iter();
        let heading = heading.chain(self.points.iter().map(point));
        let cell = |standing: &Option<Standing>| match standing.and_then(|s| Some((s, s.mean()?))) {
            None => "–".to_owned(),
            Some((standing, mean)) => {
                let mark = if self.reached(mean) { " ≥" } else { "" };
                let of = match standing.rated == standing.of {
                    true => String::new(),
                    false => format!(" of {}/{}", standing.rated, standing.of),
                };
                format!("{} ({mean:.2}{of}){mark}", standing.sum)
            }
        };
        let row = |course: &Course| {
            let change = match course.change {
                Some((change, n)) => format!("{change:+.2} ({n})"),
                None => "–".to_owned(),
            };
            let names = [course.scale.clone(), course.case.clone()].into_iter();
            names
                .chain(course.points.iter().map(cell))
                .chain([change])
                .collect()
        };
        (
            heading.chain(["change".to_owned()]).collect(),
            self.all.iter().map(row).collect(),
        )
    }

    /// What is said below the rows.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = vec![
            "sum (mean of the items whose rating stands; “of 8/10” where some do not); change: of the items \
             rated at the first and the last time point, their mean, and how many they are"
                .to_owned(),
        ];
        notes.extend(
            self.cut_off
                .map(|least| format!("≥ the mean is {least} or more")),
        );
        notes
    }

    /// The means as lines over time, in SVG.
    pub fn svg(&self, title: &str) -> String {
        let line = |course: &Course| Line {
            name: match self.all.iter().all(|c| c.scale == course.scale) {
                true => course.case.clone(),
                false => format!("{}: {}", course.case, course.scale),
            },
            values: course
                .points
                .iter()
                .map(|p| p.and_then(|s| s.mean()))
                .collect(),
        };
        crate::export::line_chart::svg(&Chart {
            title: title.to_owned(),
            notes: vec!["mean of the items whose rating stands".to_owned()],
            points: self.points.clone(),
            ends: self.ends,
            cut_off: self.cut_off,
            courses: self.all.iter().map(line).collect(),
        })
    }

    /// The shape docs/json.md describes.
    pub fn json(&self) -> Value {
        let point = |(at, standing): (&String, &Option<Standing>)| {
            standing.map(|s| {
                json!({
                    "at": at, "sum": s.sum, "rated": s.rated, "of": s.of, "mean": s.mean(),
                    "reached": s.mean().filter(|_| self.cut_off.is_some()).map(|m| self.reached(m)),
                })
            })
        };
        let course = |course: &Course| {
            let points: Vec<Value> = self
                .points
                .iter()
                .zip(&course.points)
                .filter_map(point)
                .collect();
            json!({
                "scale": course.scale, "case": course.case, "points": points,
                "change": course.change.map(|(mean, items)| json!({ "mean": mean, "items": items })),
            })
        };
        json!({
            "time_points": self.points, "cut_off": self.cut_off,
            "courses": self.all.iter().map(course).collect::<Vec<_>>(),
        })
    }
}

/// What an item counts in.
fn scale(view: &View, item: CodeId, level: Level) -> String {
    let book = view.codebook();
    match level {
        Level::Total => "all items".to_owned(),
        Level::Item => book.name(item).to_owned(),
        Level::Subscale => {
            let parent = book.get(item).and_then(|code| code.parent);
            parent.map_or_else(
                || "no subscale".to_owned(),
                |parent| book.name(parent).to_owned(),
            )
        }
    }
}

fn standing(items: &BTreeMap<CodeId, Option<i32>>) -> Standing {
    let rated: Vec<i64> = items.values().flatten().map(|r| i64::from(*r)).collect();
    Standing {
        sum: rated.iter().sum(),
        rated: rated.len(),
        of: items.len(),
    }
}

/// Only items rated both times tell of a change: others would make one of what is missing.
fn change(given: &Given) -> Option<(f64, usize)> {
    let (first, last) = (given.keys().next()?, given.keys().next_back()?);
    if first == last {
        return None;
    }
    let both = given[first].iter().filter_map(|(item, before)| {
        let after = given[last].get(item).copied().flatten()?;
        Some(f64::from(after) - f64::from((*before)?))
    });
    let both: Vec<f64> = both.collect();
    (!both.is_empty()).then(|| (both.iter().sum::<f64>() / both.len() as f64, both.len()))
}

/// The ends of the scales the items are rated on.
fn ends(view: &View, table: &RatingTable<'_>) -> (f64, f64) {
    let items: BTreeSet<CodeId> = table.rows.iter().map(|row| row.code).collect();
    let scale = |item: &CodeId| match view.codebook().get(*item).map(|code| &code.kind) {
        Some(CodeKind::Rated(scale)) => scale.iter().map(|(value, _)| f64::from(*value)).collect(),
        _ => Vec::new(),
    };
    let values: Vec<f64> = items.iter().flat_map(scale).collect();
    let low = values.iter().copied().reduce(f64::min).unwrap_or(0.0);
    (
        low,
        values.iter().copied().reduce(f64::max).unwrap_or(low + 1.0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(of: &[(usize, &[Option<i32>])]) -> Given {
        let item = |n: usize| -> CodeId {
            crate::model::ids::EventId(uuid::Uuid::from_u128(n as u128)).into()
        };
        let at = |(at, ratings): &(usize, &[Option<i32>])| {
            (
                *at,
                ratings
                    .iter()
                    .enumerate()
                    .map(|(n, r)| (item(n), *r))
                    .collect(),
            )
        };
        of.iter().map(at).collect()
    }

    #[test]
    fn a_change_is_of_items_rated_both_times() {
        let of = given(&[
            (0, &[Some(1), Some(2), None]),
            (2, &[Some(4), None, Some(5)]),
        ]);
        assert_eq!(change(&of), Some((3.0, 1)));
        assert_eq!(change(&given(&[(0, &[Some(1)])])), None);
        assert_eq!(change(&given(&[(0, &[Some(1)]), (1, &[None])])), None);
        let first = standing(&of[&0]);
        assert_eq!(
            (first.sum, first.rated, first.of, first.mean()),
            (3, 2, 3, Some(1.5))
        );
    }
}
