//! Options whose value is one of a few words.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// The words an option takes: each with what help says of it, and what it stands for.
pub type Words<T> = &'static [(&'static str, &'static str, T)];

/// Reads one of these words; any other is refused with those there are.
pub fn one_of<T: Copy + Send + Sync + 'static>(
    words: Words<T>,
) -> impl TypedValueParser<Value = T> {
    let value = |(word, help, _): &(&'static str, &'static str, T)| match *help {
        "" => PossibleValue::new(*word),
        help => PossibleValue::new(*word).help(help),
    };
    PossibleValuesParser::new(words.iter().map(value)).try_map(|given| {
        let found = words.iter().find(|(word, ..)| *word == given);
        found.map(|(.., it)| *it).ok_or("no such word")
    })
}
