//! The pages of a file, read one by one on a thread that may fail without harm.

use super::budget::{Budget, Spent};
use super::fault::Fault;
use super::glyphs::{Collect, Glyphs};
use super::guard::{content, objects, unpacks};
use super::lines::{Line, lines};
use super::pieces::pieces;
use crate::import::guarded;
use crate::model::limits::{PAGES, TEXT};
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// The longest a page may take, or finding the pages; both take milliseconds.
const PATIENCE: Duration = Duration::from_secs(4);
/// The library goes as deep as objects and forms lie in one another.
const STACK: usize = 64 << 20;

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct PageRead {
    pub lines: Vec<Line>,
    pub unknown: usize,
    pub sideways: usize,
    pub pictures: bool,
    /// Whether what is drawn on it could be unpacked as a whole.
    pub whole: bool,
}

type Told = Result<PageRead, Fault>;

/// All pages in their order.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<PageRead>, Fault> {
    let bytes = bytes.to_vec();
    let given_up = Arc::new(AtomicBool::new(false));
    let budget = Budget::new(given_up.clone());
    let (tell, told) = channel::<Told>();
    let read = move || {
        let failed = match catch_unwind(AssertUnwindSafe(|| all(bytes, budget, &tell))) {
            Ok(done) => done.err(),
            Err(why) if why.is::<Spent>() => Some(Fault::Endless),
            Err(_) => Some(Fault::Damaged),
        };
        // Nobody listens any more where a page took too long.
        drop(failed.map(|fault| tell.send(Err(fault))));
    };
    let thread = guarded::thread().stack_size(STACK);
    thread.spawn(read).map_err(|_| Fault::Endless)?;
    let read = gathered(&told);
    given_up.store(true, Ordering::Relaxed);
    read
}

fn gathered(told: &Receiver<Told>) -> Result<Vec<PageRead>, Fault> {
    let (mut pages, mut letters) = (Vec::new(), 0);
    loop {
        match told.recv_timeout(PATIENCE) {
            Ok(page) => {
                let page = page?;
                letters += page
                    .lines
                    .iter()
                    .map(|l| l.text().len() as u64)
                    .sum::<u64>();
                TEXT.check(letters).map_err(Fault::Beyond)?;
                pages.push(page);
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(pages),
            Err(RecvTimeoutError::Timeout) => return Err(Fault::Endless),
        }
    }
}

fn all(bytes: Vec<u8>, mut budget: Budget, tell: &Sender<Told>) -> Result<(), Fault> {
    unpacks(&bytes, &budget)?;
    let pdf = Pdf::new(bytes).map_err(|why| match why {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Fault::Password,
        _ => Fault::Damaged,
    })?;
    PAGES
        .check(pdf.pages().len() as u64)
        .map_err(Fault::Beyond)?;
    objects(&pdf, &mut budget)?;
    let cache = InterpreterCache::new();
    for (number, page) in pdf.pages().iter().enumerate() {
        let (glyphs, whole) = glyphs(&pdf, page, &cache, &mut budget)?;
        let read = PageRead {
            lines: lines(pieces(&glyphs), number),
            unknown: glyphs.unknown,
            sideways: glyphs.sideways,
            pictures: glyphs.pictures,
            whole,
        };
        if tell.send(Ok(read)).is_err() {
            break;
        }
    }
    Ok(())
}

fn glyphs<'p>(
    pdf: &'p Pdf,
    page: &'p Page<'p>,
    cache: &InterpreterCache<'p>,
    budget: &mut Budget,
) -> Result<(Glyphs, bool), Fault> {
    let (content, whole) = content(page, budget)?;
    let (width, height) = page.render_dimensions();
    let place = Affine::new(page.initial_transform(true).as_coeffs());
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings = InterpreterSettings::default();
    let mut context = Context::new(place, bounds, cache, pdf.xref(), settings);
    let mut collect = Collect {
        glyphs: Glyphs::default(),
        seen: bounds,
        clips: Vec::new(),
        budget,
    };
    let resources = page.resources();
    interpret(
        TypedIter::new(&content),
        resources,
        &mut context,
        &mut collect,
    );
    Ok((collect.glyphs, whole))
}
