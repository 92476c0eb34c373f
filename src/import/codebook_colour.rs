//! Colours of other programs, as the nearest that a code may have here.

use super::codebook_file::COLOURS;

/// The colour a cell names: one of ours, `#3366cc`, `rgb(51, 102, 204)`; grey is none.
pub(super) fn nearest(cell: &str) -> Option<String> {
    let lower = cell.trim().to_lowercase();
    let plain = lower.strip_prefix("light-").unwrap_or(&lower);
    if COLOURS.contains(&plain) {
        return Some(lower);
    }
    let [r, g, b] = hex(&lower).or_else(|| listed(&lower))?;
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let spread = most - least;
    if spread < 30 {
        return None;
    }
    // The hue in sixths of the circle, red first.
    let sixth = match most {
        m if m == r => f64::from(g - b) / f64::from(spread),
        m if m == g => 2.0 + f64::from(b - r) / f64::from(spread),
        _ => 4.0 + f64::from(r - g) / f64::from(spread),
    };
    let round = ["red", "yellow", "green", "cyan", "blue", "magenta"];
    let name = round[sixth.round().rem_euclid(6.0) as usize % 6];
    let light = if most + least > 320 { "light-" } else { "" };
    Some(format!("{light}{name}"))
}

fn hex(text: &str) -> Option<[i32; 3]> {
    let digits = text.strip_prefix('#')?;
    let part = |at: usize| i32::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    (digits.len() == 6).then_some(())?;
    Some([part(0)?, part(2)?, part(4)?])
}

fn listed(text: &str) -> Option<[i32; 3]> {
    let inner = text.trim_start_matches("rgb").trim_matches(['(', ')', ' ']);
    let mut parts = inner.split([',', ' ']).filter(|p| !p.is_empty());
    let mut part = || parts.next()?.parse().ok().filter(|n| (0..256).contains(n));
    Some([part()?, part()?, part()?])
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_colour_is_the_nearest_there_is() {
        for (cell, colour) in [
            ("Light-Blue", Some("light-blue")),
            ("#3366cc", Some("blue")),
            ("#FFCC00", Some("yellow")),
            ("rgb(255, 150, 150)", Some("light-red")),
            ("200 0 190", Some("magenta")),
            ("#808080", None),
            ("#12é45", None),
            ("mauve", None),
            ("", None),
        ] {
            assert_eq!(nearest(cell).as_deref(), colour, "{cell}");
        }
    }
}
