//! The report of a whole study, to be handed to people who use no terminal: one paper as a web page, a
//! Word file and Markdown, and a workbook. Every number in it is one a screen shows, and leads to the
//! segments behind it; every sentence of its methods leads to what it rests on.

mod agreement;
mod anchors;
mod book;
mod checklists;
mod codes;
mod facts;
mod limits;
mod matrices;
mod methods;
mod named;
mod participants;
mod quotes;
mod record;
mod rounds;
mod saturation;
mod study;
mod summary;
mod themes;

#[cfg(test)]
mod tests;

use super::claims::Naming;
use super::matrix::By;
use super::{Documents, Exported, Findings, Texts, paper_files};
use crate::export::paper::{Block, Paper, Picture, Words};
use crate::export::workbook::workbook;
use crate::model::attribute::AttributeKind;
use crate::model::view::View;
pub(crate) use quotes::ThemeQuotes;
pub(crate) use study::Asked;
use study::Study;

/// Groups with more values than this make no column for each: who wants them asks for them.
const MOST_GROUPS: usize = 8;
/// So many attributes make matrices where none is asked for.
const MOST_MATRICES: usize = 3;

/// The report of the study called `name`, as far as the viewer sees it: the same study gives the same
/// bytes on every machine.
pub fn report(name: &str, view: &View, documents: &Documents, asked: &Asked) -> Exported {
    let texts = Texts::new(view, documents);
    let findings = Findings::new(view, texts);
    let grounds = findings.grounds();
    let mut study = Study::new(name, texts, &findings, &grounds, asked);
    if study.by.is_empty() {
        study.by = usual(view);
    }
    let matrices = matrices::Counted::of(&study);
    let rounds = rounds::Compared::of(&study);
    let (mut blocks, mut contents) = (study.opening(), Vec::new());
    let facts = facts::Facts::of(&study, &rounds);
    let sections = [
        ("Summary", "summary", summary::section(&facts)),
        ("Themes", "themes", themes::section(&study, &matrices)),
        ("Matrices", "matrices", matrices::section(&matrices)),
        (
            "Agreement",
            "agreement",
            agreement::section(&study, &rounds),
        ),
        ("Saturation", "saturation", saturation::section(&facts)),
        (
            "Participants",
            "participants",
            participants::section(&study),
        ),
        ("Codebook", "codebook", codes::section(&study)),
        (
            "Rounds and decisions",
            "rounds",
            rounds::section(&study, &rounds),
        ),
        ("Methods", "methods", methods::section(&facts)),
        ("Limits", "limits", limits::section(&facts, &matrices)),
        ("Checklists", "checklists", checklists::section(&facts)),
        ("Record", "record", record::section(&facts)),
        (
            "Behind the numbers",
            "behind",
            matrices::behind(&study, &matrices),
        ),
        ("Quotes", "quotes", quotes::section(&study)),
    ];
    let mut body = Vec::new();
    for (title, anchor, section) in sections {
        contents.push(Words::link(title, anchor));
        body.push(Block::Anchor(anchor.to_owned()));
        body.push(Block::Heading(2, title.to_owned()));
        body.extend(section);
    }
    blocks.push(Block::List(contents));
    blocks.extend(body);
    let paper = Paper {
        language: "en".to_owned(),
        blocks,
    };
    let sheets = book::sheets(&study, &matrices);
    let mut exported = Exported {
        files: paper_files("report", &paper),
        warnings: study.warnings(),
    };
    let named = named::warning(&study, &paper.blocks, &sheets);
    exported.warnings.extend(named);
    let pictures = pictures(&paper.blocks).into_iter();
    let pictures = pictures.map(|p| (p.file.as_str().into(), p.svg.clone().into_bytes()));
    exported.files.extend(pictures);
    match workbook(sheets) {
        Ok(bytes) => exported.files.push(("report.xlsx".into(), bytes)),
        Err(why) => exported
            .warnings
            .push(format!("report.xlsx was not written: {why}")),
    }
    exported
}

/// The quotes chosen for each theme, as a report has them: where none are chosen, the vivid ones.
pub(crate) fn quotes_by_theme(view: &View, documents: &Documents) -> Vec<ThemeQuotes> {
    let texts = Texts::new(view, documents);
    let findings = Findings::new(view, texts);
    let grounds = findings.grounds();
    let asked = Asked {
        by: Vec::new(),
        naming: Naming::default(),
    };
    let study = Study::new("", texts, &findings, &grounds, &asked);
    let themes = view.themes().themes.iter();
    themes
        .map(|theme| quotes::of_theme(&study, theme))
        .collect()
}

/// All pictures, those that are folded with them.
fn pictures<'b>(blocks: &'b [Block]) -> Vec<&'b Picture> {
    let of = |block: &'b Block| match block {
        Block::Picture(picture) => vec![picture],
        Block::Folded(_, within) => pictures(within),
        _ => Vec::new(),
    };
    blocks.iter().flat_map(of).collect()
}

/// The groups to count by where nobody has said: attributes of two to eight values, and kinds of
/// sources.
fn usual(view: &View) -> Vec<By> {
    let is_usual = |by: &By| match by {
        By::Attribute(of, column) => {
            let kind = view.attribute_kind(of, &column.key);
            let measured = matches!(kind, AttributeKind::Number | AttributeKind::Date);
            !measured && (2..=MOST_GROUPS).contains(&matrices::values(view, of, column))
        }
        By::Kind => true,
        _ => false,
    };
    let all = By::choices(view).into_iter().filter(is_usual);
    all.take(MOST_MATRICES).collect()
}
