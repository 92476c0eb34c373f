//! The Codebook screen: the tree of codes, and what is written about the one under the cursor.

use super::App;
use super::command::Command;
use super::list::List;
use super::overlay::{After, Entry, Overlay, Pending, Picker, Purpose, Value};
use super::screen::{Area, Frame, WIDE};
use crate::acts::codebook::codes_from_file;
use crate::import::codebook_file::CodebookFile;
use crate::model::code::{Code, Colour};
use crate::model::coding::MemoOn;
use crate::model::event::{Change, CodeField, CodingField};
use crate::model::ids::CodeId;
use crate::model::view::View;
use crate::report::words::counted;
use crate::work::effect::Effect;

/// State of the screen.
#[derive(Clone, Debug, Default)]
pub struct CodebookScreen {
    /// Cursor among the codes shown.
    pub list: List,
    /// Branches folded away.
    pub folded: Vec<CodeId>,
}

/// Where the panes stand: tree, clause.
pub fn places(width: u16, height: u16) -> (Area, Area) {
    let body = Frame::of(width, height).body;
    body.split_left(if width >= WIDE {
        body.width * 2 / 5
    } else {
        body.width / 2
    })
}

impl CodebookScreen {
    /// The codes shown, in order, those in folded branches left out; retired ones that something
    /// is coded with come last.
    pub fn shown<'v>(&self, view: &'v View) -> Vec<&'v Code> {
        let codebook = view.codebook();
        let folded = |c: &&Code| {
            let above = codebook.ancestors(c.id);
            above.iter().any(|p| self.folded.contains(p))
        };
        let active = codebook.active().filter(|c| !folded(c));
        active.chain(view.retired_in_use()).collect()
    }
}

impl App {
    /// The code under the cursor of the Codebook screen.
    pub fn codebook_code(&self) -> Option<&Code> {
        self.codebook
            .shown(&self.view)
            .get(self.codebook.list.at)
            .copied()
    }

    /// Keeps the cursor on a code when some are gone.
    pub(super) fn refresh_codebook(&mut self) {
        let len = self.codebook.shown(&self.view).len();
        let page = places(self.size.0, self.size.1).0.inner().height;
        self.codebook.list.show(len, page.into());
    }

    /// Runs a command of the Codebook screen.
    pub(super) fn codebook_command(&mut self, command: Command) -> Vec<Effect> {
        let len = self.codebook.shown(&self.view).len();
        let page = usize::from(places(self.size.0, self.size.1).0.inner().height).max(1);
        let list = &mut self.codebook.list;
        match command {
            command if list.moved(command, len, page) => {}
            Command::ImportCodebook => {
                return self.ask("Codebook file (.ron)", Purpose::ImportCodebook, "");
            }
            Command::Find => return self.go_to_search(),
            _ => return self.code_command(command),
        }
        Vec::new()
    }

    fn code_command(&mut self, command: Command) -> Vec<Effect> {
        let current = self.codebook_code().cloned();
        if command == Command::Add {
            let parent = current.and_then(|c| c.parent);
            return self.ask("Name of the new code", Purpose::AddCode(parent), "");
        }
        let Some(code) = current else {
            return Vec::new();
        };
        let (id, name) = (code.id, code.name.clone());
        match command {
            Command::AddUnder => self.ask(
                format!("Name of the new code under {name}"),
                Purpose::AddCode(Some(id)),
                "",
            ),
            Command::Rename => self.ask("Name", Purpose::RenameCode(id), &name),
            Command::Define => {
                self.edit(
                    format!("{name}: definition"),
                    Purpose::DefineCode(id),
                    &code.text.definition,
                );
                Vec::new()
            }
            Command::Include => {
                self.edit(
                    format!("{name}: when to use it"),
                    Purpose::IncludeCode(id),
                    &code.text.include,
                );
                Vec::new()
            }
            Command::Exclude => {
                self.edit(
                    format!("{name}: when not"),
                    Purpose::ExcludeCode(id),
                    &code.text.exclude,
                );
                Vec::new()
            }
            Command::Example => self.ask("One more anchor example", Purpose::ExampleCode(id), ""),
            Command::Colour => {
                let at = Colour::ALL
                    .iter()
                    .position(|c| *c == code.colour)
                    .unwrap_or(0);
                let next = Colour::ALL[(at + 1) % Colour::ALL.len()];
                self.edit_code(id, CodeField::Colour(next))
            }
            Command::Move => {
                let mut entries = vec![Entry::new("(to the top)", Value::Top)];
                entries.extend(self.code_entries(Some(id)));
                self.pick(format!("Move {name} under"), Purpose::MoveCode(id), entries)
            }
            Command::Merge => {
                let entries = self.code_entries(Some(id));
                self.pick(
                    format!("Merge {name} into"),
                    Purpose::MergeCode(id),
                    entries,
                )
            }
            Command::Retire if code.retired => self.ask_back(id, After::Nothing),
            Command::Retire => {
                let used = self.own_counts().get(&id).copied().unwrap_or(0);
                self.question(
                    format!("Retire “{name}”? It is no longer offered; {} of yours with it stay, and D brings it back.", counted(used, "coding")),
                    Pending::Retire(id),
                )
            }
            Command::Memo => {
                self.edit_memo(MemoOn::Code(id));
                Vec::new()
            }
            Command::Left => {
                let branch = if self.codebook.folded.contains(&id) || !self.has_children(id) {
                    code.parent
                } else {
                    Some(id)
                };
                if let Some(branch) = branch {
                    self.codebook.folded.push(branch);
                    let shown = self.codebook.shown(&self.view);
                    self.codebook.list.at = shown.iter().position(|c| c.id == branch).unwrap_or(0);
                }
                Vec::new()
            }
            Command::Right => {
                self.codebook.folded.retain(|f| *f != id);
                Vec::new()
            }
            Command::Evidence | Command::Open => self.list_codings_of(id, &name),
            _ => Vec::new(),
        }
    }

    /// Asks whether a retired code is to be brought back, and done with it what was meant.
    pub(super) fn ask_back(&mut self, id: CodeId, after: After) -> Vec<Effect> {
        let Some(code) = self.view.codebook().exact(id) else {
            return Vec::new();
        };
        let name = code.name.clone();
        if self.view.format() < 2 {
            return self.fail(format!(
                "“{name}” is a retired code, and this study is of format 1, which cannot bring one \
                 back: upgrade it first (tandem upgrade)"
            ));
        }
        if let Some(round) = self.view.frozen_by() {
            return self.fail(format!(
                "“{name}” is a retired code, and the codebook is frozen while “{}” is blind: bring \
                 it back afterwards, or take another name",
                round.plan.name
            ));
        }
        let used = self.view.groundedness(None).get(&id).copied().unwrap_or(0);
        let and = match after {
            After::Nothing => "",
            After::Apply(..) => " and code this with it",
            After::Change(_) => " and change this coding to it",
        };
        self.question(
            format!(
                "“{name}” is a retired code; {} with it. Bring it back{and}? For another code of \
                 this name, rename the retired one first (g c).",
                match used {
                    1 => "1 coding was made".to_owned(),
                    n => format!("{n} codings were made"),
                }
            ),
            Pending::Restore(id, after),
        )
    }

    /// Brings a retired code back and does with it what was meant, as one act.
    pub(super) fn bring_back(&mut self, code: CodeId, after: After) -> Vec<Effect> {
        let back = self.view.restoring(code);
        let back = (self.mint.id(), back);
        match after {
            After::Nothing => self.save_as(vec![back]),
            After::Apply(span, mut codes) => {
                codes.push(code);
                self.apply_after(vec![back], span, codes)
            }
            After::Change(coding) => self.recode_after(vec![back], coding, CodingField::Code(code)),
        }
    }

    fn has_children(&self, id: CodeId) -> bool {
        self.view.codebook().children(Some(id)).next().is_some()
    }

    pub(crate) fn pick(
        &mut self,
        title: String,
        purpose: Purpose,
        entries: Vec<Entry>,
    ) -> Vec<Effect> {
        self.overlays
            .push(Overlay::Picker(Picker::new(title, purpose, entries)));
        Vec::new()
    }

    /// Lists what is coded with a code, as far as I may see it.
    fn list_codings_of(&mut self, id: CodeId, name: &str) -> Vec<Effect> {
        let mut entries = Vec::new();
        let mut wanted = Vec::new();
        for source in self.view.sources() {
            for coding in self.view.codings_in(&source.id) {
                if self.view.codebook().resolve(coding.code) != id {
                    continue;
                }
                let place = Value::Place(source.id.clone(), coding.span);
                let entry = match self.documents.get(&source.id) {
                    Some(d) => {
                        let quote = d.text.slice(coding.span).replace('\n', " ");
                        Entry::new(
                            format!("{}:{}  {quote}", source.name, d.structure.cite(coding.span)),
                            place,
                        )
                        .detail(format!("“{quote}”"))
                    }
                    None => {
                        wanted.push(source.id.clone());
                        Entry::new(source.name.clone(), place)
                    }
                };
                entries.push(entry.beside(coding.coder.to_string()));
            }
        }
        if entries.is_empty() {
            return self.say(format!("nothing is coded with “{name}” yet"));
        }
        if !wanted.is_empty() {
            wanted.dedup();
            self.note("loading the texts: press again for the quotes");
            return vec![Effect::Load(wanted)];
        }
        self.pick(format!("Coded with {name}"), Purpose::GoTo, entries)
    }

    pub(super) fn codebook_picked(&mut self, purpose: &Purpose, value: &Value) -> Vec<Effect> {
        match (purpose, value) {
            (Purpose::MoveCode(code), Value::Top) => self.move_code(*code, None),
            (Purpose::MoveCode(code), Value::Code(parent)) => {
                if self.view.codebook().ancestors(*parent).contains(code) {
                    return self.fail("a code cannot stand below itself");
                }
                self.move_code(*code, Some(*parent))
            }
            (Purpose::MergeCode(code), Value::Code(into)) => {
                let book = self.view.codebook();
                let used = self.own_counts().get(code).copied().unwrap_or(0);
                let text = format!(
                    "Merge “{}” into “{}”? {} of yours then count as “{}”. z takes it back.",
                    book.name(*code),
                    book.name(*into),
                    counted(used, "coding"),
                    book.name(*into)
                );
                self.question(text, Pending::Merge(*code, *into))
            }
            _ => Vec::new(),
        }
    }

    fn move_code(&mut self, code: CodeId, parent: Option<CodeId>) -> Vec<Effect> {
        let replaces = self
            .view
            .edits_of(|c| matches!(c, Change::CodeMoved { code: of, .. } if *of == code));
        self.save(vec![Change::CodeMoved {
            code,
            parent,
            replaces,
        }])
    }

    pub(super) fn codebook_entered(&mut self, purpose: &Purpose, text: String) -> Vec<Effect> {
        match purpose {
            Purpose::AddCode(parent) if !text.is_empty() => {
                if self.view.codebook().named(&text).is_some() {
                    return self.fail(format!("there is a code called “{text}” already"));
                }
                if let Some(retired) = self.view.retired_named(&text).map(|c| c.id) {
                    return self.ask_back(retired, After::Nothing);
                }
                let change = self.new_code(&text, *parent);
                self.save(vec![change])
            }
            Purpose::RenameCode(id) if !text.is_empty() => {
                let taken = self
                    .view
                    .codebook()
                    .named(&text)
                    .is_some_and(|c| c.id != *id);
                let retired = self.view.retired_named(&text);
                if taken || retired.is_some_and(|c| c.id != *id) {
                    let retired = if taken { "" } else { "retired " };
                    return self.fail(format!("there is a {retired}code called “{text}” already"));
                }
                self.edit_code(*id, CodeField::Name(text))
            }
            Purpose::DefineCode(id) => self.edit_code(*id, CodeField::Definition(text)),
            Purpose::IncludeCode(id) => self.edit_code(*id, CodeField::Include(text)),
            Purpose::ExcludeCode(id) => self.edit_code(*id, CodeField::Exclude(text)),
            Purpose::ExampleCode(id) if !text.is_empty() => {
                let Some(code) = self.view.codebook().get(*id) else {
                    return Vec::new();
                };
                let mut examples = code.text.examples.clone();
                examples.push(text);
                self.edit_code(*id, CodeField::Examples(examples))
            }
            _ => Vec::new(),
        }
    }

    fn edit_code(&mut self, code: CodeId, field: CodeField) -> Vec<Effect> {
        let kind = std::mem::discriminant(&field);
        let replaces = self.view.edits_of(|c| {
            matches!(c, Change::CodeEdited { code: of, field, .. }
                if *of == code && std::mem::discriminant(field) == kind)
        });
        let on = self.occasion();
        if on.is_some() {
            // What rests on a clause comes back for an amendment only.
            if self.leaves_clause(code, &field) {
                return self.say("the clause stays as it was");
            }
            self.announce_amendment(code, &field);
        }
        self.save(vec![Change::CodeEdited {
            on,
            code,
            field,
            replaces,
        }])
    }

    /// Adds the codes of a codebook file that are not there yet, as one act.
    pub(super) fn add_codebook(&mut self, file: &CodebookFile) -> Vec<Effect> {
        let changes = codes_from_file(file, &self.view, &mut || self.mint.id());
        let retired = retired_in_file(file, &self.view);
        if changes.is_empty() {
            return self.say(format!("all its codes are here already{retired}"));
        }
        self.note(format!(
            "added {} of “{}”{retired}",
            counted(changes.len(), "code"),
            file.name
        ));
        self.save_as(changes)
    }
}

/// Which codes of a codebook file are here as retired ones, in words; nothing where none is.
pub fn retired_in_file(file: &CodebookFile, view: &View) -> String {
    let codes = file.codes.iter().filter(|c| !c.retired);
    let here = codes.filter(|c| view.codebook().named(&c.name).is_none());
    let retired: Vec<String> = here
        .filter_map(|c| view.retired_named(&c.name))
        .map(|c| format!("“{}”", c.name))
        .collect();
    match &retired[..] {
        [] => String::new(),
        [one] => format!("; {one} is here, but retired: D on it (g c) brings it back"),
        all => format!(
            "; {} are here, but retired: D on one (g c) brings it back",
            all.join(", ")
        ),
    }
}
