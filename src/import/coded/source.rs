//! A source of coded texts, made into what any file becomes.

use crate::import::speakers::Numbers;
use crate::import::{Imported, kind, language};
use crate::model::ids::SourceId;
use crate::model::source::{Paragraph, Structure, Turn};
use crate::model::text::Span;

/// A source of coded texts.
#[derive(Debug)]
pub struct CodedSource {
    pub name: String,
    pub texts: Vec<CodedText>,
    /// What all its rows agree in.
    pub attributes: Vec<(String, String)>,
}

/// A row: a text, and which codes each of its coders gave it.
#[derive(Debug)]
pub struct CodedText {
    pub speaker: String,
    pub text: String,
    /// Coder, line of the file, codes.
    pub by: Vec<(usize, u64, Vec<usize>)>,
}

impl CodedSource {
    /// The source as any file is read, and what is kept as its file: a table of its rows.
    pub fn imported(&self) -> (Imported, Vec<u8>) {
        let (mut text, mut structure) = (String::new(), Structure::default());
        let (mut numbers, mut at) = (Numbers::default(), 0u32);
        let mut original = csv::Writer::from_writer(Vec::new());
        // Writing to memory does not fail.
        let _ = original.write_record(["source", "speaker", "text"]);
        for row in &self.texts {
            let _ = original.write_record([&self.name, &row.speaker, &row.text]);
            let label = match row.speaker.as_str() {
                "" => String::new(),
                speaker => format!("{speaker}: "),
            };
            let talk = at + label.chars().count() as u32;
            let end = talk + row.text.chars().count() as u32;
            let speaker = (!label.is_empty())
                .then(|| numbers.of(&row.speaker, &mut structure))
                .flatten();
            let span = Span { start: at, end };
            structure.paragraphs.push(Paragraph {
                number: structure.paragraphs.len() as u32 + 1,
                letter: 0,
                span,
                turn: structure.turns.len() as u32,
            });
            structure.turns.push(Turn {
                speaker,
                span,
                talk,
                time_ms: None,
            });
            text.push_str(&label);
            text.push_str(&row.text);
            text.push('\n');
            at = end + 1;
        }
        let original = original.into_inner().unwrap_or_default();
        let read = Imported {
            name: self.name.clone(),
            extension: "csv".into(),
            id: SourceId::for_file(&original),
            kind: kind(&self.name, &structure),
            language: language(&text).to_owned(),
            text,
            structure,
            encoding: "UTF-8".into(),
            warnings: Vec::new(),
        };
        (read, original)
    }
}
