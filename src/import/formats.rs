//! The one table of what can be taken in. The choice of a reader, command-line help, the empty
//! Study screen, messages, the README and `docs/import.md` follow it.

use super::json;
use std::path::Path;

/// Files of one kind.
pub struct Format {
    /// Their extensions, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// What is read from them.
    pub holds: &'static str,
    pub(super) reader: Reader,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// As a source: text.
    Plain,
    /// As a source: a Word file.
    Word,
    /// As a source: a text of LibreOffice and its like.
    OpenDocument,
    RichText,
    WebPage,
    Book,
    Pdf,
    Captions,
    /// Captions of YouTube.
    Sbv,
    TextGrid,
    Chat,
    /// As a source where it is a transcript, as codings where it holds them.
    Json,
    /// As codings, or as who read what: `codings` and `assessed`, whichever is asked for.
    Codings,
}

/// Every format, sources first, in the order in which they are named.
pub const FORMATS: &[Format] = &[
    Format {
        extensions: &["txt", "md"],
        holds: "text as it stands",
        reader: Reader::Plain,
    },
    Format {
        extensions: &["docx"],
        holds: "the text of a Word file, a line for each paragraph",
        reader: Reader::Word,
    },
    Format {
        extensions: &["odt"],
        holds: "the text of an OpenDocument file, a line for each paragraph",
        reader: Reader::OpenDocument,
    },
    Format {
        extensions: &["rtf"],
        holds: "rich text, a line for each paragraph",
        reader: Reader::RichText,
    },
    Format {
        extensions: &["html", "htm"],
        holds: "the text of a web page, a line for each block",
        reader: Reader::WebPage,
    },
    Format {
        extensions: &["epub"],
        holds: "the text of an e-book in the order of reading, a line for each block",
        reader: Reader::Book,
    },
    Format {
        extensions: &["pdf"],
        holds: "the text of a PDF that has a text layer, a line for each paragraph",
        reader: Reader::Pdf,
    },
    Format {
        extensions: &["vtt", "srt"],
        holds: "captions, put together into turns",
        reader: Reader::Captions,
    },
    Format {
        extensions: &["sbv"],
        holds: "captions of YouTube, put together into turns",
        reader: Reader::Sbv,
    },
    Format {
        extensions: &["textgrid"],
        holds: "a TextGrid of Praat: each tier of intervals is a speaker",
        reader: Reader::TextGrid,
    },
    Format {
        extensions: &["cha"],
        holds: "a CHAT transcript, as TalkBank has it, without its dependent tiers",
        reader: Reader::Chat,
    },
    Format {
        extensions: &["json"],
        holds: "a transcript as podcasts, Whisper, WhisperX and Rev have it; or codings, or who read what",
        reader: Reader::Json,
    },
    Format {
        extensions: &["csv"],
        holds: "codings, or who read what",
        reader: Reader::Codings,
    },
];

/// The reader of files with this extension, given in lower case.
pub(super) fn reader(extension: &str) -> Option<Reader> {
    let known = |f: &&Format| f.extensions.contains(&extension);
    FORMATS.iter().find(known).map(|f| f.reader)
}

/// Extensions of files that are read as sources, in lower case.
pub fn source_extensions() -> impl Iterator<Item = &'static str> {
    let sources = FORMATS.iter().filter(|f| f.reader != Reader::Codings);
    sources.flat_map(|f| f.extensions.iter().copied())
}

/// The same in words: `.txt, .md, .docx, .vtt and .srt`.
pub fn source_extensions_words() -> String {
    listed(source_extensions().map(|x| format!(".{x}")).collect())
}

fn listed(all: Vec<String>) -> String {
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => all.concat(),
    }
}

/// What a file can be taken in as, as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Source,
    /// Codings, or who read what.
    Codings,
    /// Either: what is in it tells.
    Either,
}

/// What a file holds, as its name tells; nothing if nobody reads such files.
pub fn holds(path: &Path) -> Option<Holds> {
    Some(match of(path)? {
        Reader::Codings => Holds::Codings,
        Reader::Json => Holds::Either,
        _ => Holds::Source,
    })
}

/// What a file holds whose name leaves it open; nothing if it is neither.
pub fn holds_inside(bytes: &[u8]) -> Option<Holds> {
    match json::kind(bytes) {
        json::Kind::Transcript => Some(Holds::Source),
        json::Kind::Codings => Some(Holds::Codings),
        json::Kind::Other(_) => None,
    }
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
        let told = |name: &str| holds(Path::new(name));
        assert_eq!(told("a/b.TXT"), Some(Holds::Source));
        assert_eq!(told("a.TextGrid"), Some(Holds::Source));
        assert_eq!(told("b.Csv"), Some(Holds::Codings));
        assert_eq!(told("b.json"), Some(Holds::Either));
        assert!(told("txt").is_none() && told("a.xyz").is_none());
        assert!(source_extensions_words().starts_with(".txt, .md, "));
    }

    fn document() -> String {
        let row = |f: &Format| {
            let endings: Vec<String> = f.extensions.iter().map(|x| format!("`.{x}`")).collect();
            let becomes = match f.reader {
                Reader::Codings => "an imported round",
                Reader::Json => "a source, or an imported round",
                _ => "a source",
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
        let words = listed(source_extensions().map(|x| format!("`.{x}`")).collect());
        assert!(
            readme.contains(&format!("{words} are read")),
            "write into README.md: {words} are read"
        );
    }
}
