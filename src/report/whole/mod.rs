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
mod sentence;
mod study;
mod summary;
mod themes;

#[cfg(test)]
mod tests;

use super::claims::Naming;
use super::matrix::By;
use super::{Documents, Exported, Findings, Texts};
use crate::export::paper::{Block, Words, Written};
use crate::export::workbook::workbook;
use crate::model::attribute::AttributeKind;
use crate::model::view::View;
pub(crate) use quotes::ThemeQuotes;
use std::path::PathBuf;
pub(crate) use study::Asked;
use study::Study;

/// Groups with more values than this make no column for each: who wants them asks for them.
const MOST_GROUPS: usize = 8;
/// So many attributes make matrices where none is asked for.
const MOST_MATRICES: usize = 3;

/// The blocks of a section; long ones are made as they are written.
type Section<'s> = Box<dyn Iterator<Item = Block> + 's>;

fn made<'s>(blocks: Vec<Block>) -> Section<'s> {
    Box::new(blocks.into_iter())
}

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
    let facts = facts::Facts::of(&study, &rounds);
    let sections: Vec<(&str, &str, Section)> = vec![
        ("Summary", "summary", made(summary::section(&facts))),
        ("Themes", "themes", made(themes::section(&study, &matrices))),
        ("Matrices", "matrices", made(matrices::section(&matrices))),
        (
            "Agreement",
            "agreement",
            made(agreement::section(&study, &rounds)),
        ),
        (
            "Saturation",
            "saturation",
            made(saturation::section(&facts)),
        ),
        (
            "Participants",
            "participants",
            made(participants::section(&study)),
        ),
        ("Codebook", "codebook", made(codes::section(&study))),
        (
            "Rounds and decisions",
            "rounds",
            made(rounds::section(&study, &rounds)),
        ),
        ("Methods", "methods", made(methods::section(&facts))),
        ("Limits", "limits", made(limits::section(&facts, &matrices))),
        (
            "Checklists",
            "checklists",
            made(checklists::section(&facts)),
        ),
        ("Record", "record", made(record::section(&facts))),
        (
            "Behind the numbers",
            "behind",
            Box::new(matrices::behind(&study, &matrices)),
        ),
        ("Quotes", "quotes", Box::new(quotes::section(&study))),
    ];
    let contents = sections
        .iter()
        .map(|(title, anchor, _)| Words::link(*title, *anchor));
    let opening = study.opening().into_iter().chain([Block::list(contents)]);
    let body = sections.into_iter().flat_map(|(title, anchor, section)| {
        let anchor = Block::Anchor(anchor.to_owned());
        let heading = Block::Heading(2, title.to_owned());
        [anchor, heading].into_iter().chain(section)
    });
    let (mut written, mut pictures) = (Written::begin("en", name), Vec::new());
    let mut named = named::Named::of(&study);
    let taken = opening.chain(body).inspect(|block| {
        keep(block, &mut pictures);
        named.see(block);
    });
    written.add(taken);
    let sheets = book::sheets(&study, &matrices);
    let mut exported = Exported {
        files: written.files("report"),
        warnings: study.warnings(),
    };
    exported.warnings.extend(named.warning(&sheets));
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
        is_lacking: false,
    };
    let study = Study::new("", texts, &findings, &grounds, &asked);
    let themes = view.themes().themes.iter();
    themes
        .map(|theme| quotes::of_theme(&study, theme))
        .collect()
}

/// Keeps the pictures of a block, those that are folded with it, as files.
fn keep(block: &Block, pictures: &mut Vec<(PathBuf, Vec<u8>)>) {
    match block {
        Block::Picture(p) => pictures.push((p.file.as_str().into(), p.svg.clone().into_bytes())),
        Block::Folded(_, within) => within.iter().for_each(|b| keep(b, pictures)),
        _ => {}
    }
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
