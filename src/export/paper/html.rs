//! A paper as one HTML page: nothing is loaded, nothing runs.

use super::{Block, Cell, Paper, Words, escaped};

const STYLE: &str = include_str!("page.css");

pub fn html(paper: &Paper) -> String {
    let mut out = begin(&paper.language, paper.title());
    write(&paper.blocks, &mut out);
    out.push_str(END);
    out
}

/// What ends a page.
pub(super) const END: &str = "</body>\n</html>\n";

/// What stands before the first block.
pub(super) fn begin(language: &str, title: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escaped(language),
        escaped(title)
    )
}

pub(super) fn write(blocks: &[Block], out: &mut String) {
    for block in blocks {
        write_one(block, out);
    }
}

fn write_one(block: &Block, out: &mut String) {
    match block {
        Block::Heading(level, text) => {
            let level = (*level).clamp(1, 6);
            out.push_str(&format!("<h{level}>{}</h{level}>\n", escaped(text)));
        }
        Block::Anchor(name) => out.push_str(&format!("<a id=\"{}\"></a>\n", escaped(name))),
        Block::Text(words) => tagged("p", words, out),
        Block::Quote(words) => tagged("blockquote", words, out),
        Block::Facts(facts) => {
            out.push_str("<dl>\n");
            for (name, what) in facts {
                let (name, what) = (escaped(name), escaped(what));
                out.push_str(&format!("<dt>{name}</dt><dd>{what}</dd>\n"));
            }
            out.push_str("</dl>\n");
        }
        Block::List(entries) => {
            out.push_str("<ul>\n");
            entries.iter().for_each(|entry| tagged("li", entry, out));
            out.push_str("</ul>\n");
        }
        Block::Choices(choices) => {
            for choice in choices {
                out.push_str(&format!("<p>[ ] {}</p>\n", escaped(choice)));
            }
        }
        Block::Room(lines) => {
            let lines = "<br>".repeat(usize::from(*lines));
            out.push_str(&format!("<p>{lines}</p>\n"));
        }
        Block::Table(head, rows) => table(head, rows, out),
        Block::Picture(picture) => {
            let caption = escaped(&picture.caption);
            out.push_str("<figure>\n");
            out.push_str(&picture.svg);
            out.push_str(&format!("<figcaption>{caption}</figcaption>\n</figure>\n"));
        }
        Block::Folded(line, blocks) => {
            out.push_str(&format!("<details><summary>{}</summary>\n", escaped(line)));
            write(blocks, out);
            out.push_str("</details>\n");
        }
    }
}

fn tagged(tag: &str, words: &Words, out: &mut String) {
    out.push_str(&format!("<{tag}>"));
    said(words, out);
    out.push_str(&format!("</{tag}>\n"));
}

fn said(words: &Words, out: &mut String) {
    for piece in &words.0 {
        let text = escaped(&piece.text);
        match &piece.to {
            Some(to) => out.push_str(&format!("<a href=\"#{}\">{text}</a>", escaped(to))),
            None => out.push_str(&text),
        }
    }
}

fn table(head: &[String], rows: &[Vec<Cell>], out: &mut String) {
    out.push_str("<div class=\"wide\"><table>\n<thead><tr>");
    for cell in head {
        out.push_str(&format!("<th scope=\"col\">{}</th>", escaped(cell)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for cells in rows {
        out.push_str("<tr>");
        for cell in cells {
            match cell.shade {
                0 => out.push_str("<td>"),
                shade => out.push_str(&format!("<td style=\"--shade:{shade}%\">")),
            }
            said(&cell.words, out);
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}
