//! A file of decisions, long or wide, as cells.

use crate::model::visible::Named;
use crate::store::read_given;
use anyhow::{Context, Result, bail};
use csv::{ReaderBuilder, StringRecord, Trim};
use std::path::Path;

use super::cells::{Cell, Cells};

/// Where the columns of a long table are.
struct Long {
    unit: usize,
    coder: usize,
    value: usize,
    variable: Option<usize>,
}

/// Reads a table: separated by comma, semicolon or tab, UTF-8, with a heading.
///
/// # Errors
/// With file and line, and what to do, when it is no such table or says something twice.
pub fn read(path: &Path) -> Result<Cells> {
    let file = path.shown().to_string();
    let bytes = read_given(path).with_context(|| format!("cannot read {file}"))?;
    cells(&file, &bytes)
}

/// The decisions in the bytes of a file.
pub fn cells(file: &str, bytes: &[u8]) -> Result<Cells> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        bail!("{file}: not UTF-8; save it as “CSV UTF-8”");
    };
    let text = crate::import::decode::line_ends(text);
    let Some(heading) = text.lines().find(|l| !l.trim().is_empty()) else {
        bail!("{file}: empty; the first line names the columns, such as unit,variable,coder,value");
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(separator(heading))
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .with_context(|| format!("{file}:1"))?
        .clone();
    twice(file, &header)?;
    let long = long(file, &header)?;
    let mut all = Cells {
        file: file.to_owned(),
        ..Cells::default()
    };
    // A coder who decided nothing is a coder nevertheless.
    let unit = wide_unit(&header);
    if long.is_none() {
        let coders = header
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != unit);
        for (_, name) in coders {
            all.coders.number(name);
        }
        all.variables.number("");
    }
    let mut record = StringRecord::new();
    let mut row = 0;
    while reader
        .read_record(&mut record)
        .with_context(|| format!("{file}: check the quotation marks"))?
    {
        row += 1;
        let line = line_of(&record, &text);
        if record.len() != header.len() {
            let (has, should) = (record.len(), header.len());
            bail!(
                "{file}:{line}: {has} fields where the heading names {should}; put texts with commas in quotation marks"
            );
        }
        match &long {
            Some(columns) => all.long_row(columns, &record, line)?,
            None => all.wide_row(unit, &record, line, row),
        }
    }
    all.sorted()
}

impl Cells {
    fn long_row(&mut self, columns: &Long, record: &StringRecord, line: u64) -> Result<()> {
        let field = |at: usize| record.get(at).unwrap_or_default();
        for (at, what) in [(columns.unit, "unit"), (columns.coder, "coder")] {
            if field(at).is_empty() {
                bail!(
                    "{}:{line}: no {what}; every row of a long table names one",
                    self.file
                );
            }
        }
        let variable = self.variables.number(columns.variable.map_or("", field));
        let unit = self.units.number(field(columns.unit));
        let coder = self.coders.number(field(columns.coder));
        self.add(variable, unit, coder, field(columns.value), line);
        Ok(())
    }

    fn wide_row(&mut self, unit: Option<usize>, record: &StringRecord, line: u64, row: u64) {
        let name = unit.and_then(|at| record.get(at)).map(str::to_owned);
        let number = self.units.number(&name.unwrap_or_else(|| row.to_string()));
        let values = record
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != unit);
        for (coder, (_, value)) in values.enumerate() {
            self.add(0, number, coder as u32, value, line);
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

/// The columns of a long table; none if the table is wide.
fn long(file: &str, header: &StringRecord) -> Result<Option<Long>> {
    let find = |name: &str| header.iter().position(|h| h.eq_ignore_ascii_case(name));
    let known = ["unit", "variable", "coder", "value"];
    if ["variable", "coder", "value"]
        .iter()
        .filter(|name| find(name).is_some())
        .count()
        < 2
    {
        return Ok(None);
    }
    let shape =
        "a long table has the columns unit, coder, value, and variable where there are several";
    if let Some(other) = header
        .iter()
        .find(|h| !known.iter().any(|k| h.eq_ignore_ascii_case(k)))
    {
        bail!("{file}:1: unknown column “{other}”; {shape}");
    }
    let need =
        |name: &str| find(name).with_context(|| format!("{file}:1: no column “{name}”; {shape}"));
    Ok(Some(Long {
        unit: need("unit")?,
        coder: need("coder")?,
        value: need("value")?,
        variable: find("variable"),
    }))
}

/// The column that names the units of a wide table, if there is one: called unit, or nothing.
fn wide_unit(header: &StringRecord) -> Option<usize> {
    header
        .iter()
        .position(|h| h.is_empty() || h.eq_ignore_ascii_case("unit"))
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
        cells("t.csv", text.as_bytes()).unwrap()
    }

    fn refused(text: &str) -> String {
        format!("{:#}", cells("t.csv", text.as_bytes()).unwrap_err())
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
