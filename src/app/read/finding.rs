//! Finding words in the source that is open.

use super::Read;
use super::cursor::Way;
use crate::app::context::{Context, Request};
use crate::model::text::Span;
use crate::model::visible::is_invisible;
use crate::work::effect::Effect;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

impl Read {
    /// Asks for turns that resemble what is coded at the cursor, one’s own first; else the turn there.
    pub(super) fn more_like_this(&self, cx: &mut Context) -> Vec<Effect> {
        let Some(source) = &self.source else {
            return Vec::new();
        };
        let coded = self.own_here(&cx.me).or(self.here().first().copied());
        let at = Span {
            start: self.cursor,
            end: self.cursor,
        };
        match cx.like(coded.map(|mark| mark.id), source, at) {
            Some(query) => cx.request(Request::Query(query)),
            None => cx.say("the text is not loaded yet"),
        }
    }

    /// Looks for `read.find` from the cursor, round the end if need be; letter case aside.
    pub(crate) fn find(&mut self, way: Way, cx: &mut Context) -> Vec<Effect> {
        let Some(document) = self.document.clone() else {
            return Vec::new();
        };
        if self.find.is_empty() {
            return cx.say("/ finds in this source");
        }
        let hits = occurrences(document.text.as_str(), &self.find);
        let next = match way {
            Way::Forward => hits.iter().find(|h| **h > self.cursor).or(hits.first()),
            Way::Back => hits
                .iter()
                .rev()
                .find(|h| **h < self.cursor)
                .or(hits.last()),
        };
        match next {
            Some(at) => {
                self.cursor = *at;
                self.clamp();
                self.scroll(cx.size.0, cx.size.1);
                Vec::new()
            }
            None => {
                let text = format!("“{}” is not in this source", self.find);
                cx.say(text)
            }
        }
    }
}

/// Code points at which `needle` begins; letter case, how accents are written, and what nobody sees
/// tell nothing apart.
fn occurrences(text: &str, needle: &str) -> Vec<u32> {
    let needle: Vec<char> = folded(needle).into_iter().map(|(_, c)| c).collect();
    if needle.is_empty() {
        return Vec::new();
    }
    let text = folded(text);
    let fits = |at: usize| {
        let here = text[at..].iter().map(|(_, c)| c);
        let next = text.get(at + needle.len());
        // A letter is not the same as that letter with an accent.
        here.take(needle.len()).eq(needle.iter())
            && !next.is_some_and(|(_, c)| is_combining_mark(*c))
    };
    let found = (0..text.len()).filter(|at| fits(*at));
    found.map(|at| text[at].0).collect()
}

/// The characters of a text as they are compared, each with the code point it stands for.
fn folded(text: &str) -> Vec<(u32, char)> {
    let mut out = Vec::with_capacity(text.len());
    let seen = |(_, c): &(usize, char)| !is_invisible(*c) || c.is_whitespace();
    for (i, c) in text.chars().enumerate().filter(seen) {
        let mut put = |c: char| out.extend(c.to_lowercase().map(|l| (i as u32, l)));
        decompose_canonical(c, &mut put);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::occurrences;

    #[test]
    fn words_are_found_however_their_letters_are_written() {
        let text = "The wai\u{ad}ting caf\u{e9}, CAFE\u{301}, cafe; 재\u{ad}활";
        assert_eq!(occurrences(text, "waiting"), [4]);
        assert_eq!(occurrences(text, "caf\u{e9}"), [13, 19]);
        assert_eq!(occurrences(text, "cafe\u{301}"), [13, 19]);
        assert_eq!(occurrences(text, "cafe"), [26]);
        assert_eq!(occurrences(text, "재활"), [32]);
        assert_eq!(occurrences(text, "\u{ad}"), [0u32; 0]);
    }
}
