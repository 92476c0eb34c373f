//! Transcripts in JSON: lists of stretches, each with its text, times and perhaps its speaker, as
//! podcasts, Whisper, WhisperX and Rev have them.

use super::counted;
use super::error::ImportError;
use super::json::{Kind, TALK, kind};
use super::timecode::bare;
use super::utterances::{Transcript, Utterance, one_line, transcript};
use crate::model::limits::{self, UTTERANCES};
use serde::Deserialize;
use serde_json::Deserializer;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::rc::Rc;

type Raw<'a> = Option<&'a RawValue>;

/// One stretch, under the names different programs have for its fields.
#[derive(Deserialize)]
struct Segment<'a> {
    #[serde(borrow)]
    speaker: Raw<'a>,
    start: Raw<'a>,
    end: Raw<'a>,
    #[serde(rename = "startTime")]
    start_time: Raw<'a>,
    #[serde(rename = "endTime")]
    end_time: Raw<'a>,
    text: Raw<'a>,
    body: Raw<'a>,
    /// Words and what stands between them, of a monologue.
    elements: Raw<'a>,
}

#[derive(Deserialize)]
struct Element<'a> {
    #[serde(borrow)]
    value: Raw<'a>,
    ts: Raw<'a>,
    end_ts: Raw<'a>,
}

/// Who says what in a JSON file.
pub(super) fn read(name: &str, json: &str) -> Result<Transcript, ImportError> {
    let fail = |why: String, next: &str| ImportError::Damaged {
        name: name.into(),
        what: "the transcript",
        why,
        next: next.into(),
    };
    match kind(json.as_bytes()) {
        Kind::Transcript => {}
        Kind::Codings => {
            let why = "it holds codings or who read what, and nothing that is said";
            let next = "take it in with --codings FILE or --assessed FILE";
            return Err(fail(why.into(), next));
        }
        Kind::Other(what) => {
            let why = format!("it looks like {what}, and has no list “segments”");
            let next = "if it is a table of codings, take it in with --codings FILE";
            return Err(fail(why, next));
        }
    }
    let list = list(json).map_err(|e| {
        fail(
            e.to_string(),
            "write it again with the program it came from",
        )
    })?;
    let (mut said, mut bad) = (Vec::with_capacity(list.len()), 0);
    for entry in list {
        match serde_json::from_str::<Segment>(entry.get()) {
            Ok(segment) => said.push(segment.said()),
            Err(_) => bad += 1,
        }
    }
    let es = if bad == 1 { "" } else { "es" };
    let words = format!("{bad} stretch{es} of talk could not be read and left out");
    let warnings = if bad > 0 { vec![words] } else { Vec::new() };
    Ok(transcript(said, warnings))
}

/// The entries of the list, be it the whole file or in one of its fields.
fn list(json: &str) -> Result<Vec<&RawValue>, serde_json::Error> {
    let mut whole = Deserializer::from_str(json);
    if json.trim_start().starts_with('[') {
        return counted::list(&mut whole, UTTERANCES);
    }
    let fields: BTreeMap<String, &RawValue> = counted::fields(&mut whole, limits::COLUMNS)?;
    let list = TALK.iter().find_map(|name| fields.get(*name));
    let list = list.map_or("[]", |list| list.get());
    counted::list(&mut Deserializer::from_str(list), UTTERANCES)
}

impl Segment<'_> {
    fn said(&self) -> Utterance {
        let mut said = Utterance {
            speaker: self.speaker.and_then(speaker),
            talk: self.text.or(self.body).and_then(text).unwrap_or_default(),
            start_ms: self.start.or(self.start_time).and_then(ms),
            end_ms: self.end.or(self.end_time).and_then(ms),
            ..Utterance::default()
        };
        for element in self.elements.into_iter().flat_map(elements) {
            said.talk.extend(element.value.and_then(text));
            said.start_ms = said.start_ms.or(element.ts.and_then(ms));
            said.end_ms = element.end_ts.and_then(ms).or(said.end_ms);
        }
        said.talk = one_line(&said.talk);
        said
    }
}

fn elements(raw: &RawValue) -> Vec<Element<'_>> {
    let mut list = Deserializer::from_str(raw.get());
    counted::list(&mut list, UTTERANCES).unwrap_or_default()
}

fn text(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

/// A name, or the number of somebody who has none.
fn speaker(raw: &RawValue) -> Option<Rc<str>> {
    let name = match serde_json::from_str::<u32>(raw.get()) {
        Ok(number) => format!("Speaker {number}"),
        Err(_) => one_line(&text(raw)?),
    };
    (!name.is_empty()).then(|| name.into())
}

/// A moment: seconds, or hours, minutes and seconds.
fn ms(raw: &RawValue) -> Option<u32> {
    let seconds = serde_json::from_str::<f64>(raw.get()).ok();
    match seconds {
        Some(seconds) => Some((seconds * 1_000.0).round() as u32),
        None => {
            let written = text(raw)?;
            let seconds = written.parse().ok().filter(|s: &f64| s.is_finite());
            let ms = seconds.map(|s| (s * 1_000.0).round() as u32);
            ms.or_else(|| bare(&written).map(|t| t.ms))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(json: &str) -> String {
        read("a.json", json).expect("read").text
    }

    #[test]
    fn podcasts_whisper_and_others() {
        let podcast = r#"{"version": "1.0.0", "segments": [
            {"speaker": "Rosa", "startTime": 0.5, "endTime": 0.7, "body": "Shall"},
            {"speaker": "Rosa", "startTime": 0.7, "endTime": 1, "body": "we?"},
            {"speaker": "Tom", "startTime": 1.25, "endTime": 2, "body": "Yes."}]}"#;
        assert_eq!(told(podcast), "Rosa: Shall we?\n\nTom: Yes.\n\n");
        let made = read("a.json", podcast).expect("read");
        assert_eq!(made.structure.turns[1].time_ms, Some(1_250));
        let whisper = r#"{"text": " It was late.", "language": "en", "segments": [
            {"id": 0, "start": 0.0, "end": 2.0, "text": " It was", "tokens": [1, 2]},
            {"id": 1, "start": 2.0, "end": 4.0, "text": " late."}, 7]}"#;
        let made = read("a.json", whisper).expect("read");
        assert_eq!(made.text, "It was late.\n\n");
        assert_eq!(
            made.warnings,
            ["1 stretch of talk could not be read and left out"]
        );
        let labelled = r#"[{"start": 0, "end": 1, "text": "So?", "speaker": "SPEAKER_00"},
            {"start": 1, "end": 2, "text": "Well.", "speaker": "SPEAKER_01"}]"#;
        assert_eq!(told(labelled), "SPEAKER_00: So?\n\nSPEAKER_01: Well.\n\n");
        let monologues = r#"{"monologues": [{"speaker": 0, "elements": [
            {"type": "text", "value": "So", "ts": 0.75, "end_ts": 1}, {"type": "punct", "value": "?"}]},
            {"speaker": 1, "elements": [{"type": "text", "value": "Yes", "ts": "00:00:03.500"}]}]}"#;
        let made = read("a.json", monologues).expect("read");
        assert_eq!(made.text, "Speaker 0: So?\n\nSpeaker 1: Yes\n\n");
        assert_eq!(made.structure.turns[1].time_ms, Some(3_500));
    }

    #[test]
    fn what_is_no_transcript_is_told_by_its_looks() {
        let why = |json: &str| read("a.json", json).expect_err("refused").to_string();
        assert!(why(r#"{"codings": []}"#).contains("it holds codings"));
        let other = why(r#"{"name": "x"}"#);
        assert!(other.contains("an object with “name”") && other.contains("--codings"));
        assert!(why(r#"{"segments": 3}"#).contains("cannot be read"));
    }
}
