//! The state of the screen, and where things stand on it.

use super::parts::{Act, Beside, Missing, panes};
use crate::app::context::{Context, Request};
use crate::app::list::List;
use crate::model::coding::MemoOn;
use crate::report::words::counted;
use crate::search::{Facets, Listing, Order};
use crate::work::effect::{Effect, Found, FoundPlace, Known, Shown};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// So many queries of before are kept.
const EARLIER: usize = 30;

#[derive(Clone, Debug, Default)]
pub struct Search {
    pub query: String,
    pub order: Order,
    /// The hits that can be listed; those near what is shown have come.
    pub hits: Vec<Option<Found>>,
    pub total: usize,
    pub listing: Listing,
    /// What is wrong with the query, if so.
    pub trouble: Option<String>,
    /// Why nothing may be found, where that can be told.
    pub hint: Option<String>,
    pub list: List,
    /// What all hits are made of, once they are counted.
    pub facets: Option<Arc<Facets>>,
    /// Hits ticked, by their numbers.
    pub ticked: BTreeSet<usize>,
    /// The text around the hit at the cursor.
    pub beside: Beside,
    /// Queries written before, the last first.
    pub earlier: Vec<String>,
    /// What is to be done once all of the hits is here, and what was asked for last.
    pub(super) waits: Option<(Act, Option<Missing>)>,
    /// Where the list stood that is asked for again.
    stood: Option<List>,
    pub(super) serial: u64,
    pub(super) answered: u64,
    /// The hits that were asked for last.
    asked: Range<usize>,
    /// What is searched, of this version of the view.
    known: Option<(u64, Arc<Known>)>,
}

impl Search {
    /// Takes an answer, unless a newer query is under way.
    pub(crate) fn take(&mut self, serial: u64, shown: Result<Shown, String>) {
        if serial != self.serial {
            return;
        }
        let first = self.waiting();
        self.answered = serial;
        let (shown, trouble) = match shown {
            Ok(shown) => (shown, None),
            Err(why) => (Shown::default(), Some(why)),
        };
        if first || trouble.is_some() {
            // What was asked again after a change stands where it stood.
            self.list = self.stood.take().unwrap_or_default();
            self.ticked.clear();
            self.waits = None;
            self.hits = vec![None; shown.listed];
            self.list.at = self.list.at.min(shown.listed.saturating_sub(1));
        }
        (self.total, self.listing, self.trouble) = (shown.total, shown.listing, trouble);
        self.hint = shown.hint;
        let places = self.hits.iter_mut().skip(shown.from);
        for (place, found) in places.zip(shown.found) {
            *place = Some(found);
        }
    }

    /// Takes counts, unless a newer query is under way.
    pub(crate) fn count(&mut self, serial: u64, facets: Arc<Facets>) {
        if serial == self.serial {
            self.facets = Some(facets);
        }
    }

    pub(super) fn listing_is_turns(&self) -> bool {
        self.listing == Listing::Turns
    }

    /// How many were found, in words, and of how many people and sources.
    pub fn counted(&self) -> String {
        let hits = self.listing.counted(self.total);
        match &self.facets {
            Some(facets) if facets.hits > 0 => format!(
                "{hits} · {} · {}",
                match facets.people {
                    1 => "1 person".to_owned(),
                    n => format!("{n} people"),
                },
                counted(facets.sources.len(), "source")
            ),
            _ => hits,
        }
    }

    pub fn waiting(&self) -> bool {
        self.answered != self.serial
    }
}

/// Hits shown at a time.
pub(super) fn page(cx: &Context) -> usize {
    usize::from(panes(cx.size.0, cx.size.1).hits.inner().height / 2).max(1)
}

impl Search {
    pub(in crate::app) fn query(&mut self, query: String, cx: &Context) -> Vec<Effect> {
        self.query.clone_from(&query);
        self.serial += 1;
        self.facets = None;
        if !query.is_empty() {
            self.earlier.retain(|earlier| *earlier != query);
            self.earlier.insert(0, query.clone());
            self.earlier.truncate(EARLIER);
        }
        self.asked = 0..2 * page(cx);
        if query.is_empty() {
            self.take(self.serial, Ok(Shown::default()));
            return Vec::new();
        }
        vec![Effect::Search {
            query,
            serial: self.serial,
            order: self.order.clone(),
            known: self.known(cx),
            window: self.asked.clone(),
        }]
    }

    /// Asks again once something was changed: else the list, its counts and what is carried out of
    /// it would be of what was.
    pub(super) fn keep_up(&mut self, cx: &Context) -> Vec<Effect> {
        let of = self.known.as_ref().map(|(of, _)| *of);
        let changed = of.is_some_and(|of| of != cx.view.version());
        if !changed || cx.saving > 0 || self.query.is_empty() || self.waiting() {
            return Vec::new();
        }
        let stood = self.list;
        let effects = self.query(self.query.clone(), cx);
        self.stood = Some(stood);
        effects
    }

    /// What is searched: put together again only when the view has changed.
    fn known(&mut self, cx: &Context) -> Arc<Known> {
        let version = cx.view.version();
        let kept = self.known.take().filter(|(of, _)| *of == version);
        let anew = || (version, Arc::new(Known::of(&cx.view)));
        let (_, known) = self.known.insert(kept.unwrap_or_else(anew));
        known.clone()
    }

    /// Asks for the hits in sight and a page before and behind them, where they have not come;
    /// then for a page more, so that not every step asks.
    pub(super) fn look_ahead(&mut self, cx: &Context) -> Vec<Effect> {
        let page = page(cx);
        let near = |pages: usize| {
            let from = self.list.top.saturating_sub(pages * page);
            from..(self.list.top + (pages + 1) * page).min(self.hits.len())
        };
        let mut missing = near(1).filter(|at| self.hits[*at].is_none());
        let Some(first) = missing.next() else {
            return Vec::new();
        };
        let last = missing.next_back().unwrap_or(first);
        if self.waiting() || self.asked.contains(&first) && self.asked.contains(&last) {
            return Vec::new();
        }
        self.asked = near(2);
        vec![Effect::Window {
            serial: self.serial,
            window: self.asked.clone(),
        }]
    }

    pub(super) fn go_to_hit(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(Some(hit)) = self.hits.get(self.list.at).cloned() else {
            return cx.say("this hit is still being looked up");
        };
        match hit.place {
            FoundPlace::Text { source, span, .. } => {
                cx.request(Request::ReadHit(source, span, self.query.clone()))
            }
            FoundPlace::Code(id) => cx.request(Request::ShowCode(id)),
            FoundPlace::Memo(id) => match cx.view.memo(id).map(|m| m.on.clone()) {
                // The study is everywhere: there is nothing more to see of it than the memo.
                None | Some(MemoOn::Study) => cx.show_memo(id),
                Some(on) => cx.go_to_noted(&on),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture::opened;
    use crate::app::{Action, App, Key};
    use crate::model::fixture::Study;
    use crate::model::ids::SourceId;
    use crate::model::text::Span;
    use crate::work::effect::Outcome;

    fn press(app: &mut App, keys: &str) -> Vec<Effect> {
        let keys = Key::parse_script(keys).unwrap();
        keys.into_iter()
            .flat_map(|key| app.update(Action::Key(key)))
            .collect()
    }

    /// What hits an effect asks for.
    fn asked(effects: &[Effect]) -> Option<(u64, Range<usize>)> {
        effects.iter().find_map(|e| match e {
            Effect::Search { serial, window, .. } | Effect::Window { serial, window } => {
                Some((*serial, window.clone()))
            }
            _ => None,
        })
    }

    /// Answers with hits of a list of 500.
    fn answer(app: &mut App, (serial, window): (u64, Range<usize>)) -> Vec<Effect> {
        let found = window.clone().map(|nth| Found {
            place: FoundPlace::Text {
                source: SourceId("s".into()),
                span: Span { start: 0, end: 1 },
                coding: None,
            },
            title: format!("hit {nth}"),
            excerpt: String::new(),
            marks: Vec::new(),
        });
        app.update(Action::Done(Outcome::Hits {
            serial,
            shown: Ok(Shown {
                total: 7_000,
                listing: Listing::Turns,
                listed: 500,
                from: window.start,
                found: found.collect(),
                hint: None,
            }),
            coverage: (1, 1),
        }))
    }

    /// Whether all hits in sight are there.
    fn seen(app: &App) -> bool {
        let search = &app.screens.search;
        let hits = search.hits.iter().enumerate().skip(search.list.top);
        hits.take(page(&app.cx)).all(|(nth, hit)| {
            let hit = hit.as_ref();
            hit.is_some_and(|hit| hit.title == format!("hit {nth}"))
        })
    }

    #[test]
    fn hits_are_asked_for_before_they_come_into_sight_and_not_at_every_step() {
        let mut s = Study::new();
        s.coders(&["ana"]).source("s", 100);
        let mut app = opened(&s, "ana", (120, 40));
        let effects = press(&mut app, "g f / a <ret>");
        let first = asked(&effects).expect("a query");
        assert!(first.1.end < 60, "only what can be seen soon: {first:?}");
        let (mut asks, mut steps) = (1, 0);
        let mut effects = answer(&mut app, first);
        let mut keys = ["j"; 499].to_vec();
        keys.extend(["g g", "G", "<pgup>", "<pgup>", "g g", "<pgdn>"]);
        for key in keys {
            while let Some(window) = asked(&effects) {
                asks += 1;
                effects = answer(&mut app, window);
            }
            assert!(seen(&app), "after {steps} steps");
            effects = press(&mut app, key);
            steps += 1;
        }
        assert!(asks < 40, "{asks} questions");
        assert_eq!(app.screens.search.hits.len(), 500);
    }

    #[test]
    fn a_taller_screen_has_its_hits_and_an_older_query_fills_nothing() {
        let mut s = Study::new();
        s.coders(&["ana"]).source("s", 100);
        let mut app = opened(&s, "ana", (120, 24));
        let first = asked(&press(&mut app, "g f / a <ret>")).expect("a query");
        answer(&mut app, first.clone());
        let effects = app.update(Action::Resize(120, 200));
        let more = asked(&effects).expect("further hits");
        answer(&mut app, more);
        assert!(seen(&app));
        let second = asked(&press(&mut app, "/ b <ret>")).expect("a query");
        answer(&mut app, first);
        assert!(app.screens.search.waiting());
        answer(&mut app, second);
        assert!(!app.screens.search.waiting());
    }
}
