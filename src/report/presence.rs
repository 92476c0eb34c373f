//! Who says it, compared between groups: whether a code or a theme was found of each person, every person once.
//!
//! Whether it was found depends on who coded. Where that can be seen to matter for this comparison, it is said
//! before any p.

use super::Documents;
use super::depends::{differing, latest_blind};
use super::matrix::{Asked, By, Matrix, Rows, changes_of};
use super::tested::{Tested, independence};
use super::words::listed;
use crate::model::attribute::Subjects;
use crate::model::layer::{Basis, Layer};
use crate::model::name;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::attribute_value::column;
use crate::statistics::Test;
use serde_json::json;

/// What is typed before the name of a row, and what the rows are.
const KINDS: [(&str, Rows); 4] = [
    ("code:", Rows::Codes),
    ("category:", Rows::Roots),
    ("theme:", Rows::Themes),
    ("construct:", Rows::Constructs),
];

/// Reads `code:hope`, `category:…`, `theme:…`, `construct:…`. An attribute of that name comes first.
pub fn row_typed<'t>(view: &View, typed: &'t str) -> Option<(Rows, &'t str)> {
    if column(view, &Subjects::Participants, typed).is_ok() {
        return None;
    }
    let mut kinds = KINDS.into_iter();
    kinds.find_map(|(word, rows)| Some((rows, typed.strip_prefix(word)?.trim())))
}

/// Compares who says it between the groups of an attribute of participants, over those who count in matrices:
/// interviewed alone, all sources read to the end for it.
///
/// # Errors
/// In words: where the code, theme or attribute is not there, or the test is none for counts.
pub fn presence(
    view: &View,
    documents: &Documents,
    (rows, typed): (Rows, &str),
    by: &str,
    test: Option<Test>,
    aligned: &mut AlignedRounds,
) -> Result<Tested, String> {
    let column = column(view, &Subjects::Participants, by)?;
    let by = By::Attribute(Subjects::Participants, column.clone());
    let asked = Asked {
        rows,
        by: by.clone(),
        ..Asked::default()
    };
    let matrix = Matrix::of(view, documents, asked, aligned);
    let row = row(&matrix, typed)?;
    let name = &matrix.rows[row].name;
    let groups = matrix.groups.iter().enumerate();
    let groups: Vec<usize> = groups
        .filter(|(_, g)| !g.is_all && !g.is_missing)
        .map(|(at, _)| at)
        .collect();
    let mut lines = vec![format!("who says {name}, by {column}: each person once")];
    lines.extend(groups.iter().map(|at| matrix.people_words(row, *at)));
    let missing = matrix.groups.iter().position(|g| g.is_missing);
    lines.extend(missing.map(|at| format!("left out: {}", matrix.people_words(row, at))));
    let is_careful = |note: &&String| note.starts_with("careful");
    let (careful, notes): (Vec<&String>, Vec<&String>) = matrix.notes.iter().partition(is_careful);
    let flags: Vec<String> = flags(view, documents, (&matrix, row), &by, aligned)
        .into_iter()
        .chain(careful.into_iter().cloned())
        .collect();
    lines.extend(flags.iter().cloned());
    let counts: Vec<Vec<u64>> = groups
        .iter()
        .map(|at| matrix.cells[row][*at].people)
        .map(|people| vec![people.said.into(), (people.of - people.said).into()])
        .collect();
    let result = independence(&counts, test, &mut lines)?;
    lines.extend(notes.into_iter().cloned());
    let names: Vec<&String> = groups.iter().map(|at| &matrix.groups[*at].name).collect();
    let people: Vec<_> = groups
        .iter()
        .map(|at| matrix.cells[row][*at].people)
        .collect();
    let json = json!({
        "of": name, "groups": names, "values": ["said", "not said"], "counts": counts,
        "people": people,
        "flags": flags,
        "result": result.as_ref().ok(),
        "undefined": result.as_ref().err(),
    });
    Ok(Tested { lines, json })
}

/// The only row that is called so.
fn row(matrix: &Matrix, typed: &str) -> Result<usize, String> {
    let rows = matrix.rows.iter();
    let mut found = rows.enumerate().filter(|(_, r)| name::same(&r.name, typed));
    let what = matrix.asked.rows.word();
    match (found.next(), found.next()) {
        (Some((at, row)), None) => match row.is_unmapped() {
            true => Err(format!(
                "no code is mapped to “{typed}”: nobody looked for it"
            )),
            false => Ok(at),
        },
        (Some(_), Some(_)) => Err(format!("more than one of the {what} is called “{typed}”")),
        (None, _) => Err(format!(
            "none of the {what} is called “{typed}”: {}",
            listed(matrix.rows.iter().map(|r| r.name.clone()))
        )),
    }
}

/// What shows that this comparison depends on who coded.
fn flags(
    view: &View,
    documents: &Documents,
    (matrix, row): (&Matrix, usize),
    by: &By,
    aligned: &mut AlignedRounds,
) -> Vec<String> {
    let changing = changes_of(view, documents, (matrix.asked.rows, row), by, aligned);
    let mut flags = changing.unwrap_or_else(|why| {
        vec![format!(
            "whether this depends on who coded cannot be told: {why}"
        )]
    });
    if let (By::Attribute(_, column), false) = (by, is_settled(&matrix.layer)) {
        let round = latest_blind(view);
        let by = column.to_string();
        let found = round.and_then(|round| differing(view, documents, round, &by, None));
        let codes = &matrix.rows[row].codes;
        let raised = found.map(|found| found.raised).unwrap_or_default();
        let raised = raised.into_iter().filter(|(code, _)| codes.contains(code));
        flags.extend(raised.map(|(_, sentence)| sentence));
    }
    flags
}

/// Whether all that was coded is settled: how the coders differed before is history then.
fn is_settled(layer: &Layer) -> bool {
    let mut coded = layer.basis.iter().filter(|(_, b)| *b != Basis::Uncoded);
    coded.all(|(_, basis)| matches!(basis, Basis::Consensus(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::depends::tests::study;

    fn told(codes: impl Fn(usize) -> (Vec<u32>, Vec<u32>)) -> Tested {
        let (s, documents, _) = study(20, 20, codes);
        let view = s.view_for("ana");
        let of = row_typed(&view, "code:hope").unwrap();
        let aligned = &mut AlignedRounds::default();
        presence(&view, &documents, of, "arm", None, aligned).unwrap()
    }

    fn place(found: &Tested, what: &str) -> Option<usize> {
        found.lines.iter().position(|line| line.contains(what))
    }

    /// Eight of ten in arm a say hope and two of ten in b, each twice, and both coders have it all.
    #[test]
    fn everybody_counts_once_and_nothing_is_flagged_where_coders_agree() {
        let says = |n: usize| {
            if !(8..=17).contains(&n) {
                vec![0, 2]
            } else {
                Vec::new()
            }
        };
        let found = told(|n| (says(n), says(n)));
        assert_eq!(found.json["counts"], json!([[8, 2], [2, 8]]));
        assert_eq!(found.json["flags"], json!([]));
        assert_eq!(
            found.lines[..3],
            [
                "who says hope, by arm: each person once",
                "hope, a: 8 of 10 80 %",
                "hope, b: 2 of 10 20 %",
            ]
        );
        // [[8, 2], [2, 8]]: twice 2,126 of the 184,756 tables with these margins.
        let p = found.json["result"]["test"]["p"].as_f64().unwrap();
        assert!((p - 2.0 * 2_126.0 / 184_756.0).abs() < 1e-12, "{p}");
        assert!(
            place(&found, "Fisher’s exact test: p = 0.023").is_some(),
            "{:?}",
            found.lines
        );
    }

    /// Ana alone has two of arm a.
    #[test]
    fn a_claim_that_changes_with_the_coder_stands_before_the_p() {
        let says = |n: usize, least: usize| {
            if n >= least && n < 8 || n > 17 {
                vec![0]
            } else {
                Vec::new()
            }
        };
        let found = told(|n| (says(n, 0), says(n, 2)));
        let flag = place(&found, "hope, a: 6 to 8 of 10 depending on who coded").unwrap();
        assert!(
            flag < place(&found, "Fisher’s exact test").unwrap(),
            "{:?}",
            found.lines
        );
        assert_eq!(found.json["flags"].as_array().unwrap().len(), 1);
    }

    /// Everybody says it with either coder, but in arm a ana has it two turns more often than ben.
    #[test]
    fn coders_who_differ_by_group_stand_before_the_p() {
        let found = told(|n| match n < 10 {
            true => ((0..3 + n as u32 % 2).collect(), vec![0]),
            false => (
                (0..n as u32 % 2 + 1).collect(),
                (0..(n as u32 + 1) % 2 + 1).collect(),
            ),
        });
        let flag = place(&found, "Do not compare arm on *hope* yet; settle it first.").unwrap();
        let p = place(&found, "no test: ").or(place(&found, "Fisher’s exact test:"));
        assert!(flag < p.unwrap(), "{:?}", found.lines);
        assert_eq!(found.json["counts"], json!([[10, 0], [10, 0]]));
    }

    #[test]
    fn what_is_not_there_and_tests_of_numbers_are_refused_in_words() {
        let (s, documents, _) = study(20, 20, |_| (vec![0], vec![0]));
        let view = s.view_for("ana");
        let told = |of: &str, by: &str, test| {
            let of = row_typed(&view, of).unwrap();
            presence(
                &view,
                &documents,
                of,
                by,
                test,
                &mut AlignedRounds::default(),
            )
        };
        assert!(
            told("code:fear", "arm", None)
                .unwrap_err()
                .contains("none of the codes is called “fear”: hope")
        );
        assert!(
            told("code:hope", "age", None)
                .unwrap_err()
                .contains("no participant has an attribute “age”")
        );
        assert!(
            told("code:hope", "arm", Some(Test::Welch))
                .unwrap_err()
                .contains("counts")
        );
        assert_eq!(row_typed(&view, "arm"), None);
    }
}
