//! What the columns of a coded spreadsheet are: by what was asked, by their titles, by their cells.

use super::given::CodedFile;
use super::roles::{Asked, Column, PEOPLE, Role, TITLES, as_titled, is_untitled};
use super::told::Cells;
use crate::import::error::{ImportError, within};
use crate::import::table_rows::Sheet;
use crate::model::limits;
use crate::model::name::key;
use std::collections::{BTreeSet, HashMap};

const ASKED: &str = "you said so";
const TITLED: &str = "by its title";
const CELLS: &str = "by its cells";

/// The columns of all files together, by title.
pub(super) struct Columns {
    all: Vec<Column>,
    by_title: HashMap<String, usize>,
    /// Which of them say no in so many words.
    denying: Vec<bool>,
}

impl Columns {
    pub fn of(files: &[(&CodedFile, &Sheet)], asked: &Asked) -> Result<Columns, ImportError> {
        let mut columns = Columns {
            all: Vec::new(),
            by_title: HashMap::new(),
            denying: Vec::new(),
        };
        let mut cells: Vec<Cells> = Vec::new();
        for (file, sheet) in files {
            columns.collect(file, sheet, &mut cells)?;
        }
        let first = files.first().map_or("", |(file, _)| &file.name);
        let fail = |why: String, next: &str| ImportError::Codings {
            name: first.into(),
            why,
            next: next.into(),
        };
        columns
            .heed(asked, &cells)
            .map_err(|why| fail(why, "give the title as it stands in the first row"))?;
        columns.by_titles(&cells);
        columns.by_cells(&cells);
        columns
            .find_text(&cells)
            .map_err(|(why, next)| fail(why.into(), next))?;
        columns.denying = cells.iter().map(|c| c.denies).collect();
        for (file, sheet) in files {
            let header = columns.roles_of(sheet);
            if !header.iter().any(|(role, _)| *role == Role::Text) {
                let text = columns.all.iter().find(|c| c.role == Role::Text);
                let title = text.map_or("", |c| &c.column);
                return Err(ImportError::Codings {
                    name: file.name.clone(),
                    why: format!("it has no column “{title}”, where the texts stand in {first}"),
                    next: "give the columns of the files the same titles".into(),
                });
            }
        }
        Ok(columns)
    }

    /// Takes in the titles and the cells of a file.
    fn collect(
        &mut self,
        file: &CodedFile,
        sheet: &Sheet,
        cells: &mut Vec<Cells>,
    ) -> Result<(), ImportError> {
        let header = sheet.rows.first().map_or(&[][..], |row| &row.cells);
        within(&file.name, limits::COLUMNS, header.len())?;
        let mut own = BTreeSet::new();
        for (at, title) in header.iter().enumerate() {
            let title = as_titled(title, at);
            if !own.insert(key(&title)) {
                return Err(ImportError::Codings {
                    name: file.name.clone(),
                    why: format!("its first row has the column “{title}” twice"),
                    next: "give each column a title of its own".into(),
                });
            }
            let next = self.all.len();
            let column = *self.by_title.entry(key(&title)).or_insert(next);
            if column == next {
                self.all.push(Column {
                    column: title,
                    role: Role::LeftOut,
                    because: "",
                });
                cells.push(Cells::default());
            }
            for row in sheet.rows.iter().skip(1) {
                cells[column].note(row.cell(at));
            }
        }
        Ok(())
    }

    fn set(&mut self, at: usize, role: Role, because: &'static str) {
        (self.all[at].role, self.all[at].because) = (role, because);
    }

    fn has(&self, role: Role) -> bool {
        self.all.iter().any(|c| c.role == role)
    }

    fn undecided(&self) -> Vec<usize> {
        let all = self.all.iter().enumerate();
        all.filter(|(_, c)| c.because.is_empty())
            .map(|(at, _)| at)
            .collect()
    }

    /// What was asked stands above all that can be guessed.
    fn heed(&mut self, asked: &Asked, cells: &[Cells]) -> Result<(), String> {
        let one = [
            (Role::Text, &asked.text),
            (Role::Source, &asked.source),
            (Role::Speaker, &asked.speaker),
        ];
        let one = one
            .into_iter()
            .filter_map(|(role, title)| Some((role, title.as_ref()?)));
        let attributes = asked
            .attributes
            .iter()
            .map(|title| (Role::Attribute, title));
        let codes = asked.codes.iter().map(|title| (Role::Code, title));
        for (role, title) in one.chain(attributes).chain(codes) {
            let Some(at) = self.by_title.get(&key(title)).copied() else {
                let there: Vec<&str> = self.all.iter().take(20).map(|c| &*c.column).collect();
                return Err(format!(
                    "there is no column “{title}” (there are {})",
                    there.join(", ")
                ));
            };
            if !self.all[at].because.is_empty() && self.all[at].role != role {
                return Err(format!("the column “{title}” is asked to be two things"));
            }
            let role = match role {
                Role::Code if !cells[at].marks() => Role::Labels,
                role => role,
            };
            self.set(at, role, ASKED);
        }
        Ok(())
    }

    fn by_titles(&mut self, cells: &[Cells]) {
        for at in self.undecided() {
            let title = self.all[at].column.to_lowercase();
            let known = TITLES
                .iter()
                .find(|(_, words)| words.contains(&title.as_str()));
            let Some(role) = known.map(|(role, _)| *role) else {
                continue;
            };
            let single = matches!(
                role,
                Role::Text | Role::Source | Role::Speaker | Role::Coder | Role::Row
            );
            // A column of marks is a code, whatever it is called.
            let is_code = cells[at].marks() && cells[at].said > 0 && role != Role::Row;
            if is_code || single && self.has(role) {
                continue;
            }
            self.set(at, role, TITLED);
        }
        for at in self.undecided() {
            if PEOPLE.contains(&self.all[at].column.to_lowercase().as_str()) {
                match (self.has(Role::Source), self.has(Role::Speaker)) {
                    (false, _) => self.set(at, Role::Source, TITLED),
                    (true, false) => self.set(at, Role::Speaker, TITLED),
                    _ => {}
                }
            }
        }
    }

    /// Where codes were asked for, no other column is one.
    fn by_cells(&mut self, cells: &[Cells]) {
        let asked = self
            .all
            .iter()
            .any(|c| c.because == ASKED && matches!(c.role, Role::Code | Role::Labels));
        for (at, own) in cells.iter().enumerate() {
            let is_titled = self.all[at].because == TITLED;
            if asked && is_titled && self.all[at].role == Role::Labels {
                self.set(at, Role::Attribute, "other columns are the codes");
            } else if !self.all[at].because.is_empty() {
                continue;
            } else if own.said == 0 {
                self.set(at, Role::LeftOut, "nothing stands in it");
            } else if is_untitled(&self.all[at].column) {
                self.set(at, Role::LeftOut, "it has no title");
            } else if own.marks() && !asked {
                self.set(at, Role::Code, CELLS);
            } else if own.several && own.longest <= 200 && !asked {
                self.set(at, Role::Labels, CELLS);
            }
        }
    }

    /// The texts are the longest cells of what is left; the rest are attributes.
    /// Else: why not, and what to do.
    fn find_text(&mut self, cells: &[Cells]) -> Result<(), (&'static str, &'static str)> {
        if !self.has(Role::Text) {
            let left = self.undecided().into_iter();
            let longest = left.max_by_key(|at| cells[*at].mean());
            let found = longest.filter(|at| cells[*at].mean() >= 12);
            let found = found.ok_or((
                "no column of it reads as texts",
                "name the column of the texts with --text",
            ))?;
            self.set(found, Role::Text, "its cells are the longest");
        }
        for at in self.undecided() {
            self.set(at, Role::Attribute, "nothing else fits it");
        }
        match self.has(Role::Code) || self.has(Role::Labels) {
            true => Ok(()),
            false => Err((
                "no column of it holds codes",
                "name them with --codes, or take the file in without --coded if it has none",
            )),
        }
    }

    /// The columns of a file, as they stand there: what each is, and which of all.
    pub fn roles_of(&self, sheet: &Sheet) -> Vec<(Role, usize)> {
        let header = sheet.rows.first().map_or(&[][..], |row| &row.cells);
        let titles = header.iter().enumerate();
        let column = |(at, title): (usize, &String)| {
            let known = self.by_title.get(&key(&as_titled(title, at)));
            known.map_or((Role::LeftOut, 0), |at| (self.all[*at].role, *at))
        };
        titles.map(column).collect()
    }

    pub fn title(&self, column: usize) -> &str {
        &self.all[column].column
    }

    /// Whether an empty cell of a column stands among others that say no.
    pub fn denies(&self, column: usize) -> bool {
        self.denying[column]
    }

    pub fn count(&self, role: Role) -> usize {
        self.all.iter().filter(|c| c.role == role).count()
    }

    pub fn told(self) -> Vec<Column> {
        self.all
    }
}
