//! The line shown for a hit: the text around the first match, with what matched marked.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Characters kept before the first match, and after its beginning.
const BEFORE: usize = 40;
const AFTER: usize = 120;

/// A line of `text` around the first of `finds` (byte ranges, in order), and the finds as
/// character ranges of that line.
pub(super) fn excerpt(text: &str, finds: &[Range<usize>]) -> (String, Vec<(usize, usize)>) {
    let anchor = finds.first().map_or(0, |f| f.start);
    let from = start(text, anchor);
    let to = end(text, anchor);
    let mut line = String::new();
    let mut marks: Vec<(usize, usize)> = Vec::new();
    let mut chars = 0;
    if from > 0 {
        line.push('…');
        chars += 1;
    }
    // Byte positions of the text to characters of the line, where runs of white space are one.
    let mut at_find = 0;
    let mut last_space = true;
    for (i, c) in text[from..to].char_indices() {
        let byte = from + i;
        while finds.get(at_find).is_some_and(|f| f.end <= byte) {
            at_find += 1;
        }
        let space = c.is_whitespace() || c.is_control();
        if space && last_space {
            continue;
        }
        last_space = space;
        line.push(if space { ' ' } else { c });
        if finds.get(at_find).is_some_and(|f| f.contains(&byte)) {
            let goes_on = byte > finds[at_find].start;
            match marks.last_mut().filter(|m| goes_on && m.1 == chars) {
                Some(mark) => mark.1 += 1,
                None => marks.push((chars, chars + 1)),
            }
        }
        chars += 1;
    }
    if to < text.len() {
        line.push('…');
    }
    (line, marks)
}

/// Where the line begins: the start of a word about [`BEFORE`] characters before the match.
fn start(text: &str, anchor: usize) -> usize {
    let before = &text[..anchor];
    let Some((far, _)) = before.char_indices().rev().nth(BEFORE) else {
        return 0;
    };
    let word = before[far..]
        .split_word_bound_indices()
        .map(|(i, _)| far + i);
    // The first piece may begin inside a word; the second does not.
    word.take(2).last().unwrap_or(anchor)
}

/// Where it ends: the end of the last word or character that still fits.
fn end(text: &str, anchor: usize) -> usize {
    let rest = &text[anchor..];
    if rest.chars().nth(AFTER).is_none() {
        return text.len();
    }
    let limit = rest
        .char_indices()
        .nth(AFTER)
        .map_or(rest.len(), |(i, _)| i);
    let mut bounds = rest[..limit].split_word_bound_indices().map(|(i, _)| i);
    let last = bounds.next_back().filter(|i| *i > 0);
    anchor + last.unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(line: &str, marks: &[(usize, usize)]) -> Vec<String> {
        let cut = |(a, b): &(usize, usize)| line.chars().skip(*a).take(b - a).collect();
        marks.iter().map(cut).collect()
    }

    #[test]
    fn the_line_is_cut_between_words_and_keeps_its_marks() {
        let text = format!(
            "{}the small\nsteps we took, small steps {}",
            "before it all ".repeat(9),
            "and after ".repeat(30)
        );
        let words = ["small", "steps"];
        let all = words
            .iter()
            .flat_map(|w| text.match_indices(w).map(|(i, n)| i..i + n.len()));
        let mut finds: Vec<Range<usize>> = all.collect();
        finds.sort_by_key(|f| f.start);
        let (line, marks) = excerpt(&text, &finds);
        assert!(line.starts_with('…') && line.ends_with('…'), "{line}");
        assert!(line.contains("the small steps we took"), "{line}");
        assert_eq!(marked(&line, &marks), ["small", "steps", "small", "steps"]);
    }

    #[test]
    fn chinese_is_cut_between_characters() {
        let text = "我覺得復元唔係即係痊癒，而係可以喺社區入面好好生活。".repeat(12);
        let at = text.rfind("社區").unwrap_or(0);
        let (line, marks) = excerpt(&text, std::slice::from_ref(&(at..at + "社區".len())));
        assert_eq!(marked(&line, &marks), ["社區"]);
        assert!(line.chars().count() < 180);
    }

    proptest! {
        #[test]
        fn any_text_can_be_cut(text in "\\PC{0,400}", a in 0usize..400, b in 1usize..20) {
            let bounds: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let from = a % bounds.len();
            let to = (from + b).min(bounds.len() - 1);
            let find = bounds[from]..bounds[to];
            let finds: Vec<_> = std::iter::once(find).filter(|f| !f.is_empty()).collect();
            let (line, marks) = excerpt(&text, &finds);
            for (a, b) in marks {
                prop_assert!(a < b && b <= line.chars().count());
            }
        }
    }
}
