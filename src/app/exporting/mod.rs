//! Reports and exports, made from the view: nothing a viewer may not see can be in them. The
//! screen's export and the subcommands share them.

mod agreement;
mod codebook;
mod conference;
mod consensus;
mod marked;
mod memos;
mod picture;
mod reconciliation;
mod selected;
mod tables;
mod texts;
mod themes;
mod version;

pub use agreement::{Exported, Pixels, Report, outcome_json, png, selected_json, slug};
pub use codebook::{codebook_file, codebook_json};
pub use conference::{Measure, Meeting, judgement_words, units, with_judged};
pub use consensus::{Agreed, Besides};
pub use marked::PlacesAlone;
pub use picture::map_svg;
pub use reconciliation::{Queue, minutes};
pub use selected::Request;
pub use texts::{Documents, Texts};
pub use themes::Findings;
pub use version::CodebookVersion;

use super::App;
use super::claims::Naming;
use super::counted::counted;
use super::effect::Effect;
use super::study::{shrunk_words, waiting_words};
use crate::export::paper::{self, Paper};
use crate::import::write_codebook;
use crate::model::ids::CodeId;
use crate::model::theme::Node;
use crate::model::view::View;
use serde_json::Value;
use std::collections::HashMap;
use std::path::PathBuf;

impl App {
    /// Writes everything that can be exported.
    pub(super) fn export_all(&mut self) -> Vec<Effect> {
        vec![Effect::Export(Box::new(self.view.clone()), self.naming)]
    }
}

/// The files of an export of the study called `name`, by file name; the agreement of each round
/// that can be compared in a folder of its own. `documents` are the texts of
/// the sources, `naming` what coders are called in sentences; what lies in a source whose text is missing is cited without paragraph and quote.
pub fn files(name: &str, view: &View, documents: &Documents, naming: Naming) -> Exported {
    let texts = Texts::new(view, documents);
    let findings = Findings::new(view, texts);
    let grounds = findings.grounds();
    let retired = view.retired_in_use();
    let codes = view.codebook().active().chain(retired.iter().copied());
    let segments: HashMap<CodeId, usize> = codes
        .map(|c| {
            (
                c.id,
                grounds.count(view.themes(), Node::Code(c.id)).segments,
            )
        })
        .collect();
    let codebook = codebook_file(name, view.codebook(), &retired);
    let all = [
        ("codings.csv", tables::codings_csv(view, texts)),
        ("codebook.ron", write_codebook(&codebook)),
        (
            "codebook.md",
            codebook::codebook_text(name, view, &segments),
        ),
        (
            "reconciliation.csv",
            reconciliation::reconciliation_csv(view, texts),
        ),
        (
            "analysis-layer.csv",
            tables::layer_csv(view, texts, &findings),
        ),
        ("themes.svg", map_svg(name, &findings)),
        ("themes.json", pretty(&findings.json())),
        ("memos.md", memos::memos_text(name, view, texts)),
    ];
    let mut exported = agreement::rounds(name, view, documents, naming);
    let all = all.map(|(file, text)| (PathBuf::from(file), text.into_bytes()));
    exported.files.splice(0..0, all);
    let waiting = waiting_words(&findings.layer, view).into_iter();
    let said = waiting
        .chain(shrunk_words(view))
        .chain(findings.label_words());
    exported.warnings.splice(0..0, said);
    if findings.layer.kept() > 0 {
        let kept = counted(findings.layer.kept(), "disagreement");
        let warning = format!("analysis-layer.csv has no row for {kept} kept");
        exported.warnings.insert(0, warning);
    }
    exported
}

/// The minutes of a round in every format, by file name.
pub fn minutes_files(round: &str, paper: &Paper) -> Vec<(PathBuf, Vec<u8>)> {
    let letter = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let stem: String = round.trim().chars().map(letter).collect();
    let file = |ending: &str| PathBuf::from(format!("minutes-{stem}.{ending}"));
    let mut files = vec![
        (file("md"), paper::markdown(paper).into_bytes()),
        (file("html"), paper::html(paper).into_bytes()),
    ];
    // Writing to memory does not fail.
    files.extend(paper::docx(paper).ok().map(|bytes| (file("docx"), bytes)));
    files
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
