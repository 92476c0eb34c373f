//! Digests of texts, structures and files, kept small: every coding has one.

use super::interned::of_text;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The first 16 hex digits of a BLAKE3 digest; empty where an old line records none.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(Kept);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kept {
    Hex(u64),
    /// Whatever else a line says instead.
    Other(Box<str>),
}

impl Digest {
    /// Digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Digest {
        let hash = blake3::hash(bytes);
        let first = hash.as_bytes().first_chunk();
        Digest(Kept::Hex(first.map_or(0, |b| u64::from_be_bytes(*b))))
    }

    /// The digest these digits make.
    pub(super) fn from_hex(hex: u64) -> Digest {
        Digest(Kept::Hex(hex))
    }

    /// Its sixteen digits, where it has these.
    pub(super) fn hex(&self) -> Option<u64> {
        match self.0 {
            Kept::Hex(hex) => Some(hex),
            Kept::Other(_) => None,
        }
    }

    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Kept::Other(text) if text.is_empty())
    }
}

impl Default for Digest {
    fn default() -> Digest {
        Digest(Kept::Other(Box::default()))
    }
}

impl From<&str> for Digest {
    fn from(text: &str) -> Digest {
        let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        let digits = text.len() == 16 && text.bytes().all(is_digit);
        let hex = digits.then(|| u64::from_str_radix(text, 16).ok()).flatten();
        Digest(hex.map_or_else(|| Kept::Other(text.into()), Kept::Hex))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kept::Hex(hex) => write!(f, "{hex:016x}"),
            Kept::Other(text) => f.write_str(text),
        }
    }
}
impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Digest, D::Error> {
        of_text(d)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn is_the_beginning_of_the_whole_digest_in_hex() {
        let whole = blake3::hash(b"hope").to_hex();
        assert_eq!(Digest::of(b"hope").to_string(), whole[..16]);
        assert!(Digest::default().is_empty());
    }

    proptest! {
        #[test]
        fn says_what_it_was_read_from(text in "[0-9a-f]{16}|[0-9A-F+]{16}|\\PC{0,20}") {
            let digest = Digest::from(text.as_str());
            prop_assert_eq!(digest.to_string(), text.clone());
            let bytes = postcard::to_stdvec(&digest).unwrap();
            prop_assert_eq!(postcard::from_bytes::<Digest>(&bytes).unwrap(), digest);
        }
    }
}
