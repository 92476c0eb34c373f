//! Codebooks to a file that people go on editing: a field a line, nothing that is empty.

use super::codebook_file::{CodeEntry, CodebookFile, FORMAT, Rated};
use std::fmt::Write as _;

/// The file of a codebook; reading it gives an equal codebook.
pub fn write(book: &CodebookFile) -> String {
    let mut out = format!(
        "(\n    format: {FORMAT},\n    name: {},\n",
        quoted(&book.name)
    );
    if !book.about.is_empty() {
        field(&mut out, 1, "about", &quoted(&book.about));
    }
    if book.codes.is_empty() {
        out.push_str("    codes: [],\n)\n");
        return out;
    }
    out.push_str("    codes: [\n");
    for code in &book.codes {
        entry(&mut out, code);
    }
    out.push_str("    ],\n)\n");
    out
}

fn entry(out: &mut String, code: &CodeEntry) {
    out.push_str("        (\n");
    field(out, 3, "name", &quoted(&code.name));
    if let Some(parent) = &code.parent {
        field(out, 3, "parent", &quoted(parent));
    }
    let texts = [
        ("definition", &code.definition),
        ("include", &code.include),
        ("exclude", &code.exclude),
    ];
    for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        field(out, 3, name, &quoted(text));
    }
    if !code.examples.is_empty() {
        let all: Vec<String> = code.examples.iter().map(|e| quoted(e)).collect();
        field(out, 3, "examples", &list(&all));
    }
    if let Some(colour) = &code.colour {
        field(out, 3, "colour", &quoted(colour));
    }
    if let Some(key) = code.key {
        field(out, 3, "key", &quoted(&key.to_string()));
    }
    if let Some(Rated(points)) = &code.kind {
        let all: Vec<String> = points
            .iter()
            .map(|(n, what)| format!("({n}, {})", quoted(what)))
            .collect();
        field(out, 3, "kind", &format!("Rated({})", list(&all)));
    }
    if code.retired {
        field(out, 3, "retired", "true");
    }
    out.push_str("        ),\n");
}

fn field(out: &mut String, depth: usize, name: &str, value: &str) {
    let _ = writeln!(out, "{}{name}: {value},", "    ".repeat(depth));
}

/// Short lists on one line, long ones an item a line.
fn list(items: &[String]) -> String {
    let length: usize = items.iter().map(|i| i.chars().count() + 2).sum();
    if length <= 80 {
        return format!("[{}]", items.join(", "));
    }
    let mut out = String::from("[\n");
    for item in items {
        let _ = writeln!(out, "                {item},");
    }
    out.push_str("            ]");
    out
}

/// Only what must be escaped is: letters of any script stay readable.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || invisible(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that reorder or break lines in an editor, or cannot be seen there.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
