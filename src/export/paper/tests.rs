use super::*;
use std::io::Read;

/// Everything that means something to one of the formats.
const HOSTILE: &str = "# <b>x</b> & \"q\" | *a* _b_ [l](http://h) `c` \u{1}\u{c}~ $1 'd'";

fn paper() -> Paper {
    Paper {
        language: "en".into(),
        blocks: vec![
            Block::Heading(1, "Minutes <1>".into()),
            Block::Facts(vec![("Round".into(), "1. first".into())]),
            Block::Text("one\ntwo".into()),
            Block::Quote(HOSTILE.into()),
            Block::List(vec!["- no list".into(), HOSTILE.into()]),
            Block::Choices(vec!["yes".into(), HOSTILE.into()]),
            Block::Room(2),
            Block::Table(
                vec!["a|b".into(), "c".into()],
                vec![vec![HOSTILE.into(), "two\nlines".into()]],
            ),
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
             - [ ] yes\n- [ ] {quoted}\n\n\n\n\n| a\\|b | c |\n| --- | --- |\n| {quoted} | two lines |\n"
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
    assert!(!text.contains("<b>") && !text.contains('\u{1}'));
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
