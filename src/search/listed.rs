//! A query whose documents are known already.

use fixedbitset::FixedBitSet;
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED};

/// Documents of one part of an index, in order.
pub(super) struct Docs {
    all: Arc<[DocId]>,
    at: usize,
}

impl Docs {
    pub fn new(all: Arc<[DocId]>) -> Docs {
        Docs { all, at: 0 }
    }

    /// How many of them were passed.
    pub fn at(&self) -> usize {
        self.at
    }
}

impl DocSet for Docs {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.all.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|doc| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.all.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.all.len() as u32
    }
}

/// Documents by the part of the index they are in.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed(Arc<HashMap<SegmentId, Arc<[DocId]>>>);

impl Listed {
    /// Those at these places.
    pub fn of(searcher: &Searcher, all: impl IntoIterator<Item = DocAddress>) -> Listed {
        let parts = searcher.segment_readers().iter();
        let parts = parts.map(|part| FixedBitSet::with_capacity(part.max_doc() as usize));
        let mut parts: Vec<FixedBitSet> = parts.collect();
        for at in all {
            parts[at.segment_ord as usize].insert(at.doc_id as usize);
        }
        let part = |(part, docs): (u32, FixedBitSet)| {
            let docs = docs.ones().map(|doc| doc as DocId).collect();
            (searcher.segment_reader(part).segment_id(), docs)
        };
        Listed(Arc::new((0..).zip(parts).map(part).collect()))
    }
}

impl Query for Listed {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Listed {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self.0.get(&reader.segment_id()).cloned();
        let docs = Docs::new(docs.unwrap_or_else(|| Arc::new([])));
        // What is known of a turn says nothing about relevance.
        Ok(Box::new(ConstScorer::new(docs, 0.0)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("listed", 0.0))
    }
}
