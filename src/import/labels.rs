//! What may be a speaker's label at the start of a line. Which of them are is `speakers`.

use super::cursor::Cursor;
use super::draft::Mark;
use super::lines::{Line, is_space};
use super::names::{LONGEST_ODD, Look, look};
use super::timecode::stamp;

/// How a label is set off from talk. A file keeps to one way, so the stronger ways silence the
/// weaker ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Style {
    /// `Name` on a line of its own, nothing else.
    Bare,
    /// `Name:`
    Plain,
    /// `Name 00:01:02`, `[00:01:02] Name:`, `Name (00:12):`, `Name: 00:12`.
    Timed,
    /// `**Name:**`, `**Name**:`
    Bold,
    /// `### Name`
    Heading(u8),
    /// `### Name:`
    HeadingColon(u8),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Without colon, brackets, stars.
    pub label: String,
    pub look: Look,
    pub style: Style,
    /// Byte of the line where talk begins; the line's end where the label stands alone.
    pub talk: usize,
    /// Whether nothing follows it on the line.
    pub alone: bool,
    /// Whether what follows it holds a letter.
    pub talks: bool,
    pub time_ms: Option<u32>,
}

pub(super) const COLONS: [char; 4] = [':', '：', '﹕', '︰'];

/// The label a line may begin with.
pub(super) fn candidate(line: Line) -> Option<Candidate> {
    let mut c = Cursor::new(line.text);
    c.spaces();
    let level = line.heading();
    while level.is_some() && c.take(&['#']) {}
    c.spaces();
    let early = c.marks();
    let (numbered, mut time_ms) = c.lead_in();
    let mut bold = early | c.marks();
    let name = name(&mut c, &mut time_ms)?;
    bold |= matches!(line.mark, Some(Mark::Bold(bytes)) if c.at <= bytes);
    bold |= c.marks();
    c.spaces();
    let colon = c.take(&COLONS);
    c.marks();
    // `1:1` is a verse or a score.
    if c.rest().starts_with(|ch: char| ch.is_ascii_digit())
        && name.ends_with(|ch: char| ch.is_ascii_digit())
    {
        return None;
    }
    c.spaces();
    if colon {
        time_ms = time_after_colon(&mut c).or(time_ms);
    }
    let (alone, rest) = (c.rest().is_empty(), c.rest());
    if numbered && !colon && time_ms.is_none() {
        return None;
    }
    if !colon && !alone || rest.starts_with("//") || link(rest) {
        return None;
    }
    let label = clean(name, time_ms.is_some());
    let style = match level {
        Some(level) if colon => Style::HeadingColon(level),
        Some(level) => Style::Heading(level),
        None if bold => Style::Bold,
        None if time_ms.is_some() => Style::Timed,
        None if colon => Style::Plain,
        None => Style::Bare,
    };
    Some(Candidate {
        look: look(label)?,
        label: label.to_owned(),
        style,
        talk: c.at,
        alone,
        talks: rest.contains(char::is_alphabetic),
        time_ms,
    })
}

/// Steps over the name up to colon, time, or line end.
fn name<'a>(c: &mut Cursor<'a>, time_ms: &mut Option<u32>) -> Option<&'a str> {
    let (start, rest) = (c.at, c.rest());
    // One bracket may enclose all of it: `[Anna]: so`.
    let enclosed = rest.starts_with(['[', '【', '(', '（', '{', '<']);
    let mut before = ' ';
    for (n, (i, ch)) in rest.char_indices().enumerate() {
        if n > LONGEST_ODD + 6 {
            return None;
        }
        if COLONS.contains(&ch) {
            c.at = start + i;
            return Some(&rest[..i]);
        }
        let may_be_time = matches!(ch, '[' | '(' | '（' | '【' | '〔' | '#')
            || (ch.is_ascii_digit() && is_space(before) && i > 0);
        if may_be_time
            && !(enclosed && i == 0)
            && let Some(t) = stamp(&rest[i..])
        {
            c.at = start + i + t.bytes;
            *time_ms = Some(t.ms);
            return Some(&rest[..i]);
        }
        before = ch;
    }
    c.at = c.line.len();
    Some(rest)
}

/// `Name: 00:00:05`. A bare time of two parts inside talk may be the hour (`10:30 was late`).
fn time_after_colon(c: &mut Cursor) -> Option<u32> {
    let t = stamp(c.rest())?;
    let alone = c.rest()[t.bytes..].trim_matches(|ch| is_space(ch) || COLONS.contains(&ch));
    if !(t.bracketed || t.full || alone.is_empty()) {
        return None;
    }
    c.at += t.bytes;
    c.take(&COLONS);
    c.marks();
    c.spaces();
    Some(t.ms)
}

fn link(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['<', '(', '[']);
    ["http://", "https://", "www.", "mailto:"]
        .iter()
        .any(|l| rest.starts_with(l))
}

/// The name without what a program or a typist sets around it. Beside a time, `From Anna to
/// Everyone` is how meetings write who wrote to whom.
pub(super) fn clean(name: &str, timed: bool) -> &str {
    let name = name.trim_matches(|ch| is_space(ch) || matches!(ch, '*' | '_' | '\\' | '|'));
    let name = name.trim_end_matches(|ch| is_space(ch) || matches!(ch, ',' | '-' | '–' | '—'));
    for (open, close) in ENCLOSING {
        if let Some(inside) = name.strip_prefix(open).and_then(|n| n.strip_suffix(close)) {
            return inside.trim_matches(is_space);
        }
    }
    match name.strip_prefix("From ").filter(|_| timed) {
        Some(from) => from.split(" to ").next().unwrap_or(from).trim(),
        None => name.strip_prefix(['@', '#']).unwrap_or(name),
    }
}

/// What may stand around a name.
pub(super) const ENCLOSING: [(char, char); 6] = [
    ('[', ']'),
    ('【', '】'),
    ('(', ')'),
    ('（', '）'),
    ('<', '>'),
    ('{', '}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(String, Style, String, Option<u32>)> {
        let c = candidate(Line::of(line))?;
        let talk = line[c.talk..].to_owned();
        Some((c.label, c.style, talk, c.time_ms))
    }

    #[test]
    fn the_ways_labels_are_written() {
        use Style::*;
        for (line, label, style, talk, time) in [
            ("Anna: hello", "Anna", Plain, "hello", None),
            ("P01 : hello", "P01", Plain, "hello", None),
            (
                "[00:01:02] Anna: hello",
                "Anna",
                Timed,
                "hello",
                Some(62_000),
            ),
            ("00:01:02 Anna: hello", "Anna", Timed, "hello", Some(62_000)),
            (
                "Anna [00:01:02]: hello",
                "Anna",
                Timed,
                "hello",
                Some(62_000),
            ),
            ("Anna (00:12): hello", "Anna", Timed, "hello", Some(12_000)),
            ("Anna: [00:12] hello", "Anna", Timed, "hello", Some(12_000)),
            (
                "Anna: 10:30 was late",
                "Anna",
                Plain,
                "10:30 was late",
                None,
            ),
            ("Anna: 00:00:05", "Anna", Timed, "", Some(5_000)),
            ("Anna 01:00:05:", "Anna", Timed, "", Some(3_605_000)),
            ("Speaker 1  0:03", "Speaker 1", Timed, "", Some(3_000)),
            ("#00:00:07-3# Anna: so", "Anna", Timed, "so", Some(7_300)),
            ("00:03 --> 00:08 Anna: so", "Anna", Timed, "so", Some(3_000)),
            (
                "Anna Lee 0 minutes 3 seconds",
                "Anna Lee",
                Timed,
                "",
                Some(3_000),
            ),
            (
                "Anna (Guest) 1 minute 3 seconds",
                "Anna (Guest)",
                Timed,
                "",
                Some(63_000),
            ),
            ("12 Anna: so", "Anna", Plain, "so", None),
            ("007) Anna: so", "Anna", Plain, "so", None),
            ("**Anna:** hello", "Anna", Bold, "hello", None),
            ("**Anna**: hello", "Anna", Bold, "hello", None),
            ("**Anna:** 00:00:05", "Anna", Bold, "", Some(5_000)),
            (
                "[00:12] **Anna:** hello",
                "Anna",
                Bold,
                "hello",
                Some(12_000),
            ),
            ("[Anna]: hello", "Anna", Plain, "hello", None),
            ("### 唐鳳：", "唐鳳", HeadingColon(3), "", None),
            ("### Anna Lee", "Anna Lee", Heading(3), "", None),
            ("訪問員：多謝", "訪問員", Plain, "多謝", None),
            ("Anna Lee", "Anna Lee", Bare, "", None),
            (" Anna (nurse): so", "Anna (nurse)", Plain, "so", None),
        ] {
            let expected = Some((label.into(), style, talk.into(), time));
            assert_eq!(parts(line), expected, "{line}");
        }
    }

    #[test]
    fn what_is_no_label() {
        for line in [
            "",
            "http://example.org",
            "Slides: <https://example.org>",
            "Note: see below",
            "5:45 we left",
            "So I said to him: no",
            "- title: x",
            "> Anna: hi",
            "(00:12)",
            "# ",
            "He came, and then: nothing",
            "Today I worked on [lnprototest](https://example.org)",
            ":",
            "：",
            "**",
        ] {
            assert_eq!(candidate(Line::of(line)), None, "{line}");
        }
    }
}
