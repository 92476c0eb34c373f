//! One value for each character: its code, or “no code”. Only defined where no coder gave the same
//! text two codes.

use super::characters::Document;
use super::outcome::Undefined;
use super::table::{Counter, Table};

/// Characters × coders over all documents, without visiting characters: category 0 is “no code”,
/// category k + 1 is code k. Text that nobody coded counts as agreement, as the coefficients on a
/// continuum with gaps have it; long gaps raise percent, much less kappa and alpha. Marks of one
/// code by one coder may overlap or touch.
///
/// # Errors
/// [`Undefined::Overlapping`] when a coder gave a character two codes.
pub fn table<'a>(
    codes: usize,
    coders: usize,
    documents: impl IntoIterator<Item = Document<'a>>,
) -> Result<Table, Undefined> {
    let documents: Vec<Document<'a>> = documents.into_iter().collect();
    let marks = documents.iter().flat_map(|d| d.coders.iter().flatten());
    let highest = marks.flat_map(|m| m.iter()).map(|m| m.code as usize + 1);
    let codes = highest.max().unwrap_or(0).max(codes);
    let mut counter = Counter::new(codes + 1, coders);
    for document in &documents {
        sweep(document, coders, &mut counter)?;
    }
    Ok(counter.table())
}

fn sweep(document: &Document<'_>, coders: usize, counter: &mut Counter) -> Result<(), Undefined> {
    let mut row: Vec<Option<u32>> = vec![None; coders];
    let mut runs: Vec<(u32, usize, u32)> = Vec::new();
    for (coder, marks) in document.coders.iter().take(coders).enumerate() {
        let Some(marks) = marks else { continue };
        row[coder] = Some(0);
        changes(coder, marks, document.length, &mut runs)?;
    }
    // At one place a run's end comes before the next one's start: “no code” is the lowest value.
    runs.sort_unstable_by_key(|(at, coder, value)| (*at, *coder, *value));
    let mut last = 0;
    for (at, coder, value) in runs {
        if at > last {
            counter.add(&row, u64::from(at - last));
            last = at;
        }
        row[coder] = Some(value);
    }
    counter.add(&row, u64::from(document.length - last));
    Ok(())
}

/// Where one coder's value changes, and to what.
fn changes(
    coder: usize,
    marks: &[super::mark::Mark],
    length: u32,
    runs: &mut Vec<(u32, usize, u32)>,
) -> Result<(), Undefined> {
    let mut joined = super::mark::joined(marks, length);
    joined.sort_unstable_by_key(|m| m.span);
    if joined.windows(2).any(|w| w[1].span.start < w[0].span.end) {
        return Err(Undefined::Overlapping);
    }
    for mark in joined {
        runs.push((mark.span.start, coder, mark.code + 1));
        runs.push((mark.span.end, coder, 0));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::mark::Mark;
    use super::*;

    fn of(a: &[Mark], b: &[Mark], length: u32) -> Result<Table, Undefined> {
        let coders = vec![Some(a), Some(b)];
        table(2, 2, [Document { length, coders }])
    }

    #[test]
    fn every_character_has_one_value() {
        let a = [Mark::new(0, 0, 4), Mark::new(1, 4, 6)];
        let b = [
            Mark::new(0, 2, 5),
            Mark::new(0, 3, 5),
            Mark::new(1, 5, 6),
            Mark::new(1, 6, 7),
        ];
        let rows = [
            ([Some(1), Some(0)], 2),
            ([Some(1), Some(1)], 2),
            ([Some(2), Some(1)], 1),
            ([Some(2), Some(2)], 1),
            ([Some(0), Some(2)], 1),
            ([Some(0), Some(0)], 3),
        ];
        assert_eq!(of(&a, &b, 10), Ok(Table::from_counts(3, 2, rows).unwrap()));
    }

    #[test]
    fn two_codes_on_one_character_are_refused() {
        let a = [Mark::new(0, 0, 4), Mark::new(1, 3, 6)];
        assert_eq!(of(&a, &[], 10), Err(Undefined::Overlapping));
        let inside = [Mark::new(0, 0, 9), Mark::new(1, 3, 4)];
        assert_eq!(of(&[], &inside, 10), Err(Undefined::Overlapping));
    }
}
