//! The files of an export: made on all cores, each handed on as soon as it is made and held no longer.

use crate::export::grid::Grid;
use crate::export::workbook::workbook;
use rayon::prelude::*;
use std::collections::HashMap;
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Takes a file below the folder of the export. Several may come at once.
pub type Put<'p, E> = dyn Fn(PathBuf, Vec<u8>) -> Result<(), E> + Sync + 'p;

/// What was made of an export.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// Files, by name below the folder of the export, in an order that is always the same.
    pub files: Vec<PathBuf>,
    /// What is to be said about them.
    pub warnings: Vec<String>,
}

impl Made {
    pub(super) fn and(mut self, other: Made) -> Made {
        self.files.extend(other.files);
        self.warnings.extend(other.warnings);
        self
    }

    /// Hands a file on and notes it.
    pub(super) fn put<E>(
        &mut self,
        name: impl Into<PathBuf>,
        bytes: Vec<u8>,
        put: &Put<E>,
    ) -> Result<(), E> {
        let name = name.into();
        self.files.push(name.clone());
        put(name, bytes)
    }
}

/// Makes some files of an export.
pub(super) type Part<'a, E> = Box<dyn Fn(&Put<E>) -> Result<Made, E> + Send + 'a>;

/// One file.
pub(super) fn file<'a, E>(
    name: impl Into<PathBuf>,
    bytes: impl Fn() -> Vec<u8> + Send + 'a,
) -> Part<'a, E> {
    let name = name.into();
    Box::new(move |put| {
        let mut made = Made::default();
        made.put(&name, bytes(), put)?;
        Ok(made)
    })
}

/// A table as CSV and as a workbook.
pub(super) fn table<'a, E>(stem: &'static str, grid: impl Fn() -> Grid + Send + 'a) -> Part<'a, E> {
    Box::new(move |put| {
        let mut made = Made::default();
        for file in table_files(stem, grid()) {
            match file {
                Ok((name, bytes)) => made.put(name, bytes, put)?,
                Err(why) => made.warnings.push(why),
            }
        }
        Ok(made)
    })
}

/// A table as CSV and as a workbook; what cannot be written is said.
pub fn table_files(stem: &str, table: Grid) -> [Result<(PathBuf, Vec<u8>), String>; 2] {
    let file = |ending: &str| PathBuf::from(format!("{stem}.{ending}"));
    let refused = |why| format!("{stem}.xlsx was not written: {why}; the CSV beside it holds all");
    let csv = (file("csv"), table.csv().into_bytes());
    let book = workbook(vec![table]).map(|bytes| (file("xlsx"), bytes));
    [Ok(csv), book.map_err(|why| refused(why.to_string()))]
}

/// Makes all parts, on all cores.
///
/// # Errors
/// The first that a file was met with.
pub(super) fn all<E: Send>(parts: Vec<Part<'_, E>>, put: &Put<E>) -> Result<Made, E> {
    // Each part by itself: one may take as long as all others.
    let parts = parts.into_par_iter().with_max_len(1);
    let made: Result<Vec<Made>, E> = parts.map(|part| part(put)).collect();
    Ok(made?.into_iter().fold(Made::default(), Made::and))
}

/// Files with their bytes, and what could not be written as it should.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// Files, by name below the folder of the export.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// What is to be said about them.
    pub warnings: Vec<String>,
}

impl From<Vec<(PathBuf, Vec<u8>)>> for Exported {
    /// Files of which nothing is to be said.
    fn from(files: Vec<(PathBuf, Vec<u8>)>) -> Exported {
        let warnings = Vec::new();
        Exported { files, warnings }
    }
}

impl Exported {
    /// Holds all files, for whoever must know their names before one is written.
    pub(super) fn of(make: impl FnOnce(&Put<Infallible>) -> Result<Made, Infallible>) -> Exported {
        let held: Mutex<HashMap<PathBuf, Vec<u8>>> = Mutex::default();
        let Ok(made) = make(&|name, bytes| {
            let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
            held.insert(name, bytes);
            Ok(())
        });
        let mut held = held.into_inner().unwrap_or_else(PoisonError::into_inner);
        let files = made.files.into_iter();
        Exported {
            files: files.filter_map(|name| held.remove_entry(&name)).collect(),
            warnings: made.warnings,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn parts<'a>(many: usize) -> Vec<Part<'a, String>> {
        let part = |n: usize| file(n.to_string(), move || vec![n as u8]);
        (0..many).map(part).collect()
    }

    #[test]
    fn files_stand_in_their_order_whichever_was_made_first() {
        let put = AtomicUsize::new(0);
        let made = all(parts(50), &|name, bytes| {
            assert_eq!(name, PathBuf::from(bytes[0].to_string()));
            put.fetch_add(1, Ordering::Relaxed);
            Ok(())
        });
        let names = made.unwrap().files;
        assert!((0..50).map(|n| PathBuf::from(n.to_string())).eq(names));
        assert_eq!(put.into_inner(), 50);
    }

    #[test]
    fn what_is_wrong_with_a_file_ends_the_export() {
        let full = |name: PathBuf, _| match name.as_os_str() == "7" {
            true => Err("no room".to_owned()),
            false => Ok(()),
        };
        assert_eq!(all(parts(50), &full).unwrap_err(), "no room");
    }
}
