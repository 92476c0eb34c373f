//! The text of a Word document's main part: a line for each paragraph.
//!
//! Kept: insertions, hyperlinks, content controls, table cells in order, text boxes, tabs, line
//! breaks. Left out: deletions, comments, footnotes, field codes, phonetic guides, and the second
//! copy of whatever Word writes twice for older programs.

use super::flow::{Flow, Story};
use super::markup::{Markup, attribute, referred};
use super::packed::Fault;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// Levels of headings by the ids of their styles, from level 1.
pub(super) type Styles = HashMap<String, u8>;

struct Walk<'s> {
    story: Story,
    styles: &'s Styles,
    flow: Flow,
    /// Inside an element whose text counts (`w:t`).
    in_text: usize,
    /// Inside a run: only there is `w:tab` a tab and not a tab stop.
    in_run: usize,
    /// Inside the properties of a paragraph, or of a run.
    properties: Option<Properties>,
    run: Run,
    /// Inside something left out: how deep.
    skip: usize,
    /// For each open `AlternateContent`: whether a branch was taken.
    taken: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Properties {
    Paragraph,
    Run,
}

/// How a run is set.
#[derive(Clone, Copy, Default)]
struct Run {
    bold: bool,
    hidden: bool,
}

/// Reads the main part.
pub(super) fn story(xml: &str, styles: &Styles) -> Result<Story, Fault> {
    let mut markup = Markup::of(xml);
    let mut walk = Walk::new(styles);
    loop {
        match markup.next()? {
            Event::Start(e) => walk.start(&e),
            Event::End(e) => {
                walk.end(e.local_name().as_ref(), is_word(e.name().as_ref()));
            }
            Event::Empty(e) => {
                walk.start(&e);
                walk.end(e.local_name().as_ref(), is_word(e.name().as_ref()));
            }
            Event::Text(t) => walk.say(&t.xml10_content()),
            Event::CData(t) => walk.say(&t.xml10_content()),
            Event::GeneralRef(r) => walk.say(&referred(&r)),
            Event::Eof => {
                walk.story.draft = walk.flow.draft;
                return Ok(walk.story);
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        walk.flow.check().map_err(Fault::Beyond)?;
    }
}

/// The styles of headings, by what Word calls them in every language or by their outline level.
pub(super) fn heading_styles(xml: &str) -> Styles {
    let mut markup = Markup::of(xml);
    let (mut styles, mut id) = (Styles::new(), String::new());
    loop {
        match markup.next() {
            Ok(Event::Start(e) | Event::Empty(e)) => {
                let name = e.local_name();
                let level = match name.as_ref() {
                    "style" => {
                        id = attribute(&e, "w:styleId").unwrap_or_default();
                        None
                    }
                    "name" => attribute(&e, "w:val").and_then(|name| heading_level(&name)),
                    "outlineLvl" => outline(&e),
                    _ => None,
                };
                styles.extend(level.map(|level| (id.clone(), level)));
            }
            Ok(Event::Eof) | Err(_) => return styles,
            Ok(_) => {}
        }
    }
}

/// The level of `heading 2`, or of the id `Heading2`.
fn heading_level(style: &str) -> Option<u8> {
    let lower = style.to_lowercase();
    let level = lower.strip_prefix("heading")?.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

fn outline(e: &BytesStart) -> Option<u8> {
    let level: u8 = attribute(e, "w:val")?.parse().ok()?;
    (level < 9).then_some(level + 1)
}

/// Whether a property that is there is on.
fn is_on(e: &BytesStart) -> bool {
    !attribute(e, "w:val").is_some_and(|v| matches!(v.as_str(), "0" | "false" | "off" | "none"))
}

/// Word's own elements are written with `w:` by every program; drawings use the same local names.
fn is_word(name: &str) -> bool {
    name.starts_with("w:")
}

/// Elements whose content is never text: properties and what the author took out.
fn left_out(name: &str) -> bool {
    matches!(
        name,
        "tblPr"
            | "tblGrid"
            | "trPr"
            | "tcPr"
            | "sectPr"
            | "sdtPr"
            | "sdtEndPr"
            | "del"
            | "moveFrom"
            | "instrText"
            | "delText"
            | "delInstrText"
            | "rt"
    )
}

impl<'s> Walk<'s> {
    fn new(styles: &'s Styles) -> Walk<'s> {
        Walk {
            story: Story::default(),
            styles,
            flow: Flow::new(),
            in_text: 0,
            in_run: 0,
            properties: None,
            run: Run::default(),
            skip: 0,
            taken: Vec::new(),
        }
    }

    fn start(&mut self, e: &BytesStart) {
        let (name, word) = (e.local_name(), is_word(e.name().as_ref()));
        let name = name.as_ref();
        if self.skip > 0 {
            self.skip += 1;
            return;
        }
        match name {
            "AlternateContent" if !word => self.taken.push(false),
            "Choice" | "Fallback" if !word => match self.taken.last_mut() {
                Some(taken) if *taken => self.skip = 1,
                Some(taken) => *taken = true,
                None => {}
            },
            _ if word && left_out(name) => {
                self.story.deleted += usize::from(name == "del" || name == "moveFrom");
                self.skip = 1;
            }
            _ if word && self.properties.is_some() => self.property(name, e),
            "t" if word || e.name().as_ref() == "m:t" => self.in_text += 1,
            _ if word => self.word(name, e),
            _ => {}
        }
    }

    fn property(&mut self, name: &str, e: &BytesStart) {
        let run = self.properties == Some(Properties::Run) && self.in_run > 0;
        let paragraph = self.properties == Some(Properties::Paragraph);
        match (name, self.flow.paragraph()) {
            ("b", _) if run => self.run.bold = is_on(e),
            ("vanish", _) if run => self.run.hidden = is_on(e),
            ("outlineLvl", Some(open)) if paragraph => open.heading = outline(e),
            ("pStyle", Some(open)) if paragraph => {
                let style = attribute(e, "w:val").unwrap_or_default();
                let known = self.styles.get(&style).copied();
                open.heading = known.or_else(|| heading_level(&style));
            }
            _ => {}
        }
    }

    fn word(&mut self, name: &str, e: &BytesStart) {
        match name {
            "p" => self.flow.begin_paragraph(None),
            "tr" => self.flow.begin_row(),
            "tc" => self.flow.begin_cell(),
            "r" => (self.in_run, self.run) = (self.in_run + 1, Run::default()),
            "pPr" => self.properties = Some(Properties::Paragraph),
            "rPr" => self.properties = Some(Properties::Run),
            "tab" | "ptab" if self.in_run > 0 => self.put("\t"),
            "br" | "cr" => self.put("\n"),
            "noBreakHyphen" => self.put("\u{2011}"),
            "softHyphen" => self.put("\u{AD}"),
            "sym" => self.put(symbol(e).encode_utf8(&mut [0; 4])),
            "footnoteReference" | "endnoteReference" => self.story.footnotes += 1,
            "commentReference" => self.story.comments += 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str, word: bool) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match name {
            "AlternateContent" if !word => {
                self.taken.pop();
            }
            "pPr" if word => self.properties = None,
            // The properties of a paragraph hold some of its end mark.
            "rPr" if word && self.in_run > 0 => self.properties = None,
            _ if self.properties.is_some() => {}
            "t" => self.in_text = self.in_text.saturating_sub(1),
            "r" if word => {
                self.story.hidden += usize::from(self.run.hidden);
                (self.in_run, self.run) = (self.in_run.saturating_sub(1), Run::default());
            }
            "p" | "tr" if word => self.flow.close(),
            _ => {}
        }
    }

    /// Character data: text only inside `w:t`; markup's own line breaks show as spaces there.
    fn say(&mut self, text: &str) {
        if self.skip > 0 || self.in_text == 0 {
            return;
        }
        if text.contains(['\n', '\t', '\r']) {
            self.put(&text.replace(['\n', '\t', '\r'], " "));
        } else {
            self.put(text);
        }
    }

    fn put(&mut self, text: &str) {
        if !self.run.hidden {
            self.flow.put(text, self.run.bold);
        }
    }
}

/// A character of a symbol font: its code where it has one of its own, else a box.
fn symbol(e: &BytesStart) -> char {
    let code = e.try_get_attribute("w:char").ok().flatten();
    let code = code.and_then(|a| u32::from_str_radix(&a.value, 16).ok());
    match code.and_then(char::from_u32) {
        Some(c) if !('\u{E000}'..='\u{F8FF}').contains(&c) && !c.is_control() => c,
        _ => '□',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str) -> String {
        told(&format!("<w:document><w:body>{body}</w:body></w:document>"))
            .draft
            .text
    }
    fn told(xml: &str) -> Story {
        story(xml, &Styles::new()).expect("story")
    }
    fn run(t: &str) -> String {
        format!("<w:r><w:t xml:space=\"preserve\">{t}</w:t></w:r>")
    }
    fn p(inner: &str) -> String {
        format!("<w:p>{inner}</w:p>")
    }

    #[test]
    fn entities_tabs_and_breaks() {
        let stops = "<w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>";
        let body = p(&format!(
            "{stops}<w:r><w:t>A &amp; B &#x2019;s</w:t><w:tab/><w:t>C</w:t><w:br/><w:t>D</w:t><w:cr/><w:noBreakHyphen/></w:r>"
        ));
        assert_eq!(text(&body), "A & B ’s\tC\nD\n\u{2011}\n");
    }

    #[test]
    fn insertions_stay_and_deletions_go() {
        let body = p(&format!(
            "{}<w:ins>{}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom><w:hyperlink>{}</w:hyperlink>",
            run("a"),
            run("b"),
            run("moved"),
            run("c")
        ));
        let s = told(&format!("<w:document>{body}</w:document>"));
        assert_eq!((s.draft.text.as_str(), s.deleted), ("abc\n", 2));
    }

    #[test]
    fn tables_controls_and_boxes_in_order() {
        let cell = |t: &str| format!("<w:tc>{}</w:tc>", p(&run(t)));
        let table = format!(
            "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}</w:tr></w:tbl>",
            cell("1"),
            cell("2"),
            cell("3")
        );
        let control = format!(
            "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p(&run("4"))
        );
        assert_eq!(text(&format!("{table}{control}")), "1\t2\n3\n4\n");
        let boxed = format!("<w:txbxContent>{}</w:txbxContent>", p(&run("box")));
        let both = format!(
            "<mc:AlternateContent><mc:Choice><w:drawing><a:p><a:r><a:t>shape</a:t></a:r></a:p>{boxed}</w:drawing></mc:Choice><mc:Fallback><w:pict>{boxed}</w:pict></mc:Fallback></mc:AlternateContent>"
        );
        assert_eq!(
            text(&p(&format!("<w:r>{both}</w:r>{}", run("after")))),
            "after\nbox\n"
        );
    }

    #[test]
    fn field_codes_phonetics_and_symbols() {
        let field = "<w:r><w:fldChar/><w:instrText> PAGE </w:instrText></w:r>";
        let ruby = "<w:r><w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>";
        let sym = "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/></w:r>";
        assert_eq!(text(&p(&format!("{field}{ruby}{sym}"))), "漢□\n");
    }

    #[test]
    fn notes_are_counted() {
        let body =
            p("<w:r><w:footnoteReference w:id=\"2\"/><w:commentReference w:id=\"0\"/></w:r>");
        let s = told(&format!("<w:document>{body}</w:document>"));
        assert_eq!(
            (s.footnotes, s.comments, s.draft.text.as_str()),
            (1, 1, "\n")
        );
    }

    #[test]
    fn broken_markup_is_an_error() {
        assert!(story("<w:p><w:r></w:p>", &Styles::new()).is_err());
        assert!(story("<w:p>", &Styles::new()).is_err());
    }
}
