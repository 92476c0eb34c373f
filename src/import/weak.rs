//! Labels without a colon: what else sets a name apart from talk, where a whole file does it.
//!
//! A dash, a tab or brackets stand in any prose, so a file is looked at as a whole: labels of one
//! kind begin most of its lines, come back, and take turns.

use super::cursor::Cursor;
use super::draft::Mark;
use super::labels::{Candidate, ENCLOSING, Style, candidate, clean};
use super::lines::{Line, is_space};
use super::names::{LONGEST, Look, look};
use super::speakers::key;
use super::timecode::stamp;
use std::collections::{HashMap, HashSet};

/// What sets a name apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    /// Bold: `**Anna** So`.
    Bold,
    /// A pair around it: `[Anna] So`, `*Anna* So`.
    Enclosed(char, char),
    /// A sign before it: `@anna So`.
    Sign(char),
    /// `- Anna: so`, a list of what is said.
    Listed,
    Tab,
    /// ` – `, ` - `, ` — `.
    Dash,
    /// `Anna| so`, `Anna> so`, `Anna; so`.
    Mark(char),
    /// `Q. So`.
    FullStop,
    /// Two spaces or a wide one.
    Wide,
}

const SCHEMES: [Scheme; 22] = [
    Scheme::Bold,
    Scheme::Enclosed(ENCLOSING[0].0, ENCLOSING[0].1),
    Scheme::Enclosed(ENCLOSING[1].0, ENCLOSING[1].1),
    Scheme::Enclosed(ENCLOSING[2].0, ENCLOSING[2].1),
    Scheme::Enclosed(ENCLOSING[3].0, ENCLOSING[3].1),
    Scheme::Enclosed(ENCLOSING[4].0, ENCLOSING[4].1),
    Scheme::Enclosed(ENCLOSING[5].0, ENCLOSING[5].1),
    Scheme::Enclosed('*', '*'),
    Scheme::Enclosed('_', '_'),
    Scheme::Enclosed('「', '」'),
    Scheme::Sign('@'),
    Scheme::Sign('#'),
    Scheme::Listed,
    Scheme::Tab,
    Scheme::Dash,
    Scheme::Mark('|'),
    Scheme::Mark('>'),
    Scheme::Mark(';'),
    Scheme::Mark('；'),
    Scheme::Mark('/'),
    Scheme::FullStop,
    Scheme::Wide,
];

/// Where talk begins on a line that begins with this label, whatever sets it apart.
pub(super) fn talk_behind(line: Line, label: &str) -> Option<usize> {
    let by_scheme = SCHEMES.iter().filter_map(|scheme| scheme.label(line));
    let mut all = candidate(line).into_iter().chain(by_scheme);
    all.find(|c| key(&c.label) == key(label)).map(|c| c.talk)
}

/// Lines that are looked at for every kind of label.
const FIRST: usize = 2_000;

/// How a file sets its labels apart, and which they are.
#[derive(Debug)]
pub(super) struct Weak {
    scheme: Scheme,
    kept: HashSet<String>,
    /// How many lines begin with a label that comes back.
    pub covered: usize,
}

impl Weak {
    /// The kind that covers most of the lines, of which so many could be labelled.
    pub fn of(lines: &[Line], units: usize) -> Option<Weak> {
        // What does not set names apart in the first pages of a long text does not further down.
        let first = &lines[..lines.len().min(FIRST)];
        let share = units * first.len() / lines.len().max(1);
        let all = SCHEMES.iter().filter_map(|scheme| {
            let labels = |lines: &[Line]| -> Vec<_> {
                lines.iter().map(|line| scheme.label(*line)).collect()
            };
            if lines.len() > FIRST {
                scheme.covered(&labels(first), share / 2)?;
            }
            let labels = labels(lines);
            Some(Weak {
                scheme: *scheme,
                covered: scheme.covered(&labels, units)?,
                kept: kept(&labels),
            })
        });
        // Of two kinds that cover as much, the one listed first.
        all.reduce(|best, next| {
            if next.covered > best.covered {
                next
            } else {
                best
            }
        })
    }

    /// The label a line begins with, if it is one of the file's.
    pub fn label(&self, line: Line) -> Option<Candidate> {
        let label = self.scheme.label(line)?;
        self.kept.contains(&key(&label.label)).then_some(label)
    }
}

/// How often each label stands there, and how it looks.
fn times(labels: &[Option<Candidate>]) -> HashMap<String, (usize, Look)> {
    let mut times: HashMap<String, (usize, Look)> = HashMap::new();
    for c in labels.iter().flatten() {
        let entry = times.entry(key(&c.label)).or_insert((0, c.look));
        entry.0 += 1;
        entry.1 = entry.1.max(c.look);
    }
    times
}

/// Labels that come back; of those that do not, codes and roles.
fn kept(labels: &[Option<Candidate>]) -> HashSet<String> {
    let times = times(labels).into_iter();
    let kept = times.filter(|(_, (times, look))| *times > 1 || *look >= Look::Code);
    kept.map(|(k, _)| k).collect()
}

impl Scheme {
    /// How many lines begin with labels that come back, where that is most and they take turns.
    fn covered(self, labels: &[Option<Candidate>], units: usize) -> Option<usize> {
        let times = times(labels);
        let said = labels.iter().flatten().map(|c| key(&c.label));
        let core: Vec<String> = said.filter(|k| times[k].0 > 1).collect();
        let covered = core.len();
        let people: HashSet<&String> = core.iter().collect();
        let changes = core.windows(2).filter(|pair| pair[0] != pair[1]).count();
        // Words in lower case are names where nothing else is set apart so, or hardly a line is without
        // one.
        let handles = people.iter().any(|k| times[*k].1 == Look::Handle);
        let own = matches!(
            self,
            Scheme::Enclosed(..) | Scheme::Sign(_) | Scheme::Mark('>')
        );
        // Questions and answers may stand at the end of a long talk.
        let pair = people.iter().all(|k| ["q", "a"].contains(&k.as_str()));
        let share = match (pair, handles && !own) {
            (true, _) => 0,
            (_, true) => 80,
            _ => 50,
        };
        let recur = people.len() >= 2 && people.len() * 2 <= covered;
        let turns = changes * 2 >= covered.saturating_sub(1);
        (recur && turns && covered * 100 >= units * share).then_some(covered)
    }

    fn label(self, line: Line) -> Option<Candidate> {
        if line.heading().is_some() && self != Scheme::Sign('#') {
            return None;
        }
        let mut c = Cursor::new(line.text);
        let (_, time_ms) = c.lead_in();
        if self == Scheme::Listed {
            return listed(c);
        }
        let (name, after) = match (self, line.mark) {
            (Scheme::Bold, Some(Mark::Bold(bytes))) if c.at < bytes => c
                .line
                .split_at_checked(bytes)
                .map(|(lead, rest)| (&lead[c.at..], rest))?,
            _ => self.split(c.rest())?,
        };
        let label = clean(name, false);
        let look = look(label).filter(|look| *look > Look::Odd)?;
        if label.chars().count() > LONGEST || after.trim_matches(is_space).is_empty() {
            return None;
        }
        c.at = c.line.len() - after.len();
        c.spaces();
        let late = stamp(c.rest());
        c.at += late.map_or(0, |t| t.bytes);
        c.spaces();
        Some(Candidate {
            label: label.to_owned(),
            look,
            style: Style::Plain,
            talk: c.at,
            alone: false,
            talks: true,
            time_ms: time_ms.or(late.map(|t| t.ms)),
        })
    }

    /// The name a line begins with, and what comes after it.
    fn split(self, rest: &str) -> Option<(&str, &str)> {
        match self {
            Scheme::Bold => {
                let pair = ["**", "__"].iter().find(|p| rest.starts_with(**p))?;
                rest[2..].split_once(pair)
            }
            Scheme::Enclosed(open, close) => rest.strip_prefix(open)?.split_once(close),
            Scheme::Sign(sign) => rest.strip_prefix(sign)?.split_once(is_space),
            Scheme::Tab => rest.split_once('\t'),
            Scheme::Dash => {
                let dashes = [" – ", " — ", " - ", "– ", "— ", "：- "];
                let found = dashes.iter().filter_map(|d| Some((rest.find(d)?, d.len())));
                let (at, bytes) = found.min()?;
                Some((&rest[..at], &rest[at + bytes..]))
            }
            Scheme::Mark(mark) => rest.split_once(mark),
            Scheme::FullStop => rest.split_once(". ").or_else(|| rest.split_once(".\t")),
            Scheme::Wide => rest
                .split_once("  ")
                .or_else(|| rest.split_once('\u{3000}')),
            Scheme::Listed => None,
        }
    }
}

/// A label with a colon in an item of a list.
fn listed(c: Cursor) -> Option<Candidate> {
    let rest = c.rest().strip_prefix(['-', '*', '•', '>', '–', '+'])?;
    let mut found = candidate(Line::of(rest)).filter(|c| !c.alone && c.look > Look::Odd)?;
    found.talk += c.line.len() - rest.len();
    Some(found)
}
