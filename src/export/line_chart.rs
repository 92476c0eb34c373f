//! Values over time as lines in SVG: each line has its name at its end and dashes of its own, so that nothing
//! is said by colour alone.

use super::svg_page::{INK, QUIET, RULE, cut, number, page, title_wide, wide, words};
use svg::node::element::{Circle, Line as Rule, Polyline};

/// Values of one case; none where nothing is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    pub name: String,
    pub values: Vec<Option<f64>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    pub title: String,
    pub notes: Vec<String>,
    /// Names of the time points.
    pub points: Vec<String>,
    /// The lowest and the highest value there can be.
    pub ends: (f64, f64),
    pub cut_off: Option<f64>,
    pub courses: Vec<Course>,
}

const MARGIN: f64 = 24.0;
/// Cells of the plot: from one time point to the next, and its height.
const STEP: f64 = 130.0;
const HEIGHT: f64 = 300.0;
/// The longest name, in pixels.
const NAME: f64 = 240.0;
/// Dashes, the first unbroken.
const DASHES: [&str; 6] = ["", "8 4", "2 3", "10 3 2 3", "5 5", "14 4"];

/// The chart as an SVG file. The same chart gives the same bytes.
pub fn svg(chart: &Chart) -> String {
    let steps = chart.points.len().saturating_sub(1).max(1) as f64;
    let names = chart
        .courses
        .iter()
        .map(|c| wide(&c.name).min(NAME))
        .fold(0.0, f64::max);
    let left = MARGIN + 44.0;
    let top = MARGIN + 40.0 + chart.notes.len() as f64 * 19.0;
    let right = left + steps * STEP;
    let said = chart
        .notes
        .iter()
        .map(|n| wide(n))
        .fold(title_wide(&chart.title), f64::max);
    let width = (right + names + 40.0).max(said + 2.0 * MARGIN);
    // Names that would lie on one another are moved down.
    let bottom = top + HEIGHT;
    let tall = (bottom + 60.0).max(top + chart.courses.len() as f64 * 17.0 + 60.0);
    let (low, high) = chart.ends;
    let y = |value: f64| bottom - (value - low) / (high - low).max(f64::EPSILON) * HEIGHT;
    let x = |at: usize| left + at as f64 * STEP;
    let mut document = page(width, tall, &chart.title, &chart.notes.join(" "))
        .add(words(&chart.title, MARGIN, MARGIN + 10.0, "start", INK).set("font-weight", "bold"));
    for (n, note) in chart.notes.iter().enumerate() {
        document = document.add(words(
            note,
            MARGIN,
            MARGIN + 30.0 + n as f64 * 19.0,
            "start",
            QUIET,
        ));
    }
    for value in [low, (low + high) / 2.0, high] {
        document = document
            .add(rule((left, y(value)), (right, y(value)), RULE))
            .add(words(
                &number(value),
                left - 8.0,
                y(value) + 4.0,
                "end",
                QUIET,
            ));
    }
    if let Some(least) = chart.cut_off.filter(|least| (low..=high).contains(least)) {
        document = document
            .add(rule((left, y(least)), (right, y(least)), INK).set("stroke-dasharray", "3 3"))
            .add(
                words(
                    &format!("cut-off {}", number(least)),
                    left + 4.0,
                    y(least) - 5.0,
                    "start",
                    INK,
                )
                .set("paint-order", "stroke")
                .set("stroke", "#ffffff")
                .set("stroke-width", "4"),
            );
    }
    for (at, point) in chart.points.iter().enumerate() {
        document = document.add(words(
            &cut(point, STEP - 8.0),
            x(at),
            bottom + 20.0,
            "middle",
            INK,
        ));
    }
    let mut ends: Vec<(f64, usize)> = Vec::new();
    for (n, course) in chart.courses.iter().enumerate() {
        let known = course
            .values
            .iter()
            .enumerate()
            .filter_map(|(at, v)| Some((x(at), y((*v)?))));
        let known: Vec<(f64, f64)> = known.collect();
        let points: Vec<String> = known
            .iter()
            .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
            .collect();
        document = document.add(
            Polyline::new()
                .set("points", points.join(" "))
                .set("fill", "none")
                .set("stroke", INK)
                .set("stroke-width", "1.5")
                .set("stroke-dasharray", DASHES[n % DASHES.len()]),
        );
        for (x, y) in &known {
            document = document.add(
                Circle::new()
                    .set("cx", number(*x))
                    .set("cy", number(*y))
                    .set("r", "3")
                    .set("fill", INK),
            );
        }
        ends.extend(known.last().map(|(_, y)| (*y, n)));
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = top;
    for (end, n) in ends {
        let at = end.max(free);
        free = at + 17.0;
        let name = cut(&chart.courses[n].name, NAME);
        document = document.add(words(&name, right + 12.0, at + 4.0, "start", INK));
    }
    format!("{document}\n")
}

fn rule(from: (f64, f64), to: (f64, f64), ink: &str) -> Rule {
    Rule::new()
        .set("x1", number(from.0))
        .set("y1", number(from.1))
        .set("x2", number(to.0))
        .set("y2", number(to.1))
        .set("stroke", ink)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_its_name_and_hostile_names_are_text() {
        let course = |name: &str, values: &[Option<f64>]| Course {
            name: name.to_owned(),
            values: values.to_vec(),
        };
        let chart = Chart {
            title: "Fidelity".into(),
            notes: vec!["means".into()],
            points: vec!["T0".into(), "T6".into()],
            ends: (1.0, 5.0),
            cut_off: Some(3.5),
            courses: vec![
                course("<script>", &[Some(1.0), Some(5.0)]),
                course("北區", &[None, Some(5.0)]),
                course("empty", &[None, None]),
            ],
        };
        let svg = svg(&chart);
        assert!(
            svg.contains("&lt;script&gt;") && !svg.contains("<script>"),
            "{svg}"
        );
        assert!(svg.contains("北區") && svg.contains("cut-off 3.5"), "{svg}");
        assert_eq!(svg.matches("<circle").count(), 3);
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}
