//! The language against an evaluator written from `docs/query.md` alone: every turn and every coding
//! of a small study looked at one by one.

use super::like::{Turn, kept, resembles};
use super::*;
use crate::model::coding::{Coding, MemoKind, MemoOn};
use crate::model::event::Change;
use crate::model::fixture::{Study as Made, coder, source as source_id};
use crate::model::ids::{CodeId, RoundId};
use crate::model::source::SpeakerSetting;
use crate::model::view::View;
use proptest::prelude::*;
use std::collections::BTreeMap;

const WORDS: [&str; 11] = [
    "dog", "dig", "map", "mop", "sun", "red", "tea", "cup", "pen", "ant", "hen",
];
/// Small steps stand below hope.
const CODES: [&str; 3] = ["hope", "fear", "small steps"];
const PEOPLE: [&str; 3] = ["I", "P1", "P2"];

/// A query as somebody means it.
#[derive(Clone, Debug)]
enum Meant {
    Word(usize),
    Prefix(String),
    Like(String),
    Phrase(Vec<usize>),
    Near(Vec<usize>, usize),
    Coded(usize, bool),
    Anything,
    Uncoded,
    Meets(usize, &'static str, usize),
    By(&'static str),
    Round(bool),
    Rating(&'static str, i32),
    Unsure,
    Theme,
    Resembles(usize, bool),
    Speaker(usize),
    Participant(&'static str),
    Role(bool),
    Source(bool),
    Arm(&'static str),
    Age(&'static str, i32),
    Finished(bool),
    Within,
    RoleAttribute(&'static str),
    MemoKind(&'static str),
    MemoOn(&'static str),
    MemoBy(&'static str),
    InMemo(usize),
    All(Vec<Meant>),
    Any(Vec<Meant>),
    Not(Box<Meant>),
}

impl Meant {
    /// As it is typed.
    fn typed(&self) -> String {
        let several = |parts: &[Meant], sign: &str| {
            let parts: Vec<String> = parts.iter().map(Meant::typed).collect();
            format!("({})", parts.join(sign))
        };
        let words = |all: &[usize]| {
            let all: Vec<&str> = all.iter().map(|w| WORDS[*w]).collect();
            all.join(" ")
        };
        match self {
            Meant::Word(w) => WORDS[*w].to_owned(),
            Meant::Prefix(start) => format!("{start}*"),
            Meant::Like(word) => format!("{word}~1"),
            Meant::Phrase(all) => format!("\"{}\"", words(all)),
            Meant::Near(all, most) => format!("\"{}\"~{most}", words(all)),
            Meant::Coded(code, true) => format!("coded:\"{}\"", CODES[*code]),
            Meant::Coded(code, false) => format!("coded:=\"{}\"", CODES[*code]),
            Meant::Anything => "coded:*".to_owned(),
            Meant::Uncoded => "uncoded".to_owned(),
            Meant::Meets(a, how, b) => {
                let (sign, turns) = how.split_once(' ').unwrap_or((how, ""));
                format!("coded:(\"{}\" {sign} \"{}\" {turns})", CODES[*a], CODES[*b])
            }
            Meant::By(who) => format!("by:{who}"),
            Meant::Round(true) => "round:\"round 1\"".to_owned(),
            Meant::Round(false) => "round:none".to_owned(),
            Meant::Rating(sign, n) => format!("rating:{sign}{n}"),
            Meant::Unsure => "unsure".to_owned(),
            Meant::Theme => "theme:belonging".to_owned(),
            Meant::Resembles(code, true) => format!("like:\"{}\"", CODES[*code]),
            Meant::Resembles(code, false) => format!("like:=\"{}\"", CODES[*code]),
            Meant::Speaker(who) => format!("speaker:{}", PEOPLE[*who]),
            Meant::Participant(who) => format!("participant:{who}"),
            Meant::Role(true) => "role:participant".to_owned(),
            Meant::Role(false) => "role:interviewer".to_owned(),
            Meant::Source(first) => format!("source:{}", if *first { "s1" } else { "s2" }),
            Meant::Arm(arm) => format!("arm:{arm}"),
            Meant::Age(sign, n) => format!("age:{sign}{n}"),
            Meant::Finished(yes) => format!("finished:{}", if *yes { "yes" } else { "no" }),
            Meant::Within => "within:\"round 1\"".to_owned(),
            Meant::RoleAttribute(what) => format!("\"role\":{what}"),
            Meant::MemoKind(kind) => format!("memo-kind:{kind}"),
            Meant::MemoOn(on) => format!("memo-on:{on}"),
            Meant::MemoBy(who) => format!("memo-by:{who}"),
            Meant::InMemo(w) => format!("memo:{}", WORDS[*w]),
            Meant::All(parts) => several(parts, " "),
            Meant::Any(parts) => several(parts, " or "),
            Meant::Not(part) => format!("-({})", part.typed()),
        }
    }

    /// The codes like which it wants something.
    fn likes(&self) -> Vec<(usize, bool)> {
        match self {
            Meant::Resembles(code, below) => vec![(*code, *below)],
            Meant::All(parts) | Meant::Any(parts) => parts.iter().flat_map(Meant::likes).collect(),
            Meant::Not(part) => part.likes(),
            _ => Vec::new(),
        }
    }
}

/// What is looked at: a turn of a source, or a coding.
#[derive(Clone, Copy)]
enum Unit<'a> {
    Turn(&'a Document, usize),
    Segment(&'a Document, &'a Coding),
}

/// Of the memos that are looked at: what each says, by whom, of what kind, on what, and its source.
type Noted = (
    &'static str,
    &'static str,
    Option<MemoKind>,
    MemoOn,
    Option<&'static str>,
);

struct Evaluator<'a> {
    view: &'a View,
    codes: [CodeId; 3],
    round: RoundId,
}

fn overlaps(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// Letters left out, put in, exchanged or two swapped, by the plainest recursion.
fn letters_away(a: &[char], b: &[char]) -> usize {
    match (a, b) {
        ([], rest) | (rest, []) => rest.len(),
        ([x, a_rest @ ..], [y, b_rest @ ..]) => {
            let mut least = letters_away(a_rest, b_rest) + usize::from(x != y);
            least = least.min(letters_away(a_rest, b) + 1);
            least = least.min(letters_away(a, b_rest) + 1);
            if let ([_, x2, a_more @ ..], [_, y2, b_more @ ..]) = (a, b)
                && (x, x2) == (y2, y)
            {
                least = least.min(letters_away(a_more, b_more) + 1);
            }
            least
        }
    }
}

impl Evaluator<'_> {
    fn turns<'d>(&self, unit: Unit<'d>) -> (&'d Document, Vec<usize>) {
        match unit {
            Unit::Turn(document, turn) => (document, vec![turn]),
            Unit::Segment(document, coding) => {
                let all = document.structure.turns.iter().enumerate();
                let met = all.filter(|(_, t)| overlaps(t.span, coding.span));
                (document, met.map(|(n, _)| n).collect())
            }
        }
    }

    /// The words of each of its turns, in order: of a segment those that lie in it.
    fn words(&self, unit: Unit<'_>) -> Vec<Vec<String>> {
        let (document, turns) = self.turns(unit);
        let within = |from: u32, to: u32| match unit {
            Unit::Turn(..) => true,
            Unit::Segment(_, coding) => coding.span.start <= from && to <= coding.span.end,
        };
        let of_turn = |turn: usize| {
            let all = said(document, turn).into_iter();
            let inside = all.filter(|(_, at)| within(at.start, at.end));
            inside.map(|(word, _)| word).collect()
        };
        turns.into_iter().map(of_turn).collect()
    }

    /// What is coded so, by whomever.
    fn segments(&self, code: usize, below: bool) -> Vec<&Coding> {
        let all = self.view.codings();
        all.filter(|c| self.is_code(c, code, below)).collect()
    }

    /// Whether a turn holds enough of the words kept of what is coded so.
    fn resembles(&self, unit: Unit<'_>, (code, below): (usize, bool)) -> bool {
        let segments = self.segments(code, below);
        let documents = texts();
        let turn = |(document, turn): (&Document, usize)| -> Turn {
            let inside = |at: Span| {
                let covers = |c: &&Coding| c.span.start <= at.start && at.end <= c.span.end;
                let mut here = segments.iter().filter(|c| c.source == document.source);
                here.any(covers)
            };
            let words = said(document, turn).into_iter();
            words.map(|(word, at)| (word, inside(at))).collect()
        };
        let all = documents
            .iter()
            .flat_map(|d| (0..d.structure.turns.len()).map(move |n| (d, n)));
        let kept = kept(&all.map(turn).collect::<Vec<Turn>>());
        let (document, turns) = self.turns(unit);
        resembles(&turn((document, turns[0])), &kept)
    }

    /// Whether some coding fits: the segment itself, or one that shares text with the turn.
    fn coded(&self, unit: Unit<'_>, fits: &dyn Fn(&Coding) -> bool) -> bool {
        match unit {
            Unit::Segment(_, coding) => fits(coding),
            Unit::Turn(document, turn) => {
                let span = document.structure.turns[turn].span;
                let mut here = self.view.codings().filter(|c| c.source == document.source);
                here.any(|c| overlaps(c.span, span) && fits(c))
            }
        }
    }

    fn is_code(&self, coding: &Coding, code: usize, below: bool) -> bool {
        coding.code == self.codes[code] || below && code == 0 && coding.code == self.codes[2]
    }

    fn meets(&self, coding: &Coding, (a, how, b): (usize, &str, usize)) -> bool {
        let pair = |one: &Coding, other: &Coding| {
            let (x, y) = (one.span, other.span);
            let inside = |x: Span, y: Span| y.start <= x.start && x.end <= y.end;
            let turns = |c: &Coding| {
                let document = texts().into_iter().find(|d| d.source == c.source).unwrap();
                self.turns(Unit::Segment(&document, c)).1
            };
            let apart = || {
                let (one, other) = (turns(one), turns(other));
                let pairs = one
                    .iter()
                    .flat_map(|m| other.iter().map(move |n| m.abs_diff(*n)));
                pairs.min()
            };
            self.is_code(one, a, true)
                && self.is_code(other, b, true)
                && one.id != other.id
                && one.source == other.source
                && match how {
                    "and" => overlaps(x, y),
                    "same" => x == y,
                    "in" => x != y && inside(x, y),
                    "crossing" => overlaps(x, y) && !inside(x, y) && !inside(y, x),
                    near => {
                        let most: usize = near.split_once(' ').unwrap().1.parse().unwrap();
                        apart().is_some_and(|turns| turns <= most)
                    }
                }
        };
        let mut others = self.view.codings();
        others.any(|other| pair(coding, other) || pair(other, coding))
    }

    /// Whether something holds of a speaker: label and, as set, who they are and what role they have.
    fn spoken(
        &self,
        unit: Unit<'_>,
        fits: &dyn Fn(&str, Option<&str>, SpeakerRole) -> bool,
    ) -> bool {
        let (document, turns) = self.turns(unit);
        let source = self.view.source(&document.source).unwrap();
        let holds = |turn: usize| {
            let speaker = document.structure.turns[turn].speaker.unwrap();
            let speaker = &document.structure.speakers[usize::from(speaker)];
            let set = source.speakers.iter().find(|s| s.label == speaker.label);
            let who = set.and_then(|s| s.participant.as_deref());
            fits(&speaker.label, who, set.map_or(speaker.role, |s| s.role))
        };
        match turns.is_empty() {
            true => (0..document.structure.turns.len()).all(holds),
            false => turns.into_iter().any(holds),
        }
    }

    /// Whether the source, or the participant who speaks, has a value that fits.
    fn attribute(&self, unit: Unit<'_>, key: &str, fits: &dyn Fn(&str) -> bool) -> bool {
        let (document, _) = self.turns(unit);
        let source = self.view.source(&document.source).unwrap();
        let of_source = source.attributes.iter().any(|(k, v)| k == key && fits(v));
        let people = self.view.participants();
        of_source
            || self.spoken(unit, &|label, who, role| {
                let who = who.unwrap_or(label);
                let value = people.get(who).and_then(|all| all.get(key));
                role == SpeakerRole::Participant && value.is_some_and(|v| fits(v))
            })
    }

    fn holds(&self, meant: &Meant, unit: Unit<'_>) -> bool {
        let mut said = self.words(unit).into_iter();
        let mut word = |fits: &dyn Fn(&str) -> bool| said.any(|t| t.iter().any(|w| fits(w)));
        let compare = |sign: &str, a: i32, b: i32| match sign {
            "<" => a < b,
            "<=" => a <= b,
            ">" => a > b,
            ">=" => a >= b,
            _ => a == b,
        };
        match meant {
            Meant::Word(w) => word(&|said| said == WORDS[*w]),
            Meant::Prefix(start) => word(&|said| said.starts_with(start.as_str())),
            Meant::Like(like) => {
                let like: Vec<char> = like.chars().collect();
                word(&|said| letters_away(&said.chars().collect::<Vec<_>>(), &like) <= 1)
            }
            Meant::Phrase(all) => said.any(|turn| {
                let all: Vec<&str> = all.iter().map(|w| WORDS[*w]).collect();
                // Of a segment only words that lie in it are there, without gaps.
                turn.windows(all.len()).any(|w| w.iter().eq(all.iter()))
            }),
            Meant::Near(all, most) => said.any(|turn| near(&turn, all, *most)),
            Meant::Coded(code, below) => self.coded(unit, &|c| self.is_code(c, *code, *below)),
            Meant::Anything => self.coded(unit, &|_| true),
            Meant::Uncoded => !self.coded(unit, &|_| true),
            Meant::Meets(a, how, b) => self.coded(unit, &|c| self.meets(c, (*a, how, *b))),
            Meant::By(who) => self.coded(unit, &|c| c.coder == coder(who)),
            Meant::Round(this) => self.coded(unit, &|c| c.round == this.then_some(self.round)),
            Meant::Rating(sign, n) => {
                self.coded(unit, &|c| c.rating.is_some_and(|r| compare(sign, r, *n)))
            }
            Meant::Unsure => self.coded(unit, &|c| !c.certain),
            // Hope is placed there, and small steps stand below hope.
            Meant::Theme => self.coded(unit, &|c| self.is_code(c, 0, true)),
            Meant::Resembles(code, below) => {
                let coded = self.coded(unit, &|c| self.is_code(c, *code, *below));
                !coded && self.resembles(unit, (*code, *below))
            }
            Meant::Speaker(who) => {
                let wanted = PEOPLE[*who];
                self.spoken(unit, &|label, who, _| {
                    label == wanted || who == Some(wanted)
                })
            }
            Meant::Participant(wanted) => self.spoken(unit, &|label, who, role| {
                role == SpeakerRole::Participant && who.unwrap_or(label) == *wanted
            }),
            Meant::Role(participant) => self.spoken(unit, &|_, _, role| {
                (role == SpeakerRole::Participant) == *participant
            }),
            Meant::Source(first) => {
                let wanted = source_id(if *first { "s1" } else { "s2" });
                self.turns(unit).0.source == wanted
            }
            Meant::Arm(arm) => self.attribute(unit, "arm", &|v| v == *arm),
            Meant::Age(sign, n) => self.attribute(unit, "age", &|v| {
                v.parse().is_ok_and(|v: i32| compare(sign, v, *n))
            }),
            Meant::Finished(yes) => {
                // Ana finished the first source in her round.
                (self.turns(unit).0.source == source_id("s1")) == *yes
            }
            Meant::Within => {
                let plan = &self.view.round(self.round).unwrap().plan;
                plan.sources.contains(&self.turns(unit).0.source)
            }
            Meant::RoleAttribute(what) => self.attribute(unit, "role", &|v| v == *what),
            Meant::MemoKind(_) | Meant::MemoOn(_) | Meant::MemoBy(_) | Meant::InMemo(_) => false,
            Meant::All(parts) => parts.iter().all(|p| self.holds(p, unit)),
            Meant::Any(parts) => parts.iter().any(|p| self.holds(p, unit)),
            Meant::Not(part) => !self.holds(part, unit),
        }
    }
}

/// Whether a query holds on a memo: what is about speakers, codings and kinds of sources never does.
fn noted(meant: &Meant, memo: &Noted) -> bool {
    let (text, by, kind, on, source) = memo;
    let said: Vec<String> = text.split(' ').map(str::to_owned).collect();
    let word = |w: usize| said.iter().any(|s| s == WORDS[w]);
    match meant {
        Meant::Word(w) | Meant::InMemo(w) => word(*w),
        Meant::Prefix(start) => said.iter().any(|s| s.starts_with(start.as_str())),
        Meant::Like(like) => {
            let letters = |s: &str| s.chars().collect::<Vec<_>>();
            let mut words = said.iter();
            words.any(|s| letters_away(&letters(s), &letters(like)) <= 1)
        }
        Meant::Phrase(all) => {
            let all: Vec<&str> = all.iter().map(|w| WORDS[*w]).collect();
            said.windows(all.len()).any(|w| w.iter().eq(all.iter()))
        }
        Meant::Near(all, most) => near(&said, all, *most),
        Meant::Source(first) => *source == Some(if *first { "s1" } else { "s2" }),
        Meant::MemoKind(wanted) => kind.map_or("none", |k| k.word()) == *wanted,
        Meant::MemoOn(wanted) => match on {
            MemoOn::Study => *wanted == "study",
            MemoOn::Segment(..) => *wanted == "segment",
            MemoOn::Participant(_) => *wanted == "participant",
            _ => unreachable!("no such memo is made"),
        },
        Meant::MemoBy(who) => by == who,
        Meant::Uncoded => true,
        Meant::All(parts) => parts.iter().all(|p| noted(p, memo)),
        Meant::Any(parts) => parts.iter().any(|p| noted(p, memo)),
        Meant::Not(part) => !noted(part, memo),
        _ => false,
    }
}

/// The memos of a view as the index takes them.
fn indexed(view: &View) -> Vec<Note> {
    let note = |memo: &crate::model::coding::Memo| Note {
        kind: NoteKind::Memo,
        id: memo.id.event(),
        title: String::new(),
        text: memo.text.clone(),
        source: match &memo.on {
            MemoOn::Segment(source, _) => Some(source.clone()),
            _ => None,
        },
        memo: Some(MemoFacts {
            kind: memo.kind,
            on: memo.on.word(),
            by: memo.coder.clone(),
        }),
    };
    view.memos().map(note).collect()
}

/// The same memos in every study, by their dates.
fn memos() -> Vec<Noted> {
    let at = |source: &str| MemoOn::Segment(source_id(source), Span { start: 0, end: 3 });
    let who = MemoOn::Participant("P1".into());
    vec![
        (
            "dog map sun",
            "ana",
            Some(MemoKind::Question),
            MemoOn::Study,
            None,
        ),
        ("sun tea", "ben", None, at("s1"), Some("s1")),
        ("map dog dig hen", "ana", None, at("s2"), Some("s2")),
        (
            "tea tea mop",
            "ben",
            Some(MemoKind::Theory),
            MemoOn::Study,
            None,
        ),
        ("red", "ana", Some(MemoKind::Question), who, None),
    ]
}

/// Whether each of the words can be given a place of its own so that few others lie between.
fn near(turn: &[String], all: &[usize], most: usize) -> bool {
    fn choose(turn: &[String], left: &[usize], taken: &mut Vec<usize>, most: usize) -> bool {
        let Some((first, rest)) = left.split_first() else {
            let (from, to) = (taken.iter().min().unwrap(), taken.iter().max().unwrap());
            return to - from + 1 - taken.len() <= most;
        };
        (0..turn.len()).any(|at| {
            if turn[at] != WORDS[*first] || taken.contains(&at) {
                return false;
            }
            taken.push(at);
            let found = choose(turn, rest, taken, most);
            taken.pop();
            found
        })
    }
    choose(turn, all, &mut Vec::new(), most)
}

/// What is said in a turn: its words, and where each stands.
fn said(document: &Document, turn: usize) -> Vec<(String, Span)> {
    let turn = &document.structure.turns[turn];
    let (mut start, end) = (turn.talk, turn.span.end);
    let mut words = Vec::new();
    for word in document.text.slice(Span { start, end }).split(' ') {
        let end = start + word.chars().count() as u32;
        if !word.is_empty() {
            words.push((word.to_owned(), Span { start, end }));
        }
        start = end + 1;
    }
    words
}

/// The same two texts in every study: what is coded in them changes.
fn texts() -> Vec<Document> {
    let one = "I: dog map\nP1: map dog sun red tea dog\nP2: dig mop\nP1: sun sun map\nI: red";
    let two = "I: tea\nP1: red dog dog\nP2: map tea mop sun dig red dog\nP2: mop\n\
               I: cup pen\nP1: ant cup dig\nP2: pen\nP1: ant hen\nI: hen";
    vec![source("s1", "en", one).1, source("s2", "en", two).1]
}

/// A coding as generated: who, in the round or not, source, from, length, code, rating, unsure.
type Given = (bool, bool, bool, u32, u32, usize, Option<i32>, bool);

fn made(given: &[Given]) -> (View, [CodeId; 3], RoundId) {
    let mut s = Made::new();
    s.coders(&["ana", "ben"]);
    let documents = texts();
    for document in &documents {
        s.source(document.source.as_str(), document.text.len());
    }
    let codes = CODES.map(|code| s.code(code));
    let moved = Change::CodeMoved {
        code: codes[2],
        parent: Some(codes[0]),
        replaces: Vec::new(),
    };
    s.push("ana", moved);
    let theme = Change::ThemeAdded {
        name: "belonging".into(),
        statement: String::new(),
        parent: None,
    };
    let theme = s.push("ana", theme).into();
    let placed = Change::CodePlaced {
        theme,
        code: codes[0],
        placed: true,
        replaces: Vec::new(),
    };
    s.push("ana", placed);
    let setting = SpeakerSetting {
        label: "P2".into(),
        role: SpeakerRole::Participant,
        participant: Some("Chan".into()),
    };
    let set = Change::SpeakerSet {
        source: source_id("s1"),
        setting,
        replaces: Vec::new(),
    };
    s.push("ana", set);
    let people = [
        ("P1", "age", "34"),
        ("Chan", "age", "51"),
        ("P1", "role", "worker"),
        ("Chan", "role", "user"),
        ("P2", "arm", "b"),
    ];
    for (who, key, value) in people {
        attribute(
            &mut s,
            crate::model::attribute::Subject::Participant(who.into()),
            key,
            value,
        );
    }
    let first = crate::model::attribute::Subject::Source(source_id("s1"));
    attribute(&mut s, first, "arm", "a");
    let round = s.round(&["s1", "s2"]);
    for (ana, in_round, first, from, length, code, rating, sure) in given {
        let document = &documents[usize::from(!*first)];
        let from = from % (document.text.len() - 1);
        let to = (from + length).min(document.text.len());
        let mut change = s.coding(
            in_round.then_some(round),
            document.source.as_str(),
            from..to,
            CODES[*code],
        );
        if let Change::Coded {
            rating: r, certain, ..
        } = &mut change
        {
            (*r, *certain) = (*rating, *sure);
        }
        s.push(if *ana { "ana" } else { "ben" }, change);
    }
    for (text, by, kind, on, _) in memos() {
        let memo = Change::MemoWritten {
            of: None,
            round: None,
            on,
            text: text.into(),
            kind,
            about: Vec::new(),
        };
        s.push(by, memo);
    }
    s.finished("ana", round, "s1");
    s.submit_only("ana", round, &["s1"]);
    s.submit("ben", round);
    (s.view_for("ana"), codes, round)
}

fn attribute(s: &mut Made, of: crate::model::attribute::Subject, key: &str, value: &str) {
    let set = Change::AttributeSet {
        of,
        key: key.into(),
        value: Some(value.into()),
        absent: None,
        at: None,
        replaces: Vec::new(),
    };
    s.push("ana", set);
}

fn leaf() -> impl Strategy<Value = Meant> {
    let word = || 0..WORDS.len();
    let code = || 0..CODES.len();
    let sign = || prop::sample::select(vec!["<", "<=", ">", ">=", "=", ""]);
    let how = prop::sample::select(vec![
        "and", "same", "in", "crossing", "near 0", "near 1", "near 2",
    ]);
    prop_oneof![
        3 => word().prop_map(Meant::Word),
        1 => prop::sample::select(vec!["d", "ma", "s", "x"]).prop_map(|s| Meant::Prefix(s.into())),
        1 => prop::sample::select(vec!["dog", "odg", "mp", "sunn", "rad"]).prop_map(|s| Meant::Like(s.into())),
        2 => prop::collection::vec(word(), 2..4).prop_map(Meant::Phrase),
        2 => (prop::collection::vec(word(), 2..4), 0..4usize).prop_map(|(all, most)| Meant::Near(all, most)),
        4 => (code(), any::<bool>()).prop_map(|(c, below)| Meant::Coded(c, below)),
        1 => Just(Meant::Anything),
        1 => Just(Meant::Uncoded),
        3 => (code(), how, code()).prop_map(|(a, how, b)| Meant::Meets(a, how, b)),
        2 => prop::sample::select(vec!["ana", "ben"]).prop_map(Meant::By),
        1 => any::<bool>().prop_map(Meant::Round),
        1 => (sign(), -1..4i32).prop_map(|(s, n)| Meant::Rating(s, n)),
        1 => Just(Meant::Unsure),
        1 => Just(Meant::Theme),
        3 => (code(), any::<bool>()).prop_map(|(c, below)| Meant::Resembles(c, below)),
        1 => (0..PEOPLE.len()).prop_map(Meant::Speaker),
        1 => prop::sample::select(vec!["P1", "P2", "Chan"]).prop_map(Meant::Participant),
        1 => any::<bool>().prop_map(Meant::Role),
        1 => any::<bool>().prop_map(Meant::Source),
        1 => prop::sample::select(vec!["a", "b"]).prop_map(Meant::Arm),
        1 => (sign(), 30..55i32).prop_filter("a bare number is a word", |(s, _)| !s.is_empty())
            .prop_map(|(s, n)| Meant::Age(s, n)),
        1 => any::<bool>().prop_map(Meant::Finished),
        1 => Just(Meant::Within),
        1 => prop::sample::select(vec!["worker", "user"]).prop_map(Meant::RoleAttribute),
        1 => prop::sample::select(vec!["question", "theory", "method", "none"]).prop_map(Meant::MemoKind),
        1 => prop::sample::select(vec!["study", "segment", "participant", "code"]).prop_map(Meant::MemoOn),
        1 => prop::sample::select(vec!["ana", "ben"]).prop_map(Meant::MemoBy),
        1 => word().prop_map(Meant::InMemo),
    ]
}

fn meant() -> impl Strategy<Value = Meant> {
    joined(leaf())
}

/// What asks who speaks, and what is known of sources.
fn known() -> impl Strategy<Value = Meant> {
    let known = |meant: &Meant| {
        matches!(
            meant,
            Meant::Speaker(_)
                | Meant::Participant(_)
                | Meant::Role(_)
                | Meant::Source(_)
                | Meant::Arm(_)
                | Meant::Age(..)
                | Meant::Finished(_)
                | Meant::Within
                | Meant::RoleAttribute(_)
        )
    };
    joined(
        prop::collection::vec(leaf(), 30)
            .prop_filter_map("none is known", move |all| all.into_iter().find(known)),
    )
}

fn joined(leaf: impl Strategy<Value = Meant> + 'static) -> impl Strategy<Value = Meant> {
    leaf.prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Meant::All),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Meant::Any),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| Meant::All(vec![a, Meant::Not(Box::new(b))])),
            inner.prop_map(|a| Meant::Not(Box::new(a))),
        ]
    })
}

fn given() -> impl Strategy<Value = Given> {
    (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        0..120u32,
        1..40u32,
        0..CODES.len(),
        prop::option::of(0..4i32),
        prop::bool::weighted(0.8),
    )
}

fn people(view: &View) -> Vec<(String, Vec<(String, String)>)> {
    let pairs = |(who, all): (&String, &BTreeMap<String, String>)| {
        (who.clone(), all.clone().into_iter().collect())
    };
    view.participants().iter().map(pairs).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn a_scope_holds_of_segments_as_the_page_says(
        given in prop::collection::vec(given(), 1..14),
        queries in prop::collection::vec(known(), 50),
    ) {
        let (view, codes, round) = made(&given);
        let people = people(&view);
        let corpus = Corpus {
            sources: view.sources(),
            participants: &people,
            view: Some(&view),
            ..Corpus::default()
        };
        let evaluator = Evaluator { view: &view, codes, round };
        let documents = texts();
        for meant in queries {
            let scope = Scope::parse(&meant.typed()).unwrap();
            let scope = scope.over(&corpus).unwrap();
            for coding in view.codings() {
                let document = documents.iter().find(|d| d.source == coding.source).unwrap();
                let source = view.source(&coding.source).unwrap();
                let unit = Unit::Segment(document, coding);
                let structure = &document.structure;
                let speaker = |turn: usize| {
                    let speaker = structure.turns[turn].speaker?;
                    structure.speakers.get(usize::from(speaker))
                };
                let met: Vec<_> = evaluator.turns(unit).1.into_iter().map(speaker).collect();
                let all: Vec<_> = (0..structure.turns.len()).map(speaker).collect();
                let turns = match met.is_empty() {
                    true => Stretch::Between(&all),
                    false => Stretch::Of(&met),
                };
                prop_assert_eq!(
                    scope.holds_in(source, turns),
                    evaluator.holds(&meant, unit),
                    "{} on {:?}", meant.typed(), coding.span
                );
            }
        }
    }
}

proptest! {
    // Forty studies of fifty queries each.
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_a_query_finds_is_what_the_page_says(
        given in prop::collection::vec(given(), 0..14),
        queries in prop::collection::vec((meant(), any::<bool>()), 50),
    ) {
        let (view, codes, round) = made(&given);
        let documents = texts();
        let folder = tempfile::tempdir().unwrap();
        let give = |s: &Source| {
            let document = documents.iter().find(|d| d.source == s.id);
            Ok::<_, Infallible>(document.unwrap().clone())
        };
        let text = update(folder.path(), view.sources(), give, |_, _| ControlFlow::Continue(())).unwrap();
        let notes = NotesIndex::build(indexed(&view).into(), "en").unwrap();
        let no_notes = NotesIndex::build(Vec::new().into(), "en").unwrap();
        let people = people(&view);
        // Columns may be kept, or be those of a time when a source was not there.
        let filed = Filed::of(&view, &view.sources()[given.len() % 3 / 2..]);
        let corpus = Corpus {
            filed: (given.len() % 3 > 0).then_some(&filed),
            sources: view.sources(),
            participants: &people,
            view: Some(&view),
            standings: None,
        };
        let evaluator = Evaluator { view: &view, codes, round };
        for (meant, segments) in queries {
            let typed = format!("{} list:{}", meant.typed(), if segments { "segments" } else { "turns" });
            let likes = meant.likes();
            if segments && !likes.is_empty() {
                prop_assert!(Query::parse(&typed).is_err(), "{}", typed);
                continue;
            }
            let query = Query::parse(&typed).unwrap_or_else(|e| panic!("{typed}: {e}"));
            let found = query.search(&text, &notes, &corpus, Order::Source, 1_000);
            if likes.into_iter().any(|(code, below)| evaluator.segments(code, below).is_empty()) {
                prop_assert!(found.is_err(), "{}", typed);
                continue;
            }
            let found = found.unwrap();
            let found: Vec<String> = found.hits.iter().map(|hit| match &hit.place {
                Place::Turn { source, turn, .. } => format!("{source} {turn}"),
                Place::Segment { coding, .. } => coding.to_string(),
                Place::Memo(id) => view.memo((*id).into()).unwrap().text.clone(),
                other => format!("{other:?}"),
            }).collect();
            let mut wanted = Vec::new();
            for document in &documents {
                let turns = (0..document.structure.turns.len()).filter(|_| !segments);
                let turns = turns.filter(|t| evaluator.holds(&meant, Unit::Turn(document, *t)));
                wanted.extend(turns.map(|t| format!("{} {t}", document.source)));
                let codings = view.codings_in(&document.source).filter(|_| segments);
                let codings = codings.filter(|c| evaluator.holds(&meant, Unit::Segment(document, c)));
                wanted.extend(codings.map(|c| c.id.to_string()));
            }
            let of_notes = memos().into_iter().filter(|_| !segments);
            let of_notes: Vec<Noted> = of_notes.filter(|memo| noted(&meant, memo)).collect();
            wanted.extend(of_notes.iter().map(|memo| memo.0.to_owned()));
            prop_assert_eq!(&found, &wanted, "{}", typed);
            // Counts beside it are those of the narrower queries.
            let facets = query.facets(&text, &corpus).unwrap();
            prop_assert_eq!(facets.hits, found.len() - of_notes.len(), "{}", typed);
            for facet in facets.all {
                let narrower = query.narrowed(&typed, &facet).unwrap();
                let narrower = Query::parse(&narrower).unwrap_or_else(|e| panic!("{narrower}: {e}"));
                let found = narrower.search(&text, &no_notes, &corpus, Order::Source, 0).unwrap();
                prop_assert_eq!(facet.hits, found.total, "{} {:?}", typed, facet);
            }
        }
    }
}
