//! Which candidates are speakers: those a file uses the way a transcript does.
//!
//! Precision before recall where a text is not a conversation (one `Word:` in a report is no
//! speaker), recall where it plainly is one (a participant who speaks once still speaks).

use super::labels::{Candidate, Style};
use super::lines::Line;
use super::names::Look;
use super::speakers::key;
use super::timecode::stamp;
use super::weak::Weak;
use super::wrap::wrapped;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Keeps the candidates that are speakers; `candidates` runs parallel to `lines`.
pub(super) fn keep_speakers(lines: &[Line], candidates: &mut [Option<Candidate>]) {
    let page = Page::new(lines, candidates);
    let accepted = page.accepted();
    let covered = page.covered(&accepted);
    if covered * 2 < page.units
        && let Some(weak) = Weak::of(lines, page.units)
        && weak.covered > covered * 2
    {
        for (candidate, line) in candidates.iter_mut().zip(lines) {
            // Some may be labelled in the plain way all the same.
            let plain = candidate.take().filter(|c| accepted.allows(c));
            *candidate = weak.label(*line).or(plain);
        }
        return;
    }
    for candidate in candidates.iter_mut() {
        let keep = candidate.as_ref().is_some_and(|c| accepted.allows(c));
        if !keep {
            *candidate = None;
        }
    }
}

/// What was accepted: labels, and the weakest style in which they count.
struct Accepted {
    keys: HashSet<String>,
    weakest: Style,
}

impl Accepted {
    fn none() -> Accepted {
        Accepted {
            keys: HashSet::new(),
            weakest: Style::Plain,
        }
    }
    fn allows(&self, c: &Candidate) -> bool {
        let heading = |s: Style| matches!(s, Style::Heading(_) | Style::HeadingColon(_));
        c.style >= self.weakest
            && (!heading(c.style) || heading(self.weakest) && c.style == self.weakest)
            && self.keys.contains(&key(&c.label))
    }
}

/// One label over the whole file.
struct Seen {
    times: usize,
    /// How often with nothing after it on the line.
    alone: usize,
    /// The line it is first seen on.
    first: usize,
    look: Look,
}

struct Page<'a> {
    candidates: Vec<(usize, &'a Candidate)>,
    /// Headings of each level, labels or not.
    headings: BTreeMap<u8, usize>,
    /// What could have been labelled: lines, or in a wrapped text blocks and the labels in them.
    units: usize,
    /// For each line, whether it opens a block.
    opens: Vec<bool>,
    /// For each line, whether text follows it in the file.
    followed: Vec<bool>,
}

impl<'a> Page<'a> {
    fn new(lines: &[Line], candidates: &'a [Option<Candidate>]) -> Page<'a> {
        let mut page = Page {
            candidates: Vec::new(),
            headings: BTreeMap::new(),
            units: 0,
            opens: vec![false; lines.len()],
            followed: vec![false; lines.len()],
        };
        let wrapped = wrapped(lines, candidates, 0);
        let mut fresh = true;
        for (i, (line, candidate)) in lines.iter().zip(candidates).enumerate() {
            if line.blank() {
                fresh = true;
                continue;
            }
            page.opens[i] = fresh;
            if let Some(level) = line.heading() {
                *page.headings.entry(level).or_default() += 1;
            }
            let label = candidate.as_ref().filter(|c| c.style > Style::Bare);
            let counts = label.is_some()
                || (fresh || !wrapped) && line.content().contains(char::is_alphabetic);
            page.units += usize::from(counts);
            page.candidates.extend(candidate.as_ref().map(|c| (i, c)));
            // A time on a line of its own stands above a name.
            fresh = stamp(line.content()).is_some_and(|t| t.bytes == line.content().len());
        }
        let mut after = false;
        for i in (0..lines.len()).rev() {
            page.followed[i] = after;
            after |= !lines[i].blank();
        }
        page
    }

    fn accepted(&self) -> Accepted {
        if let Some(accepted) = self.by_heading() {
            return accepted;
        }
        for strong in [Self::by_bold, Self::by_time] {
            if let Some(accepted) = strong(self) {
                return self.with_others(accepted);
            }
        }
        self.by_colon()
            .or_else(|| self.by_line())
            .unwrap_or_else(Accepted::none)
    }

    /// The accepted labels, and those of others that are written plainly: times or bold type may mark one
    /// side of a conversation only.
    fn with_others(&self, mut accepted: Accepted) -> Accepted {
        let seen = self.seen(|c| c.style == Style::Plain);
        let all = self.covered(&accepted);
        let side = |s: &Seen| s.times > 1 && s.look > Look::Handle && s.times * 4 >= all;
        let others = seen.into_iter().filter(|(_, s)| side(s));
        accepted.keys.extend(others.map(|(k, _)| k));
        accepted
    }

    /// How many lines the accepted labels account for, those below a label that stands alone included.
    fn covered(&self, accepted: &Accepted) -> usize {
        let taken = self.candidates.iter().filter(|(_, c)| accepted.allows(c));
        taken.map(|(_, c)| 1 + usize::from(c.alone)).sum()
    }

    fn seen(&self, style: impl Fn(&Candidate) -> bool) -> HashMap<String, Seen> {
        let mut seen: HashMap<String, Seen> = HashMap::new();
        for (line, c) in self.candidates.iter().filter(|(_, c)| style(c)) {
            let entry = seen.entry(key(&c.label)).or_insert(Seen {
                times: 0,
                alone: 0,
                first: *line,
                look: c.look,
            });
            entry.times += 1;
            entry.alone += usize::from(c.alone);
            entry.look = entry.look.max(c.look);
        }
        seen
    }

    /// `### Name:` or `### Name` — nearly all headings of a level, and names come back.
    fn by_heading(&self) -> Option<Accepted> {
        for (&level, &all) in &self.headings {
            let style = Style::HeadingColon(level);
            let mut seen = self.seen(|c| c.style == style);
            seen.retain(|_, s| s.look > Look::Odd || s.times > 1);
            let lines: usize = seen.values().map(|s| s.times).sum();
            let returns = seen.len() < lines;
            // A column has one author, named once under its title.
            let sole = all == 1 && self.headings.values().sum::<usize>() <= 2;
            if lines * 5 >= all * 4 && lines > 0 && (returns || sole || lines == 2) {
                return Some(Accepted {
                    keys: seen.into_keys().collect(),
                    weakest: style,
                });
            }
            let style = Style::Heading(level);
            let seen = self.seen(|c| c.style == style);
            let lines: usize = seen.values().map(|s| s.times).sum();
            if lines >= 4 && lines * 5 >= all * 4 && seen.len() * 2 <= lines {
                return Some(Accepted {
                    keys: seen.into_keys().collect(),
                    weakest: style,
                });
            }
        }
        None
    }

    /// `**Name:**` again and again.
    fn by_bold(&self) -> Option<Accepted> {
        self.by_style(Style::Bold)
    }

    /// `Name 00:01:02` again and again.
    fn by_time(&self) -> Option<Accepted> {
        self.by_style(Style::Timed)
    }

    fn by_style(&self, style: Style) -> Option<Accepted> {
        let seen = self.seen(|c| c.style == style);
        let lines: usize = seen.values().map(|s| s.times).sum();
        let alone: usize = seen.values().map(|s| s.alone).sum();
        let again: usize = seen.values().map(|s| s.times).filter(|n| *n > 1).sum();
        let all = lines * 5 >= self.units * 4 && (again > 0 || alone == 0);
        // Below a name that stands alone somebody says something.
        let said = alone <= self.units.saturating_sub(alone) * 2;
        // One name that comes back by itself is a heading of some kind, unless it is all over.
        let people = seen.values().filter(|s| s.times > 1).count();
        let role = seen.values().any(|s| s.look == Look::Role);
        let sole = people == 1 && !role && (lines + alone) * 2 < self.units;
        if said && !sole && ((lines >= 3 && again * 2 >= lines) || (lines >= 2 && all)) {
            // The same people may also be labelled in the plain way here and there.
            let sure = |s: &Seen| s.times > 1 || s.look > Look::Handle;
            return Some(Accepted {
                keys: seen
                    .into_iter()
                    .filter(|(_, s)| sure(s))
                    .map(|(k, _)| k)
                    .collect(),
                weakest: Style::Plain,
            });
        }
        None
    }

    /// `Name:`
    fn by_colon(&self) -> Option<Accepted> {
        let set_off = |c: &Candidate| matches!(c.style, Style::Plain | Style::Timed | Style::Bold);
        let seen = self.seen(set_off);
        let again = |s: &Seen| s.times >= if s.look == Look::Handle { 3 } else { 2 };
        let core: HashSet<&String> = seen
            .iter()
            .filter(|(_, s)| again(s))
            .map(|(k, _)| k)
            .collect();
        let (mut covered, mut labelled) = (0, 0);
        let (mut core_lines, mut core_alone) = (0, 0);
        for (_, c) in self.candidates.iter().filter(|(_, c)| set_off(c)) {
            // Talk on the next line is labelled by the line that stands alone.
            let units = 1 + usize::from(c.alone);
            labelled += units;
            if core.contains(&key(&c.label)) {
                covered += units;
                core_lines += 1;
                core_alone += usize::from(c.alone);
            }
        }
        let dense = |part: usize, share: usize| part * 100 >= self.units * share;
        // What is named once above the conversation says where and when it was.
        let begins = core.iter().map(|k| seen[*k].first).min();
        let above = |s: &Seen| s.times == 1 && begins.is_some_and(|first| s.first < first);
        // Where names stand on lines of their own, `Word: more` is talk, and the other way round.
        let usual = |s: &Seen| s.times > 1 || (s.alone > 0) == (core_alone * 2 > core_lines);
        let talk = self.candidates.iter().filter(|(_, c)| set_off(c));
        let talk = talk.filter(|(_, c)| !(c.talks || c.alone)).count() * 2 < labelled;
        let few = talk && (2..=4).contains(&seen.len());
        // One name that comes back by itself is a heading of some kind, unless it is all over.
        let sole = core.len() == 1;
        let keys: HashSet<String> = seen
            .iter()
            .filter(|(k, s)| match s.look {
                Look::Name | Look::Handle | Look::Odd if above(s) => false,
                // Everything is labelled, and by few: a short conversation.
                _ if few && dense(labelled, 80) => s.times > 1 || s.look > Look::Handle,
                Look::Role => !core.is_empty() || s.times > 1,
                Look::Code if dense(covered, 25) => true,
                Look::Code => s.times > 1 || (s.times == 1 && has_pair(&seen)),
                Look::Name if dense(covered, 50) => usual(s),
                Look::Name if dense(covered, 25) && !sole => s.times > 1,
                Look::Name => s.times > 3,
                Look::Handle if dense(covered, 50) => s.times > 1,
                Look::Handle => s.times > 3,
                Look::Odd => {
                    s.times > 1 && dense(covered, 50) && (marked(k) || s.times * 8 > labelled)
                }
            })
            .map(|(k, _)| k.clone())
            .collect();
        (!keys.is_empty()).then_some(Accepted {
            keys,
            weakest: Style::Plain,
        })
    }

    /// The name alone on its line, nothing beside it: only when it comes again and again and the
    /// file has little else.
    fn by_line(&self) -> Option<Accepted> {
        let mut seen: HashMap<String, Seen> = HashMap::new();
        for (i, c) in &self.candidates {
            if c.style == Style::Bare
                && c.look > Look::Handle
                && self.opens[*i]
                && self.followed[*i]
            {
                let entry = seen.entry(key(&c.label)).or_insert(Seen {
                    times: 0,
                    alone: 0,
                    first: *i,
                    look: c.look,
                });
                entry.times += 1;
            }
        }
        let again = |s: &Seen| s.times >= 2;
        let lines: usize = seen.values().filter(|s| again(s)).map(|s| s.times).sum();
        let people = seen.values().filter(|s| again(s)).count();
        let roles = seen.values().any(|s| s.look == Look::Role);
        let enough = lines >= 4 && people >= 2 || roles && people >= 1 && lines >= 2;
        (enough && lines * 10 >= self.units * 3).then(|| Accepted {
            keys: seen
                .into_iter()
                .filter(|(_, s)| again(s) || s.look > Look::Name)
                .map(|(k, _)| k)
                .collect(),
            weakest: Style::Bare,
        })
    }
}

/// Whether a label holds what words of a sentence do not: it was made by a program, or for one.
fn marked(label: &str) -> bool {
    label.contains(|c: char| !(c.is_alphabetic() || c == ' '))
}

/// Question and answer at the end of a talk, perhaps one of each.
fn has_pair(seen: &HashMap<String, Seen>) -> bool {
    seen.contains_key("q") && seen.contains_key("a")
}
