//! Letters of rich text: bytes in the code page of their font, or numbers of Unicode.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, IBM866, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255,
    WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};
use std::collections::HashMap;

/// What the bytes of a font are.
#[derive(Clone, Copy, Debug)]
enum Page {
    Letters(&'static Encoding),
    /// A font of pictures (Wingdings).
    Symbols,
}

/// Code pages of a file, and the letters that are not made into text yet.
#[derive(Debug)]
pub(super) struct Letters {
    /// The one the user gave: it stands above what the file says.
    given: Option<&'static Encoding>,
    /// The one of fonts that say nothing.
    usual: &'static Encoding,
    fonts: HashMap<i32, Page>,
    /// A code page nobody here knows.
    strange: Option<i32>,
    /// The first code page in which there was more than ASCII.
    used: Option<&'static Encoding>,
    waiting: Vec<u8>,
    /// The first half of a character beyond the first 65,536.
    high: Option<u16>,
    /// Places where bytes made no character.
    pub replaced: usize,
    /// Whether a letter beyond ASCII was in the code page nobody here knows.
    guessed: bool,
}

impl Letters {
    pub fn new(given: Option<&'static Encoding>) -> Letters {
        Letters {
            given,
            usual: given.unwrap_or(WINDOWS_1252),
            fonts: HashMap::new(),
            strange: None,
            used: None,
            waiting: Vec::new(),
            high: None,
            replaced: 0,
            guessed: false,
        }
    }

    /// The name of the code page the first letter beyond ASCII was in; numbers need none.
    pub fn encoding(&self) -> &'static str {
        self.used.unwrap_or(UTF_8).name()
    }

    /// The file's code page, as a number of Windows.
    pub fn set_page(&mut self, number: i32) {
        let page = page(number);
        self.strange = page.is_none().then_some(number);
        self.usual = self.given.or(page).unwrap_or(WINDOWS_1252);
    }

    /// The code page of a font.
    pub fn set_font_page(&mut self, font: i32, number: i32) {
        if let Some(page) = page(number) {
            self.fonts.insert(font, Page::Letters(page));
        }
    }

    /// The character set of a font, as a number of Windows.
    pub fn set_font(&mut self, font: i32, charset: i32) {
        let page = match charset {
            2 => Page::Symbols,
            other => match by_charset(other) {
                Some(encoding) => Page::Letters(encoding),
                None => return,
            },
        };
        self.fonts.insert(font, page);
    }

    /// Adds a letter of the run. A double-byte one comes in halves, each in any notation.
    pub fn byte(&mut self, byte: u8) {
        self.waiting.push(byte);
    }

    /// The letters that wait, as text; they are in this font.
    pub fn text(&mut self, font: Option<i32>) -> String {
        let bytes = std::mem::take(&mut self.waiting);
        if bytes.is_empty() {
            return String::new();
        }
        let mut text = self.broken_pair();
        let page = font.and_then(|font| self.fonts.get(&font)).copied();
        let encoding = match (page, self.given) {
            (Some(Page::Symbols), _) => {
                return text + &bytes.iter().map(|b| symbol(*b)).collect::<String>();
            }
            (_, Some(given)) => given,
            (Some(Page::Letters(encoding)), None) => encoding,
            (None, None) => {
                self.guessed |= self.strange.is_some() && !bytes.is_ascii();
                self.usual
            }
        };
        if !bytes.is_ascii() {
            self.used.get_or_insert(encoding);
        }
        let (decoded, _) = encoding.decode_without_bom_handling(&bytes);
        self.replaced += decoded.matches('\u{FFFD}').count();
        text.push_str(&decoded);
        text
    }

    /// What a number of Unicode adds to the text: nothing yet, where it is half a character.
    pub fn unit(&mut self, number: i32) -> String {
        // Numbers are signed 16-bit ones; some programs write larger ones as they are.
        let number = if number < 0 {
            number + 0x1_0000
        } else {
            number
        };
        let Ok(number) = u32::try_from(number) else {
            return self.broken_pair();
        };
        match (self.high, number) {
            (Some(high), 0xDC00..=0xDFFF) => {
                self.high = None;
                let number = 0x1_0000 + ((u32::from(high) - 0xD800) << 10) + (number - 0xDC00);
                char::from_u32(number).map(String::from).unwrap_or_default()
            }
            (_, 0xD800..=0xDBFF) => {
                let before = self.broken_pair();
                self.high = u16::try_from(number).ok();
                before
            }
            (_, 0xE000..=0xF8FF) => self.broken_pair() + &private(number).to_string(),
            (_, number) => {
                let before = self.broken_pair();
                let c = char::from_u32(number).filter(|c| !c.is_control());
                self.replaced += usize::from(c.is_none());
                before + &String::from(c.unwrap_or('\u{FFFD}'))
            }
        }
    }

    /// A first half whose second did not come.
    fn broken_pair(&mut self) -> String {
        let broken = self.high.take().is_some();
        self.replaced += usize::from(broken);
        if broken {
            "\u{FFFD}".into()
        } else {
            String::new()
        }
    }

    /// A word on letters that may be wrong.
    pub fn doubt(&self) -> Option<String> {
        let number = self.strange.filter(|_| self.guessed)?;
        Some(format!(
            "its letters are in the code page {number}, which is read as windows-1252: if the text looks wrong, name its encoding"
        ))
    }
}

/// Symbol fonts lie in an area of Unicode of their own.
fn private(number: u32) -> char {
    match u8::try_from(number & 0xFF) {
        Ok(byte) if number >> 8 == 0xF0 => symbol(byte),
        _ => '□',
    }
}

/// A picture of a symbol font: all but the bullet are a box.
fn symbol(byte: u8) -> char {
    match byte {
        b' ' => ' ',
        0xB7 => '•',
        _ => '□',
    }
}

fn page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        874 => WINDOWS_874,
        866 => IBM866,
        932 => SHIFT_JIS,
        936 | 54936 => GB18030,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        65001 => UTF_8,
        _ => return None,
    })
}

fn by_charset(number: i32) -> Option<&'static Encoding> {
    page(match number {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_in_the_page_of_their_font() {
        let mut letters = Letters::new(None);
        letters.set_page(1251);
        letters.set_font(3, 136);
        letters.set_font(4, 2);
        let mut told = |bytes: &[u8], font| {
            bytes.iter().for_each(|b| letters.byte(*b));
            letters.text(font)
        };
        assert_eq!(told(b"\xC4\xE0", None), "Да");
        assert_eq!(told(b"\xB3\x5Ca", Some(3)), "許a");
        assert_eq!(told(b"\xB7 J", Some(4)), "• □");
        assert_eq!(told(b"\xC4", Some(9)), "Д");
    }

    #[test]
    fn numbers_come_in_pairs_and_signed() {
        let mut letters = Letters::new(None);
        let told: String = [-10179, -8704, 8217, 55357, 65, 56832, -3913]
            .map(|n| letters.unit(n))
            .concat();
        assert_eq!(
            (told.as_str(), letters.replaced),
            ("😀’\u{FFFD}A\u{FFFD}•", 2)
        );
    }

    #[test]
    fn a_page_nobody_knows_is_told_where_it_matters() {
        let mut letters = Letters::new(None);
        letters.set_page(850);
        letters.byte(b'a');
        letters.text(None);
        assert!(letters.doubt().is_none());
        letters.byte(0x82);
        letters.text(None);
        assert!(letters.doubt().is_some_and(|d| d.contains("850")));
    }
}
