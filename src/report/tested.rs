//! Tests on people and their attributes: two groups, or two times. A person is counted once, and segments
//! never are.

use super::attribute_value::{self, value};
use super::words::minus;
use crate::model::attribute::{AttributeKind, Column, Subject, Subjects, number};
use crate::model::name;
use crate::model::view::View;
use crate::statistics::Test;
use crate::statistics::chi_square::chi_square;
use crate::statistics::cramer::cramers_v;
use crate::statistics::effect::{d_z, hedges_g};
use crate::statistics::fisher::fisher;
use crate::statistics::mann_whitney::mann_whitney;
use crate::statistics::odds_ratio::odds_ratio;
use crate::statistics::risk_difference::risk_difference;
use crate::statistics::summary::summary;
use crate::statistics::t::{paired, student, welch};
use crate::statistics::wilcoxon::wilcoxon;
use crate::statistics::{Interval, Undefined};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// What is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Compared {
    /// An attribute in the groups of another.
    Groups { of: Column, by: Column },
    /// A number at two time points, in the same people.
    Times { before: Column, after: Column },
}

/// A test with what it was made of, in words and as data.
#[derive(Clone, Debug)]
pub struct Tested {
    /// Lines to print, from the top.
    pub lines: Vec<String>,
    pub json: Json,
}

/// Compares people. Without a test the usual one is taken: Welch's t for numbers in two groups, the paired t
/// for two times, Fisher's for two by two counts, chi-square for larger tables.
///
/// # Errors
/// In words: where an attribute is not there or holds no numbers, or the test is none for it.
pub fn tested(view: &View, compared: &Compared, test: Option<Test>) -> Result<Tested, String> {
    let (one, other) = match compared {
        Compared::Groups { of, by } => (of, by),
        Compared::Times { before, after } => (before, after),
    };
    if column(view, one)? == column(view, other)? {
        return Err(format!("{one} is not compared with itself"));
    }
    match compared {
        Compared::Times { before, after } => times(view, (before, after), test),
        Compared::Groups { of, by } => {
            let groups = groups(view, of, by)?;
            let kind = view.attribute_kind(&Subjects::Participants, &of.key);
            let text = !groups.people.iter().all(|(_, v)| number(v).is_some());
            let counts = text || matches!(kind, AttributeKind::Category(_));
            match (counts, test) {
                (_, Some(Test::Paired | Test::Wilcoxon)) => Err(
                    "this test is for two times of the same people: --from and --to name them"
                        .to_owned(),
                ),
                (false, None | Some(Test::Student | Test::Welch | Test::MannWhitney)) => {
                    numbers(&groups, (of, by), test.unwrap_or(Test::Welch))
                }
                (true, Some(Test::Student | Test::Welch | Test::MannWhitney)) => {
                    Err(format!("{of} holds words, and this test wants numbers"))
                }
                (_, test) => table(&groups, (of, by), test),
            }
        }
    }
}

/// People with both values, by group; and how many lack one.
struct Groups {
    /// Group and value.
    people: Vec<(String, String)>,
    names: Vec<String>,
    missing: usize,
}

fn column(view: &View, typed: &Column) -> Result<Column, String> {
    attribute_value::column(view, &Subjects::Participants, &typed.to_string())
}

/// Everybody who has attributes.
fn people(view: &View) -> impl Iterator<Item = &Subject> {
    view.with_attributes(&Subjects::Participants)
        .map(|(subject, _)| subject)
}

fn groups(view: &View, of: &Column, by: &Column) -> Result<Groups, String> {
    let (of, by) = (column(view, of)?, column(view, by)?);
    let (mut found, mut missing) = (Vec::new(), 0);
    for who in people(view) {
        match value(view, who, &by).zip(value(view, who, &of)) {
            Some(both) => found.push(both),
            None => missing += 1,
        }
    }
    let listed = view
        .attribute_kind(&Subjects::Participants, &by.key)
        .values();
    let mut names: Vec<String> = found.iter().map(|(group, _)| group.clone()).collect();
    let place = |text: &String| listed.iter().position(|v| name::same(v, text));
    names.sort_by(|a, b| (place(a).is_none(), place(a), a).cmp(&(place(b).is_none(), place(b), b)));
    names.dedup();
    Ok(Groups {
        people: found,
        names,
        missing,
    })
}

fn left_out(missing: usize) -> Option<String> {
    match missing {
        0 => None,
        1 => Some("1 person without a value is left out".to_owned()),
        n => Some(format!("{n} people without a value are left out")),
    }
}

fn numbers(groups: &Groups, (of, by): (&Column, &Column), test: Test) -> Result<Tested, String> {
    let [first, second] = &groups.names[..] else {
        return Err(format!(
            "{by} makes {} groups ({}): this test compares two",
            groups.names.len(),
            groups.names.join(", ")
        ));
    };
    let of_group = |wanted: &String| -> Vec<f64> {
        let here = groups.people.iter().filter(|(group, _)| group == wanted);
        here.filter_map(|(_, value)| number(value)).collect()
    };
    let (one, other) = (of_group(first), of_group(second));
    let mut lines = vec![format!("{of} by {by}")];
    lines.extend([(first, &one), (second, &other)].map(|(name, values)| described(name, values)));
    lines.extend(left_out(groups.missing));
    let result = match test {
        Test::MannWhitney => mann_whitney(&one, &other).map(|found| {
            lines.push(format!(
                "Mann–Whitney U = {}, {}; rank-biserial {} ({})",
                figure(found.u),
                p(found.p),
                figure(found.rank_biserial),
                interval(found.interval)
            ));
            lines.push(found.conventions().to_owned());
            json!(found)
        }),
        _ => t_test(&one, &other, test, &mut lines),
    };
    finished(
        lines,
        result,
        test,
        (&[first, second], &[one.as_slice(), &other]),
    )
}

fn t_test(
    one: &[f64],
    other: &[f64],
    test: Test,
    lines: &mut Vec<String>,
) -> Result<Json, Undefined> {
    let found = match test {
        Test::Student => student(one, other)?,
        _ => welch(one, other)?,
    };
    let name = match test {
        Test::Student => "Student’s",
        _ => "Welch’s",
    };
    lines.push(format!(
        "{name} t({}) = {}, {}; difference {} ({})",
        figure(found.df),
        figure(found.t),
        p(found.p),
        figure(found.difference),
        interval(found.interval)
    ));
    let effect = hedges_g(one, other);
    if let Ok(g) = &effect {
        lines.push(format!(
            "Hedges’ g = {} ({})",
            figure(g.g),
            interval(g.g_interval)
        ));
    }
    lines.push(found.conventions().to_owned());
    Ok(json!({ "test": found, "effect": effect.ok() }))
}

fn times(
    view: &View,
    (before, after): (&Column, &Column),
    test: Option<Test>,
) -> Result<Tested, String> {
    let (before, after) = (column(view, before)?, column(view, after)?);
    let (mut first, mut second, mut missing) = (Vec::new(), Vec::new(), 0);
    for who in people(view) {
        let (a, b) = match (value(view, who, &before), value(view, who, &after)) {
            (Some(a), Some(b)) => (a, b),
            (a, b) => {
                missing += usize::from(a.is_some() || b.is_some());
                continue;
            }
        };
        let figure = |text: &str| {
            let name = match who {
                Subject::Participant(name) => name,
                _ => "somebody",
            };
            number(text).ok_or_else(|| format!("{name}: “{text}” is no number"))
        };
        first.push(figure(&a)?);
        second.push(figure(&b)?);
    }
    let mut lines = vec![format!("{before} and {after}, {} people", first.len())];
    lines.push(described(&before.to_string(), &first));
    lines.push(described(&after.to_string(), &second));
    lines.extend(left_out(missing));
    let test = test.unwrap_or(Test::Paired);
    let result = match test {
        Test::Paired => paired(&second, &first).map(|found| {
            lines.push(format!(
                "paired t({}) = {}, {}; mean change {} ({})",
                figure(found.df),
                figure(found.t),
                p(found.p),
                figure(found.difference),
                interval(found.interval)
            ));
            let effect = d_z(&second, &first);
            if let Ok(d) = &effect {
                lines.push(format!(
                    "d_z = {} ({})",
                    figure(d.d_z),
                    interval(d.interval)
                ));
            }
            lines.push(
                found
                    .conventions()
                    .replace("first less second", "after less before"),
            );
            json!({ "test": found, "effect": effect.ok() })
        }),
        Test::Wilcoxon => wilcoxon(&second, &first).map(|found| {
            lines.push(format!(
                "Wilcoxon W₊ = {}, W₋ = {}, {}; rank-biserial {}",
                figure(found.w_plus),
                figure(found.w_minus),
                p(found.p),
                figure(found.rank_biserial)
            ));
            lines.push(found.conventions());
            json!(found)
        }),
        _ => return Err("two times of the same people: paired, or wilcoxon".to_owned()),
    };
    let names = [before.to_string(), after.to_string()];
    finished(
        lines,
        result,
        test,
        (&[&names[0], &names[1]], &[first.as_slice(), &second]),
    )
}

fn finished(
    mut lines: Vec<String>,
    result: Result<Json, Undefined>,
    test: Test,
    (names, values): (&[&String; 2], &[&[f64]; 2]),
) -> Result<Tested, String> {
    let groups: Vec<Json> = names
        .iter()
        .zip(values)
        .map(|(name, values)| json!({ "name": name, "summary": summary(values).ok() }))
        .collect();
    let json = match result {
        Ok(found) => json!({ "groups": groups, "result": found }),
        Err(why) => {
            lines.push(format!("no test: {why}"));
            json!({ "groups": groups, "undefined": why })
        }
    };
    lines.push(test.assumptions().to_owned());
    Ok(Tested { lines, json })
}

fn table(
    groups: &Groups,
    (of, by): (&Column, &Column),
    test: Option<Test>,
) -> Result<Tested, String> {
    let mut values: Vec<&String> = groups.people.iter().map(|(_, value)| value).collect();
    values.sort();
    values.dedup();
    let mut cells: BTreeMap<(&String, &String), u64> = BTreeMap::new();
    for (group, value) in &groups.people {
        *cells.entry((group, value)).or_default() += 1;
    }
    let count = |group, value| cells.get(&(group, value)).copied().unwrap_or(0);
    let rows: Vec<Vec<u64>> = groups
        .names
        .iter()
        .map(|group| values.iter().map(|value| count(group, *value)).collect())
        .collect();
    let mut lines = vec![format!("{of} by {by}")];
    for (group, row) in groups.names.iter().zip(&rows) {
        let cells = values
            .iter()
            .zip(row)
            .map(|(value, n)| format!("{value} {n}"));
        lines.push(format!("{group}: {}", cells.collect::<Vec<_>>().join(", ")));
    }
    lines.extend(left_out(groups.missing));
    let result = independence(&rows, test, &mut lines)?;
    let json = json!({
        "groups": groups.names,
        "values": values,
        "counts": rows,
        "result": result.as_ref().ok(),
        "undefined": result.as_ref().err(),
    });
    Ok(Tested { lines, json })
}

/// Tests whether counts by group and value are independent: Fisher's for two by two, chi-square for more, if
/// none is named. What it says is added to the lines, with why there is no test.
///
/// # Errors
/// In words: where the test is none for these counts.
pub(super) fn independence(
    rows: &[Vec<u64>],
    test: Option<Test>,
    lines: &mut Vec<String>,
) -> Result<Result<Json, Undefined>, String> {
    let two = match rows {
        [one, other] if one.len() == 2 => Some([[one[0], one[1]], [other[0], other[1]]]),
        _ => None,
    };
    let test = test.unwrap_or(match two {
        Some(_) => Test::Fisher,
        None => Test::ChiSquare,
    });
    let result = match (test, two) {
        (Test::Fisher, None) => {
            return Err("Fisher’s exact test here takes two groups and two values".to_owned());
        }
        (Test::Fisher, Some(two)) => exact(two, lines),
        (Test::ChiSquare, _) => by_approximation(rows, lines),
        _ => return Err("people are counts here: fisher, or chi-square".to_owned()),
    };
    if let Err(why) = &result {
        lines.push(format!("no test: {why}"));
    }
    lines.push(test.assumptions().to_owned());
    Ok(result)
}

fn exact(two: [[u64; 2]; 2], lines: &mut Vec<String>) -> Result<Json, Undefined> {
    let found = fisher(two)?;
    lines.push(format!("Fisher’s exact test: {}", p(found.p)));
    let odds = odds_ratio(two);
    if let Ok(odds) = &odds {
        let or_no_end = |end: Option<f64>| end.map_or("no upper end".to_owned(), figure);
        lines.push(format!(
            "odds ratio {} ({} to {})",
            or_no_end(odds.estimate),
            figure(odds.low),
            or_no_end(odds.high)
        ));
    }
    let risk = risk_difference(two);
    if let Ok(risk) = &risk {
        lines.push(format!(
            "difference of the shares of the first value {} ({})",
            figure(risk.difference),
            interval(risk.interval)
        ));
    }
    lines.push(found.conventions().to_owned());
    Ok(json!({ "test": found, "odds_ratio": odds.ok(), "risk_difference": risk.ok() }))
}

fn by_approximation(rows: &[Vec<u64>], lines: &mut Vec<String>) -> Result<Json, Undefined> {
    let found = chi_square(rows)?;
    lines.push(format!(
        "chi-square({}) = {}, {}, n = {}",
        found.df,
        figure(found.chi_square),
        p(found.p),
        found.n
    ));
    lines.extend(found.warning());
    let v = cramers_v(rows);
    if let Ok(v) = &v {
        let beside = v
            .interval
            .map_or_else(String::new, |i| format!(" ({})", interval(i)));
        lines.push(format!("Cramér’s V = {}{beside}", figure(v.v)));
        lines.push(v.conventions().to_owned());
    }
    lines.push(found.conventions().to_owned());
    Ok(json!({ "test": found, "effect": v.ok() }))
}

fn described(name: &str, values: &[f64]) -> String {
    match summary(values) {
        Ok(found) => format!(
            "{name}: n {}, mean {} (SD {}), median {} [{}, {}]",
            found.n,
            figure(found.mean),
            found.sd.map_or_else(|| "–".to_owned(), figure),
            figure(found.median),
            figure(found.lower_quartile),
            figure(found.upper_quartile)
        ),
        Err(why) => format!("{name}: {why}"),
    }
}

fn figure(value: f64) -> String {
    let text = format!("{value:.3}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".to_owned(),
        short => minus(short),
    }
}

fn p(p: f64) -> String {
    match p < 0.001 {
        true => "p < .001".to_owned(),
        false => format!("p = {p:.3}"),
    }
}

fn interval(of: Interval) -> String {
    format!("95 % {} to {}", figure(of.low), figure(of.high))
}

#[cfg(test)]
mod tests {
    use super::p;

    #[test]
    fn a_small_p_has_one_sign() {
        assert_eq!(p(0.000_4), "p < .001");
        assert_eq!(p(0.031_4), "p = 0.031");
    }
}
