//! What lies over a screen: pickers, prompts, editors, questions. At most a few, the last on top.

use super::command::Command;
use super::form::Form;
use super::fuzzy;
use super::input::Typing;
use super::keymap::Scope;
use super::list::List;
use super::screens::Ask;
use super::vocabulary::{Offers, Vocabulary};
use crate::model::coding::MemoKind;
use crate::model::ids::{CodeId, CodingId, MemoId, RelationId, RoundId, SourceId, ThemeId};
use crate::model::name;
use crate::model::text::Span;
use crate::model::verdict::ReasonKind;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

/// What an entry of a picker stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    None,
    Command(Command),
    /// A command of another screen.
    Elsewhere(Scope, Command),
    Code(CodeId),
    Top,
    Coding(CodingId),
    Memo(MemoId),
    Theme(ThemeId),
    Relation(RelationId),
    Round(RoundId),
    Place(SourceId, Span),
    Text(String),
    /// A speaker's label, in all sources that have it.
    Everywhere(String),
    Number(i32),
    Reason(ReasonKind),
    Csv(crate::report::Csv),
    /// How a text is to be divided into turns anew.
    Repair(Box<crate::acts::sources::Repair>),
    /// What a file is to the source of its name.
    Same(crate::work::SameName),
    Only(Box<super::reconcile::Only>),
    Subgroup(Box<crate::report::Subgroup>),
    /// That a value is missing or unknown.
    Absent(crate::model::attribute::Absent),
    /// One that is not in the list.
    Another,
}

/// A row of a picker.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What is matched against.
    pub label: String,
    /// Beside it, dimmed: a path, a count, a key.
    pub beside: String,
    /// Below or beside the list for the highlighted row: a definition, an excerpt.
    pub detail: String,
    pub value: Value,
    /// Other words it is found by; not shown.
    pub also: String,
    /// Why it cannot be chosen now, if so.
    pub refused: Option<String>,
}

impl Entry {
    /// A row with nothing beside it.
    pub fn new(label: impl Into<String>, value: Value) -> Entry {
        Entry {
            label: label.into(),
            beside: String::new(),
            detail: String::new(),
            value,
            also: String::new(),
            refused: None,
        }
    }

    pub fn beside(mut self, beside: impl Into<String>) -> Entry {
        self.beside = beside.into();
        self
    }

    pub fn detail(mut self, detail: impl Into<String>) -> Entry {
        self.detail = detail.into();
        self
    }
}

/// Whether a picker takes one row or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Enter takes the highlighted row.
    One,
    /// Tab marks rows; Enter takes the marked ones, or the highlighted one.
    Several,
}

/// A list with a line to type in.
#[derive(Clone, Debug)]
pub struct Picker {
    pub title: String,
    pub ask: Ask,
    pub entries: Vec<Entry>,
    pub typing: Typing,
    /// Rows that match, best first.
    pub shown: Vec<usize>,
    /// Cursor among those shown; one past the last is “create”.
    pub list: List,
    /// Marked rows, in the order they were marked.
    pub marked: Vec<usize>,
    pub choice: Choice,
    /// What “create ‘…’” would make, such as “code”; `None` when nothing can be created.
    pub creates: Option<&'static str>,
    /// What its rows are found by, once something was typed.
    found_by: OnceLock<FoundBy>,
}

/// By row: what is compared with what is typed.
#[derive(Clone, Debug)]
struct FoundBy {
    /// All it is found by, folded.
    words: Vec<String>,
    labels: Vec<String>,
    /// Labels as names that must not be given twice.
    keys: HashSet<String>,
}

impl FoundBy {
    fn of(entries: &[Entry]) -> FoundBy {
        let words = |e: &Entry| fuzzy::fold(&format!("{} {} {}", e.label, e.beside, e.also));
        FoundBy {
            words: entries.iter().map(words).collect(),
            labels: entries.iter().map(|e| fuzzy::fold(&e.label)).collect(),
            keys: entries.iter().map(|e| name::key(&e.label)).collect(),
        }
    }
}

impl Picker {
    pub fn new(title: impl Into<String>, ask: impl Into<Ask>, entries: Vec<Entry>) -> Picker {
        let shown = (0..entries.len()).collect();
        Picker {
            title: title.into(),
            ask: ask.into(),
            entries,
            typing: Typing::default(),
            shown,
            list: List::default(),
            marked: Vec::new(),
            choice: Choice::One,
            creates: None,
            found_by: OnceLock::new(),
        }
    }

    pub fn several(mut self) -> Picker {
        self.choice = Choice::Several;
        self
    }

    /// Offers to create what is typed.
    pub fn creating(mut self, what: &'static str) -> Picker {
        self.creates = Some(what);
        self
    }

    /// Whether a reason is typed, in words as long as one likes.
    pub(super) fn takes_words(&self) -> bool {
        self.creates == Some("reason")
    }

    /// Finds anew after typing.
    pub fn refresh(&mut self) {
        // Scattered letters may find a name that is there, but must not stand before making what
        // was typed: then only whole words typed count.
        let found_by = self.found_by();
        let shown = fuzzy::find_folded(self.typing.text(), &found_by.words);
        let typed = fuzzy::fold(self.typing.text().trim());
        let stands_there = shown.iter().any(|i| found_by.labels[*i].contains(&typed));
        (self.shown, self.list) = (shown, List::default());
        if self.can_create() && !stands_there {
            self.list.at = self.shown.len();
        }
    }

    /// Whether the last row offers to create what is typed: not when it is there already.
    pub fn can_create(&self) -> bool {
        let typed = name::key(self.typing.text());
        self.creates.is_some() && !typed.is_empty() && !self.found_by().keys.contains(&typed)
    }

    fn found_by(&self) -> &FoundBy {
        self.found_by.get_or_init(|| FoundBy::of(&self.entries))
    }

    /// How many rows are shown, the one that creates included.
    pub fn rows(&self) -> usize {
        self.shown.len() + usize::from(self.can_create())
    }

    /// The row under the cursor; `None` on the row that creates.
    pub fn current(&self) -> Option<&Entry> {
        self.shown.get(self.list.at).map(|i| &self.entries[*i])
    }

    /// Marks or unmarks the row under the cursor.
    pub fn mark(&mut self) {
        let Some(i) = self.shown.get(self.list.at).copied() else {
            return;
        };
        match self.marked.iter().position(|m| *m == i) {
            Some(at) => drop(self.marked.remove(at)),
            None => self.marked.push(i),
        }
    }

    /// Marks or unmarks the row under the cursor and goes on to the next.
    pub(super) fn mark_and_go_on(&mut self, page: usize) {
        self.mark();
        if self.typing.text().is_empty() {
            self.list.step(1, self.rows(), page);
        } else {
            // What was typed found this one; the next is typed anew.
            self.typing = Typing::default();
            self.refresh();
        }
    }

    /// What is said where no row is shown.
    pub fn nothing_words(&self) -> String {
        match self.typing.text().trim() {
            "" => "there is nothing to choose from".to_owned(),
            typed => format!("nothing here is found by “{typed}”"),
        }
    }

    /// Why a command cannot be run now, if so.
    pub(super) fn available(&self, command: Command) -> Result<(), String> {
        let last = self.rows().saturating_sub(1);
        let further = |way: &str| Err(format!("there is nothing further {way}"));
        match command {
            Command::Take | Command::Mark if self.rows() == 0 && self.marked.is_empty() => Err(
                format!("{}: change what is typed, or Esc", self.nothing_words()),
            ),
            Command::Take if self.marked.is_empty() => {
                let refused = self.current().and_then(|e| e.refused.clone());
                refused.map_or(Ok(()), Err)
            }
            Command::Mark if self.current().is_none() => {
                Err("only rows that are there can be marked: Enter takes this one".to_owned())
            }
            Command::Up if self.list.at == 0 => further("up"),
            Command::Down if self.list.at >= last => further("down"),
            _ => Ok(()),
        }
    }

    /// What Enter takes: marked rows, else the highlighted one.
    pub fn chosen(&self) -> Vec<Value> {
        if self.marked.is_empty() {
            return self
                .current()
                .map(|e| e.value.clone())
                .into_iter()
                .collect();
        }
        self.marked
            .iter()
            .map(|i| self.entries[*i].value.clone())
            .collect()
    }
}

/// A line to type in.
#[derive(Clone, Debug)]
pub struct Prompt {
    pub title: String,
    pub ask: Ask,
    pub typing: Typing,
    /// Whether it is the name of something.
    pub names: bool,
    /// Whether it is written to stay, and would be missed.
    pub words: bool,
    /// The row of the screen it is about: it lies beside that, not over it.
    pub about: Option<u16>,
    /// What names are offered of, where a query is typed.
    pub vocabulary: Option<Arc<Vocabulary>>,
}

impl Prompt {
    pub fn new(title: impl Into<String>, ask: impl Into<Ask>, text: &str) -> Prompt {
        Prompt {
            title: title.into(),
            ask: ask.into(),
            typing: Typing::new(text),
            names: false,
            words: false,
            about: None,
            vocabulary: None,
        }
    }

    /// The names that can be written where the cursor is.
    pub fn offers(&self) -> Offers {
        let before: String = self
            .typing
            .text()
            .chars()
            .take(self.typing.cursor())
            .collect();
        let vocabulary = self.vocabulary.as_ref();
        vocabulary.map_or_else(Offers::default, |v| v.offers(&before))
    }

    /// Writes the first of them.
    pub(super) fn complete(&mut self) {
        let offers = self.offers();
        if let Some(name) = offers.names.first() {
            self.typing.replace_back(offers.from, name);
        }
    }
}

#[derive(Clone, Debug)]
pub struct Editor {
    pub title: String,
    pub ask: Ask,
    pub typing: Typing,
    /// Whether the last key was one that would have dropped text not kept.
    pub leaving: Leaving,
}

impl Editor {
    /// The kind of the memo that is written, if it is one.
    pub fn kind(&self) -> Option<Option<MemoKind>> {
        match &self.ask {
            Ask::Anywhere(ask) => ask.memo_kind(),
            _ => None,
        }
    }

    /// Gives the memo that is written the next kind.
    pub(super) fn next_kind(&mut self) {
        if let Ask::Anywhere(ask) = &mut self.ask {
            ask.next_memo_kind();
        }
    }
}

/// How far one is from dropping what is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leaving {
    #[default]
    No,
    /// Warned: the next Esc or Ctrl-C drops it.
    Warned,
}

/// A memo that is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub memo: MemoId,
    /// The first row that is seen.
    pub top: usize,
}

/// A yes-or-no question, naming what cannot be undone.
#[derive(Clone, Debug)]
pub struct Question {
    pub text: String,
    pub ask: Ask,
}

impl Overlay {
    /// Who has the keyboard while it lies on top.
    pub fn scope(&self) -> Scope {
        match self {
            Overlay::Picker(p) if p.choice == Choice::Several => Scope::Several,
            Overlay::Picker(_) => Scope::Picker,
            Overlay::Prompt(_) => Scope::Line,
            Overlay::Editor(e) if e.kind().is_some() => Scope::Noting,
            Overlay::Editor(_) => Scope::Writing,
            Overlay::Question(_) => Scope::Question,
            Overlay::Memo(_) => Scope::Memo,
            Overlay::Form(f) if f.field().is_some_and(|x| !x.options.is_empty()) => Scope::Options,
            Overlay::Form(_) => Scope::Form,
        }
    }

    /// What is typed into, if anything is.
    pub(super) fn typing(&mut self) -> Option<&mut Typing> {
        match self {
            Overlay::Picker(p) => Some(&mut p.typing),
            Overlay::Prompt(p) => Some(&mut p.typing),
            Overlay::Editor(e) => Some(&mut e.typing),
            Overlay::Question(_) | Overlay::Memo(_) => None,
            Overlay::Form(f) => {
                let field = f.fields.get_mut(f.at)?;
                field.options.is_empty().then_some(&mut field.typing)
            }
        }
    }

    /// What keys change of it.
    pub(super) fn glance(&self) -> String {
        let typed = |t: &Typing| (t.cursor(), t.text().len());
        match self {
            Overlay::Picker(p) => {
                format!("{:?}", (&p.title, typed(&p.typing), p.list, &p.marked))
            }
            Overlay::Prompt(p) => format!("{:?}", (&p.title, typed(&p.typing))),
            Overlay::Editor(e) => {
                format!("{:?}", (&e.title, typed(&e.typing), e.leaving, e.kind()))
            }
            Overlay::Question(q) => q.text.clone(),
            Overlay::Memo(m) => format!("{m:?}"),
            Overlay::Form(f) => {
                let field = f.field().map(|x| (x.chosen, typed(&x.typing)));
                format!("{:?}", (f.at, field, &f.sources))
            }
        }
    }
}

/// What lies over the screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    Picker(Picker),
    Prompt(Prompt),
    Editor(Editor),
    Question(Question),
    Form(Form),
    Memo(Reading),
}
