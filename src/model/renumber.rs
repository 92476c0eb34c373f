//! Numbers of paragraphs after a correction: what stood there keeps its number, what was put in has
//! the number before it with a letter.

use super::edits::Edits;
use super::source::{Cited, Paragraph, Structure};

use std::collections::HashSet;

/// Gives the paragraphs of a corrected text the numbers by which they are cited. `after` is how the
/// corrected text is divided, `edits` what was done to the text of `before`.
pub fn renumber(before: &Structure, edits: &Edits, after: &mut Structure) {
    let kept = kept(&before.paragraphs, edits, &after.paragraphs);
    let mut used: HashSet<Cited> = before.paragraphs.iter().map(Paragraph::cited).collect();
    let mut last = Cited::default();
    for (paragraph, cited) in after.paragraphs.iter_mut().zip(kept) {
        last = cited.unwrap_or_else(|| next_free(last, &mut used));
        (paragraph.number, paragraph.letter) = (last.number, last.letter);
    }
}

/// For each paragraph the number it had, if it is one that was there: the one most of whose text it
/// holds.
fn kept(before: &[Paragraph], edits: &Edits, after: &[Paragraph]) -> Vec<Option<Cited>> {
    let mut kept = vec![None; after.len()];
    let mut from = 0;
    for paragraph in before {
        let Some(span) = edits.carry(paragraph.span).span() else {
            continue;
        };
        from += after[from..].partition_point(|p| p.span.end <= span.start);
        let touched = after[from..].iter().take_while(|p| p.span.start < span.end);
        let free: Vec<(usize, u32)> = touched
            .enumerate()
            .filter(|(n, _)| kept[from + n].is_none())
            .map(|(n, p)| (n, span.overlap(p.span)))
            .collect();
        // Of one cut in pieces the first, unless hardly anything of it is there.
        let enough = |shared: u32| edits.0.is_empty() || shared * 8 >= span.len();
        let first = free.iter().find(|(_, shared)| enough(*shared));
        let most = first.or_else(|| free.iter().max_by_key(|(_, shared)| *shared));
        if let Some((n, _)) = most {
            kept[from + *n] = Some(paragraph.cited());
        }
    }
    kept
}

/// The first letter behind `last` that no paragraph has, or had before the correction.
pub(super) fn next_free(last: Cited, used: &mut HashSet<Cited>) -> Cited {
    let mut next = last;
    loop {
        next.letter = next.letter.saturating_add(1);
        if used.insert(next) || next.letter == u16::MAX {
            return next;
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::source::Turn;
    use crate::model::text::Span;

    /// A paragraph for each line, in one turn.
    pub fn lines(text: &str) -> Structure {
        let mut made = Structure::default();
        let mut start = 0;
        for line in text.lines() {
            let end = start + line.chars().count() as u32;
            made.paragraphs.push(Paragraph {
                number: made.paragraphs.len() as u32 + 1,
                letter: 0,
                span: Span { start, end },
                turn: 0,
            });
            start = end + 1;
        }
        made.turns.push(Turn {
            speaker: None,
            span: Span {
                start: 0,
                end: start.saturating_sub(1),
            },
            talk: 0,
            time_ms: None,
        });
        made
    }

    fn numbers(before: &str, after: &str) -> String {
        let (one, mut other) = (lines(before), lines(after));
        renumber(&one, &Edits::between(before, after), &mut other);
        let cited = other.paragraphs.iter().map(|p| p.cited().to_string());
        cited.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_was_there_keeps_its_number() {
        let text = "one apple\ntwo pears\nthree plums\n";
        let first = "one apple\n";
        assert_eq!(numbers(text, text), "1 2 3");
        assert_eq!(numbers(text, &text.replace("pp", "qq")), "1 2 3");
        let put_in = text.replace(first, "one apple\nnew here\nalso\n");
        assert_eq!(numbers(text, &put_in), "1 1a 1b 2 3");
        assert_eq!(numbers(text, &format!("zero\n{text}")), "0a 1 2 3");
        assert_eq!(numbers(text, "one apple\nthree plums\n"), "1 3");
        assert_eq!(numbers(text, "one apple two pears\nthree plums\n"), "1 3");
        assert_eq!(numbers(text, &text.replace("two ", "two\n")), "1 2 2a 3");
    }
}
