//! Collects hits with their place, the value of a field of that name: the best, or all of them for
//! lists in reading order.

use tantivy::collector::sort_key::{SortBySimilarityScore, SortByStaticFastValue};
use tantivy::collector::{Collector, Count, SegmentCollector, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Order, Score, Searcher, SegmentOrdinal, SegmentReader};

/// Hits in order, and how many there are in all.
pub(super) type Ranked<T> = (Vec<T>, usize);

/// Entries of an index with their scores.
pub(super) type Scored = Ranked<(Score, DocAddress)>;

/// The best hits with score and place, and how many there are in all. What scores the same stands
/// in reading order, however the index came to be: it is written by several threads.
pub(super) fn best(
    searcher: &Searcher,
    query: &dyn Query,
    limit: usize,
) -> tantivy::Result<Ranked<(Score, u64, DocAddress)>> {
    let place = SortByStaticFastValue::<u64>::for_field("place");
    let key = (SortBySimilarityScore, (place, Order::Asc));
    let top = TopDocs::with_limit(limit).order_by(key);
    let (found, total) = searcher.search(query, &(top, Count))?;
    let found = found.into_iter();
    let placed = found.map(|((score, place), at)| (score, place.unwrap_or_default(), at));
    Ok((placed.collect(), total))
}

/// All hits with the value of their `place` field.
pub(super) struct ByPlace;

/// The same within one segment.
pub(super) struct InSegment {
    segment: SegmentOrdinal,
    places: Column<u64>,
    found: Vec<(u64, DocAddress)>,
}

impl Collector for ByPlace {
    type Fruit = Vec<(u64, DocAddress)>;
    type Child = InSegment;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<InSegment> {
        let places = reader.fast_fields().u64("place")?;
        Ok(InSegment {
            segment,
            places,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(found.into_iter().flatten().collect())
    }
}

impl SegmentCollector for InSegment {
    type Fruit = Vec<(u64, DocAddress)>;

    fn collect(&mut self, doc: DocId, _score: Score) {
        let place = self.places.first(doc).unwrap_or_default();
        self.found.push((place, DocAddress::new(self.segment, doc)));
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
