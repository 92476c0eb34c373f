//! What most coders of three or more did at one place. It is shown; the verdict stays theirs.

use super::item::Item;
use crate::model::ids::CodeId;
use crate::model::text::Span;

/// What coders did alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Did {
    /// Gave these codes, on whatever stretches.
    Codes(Vec<CodeId>),
    /// Gave the code all gave, on these stretches.
    Stretches(Vec<Span>),
    Nothing,
}

/// How many coders did alike, of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub coders: usize,
    pub did: Did,
}

/// What the coders of a round of three or more did here, the most frequent first, ties in the
/// order of the coders; empty with two. Where all gave the same codes it is told by stretches.
pub fn shares(item: &Item) -> Vec<Share> {
    if item.codings.len() < 3 {
        return Vec::new();
    }
    let codes = |at: usize| -> Vec<CodeId> {
        let mut codes: Vec<CodeId> = item.codings[at].iter().map(|c| c.code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let all_alike = (1..item.codings.len()).all(|at| codes(at) == codes(0));
    let did = |at: usize| match item.codings[at].is_empty() {
        true => Did::Nothing,
        false if all_alike => Did::Stretches(item.codings[at].iter().map(|c| c.span).collect()),
        false => Did::Codes(codes(at)),
    };
    let mut shares: Vec<Share> = Vec::new();
    for at in 0..item.codings.len() {
        let did = did(at);
        match shares.iter_mut().find(|s| s.did == did) {
            Some(share) => share.coders += 1,
            None => shares.push(Share { coders: 1, did }),
        }
    }
    shares.sort_by_key(|s| std::cmp::Reverse(s.coders));
    shares
}
