//! Collects every hit with its place, for lists in reading order.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

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
