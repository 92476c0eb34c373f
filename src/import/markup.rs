//! What readers of markup share.

use super::packed::Fault;
use crate::model::limits::LEVELS;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Markup from its beginning on, only so deep: the names of all open elements are kept.
pub(super) struct Markup<'x> {
    reader: Reader<&'x [u8]>,
    depth: u64,
}

impl<'x> Markup<'x> {
    pub fn of(xml: &'x str) -> Markup<'x> {
        Markup {
            reader: Reader::from_str(xml),
            depth: 0,
        }
    }

    /// What comes next; the end comes only where all elements are closed.
    pub fn next(&mut self) -> Result<Event<'x>, Fault> {
        let at = self.reader.buffer_position();
        let broken = |e| Fault::Markup(format!("its markup is broken at byte {at} ({e})"));
        let event = self.reader.read_event().map_err(broken)?;
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => {
                return Err(Fault::Markup("it ends in the middle".into()));
            }
            _ => {}
        }
        LEVELS.check(self.depth).map_err(Fault::Beyond)?;
        Ok(event)
    }
}

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
    let mut markup = Markup::of(xml);
    loop {
        match markup.next() {
            Ok(Event::Start(e) | Event::Empty(e)) => each(&e),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}
