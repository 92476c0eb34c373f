//! Narrower queries, as one would type them.

use super::ast::{Expr, Field, Listing};
use super::facets::{Facet, Sort};
use super::query::Query;
use super::syntax;

impl Facet {
    /// What a query has to say besides; `None` where the language cannot say it.
    pub(super) fn clause(&self) -> Option<String> {
        let value = quoted(&self.value)?;
        Some(match &self.sort {
            Sort::Person => return None,
            Sort::Source => format!("source:{value}"),
            Sort::Participant => format!("participant:{value}"),
            Sort::Role => format!("role:{value}"),
            Sort::Code => format!("coded:={value}"),
            Sort::Coder => format!("by:{value}"),
            Sort::Attribute(key) => {
                let plain = format!("{key}:{value}");
                let clause = match asks_for(key, &plain) {
                    true => plain,
                    false => format!("\"{key}\":{value}"),
                };
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

/// Whether a clause asks for the attribute of this name.
fn asks_for(key: &str, clause: &str) -> bool {
    let Ok((Expr::Leaf(leaf), _)) = syntax::parse(clause) else {
        return false;
    };
    matches!(leaf.field, Field::Attribute(name) if name == key)
}

/// A name as it stands in a query; `None` where it cannot.
pub fn quoted(name: &str) -> Option<String> {
    let plain = |c: char| c.is_alphanumeric() || "-_.'’".contains(c);
    match name.chars().all(plain) && !name.starts_with('-') {
        true => Some(name.to_owned()),
        false => (!name.contains('"')).then(|| format!("\"{name}\"")),
    }
}
