//! Words as a Word file has them: runs with their properties, and links to places of the paper.

use super::{Piece, Words, escaped};

/// Words piece by piece; those that lead somewhere are links, in the colour of links.
pub(super) fn runs(words: &Words, properties: &str) -> String {
    let piece = |piece: &Piece| match &piece.to {
        Some(to) => {
            let coloured = format!("<w:color w:val=\"0B4F8A\"/>{properties}");
            link(to, &run(&piece.text, &coloured))
        }
        None => run(&piece.text, properties),
    };
    words.0.iter().map(piece).collect()
}

/// Runs that lead to an anchor.
pub(super) fn link(to: &str, runs: &str) -> String {
    let to = bookmark(to);
    format!("<w:hyperlink w:anchor=\"{to}\">{runs}</w:hyperlink>")
}

/// The name of an anchor as Word takes it: 40 characters at most, a letter first.
pub(super) fn bookmark(anchor: &str) -> String {
    let name = anchor.replace('-', "_");
    format!("t_{}", name.chars().take(38).collect::<String>())
}

/// Text with these properties; its line breaks and tabs are kept.
pub(super) fn run(text: &str, properties: &str) -> String {
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
