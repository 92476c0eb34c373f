//! Tables as text: what parts their cells, and in which line a row stands.

use csv::{ReaderBuilder, StringRecord};
use std::cmp::Reverse;

/// Line of the row read from byte `at` on, blank lines before it passed over; `counted` is a
/// byte and its line from an earlier row.
pub(super) fn line_at(text: &str, at: usize, counted: &mut (usize, u64)) -> u64 {
    let bytes = text.as_bytes();
    let first = (at..bytes.len()).find(|i| bytes[*i] != b'\n').unwrap_or(at);
    let breaks = bytes[counted.0..first]
        .iter()
        .filter(|b| **b == b'\n')
        .count();
    *counted = (first, counted.1 + breaks as u64);
    counted.1
}

/// How many lines of a table tell its separator.
const LINES: usize = 5;

/// The most of a line that is looked at for it.
const LINE: usize = 16 * 1024;

/// The separator that parts the first lines of a table into as many columns each, more than one; else
/// the one that parts its first line into the most.
pub(super) fn separator(text: &str) -> u8 {
    let lines = text.lines().filter(|l| !l.trim().is_empty()).take(LINES);
    let lines: Vec<&str> = lines.map(|l| &l[..l.floor_char_boundary(LINE)]).collect();
    let lines = lines.join("\n");
    let columns = |separator: &u8| {
        let records = ReaderBuilder::new()
            .delimiter(*separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(lines.as_bytes())
            .into_records();
        let records: Vec<StringRecord> = records.flatten().collect();
        let first = records.first().map_or(0, StringRecord::len);
        let even = first > 1 && records.iter().all(|r| r.len() == first);
        // Lines run into one another, and quotation marks within cells, speak for another separator.
        let quotes = records.iter().flatten().filter(|cell| cell.contains('"'));
        (even, records.len(), Reverse(quotes.count()), first)
    };
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|s| (columns(s), *s == b','))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_parts_every_line_alike() {
        for (text, is) in [
            ("a,b\n1,2\n", b','),
            ("a;b;c\n1,5;2;3\n", b';'),
            ("a\tb\n1\t2,3\n", b'\t'),
            ("participant,a;;\n+,!\n", b','),
            ("participant,\"a,;;\"\nP1,\"x,;;\"\n", b','),
            ("name\nx\n", b','),
            ("\n\"x;y;z\",b\n1,2\n", b','),
            ("a;b\n1;2;3\n", b';'),
        ] {
            assert_eq!(separator(text), is, "{text:?}");
        }
    }
}
