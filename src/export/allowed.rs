//! What characters a document may hold.

use crate::model::visible::shown;

/// Text without what no document may hold: control characters, but for line breaks and tabs, and the two
/// that are no characters. What would let letters stand in another order than they are read in is a `�`,
/// as on the screen.
pub(super) fn allowed(text: &str) -> String {
    let kept = |c: &char| {
        matches!(c, '\n' | '\t') || (!c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    };
    let kept: String = text.chars().filter(kept).collect();
    shown(&kept).into_owned()
}
