//! What `update` asks to be done outside, and what comes back.

pub use super::correcting::Asked;
use super::correcting::SameName;
use super::counting::{Counting, Tables};
use super::question::{self, Answer};
use super::remaking::Remake;
use crate::acts::sources::Correction;
use crate::model::event::{Change, Event};
use crate::model::ids::{CodingId, EventId, SourceId};
use crate::model::source::{Document, Source};
use crate::model::text::Span;
use crate::model::view::View;
use crate::report::claims::Naming;
use crate::report::searched::{notes, participants};
use crate::report::wordlist;
use crate::report::{Csv, Exported};
use crate::search::{Facets, Filed, Listing, Note, Order, Standings};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// Something to do outside the state: slow, or touching the disk.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Write events, durably.
    Append(Vec<(EventId, Change)>),
    /// Raise the study to the newest format.
    Upgrade,
    /// Load the latest texts of these sources.
    Load(Vec<Source>),
    /// Run a query; `serial` tells answers of older queries.
    Search {
        query: String,
        /// Rises with every query.
        serial: u64,
        known: Arc<Known>,
        order: Order,
        /// The hits that are wanted at once.
        window: Range<usize>,
    },
    /// Further hits of the query with this number.
    Window {
        serial: u64,
        window: Range<usize>,
    },
    /// Put this text on the terminal's clipboard.
    Copy(String),
    /// Files of all hits of the latest query.
    Gather,
    /// Count words, or find where one stands, in the turns a query finds of what is known.
    Count(Box<Counting>, Arc<Known>),
    /// Files of what was counted.
    Tabulate(Box<Tables>),
    /// Bring the index up to date with these sources.
    Index(Vec<Source>),
    /// Import files or folders as typed by the user, sources or tables of codings, into the study
    /// as the view has it.
    Import(Vec<PathBuf>, Arc<View>, SameName, Stop),
    /// Save a correction: its files, then its event.
    Correct(Box<Correction>),
    /// Join sources, cut one, or bring along one's own codings, in the study as the view has it.
    Remake(Remake, Arc<View>),
    ReadCodebook(PathBuf),
    Reckon(Box<question::Asked>),
    /// Files of the report of the whole study, as it lies on the disk at this time.
    Report(Naming, u64),
    /// Write these files, below the folder exports go to, beside others of their names.
    Write(Exported, Csv),
    /// Write everything that can be exported of this view, below the same folder, anew.
    Export(Arc<View>, Naming, Csv),
    /// Remember where the user is.
    Remember(String),
    /// Keep texts that are being written, or none.
    KeepDrafts(Option<String>),
    /// Go on with what was typed while something was being saved.
    GoOn,
    /// Stop the program with the terminal put back, until the shell brings it on again.
    Suspend,
    Quit,
}

/// Says to an import, between files, that it is to end.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    pub fn say(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn is_said(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What of the view is searched and searched by.
#[derive(Debug)]
pub struct Known {
    /// Memos and codes the viewer may see.
    pub notes: Arc<Vec<Note>>,
    /// Participants with their attributes.
    pub participants: Vec<(String, Vec<(String, String)>)>,
    /// What is coded.
    pub view: Arc<View>,
    /// The same in columns, once something is searched.
    pub filed: OnceLock<Filed>,
    /// What findings make of codings, once a query asks for that.
    pub standings: OnceLock<Standings>,
}

impl Known {
    pub fn of(view: &Arc<View>) -> Known {
        Known {
            notes: Arc::new(notes(view)),
            participants: participants(view),
            view: view.clone(),
            filed: OnceLock::new(),
            standings: OnceLock::new(),
        }
    }
}

/// A part of a query's hits.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Hits in all.
    pub total: usize,
    pub listing: Listing,
    /// How many of them can be asked for.
    pub listed: usize,
    /// Those from this one on.
    pub from: usize,
    pub found: Vec<Found>,
    /// Why nothing may be found, where that can be told.
    pub hint: Option<String>,
}

/// One search hit as the screen shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub place: FoundPlace,
    /// Heading: source and paragraph, memo, code.
    pub title: String,
    /// A line of text around it.
    pub excerpt: String,
    /// Ranges of code points in the excerpt to emphasise.
    pub marks: Vec<(usize, usize)>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FoundPlace {
    Text {
        source: SourceId,
        span: Span,
        /// The coding, where segments are listed.
        coding: Option<CodingId>,
    },
    Memo(crate::model::ids::MemoId),
    Code(crate::model::ids::CodeId),
}

#[derive(Clone, Debug)]
pub enum Outcome {
    /// These events are on disk.
    Saved(Vec<Arc<Event>>),
    /// Nothing of an append was acknowledged; why.
    NotSaved(String),
    /// Nothing more will be acknowledged: the worker that writes has ended.
    DeskGone,
    Loaded(Vec<Arc<Document>>),
    Arrived(Vec<Arc<Event>>),
    /// What all hits of a query are made of.
    Facets(u64, Arc<Facets>),
    /// What was asked about words, or why there is no answer.
    Counted {
        serial: u64,
        found: Result<Arc<wordlist::Found>, String>,
    },
    /// Files of what was found, to be written.
    Gathered(Box<Exported>),
    Hits {
        serial: u64,
        /// Some of the hits, or what is wrong with the query.
        shown: Result<Shown, String>,
        /// How many sources are indexed of how many.
        coverage: (usize, usize),
    },
    Reckoned {
        serial: u64,
        answer: Answer,
    },
    /// How far the index is: sources done of all.
    Indexed(usize, usize),
    CodebookRead(crate::import::codebook_file::CodebookFile),
    Imported(Told),
    /// How far something slow is.
    UnderWay(String),
    /// Files were written; which.
    Wrote(String),
    Note(String),
    /// Something to say that nobody asked for.
    News(String),
    /// Something failed; what to do about it.
    Failed(String),
    /// Something of the study could not be read; what else is under way goes on.
    Unread(String),
    /// The study can only be read from now on; why.
    ReadOnly(String),
    /// It can be written again.
    Writable,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    pub done: Vec<String>,
    /// What was made of each source.
    pub made: Vec<String>,
    /// What should be known of it.
    pub notes: Vec<String>,
    /// What was not taken, with its reason.
    pub refused: Vec<String>,
    /// Files of which it is not said what they are to the source of their name.
    pub asked: Vec<Asked>,
}

/// What a worker hands back as it goes along.
pub type Tell<'a> = &'a mut dyn FnMut(Outcome);
