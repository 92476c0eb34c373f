//! Rated codes: whether coders gave the same rating on a code's declared scale.
//!
//! What is compared is what both coded **and** rated: a coding without a rating, or with one that
//! is not on the scale, is missing, not a value. Two ratings of one coder for one unit that differ
//! leave the unit without one rating; such units are counted and said.

use super::comparison::{Compared, Comparison};
use super::ground::Ground;
use super::pairs;
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::outcome::Outcome;
use crate::agreement::pair::Pair;
use crate::agreement::table::{Counter, Table};
use crate::agreement::weights::Weights;
use crate::agreement::{gwet, kappa, percent};
use crate::model::code::CodeKind;
use crate::model::ids::CodeId;
use crate::model::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// The ratings of one code.
#[derive(Clone, Debug, PartialEq)]
pub struct Rated {
    /// The code: the item rated.
    pub code: CodeId,
    /// Its declared scale in order: value and label.
    pub scale: Vec<(i32, String)>,
    /// Unit by unit.
    pub by_unit: Ratings,
    /// Case by case: a source, or the sources that share the attributes `Selection::case` names,
    /// such as a site at a time point.
    pub by_case: Ratings,
}

/// Ratings over units, or over cases.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratings {
    /// Units or cases that two coders or more rated.
    pub rated: u64,
    /// By coder: units or cases the coder gave the code and no rating.
    pub unrated: Vec<u64>,
    /// By coder: those rated in two ways at once, which have no one rating.
    pub several: Vec<u64>,
    /// By coder: those rated with a value that is not on the scale.
    pub off_scale: Vec<u64>,
    /// Krippendorff's ordinal alpha of all coders, ranks over the declared scale.
    pub alpha: Outcome,
    /// Each pair of coders.
    pub pairs: Vec<RatedPair>,
}

/// Two coders' ratings side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct RatedPair {
    /// Places of the two coders.
    pub coders: (usize, usize),
    /// Units or cases both rated.
    pub rated: u64,
    /// Place of the first's rating on the scale, place of the second's, how many; only above 0.
    pub cells: Vec<(usize, usize, u64)>,
    /// Share rated exactly alike.
    pub percent: Outcome,
    /// Krippendorff's ordinal alpha of these two.
    pub alpha: Outcome,
    /// Weighted kappa, linear weights over ranks.
    pub linear: Outcome,
    /// Weighted kappa, quadratic weights over ranks.
    pub quadratic: Outcome,
    /// Gwet's AC2, quadratic weights.
    pub ac2: Outcome,
}

/// By coder, the ratings of the codings that bear on one unit or case.
type ByCoder = Vec<Vec<Option<i32>>>;

/// The values of the attributes that make a case; the source where it lacks one.
type Case<'a> = (Option<&'a str>, Vec<&'a str>);

/// What one coder did with one unit or case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Given {
    Unrated,
    OffScale,
    Several,
    At(u32),
}

impl Comparison {
    /// The ratings of every rated code somebody used, in the order of the codebook.
    pub fn rated(&self) -> Vec<Rated> {
        let mut all = Vec::new();
        for (number, code) in (0..).zip(&self.numbering.used) {
            let book = self.material.codebook_with(*code);
            let Some(CodeKind::Rated(scale)) = book.and_then(|b| b.get(*code)).map(|c| &c.kind)
            else {
                continue;
            };
            all.push(Rated {
                code: *code,
                scale: scale.clone(),
                by_unit: self.ratings(scale, self.by_unit(number)),
                by_case: self.ratings(scale, self.by_case(number)),
            });
        }
        all
    }

    /// By unit and coder, the ratings of the codings that touch it.
    fn by_unit(&self, code: u32) -> Vec<ByCoder> {
        let mut all = Vec::new();
        for text in &self.texts {
            let Some(ground) = &text.ground else { continue };
            for unit in touched(text, ground, code) {
                all.push(unit);
            }
        }
        all
    }

    /// By case and coder, the ratings given in its sources.
    fn by_case(&self, code: u32) -> Vec<ByCoder> {
        let sources: BTreeMap<_, &Source> =
            self.material.sources.iter().map(|s| (&s.id, s)).collect();
        let mut cases: BTreeMap<Case, ByCoder> = BTreeMap::new();
        for text in &self.texts {
            let id = &self.sources[text.source];
            let keys = &self.selection.case;
            // A source that lacks one of the attributes is a case of its own, as all are without.
            let named: Option<Vec<&str>> = match sources.get(id) {
                Some(source) => keys.iter().map(|k| attribute(source, k)).collect(),
                None => None,
            };
            let case = match named {
                Some(values) if !values.is_empty() => (None, values),
                _ => (Some(id.as_str()), Vec::new()),
            };
            let coders = cases
                .entry(case)
                .or_insert_with(|| vec![Vec::new(); self.coders.len()]);
            for (coder, marks) in text.marks.iter().enumerate() {
                for (mark, coding) in marks.iter().flatten().zip(&text.codings[coder]) {
                    if mark.code == code {
                        coders[coder].push(coding.rating);
                    }
                }
            }
        }
        cases.into_values().collect()
    }

    fn ratings(&self, scale: &[(i32, String)], given: Vec<ByCoder>) -> Ratings {
        let coders = self.coders.len();
        let (mut unrated, mut several, mut off_scale) =
            (vec![0; coders], vec![0; coders], vec![0; coders]);
        let mut counter = Counter::new(scale.len(), coders);
        for one in &given {
            let mut row = vec![None; coders];
            for (coder, ratings) in one.iter().enumerate() {
                match self::given(ratings, scale) {
                    None => {}
                    Some(Given::Unrated) => unrated[coder] += 1,
                    Some(Given::OffScale) => off_scale[coder] += 1,
                    Some(Given::Several) => several[coder] += 1,
                    Some(Given::At(place)) => row[coder] = Some(place),
                }
            }
            if row.iter().any(Option::is_some) {
                counter.add(&row, 1);
            }
        }
        let table = counter.table();
        let two = |row: &[Option<u32>]| row.iter().flatten().count() > 1;
        Ratings {
            rated: table
                .patterns()
                .filter(|(r, _)| two(r))
                .map(|(_, n)| n)
                .sum(),
            unrated,
            several,
            off_scale,
            alpha: alpha(&table, Level::Ordinal),
            pairs: pairs(coders)
                .map(|pair| RatedPair::of(pair, &table))
                .collect(),
        }
    }
}

impl RatedPair {
    fn of(coders: (usize, usize), all: &Table) -> RatedPair {
        let table = &all.pair(coders.0, coders.1).listwise();
        RatedPair {
            coders,
            rated: table.units(),
            cells: Pair::of(table).map(|p| p.cells).unwrap_or_default(),
            percent: percent::agreement(table),
            alpha: alpha(table, Level::Ordinal),
            linear: kappa::weighted(table, Weights::Linear),
            quadratic: kappa::weighted(table, Weights::Quadratic),
            ac2: gwet::ac(table, Weights::Quadratic),
        }
    }
}

fn attribute<'a>(source: &'a Source, key: &str) -> Option<&'a str> {
    let mut all = source.attributes.iter();
    all.find(|(k, _)| k == key).map(|(_, value)| value.as_str())
}

/// By unit that somebody gave this code, by coder: the ratings of the codings that touch it.
fn touched(text: &Compared, ground: &Ground, code: u32) -> Vec<ByCoder> {
    let mut found: BTreeMap<usize, ByCoder> = BTreeMap::new();
    for (coder, marks) in text.marks.iter().enumerate() {
        for (mark, coding) in marks.iter().flatten().zip(&text.codings[coder]) {
            if mark.code != code {
                continue;
            }
            let first = ground.units.partition_point(|u| u.end <= mark.span.start);
            let meets = ground.units[first..]
                .iter()
                .take_while(|u| u.start < mark.span.end);
            for unit in first..first + meets.count() {
                let coders = found
                    .entry(unit)
                    .or_insert_with(|| vec![Vec::new(); text.marks.len()]);
                coders[coder].push(coding.rating);
            }
        }
    }
    found.into_values().collect()
}

/// What a coder's codings of one unit or case say; `None` when there are none.
fn given(ratings: &[Option<i32>], scale: &[(i32, String)]) -> Option<Given> {
    let values: BTreeSet<i32> = ratings.iter().flatten().copied().collect();
    let mut values = values.into_iter();
    Some(match (ratings.is_empty(), values.next(), values.next()) {
        (true, ..) => return None,
        (_, None, _) => Given::Unrated,
        (_, Some(_), Some(_)) => Given::Several,
        (_, Some(value), None) => match scale.iter().position(|(v, _)| *v == value) {
            Some(place) => Given::At(place as u32),
            None => Given::OffScale,
        },
    })
}
