//! What characters a document may hold.

use crate::model::visible::{STAND_IN, acts};
use std::borrow::Cow;

/// Text without what no document may hold: control characters, but for line breaks and tabs, and the two
/// that are no characters. What would let letters stand in another order than they are read in is a `�`,
/// as on the screen.
pub(super) fn allowed(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| {
        !matches!(c, '\n' | '\t') && (c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    };
    if !text.contains(|c| forbidden(c) || acts(c)) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|c| !forbidden(*c));
    Cow::Owned(kept.map(|c| if acts(c) { STAND_IN } else { c }).collect())
}
