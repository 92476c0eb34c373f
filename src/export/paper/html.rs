//! A paper as one HTML page: nothing is loaded, nothing runs.

use super::{Block, Paper, escaped};

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#111;background:#fff}\
table{border-collapse:collapse;margin:1em 0}th,td{border:1px solid #999;padding:.25em .6em;text-align:left;vertical-align:top}\
blockquote{border-left:3px solid #999;margin:1em 0;padding:.1em 1em;white-space:pre-line}p{white-space:pre-line}\
dt{font-weight:bold;float:left;clear:left;margin-right:.5em}dt:after{content:\":\"}dd{margin:0 0 .2em 0}\
@media print{body{margin:0;max-width:none}h3{break-after:avoid}}";

pub fn html(paper: &Paper) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        escaped(&paper.language),
        escaped(paper.title())
    );
    for block in &paper.blocks {
        write(block, &mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn write(block: &Block, out: &mut String) {
    match block {
        Block::Heading(level, text) => {
            let level = (*level).clamp(1, 6);
            out.push_str(&format!("<h{level}>{}</h{level}>\n", escaped(text)));
        }
        Block::Text(text) => out.push_str(&format!("<p>{}</p>\n", escaped(text))),
        Block::Quote(text) => {
            out.push_str(&format!("<blockquote>{}</blockquote>\n", escaped(text)));
        }
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
            for entry in entries {
                out.push_str(&format!("<li>{}</li>\n", escaped(entry)));
            }
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
        Block::Table(head, rows) => {
            out.push_str("<table>\n");
            row(head, "th", out);
            rows.iter().for_each(|cells| row(cells, "td", out));
            out.push_str("</table>\n");
        }
    }
}

fn row(cells: &[String], tag: &str, out: &mut String) {
    out.push_str("<tr>");
    for cell in cells {
        out.push_str(&format!("<{tag}>{}</{tag}>", escaped(cell)));
    }
    out.push_str("</tr>\n");
}
