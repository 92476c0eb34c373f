//! The study a subcommand works on.

use super::session::{Fixed, Session};
use super::tell;
use crate::app::exporting::Documents;
use crate::model::ids::{CoderId, SourceId};
use crate::model::round::Round;
use crate::model::view::View;
use crate::store::{Notice, ReadOnly};
use anyhow::{Result, bail};
use clap::Args;
use std::path::PathBuf;
use std::sync::Arc;

/// The folder of a study, and who looks.
#[derive(Args, Clone, Debug)]
pub struct StudyArgs {
    /// Folder of the study
    pub dir: PathBuf,
    /// Your id; may be left out once this machine knows you
    #[arg(long)]
    pub coder: Option<CoderId>,
    /// You are new to the study, though your id is nearly that of another coder
    #[arg(long, requires = "coder")]
    pub new_coder: bool,
}

impl StudyArgs {
    /// Opens the study to look at it; what there is to know of its files is said.
    pub fn look(&self) -> Result<(Session, View)> {
        let session = Session::open(&self.dir, self.coder.clone(), Fixed::default())?;
        let view = session.view();
        if let Some(coder) = &session.coder {
            match view.coders().contains_key(coder) {
                true => session.remember(),
                false => tell(&format!("note: {coder} is no coder of this study yet")),
            }
        }
        if session.in_doubt {
            tell(
                "note: several coders of a blind round use this machine, so this is what everybody may see; --coder says who looks",
            );
        }
        tell_notices(&session, &view);
        Ok((session, view))
    }

    /// Opens the study to change it; says so at once when that cannot be.
    pub fn change(&self) -> Result<(Session, View, CoderId)> {
        let mut session = Session::open(&self.dir, self.coder.clone(), Fixed::default())?;
        let me = session.need_coder()?;
        if let Some(why) = session.store.read_only() {
            bail!("nothing can be saved: {why}");
        }
        session.join(self.new_coder)?;
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
        let unread = matches!(notice, Notice::ReadOnly(ReadOnly::Other { .. }));
        if unread || !matches!(notice, Notice::ReadOnly(_)) {
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
    let mut texts = Documents::new();
    for id in wanted {
        let revision = view.source(id).map_or(1, |s| s.revision);
        if texts.contains_key(id) {
            continue;
        }
        match session.store.load_document(id, revision) {
            Ok(document) => drop(texts.insert(id.clone(), Arc::new(document))),
            Err(why) => tell(&format!("note: {why}")),
        }
    }
    texts
}

/// The texts of all sources.
pub fn all_documents(session: &Session, view: &View) -> Documents {
    documents(session, view, view.sources().iter().map(|s| &s.id))
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
