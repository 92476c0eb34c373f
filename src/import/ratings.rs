//! Tables of ratings: a row for each case, time point and rater with a column for each item, or a row
//! for each rating.

use super::coding_row::RefusedRow;
use super::table_rows::SheetRow;
use crate::model::name;
use crate::model::visible::unguarded;

/// An item that can be rated, with the values it can have.
pub struct Item {
    pub name: String,
    pub scale: Vec<(i32, String)>,
}

/// One rating as a table has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingRow {
    /// Line of the file, or row of the spreadsheet, from 1.
    pub line: u64,
    pub case: String,
    pub at: Option<String>,
    pub rater: String,
    /// The item, by its place among those that can be rated.
    pub item: usize,
    pub rating: i32,
    /// What it rests on, empty where the table does not say it.
    pub evidence: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RatingsFile {
    pub rows: Vec<RatingRow>,
    /// The items the table has, in its order.
    pub items: Vec<usize>,
    /// Cells in which nobody rated anything.
    pub empty: usize,
    pub refused: Vec<RefusedRow>,
    pub passed_over: Vec<String>,
}

const AT: [&str; 5] = ["time point", "timepoint", "time", "wave", "at"];
const RATER: [&str; 3] = ["rater", "coder", "assessor"];
const ITEM: [&str; 2] = ["item", "code"];
const RATING: [&str; 3] = ["rating", "score", "value"];
const EVIDENCE: [&str; 3] = ["evidence", "memo", "note"];
const NOT_RATED: [&str; 3] = ["missing", "unknown", "na"];

/// Where each thing stands.
struct Columns {
    case: usize,
    at: Option<usize>,
    rater: Option<usize>,
    item: Option<usize>,
    rating: Option<usize>,
    evidence: Option<usize>,
    items: Vec<(usize, usize)>,
}

/// Reads a table whose first row names the columns; `case` is the heading of the cases, `rater` who
/// rated where no column says it.
///
/// # Errors
/// In words, if it lacks a column.
pub fn ratings(
    rows: &[SheetRow],
    case: &str,
    rater: Option<&str>,
    items: &[Item],
) -> Result<RatingsFile, String> {
    let (heading, rows) = rows.split_first().ok_or("the table is empty")?;
    let mut found = RatingsFile::default();
    let columns = columns(heading, case, items, &mut found)?;
    if columns.rater.is_none() && rater.is_none() {
        return Err("no column says who rated: call one “rater”, or say --rater".into());
    }
    found.items = columns.items.iter().map(|(_, item)| *item).collect();
    for row in rows {
        if let Err(reason) = read(row, &columns, rater, items, &mut found) {
            let line = row.line;
            found.refused.push(RefusedRow { line, reason });
        }
    }
    Ok(found)
}

fn columns(
    heading: &SheetRow,
    case: &str,
    items: &[Item],
    found: &mut RatingsFile,
) -> Result<Columns, String> {
    let key = |text: &str| name::key(unguarded(text));
    let keys: Vec<String> = heading.cells.iter().map(|cell| key(cell)).collect();
    let of = |names: &[&str]| keys.iter().position(|k| names.contains(&k.as_str()));
    let case_at = keys.iter().position(|k| *k == name::key(case));
    let mut columns = Columns {
        case: case_at.ok_or_else(|| format!("no column is called “{case}”"))?,
        at: of(&AT),
        rater: of(&RATER),
        item: of(&ITEM),
        rating: of(&RATING),
        evidence: of(&EVIDENCE),
        items: Vec::new(),
    };
    for (at, heading) in keys.iter().enumerate() {
        let item = items
            .iter()
            .position(|item| name::key(&item.name) == *heading);
        let known = [
            columns.at,
            columns.rater,
            columns.item,
            columns.rating,
            columns.evidence,
        ];
        match item {
            Some(item) => columns.items.push((at, item)),
            None if at == columns.case || known.contains(&Some(at)) || heading.is_empty() => {}
            None => found.passed_over.push(heading.clone()),
        }
    }
    let long = columns.item.is_some() && columns.rating.is_some();
    match columns.items.is_empty() && !long {
        true => Err(
            "no column is called as a rated code is, and there are no columns “item” and “rating”"
                .into(),
        ),
        false => Ok(columns),
    }
}

fn read(
    row: &SheetRow,
    columns: &Columns,
    rater: Option<&str>,
    items: &[Item],
    found: &mut RatingsFile,
) -> Result<(), String> {
    let cell = |at: usize| unguarded(row.cell(at)).trim();
    let named =
        |text: &str, what: &str| name::cleaned(text).map_err(|flaw| format!("its {what}: {flaw}"));
    let case = named(cell(columns.case), "case")?;
    let at = columns.at.map(cell).filter(|at| !at.is_empty());
    let at = at.map(|at| named(at, "time point")).transpose()?;
    let by = columns.rater.map(cell).filter(|by| !by.is_empty());
    let by = by.or(rater).ok_or("it does not say who rated")?;
    let rating = |item: usize, text: &str| -> Result<Option<i32>, String> {
        let text = text.trim();
        if text.is_empty() || NOT_RATED.contains(&text.to_lowercase().as_str()) {
            return Ok(None);
        }
        value(&items[item], text).map(Some)
    };
    let mut all = Vec::new();
    match (columns.item, columns.rating) {
        (Some(item), Some(at)) if columns.items.is_empty() => {
            let called = name::key(cell(item));
            let item = items.iter().position(|i| name::key(&i.name) == called);
            let item = item.ok_or_else(|| format!("“{called}” is no rated code"))?;
            all.push((item, rating(item, cell(at))?));
            if !found.items.contains(&item) {
                found.items.push(item);
            }
        }
        _ => {
            for (at, item) in &columns.items {
                all.push((*item, rating(*item, cell(*at))?));
            }
        }
    }
    for (item, rating) in all {
        let Some(rating) = rating else {
            found.empty += 1;
            continue;
        };
        found.rows.push(RatingRow {
            line: row.line,
            case: case.clone(),
            at: at.clone(),
            rater: by.to_owned(),
            item,
            rating,
            evidence: columns
                .evidence
                .map_or_else(String::new, |at| cell(at).to_owned()),
        });
    }
    Ok(())
}

/// The value of a scale, written as such or by its label.
fn value(item: &Item, text: &str) -> Result<i32, String> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let number = whole.parse::<i32>().ok();
    let found = item.scale.iter().find(|(value, label)| {
        Some(*value) == number || (!label.is_empty() && name::key(label) == name::key(text))
    });
    let scale: Vec<String> = item
        .scale
        .iter()
        .map(|(value, _)| value.to_string())
        .collect();
    found.map(|(value, _)| *value).ok_or_else(|| {
        format!(
            "{}: “{text}” is none of its values: {}",
            item.name,
            scale.join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sheet;

    fn items() -> Vec<Item> {
        let scale = vec![
            (1, "none".to_owned()),
            (2, String::new()),
            (3, "full".to_owned()),
        ];
        ["Caseload", "Group supervision"]
            .map(|name| Item {
                name: name.into(),
                scale: scale.clone(),
            })
            .into()
    }

    fn read(text: &str, rater: Option<&str>) -> Result<RatingsFile, String> {
        let rows = sheet("r.csv", text.as_bytes(), None).unwrap().rows;
        ratings(&rows, "site", rater, &items())
    }

    #[test]
    fn a_column_an_item_and_a_row_a_rating_say_the_same() {
        let wide = "Site,Time,Rater,caseload,Group supervision,remark\nNorth,T0,ana,3,none,x\nNorth,T6,ben,,2.0,\n";
        let long = "site,time point,rater,item,rating\nNorth,T0,ana,Caseload,full\nNorth,T0,ana,group supervision,1\nNorth,T6,ben,Group supervision,2\n";
        let said = |file: &RatingsFile| -> Vec<String> {
            let row = |r: &RatingRow| {
                let at = r.at.as_deref().unwrap_or("–");
                format!("{} {at} {} {} {}", r.case, r.rater, r.item, r.rating)
            };
            file.rows.iter().map(row).collect()
        };
        let wide = read(wide, None).unwrap();
        assert_eq!(
            said(&wide),
            ["North T0 ana 0 3", "North T0 ana 1 1", "North T6 ben 1 2"]
        );
        assert_eq!(
            (wide.empty, &wide.passed_over[..]),
            (1, &["remark".to_owned()][..])
        );
        assert_eq!(said(&read(long, None).unwrap()), said(&wide));
    }

    #[test]
    fn what_is_no_value_is_refused_in_its_line() {
        let file = read("site,caseload\nNorth,4\n,1\nSouth,2\n", Some("ana")).unwrap();
        let why: Vec<String> = file
            .refused
            .iter()
            .map(|r| format!("{} {}", r.line, r.reason))
            .collect();
        assert_eq!(why[0], "2 Caseload: “4” is none of its values: 1, 2, 3");
        assert!(why[1].starts_with("3 its case"), "{why:?}");
        assert_eq!(file.rows.len(), 1);
        assert!(
            read("site,caseload\nNorth,1\n", None)
                .unwrap_err()
                .contains("--rater")
        );
        assert!(
            read("place,caseload\nNorth,1\n", Some("a"))
                .unwrap_err()
                .contains("“site”")
        );
        assert!(
            read("site,colour\nNorth,1\n", Some("a"))
                .unwrap_err()
                .contains("rated code")
        );
    }
}
