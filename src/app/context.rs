//! What every screen may use: the study as it may be seen, messages, overlays, saving, and asking
//! for another screen.

use super::action::MouseUse;
use super::command::Command;
use super::compared::Compared;
use super::drafts::Drafts;
use super::input::Typing;
use super::notice::{Gravity, Notices};
use super::overlay::{Editor, Entry, Leaving, Overlay, Picker, Prompt, Question};
use super::screens::{Ask, ScreenId};
use crate::model::event::Change;
use crate::model::ids::{CodeId, CoderId, EventId, RoundId, SourceId};
use crate::model::mint::Mint;
use crate::model::name;
use crate::model::round::Round;
use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::view::View;
use crate::reconcile::item::Item;
use crate::report::claims::Naming;
use crate::report::matrix::Summing;
use crate::report::words::counted;
use crate::report::{Csv, Exported};
use crate::work::effect::{Effect, Stop};
use crate::work::remaking::Remake;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

type Counts = Rc<HashMap<CodeId, usize>>;

#[derive(Clone, Debug)]
pub struct Opening {
    /// The study's name.
    pub name: String,
    pub dir: PathBuf,
    pub me: CoderId,
    /// Why it can only be read, if so.
    pub read_only: Option<String>,
    /// Screen size in cells.
    pub size: (u16, u16),
    /// Milliseconds since 1970.
    pub now_ms: u64,
    /// Seed of new ids.
    pub seed: u64,
    /// What was remembered when the user was last here.
    pub memory: Option<String>,
    /// Texts that were left unsaved then.
    pub drafts: Option<String>,
}

/// What a screen asks of the program; it is done once the screen's own part of a key is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    Go(ScreenId),
    /// To go to a screen that Esc comes back from.
    Visit(ScreenId),
    Read(SourceId, Option<Span>),
    /// To show a hit of a query in its source.
    ReadHit(SourceId, Span, String),
    ShowCode(CodeId),
    /// To mark these sources on the Study screen, for a round.
    MarkSources(Vec<SourceId>),
    /// To show the differences of one code.
    Settle(CodeId),
    Search,
    /// To ask this query.
    Query(String),
    /// To run a command, now that what it waited for is known.
    Run(Command),
    Remember,
}

/// What all screens share.
#[derive(Clone, Debug)]
pub struct Context {
    /// The study's name.
    pub name: String,
    pub dir: PathBuf,
    /// Who is at the keyboard.
    pub me: CoderId,
    /// The study as they may see it.
    pub view: Arc<View>,
    /// Texts loaded so far.
    pub documents: HashMap<SourceId, Arc<Document>>,
    /// How often texts came, or were dropped.
    pub(super) texts_changed: u64,
    /// Screen size in cells.
    pub size: (u16, u16),
    pub screen: ScreenId,
    pub compared: Compared,
    /// What lies over the screen, the last on top.
    pub overlays: Vec<Overlay>,
    pub notices: Notices,
    /// Whether an error was raised by what is being done.
    pub(super) failed: bool,
    /// Texts that are being written.
    pub(super) drafts: Drafts,
    /// Appends not yet acknowledged.
    pub saving: usize,
    /// Why the study can only be read, if so.
    pub read_only: Option<String>,
    /// What coders are called in what leaves the study.
    pub naming: Naming,
    pub mouse: MouseUse,
    pub indexed: (usize, usize),
    /// How CSV files begin that are exported.
    pub csv: Csv,
    /// Whether the screen goes on with something at the next tick.
    pub goes_on: bool,
    /// Something slow under way, in words.
    pub busy: Option<String>,
    /// Stops the import that is under way.
    pub importing: Stop,
    /// Codes applied last, newest first.
    pub recent: Vec<CodeId>,
    /// Sources looked at in this sitting, by round: what was to be copied there has been.
    pub(super) begun: HashSet<(RoundId, SourceId)>,
    pub(super) mint: Mint,
    pub(super) requests: Vec<Request>,
    /// The cell whose summary is written, with what it rests on.
    pub(super) summing: Option<Summing>,
    counts: RefCell<(u64, Counts)>,
}

impl Context {
    pub(super) fn new(opening: Opening, view: View) -> Context {
        Context {
            name: opening.name,
            dir: opening.dir,
            me: opening.me,
            view: Arc::new(view),
            documents: HashMap::new(),
            texts_changed: 0,
            size: opening.size,
            screen: ScreenId::default(),
            compared: Compared::default(),
            overlays: Vec::new(),
            notices: Notices::default(),
            failed: false,
            drafts: Drafts::default(),
            saving: 0,
            read_only: opening.read_only,
            naming: Naming::default(),
            mouse: MouseUse::On,
            indexed: (0, 0),
            csv: Csv::default(),
            goes_on: false,
            busy: None,
            importing: Stop::default(),
            recent: Vec::new(),
            begun: HashSet::new(),
            mint: Mint::new(opening.seed, opening.now_ms),
            requests: Vec::new(),
            summing: None,
            counts: RefCell::default(),
        }
    }

    /// Asks for changes to be written; they show once they are on disk.
    pub(super) fn save(&mut self, changes: Vec<Change>) -> Vec<Effect> {
        let changes = changes.into_iter().map(|c| (self.mint.id(), c)).collect();
        self.save_as(changes)
    }

    /// Asks for changes with ids given to be written; edits name what they replace.
    pub(super) fn save_as(&mut self, changes: Vec<(EventId, Change)>) -> Vec<Effect> {
        if changes.is_empty() {
            return Vec::new();
        }
        if let Some(why) = self.read_only.clone() {
            return self.fail(format!("read-only: {why}"));
        }
        let (ids, changes): (Vec<_>, Vec<_>) = changes.into_iter().unzip();
        let changes = ids.into_iter().zip(self.view.replacing(changes));
        let changes: Vec<_> = changes.collect();
        if let Err(flaw) = name::check_all(changes.iter().map(|(_, change)| change)) {
            return self.fail(flaw.to_string());
        }
        self.saving += 1;
        vec![Effect::Append(changes)]
    }

    /// Asks for sources to be joined or cut, or for one's own codings to be brought along.
    pub(super) fn remake(&mut self, what: Remake) -> Vec<Effect> {
        if let Some(why) = self.read_only.clone() {
            return self.fail(format!("read-only: {why}"));
        }
        self.saving += 1;
        vec![Effect::Remake(what, self.view.clone())]
    }

    /// How often I have used each code.
    pub fn own_counts(&self) -> Counts {
        let mut counts = self.counts.borrow_mut();
        if counts.0 != self.view.version() {
            *counts = (
                self.view.version(),
                Rc::new(self.view.groundedness(Some(&self.me))),
            );
        }
        counts.1.clone()
    }

    /// These codes were applied: pickers offer them first.
    pub(crate) fn used(&mut self, codes: &[CodeId]) {
        for code in codes {
            self.recent.retain(|c| c != code);
            self.recent.insert(0, *code);
        }
        self.recent.truncate(12);
    }

    /// The text an item lies in.
    pub(crate) fn document_of(&self, item: &Item) -> Option<&Arc<Document>> {
        self.documents.get(&item.source)?.at(item.revision())
    }

    /// Where a stretch of a round is in the latest revision of its source.
    pub(crate) fn now(&self, round: &Round, source: &SourceId, span: Span) -> Span {
        let corrected = self.view.source(source).filter(|s| s.revision > 1);
        corrected.map_or(span, |s| s.now(span, round.revision_of(source)))
    }

    /// Loads the texts of these sources as they are now.
    pub(super) fn load(&self, sources: Vec<SourceId>) -> Effect {
        let here = sources.iter().filter_map(|s| self.view.source(s).cloned());
        Effect::Load(here.collect())
    }

    /// The texts of these sources that are not loaded yet.
    pub(super) fn load_missing(&self, sources: &[SourceId]) -> Vec<Effect> {
        let missing: Vec<SourceId> = sources
            .iter()
            .filter(|s| !self.documents.contains_key(*s))
            .cloned()
            .collect();
        match missing.is_empty() {
            true => Vec::new(),
            false => vec![self.load(missing)],
        }
    }

    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.notices
            .raise(Gravity::Note, text.into(), self.mint.now_ms);
    }

    /// Raises a note on what happened by itself.
    pub(super) fn mention(&mut self, text: impl Into<String>) {
        self.notices.mention(text.into(), self.mint.now_ms);
    }

    /// Raises a note; for arms that have nothing else to do.
    pub(super) fn say(&mut self, text: impl Into<String>) -> Vec<Effect> {
        self.note(text);
        Vec::new()
    }

    pub(super) fn fail(&mut self, text: impl Into<String>) -> Vec<Effect> {
        self.failed = true;
        self.notices
            .raise(Gravity::Error, text.into(), self.mint.now_ms);
        Vec::new()
    }

    /// Opens a list to choose from.
    pub(super) fn pick(
        &mut self,
        title: impl Into<String>,
        ask: impl Into<Ask>,
        entries: Vec<Entry>,
    ) -> Vec<Effect> {
        self.lay(Overlay::Picker(Picker::new(title, ask, entries)))
    }

    /// Opens an editor on a text.
    pub(super) fn edit(
        &mut self,
        title: impl Into<String>,
        ask: impl Into<Ask>,
        text: &str,
    ) -> Vec<Effect> {
        self.lay(Overlay::Editor(Editor {
            title: title.into(),
            ask: ask.into(),
            typing: Typing::new(text),
            leaving: Leaving::No,
        }))
    }

    /// Opens a line to type in.
    pub(super) fn ask(
        &mut self,
        title: impl Into<String>,
        ask: impl Into<Ask>,
        text: &str,
    ) -> Vec<Effect> {
        self.lay(Overlay::Prompt(Prompt::new(title, ask, text)))
    }

    /// Opens a line to type words in that are kept.
    pub(super) fn ask_words(
        &mut self,
        title: impl Into<String>,
        ask: impl Into<Ask>,
        text: &str,
    ) -> Vec<Effect> {
        let mut prompt = Prompt::new(title, ask, text);
        prompt.words = true;
        self.lay(Overlay::Prompt(prompt))
    }

    /// Opens a line to type the name of something in.
    pub(super) fn ask_name(
        &mut self,
        title: impl Into<String>,
        ask: impl Into<Ask>,
        text: &str,
    ) -> Vec<Effect> {
        let mut prompt = Prompt::new(title, ask, text);
        prompt.names = true;
        self.lay(Overlay::Prompt(prompt))
    }

    /// Asks a yes-or-no question.
    pub(super) fn question(&mut self, text: String, ask: impl Into<Ask>) -> Vec<Effect> {
        let ask = ask.into();
        self.lay(Overlay::Question(Question { text, ask }))
    }

    pub(super) fn lay(&mut self, overlay: Overlay) -> Vec<Effect> {
        self.overlays.push(overlay);
        Vec::new()
    }

    pub(super) fn request(&mut self, request: Request) -> Vec<Effect> {
        self.requests.push(request);
        Vec::new()
    }

    pub(super) fn go(&mut self, screen: ScreenId) -> Vec<Effect> {
        self.request(Request::Go(screen))
    }

    /// Asks for a source to be shown, at a stretch of it if one is given.
    pub(super) fn read(&mut self, source: SourceId, at: Option<Span>) -> Vec<Effect> {
        self.request(Request::Read(source, at))
    }

    /// Whether files are being put together, read or written.
    pub(super) fn is_writing(&self) -> bool {
        self.busy.is_some() || self.is_making_files()
    }

    /// Nobody waits for them any more; an import ends after the file it is at.
    pub(super) fn forget_writing(&mut self) {
        self.busy = None;
        self.importing.say();
        self.stop_making_files();
    }

    /// Has files written; the status line says so until they are.
    pub(super) fn write(&mut self, exported: Exported) -> Vec<Effect> {
        self.busy = Some(format!("writing {}", counted(exported.files.len(), "file")));
        vec![Effect::Write(exported, self.csv)]
    }

    /// Has the report of the whole study written.
    pub(super) fn write_report(&mut self) -> Vec<Effect> {
        self.busy = Some("putting the report together".to_owned());
        vec![Effect::Report(self.naming, self.mint.now_ms)]
    }

    pub(super) fn index(&self) -> Vec<Effect> {
        match self.view.sources().is_empty() {
            true => Vec::new(),
            false => vec![Effect::Index(self.view.sources().to_vec())],
        }
    }
}
