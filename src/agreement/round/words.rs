//! What may be said of a figure in words.

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
