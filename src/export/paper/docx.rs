//! A paper as a Word file: the container with the five parts a word processor asks for. Headings,
//! paragraphs, links within the paper and tables are all there is to write, so this needs no library of its own.

use super::{Block, Cell, Paper, Piece, Words, escaped};
use crate::model::wrap::width;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// Markup of paragraphs is alike over and over: more effort makes the file hardly smaller.
const LEVEL: i64 = 3;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Writes a paper as a `.docx`. Equal papers give equal bytes.
///
/// # Errors
/// What writing the container says; writing to memory does not fail for want of room.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, std::io::Error> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default());
    let before = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("word/styles.xml", styles(&paper.language)),
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
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{NAMESPACE}\"><w:body>"
    )?;
    // A book of quotes is long: what is written is held no longer.
    let mut xml = Xml::default();
    for block in &paper.blocks {
        write_one(block, &mut xml);
        if xml.text.len() > HELD {
            zip.write_all(xml.text.as_bytes())?;
            xml.text.clear();
        }
    }
    zip.write_all(xml.text.as_bytes())?;
    write!(
        zip,
        "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )?;
    Ok(zip.finish()?.into_inner())
}

/// So many bytes of a document are held before they are written.
const HELD: usize = 1 << 16;

/// The document as far as it is written, and how many places in it have a name.
#[derive(Default)]
struct Xml {
    text: String,
    bookmarks: usize,
}

impl Xml {
    fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

fn write(blocks: &[Block], out: &mut Xml) {
    for block in blocks {
        write_one(block, out);
    }
}

fn write_one(block: &Block, out: &mut Xml) {
    match block {
        Block::Heading(level, text) => {
            let style = format!("Heading{}", (*level).clamp(1, 3));
            paragraph(&style, &run(text, ""), out);
        }
        Block::Anchor(name) => {
            out.bookmarks += 1;
            let (id, name) = (out.bookmarks, bookmark(name));
            out.push_str(&format!(
                "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{id}\"/>"
            ));
        }
        Block::Text(words) => paragraph("", &runs(words), out),
        Block::Quote(words) => paragraph("Quote", &runs(words), out),
        Block::Facts(facts) => {
            for (name, what) in facts {
                let runs = format!("{}{}", run(&format!("{name}: "), "<w:b/>"), run(what, ""));
                paragraph("", &runs, out);
            }
        }
        Block::List(entries) => {
            for entry in entries {
                let runs = format!("{}{}", run("•\t", ""), runs(entry));
                paragraph("ListParagraph", &runs, out);
            }
        }
        Block::Choices(choices) => {
            for choice in choices {
                paragraph("", &run(&format!("[ ] {choice}"), ""), out);
            }
        }
        Block::Room(lines) => (0..*lines).for_each(|_| paragraph("", "", out)),
        Block::Table(head, rows) => table(head, rows, out),
        // Word draws no SVG without pixels beside it, and these depend on the fonts of a machine.
        Block::Picture(picture) => {
            let words = format!("{} (picture: {})", picture.caption, picture.file);
            paragraph("", &run(&words, "<w:i/>"), out);
        }
        Block::Folded(line, blocks) => {
            paragraph("", &run(line, "<w:b/>"), out);
            write(blocks, out);
        }
    }
}

/// The name of an anchor as Word takes it: 40 characters at most, a letter first.
fn bookmark(anchor: &str) -> String {
    let name = anchor.replace('-', "_");
    format!("t_{}", name.chars().take(38).collect::<String>())
}

fn runs(words: &Words) -> String {
    let piece = |piece: &Piece| match &piece.to {
        Some(to) => format!(
            "<w:hyperlink w:anchor=\"{}\">{}</w:hyperlink>",
            bookmark(to),
            run(&piece.text, "<w:color w:val=\"0B4F8A\"/>")
        ),
        None => run(&piece.text, ""),
    };
    words.0.iter().map(piece).collect()
}

fn paragraph(style: &str, runs: &str, out: &mut Xml) {
    let style = match style {
        "" => String::new(),
        style => format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"),
    };
    out.push_str(&format!("<w:p>{style}{runs}</w:p>"));
}

/// Text with these properties; its line breaks and tabs are kept.
fn run(text: &str, properties: &str) -> String {
    let mut parts = String::new();
    for (nth, line) in escaped(text).split('\n').enumerate() {
        if nth > 0 {
            parts.push_str("<w:br/>");
        }
        for (nth, piece) in line.split('\t').enumerate() {
            if nth > 0 {
                parts.push_str("<w:tab/>");
            }
            parts.push_str(&format!("<w:t xml:space=\"preserve\">{piece}</w:t>"));
        }
    }
    match properties {
        "" => format!("<w:r>{parts}</w:r>"),
        set => format!("<w:r><w:rPr>{set}</w:rPr>{parts}</w:r>"),
    }
}

fn table(head: &[String], rows: &[Vec<Cell>], out: &mut Xml) {
    out.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>");
    for width in widths(head, rows) {
        out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>");
    for words in head {
        cell(&run(words, "<w:b/>"), 0, out);
    }
    out.push_str("</w:tr>");
    for cells in rows {
        out.push_str("<w:tr>");
        for one in cells {
            cell(&runs(&one.words), one.shade, out);
        }
        out.push_str("</w:tr>");
    }
    // Two tables in a row would become one.
    out.push_str("</w:tbl><w:p/>");
}

/// Between the margins of the page, in twentieths of a point.
const ACROSS: usize = 9_638;

/// How wide each column is: as its longest cell, within what can be read.
fn widths(head: &[String], rows: &[Vec<Cell>]) -> Vec<usize> {
    let longest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let cells = cells.map(|cell| cell.words.0.iter().map(|p| width(&p.text)).sum());
        let head = head.get(column).map_or(0, |h| width(h));
        cells.chain([head]).max().unwrap_or(0).clamp(5, 40)
    };
    let all: Vec<usize> = (0..head.len()).map(longest).collect();
    let sum = all.iter().sum::<usize>().max(1);
    all.into_iter().map(|own| own * ACROSS / sum).collect()
}

fn cell(runs: &str, shade: u8, out: &mut Xml) {
    out.push_str("<w:tc>");
    if shade > 0 {
        out.push_str(&format!(
            "<w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/></w:tcPr>",
            ground(shade)
        ));
    }
    paragraph("", runs, out);
    out.push_str("</w:tc>");
}

/// The ground of a cell, from white to the blue of pages.
fn ground(shade: u8) -> String {
    let shade = u32::from(shade.min(100));
    let mixed = |dark: u32| 255 - (255 - dark) * shade / 100;
    let [red, green, blue] = [0x7f, 0xa8, 0xd6].map(mixed);
    format!("{red:02X}{green:02X}{blue:02X}")
}

fn styles(language: &str) -> String {
    let heading = |level: u8, size: u16| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"{size}\"/></w:rPr></w:style>",
            level - 1
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
         <w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"22\"/><w:lang w:val=\"{language}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"80\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>{}{}{}\
         <w:style w:type=\"paragraph\" w:styleId=\"Quote\"><w:name w:val=\"Quote\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:ind w:left=\"567\"/></w:pPr><w:rPr><w:i/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"ListParagraph\"><w:name w:val=\"List Paragraph\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"284\"/></w:tabs><w:ind w:left=\"284\" w:hanging=\"284\"/></w:pPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>",
        heading(1, 36),
        heading(2, 28),
        heading(3, 24)
    )
}
