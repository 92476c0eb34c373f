//! The study a report is of, as every section reads it.

use super::anchors::Anchors;
use crate::export::paper::{Block, Words};
use crate::model::ids::{CoderId, SourceId};
use crate::model::text::Span;
use crate::model::theme::Node;
use crate::model::view::View;
use crate::report::basis::{shrunk_words, waiting_words};
use crate::report::claims::Naming;
use crate::report::matrix::By;
use crate::report::words::listed;
use crate::report::{Findings, Person, Texts, people, spoken};
use crate::themes::FindingsByCode;
use std::cell::OnceCell;

/// What a report is to hold.
pub struct Asked {
    /// The groups that themes and codes are counted by; those of few values, if none are named.
    pub by: Vec<By>,
    /// What coders are called.
    pub naming: Naming,
    /// Whether files of the study are not here in full, or could not be read.
    pub is_lacking: bool,
}

pub(super) struct Study<'a> {
    pub name: &'a str,
    pub view: &'a View,
    pub texts: Texts<'a>,
    pub findings: &'a Findings<'a>,
    pub grounds: &'a FindingsByCode<'a>,
    pub anchors: Anchors,
    pub by: Vec<By>,
    pub naming: Naming,
    is_lacking: bool,
    /// Whoever speaks or has attributes: counting their words takes longer than most of the report.
    people: OnceCell<Vec<Person>>,
}

impl<'a> Study<'a> {
    pub fn new(
        name: &'a str,
        texts: Texts<'a>,
        findings: &'a Findings<'a>,
        grounds: &'a FindingsByCode<'a>,
        asked: &Asked,
    ) -> Study<'a> {
        let view = texts.view();
        Study {
            name,
            view,
            texts,
            findings,
            grounds,
            anchors: Anchors::of(view),
            by: asked.by.clone(),
            naming: asked.naming,
            is_lacking: asked.is_lacking,
            people: OnceCell::new(),
        }
    }

    /// Whoever speaks or has attributes.
    pub fn people(&self) -> &[Person] {
        let count = || people(self.view, &spoken(self.view, self.texts.documents()));
        self.people.get_or_init(count)
    }

    /// A theme or code by its name, which leads to it.
    pub fn node(&self, node: Node) -> Words {
        let name = self.findings.name(node);
        match self.anchors.node(node) {
            Some(anchor) => Words::link(name, anchor),
            None => name.into(),
        }
    }

    /// What stands above all sections.
    pub fn opening(&self) -> Vec<Block> {
        let view = self.view;
        let mut blocks = vec![Block::Heading(1, self.name.to_owned())];
        let mut facts = vec![
            ("Coders".to_owned(), self.coders()),
            ("Sources".to_owned(), view.collected().count().to_string()),
        ];
        let basis = self.findings.basis();
        if !basis.is_empty() {
            facts.push(("Findings rest on".to_owned(), basis));
        }
        let seen = "what everybody in the study may see; what is coded in sources that wait for a blind round is left out";
        facts.push(("In it".to_owned(), seen.to_owned()));
        facts.push((
            "Written by".to_owned(),
            format!("Tandem {}", env!("CARGO_PKG_VERSION")),
        ));
        blocks.push(Block::Facts(facts));
        let warnings = self.warnings();
        if !warnings.is_empty() {
            blocks.push(Block::list(warnings));
        }
        blocks
    }

    /// What has to be said of all findings.
    pub fn warnings(&self) -> Vec<String> {
        let waiting = waiting_words(&self.findings.layer, self.view);
        let shrunk = shrunk_words(self.view);
        self.lacking()
            .into_iter()
            .chain(waiting)
            .chain(shrunk)
            .chain(self.findings.label_words())
            .collect()
    }

    /// That the study was not here in full. No file is named: a path is of one machine. None is counted:
    /// one may lack in several ways.
    pub fn lacking(&self) -> Vec<String> {
        let files = "The study was not here in full when this was written: files of it lacked lines or could not be read. What is missing is in no count and no sentence.";
        let files = self.is_lacking.then(|| files.to_owned());
        let left_out = self.view.notices().into_iter().map(|notice| notice.0);
        files.into_iter().chain(left_out).collect()
    }

    /// Those who coded or reviewed, with the ids they have in tables and minutes.
    fn coders(&self) -> String {
        let one = |coder: &CoderId| match self.naming.of(coder, self.view) {
            name if name == coder.as_str() => name,
            name => format!("{name} ({coder})"),
        };
        listed(self.view.coders().keys().map(one))
    }

    pub fn called<'c>(&self, coders: impl IntoIterator<Item = &'c CoderId>) -> String {
        listed(coders.into_iter().map(|c| self.naming.of(c, self.view)))
    }

    /// How a place is cited, which leads to its words.
    pub fn cited(&self, source: &SourceId, span: Span) -> Words {
        Words::link(
            self.texts.cite(source, span),
            self.anchors.quote(source, span),
        )
    }

    /// Places one after the other, each of which leads to its words.
    pub fn places<'p>(&self, all: impl IntoIterator<Item = (&'p SourceId, Span)>) -> Words {
        let mut words = Words::default();
        for (source, span) in all {
            if !words.0.is_empty() {
                words = words.and(", ");
            }
            words = words.and(self.cited(source, span));
        }
        words
    }
}
