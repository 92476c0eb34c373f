//! The agreement of what is compared as files: tables for spreadsheets and statistics programs,
//! pictures, and a paragraph for the methods section. The same study gives the same bytes, PNG
//! aside, which is drawn with the fonts of the machine.

mod grids;
mod json;
mod pictures;

pub use json::selected_json;

use super::exported::{all, file};
use super::json::pretty;
use super::{Documents, Exported, Made, Put, Request, Texts};
use crate::agreement::round::{Intervals, Selection, Stage};
use crate::export::workbook::workbook;
use crate::model::round::{Headline, Round};
use crate::model::view::View;
use crate::report::claims::{Naming, Place, Record, said};
use crate::report::figures::{Results, Staged, at_hand};
use serde_json::json;
use std::path::{Path, PathBuf};

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

    /// The files of these figures in a folder, all of them held.
    pub fn files(&self, folder: &str) -> Exported {
        Exported::of(|put| self.write(folder, &self.json(), put))
    }

    /// Makes them and hands each on; `json` are the figures as programs read them.
    fn write<E: Send>(
        &self,
        folder: &str,
        json: &serde_json::Value,
        put: &Put<E>,
    ) -> Result<Made, E> {
        let in_folder = |name: PathBuf, bytes| put(Path::new(folder).join(name), bytes);
        let figures = || pretty(&json!({ "rounds": [json] }));
        let mut parts = vec![
            file("methods.md", || self.methods().into_bytes()),
            file("agreement.json", || figures().into_bytes()),
            file("codes.csv", || self.codes().csv().into_bytes()),
            file("confusion.csv", || self.confusion().csv().into_bytes()),
            Box::new(|put: &Put<E>| self.workbook(put)),
        ];
        for (name, picture) in self.pictures() {
            parts.push(Box::new(move |put: &Put<E>| {
                drawn(&name, self.svg(picture), picture.figures(), put)
            }));
        }
        let mut made = all(parts, &in_folder)?;
        for file in &mut made.files {
            *file = Path::new(folder).join(&*file);
        }
        Ok(made)
    }

    fn workbook<E>(&self, put: &Put<E>) -> Result<Made, E> {
        let mut made = Made::default();
        match workbook(self.grids()) {
            Ok(bytes) => made.put("agreement.xlsx", bytes, put)?,
            Err(why) => made.warnings.push(format!("agreement.xlsx: {why}")),
        }
        Ok(made)
    }
}

/// A picture as PNG, where it can be read as one, and as SVG; `figures` is the table that holds them.
fn drawn<E>(name: &str, svg: String, figures: &str, put: &Put<E>) -> Result<Made, E> {
    let mut made = Made::default();
    match png(&svg) {
        Some(Ok(drawn)) => {
            made.put(name.replace(".svg", ".png"), drawn.bytes, put)?;
            let warning = drawn.warning.map(|w| format!("{name}: {w}"));
            made.warnings.extend(warning);
        }
        Some(Err(why)) => {
            let warning = format!("{name}: no PNG: {why}, and {figures} has the figures");
            made.warnings.push(warning);
        }
        None => {}
    }
    made.put(name, svg.into_bytes(), put)?;
    Ok(made)
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
pub(super) fn rounds<E: Send>(
    name: &str,
    view: &View,
    documents: &Documents,
    naming: Naming,
    put: &Put<E>,
) -> Result<Made, E> {
    let at_hand = at_hand(documents);
    let stage = |stage: &Stage| Staged {
        round: stage.round.clone(),
        figures: stage.figures(&at_hand),
    };
    let stages = Stage::all(view, &Selection::default());
    let trend: Vec<Staged> = stages.iter().map(stage).collect();
    let mut made = Made::default();
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
        let figures = report.json();
        let folder = folder(&round.plan.name, &made.files);
        made = made.and(report.write(&folder, &figures, put)?);
        entries.push(figures);
    }
    let all = PathBuf::from("agreement.json");
    made.files.insert(0, all.clone());
    put(all, pretty(&json!({ "rounds": entries })).into_bytes())?;
    made.warnings.sort();
    made.warnings.dedup();
    Ok(made)
}

/// A folder for a round of this name that is not taken yet.
fn folder(name: &str, files: &[PathBuf]) -> String {
    let slug = slug(name);
    let numbered = (2u32..).map(|n| format!("agreement-{slug}-{n}"));
    let mut all = std::iter::once(format!("agreement-{slug}")).chain(numbered);
    let taken = |f: &String| files.iter().any(|path| path.starts_with(f));
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
