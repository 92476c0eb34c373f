//! Tables as text: what parts their cells, and in which line a row stands.

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

/// The separator that parts the header into the most columns.
pub(super) fn separator(header: &str) -> u8 {
    let count = |s: &u8| header.bytes().filter(|b| b == s).count();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|s| (count(s), *s == b','))
        .unwrap_or(b',')
}
