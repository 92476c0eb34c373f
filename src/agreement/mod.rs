//! Agreement between coders: pure functions over tables and spans, one file per coefficient.
