//! The codebook as Markdown, to be read, discussed and printed.

use crate::model::code::{Code, CodeKind, Codebook};
use std::fmt::Write;

/// The codes in use as Markdown, the tree as headings, and after them `retired` ones that stand in
/// the data; `counting` says how many segments each has, `None` leaves the figure out.
pub fn markdown(
    title: &str,
    codebook: &Codebook,
    retired: &[&Code],
    counting: &dyn Fn(&Code) -> Option<usize>,
) -> String {
    let mut out = format!("# {}\n", escaped(title));
    for code in codebook.active().chain(retired.iter().copied()) {
        // Writing to a string does not fail.
        let _ = entry(&mut out, code, counting(code));
    }
    out
}

fn entry(out: &mut String, code: &Code, count: Option<usize>) -> std::fmt::Result {
    // Headings end at the sixth level; deeper codes stand under the last.
    let depth = if code.retired { 0 } else { code.depth };
    let level = usize::from(depth).min(4) + 2;
    writeln!(out, "\n{} {}", "#".repeat(level), escaped(&code.title()))?;
    if let Some(count) = count {
        let unit = if count == 1 { "segment" } else { "segments" };
        writeln!(out, "\n{count} {unit}")?;
    }
    let text = &code.text;
    for (word, value) in [
        ("", &text.definition),
        ("When to use", &text.include),
        ("When not", &text.exclude),
    ] {
        match (word, value.trim()) {
            (_, "") => {}
            ("", value) => writeln!(out, "\n{}", escaped(value))?,
            (word, value) => writeln!(out, "\n**{word}:** {}", escaped(value))?,
        }
    }
    if let CodeKind::Rated(scale) = &code.kind {
        writeln!(out, "\n**Scale:**\n")?;
        for (value, label) in scale {
            writeln!(out, "- {value}: {}", escaped(label))?;
        }
    }
    for example in &text.examples {
        write!(out, "\n> {}\n", escaped(example).replace('\n', "\n> "))?;
    }
    Ok(())
}

/// Text that Markdown takes as it stands.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.trim().lines() {
        if !out.is_empty() {
            out.push('\n');
        }
        let opens = line
            .trim_start()
            .starts_with(['#', '-', '+', '>', '|', '~']);
        if opens {
            out.push('\\');
        }
        for c in line.trim_start().chars() {
            if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::code::{CodeText, Colour};
    use crate::model::ids::CodeId;
    use uuid::Uuid;

    fn code(n: u128, name: &str, depth: u16, text: CodeText, kind: CodeKind) -> Code {
        Code {
            id: CodeId(Uuid::from_u128(n)),
            name: name.into(),
            text,
            colour: Colour::Blue,
            key: 'a',
            kind,
            parent: None,
            depth,
            by: "ana".parse().expect("a coder's id"),
            private: None,
            retired: false,
            merged_into: None,
            conflicts: Vec::new(),
        }
    }

    #[test]
    fn a_codebook_reads_as_headings_with_criteria_and_examples() {
        let text = CodeText {
            definition: "A goal is broken into parts.\n- not a list".into(),
            include: String::new(),
            exclude: "only a *wish* is named".into(),
            examples: vec!["first just\nto the gate".into()],
        };
        let scale = CodeKind::Rated(vec![(1, "hardly".into()), (2, "fully".into())]);
        let codes = vec![
            code(1, "Goal work", 0, CodeText::default(), CodeKind::Plain),
            code(2, "small steps", 1, text, scale),
        ];
        let place = codes.iter().enumerate().map(|(i, c)| (c.id, i)).collect();
        let codebook = Codebook {
            codes,
            place,
            ..Codebook::default()
        };
        let got = markdown("Strengths model", &codebook, &[], &|c| {
            (c.depth == 1).then_some(14)
        });
        let want = "# Strengths model\n\n## Goal work\n\n### small steps\n\n14 segments\n\n\
            A goal is broken into parts.\n\\- not a list\n\n**When not:** only a \\*wish\\* is named\n\n\
            **Scale:**\n\n- 1: hardly\n- 2: fully\n\n> first just\n> to the gate\n";
        assert_eq!(got, want);
    }
}
