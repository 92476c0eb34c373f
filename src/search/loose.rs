//! Comparing a typed field value with a stored one: `source:P07` means “P07 interview”,
//! `kind:focus-group` a focus group, `site:north*` every site that begins so.

use super::ast::Ending;
use super::fold::folded;
use super::script::runs_on;
use crate::model::source::Source;
use strsim::osa_distance;

/// A value as typed, ready to be compared with many.
#[derive(Clone, Debug)]
pub(super) struct Loose {
    words: Vec<String>,
    /// Scripts without spaces are compared by what is contained.
    run: Option<String>,
    ending: Ending,
}

impl Loose {
    pub fn new(value: &str, ending: Ending) -> Loose {
        let whole = folded(value);
        Loose {
            words: words(&whole),
            run: whole.chars().any(runs_on).then_some(whole),
            ending,
        }
    }

    /// Whether `stored` holds its words, one after the other.
    pub fn fits(&self, stored: &str) -> bool {
        self.fits_folded(&folded(stored))
    }

    /// The same of what is folded already.
    pub fn fits_folded(&self, stored: &str) -> bool {
        if let Some(run) = &self.run {
            return stored.contains(run.as_str());
        }
        let Some(first) = self.words.first() else {
            return false;
        };
        // Most hold not even the letters of the first.
        (matches!(self.ending, Ending::Like(_)) || stored.contains(first.as_str()))
            && words(stored).windows(self.words.len()).any(|w| self.is(w))
    }

    fn is(&self, window: &[String]) -> bool {
        let last = self.words.len() - 1;
        window
            .iter()
            .zip(&self.words)
            .enumerate()
            .all(|(i, (have, want))| match self.ending {
                Ending::Open if i == last => have.starts_with(want.as_str()),
                Ending::Like(most) => osa_distance(have, want) <= usize::from(most),
                _ => have == want,
            })
    }
}

/// Whether a value names a source, by what it is cited as or by its id.
pub(super) fn names_source(source: &Source, value: &Loose) -> bool {
    value.fits(&source.name) || value.fits(source.id.as_str())
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_compared_by_word() {
        let fits = |typed: &str, stored: &str| Loose::new(typed, Ending::Whole).fits(stored);
        assert!(fits("p07", "P07_interview"));
        assert!(!fits("P0", "P07 interview"));
        assert!(Loose::new("P0", Ending::Open).fits("P07 interview"));
        assert!(fits("focus-group", "focus group"));
        assert!(fits("社區", "北區社區中心"));
        assert!(!fits("", "anything"));
        let near = |typed: &str, stored: &str| Loose::new(typed, Ending::Like(1)).fits(stored);
        assert!(near("nurze", "chief nurse") && !near("nurze", "horse"));
    }
}
