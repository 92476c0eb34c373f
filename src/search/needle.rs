//! A leaf of a query as terms at positions: asked of the index as phrases, and found again in a
//! text to place the cursor and mark the excerpt.

use super::ast::{Ending, Leaf};
use super::near::{Near, Part};
use super::phrase::{Phrase, Piece, occurrences};
use super::tokenizer::{Sort, Terms};
use std::ops::Range;

/// What a leaf looks for: any of these phrases. The plain words are one of them, each stemmer makes
/// another where it differs, so an exact match counts twice and ranks higher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needle {
    /// The phrases, none of them empty.
    pub phrases: Vec<Phrase>,
    /// Instead of phrases: words near each other.
    pub near: Option<Near>,
}

impl Needle {
    /// The needle of a leaf in sources of these languages.
    pub fn new<'a>(
        leaf: &Leaf,
        languages: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
    ) -> Needle {
        let languages = languages.into_iter();
        if let Ending::Near(most) = leaf.ending {
            let mut near = Near {
                most,
                parts: Vec::new(),
            };
            for word in leaf.text.split_whitespace() {
                let phrases = phrases(word, Ending::Whole, languages.clone());
                let terms = Terms::of(word, "");
                let width = terms.entries().last().map_or(0, |e| e.position + 1);
                near.add(Part::new(phrases, width));
            }
            return Needle {
                phrases: Vec::new(),
                near: Some(near),
            };
        }
        Needle {
            phrases: phrases(&leaf.text, leaf.ending, languages),
            near: None,
        }
    }

    /// The needle of a term of the index.
    pub fn of_term(term: &str) -> Needle {
        Needle {
            phrases: vec![vec![(0, Piece::Is(term.to_owned()))]],
            near: None,
        }
    }

    /// Whether it occurs in a part of a text: `within` says whether these bytes lie in that.
    pub fn stands_in(&self, terms: &Terms, within: &dyn Fn(&Range<usize>) -> bool) -> bool {
        match &self.near {
            Some(near) => near.stands_in(terms, within),
            None => {
                let all = self.phrases.iter().flat_map(|p| occurrences(p, terms));
                all.into_iter().any(|(_, bytes)| within(&bytes))
            }
        }
    }

    /// Where it occurs in a text, in bytes, in order, without what lies inside another find.
    pub fn find(&self, terms: &Terms) -> Vec<Range<usize>> {
        let phrases = self.phrases.iter();
        let mut found: Vec<Range<usize>> = match &self.near {
            Some(near) => near.find(terms),
            None => phrases
                .flat_map(|p| occurrences(p, terms))
                .map(|(_, bytes)| bytes)
                .collect(),
        };
        found.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
        found.dedup_by(|b, a| b.end <= a.end);
        found
    }
}

fn phrases<'a>(
    text: &str,
    ending: Ending,
    languages: impl Iterator<Item = &'a str>,
) -> Vec<Phrase> {
    let mut phrases = vec![phrase(&Terms::of(text, ""), ending)];
    // What is like a word is looked for among stems as they stand.
    let stems = !matches!(ending, Ending::Like(_));
    for language in languages.filter(|_| stems) {
        let stemmed = phrase(&Terms::of(text, language), ending);
        if !phrases.contains(&stemmed) {
            phrases.push(stemmed);
        }
    }
    phrases.retain(|p| !p.is_empty());
    phrases
}

/// The terms to ask for: the stem where there is one, and as few pairs as cover a run.
fn phrase(terms: &Terms, ending: Ending) -> Phrase {
    let all = terms.entries();
    let Some(last) = all.last().map(|e| e.position) else {
        return Vec::new();
    };
    let mut pieces = Vec::new();
    let mut covered = None;
    for position in 0..=last {
        let from = all.partition_point(|e| e.position < position);
        let here = || {
            all[from..]
                .iter()
                .take_while(move |e| e.position == position)
        };
        let get = |sort| {
            here()
                .find(|e| e.sort == sort)
                .map(|e| terms.term(e).to_owned())
        };
        if let Some(word) = get(Sort::Word) {
            pieces.push((
                position,
                match ending {
                    Ending::Open if position == last => Piece::Begins(word),
                    Ending::Like(most) => Piece::Like(word, most),
                    _ => Piece::Is(get(Sort::Stem).unwrap_or(word)),
                },
            ));
        } else if let Some(pair) = get(Sort::Pair) {
            // The next pair may be left out where the one after it covers its second character.
            let next = all
                .iter()
                .find(|e| e.position == position + 1 && e.sort == Sort::Pair);
            if covered != Some(position) || next.is_none() {
                pieces.push((position, Piece::Is(pair)));
                covered = Some(position + 1);
            }
        } else if let Some(one) = get(Sort::One)
            // The index wants the term right before an open one, covered or not.
            && (covered != Some(position) || ending == Ending::Open && position + 1 == last)
        {
            pieces.push((position, Piece::Is(one)));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::ast::Field;
    use super::*;

    fn leaf(text: &str, ending: Ending) -> Leaf {
        Leaf {
            column: 1,
            field: Field::Anywhere,
            text: text.to_owned(),
            ending,
        }
    }

    fn found<'a>(query: &str, ending: Ending, text: &'a str) -> Vec<&'a str> {
        let needle = Needle::new(&leaf(query, ending), ["en", "zh"]);
        let terms = Terms::of(text, "en");
        needle.find(&terms).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn runs_are_covered_by_as_few_pairs_as_can_be() {
        let pieces = |text: &str| {
            let needle = Needle::new(&leaf(text, Ending::Whole), []);
            let show = |(at, p): &(usize, Piece)| match p {
                Piece::Is(t) => format!("{at}{t}"),
                Piece::Begins(t) => format!("{at}{t}*"),
                Piece::Like(t, most) => format!("{at}{t}~{most}"),
            };
            needle.phrases[0]
                .iter()
                .map(show)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(pieces("復"), "0復");
        assert_eq!(pieces("社區"), "0社區");
        assert_eq!(pieces("輔導員"), "0輔導 1導員");
        assert_eq!(pieces("社區復元"), "0社區 2復元");
        assert_eq!(pieces("社會服務中"), "0社會 2服務 3務中");
        assert_eq!(pieces("好 nice"), "0好 1nice");
    }

    #[test]
    fn words_are_found_by_stem_phrases_across_stems_and_prefixes_by_letters() {
        let text = "My case workers worked; a worker’s case. Working!";
        assert_eq!(found("case worker", Ending::Whole, text), ["case workers"]);
        assert_eq!(
            found("worker", Ending::Whole, text),
            ["workers", "worker’s"]
        );
        assert_eq!(
            found("work", Ending::Open, text),
            ["workers", "worked", "worker’s", "Working"]
        );
        assert_eq!(found("cas", Ending::Whole, text), Vec::<&str>::new());
        let mixed = "同我個案經理 case workers 傾";
        assert_eq!(
            found("個案經理 case w", Ending::Open, mixed),
            ["個案經理 case workers"]
        );
    }

    #[test]
    fn characters_are_found_inside_words() {
        assert_eq!(
            found("京都", Ending::Whole, "東京都に京都"),
            ["京都", "京都"]
        );
        assert_eq!(
            found("社區復元", Ending::Whole, "社區 復元。社區復元"),
            ["社區 復元", "社區復元"]
        );
    }
}
