//! Relations the counts speak for: listed with what stands behind them; nothing is made of one before
//! somebody types its kind.

use super::{Ask, Themes};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::model::theme::Node;
use crate::report::offers::{NO_OFFERS, Offer};
use crate::work::effect::Effect;

impl Themes {
    /// Asks the worker for them; they are listed once they have come.
    pub(super) fn ask_offers(&mut self, cx: &mut Context) -> Vec<Effect> {
        match &self.findings {
            Some(found) => {
                cx.mention("looking for what meets and what was confused …");
                vec![cx.ask_offers(found.clone())]
            }
            None => cx.say("segments are still being counted"),
        }
    }

    /// Lists offers that have come, unless something else was begun meanwhile.
    pub(super) fn show_offers(&mut self, cx: &mut Context) {
        let Some(offers) = cx.compared.offers.take() else {
            return;
        };
        if offers.is_empty() {
            cx.note(NO_OFFERS);
        } else if cx.overlays.is_empty() {
            let entries = (0..).zip(&offers);
            let entries = entries.map(|(n, o)| self.offer_entry(n, o, cx)).collect();
            cx.mention("Enter takes one up: then you say what the relation is");
            cx.pick("Relations the counts speak for", Ask::Offer, entries);
            self.offers = offers;
        }
    }

    fn offer_entry(&self, n: i32, offer: &Offer, cx: &Context) -> Entry {
        let (a, b) = offer.ends;
        let label = format!("{} – {}", self.node_name(a, cx), self.node_name(b, cx));
        let statements = [a, b].into_iter().filter_map(|node| match node {
            Node::Theme(id) => cx.view.themes().theme(id).map(|t| t.statement.as_str()),
            Node::Code(_) => None,
        });
        let said = statements.filter(|s| !s.trim().is_empty());
        let counts = offer.counts();
        let codes = offer.codes(&cx.view);
        let detail: Vec<&str> = [counts.as_str(), codes.as_str()]
            .into_iter()
            .chain(said)
            .collect();
        Entry::new(label, Value::Number(n))
            .beside(offer.brief())
            .detail(detail.join("\n"))
    }

    /// Goes on with the offer that was taken: from which end, then the kind, as for every relation.
    pub(super) fn take_offer(&mut self, ask: &Ask, value: Value, cx: &mut Context) -> Vec<Effect> {
        let Value::Number(n) = value else {
            return Vec::new();
        };
        match ask {
            Ask::OfferWay(a, b) if n == 0 => self.pick_kind(*a, *b, cx),
            Ask::OfferWay(a, b) => self.pick_kind(*b, *a, cx),
            _ => {
                let offer = usize::try_from(n).ok().and_then(|n| self.offers.get(n));
                let Some((a, b)) = offer.map(|o| o.ends) else {
                    return Vec::new();
                };
                let names = [a, b].map(|node| self.node_name(node, cx));
                let ways = [(0, [0, 1]), (1, [1, 0])];
                let entry = |(n, [from, to]): (i32, [usize; 2])| {
                    let label = format!("{} … {}", names[from], names[to]);
                    Entry::new(label, Value::Number(n))
                };
                let entries = ways.into_iter().map(entry).collect();
                cx.pick("Which way", Ask::OfferWay(a, b), entries)
            }
        }
    }
}
