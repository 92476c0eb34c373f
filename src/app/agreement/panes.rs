//! Where things stand on the screen.

use super::{Agreement, Line, Panes, Voice};
use crate::app::context::Context;
use crate::app::screen::{Area, Frame};
use crate::model::wrap;
use crate::report::figures::Shows;

/// Lines about the row at the cursor.
const SAID: u16 = 2;

impl Agreement {
    /// Where things stand with the table as it is.
    pub(super) fn agreement_panes(&self, cx: &Context) -> Panes {
        let pane = Frame::of(cx.size.0, cx.size.1).body;
        let inner = pane.inner();
        let inner = Area {
            x: inner.x + 1,
            width: inner.width.saturating_sub(2),
            ..inner
        };
        let state: &Agreement = self;
        let table = &state.table;
        let most = (inner.height / 4 + 1).clamp(4, 7);
        let head = fold(
            self.agreement_head(cx),
            usize::from(inner.width),
            usize::from(most),
        );
        let foot = match (table.foot.len() as u16, state.shows) {
            (0, Shows::Confusion) => 1,
            (rows, _) => rows + 1,
        };
        let (above, rest) = inner.split_top(head.len() as u16);
        let (heading, rest) = rest.split_top(1);
        let note = |text: &String| Line {
            text: text.clone(),
            ..Line::default()
        };
        let notes = table.notes.iter().map(note).collect();
        let notes = fold(notes, usize::from(inner.width), usize::from(most) - 1);
        let notes: Vec<String> = notes.into_iter().map(|line| line.text).collect();
        let below = notes.len() as u16 + SAID;
        let rows = rest.height.saturating_sub(foot + below);
        let (rows, rest) = rest.split_top(rows);
        let (foot, below) = rest.split_top(foot);
        Panes {
            pane,
            head,
            above,
            heading,
            rows,
            foot,
            notes,
            below,
        }
    }
}

/// A line with as many of its names as there is room for, whole, and how many more there are.
fn with_names(line: &Line, width: usize) -> Vec<String> {
    let of = |shown: usize| {
        let names = line.names[..shown].join(", ");
        match (shown, line.names.len() - shown) {
            (_, 0) => format!("{}{names}", line.text),
            (0, _) => line.text.trim_end_matches([':', ' ']).to_owned(),
            (_, more) => format!("{}{names} and {more} more", line.text),
        }
    };
    let fits = |shown: &usize| wrap::width(&of(*shown)) <= width;
    // Where so many do not fit, more do not either, but for all, which need no word of more.
    let all = line.names.len();
    let most = match fits(&all) {
        true => Some(all),
        false => (0..all).take_while(fits).last(),
    };
    wrap::lines(&of(most.unwrap_or(0)), width)
}

/// Lines wrapped to a width; where there are too many rows the one before those left out says so.
fn fold(lines: Vec<Line>, width: usize, most: usize) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    for line in lines {
        let wrapped = match line.voice {
            Voice::Plain if !line.names.is_empty() => with_names(&line, width),
            _ => wrap::lines(&line.text, width),
        };
        let voice = line.voice;
        rows.extend(wrapped.into_iter().map(|text| Line {
            text,
            names: Vec::new(),
            voice,
        }));
    }
    // What limits the figures stays, whatever else has no room.
    while rows.len() > most {
        let plain = rows.iter().rposition(|row| row.voice == Voice::Plain);
        let dropped = plain.filter(|at| *at > 0).unwrap_or(rows.len() - 1);
        rows.remove(dropped);
        if let Some(before) = dropped.checked_sub(1).and_then(|at| rows.get_mut(at)) {
            let text = before.text.trim_end_matches([' ', '…']);
            before.text = match wrap::width(text) + 2 <= width {
                true => format!("{text} …"),
                false => wrap::clip(&format!("{text} …"), width),
            };
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_is_no_room_what_warns_stays() {
        let line = |text: &str, voice| Line {
            text: text.into(),
            voice,
            ..Line::default()
        };
        let all = vec![
            line("alpha .91", Voice::Strong),
            line("enough for tentative conclusions", Voice::Plain),
            line("by coding 15 of 17", Voice::Strong),
            line("65 turns", Voice::Plain),
            line("as imported", Voice::Warn),
        ];
        let told = |most| -> Vec<String> {
            let rows = fold(all.clone(), 40, most);
            rows.into_iter().map(|row| row.text).collect()
        };
        assert_eq!(told(5).len(), 5);
        assert_eq!(
            told(3),
            ["alpha .91 …", "by coding 15 of 17 …", "as imported"]
        );
        assert_eq!(told(2), ["alpha .91 …", "by coding 15 of 17 …"]);
    }
}
