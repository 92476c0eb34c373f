//! The workbook: themes with their claims and quotes, all quotes, the matrices, and who took part.

use super::matrices::Counted;
use super::quotes::chosen;
use super::study::Study;
use crate::export::grid::{Cell, Grid};
use crate::model::theme::{EvidenceOn, Node};
use crate::report::Background;

pub(super) fn sheets(study: &Study, matrices: &Counted) -> Vec<Grid> {
    let mut sheets = vec![themes(study, matrices), quotes(study), participants(study)];
    sheets.extend(matrices.grids());
    sheets
}

fn heading(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| (*n).to_owned()).collect()
}

fn themes(study: &Study, matrices: &Counted) -> Grid {
    let map = study.view.themes();
    let row = |(at, theme): (usize, &crate::model::theme::Theme)| {
        let count = study.grounds.count(map, Node::Theme(theme.id));
        let groups = matrices.of_theme(at).into_iter();
        let groups = groups.map(|(by, said)| format!("{by}: {}", said.join("; ")));
        let exemplars = chosen(study, theme).into_iter();
        let exemplars = exemplars.map(|m| study.texts.quoted(&m.source, m.span));
        let judged = theme.judged.last().map_or("", |j| j.robust.words());
        let parent = theme.parent.map(|p| study.findings.name(Node::Theme(p)));
        let cells: [Cell; 8] = [
            theme.name.as_str().into(),
            theme.statement.as_str().into(),
            parent.unwrap_or_default().into(),
            (count.segments as u64).into(),
            (count.participants as u64).into(),
            groups.collect::<Vec<_>>().join("\n").into(),
            exemplars.collect::<Vec<_>>().join("\n").into(),
            judged.into(),
        ];
        cells.to_vec()
    };
    Grid {
        name: "themes".to_owned(),
        heading: heading(&[
            "theme",
            "claim",
            "part_of",
            "segments",
            "people",
            "people_by_group",
            "quotes",
            "judged",
        ]),
        rows: map.themes.iter().enumerate().map(row).collect(),
    }
}

/// A row for each segment quoted for a theme.
fn quotes(study: &Study) -> Grid {
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for theme in &study.view.themes().themes {
        for marked in study.findings.marks.on(EvidenceOn::Theme(theme.id)) {
            let (source, span) = (&marked.source, marked.span);
            let codes = marked.codes.iter().map(|c| study.view.codebook().name(*c));
            places.push((source.clone(), span));
            rows.push(vec![
                theme.name.as_str().into(),
                study.texts.cite(source, span).into(),
                study.texts.quote(source, span).into(),
                codes.collect::<Vec<_>>().join("; ").into(),
                marked.bears().into(),
                marked.notes().into(),
            ]);
        }
    }
    let grid = Grid {
        name: "quotes".to_owned(),
        heading: heading(&["theme", "place", "quote", "codes", "is", "notes"]),
        rows,
    };
    Background::new(study.texts).beside(study.texts, grid, places.into_iter())
}

fn participants(study: &Study) -> Grid {
    let of = crate::model::attribute::Subjects::Participants;
    let table = crate::report::attribute_table(study.view, study.people(), &of);
    table.grid()
}
