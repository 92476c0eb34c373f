//! The order in which people count: `p2` before `p10`.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

/// Compares names: numbers in them by how much they are, letters whatever their case.
pub(crate) fn natural(one: &str, other: &str) -> Ordering {
    let (mut a, mut b) = (one.chars().peekable(), other.chars().peekable());
    loop {
        let ordering = match (a.peek(), b.peek()) {
            (None, None) => return one.cmp(other),
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, y) = (number(&mut a), number(&mut b));
                x.len().cmp(&y.len()).then_with(|| x.cmp(&y))
            }
            _ => lower(a.next()).cmp(&lower(b.next())),
        };
        if ordering != Ordering::Equal {
            return ordering;
        }
    }
}

/// The digits that come next, without zeros before them.
fn number(chars: &mut Peekable<Chars<'_>>) -> String {
    let mut digits = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        if !digits.is_empty() || digit != '0' {
            digits.push(digit);
        }
    }
    digits
}

fn lower(c: Option<char>) -> Option<char> {
    c.map(|c| c.to_lowercase().next().unwrap_or(c))
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn numbers_are_compared_by_how_much_they_are() {
        let mut names = [
            "p10",
            "P2 b",
            "p02",
            "p2",
            "q1",
            "P1",
            "p",
            "99999999999999999999999p",
        ];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            [
                "99999999999999999999999p",
                "p",
                "P1",
                "p02",
                "p2",
                "P2 b",
                "p10",
                "q1"
            ]
        );
    }
}
