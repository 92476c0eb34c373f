//! The text of rich text: a line for each paragraph and row.

use super::flow::Story;
use super::rtf_groups::{Place, letter, place};
use super::rtf_letters::Letters;
use super::rtf_lines::Lines;
use super::rtf_tokens::{Token, Tokens};
use crate::model::limits::{Beyond, GROUPS};
use encoding_rs::Encoding;

/// Where a text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Sound,
    /// Groups are open at the end of the file.
    Missing,
    /// Something follows the last group.
    Early,
}

/// How a group is set; the groups in it begin so.
#[derive(Clone, Copy, Default)]
struct State {
    place: Place,
    font: Option<i32>,
    /// How many letters stand after a number of Unicode for programs that know none.
    instead: u32,
    bold: bool,
    hidden: bool,
    deleted: bool,
    heading: Option<u8>,
    in_table: bool,
    /// How many text boxes it is in.
    boxes: usize,
}

/// What is not said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unsaid {
    Hidden,
    Deleted,
}

struct Walk {
    story: Story,
    lines: Lines,
    letters: Letters,
    state: State,
    outer: Vec<State>,
    usual_font: Option<i32>,
    /// Letters still to be passed over.
    pass: u32,
    /// Whether `\*` was just read: what follows may be left out by who does not know it.
    star: bool,
    /// What was last left out of the text.
    unsaid: Option<Unsaid>,
}

/// Reads rich text up to the end of its first group.
pub(super) fn story(
    bytes: &[u8],
    given: Option<&'static Encoding>,
) -> Result<(Story, End), Beyond> {
    let mut walk = Walk::new(given);
    let mut tokens = Tokens::new(bytes);
    let mut end = End::Missing;
    while let Some(token) = tokens.next() {
        walk.take(token);
        GROUPS.check(walk.outer.len() as u64)?;
        walk.lines.check()?;
        if token == Token::Close && walk.outer.is_empty() {
            let over = |b: &u8| b.is_ascii_whitespace() || *b == 0;
            let sound = tokens.rest().iter().all(over);
            end = if sound { End::Sound } else { End::Early };
            break;
        }
    }
    Ok((walk.done(), end))
}

impl Walk {
    fn new(given: Option<&'static Encoding>) -> Walk {
        Walk {
            story: Story::default(),
            lines: Lines::new(),
            letters: Letters::new(given),
            state: State {
                instead: 1,
                ..State::default()
            },
            outer: Vec::new(),
            usual_font: None,
            pass: 0,
            star: false,
            unsaid: None,
        }
    }

    fn take(&mut self, token: Token) {
        let star = std::mem::take(&mut self.star);
        match token {
            Token::Letter(byte) | Token::Symbol(byte @ (b'\\' | b'{' | b'}')) => {
                return self.byte(byte);
            }
            Token::Symbol(_) | Token::Binary if self.pass > 0 => return self.pass -= 1,
            Token::Word(name, _) if self.pass > 0 && letter(name).is_some() => {
                return self.pass -= 1;
            }
            _ => self.pass = 0,
        }
        self.flush();
        match token {
            Token::Open => self.outer.push(self.state),
            Token::Close => self.close(),
            Token::Word(name, number) => self.word(name, number, star),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Letter(_) | Token::Binary => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        match self.pass {
            0 if self.state.place == Place::Text => self.letters.byte(byte),
            0 => {}
            _ => self.pass -= 1,
        }
    }

    /// Letters become text as soon as anything else comes.
    fn flush(&mut self) {
        let text = self.letters.text(self.state.font.or(self.usual_font));
        self.put(&text);
    }

    fn close(&mut self) {
        let Some(outer) = self.outer.pop() else {
            return;
        };
        if outer.boxes < self.state.boxes {
            self.lines.end_box(self.state.heading);
        }
        self.state = outer;
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.star = true,
            b'~' => self.put("\u{A0}"),
            b'_' => self.put("\u{2011}"),
            b'-' => self.put("\u{AD}"),
            b'\t' => self.put("\t"),
            b'\r' | b'\n' => self.end_paragraph(),
            _ => {}
        }
    }

    fn word(&mut self, name: &str, number: Option<i32>, star: bool) {
        if let Some(place) = place(name, star, self.state.place) {
            return self.enter(name, place);
        }
        let n = number.unwrap_or_default();
        let on = number != Some(0);
        match name {
            "f" => self.state.font = Some(n),
            "fcharset" | "cpg" if self.state.place == Place::Fonts => self.font(name, n),
            "ansicpg" => self.letters.set_page(n),
            "mac" => self.letters.set_page(10000),
            "deff" => self.usual_font = Some(n),
            "uc" => self.state.instead = n.clamp(0, 100).unsigned_abs(),
            "u" => {
                self.pass = self.state.instead;
                if self.state.place == Place::Text {
                    let text = self.letters.unit(n);
                    self.put(&text);
                }
            }
            "plain" => {
                let state = &mut self.state;
                (state.font, state.bold, state.hidden, state.deleted) = (None, false, false, false);
            }
            "b" => self.state.bold = on,
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "pard" => (self.state.heading, self.state.in_table) = (None, false),
            "outlinelevel" => {
                let level = u8::try_from(n).ok().filter(|level| *level < 9);
                self.state.heading = level.map(|level| level + 1);
            }
            "intbl" | "trowd" => self.state.in_table = true,
            _ if self.state.place != Place::Text => {}
            "par" | "nestcell" => self.end_paragraph(),
            "sect" | "page" | "column" => self.lines.end(self.state.heading),
            "cell" => self.lines.end_cell(self.state.heading, self.state.in_table),
            "row" => self.lines.end_row(self.state.heading),
            _ => self.put(letter(name).unwrap_or_default()),
        }
    }

    fn font(&mut self, name: &str, number: i32) {
        let font = self.state.font.unwrap_or_default();
        match name {
            "cpg" => self.letters.set_font_page(font, number),
            _ => self.letters.set_font(font, number),
        }
    }

    /// The group is about to say something else than text, or text again.
    fn enter(&mut self, name: &str, place: Place) {
        if self.state.place == Place::Text {
            self.story.footnotes += usize::from(name == "footnote");
            self.story.comments += usize::from(name == "annotation");
        }
        if place == Place::Box {
            self.state.boxes += 1;
            self.lines.begin_box();
        }
        self.state.place = match place {
            Place::Box => Place::Text,
            place => place,
        };
    }

    fn put(&mut self, text: &str) {
        if self.state.place != Place::Text || text.is_empty() {
            return;
        }
        let unsaid = match (self.state.deleted, self.state.hidden) {
            (true, _) => Some(Unsaid::Deleted),
            (false, true) => Some(Unsaid::Hidden),
            (false, false) => None,
        };
        if unsaid.is_some() && unsaid != self.unsaid {
            self.story.deleted += usize::from(self.state.deleted);
            self.story.hidden += usize::from(!self.state.deleted);
        }
        self.unsaid = unsaid;
        if unsaid.is_none() {
            self.lines.begin(self.state.in_table);
            self.lines.put(text, self.state.bold);
        }
    }

    fn end_paragraph(&mut self) {
        let state = self.state;
        if state.place == Place::Text && !state.deleted && !state.hidden {
            self.lines.begin(state.in_table);
            self.lines.end(state.heading);
        }
    }

    fn done(mut self) -> Story {
        self.flush();
        let mut draft = self.lines.done(self.state.heading);
        draft.encoding = self.letters.encoding().to_owned();
        draft.replaced = self.letters.replaced;
        draft.warnings.extend(self.letters.doubt());
        Story {
            draft,
            ..self.story
        }
    }
}
