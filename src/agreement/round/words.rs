//! What may be said of a figure in words.

use crate::agreement::interval::Interval;

/// What Krippendorff (2019) lets one conclude from alpha, read at the lower end of its interval,
/// not at alpha itself: .800 and more, .667 and more, or less. For alpha only.
pub fn band(alpha: &Interval) -> &'static str {
    match alpha.low {
        low if low >= 0.8 => "reliable: .800 or more at the interval's lower end",
        low if low >= 0.667 => {
            "for tentative conclusions only: .667 or more at the interval's lower end"
        }
        _ => "not to be relied on: below .667 at the interval's lower end",
    }
}

/// “of the 3 turns that either marked, both marked 1”; `units` is plural.
pub fn of_either(either: u64, both: u64, units: &str) -> String {
    let units = match either {
        1 => units.trim_end_matches('s'),
        _ => units,
    };
    match either {
        0 => "no one used it".to_owned(),
        n => format!("of the {n} {units} that either marked, both marked {both}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::interval::How;

    #[test]
    fn alpha_is_read_at_the_lower_end() {
        let from = |low| Interval {
            low,
            high: 0.99,
            how: How::Normal,
        };
        assert!(band(&from(0.8)).starts_with("reliable"));
        assert!(band(&from(0.799)).starts_with("for tentative"));
        assert!(band(&from(0.667)).starts_with("for tentative"));
        assert!(band(&from(0.66)).starts_with("not to be"));
    }

    #[test]
    fn counts_before_coefficients() {
        assert_eq!(
            of_either(3, 1, "turns"),
            "of the 3 turns that either marked, both marked 1"
        );
        assert_eq!(
            of_either(1, 0, "turns"),
            "of the 1 turn that either marked, both marked 0"
        );
        assert_eq!(of_either(0, 0, "turns"), "no one used it");
    }
}
