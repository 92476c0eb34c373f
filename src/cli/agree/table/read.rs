//! A file of decisions, long or wide, as cells.

use crate::model::visible::Named;
use crate::store::read_given;
use anyhow::{Context, Result, bail};
use csv::{ReaderBuilder, StringRecord, Trim};
use std::path::Path;

use super::cells::{Cell, Cells};
use super::layout::{Layout, Raw, Shape, Told, layout};

/// Reads a table: separated by comma, semicolon or tab, UTF-8, with a heading.
///
/// # Errors
/// With file and line, and what to do, when it is no such table, can be read in two ways, or says
/// something twice.
pub fn read(path: &Path, told: Told<'_>) -> Result<Cells> {
    let file = path.shown().to_string();
    let bytes = read_given(path).with_context(|| format!("cannot read {file}"))?;
    cells(&file, &bytes, told)
}

/// The text of a table's file, and what stands between its columns.
pub fn text(file: &str, bytes: &[u8]) -> Result<(String, u8)> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        bail!("{file}: not UTF-8; save it as “CSV UTF-8”");
    };
    let text = crate::import::decode::line_ends(text);
    let Some(heading) = text.lines().find(|l| !l.trim().is_empty()) else {
        bail!("{file}: empty; the first line names the columns, such as unit,variable,coder,value");
    };
    let separator = separator(heading);
    Ok((text, separator))
}

pub fn cells(file: &str, bytes: &[u8], told: Told<'_>) -> Result<Cells> {
    let (text, separator) = text(file, bytes)?;
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .with_context(|| format!("{file}:1"))?
        .clone();
    twice(file, &header)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.with_context(|| format!("{file}: check the quotation marks"))?;
        if record.len() != header.len() {
            let (line, has, should) = (line_of(&record, &text), record.len(), header.len());
            bail!(
                "{file}:{line}: {has} fields where the heading names {should}; put texts with commas in quotation marks"
            );
        }
        rows.push(record);
    }
    let raw = Raw {
        file,
        header: &header,
        rows: &rows,
    };
    let layout = layout(raw, told)?;
    let name = |at: &usize| header.get(*at).unwrap_or_default().to_owned();
    let mut all = Cells {
        file: file.to_owned(),
        named_by: layout.units.iter().map(name).collect(),
        passed_over: layout.passed_over.iter().map(name).collect(),
        ..Cells::default()
    };
    match &layout.shape {
        Shape::Wide(coders) => {
            all.wide(raw, &layout.units, coders, |row| line_of(row, &text));
        }
        Shape::Long { .. } => {
            for row in &rows {
                all.long_row(&layout, row, line_of(row, &text), told.coders)?;
            }
        }
    }
    let missing = told.coders.iter().copied().flatten();
    let is_missing = |name: &&String| !all.coders.list.iter().any(|c| is_same(c, name));
    if let Some(name) = missing.into_iter().find(is_missing) {
        bail!("{file}: --coders names “{name}”, who decided nothing in it");
    }
    all.sorted()
}

/// Whether two names are one, letter case and white space around them aside.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// What names a unit: the values of its columns.
fn unit_of(row: &StringRecord, columns: &[usize]) -> String {
    let fields: Vec<&str> = columns.iter().filter_map(|at| row.get(*at)).collect();
    match fields.iter().all(|f| f.is_empty()) {
        true => String::new(),
        false => fields.join(" · "),
    }
}

impl Cells {
    fn long_row(
        &mut self,
        layout: &Layout,
        record: &StringRecord,
        line: u64,
        coders: Option<&[String]>,
    ) -> Result<()> {
        let Shape::Long {
            coder,
            value,
            variable,
        } = layout.shape
        else {
            return Ok(());
        };
        let field = |at: usize| record.get(at).unwrap_or_default();
        let unit = unit_of(record, &layout.units);
        for (text, what) in [(unit.as_str(), "unit"), (field(coder), "coder")] {
            if text.is_empty() {
                bail!(
                    "{}:{line}: no {what}; every row of a long table names one",
                    self.file
                );
            }
        }
        let coder = field(coder);
        if coders.is_some_and(|named| !named.iter().any(|name| is_same(name, coder))) {
            return Ok(());
        }
        let variable = self.variables.number(variable.map_or("", field));
        let unit = self.units.number(&unit);
        let coder = self.coders.number(coder);
        self.add(variable, unit, coder, field(value), line);
        Ok(())
    }

    fn wide(
        &mut self,
        raw: Raw<'_>,
        units: &[usize],
        coders: &[usize],
        line: impl Fn(&StringRecord) -> u64,
    ) {
        // A coder who decided nothing is a coder nevertheless.
        for at in coders {
            self.coders.number(raw.header.get(*at).unwrap_or_default());
        }
        self.variables.number("");
        for (row, number) in raw.rows.iter().zip(1..) {
            let name = match units.is_empty() {
                true => number.to_string(),
                false => unit_of(row, units),
            };
            let unit = self.units.number(&name);
            for (coder, at) in (0..).zip(coders) {
                self.add(0, unit, coder, row.get(*at).unwrap_or_default(), line(row));
            }
        }
    }

    fn add(&mut self, variable: u32, unit: u32, coder: u32, value: &str, line: u64) {
        if !value.is_empty() {
            let label = self.labels.number(value);
            self.cells.push(Cell {
                variable,
                unit,
                coder,
                line,
                label,
            });
        }
    }

    fn sorted(mut self) -> Result<Cells> {
        self.cells.sort_unstable();
        let key = |c: &Cell| (c.variable, c.unit, c.coder);
        // The same said twice is no contradiction.
        let before = self.cells.len();
        self.cells
            .dedup_by(|b, a| key(a) == key(b) && a.label == b.label);
        self.repeated = before - self.cells.len();
        if let Some(pair) = self.cells.windows(2).find(|w| key(&w[0]) == key(&w[1])) {
            let (first, again) = (pair[0], pair[1]);
            let (file, coder) = (&self.file, &self.coders.list[again.coder as usize]);
            let unit = &self.units.list[again.unit as usize];
            let variable = match self.variables.list[again.variable as usize].as_str() {
                "" => String::new(),
                name => format!(" for {name}"),
            };
            bail!(
                "{file}:{}: {coder} has decided otherwise on unit {unit}{variable} in line {}; leave one of the two",
                again.line,
                first.line
            );
        }
        Ok(self)
    }
}

/// The character between the columns of a heading.
fn separator(heading: &str) -> u8 {
    let count = |c: u8| heading.bytes().filter(|b| *b == c).count();
    let best = *[b',', b';', b'\t']
        .iter()
        .rev()
        .max_by_key(|c| count(**c))
        .unwrap_or(&b',');
    if count(best) == 0 { b',' } else { best }
}

/// Refuses a heading that names a column twice.
fn twice(file: &str, header: &StringRecord) -> Result<()> {
    for (at, name) in header.iter().enumerate() {
        if header.iter().take(at).any(|before| before == name) {
            bail!("{file}:1: two columns are called “{name}”; give each a name of its own");
        }
    }
    Ok(())
}

/// The line a record begins in, blank lines before it passed over.
fn line_of(record: &StringRecord, text: &str) -> u64 {
    let Some(position) = record.position() else {
        return 0;
    };
    let after = text.as_bytes().iter().skip(position.byte() as usize);
    position.line() + after.take_while(|b| **b == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Cells {
        cells("t.csv", text.as_bytes(), Told::default()).unwrap()
    }

    fn refused(text: &str) -> String {
        format!(
            "{:#}",
            cells("t.csv", text.as_bytes(), Told::default()).unwrap_err()
        )
    }

    #[test]
    fn long_and_wide_say_the_same() {
        let long = of("unit,coder,value\nu1,ana,yes\nu1,ben,no\nu2,ana,\nu2,ben,no\n");
        let wide = of("unit;ana;ben\nu1;yes;no\n\nu2; ;no\n");
        let seen = |c: &Cells| -> Vec<(u32, u32, u32)> {
            c.cells.iter().map(|c| (c.unit, c.coder, c.label)).collect()
        };
        assert_eq!(seen(&long), [(0, 0, 0), (0, 1, 1), (1, 1, 1)]);
        assert_eq!(seen(&long), seen(&wide));
        assert_eq!(wide.cells[2].line, 4);
        assert_eq!(wide.coders.list, ["ana", "ben"]);
        let nameless = of("ana,ben\n1,2\n1,1\n");
        assert_eq!((nameless.cells.len(), nameless.units.list.len()), (4, 2));
    }

    #[test]
    fn the_same_said_twice_counts_once() {
        let found = of("unit,coder,value\nu1,ana,1\nu1,ana,1\nu1,ben,1\n");
        assert_eq!((found.cells.len(), found.repeated), (2, 1));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let twice = refused("unit,coder,value\nu1,ana,1\nu2,ana,1\nu1,ana,0\n");
        assert!(
            twice.contains("t.csv:4") && twice.contains("line 2"),
            "{twice}"
        );
        let column = refused("unit,coder,value,weight\n");
        assert!(
            column.contains("weight") && column.contains("unit, coder, value"),
            "{column}"
        );
        assert!(refused("coder,value\n").contains("no column “unit”"));
        assert!(refused("unit,ana,ana\n").contains("two columns"));
        assert!(refused("unit,ana,ben\nu1,1\n").contains("t.csv:2: 2 fields"));
        assert!(refused("\n").contains("empty"));
        assert!(refused("unit,coder,value\n,ana,1\n").contains("t.csv:2: no unit"));
    }
}
