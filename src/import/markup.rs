//! What readers of markup share.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// An attribute by its whole name, prefix included.
pub(super) fn attribute(e: &BytesStart, name: &str) -> Option<String> {
    let found = e.try_get_attribute(name).ok().flatten()?;
    Some(found.value.to_string())
}

/// The character a reference stands for; one nobody has heard of stands for nothing.
pub(super) fn referred(r: &BytesRef) -> String {
    match r.resolve_char_ref() {
        Ok(Some(c)) => c.into(),
        _ => resolve_predefined_entity(&r.xml10_content())
            .unwrap_or_default()
            .to_owned(),
    }
}

/// Whether a weight is a bold one: `bold`, `700`.
pub(super) fn is_bold(weight: &str) -> bool {
    let weight = weight.trim();
    weight.starts_with("bold") || weight.parse().is_ok_and(|weight: u16| weight >= 600)
}

/// Goes through the beginnings of elements, as far as the markup is whole.
pub(super) fn elements(xml: &str, mut each: impl FnMut(&BytesStart)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) => each(&e),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}
