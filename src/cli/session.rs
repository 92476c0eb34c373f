//! An opened study, as the subcommands use it.

use super::places::{UserFolders, user_folders};
use super::who::{Who, is_in_doubt, not_a_slip};
use crate::app::{App, Opening};
use crate::model::event::{Change, Event};
use crate::model::given_names;
use crate::model::ids::{CoderId, EventId};
use crate::model::mint::Mint;
use crate::model::replacing::is_edit;
use crate::model::view::View;
use crate::store::{Notice, Places, RealDisk, Store, StudyInfo, read_given};
use crate::tui::run::now_ms;
use crate::work::effect::Effect;
use crate::work::{Desk, Finder, drafts_of, write_whole};
use anyhow::{Context, Result};
use std::fs;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// Time and randomness of a run; given only by scripts and tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fixed {
    /// Milliseconds since 1970.
    pub clock: Option<u64>,
    pub seed: Option<u64>,
}

impl Fixed {
    pub fn now_ms(self) -> u64 {
        self.clock.unwrap_or_else(now_ms)
    }

    /// A mint of ids, random unless a seed is given.
    pub fn mint(self) -> Mint {
        let seed = self.seed.unwrap_or_else(|| Uuid::new_v4().as_u64_pair().0);
        Mint::new(seed, self.now_ms())
    }
}

/// An opened study.
pub struct Session {
    pub store: Store,
    /// The study as its opener may see it; without a coder, the public view. It is never freed: a
    /// subcommand ends with the process, which gives all memory back at once.
    view: ManuallyDrop<Arc<View>>,
    /// What was saved since: it goes into the view once somebody asks for that.
    saved: Vec<Arc<Event>>,
    pub notices: Vec<Notice>,
    pub coder: Option<CoderId>,
    /// Nobody was assumed, since a blind round keeps something from one who uses this machine.
    pub in_doubt: bool,
    dir: PathBuf,
    folders: UserFolders,
    fixed: Fixed,
}

impl Session {
    /// Opens the study in `dir` as the coder named, or as whoever opened it last on this machine.
    /// Where that would show somebody else here what a blind round keeps from them, nobody is taken
    /// for whoever was here last.
    pub fn open(dir: &Path, who: &Who, fixed: Fixed) -> Result<Session> {
        let folders = user_folders()?;
        let info = crate::store::study::read(&RealDisk::new(), dir)?;
        let taken = known_coder(&folders, &info).filter(|_| who.coder.is_none());
        let here = coders_here(&folders, &info);
        let coder = who.coder.clone().or_else(|| taken.clone());
        let mut session = Session::opened(dir, folders, coder, fixed)?;
        if let Some(me) = who.coder.as_ref()
            && !here.contains(me)
        {
            who.confirm(me, &here, &session.view)?;
            note_here(&session.folders, &info, me);
        }
        if taken.is_some_and(|taken| is_in_doubt(&taken, &here, &session.view)) {
            drop(session.into_store());
            session = Session::open_public(dir, fixed)?;
            session.in_doubt = true;
        }
        Ok(session)
    }

    /// Opens the study in `dir` as everybody may see it, whoever uses this machine.
    pub fn open_public(dir: &Path, fixed: Fixed) -> Result<Session> {
        Session::opened(dir, user_folders()?, None, fixed)
    }

    fn opened(
        dir: &Path,
        folders: UserFolders,
        coder: Option<CoderId>,
        fixed: Fixed,
    ) -> Result<Session> {
        let places = Places {
            state: folders.state.clone(),
            cache: folders.cache.clone(),
            seed: fixed.seed,
        };
        let disk = Arc::new(RealDisk::new());
        let (store, view, notices) =
            Store::open_to_view(disk, dir, places, coder.clone(), fixed.now_ms())?;
        Ok(Session {
            store,
            view: ManuallyDrop::new(Arc::new(view)),
            saved: Vec::new(),
            notices,
            coder,
            in_doubt: false,
            dir: dir.to_path_buf(),
            folders,
            fixed,
        })
    }

    /// The study as its opener may see it; without a coder, the public view.
    pub fn view(&mut self) -> Arc<View> {
        if !self.saved.is_empty() {
            let saved = std::mem::take(&mut self.saved);
            Arc::make_mut(&mut self.view).admit(saved);
        }
        Arc::clone(&self.view)
    }

    /// The study as everybody may see it, whoever opened it.
    pub fn public_view(&self) -> Result<View> {
        let (_, view, _) = self.store.sources().open_to_all(self.fixed.now_ms())?;
        Ok(view)
    }

    /// The store alone: a view that was handed out is then nobody else's.
    pub fn into_store(self) -> Store {
        drop(ManuallyDrop::into_inner(self.view));
        self.store
    }

    /// A coder who comes to a study for the first time joins it. An id that nearly is that of
    /// somebody who works in it is taken for a slip, unless `is_new` says otherwise.
    pub fn join(&mut self, is_new: bool) -> Result<()> {
        let me = self.need_coder()?;
        if !self.view.coders().contains_key(&me) && self.store.read_only().is_none() {
            if !is_new {
                not_a_slip(&me, &self.view)?;
            }
            let name = me.to_string();
            self.save(vec![Change::joined(name)])?;
        }
        self.remember();
        Ok(())
    }

    /// From now on this machine knows who opens this study. Not for a name that was only tried.
    pub fn remember(&self) {
        if let Some(coder) = &self.coder {
            remember_coder(&self.folders, self.store.info(), coder);
        }
    }

    /// Saves one act and keeps it among the events; answers the events made.
    pub fn save(&mut self, changes: Vec<Change>) -> Result<Vec<Arc<Event>>> {
        let mut mint = self.mint();
        self.save_as(changes.into_iter().map(|c| (mint.id(), c)).collect())
    }

    /// A mint of ids for what is to be saved.
    pub fn mint(&self) -> Mint {
        self.fixed.mint()
    }

    /// Saves one act whose events have ids already; answers the events made.
    pub fn save_as(&mut self, changes: Vec<(EventId, Change)>) -> Result<Vec<Arc<Event>>> {
        let (ids, changes): (Vec<EventId>, Vec<Change>) = changes.into_iter().unzip();
        given_names::check_all(&changes)?;
        let changes = match changes.iter().any(is_edit) {
            true => self.view().replacing(changes),
            false => changes,
        };
        let changes: Vec<(EventId, Change)> = ids.into_iter().zip(changes).collect();
        let events = self.store.append(&changes, self.fixed.now_ms())?;
        self.saved.extend(events.iter().cloned());
        Ok(events)
    }

    /// Raises the study to the newest format; answers the events made.
    pub fn upgrade(&mut self) -> Result<Vec<Arc<Event>>> {
        let id = self.fixed.mint().id();
        let events = self.store.upgrade(id, self.fixed.now_ms())?;
        self.saved.extend(events.iter().cloned());
        Ok(events)
    }

    /// Goes on after every break in the coder's own journals; answers an event for each.
    pub fn repair(&mut self) -> Result<Vec<Arc<Event>>> {
        Ok(self.store.repair(self.fixed.now_ms())?)
    }

    /// The coder, or an error that says how to name one.
    pub fn need_coder(&self) -> Result<CoderId> {
        self.coder.clone().context(match self.in_doubt {
            true => {
                "who are you? A blind round keeps something from one of those who use this machine, so nobody is taken for granted until it opens: add --coder with your id, such as --coder ana"
            }
            false => {
                "who are you? add --coder with your id, such as --coder ana; this machine remembers it for this study"
            }
        })
    }

    pub fn program(mut self, size: (u16, u16)) -> Result<(App, Vec<Effect>, Desk, Finder)> {
        let me = self.need_coder()?;
        let own = self.own_folder();
        let memory = own.join(format!("{me}.screen.ron"));
        let read_only = self.store.read_only().map(|why| why.to_string());
        let now_ms = self.fixed.now_ms();
        let mut mint = self.fixed.mint();
        let opening = Opening {
            name: self.store.info().name.clone(),
            dir: self.dir.clone(),
            me,
            read_only,
            size,
            now_ms,
            seed: mint.id().0.as_u64_pair().1,
            memory: read_text(&memory),
            drafts: read_text(&drafts_of(&memory)),
        };
        let index = self.index_folder();
        let notices: Vec<String> = self
            .notices
            .iter()
            .filter(|n| !matches!(n, Notice::ReadOnly(_)))
            .map(Notice::to_string)
            .collect();
        let exports = self.exports_folder();
        self.view();
        let view = Arc::unwrap_or_clone(ManuallyDrop::into_inner(self.view));
        let (mut app, effects) = App::new(opening, view);
        for notice in notices {
            app.update(crate::app::Action::Done(
                crate::work::effect::Outcome::News(notice),
            ));
        }
        let desk = Desk::new(self.store, memory, exports, Some(self.folders.home), mint);
        let finder = Finder::new(index, desk.sources());
        Ok((app, effects, desk, finder))
    }

    /// The folder of this study's search index.
    pub fn index_folder(&self) -> PathBuf {
        self.folders
            .cache
            .join(self.store.info().id.to_string())
            .join("index")
    }

    /// Where exports go unless a folder is named: beside the study.
    pub fn exports_folder(&self) -> PathBuf {
        self.beside("export")
    }

    /// A folder beside the study: its name with a word behind.
    pub fn beside(&self, word: &str) -> PathBuf {
        let dir = self.dir.canonicalize();
        let dir = dir.as_ref().unwrap_or(&self.dir);
        let name = dir.file_name().and_then(|n| n.to_str());
        dir.with_file_name(format!("{}-{word}", name.unwrap_or("study")))
    }

    /// The user's own folder for this study.
    fn own_folder(&self) -> PathBuf {
        let folder = self.folders.state.join(self.store.info().id.to_string());
        // Without it nothing is remembered between sessions, which is no reason not to open.
        let _ = fs::create_dir_all(&folder);
        folder
    }
}

fn coder_file(folders: &UserFolders, info: &StudyInfo) -> PathBuf {
    folders.state.join(info.id.to_string()).join("last-coder")
}

fn read_text(path: &Path) -> Option<String> {
    String::from_utf8(read_given(path).ok()?).ok()
}

fn known_coder(folders: &UserFolders, info: &StudyInfo) -> Option<CoderId> {
    read_text(&coder_file(folders, info))?.trim().parse().ok()
}

/// From now on this machine knows that a coder works on it, be it that they never write here.
fn note_here(folders: &UserFolders, info: &StudyInfo, coder: &CoderId) {
    let folder = folders.state.join(info.id.to_string());
    // Without it they are asked again.
    let _ = fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(format!("{coder}{HERE}")), ""));
}

/// Ends the name of the file that says that a coder works on this machine.
const HERE: &str = ".here";

/// Who has worked in this study on this machine.
fn coders_here(folders: &UserFolders, info: &StudyInfo) -> Vec<CoderId> {
    let files = fs::read_dir(folders.state.join(info.id.to_string()));
    let files = files.into_iter().flatten().flatten();
    let coder = |file: fs::DirEntry| {
        let name = file.file_name();
        let name = name.to_str()?;
        let stem = name
            .strip_suffix(".ron")
            .or_else(|| name.strip_suffix(HERE))?;
        stem.parse().ok()
    };
    let mut coders: Vec<CoderId> = files.filter_map(coder).collect();
    coders.extend(known_coder(folders, info));
    coders.sort();
    coders.dedup();
    coders
}

fn remember_coder(folders: &UserFolders, info: &StudyInfo, coder: &CoderId) {
    let file = coder_file(folders, info);
    if known_coder(folders, info).as_ref() != Some(coder) {
        let _ = file.parent().map(fs::create_dir_all);
        let _ = write_whole(&file, coder.as_str().as_bytes());
    }
}
