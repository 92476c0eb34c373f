//! The script of the worked example, and the files it names.

use crate::model::attribute::{AttributeKind, Subjects};
use crate::model::round::{RoundKind, Unit};
use crate::model::source::SourceKind;
use crate::model::text::{Span, Text};
use crate::model::verdict::ReasonKind;
use anyhow::{Context, Result, bail};
use serde::Deserialize;

macro_rules! transcripts {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../sample_transcripts/", $name)))),*]
    };
}

const TRANSCRIPTS: [(&str, &str); 8] = transcripts![
    "P01_interview.txt",
    "P02_interview.txt",
    "P03_interview.txt",
    "P04_interview.txt",
    "P05_interview_zh.txt",
    "P06_interview_zh.txt",
    "FG1_case_workers.txt",
    "field_notes_smcm.txt",
];

const SCRIPT: &str = include_str!("../../../sample_transcripts/study.ron");

pub const CODEBOOK: &str = include_str!("../../../codebooks/strengths-model.ron");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    pub name: String,
    pub codebook: String,
    pub coders: Vec<Coder>,
    pub sources: Vec<Source>,
    pub attributes: Vec<Attribute>,
    pub participants: Vec<Participant>,
    pub interviewers: Vec<String>,
    pub rounds: Vec<Round>,
    pub codings: Vec<Coding>,
    pub verdicts: Vec<Verdict>,
    pub memos: Vec<Memo>,
    pub themes: Vec<Theme>,
    pub marks: Vec<Mark>,
    pub relations: Vec<Relation>,
}

/// What kind of values an attribute takes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    pub of: Subjects,
    pub key: String,
    pub kind: AttributeKind,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coder {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub file: String,
    pub name: String,
    pub kind: SourceKind,
    pub language: String,
    #[serde(default)]
    pub attributes: Vec<(String, String)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    pub id: String,
    #[serde(default)]
    pub attributes: Vec<(String, String)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    pub name: String,
    pub kind: RoundKind,
    pub sources: Vec<String>,
    pub coders: Vec<String>,
    pub unit: Unit,
    pub overlap: f64,
    pub tolerance: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coding {
    pub coder: String,
    pub round: String,
    pub source: String,
    pub code: String,
    pub quote: String,
    #[serde(default = "yes")]
    pub certain: bool,
    #[serde(default)]
    pub memo: String,
}

fn yes() -> bool {
    true
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub enum Stands {
    A,
    B,
    Both,
    Neither,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    pub round: String,
    pub source: String,
    pub quote: String,
    pub code: String,
    pub coder: String,
    pub ruling: Stands,
    pub reason: String,
    pub kind: ReasonKind,
    pub present: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memo {
    pub coder: String,
    pub source: String,
    pub quote: String,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    pub name: String,
    pub statement: String,
    pub parent: String,
    pub codes: Vec<String>,
}

/// A segment of a theme: to be quoted, or a negative case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    pub theme: String,
    pub coder: String,
    pub source: String,
    pub code: String,
    pub quote: String,
    #[serde(default)]
    pub vivid: bool,
    #[serde(default)]
    pub against: bool,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    pub from: String,
    pub to: String,
    pub kind: String,
}

pub fn script() -> Result<Script> {
    ron::from_str(SCRIPT).context("sample_transcripts/study.ron")
}

pub fn transcript(file: &str) -> Result<&'static str> {
    let found = TRANSCRIPTS.iter().find(|(name, _)| *name == file);
    found
        .map(|(_, text)| *text)
        .with_context(|| format!("the worked example has no file {file}"))
}

pub fn place(text: &Text, quote: &str) -> Result<Span> {
    let mut found = text.as_str().match_indices(quote);
    let (Some((at, _)), None) = (found.next(), found.next()) else {
        bail!("this quote does not stand in its transcript exactly once: {quote}");
    };
    Ok(Span {
        start: text.point(at),
        end: text.point(at + quote.len()),
    })
}
