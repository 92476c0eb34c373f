//! The names meetings give their speakers: whatever stands before a colon in most captions of a file,
//! be it a device, a name with pronouns, a number or an address.

use super::cues::Cue;
use super::labels::{Style, candidate};
use super::lines::Line;
use super::names::{Look, look};
use super::speakers::key;
use super::tags::{decode, opened, without_tags};
use super::weak::Weak;
use std::collections::HashMap;

/// The names by which a file calls its speakers.
#[derive(Debug, Default)]
pub(super) struct Leads {
    /// By name as compared: how often captions begin with it.
    times: HashMap<String, usize>,
    /// What else sets names apart, where hardly one stands before a colon.
    weak: Option<Weak>,
}

impl Leads {
    /// The names of a file. One counts where it comes back, in a file most of whose captions begin
    /// with a name: words before a colon are names there, and nowhere else.
    pub fn in_file(cues: &[Cue]) -> Leads {
        let mut leads = Leads::default();
        let mut begin = 0;
        let first = |cue: &Cue| {
            let first = cue.text.split('\n').next().unwrap_or_default();
            opened(&decode(&without_tags(first))).0.to_owned()
        };
        let firsts: Vec<String> = cues.iter().map(first).collect();
        for first in &firsts {
            let lead = lead(first);
            begin += usize::from(lead.is_some() || label(first).is_some());
            if let Some((name, _)) = lead {
                *leads.times.entry(key(name)).or_default() += 1;
            }
        }
        leads
            .times
            .retain(|_, times| *times > 1 && begin * 2 > cues.len());
        if begin * 2 < cues.len() {
            let lines: Vec<Line> = firsts.iter().map(|first| Line::of(first)).collect();
            leads.weak = Weak::of(&lines, lines.len());
        }
        leads
    }

    /// The name a line begins with, if it is one of them, and what is said.
    pub fn of<'l>(&self, line: &'l str) -> Option<(String, &'l str)> {
        if let Some(found) = self
            .weak
            .as_ref()
            .and_then(|weak| weak.label(Line::of(line)))
        {
            return Some((found.label, &line[found.talk..]));
        }
        let (name, talk) = lead(line)?;
        let known = self.times.contains_key(&key(name));
        known.then(|| (name.to_owned(), talk))
    }
}

/// What stands before the first colon of a line and could be somebody, and what comes after it.
fn lead(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let at = line.find([':', '：'])?;
    let colon = line[at..].chars().next()?;
    let (name, talk) = (line[..at].trim(), &line[at + colon.len_utf8()..]);
    let set_off = colon == '：' || talk.starts_with(char::is_whitespace);
    let could_be = look(name).is_some();
    (set_off && could_be && !talk.trim().is_empty()).then(|| (name, talk.trim()))
}

/// A name before a colon. Captions break sentences anywhere, so handles are not trusted.
pub(super) fn label(line: &str) -> Option<(String, &str)> {
    let c = candidate(Line::of(line))?;
    let set_off = matches!(c.style, Style::Plain | Style::Timed | Style::Bold);
    (set_off && c.look > Look::Handle && !c.alone).then(|| (c.label, &line[c.talk..]))
}
