//! The report of the whole study, for the screen: read anew from the disk, so that it holds what is
//! saved and nobody's own view of a blind round.

use crate::model::view::View;
use crate::report::claims::Naming;
use crate::report::matrix::By;
use crate::report::whole::{Asked, report};
use crate::report::{Documents, Exported};
use crate::store::{Notice, Sources, Store, StoreError};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// The folder of the report, below the one exports go to: its files lead to each other.
const FOLDER: &str = "report";

/// The files of the report, as `tandem report` writes them.
pub(super) fn whole_report(
    sources: &Sources,
    naming: Naming,
    now_ms: u64,
) -> Result<Exported, StoreError> {
    let opened = sources.open_to_all(now_ms)?;
    let (mut exported, unread) = report_of((&opened.0, &opened.1, &opened.2), Vec::new(), naming);
    for (name, _) in &mut exported.files {
        *name = Path::new(FOLDER).join(&name);
    }
    let unread = unread.iter().map(StoreError::to_string);
    exported.warnings.extend(unread);
    Ok(exported)
}

/// The report of an opened study as everybody may see it, and why some texts could not be read. What lacks
/// of its files is told in it.
pub fn report_of(
    (store, view, notices): (&Store, &View, &[Notice]),
    by: Vec<By>,
    naming: Naming,
) -> (Exported, Vec<StoreError>) {
    let (documents, unread) = all_texts(store, view);
    let asked = Asked {
        by,
        naming,
        is_lacking: !unread.is_empty() || notices.iter().any(Notice::is_of_what_lacks),
    };
    let exported = report(&store.info().name, view, &documents, &asked);
    (exported, unread)
}

/// The texts of all sources, and why some could not be read.
pub fn all_texts(store: &Store, view: &View) -> (Documents, Vec<StoreError>) {
    let sources: Vec<_> = view.every_source().collect();
    let load = |source| store.load_latest(source);
    let loaded: Vec<_> = sources.par_iter().copied().map(load).collect();
    let (mut texts, mut unread) = (Documents::new(), Vec::new());
    for (source, loaded) in sources.into_iter().zip(loaded) {
        match loaded {
            Ok(document) => drop(texts.insert(source.id.clone(), Arc::new(document))),
            Err(why) => unread.push(why),
        }
    }
    (texts, unread)
}
