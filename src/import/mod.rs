//! Reading files into sources: one file per format, bytes to text and structure.
//!
//! Invariant: pure. Bytes and names come in, values go out; nothing is opened here.

mod assessed;
mod captions;
mod chat;
mod codebook;
mod codebook_colour;
mod codebook_fault;
pub(crate) mod codebook_file;
mod codebook_outline;
mod codebook_table;
#[cfg(test)]
mod codebook_table_tests;
#[cfg(test)]
mod codebook_tests;
mod codebook_tree;
mod codebook_write;
pub(crate) mod coded;
pub mod coding_row;
pub(crate) mod codings_csv;
mod codings_json;
mod columns;
mod contents;
mod counted;
mod cues;
mod cursor;
#[cfg(test)]
mod damaged_tests;
pub(crate) mod decode;
mod docx;
mod docx_text;
mod doubts;
mod draft;
mod epub;
mod epub_parts;
mod error;
mod evidence;
mod flow;
pub mod formats;
#[cfg_attr(not(feature = "pdf"), expect(dead_code))]
pub(crate) mod guarded;
mod html;
mod html_lines;
mod html_tag;
mod html_tags;
#[cfg(test)]
mod html_tests;
mod html_text;
mod json;
mod kind;
mod labels;
mod language;
mod leads;
mod lines;
mod looks;
mod markup;
mod names;
mod odt;
mod odt_styles;
mod odt_text;
mod packed;
mod paragraph_cells;
mod pasted;
mod pattern;
#[cfg(feature = "pdf")]
mod pdf;
pub(crate) mod ratings;
mod reading;
mod ron_places;
mod rtf;
mod rtf_groups;
mod rtf_letters;
mod rtf_lines;
#[cfg(test)]
mod rtf_tests;
mod rtf_text;
mod rtf_tokens;
mod sbv;
mod segments;
mod separated;
#[cfg(test)]
mod shapes_tests;
mod sheet;
mod speakers;
#[cfg(test)]
mod speakers_tests;
mod table_rows;
mod tables;
mod tags;
mod textgrid;
mod timecode;
mod turns;
#[cfg(test)]
mod turns_tests;
mod utterances;
mod voices;
mod weak;
mod wrap;
mod xlsx;
mod xlsx_cells;
#[cfg(test)]
mod xlsx_tests;
mod xlsx_values;

pub use assessed::assessed;
pub use codebook::codebook;
pub use codebook_file::CodebookFile;
pub use codebook_write::write as write_codebook;
pub use coding_row::CodingsFile;
pub use codings_csv::codings;
pub use doubts::{doubtful, labelled};
pub use error::ImportError;
pub use kind::kind;
pub use language::language;
pub use pasted::pasted;
pub use pattern::{NoPattern, Pattern};
pub use sheet::sheet;
pub use tables::{Holds, holds};
pub use turns::structure;

use crate::model::ids::SourceId;
use crate::model::limits;
use crate::model::name::composed;
use crate::model::source::{SourceKind, Structure};
use draft::Draft;
use error::within;
use formats::reader;
use reading::read_as;

/// A file read: all a study needs to take it in as a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// File name without folder and extension: the name it is cited by.
    pub name: String,
    /// Extension in lower case, without the dot.
    pub extension: String,
    /// The source's id, from name and bytes.
    pub id: SourceId,
    pub kind: SourceKind,
    /// Guessed language tag.
    pub language: String,
    /// The text to store: UTF-8, LF.
    pub text: String,
    pub structure: Structure,
    /// Name of the encoding it was read in.
    pub encoding: String,
    /// What was left out, replaced or guessed at.
    pub warnings: Vec<String>,
}

/// Reads a file. `encoding` overrides the guess for text files; a `.docx` and the like state their own.
pub fn read(
    file_name: &str,
    bytes: &[u8],
    encoding: Option<&str>,
) -> Result<Imported, ImportError> {
    within(file_name, limits::SOURCE, bytes.len())?;
    let (stem, extension) = parts(file_name);
    let reader = reader(&extension);
    let Some(reader) = reader else {
        return Err(unsupported(file_name, &extension));
    };
    let (draft, structure) = read_as(reader, file_name, bytes, encoding)?;
    imported(file_name, bytes, (stem, extension), draft, structure)
}

fn imported(
    file_name: &str,
    bytes: &[u8],
    (stem, extension): (&str, String),
    draft: Draft,
    structure: Structure,
) -> Result<Imported, ImportError> {
    if structure.paragraphs.is_empty() {
        return Err(ImportError::NoText {
            name: file_name.into(),
            why: "only blank lines".into(),
        });
    }
    within(file_name, limits::PARAGRAPHS, structure.paragraphs.len())?;
    let mut warnings = draft.warnings;
    if draft.replaced > 0 {
        let words = format!(
            "{} characters could not be read as {} and stand as �; if the text looks wrong, name its encoding",
            draft.replaced, draft.encoding
        );
        warnings.insert(0, words);
    }
    Ok(Imported {
        name: composed(stem),
        id: SourceId::for_file(bytes),
        kind: kind(stem, &structure),
        language: language(&draft.text).to_owned(),
        extension,
        text: draft.text,
        structure,
        encoding: draft.encoding,
        warnings,
    })
}

/// Stem and lower-case extension of the last part of a path, whichever system wrote it.
fn parts(file_name: &str) -> (&str, String) {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, extension.to_lowercase()),
        _ => (name, String::new()),
    }
}

fn unsupported(file_name: &str, extension: &str) -> ImportError {
    let what = match extension {
        "" => "a file without an extension".to_owned(),
        other => format!("“.{other}” files"),
    };
    ImportError::Unsupported {
        name: file_name.into(),
        what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_becomes_a_source() {
        let bytes = "\u{FEFF}INTERVIEWER: How?\r\n\r\nP01: Fine.\r\n".as_bytes();
        let made = read("folder/P01 interview.TXT", bytes, None).expect("read");
        assert_eq!(
            (made.name.as_str(), made.extension.as_str()),
            ("P01 interview", "txt")
        );
        assert_eq!(made.text, "INTERVIEWER: How?\n\nP01: Fine.\n");
        assert_eq!(
            (made.kind, made.language.as_str()),
            (SourceKind::Interview, "en")
        );
        assert_eq!(made.id, SourceId::for_file(bytes));
        assert_eq!((made.encoding.as_str(), made.warnings.len()), ("UTF-8", 0));
    }

    #[test]
    fn every_kind_of_file_is_read_and_others_are_named() {
        let docx = docx::tests::packed(
            "<w:p><w:r><w:t>Anna: a</w:t></w:r></w:p><w:p><w:r><w:t>Ben: b</w:t></w:r></w:p>",
        );
        let srt = b"1\n00:00:01,000 --> 00:00:02,000\nAnna: a\n\n2\n00:00:02,000 --> 00:00:03,000\nBen: b\n";
        for (name, bytes) in [
            ("a.docx", docx.as_slice()),
            ("a.srt", srt),
            ("a.vtt", srt),
            ("a.md", b"Anna: a\nBen: b\n"),
            (
                "a.sbv",
                b"0:00:01.000,0:00:02.000\nAnna: a\n\n0:00:02.000,0:00:03.000\nBen: b\n",
            ),
            ("a.cha", b"@Begin\n*ANN:\ta .\n*BEN:\tb .\n@End\n"),
            (
                "a.json",
                br#"[{"speaker": "Anna", "text": "a"}, {"speaker": "Ben", "text": "b"}]"#,
            ),
            ("a.TextGrid", &textgrid::tests::utf16()),
        ] {
            let made = read(name, bytes, None).expect(name);
            assert_eq!(made.structure.speakers.len(), 2, "{name}");
        }
        let e = read("talk.mp3", b"ID3", None)
            .expect_err("sound")
            .to_string();
        assert!(
            formats::source_extensions().all(|x| e.contains(&format!(".{x}"))),
            "{e}"
        );
        assert!(
            read("README", b"x", None)
                .expect_err("none")
                .to_string()
                .contains("without an extension")
        );
        assert!(matches!(
            read("a.txt", b" \n\n", None),
            Err(ImportError::NoText { .. })
        ));
        assert!(matches!(
            read("a.vtt", b"WEBVTT\n\nNOTE x\n", None),
            Err(ImportError::NoText { .. })
        ));
    }

    #[test]
    fn replaced_characters_are_told() {
        let made = read(
            "a.txt",
            b"caf\xE9 and more talk, quite a lot of it, to be sure\n",
            Some("utf-8"),
        )
        .expect("read");
        assert!(
            made.warnings[0].starts_with("1 character"),
            "{:?}",
            made.warnings
        );
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), text in "[a-zé訪<>&;:\n0-9 -]{0,80}") {
            for extension in formats::source_extensions() {
                for bytes in [bytes.as_slice(), text.as_bytes()] {
                    let _ = read(&format!("a.{extension}"), bytes, None);
                    let _ = read(&format!("a.{extension}"), bytes, Some("big5"));
                }
            }
            let _ = docx_text::story(&text, &docx_text::Styles::new());
            let _ = codings("c.csv", &bytes);
        }
    }
}
