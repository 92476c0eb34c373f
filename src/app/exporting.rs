//! Exporting from the screen: how CSV files are to begin, and what is said while files are written.

use super::App;
use super::overlay::{Entry, Overlay, Purpose, Value};
use super::screen::Screen;
use crate::report::Csv;
use crate::report::words::counted;
use crate::work::effect::Effect;
use std::path::PathBuf;

impl App {
    /// Asks how CSV files are to begin; then the screen's export goes on.
    pub(super) fn ask_csv(&mut self) -> Vec<Effect> {
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
        let effects = self.pick("Export".to_owned(), Purpose::Export, entries);
        if let Some(Overlay::Picker(picker)) = self.overlays.last_mut() {
            picker.list.at = usize::from(self.csv == Csv::ForSpreadsheets);
        }
        effects
    }

    /// Goes on with the export of the screen.
    pub(super) fn export(&mut self, csv: Csv) -> Vec<Effect> {
        self.csv = csv;
        match self.screen {
            Screen::Agreement => self.export_agreement(),
            Screen::Conference => self.export_conference(),
            _ => {
                self.busy = Some("putting the export together".to_owned());
                let view = Box::new(self.view.clone());
                vec![Effect::Export(view, self.naming, csv)]
            }
        }
    }

    /// Has files written; the status line says so until they are.
    pub(super) fn write(&mut self, files: Vec<(PathBuf, Vec<u8>)>) -> Vec<Effect> {
        self.busy = Some(format!("writing {}", counted(files.len(), "file")));
        vec![Effect::Write(files, self.csv)]
    }
}
