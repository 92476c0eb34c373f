//! The one table of what can be taken in. The choice of a reader, command-line help, the empty
//! Study screen, messages, the README and `docs/import.md` follow it.

use super::decode::{Decoded, decode};
use super::error::ImportError;
use super::{bounded, captions, docx, turns};
use crate::model::source::Structure;
use std::path::Path;

/// Files of one kind.
pub struct Format {
    /// Their extensions, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// What is read from them.
    pub holds: &'static str,
    /// Who reads them.
    pub(super) reader: Reader,
}

/// Text, speakers and turns of a file, and what is to be said of it. Of text files the encoding may
/// be given.
pub(super) type Read = (Decoded, Structure, Vec<String>);

#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// As a source.
    Source(fn(&str, &[u8], Option<&str>) -> Result<Read, ImportError>),
    /// As codings, or as who read what: `codings` and `assessed`, whichever is asked for.
    Codings,
}

/// Every format, sources first, in the order in which they are named.
pub const FORMATS: [Format; 4] = [
    Format {
        extensions: &["txt", "md"],
        holds: "text as it stands",
        reader: Reader::Source(plain),
    },
    Format {
        extensions: &["docx"],
        holds: "the text of a Word file, a line for each paragraph",
        reader: Reader::Source(word),
    },
    Format {
        extensions: &["vtt", "srt"],
        holds: "captions, put together into turns",
        reader: Reader::Source(captioned),
    },
    Format {
        extensions: &["csv", "json"],
        holds: "codings, or who read what",
        reader: Reader::Codings,
    },
];

fn plain(file_name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Read, ImportError> {
    let decoded = bounded(file_name, decode(file_name, bytes, encoding)?)?;
    let structure = turns::structure(&decoded.text);
    Ok((decoded, structure, Vec::new()))
}

/// A `.docx` states its encoding itself.
fn word(file_name: &str, bytes: &[u8], _: Option<&str>) -> Result<Read, ImportError> {
    let (decoded, warnings) = docx::read(file_name, bytes)?;
    let decoded = bounded(file_name, decoded)?;
    let structure = turns::structure(&decoded.text);
    Ok((decoded, structure, warnings))
}

fn captioned(file_name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Read, ImportError> {
    let decoded = bounded(file_name, decode(file_name, bytes, encoding)?)?;
    let made = captions::transcript(&decoded.text);
    if made.structure.paragraphs.is_empty() {
        return Err(ImportError::NoText {
            name: file_name.into(),
            why: "no caption could be read".into(),
        });
    }
    let decoded = Decoded {
        text: made.text,
        ..decoded
    };
    Ok((decoded, made.structure, made.warnings))
}

/// The reader of files with this extension, given in lower case.
pub(super) fn reader(extension: &str) -> Option<Reader> {
    let known = |f: &&Format| f.extensions.contains(&extension);
    FORMATS.iter().find(known).map(|f| f.reader)
}

/// Extensions of files that are read as sources, in lower case.
pub fn source_extensions() -> impl Iterator<Item = &'static str> {
    let sources = FORMATS
        .iter()
        .filter(|f| matches!(f.reader, Reader::Source(_)));
    sources.flat_map(|f| f.extensions.iter().copied())
}

/// The same in words: `.txt, .md, .docx, .vtt and .srt`.
pub fn source_extensions_words() -> String {
    let all: Vec<String> = source_extensions().map(|x| format!(".{x}")).collect();
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => all.concat(),
    }
}

/// Whether a file is read as a source, as its name tells.
pub fn is_source(path: &Path) -> bool {
    matches!(of(path), Some(Reader::Source(_)))
}

/// Whether a file holds codings or who read what, as its name tells: no source has such an ending.
pub fn holds_codings(path: &Path) -> bool {
    matches!(of(path), Some(Reader::Codings))
}

fn of(path: &Path) -> Option<Reader> {
    reader(&path.extension()?.to_str()?.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_file_is_known_by_its_ending_and_no_ending_means_two_things() {
        let all = FORMATS.iter().flat_map(|f| f.extensions);
        let mut seen = HashSet::new();
        assert!(all.clone().all(|x| seen.insert(x)) && all.clone().all(|x| *x == x.to_lowercase()));
        assert!(is_source(Path::new("a/b.TXT")) && !holds_codings(Path::new("b.txt")));
        assert!(holds_codings(Path::new("b.Csv")) && !is_source(Path::new("b.csv")));
        assert!(!is_source(Path::new("txt")) && !is_source(Path::new("a.pdf")));
        assert_eq!(source_extensions_words(), ".txt, .md, .docx, .vtt and .srt");
    }

    fn document() -> String {
        let row = |f: &Format| {
            let endings: Vec<String> = f.extensions.iter().map(|x| format!("`.{x}`")).collect();
            let becomes = match f.reader {
                Reader::Source(_) => "a source",
                Reader::Codings => "an imported round",
            };
            format!("| {} | {becomes} | {} |\n", endings.join(", "), f.holds)
        };
        format!(
            "# What can be taken in\n\nA file is known by its ending, whatever its case. Text may be in any usual encoding. Sources are taken in by `tandem import DIR FILE…`, codings by `tandem import DIR --codings FILE`, who read what by `--assessed FILE`; on the Study screen `i` takes in each. docs/json.md says what stands in a file of codings. The table is made from `src/import/formats.rs`.\n\n| ending | becomes | what is read |\n|---|---|---|\n{}",
            FORMATS.iter().map(row).collect::<String>()
        )
    }

    #[test]
    fn the_document_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/import.md");
        let stored = std::fs::read_to_string(path).unwrap_or_default();
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(path, document()).unwrap();
        } else {
            let hint = "run UPDATE_DOCS=1 cargo test to renew docs/import.md";
            assert_eq!(stored, document(), "{hint}");
        }
    }

    #[test]
    fn the_readme_names_every_format_of_a_source() {
        let readme = include_str!("../../README.md");
        let mut words = source_extensions_words();
        for extension in source_extensions() {
            words = words.replace(&format!(".{extension}"), &format!("`.{extension}`"));
        }
        assert!(
            readme.contains(&format!("{words} are read")),
            "write into README.md: {words} are read"
        );
    }
}
