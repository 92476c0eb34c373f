//! Sources and rounds by what they are called.

use super::name;
use super::review::Review;
use super::round::Round;
use super::source::{NoSource, Source};
use super::view::View;

impl View {
    /// The source of this name or id, letter case aside as far as that tells them apart.
    ///
    /// # Errors
    /// If there is none, or several are called so.
    pub fn source_named(&self, name: &str) -> Result<&Source, NoSource> {
        let sources = self.sources();
        if let Some(source) = sources.iter().find(|s| s.id.as_str() == name) {
            return Ok(source);
        }
        let wanted = name::key(name);
        let called = sources.iter().filter(|s| name::key(&s.name) == wanted);
        let called: Vec<&Source> = called.collect();
        let exactly: Vec<&Source> = called.iter().filter(|s| s.name == name).copied().collect();
        match (&called[..], &exactly[..]) {
            ([only], _) | (_, [only]) => Ok(*only),
            ([], _) => Err(NoSource::Unknown(name.to_owned())),
            (several, _) => Err(NoSource::Several(
                name.to_owned(),
                several
                    .iter()
                    .map(|s| (s.id.clone(), s.paragraphs))
                    .collect(),
            )),
        }
    }

    /// The round of this name (the last one, if several are called so) or id.
    pub fn round_named(&self, name: &str) -> Option<&Round> {
        let wanted = name::key(name);
        let is = |r: &&Round| name::key(&r.plan.name) == wanted || r.id.to_string() == wanted;
        self.rounds().iter().rev().find(is)
    }

    /// The review of this name (the last one, if several are called so) or id.
    pub fn review_named(&self, name: &str) -> Option<&Review> {
        let wanted = name::key(name);
        let is = |r: &&Review| name::key(&r.plan.name) == wanted || r.id.to_string() == wanted;
        self.reviews().iter().rev().find(is)
    }
}
