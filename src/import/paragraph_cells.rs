//! Paragraphs as a table cites them: `24`, `24a`, `24–26`.

use crate::model::source::Cited;

/// The first and the last of the paragraphs a cell names.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn paragraphs(cell: &str) -> Result<(Cited, Cited), String> {
    let wrong =
        || format!("paragraph “{cell}” is no number of a paragraph: write 24, 24a or 24–26");
    let mut ends = cell.split(['-', '–', '—']).map(str::trim);
    let first = ends.next().and_then(cited).ok_or_else(wrong)?;
    let last = ends.next().map_or(Some(first), cited).ok_or_else(wrong)?;
    match (ends.next(), first <= last) {
        (None, true) => Ok((first, last)),
        (None, false) => Err(format!(
            "paragraphs “{cell}” end before they begin: write the first, then the last"
        )),
        _ => Err(wrong()),
    }
}

/// A number, and the letter of what a correction put behind it.
fn cited(text: &str) -> Option<Cited> {
    let text = text.trim_start_matches('¶').trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok()?;
    let mut letter = 0u16;
    for c in text[digits..].bytes() {
        let nth = c.is_ascii_lowercase().then(|| u16::from(c - b'a') + 1)?;
        letter = letter.checked_mul(26)?.checked_add(nth)?;
    }
    Some(Cited { number, letter })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_paragraph_or_several_with_letters_or_without() {
        let said = |cell: &str| paragraphs(cell).map(|(a, b)| format!("{a} {b}"));
        assert_eq!(said("24"), Ok("24 24".into()));
        assert_eq!(said("24–26"), Ok("24 26".into()));
        assert_eq!(said("¶ 3a - 3ab"), Ok("3a 3ab".into()));
        assert_eq!(said("0a"), Ok("0a 0a".into()));
        for wrong in [
            "",
            "x",
            "3-",
            "1-2-3",
            "24A",
            "5.5",
            "99999999999",
            "3zzzzz",
        ] {
            assert!(said(wrong).is_err(), "{wrong}");
        }
        assert!(said("5-3").unwrap_err().contains("before"));
    }
}
