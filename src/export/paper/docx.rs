//! A paper as a Word file: the container with the parts a word processor asks for. Headings,
//! paragraphs, links within the paper, tables and a few shapes are all there is to write, so this needs no
//! library of its own.

use super::docx_table::table;
use super::docx_words::{Look, bookmark, run, runs};
use super::shapes::{NAMESPACES, drawn};
use super::{Block, Paper, Picture, escaped};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/></Relationships>"#;

/// Without it Word takes the file for one of 2007, which knew no shapes of this kind.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#;

/// Markup of paragraphs is alike over and over: more effort makes the file hardly smaller.
const LEVEL: i64 = 3;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Writes a paper as a `.docx`. Equal papers give equal bytes.
///
/// # Errors
/// What writing the container says; writing to memory does not fail for want of room.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, std::io::Error> {
    let mut word = Word::begin(&paper.language)?;
    word.add(&paper.blocks)?;
    word.finish()
}

/// A Word file that is written as its blocks are made: a book of quotes is long, and what is written
/// is held no longer.
pub(super) struct Word {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    xml: Xml,
}

impl Word {
    pub(super) fn begin(language: &str) -> Result<Word, std::io::Error> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(LEVEL))
            .last_modified_time(DateTime::default());
        let before = [
            ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
            ("_rels/.rels", RELATIONS.to_owned()),
            ("word/styles.xml", styles(language)),
            ("word/settings.xml", SETTINGS.to_owned()),
            (
                "word/_rels/document.xml.rels",
                DOCUMENT_RELATIONS.to_owned(),
            ),
        ];
        for (name, text) in before {
            zip.start_file(name, options)?;
            zip.write_all(text.as_bytes())?;
        }
        zip.start_file("word/document.xml", options)?;
        write!(
            zip,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{NAMESPACE}\" {NAMESPACES}><w:body>"
        )?;
        Ok(Word {
            zip,
            xml: Xml::default(),
        })
    }

    pub(super) fn add(&mut self, blocks: &[Block]) -> Result<(), std::io::Error> {
        for (nth, block) in blocks.iter().enumerate() {
            self.xml.leads = is_table(blocks.get(nth + 1));
            write_one(block, &mut self.xml);
            if self.xml.text.len() > HELD {
                self.zip.write_all(self.xml.text.as_bytes())?;
                self.xml.text.clear();
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>, std::io::Error> {
        self.zip.write_all(self.xml.text.as_bytes())?;
        write!(
            self.zip,
            "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
        )?;
        Ok(self.zip.finish()?.into_inner())
    }
}

/// So many bytes of a document are held before they are written.
const HELD: usize = 1 << 16;

/// The document as far as it is written, and how many places with a name and pictures it has.
#[derive(Default)]
struct Xml {
    text: String,
    bookmarks: usize,
    pictures: usize,
    /// Whether a table follows: what stands above it stays on its page.
    leads: bool,
}

impl Xml {
    fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

fn write(blocks: &[Block], out: &mut Xml) {
    for (nth, block) in blocks.iter().enumerate() {
        out.leads = is_table(blocks.get(nth + 1));
        write_one(block, out);
    }
}

fn is_table(block: Option<&Block>) -> bool {
    matches!(block, Some(Block::Table(..)))
}

fn write_one(block: &Block, out: &mut Xml) {
    match block {
        Block::Heading(level, text) => {
            let style = format!("Heading{}", (*level).clamp(1, 3));
            paragraph(&style, &run(text, Look::PLAIN), out);
        }
        Block::Anchor(name) => {
            out.bookmarks += 1;
            let (id, name) = (out.bookmarks, bookmark(name));
            out.push_str(&format!(
                "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{id}\"/>"
            ));
        }
        Block::Text(words) => paragraph("", &runs(words, Look::PLAIN), out),
        Block::Quote(words) => paragraph("Quote", &runs(words, Look::PLAIN), out),
        Block::Facts(facts) => {
            for (name, what) in facts {
                let runs = format!(
                    "{}{}",
                    run(&format!("{name}: "), Look::BOLD),
                    run(what, Look::PLAIN)
                );
                paragraph("", &runs, out);
            }
        }
        Block::List(entries) => {
            for entry in entries {
                let runs = format!("{}{}", run("•\t", Look::PLAIN), runs(entry, Look::PLAIN));
                paragraph("ListParagraph", &runs, out);
            }
        }
        Block::Choices(choices) => {
            for choice in choices {
                paragraph("", &run(&format!("[ ] {choice}"), Look::PLAIN), out);
            }
        }
        Block::Room(lines) => (0..*lines).for_each(|_| paragraph("", "", out)),
        Block::Table(head, rows) => out.push_str(&table(head, rows)),
        Block::Picture(picture) => show(picture, out),
        Block::Folded(line, blocks) => {
            paragraph("", &run(line, Look::BOLD), out);
            write(blocks, out);
        }
    }
}

/// A picture: what stands in its place, or its shapes.
fn show(picture: &Picture, out: &mut Xml) {
    if !picture.instead.is_empty() {
        write(&picture.instead, out);
    } else if let Some(run) = drawn(picture, out.pictures + 1) {
        out.pictures += 1;
        paragraph("", &run, out);
    }
    let words = format!("{} (picture: {})", picture.caption, picture.file);
    paragraph("", &run(&words, Look::ITALIC), out);
}

fn paragraph(style: &str, runs: &str, out: &mut Xml) {
    let style = match style {
        "" => String::new(),
        style => format!("<w:pStyle w:val=\"{style}\"/>"),
    };
    let keep = if out.leads { "<w:keepNext/>" } else { "" };
    let properties = match style.len() + keep.len() {
        0 => String::new(),
        _ => format!("<w:pPr>{style}{keep}</w:pPr>"),
    };
    out.push_str(&format!("<w:p>{properties}{runs}</w:p>"));
}

fn styles(language: &str) -> String {
    let heading = |level: u8, size: u32| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr>{}</w:rPr></w:style>",
            level - 1,
            Look {
                size: Some(size),
                ..Look::BOLD
            }
            .properties()
        )
    };
    let language = escaped(language);
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|side| {
            format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"999999\"/>")
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles xmlns:w=\"{NAMESPACE}\">\
         <w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"{language}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"80\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>{}{}{}\
         <w:style w:type=\"paragraph\" w:styleId=\"Quote\"><w:name w:val=\"Quote\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:ind w:left=\"567\"/></w:pPr><w:rPr>{}</w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"ListParagraph\"><w:name w:val=\"List Paragraph\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"284\"/></w:tabs><w:ind w:left=\"284\" w:hanging=\"284\"/></w:pPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>",
        heading(1, 36),
        heading(2, 28),
        heading(3, 24),
        Look::ITALIC.properties()
    )
}
