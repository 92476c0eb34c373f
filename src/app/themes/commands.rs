//! Building the map: themes, and codes placed under them.

use super::outline::{Row, codes_under};
use super::{Ask, Themes};
use crate::acts::themes;
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::app::screens::Picked;
use crate::model::event::{Change, ThemeField};
use crate::model::ids::{CodeId, EventId, ThemeId};
use crate::model::theme::Node;
use crate::report::words::counted;
use crate::work::effect::Effect;
use std::cmp::Reverse;

impl Themes {
    pub(super) fn theme_name(&self, id: ThemeId, cx: &Context) -> String {
        self.node_name(Node::Theme(id), cx)
    }

    pub(super) fn parent_of(&self, id: ThemeId, cx: &Context) -> Option<ThemeId> {
        cx.view.themes().theme(id).and_then(|t| t.parent)
    }

    fn theme_entries(&self, keep: impl Fn(ThemeId) -> bool, cx: &Context) -> Vec<Entry> {
        let map = cx.view.themes();
        let entry = |t: &crate::model::theme::Theme| {
            let above = t.parent.map_or(String::new(), |p| self.theme_name(p, cx));
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

    pub(super) fn pick_parent(&mut self, id: ThemeId, cx: &mut Context) -> Vec<Effect> {
        let map = cx.view.themes();
        let within: Vec<ThemeId> = map.branch(id).iter().map(|t| t.id).collect();
        let mut entries = vec![Entry::new("(to the top)", Value::Top)];
        entries.extend(self.theme_entries(|t| !within.contains(&t), cx));
        let title = format!("Move {} under", self.theme_name(id, cx));
        cx.pick(title, Ask::Move(id), entries)
    }

    /// Themes a code could be placed under; what is typed can become one.
    pub(super) fn pick_theme(
        &mut self,
        title: String,
        ask: Ask,
        code: CodeId,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let holds = |id: ThemeId| {
            let theme = cx.view.themes().theme(id);
            theme.is_some_and(|t| codes_under(t, &cx.view).contains(&code))
        };
        let entries = self.theme_entries(|t| !holds(t), cx);
        let picker = Picker::new(title, ask, entries).creating("theme");
        cx.lay(Overlay::Picker(picker))
    }

    pub(super) fn pick_codes_for(
        &mut self,
        theme: Option<ThemeId>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let Some(theme) = theme.and_then(|id| cx.view.themes().theme(id)) else {
            return Vec::new();
        };
        let there = codes_under(theme, &cx.view);
        let (id, name) = (theme.id, theme.name.clone());
        let entries: Vec<Entry> = self.placeable(&there, cx);
        if entries.is_empty() {
            return cx.say("every code of the codebook is placed here already");
        }
        let picker = Picker::new(
            format!("Place codes under {name}"),
            Ask::PlaceCodes(id),
            entries,
        );
        cx.lay(Overlay::Picker(picker.several()))
    }

    /// Codes with how much stands behind them and where they are placed; those under no theme
    /// come first, the most used of them at the top.
    fn placeable(&self, there: &[CodeId], cx: &Context) -> Vec<Entry> {
        let map = cx.view.themes();
        let mut rows: Vec<((bool, Reverse<usize>), Entry)> = cx
            .view
            .codebook()
            .active()
            .filter(|c| !there.contains(&c.id) && !cx.view.is_left_behind(c))
            .map(|c| {
                let under: Vec<&str> = map
                    .themes
                    .iter()
                    .filter(|t| codes_under(t, &cx.view).contains(&c.id))
                    .map(|t| t.name.as_str())
                    .collect();
                let place = match under.is_empty() {
                    true => String::new(),
                    false => format!("under {}", under.join(", ")),
                };
                let count = self.count(Node::Code(c.id)).map_or(0, |c| c.segments);
                let entry = Entry::new(c.name.clone(), Value::Code(c.id))
                    .beside(format!("{place}  {count}"))
                    .detail(crate::report::searched::clause(c));
                ((!under.is_empty(), Reverse(count)), entry)
            })
            .collect();
        rows.sort_by_key(|(order, _)| *order);
        rows.into_iter().map(|(_, entry)| entry).collect()
    }

    pub(super) fn ask_to_remove(&mut self, id: ThemeId, cx: &mut Context) -> Vec<Effect> {
        let map = cx.view.themes();
        let below = map.themes.iter().filter(|t| t.parent == Some(id)).count();
        let relations = map.density(Node::Theme(id));
        let mut text = format!("Remove the theme “{}”?", self.theme_name(id, cx));
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
        cx.question(text, Ask::Retire(id))
    }

    pub(super) fn take_out(
        &mut self,
        theme: ThemeId,
        code: CodeId,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let changes = themes::taken_out(&cx.view, theme, code);
        let name = cx.view.codebook().name(code).to_owned();
        cx.note(format!(
            "took {name} out of {} · z puts it back",
            self.theme_name(theme, cx)
        ));
        cx.save(changes)
    }

    /// Adds a theme, and a code placed under it; the cursor goes there once it is saved.
    fn add_theme(
        &mut self,
        added: Result<Change, String>,
        cx: &mut Context,
    ) -> Option<(EventId, Change)> {
        match added {
            Ok(change) => {
                let id = cx.mint.id();
                self.wanted = Some(Row::Theme(id.into()));
                Some((id, change))
            }
            Err(why) => {
                cx.fail(why);
                None
            }
        }
    }

    fn edit_theme(&mut self, theme: ThemeId, field: ThemeField, cx: &mut Context) -> Vec<Effect> {
        match themes::edited(&cx.view, theme, field) {
            Ok(change) => cx.save(vec![change]),
            Err(why) => cx.fail(why),
        }
    }

    pub(super) fn typed(&mut self, ask: &Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Add(_) | Ask::Rename(_) if text.is_empty() => cx.say("a theme needs a name"),
            Ask::Add(parent) => {
                let added = themes::added(&cx.view, &text, *parent);
                let Some(added) = self.add_theme(added, cx) else {
                    return Vec::new();
                };
                if let Some(parent) = parent {
                    self.folded.retain(|f| *f != Row::Theme(*parent));
                }
                cx.save_as(vec![added])
            }
            Ask::Rename(id) => self.edit_theme(*id, ThemeField::Name(text), cx),
            Ask::State(id) => self.edit_theme(*id, ThemeField::Statement(text), cx),
            _ => Vec::new(),
        }
    }

    pub(super) fn chosen(&mut self, ask: &Ask, picked: &Picked, cx: &mut Context) -> Vec<Effect> {
        let (values, created) = (&picked.values, picked.created.clone());
        match (ask, values.first()) {
            (Ask::PlaceCodes(theme), _) => self.place_all(*theme, &picked.codes(), cx),
            (Ask::PlaceUnder(code), to) => self.place_code(*code, None, to, created, cx),
            (Ask::MovePlaced(from, code), to) => {
                self.place_code(*code, Some(*from), to, created, cx)
            }
            (Ask::Move(theme), Some(Value::Top)) => self.move_theme(*theme, None, cx),
            (Ask::Move(theme), Some(Value::Theme(to))) => self.move_theme(*theme, Some(*to), cx),
            (Ask::Find, Some(value)) => {
                if let Some(node) = super::relating::node_of(value) {
                    self.go_to_node(node, cx);
                }
                Vec::new()
            }
            _ => self.relation_picked(ask, values, created, cx),
        }
    }

    fn place_all(&mut self, theme: ThemeId, chosen: &[CodeId], cx: &mut Context) -> Vec<Effect> {
        let changes: Vec<Change> = chosen.iter().map(|c| themes::placed(theme, *c)).collect();
        self.reveal(Row::Theme(theme), cx);
        self.folded.retain(|f| *f != Row::Theme(theme));
        let codes = counted(changes.len(), "code");
        cx.note(format!(
            "placed {codes} under {}",
            self.theme_name(theme, cx)
        ));
        cx.save(changes)
    }

    /// Places one code under the theme chosen or made, taking it out of another if it moves.
    fn place_code(
        &mut self,
        code: CodeId,
        from: Option<ThemeId>,
        to: Option<&Value>,
        created: Option<String>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        let mut changes = Vec::new();
        let theme = match (to, created) {
            (Some(Value::Theme(theme)), _) => *theme,
            (_, Some(name)) => {
                let added = themes::added(&cx.view, &name, None);
                let Some(added) = self.add_theme(added, cx) else {
                    return Vec::new();
                };
                let theme = added.0.into();
                changes.push(added);
                theme
            }
            _ => return Vec::new(),
        };
        let mut moved = vec![themes::placed(theme, code)];
        let from_there = |from| themes::taken_out(&cx.view, from, code);
        moved.extend(from.into_iter().flat_map(from_there));
        changes.extend(moved.into_iter().map(|c| (cx.mint.id(), c)));
        if from.is_some() {
            self.reveal(Row::Placed(theme, code), cx);
            self.wanted = Some(Row::Placed(theme, code));
        }
        cx.save_as(changes)
    }

    fn move_theme(
        &mut self,
        theme: ThemeId,
        parent: Option<ThemeId>,
        cx: &mut Context,
    ) -> Vec<Effect> {
        if let Some(parent) = parent {
            self.folded.retain(|f| *f != Row::Theme(parent));
            self.reveal(Row::Theme(parent), cx);
        }
        cx.save(vec![themes::moved(theme, parent)])
    }

    pub(super) fn export_map(&mut self, cx: &mut Context) -> Vec<Effect> {
        vec![cx.ask_map_files(self.subgroup.clone())]
    }
}
