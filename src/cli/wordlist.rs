//! `tandem words DIR`: how often words are said and by how many people, a word in context, and what
//! stands beside it.

use super::columns::{Columns, counted};
use super::export::write_file;
use super::queries::joined;
use super::search::{Searching, tell_coverage};
use super::session::Session;
use super::study::{StudyArgs, documents};
use super::words::{Words, one_of};
use super::{Out, tell, write_json};
use crate::model::ids::SourceId;
use crate::model::view::View;
use crate::model::visible::Named;
use crate::model::wrap::{clip, pad, width};
use crate::report::wordlist::{
    Asked, By, CONTEXT, Collocates, Concordance, Found, Frequencies, Keyword, Line, SPAN, Sorting,
    Wanted, Ways, query_of_turns,
};
use crate::report::{Exported, Texts};
use crate::search::{Coverage, FoundTurns};
use anyhow::{Result, anyhow};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct WordList {
    #[command(flatten)]
    study: StudyArgs,
    /// Count in these turns alone: arm:control, coded:hope list:turns… (docs/query.md)
    query: Vec<String>,
    /// Count what interviewers say, too
    #[arg(long)]
    interviewers: bool,
    /// Count what nobody says, too: field notes, documents
    #[arg(long)]
    unspoken: bool,
    /// List stop words, too: “the”, “and”, “的”
    #[arg(long)]
    stop_words: bool,
    /// Count apart for each value of this attribute of participants
    #[arg(long, value_name = "ATTRIBUTE", conflicts_with_all = ["kwic", "collocates"])]
    by: Option<String>,
    /// Values of the attribute at this time point
    #[arg(long, value_name = "TIME POINT", requires = "by")]
    at: Option<String>,
    /// Show each place where this word, or these words one after the other, is said
    #[arg(long, value_name = "WORD", conflicts_with = "collocates")]
    kwic: Option<String>,
    /// Sort places by the words to the left, by those to the right, or as one reads
    #[arg(long, value_parser = one_of(SORTINGS), default_value = "place", requires = "kwic")]
    sort: Sorting,
    /// Show the words said beside this one, by log-dice
    #[arg(long, value_name = "WORD")]
    collocates: Option<String>,
    /// How many words to each side are beside it, within a turn
    #[arg(long, value_name = "WORDS", default_value_t = SPAN, requires = "collocates",
          value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=100))]
    span: usize,
    /// How many lines to print
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// Write all of it to this folder as tables (CSV, workbook)
    #[arg(long, value_name = "FOLDER", conflicts_with = "json")]
    to: Option<PathBuf>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long)]
    json: bool,
}

const SORTINGS: Words<Sorting> = &[
    (
        "left",
        "by the words before it, the nearest first",
        Sorting::Left,
    ),
    ("right", "by the words behind it", Sorting::Right),
    ("place", "as one reads", Sorting::Place),
];

impl WordList {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (session, view) = self.study.look()?;
        let (turns, coverage) = self.turns(&session, &view)?;
        let is_wanted = |id: &&SourceId| turns.as_ref().is_none_or(|t| t.contains_key(*id));
        let sources = view.sources().iter().map(|s| &s.id);
        let documents = documents(&session, &view, sources.filter(is_wanted));
        let texts = Texts::new(&view, &documents);
        let coverage = coverage.unwrap_or(Coverage {
            indexed: documents.len(),
            total: view.sources().len(),
        });
        let wanted = Wanted {
            turns,
            interviewers: self.interviewers,
            unspoken: self.unspoken,
            stop_words: self.stop_words,
            ..Wanted::default()
        };
        let found = self.asked().found(texts, &wanted);
        let found = found.map_err(|why| anyhow!(why))?;
        if let Some(to) = &self.to {
            write(to, &found.files(texts, None), out)?;
        } else if self.json {
            let mut report = found.json(texts, &wanted, self.limit);
            report["sources_searched"] = json!(coverage.indexed);
            report["sources"] = json!(coverage.total);
            write_json(out, &report)?;
        } else {
            for line in found.heard().said(&wanted, &Ways::OPTIONS) {
                writeln!(out, "{line}")?;
            }
            let (said, lines) = lines(&found, texts, &wanted, self.limit);
            for line in said.iter().chain([&String::new()]).chain(&lines) {
                writeln!(out, "{line}")?;
            }
            let (listed, all) = (found.len().min(self.limit), found.len());
            if listed < all {
                tell(&format!("{listed} of {all}; --limit {all} shows all"));
            }
        }
        tell_coverage(coverage);
        Ok(ExitCode::SUCCESS)
    }

    /// The turns a query finds, and how much it searched; nothing where there is no query.
    fn turns(
        &self,
        session: &Session,
        view: &View,
    ) -> Result<(Option<FoundTurns>, Option<Coverage>)> {
        if self.query.is_empty() {
            return Ok((None, None));
        }
        let query = query_of_turns(&joined(&self.query)).map_err(|why| anyhow!(why))?;
        let searching = Searching::new(session, view)?;
        let (turns, coverage) = searching.turns(&query)?;
        if turns.is_empty() {
            tell(&searching.nothing(&query, "note: no turn is found"));
        }
        Ok((Some(turns), Some(coverage)))
    }

    fn asked(&self) -> Asked {
        if let Some(word) = &self.kwic {
            return Asked::Places(Keyword::Typed(word.clone()), self.sort);
        }
        if let Some(word) = &self.collocates {
            return Asked::Beside(Keyword::Typed(word.clone()), self.span);
        }
        Asked::Words(self.by.as_ref().map(|attribute| By {
            attribute: attribute.clone(),
            at: self.at.clone(),
        }))
    }
}

/// What is said about it, and its lines.
fn lines(found: &Found, texts: Texts, wanted: &Wanted, limit: usize) -> (Vec<String>, Vec<String>) {
    let stop_words = found.heard().said_of_stop_words(wanted, &Ways::OPTIONS);
    match found {
        Found::Words(found) => (stop_words, words(found, limit)),
        Found::Places(found) => {
            let said = counted(found.lines.len(), "place");
            (vec![said], places(found, texts, limit))
        }
        Found::Beside(found) => {
            let said = stop_words.into_iter().chain([found.said()]);
            (said.collect(), beside(found, limit))
        }
    }
}

fn write(to: &Path, exported: &Exported, out: Out) -> Result<()> {
    for (name, bytes) in &exported.files {
        let path = to.join(name);
        write_file(&path, bytes)?;
        writeln!(out, "{}", path.shown())?;
    }
    for why in &exported.warnings {
        tell(&format!("note: {why}"));
    }
    Ok(())
}

/// The longest a word is on screen.
const LONGEST: usize = 32;

fn words(found: &Frequencies, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(by) = &found.by {
        let mut groups = Columns::new([by.as_str(), "people", "words"]);
        for (name, group) in found.group_names().zip(&found.groups) {
            let (people, words) = (
                group.count.people.to_string(),
                group.count.times.to_string(),
            );
            groups.row(vec![name.to_owned(), people, words], String::new());
        }
        lines.extend(groups.lines(""));
        lines.push(String::new());
    }
    let pair = |name: &str| [format!("{name}: times"), "people".to_owned()];
    let fixed = ["word", "times", "people", "per 1,000 words"].map(str::to_owned);
    let pairs = found.group_names().flat_map(pair);
    let mut table = Columns::new(fixed.into_iter().chain(pairs));
    for row in found.rows.iter().take(limit) {
        let counts = std::iter::once(&row.count).chain(&row.groups);
        let mut cells: Vec<String> = counts
            .flat_map(|count| [count.times.to_string(), count.people.to_string()])
            .collect();
        cells.insert(2, format!("{:.2}", row.per_1000));
        cells.insert(0, clip(&row.word, LONGEST));
        table.row(cells, String::new());
    }
    lines.extend(table.lines(""));
    lines
}

fn places(found: &Concordance, texts: Texts, limit: usize) -> Vec<String> {
    let shown = &found.lines[..limit.min(found.lines.len())];
    let place = |line: &Line| texts.place(&line.source, line.span);
    let places: Vec<String> = shown.iter().map(place).collect();
    let speaker = |line: &Line| line.speaker.clone().unwrap_or_default();
    let speakers: Vec<String> = shown.iter().map(speaker).collect();
    let widest = |all: &[String]| all.iter().map(|one| width(one)).max().unwrap_or(0);
    let (of_place, of_speaker) = (widest(&places), widest(&speakers));
    let who = places.iter().zip(&speakers);
    let line = |(line, (place, speaker)): (&Line, (&String, &String))| {
        let context = line.context(texts);
        let left = context.left.trim_end();
        let indent = " ".repeat(CONTEXT.saturating_sub(width(left)));
        let (place, speaker) = (pad(place, of_place), pad(speaker, of_speaker));
        let right = context.right.trim_start();
        format!(
            "{place}  {speaker}  {indent}{left}  {}  {right}",
            context.keyword
        )
    };
    shown.iter().zip(who).map(line).collect()
}

fn beside(found: &Collocates, limit: usize) -> Vec<String> {
    let heading = ["word", "times together", "in all", "people", "log-dice"];
    let mut table = Columns::new(heading);
    for row in found.rows.iter().take(limit) {
        let cells = vec![
            clip(&row.word, LONGEST),
            row.together.to_string(),
            row.times.to_string(),
            row.people.to_string(),
            format!("{:.2}", row.log_dice),
        ];
        table.row(cells, String::new());
    }
    table.lines("")
}
