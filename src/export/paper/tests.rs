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
        if part.name().unwrap() == "word/document.xml" {
            assert!(said.contains("Minutes"), "{said}");
            assert!(!text.contains("<b>") && !text.contains('\u{1}'));
        }
    }
}
