//! How many codes each source brought that none before it had: described, with the chart.

use super::study::Study;
use crate::export::line_chart::{self, Chart, Course as Line};
use crate::export::paper::{Block, Picture};
use crate::reconcile::aligned::AlignedRounds;
use crate::report::saturation::{Asked, Course, Saturation};

pub(super) fn section(study: &Study) -> Vec<Block> {
    let found = Saturation::of(study.view, &Asked::default(), &mut AlignedRounds::default());
    let found = match found {
        Ok(found) => found,
        Err(why) => return vec![Block::text(format!("Not told: {why}."))],
    };
    let mut blocks = Vec::new();
    for (nth, course) in found.courses.iter().enumerate() {
        blocks.push(Block::Picture(Picture {
            file: match nth {
                0 => "saturation.svg".to_owned(),
                n => format!("saturation-{}.svg", n + 1),
            },
            svg: chart(study.name, course, &found.notes),
            caption: "New codes and all codes so far, source by source.".to_owned(),
        }));
    }
    blocks.push(Block::list(found.lines()));
    blocks
}

fn chart(study: &str, course: &Course, notes: &[String]) -> String {
    let line = |name: &str, of: &dyn Fn(usize) -> u64| Line {
        name: name.to_owned(),
        values: (0..course.steps.len())
            .map(|at| Some(of(at) as f64))
            .collect(),
    };
    let most = course.steps.last().map_or(1, |s| s.cumulative.max(1));
    line_chart::svg(&Chart {
        title: format!("{study}: codes by source"),
        notes: notes.first().cloned().into_iter().collect(),
        points: course
            .sources
            .iter()
            .map(|(name, _)| name.clone())
            .collect(),
        ends: (0.0, most as f64),
        cut_off: None,
        courses: vec![
            line("so far", &|at| course.steps[at].cumulative as u64),
            line("new", &|at| course.steps[at].new as u64),
        ],
    })
}
