//! Overlays every screen has: commands, messages, the way an export is written, memos, places.

mod ask;
mod same_name;

pub use ask::Ask;

use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Value};
use crate::app::screens::Answer;
use crate::app::{App, palette};
use crate::report::Csv;
use crate::work::effect::Effect;

pub(crate) fn answered(app: &mut App, ask: Ask, answer: Answer) -> Vec<Effect> {
    match (ask, answer) {
        (Ask::Command, Answer::Picked(picked)) => match picked.first() {
            Value::Command(command) => app.run(command),
            Value::Elsewhere(scope, command) => palette::run_elsewhere(app, scope, command),
            _ => Vec::new(),
        },
        (Ask::Export, Answer::Picked(picked)) => match picked.first() {
            Value::Csv(csv) => export(app, csv),
            _ => Vec::new(),
        },
        (Ask::Messages, Answer::Picked(picked)) => match picked.first() {
            Value::Text(draft) => app.cx.open_draft(&draft),
            _ => Vec::new(),
        },
        (Ask::DropDraft(draft), Answer::Confirmed) => app.cx.drop_draft(&draft),
        (Ask::GoTo, Answer::Picked(picked)) => match picked.first() {
            Value::Memo(id) => app.cx.show_memo(id),
            Value::Place(source, span) => app.cx.read(source, Some(span)),
            _ => Vec::new(),
        },
        (Ask::Memo(on, kind), Answer::Entered(text)) => {
            app.screens.read.drop_selection();
            app.cx.keep_memo(on, kind, text.trim().to_owned())
        }
        (Ask::EditMemo(id, kind), Answer::Entered(text)) => {
            app.cx.change_memo(id, kind, text.trim().to_owned())
        }
        (Ask::Memos(on), Answer::Picked(picked)) => match picked.first() {
            Value::Another => app.cx.edit_memo(on),
            Value::Memo(id) => app.cx.show_memo(id),
            _ => Vec::new(),
        },
        (Ask::SameName(files), Answer::Picked(picked)) => match picked.first() {
            Value::Same(same) => app.cx.import_same(files, same),
            _ => Vec::new(),
        },
        (Ask::Save(change), Answer::Confirmed) => app.cx.save(vec![*change]),
        _ => Vec::new(),
    }
}

fn export(app: &mut App, csv: Csv) -> Vec<Effect> {
    app.cx.csv = csv;
    app.screens.at_mut(app.cx.screen).export(&mut app.cx)
}

impl Context {
    /// Asks how CSV files are to begin; then the screen's export goes on.
    pub(crate) fn ask_csv(&mut self) -> Vec<Effect> {
        let ways = [
            (
                Csv::Plain,
                "CSV for statistics programs",
                "Plain UTF-8: the file begins with its first heading",
            ),
            (
                Csv::ForSpreadsheets,
                "CSV for spreadsheets",
                "Begins with the byte order mark by which spreadsheets know UTF-8; statistics \
                 programs may take it for part of the first heading",
            ),
        ];
        let entry = |(csv, label, detail)| Entry::new(label, Value::Csv(csv)).detail(detail);
        let entries = ways.into_iter().map(entry).collect();
        let effects = self.pick("Export", Ask::Export, entries);
        if let Some(Overlay::Picker(picker)) = self.overlays.last_mut() {
            picker.list.at = usize::from(self.csv == Csv::ForSpreadsheets);
        }
        effects
    }
}
