//! Themes of the worked example, what is marked on them, and their relations.

use super::build::Build;
use crate::acts::themes::marked;
use crate::model::coding::Coding;
use crate::model::event::Change;
use crate::model::ids::{CoderId, ThemeId};
use crate::model::theme::{Bearing, EvidenceOn, Node};
use anyhow::{Context, Result, ensure};
use std::collections::HashMap;

impl Build<'_> {
    pub(super) fn draw_themes(&mut self) -> Result<()> {
        let me = self.first()?;
        let mut themes: HashMap<&str, ThemeId> = HashMap::new();
        for told in &self.script.themes {
            let parent = themes.get(told.parent.as_str()).copied();
            ensure!(
                parent.is_some() || told.parent.is_empty(),
                "the theme “{}” stands before its upper theme",
                told.name
            );
            let theme: ThemeId = self
                .coders_at_work
                .save(
                    &me,
                    Change::ThemeAdded {
                        name: told.name.clone(),
                        statement: told.statement.clone(),
                        parent,
                    },
                )?
                .into();
            themes.insert(&told.name, theme);
            for code in &told.codes {
                let code = self.code(code)?;
                let (placed, replaces) = (true, Vec::new());
                self.coders_at_work.save(
                    &me,
                    Change::CodePlaced {
                        theme,
                        code,
                        placed,
                        replaces,
                    },
                )?;
            }
        }
        self.mark(&me, &themes)?;
        for told in &self.script.relations {
            let node = |name: &str| match themes.get(name) {
                Some(theme) => Ok(Node::Theme(*theme)),
                None => Ok::<_, anyhow::Error>(Node::Code(self.code(name)?)),
            };
            let (from, to) = (node(&told.from)?, node(&told.to)?);
            let kind = told.kind.clone();
            self.coders_at_work
                .save(&me, Change::Related { from, to, kind })?;
        }
        Ok(())
    }

    /// Segments to be quoted for a theme, and negative cases.
    fn mark(&mut self, me: &CoderId, themes: &HashMap<&str, ThemeId>) -> Result<()> {
        for told in &self.script.marks {
            let theme = themes.get(told.theme.as_str());
            let theme = *theme.with_context(|| format!("no theme is called {}", told.theme))?;
            let (span, source) = (
                self.place(&told.source, &told.quote)?,
                &self.source(&told.source)?.0,
            );
            let code = self.code(&told.code)?;
            let is = |c: &&Coding| {
                c.coder.as_str() == told.coder
                    && c.source == *source
                    && c.span == span
                    && c.code == code
            };
            let coding = self
                .coders_at_work
                .view(me)?
                .codings()
                .find(is)
                .map(|c| c.id);
            let coding = coding.with_context(|| format!("nothing is coded so: {}", told.quote))?;
            let bearing = Bearing {
                against: told.against,
                vivid: told.vivid,
                quoted: !told.against,
                withheld: false,
                note: told.note.clone(),
            };
            let on = EvidenceOn::Theme(theme);
            for mark in marked(on, &[coding], Some(&bearing)) {
                self.coders_at_work.save(me, mark)?;
            }
        }
        Ok(())
    }
}
