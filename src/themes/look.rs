//! How a map is looked at: how much is shown, and what is folded away.

use crate::model::ids::ThemeId;
use std::collections::BTreeSet;

/// How much of a map is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// The names of themes and subthemes alone.
    Names,
    /// With how much stands behind each.
    #[default]
    Counts,
    /// With the codes placed under each, too.
    Codes,
}

/// How a map is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub detail: Detail,
    /// Themes of which what lies below is not shown; their counts hold it all the same.
    pub folded: BTreeSet<ThemeId>,
}

impl Detail {
    /// One level closer, or further away; `None` where there is none.
    pub fn zoomed(self, closer: bool) -> Option<Detail> {
        match (self, closer) {
            (Detail::Names, true) | (Detail::Codes, false) => Some(Detail::Counts),
            (Detail::Counts, true) => Some(Detail::Codes),
            (Detail::Counts, false) => Some(Detail::Names),
            (Detail::Codes, true) | (Detail::Names, false) => None,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Detail::Names => "names alone",
            Detail::Counts => "names and counts",
            Detail::Codes => "names, counts and codes",
        }
    }
}
