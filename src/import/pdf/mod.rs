//! PDF files. They say where letters stand, and not which are a word, a line or a paragraph: that is
//! made of places here, from glyphs up to paragraphs.

mod budget;
mod fault;
mod glyphs;
mod guard;
mod lines;
mod measures;
mod numbers;
mod paragraphs;
mod pieces;
mod reading;
mod running;
mod stacked;
#[cfg(test)]
mod tests;
mod words;
#[cfg(test)]
mod written;

use super::draft::Draft;
use super::error::ImportError;
use fault::Fault;
use lines::Line;
use numbers::{Numbered, take_numbers};
use reading::{PageRead, pages};
use running::take_running;
use std::collections::HashSet;

/// The text of a PDF, a line for each paragraph.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Draft, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty { name: name.into() });
    }
    let mut pages = pages(bytes).map_err(|fault| refused(name, fault))?;
    let mut draft = Draft::new();
    let taken = pages.iter_mut().map(|page| std::mem::take(&mut page.lines));
    let all: Vec<Line> = taken.flatten().collect();
    let mut lines = all.clone();
    let mut running = take_running(&mut lines);
    let pictures = pages.iter().any(|page| page.pictures);
    if lines.is_empty() && !pictures {
        // A page or two that say the same.
        (lines, running) = (all, 0);
    }
    if lines.is_empty() {
        return Err(no_text(name, &pages));
    }
    let written: HashSet<usize> = lines.iter().map(|line| line.page).collect();
    said(&pages, &written, &mut draft);
    draft.left_out(running, "header or footer line");
    let (lines, numbered, numbers) = take_numbers(lines);
    let what = match numbered {
        Numbered::Turns => "printed turn number",
        _ => "printed line number",
    };
    draft.left_out(numbers.len(), what);
    paragraphs::paragraphs(&lines, numbered, &numbers, &mut draft);
    Ok(draft)
}

fn no_text(name: &str, pages: &[PageRead]) -> ImportError {
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    let why = match unknown {
        _ if pages.iter().any(|page| !page.whole) => {
            return refused(name, Fault::Damaged);
        }
        0 if pages.iter().any(|page| page.pictures) => {
            "it is a scan: it has no text layer; run text recognition (OCR) first".to_owned()
        }
        0 => "nothing is written on its pages, or it is drawn; run text recognition (OCR) first"
            .to_owned(),
        n => format!(
            "its fonts do not say which letters its {n} signs are; run text recognition (OCR) first"
        ),
    };
    ImportError::NoText {
        name: name.into(),
        why,
    }
}

/// Says what could not be read, page by page; `written` are the pages on which something was.
fn said(pages: &[PageRead], written: &HashSet<usize>, draft: &mut Draft) {
    let mut say = |what: String, has: &dyn Fn(usize, &PageRead) -> bool| {
        let there = pages.iter().enumerate().filter(|(at, page)| has(*at, page));
        let there: Vec<usize> = there.map(|(at, _)| at + 1).collect();
        if !there.is_empty() {
            draft
                .warnings
                .push(format!("{what}: page {}", listed(&there)));
        }
    };
    let scan = "nothing was read of what is only a picture; run text recognition (OCR) first";
    say(scan.into(), &|at, page| {
        page.pictures && !written.contains(&at)
    });
    let damaged = "the file is damaged, and text may be missing or wrong; copy it again";
    say(damaged.into(), &|_, page| !page.whole);
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    let s = if unknown == 1 { "" } else { "s" };
    let unread =
        format!("{unknown} sign{s} left out whose font does not say which letters they are");
    say(unread, &|_, page| page.unknown > 0);
    let sideways = pages.iter().map(|page| page.sideways).sum();
    draft.left_out(sideways, "sideways letter");
}

/// `1, 2, 3`; of many the first.
fn listed(numbers: &[usize]) -> String {
    let first = numbers.iter().take(12).map(usize::to_string);
    let first: Vec<String> = first.collect();
    match numbers.len() - first.len() {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

fn refused(name: &str, fault: Fault) -> ImportError {
    let damaged = |why: &str, next: &str| ImportError::Damaged {
        name: name.into(),
        what: "the PDF",
        why: why.into(),
        next: next.into(),
    };
    match fault {
        Fault::Password => damaged(
            "it has a password",
            "open it, print it into a new PDF without one, and take that",
        ),
        Fault::Damaged => damaged(
            "it is damaged",
            "copy it again from where it came, or print it into a new PDF",
        ),
        Fault::Endless => damaged(
            "it asks for far more work than pages of text do",
            "print it into a new PDF, or copy its text into a .txt",
        ),
        Fault::Beyond(beyond) => ImportError::Beyond {
            name: name.into(),
            beyond,
        },
    }
}
