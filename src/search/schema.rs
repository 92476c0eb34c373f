//! The fields of the text index: one entry a turn, sources only, the same for all viewers.

use super::stream;
use crate::model::source::SpeakerRole;
use tantivy::Term;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};

/// Raise it when fields or tokenizer change: every index made before is then rebuilt.
pub(super) const VERSION: u32 = 5;

#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// Terms of the talk.
    pub words: Field,
    /// The talk as it stands, to mark what matched.
    pub talk: Field,
    /// The source's place in the manifest, as a term.
    pub source: Field,
    /// The same number and the turn's in one, to sort by.
    pub place: Field,
    /// Code point of the source's text at which the talk begins.
    pub start: Field,
    /// Code points at which the turn begins and ends, its speaker's label included.
    pub from: Field,
    pub to: Field,
    /// Numbers and beginnings of the paragraphs in it.
    pub paragraphs: Field,
    /// The speaker's label exactly.
    pub label: Field,
    /// The speaker's role as parsed at import.
    pub role: Field,
}

/// How texts are indexed: every term with its positions, in the language of its source.
pub(super) fn terms() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(stream::NAME)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    // Speakers are known one by one, so no term leads to their turns.
    let column = TextOptions::from(FAST);
    let fields = Fields {
        words: schema.add_text_field("words", terms()),
        talk: schema.add_text_field("talk", STORED),
        source: schema.add_u64_field("source", INDEXED),
        place: schema.add_u64_field("place", FAST),
        start: schema.add_u64_field("start", FAST),
        from: schema.add_u64_field("from", FAST),
        to: schema.add_u64_field("to", FAST),
        paragraphs: schema.add_bytes_field("paragraphs", STORED),
        label: schema.add_text_field("label", column.clone() | STORED),
        role: schema.add_text_field("role", column),
    };
    (schema.build(), fields)
}

/// Source and turn in one number, in reading order.
pub(super) fn place(source: usize, turn: usize) -> u64 {
    ((source as u64) << 32) | turn as u64
}

/// The two again.
pub(super) fn unplace(place: u64) -> (usize, usize) {
    ((place >> 32) as usize, (place & 0xFFFF_FFFF) as usize)
}

pub(super) fn role_term(role: SpeakerRole) -> &'static str {
    match role {
        SpeakerRole::Participant => "participant",
        SpeakerRole::Interviewer => "interviewer",
    }
}

/// The term a source's turns carry.
pub(super) fn source_term(fields: &Fields, number: usize) -> Term {
    Term::from_field_u64(fields.source, number as u64)
}
