//! Everything that is said or written from a view and its figures: sentences, tables, pictures,
//! exports. A view comes in, values and bytes go out: nothing a viewer may not see can be in them,
//! and screens and subcommands say the same.

pub(crate) mod advice;
mod agreement;
mod attribute_table;
mod attribute_value;
mod background;
pub(crate) mod basis;
mod before;
pub(crate) mod citing;
pub mod claims;
mod codebook;
mod conference;
mod consensus;
pub(crate) mod depends;
mod exported;
pub mod figures;
pub(crate) mod framework;
mod gathered;
pub(crate) mod imported;
pub(crate) mod joint;
mod json;
pub mod linked;
pub(crate) mod map;
pub(crate) mod map_figures;
pub mod markdown;
mod marked;
pub mod matrix;
pub(crate) mod members;
pub(crate) mod memos;
mod narrowing;
pub(crate) mod offers;
mod people;
mod picture;
pub mod presence;
pub(crate) mod rating_course;
mod rating_table;
mod reconciliation;
pub(crate) mod review;
pub(crate) mod saturation;
pub(crate) mod searched;
mod selected;
mod sources;
pub(crate) mod starting;
mod subgroup;
pub(crate) mod table_one;
mod tables;
pub(crate) mod telling;
pub(crate) mod tested;
mod texts;
mod theme_tables;
mod themes;
mod version;
pub(crate) mod whole;
pub(crate) mod wordlist;
pub(crate) mod words;

pub use agreement::{Pixels, Report, png, selected_json, slug};
pub use attribute_table::{
    AttributeRow, AttributeTable, attribute_table, case_kinds, cases, is_field, kind_of,
};
pub(crate) use background::{Background, background_json};
pub use before::{before_words, by_id, seen_before};
pub use codebook::{codebook_file, codebook_json};
pub use conference::{Measure, Meeting, judged_words, judgement_words, units, with_judged};
pub use consensus::{Agreed, Besides};
pub use exported::{Exported, Made, Put, table_files};
pub use gathered::{MOST, gathered_files, sources_of};
pub use json::Figure;
pub use marked::PlacesAlone;
pub use narrowing::{Narrowing, rows_left};
pub use people::{Person, Spoken, people, speaks_in, spoken, spoken_in};
pub(crate) use picture::map_files;
pub use picture::map_svg;
pub use rating_table::{RatingTable, Stands};
pub use reconciliation::{About, Queue, after_rows, after_words, minutes};
pub use selected::Request;
pub use sources::{SourceMade, hanging_words};
pub use subgroup::Subgroup;
pub use texts::{Documents, Texts};
pub use themes::Findings;
pub use version::CodebookVersion;

use crate::export::paper::{Paper, Written};
use crate::import::write_codebook;
use crate::model::code::Code;
use crate::model::ids::CodeId;
use crate::model::theme::Node;
use crate::model::view::View;
use basis::{shrunk_words, waiting_words};
use claims::Naming;
use exported::{all, file, table};
use json::pretty;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use words::counted;

/// How CSV files begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Csv {
    /// With their first heading, as statistics programs want it.
    #[default]
    Plain,
    /// With the mark by which spreadsheets know UTF-8.
    ForSpreadsheets,
}

/// Makes the files of an export of the study called `name` and hands each on; the agreement of each
/// round that can be compared lies in a folder of its own. `documents` are the texts of
/// the sources, `naming` what coders are called in sentences, `attributes` those segments are listed with,
/// if not all; what lies in a source whose text is missing is cited without paragraph and quote.
///
/// # Errors
/// The first that a file was met with: what is not made yet is not made any more.
pub fn files<E: Send>(
    name: &str,
    view: &View,
    documents: &Documents,
    naming: Naming,
    attributes: Option<&[String]>,
    put: &Put<E>,
) -> Result<Made, E> {
    let texts = Texts::new(view, documents).with_attributes(attributes);
    let findings = Findings::new(view, texts);
    let retired = view.retired_with_codings();
    let codebook = || write_codebook(&codebook_file(name, view.codebook(), &retired));
    let explained = || codebook::codebook_text(name, view, &segments(view, &findings, &retired));
    let differences = || reconciliation::reconciliation_csv(view, texts);
    let layer = || tables::layer_table(view, texts, &findings);
    let mut parts = vec![
        file("codebook.ron", || codebook().into_bytes()),
        file("codebook.md", || explained().into_bytes()),
        file("reconciliation.csv", || differences().into_bytes()),
        file("themes.svg", || map_svg(name, &findings).into_bytes()),
        file("themes.json", || pretty(&findings.json()).into_bytes()),
        file("memos.md", || {
            memos::memos_text(name, view, texts).into_bytes()
        }),
        Box::new(|put: &Put<E>| agreement::rounds(name, view, documents, naming, put)),
        table("codings", || tables::codings_table(view, texts)),
        table("analysis-layer", layer),
        table("memos", || memos::memos_table(view, texts)),
        table("sources", || tables::sources_table(view)),
    ];
    if !view.reviews().is_empty() {
        parts.push(table("reviews", || review::table(view)));
    }
    if !view.frameworks().is_empty() {
        use framework::files::{constructs_table, mappings_table, valences_table};
        parts.push(table("frameworks", || constructs_table(view)));
        parts.push(table("mappings", || mappings_table(view)));
        parts.push(table("valences", || valences_table(view)));
    }
    if !view.themes().marks.is_empty() {
        let evidence = || theme_tables::evidence_table(view, texts, &findings);
        parts.push(table("theme-evidence", evidence));
    }
    if view.themes().themes.iter().any(|t| !t.judged.is_empty()) {
        parts.push(table("theme-judgements", || {
            theme_tables::judged_table(view)
        }));
    }
    let mut made = all(parts, put)?;
    let waiting = waiting_words(&findings.layer, view).into_iter();
    let said = waiting
        .chain(shrunk_words(view))
        .chain(findings.label_words());
    made.warnings.splice(0..0, said);
    if findings.layer.kept() > 0 {
        let kept = counted(findings.layer.kept(), "disagreement");
        let warning = format!("analysis-layer.csv has no row for {kept} kept");
        made.warnings.insert(0, warning);
    }
    Ok(made)
}

/// How many segments stand behind each code.
fn segments(view: &View, findings: &Findings, retired: &[&Code]) -> HashMap<CodeId, usize> {
    let grounds = findings.grounds();
    let count = |code: CodeId| grounds.count(view.themes(), Node::Code(code)).segments;
    let codes = view.codebook().active().chain(retired.iter().copied());
    codes.map(|c| (c.id, count(c.id))).collect()
}

/// Begins a file as wanted if it is CSV: for spreadsheets with a byte order mark, which statistics
/// programs may take for part of the first heading.
pub fn begin_csv(name: &Path, bytes: &mut Vec<u8>, csv: Csv) {
    if csv == Csv::ForSpreadsheets && name.extension().is_some_and(|e| e == "csv") {
        bytes.splice(0..0, *b"\xEF\xBB\xBF");
    }
}

/// The minutes of a round in every format, by file name.
pub fn minutes_files(round: &str, paper: &Paper) -> Vec<(PathBuf, Vec<u8>)> {
    let letter = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let stem: String = round.trim().chars().map(letter).collect();
    paper_files(&format!("minutes-{stem}"), paper)
}

/// A paper in every format, by file name.
pub(crate) fn paper_files(stem: &str, paper: &Paper) -> Vec<(PathBuf, Vec<u8>)> {
    let mut written = Written::begin(&paper.language, paper.title());
    written.write(&paper.blocks);
    written.files(stem)
}
