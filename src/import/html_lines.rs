//! Lines, rows and white space of web pages.

use super::draft::Draft;
use super::flow::Flow;
use super::html_tags::Role;
use crate::model::limits::Beyond;

/// The lines so far, and what is open.
pub(super) struct Lines {
    flow: Flow,
    /// Whether a line is open.
    open: bool,
    heading: Option<u8>,
    /// For each table that is open, whether a row of it is.
    tables: Vec<bool>,
    /// Elements open in which line ends are line ends.
    preformatted: usize,
    /// Whether one of them has just begun.
    fresh: bool,
    /// Whether the next word stands apart from the last.
    apart: bool,
    /// Whether a line of this block was ended by hand.
    broken: bool,
}

impl Lines {
    pub fn new() -> Lines {
        Lines {
            flow: Flow::new(),
            open: false,
            heading: None,
            tables: Vec::new(),
            preformatted: 0,
            fresh: false,
            apart: false,
            broken: false,
        }
    }

    pub fn check(&self) -> Result<(), Beyond> {
        self.flow.check()
    }

    pub fn start(&mut self, name: &str, role: Role) {
        self.fresh = false;
        match role {
            Role::Inline | Role::Strong | Role::Aside => return,
            Role::Apart => return self.apart = true,
            Role::Break => return self.break_line(),
            _ => self.end_block(),
        }
        match role {
            Role::Heading(level) => self.heading = Some(level),
            Role::Preformatted => {
                self.preformatted += 1;
                self.fresh = true;
            }
            Role::Table => self.tables.push(false),
            Role::Row => self.begin_row(),
            Role::Cell => self.begin_cell(),
            _ if name == "p" => self.heading = None,
            _ => {}
        }
    }

    pub fn end(&mut self, role: Role) {
        match role {
            Role::Inline | Role::Strong | Role::Aside | Role::Break => return,
            Role::Apart => return self.apart = true,
            _ => self.end_block(),
        }
        match role {
            Role::Heading(_) => self.heading = None,
            Role::Preformatted => self.preformatted = self.preformatted.saturating_sub(1),
            Role::Table => {
                self.end_row();
                self.tables.pop();
            }
            Role::Row => self.end_row(),
            _ => {}
        }
    }

    /// Something that is no text is over; a block parts what stands around it.
    pub fn end_aside(&mut self, role: Role) {
        if matches!(role, Role::Block | Role::Heading(_) | Role::Table) {
            self.end_block();
        }
    }

    fn begin_row(&mut self) {
        self.end_row();
        if let Some(row) = self.tables.last_mut() {
            *row = true;
            self.flow.begin_row();
        }
    }

    fn begin_cell(&mut self) {
        match self.tables.last() {
            Some(false) => self.begin_row(),
            Some(true) => {}
            None => return,
        }
        self.flow.begin_cell();
    }

    fn end_row(&mut self) {
        if let Some(row @ true) = self.tables.last_mut() {
            *row = false;
            self.flow.close();
        }
    }

    pub fn say(&mut self, text: &str, bold: bool) {
        let fresh = std::mem::take(&mut self.fresh);
        match self.preformatted {
            0 => self.say_in_line(text, bold),
            _ => self.say_as_is(
                text.strip_prefix('\n').filter(|_| fresh).unwrap_or(text),
                bold,
            ),
        }
    }

    fn say_as_is(&mut self, text: &str, bold: bool) {
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.break_line();
            }
            if !line.is_empty() {
                self.begin();
                self.flow.put(line, bold);
            }
        }
    }

    /// White space of any length is one space, and none at the beginning of a line.
    fn say_in_line(&mut self, text: &str, bold: bool) {
        let mut last = self.last();
        let mut said = String::with_capacity(text.len());
        let apart = std::mem::take(&mut self.apart);
        let ends = |c: char| c.is_alphanumeric() || matches!(c, ':' | '.' | '：');
        if apart && last.is_some_and(ends) && text.starts_with(char::is_alphanumeric) {
            said.push(' ');
        }
        for c in text.chars() {
            let c = match c {
                '\t' | '\n' | '\r' | '\u{0C}' => ' ',
                c => c,
            };
            if c != ' ' || last.is_some_and(|last| last != ' ') {
                said.push(c);
                last = Some(c);
            }
        }
        if !said.is_empty() {
            self.begin();
            self.flow.put(&said, bold);
        } else {
            self.apart = apart;
        }
    }

    /// The last letter of the line that is open.
    fn last(&mut self) -> Option<char> {
        let open = self.open;
        let line = self.flow.paragraph().filter(|_| open);
        line.and_then(|p| p.line.chars().next_back())
    }

    fn begin(&mut self) {
        if !self.open {
            self.flow.begin_paragraph(self.heading);
            self.open = true;
        }
    }

    fn end_line(&mut self) {
        if !std::mem::take(&mut self.open) {
            return;
        }
        if let Some(paragraph) = self.flow.paragraph() {
            let said = paragraph.line.trim_end_matches(' ').len();
            paragraph.line.truncate(said);
        }
        self.flow.close();
        self.apart = false;
    }

    fn break_line(&mut self) {
        self.broken |= self.open;
        self.begin();
        self.end_line();
    }

    /// A blank line follows a block that has lines, for they may be one paragraph.
    fn end_block(&mut self) {
        self.end_line();
        if std::mem::take(&mut self.broken) {
            self.break_line();
        }
    }

    /// All that is open ends with its page.
    pub fn end_page(&mut self) {
        self.end_block();
        while !self.tables.is_empty() {
            self.end_row();
            self.tables.pop();
        }
        (self.heading, self.preformatted) = (None, 0);
    }

    pub fn done(self) -> Draft {
        self.flow.draft
    }
}
