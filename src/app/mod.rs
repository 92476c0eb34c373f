//! The application: state, commands, and what each key does. No terminal types in here.
//!
//! A key press becomes a `Command` through the table of bindings; `update` changes the state and
//! answers with effects; the runner performs them and hands outcomes back to `update`.
//!
//! Invariants: `update` never fails, it raises a notice; drawing never changes the state; every
//! change of the study goes through `save` and is shown only once it is on disk; what is typed
//! meanwhile waits for that, so that no key decides on a study that is about to change.

mod action;
pub mod agreement;
mod available;
pub mod codebook;
pub mod command;
pub mod conference;
mod exporting;
#[cfg(test)]
mod fixture;
pub mod form;
pub mod fuzzy;
mod glance;
mod going;
pub mod input;
pub mod key;
pub mod keymap;
pub mod list;
mod memory;
#[cfg(test)]
mod naming_tests;
pub mod notice;
mod outcomes;
mod over;
pub use over::{area as over_area, form_help_width, picker_rows};
pub mod overlay;
mod palette;
mod pointing;
mod purpose;
pub mod read;
pub mod reconcile;
pub mod screen;
pub mod search;
pub mod study;
pub mod themes;

use crate::model::event::{Change, Event};
use crate::model::ids::{CodeId, CoderId, EventId, SourceId};
use crate::model::mint::Mint;
use crate::model::name;
use crate::model::source::Document;
use crate::model::view::View;
use crate::work::effect::Effect;
pub use action::{Action, Mouse, MouseKind, MouseUse, Target};
use command::Command;
use key::{Code, Key};
use keymap::{Resolved, Scope};
use notice::{Gravity, Notices};
use overlay::Overlay;
use screen::Screen;
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

/// Panes that lists stand in, over all screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // panes by name
pub enum Pane {
    Sources,
    Rounds,
    Text,
    Codes,
    Codebook,
    Hits,
    Queue,
    Passage,
    Clauses,
    Agreement,
    Suggested,
    Matrix,
    Quotes,
    Outline,
    Map,
}

/// How the study is opened.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The study's name.
    pub name: String,
    /// Its folder.
    pub dir: PathBuf,
    /// Who opens it.
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
}

type Counts = Rc<HashMap<CodeId, usize>>;

/// The state of the program.
#[derive(Clone, Debug)]
pub struct App {
    /// The study's name.
    pub name: String,
    /// Its folder.
    pub dir: PathBuf,
    /// Who is at the keyboard.
    pub me: CoderId,
    /// The study as they may see it.
    pub view: View,
    /// Texts loaded so far.
    pub documents: HashMap<SourceId, Arc<Document>>,
    /// Screen size in cells.
    pub size: (u16, u16),
    /// The screen shown.
    pub screen: Screen,
    /// Study screen.
    pub study: study::Study,
    /// Read & code.
    pub read: read::Read,
    /// Codebook.
    pub codebook: codebook::CodebookScreen,
    /// Search.
    pub search: search::Search,
    /// Reconcile.
    pub reconcile: reconcile::Reconcile,
    /// Agreement.
    pub agreement: agreement::Agreement,
    /// Code conference.
    pub conference: conference::ConferenceScreen,
    /// Themes.
    pub themes: themes::Themes,
    /// What lies over the screen, the last on top.
    pub overlays: Vec<Overlay>,
    /// Keys of an unfinished sequence.
    pub typed: Vec<Key>,
    /// The command being run, until it is known whether anything came of it.
    ran: Option<Command>,
    /// Messages.
    pub notices: Notices,
    /// Appends not yet acknowledged.
    pub saving: usize,
    /// What was typed since, in order: it is done once they are.
    waiting: VecDeque<Action>,
    /// Whether it was asked for that the first of them is done.
    going_on: bool,
    /// Why the study can only be read, if so.
    pub read_only: Option<String>,
    /// What coders are called in what leaves the study.
    pub naming: crate::report::claims::Naming,
    /// Whether the mouse is listened to.
    pub mouse: MouseUse,
    /// Sources indexed, of how many.
    pub indexed: (usize, usize),
    /// How CSV files begin that are exported.
    pub csv: crate::report::Csv,
    /// Something slow under way, in words.
    pub busy: Option<String>,
    /// Whether the program is to end once everything is saved.
    pub leaving: bool,
    /// The screens Esc goes back to, the last first: each opened something on the one after it.
    trail: Vec<Screen>,
    mint: Mint,
    clicks: pointing::Clicks,
    counts: RefCell<(u64, Counts)>,
}

impl App {
    /// Opens a study with these events.
    pub fn new(opening: Opening, events: Vec<Arc<Event>>) -> (App, Vec<Effect>) {
        let view = View::new(events, Some(opening.me.clone()));
        let mut app = App {
            name: opening.name,
            dir: opening.dir,
            me: opening.me,
            view,
            documents: HashMap::new(),
            size: opening.size,
            screen: Screen::Study,
            study: study::Study::default(),
            read: read::Read::default(),
            codebook: codebook::CodebookScreen::default(),
            search: search::Search::default(),
            reconcile: reconcile::Reconcile::default(),
            agreement: agreement::Agreement::default(),
            conference: conference::ConferenceScreen::default(),
            themes: themes::Themes::default(),
            overlays: Vec::new(),
            typed: Vec::new(),
            ran: None,
            notices: Notices::default(),
            saving: 0,
            waiting: VecDeque::new(),
            going_on: false,
            read_only: opening.read_only,
            naming: crate::report::claims::Naming::default(),
            mouse: MouseUse::On,
            indexed: (0, 0),
            csv: crate::report::Csv::default(),
            busy: None,
            leaving: false,
            trail: Vec::new(),
            mint: Mint::new(opening.seed, opening.now_ms),
            clicks: pointing::Clicks::default(),
            counts: RefCell::default(),
        };
        if let Some(why) = app.read_only.clone() {
            app.notices.raise(Gravity::Error, why, opening.now_ms);
        }
        for notice in app.view.notices() {
            app.notices.mention(notice.0, opening.now_ms);
        }
        let mut effects = app.recall(opening.memory.as_deref());
        effects.extend(app.index());
        effects.extend(app.refresh());
        effects.extend(app.begin_source());
        (app, effects)
    }

    /// Takes in what happened and says what to do about it.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        if action.waits() && (self.saving > 0 || !self.waiting.is_empty()) {
            self.waiting.push_back(action);
            return Vec::new();
        }
        let mut effects = self.act_on(action);
        if self.leaving {
            if self.saving == 0 && !effects.iter().any(|e| matches!(e, Effect::Append(_))) {
                effects.push(Effect::Quit);
            }
        } else if self.saving == 0 && !self.waiting.is_empty() && !self.going_on {
            // Only after what was asked for has begun, as when keys come slowly.
            self.going_on = true;
            effects.push(Effect::GoOn);
        }
        effects
    }

    /// How many keys wait until what is being saved is on disk.
    pub fn keys_waiting(&self) -> usize {
        self.waiting.len()
    }

    fn act_on(&mut self, action: Action) -> Vec<Effect> {
        if let Action::Key(_) = action {
            self.notices.pass();
        }
        let before = action.is_typed().then(|| self.glance());
        let mut effects = match action {
            Action::Key(key) => self.key(key),
            Action::Paste(text) => self.paste(&text),
            Action::Mouse(mouse) => self.mouse_act(mouse),
            Action::Resize(width, height) => {
                self.size = (width, height);
                self.read.layout(width, height);
                Vec::new()
            }
            Action::Tick(now_ms) => {
                self.mint.now_ms = now_ms;
                self.notices.tick(now_ms);
                Vec::new()
            }
            Action::Done(outcome) => self.done(outcome),
            Action::Command(command) => self.run(command),
            Action::GoOn => {
                self.going_on = false;
                match self.waiting.pop_front() {
                    Some(next) if self.saving == 0 => return self.act_on(next),
                    Some(next) => self.waiting.push_front(next),
                    None => {}
                }
                Vec::new()
            }
        };
        effects.extend(self.refresh());
        effects.extend(self.begin_source());
        if let Some(before) = before {
            self.own_up(&before, &effects);
        }
        effects
    }

    /// Who has the keyboard.
    pub fn scope(&self) -> Scope {
        if let Some(top) = self.overlays.last() {
            return top.scope();
        }
        match self.screen {
            Screen::Study => self.study.scope(),
            Screen::Read if self.read.pane == read::Pane::Codes => Scope::Codes,
            Screen::Read => Scope::Read,
            Screen::Codebook => Scope::Codebook,
            Screen::Search => Scope::Search,
            Screen::Reconcile if self.is_voting() => Scope::Vote,
            Screen::Reconcile if self.reconcile.ends.is_some() => Scope::Ends,
            Screen::Reconcile => Scope::Reconcile,
            Screen::Agreement if self.agreement.listed.is_some() => Scope::Segments,
            Screen::Agreement => Scope::Agreement,
            Screen::Conference => Scope::Conference,
            Screen::Themes => self.themes.scope(),
        }
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        if key.ctrl && key.code == Code::Char('c') {
            return self.quit_warned();
        }
        if key.suspends() {
            return vec![Effect::Suspend];
        }
        if !self.overlays.is_empty() {
            return self.overlay_key(key);
        }
        if !self.typed.is_empty() && key.code == Code::Esc {
            self.typed.clear();
            return Vec::new();
        }
        self.typed.push(key);
        match keymap::resolve(self.scope(), &self.typed) {
            Resolved::Command(command) => {
                self.typed.clear();
                self.run(command)
            }
            Resolved::Prefix(_) => Vec::new(),
            Resolved::Nothing => {
                let keys: Vec<String> = self.typed.drain(..).map(|k| k.to_string()).collect();
                let text = format!("{} means nothing here: ? shows the keys", keys.join(" "));
                self.say(text)
            }
        }
    }

    /// Runs a command if it can be run now; else says why not.
    pub fn run(&mut self, command: Command) -> Vec<Effect> {
        self.ran = Some(command);
        if let Err(why) = self.available(command) {
            return self.say(why);
        }
        match command {
            Command::Help => self.open_help(),
            Command::Palette => self.open_palette(),
            Command::Messages => self.open_messages(),
            Command::Back => self.back(),
            Command::Leave => self.leave(),
            Command::Quit => self.quit(),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::NameCoders => {
                self.naming = self.naming.next();
                let word = self.naming.word();
                self.note(format!("methods paragraphs name coders by their {word}"));
                vec![self.remember()]
            }
            Command::ToggleMouse => {
                self.mouse = match self.mouse {
                    MouseUse::On => MouseUse::Off,
                    MouseUse::Off => MouseUse::On,
                };
                let text = if self.mouse == MouseUse::On {
                    "mouse on"
                } else {
                    "mouse off"
                };
                self.say(text)
            }
            Command::GoStudy => self.go(Screen::Study),
            Command::GoRead => self.go(Screen::Read),
            Command::GoCodebook => self.go(Screen::Codebook),
            Command::GoSearch => self.go_to_search(),
            Command::GoReconcile => self.go(Screen::Reconcile),
            Command::GoAgreement => self.go(Screen::Agreement),
            Command::GoConference => self.go(Screen::Conference),
            Command::GoThemes => self.go(Screen::Themes),
            other => match self.screen {
                Screen::Study => self.study_command(other),
                Screen::Read => self.read_command(other),
                Screen::Codebook => self.codebook_command(other),
                Screen::Search => self.search_command(other),
                Screen::Reconcile => self.reconcile_command(other),
                Screen::Agreement => self.agreement_command(other),
                Screen::Conference => self.conference_command(other),
                Screen::Themes => self.themes_command(other),
            },
        }
    }

    /// Asks for changes to be written; they show once they are on disk.
    pub(crate) fn save(&mut self, changes: Vec<Change>) -> Vec<Effect> {
        let changes = changes.into_iter().map(|c| (self.mint.id(), c)).collect();
        self.save_as(changes)
    }

    /// Asks for changes with ids given to be written.
    pub(crate) fn save_as(&mut self, changes: Vec<(EventId, Change)>) -> Vec<Effect> {
        if changes.is_empty() {
            return Vec::new();
        }
        if let Some(why) = self.read_only.clone() {
            return self.fail(format!("read-only: {why}"));
        }
        if let Err(flaw) = name::check_all(changes.iter().map(|(_, change)| change)) {
            return self.fail(flaw.to_string());
        }
        self.saving += 1;
        vec![Effect::Append(changes)]
    }

    /// Brings what is derived up to date with the view; what takes longer is asked of the workers.
    fn refresh(&mut self) -> Vec<Effect> {
        self.read.refresh(&self.view, &self.me);
        match self.screen {
            Screen::Study => self.refresh_basis(),
            Screen::Codebook => self.refresh_codebook(),
            Screen::Reconcile => self.refresh_reconcile(),
            Screen::Agreement => self.refresh_compared(),
            Screen::Conference => self.refresh_conference(),
            Screen::Themes => self.refresh_themes(),
            _ => {}
        }
        let effects = self.want_figures();
        if self.screen == Screen::Agreement {
            self.refresh_table();
        }
        effects
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

    /// The texts of these sources that are not loaded yet.
    pub(crate) fn load_missing(&self, sources: &[SourceId]) -> Vec<Effect> {
        let missing: Vec<SourceId> = sources
            .iter()
            .filter(|s| !self.documents.contains_key(*s))
            .cloned()
            .collect();
        if missing.is_empty() {
            Vec::new()
        } else {
            vec![Effect::Load(missing)]
        }
    }

    fn documents_arrived(&mut self) -> Vec<Effect> {
        self.reconcile.stale();
        self.themes.stale();
        Vec::new()
    }

    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.notices
            .raise(Gravity::Note, text.into(), self.mint.now_ms);
    }

    /// Raises a note on what happened by itself.
    pub(crate) fn mention(&mut self, text: impl Into<String>) {
        self.notices.mention(text.into(), self.mint.now_ms);
    }

    /// Raises a note; for arms that have nothing else to do.
    pub(crate) fn say(&mut self, text: impl Into<String>) -> Vec<Effect> {
        self.note(text);
        Vec::new()
    }

    /// Raises an error.
    pub(crate) fn fail(&mut self, text: impl Into<String>) -> Vec<Effect> {
        self.notices
            .raise(Gravity::Error, text.into(), self.mint.now_ms);
        Vec::new()
    }
}
