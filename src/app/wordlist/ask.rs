//! What overlays of the screen are for.

use crate::report::wordlist::By;

#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Letters that words are narrowed by.
    Letters,
    /// The query that finds the turns in which words are counted.
    Query,
    /// A word, or several one behind the other, to be seen in context.
    Keyword,
    /// One of these attributes to group by.
    Groups(Vec<By>),
    /// Whose words are counted.
    Voices,
}
