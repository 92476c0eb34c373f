//! The rows of coded spreadsheets: whose they are, what text, and which codes.

use super::cells::{labels, plain, yes_or_no};
use super::columns::Columns;
use super::given::{CodedCode, CodedFile};
use super::roles::Role;
use crate::import::coding_row::RefusedRow;
use crate::import::table_rows::{Sheet, SheetRow};
use crate::model::name::{self, key};
use crate::model::visible::unguarded;
use std::collections::HashMap;

/// A row of one coder.
#[derive(Debug)]
pub(super) struct Coding {
    pub line: u64,
    /// Number of its file, and of its coder.
    pub file: usize,
    pub coder: usize,
    pub source: String,
    /// What tells it apart, where a column does.
    pub row: Option<String>,
    pub speaker: String,
    pub text: String,
    /// Column and value of each attribute.
    pub attributes: Vec<(usize, String)>,
    /// Numbers of codes.
    pub codes: Vec<usize>,
}

/// All rows, while files are read.
pub(super) struct Reading<'c> {
    pub columns: &'c Columns,
    /// Who coded where no file says it, and what the texts are called where no column does.
    pub usual: &'c str,
    title: &'c str,
    /// Whether a file must be named with its lines.
    pub several_files: bool,
    pub files: Vec<String>,
    pub coders: Vec<String>,
    coders_by_name: HashMap<String, usize>,
    pub codes: Vec<CodedCode>,
    codes_by_name: HashMap<String, usize>,
    pub rows: Vec<Coding>,
    pub refused: Vec<RefusedRow>,
    /// Rows whose coder nobody named.
    pub unnamed: usize,
    /// Texts that went over several lines.
    pub joined: usize,
    /// Empty cells of codes among others that say no.
    pub empty: usize,
}

impl<'c> Reading<'c> {
    pub fn new(
        columns: &'c Columns,
        usual: &'c str,
        title: &'c str,
        several_files: bool,
    ) -> Reading<'c> {
        Reading {
            columns,
            usual,
            title,
            several_files,
            files: Vec::new(),
            coders: Vec::new(),
            coders_by_name: HashMap::new(),
            codes: Vec::new(),
            codes_by_name: HashMap::new(),
            rows: Vec::new(),
            refused: Vec::new(),
            unnamed: 0,
            joined: 0,
            empty: 0,
        }
    }

    pub fn read(&mut self, file: &CodedFile, sheet: &Sheet) {
        self.files.push(file.name.clone());
        let roles = self.columns.roles_of(sheet);
        // A code that nobody gave is a code all the same.
        for (role, column) in &roles {
            if *role == Role::Code {
                let _ = self.code(self.columns.title(*column), None);
            }
        }
        for row in sheet.rows.iter().skip(1) {
            if let Err(reason) = self.row(file, &roles, row) {
                self.refuse(self.files.len() - 1, row.line, reason);
            }
        }
    }

    pub fn refuse(&mut self, file: usize, line: u64, reason: String) {
        let reason = match self.several_files {
            true => format!("of {}: {reason}", self.files[file]),
            false => reason,
        };
        self.refused.push(RefusedRow { line, reason });
    }

    fn row(
        &mut self,
        file: &CodedFile,
        roles: &[(Role, usize)],
        row: &SheetRow,
    ) -> Result<(), String> {
        let cell = |role: Role| {
            let at = roles.iter().position(|(r, _)| *r == role);
            at.map(|at| unguarded(row.cell(at)))
        };
        let text = cell(Role::Text).unwrap_or_default();
        if text.trim().is_empty() {
            return Err("no text stands in it".into());
        }
        let source = match cell(Role::Source) {
            Some("") => return Err("it does not say of which source it is".into()),
            Some(source) => name::cleaned(source).map_err(|flaw| flaw.to_string())?,
            None => self.title.to_owned(),
        };
        let coder = self.coder(file, cell(Role::Coder))?;
        let codes = self.codes_of(roles, row)?;
        let attributes = roles.iter().enumerate();
        let attributes = attributes.filter(|(_, (role, _))| *role == Role::Attribute);
        let attributes = attributes.map(|(at, (_, column))| (*column, row.cell(at).to_owned()));
        let attributes = attributes.filter(|(_, value)| !value.is_empty()).collect();
        let speaker = cell(Role::Speaker).unwrap_or_default();
        let speaker = name::cleaned(speaker.trim_end_matches([':', '：'])).unwrap_or_default();
        self.joined += usize::from(text.contains('\n'));
        self.rows.push(Coding {
            line: row.line,
            file: self.files.len() - 1,
            coder,
            source,
            row: cell(Role::Row).filter(|row| !row.is_empty()).map(plain),
            speaker,
            text: text.replace('\n', " "),
            attributes,
            codes,
        });
        Ok(())
    }

    /// Who coded a row: as its cell says, as was said of its file, or else whoever takes it in.
    fn coder(&mut self, file: &CodedFile, cell: Option<&str>) -> Result<usize, String> {
        let name = match (cell, &file.coder) {
            (Some(""), None) => return Err("it does not say who coded it".into()),
            (Some(cell), None) => cell,
            (_, Some(coder)) => coder,
            (None, None) => {
                self.unnamed += 1;
                self.usual
            }
        };
        let next = self.coders.len();
        let coder = *self.coders_by_name.entry(key(name)).or_insert(next);
        if coder == next {
            self.coders.push(name.trim().to_owned());
        }
        Ok(coder)
    }

    fn codes_of(&mut self, roles: &[(Role, usize)], row: &SheetRow) -> Result<Vec<usize>, String> {
        let mut codes = Vec::new();
        for (at, (role, column)) in roles.iter().enumerate() {
            let (cell, title) = (row.cell(at), self.columns.title(*column));
            match role {
                Role::Code => match yes_or_no(cell) {
                    Some(true) => codes.push(self.code(title, None)?),
                    Some(false) => {
                        let is_unsaid = cell.is_empty() && self.columns.denies(*column);
                        self.empty += usize::from(is_unsaid);
                    }
                    None => {
                        return Err(format!(
                            "“{cell}” in the column “{title}” is neither yes nor no: write 1, x, yes or true, or 0, no, false or nothing"
                        ));
                    }
                },
                Role::Labels => {
                    let several = self.columns.count(Role::Labels) > 1;
                    let parent = several.then(|| title.to_owned());
                    for label in labels(cell) {
                        codes.push(self.code(unguarded(label), parent.clone())?);
                    }
                }
                _ => {}
            }
        }
        codes.sort_unstable();
        codes.dedup();
        Ok(codes)
    }

    /// The number of a code. One of a name stands in the codebook once, below the first column that
    /// has it.
    fn code(&mut self, called: &str, parent: Option<String>) -> Result<usize, String> {
        let name = name::cleaned(called).map_err(|flaw| flaw.to_string())?;
        if let Some(known) = self.codes_by_name.get(&key(&name)) {
            return Ok(*known);
        }
        let next = self.codes.len();
        self.codes_by_name.insert(key(&name), next);
        let parent = parent.filter(|parent| !name::same(parent, &name));
        self.codes.push(CodedCode { name, parent });
        Ok(next)
    }
}
