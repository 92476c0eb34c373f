//! A filled-in packet, read: what was ticked, and what was written in own words. Whatever is not the
//! packet's own is the person's.

use super::packet::paper;
use super::phrases::{LANGUAGES, Phrases};
use super::quotes::one_line;
use crate::export::paper::{Block, Paper};
use crate::model::member::{Packet, Stance};

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// In the order of their numbers; only what the paper that came back still has.
    pub claims: Vec<FilledClaim>,
    /// What was written under “Anything else”.
    pub other: Vec<String>,
    /// Lines before the first statement that the packet does not have, with their numbers.
    pub stray: Vec<(usize, String)>,
}

/// One claim, as it was filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilledClaim {
    pub number: usize,
    /// The line of its heading.
    pub line: usize,
    /// What was ticked, with the line.
    pub ticked: Vec<(Stance, usize)>,
    /// Lines with a choice whose brackets cannot be read.
    pub unclear: Vec<usize>,
    /// The person's own words, a paragraph each.
    pub words: Vec<String>,
}

/// Where one is in the paper.
enum At {
    Before,
    Claim(Under),
    Other,
}

/// What was seen under a claim.
struct Under {
    /// The letters of its statement that have not come yet: a program may have broken it into lines.
    statement: String,
    /// Within a quote, which may be broken, too.
    quote: bool,
    /// Where the person writes: nothing is the packet's own from there on.
    writes: bool,
}

/// Reads the text of a packet of this study that came back, in whatever language it was.
pub fn filled(text: &str, study: &str, packet: &Packet) -> Filled {
    let all = LANGUAGES.map(|own| filled_in(text, study, packet, own));
    let most = all.into_iter().rev().max_by_key(|read| read.claims.len());
    most.unwrap_or_default()
}

fn filled_in(text: &str, study: &str, packet: &Packet, words: &Phrases) -> Filled {
    let known = before(&paper(study, packet, &[], words));
    let mut read = Filled::default();
    let mut at = At::Before;
    for (number, raw) in (1..).zip(text.lines()) {
        let line = plain(raw);
        let claim = heading(&line, words).and_then(|n| Some((n, packet.text.claims.get(n - 1)?)));
        if let Some((n, claim)) = claim {
            read.begin(n, number);
            at = At::Claim(Under {
                statement: letters(&claim.statement),
                quote: false,
                writes: false,
            });
            continue;
        }
        if line.eq_ignore_ascii_case(words.other) {
            at = At::Other;
            continue;
        }
        match (&mut at, read.claims.last_mut()) {
            _ if line.is_empty() => {}
            (At::Claim(under), Some(claim)) => under.take(claim, number, (raw, &line), words),
            (At::Other, _) if line == words.other_asked => {}
            (At::Other, _) => read.other.extend(own(raw)),
            _ if known.iter().any(|known| known.contains(&letters(&line))) => {}
            _ => read.stray.push((number, line)),
        }
    }
    read.claims.sort_by_key(|c| c.number);
    read
}

impl Filled {
    /// Makes the claim of this number, whose heading stands in a line, the last; one that comes twice is
    /// one.
    fn begin(&mut self, number: usize, line: usize) {
        let before = self.claims.iter().position(|c| c.number == number);
        let claim = match before {
            Some(at) => self.claims.remove(at),
            None => FilledClaim {
                number,
                line,
                ..FilledClaim::default()
            },
        };
        self.claims.push(claim);
    }
}

/// What stands in a packet before its statements.
fn before(paper: &Paper) -> Vec<String> {
    let mut known = Vec::new();
    for block in &paper.blocks {
        match block {
            Block::Heading(1, words) => known.push(letters(words)),
            Block::Text(words) => known.push(letters(&words.plain())),
            Block::Facts(facts) => {
                let fact = |(name, what): &(String, String)| letters(&format!("{name}{what}"));
                known.extend(facts.iter().map(fact));
            }
            _ => break,
        }
    }
    known
}

impl Under {
    /// Takes in a line under a claim, as it stands and as it is read.
    fn take(
        &mut self,
        claim: &mut FilledClaim,
        number: usize,
        (raw, line): (&str, &str),
        words: &Phrases,
    ) {
        let tick = tick(line, words);
        self.quote &= matches!(tick, Tick::None);
        match tick {
            Tick::On(stance, rest) => {
                claim.ticked.push((stance, number));
                return claim.words.extend(own(&rest));
            }
            Tick::Off(rest) => return claim.words.extend(own(&rest)),
            Tick::Unclear => return claim.unclear.push(number),
            Tick::None => {}
        }
        if let Some(rest) = after(line, words.in_words) {
            self.writes = true;
            return claim.words.extend(own(rest));
        }
        if self.writes {
            return claim.words.extend(own(raw));
        }
        // A program may have put several paragraphs of the packet on one line.
        let apart = words
            .under()
            .iter()
            .fold(line.to_owned(), |l, known| l.replace(known, "\n"));
        if apart == line {
            if !self.is_known(line) {
                claim.words.extend(own(raw));
            }
            return;
        }
        for part in apart.split('\n').map(str::trim).filter(|p| !p.is_empty()) {
            if !self.is_known(part) {
                claim.words.extend(own(part));
            }
        }
    }

    /// Whether a line is of the statement or of a quote.
    fn is_known(&mut self, line: &str) -> bool {
        self.is_of_statement(line) || self.is_quoted(line)
    }

    /// Whether a line is of a quote, which goes on to its closing mark.
    fn is_quoted(&mut self, line: &str) -> bool {
        let quoted = self.quote || line.starts_with('“');
        self.quote = quoted && !line.ends_with('”');
        quoted
    }

    /// Whether a line is the statement, or what comes next of it.
    fn is_of_statement(&mut self, line: &str) -> bool {
        let said = letters(line);
        let rest = self.statement.strip_prefix(&said);
        match rest.filter(|_| !said.is_empty()).map(str::to_owned) {
            Some(rest) => {
                self.statement = rest;
                true
            }
            None => false,
        }
    }
}

/// A line that says something.
fn own(line: &str) -> Option<String> {
    let line = one_line(line);
    let line = line.trim_end_matches('\\').trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// The number of the claim a heading is of.
fn heading(line: &str, words: &Phrases) -> Option<usize> {
    let rest = after(line, words.statement)?.trim_end_matches(['.', ':']);
    rest.trim().parse().ok().filter(|n| *n > 0)
}

/// What follows some words, whatever the case they are written in.
fn after<'l>(line: &'l str, words: &str) -> Option<&'l str> {
    let (begins, rest) = line.split_at_checked(words.len())?;
    begins.eq_ignore_ascii_case(words).then_some(rest)
}

enum Tick {
    /// Ticked, with what was written behind it.
    On(Stance, String),
    Off(String),
    Unclear,
    None,
}

/// Marks that say no.
const EMPTY: [&str; 4] = ["", "_", "-", "."];

/// Reads a line with one of the choices.
fn tick(line: &str, words: &Phrases) -> Tick {
    let whole = |stance: &Stance| {
        let whole = words.choice(*stance);
        let at = line.find(whole)?;
        Some((*stance, &line[..at], &line[at + whole.len()..]))
    };
    let word = |stance: &Stance| {
        let word = words.word(*stance);
        let at = line.to_ascii_lowercase().rfind(word)?;
        let (before, rest) = (&line[..at], &line[at + word.len()..]);
        (rest.trim().is_empty() && boxed(before).is_some()).then_some((*stance, before, rest))
    };
    let found = Stance::ALL.iter().find_map(whole);
    let Some((stance, before, rest)) = found.or_else(|| Stance::ALL.iter().find_map(word)) else {
        return Tick::None;
    };
    match boxed(before) {
        Some(true) => Tick::On(stance, rest.to_owned()),
        Some(false) => Tick::Off(rest.to_owned()),
        None => Tick::Unclear,
    }
}

/// Whether what stands before a choice is a box with a mark in it; `None` where it is no box.
fn boxed(before: &str) -> Option<bool> {
    let before = before.trim();
    match before {
        "☐" | "□" | "○" => return Some(false),
        "☑" | "☒" | "✓" | "✔" | "✗" | "✘" | "x" | "X" | "×" => return Some(true),
        _ => {}
    }
    let inside = before
        .strip_prefix(['[', '［'])?
        .strip_suffix([']', '］'])?;
    Some(!EMPTY.contains(&inside.trim()))
}

/// Letters and digits alone: formats differ in how they write the rest.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A line without what a format puts before it, and without the marks Markdown keeps signs with.
fn plain(line: &str) -> String {
    let line = one_line(line);
    let mut out = String::with_capacity(line.len());
    let mut signs = bare(&line).trim_end_matches('\\').chars().peekable();
    while let Some(c) = signs.next() {
        let keeps = c == '\\' && signs.peek().is_some_and(char::is_ascii_punctuation);
        out.extend((!keeps).then_some(c).or_else(|| signs.next()));
    }
    bare(&out).trim().to_owned()
}

/// Without the signs of headings, lists and quotes.
fn bare(line: &str) -> &str {
    let line = line.trim_start_matches(['>', '#', '•', '*', '\u{feff}', ' ']);
    line.strip_prefix("- ").unwrap_or(line)
}
