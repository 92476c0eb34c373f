//! Coded spreadsheets as they are given, and the codes in them.

/// A file as it is given: whose codes stand in it may be said beside it.
pub struct CodedFile {
    pub name: String,
    pub bytes: Vec<u8>,
    /// Who coded all its rows.
    pub coder: Option<String>,
}

/// A code of the files: the title of a column, or what stands in its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodedCode {
    pub name: String,
    /// The column of labels it stands in, where there are several.
    pub parent: Option<String>,
}
