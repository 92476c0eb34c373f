//! The study a subcommand works on.

use super::session::{Fixed, Session};
use super::tell;
use super::who::Who;
use crate::model::ids::{CoderId, SourceId};
use crate::model::round::Round;
use crate::model::view::View;
use crate::report::Documents;
use crate::store::Notice;
use crate::work::all_texts;
use anyhow::{Context, Result, bail};
use clap::Args;
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

/// The folder of a study, and who looks.
#[derive(Args, Clone, Debug)]
pub struct StudyArgs {
    /// Folder of the study
    pub dir: PathBuf,
    #[command(flatten)]
    pub who: Who,
}

/// The same of a command that subcommands can stand after: these name the study themselves.
#[derive(Args)]
pub struct UnlessSubcommand {
    /// Folder of the study
    #[arg(required = true)]
    dir: Option<PathBuf>,
    #[command(flatten)]
    who: Who,
}

impl UnlessSubcommand {
    pub fn named(self) -> Result<StudyArgs> {
        let dir = self.dir.context("name the folder of the study")?;
        Ok(StudyArgs { dir, who: self.who })
    }
}

impl StudyArgs {
    /// Opens the study to look at it; what there is to know of its files is said.
    pub fn look(&self) -> Result<(Session, Arc<View>)> {
        let mut session = Session::open(&self.dir, &self.who, Fixed::default())?;
        let view = session.view();
        if let Some(coder) = &session.coder {
            match view.coders().contains_key(coder) {
                true => session.remember(),
                false => tell(&format!("note: {coder} is no coder of this study yet")),
            }
        }
        if session.in_doubt {
            tell(
                "note: a blind round keeps something from one of those who use this machine, so this is what everybody may see; --coder says who looks",
            );
        }
        tell_notices(&session, &view);
        Ok((session, view))
    }

    /// Opens the study as everybody may see it, whoever looks: what is handed on is made of this.
    pub fn look_public(&self) -> Result<(Session, Arc<View>)> {
        let mut session = Session::open_public(&self.dir, Fixed::default())?;
        let view = session.view();
        tell_notices(&session, &view);
        Ok((session, view))
    }

    /// Opens the study to change it; says so at once when that cannot be.
    pub fn change(&self) -> Result<(Session, Arc<View>, CoderId)> {
        let mut session = Session::open(&self.dir, &self.who, Fixed::default())?;
        let me = session.need_coder()?;
        if let Some(why) = session.store.read_only() {
            bail!("nothing can be saved: {why}");
        }
        session.join(self.who.new_coder)?;
        let view = session.view();
        tell_notices(&session, &view);
        Ok((session, view, me))
    }
}

/// What there is to know of the study's files, and of what has not arrived.
fn tell_notices(session: &Session, view: &View) {
    for notice in &session.notices {
        // That it cannot be written to does not matter to somebody who looks; that something was
        // not read does.
        if notice.is_of_what_lacks() || !matches!(notice, Notice::ReadOnly(_)) {
            tell(&format!("note: {notice}"));
        }
    }
    for notice in view.notices() {
        tell(&format!("note: {}", notice.0));
    }
}

/// The texts of these sources; one that cannot be read is named and left out.
pub fn documents<'s>(
    session: &Session,
    view: &View,
    wanted: impl IntoIterator<Item = &'s SourceId>,
) -> Documents {
    let mut once = HashSet::new();
    let wanted: Vec<&SourceId> = wanted.into_iter().filter(|id| once.insert(*id)).collect();
    let load = |id: &&SourceId| match view.source(id) {
        Some(source) => session.store.load_latest(source),
        None => session.store.load_document(id, 1),
    };
    let loaded: Vec<_> = wanted.par_iter().map(load).collect();
    let mut texts = Documents::new();
    for (id, loaded) in wanted.into_iter().zip(loaded) {
        match loaded {
            Ok(document) => drop(texts.insert(id.clone(), Arc::new(document))),
            Err(why) => tell(&format!("note: {why}")),
        }
    }
    texts
}

/// The texts of all sources; one that cannot be read is named and left out.
pub fn all_documents(session: &Session, view: &View) -> Documents {
    let (texts, unread) = all_texts(&session.store, view);
    for why in unread {
        tell(&format!("note: {why}"));
    }
    texts
}

/// The round of this name, or all.
pub fn rounds<'v>(view: &'v View, name: Option<&str>) -> Result<Vec<&'v Round>> {
    match name {
        Some(name) => Ok(vec![round(view, name)?]),
        None => Ok(view.rounds().iter().collect()),
    }
}

/// The round of this name; the error lists the rounds there are.
pub fn round<'v>(view: &'v View, name: &str) -> Result<&'v Round> {
    if let Some(round) = view.round_named(name) {
        return Ok(round);
    }
    if let Some(review) = view.review_named(name) {
        bail!(
            "“{}” is a review of codes: nothing is coded in it, submitted or compared; tandem review shows what was said of the codes",
            review.plan.name
        );
    }
    let there: Vec<String> = view
        .rounds()
        .iter()
        .map(|r| format!("“{}”", r.plan.name))
        .collect();
    match there.is_empty() {
        true => {
            bail!("there is no round “{name}”: no rounds have been opened yet (tandem round new)")
        }
        false => bail!("there is no round “{name}”; there is {}", there.join(", ")),
    }
}

/// The names a list with commas stands for. A name may hold commas itself: of what could be meant
/// the longest name that is there is.
pub fn listed(lists: &[String], is_there: impl Fn(&str) -> bool) -> Vec<String> {
    let mut names = Vec::new();
    for list in lists {
        let parts: Vec<&str> = list.split(',').collect();
        let mut at = 0;
        while at < parts.len() {
            let name = |end: usize| parts[at..end].join(",").trim().to_owned();
            let longest = (at + 2..=parts.len())
                .rev()
                .find(|end| is_there(&name(*end)));
            let end = longest.unwrap_or(at + 1);
            names.push(name(end));
            at = end;
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_list_may_hold_commas_and_spaces() {
        let there = ["Smith, Ann", "Smith", "Ann", "P 01", "a, b, c"];
        let listed = |lists: &[&str]| {
            let lists: Vec<String> = lists.iter().map(|l| (*l).to_owned()).collect();
            listed(&lists, |name| there.contains(&name))
        };
        assert_eq!(listed(&["Smith, Ann"]), ["Smith, Ann"]);
        assert_eq!(
            listed(&["P 01,Smith, Ann , P 01"]),
            ["P 01", "Smith, Ann", "P 01"]
        );
        assert_eq!(listed(&["Ann,Smith"]), ["Ann", "Smith"]);
        assert_eq!(listed(&["a, b, c", "Ann,,"]), ["a, b, c", "Ann"]);
        assert_eq!(listed(&["a, b", "nobody"]), ["a", "b", "nobody"]);
    }
}
