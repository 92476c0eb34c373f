//! Rated codes: whether coders gave the same rating on a code's declared scale.
//!
//! What is compared is what both coded **and** rated: a coding without a rating, or with one that
//! is not on the scale, is missing, not a value. Two ratings of one coder for one unit that differ
//! leave the unit without one rating; such units are counted and said. “mixed” is a category and no
//! point of the scale: ordinal figures are over the rest, and mixed or not has a kappa of its own.

mod points;

pub(super) use points::Points;

use super::compared::Compared;
use super::comparison::Comparison;
use super::fourfold::Fourfold;
use super::ground::Candidate;
use super::strata::{Row, Strata};
use crate::agreement::alpha::{Level, alpha};
use crate::agreement::icc::{FEWEST_CASES, Icc};
use crate::agreement::interval::{Drawn, Interval};
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::pair::{Pair, pairs};
use crate::agreement::table::{Counter, Table};
use crate::agreement::weights::Weights;
use crate::agreement::{gwet, kappa, percent};
use crate::model::code::CodeKind;
use crate::model::ids::CodeId;
use crate::model::source::Source;
use crate::model::text::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(Clone, Debug, PartialEq)]
pub struct Rated {
    pub code: CodeId,
    /// Its declared scale in order: value and label.
    pub scale: Vec<(i32, String)>,
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
    pub pairs: Vec<RatedPair>,
}

/// Two coders' ratings side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct RatedPair {
    /// Places of the two coders.
    pub coders: (usize, usize),
    /// Units or cases that either gave the code: agreement on ratings is conditional on that.
    pub given: u64,
    /// Units or cases both rated.
    pub rated: u64,
    /// Those of them that both rated with a point of the scale, which all figures below but that of
    /// “mixed” are about.
    pub points: u64,
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
    /// Mean of the second's value less the first's.
    pub mean_difference: Outcome,
    /// ICC(A,1): absolute agreement of one coder's values.
    pub icc: Outcome,
    /// Its interval; [`Undefined::CasesNested`] where fewer than 80 % of the cases are alone in their
    /// source, so that only draws of sources give one.
    pub icc_interval: Result<Interval, Undefined>,
    /// “mixed” or a point of the scale, where the scale has it.
    pub mixed: Option<MixedOrNot>,
}

impl RatedPair {
    /// Whether there are too few cases to tell.
    pub fn is_few(&self) -> bool {
        self.points < FEWEST_CASES
    }
}

/// Two coders on whether a rating is “mixed”.
#[derive(Clone, Debug, PartialEq)]
pub struct MixedOrNot {
    /// Cases both rated, by who gave it.
    pub counts: Fourfold,
    pub kappa: Outcome,
}

/// Share of cases that have to be alone in their source for an interval that takes them for
/// independent.
const ALONE: f64 = 0.8;

/// What is rated: units, or cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    Units,
    /// Cases: a source, or the sources that share the attributes `Selection::case` names.
    Cases,
}

/// By coder, the ratings of the codings that bear on one unit or case.
type ByCoder = Vec<Vec<Option<i32>>>;

/// A unit or a case to which somebody gave a rated code.
pub(super) struct Thing {
    ratings: ByCoder,
    /// The turn a unit lies in, by its number in the text.
    turn: Option<u32>,
    /// Place among the texts and stretch: the unit, or in each source of a case all the codings
    /// that bear on it.
    pub places: Vec<(usize, Span)>,
}

impl Thing {
    /// Whether one of these two gave it the code.
    pub fn is_given(&self, (a, b): (usize, usize)) -> bool {
        !self.ratings[a].is_empty() || !self.ratings[b].is_empty()
    }

    /// By coder: the place on the scale of the one rating given.
    pub fn row(&self, scale: &[(i32, String)]) -> Row {
        let place = |ratings: &Vec<Option<i32>>| match given(ratings, scale) {
            Some(Given::At(place)) => Some(place),
            _ => None,
        };
        self.ratings.iter().map(place).collect()
    }

    /// What is drawn with it: its source, or the turn it lies in.
    pub fn part(&self, of: Drawn, comparison: &Comparison) -> (usize, Option<u32>) {
        let text = self.places.first().map_or(0, |(text, _)| *text);
        match of {
            Drawn::Sources => (comparison.texts[text].source, None),
            _ => (text, self.turn),
        }
    }

    /// Whether it counts for two coders: both rated it. `None` where nothing stands in the way but
    /// that one of them did not give the code.
    pub fn counts(&self, scale: &[(i32, String)], (a, b): (usize, usize)) -> Option<bool> {
        let given = [a, b].map(|coder| given(&self.ratings[coder], scale));
        let rated = |g: &Option<Given>| matches!(g, Some(Given::At(_)));
        match given.iter().all(rated) {
            true => Some(true),
            false => (given.iter().any(|g| g.is_some() && !rated(g))).then_some(false),
        }
    }
}

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
            let Some(scale) = self.scale_of(number) else {
                continue;
            };
            let ratings = |over| self.ratings(&scale, &self.things_rated(number, over));
            all.push(Rated {
                code: *code,
                by_unit: ratings(Over::Units),
                by_case: ratings(Over::Cases),
                scale,
            });
        }
        all
    }

    /// The declared scale of a rated code, by number.
    pub(super) fn scale_of(&self, number: u32) -> Option<Vec<(i32, String)>> {
        let code = *self.numbering.used.get(number as usize)?;
        let book = self.material.codebook_with(code)?;
        match &book.get(code)?.kind {
            CodeKind::Rated(scale) => Some(scale.clone()),
            CodeKind::Plain => None,
        }
    }

    /// What somebody gave this code, in the order of texts, or of cases.
    pub(super) fn things_rated(&self, code: u32, over: Over) -> Vec<Thing> {
        match over {
            Over::Units => self.by_unit(code),
            Over::Cases => self.by_case(code),
        }
    }

    /// By unit and coder, the ratings of the codings that touch it.
    fn by_unit(&self, code: u32) -> Vec<Thing> {
        let mut all = Vec::new();
        for (at, text) in self.texts.iter().enumerate() {
            let Some(ground) = &text.ground else { continue };
            for (unit, ratings) in touched(text, ground, code) {
                all.push(Thing {
                    ratings,
                    turn: ground.unit_turns.get(unit).copied(),
                    places: vec![(at, ground.units[unit])],
                });
            }
        }
        all
    }

    /// By case and coder, the ratings given in its sources.
    fn by_case(&self, code: u32) -> Vec<Thing> {
        let sources: BTreeMap<_, &Source> =
            self.material.sources.iter().map(|s| (&s.id, s)).collect();
        let mut cases: BTreeMap<Case, Thing> = BTreeMap::new();
        for (at, text) in self.texts.iter().enumerate() {
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
            let nothing = || Thing {
                ratings: vec![Vec::new(); self.coders.len()],
                turn: None,
                places: Vec::new(),
            };
            let thing = cases.entry(case).or_insert_with(nothing);
            let mut stretch: Option<Span> = None;
            for (coder, marks) in text.marks.iter().enumerate() {
                for (mark, coding) in marks.iter().flatten().zip(&text.codings[coder]) {
                    if mark.code == code {
                        thing.ratings[coder].push(coding.rating);
                        let so_far = stretch.unwrap_or(mark.span);
                        stretch = Some(Span {
                            start: so_far.start.min(mark.span.start),
                            end: so_far.end.max(mark.span.end),
                        });
                    }
                }
            }
            thing.places.extend(stretch.map(|span| (at, span)));
        }
        cases.into_values().collect()
    }

    fn ratings(&self, scale: &[(i32, String)], things: &[Thing]) -> Ratings {
        let points = Points::of(scale);
        let coders = self.coders.len();
        let (mut unrated, mut several, mut off_scale) =
            (vec![0; coders], vec![0; coders], vec![0; coders]);
        let mut counter = Counter::new(scale.len(), coders);
        for one in things {
            let mut row = vec![None; coders];
            for (coder, ratings) in one.ratings.iter().enumerate() {
                match given(ratings, scale) {
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
            alpha: alpha(&points.table(&table), Level::Ordinal),
            pairs: pairs(coders)
                .map(|pair| {
                    let given = things.iter().filter(|t| t.is_given(pair)).count();
                    let nested = self.share_alone(things, scale, pair) < ALONE;
                    RatedPair::of(pair, given as u64, nested, &table, &points)
                })
                .collect(),
        }
    }

    /// Share of the cases of two coders that are the only one in their source.
    fn share_alone(&self, things: &[Thing], scale: &[(i32, String)], pair: (usize, usize)) -> f64 {
        let mut held: HashMap<usize, u64> = HashMap::new();
        let cases = things
            .iter()
            .filter(|t| t.counts(scale, pair) == Some(true));
        for (text, _) in cases.filter_map(|t| t.places.first()) {
            *held.entry(self.texts[*text].source).or_default() += 1;
        }
        let all: u64 = held.values().sum();
        let alone = held.values().filter(|n| **n == 1).count();
        alone as f64 / all.max(1) as f64
    }
}

impl Comparison {
    /// The ratings of one code by what is drawn: cases, the sources or the turns units lie in.
    pub(super) fn rated_strata(
        &self,
        code: u32,
        scale: &[(i32, String)],
        over: Over,
        of: Drawn,
    ) -> Strata {
        let points = Points::of(scale);
        let mut parts: HashMap<(usize, Option<u32>), usize> = HashMap::new();
        let mut rows = Vec::new();
        for (case, thing) in self.things_rated(code, over).iter().enumerate() {
            let row = points.row(&thing.row(scale));
            if row.iter().flatten().count() == 0 {
                continue;
            }
            let next = parts.len();
            let part = match over {
                Over::Cases => case,
                Over::Units => *parts.entry(thing.part(of, self)).or_insert(next),
            };
            rows.push((part, row, 1));
        }
        Strata::of(points.values.len(), self.coders.len(), &rows)
    }
}

/// Mean of the second's value less the first's.
pub(super) fn mean_difference(cases: &[(Vec<f64>, u64)]) -> Outcome {
    let n: u64 = cases.iter().map(|(_, times)| times).sum();
    let apart = |(row, times): &(Vec<f64>, u64)| (row[1] - row[0]) * *times as f64;
    match n {
        0 => Err(Undefined::NoUnits),
        n => Ok(cases.iter().map(apart).sum::<f64>() / n as f64),
    }
}

impl MixedOrNot {
    fn of(two: &Table, points: &Points) -> Option<MixedOrNot> {
        let is_mixed = |place: Option<u32>| {
            let number = points.numbers.get(place? as usize)?;
            Some(number.is_none())
        };
        if points.numbers.iter().all(Option::is_some) {
            return None;
        }
        let mut counts = Fourfold::default();
        for (row, times) in two.patterns() {
            if let (Some(a), Some(b)) = (is_mixed(row[0]), is_mixed(row[1])) {
                counts.add(a, b, times);
            }
        }
        Some(MixedOrNot {
            kappa: kappa::cohen(&counts.table()),
            counts,
        })
    }
}

impl RatedPair {
    fn of(
        coders: (usize, usize),
        given: u64,
        nested: bool,
        all: &Table,
        points: &Points,
    ) -> RatedPair {
        let whole = &all.pair(coders.0, coders.1).listwise();
        let table = &points.table(whole).listwise();
        let cases = points.cases(table);
        let icc = Icc::of(&cases);
        RatedPair {
            coders,
            given,
            rated: whole.units(),
            points: table.units(),
            cells: Pair::of(whole).map(|p| p.cells).unwrap_or_default(),
            mean_difference: mean_difference(&cases),
            icc: icc.and_then(|icc| icc.single()),
            icc_interval: match nested {
                true => icc.and(Err(Undefined::CasesNested)),
                false => icc.and_then(|icc| icc.interval()),
            },
            mixed: MixedOrNot::of(whole, points),
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
fn touched(text: &Compared, ground: &Candidate, code: u32) -> BTreeMap<usize, ByCoder> {
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
    found
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
