//! What a query found, to be carried out: a table of its turns or segments, and their quotes as a
//! paper.

use super::{Background, Texts, paper_files, table_files};
use crate::export::grid::Grid;
use crate::export::paper::{Block, Paper};
use crate::model::ids::{CodeId, CoderId, CodingId, SourceId};
use crate::model::text::Span;
use crate::model::view::View;
use crate::report::exported::Exported;
use crate::report::words::counted;
use crate::search::{Hit, Listing, Place, Query};

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
    coded: Option<(CodingId, CodeId, CoderId)>,
}

/// The sources hits lie in.
pub fn sources_of(hits: &[Hit]) -> impl Iterator<Item = &SourceId> {
    hits.iter().filter_map(|hit| match &hit.place {
        Place::Turn { source, .. } | Place::Segment { source, .. } => Some(source),
        Place::Memo(_) | Place::Code { .. } => None,
    })
}

/// The hits of a query as files called `found`: a table as CSV and workbook, and the quotes as
/// Markdown, web page and Word file. Memos and codes are left out, which is said.
pub fn gathered_files(query: &Query, typed: &str, hits: &[Hit], texts: Texts) -> Exported {
    let rows: Vec<Row> = hits.iter().filter_map(|hit| row(hit, texts)).collect();
    let mut exported = Exported::default();
    for file in table_files("found", grid(&rows, texts)) {
        match file {
            Ok(file) => exported.files.push(file),
            Err(why) => exported.warnings.push(why),
        }
    }
    let paper = paper(query.listing(), typed, &rows, texts);
    exported.files.extend(paper_files("found", &paper));
    let left = hits.len() - rows.len();
    if left > 0 {
        let words = match left {
            1 => "a memo or code was found, too: it lies in no text and is not in the files"
                .to_owned(),
            n => format!(
                "{n} memos and codes were found, too: they lie in no text and are not in the files"
            ),
        };
        exported.warnings.push(words);
    }
    exported
}

fn row(hit: &Hit, texts: Texts) -> Option<Row> {
    match &hit.place {
        Place::Turn {
            source,
            turn,
            span,
            speaker,
            ..
        } => {
            let document = texts.document(source);
            let turn = document.and_then(|d| d.structure.turns.get(*turn));
            let whole = turn.map(|t| Span {
                start: t.talk,
                end: t.span.end,
            });
            Some(Row {
                source: source.clone(),
                span: whole.unwrap_or(*span),
                speaker: speaker.clone(),
                coded: None,
            })
        }
        Place::Segment {
            coding,
            source,
            span,
            code,
            coder,
            speaker,
            ..
        } => Some(Row {
            source: source.clone(),
            span: *span,
            speaker: speaker.clone(),
            coded: Some((*coding, *code, coder.clone())),
        }),
        Place::Memo(_) | Place::Code { .. } => None,
    }
}

impl Row {
    fn code<'v>(&self, view: &'v View) -> &'v str {
        let coded = self.coded.as_ref();
        coded.map_or("", |(_, code, _)| view.codebook().name(*code))
    }

    fn coder(&self) -> String {
        let coded = self.coded.as_ref();
        coded.map_or_else(String::new, |(_, _, coder)| coder.to_string())
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
    let mut blocks = vec![Block::Heading(1, typed.to_owned()), Block::Text(counts)];
    for row in rows {
        let quote = texts.quote(&row.source, row.span).trim_end().to_owned();
        blocks.push(Block::Quote(quote));
        let mut words = texts.place(&row.source, row.span);
        if let Some(speaker) = &row.speaker {
            words = format!("{words} · {speaker}");
        }
        if row.coded.is_some() {
            words = format!("{words} · {} ({})", row.code(texts.view()), row.coder());
        }
        blocks.push(Block::Text(words));
    }
    Paper {
        language: "en".into(),
        blocks,
    }
}
