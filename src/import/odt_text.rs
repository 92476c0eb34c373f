//! The text of an OpenDocument text: a line for each paragraph and row.
//!
//! Kept: what was inserted, lists in order, text boxes, tables of contents, fields as they show.
//! Left out: tracked deletions, comments, notes, phonetic guides, hidden text, forms, descriptions
//! of pictures.

use super::flow::{Flow, Story};
use super::markup::{Markup, attribute, referred};
use super::odt_styles::{Look, Styles};
use super::packed::Fault;
use quick_xml::events::{BytesStart, Event};

/// Spaces one element may stand for.
const SPACES: usize = 1_000;

struct Walk<'s> {
    story: Story,
    styles: &'s Styles,
    flow: Flow,
    /// How text is set in the paragraphs and spans that are open.
    looks: Vec<Look>,
    /// Inside something left out: how deep.
    skip: usize,
    /// Whether a text was seen: spreadsheets and slides have none.
    is_text: bool,
}

/// Reads the main part.
pub(super) fn story(xml: &str, styles: &Styles) -> Result<Story, Fault> {
    let mut markup = Markup::of(xml);
    let mut walk = Walk {
        story: Story::default(),
        styles,
        flow: Flow::new(),
        looks: Vec::new(),
        skip: 0,
        is_text: false,
    };
    loop {
        match markup.next()? {
            Event::Start(e) => walk.start(&e),
            Event::End(e) => {
                walk.end(e.name().as_ref());
            }
            Event::Empty(e) => {
                walk.start(&e);
                walk.end(e.name().as_ref());
            }
            Event::Text(t) => walk.say(&t.xml10_content()),
            Event::CData(t) => walk.say(&t.xml10_content()),
            Event::GeneralRef(r) => walk.say(&referred(&r)),
            Event::Eof => return walk.done(),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        walk.flow.check().map_err(Fault::Beyond)?;
    }
}

/// Elements whose content is not said.
fn left_out(name: &str) -> bool {
    matches!(
        name,
        "text:tracked-changes"
            | "text:note"
            | "office:annotation"
            | "office:forms"
            | "office:scripts"
            | "office:event-listeners"
            | "text:script"
            | "text:ruby-text"
            | "text:number"
            | "svg:title"
            | "svg:desc"
            | "draw:object"
            | "draw:object-ole"
    )
}

impl Walk<'_> {
    fn start(&mut self, e: &BytesStart) {
        let name = e.name();
        let name = name.as_ref();
        if self.skip > 0 {
            self.story.deleted += usize::from(name == "text:deletion");
            self.skip += 1;
            return;
        }
        let concealed = is_concealed(name, e);
        if concealed || left_out(name) {
            self.story.footnotes += usize::from(name == "text:note");
            self.story.comments += usize::from(name == "office:annotation");
            self.story.hidden += usize::from(concealed);
            self.skip = 1;
            return;
        }
        match name {
            "office:text" => self.is_text = true,
            "text:p" => self.paragraph(e, None),
            "text:h" => {
                let level = attribute(e, "text:outline-level").and_then(|l| l.parse().ok());
                self.paragraph(e, Some(level.unwrap_or(1)));
            }
            "text:span" => {
                let around = self.look();
                self.set("text", e, around);
            }
            "table:table-row" => self.flow.begin_row(),
            "table:table-cell" | "table:covered-table-cell" => self.flow.begin_cell(),
            "text:s" => {
                let count = attribute(e, "text:c").and_then(|c| c.parse().ok());
                self.put(&" ".repeat(count.unwrap_or(1).min(SPACES)));
            }
            "text:tab" => self.put("\t"),
            "text:line-break" => self.put("\n"),
            _ => {}
        }
    }

    fn paragraph(&mut self, e: &BytesStart, heading: Option<u8>) {
        self.flow.begin_paragraph(heading);
        self.set("paragraph", e, Look::default());
    }

    /// Text from here on is set as a style says.
    fn set(&mut self, family: &str, e: &BytesStart, around: Look) {
        let style = attribute(e, "text:style-name");
        let look = self.styles.look(family, style, around);
        self.story.hidden += usize::from(look.hidden && !around.hidden);
        self.looks.push(look);
    }

    fn look(&self) -> Look {
        self.looks.last().copied().unwrap_or_default()
    }

    fn end(&mut self, name: &str) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match name {
            "text:p" | "text:h" => {
                self.looks.pop();
                self.flow.close();
            }
            "text:span" => drop(self.looks.pop()),
            "table:table-row" => self.flow.close(),
            _ => {}
        }
    }

    /// Character data: white space of the markup is one space, and none at the beginning.
    fn say(&mut self, text: &str) {
        if self.skip > 0 || self.flow.paragraph().is_none() {
            return;
        }
        let white = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let line = self.flow.paragraph().map(|p| p.line.as_str());
        let mut after_white = line.is_none_or(|l| l.is_empty() || l.ends_with([' ', '\n']));
        let mut said = String::with_capacity(text.len());
        for c in text.chars() {
            match white(c) {
                true if after_white => {}
                true => said.push(' '),
                false => said.push(c),
            }
            after_white = white(c);
        }
        self.put(&said);
    }

    fn put(&mut self, text: &str) {
        let look = self.look();
        if !look.hidden {
            self.flow.put(text, look.bold);
        }
    }

    fn done(self) -> Result<Story, Fault> {
        if !self.is_text {
            return Err(Fault::Markup("it is no text document".into()));
        }
        Ok(Story {
            draft: self.flow.draft,
            ..self.story
        })
    }
}

/// Whether an element is there and does not show: a section, or a field with a condition.
fn is_concealed(name: &str, e: &BytesStart) -> bool {
    match name {
        "text:section" => attribute(e, "text:display").is_some_and(|how| how == "none"),
        "text:hidden-text" => attribute(e, "text:is-hidden").is_some_and(|is| is == "true"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::draft::Mark;

    fn told(styles: &str, body: &str) -> Story {
        let xml = format!("<o>{styles}<office:text>{body}</office:text></o>");
        let mut known = Styles::default();
        known.read(&xml);
        story(&xml, &known).expect("story")
    }
    fn text(body: &str) -> String {
        told("", body).draft.text
    }

    #[test]
    fn white_space_of_the_markup_is_no_text() {
        let body = "<text:p>\n  Rosa:<text:tab/>so \n much<text:s text:c=\"2\"/> &amp; more<text:line-break/> and</text:p><text:p/>";
        assert_eq!(text(body), "Rosa:\tso much  & more\nand\n\n");
    }

    #[test]
    fn lists_tables_and_boxes_are_read_in_order() {
        let cell = |t: &str| format!("<table:table-cell><text:p>{t}</text:p></table:table-cell>");
        let body = format!(
            "<text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list><table:table><table:table-row>{}{}</table:table-row></table:table><text:p>a<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box><svg:desc>a cat</svg:desc></draw:frame>b</text:p>",
            cell("0:03"),
            cell("Well.")
        );
        assert_eq!(text(&body), "one\ntwo\n0:03\tWell.\nab\nbox\n");
    }

    #[test]
    fn headings_and_bold_beginnings_are_marked() {
        let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>";
        let s = told(
            styles,
            "<text:h text:outline-level=\"2\">Morning</text:h><text:p><text:span text:style-name=\"T1\">Rosa:</text:span> yes</text:p>",
        );
        let marks: Vec<_> = s.draft.marks.into_iter().collect();
        assert_eq!(marks, [(0, Mark::Heading(2)), (1, Mark::Bold(5))]);
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let styles = "<style:style style:name=\"H\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>";
        let s = told(
            styles,
            "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Tom</dc:creator></office:change-info><text:p>gone</text:p></text:deletion></text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes><text:p>a<text:note><text:note-citation>1</text:note-citation></text:note>b<office:annotation><dc:creator>Tom</dc:creator><text:p>why?</text:p></office:annotation>c<text:span text:style-name=\"H\">secret <text:span>more</text:span></text:span><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby></text:p><text:section text:display=\"none\"><text:p>aside</text:p></text:section>",
        );
        assert_eq!(s.draft.text, "abc漢\n");
        assert_eq!((s.footnotes, s.comments, s.deleted, s.hidden), (1, 1, 1, 2));
    }

    #[test]
    fn broken_markup_and_deep_nesting_are_refused() {
        let styles = Styles::default();
        assert!(story("<office:text><text:p></office:text>", &styles).is_err());
        let deep = "<text:p>".repeat(100_000);
        assert!(matches!(story(&deep, &styles), Err(Fault::Beyond(_))));
    }
}
