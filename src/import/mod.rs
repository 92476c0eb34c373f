//! Reading files into sources: one file per format, bytes to text and structure.
