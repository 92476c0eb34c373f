//! Values compared by size: `rating:>3`, `age:<40`, `date:>=2019-08-13`.

use jiff::civil::Date;
use std::cmp::Ordering;

/// How a value has to lie to what was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Compared {
    /// The outcomes of the comparison that fit.
    fits: Vec<Ordering>,
    with: Measure,
}

/// What was typed.
#[derive(Clone, Debug, PartialEq)]
enum Measure {
    Number(f64),
    Date(Date),
}

/// The signs, those that begin like others first.
const SIGNS: [(&str, &[Ordering]); 5] = [
    ("<=", &[Ordering::Less, Ordering::Equal]),
    (">=", &[Ordering::Greater, Ordering::Equal]),
    ("<", &[Ordering::Less]),
    (">", &[Ordering::Greater]),
    ("=", &[Ordering::Equal]),
];

/// Whether a value typed is a comparison.
pub(super) fn is_comparison(typed: &str) -> bool {
    SIGNS.iter().any(|(sign, _)| typed.starts_with(sign))
}

impl Compared {
    /// Reads `>3` or a bare `3`, which is equal to it; `None` where there is neither number nor date
    /// behind the sign.
    pub fn read(typed: &str) -> Option<Compared> {
        let sign = SIGNS.iter().find(|(sign, _)| typed.starts_with(sign));
        let (sign, fits) = sign.copied().unwrap_or(("", &[Ordering::Equal]));
        Some(Compared {
            fits: fits.to_vec(),
            with: Measure::of(&typed[sign.len()..])?,
        })
    }

    /// Whether a value lies so; one of another kind never does.
    pub fn holds(&self, value: &str) -> bool {
        let ordering = match (Measure::of(value), &self.with) {
            (Some(Measure::Number(a)), Measure::Number(b)) => a.partial_cmp(b),
            (Some(Measure::Date(a)), Measure::Date(b)) => Some(a.cmp(b)),
            _ => None,
        };
        ordering.is_some_and(|o| self.fits.contains(&o))
    }

    pub fn holds_of(&self, number: i32) -> bool {
        self.holds(&number.to_string())
    }
}

impl Measure {
    fn of(text: &str) -> Option<Measure> {
        let text = text.trim();
        let number = text.parse::<f64>().ok().filter(|n| n.is_finite());
        let date = || text.parse::<Date>().ok().map(Measure::Date);
        number.map(Measure::Number).or_else(date)
    }
}

#[cfg(test)]
mod tests {
    use super::Compared;

    #[test]
    fn numbers_and_dates_are_compared_with_their_like() {
        let holds = |typed: &str, value: &str| Compared::read(typed).unwrap().holds(value);
        assert!(holds(">3", "4") && holds(">=3", "3") && !holds(">3", "3"));
        assert!(holds("<40", "9.5") && !holds("<40", "forty") && holds("3", "3.0"));
        assert!(holds(">=2019-08-13", "2019-08-13") && holds("<2019-08-13", "2018-12-31"));
        assert!(!holds("<2019-08-13", "2018") && !holds(">3", "2019-08-13"));
        assert_eq!(Compared::read(">old"), None);
    }
}
