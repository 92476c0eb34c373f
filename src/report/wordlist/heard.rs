//! What is counted: the turns of participants, word by word.

use crate::agreement::round::ByLabel;
use crate::model::source::{Document, Source, Speaker, SpeakerRole};
use crate::model::text::{Span, Text};
use crate::report::Texts;
use crate::report::claims::counted_by_label;
use crate::report::words::{counted, listed};
use crate::search::{FoundTurns, Lexicon, Token};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is to be counted: what participants say, and what else is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// These turns alone, as a query found them.
    pub turns: Option<FoundTurns>,
    /// What interviewers say, too.
    pub interviewers: bool,
    /// What nobody says, too, such as field notes.
    pub unspoken: bool,
    /// List stop words, too.
    pub stop_words: bool,
    /// Set once nobody waits for it any more: what comes then is not whole.
    pub stopped: Arc<AtomicBool>,
}

/// What counts or lists what is left out, as one is told of it: an option, or a key.
pub struct Ways {
    pub interviewers: &'static str,
    pub unspoken: &'static str,
    pub stop_words: &'static str,
}

impl Ways {
    pub const OPTIONS: Ways = Ways {
        interviewers: "--interviewers",
        unspoken: "--unspoken",
        stop_words: "--stop-words",
    };
}

/// Whose words they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Voice {
    /// A participant, by place among those heard.
    Person(usize),
    Interviewer,
    Nobody,
}

impl Voice {
    pub fn person(self) -> Option<usize> {
        match self {
            Voice::Person(at) => Some(at),
            _ => None,
        }
    }
}

/// One turn that is counted.
pub struct Turn<'t> {
    pub source: &'t Source,
    pub voice: Voice,
    /// Whose turn it is, as labelled in the text.
    pub speaker: Option<&'t str>,
    text: &'t Text,
    /// The byte of the text at which the talk begins, behind the label.
    start: usize,
    pub tokens: &'t [Token],
}

impl Turn<'_> {
    /// Where some bytes of it are in the text of the source.
    pub fn span(&self, bytes: &Range<usize>) -> Span {
        Span {
            start: self.text.point(self.start + bytes.start),
            end: self.text.point(self.start + bytes.end),
        }
    }

    /// Where some words stand one after the other, as places of tokens; none overlaps another.
    pub fn occurrences(&self, words: &[u32]) -> Vec<Range<usize>> {
        let mut all: Vec<Range<usize>> = Vec::new();
        for (at, here) in self.tokens.windows(words.len().max(1)).enumerate() {
            let free = all.last().is_none_or(|last| last.end <= at);
            if free && here.iter().map(|t| t.word).eq(words.iter().copied()) {
                all.push(at..at + words.len());
            }
        }
        all
    }
}

/// What was counted, and what was not.
#[derive(Default)]
pub struct Heard {
    pub lexicon: Lexicon,
    /// Participants with at least one word.
    pub people: Vec<String>,
    pub sources: usize,
    pub turns: usize,
    /// All words of these turns, stop words with them.
    pub words: u64,
    /// How many of them are stop words.
    pub stop_words: u64,
    /// Turns of interviewers that were left out.
    pub interviewers: usize,
    /// Turns, or paragraphs, of nobody that were left out.
    pub unspoken: usize,
    /// Labels that name nobody, by which some of the people are told.
    labels: BTreeSet<ByLabel>,
    numbers: HashMap<String, usize>,
}

impl Heard {
    /// Hears every turn that is wanted, by source and as it is read. `lexicon` may know words already.
    pub fn of(
        texts: Texts,
        wanted: &Wanted,
        lexicon: Lexicon,
        mut each: impl FnMut(&Turn),
    ) -> Heard {
        let mut heard = Heard {
            lexicon,
            ..Heard::default()
        };
        let is_waited_for = |_: &&Source| !wanted.stopped.load(Ordering::Relaxed);
        for source in texts.view().collected().take_while(is_waited_for) {
            if let Some(document) = texts.document(&source.id) {
                heard.source(source, document, wanted, &mut each);
            }
        }
        heard
    }

    fn source(
        &mut self,
        source: &Source,
        document: &Document,
        wanted: &Wanted,
        each: &mut impl FnMut(&Turn),
    ) {
        let found = wanted.turns.as_ref().map(|all| all.get(&source.id));
        let (before, mut tokens) = (self.turns, Vec::new());
        for (number, turn) in document.structure.turns.iter().enumerate() {
            if found.is_some_and(|found| found.is_none_or(|f| !f.contains(&number))) {
                continue;
            }
            let speaker = turn.speaker.map(usize::from);
            let speaker = speaker.and_then(|s| document.structure.speakers.get(s));
            if !self.is_wanted(speaker.map(|s| source.role(s)), wanted) {
                continue;
            }
            let start = turn.talk.clamp(turn.span.start, turn.span.end);
            let end = turn.span.end;
            let talk = document.text.slice(Span { start, end });
            self.lexicon.read(talk, &source.language, &mut tokens);
            if tokens.is_empty() {
                continue;
            }
            let voice = speaker.map_or(Voice::Nobody, |s| self.voice(source, s));
            self.turns += 1;
            self.words += tokens.len() as u64;
            self.stop_words += tokens.iter().filter(|t| t.is_stop).count() as u64;
            each(&Turn {
                source,
                voice,
                speaker: speaker.map(|s| s.label.as_str()),
                text: &document.text,
                start: document.text.byte(start),
                tokens: &tokens,
            });
        }
        self.sources += usize::from(self.turns > before);
    }

    /// Whether turns of this role are counted; one that is not is noted.
    fn is_wanted(&mut self, role: Option<SpeakerRole>, wanted: &Wanted) -> bool {
        match role {
            Some(SpeakerRole::Interviewer) if !wanted.interviewers => self.interviewers += 1,
            None if !wanted.unspoken => self.unspoken += 1,
            _ => return true,
        }
        false
    }

    /// Whose voice a speaker is; a participant who is new is noted.
    fn voice(&mut self, source: &Source, speaker: &Speaker) -> Voice {
        let Some(name) = source.participant(speaker) else {
            return Voice::Interviewer;
        };
        if source.is_told_by_label(speaker) {
            self.labels.insert(ByLabel {
                label: speaker.label.clone(),
                apart: source.apart.is_some(),
            });
        }
        let next = self.people.len();
        let number = *self.numbers.entry(name.clone()).or_insert(next);
        if number == next {
            self.people.push(name);
        }
        Voice::Person(number)
    }

    /// What was counted and what was not, in words, a line each.
    pub fn said(&self, wanted: &Wanted, ways: &Ways) -> Vec<String> {
        let words = counted(self.words as usize, "word");
        let mut lines = vec![format!(
            "{words} in {} of {} in {}",
            counted(self.turns, "turn"),
            self.speakers(wanted),
            counted(self.sources, "source"),
        )];
        let turns = |n: usize, whose: &str, way: &str| {
            let words = format!("{} of {whose} ({way} counts them)", counted(n, "turn"));
            (n > 0).then_some(words)
        };
        let left = [
            turns(self.interviewers, "interviewers", ways.interviewers),
            turns(self.unspoken, "nobody", ways.unspoken),
        ];
        let left: Vec<String> = left.into_iter().flatten().collect();
        if !left.is_empty() {
            lines.push(format!("not counted: {}", listed(left)));
        }
        lines.extend(counted_by_label(&self.labels));
        lines
    }

    fn speakers(&self, wanted: &Wanted) -> String {
        let mut all = vec![counted(self.people.len(), "participant")];
        all.extend(wanted.interviewers.then(|| "interviewers".to_owned()));
        all.extend(wanted.unspoken.then(|| "nobody".to_owned()));
        listed(all)
    }

    /// What is to be said of stop words, a line each.
    pub fn said_of_stop_words(&self, wanted: &Wanted, ways: &Ways) -> Vec<String> {
        let tags = |has: bool| {
            let all = self.lexicon.languages();
            listed(
                all.filter(|(_, l)| *l == has)
                    .map(|(tag, _)| tag.to_owned()),
            )
        };
        let (with, without) = (tags(true), tags(false));
        let mut lines = Vec::new();
        if !wanted.stop_words && !with.is_empty() {
            let n = counted(self.stop_words as usize, "stop word");
            let way = ways.stop_words;
            lines.push(format!("not listed: {n} of {with} ({way} lists them)"));
        }
        if !wanted.stop_words && !without.is_empty() {
            lines.push(format!("there is no list of stop words for {without}"));
        }
        lines
    }

    /// The same for programs.
    pub fn json(&self, wanted: &Wanted) -> Value {
        let languages = self.lexicon.languages();
        let languages =
            languages.map(|(tag, has)| json!({ "language": tag, "has_stop_words": has }));
        json!({
            "words": self.words,
            "turns": self.turns,
            "participants": self.people.len(),
            "sources": self.sources,
            "stop_words": self.stop_words,
            "lists_stop_words": wanted.stop_words,
            "with_interviewers": wanted.interviewers,
            "with_unspoken": wanted.unspoken,
            "left_out": { "turns_of_interviewers": self.interviewers, "turns_of_nobody": self.unspoken },
            "labels": counted_by_label(&self.labels),
            "languages": languages.collect::<Vec<_>>(),
        })
    }
}
