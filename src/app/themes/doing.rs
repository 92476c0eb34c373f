//! Building the map: themes, and codes placed under them.

use super::outline::{Row, codes_under};
use crate::app::App;
use crate::app::command::Command;
use crate::app::overlay::{Entry, Overlay, Pending, Picker, Purpose, Value};
use crate::app::purpose::codes;
use crate::model::event::{Change, ThemeField};
use crate::model::ids::{CodeId, EventId, ThemeId};
use crate::report::words::counted;
use crate::work::effect::Effect;
use std::cmp::Reverse;

impl App {
    /// Why a command of this screen cannot be run now, if so.
    pub(in crate::app) fn themes_available(&self, command: Command) -> Result<(), String> {
        use Command::*;
        let row = self.themes.row();
        let needs_theme = matches!(command, AddUnder | Rename | Define | Retire);
        let needs_node = matches!(
            command,
            Relate | DropRelation | Evidence | Open | Move | Place
        );
        match (command, row) {
            (Rename | Define | Retire, Some(Row::Placed(..) | Row::Loose(_))) => {
                Err("a code is changed in the codebook: g c".to_owned())
            }
            (AddUnder, Some(row)) if row.theme().is_some() => Ok(()),
            (Rename | Define | Retire, Some(Row::Theme(_))) => Ok(()),
            _ if needs_theme => Err("put the cursor on a theme first; a adds one".to_owned()),
            (TakeOut, Some(Row::Placed(..))) => Ok(()),
            (TakeOut, _) => Err("put the cursor on a code under a theme".to_owned()),
            (Open | Evidence, Some(Row::Heading(_))) => Ok(()),
            (_, None | Some(Row::Heading(_))) if needs_node => {
                Err("put the cursor on a theme or a code first; a adds a theme".to_owned())
            }
            (DropRelation, Some(row)) => match row.node() {
                Some(node) if self.view.themes().density(node) == 0 => Err(format!(
                    "“{}” has no relations: r relates it",
                    self.node_name(node)
                )),
                _ => Ok(()),
            },
            (FindNext | FindPrevious, _) if self.view.themes().themes.is_empty() => {
                Err("there are no themes yet: a adds one".to_owned())
            }
            (Export, _) if self.view.themes().themes.is_empty() => {
                Err("there is no map to write yet: a adds a theme".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// Runs a command of this screen.
    pub(in crate::app) fn themes_command(&mut self, command: Command) -> Vec<Effect> {
        if self.themes_move(command) {
            return Vec::new();
        }
        let Some(row) = self.themes.row() else {
            return match command {
                Command::Add => self.ask("Name of the new theme", Purpose::AddTheme(None), ""),
                Command::Find => self.find_node(),
                _ => Vec::new(),
            };
        };
        let theme = row.theme();
        match (command, row) {
            (Command::Add, _) => self.ask("Name of the new theme", Purpose::AddTheme(None), ""),
            (Command::AddUnder, _) => match theme {
                Some(id) => {
                    let title = format!("Name of the new subtheme of {}", self.theme_name(id));
                    self.ask(title, Purpose::AddTheme(Some(id)), "")
                }
                None => Vec::new(),
            },
            (Command::Rename, Row::Theme(id)) => {
                let name = self.theme_name(id);
                self.ask("Name", Purpose::RenameTheme(id), &name)
            }
            (Command::Define, Row::Theme(id)) => {
                let statement = self.view.themes().theme(id).map(|t| t.statement.clone());
                let title = format!("{}: the claim, in one sentence", self.theme_name(id));
                self.edit(
                    title,
                    Purpose::StateTheme(id),
                    &statement.unwrap_or_default(),
                );
                Vec::new()
            }
            (Command::Move, Row::Theme(id)) => self.pick_parent(id),
            (Command::Move, Row::Placed(from, code)) => {
                let title = format!("Move {} to", self.view.codebook().name(code));
                self.pick_theme(title, Purpose::MovePlaced(from, code), code)
            }
            (Command::Place | Command::Move, Row::Loose(code)) => {
                let title = format!("Place {} under", self.view.codebook().name(code));
                self.pick_theme(title, Purpose::PlaceUnder(code), code)
            }
            (Command::Place, _) => self.pick_codes_for(theme),
            (Command::TakeOut, Row::Placed(theme, code)) => self.take_out(theme, code),
            (Command::Retire, Row::Theme(id)) => self.ask_to_remove(id),
            (Command::Evidence | Command::Open, Row::Heading(_)) => {
                self.toggle_fold();
                Vec::new()
            }
            (Command::Relate, _) => self.pick_other_end(row),
            (Command::DropRelation, _) => self.pick_relation(row),
            (Command::Evidence | Command::Open, _) => self.pick_evidence(row),
            (Command::Export, _) => self.export_map(),
            (Command::Find, _) => self.find_node(),
            _ => Vec::new(),
        }
    }

    pub(super) fn theme_name(&self, id: ThemeId) -> String {
        self.node_name(crate::model::theme::Node::Theme(id))
    }

    pub(super) fn parent_of(&self, id: ThemeId) -> Option<ThemeId> {
        self.view.themes().theme(id).and_then(|t| t.parent)
    }

    fn theme_entries(&self, keep: impl Fn(ThemeId) -> bool) -> Vec<Entry> {
        let map = self.view.themes();
        let entry = |t: &crate::model::theme::Theme| {
            let above = t.parent.map_or(String::new(), |p| self.theme_name(p));
            Entry::new(t.name.clone(), Value::Theme(t.id))
                .beside(above)
                .detail(t.statement.clone())
        };
        map.themes
            .iter()
            .filter(|t| keep(t.id))
            .map(entry)
            .collect()
    }

    fn pick_parent(&mut self, id: ThemeId) -> Vec<Effect> {
        let map = self.view.themes();
        let within: Vec<ThemeId> = map.branch(id).iter().map(|t| t.id).collect();
        let mut entries = vec![Entry::new("(to the top)", Value::Top)];
        entries.extend(self.theme_entries(|t| !within.contains(&t)));
        let title = format!("Move {} under", self.theme_name(id));
        self.pick(title, Purpose::MoveTheme(id), entries)
    }

    /// Themes a code could be placed under; what is typed can become one.
    fn pick_theme(&mut self, title: String, purpose: Purpose, code: CodeId) -> Vec<Effect> {
        let holds = |id: ThemeId| {
            let theme = self.view.themes().theme(id);
            theme.is_some_and(|t| codes_under(t, &self.view).contains(&code))
        };
        let entries = self.theme_entries(|t| !holds(t));
        let picker = Picker::new(title, purpose, entries).creating("theme");
        self.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    fn pick_codes_for(&mut self, theme: Option<ThemeId>) -> Vec<Effect> {
        let Some(theme) = theme.and_then(|id| self.view.themes().theme(id)) else {
            return Vec::new();
        };
        let there = codes_under(theme, &self.view);
        let (id, name) = (theme.id, theme.name.clone());
        let entries: Vec<Entry> = self.placeable(&there);
        if entries.is_empty() {
            return self.say("every code of the codebook is placed here already");
        }
        let picker = Picker::new(
            format!("Place codes under {name}"),
            Purpose::PlaceCodes(id),
            entries,
        );
        self.overlays.push(Overlay::Picker(picker.several()));
        Vec::new()
    }

    /// Codes with how much stands behind them and where they are placed; those under no theme
    /// come first, the most used of them at the top.
    fn placeable(&self, there: &[CodeId]) -> Vec<Entry> {
        let figures = &self.themes.figures;
        let map = self.view.themes();
        let mut rows: Vec<((bool, Reverse<usize>), Entry)> = self
            .view
            .codebook()
            .active()
            .filter(|c| !there.contains(&c.id) && !self.view.is_left_behind(c))
            .map(|c| {
                let under: Vec<&str> = map
                    .themes
                    .iter()
                    .filter(|t| codes_under(t, &self.view).contains(&c.id))
                    .map(|t| t.name.as_str())
                    .collect();
                let place = match under.is_empty() {
                    true => String::new(),
                    false => format!("under {}", under.join(", ")),
                };
                let count = figures
                    .count(crate::model::theme::Node::Code(c.id))
                    .segments;
                let entry = Entry::new(c.name.clone(), Value::Code(c.id))
                    .beside(format!("{place}  {count}"))
                    .detail(crate::app::read::clause(c));
                ((!under.is_empty(), Reverse(count)), entry)
            })
            .collect();
        rows.sort_by_key(|(order, _)| *order);
        rows.into_iter().map(|(_, entry)| entry).collect()
    }

    fn ask_to_remove(&mut self, id: ThemeId) -> Vec<Effect> {
        let map = self.view.themes();
        let below = map.themes.iter().filter(|t| t.parent == Some(id)).count();
        let relations = map.density(crate::model::theme::Node::Theme(id));
        let mut text = format!("Remove the theme “{}”?", self.theme_name(id));
        if below > 0 {
            text.push_str(&format!(
                " Its {} go to the top.",
                counted(below, "subtheme")
            ));
        }
        if relations > 0 {
            text.push_str(&format!(
                " Its {} go with it.",
                counted(relations, "relation")
            ));
        }
        text.push_str(" Its codes stay in the codebook. z takes it back.");
        self.question(text, Pending::RetireTheme(id))
    }

    /// One change of where a code stands.
    pub(super) fn placing(&self, theme: ThemeId, code: CodeId, placed: bool) -> Change {
        let replaces = self.view.edits_of(|c| {
            matches!(c, Change::CodePlaced { theme: t, code: of, .. } if *t == theme && *of == code)
        });
        Change::CodePlaced {
            theme,
            code,
            placed,
            replaces,
        }
    }

    /// What takes a code out of a theme, under whatever ids it was placed there before merges.
    fn taking_out(&self, theme: ThemeId, code: CodeId) -> Vec<Change> {
        let codebook = self.view.codebook();
        let placed = self.view.themes().theme(theme).map(|t| t.codes.clone());
        let same = placed.unwrap_or_default().into_iter();
        same.filter(|c| codebook.resolve(*c) == code)
            .map(|c| self.placing(theme, c, false))
            .collect()
    }

    fn take_out(&mut self, theme: ThemeId, code: CodeId) -> Vec<Effect> {
        let changes = self.taking_out(theme, code);
        let name = self.view.codebook().name(code).to_owned();
        self.note(format!(
            "took {name} out of {} · z puts it back",
            self.theme_name(theme)
        ));
        self.save(changes)
    }

    /// A new theme as a change with its id; the cursor goes there once it is saved.
    fn new_theme(&mut self, name: &str, parent: Option<ThemeId>) -> (EventId, Change) {
        let id = self.mint.id();
        self.themes.wanted = Some(Row::Theme(id.into()));
        let change = Change::ThemeAdded {
            name: name.to_owned(),
            statement: String::new(),
            parent,
        };
        (id, change)
    }

    fn edit_theme(&mut self, theme: ThemeId, field: ThemeField) -> Vec<Effect> {
        let kind = std::mem::discriminant(&field);
        let replaces = self.view.edits_of(|c| {
            matches!(c, Change::ThemeEdited { theme: of, field, .. }
                if *of == theme && std::mem::discriminant(field) == kind)
        });
        self.save(vec![Change::ThemeEdited {
            theme,
            field,
            replaces,
        }])
    }

    /// Goes on with what was typed.
    pub(in crate::app) fn themes_entered(
        &mut self,
        purpose: &Purpose,
        text: String,
    ) -> Vec<Effect> {
        let taken = |app: &App, but: Option<ThemeId>| {
            let theme = app.view.themes().named(&text);
            theme.is_some_and(|t| Some(t.id) != but)
        };
        match purpose {
            Purpose::AddTheme(_) | Purpose::RenameTheme(_) if text.is_empty() => {
                self.say("a theme needs a name")
            }
            Purpose::AddTheme(_) if taken(self, None) => {
                self.fail(format!("there is a theme called “{text}” already"))
            }
            Purpose::RenameTheme(id) if taken(self, Some(*id)) => {
                self.fail(format!("there is a theme called “{text}” already"))
            }
            Purpose::AddTheme(parent) => {
                let added = self.new_theme(&text, *parent);
                if let Some(parent) = parent {
                    self.themes.folded.retain(|f| *f != Row::Theme(*parent));
                }
                self.save_as(vec![added])
            }
            Purpose::RenameTheme(id) => self.edit_theme(*id, ThemeField::Name(text)),
            Purpose::StateTheme(id) => self.edit_theme(*id, ThemeField::Statement(text)),
            _ => Vec::new(),
        }
    }

    /// Goes on with what was picked.
    pub(in crate::app) fn themes_picked(
        &mut self,
        purpose: &Purpose,
        values: &[Value],
        created: Option<String>,
    ) -> Vec<Effect> {
        match (purpose, values.first()) {
            (Purpose::PlaceCodes(theme), _) => self.place_all(*theme, &codes(values)),
            (Purpose::PlaceUnder(code), to) => self.place_code(*code, None, to, created),
            (Purpose::MovePlaced(from, code), to) => {
                self.place_code(*code, Some(*from), to, created)
            }
            (Purpose::MoveTheme(theme), Some(Value::Top)) => self.move_theme(*theme, None),
            (Purpose::MoveTheme(theme), Some(Value::Theme(to))) => {
                self.move_theme(*theme, Some(*to))
            }
            (Purpose::FindNode, Some(value)) => {
                if let Some(node) = super::relating::node_of(value) {
                    self.go_to_node(node);
                }
                Vec::new()
            }
            _ => self.relation_picked(purpose, values, created),
        }
    }

    fn place_all(&mut self, theme: ThemeId, chosen: &[CodeId]) -> Vec<Effect> {
        let changes: Vec<Change> = chosen
            .iter()
            .map(|c| self.placing(theme, *c, true))
            .collect();
        self.reveal(Row::Theme(theme));
        self.themes.folded.retain(|f| *f != Row::Theme(theme));
        let codes = counted(changes.len(), "code");
        self.note(format!("placed {codes} under {}", self.theme_name(theme)));
        self.save(changes)
    }

    /// Places one code under the theme chosen or made, taking it out of another if it moves.
    fn place_code(
        &mut self,
        code: CodeId,
        from: Option<ThemeId>,
        to: Option<&Value>,
        created: Option<String>,
    ) -> Vec<Effect> {
        let mut changes = Vec::new();
        let theme = match (to, created) {
            (Some(Value::Theme(theme)), _) => *theme,
            (_, Some(name)) => {
                let added = self.new_theme(&name, None);
                let theme = added.0.into();
                changes.push(added);
                theme
            }
            _ => return Vec::new(),
        };
        let mut moved = vec![self.placing(theme, code, true)];
        moved.extend(
            from.into_iter()
                .flat_map(|from| self.taking_out(from, code)),
        );
        changes.extend(moved.into_iter().map(|c| (self.mint.id(), c)));
        if from.is_some() {
            self.reveal(Row::Placed(theme, code));
            self.themes.wanted = Some(Row::Placed(theme, code));
        }
        self.save_as(changes)
    }

    fn move_theme(&mut self, theme: ThemeId, parent: Option<ThemeId>) -> Vec<Effect> {
        let replaces = self
            .view
            .edits_of(|c| matches!(c, Change::ThemeMoved { theme: of, .. } if *of == theme));
        if let Some(parent) = parent {
            self.themes.folded.retain(|f| *f != Row::Theme(parent));
            self.reveal(Row::Theme(parent));
        }
        self.save(vec![Change::ThemeMoved {
            theme,
            parent,
            replaces,
        }])
    }

    fn export_map(&mut self) -> Vec<Effect> {
        match super::svg(&self.view, &self.documents, &self.name) {
            Some(svg) => self.write(vec![("theme-map.svg".into(), svg.into_bytes())]),
            None => Vec::new(),
        }
    }
}
