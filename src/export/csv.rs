//! Codings as a table that spreadsheets, statistics programs and Tandem itself can read.

use super::grid::{Cell, Grid};
use crate::model::coding::Coding;

/// The columns, in order. Tandem imports all but the quote, which is for the reader.
pub const COLUMNS: [&str; 10] = [
    "coder", "source", "start", "end", "code", "memo", "round", "rating", "certain", "quote",
];

/// What a coding's ids stand for.
pub struct Names<'a> {
    /// Name of the source as cited.
    pub source: &'a dyn Fn(&Coding) -> String,
    /// Name of the code as applied.
    pub code: &'a dyn Fn(&Coding) -> String,
    /// Memo on the coding, empty where there is none.
    pub memo: &'a dyn Fn(&Coding) -> String,
    /// Name of the round, empty for free codings.
    pub round: &'a dyn Fn(&Coding) -> String,
    /// The text it covers, empty where quotes are to be left out.
    pub quote: &'a dyn Fn(&Coding) -> String,
}

/// Codings as a table, in the order given; positions are code points, 0-based, end-exclusive.
pub fn codings(codings: &[Coding], names: &Names<'_>) -> Grid {
    let row = |coding: &Coding| {
        vec![
            coding.coder.to_string().into(),
            (names.source)(coding).into(),
            u64::from(coding.span.start).into(),
            u64::from(coding.span.end).into(),
            (names.code)(coding).into(),
            (names.memo)(coding).into(),
            (names.round)(coding).into(),
            coding
                .rating
                .map_or(Cell::Empty, |r| Cell::Figure(r.into())),
            certain(coding.certain).into(),
            (names.quote)(coding).into(),
        ]
    };
    Grid {
        name: "codings".into(),
        heading: COLUMNS.map(str::to_owned).into(),
        rows: codings.iter().map(row).collect(),
    }
}

/// A rating as a cell, empty where there is none.
pub fn rating(rating: Option<i32>) -> String {
    rating.map_or_else(String::new, |r| r.to_string())
}

/// Whether a coder was sure, as a cell.
pub fn certain(certain: bool) -> String {
    if certain { "yes" } else { "no" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::clock::Stamp;
    use crate::model::ids::{CodeId, CodingId, SourceId};
    use crate::model::text::Span;
    use uuid::Uuid;

    #[test]
    fn codings_are_written_with_quotes_and_line_breaks_kept() {
        let coding = Coding {
            id: CodingId(Uuid::from_u128(1)),
            coder: "ana".parse().expect("a coder's id"),
            imported_by: None,
            round: None,
            source: SourceId("p07".into()),
            revision: 1,
            span: Span { start: 3, end: 9 },
            code: CodeId(Uuid::from_u128(2)),
            digest: Default::default(),
            touched: false,
            certain: false,
            rating: Some(-1),
            via: None,
            at: Stamp::default(),
        };
        let names = Names {
            source: &|_| "P07 interview".into(),
            code: &|_| "small steps".into(),
            memo: &|_| "=HYPERLINK(\"http://x\")".into(),
            round: &|_| String::new(),
            quote: &|_| "first, the “gate”\nthen the road".into(),
        };
        let want = "coder,source,start,end,code,memo,round,rating,certain,quote\n\
            ana,P07 interview,3,9,small steps,\"'=HYPERLINK(\"\"http://x\"\")\",,-1,no,\"first, the “gate”\nthen the road\"\n";
        assert_eq!(codings(&[coding], &names).csv(), want);
    }
}
