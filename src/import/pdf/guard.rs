//! What a file unpacks to is counted before anything is unpacked: the library knows no limit, and a
//! small file may be packed from a very large one.

use super::budget::Budget;
use super::fault::Fault;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_interpret::hayro_syntax::content::UntypedIter;
use hayro_interpret::hayro_syntax::object::dict::keys::CONTENTS;
use hayro_interpret::hayro_syntax::object::{Array, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{Filter, Pdf};
use std::io::{Read, copy, sink};

/// What one stream may unpack to, and all of a file together: pictures are the largest.
const STREAM: u64 = 64 << 20;
const ALL: u64 = 768 << 20;
/// How many streams a file may have.
const STREAMS: usize = 200_000;
/// What may be drawn on a page, or in a form: paths are kept until they end.
const CONTENT: usize = 16 << 20;
/// What of a stream is packed with LZW, which packs up to a thousand times.
const LZW: usize = 256 << 10;
/// The letters of one operator: the library takes each for a glyph before it tells of the first.
const SHOWN: usize = 32 << 10;

/// Refuses a file one of whose streams unpacks to too much, or all together.
pub(super) fn unpacks(bytes: &[u8], budget: &Budget) -> Result<(), Fault> {
    let (mut all, mut streams) = (0, 0);
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        let ended = rest[..at].ends_with(b"end");
        rest = &rest[at + b"stream".len()..];
        if ended {
            continue;
        }
        let data = rest.strip_prefix(b"\r").unwrap_or(rest);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        all += unpacked(data)?;
        streams += 1;
        if all > ALL || streams > STREAMS || budget.given_up() {
            return Err(Fault::Endless);
        }
    }
    Ok(())
}

/// How much data unpacks to, be it packed at all. What is packed wrongly counts up to there.
fn unpacked(data: &[u8]) -> Result<u64, Fault> {
    let zlib = counted(ZlibDecoder::new(data));
    let most = match zlib {
        0 => counted(DeflateDecoder::new(data)),
        most => most,
    };
    match most > STREAM {
        true => Err(Fault::Endless),
        false => Ok(most),
    }
}

fn counted(mut packed: impl Read) -> u64 {
    let mut buffer = [0; 8 << 10];
    let mut most = 0;
    while let Ok(n @ 1..) = packed.read(&mut buffer) {
        most += n as u64;
        if most > STREAM {
            break;
        }
    }
    most
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, word)
}

/// Refuses streams that are packed twice or with more than a little LZW, what is packed and
/// encrypted, where it unpacks to too much, and forms that show too much at once.
pub(super) fn objects(pdf: &Pdf, budget: &mut Budget) -> Result<(), Fault> {
    let mut all = 0;
    for object in pdf.objects() {
        let Object::Stream(stream) = object else {
            continue;
        };
        packed_once(&stream)?;
        all += match stream.filters().contains(&Filter::FlateDecode) {
            true => unpacked(&stream.raw_data())?,
            false => 0,
        };
        if all > ALL || budget.given_up() {
            return Err(Fault::Endless);
        }
        let form = stream.dict().get::<Name>(b"Subtype".as_slice());
        if form.is_some_and(|name| name.as_ref() == b"Form") {
            shown(&stream.decoded_data().unwrap_or_default(), budget)?;
        }
    }
    Ok(())
}

fn packed_once(stream: &Stream) -> Result<(), Fault> {
    let filters = stream.filters();
    let packs = |f: &&Filter| {
        matches!(
            f,
            Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode
        )
    };
    let lzw = filters.contains(&Filter::LzwDecode) && stream.raw_data().len() > LZW;
    match filters.iter().filter(packs).count() > 1 || lzw {
        true => Err(Fault::Endless),
        false => Ok(()),
    }
}

/// What is drawn on a page, and whether all of it could be unpacked.
pub(super) fn content(page: &Page, budget: &mut Budget) -> Result<(Vec<u8>, bool), Fault> {
    let dict = page.raw();
    let (parts, named) = match dict.get::<Stream>(CONTENTS) {
        Some(one) => (vec![one], 1),
        None => match dict.get::<Array>(CONTENTS) {
            Some(parts) => (parts.iter::<Stream>().collect(), parts.raw_iter().count()),
            None => (Vec::new(), usize::from(dict.contains_key(CONTENTS))),
        },
    };
    let (mut content, mut whole) = (Vec::new(), parts.len() == named);
    for part in parts {
        let flate = part.filters().first() == Some(&Filter::FlateDecode);
        whole &= !flate || ends_well(&part.raw_data());
        match part.decoded_data() {
            Ok(data) => content.extend_from_slice(&data),
            Err(_) => whole = false,
        }
        // Parts end where words do.
        content.push(b' ');
        if content.len() > CONTENT {
            return Err(Fault::Endless);
        }
    }
    shown(&content, budget)?;
    Ok((content, whole))
}

/// Whether packed data can be unpacked up to its end; the library takes what comes before a fault.
fn ends_well(data: &[u8]) -> bool {
    let mut packed = ZlibDecoder::new(data).take(STREAM);
    copy(&mut packed, &mut sink()).is_ok()
}

/// Refuses content of which one operator shows too much, or whose clips are of too many letters: of
/// each of those the outline is kept.
fn shown(content: &[u8], budget: &mut Budget) -> Result<(), Fault> {
    let (mut all, mut clips) = (0, false);
    let mut instructions = UntypedIter::new(content);
    while let Some(instruction) = instructions.next() {
        let letters: usize = instruction.operands().map(|o| letters(o)).sum();
        all += letters;
        clips |= &**instruction.operator == b"Tr"
            && instruction
                .operands()
                .any(|o| matches!(o, Object::Number(n) if n.as_f32() > 3.0));
        let beyond = letters > SHOWN || clips && all > SHOWN || content.len() > CONTENT;
        if beyond || !budget.operator() {
            return Err(Fault::Endless);
        }
    }
    Ok(())
}

fn letters(operand: &Object) -> usize {
    match operand {
        Object::String(text) => text.as_bytes().len(),
        Object::Array(parts) => parts
            .iter::<Object>()
            .map(|o| match o {
                Object::String(text) => text.as_bytes().len(),
                _ => 0,
            })
            .sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn operators_that_draw_nothing_are_counted() {
        let mut budget = Budget::new(Arc::default());
        budget.operators = 3;
        assert!(shown(b"q Q ", &mut budget).is_ok());
        assert!(matches!(shown(b"q Q ", &mut budget), Err(Fault::Endless)));
    }
}
