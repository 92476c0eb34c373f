//! A paper as Markdown (CommonMark with tables).

use super::{Block, Paper, clean};

pub fn markdown(paper: &Paper) -> String {
    let mut out = String::new();
    for block in &paper.blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Heading(level, text) => {
                let marks = "#".repeat(usize::from((*level).clamp(1, 6)));
                out.push_str(&format!("{marks} {}\n", line(text)));
            }
            Block::Text(text) => out.push_str(&format!("{}\n", lines(text, "\\\n"))),
            Block::Quote(text) => out.push_str(&format!("> {}\n", lines(text, "\\\n> "))),
            Block::Facts(facts) => {
                for (name, what) in facts {
                    out.push_str(&format!("- **{}:** {}\n", line(name), line(what)));
                }
            }
            Block::List(entries) => {
                for entry in entries {
                    out.push_str(&format!("- {}\n", line(entry)));
                }
            }
            Block::Choices(choices) => {
                for choice in choices {
                    out.push_str(&format!("- [ ] {}\n", line(choice)));
                }
            }
            Block::Room(lines) => out.push_str(&"\n".repeat(usize::from(*lines))),
            Block::Table(head, rows) => table(head, rows, &mut out),
        }
    }
    out
}

fn table(head: &[String], rows: &[Vec<String>], out: &mut String) {
    let mut row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|c| line(c)).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    };
    row(head);
    row(&vec!["---".to_owned(); head.len()]);
    rows.iter().for_each(|cells| row(cells));
}

/// Text on one line, nothing of it markup.
fn line(text: &str) -> String {
    let words: Vec<String> = clean(text).split_whitespace().map(str::to_owned).collect();
    plain(&words.join(" "))
}

fn lines(text: &str, between: &str) -> String {
    let all: Vec<String> = clean(text).lines().map(line).collect();
    all.join(between)
}

/// Escapes what would be markup, and at the start of a line what would begin a block.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (at, c) in text.chars().enumerate() {
        let markup = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '$'
        );
        let begins = (at == 0 && matches!(c, '-' | '+' | '=' | ':'))
            || (digits > 0 && at == digits && matches!(c, '.' | ')'));
        // A rule of the table is no text.
        if (markup || begins) && text != "---" {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
