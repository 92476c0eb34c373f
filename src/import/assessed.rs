//! Who read what, out of a file of its own: a table `coder,source` and if it likes `round`, or a JSON
//! file with a list `assessed`.

use super::coding_row::{CodingsFile, ReadRow, RefusedRow, bounded};
use super::codings_csv::read_table;
use super::error::{ImportError, within};
use crate::model::limits::{self, NAME};
use crate::model::visible::unguarded;
use csv::StringRecord;

/// Reads it: `reads` of what is given back, with the rows that cannot be read and the columns passed
/// over. A table of codings will do, too: whoever coded somewhere read it.
///
/// # Errors
/// When the file is neither.
pub fn assessed(file_name: &str, bytes: &[u8]) -> Result<CodingsFile, ImportError> {
    within(file_name, limits::GIVEN, bytes.len())?;
    if bytes.trim_ascii_start().starts_with(b"{") {
        return super::codings_json::assessed(file_name, bytes);
    }
    let mut file = CodingsFile {
        says_who_read: true,
        ..CodingsFile::default()
    };
    let example = "give it a first line such as coder,source";
    let header = read_table(
        file_name,
        bytes,
        example,
        columns,
        |columns, line, record| match row(columns, line, record) {
            Ok(row) => file.reads.push(row),
            Err(reason) => file.refused.push(RefusedRow { line, reason }),
        },
    )?;
    let unread = header
        .iter()
        .filter(|h| !["coder", "source", "round"].contains(&h.to_lowercase().as_str()));
    file.passed_over = unread.map(str::to_owned).collect();
    Ok(file)
}

/// Places of coder, source and round.
type Columns = (usize, usize, Option<usize>);

fn columns(header: &StringRecord) -> Result<Columns, String> {
    let find = |name: &str| header.iter().position(|h| h.eq_ignore_ascii_case(name));
    let need = |name: &str| find(name).ok_or_else(|| format!("its header lacks the column {name}"));
    Ok((need("coder")?, need("source")?, find("round")))
}

fn row(columns: &Columns, line: u64, record: &StringRecord) -> Result<ReadRow, String> {
    let cell = |at: usize, name: &str| match record.get(at) {
        None | Some("") => Err(format!("no {name}")),
        Some(cell) => bounded(unguarded(cell), name, NAME),
    };
    let round = columns
        .2
        .and_then(|at| record.get(at))
        .filter(|r| !r.is_empty());
    let round = round.map(|r| bounded(unguarded(r), "round", NAME));
    Ok(ReadRow {
        line,
        coder: cell(columns.0, "coder")?,
        source: cell(columns.1, "source")?,
        round: round.transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_or_a_list_says_who_read_what() {
        let file = assessed("a.csv", b"Source;Coder;n\nP01;ana;1\nP02;;2\nP02;ben;3\n");
        let file = file.expect("readable");
        let reads: Vec<(u64, &str, &str)> = file
            .reads
            .iter()
            .map(|r| (r.line, &*r.coder, &*r.source))
            .collect();
        assert_eq!(reads, [(2, "ana", "P01"), (4, "ben", "P02")]);
        assert_eq!(
            (file.refused[0].line, &*file.refused[0].reason),
            (3, "no coder")
        );
        assert_eq!(file.passed_over, ["n"]);
        let json = br#"{"assessed": [{"coder": "ana", "doc": "P01"}]}"#;
        assert_eq!(assessed("a.json", json).expect("readable").reads.len(), 1);
        assert!(assessed("a.csv", b"who,source\nana,P01\n").is_err());
    }
}
