//! `tandem members packet DIR --person P07 --to FOLDER`: the findings as a member is handed them.

use super::named::theme;
use crate::acts::members::packet;
use crate::cli::study::{StudyArgs, all_documents};
use crate::cli::words::{Words, one_of};
use crate::cli::writing::Replacing;
use crate::cli::{Out, tell};
use crate::model::attribute::Subjects;
use crate::model::clock::Stamp;
use crate::model::event::Change;
use crate::model::ids::{SourceId, ThemeId};
use crate::model::member::{Packet, PacketFor};
use crate::model::name::same;
use crate::model::text::Span;
use crate::model::view::View;
use crate::model::visible::Named;
use crate::report::basis::waiting_words;
use crate::report::linked::{Linked, linked};
use crate::report::members::{
    Asked, ENGLISH, Phrases, SIMPLIFIED, TRADITIONAL, paper, quotes, withheld,
};
use crate::report::words::counted;
use crate::report::{Documents, Findings, Subgroup, Texts, paper_files, people, spoken};
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Give {
    #[command(flatten)]
    study: StudyArgs,
    /// The participant it is for
    #[arg(long, required_unless_present = "group", conflicts_with = "group")]
    person: Option<String>,
    /// All participants with a value of an attribute, such as site=North
    #[arg(long, value_name = "ATTRIBUTE=VALUE")]
    group: Option<String>,
    /// Folder to write the packet to: Word, HTML and Markdown
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    /// Only these themes; all that have a statement if left out
    #[arg(long = "theme", value_name = "NAME")]
    themes: Vec<String>,
    /// Places nothing is quoted from, such as P07_interview:24 or a whole source
    #[arg(long, value_name = "PLACE")]
    withhold: Vec<String>,
    /// The most that is quoted under one statement
    #[arg(long, value_name = "N", default_value_t = 5)]
    quotes: usize,
    /// The language of the packet’s own words; statements and quotes stay as they are
    #[arg(long, value_parser = one_of(LANGUAGES), default_value = "en")]
    language: &'static Phrases,
    #[command(flatten)]
    replacing: Replacing,
}

const LANGUAGES: Words<&'static Phrases> = &[
    ("en", "English", &ENGLISH),
    ("zh-Hant", "繁體中文", &TRADITIONAL),
    ("zh-Hans", "简体中文", &SIMPLIFIED),
];

impl Give {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        let (mut session, view, me) = self.study.change()?;
        let documents = all_documents(&session, &view);
        let to = self.whom(&view, &documents)?;
        let named = self.themes.iter().map(|name| Ok(theme(&view, name)?.id));
        let themes: Vec<ThemeId> = named.collect::<Result<_>>()?;
        let text = packet(&view, to, &themes).map_err(anyhow::Error::msg)?;
        let id = session.mint().id();
        let given = Packet {
            id: id.into(),
            text,
            by: me,
            at: Stamp::default(),
        };
        let texts = Texts::new(&view, &documents);
        let findings = Findings::new(&view, texts);
        let places = self
            .withhold
            .iter()
            .map(|typed| place(&view, &documents, typed));
        let places = places.collect::<Result<Vec<_>>>()?;
        let asked = Asked {
            people: given.text.to.people(),
            withheld: &withheld(&view, &findings.marks, places),
            most: self.quotes,
        };
        let of = |theme| quotes(&view, texts, &findings.marks, theme, &asked);
        let found: Vec<_> = given.text.claims.iter().map(|c| of(c.theme)).collect();
        let (quoted, left): (Vec<_>, Vec<usize>) = found.into_iter().unzip();
        let paper = paper(&session.store.info().name, &given, &quoted, self.language);
        fs::create_dir_all(&self.to)
            .with_context(|| format!("{}: is no folder that can be made", self.to.shown()))?;
        let files = paper_files(&stem(&given.text.to), &paper);
        for (name, bytes) in &files {
            self.replacing.write(&self.to.join(name), bytes)?;
        }
        session.save_as(vec![(
            id,
            Change::PacketGiven(Box::new(given.text.clone())),
        )])?;
        for words in waiting_words(&findings.layer, &view) {
            tell(&format!("note: {words}; nothing of it is quoted"));
        }
        for ((claim, quotes), left) in (1..).zip(&quoted).zip(left) {
            let places: Vec<&str> = quotes.iter().map(|q| q.place.as_str()).collect();
            let more = match left {
                0 => String::new(),
                n => format!("; {n} more are left out (--quotes)"),
            };
            let from = match places.is_empty() {
                true => String::new(),
                false => format!(" from {}", places.join(", ")),
            };
            let quotes = counted(quotes.len(), "quote");
            writeln!(out, "statement {claim}: {quotes}{from}{more}")?;
        }
        let (reference, to) = (given.reference(), given.text.to.words());
        writeln!(out, "packet {reference} for {to}:")?;
        for (name, _) in &files {
            writeln!(out, "  {}", self.to.join(name).shown())?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn whom(&self, view: &View, documents: &Documents) -> Result<PacketFor> {
        if let Some(typed) = &self.group {
            let group = Subgroup::parse(view, typed).map_err(|why| anyhow!(why))?;
            if group.of != Subjects::Participants {
                bail!("“{typed}” is of sources: a packet is for people");
            }
            let people = group.people(view);
            let by = format!("{}={}", group.column, group.value);
            return Ok(PacketFor::Group { by, people });
        }
        let typed = self.person.as_deref().unwrap_or_default();
        let mut all = people(view, &spoken(view, documents)).into_iter();
        let found = all.find(|p| same(&p.name, typed));
        let found = found.with_context(|| format!("there is no participant “{typed}”"))?;
        Ok(PacketFor::Person(found.name))
    }
}

/// A place that is typed: paragraphs of a source, or all of it.
fn place(view: &View, documents: &Documents, typed: &str) -> Result<(SourceId, Span)> {
    match linked(view, documents, typed) {
        Linked::Place(source, span) => Ok((source, span)),
        Linked::Source(source) => {
            let all = Span {
                start: 0,
                end: u32::MAX,
            };
            Ok((source, all))
        }
        _ => bail!("“{typed}” is no place: write a source, or P07_interview:24"),
    }
}

/// What the files of a packet are called.
fn stem(to: &PacketFor) -> String {
    let name = match to {
        PacketFor::Person(who) => who,
        PacketFor::Group { by, .. } => by,
    };
    let letter = |c: char| if c.is_alphanumeric() { c } else { '-' };
    format!("members-{}", name.chars().map(letter).collect::<String>())
}
