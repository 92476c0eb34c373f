//! The order of the hits, chosen of those the list can stand in.

use super::{Ask, Search};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Value};
use crate::model::view::View;
use crate::report::searched::attribute_names;
use crate::search::{Group, Listing, Order};
use crate::work::effect::Effect;

impl Search {
    pub(super) fn ask_order(&mut self, cx: &mut Context) -> Vec<Effect> {
        let orders = orders(self.listing, &cx.view).into_iter().zip(0..);
        let entries = orders.map(|(order, n)| Entry::new(words(&order), Value::Number(n)));
        cx.pick("Order of the hits", Ask::Order, entries.collect())
    }

    pub(super) fn put_in_order(&mut self, nth: i32, cx: &Context) -> Vec<Effect> {
        let mut orders = orders(self.listing, &cx.view).into_iter().zip(0..);
        if let Some((order, _)) = orders.find(|(_, n)| *n == nth) {
            self.order = order;
        }
        self.query(self.query.clone(), cx)
    }

    /// How the hits stand, in words.
    pub fn order_words(&self) -> String {
        let possible = match (&self.order, self.listing) {
            (Order::Relevance, Listing::Segments) => false,
            (Order::By(Group::Code | Group::Coder), listing) => listing == Listing::Segments,
            _ => true,
        };
        words(if possible {
            &self.order
        } else {
            &Order::Source
        })
    }
}

/// The orders a list can stand in.
fn orders(listing: Listing, view: &View) -> Vec<Order> {
    let mut orders = match listing {
        Listing::Turns => vec![Order::Relevance, Order::Source],
        Listing::Segments => vec![
            Order::Source,
            Order::By(Group::Code),
            Order::By(Group::Coder),
        ],
    };
    orders.push(Order::By(Group::Person));
    let attributes = attribute_names(view).into_iter();
    orders.extend(attributes.map(|name| Order::By(Group::Attribute(name.to_owned()))));
    orders
}

fn words(order: &Order) -> String {
    match order {
        Order::Relevance => "by relevance".to_owned(),
        Order::Source => "in source order".to_owned(),
        Order::By(Group::Code) => "by code".to_owned(),
        Order::By(Group::Coder) => "by coder".to_owned(),
        Order::By(Group::Person) => "by person".to_owned(),
        Order::By(Group::Attribute(name)) => format!("by {name}"),
    }
}
