//! The texts of coded spreadsheets: rows of several coders put together, a source for each value of
//! the column that says it.

use super::cells::{counted, plain};
use super::given::CodedCode;
use super::made::Coded;
use super::rows::{Coding, Reading};
use super::source::{CodedSource, CodedText};
use crate::model::name::key;
use crate::model::wrap::brief;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Rows of several coders that are one text.
struct Same {
    source: usize,
    rows: Vec<usize>,
}

/// Puts the rows of all coders together: those of one text are one row, and a text that one of the
/// coders of its source has not is refused, as nobody knows what they would have made of it.
pub(super) fn put_together(mut reading: Reading<'_>) -> Coded {
    let mut rows = std::mem::take(&mut reading.rows);
    let recurs = recurs(&rows);
    if recurs {
        rows.iter_mut().for_each(|row| row.row = None);
    }
    let (names, all) = matched(&rows);
    let mut coders_of: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); names.len()];
    for same in &all {
        coders_of[same.source].extend(same.rows.iter().map(|at| rows[*at].coder));
    }
    let source = |name: String| CodedSource {
        name,
        texts: Vec::new(),
        attributes: Vec::new(),
    };
    let mut sources: Vec<CodedSource> = names.into_iter().map(source).collect();
    let mut values: Vec<BTreeMap<usize, BTreeSet<String>>> = vec![BTreeMap::new(); sources.len()];
    for same in all {
        let expected = &coders_of[same.source];
        if same.rows.len() < expected.len() {
            refuse_alone(&mut reading, &rows, &same, expected);
            continue;
        }
        let first = &rows[same.rows[0]];
        let mut others = same.rows.iter().map(|at| &rows[*at]);
        if let Some(other) = others.find(|r| differs(r, first)) {
            refuse_other(&mut reading, first, other);
            continue;
        }
        let all = same.rows.iter().map(|at| &rows[*at]);
        for (column, value) in all.flat_map(|row| &row.attributes) {
            let own = values[same.source].entry(*column).or_default();
            own.insert(value.clone());
        }
        let by = |at: &usize| (rows[*at].coder, rows[*at].line, rows[*at].codes.clone());
        sources[same.source].texts.push(CodedText {
            speaker: first.speaker.clone(),
            text: first.text.clone(),
            by: same.rows.iter().map(by).collect(),
        });
    }
    let mut notes = attributes(&mut sources, values, &reading);
    sources.retain(|s| !s.texts.is_empty());
    notes.extend(told(&reading, recurs));
    reading
        .refused
        .sort_by(|a, b| (a.line, &a.reason).cmp(&(b.line, &b.reason)));
    Coded {
        columns: Vec::new(),
        coders: reading.coders,
        codes: with_parents(reading.codes),
        sources,
        refused: reading.refused,
        notes,
    }
}

/// What should be known of how rows were read.
fn told(reading: &Reading<'_>, recurs: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if recurs {
        notes.push(
            "what stands in the column that should tell rows apart stands twice: texts are compared instead"
                .into(),
        );
    }
    if reading.empty > 0 {
        notes.push(format!(
            "{} of codes among others that say 0 or no: taken for no",
            counted(reading.empty, "empty cell")
        ));
    }
    if reading.unnamed > 0 {
        notes.push(format!(
            "nothing says who coded {}: taken for {}; FILE=CODER says it",
            counted(reading.unnamed, "row"),
            reading.usual
        ));
    }
    if reading.joined > 0 {
        notes.push(format!(
            "{} went over several lines and are one paragraph each",
            counted(reading.joined, "text")
        ));
    }
    notes
}

/// Whether what should tell rows apart is the same in two of one coder and source.
fn recurs(rows: &[Coding]) -> bool {
    let mut seen = HashSet::new();
    let told = rows
        .iter()
        .filter_map(|r| Some((r.coder, key(&r.source), r.row.clone()?)));
    told.into_iter().any(|row| !seen.insert(row))
}

/// The names of sources, and the rows of several coders that are one text, as their column of rows
/// says, or by the text itself: the third “yes” of one coder is the third of the other.
fn matched(rows: &[Coding]) -> (Vec<String>, Vec<Same>) {
    let mut names: Vec<String> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    let mut times: HashMap<(usize, usize, String), usize> = HashMap::new();
    let mut known: HashMap<(usize, String, usize), usize> = HashMap::new();
    let mut all: Vec<Same> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let source = *by_name.entry(key(&row.source)).or_insert_with(|| {
            names.push(row.source.clone());
            names.len() - 1
        });
        let told = match &row.row {
            Some(row) => format!("#{row}"),
            None => plain(&row.text),
        };
        let time = times.entry((row.coder, source, told.clone())).or_default();
        *time += 1;
        let next = all.len();
        let same = *known.entry((source, told, *time)).or_insert(next);
        if same == next {
            all.push(Same {
                source,
                rows: Vec::new(),
            });
        }
        all[same].rows.push(at);
    }
    (names, all)
}

/// Whether two rows called one are two texts after all.
fn differs(row: &Coding, first: &Coding) -> bool {
    plain(&row.text) != plain(&first.text) || key(&row.speaker) != key(&first.speaker)
}

fn refuse_alone(
    reading: &mut Reading<'_>,
    rows: &[Coding],
    same: &Same,
    expected: &BTreeSet<usize>,
) {
    let here: BTreeSet<usize> = same.rows.iter().map(|at| rows[*at].coder).collect();
    let missing: Vec<&str> = expected
        .difference(&here)
        .map(|coder| reading.coders[*coder].as_str())
        .collect();
    let missing = missing.join(" and ");
    for row in same.rows.iter().map(|at| &rows[*at]) {
        let reason = format!(
            "“{}” is not among the rows of {missing}: only what all coders of “{}” have is taken",
            brief(&row.text, 40),
            row.source
        );
        reading.refuse(row.file, row.line, reason);
    }
}

fn refuse_other(reading: &mut Reading<'_>, first: &Coding, other: &Coding) {
    let (one, two) = (&reading.coders[first.coder], &reading.coders[other.coder]);
    let reason = format!(
        "the row “{}” is “{}” of {one} and “{}” of {two}: make them one text",
        brief(other.row.as_deref().unwrap_or_default(), 40),
        brief(&first.text, 40),
        brief(&other.text, 40)
    );
    reading.refuse(other.file, other.line, reason);
}

/// Gives sources the attributes all their rows agree in, and says which they do not.
fn attributes(
    sources: &mut [CodedSource],
    values: Vec<BTreeMap<usize, BTreeSet<String>>>,
    reading: &Reading<'_>,
) -> Vec<String> {
    let mut apart: BTreeMap<usize, usize> = BTreeMap::new();
    for (source, values) in sources.iter_mut().zip(values) {
        for (column, own) in values {
            let mut own = own.into_iter();
            match (own.next(), own.next()) {
                (Some(value), None) => {
                    let title = reading.columns.title(column).to_owned();
                    source.attributes.push((title, value));
                }
                _ => *apart.entry(column).or_default() += 1,
            }
        }
    }
    if apart.is_empty() {
        return Vec::new();
    }
    let title = |(column, n): (usize, usize)| {
        let sources = counted(n, "source");
        format!("“{}” ({sources})", reading.columns.title(column))
    };
    let titles: Vec<String> = apart.into_iter().map(title).collect();
    vec![format!(
        "no attribute where rows of one source differ in it: {}",
        titles.join(", ")
    )]
}

/// The codes with those above them, which come first and have one name once.
fn with_parents(codes: Vec<CodedCode>) -> Vec<CodedCode> {
    let mut parents: Vec<String> = Vec::new();
    for parent in codes.iter().filter_map(|c| c.parent.as_ref()) {
        let is_there = codes.iter().any(|c| key(&c.name) == key(parent));
        if !is_there && !parents.contains(parent) {
            parents.push(parent.clone());
        }
    }
    // Numbers of codes stay what they are: those above them come last here.
    let above = parents
        .into_iter()
        .map(|name| CodedCode { name, parent: None });
    let mut all = codes;
    all.extend(above);
    all
}
