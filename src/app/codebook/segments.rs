//! What stands behind codes where somebody reviews them, and what reviewers say of them.

use crate::app::context::Context;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::review::{Review, Reviewed};
use crate::model::text::Span;
use crate::model::view::View;
use crate::report::review::of_code;
use std::collections::HashMap;

/// A segment of the code looked at, with all who coded it so.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    pub source: SourceId,
    pub span: Span,
    pub coders: Vec<CoderId>,
}

/// The review that goes on with whoever is at the keyboard as a reviewer.
pub fn review(cx: &Context) -> Option<&Review> {
    cx.view.open_review(&cx.me)
}

/// What is coded with a code in the sources of a review, as far as it may be seen.
pub(super) fn codings<'v>(
    cx: &'v Context,
    review: &'v Review,
    code: CodeId,
) -> impl Iterator<Item = &'v Coding> {
    let sources = review.plan.sources.iter();
    let all = sources.flat_map(|source| cx.view.codings_in(source));
    all.filter(move |c| cx.view.codebook().resolve(c.code) == code)
}

/// The segments of each code in the sources of a review, in their order.
pub(super) fn gathered(cx: &Context, review: &Review) -> HashMap<CodeId, Vec<Segment>> {
    let mut all: HashMap<CodeId, Vec<Segment>> = HashMap::new();
    let sources = review.plan.sources.iter();
    for coding in sources.flat_map(|source| cx.view.codings_in(source)) {
        let here = all.entry(cx.view.codebook().resolve(coding.code));
        let here = here.or_default();
        let same = |s: &&mut Segment| s.source == coding.source && s.span == coding.span;
        match here
            .iter_mut()
            .rev()
            .take_while(|s| s.source == coding.source)
            .find(same)
        {
            Some(segment) => segment.coders.push(coding.coder.clone()),
            None => here.push(Segment {
                source: coding.source.clone(),
                span: coding.span,
                coders: vec![coding.coder.clone()],
            }),
        }
    }
    all
}

/// The judgement of the latest review that found a code not clear, where that is left as it is.
pub fn asked(view: &View, code: CodeId) -> Option<&Reviewed> {
    let mut all = of_code(view, code).into_iter().map(|(_, judged)| judged);
    all.find(|j| j.judgement.asks() && j.since.is_empty())
}
