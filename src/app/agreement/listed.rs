//! The segments behind a cell: exactly those it counts, each with place, codes and coders.

use super::{Agreement, Listed, ListedRow};
use crate::agreement::round::Segment;
use crate::app::command::Command;
use crate::app::context::{Context, Request};
use crate::app::list::List;
use crate::report::Texts;
use crate::work::effect::Effect;

/// Most characters of an excerpt.
const EXCERPT: usize = 300;

impl Agreement {
    /// Opens what is behind the cell at the cursor.
    pub(super) fn open_cell(&mut self, cx: &mut Context) -> Vec<Effect> {
        let state = &mut *self;
        let Some(row) = state.table.row(state.list.at) else {
            return cx.say("there is nothing here to open");
        };
        let name = row.name.clone();
        let cell = row.cells.get(state.column).cloned().unwrap_or_default();
        let column = state.table.columns.get(state.column);
        let column = column.map_or(String::new(), |c| c.full.clone());
        match cell.behind {
            Some(behind) => {
                state.wanted = match column.is_empty() {
                    true => name,
                    false => format!("{name} · {column}"),
                };
                cx.ask_segments(behind)
            }
            None => cx.say("no segments are behind this cell"),
        }
    }

    pub(super) fn list_segments(&mut self, found: Vec<Segment>, cx: &mut Context) {
        let texts = Texts::new(&cx.view, &cx.documents);
        let rows: Vec<ListedRow> = found.iter().map(|s| listed(cx, texts, s)).collect();
        if rows.is_empty() {
            cx.note("no segments are behind this cell: it counts none");
            return;
        }
        self.listed = Some(Listed {
            title: self.wanted.clone(),
            rows,
            list: List::default(),
        });
    }

    /// Runs a command while segments are listed.
    pub(super) fn listed_command(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let page = usize::from(self.panes.pane.inner().height).max(2) / 2;
        let Some(listed) = &mut self.listed else {
            return Vec::new();
        };
        let len = listed.rows.len();
        let by = match command {
            Command::Open => {
                let Some(row) = listed.rows.get(listed.list.at).cloned() else {
                    return Vec::new();
                };
                return cx.read(row.source, Some(row.span));
            }
            Command::Find => return cx.request(Request::Search),
            other => match other.rows(page) {
                Some(by) => by,
                None => return Vec::new(),
            },
        };
        listed.list.step(by, len, page);
        Vec::new()
    }
}

fn listed(cx: &Context, texts: Texts, segment: &Segment) -> ListedRow {
    let round = cx.view.round(segment.round);
    let texts = round.map_or(texts, |round| texts.in_round(round));
    let mut who: Vec<String> = Vec::new();
    for coding in &segment.codings {
        let name = match cx.figures() {
            Some(Ok(results)) => results.comparison.material().name(coding.code).to_owned(),
            _ => cx.view.codebook().name(coding.code).to_owned(),
        };
        let rating = coding.rating.map_or(String::new(), |r| format!(" {r}"));
        let words = format!("{} {name}{rating}", coding.coder);
        if !who.contains(&words) {
            who.push(words);
        }
    }
    let who = match who.is_empty() {
        true => "nobody".to_owned(),
        false => who.join(" · "),
    };
    ListedRow {
        place: texts.place(&segment.source, segment.span),
        excerpt: texts.excerpt(&segment.source, segment.span, EXCERPT),
        source: segment.source.clone(),
        span: round.map_or(segment.span, |r| cx.now(r, &segment.source, segment.span)),
        who,
    }
}
