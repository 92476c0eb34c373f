//! How far coders agreed, round by round: the table of codes as the screen has it, and which codes are
//! confused.

use super::rounds::Compared;
use super::study::Study;
use crate::agreement::round::By;
use crate::export::heat_map;
use crate::export::paper::{Block, Cell, Picture};
use crate::report::Report;
use crate::report::figures::tables::Making;
use crate::report::figures::{Row, Shown, Shows, decimal};
use std::collections::BTreeSet;
use std::iter;

pub(super) fn section(study: &Study, compared: &Compared) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (round, figures) in &compared.all {
        if round.plan.coders.len() < 2 {
            continue;
        }
        blocks.push(Block::Heading(3, round.plan.name.clone()));
        let (results, intervals) = match figures {
            Ok((results, intervals)) => (results, intervals.as_ref()),
            Err(why) => {
                blocks.push(Block::text(format!("No figure: {why}.")));
                continue;
            }
        };
        let report = Report {
            name: study.name,
            view: study.view,
            results,
            intervals,
            trend: &[],
            naming: study.naming,
        };
        blocks.push(Block::list(report.notes(By::Unit)));
        for pair in 0..results.figures.by_coding.len() {
            let making = Making {
                results,
                intervals,
                trend: None,
                view: study.view,
                by: By::Unit,
                pair,
                lead: results.lead(),
                roomy: true,
            };
            let (a, b) = making.coders();
            blocks.push(Block::text(format!("{a} and {b}:")));
            blocks.push(table(&making));
        }
        // Two rounds may be called nearly alike.
        let anchor = study.anchors.round(round.id).unwrap_or_default();
        let pictures = report.heat_maps().into_iter();
        blocks.extend(pictures.map(|(file, map)| {
            Block::Picture(Picture {
                file: format!("{anchor}-{file}"),
                svg: heat_map::svg(&map),
                caption: "Which codes are confused.".to_owned(),
                instead: heat_map::blocks(&map),
            })
        }));
    }
    let legend = legend(&blocks);
    blocks.splice(0..0, legend);
    match blocks.is_empty() {
        true => vec![Block::text(
            "No round of two or more coders has been opened.",
        )],
        false => blocks,
    }
}

/// What columns and rows of the tables mean, for whoever has not seen the screen.
const MEANINGS: [(&str, &str); 9] = [
    (
        "both",
        "units that both coders marked with the code; “only”: those that one of them marked",
    ),
    (
        "percent agreement",
        "units of which the two say the same, marked or not, of all: high wherever a code is rare",
    ),
    (
        "agreement on yes",
        "twice the units both marked, divided by what each marked, added up: it leaves out what neither marked",
    ),
    (
        "alpha",
        "Krippendorff's alpha: agreement beyond chance; 1 is perfect, 0 what chance would give, below 0 less than that",
    ),
    (
        "kappa",
        "Cohen's kappa: agreement beyond chance; 1 is perfect, 0 what chance would give, below 0 less than that",
    ),
    (
        "note",
        "“too few to tell”: so few units were marked that the figures of the code say little",
    ),
    ("all pooled", "the units of all codes counted together"),
    (
        "over codes",
        "alpha with the disagreement on all codes added up before it is divided",
    ),
    (
        "coded or not",
        "whether a unit was coded at all, whatever the code",
    ),
];

fn legend(blocks: &[Block]) -> Option<Block> {
    let named = |block: &Block| -> Vec<String> {
        match block {
            Block::Table(head, rows) => {
                let rows = rows.iter().filter_map(|row| row.first());
                let rows = rows.map(|cell| cell.words.plain());
                head.iter().cloned().chain(rows).collect()
            }
            _ => Vec::new(),
        }
    };
    let there: BTreeSet<String> = blocks.iter().flat_map(named).collect();
    let meant = MEANINGS.iter().filter(|(name, _)| there.contains(*name));
    let meant = meant.map(|(name, meaning)| ((*name).to_owned(), (*meaning).to_owned()));
    let meant: Vec<(String, String)> = meant.collect();
    let line = "What the columns and rows of these tables mean".to_owned();
    (!meant.is_empty()).then(|| Block::Folded(line, vec![Block::Facts(meant)]))
}

fn table(making: &Making) -> Block {
    let table = making.table(Shows::Codes);
    let named = |full: &str| match full {
        // A screen has room for its words without a heading.
        "" => "note".to_owned(),
        full => full.to_owned(),
    };
    let head = table.columns.iter().map(|c| named(&c.full));
    let head: Vec<String> = [table.first.clone()].into_iter().chain(head).collect();
    let row = |row: &Row| -> Vec<Cell> {
        let cells = row.cells.iter().map(|cell| written(&cell.shown).into());
        let mut cells: Vec<Cell> = [row.name.clone().into()].into_iter().chain(cells).collect();
        // What a code nobody used says last is no interval: it stands where others say why they have none.
        let last = (cells.len() - 1).max(1);
        let missing = head.len().saturating_sub(cells.len());
        cells.splice(last..last, iter::repeat_with(Cell::default).take(missing));
        cells
    };
    let rows = table.rows.iter().chain(&table.foot).map(row).collect();
    Block::Table(head, rows)
}

/// A figure as the screen writes it; an interval by its ends, for there it is drawn.
fn written(shown: &Shown) -> String {
    match shown {
        Shown::Interval { low, high, .. } => format!("[{}, {}]", decimal(*low), decimal(*high)),
        Shown::Undefined(why) => why.to_string(),
        shown => shown.text(),
    }
}
