//! The segments behind the two codes looked at: first those both cover.

use super::{ConferenceScreen, Quote, Whose};
use crate::app::context::Context;
use crate::model::coding::Coding;
use crate::model::text::Span;

/// Segments shown of each kind; the others are only counted.
pub const MOST: usize = 60;

impl ConferenceScreen {
    /// Gathers the segments behind the codes looked at, where these changed.
    pub(super) fn quote_pairs(&mut self, cx: &Context) {
        let state = &*self;
        let now = (state.at, state.pair, cx.documents.len());
        if state.quoted == Some(now) {
            return;
        }
        let quotes = self.quotes(cx);
        self.quotes = quotes;
        self.quotes_top = 0;
        self.quoted = Some(now);
    }

    fn quotes(&self, cx: &Context) -> Vec<Quote> {
        let state = self;
        let (Some(conference), Some((a, b))) = (&state.conference, state.coders()) else {
            return Vec::new();
        };
        let codings = |list: usize, at: Option<usize>| -> Vec<&Coding> {
            let code = at.and_then(|at| conference.lists[list].codes.get(at));
            let ids = code.map(|c| c.codings.as_slice()).unwrap_or_default();
            ids.iter().filter_map(|id| cx.view.coding(*id)).collect()
        };
        let (first, second) = (codings(a, state.at.0), codings(b, state.at.1));
        let meets = |one: &Coding, other: &Coding| {
            one.source == other.source && one.span.overlap(other.span) > 0
        };
        let alone = |one: &&&Coding, others: &[&Coding]| !others.iter().any(|o| meets(one, o));
        let mut quotes = Vec::new();
        for one in &first {
            for other in second.iter().filter(|o| meets(one, o)) {
                let span = Span {
                    start: one.span.start.min(other.span.start),
                    end: one.span.end.max(other.span.end),
                };
                quotes.push(self.quoted(Whose::Both, one, span, cx));
            }
        }
        quotes.dedup();
        quotes.truncate(MOST);
        let first_alone = first.iter().filter(|c| alone(c, &second)).take(MOST);
        quotes.extend(first_alone.map(|c| self.quoted(Whose::First, c, c.span, cx)));
        let second_alone = second.iter().filter(|c| alone(c, &first)).take(MOST);
        quotes.extend(second_alone.map(|c| self.quoted(Whose::Second, c, c.span, cx)));
        quotes
    }

    fn quoted(&self, whose: Whose, coding: &Coding, span: Span, cx: &Context) -> Quote {
        let name = cx.view.source(&coding.source);
        let name = name.map_or(coding.source.as_str(), |s| s.name.as_str());
        let (place, text) = match cx.documents.get(&coding.source) {
            Some(document) => {
                let words = document.text.slice(span).split_whitespace();
                let text = words.collect::<Vec<_>>().join(" ");
                (format!("{name}:{}", document.structure.cite(span)), text)
            }
            None => (name.to_owned(), String::new()),
        };
        Quote {
            whose,
            place,
            text,
            source: coding.source.clone(),
            span,
        }
    }
}
