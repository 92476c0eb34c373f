//! Narrower queries, as one would type them.

use super::ast::{Expr, Listing};
use super::facets::{Facet, Sort};
use super::query::Query;
use super::written::{as_field, asks_for, quoted};

impl Facet {
    /// What a query has to say besides; `None` where the language cannot say it.
    pub(super) fn clause(&self) -> Option<String> {
        let value = quoted(&self.value);
        Some(match &self.sort {
            Sort::Person => return None,
            Sort::Source => format!("source:{value}"),
            Sort::Participant => format!("participant:{value}"),
            Sort::Role => format!("role:{value}"),
            Sort::Code => format!("coded:={value}"),
            Sort::Coder => format!("by:{value}"),
            Sort::Attribute(key) => {
                let clause = format!("{}:{value}", as_field(key));
                // A comparison is no value.
                let is_value = !self.value.starts_with(['<', '>', '=']);
                (is_value && asks_for(key, &clause)).then_some(clause)?
            }
        })
    }
}

impl Query {
    /// The query, read of `typed`, narrowed to what a facet counts.
    pub fn narrowed(&self, typed: &str, by: &Facet) -> Option<String> {
        let typed = match self.expr() {
            Expr::Any(_) => format!("({typed})"),
            _ => typed.trim().to_owned(),
        };
        let clause = by.clause()?;
        // A query that asks for a coding would list segments.
        let asks = matches!(by.sort, Sort::Code | Sort::Coder) && !typed.contains("list:");
        Some(match self.listing() {
            Listing::Turns if asks => format!("{typed} {clause} list:turns"),
            _ => format!("{typed} {clause}"),
        })
    }
}
