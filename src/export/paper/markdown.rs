//! A paper as Markdown (CommonMark with tables).

use super::{Block, Cell, Paper, Words};
use crate::export::allowed::allowed;

pub fn markdown(paper: &Paper) -> String {
    let mut out = String::new();
    write(&paper.blocks, &mut out);
    out
}

pub(super) fn write(blocks: &[Block], out: &mut String) {
    for block in blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        write_one(block, out);
    }
}

fn write_one(block: &Block, out: &mut String) {
    match block {
        Block::Heading(level, text) => {
            let marks = "#".repeat(usize::from((*level).clamp(1, 6)));
            out.push_str(&format!("{marks} {}\n", line(text)));
        }
        Block::Anchor(name) => out.push_str(&format!("<a id=\"{name}\"></a>\n")),
        Block::Text(words) => out.push_str(&format!("{}\n", said(words, "\\\n"))),
        Block::Quote(words) => out.push_str(&format!("> {}\n", said(words, "\\\n> "))),
        Block::Facts(facts) => {
            for (name, what) in facts {
                out.push_str(&format!("- **{}:** {}\n", line(name), line(what)));
            }
        }
        Block::List(entries) => {
            for entry in entries {
                out.push_str(&format!("- {}\n", said(entry, " ")));
            }
        }
        Block::Choices(choices) => {
            for choice in choices {
                out.push_str(&format!("- [ ] {}\n", line(choice)));
            }
        }
        Block::Room(lines) => out.push_str(&"\n".repeat(usize::from(*lines))),
        Block::Table(head, rows) => table(head, rows, out),
        Block::Picture(picture) => {
            let file = picture.file.replace([' ', '(', ')'], "-");
            out.push_str(&format!("![{}]({file})\n", line(&picture.caption)));
        }
        Block::Folded(title, blocks) => {
            out.push_str(&format!("**{}**\n", line(title)));
            write(blocks, out);
        }
    }
}

fn table(head: &[String], rows: &[Vec<Cell>], out: &mut String) {
    let mut row = |cells: Vec<String>| out.push_str(&format!("| {} |\n", cells.join(" | ")));
    row(head.iter().map(|c| line(c)).collect());
    row(vec!["---".to_owned(); head.len()]);
    for cells in rows {
        row(cells.iter().map(|c| said(&c.words, " ")).collect());
    }
}

/// Words, their lines joined by `between`.
fn said(words: &Words, between: &str) -> String {
    let pieces = words.0.iter().map(|piece| {
        let text = lines(&piece.text, between);
        match &piece.to {
            Some(to) => format!("[{text}](#{to})"),
            None => text,
        }
    });
    let said: String = pieces.collect();
    said.trim().to_owned()
}

/// Text on one line, nothing of it markup.
fn line(text: &str) -> String {
    let words: Vec<String> = allowed(text)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    plain(&words.join(" "))
}

/// Text line by line; a space at either end is kept, for another piece may stand beside it.
fn lines(text: &str, between: &str) -> String {
    let text = allowed(text);
    let all: Vec<String> = text.lines().map(line).collect();
    let edge = |is: bool| if is { " " } else { "" };
    let (before, after) = (text.starts_with(' '), text.ends_with(' '));
    format!("{}{}{}", edge(before), all.join(between), edge(after))
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
        if markup || begins {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
