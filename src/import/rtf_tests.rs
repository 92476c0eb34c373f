//! Rich text as word processors write it.

use super::draft::Mark;
use super::flow::Story;
use super::rtf_text::{End, story};

fn told(body: &str) -> Story {
    let (story, end) = story(format!("{{\\rtf1\\ansi {body}}}").as_bytes(), None).expect("story");
    assert_eq!(end, End::Sound, "{body}");
    story
}
fn text(body: &str) -> String {
    told(body).draft.text
}

#[test]
fn letters_in_every_notation() {
    let marks = "\\emdash\\endash\\lquote\\rquote\\ldblquote\\rdblquote\\bullet\\~\\_\\-\\\\\\{\\}";
    assert_eq!(text(marks), "—–‘’“”•\u{A0}\u{2011}\u{AD}\\{}\n");
    assert_eq!(text("a\\tab b\\line c\\par d\\\ne\\par"), "a\tb\nc\nd\ne\n");
    assert_eq!(
        text("\\uc1\\u8217?s {\\uc2\\u35370\\'b3\\'58}\\u-10179?\\u-8704?x"),
        "’s 訪😀x\n"
    );
    assert_eq!(text("\\uc1\\u8220\\ldblquote a\\u8221\\par b"), "“a”\nb\n");
    assert_eq!(text("\\uc0\\u35370 a"), "訪a\n");
}

#[test]
fn fonts_have_code_pages_and_letters_two_bytes() {
    let fonts = "{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset136 Ming;}{\\f2\\fcharset134 Song;}{\\f3\\fcharset128 Gothic;}{\\f4\\fcharset129 Batang;}{\\f5\\fnil\\cpg1251 Arial;}}";
    let body = "{\\f1 \\'b3\\'58\\'b3\\\\}{\\f2 \\'b7\\'c3}{\\f3 \\'95\\'b7\\'83\\'5c}{\\f4 \\'b0a\\'b0\\'a1}{\\f5 \\'c4\\'e0}{\\'e9}";
    let expected = "訪許访聞ソ";
    let said = text(&format!("\\deff0{fonts}{body}"));
    assert!(said.starts_with(expected), "{said}");
    assert!(said.ends_with("가Даé\n"), "{said}");
    // The second half as it is.
    assert_eq!(text(&format!("{fonts}\\f1\\'a4@\\'a5X")), "一出\n");
}

#[test]
fn what_a_document_says_of_itself_is_no_text() {
    let head = "{\\fonttbl{\\f0 Times;}}{\\colortbl;\\red0;}{\\stylesheet{\\s1 heading 1;}}{\\info{\\title Secret}{\\author Tom Berg}}{\\*\\generator Editor}{\\header\\pard page\\par}{\\footerr\\pard foot\\par}\\headery720 ";
    let field = "{\\field{\\*\\fldinst{HYPERLINK \"https://example.org\"}}{\\fldrslt here}}";
    let list = "{\\listtext 1.\\tab}{\\pntext\\bullet\\tab}";
    let pict = "{\\pict\\pngblip 89504e47}{\\*\\shppict{\\pict\\bin4 }{}\\}}{\\object{\\*\\objdata 00}{\\result table}}";
    let upr = "{\\upr{\\'3f}{\\*\\ud\\u35370 ?}}";
    assert_eq!(
        text(&format!("{head}{list}a {field} {pict} {upr}\\par")),
        "a here table 訪\n"
    );
}

#[test]
fn what_is_left_out_is_counted() {
    let body = "Rosa{\\footnote\\pard note\\par}{\\*\\atnid T}{\\*\\atnauthor Tom}{\\*\\annotation\\pard why?\\par}: yes{\\deleted\\revauth1 no\\i  never\\par}{\\v secret} and\\v gone\\v0  so\\par";
    let s = told(body);
    assert_eq!(s.draft.text, "Rosa: yes and so\n");
    assert_eq!((s.footnotes, s.comments, s.deleted, s.hidden), (1, 1, 1, 2));
}

#[test]
fn headings_bold_beginnings_and_rows_are_marked() {
    let s = told(
        "\\pard\\outlinelevel1\\b Morning\\b0\\par\\pard{\\b Rosa:} yes\\par\\b Tom:\\plain  no\\par\\trowd\\pard\\intbl 0:03\\cell Rosa\\cell Well.\\par Yes.\\cell\\row\\pard after\\par",
    );
    assert_eq!(
        s.draft.text,
        "Morning\nRosa: yes\nTom: no\n0:03\tRosa\tWell.\nYes.\nafter\n"
    );
    let marks: Vec<_> = s.draft.marks.into_iter().collect();
    let expected = [
        (0, Mark::Heading(2)),
        (1, Mark::Bold(5)),
        (2, Mark::Bold(4)),
        (3, Mark::Row),
        (4, Mark::Within),
    ];
    assert_eq!(marks, expected);
}

#[test]
fn boxes_follow_their_paragraph_and_tables_need_not_be_whole() {
    let boxed = "{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt\\pard one\\par two\\par}}{\\shprslt{\\*\\do{\\dptxbxtext one}}}}";
    assert_eq!(
        text(&format!("before{boxed} after\\par")),
        "before after\none\ntwo\n"
    );
    assert_eq!(text("a\\cell b\\cell\\row c\\par"), "a\tb\t\nc\n");
    assert_eq!(text("\\trowd\\intbl a\\cell b\\par"), "a\tb\n");
    assert_eq!(
        text(
            "\\trowd\\intbl a\\nestcell b\\nestcell{\\*\\nesttableprops\\nestrow}{\\nonesttables\\par}\\cell c\\cell\\row"
        ),
        "a\tc\nb\n"
    );
}
