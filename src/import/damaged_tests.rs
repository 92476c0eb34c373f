//! Files of every packed or marked kind, damaged in many ways: they are read or refused, soon.

use super::packed::tests::with_parts;
use super::{epub, read};
use std::time::{Duration, Instant};

const TIMES: u64 = 500;
const SOON: Duration = Duration::from_secs(5);

const RICH: &[u8] = b"{\\rtf1\\ansi\\ansicpg950\\deff0{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset136 Ming;}}{\\info{\\author Tom}}\\pard\\outlinelevel0\\b Morning\\b0\\par{\\f1\\'b3\\'58\\'b3\\\\}\\uc1\\u-10179?\\u-8704?{\\footnote note}\\par\\trowd\\intbl 0:03\\cell{\\shp{\\*\\shpinst{\\shptxt box\\par}}}yes\\cell\\row{\\deleted no}{\\v x}\\bin3 {}{\\par}";
const PAGE: &[u8] = "<!DOCTYPE html><meta charset=utf-8><title>x</title><script>a<b</script><h1>Morning</h1><p><b>Rosa:</b> yes<br>no&hellip;<div hidden>x<div></div></div><table><tr><td>0:03<td>a<table><tr><th>b</table></table><pre>\n a\n\n b</pre><cite>Tom:</cite><time>0:07</time><p>訪問".as_bytes();
const OPEN: &[u8] = "<office:document-content><style:style style:name=\"B\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style><office:text><text:tracked-changes><text:deletion/></text:tracked-changes><text:h text:outline-level=\"1\">Morning</text:h><text:p><text:span text:style-name=\"B\">Rosa:</text:span> yes<text:s text:c=\"3\"/>訪問<text:note/></text:p><table:table-row><table:table-cell><text:p>0:03</text:p></table:table-cell><table:table-cell><text:p>a<draw:text-box><text:p>b</text:p></draw:text-box></text:p></table:table-cell></table:table-row></office:text></office:document-content>".as_bytes();

/// Numbers that come in no order, the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }

    /// The bytes with a few of them turned over, cut away, or there several times.
    fn damaged(&mut self, mut bytes: Vec<u8>) -> Vec<u8> {
        for _ in 0..=self.below(4) {
            let (at, how) = (self.below(bytes.len()), self.below(4));
            let end = (at + self.below(80)).min(bytes.len());
            match how {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 => bytes.truncate(end),
                2 => drop(bytes.drain(at..end)),
                _ => {
                    let piece = bytes[at..end].repeat(1 + self.below(50));
                    bytes.splice(at..at, piece);
                }
            }
        }
        bytes
    }
}

/// Reads what `make` makes of the bytes, damaged, many times.
fn attack(name: &str, sound: &[u8], make: impl Fn(Vec<u8>) -> Vec<u8>) {
    let whole = read(name, &make(sound.to_vec()), None).expect(name);
    assert!(
        whole.text.contains("Rosa: yes") || name.ends_with("rtf"),
        "{}",
        whole.text
    );
    for seed in 1..=TIMES {
        let bytes = make(Dice(seed << 20).damaged(sound.to_vec()));
        let begin = Instant::now();
        let _ = read(name, &bytes, None);
        assert!(begin.elapsed() < SOON, "{name} of seed {seed}");
    }
}

#[test]
fn damaged_texts_are_read_or_refused() {
    attack("a.rtf", RICH, |bytes| bytes);
    attack("a.html", PAGE, |bytes| bytes);
}

#[test]
fn damaged_containers_and_parts_are_read_or_refused() {
    let open = |part: Vec<u8>| with_parts(&[("content.xml", &part)]);
    attack("a.odt", OPEN, open);
    attack("a.odt", &open(OPEN.to_vec()), |bytes| bytes);
    let book = epub::tests::book(&[]);
    attack("a.epub", &book, |bytes| bytes);
    let list = "<package><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>";
    let root = "<container><rootfile full-path=\"a.opf\"/></container>";
    for damaged in ["META-INF/container.xml", "a.opf", "a.xhtml"] {
        let sound = |part: &str| match part {
            "a.opf" => list.as_bytes(),
            "a.xhtml" => PAGE,
            _ => root.as_bytes(),
        };
        attack("a.epub", sound(damaged), |part| {
            let parts = ["META-INF/container.xml", "a.opf", "a.xhtml"];
            let content = |name| if name == damaged { &*part } else { sound(name) };
            with_parts(&parts.map(|name| (name, content(name))))
        });
    }
}
