//! What is told of the whole study, line by line: what claims rest on, saturation, what depends on who coded,
//! people's attributes compared, what they say beside these, ratings over time.

use super::depends::{carried, differing, latest_blind, used};
use super::joint::Joint;
use super::matrix::{Asked, By, Meeting, Rows, rested};
use super::rating_course::{Courses, Level};
use super::saturation::{Asked as Sources, Saturation};
use super::tested::{Compared, tested};
use super::{Documents, RatingTable, Texts};
use crate::model::attribute::{AttributeKind, Column, Subjects, Value, number};
use crate::model::ids::{CoderId, SourceId};
use crate::model::layer::{Basis, Layer};
use crate::model::source::{Source, SourceKind};
use crate::model::text::Span;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use std::collections::{BTreeMap, BTreeSet};

/// Something to be told.
#[derive(Clone, Debug, PartialEq)]
pub enum Telling {
    /// What the claims about the groups of a matrix, or about the codes that meet in it, rest on.
    Rests(Asked),
    Saturation,
    /// Whether two coders differ differently by an attribute of participants.
    Differing(Column),
    /// What would stand of what one coder coded alone.
    Alone(CoderId),
    /// What people say beside an attribute of theirs.
    Joint(Rows, String),
    /// Ratings of cases over time.
    Courses,
    Tested(Compared),
}

/// A line, what is shown with it in full, and the place it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub detail: String,
    pub place: Option<(SourceId, Span)>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub title: String,
    pub lines: Vec<Line>,
}

impl Line {
    fn plain(text: String) -> Line {
        Line {
            detail: text.clone(),
            text,
            place: None,
        }
    }
}

impl Telling {
    /// All that can be told of a study, besides what is shown of a matrix.
    pub fn choices(view: &View, layer: &Layer, rows: Rows) -> Vec<Telling> {
        let mut all = vec![Telling::Saturation];
        let of_two =
            |basis: &Basis| matches!(basis, Basis::Consensus(_) | Basis::PartConsensus(..));
        if layer.basis.iter().any(|(_, basis)| of_two(basis)) {
            let asked = |how| Asked {
                rows,
                by: By::Codes(how),
                ..Asked::default()
            };
            all.extend(Meeting::ALL.map(|how| Telling::Rests(asked(how))));
        }
        let (numbers, words) = columns(view);
        all.extend(words.iter().cloned().map(Telling::Differing));
        let alone = layer.basis.iter().filter_map(|(_, basis)| match basis {
            Basis::Coder(coder) => Some(coder.clone()),
            _ => None,
        });
        let alone: BTreeSet<CoderId> = alone.collect();
        all.extend(alone.into_iter().map(Telling::Alone));
        let keys: BTreeSet<&String> = numbers.iter().map(|c| &c.key).collect();
        all.extend(keys.iter().map(|key| Telling::Joint(rows, (*key).clone())));
        let is_sheet = |s: &Source| s.kind == SourceKind::RatingSheet;
        if view.sources().iter().any(is_sheet) {
            all.push(Telling::Courses);
        }
        let mut times: BTreeMap<&String, Vec<&Column>> = BTreeMap::new();
        for column in &numbers {
            times.entry(&column.key).or_default().push(column);
        }
        let points = view.time_points();
        for at in times.values_mut().filter(|at| at.len() > 1) {
            at.sort_by_key(|c| points.iter().position(|p| Some(p) == c.at.as_ref()));
            let (before, after) = (at[0].clone(), at[at.len() - 1].clone());
            all.push(Telling::Tested(Compared::Times { before, after }));
        }
        for of in &numbers {
            for by in &words {
                let (of, by) = (of.clone(), by.clone());
                all.push(Telling::Tested(Compared::Groups { of, by }));
            }
        }
        all
    }

    /// What it is, in words.
    pub fn words(&self) -> String {
        match self {
            Telling::Rests(asked) => match &asked.by {
                By::Codes(how) => {
                    let (rows, how) = (asked.rows.word(), how.word());
                    format!("which {rows} meet whoever coded: {how}")
                }
                by => format!("what {} by {} rest on", asked.rows.word(), by.words()),
            },
            Telling::Saturation => "saturation: new codes by date of collection".to_owned(),
            Telling::Differing(by) => format!("do the coders differ differently by {by}?"),
            Telling::Alone(coder) => format!("what would stand of what {coder} coded alone"),
            Telling::Joint(rows, beside) => {
                format!("{} of each person beside {beside}", rows.word())
            }
            Telling::Courses => "ratings over time".to_owned(),
            Telling::Tested(Compared::Groups { of, by }) => format!("test: {of} by {by}"),
            Telling::Tested(Compared::Times { before, after }) => {
                format!("test: {before} and {after}")
            }
        }
    }

    /// Tells it of what the viewer may see.
    ///
    /// # Errors
    /// In words, why nothing can be told.
    pub fn told(
        &self,
        view: &View,
        documents: &Documents,
        aligned: &mut AlignedRounds,
    ) -> Result<Told, String> {
        let plain = |lines: Vec<String>| lines.into_iter().map(Line::plain).collect();
        let lines = match self {
            Telling::Rests(asked) => return rests(view, documents, asked, aligned),
            Telling::Saturation => {
                plain(Saturation::of(view, &Sources::default(), aligned)?.lines())
            }
            Telling::Differing(by) => {
                let round = latest_blind(view)?;
                plain(differing(view, documents, round, &by.to_string(), None)?.lines)
            }
            Telling::Alone(coder) => {
                let codes = used(view, coder);
                plain(carried(view, documents, coder, &codes, None, aligned)?.lines)
            }
            Telling::Joint(rows, beside) => {
                joint_lines(&Joint::of(view, documents, *rows, beside, aligned)?)
            }
            Telling::Courses => {
                let table = RatingTable::new(view, Texts::new(view, documents));
                course_lines(&Courses::of(view, &table, Level::Total, None))
            }
            Telling::Tested(compared) => plain(tested(view, compared, None)?.lines),
        };
        Ok(Told {
            title: self.words(),
            lines,
        })
    }
}

fn rests(
    view: &View,
    documents: &Documents,
    asked: &Asked,
    aligned: &mut AlignedRounds,
) -> Result<Told, String> {
    let found = rested(view, documents, asked.rows, &asked.by, aligned)?;
    if found.said.is_empty() {
        return Err(format!("{}: all claims hold whoever coded", found.title));
    }
    let notes = found.notes.join("\n");
    Ok(Told {
        title: found.title,
        lines: found
            .said
            .into_iter()
            .map(|(text, place)| Line {
                detail: format!("{text}\n{notes}"),
                place,
                text,
            })
            .collect(),
    })
}

/// A line a person: what is set, how it changed, and what they say.
fn joint_lines(joint: &Joint) -> Vec<Line> {
    let heading = joint.heading();
    let set = heading.len() - joint.rows.len();
    let person = |cells: Vec<String>| {
        let named = |(name, cell): (&String, &String)| format!("{name}: {cell}");
        let of = |range: std::ops::Range<usize>| {
            let pairs = heading[range.clone()].iter().zip(&cells[range]);
            pairs.map(named).collect::<Vec<_>>().join(" · ")
        };
        let values = of(1..set);
        Line {
            text: format!("{}  {values}  {}", cells[0], of(set..cells.len())),
            detail: format!("{}\n{values}\n{}", cells[0], of(set..cells.len())),
            place: None,
        }
    };
    let people = joint.lines().into_iter().map(person);
    people
        .chain(joint.notes.iter().cloned().map(Line::plain))
        .collect()
}

fn course_lines(courses: &Courses) -> Vec<Line> {
    let (heading, rows) = courses.rows();
    let row = |cells: Vec<String>| {
        let named = heading.iter().zip(&cells).map(|(h, c)| format!("{h} {c}"));
        Line::plain(named.collect::<Vec<_>>().join(" · "))
    };
    let rows = rows.into_iter().map(row);
    rows.chain(courses.notes().into_iter().map(Line::plain))
        .collect()
}

/// Attributes of participants: those that hold numbers, and those that make groups.
fn columns(view: &View) -> (Vec<Column>, Vec<Column>) {
    let of = Subjects::Participants;
    let mut held: BTreeMap<&Column, bool> = BTreeMap::new();
    for (_, set) in view.with_attributes(&of) {
        for (column, held_value) in set {
            if let Value::Is(text) = &held_value.value {
                let is_number = number(text).is_some();
                let all = held.entry(column).or_insert(true);
                *all &= is_number;
            }
        }
    }
    let (mut numbers, mut words) = (Vec::new(), Vec::new());
    for (column, are_numbers) in held {
        match view.attribute_kind(&of, &column.key) {
            AttributeKind::Number => numbers.push(column.clone()),
            AttributeKind::Text if are_numbers => numbers.push(column.clone()),
            AttributeKind::Date => {}
            _ => words.push(column.clone()),
        }
    }
    (numbers, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::attribute::Subject;
    use crate::model::event::Change;
    use crate::model::fixture::Study;
    use crate::reconcile::layer::analysis_layer;

    fn set(s: &mut Study, who: &str, key: &str, at: Option<&str>, value: &str) {
        let change = Change::AttributeSet {
            of: Subject::Participant(who.into()),
            key: key.into(),
            value: Some(value.into()),
            absent: None,
            at: at.map(str::to_owned),
            replaces: Vec::new(),
        };
        s.push("ana", change);
    }

    #[test]
    fn codes_that_meet_are_offered_once_two_coded() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100);
        s.code("hope");
        let round = s.round(&["s"]);
        s.submit("ana", round);
        s.submit("ben", round);
        let view = s.view();
        let choices = Telling::choices(&view, &analysis_layer(&view), Rows::Codes);
        let words: Vec<String> = choices.iter().map(Telling::words).collect();
        let meet = ["same", "inside", "crossing", "near"]
            .map(|how| format!("which codes meet whoever coded: {how}"));
        assert_eq!(words[1..5], meet);
        let documents = Documents::default();
        let told = choices[1].told(&view, &documents, &mut AlignedRounds::default());
        assert!(
            told.unwrap_err()
                .starts_with("pairs that co-occur in some layer")
        );
    }

    #[test]
    fn everything_that_can_be_told_is_offered_and_told_or_refused_in_words() {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("s", 100);
        s.code("hope");
        s.coded("ana", None, "s", 0..10, "hope");
        let points = ["T1", "T0"].map(str::to_owned).to_vec();
        let change = Change::TimePointsNamed {
            points,
            replaces: Vec::new(),
        };
        s.push("ana", change);
        for (who, arm, score) in [("P1", "smcm", "3"), ("P2", "control", "4,5")] {
            set(&mut s, who, "arm", None, arm);
            set(&mut s, who, "score", Some("T0"), score);
            set(&mut s, who, "score", Some("T1"), "9");
        }
        let view = s.view();
        let choices = Telling::choices(&view, &analysis_layer(&view), Rows::Codes);
        let words: Vec<String> = choices.iter().map(Telling::words).collect();
        assert_eq!(
            words,
            [
                "saturation: new codes by date of collection",
                "do the coders differ differently by arm?",
                "what would stand of what ana coded alone",
                "codes of each person beside score",
                "test: score @ T1 and score @ T0",
                "test: score @ T0 by arm",
                "test: score @ T1 by arm",
            ]
        );
        let documents = Documents::default();
        for telling in choices {
            let found = telling.told(&view, &documents, &mut AlignedRounds::default());
            match found {
                Ok(told) => assert!(!told.lines.is_empty() && !told.title.is_empty()),
                Err(why) => assert!(!why.is_empty()),
            }
        }
    }
}
