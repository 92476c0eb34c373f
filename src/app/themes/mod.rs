//! The Themes screen: the outline of themes, subthemes and their codes, and the map beside it.
//!
//! Everything counted here comes from the analysis layer of the view, so that nothing a viewer may
//! not see yet is in a count. It is computed once for each state of the view.

mod ask;
mod chart;
mod commands;
mod evidence;
mod judging;
mod marking;
mod members;
mod moving;
mod offering;
mod outline;
mod relating;
mod resting;
mod state;
mod subgroup;
mod words;

pub use ask::Ask;
pub use chart::{Chart, Pen};
pub use outline::{Fold, Line, Row};
pub use state::{Themes, ThemesPane};

use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::keymap::Scope;
use crate::app::overlay::Value;
use crate::app::screen::Frame;
use crate::app::screens::{Answers, Picked, Screen};
use crate::app::{Pane, Target};
use crate::model::event::Change;
use crate::model::theme::EvidenceOn;
use crate::work::effect::Effect;

impl Screen for Themes {
    fn scope(&self) -> Scope {
        match self.pane {
            ThemesPane::Outline => Scope::Themes,
            ThemesPane::Map => Scope::Map,
        }
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        use Command::*;
        let row = self.row();
        let needs_theme = matches!(
            command,
            AddUnder | Rename | Define | Retire | JudgeTheme | MarkEvidence | Members
        );
        let needs_node = matches!(
            command,
            Relate | DropRelation | Relations | Follow | Evidence | Open | Move | Place | Memo
        );
        match (command, row) {
            (Rename | Define | Retire, Some(Row::Placed(..) | Row::Loose(_))) => {
                Err("a code is changed in the codebook: g c".to_owned())
            }
            (AddUnder | JudgeTheme | MarkEvidence, Some(row)) if row.theme().is_some() => Ok(()),
            (Members, Some(row)) if row.theme().is_some() => self.may_list_members(row, cx),
            (Rename | Define | Retire, Some(Row::Theme(_))) => Ok(()),
            _ if needs_theme => Err("put the cursor on a theme first; a adds one".to_owned()),
            (TakeOut, Some(Row::Placed(..))) => Ok(()),
            (TakeOut, _) => Err("put the cursor on a code under a theme".to_owned()),
            (Open | Evidence, Some(Row::Heading(_))) => Ok(()),
            (_, None | Some(Row::Heading(_))) if needs_node => {
                Err("put the cursor on a theme or a code first; a adds a theme".to_owned())
            }
            (DropRelation | Relations | Follow, Some(row)) => match row.node() {
                Some(node) if cx.view.themes().density(node) == 0 => Err(format!(
                    "“{}” has no relations: r relates it",
                    self.node_name(node, cx)
                )),
                _ => Ok(()),
            },
            (ZoomIn | ZoomOut, _) => match self.detail.zoomed(command == ZoomIn) {
                Some(_) => Ok(()),
                None => Err(format!("the map shows {} already", self.detail.words())),
            },
            (Fold, row) => match row.and_then(Row::theme) {
                Some(_) => Ok(()),
                None => Err("put the cursor on a theme first: n goes to the next".to_owned()),
            },
            (Subgroup, _) => Ok(()),
            (FindNext | FindPrevious, _) if cx.view.themes().themes.is_empty() => {
                Err("there are no themes yet: a adds one".to_owned())
            }
            (Export, _) if cx.view.themes().themes.is_empty() => {
                Err("there is no map to write yet: a adds a theme".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        if self.themes_move(command, cx) {
            return Vec::new();
        }
        match command {
            Command::Subgroup => return self.ask_subgroup(cx),
            Command::Offers => return self.ask_offers(cx),
            _ => {}
        }
        let Some(row) = self.row() else {
            return match command {
                Command::Add => cx.ask_name("Name of the new theme", Ask::Add(None), ""),
                Command::Find => self.find_node(cx),
                _ => Vec::new(),
            };
        };
        let theme = row.theme();
        match (command, row) {
            (Command::Add, _) => cx.ask_name("Name of the new theme", Ask::Add(None), ""),
            (Command::AddUnder, _) => match theme {
                Some(id) => {
                    let title = format!("Name of the new subtheme of {}", self.theme_name(id, cx));
                    cx.ask_name(title, Ask::Add(Some(id)), "")
                }
                None => Vec::new(),
            },
            (Command::Rename, Row::Theme(id)) => {
                let name = self.theme_name(id, cx);
                cx.ask_name("Name", Ask::Rename(id), &name)
            }
            (Command::Define, Row::Theme(id)) => {
                let statement = cx.view.themes().theme(id).map(|t| t.statement.clone());
                let title = format!("{}: the claim, in one sentence", self.theme_name(id, cx));
                cx.edit(title, Ask::State(id), &statement.unwrap_or_default());
                Vec::new()
            }
            (Command::Move, Row::Theme(id)) => self.pick_parent(id, cx),
            (Command::Move, Row::Placed(from, code)) => {
                let title = format!("Move {} to", cx.view.codebook().name(code));
                self.pick_theme(title, Ask::MovePlaced(from, code), code, cx)
            }
            (Command::Place | Command::Move, Row::Loose(code)) => {
                let title = format!("Place {} under", cx.view.codebook().name(code));
                self.pick_theme(title, Ask::PlaceUnder(code), code, cx)
            }
            (Command::Place, _) => self.pick_codes_for(theme, cx),
            (Command::TakeOut, Row::Placed(theme, code)) => self.take_out(theme, code, cx),
            (Command::Retire, Row::Theme(id)) => self.ask_to_remove(id, cx),
            (Command::Evidence | Command::Open, Row::Heading(_)) => {
                self.toggle_fold(cx);
                Vec::new()
            }
            (Command::Relate, _) => self.pick_other_end(row, cx),
            (Command::DropRelation, _) => self.pick_relation(row, cx),
            (Command::Memo, _) => self.pick_memos_of(row, cx),
            (Command::Relations, _) => self.pick_relation_to_open(row, cx),
            (Command::Follow, _) => self.follow(row, cx),
            (Command::MarkEvidence, _) => match theme {
                Some(theme) => self.pick_to_mark(EvidenceOn::Theme(theme), cx),
                None => Vec::new(),
            },
            (Command::JudgeTheme, _) => match theme {
                Some(theme) => self.ask_judgement(theme, cx),
                None => Vec::new(),
            },
            (Command::Members, _) => match theme {
                Some(theme) => self.pick_answer(theme, cx),
                None => Vec::new(),
            },
            (Command::Evidence | Command::Open, _) => self.pick_evidence(row, cx),
            (Command::Export, _) => self.export_map(cx),
            (Command::Find, _) => self.find_node(cx),
            _ => Vec::new(),
        }
    }

    fn glance(&self) -> String {
        format!(
            "{:?}",
            (self.pane, self.list, self.scroll, &self.folded, self.detail)
        )
    }

    fn enter(&mut self, cx: &mut Context) -> Vec<Effect> {
        cx.compared.offers = None;
        let sources: Vec<_> = cx.view.sources().iter().map(|s| s.id.clone()).collect();
        // Who speaks in a segment stands in the text's structure.
        cx.load_missing(&sources)
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        let effects = self.refresh_map(cx);
        self.show_offers(cx);
        effects
    }

    /// Leaves the map for the outline.
    fn back(&mut self, _: &mut Context) -> bool {
        std::mem::take(&mut self.pane) == ThemesPane::Map
    }

    fn focus(&mut self, pane: Pane) {
        match pane {
            Pane::Outline => self.pane = ThemesPane::Outline,
            Pane::Map => self.pane = ThemesPane::Map,
            _ => {}
        }
    }

    fn clicked(&mut self, target: Target, cx: &mut Context) -> Option<Command> {
        match target {
            Target::Row(pane @ (Pane::Outline | Pane::Map), row) => self.row_clicked(pane, row, cx),
            _ => None,
        }
    }

    /// What was counted before may rest on what is hidden now.
    fn forget_lists(&mut self, _: &mut Context) -> Vec<Effect> {
        (self.findings, self.asked, self.counted) = (None, None, None);
        self.offers = Vec::new();
        self.chart = Chart::default();
        Vec::new()
    }

    fn texts_came(&mut self) {
        (self.asked, self.counted) = (None, None);
    }
}

impl Answers for Themes {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Subgroup => self.narrow(picked.first(), cx),
            Ask::OpenRelation | Ask::OfRelation(_) | Ask::Follow(_) => {
                self.of_relation(&ask, picked.first(), cx)
            }
            Ask::Mark(_) | Ask::MarkOfCode(_) | Ask::OfMarked(..) | Ask::Bearing(..) => {
                self.mark_picked(ask, &picked.values, cx)
            }
            Ask::Offer | Ask::OfferWay(..) => self.take_offer(&ask, picked.first(), cx),
            Ask::Judge(_) | Ask::JudgePresent(..) => self.judge(ask, &picked.values, cx),
            Ask::Member(theme) => match picked.first() {
                Value::Text(who) => self.ask_what_followed(theme, &who, cx),
                _ => Vec::new(),
            },
            _ => self.chosen(&ask, &picked, cx),
        }
    }

    fn entered(&mut self, ask: Ask, text: String, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Narrow => return self.narrow_by(text.trim(), cx),
            Ask::BearingNote(on, codings, bearing) => {
                return self.mark_as(on, &codings, bearing, text.trim(), cx);
            }
            Ask::JudgeReason(theme, robust) => {
                return self.ask_present(theme, robust, &text, cx);
            }
            Ask::Followed(theme, who) => return self.record_followed((theme, who), &text, cx),
            _ => {}
        }
        self.typed(&ask, text.trim().to_owned(), cx)
    }

    fn confirmed(&mut self, ask: Ask, cx: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Retire(theme) => cx.save(vec![Change::ThemeRetired { theme }]),
            _ => Vec::new(),
        }
    }
}
