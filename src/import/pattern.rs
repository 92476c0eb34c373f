//! A pattern by which somebody says how an odd file writes who speaks: `{speaker} >> {text}`.

use super::lines::is_space;
use super::timecode::stamp;
use thiserror::Error;

/// What a line of a turn begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// As written; white space in it stands for any.
    Exactly(String),
    Speaker,
    Time,
    /// A number, as lines have.
    Number,
}

/// Why a pattern is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoPattern {
    #[error(
        "a pattern holds {{speaker}} once and ends with {{text}}, as “[{{time}}] {{speaker}} >> {{text}}”"
    )]
    Parts,
    #[error(
        "something has to stand between {{speaker}} and what comes after it, as “{{speaker}} >> {{text}}”"
    )]
    Apart,
}

/// The longest name a pattern finds, in code points.
const LONGEST: usize = 60;

impl Pattern {
    pub fn parse(written: &str) -> Result<Pattern, NoPattern> {
        let rest = written
            .trim()
            .strip_suffix("{text}")
            .ok_or(NoPattern::Parts)?;
        let mut parts = Vec::new();
        let mut rest = rest;
        while !rest.is_empty() {
            let named = [
                ("{speaker}", Part::Speaker),
                ("{time}", Part::Time),
                ("{number}", Part::Number),
            ];
            if let Some((name, part)) = named.into_iter().find(|(name, _)| rest.starts_with(name)) {
                parts.push(part);
                rest = &rest[name.len()..];
                continue;
            }
            // A brace that opens no name is a sign like others.
            let mut braces = rest.char_indices().skip(1);
            let end = braces
                .find(|(_, c)| *c == '{')
                .map_or(rest.len(), |(n, _)| n);
            parts.push(Part::Exactly(rest[..end].to_owned()));
            rest = &rest[end..];
        }
        let speakers = parts.iter().filter(|p| **p == Part::Speaker).count();
        let at = parts.iter().position(|p| *p == Part::Speaker);
        let after = at.and_then(|at| parts.get(at + 1));
        match (speakers, after) {
            (1, Some(Part::Exactly(_))) => Ok(Pattern(parts)),
            (1, _) => Err(NoPattern::Apart),
            _ => Err(NoPattern::Parts),
        }
    }

    /// The name a line has by it, and the byte where its text begins.
    pub fn speaker<'l>(&self, line: &'l str) -> Option<(&'l str, usize)> {
        let mut at = line.len() - line.trim_start_matches(is_space).len();
        let mut speaker = None;
        let mut parts = self.0.iter().peekable();
        while let Some(part) = parts.next() {
            let rest = &line[at..];
            at += match part {
                Part::Exactly(text) => literal(rest, text)?,
                Part::Time => stamp(rest)?.bytes,
                Part::Number => match rest.bytes().take_while(u8::is_ascii_digit).count() {
                    0 => return None,
                    n => n,
                },
                Part::Speaker => {
                    let Some(Part::Exactly(next)) = parts.peek() else {
                        return None;
                    };
                    let ends = rest.char_indices().map(|(i, _)| i).take(LONGEST + 1);
                    let end = ends
                        .skip(1)
                        .find(|i| literal(&rest[*i..], next).is_some())?;
                    speaker = Some(rest[..end].trim()).filter(|s| !s.is_empty());
                    end
                }
            };
        }
        let talk = line.len() - line[at..].trim_start_matches(is_space).len();
        speaker.map(|speaker| (speaker, talk))
    }
}

/// How many bytes of a line are the text as written, any white space for its white space.
fn literal(line: &str, text: &str) -> Option<usize> {
    let mut at = 0;
    let mut words = text.split_whitespace().peekable();
    if text.starts_with(char::is_whitespace) || words.peek().is_none() {
        at += spaces(&line[at..]).filter(|n| *n > 0)?;
    }
    while let Some(word) = words.next() {
        at += line[at..].starts_with(word).then_some(word.len())?;
        let last = words.peek().is_none();
        if !last {
            at += spaces(&line[at..]).filter(|n| *n > 0)?;
        } else if text.ends_with(char::is_whitespace) {
            at += spaces(&line[at..])?;
        }
    }
    Some(at)
}

fn spaces(line: &str) -> Option<usize> {
    Some(line.len() - line.trim_start_matches(is_space).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'l>(pattern: &str, line: &'l str) -> Option<(&'l str, &'l str)> {
        let pattern = Pattern::parse(pattern).expect("pattern");
        let (speaker, talk) = pattern.speaker(line)?;
        Some((speaker, &line[talk..]))
    }

    #[test]
    fn patterns_find_who_speaks() {
        let so = Some(("Anna", "so"));
        assert_eq!(found("{speaker} >> {text}", "Anna >> so"), so);
        assert_eq!(
            found("[{time}] {speaker} = {text}", "[00:12] Anna  =  so"),
            so
        );
        assert_eq!(found("{number}. {speaker}~{text}", "12. Anna~so"), so);
        assert_eq!(found("« {speaker} » {text}", "« Anna » so"), so);
        assert_eq!(found("{speaker} >> {text}", "Anna: so"), None);
        assert_eq!(
            found("{speaker}説：{text}", "安娜説：好"),
            Some(("安娜", "好"))
        );
        for wrong in [
            "",
            "{text}",
            "{speaker}{text}",
            "{speaker} >>",
            "{speaker} {speaker}: {text}",
        ] {
            assert!(Pattern::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_pattern_ends_on_any_line(pattern in "[ab{}» :]{0,20}", line in "[ab» :]{0,30}") {
            for pattern in [pattern.clone(), format!("{pattern}{{speaker}}: {{text}}")] {
                if let Ok(pattern) = Pattern::parse(&pattern) {
                    let _ = pattern.speaker(&line);
                }
            }
        }
    }
}
