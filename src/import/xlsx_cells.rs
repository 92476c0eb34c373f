//! Cells of spreadsheets, and the texts they share.

use super::error::ImportError;
use super::markup::{Markup, attribute, referred};
use super::packed::{Fault, Packed};
use super::table_rows::{Room, SheetRow};
use super::xlsx_values::{Styles, value};
use crate::model::limits;
use quick_xml::events::{BytesStart, Event};

/// The texts cells share, which they name by number.
pub(super) fn shared(xml: &str) -> Result<Vec<String>, Fault> {
    let mut markup = Markup::of(xml);
    let (mut all, mut one) = (Vec::new(), Said::default());
    loop {
        match markup.next()? {
            Event::Start(e) => one.start(e.local_name().as_ref()),
            Event::Empty(e) if e.local_name().as_ref() == "si" => all.push(String::new()),
            Event::End(e) => {
                one.end(e.local_name().as_ref());
                if e.local_name().as_ref() == "si" {
                    all.push(std::mem::take(&mut one.text));
                    let there = all.len() as u64;
                    limits::TABLE.check(there).map_err(Fault::Beyond)?;
                }
            }
            Event::Text(t) => one.say(&t.xml10_content()),
            Event::CData(t) => one.say(&t.xml10_content()),
            Event::GeneralRef(r) => one.say(&referred(&r)),
            Event::Eof => return Ok(all),
            _ => {}
        }
    }
}

/// What is said in the elements of a text: its runs, but not how it is pronounced.
#[derive(Default)]
struct Said {
    text: String,
    in_text: bool,
    in_phonetic: bool,
}

impl Said {
    fn start(&mut self, element: &str) {
        match element {
            "t" | "v" => self.in_text = true,
            "rPh" => self.in_phonetic = true,
            _ => {}
        }
    }

    fn end(&mut self, element: &str) {
        match element {
            "t" | "v" => self.in_text = false,
            "rPh" => self.in_phonetic = false,
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        if self.in_text && !self.in_phonetic {
            self.text.push_str(text);
        }
    }
}

/// The cells of a sheet, while they are read.
pub(super) struct Cells<'b> {
    shared: &'b [String],
    styles: &'b Styles,
    from_1904: bool,
    rows: Vec<SheetRow>,
    /// Number of the row, from 1.
    line: u64,
    row: Vec<String>,
    /// Where the cell stands in its row, its style and its type.
    column: usize,
    style: usize,
    kind: String,
    said: Said,
    /// Bytes of all cells so far.
    bytes: usize,
}

impl<'b> Cells<'b> {
    pub fn new(shared: &'b [String], styles: &'b Styles, from_1904: bool) -> Cells<'b> {
        Cells {
            shared,
            styles,
            from_1904,
            rows: Vec::new(),
            line: 0,
            row: Vec::new(),
            column: 0,
            style: 0,
            kind: String::new(),
            said: Said::default(),
            bytes: 0,
        }
    }

    pub fn read(
        mut self,
        name: &str,
        xml: &str,
        packed: &Packed,
    ) -> Result<Vec<SheetRow>, ImportError> {
        let (mut markup, mut room) = (Markup::of(xml), Room::new(name));
        loop {
            match markup.next().map_err(|fault| packed.cannot(fault))? {
                Event::Start(e) => self.start(&e),
                Event::Empty(e) => {
                    self.start(&e);
                    self.end(e.local_name().as_ref(), &mut room)?;
                }
                Event::End(e) => self.end(e.local_name().as_ref(), &mut room)?,
                Event::Text(t) => self.said.say(&t.xml10_content()),
                Event::CData(t) => self.said.say(&t.xml10_content()),
                Event::GeneralRef(r) => self.said.say(&referred(&r)),
                Event::Eof => return Ok(self.rows),
                _ => {}
            }
        }
    }

    fn start(&mut self, e: &BytesStart) {
        let element = e.local_name();
        self.said.start(element.as_ref());
        match element.as_ref() {
            "row" => {
                let said = attribute(e, "r").and_then(|r| r.parse().ok());
                self.line = said.unwrap_or(self.line.saturating_add(1));
                (self.row, self.column) = (Vec::new(), 0);
            }
            "c" => {
                let said = attribute(e, "r").map(|r| column(&r).unwrap_or(usize::MAX));
                self.column = said.unwrap_or(self.column);
                let style = attribute(e, "s").and_then(|s| s.parse().ok());
                self.style = style.unwrap_or(0);
                self.kind = attribute(e, "t").unwrap_or_default();
                self.said.text.clear();
            }
            _ => {}
        }
    }

    fn end(&mut self, element: &str, room: &mut Room) -> Result<(), ImportError> {
        self.said.end(element);
        match element {
            "c" => {
                self.cell();
                room.says(self.bytes)?;
            }
            "row" => {
                room.row(self.row.len())?;
                let cells = std::mem::take(&mut self.row);
                if cells.iter().any(|c| !c.is_empty()) {
                    let line = self.line;
                    self.rows.push(SheetRow { line, cells });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self) {
        let column = self.column;
        self.column = column.saturating_add(1);
        let said = std::mem::take(&mut self.said.text);
        let said = match self.kind.as_str() {
            "s" => said
                .trim()
                .parse::<usize>()
                .ok()
                .and_then(|n| self.shared.get(n))
                .cloned(),
            "b" => Some(if said.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
            "str" | "inlineStr" | "e" | "d" => Some(said),
            _ => Some(value(&said, self.styles.shown(self.style), self.from_1904)),
        };
        let said = said.unwrap_or_default().trim().to_owned();
        if !said.is_empty() {
            // What stands further right than any cell may makes the row too long.
            let column = column.min(limits::CELLS.most as usize);
            self.row
                .resize(self.row.len().max(column + 1), String::new());
            self.bytes += said.len();
            self.row[column] = said;
        }
    }
}

/// The column of a reference such as `AB12`, from 0.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let mut at = 0usize;
    for letter in letters {
        let digit = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        at = at.checked_mul(26)?.checked_add(digit)?;
    }
    at.checked_sub(1)
}
