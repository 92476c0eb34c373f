//! What a query found, to be carried out: a table of its turns or segments, and their quotes as a
//! paper.

use super::{Background, Texts, paper_files, table_files};
use crate::export::grid::Grid;
use crate::export::paper::{Block, Paper};
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::text::Span;
use crate::model::view::View;
use crate::report::exported::Exported;
use crate::report::words::counted;
use crate::search::{Hit, Listing, Place, Query, Results};

/// The most rows of a table: a sheet of a workbook holds no more.
pub const MOST: usize = 1_000_000;

const HEADING: [&str; 8] = [
    "place", "source", "start", "end", "speaker", "code", "coder", "quote",
];

/// One turn or segment.
struct Row {
    source: SourceId,
    span: Span,
    speaker: Option<String>,
    coded: Option<(CodeId, CoderId)>,
}

/// The sources hits lie in.
pub fn sources_of(hits: &[Hit]) -> impl Iterator<Item = &SourceId> {
    let stretches = hits.iter().filter_map(|hit| hit.place.stretch());
    stretches.map(|at| at.source)
}

/// The hits of a query as files called `found`: a table as CSV and workbook, and the quotes as
/// Markdown, web page and Word file. Memos and codes are left out, which is said.
pub fn gathered_files(query: &Query, typed: &str, found: &Results, texts: Texts) -> Exported {
    let rows: Vec<Row> = found
        .hits
        .iter()
        .filter_map(|hit| row(hit, texts))
        .collect();
    let mut exported = Exported::default();
    for file in table_files("found", grid(&rows, texts)) {
        match file {
            Ok(file) => exported.files.push(file),
            Err(why) => exported.warnings.push(why),
        }
    }
    let paper = paper(query.listing(), typed, &rows, texts);
    exported.files.extend(paper_files("found", &paper));
    let words = match found.hits.len() - rows.len() {
        0 => None,
        1 => Some("a memo or code was found, too: the files hold turns only".to_owned()),
        n => Some(format!(
            "{n} memos and codes were found, too: the files hold turns only"
        )),
    };
    exported.warnings.extend(words);
    if found.hits.len() < found.total {
        let (held, all) = (found.hits.len(), found.total);
        let words = format!("the files hold the first {held} of {all}: narrow the query");
        exported.warnings.push(words);
    }
    exported
}

fn row(hit: &Hit, texts: Texts) -> Option<Row> {
    let at = hit.place.stretch()?;
    // Of a turn all that is said in it, not only what matched.
    let said = match hit.place {
        Place::Turn { turn, .. } => {
            let document = texts.document(at.source);
            let turn = document.and_then(|d| d.structure.turns.get(turn));
            turn.map(|t| Span {
                start: t.talk,
                end: t.span.end,
            })
        }
        _ => None,
    };
    let coded = hit.place.coded();
    Some(Row {
        source: at.source.clone(),
        span: said.unwrap_or(at.span),
        speaker: at.speaker.map(str::to_owned),
        coded: coded.map(|(code, coder)| (code, coder.clone())),
    })
}

impl Row {
    fn code<'v>(&self, view: &'v View) -> &'v str {
        let coded = self.coded.as_ref();
        coded.map_or("", |(code, _)| view.codebook().name(*code))
    }

    fn coder(&self) -> String {
        let coded = self.coded.as_ref();
        coded.map_or_else(String::new, |(_, coder)| coder.to_string())
    }
}

fn grid(rows: &[Row], texts: Texts) -> Grid {
    let cells = rows.iter().map(|row| {
        vec![
            texts.place(&row.source, row.span).into(),
            texts.name(&row.source).into(),
            u64::from(row.span.start).into(),
            u64::from(row.span.end).into(),
            row.speaker.clone().unwrap_or_default().into(),
            row.code(texts.view()).into(),
            row.coder().into(),
            texts.quote(&row.source, row.span).trim_end().into(),
        ]
    });
    let grid = Grid {
        name: "found".into(),
        heading: HEADING.map(str::to_owned).into(),
        rows: cells.collect(),
    };
    let stretches = rows.iter().map(|row| (row.source.clone(), row.span));
    Background::new(texts).beside(texts, grid, stretches)
}

fn paper(listing: Listing, typed: &str, rows: &[Row], texts: Texts) -> Paper {
    let mut sources: Vec<&SourceId> = rows.iter().map(|row| &row.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let count = match listing {
        Listing::Turns => counted(rows.len(), "turn"),
        Listing::Segments => counted(rows.len(), "segment"),
    };
    let counts = format!("{count} in {}", counted(sources.len(), "source"));
    let mut blocks = vec![Block::Heading(1, typed.to_owned()), Block::text(counts)];
    for row in rows {
        let quote = texts.quote(&row.source, row.span).trim_end().to_owned();
        blocks.push(Block::quote(quote));
        let mut words = texts.place(&row.source, row.span);
        if let Some(speaker) = &row.speaker {
            words = format!("{words} · {speaker}");
        }
        if row.coded.is_some() {
            words = format!("{words} · {} ({})", row.code(texts.view()), row.coder());
        }
        blocks.push(Block::text(words));
    }
    Paper {
        language: "en".into(),
        blocks,
    }
}
