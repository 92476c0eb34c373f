//! Whether a text was wrapped by hand: lines broken where the next word no longer fitted.

use super::labels::Candidate;
use super::lines::Line;
use super::names::is_cjk;

/// Wider than this, a line is a paragraph.
const WIDEST: usize = 110;
/// Narrower than this, lines are verse, lists, or captions.
const NARROWEST: usize = 40;

/// Whether a line begins something of its own even in a wrapped text.
pub(super) fn stands_apart(line: Line) -> bool {
    let content = line.text.trim_start();
    let bullet = ["- ", "* ", "+ ", "• ", "> ", "| ", "```", ":::", "<"];
    line.heading().is_some()
        || line.mark.is_some()
        || bullet.iter().any(|b| content.starts_with(b))
        || numbered(content)
        || super::timecode::stamp(content).is_some()
}

fn numbered(content: &str) -> bool {
    let rest = content.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = content.len() - rest.len();
    (1..=3).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
}

/// Whether line `i` goes on where the line before it broke off, in a wrapped text.
pub(super) fn continues(lines: &[Line], labels: &[Option<Candidate>], i: usize) -> bool {
    i > 0
        && labels[i].is_none()
        && !lines[i].blank()
        && !lines[i - 1].blank()
        && !labels[i - 1].as_ref().is_some_and(|l| l.alone)
        && lines[i - 1].heading().is_none()
        && !stands_apart(lines[i])
}

/// Whether the lines from `front` on are wrapped: at nearly every break inside a block the next
/// word would have gone past the widest line.
pub(super) fn wrapped(lines: &[Line], labels: &[Option<Candidate>], front: usize) -> bool {
    let breaks: Vec<usize> = (front + 1..lines.len())
        .filter(|i| continues(lines, labels, *i))
        .collect();
    if breaks.len() < 4 {
        return false;
    }
    let mut widths: Vec<usize> = lines[front..].iter().map(|l| width(l.text)).collect();
    widths.sort_unstable();
    widths.retain(|w| *w > 0);
    // A few long web addresses stick out of any wrapped text.
    let widest = widths[(widths.len() - 1) - widths.len() / 50];
    if !(NARROWEST..=WIDEST).contains(&widest) {
        return false;
    }
    let forced = breaks.iter().filter(|i| {
        let (before, next) = (width(lines[**i - 1].text), first_word(lines[**i].content()));
        // Two columns of grace: full stops are often followed by two spaces.
        before + 1 + next + 2 > widest
    });
    forced.count() * 100 >= breaks.len() * 85
}

fn width(text: &str) -> usize {
    text.trim_end()
        .chars()
        .map(|c| 1 + usize::from(is_cjk(c)))
        .sum()
}

/// Columns of what could not be parted from the first character.
fn first_word(text: &str) -> usize {
    match text.chars().next() {
        Some(c) if is_cjk(c) => 4,
        _ => text.split_whitespace().next().map_or(0, width),
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::Draft;
    use super::super::lines::lines;
    use super::*;

    fn is_wrapped(text: &str) -> bool {
        let draft = Draft::plain(text.into());
        let lines = lines(&draft);
        let labels = vec![None; lines.len()];
        wrapped(&lines, &labels, 0)
    }

    #[test]
    fn wrapped_prose_is_told_from_lines() {
        let words = "we walked along the river for quite a while and nobody said anything at all "
            .repeat(8);
        let mut text = String::new();
        let mut column = 0;
        for w in words.split_whitespace() {
            if column + w.len() > 64 {
                text.push('\n');
                column = 0;
            }
            text.push_str(w);
            text.push(' ');
            column += w.len() + 1;
        }
        assert!(is_wrapped(&text));
        let talk = "Anna came in early today.\nShe sat down.\nThen we talked about the house for a long time.\nFine.\nWe left.\nIt rained on the way home and we were wet.\n";
        assert!(!is_wrapped(talk));
        assert!(!is_wrapped(&"A whole paragraph on a single line that is much longer than any wrapped line would ever be, as most programs write it.\n".repeat(9)));
        assert!(!is_wrapped(
            "- one\n- two\n- three\n- four\n- five\n- six\n"
        ));
    }
}
