//! Marks out of a file: documents, who read which, and who marked what in them.

use crate::agreement::characters::Document;
use crate::agreement::mark::Mark;
use crate::model::visible::Named;
use crate::store::read_given;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

/// What a file holds, in numbers.
pub struct Dataset {
    /// Names of the coders, in the order of the file.
    pub coders: Vec<String>,
    /// Codes, in the order of the codebook; those it does not hold come after them.
    pub codes: Vec<String>,
    /// Codings that say again what the same coder has said: they count once.
    pub repeated: usize,
    documents: Vec<Read>,
}

/// A document with what each coder marked in it; `None` for those who did not read it.
struct Read {
    length: u32,
    coders: Vec<Option<Vec<Mark>>>,
}

impl Dataset {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn read(file: &Path) -> Result<Dataset> {
        let shown = file.shown();
        let text = read_given(file).with_context(|| format!("cannot read {shown}"))?;
        let stored: Stored = serde_json::from_slice(&text)
            .with_context(|| format!("{shown} is not a set of documents and codings"))?;
        Dataset::of(stored).with_context(|| shown.to_string())
    }

    fn of(stored: Stored) -> Result<Dataset> {
        let mut codes: Vec<String> = stored.codebook.into_iter().map(|c| c.code).collect();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for (number, code) in codes.iter().enumerate() {
            numbers.entry(code.clone()).or_insert(number as u32);
        }
        let coder = |name: &str| {
            let found = stored.coders.iter().position(|c| c == name);
            found.with_context(|| format!("“{name}” is not among the coders"))
        };
        let places = stored.documents.iter().enumerate();
        let places: HashMap<&str, usize> = places.map(|(n, d)| (d.id.as_str(), n)).collect();
        ensure!(
            places.len() == stored.documents.len(),
            "two documents have the same id"
        );
        let place = |id: &str| {
            let found = places.get(id).copied();
            found.with_context(|| format!("there is no document “{id}”"))
        };
        let mut documents = Vec::with_capacity(stored.documents.len());
        for document in &stored.documents {
            documents.push(Read {
                length: document.length()?,
                coders: vec![None; stored.coders.len()],
            });
        }
        for read in &stored.assessed {
            documents[place(&read.doc)?].coders[coder(&read.coder)?] = Some(Vec::new());
        }
        for coding in stored.codings {
            let Coding {
                coder: name,
                doc,
                start,
                end,
                code,
            } = coding;
            let number = *numbers.entry(code).or_insert_with_key(|code| {
                codes.push(code.clone());
                codes.len() as u32 - 1
            });
            let document = &mut documents[place(&doc)?];
            let Some(marks) = &mut document.coders[coder(&name)?] else {
                bail!("{name} coded something in “{doc}”, but is not said to have read it");
            };
            ensure!(
                start < end && end <= document.length,
                "{name} coded {start} to {end} in “{doc}”, which has {} characters",
                document.length
            );
            marks.push(Mark::new(number, start, end));
        }
        let mut repeated = 0;
        for marks in documents.iter_mut().flat_map(|d| &mut d.coders).flatten() {
            let all = marks.len();
            marks.sort_unstable_by_key(|m| (m.span, m.code));
            marks.dedup();
            repeated += all - marks.len();
        }
        Ok(Dataset {
            coders: stored.coders,
            codes,
            repeated,
            documents,
        })
    }

    /// The documents as the figures take them.
    pub fn documents(&self) -> Vec<Document<'_>> {
        let documents = self.documents.iter();
        documents
            .map(|read| Document {
                length: read.length,
                coders: read.coders.iter().map(Option::as_deref).collect(),
            })
            .collect()
    }

    /// The first two coders' marks, document by document.
    pub fn of_two(&self) -> impl Iterator<Item = (u32, &[Mark], &[Mark])> {
        self.documents.iter().filter_map(|d| match &d.coders[..] {
            [Some(a), Some(b), ..] => Some((d.length, a.as_slice(), b.as_slice())),
            _ => None,
        })
    }

    /// Characters of the documents two coders at least have read.
    pub fn characters(&self) -> u64 {
        let read = |d: &&Read| d.coders.iter().flatten().count() > 1;
        let documents = self.documents.iter().filter(read);
        documents.map(|d| u64::from(d.length)).sum()
    }

    /// Marks in the documents two coders at least have read.
    pub fn marks(&self) -> u64 {
        let of = |d: &Read| match d.coders.iter().flatten().count() {
            0 | 1 => 0,
            _ => d.coders.iter().flatten().map(Vec::len).sum(),
        };
        self.documents.iter().map(of).sum::<usize>() as u64
    }

    /// Two of the coders, on what both have read.
    pub fn pair(&self, a: usize, b: usize) -> Dataset {
        let both = |d: &Read| match (&d.coders[a], &d.coders[b]) {
            (Some(first), Some(second)) => Some(Read {
                length: d.length,
                coders: vec![Some(first.clone()), Some(second.clone())],
            }),
            _ => None,
        };
        Dataset {
            coders: vec![self.coders[a].clone(), self.coders[b].clone()],
            codes: self.codes.clone(),
            repeated: 0,
            documents: self.documents.iter().filter_map(both).collect(),
        }
    }
}

#[derive(Deserialize)]
struct Stored {
    coders: Vec<String>,
    #[serde(default)]
    codebook: Vec<Code>,
    documents: Vec<StoredDocument>,
    assessed: Vec<Assessed>,
    codings: Vec<Coding>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct StoredDocument {
    id: String,
    text: Option<String>,
    length: Option<u32>,
}

impl StoredDocument {
    /// In code points.
    fn length(&self) -> Result<u32> {
        let counted = self.text.as_ref().map(|text| text.chars().count() as u32);
        match (counted, self.length) {
            (Some(counted), Some(said)) if counted != said => bail!(
                "document “{}” is said to have {said} characters and has {counted}",
                self.id
            ),
            (None, None) => bail!("document “{}” has neither a text nor a length", self.id),
            (counted, said) => Ok(counted.or(said).unwrap_or_default()),
        }
    }
}

#[derive(Deserialize)]
struct Assessed {
    coder: String,
    doc: String,
}

#[derive(Deserialize)]
struct Coding {
    coder: String,
    doc: String,
    start: u32,
    end: u32,
    code: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(changed: &str, to: &str) -> Result<Dataset> {
        let text = r#"{"coders": ["a", "b"], "codebook": [{"code": "x"}],
            "documents": [{"id": "d", "text": "four"}, {"id": "e", "length": 9}],
            "assessed": [{"coder": "a", "doc": "d"}, {"coder": "b", "doc": "d"},
                         {"coder": "b", "doc": "e"}],
            "codings": [{"coder": "b", "doc": "e", "start": 1, "end": 4, "code": "y"}]}"#;
        assert!(text.contains(changed));
        Dataset::of(serde_json::from_str(&text.replacen(changed, to, 1))?)
    }

    #[test]
    fn what_was_not_read_is_missing() {
        let data = of("four", "five").unwrap();
        assert_eq!(
            (data.codes.len(), data.characters(), data.marks()),
            (2, 4, 0)
        );
        let documents = data.documents();
        assert!(documents[0].coders[0].is_some_and(<[Mark]>::is_empty));
        assert!(documents[1].coders[0].is_none());
        assert_eq!(documents[1].coders[1], Some(&[Mark::new(1, 1, 4)][..]));
        assert_eq!(data.pair(0, 1).of_two().count(), 1);
    }

    #[test]
    fn what_is_said_twice_counts_once() {
        let coding = r#"{"coder": "b", "doc": "e", "start": 1, "end": 4, "code": "y"}"#;
        let data = of(coding, &format!("{coding}, {coding}")).unwrap();
        assert_eq!(
            (data.repeated, data.documents()[1].coders[1].map(<[_]>::len)),
            (1, Some(1))
        );
    }

    #[test]
    fn mistakes_are_named() {
        let said = |changed, to| match of(changed, to) {
            Ok(_) => panic!("taken: {to}"),
            Err(why) => format!("{why:#}"),
        };
        assert!(said("\"end\": 4", "\"end\": 10").contains("1 to 10 in “e”"));
        assert!(said("\"end\": 4", "\"end\": 1").contains("1 to 1"));
        assert!(
            said(
                "\"coder\": \"b\", \"doc\": \"e\", \"s",
                "\"coder\": \"a\", \"doc\": \"e\", \"s"
            )
            .contains("not said to have read")
        );
        assert!(said("\"coder\": \"a\"", "\"coder\": \"c\"").contains("“c” is not among"));
        assert!(said("\"text\": \"four\"", "\"title\": \"four\"").contains("neither"));
    }
}
