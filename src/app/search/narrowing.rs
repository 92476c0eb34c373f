//! Narrower queries, offered with what each would list; and those that find more of the kind.

use super::{Ask, Search};
use crate::acts::queries;
use crate::app::context::{Context, Request};
use crate::app::overlay::{Entry, Value};
use crate::model::coding::MemoOn;
use crate::model::text::Span;
use crate::report::words::counted;
use crate::search::{Facet, Query, Sort, quoted};
use crate::work::effect::{Effect, Found, FoundPlace};

impl Search {
    /// Why nothing can be done with hits where there are none.
    pub(super) fn no_hits(&self) -> String {
        let why = match self.query.as_str() {
            "" => "there is no query yet: / writes one",
            _ => "this query has no hits: / writes another",
        };
        why.to_owned()
    }

    pub(super) fn may_narrow(&self) -> Result<(), String> {
        match &self.facets {
            _ if self.hits.is_empty() => Err(self.no_hits()),
            None => Err("the hits are still being counted".to_owned()),
            Some(facets) if facets.all.is_empty() => {
                Err("all hits are alike: nothing narrows them".to_owned())
            }
            Some(_) => Ok(()),
        }
    }

    /// Offers what the query can be narrowed by.
    pub(super) fn ask_narrow(&mut self, cx: &mut Context) -> Vec<Effect> {
        let (Some(facets), Ok(query)) = (&self.facets, Query::parse(&self.query)) else {
            return Vec::new();
        };
        let entry = |facet: &Facet| {
            let narrower = query.narrowed(&self.query, facet)?;
            let beside = format!("{} · {}", sort_word(&facet.sort), facet.hits);
            let entry = Entry::new(facet.value.clone(), Value::Text(narrower.clone()));
            Some(entry.beside(beside).detail(narrower))
        };
        let entries = facets.all.iter().filter_map(entry).collect();
        cx.pick("Narrow to", Ask::Narrow, entries)
    }

    /// What is fixed for all must not tell what only one may see.
    pub(super) fn may_mark_sources(&self, cx: &Context) -> Result<(), String> {
        match (&self.facets, Query::parse(&self.query)) {
            _ if self.hits.is_empty() => Err(self.no_hits()),
            (None, _) | (_, Err(_)) => Err("the hits are still being counted".to_owned()),
            (_, Ok(query)) => queries::may_choose_sources(&query, &cx.view),
        }
    }

    /// Marks the sources of all hits on the Study screen.
    pub(super) fn mark_sources(&mut self, cx: &mut Context) -> Vec<Effect> {
        let sources = self.facets.as_ref().map(|facets| facets.sources.clone());
        let sources = sources.unwrap_or_default();
        cx.note(format!(
            "{} marked: R plans a round over them",
            counted(sources.len(), "source")
        ));
        cx.request(Request::MarkSources(sources))
    }

    /// Asks for turns that resemble the hit at the cursor: what is coded so, or the place.
    pub(super) fn more_like_this(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(hit) = self.here() else {
            return cx.say("only a place in a text has others like it");
        };
        let coded = hit.coding.and_then(|id| cx.view.coding(id));
        let like = match coded {
            Some(coding) => {
                let code = cx.view.codebook().name(coding.code);
                Some(format!("={}", quoted(code)))
            }
            None => cx.documents.get(&hit.source).map(|document| {
                let place = document.structure.cite(Span {
                    end: hit.span.start,
                    ..hit.span
                });
                let name = cx.view.source_name(&hit.source);
                quoted(&format!("{name}:{place}"))
            }),
        };
        match like {
            Some(like) => self.query(format!("like:{like}"), cx),
            None => cx.say("the text is not loaded yet"),
        }
    }

    /// Writes a memo on the hit at the cursor; opens the one it is, lists those on a code.
    pub(super) fn memo(&mut self, cx: &mut Context) -> Vec<Effect> {
        match self.here() {
            Some(hit) => cx.edit_memo(match hit.coding {
                Some(coding) => MemoOn::Coding(coding),
                None => MemoOn::Segment(hit.source, hit.span),
            }),
            None => match self.hits.get(self.list.at) {
                Some(Some(Found {
                    place: FoundPlace::Memo(id),
                    ..
                })) => cx.show_memo(*id),
                Some(Some(Found {
                    place: FoundPlace::Code(id),
                    ..
                })) => cx.memos_on(MemoOn::Code(*id)),
                _ => cx.say("this hit is still being looked up"),
            },
        }
    }
}

fn sort_word(sort: &Sort) -> &str {
    match sort {
        Sort::Source => "source",
        Sort::Person | Sort::Participant => "person",
        Sort::Role => "role",
        Sort::Code => "code",
        Sort::Coder => "coder",
        Sort::Attribute(name) => name,
    }
}
