//! Which columns of a table hold what: as its heading says, as its values show, or as the command
//! was told. Where two readings are left, the table is refused with both.

use super::cells::canonical;
use super::headings;
use anyhow::{Result, bail};
use csv::StringRecord;
use std::collections::HashSet;

/// What the command was told about the columns.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told<'a> {
    /// The columns whose values together name a unit.
    pub units: Option<&'a [String]>,
    /// The coders: columns of a wide table, values of a long one.
    pub coders: Option<&'a [String]>,
    pub categories: Option<&'a [String]>,
}

/// A table as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'a> {
    /// The file as it was named.
    pub file: &'a str,
    pub header: &'a StringRecord,
    /// The rows, each with a field for every column.
    pub rows: &'a [StringRecord],
}

/// Which columns hold what.
#[derive(Debug)]
pub struct Layout {
    /// The columns that name the unit; without any, every row is one.
    pub units: Vec<usize>,
    /// How decisions stand in a row.
    pub shape: Shape,
    /// Columns nothing is read from.
    pub passed_over: Vec<usize>,
}

/// How decisions stand in a row.
#[derive(Debug)]
pub enum Shape {
    /// A row is one decision.
    Long {
        /// The column of whoever decided.
        coder: usize,
        value: usize,
        variable: Option<usize>,
    },
    /// A row is a unit, with a column for each coder.
    Wide(Vec<usize>),
}

/// A column could be one thing or the other.
struct Doubt {
    columns: Vec<usize>,
    why: &'static str,
}

/// The layout of a table.
///
/// # Errors
/// When a column is missing or unknown, or could be read in two ways.
pub fn layout(raw: Raw<'_>, told: Told<'_>) -> Result<Layout> {
    match raw.long(told)? {
        Some(long) => Ok(long),
        None => raw.wide(told),
    }
}

impl Raw<'_> {
    fn name(&self, column: usize) -> &str {
        self.header.get(column).unwrap_or_default()
    }

    fn names(&self, columns: &[usize]) -> String {
        let names: Vec<&str> = columns.iter().map(|c| self.name(*c)).collect();
        match &names[..] {
            [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            names => names.concat(),
        }
    }

    fn columns(&self) -> std::ops::Range<usize> {
        0..self.header.len()
    }

    fn without(&self, aside: &[usize]) -> Vec<usize> {
        self.columns().filter(|c| !aside.contains(c)).collect()
    }

    fn called(&self, option: &str, names: &[String]) -> Result<Vec<usize>> {
        let place = |name: &String| {
            let exact = self.header.iter().position(|h| h == name.trim());
            let folded = || {
                let mut all = self.header.iter();
                all.position(|h| h.to_lowercase() == name.trim().to_lowercase())
            };
            match exact.or_else(folded) {
                Some(at) => Ok(at),
                None => bail!(
                    "{}:1: {option} names “{name}”, and there is no such column; there are {}",
                    self.file,
                    self.names(&self.without(&[]))
                ),
            }
        };
        names.iter().map(place).collect()
    }

    /// The layout of a long table; none if the table is wide.
    fn long(&self, told: Told<'_>) -> Result<Option<Layout>> {
        let (coder, value) = (headings::coder(self.header), headings::value(self.header));
        let variable = headings::variable(self.header, value);
        let named_as_columns = told.coders.is_some_and(|c| self.called("", c).is_ok());
        let exactly = |name: &str| self.header.iter().any(|h| h.eq_ignore_ascii_case(name));
        let exact = ["variable", "coder", "value"].map(exactly);
        let several = exact.iter().filter(|is| **is).count() > 1;
        if named_as_columns || !(coder.is_some() || several) {
            return Ok(None);
        }
        let shape = "a long table has the columns unit, coder, value, and variable where there are several variables";
        let need = |what: &str, at: Option<usize>| match at {
            Some(at) => Ok(at),
            None => bail!(
                "{}:1: no column “{what}”; {shape}. If every coder has a column, name them: --coders {}",
                self.file,
                listed(self, &self.wide_coders())
            ),
        };
        let (coder, value) = (need("coder", coder)?, need("value", value)?);
        let mut taken = vec![coder, value];
        taken.extend(variable);
        let rest = self.without(&taken);
        let units = match told.units {
            Some(names) => self.called("--unit-column", names)?,
            None => vec![need("unit", self.long_unit(&rest)?)?],
        };
        let passed_over: Vec<usize> = rest.into_iter().filter(|c| !units.contains(c)).collect();
        if let (None, Some(other)) = (told.units, passed_over.first()) {
            bail!(
                "{}:1: unknown column “{}”; {shape}. If the rest is to be read without it, say what names the units: --unit-column {}",
                self.file,
                self.name(*other),
                listed(self, &units)
            );
        }
        Ok(Some(Layout {
            units,
            shape: Shape::Long {
                coder,
                value,
                variable,
            },
            passed_over,
        }))
    }

    /// The column that names the units of a long table.
    fn long_unit(&self, rest: &[usize]) -> Result<Option<usize>> {
        let named = |c: &&usize| headings::names_units(self.name(**c));
        let named: Vec<usize> = rest.iter().filter(named).copied().collect();
        let exact = named
            .iter()
            .find(|c| self.name(**c).eq_ignore_ascii_case("unit"));
        match (&named[..], exact) {
            (_, Some(unit)) => Ok(Some(*unit)),
            ([several @ .., _], None) if !several.is_empty() => bail!(
                "{}:1: the columns {} may each name the units, or all of them together; choose with --unit-column {} or --unit-column {}",
                self.file,
                self.names(&named),
                listed(self, &named[..1]),
                listed(self, &named)
            ),
            (all, None) => Ok(all.first().copied()),
        }
    }

    fn wide(&self, told: Told<'_>) -> Result<Layout> {
        let coders = match told.coders {
            Some(names) => Some(self.called("--coders", names)?),
            None => None,
        };
        let units = match (told.units, &coders) {
            (Some(names), _) => self.called("--unit-column", names)?,
            (None, _) => self.headed_units(coders.as_deref())?,
        };
        if let Some(both) = units
            .iter()
            .find(|u| coders.iter().flatten().any(|c| c == *u))
        {
            bail!(
                "“{}” cannot name the units and be a coder; leave it out of --coders or --unit-column",
                self.name(*both)
            );
        }
        let ids: Vec<usize> = match (told.units, &coders) {
            (None, None) => self.columns().filter(|c| self.is_headed(*c)).collect(),
            _ => units.clone(),
        };
        let (units, coders) = match coders {
            Some(coders) => (units, coders),
            None => {
                let rest = self.without(&ids);
                let is_known = !ids.is_empty() || told.units.is_some();
                match self.by_values(&rest, is_known, told.categories) {
                    Ok(None) => (units, rest),
                    Ok(Some(unit)) => (vec![unit], self.without(&[unit])),
                    Err(doubt) => return Err(self.both_readings(&doubt, &units, &rest)),
                }
            }
        };
        let taken: Vec<usize> = units.iter().chain(&coders).copied().collect();
        Ok(Layout {
            passed_over: self.without(&taken),
            units,
            shape: Shape::Wide(coders),
        })
    }

    fn is_headed(&self, column: usize) -> bool {
        headings::names_units(self.name(column))
    }

    /// Columns of a wide table that are not headed as names of units.
    fn wide_coders(&self) -> Vec<usize> {
        self.columns().filter(|c| !self.is_headed(*c)).collect()
    }

    /// The columns that name the units of a wide table by their heading: one whose names are all
    /// different, or one called so plainly that a name there twice is a mistake in the table.
    fn headed_units(&self, coders: Option<&[usize]>) -> Result<Vec<usize>> {
        let free = |c: &usize| !coders.is_some_and(|all| all.contains(c)) && self.is_headed(*c);
        let headed: Vec<usize> = self.columns().filter(free).collect();
        let plainly = |c: &&usize| ["", "unit"].contains(&&*self.name(**c).to_lowercase());
        let different = headed.iter().find(|c| self.is_different(&[**c]));
        if let Some(one) = different.or_else(|| headed.iter().find(plainly)) {
            return Ok(vec![*one]);
        }
        if headed.is_empty() || coders.is_some() {
            return Ok(Vec::new());
        }
        let rest = self.wide_coders();
        let all: Vec<usize> = self.columns().collect();
        let (are, coder) = match headed.len() {
            1 => ("is", "it is a coder"),
            _ => ("are", "they are coders"),
        };
        bail!(
            "{}:1: {} {are} headed as what names units, and a name is there twice or missing. If each row is a unit: --coders {}. If rows of one name are one unit: --unit-column {}. If {coder}: --coders {}",
            self.file,
            quoted(self, &headed),
            listed(self, &rest),
            listed(self, &headed),
            listed(self, &all),
        );
    }

    /// Which of these columns names the units, as their values show: none, or one that is not to
    /// be mistaken. `is_known` says that the units have their names already.
    fn by_values(
        &self,
        columns: &[usize],
        is_known: bool,
        categories: Option<&[String]>,
    ) -> Result<Option<usize>, Doubt> {
        let doubt = |columns: Vec<usize>, why| Err(Doubt { columns, why });
        let different = |c: &usize| self.is_different(&[*c]);
        if self.rows.len() < 2 || columns.len() < 2 {
            return Ok(None);
        }
        let apart: Vec<usize> = match categories {
            Some(declared) => {
                let declared: HashSet<String> =
                    declared.iter().map(|c| canonical(c.trim())).collect();
                let outside = |c: &usize| {
                    let mut values = self.values(*c).peekable();
                    values.peek().is_some() && !values.any(|v| declared.contains(&v))
                };
                columns.iter().copied().filter(outside).collect()
            }
            None => self.apart(columns),
        };
        let is_measured = categories.is_none() && self.is_measured(columns);
        if is_measured {
            let ids: Vec<usize> = columns.iter().copied().filter(different).collect();
            return match is_known || columns.len() < 3 || ids.is_empty() {
                true => Ok(None),
                false => doubt(
                    ids[..1].to_vec(),
                    "no value is there twice, as in ids and where something is measured",
                ),
            };
        }
        let shared = columns.len() - apart.len();
        match &apart[..] {
            [one] if shared > 1 && !is_known && different(one) => return Ok(Some(*one)),
            [_, ..] if shared > 1 => {
                return doubt(
                    apart,
                    "no other column has such values, while the others have theirs in common",
                );
            }
            _ => {}
        }
        if is_known || categories.is_some() {
            return Ok(None);
        }
        if columns.len() == 2 {
            let words = |c: &usize| self.values(*c).any(|v| v.parse::<f64>().is_err());
            let id = columns.iter().find(|c| different(c) && apart.contains(c));
            return match id {
                Some(id) if columns.iter().any(words) && self.rows.len() > 2 => doubt(
                    vec![*id],
                    "no value is there twice, as in ids, and none is in the other column",
                ),
                _ => Ok(None),
            };
        }
        match columns.iter().find(|c| self.counts_rows(**c)) {
            Some(id) => doubt(
                vec![*id],
                "the values count the rows, as ids do, and other columns have them too",
            ),
            None => Ok(None),
        }
    }

    /// What a column holds where it is not empty, as it is compared.
    fn values(&self, column: usize) -> impl Iterator<Item = String> + '_ {
        let fields = self.rows.iter().filter_map(move |row| row.get(column));
        fields.filter(|f| !f.is_empty()).map(canonical)
    }

    /// Whether these columns say something, and something else in each row.
    fn is_different(&self, columns: &[usize]) -> bool {
        let mut seen = HashSet::new();
        let key = |row: &StringRecord| -> Option<Vec<String>> {
            let fields = columns.iter().filter_map(|c| row.get(*c));
            let fields: Vec<String> = fields.map(canonical).collect();
            fields.iter().any(|f| !f.is_empty()).then_some(fields)
        };
        let mut keys = self.rows.iter().map(key);
        keys.all(|key| key.is_some_and(|k| seen.insert(k)))
    }

    /// The columns none of whose values is in another one; those that hold nothing are none.
    fn apart(&self, columns: &[usize]) -> Vec<usize> {
        let sets: Vec<HashSet<String>> =
            columns.iter().map(|c| self.values(*c).collect()).collect();
        let is_apart = |(at, set): &(usize, &HashSet<String>)| {
            let others = sets.iter().enumerate().filter(|(other, _)| other != at);
            !set.is_empty() && others.into_iter().all(|(_, other)| set.is_disjoint(other))
        };
        let apart = sets.iter().enumerate().filter(is_apart);
        apart.map(|(at, _)| columns[at]).collect()
    }

    /// Whether two columns or more hold what is measured, and no column anything but numbers.
    fn is_measured(&self, columns: &[usize]) -> bool {
        /// More values than a scale has.
        const MANY: usize = 12;
        let measured = |c: &&usize| {
            let values: HashSet<String> = self.values(**c).collect();
            values.len() > MANY || values.iter().any(|v| v.contains('.'))
        };
        let is_number = |v: String| v.parse::<f64>().is_ok_and(f64::is_finite);
        columns.iter().filter(measured).count() > 1
            && columns.iter().all(|c| self.values(*c).all(is_number))
    }

    /// Whether a column counts three rows or more, from wherever.
    fn counts_rows(&self, column: usize) -> bool {
        let numbers: Vec<Option<i64>> = self.values(column).map(|v| v.parse().ok()).collect();
        let next =
            |w: &[Option<i64>]| matches!(w, [Some(a), Some(b)] if a.checked_add(1) == Some(*b));
        numbers.len() == self.rows.len() && numbers.len() > 2 && numbers.windows(2).all(next)
    }

    /// Why a table is not read, with both readings and what chooses between them.
    fn both_readings(&self, doubt: &Doubt, units: &[usize], coders: &[usize]) -> anyhow::Error {
        let columns = &doubt.columns;
        let is_aside = |c: &&usize| !columns.contains(*c);
        let rest: Vec<usize> = coders.iter().filter(is_aside).copied().collect();
        let many = |columns: &[usize]| match columns.len() {
            1 => format!(
                "1 coder, {}, and nobody to compare with",
                self.names(columns)
            ),
            n => format!("{n} coders, {}", self.names(columns)),
        };
        let may_name = units.is_empty() && self.is_different(columns);
        let (what, choice) = match (&columns[..], may_name) {
            ([one], true) => (
                "names the units or is a coder",
                format!("--unit-column {}", listed(self, &[*one])),
            ),
            ([_], false) => (
                "is a coder or something else",
                format!("--coders {}", listed(self, &rest)),
            ),
            _ => (
                "are coders or something else",
                format!("--coders {}", listed(self, &rest)),
            ),
        };
        let (left, taken) = match columns.len() {
            1 => ("Left out, it leaves", "Taken as a coder, it makes"),
            _ => ("Left out, they leave", "Taken as coders, they make"),
        };
        anyhow::anyhow!(
            "{}:1: it cannot be told whether {} {what}: {}. {left} {}: {choice}. {taken} {}: --coders {}",
            self.file,
            quoted(self, columns),
            doubt.why,
            many(&rest),
            many(coders),
            listed(self, coders)
        )
    }
}

fn quoted(raw: &Raw<'_>, columns: &[usize]) -> String {
    let names: Vec<String> = columns
        .iter()
        .map(|c| format!("“{}”", raw.name(*c)))
        .collect();
    names.join(" and ")
}

/// Columns as an option takes them.
fn listed(raw: &Raw<'_>, columns: &[usize]) -> String {
    let names: Vec<&str> = columns.iter().map(|c| raw.name(*c)).collect();
    let names = names.join(",");
    match names.contains(char::is_whitespace) {
        true => format!("\"{names}\""),
        false => names,
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::Cells;
    use super::super::read::cells;
    use super::*;

    fn of(text: &str, told: Told<'_>) -> Cells {
        cells("t.csv", text.as_bytes(), told).unwrap()
    }

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let found = of(text, Told::default());
        (found.named_by, found.coders.list)
    }

    fn refused(text: &str) -> String {
        let found = cells("t.csv", text.as_bytes(), Told::default());
        found.unwrap_err().to_string()
    }

    fn strings(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn a_heading_or_the_values_say_what_names_the_units() {
        let rows = "1,x,x\n2,x,y\n3,y,y\n";
        for heading in [
            "unit",
            "id",
            "Item",
            "case",
            "",
            "turn_id",
            "#",
            "Unnamed: 0",
        ] {
            let (named, coders) = read(&format!("{heading},ana,ben\n{rows}"));
            assert_eq!(
                (named, coders),
                (strings(&[heading]), strings(&["ana", "ben"]))
            );
        }
        // Nothing in the heading: all different, and nowhere else, while the others share theirs.
        let (named, coders) = read("who,ana,ben\np1,x,x\np2,x,y\n");
        assert_eq!(
            (named, coders),
            (strings(&["who"]), strings(&["ana", "ben"]))
        );
        // Ids may come last, and a second name of the units is passed over.
        let found = of("text,ana,ben,id\nso,x,x,7\nso,x,y,8\n", Told::default());
        assert_eq!(found.named_by, ["id"]);
        assert_eq!(
            (found.passed_over, found.coders.list.len()),
            (strings(&["text"]), 2)
        );
    }

    #[test]
    fn coders_alone_are_coders() {
        for text in [
            "ana,ben\n1,2\n1,1\n",
            "ana,ben\n1.5,2.25\n3.5,3\n4,4.75\n",
            "a,b,c\nx,x,y\nx,y,y\nx,x,x\n",
            "a,b,c\n1.5,2,1\n1.5,2.5,1\n1.5,2,2.5\n",
            "a,b\nx,x\n",
        ] {
            let (named, coders) = read(text);
            assert_eq!(
                (named.len(), coders.len()),
                (0, text.split('\n').next().unwrap().split(',').count())
            );
        }
        // Whoever decided nothing, and whoever never chose as the others, once all categories are named.
        assert_eq!(read("unit,a,b,c\n1,x,x,\n2,x,y,\n").1.len(), 3);
        let categories = strings(&["x", "y", "z"]);
        let told = Told {
            categories: Some(&categories),
            ..Told::default()
        };
        assert_eq!(
            of("unit,a,b,c\n1,x,x,z\n2,x,y,z\n", told).coders.list.len(),
            3
        );
    }

    #[test]
    fn two_readings_are_refused_with_both_and_what_chooses() {
        for (text, leaves, first, makes, second) in [
            // It counts rows.
            (
                "foo,ana,ben\n1,1,2\n2,2,2\n3,1,2\n",
                "2 coders",
                "--unit-column foo.",
                "3 coders",
                "--coders foo,ana,ben",
            ),
            // Measured.
            (
                "foo,ana,ben\n1.25,1.5,2.1\n2.5,2,2.25\n",
                "2 coders",
                "--unit-column foo.",
                "3 coders",
                "--coders foo,ana,ben",
            ),
            // Like no coder, and no id.
            (
                "site,ana,ben\nN,x,y\nN,x,x\n",
                "2 coders",
                "--coders ana,ben.",
                "3 coders",
                "--coders site,ana,ben",
            ),
            (
                "id,site,ana,ben\n1,N,x,y\n2,S,x,x\n",
                "2 coders",
                "--coders ana,ben.",
                "3 coders",
                "--coders site,ana,ben",
            ),
            (
                "p,q,ana,ben\nA,I,x,y\nB,K,x,x\n",
                "2 coders",
                "--coders ana,ben.",
                "4 coders",
                "--coders p,q,ana,ben",
            ),
            (
                "who is,ana\np1,x\np2,x\np3,y\n",
                "1 coder, ana, and nobody to compare with",
                "--unit-column \"who is\".",
                "2 coders",
                "--coders \"who is,ana\"",
            ),
        ] {
            let told = refused(text);
            for part in [leaves, first, makes, second] {
                assert!(told.contains(part), "{told}\n{part}");
            }
        }
        let told = refused("source,turn,ana,ben\ns1,1,x,y\ns1,2,x,x\ns2,1,y,y\n");
        for part in [
            "--coders ana,ben.",
            "--unit-column source,turn.",
            "they are coders",
        ] {
            assert!(told.contains(part), "{told}");
        }
    }

    #[test]
    fn what_was_chosen_is_done() {
        let (unit, both) = (strings(&["source", "turn"]), strings(&["Ben", "cat"]));
        let table = "source,turn,ana,ben,cat\ns1,1,x,y,x\ns1,2,x,x,x\ns2,1,y,y,x\n";
        let found = of(
            table,
            Told {
                units: Some(&unit),
                ..Told::default()
            },
        );
        assert_eq!((found.units.list.len(), found.coders.list.len()), (3, 3));
        assert_eq!(found.units.list[1], "s1 · 2");
        let found = of(
            table,
            Told {
                coders: Some(&both),
                ..Told::default()
            },
        );
        assert_eq!(
            (found.units.list.len(), found.coders.list),
            (3, strings(&["ben", "cat"]))
        );
        assert_eq!(found.passed_over, ["source", "turn", "ana"]);
        let long = "source,turn,coder,value\ns1,1,ana,x\ns1,1,ben,x\ns1,1,cat,y\ns1,2,ben,y\n";
        let told = Told {
            units: Some(&unit),
            coders: Some(&both),
            ..Told::default()
        };
        let found = of(long, told);
        assert_eq!((found.units.list.len(), found.cells.len()), (2, 3));
        let nobody = strings(&["ana", "dan"]);
        let told = Told {
            units: Some(&unit),
            coders: Some(&nobody),
            ..Told::default()
        };
        let why = cells("t.csv", long.as_bytes(), told)
            .unwrap_err()
            .to_string();
        assert!(why.contains("“dan”, who decided nothing"), "{why}");
    }

    #[test]
    fn a_long_table_goes_by_what_its_columns_are_called() {
        let long = |heading: &str| {
            of(
                &format!("{heading}\nana,1,x\nben,1,x\nana,2,x\nben,2,y\n"),
                Told::default(),
            )
        };
        for heading in [
            "coder,unit,value",
            "Rater,Item,Score",
            "annotator,turn_id,label",
            "judge,case,code",
        ] {
            let found = long(heading);
            assert_eq!(
                (found.units.list.len(), found.coders.list),
                (2, strings(&["ana", "ben"])),
                "{heading}"
            );
            assert_eq!(found.variables.list, [""]);
        }
        assert!(refused("coder,u1,u2\nana,x,y\nben,x,x\n").contains("no column “value”"));
        let two = refused("id,item,coder,value\n1,a,ana,x\n2,a,ben,x\n");
        assert!(
            two.contains("--unit-column id or --unit-column id,item"),
            "{two}"
        );
    }
}
