//! Bytes to text: which encoding, one kind of line end, and nothing else changed.

use super::error::ImportError;
use super::looks::{not_text, text_is_junk};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text with the encoding it was read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, line ends LF, without a byte order mark.
    pub text: String,
    /// Name of the encoding actually used (`UTF-8`, `Big5`, `windows-1252`).
    pub encoding: String,
    /// Places where bytes made no character and `�` stands instead.
    pub replaced: usize,
}

/// Reads `bytes` as text: byte order mark, then `encoding` where one is given, else a guess.
///
/// Line ends (CRLF, CR) become LF and a byte order mark is dropped; nothing is trimmed or
/// normalised, so form feeds, no-break and zero-width spaces stay where they are.
pub fn decode(name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Decoded, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty { name: name.into() });
    }
    if let Some((what, next)) = not_text(bytes) {
        return Err(ImportError::NotText {
            name: name.into(),
            what: what.into(),
            next: next.into(),
        });
    }
    let encoding = match encoding {
        Some(label) => named(label).ok_or_else(|| ImportError::UnknownEncoding {
            name: name.into(),
            label: label.into(),
        })?,
        None => guess(bytes),
    };
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    if text_is_junk(&text) {
        return Err(ImportError::NotText {
            name: name.into(),
            what: "binary data".into(),
            next: "if it is text after all, save it as UTF-8 in an editor".into(),
        });
    }
    let given = text.matches('\u{FFFD}').count();
    let replaced = if encoding == UTF_8 && std::str::from_utf8(bytes).is_ok() {
        0 // the author's own
    } else {
        given
    };
    Ok(Decoded {
        text: line_ends(&text),
        encoding: encoding.name().to_owned(),
        replaced,
    })
}

/// CRLF and CR become LF.
pub fn line_ends(text: &str) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

/// An encoding by its web label, or by the code page number Windows programs show.
pub(super) fn named(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    let label = match label.as_str() {
        "cp950" | "950" => "big5",
        "cp936" | "936" => "gb18030",
        "cp932" | "932" => "shift_jis",
        "cp949" | "949" => "euc-kr",
        "utf8" | "utf-8-sig" => "utf-8",
        other => other,
    };
    Encoding::for_label(label.as_bytes())
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    // Before UTF-8: ASCII in UTF-16 is valid UTF-8 too, with a NUL after every letter.
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    // A file cut in the middle of a character, or with one bad byte, is UTF-8 all the same.
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // A quarter of a megabyte from the first foreign letter on tells as much as all of it.
    let foreign = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let sample = &bytes[foreign..];
    detector.feed(&sample[..sample.len().min(256 * 1024)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// No legacy encoding has NULs in text; in UTF-16 they stand on one side of each pair.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut even, mut odd) = (0usize, 0usize);
    for pair in bytes.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let (encoding, many, few) = if odd > even {
        (UTF_16LE, odd, even)
    } else {
        (UTF_16BE, even, odd)
    };
    if many == 0 || few * 20 > many || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    (!text_is_junk(&text) && !text.contains('\0')).then_some(encoding)
}

/// Many multi-byte sequences that are right, hardly any that are wrong: in another encoding
/// nearly all would be wrong.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right >= 4 && wrong * 50 <= right
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GBK, SHIFT_JIS, WINDOWS_1252};

    const TALK: &str = "訪問者：你今天怎麼樣？\n受訪者：還好，天氣很熱，我在家裡工作。\n";

    fn read(bytes: &[u8]) -> Decoded {
        decode("a.txt", bytes, None).expect("text")
    }
    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn marks_are_obeyed_and_dropped() {
        let d = read("\u{FEFF}P01: ça\r\n".as_bytes());
        assert_eq!(
            (d.text.as_str(), d.encoding.as_str()),
            ("P01: ça\n", "UTF-8")
        );
        for (mark, order) in [
            ("UTF-16LE", u16::to_le_bytes as fn(u16) -> [u8; 2]),
            ("UTF-16BE", u16::to_be_bytes),
        ] {
            let d = read(&utf16(&format!("\u{FEFF}{TALK}"), order));
            assert_eq!((d.text.as_str(), d.encoding.as_str()), (TALK, mark));
        }
    }

    #[test]
    fn utf16_without_a_mark_is_seen_by_its_nuls() {
        for order in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            assert_eq!(
                read(&utf16("P01: Hello there.\n", order)).text,
                "P01: Hello there.\n"
            );
            assert_eq!(read(&utf16(TALK, order)).text, TALK);
        }
    }

    #[test]
    fn old_encodings_are_guessed_or_given() {
        let simplified = "访问者：你今天怎么样？\n受访者：还好，天气很热，我在家里工作。\n";
        let japanese = "聞き手：今日はどうでしたか。\n参加者：とても暑かったです。\n";
        let smart = "P01: It’s – “fine”, naïve café.\n";
        for (encoding, text) in [
            (BIG5, TALK),
            (GBK, simplified),
            (SHIFT_JIS, japanese),
            (WINDOWS_1252, smart),
        ] {
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy);
            assert_eq!(read(&bytes).text, text);
            let given = decode("a.txt", &bytes, Some(encoding.name())).expect("text");
            assert_eq!(given.text, text);
        }
        let (bytes, ..) = BIG5.encode(TALK);
        assert_eq!(
            decode("a", &bytes, Some("cp950")).expect("alias").text,
            TALK
        );
        assert!(matches!(
            decode("a", &bytes, Some("klingon")),
            Err(ImportError::UnknownEncoding { .. })
        ));
    }

    #[test]
    fn only_line_ends_change() {
        assert_eq!(read(b"a\r\nb\rc\n\n d ").text, "a\nb\nc\n\n d ");
        let kept = "a\u{0C}b\u{A0}c\u{200B}d\u{85}e\u{2028}f\u{301}  \n";
        assert_eq!(read(kept.as_bytes()).text, kept);
    }

    #[test]
    fn one_bad_byte_does_not_make_utf8_something_else() {
        let mut bytes = TALK.repeat(3).into_bytes();
        bytes.push(0xE8);
        let d = read(&bytes);
        assert_eq!((d.encoding.as_str(), d.replaced), ("UTF-8", 1));
    }

    #[test]
    fn what_is_not_text_is_refused_by_name() {
        let elf = [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 200]].concat();
        let noise: Vec<u8> = (0..4000u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        for bytes in [elf, noise, b"\x89PNG\r\n\x1a\n....".to_vec(), vec![0; 64]] {
            let e = decode("scan.txt", &bytes, None).expect_err("binary");
            assert!(
                e.to_string().starts_with("scan.txt: this is not text"),
                "{e}"
            );
        }
        assert!(matches!(
            decode("a", b"", None),
            Err(ImportError::Empty { .. })
        ));
    }
}
