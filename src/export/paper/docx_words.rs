//! Words as a Word file has them: runs with their properties, and links to places of the paper.

use super::{Piece, Words, escaped};

/// What letters look like; what is not said is as in all of the paper.
#[derive(Clone, Copy, Default)]
pub(super) struct Look<'l> {
    pub bold: bool,
    pub italic: bool,
    /// Red, green and blue in hexadecimal.
    pub colour: Option<&'l str>,
    /// Size in halves of a point.
    pub size: Option<u32>,
}

impl Look<'_> {
    pub const PLAIN: Look<'static> = Look {
        bold: false,
        italic: false,
        colour: None,
        size: None,
    };
    pub const BOLD: Look<'static> = Look {
        bold: true,
        ..Look::PLAIN
    };
    pub const ITALIC: Look<'static> = Look {
        italic: true,
        ..Look::PLAIN
    };

    /// In the order Word wants. Thai, Hindi and Arabic have properties of their own.
    pub fn properties(&self) -> String {
        let mut all = String::new();
        if self.bold {
            all.push_str("<w:b/><w:bCs/>");
        }
        if self.italic {
            all.push_str("<w:i/><w:iCs/>");
        }
        if let Some(colour) = self.colour {
            all.push_str(&format!("<w:color w:val=\"{colour}\"/>"));
        }
        if let Some(size) = self.size {
            all.push_str(&format!(
                "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"
            ));
        }
        all
    }
}

/// Words piece by piece; those that lead somewhere are links, in the colour of links.
pub(super) fn runs(words: &Words, look: Look) -> String {
    let linked = Look {
        colour: Some("0B4F8A"),
        ..look
    };
    let piece = |piece: &Piece| match &piece.to {
        Some(to) => link(to, &run(&piece.text, linked)),
        None => run(&piece.text, look),
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

/// Text that looks so; its line breaks and tabs are kept.
pub(super) fn run(text: &str, look: Look) -> String {
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
    match look.properties().as_str() {
        "" => format!("<w:r>{parts}</w:r>"),
        set => format!("<w:r><w:rPr>{set}</w:rPr>{parts}</w:r>"),
    }
}
