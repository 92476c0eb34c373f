//! Labels that were not taken for speakers, so that somebody can say whether they are.

use super::draft::Draft;
use super::labels::{COLONS, Style, candidate};
use super::lines::{Line, lines};
use super::names::{LONGEST, Look};
use super::speakers::key;
use super::turns::front_matter;
use super::weak::{Weak, talk_behind};
use crate::model::source::Structure;
use std::collections::{HashMap, HashSet};

/// What stands at the beginning of lines as a label does and is nobody's in this structure of the
/// text: each once as first written, with how many lines begin with it, the most frequent first.
pub fn doubtful(text: &str, structure: &Structure) -> Vec<(String, usize)> {
    let draft = Draft::plain(text.to_owned());
    let lines = lines(&draft);
    let taken: HashSet<String> = structure.speakers.iter().map(|s| key(&s.label)).collect();
    let mut seen: HashMap<String, (usize, Doubt)> = HashMap::new();
    let weak = weak(&lines, structure);
    // What stands before the talk of somebody is their label, whatever they are called now.
    let named = structure
        .turns
        .iter()
        .filter(|t| t.speaker.is_some() && t.talk > t.span.start);
    let theirs: HashSet<u32> = named.map(|t| t.span.start).collect();
    let settings = front_matter(&lines);
    let open = |line: &&Line| !theirs.contains(&line.span().start);
    for (n, line) in lines
        .iter()
        .enumerate()
        .skip(settings)
        .filter(|(_, line)| open(line))
    {
        let label = doubt(*line).or_else(|| {
            let label = weak.as_ref()?.label(*line)?;
            Some(Doubt::new(label.label, true))
        });
        let label = label.filter(|label| !taken.contains(&key(&label.label)));
        if let Some(label) = label {
            seen.entry(key(&label.label)).or_insert((n, label)).1.times += 1;
        }
    }
    let told = |d: &Doubt| d.alone || d.times > 1;
    let mut all: Vec<_> = seen.into_values().filter(|(_, d)| told(d)).collect();
    all.sort_by_key(|(first, d)| (usize::MAX - d.times, *first));
    all.into_iter().map(|(_, d)| (d.label, d.times)).collect()
}

/// The byte of a line where talk begins, if the line begins with this label.
pub fn labelled(line: &str, label: &str) -> Option<usize> {
    let plainly = || {
        let content = line.trim_start();
        let rest = content
            .get(label.len()..)
            .filter(|_| content.starts_with(label))?;
        let talk = rest.trim_start().strip_prefix(COLONS)?.trim_start();
        Some(line.len() - talk.len())
    };
    talk_behind(Line::of(line), label).or_else(plainly)
}

struct Doubt {
    label: String,
    times: usize,
    /// Whether it is told even if it stands there once.
    alone: bool,
}

impl Doubt {
    fn new(label: String, alone: bool) -> Doubt {
        Doubt {
            label,
            times: 0,
            alone,
        }
    }
}

/// Labels without a colon, where nobody speaks and some lines begin with them.
fn weak(lines: &[Line], structure: &Structure) -> Option<Weak> {
    let said = lines.iter().filter(|line| !line.blank()).count();
    let asked = structure.speakers.is_empty();
    asked.then(|| Weak::of(lines, said / 3))?
}

/// What a line begins with that could be a label: a name, or a few words before a colon.
fn doubt(line: Line) -> Option<Doubt> {
    if let Some(c) = candidate(line) {
        // Headings of one kind or another stand in any text.
        let heading = matches!(c.style, Style::Heading(_) | Style::HeadingColon(_));
        let alone = c.look > Look::Handle && !heading;
        return (c.style > Style::Bare).then(|| Doubt::new(c.label, alone));
    }
    let content = line.content().trim_start_matches(['-', '*', '•', '>', ' ']);
    let at = content.find(COLONS)?;
    let (words, after) = content.split_at(at);
    let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let few = words.split_whitespace().count() <= 4 && words.chars().count() <= LONGEST;
    let a_word = words.starts_with(char::is_alphabetic)
        && !words.contains(['.', ',', '?', '!', ';', '。', '，', '<', '[', '/']);
    let link = after.starts_with("://");
    (few && a_word && !link).then(|| Doubt::new(words.to_owned(), false))
}

#[cfg(test)]
mod tests {
    use super::super::turns::structure;
    use super::*;

    fn doubts(text: &str) -> Vec<(String, usize)> {
        doubtful(text, &structure(text))
    }

    #[test]
    fn what_is_no_speaker_is_told_with_how_often() {
        let text = "Rosa: once above\n\nI: So?\n\nB: Yes.\n\nNote: he laughs.\n\nI: And?\n\nB: No.\n\nNote: a pause.\n\nThe point: none.\n";
        let told = [("Note".to_owned(), 2), ("Rosa".to_owned(), 1)];
        assert_eq!(doubts(text), told);
        assert_eq!(doubts("See https://example.org\nhttp://example.org\n"), []);
        assert_eq!(doubts("I: So?\nB: Yes.\n"), []);
    }
}
