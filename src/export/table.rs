//! Tables for spreadsheets and statistics programs: CSV, UTF-8, comma, LF.

use super::csv::guarded;

/// A table with this heading; no cell is taken for a formula.
pub fn table(heading: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut out = Vec::new();
    let mut table = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(&mut out);
    // Writing to memory does not fail.
    let _ = table.write_record(heading.iter().map(|cell| guarded(cell).into_owned()));
    for row in rows {
        let _ = table.write_record(row.iter().map(|cell| guarded(cell).into_owned()));
    }
    let _ = table.flush();
    drop(table);
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let rows = [vec!["a, b".to_owned(), "=1+1".into()]];
        assert_eq!(table(&["x", "=y"], rows), "x,'=y\n\"a, b\",'=1+1\n");
    }
}
