//! A joint display: what each person says beside how a number of theirs changed, person by person. Nothing
//! is tested: where a theme was found depends on who coded, and people were chosen for what they can tell.

use super::attribute_value::value;
use super::matrix::{Asked, By, Matrix, Rows, Shows};
use super::words::{listed, minus};
use super::{Documents, Texts};
use crate::export::grid::{Cell, Grid};
use crate::export::paper::{Block, Paper};
use crate::model::attribute::{Column, Subject, Subjects, number};
use crate::model::ids::CoderId;
use crate::model::name;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::themes::{FindingsByCode, Standing};
use serde::Serialize;
use serde_json::{Value as Json, json};
use std::collections::{BTreeSet, HashMap};

/// What one person says to one code or theme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Segments in which they speak.
    pub segments: u32,
    /// Whether not saying it can be told: all their sources were read to the end for it, and they were
    /// heard alone.
    pub is_read: bool,
    /// Whether all segments are differences that are not settled yet.
    pub is_open: bool,
    /// Who coded all of it alone.
    pub alone: Option<CoderId>,
}

/// One person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    pub name: String,
    /// As set, by the columns of the attribute.
    pub values: Vec<Option<String>>,
    /// The last number less the first.
    pub change: Option<f64>,
    /// By row of the matrix.
    pub said: Vec<Said>,
}

/// Everybody, those whose number rose most first, those without a change last.
#[derive(Clone, Debug)]
pub struct Joint {
    pub attribute: String,
    /// The attribute at each time point.
    pub columns: Vec<Column>,
    /// Names of codes or themes.
    pub rows: Vec<String>,
    pub people: Vec<Person>,
    pub notes: Vec<String>,
}

impl Joint {
    /// Puts what people say beside an attribute of theirs.
    ///
    /// # Errors
    /// In words: where no participant has the attribute, or it holds no numbers.
    pub fn of(
        view: &View,
        documents: &Documents,
        rows: Rows,
        attribute: &str,
        aligned: &mut AlignedRounds,
    ) -> Result<Joint, String> {
        let columns = columns(view, attribute)?;
        let asked = Asked {
            rows,
            by: By::Person,
            shows: Shows::Segments,
            settled_alone: false,
        };
        let matrix = Matrix::of(view, documents, asked, aligned);
        let grounds = grounds(view, documents, &matrix);
        let mut people = Vec::new();
        for (at, group) in matrix.groups.iter().enumerate().filter(|(_, g)| !g.is_all) {
            let who = Subject::Participant(group.name.clone());
            let values: Vec<Option<String>> =
                columns.iter().map(|c| value(view, &who, c)).collect();
            let said = (0..matrix.rows.len()).map(|row| Said {
                is_read: matrix.cells[row][at].people.of > 0,
                ..grounds
                    .get(&(row, group.name.as_str()))
                    .cloned()
                    .unwrap_or_default()
            });
            people.push(Person {
                name: group.name.clone(),
                change: change(&values),
                said: said.collect(),
                values,
            });
        }
        if people
            .iter()
            .flat_map(|p| &p.values)
            .flatten()
            .all(|v| number(v).is_none())
        {
            return Err(format!(
                "“{attribute}” holds no numbers of anybody who speaks"
            ));
        }
        people.sort_by(|a, b| match (a.change, b.change) {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        let mut joint = Joint {
            attribute: columns[0].key.clone(),
            rows: matrix.rows.iter().map(|r| r.name.clone()).collect(),
            notes: Vec::new(),
            columns,
            people,
        };
        joint.notes = joint.said_with(&matrix);
        Ok(joint)
    }

    fn said_with(&self, matrix: &Matrix) -> Vec<String> {
        let mut notes = vec![format!(
            "segments in which each person speaks, beside {}",
            listed(self.columns.iter().map(|c| c.to_string()))
        )];
        if self.columns.len() > 1 {
            let (first, last) = (&self.columns[0], &self.columns[self.columns.len() - 1]);
            notes.push(format!(
                "change: {last} less {first}; those who rose most stand first"
            ));
        }
        let cells = || self.people.iter().flat_map(|p| &p.said);
        if cells().any(|s| s.is_open) {
            notes.push(
                "*: rests on differences alone that are not settled yet: settle these before it is read beside anything"
                    .to_owned(),
            );
        }
        if cells().any(|s| s.alone.is_some()) {
            notes.push("a name: coded by one coder alone, which nobody checked".to_owned());
        }
        if cells().any(|s| s.segments == 0 && !s.is_read) {
            notes.push(
                "–: nothing found, and not read to the end for it or heard in a group only: that is no “no”"
                    .to_owned(),
            );
        }
        notes.push(
            "no test is made of it: what was found depends on who coded, and people were chosen for what they can tell"
                .to_owned(),
        );
        notes.extend(matrix.notes.iter().take(1).cloned());
        notes
    }

    /// The heading of each column.
    pub fn heading(&self) -> Vec<String> {
        let mut heading = vec!["person".to_owned()];
        heading.extend(self.columns.iter().map(|c| c.to_string()));
        if self.columns.len() > 1 {
            heading.push("change".to_owned());
        }
        heading.extend(self.rows.iter().cloned());
        heading
    }

    /// Each person in words.
    pub fn lines(&self) -> Vec<Vec<String>> {
        let dash = || "–".to_owned();
        let line = |person: &Person| {
            let mut cells = vec![person.name.clone()];
            cells.extend(person.values.iter().map(|v| v.clone().unwrap_or_else(dash)));
            if self.columns.len() > 1 {
                cells.push(person.change.map_or_else(dash, signed));
            }
            cells.extend(person.said.iter().map(Said::text));
            cells
        };
        self.people.iter().map(line).collect()
    }

    /// As a table for other programs: counts as numbers, and beside each code or theme on whose word it
    /// stands.
    pub fn grid(&self) -> Grid {
        let mut heading = vec!["person".to_owned()];
        heading.extend(self.columns.iter().map(|c| c.to_string()));
        heading.push("change".to_owned());
        for row in &self.rows {
            heading.extend([row.clone(), format!("{row}: stands")]);
        }
        let row = |person: &Person| {
            let mut cells = vec![Cell::from(person.name.as_str())];
            let set = |v: &Option<String>| match v {
                Some(text) => number(text).map_or_else(|| text.as_str().into(), Cell::Figure),
                None => Cell::Empty,
            };
            cells.extend(person.values.iter().map(set));
            cells.push(person.change.map_or(Cell::Empty, Cell::Figure));
            for said in &person.said {
                cells.extend([
                    Cell::Count(u64::from(said.segments)),
                    said.stands().as_str().into(),
                ]);
            }
            cells
        };
        Grid {
            name: "joint display".into(),
            heading,
            rows: self.people.iter().map(row).collect(),
        }
    }

    /// As a paper: the table, and what has to be said with it.
    pub fn paper(&self, study: &str) -> Paper {
        Paper {
            language: "en".to_owned(),
            blocks: vec![
                Block::Heading(
                    1,
                    format!("{study}: what people say beside {}", self.attribute),
                ),
                Block::table(self.heading(), self.lines()),
                Block::list(self.notes.clone()),
            ],
        }
    }

    /// The shape docs/json.md describes.
    pub fn json(&self) -> Json {
        json!({
            "attribute": self.attribute,
            "columns": self.columns.iter().map(|c| c.to_string()).collect::<Vec<_>>(),
            "rows": self.rows,
            "people": self.people,
            "notes": self.notes,
        })
    }
}

impl Said {
    fn text(&self) -> String {
        match (self.segments, &self.alone) {
            (0, _) if !self.is_read => "–".to_owned(),
            (n, _) if self.is_open => format!("{n}*"),
            (n, Some(coder)) => format!("{n} {coder}"),
            (n, None) => n.to_string(),
        }
    }

    fn stands(&self) -> String {
        match (self.segments, &self.alone) {
            (0, _) if !self.is_read => "not read for it".to_owned(),
            (0, _) => "not said".to_owned(),
            (_, _) if self.is_open => "not settled".to_owned(),
            (_, Some(coder)) => format!("{coder} alone"),
            (_, None) => "both coders".to_owned(),
        }
    }
}

/// The attribute at all its time points, in the order of these.
fn columns(view: &View, attribute: &str) -> Result<Vec<Column>, String> {
    let set = view.with_attributes(&Subjects::Participants);
    let all: BTreeSet<&Column> = set.flat_map(|(_, set)| set.keys()).collect();
    let mut found: Vec<Column> = all
        .iter()
        .filter(|c| name::same(&c.key, attribute))
        .map(|c| (*c).clone())
        .collect();
    let points = view.time_points();
    let place = |c: &Column| {
        let at = c.at.as_ref()?;
        points.iter().position(|p| name::same(p, at))
    };
    found.sort_by_key(|c| (c.at.is_some(), place(c).unwrap_or(usize::MAX), c.clone()));
    match found.is_empty() {
        false => Ok(found),
        true => {
            let keys: BTreeSet<&str> = all.iter().map(|c| c.key.as_str()).collect();
            Err(format!(
                "no participant has an attribute “{attribute}”: {}",
                listed(keys)
            ))
        }
    }
}

/// The last number less the first; none where either is no number, or there is one time only.
fn change(values: &[Option<String>]) -> Option<f64> {
    let [first, .., last] = values else {
        return None;
    };
    let read = |value: &Option<String>| value.as_deref().and_then(number);
    Some(read(last)? - read(first)?)
}

fn signed(change: f64) -> String {
    let words = format!("{change:+.2}");
    let short = words.trim_end_matches('0').trim_end_matches('.');
    match change == 0.0 {
        true => "0".to_owned(),
        false => minus(short),
    }
}

/// What stands behind each row and person.
fn grounds<'m>(
    view: &View,
    documents: &Documents,
    matrix: &'m Matrix,
) -> HashMap<(usize, &'m str), Said> {
    let texts = Texts::new(view, documents);
    let speaking = |source: &_, span| texts.speaking(source, span);
    let by_code = FindingsByCode::new(&matrix.layer, view.codebook(), &speaking);
    let names: HashMap<&str, &str> = matrix
        .groups
        .iter()
        .map(|g| (g.name.as_str(), g.name.as_str()))
        .collect();
    let mut all: HashMap<(usize, &str), Said> = HashMap::new();
    for (at, row) in matrix.rows.iter().enumerate() {
        for segment in by_code.segments(row.codes.iter().copied()) {
            let alone = match &segment.standing {
                Standing::Alone(coder) => Some(coder),
                _ => None,
            };
            let is_open = segment.standing == Standing::Unsettled;
            for person in &segment.participants {
                let Some(name) = names.get(person.as_str()) else {
                    continue;
                };
                let said = all.entry((at, name)).or_default();
                let is_first = said.segments == 0;
                said.segments += 1;
                said.is_open = is_open && (is_first || said.is_open);
                let same = is_first || said.alone.as_ref() == alone;
                said.alone = alone.filter(|_| same).cloned();
            }
        }
    }
    all
}

#[cfg(test)]
#[path = "joint_tests.rs"]
mod tests;
