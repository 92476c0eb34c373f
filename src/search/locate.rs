//! Finds in a text again what the index found by its terms.

use super::ast::{Expr, Field};
use super::excerpt::excerpt;
use super::like::Likes;
use super::needle::Needle;
use super::tokenizer::Terms;
use std::ops::Range;

/// The needles a query looks for; what it leaves out is not among them.
pub(super) struct Locator {
    needles: Vec<Needle>,
}

/// What was found in one text.
pub(super) struct Located {
    /// Byte ranges in order.
    pub finds: Vec<Range<usize>>,
    pub excerpt: String,
    /// What matched in it, in characters.
    pub marks: Vec<(usize, usize)>,
}

impl Locator {
    /// For a query over texts of these languages, in which `like:` stands for this.
    pub fn new<'a>(
        expr: &Expr,
        languages: impl Iterator<Item = &'a str> + Clone,
        likes: &Likes,
    ) -> Locator {
        let mut needles = Vec::new();
        gather(expr, &languages, likes, &mut needles);
        Locator { needles }
    }

    /// Finds the needles in a text of a language. `terms` may have read other texts before.
    pub fn locate(&self, text: &str, language: &str, terms: &mut Terms) -> Located {
        terms.read(text, 0, language);
        let mut finds: Vec<Range<usize>> =
            self.needles.iter().flat_map(|n| n.find(terms)).collect();
        finds.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
        finds.dedup_by(|b, a| b.end <= a.end);
        let (excerpt, marks) = excerpt(text, &finds);
        Located {
            finds,
            excerpt,
            marks,
        }
    }
}

fn gather<'a>(
    expr: &Expr,
    languages: &(impl Iterator<Item = &'a str> + Clone),
    likes: &Likes,
    needles: &mut Vec<Needle>,
) {
    match expr {
        Expr::All(parts) | Expr::Any(parts) => {
            for part in parts {
                gather(part, languages, likes, needles);
            }
        }
        Expr::Not(_) | Expr::Coding(_) => {}
        Expr::Like(like) => {
            let words = likes.get(like).into_iter().flat_map(|liked| &liked.words);
            needles.extend(words.map(|w| Needle::of_term(&w.word)));
        }
        Expr::Leaf(leaf) => match leaf.field {
            Field::Anywhere | Field::Talk | Field::Memo | Field::Code => {
                needles.push(Needle::new(leaf, languages.clone()));
            }
            _ => {}
        },
    }
}
