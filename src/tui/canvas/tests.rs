use super::*;
use crate::model::wrap::scripts::{texts, unjoined};
use crate::model::wrap::{clip, drawn, width};
use crate::tui::backend::Steady;
use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::cell::RefCell;
use std::io::{self, Write};
use std::num::NonZeroU16;
use std::rc::Rc;

const WIDE: u16 = 24;

fn row(text: &str, x: u16, max: u16) -> (Buffer, u16) {
    let mut buf = Buffer::empty(Rect::new(0, 0, WIDE, 1));
    let used = Canvas::new(&mut buf, Look::default()).text(x, 0, max, text, Style::new());
    (buf, used)
}

/// What stands in a row: where each letter begins, the letter, and its cells.
fn shown(buf: &Buffer) -> Vec<(u16, &str, u16)> {
    let mut out: Vec<(u16, &str, u16)> = Vec::new();
    for x in 0..buf.area().width {
        let cell = &buf[(x, 0)];
        match is_covered(cell) {
            true => out.last_mut().unwrap().2 += 1,
            false => out.push((x, cell.symbol(), 1)),
        }
    }
    out
}

/// No half of a letter: each has the cells the library takes it to have, and they are covered.
fn whole(buf: &Buffer) -> Result<(), TestCaseError> {
    for (x, letter, wide) in shown(buf) {
        prop_assert_eq!(buf[(x, 0)].cell_width(), wide, "{:?} at {}", letter, x);
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_letter_that_fits_is_drawn_and_what_is_cut_says_so(
        text in texts(20),
        x in 0..WIDE,
        max in 0..WIDE + 4,
    ) {
        let (buf, used) = row(&text, x, max);
        let room = max.min(WIDE - x);
        prop_assert!(used <= room);
        let stands: Vec<&str> = shown(&buf)
            .into_iter()
            .filter(|(at, ..)| x <= *at && *at < x + used)
            .map(|(_, letter, _)| letter)
            .collect();
        let letters = |text: &str| -> Vec<String> {
            let seen = letters(text).filter(|(_, wide)| *wide > 0);
            seen.map(|(letter, _)| drawn(letter).into_owned()).collect()
        };
        let whole_text = text.trim_end();
        match width(whole_text) <= usize::from(room) {
            true => {
                let all = letters(whole_text);
                prop_assert_eq!(&stands[..all.len()], &all[..]);
                prop_assert!(stands[all.len()..].iter().all(|l| l.trim().is_empty()));
            }
            false if room > 0 => {
                let (sign, kept) = stands.split_last().unwrap();
                prop_assert_eq!(*sign, "…");
                prop_assert_eq!(kept, &letters(&text)[..kept.len()]);
                prop_assert_eq!(usize::from(used), width(&clip(&text, room.into())));
            }
            false => prop_assert_eq!(used, 0),
        }
        whole(&buf)?;
    }

    #[test]
    fn letters_with_a_style_each_are_cut_like_others(text in texts(20), max in 0..WIDE) {
        let mut buf = Buffer::empty(Rect::new(0, 0, WIDE, 1));
        let all: Vec<_> = letters(&text).map(|(letter, _)| (letter, Style::new())).collect();
        Canvas::new(&mut buf, Look::default()).letters(0, 0, max, &all);
        let line = |buf: &Buffer| -> String {
            let all: String = shown(buf).iter().map(|s| s.1).collect();
            all.trim_end().to_owned()
        };
        let plain = row(&text, 0, max).0;
        prop_assert_eq!(line(&buf), line(&plain));
        whole(&buf)?;
    }

    /// A dialog over a text, and a text over a dialog.
    #[test]
    fn nothing_drawn_over_leaves_half_a_letter(
        text in texts(20),
        over in texts(6),
        x in 0..WIDE,
        max in 0..WIDE,
        clears in any::<bool>(),
    ) {
        let (before, _) = row(&text, 0, WIDE);
        let mut after = before.clone();
        let mut canvas = Canvas::new(&mut after, Look::default());
        let width = match clears {
            true => {
                canvas.clear(Area { x, y: 0, width: max, height: 1 });
                max.min(WIDE - x)
            }
            false => canvas.text(x, 0, max, &over, Style::new()),
        };
        whole(&after)?;
        let now = shown(&after);
        for letter in shown(&before) {
            let (at, symbol, wide) = letter;
            if at + wide <= x || at >= x + width {
                prop_assert!(now.contains(&letter), "{:?} at {} is gone", symbol, at);
            }
        }
    }

    /// A terminal that measures by characters shows after any frame what was drawn last.
    #[test]
    fn a_terminal_shows_what_was_drawn(frames in prop::collection::vec((unjoined(16), 0u16..6), 1..5)) {
        let written = Written::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, WIDE, 1));
        let mut terminal =
            Terminal::with_options(Steady::new(written.clone()), TerminalOptions { viewport }).unwrap();
        let size = |n| NonZeroU16::new(n).unwrap();
        let mut parser = vt100::Parser::new(size(1), size(WIDE), 0);
        for (text, x) in frames {
            let mut last = Buffer::default();
            terminal
                .draw(|frame| {
                    Canvas::new(frame.buffer_mut(), Look::default())
                        .text(x, 0, WIDE, &text, Style::new());
                    last = frame.buffer_mut().clone();
                })
                .unwrap();
            parser.process(&written.0.take());
            for (at, letter, wide) in shown(&last) {
                let cell = |x| parser.screen().cell(0, x).map_or("", |c| c.contents()).to_owned();
                let stands: String = (at..at + wide).map(cell).collect();
                prop_assert_eq!(stands.trim(), letter.trim(), "at {} of {:?}", at, &text);
            }
        }
    }
}

#[derive(Clone, Default)]
struct Written(Rc<RefCell<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where a terminal gives a letter fewer cells than it has, what stood there before is gone.
#[test]
fn a_disputed_letter_is_written_on_spaces() {
    let written = Written::default();
    let viewport = Viewport::Fixed(Rect::new(0, 0, WIDE, 1));
    let mut terminal =
        Terminal::with_options(Steady::new(written.clone()), TerminalOptions { viewport }).unwrap();
    for text in ["abcdef", "क्तिdef"] {
        written.0.take();
        let draw = |frame: &mut ratatui::Frame| {
            let mut canvas = Canvas::new(frame.buffer_mut(), Look::default());
            canvas.text(0, 0, WIDE, text, Style::new());
        };
        terminal.draw(draw).unwrap();
    }
    let written = String::from_utf8(written.0.take()).unwrap();
    let spaces = written.find("   ").expect("spaces first");
    assert!(spaces < written.find("क्ति").unwrap(), "{written:?}");
}
