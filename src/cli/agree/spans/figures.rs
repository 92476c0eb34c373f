//! Figures on one selection of coders while they are gathered.

use super::dataset::Dataset;
use crate::agreement::outcome::Outcome;
use crate::cli::agree::results::Entry;
use serde_json::{Map, Value};

pub struct Figures<'a> {
    pub data: &'a Dataset,
    pub pair: Option<[String; 2]>,
    pub entries: Vec<Entry>,
}

impl Figures<'_> {
    pub fn over(data: &Dataset, pair: Option<[String; 2]>) -> Figures<'_> {
        Figures {
            data,
            pair,
            entries: Vec::new(),
        }
    }

    pub fn add<const N: usize>(
        &mut self,
        measure: &'static str,
        params: [(&str, Value); N],
        n: u64,
        outcome: Outcome,
    ) {
        let params = params.map(|(name, value)| (name.to_owned(), value));
        let params = Map::from_iter(params);
        let entry = Entry::new(measure, &params, n, outcome);
        self.entries.push(match &self.pair {
            Some([a, b]) => entry.between(a, b),
            None => entry,
        });
    }
}
