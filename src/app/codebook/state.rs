//! The state of the screen, and where things stand on it.

use super::Ask;
use super::segments::{Segment, codings, review};
use crate::acts::codebook::{Clause, codes_from_file, edited};
use crate::app::anywhere;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::list::List;
use crate::app::overlay::{Entry, Value};
use crate::app::screen::{Area, Frame, WIDE};
use crate::import::codebook_file::CodebookFile;
use crate::model::code::{Code, Colour};
use crate::model::coding::{Coding, MemoOn};
use crate::model::event::CodeField;
use crate::model::ids::{CodeId, RoundId};
use crate::model::view::View;
use crate::report::words::counted;
use crate::work::effect::Effect;
use std::collections::HashMap;

#[derive(Clone, Debug, Default)]
pub struct CodebookScreen {
    /// Cursor among the codes shown.
    pub list: List,
    pub folded: Vec<CodeId>,
    /// The codes shown, and what of the study they were looked up in.
    shown: Vec<CodeId>,
    version: u64,
    shown_folded: Vec<CodeId>,
    /// Whether whoever is at the keyboard reviews the codes.
    pub(super) reviewing: bool,
    /// What is coded with each code, in a review; and of which version of the view and review.
    pub(super) segments: HashMap<CodeId, Vec<Segment>>,
    pub(super) segments_of: Option<(u64, RoundId)>,
    /// The code whose texts were asked for.
    pub(super) looked_at: Option<CodeId>,
}

/// Where the panes stand: tree, clause.
pub fn panes(width: u16, height: u16) -> (Area, Area) {
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
    pub fn shown(&self) -> &[CodeId] {
        &self.shown
    }

    /// Looks them up anew where the study or what is folded changed.
    pub(super) fn look_up(&mut self, view: &View) {
        if self.version == view.version() && self.shown_folded == self.folded {
            return;
        }
        let codebook = view.codebook();
        let folded = |c: &&Code| {
            let above = codebook.ancestors(c.id);
            above.iter().any(|p| self.folded.contains(p))
        };
        let active = codebook.active().filter(|c| !folded(c));
        let shown = active.chain(view.retired_with_codings()).map(|c| c.id);
        self.shown = shown.collect();
        (self.version, self.shown_folded) = (view.version(), self.folded.clone());
    }

    pub(super) fn row_of(&self, code: CodeId) -> usize {
        self.shown.iter().position(|c| *c == code).unwrap_or(0)
    }
}

pub(super) fn page(cx: &Context) -> usize {
    usize::from(panes(cx.size.0, cx.size.1).0.inner().height).max(1)
}

impl CodebookScreen {
    /// Puts the cursor on a code.
    pub(crate) fn show(&mut self, code: CodeId, cx: &Context) {
        self.folded.clear();
        self.look_up(&cx.view);
        self.list.go(self.row_of(code), self.shown.len(), page(cx));
    }

    /// The code under the cursor of the Codebook screen.
    pub fn codebook_code<'v>(&self, cx: &'v Context) -> Option<&'v Code> {
        cx.view.codebook().get(*self.shown.get(self.list.at)?)
    }

    pub(super) fn code_command(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let current = self.codebook_code(cx).cloned();
        if command == Command::Add {
            let parent = current.and_then(|c| c.parent);
            return cx.ask_name("Name of the new code", Ask::Add(parent), "");
        }
        let Some(code) = current else {
            return Vec::new();
        };
        let (id, name) = (code.id, code.name.clone());
        match command {
            Command::ReviewClear
            | Command::ReviewUnclear
            | Command::ReviewMerge
            | Command::ReviewSplit
            | Command::FindNext
            | Command::FindPrevious => self.review_command(command, id, cx),
            Command::AddUnder => cx.ask_name(
                format!("Name of the new code under {name}"),
                Ask::Add(Some(id)),
                "",
            ),
            Command::Rename => cx.ask_name("Name", Ask::Rename(id), &name),
            Command::Define => self.write(&code, Clause::Definition, cx),
            Command::Include => self.write(&code, Clause::Include, cx),
            Command::Exclude => self.write(&code, Clause::Exclude, cx),
            Command::Example => cx.ask_words("One more anchor example", Ask::Example(id), ""),
            Command::Colour => {
                let at = Colour::ALL
                    .iter()
                    .position(|c| *c == code.colour)
                    .unwrap_or(0);
                let next = Colour::ALL[(at + 1) % Colour::ALL.len()];
                self.edit_code(id, CodeField::Colour(next), cx)
            }
            Command::Move => {
                let mut entries = vec![Entry::new("(to the top)", Value::Top)];
                entries.extend(cx.code_entries(Some(id)));
                cx.pick(format!("Move {name} under"), Ask::Move(id), entries)
            }
            Command::Merge => {
                let entries = cx.code_entries(Some(id));
                cx.pick(format!("Merge {name} into"), Ask::Merge(id), entries)
            }
            Command::Retire if code.retired => cx.ask_back(id, "", Ask::BringBack(id)),
            Command::Retire => {
                let used = cx.own_counts().get(&id).copied().unwrap_or(0);
                cx.question(
                    format!("Retire “{name}”? It is no longer offered; {} of yours with it stay, and D brings it back.", counted(used, "coding")),
                    Ask::Retire(id),
                )
            }
            Command::Memo => cx.memos_on(MemoOn::Code(id)),
            Command::Left => {
                let has_children = cx.view.codebook().children(Some(id)).next().is_some();
                let branch = if self.folded.contains(&id) || !has_children {
                    code.parent
                } else {
                    Some(id)
                };
                if let Some(branch) = branch {
                    self.folded.push(branch);
                    self.look_up(&cx.view);
                    self.list.at = self.row_of(branch);
                }
                Vec::new()
            }
            Command::Right => {
                self.folded.retain(|f| *f != id);
                Vec::new()
            }
            Command::Evidence | Command::Open => self.list_codings_of(id, &name, cx),
            _ => Vec::new(),
        }
    }

    pub(super) fn write(&mut self, code: &Code, clause: Clause, cx: &mut Context) -> Vec<Effect> {
        let title = format!("{}: {}", code.name, clause.word());
        cx.edit(title, Ask::Write(code.id, clause), clause.of(code))
    }

    /// Lists what is coded with a code, as far as I may see it.
    pub(super) fn list_codings_of(
        &mut self,
        id: CodeId,
        name: &str,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let mut entries = Vec::new();
        let mut wanted = Vec::new();
        let review = review(cx);
        let with_it: Vec<&Coding> = match review {
            Some(review) => codings(cx, review, id).collect(),
            None => {
                let sources = cx.view.sources().iter();
                let all = sources.flat_map(|source| cx.view.codings_in(&source.id));
                all.filter(|c| cx.view.codebook().resolve(c.code) == id)
                    .collect()
            }
        };
        for coding in with_it {
            let name = cx.view.source(&coding.source).map_or("", |s| &s.name);
            let place = Value::Place(coding.source.clone(), coding.span);
            let entry = match cx.documents.get(&coding.source) {
                Some(d) => {
                    let quote = d.text.slice(coding.span).replace('\n', " ");
                    let cited = d.structure.cite(coding.span);
                    Entry::new(format!("{name}:{cited}  {quote}"), place)
                        .detail(format!("“{quote}”"))
                }
                None => {
                    wanted.push(coding.source.clone());
                    Entry::new(name, place)
                }
            };
            entries.push(entry.beside(coding.coder.to_string()));
        }
        if entries.is_empty() {
            let here = match review {
                Some(_) => " in the sources of the review",
                None => " yet",
            };
            return cx.say(format!("nothing is coded with “{name}”{here}"));
        }
        if !wanted.is_empty() {
            wanted.dedup();
            cx.note("loading the texts: press again for the quotes");
            return vec![cx.load(wanted)];
        }
        cx.pick(format!("Coded with {name}"), anywhere::Ask::GoTo, entries)
    }

    pub(super) fn edit_code(
        &mut self,
        code: CodeId,
        field: CodeField,
        cx: &mut Context,
    ) -> Vec<Effect> {
        cx.save(vec![edited(code, field, None)])
    }

    /// Adds the codes of a codebook file that are not there yet, as one act.
    pub(crate) fn add_codebook(&mut self, file: &CodebookFile, cx: &mut Context) -> Vec<Effect> {
        let changes = codes_from_file(file, &cx.view, &mut || cx.mint.id());
        let mut retired = retired_in_file(file, &cx.view);
        for note in &file.notes {
            retired.push_str(&format!("; {note}"));
        }
        if changes.is_empty() {
            return cx.say(format!("all its codes are here already{retired}"));
        }
        cx.note(format!(
            "added {} of “{}”{retired}",
            counted(changes.len(), "code"),
            file.name
        ));
        cx.save_as(changes)
    }
}

impl Context {
    /// Asks whether a retired code is to be brought back; `and` says what is done with it then.
    pub(crate) fn ask_back(
        &mut self,
        id: CodeId,
        and: &str,
        ask: impl Into<crate::app::screens::Ask>,
    ) -> Vec<Effect> {
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
        self.question(
            format!(
                "“{name}” is a retired code; {} with it. Bring it back{and}? For another code of \
                 this name, rename the retired one first (g c).",
                match used {
                    1 => "1 coding was made".to_owned(),
                    n => format!("{n} codings were made"),
                }
            ),
            ask,
        )
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
