//! A sentence of the methods with what it rests on.

/// A sentence, and where in the report stands what it rests on.
pub(super) struct Sentence {
    pub text: String,
    /// Names with their places.
    pub to: Vec<(String, String)>,
}

pub(super) fn sentence(text: String, to: &[(&str, &str)]) -> Sentence {
    let own = |(name, place): &(&str, &str)| ((*name).to_owned(), (*place).to_owned());
    let to = to.iter().map(own).collect();
    Sentence { text, to }
}
