//! A paper as a Word file: the container with the five parts a word processor asks for. Headings,
//! paragraphs and tables are all there is to write, so this needs no library of its own.

use super::{Block, Paper, escaped};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Writes a paper as a `.docx`. Equal papers give equal bytes.
///
/// # Errors
/// What writing the container says; writing to memory does not fail for want of room.
pub fn docx(paper: &Paper) -> Result<Vec<u8>, std::io::Error> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("word/document.xml", document(paper)),
        ("word/styles.xml", styles(&paper.language)),
        (
            "word/_rels/document.xml.rels",
            DOCUMENT_RELATIONS.to_owned(),
        ),
    ];
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn document(paper: &Paper) -> String {
    let mut body = String::new();
    for block in &paper.blocks {
        write(block, &mut body);
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{NAMESPACE}\"><w:body>{body}\
         <w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn write(block: &Block, out: &mut String) {
    match block {
        Block::Heading(level, text) => {
            let style = format!("Heading{}", (*level).clamp(1, 3));
            paragraph(&style, &run(text, ""), out);
        }
        Block::Text(text) => paragraph("", &run(text, ""), out),
        Block::Quote(text) => paragraph("Quote", &run(text, ""), out),
        Block::Facts(facts) => {
            for (name, what) in facts {
                let runs = format!("{}{}", run(&format!("{name}: "), "<w:b/>"), run(what, ""));
                paragraph("", &runs, out);
            }
        }
        Block::List(entries) => {
            for entry in entries {
                paragraph("ListParagraph", &run(&format!("•\t{entry}"), ""), out);
            }
        }
        Block::Choices(choices) => {
            for choice in choices {
                paragraph("", &run(&format!("[ ] {choice}"), ""), out);
            }
        }
        Block::Room(lines) => (0..*lines).for_each(|_| paragraph("", "", out)),
        Block::Table(head, rows) => table(head, rows, out),
    }
}

fn paragraph(style: &str, runs: &str, out: &mut String) {
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

fn table(head: &[String], rows: &[Vec<String>], out: &mut String) {
    out.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>");
    out.push_str(&"<w:gridCol/>".repeat(head.len()));
    out.push_str("</w:tblGrid>");
    let mut row = |cells: &[String], properties: &str| {
        out.push_str("<w:tr>");
        for cell in cells {
            out.push_str("<w:tc>");
            paragraph("", &run(cell, properties), out);
            out.push_str("</w:tc>");
        }
        out.push_str("</w:tr>");
    };
    row(head, "<w:b/>");
    rows.iter().for_each(|cells| row(cells, ""));
    // Two tables in a row would become one.
    out.push_str("</w:tbl><w:p/>");
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
