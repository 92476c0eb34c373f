//! How text is set in an OpenDocument text, by the names of its styles.

use super::markup::{Markup, attribute, is_bold};
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// How many styles may rest on one another.
const CHAIN: usize = 32;

/// What a style says; what it does not say, the one it rests on does.
#[derive(Debug, Default)]
struct Style {
    bold: Option<bool>,
    hidden: Option<bool>,
    parent: Option<String>,
}

/// How a stretch of text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub bold: bool,
    pub hidden: bool,
}

/// Styles by family (`text`, `paragraph`, `section`) and name.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<(String, String), Style>);

impl Styles {
    /// Adds the styles of a part. Broken markup is said where the text is read.
    pub fn read(&mut self, xml: &str) {
        let mut markup = Markup::of(xml);
        let mut open: Option<(String, String)> = None;
        loop {
            match markup.next() {
                Ok(Event::Start(e)) if e.name().as_ref() == "style:style" => open = self.named(&e),
                Ok(Event::End(e)) if e.name().as_ref() == "style:style" => open = None,
                Ok(Event::Empty(e)) if e.name().as_ref() == "style:style" => drop(self.named(&e)),
                Ok(Event::Start(e) | Event::Empty(e)) => {
                    if let Some(style) = open.as_ref().and_then(|key| self.0.get_mut(key)) {
                        property(style, &e);
                    }
                }
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn named(&mut self, e: &BytesStart) -> Option<(String, String)> {
        let key = (attribute(e, "style:family")?, attribute(e, "style:name")?);
        let parent = attribute(e, "style:parent-style-name");
        let style = Style {
            parent,
            ..Style::default()
        };
        self.0.insert(key.clone(), style);
        Some(key)
    }

    /// How text of this style is set that stands in text set like `around`.
    pub fn look(&self, family: &str, name: Option<String>, around: Look) -> Look {
        let (mut bold, mut hidden, mut name) = (None, None, name);
        for _ in 0..CHAIN {
            let Some(id) = name else { break };
            let Some(style) = self.0.get(&(family.to_owned(), id)) else {
                break;
            };
            (bold, hidden) = (bold.or(style.bold), hidden.or(style.hidden));
            name = style.parent.clone();
        }
        Look {
            bold: bold.unwrap_or(around.bold),
            hidden: hidden.unwrap_or(around.hidden),
        }
    }
}

fn property(style: &mut Style, e: &BytesStart) {
    if e.name().as_ref() != "style:text-properties" {
        return;
    }
    if let Some(weight) = attribute(e, "fo:font-weight") {
        style.bold = Some(is_bold(&weight));
    }
    if let Some(display) = attribute(e, "text:display") {
        style.hidden = Some(display == "none");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_rests_on_others_and_never_goes_round() {
        let style = |name: &str, parent: &str, inner: &str| {
            format!(
                "<style:style style:name=\"{name}\" style:family=\"text\" style:parent-style-name=\"{parent}\">{inner}</style:style>"
            )
        };
        let bold = "<style:text-properties fo:font-weight=\"bold\"/>";
        let hidden = "<style:text-properties text:display=\"none\"/>";
        let mut styles = Styles::default();
        styles.read(&format!(
            "<x>{}{}{}{}</x>",
            style("A", "", bold),
            style("B", "A", hidden),
            style("C", "D", ""),
            style("D", "C", "")
        ));
        let look = |name: &str| styles.look("text", Some(name.into()), Look::default());
        let (bold, hidden) = (true, true);
        assert_eq!(look("B"), Look { bold, hidden });
        assert_eq!(look("C"), Look::default());
        let around = Look {
            bold,
            hidden: false,
        };
        assert_eq!(styles.look("paragraph", Some("A".into()), around), around);
    }
}
