//! A query of weighed words, several of which have to stand in a turn.

use super::listed::Docs;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, Term};

/// A word, and how much it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Weighed {
    pub word: String,
    pub weight: f32,
}

/// Turns that hold at least so many of the words. The library could be asked for that, too; but it adds up
/// what each word is worth in an order of its own, so that turns that are worth the same would not always
/// score the same, and equals could not stand in reading order.
#[derive(Clone, Debug)]
pub(super) struct Several {
    pub field: Field,
    pub words: Vec<Weighed>,
    pub least: usize,
}

impl Query for Several {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let of_word = |w: &Weighed| {
            let term = Term::from_field_text(self.field, &w.word);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            Ok((query.weight(scoring)?, w.weight))
        };
        let words: tantivy::Result<Vec<_>> = self.words.iter().map(of_word).collect();
        Ok(Box::new(SeveralWeight {
            words: words?,
            least: self.least,
        }))
    }
}

struct SeveralWeight {
    words: Vec<(Box<dyn Weight>, f32)>,
    least: usize,
}

impl Weight for SeveralWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        // By turn: how many of the words it holds, and what they are worth together.
        let mut all = vec![(0, 0.0); reader.max_doc() as usize];
        for (word, weight) in &self.words {
            word.for_each(reader, &mut |doc, score| {
                let (held, sum) = &mut all[doc as usize];
                *held += 1;
                *sum += boost * weight * score;
            })?;
        }
        let found = all.iter().enumerate();
        let found = found.filter(|(_, (held, _))| *held >= self.least.max(1));
        let (docs, scores): (Vec<DocId>, Vec<Score>) = found
            .map(|(doc, (_, score))| (doc as DocId, *score))
            .unzip();
        let docs = Docs::new(docs.into());
        Ok(Box::new(Scored { docs, scores }))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("several words", 1.0))
    }
}

/// Documents with what each is worth.
struct Scored {
    docs: Docs,
    scores: Vec<Score>,
}

impl DocSet for Scored {
    fn advance(&mut self) -> DocId {
        self.docs.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.docs.seek(target)
    }

    fn doc(&self) -> DocId {
        self.docs.doc()
    }

    fn size_hint(&self) -> u32 {
        self.docs.size_hint()
    }
}

impl Scorer for Scored {
    fn score(&mut self) -> Score {
        let score = self.scores.get(self.docs.at());
        score.copied().unwrap_or_default()
    }
}
