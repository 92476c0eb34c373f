//! One coder's mark on one source, as the figures need it.

pub use crate::model::matching::Mark;

/// The stretches one coder gave each code, with overlapping and touching ones joined, sorted by
/// code and start. What lies beyond `length` is cut off; empty marks cover nothing.
pub(super) fn joined(marks: &[Mark], length: u32) -> Vec<Mark> {
    let mut sorted: Vec<Mark> = marks
        .iter()
        .map(|m| Mark::new(m.code, m.span.start, m.span.end.min(length)))
        .filter(|m| !m.span.is_empty())
        .collect();
    sorted.sort_unstable_by_key(|m| (m.code, m.span));
    sorted.dedup_by(|next, kept| {
        let joins = next.code == kept.code && next.span.start <= kept.span.end;
        if joins {
            kept.span.end = kept.span.end.max(next.span.end);
        }
        joins
    });
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_within_a_code_only() {
        let marks = [
            Mark::new(1, 5, 9),
            Mark::new(0, 4, 6),
            Mark::new(0, 0, 4),
            Mark::new(0, 2, 3),
            Mark::new(0, 8, 8),
            Mark::new(0, 9, 40),
        ];
        let expected = [Mark::new(0, 0, 6), Mark::new(0, 9, 20), Mark::new(1, 5, 9)];
        assert_eq!(joined(&marks, 20), expected);
    }
}
