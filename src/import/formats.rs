//! The one table of what can be taken in. The choice of a reader, command-line help, the empty
//! Study screen, messages, the README and `docs/import.md` follow it.

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
    /// As a source: a table whose rows are turns; as codings where that is asked for.
    Table,
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
        extensions: &["csv", "tsv", "xlsx"],
        holds: "a table, a row a turn, its columns found by their titles or by what stands in them; of a workbook the first sheet that holds anything",
        reader: Reader::Table,
    },
];

/// The reader of files with this extension, given in lower case.
pub(super) fn reader(extension: &str) -> Option<Reader> {
    let known = |f: &&Format| f.extensions.contains(&extension);
    FORMATS.iter().find(known).map(|f| f.reader)
}

/// Extensions of files that are read as sources, in lower case.
pub fn source_extensions() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().flat_map(|f| f.extensions.iter().copied())
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

/// Whether a file can be a source, as its name tells.
pub fn is_source(path: &Path) -> bool {
    of(path).is_some()
}

/// Whether its contents may make a file codings, as its name tells.
pub fn may_hold_codings(path: &Path) -> bool {
    matches!(of(path), Some(Reader::Json | Reader::Table))
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
        assert!(is_source(Path::new("a/b.TXT")) && is_source(Path::new("a.TextGrid")));
        assert!(may_hold_codings(Path::new("b.Csv")) && may_hold_codings(Path::new("b.json")));
        assert!(!may_hold_codings(Path::new("b.txt")));
        assert!(!is_source(Path::new("txt")) && !is_source(Path::new("a.xyz")));
        assert!(source_extensions_words().starts_with(".txt, .md, "));
    }

    const FOLDERS: &str = "\n## Folders\n\nA folder gives the files in it and in the folders below it, in the order people count: `p2` before `p10`. Files of one name in several folders are told apart by their folder, `wave1/p01`. What cannot be read is named once for each folder, by kind and number where it is much. Hidden files, lock files of Office programs and what systems keep of folders are passed over without a word; links are not followed, and folders that are studies are left out.\n";
    const CODEBOOKS: &str = "\n## Codebooks\n\n`tandem codebook check FILE` shows the codes a file would add; `I` on the Codebook screen and `tandem new --codebook FILE` take it in.\n\n| ending | what is read |\n|---|---|\n| `.ron` | a codebook file as this program writes it |\n| `.csv`, `.tsv`, `.xlsx` | a table with the columns `name` (or `code`), `parent` or `path`, `definition`, `include`, `exclude`, `examples`, `colour`; or a list of codes of another program: comments and memos become definitions, levels, paths, prefixes (`Goals: small steps`) or groups what stands above a code |\n| `.md`, `.txt` | an outline of headings and nested lists; the definition stands behind a colon or in the lines below, which may begin with `Include:`, `Exclude:`, `Example:` |\n";

    fn document() -> String {
        let row = |f: &Format| {
            let endings: Vec<String> = f.extensions.iter().map(|x| format!("`.{x}`")).collect();
            let becomes = match f.reader {
                Reader::Json => "a source, or an imported round",
                Reader::Table => "a source; or an imported round, or both",
                _ => "a source",
            };
            format!("| {} | {becomes} | {} |\n", endings.join(", "), f.holds)
        };
        format!(
            "# What can be taken in\n\nA file is known by its ending, whatever its case. Text may be in any usual encoding. Sources are taken in by `tandem import DIR FILE…`, codings by `tandem import DIR --codings FILE`, who read what by `--assessed FILE`, spreadsheets whose rows are texts with codes beside them by `--coded FILE=CODER`; on the Study screen `i` takes in each but the last, and a table is taken for codings there where it has their columns. docs/json.md says what stands in a file of codings, and in a coded spreadsheet. The table is made from `src/import/formats.rs`.\n\n| ending | becomes | what is read |\n|---|---|---|\n{}{FOLDERS}{CODEBOOKS}",
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
