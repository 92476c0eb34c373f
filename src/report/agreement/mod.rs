//! The agreement of what is compared as files: tables for spreadsheets and statistics programs,
//! pictures, and a paragraph for the methods section. The same study gives the same bytes, PNG
//! aside, which is drawn with the fonts of the machine.

mod grids;
mod json;
mod pictures;

pub use json::selected_json;

use super::json::pretty;
use super::{Documents, Request, Texts};
use crate::agreement::round::{Intervals, Selection, Stage};
use crate::export::workbook::workbook;
use crate::model::round::{Headline, Round};
use crate::model::view::View;
use crate::report::claims::{Naming, Place, Record, said};
use crate::report::figures::{Results, Staged, at_hand};
use serde_json::json;
use std::path::PathBuf;

/// Files with their bytes, and what could not be written as it should.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// Files, by name below the folder of the export.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// What is to be said about them.
    pub warnings: Vec<String>,
}

pub struct Report<'a> {
    /// The study's name.
    pub name: &'a str,
    /// The study, as far as the viewer sees it.
    pub view: &'a View,
    pub results: &'a Results,
    /// Their intervals; none where no coefficients are wanted.
    pub intervals: Option<&'a Intervals>,
    pub trend: &'a [Staged],
    /// What coders are called in sentences.
    pub naming: Naming,
}

impl Report<'_> {
    fn lead(&self) -> Headline {
        self.results.lead()
    }

    fn rounds(&self) -> String {
        let parts = self.results.comparison.material().parts.iter();
        let names: Vec<&str> = parts.map(|p| p.round.plan.name.as_str()).collect();
        names.join(" + ")
    }

    /// Title and paragraph for the methods section, as Markdown that reads as plain text.
    fn methods(&self) -> String {
        let sentences = said(&self.record(), Place::Methods);
        format!(
            "# Agreement: {}\n\n{}\n",
            self.rounds(),
            sentences.join(" ")
        )
    }

    pub fn record(&self) -> Record<'_> {
        Record::of(self.view, self.results, self.intervals, self.naming)
    }

    /// Figures and intervals as programs read them.
    fn json(&self) -> serde_json::Value {
        // No text is quoted: names alone are needed.
        let none = Documents::new();
        let parts = self.results.comparison.material().parts.iter();
        let rounds: Vec<&Round> = parts.map(|p| &*p.round).collect();
        let texts = Texts::new(self.view, &none);
        json::entry(&rounds, self.results, self.intervals, texts)
    }

    pub fn files(&self, folder: &str) -> Exported {
        let mut exported = Exported::default();
        let mut add = |name: &str, bytes: Vec<u8>| {
            exported
                .files
                .push((PathBuf::from(folder).join(name), bytes));
        };
        add("methods.md", self.methods().into_bytes());
        let all = pretty(&json!({ "rounds": [self.json()] }));
        add("agreement.json", all.into_bytes());
        add("codes.csv", self.codes().csv().into_bytes());
        add("confusion.csv", self.confusion().csv().into_bytes());
        let mut warnings = Vec::new();
        match workbook(&self.grids()) {
            Ok(bytes) => add("agreement.xlsx", bytes),
            Err(why) => warnings.push(format!("agreement.xlsx: {why}")),
        }
        let mut pictures = self.tables();
        pictures.extend(self.heat_maps());
        for (name, svg) in pictures {
            match png(&svg) {
                Some(Ok(drawn)) => {
                    add(&name.replace(".svg", ".png"), drawn.bytes);
                    warnings.extend(drawn.warning.map(|w| format!("{name}: {w}")));
                }
                Some(Err(why)) => warnings.push(format!("{name}: no PNG: {why}")),
                None => {}
            }
            add(&name, svg.into_bytes());
        }
        exported.warnings = warnings;
        exported
    }
}

/// A picture as PNG.
#[derive(Clone, Debug)]
pub struct Pixels {
    pub bytes: Vec<u8>,
    /// What is missing in it, in words.
    pub warning: Option<String>,
}

/// A picture as PNG; `None` where this program was built without.
#[cfg(feature = "png")]
pub fn png(svg: &str) -> Option<Result<Pixels, String>> {
    use crate::export::png::png;
    let drawn = png(svg).map_err(|e| e.to_string());
    Some(drawn.map(|drawn| {
        let missing: String = drawn.missing.iter().take(12).collect();
        let warning = (!missing.is_empty()).then(|| {
            format!("this machine's fonts do not draw {missing} there: install one that does, or use the SVG")
        });
        Pixels {
            bytes: drawn.bytes,
            warning,
        }
    }))
}

/// A picture as PNG; `None` where this program was built without.
#[cfg(not(feature = "png"))]
pub fn png(_: &str) -> Option<Result<Pixels, String>> {
    None
}

/// The agreement of all rounds in one file, and that of each that can be compared in a folder of its
/// own.
pub(super) fn rounds(name: &str, view: &View, documents: &Documents, naming: Naming) -> Exported {
    let at_hand = at_hand(documents);
    let stage = |stage: &Stage| Staged {
        round: stage.round.clone(),
        figures: stage.figures(&at_hand),
    };
    let stages = Stage::all(view, &Selection::default());
    let trend: Vec<Staged> = stages.iter().map(stage).collect();
    let mut exported = Exported::default();
    let mut entries = Vec::new();
    for round in view.rounds() {
        let (results, intervals) = match Request::round(round.id).answer(view, documents) {
            Ok(found) => found,
            Err(why) => {
                entries.push(json::not_yet(&[round], &why, view, documents));
                continue;
            }
        };
        let report = Report {
            name,
            view,
            results: &results,
            intervals: intervals.as_ref(),
            trend: &trend,
            naming,
        };
        entries.push(report.json());
        let folder = folder(&round.plan.name, &exported);
        let more = report.files(&folder);
        exported.files.extend(more.files);
        exported.warnings.extend(more.warnings);
    }
    let all = pretty(&json!({ "rounds": entries })).into_bytes();
    exported.files.insert(0, ("agreement.json".into(), all));
    exported.warnings.sort();
    exported.warnings.dedup();
    exported
}

/// A folder for a round of this name that is not taken yet.
fn folder(name: &str, exported: &Exported) -> String {
    let slug = slug(name);
    let numbered = (2u32..).map(|n| format!("agreement-{slug}-{n}"));
    let mut all = std::iter::once(format!("agreement-{slug}")).chain(numbered);
    let taken = |f: &String| exported.files.iter().any(|(path, _)| path.starts_with(f));
    all.find(|f| !taken(f)).unwrap_or_default()
}

/// A name as part of a file's: letters and digits of any script, `-` between.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase).take(60) {
        match c {
            c if c.is_alphanumeric() => out.push(c),
            _ if out.ends_with('-') || out.is_empty() => {}
            _ => out.push('-'),
        }
    }
    match out.trim_end_matches('-') {
        "" => "round".to_owned(),
        slug => slug.to_owned(),
    }
}
