//! The text of web pages: a line for each block, as a browser would show it.
//!
//! Tags are followed one by one, and no tree is built: so a page as broken, as deep or as large as
//! it likes is read in time and memory that grow with its size alone.

use super::flow::Story;
use super::html_lines::Lines;
use super::html_tag::{Note, Tag};
use super::html_tags::{RAW, Role, is_void, may_stay_open, role};
use crate::model::limits::{Beyond, TEXT};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, State, Tokenizer};

/// How far back the beginning of bold text is looked for that ends.
const BACK: usize = 64;

/// Bytes of the longest stretch in which no tag begins: a `<` that no name follows is text.
fn longest_between_tags(text: &str) -> usize {
    let opens = |at: &usize| {
        let next = text.as_bytes().get(at + 1);
        next.is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'))
    };
    let tags = text.match_indices('<').map(|(at, _)| at).filter(opens);
    let mut last = 0;
    let lengths = tags
        .chain([text.len()])
        .map(|at| at - std::mem::replace(&mut last, at));
    lengths.max().unwrap_or(0)
}

/// Which rules tags follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rules {
    Html,
    /// XHTML: `<title/>` is whole.
    Xml,
}

/// A page being read, or several, one after the other.
pub(super) struct Page {
    rules: Rules,
    story: Story,
    lines: Lines,
    tag: Tag,
    /// Something that is no text, and is open.
    aside: Option<Aside>,
    /// Elements that are open and may be bold: which, and whether.
    strong: Vec<(u8, bool)>,
    /// Notes, where nothing refers to them.
    notes: usize,
    /// Whether a page has begun that has not ended, and how many never did.
    begun: bool,
    cut: usize,
    /// How many tags were seen that web pages have.
    pub tags: usize,
    beyond: Option<Beyond>,
}

struct Aside {
    name: String,
    depth: usize,
}

/// What the tokenizer is told.
enum Signal {
    /// What follows is no markup.
    Raw(State),
    Stop,
}

impl Page {
    pub fn new(rules: Rules) -> Page {
        Page {
            rules,
            story: Story::default(),
            lines: Lines::new(),
            tag: Tag::default(),
            aside: None,
            strong: Vec::new(),
            notes: 0,
            begun: false,
            cut: 0,
            tags: 0,
            beyond: None,
        }
    }

    /// Reads a page, after those read before.
    pub fn read(&mut self, text: &str) -> Result<(), Beyond> {
        // What stands between two tags is gathered as a whole before anything is told of it.
        TEXT.check(longest_between_tags(text) as u64)?;
        let page = &mut *self;
        let emitter = CallbackEmitter::new(move |event: CallbackEvent, _: Span<()>| page.on(event));
        let mut tokens = Tokenizer::new_with_emitter(text, emitter);
        while let Some(Ok(signal)) = tokens.next() {
            match signal {
                Signal::Raw(state) => tokens.set_state(state),
                Signal::Stop => break,
            }
        }
        drop(tokens);
        (self.aside, self.tag) = (None, Tag::default());
        self.strong.clear();
        self.cut += usize::from(std::mem::take(&mut self.begun));
        self.lines.end_page();
        self.beyond.map_or(Ok(()), Err)
    }

    pub fn done(self) -> Story {
        let mut story = self.story;
        story.footnotes = story.footnotes.max(self.notes);
        story.draft = self.lines.done();
        if self.cut > 0 {
            story.draft.warnings.push(
                "the markup ends in the middle: compare the end of the text with the original"
                    .into(),
            );
        }
        story
    }

    fn on(&mut self, event: CallbackEvent) -> Option<Signal> {
        if self.beyond.is_some() {
            return Some(Signal::Stop);
        }
        let signal = match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag::named(&String::from_utf8_lossy(name));
                None
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attribute(&String::from_utf8_lossy(name));
                None
            }
            CallbackEvent::AttributeValue { value } => {
                self.tag.value(&String::from_utf8_lossy(value));
                None
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start(self_closing),
            CallbackEvent::EndTag { name } => {
                self.end(&String::from_utf8_lossy(name));
                None
            }
            CallbackEvent::String { value } if self.aside.is_none() => {
                let bold = self.strong.last().is_some_and(|(_, bold)| *bold);
                self.lines.say(&String::from_utf8_lossy(value), bold);
                None
            }
            _ => None,
        };
        self.beyond = self.lines.check().err();
        signal
    }

    fn start(&mut self, self_closing: bool) -> Option<Signal> {
        let tag = std::mem::take(&mut self.tag);
        let (name, role) = (tag.name.as_str(), role(&tag.name));
        self.begun |= name == "html";
        self.tags += usize::from(role != Role::Inline || is_common(name));
        let whole = self_closing && (self.rules == Rules::Xml || name == "svg");
        let empty = whole || is_void(name);
        let raw = (!whole && RAW.contains(&name)).then(|| Signal::Raw(raw_state(name)));
        if self.stays_aside(name, role, empty) {
            return raw;
        }
        if role == Role::Aside || tag.hidden || tag.note.is_some() {
            self.story.hidden += usize::from(tag.hidden && role != Role::Aside);
            self.story.footnotes += usize::from(tag.note == Some(Note::Reference));
            self.notes += usize::from(tag.note == Some(Note::Text));
            if !empty {
                self.aside = Some(Aside {
                    name: tag.name,
                    depth: 1,
                });
            }
            return raw;
        }
        if let Some(kind) = kind(name).filter(|_| !empty) {
            let around = self.strong.last().is_some_and(|(_, bold)| *bold);
            let bold = tag.bold.unwrap_or(around || role == Role::Strong);
            self.strong.push((kind, bold));
        }
        self.lines.start(name, role);
        raw
    }

    /// Whether a start tag stands in what is no text; if it ends that, it does not.
    fn stays_aside(&mut self, name: &str, role: Role, empty: bool) -> bool {
        let Some(aside) = &mut self.aside else {
            return false;
        };
        if may_stay_open(&aside.name) && (name == "rb" || !stands_in_line(role)) {
            self.aside = None;
            return false;
        }
        aside.depth += usize::from(name == aside.name && !empty && !may_stay_open(name));
        true
    }

    fn end(&mut self, name: &str) {
        self.begun &= name != "html";
        let role = role(name);
        if let Some(aside) = &mut self.aside {
            if aside.name == name {
                aside.depth -= 1;
                if aside.depth == 0 {
                    self.aside = None;
                    self.lines.end_aside(role);
                }
                return;
            }
            if !may_stay_open(&aside.name) || (name != "ruby" && stands_in_line(role)) {
                return;
            }
            self.aside = None;
        }
        if let Some(kind) = kind(name) {
            let from = self.strong.len().saturating_sub(BACK);
            let at = self.strong[from..].iter().rposition(|(k, _)| *k == kind);
            if let Some(at) = at {
                self.strong.remove(from + at);
            }
        }
        self.lines.end(role);
    }
}

/// Elements that may be bold, told apart by a letter.
fn kind(name: &str) -> Option<u8> {
    match name {
        "b" => Some(b'b'),
        "strong" => Some(b's'),
        "span" => Some(b'p'),
        _ => None,
    }
}

fn stands_in_line(role: Role) -> bool {
    matches!(
        role,
        Role::Inline | Role::Strong | Role::Apart | Role::Aside | Role::Break
    )
}

/// Elements in the line that web pages are full of.
fn is_common(name: &str) -> bool {
    matches!(
        name,
        "a" | "em" | "font" | "head" | "i" | "img" | "meta" | "span" | "u"
    )
}

fn raw_state(name: &str) -> State {
    match name {
        "plaintext" => State::PlainText,
        "script" => State::ScriptData,
        "textarea" | "title" => State::RcData,
        _ => State::RawText,
    }
}
