//! `tandem themes DIR`: the themes with what stands behind them, and the map.

mod bearing;

use super::study::{StudyArgs, all_documents};
use super::writing::{Replacing, drawn};
use super::{Out, columns::Columns, write_json};
use crate::export::graph::{dot, graphml, mermaid};
use crate::model::theme::{EvidenceOn, Node, Theme};
use crate::model::view::View;
use crate::model::visible::Named;
use crate::report::basis::shrunk_words;
use crate::report::basis::waiting_words;
use crate::report::map_figures::judged_words;
use crate::report::offers::{NO_OFFERS, Offer, offers};
use crate::report::{Findings, Narrowing, Texts, map_svg};
use crate::themes::{Count, FindingsByCode, Strokes, draw};
use anyhow::{Result, anyhow, bail};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct Themes {
    #[command(flatten)]
    study: StudyArgs,
    /// Columns the map should fit in
    #[arg(long, default_value_t = 100)]
    width: usize,
    /// Draw the map in plain ASCII
    #[arg(long)]
    ascii: bool,
    /// Write the map to FILE: a picture in .svg or .png, a graph in .dot, .mmd (Mermaid) or .graphml
    #[arg(
        long = "map",
        visible_alias = "svg",
        value_name = "FILE",
        conflicts_with = "json"
    )]
    map: Option<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
    /// Count only where this holds: arm=control, source.site=North, or a query about who speaks and
    /// about sources, "arm:control age:<40"
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    subgroup: Option<String>,
    /// Relations the counts speak for: themes whose codes meet, and what coders confused
    #[arg(long, conflicts_with = "map")]
    offers: bool,
    #[command(flatten)]
    bear: bearing::Bear,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

impl Themes {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        if let Some(done) = self.bear.run(&self.study, out)? {
            return Ok(done);
        }
        let (session, view) = self.study.look()?;
        let documents = all_documents(&session, &view);
        let subgroup = self
            .subgroup
            .as_ref()
            .map(|typed| Narrowing::parse(&view, typed));
        let subgroup = subgroup.transpose().map_err(|why| anyhow!(why))?;
        let findings = Findings::new(&view, Texts::new(&view, &documents)).of_subgroup(subgroup);
        if let Some(path) = &self.map {
            let bytes = bytes(&findings, &session.store.info().name, path)?;
            self.replacing.write(path, &bytes)?;
            writeln!(out, "wrote the theme map to {}", path.shown())?;
            return Ok(ExitCode::SUCCESS);
        }
        if self.offers {
            let offers = offers(&view, &documents, &findings.layer);
            return offered(&view, &findings, &offers, self.json, out);
        }
        if self.json {
            write_json(out, &findings.json())?;
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(words) = findings.subgroup_words() {
            writeln!(out, "only {words}\n")?;
        }
        let waiting = waiting_words(&findings.layer, &view);
        let said = waiting.into_iter().chain(shrunk_words(&view));
        for words in said.chain(findings.label_words()) {
            writeln!(out, "{words}\n")?;
        }
        if view.themes().themes.is_empty() {
            writeln!(
                out,
                "there are no themes yet: tandem open {}, then the screen Themes",
                self.study.dir.shown()
            )?;
            return Ok(ExitCode::SUCCESS);
        }
        let strokes = match self.ascii {
            true => Strokes::Ascii,
            false => Strokes::Lines,
        };
        outline(&view, &findings, out)?;
        writeln!(out)?;
        map(&findings, self.width, strokes, out)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// What could be related, with the counts behind each; nothing is related by that.
fn offered(
    view: &View,
    findings: &Findings,
    offers: &[Offer],
    as_json: bool,
    out: Out,
) -> Result<ExitCode> {
    if as_json {
        let offers: Vec<_> = offers.iter().map(|o| o.json(view)).collect();
        let json = json!({ "only": findings.subgroup_words(), "offers": offers });
        write_json(out, &json)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(words) = findings.subgroup_words() {
        writeln!(out, "meeting: only {words}\n")?;
    }
    for words in waiting_words(&findings.layer, view) {
        writeln!(out, "{words}\n")?;
    }
    if offers.is_empty() {
        writeln!(out, "{NO_OFFERS}")?;
    }
    for offer in offers {
        let (a, b) = (findings.name(offer.ends.0), findings.name(offer.ends.1));
        writeln!(out, "{a} – {b}: {}", offer.counts())?;
        for line in offer.codes(view).lines() {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Themes, subthemes and codes with segments, sources and participants; relations; what is left.
fn outline(view: &View, findings: &Findings, out: Out) -> Result<()> {
    let grounds = findings.grounds();
    let map = view.themes();
    let mut table = Columns::new(["theme", "segments", "sources", "participants"]);
    for theme in &map.themes {
        let indent = "  ".repeat(usize::from(theme.depth));
        let count = grounds.count(map, Node::Theme(theme.id));
        table.row(
            cells(format!("{indent}{}", theme.name), &count),
            String::new(),
        );
        for code in &theme.codes {
            let count = grounds.count(map, Node::Code(*code));
            let name = view.codebook().name(*code);
            table.row(cells(format!("{indent}  · {name}"), &count), String::new());
        }
    }
    for line in table.lines("") {
        writeln!(out, "{line}")?;
    }
    if !map.relations.is_empty() {
        writeln!(out, "\nrelations")?;
    }
    for relation in &map.relations {
        let count = findings.marks.count(EvidenceOn::Relation(relation.id));
        let rests = match count.rest_words() {
            none if none.is_empty() => none,
            words => format!("  ({words})"),
        };
        writeln!(
            out,
            "  {} → {} → {}{rests}",
            findings.name(relation.from),
            relation.kind,
            findings.name(relation.to)
        )?;
    }
    marked(view, findings, out)?;
    judged(view, out)?;
    unplaced(view, &grounds, out)
}

fn cells(name: String, count: &Count) -> Vec<String> {
    let figures = [count.segments, count.sources, count.participants];
    std::iter::once(name)
        .chain(figures.map(|n| n.to_string()))
        .collect()
}

/// Negative cases and vivid segments, theme by theme.
fn marked(view: &View, findings: &Findings, out: Out) -> Result<()> {
    let count = |theme: &Theme| findings.marks.count(EvidenceOn::Theme(theme.id)).words();
    let themes = view.themes().themes.iter().map(|t| (t, count(t)));
    let mut themes = themes.filter(|(_, words)| !words.is_empty()).peekable();
    if themes.peek().is_some() {
        writeln!(out, "\nmarked")?;
    }
    for (theme, words) in themes {
        writeln!(out, "  {}: {words}", theme.name)?;
    }
    Ok(())
}

/// How robust themes were found, as it was last judged.
fn judged(view: &View, out: Out) -> Result<()> {
    let themes = view.themes().themes.iter();
    let mut last = themes
        .filter_map(|t| Some((t, t.judged.last()?)))
        .peekable();
    if last.peek().is_some() {
        writeln!(out, "\nrobustness")?;
    }
    for (theme, judged) in last {
        writeln!(out, "  {}: {}", theme.name, judged_words(judged))?;
    }
    Ok(())
}

fn unplaced(view: &View, grounds: &FindingsByCode<'_>, out: Out) -> Result<()> {
    let codes = grounds.unplaced(view.themes());
    if codes.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = codes.iter().map(|c| view.codebook().name(*c)).collect();
    writeln!(out, "\nused, but under no theme: {}", names.join(", "))?;
    Ok(())
}

/// The drawn map.
pub fn map(findings: &Findings, width: usize, strokes: Strokes, out: Out) -> Result<()> {
    let layout = findings.map(&findings.grounds(), width);
    for row in draw(&layout, strokes).rows {
        writeln!(out, "{row}")?;
    }
    Ok(())
}

/// The map as the ending of the file's name wants it.
fn bytes(findings: &Findings, study: &str, path: &Path) -> Result<Vec<u8>> {
    let graph = || findings.graph(study);
    Ok(match path.extension().and_then(|e| e.to_str()) {
        Some("svg") => map_svg(study, findings).into_bytes(),
        Some("png") => drawn(&map_svg(study, findings))?,
        Some("dot") => dot(&graph()).into_bytes(),
        Some("mmd") => mermaid(&graph()).into_bytes(),
        Some("graphml") => graphml(&graph()).into_bytes(),
        _ => bail!(
            "{}: the name of the file must end in .svg, .png, .dot, .mmd or .graphml",
            path.shown()
        ),
    })
}
