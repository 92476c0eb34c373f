//! Texts of many scripts, put together at random.

use proptest::prelude::*;

/// Letters of one cell and of several, marks, joiners, and what nobody sees.
const LETTERS: [&str; 52] = [
    "क्ति",
    "श्री",
    "स्थ्य",
    "क्यों",
    "ि",
    "স্থ্য",
    "ক্লি",
    "য়ে",
    "స్థ్యం",
    "వా",
    "ન્દ્ર",
    "ന്റെ",
    "ஸ்ரீ",
    "ශ්\u{200d}රී",
    "ที่",
    "ไม่",
    "น้ำ",
    "ນ້ຳ",
    "ខ្ញុំ",
    "ស្ត្រី",
    "ကျွ",
    "བཀྲ",
    "한",
    "\u{1100}\u{1161}\u{11a8}",
    "e\u{302}\u{323}",
    "می\u{200c}",
    "خوا",
    "لا",
    "السَّلَا",
    "שָׁ",
    "復",
    "元",
    "，",
    "ｶﾞ",
    "紅ﾞ",
    "❤\u{fe0f}",
    "⌚\u{fe0e}",
    "1\u{fe0f}\u{20e3}",
    "🇩🇪",
    "é",
    "“",
    "a",
    "b",
    "-",
    " ",
    " ",
    "\u{301}",
    "\u{1161}",
    "\u{200b}",
    "\u{ad}",
    "\u{200f}",
    "\t",
];

/// Emoji that are several characters of two cells each, joined.
const JOINED: [&str; 3] = ["👍🏽", "👩\u{200d}⚕\u{fe0f}", "👩\u{200d}👩\u{200d}👧"];

/// A text of up to so many pieces.
pub(crate) fn texts(most: usize) -> impl Strategy<Value = String> {
    let all = [&LETTERS[..], &JOINED].concat();
    prop::collection::vec(prop::sample::select(all), 0..most).prop_map(|all| all.concat())
}

/// The same without emoji that some terminals show one by one.
pub(crate) fn unjoined(most: usize) -> impl Strategy<Value = String> {
    let all = LETTERS.to_vec();
    prop::collection::vec(prop::sample::select(all), 0..most).prop_map(|all| all.concat())
}
