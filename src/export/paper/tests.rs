use super::*;
use std::io::Read;

/// Everything that means something to one of the formats.
const HOSTILE: &str = "# <b>x</b> & \"q\" | *a* _b_ [l](http://h) `c` \u{1}\u{c}~ $1 'd'";

fn paper() -> Paper {
    let hostile = || Words::from(HOSTILE);
    let dark = Cell {
        words: Words::link("4 of 9", "cell-1"),
        shade: 40,
    };
    Paper {
        language: "en".into(),
        blocks: vec![
            Block::Heading(1, "Minutes <1>".into()),
            Block::Facts(vec![("Round".into(), "1. first".into())]),
            Block::text("one\ntwo"),
            Block::quote(HOSTILE),
            Block::list([Words::from("- no list"), hostile()]),
            Block::Choices(vec!["yes".into(), HOSTILE.into()]),
            Block::Room(2),
            Block::Table(
                vec!["a|b".into(), "c".into()],
                vec![
                    vec![hostile().into(), "two\nlines".into()],
                    vec![dark, "".into()],
                ],
            ),
            Block::Anchor("cell-1".into()),
            Block::text(Words::link(HOSTILE, "cell-1").and(" – as \u{202e}said")),
            Block::Folded(HOSTILE.into(), vec![Block::text("within")]),
            Block::Picture(Picture {
                file: "map.svg".into(),
                svg: "<svg></svg>\n".into(),
                caption: HOSTILE.into(),
                instead: Vec::new(),
            }),
        ],
    }
}

#[test]
fn markdown_takes_nothing_for_markup() {
    let text = markdown(&paper());
    let quoted =
        "\\# \\<b\\>x\\</b\\> \\& \"q\" \\| \\*a\\* \\_b\\_ \\[l\\](http://h) \\`c\\` \\~ \\$1 'd'";
    assert_eq!(
        text,
        format!(
            "# Minutes \\<1\\>\n\n- **Round:** 1\\. first\n\none\\\ntwo\n\n> {quoted}\n\n\
             - \\- no list\n- {quoted}\n\n\
             - [ ] yes\n- [ ] {quoted}\n\n\n\n\n| a\\|b | c |\n| --- | --- |\n| {quoted} | two lines |\n\
             | [4 of 9](#cell-1) |  |\n\n<a id=\"cell-1\"></a>\n\n\
             [{quoted}](#cell-1) – as �said\n\n**{quoted}**\n\nwithin\n\n![{quoted}](map.svg)\n"
        )
    );
}

#[test]
fn a_page_takes_nothing_for_markup() {
    let text = html(&paper());
    assert!(text.contains("<title>Minutes &lt;1&gt;</title>"), "{text}");
    assert!(
        text.contains("<td># &lt;b&gt;x&lt;/b&gt; &amp; &quot;q&quot;"),
        "{text}"
    );
    assert!(!text.contains("<b>") && !text.contains(['\u{1}', '\u{202e}']));
    assert!(text.contains("<td style=\"--shade:40%\"><a href=\"#cell-1\">4 of 9</a></td>"));
    assert!(text.contains("<a id=\"cell-1\"></a>") && text.contains("<svg></svg>"));
    // Nothing is asked of a network, nothing runs.
    assert!(!text.contains("http:") || !text.contains("src="), "{text}");
    assert!(!text.contains("<script") && text.contains("default-src 'none'"));
}

#[test]
fn a_word_file_is_well_formed_and_the_same_each_time() {
    let bytes = docx(&paper()).unwrap();
    assert_eq!(bytes, docx(&paper()).unwrap());
    let mut container = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for at in 0..container.len() {
        let mut part = container.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        let mut said = String::new();
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Text(words) => said.push_str(&words.xml10_content()),
                _ => {}
            }
        }
        if part.name().unwrap() == "[Content_Types].xml" {
            // A part that is of no type is not read.
            assert_eq!(text.matches("PartName=\"/word/").count(), 3, "{text}");
        }
        if part.name().unwrap() == "word/settings.xml" {
            assert!(text.contains("w:name=\"compatibilityMode\""), "{text}");
        }
        if part.name().unwrap() == "word/document.xml" {
            assert!(said.contains("Minutes"), "{said}");
            assert!(!text.contains("<b>") && !text.contains('\u{1}'));
        }
        // What holds for Latin letters holds for Thai and Hindi, too.
        for property in ["b", "i", "sz"] {
            let [latin, complex] = ["", "Cs"].map(|c| format!("<w:{property}{c}"));
            let many = |name: &str| {
                text.matches(&format!("{name}/")).count()
                    + text.matches(&format!("{name} ")).count()
            };
            assert_eq!(many(&latin), many(&complex), "{property}: {text}");
        }
    }
}

/// All elements of a part of a Word file, one after the other, and what is said in it.
fn elements(xml: &str) -> (Vec<String>, Vec<String>) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut names, mut said) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return (names, said),
            Event::Start(e) | Event::Empty(e) => names.push(e.name().0.to_owned()),
            Event::Text(words) => said.push(words.xml10_content().into_owned()),
            _ => {}
        }
    }
}

fn drawn(svg: String) -> Option<String> {
    let picture = Picture {
        file: "map.svg".into(),
        svg,
        caption: HOSTILE.into(),
        instead: Vec::new(),
    };
    let run = shapes::drawn(&picture, 1)?;
    Some(format!("<w:p {}>{run}</w:p>", shapes::NAMESPACES))
}

/// What the pictures of this program are made of is drawn, shape by shape and line by line.
#[test]
fn word_draws_a_map_and_a_chart_itself() {
    use crate::export::line_chart::{self, Chart, Course};
    use crate::export::theme_map::{self, Arrow, Diagram, Frame, Shape, Voice};
    let words = |text: &str, voice| theme_map::Words {
        x: 1,
        y: 1,
        text: text.into(),
        voice,
    };
    let map = Diagram {
        width: 40,
        height: 12,
        frames: vec![Frame {
            shape: Shape::Theme,
            area: (0, 0, 30, 5),
            words: vec![
                words("a<b & 復元", Voice::Title),
                words("3 · 2p", Voice::Count),
            ],
            rules: vec![2],
            link: Some("theme-1".into()),
        }],
        arrows: vec![Arrow {
            points: vec![(5, 4), (5, 8), (9, 8), (9, 11)],
            label: vec![(3, 8, "leads to".into())],
        }],
    };
    let shown = drawn(theme_map::svg(&map, "t", "")).unwrap();
    assert!(shown.contains(">a&lt;b &amp; 復元<"), "{shown}");
    let (names, said) = elements(&shown);
    let many = |name: &str| names.iter().filter(|n| *n == name).count();
    assert!(said.ends_with(&["3 · 2p".into(), "leads to".into()]));
    // Box, rule, line in white and in ink, head, ground of the label; three lines of words.
    assert_eq!(
        (many("wps:wsp"), many("wps:txbx"), many("w:hyperlink")),
        (9, 3, 2)
    );
    let chart = Chart {
        points: vec!["P01".into(), "P02".into()],
        ends: (0.0, 2.0),
        courses: vec![Course {
            name: "new".into(),
            values: vec![Some(0.0), Some(2.0)],
        }],
        ..Chart::default()
    };
    let (names, said) = elements(&drawn(line_chart::svg(&chart)).unwrap());
    assert_eq!(names.iter().filter(|n| *n == "a:custGeom").count(), 4);
    assert!(said.iter().any(|s| s == "P02"), "{said:?}");
}

/// Words that are turned cannot be placed alike by all word processors: the file is named instead.
#[test]
fn what_word_cannot_draw_is_named() {
    let turned = "<svg width=\"9\" height=\"9\"><text x=\"1\" y=\"1\" transform=\"rotate(-45 1 1)\">a</text></svg>";
    assert_eq!(drawn(turned.into()), None);
    assert_eq!(
        drawn("<svg width=\"9\" height=\"9\"><image/></svg>".into()),
        None
    );
    assert_eq!(drawn("<svg width=\"9\"".into()), None);
    for other in [
        "<g transform=\"scale(2)\"><circle cx=\"4\" cy=\"4\" r=\"1\"/></g>",
        "<path d=\"M0 0H4M0 4H4\"/>",
    ] {
        let svg = format!("<svg width=\"9\" height=\"9\">{other}</svg>");
        assert_eq!(drawn(svg), None, "{other}");
    }
    assert!(drawn(turned.replace(" transform=\"rotate(-45 1 1)\"", "")).is_some());
}

/// Headings stand upright as soon as their columns have no room beside each other, and the columns
/// fill the page either way.
#[test]
fn headings_stand_upright_where_columns_have_no_room() {
    let table = |columns: usize| {
        let head = (0..columns)
            .map(|n| format!("heading {n}"))
            .collect::<Vec<_>>();
        docx_table::table(&head, &[vec![Cell::from("3"); columns]])
    };
    for (columns, upright) in [(1, 0), (3, 0), (30, 29)] {
        let written = table(columns);
        assert_eq!(written.matches("btLr").count(), upright, "{columns}");
        let widths = written.split("<w:gridCol w:w=\"").skip(1);
        let widths = widths.map(|w| w.split_once('"').unwrap().0.parse::<usize>().unwrap());
        let sum: usize = widths.sum();
        assert!((9_638 - columns..=9_638).contains(&sum), "{columns}: {sum}");
    }
}
