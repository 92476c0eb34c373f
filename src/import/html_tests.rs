//! Web pages as programs and people write them.

use super::draft::{Draft, Mark};
use super::{html, turns};
use crate::model::limits::TEXT;

fn draft(body: &str) -> Draft {
    html::read("a.html", body.as_bytes(), None).expect("page")
}
fn text(body: &str) -> String {
    draft(body).text
}

#[test]
fn blocks_are_lines_and_white_space_is_one_space() {
    let page = "<!DOCTYPE html><html><head><title>Talk</title><style>p > b {}</style><script>if (a<b) '<p>x'</script></head><body>\n<h1>First\n day</h1>\n<p>Rosa:  I <i>went</i>\n out &amp; in&nbsp;it&hellip;</p><div>Tom: <span>and</span>?<p>one<p>two</div><!-- no --><ul><li>a<li>b</ul>end";
    assert_eq!(
        text(page),
        "First day\nRosa: I went out & in\u{A0}it…\nTom: and?\none\ntwo\na\nb\nend\n"
    );
    assert_eq!(
        text("<p>漢<ruby>字<rt>じ</ruby>と<ruby>語<rp>(</rp><rt>ご</rt></ruby></p>"),
        "漢字と語\n"
    );
}

#[test]
fn lines_ended_by_hand_are_lines() {
    assert_eq!(
        text("<p>Rosa: yes<br>and no<br/>so</p><p>Tom: well</p>"),
        "Rosa: yes\nand no\nso\n\nTom: well\n"
    );
    assert_eq!(text("a<br><br>b"), "a\n\nb\n\n");
    assert_eq!(
        text("<pre>\nRosa:  a\n\n  b\n</pre>c"),
        "Rosa:  a\n\n  b\n\nc\n"
    );
}

#[test]
fn headings_bold_beginnings_and_rows_are_marked() {
    let page = draft(
        "<h2>Morning</h2><p><b>Rosa:</b> yes</p><p><span style='font-weight: 700'>Tom</span>: no</p><b style=\"font-weight:normal\"><p>so</p></b><table><tr><th>When<th>What<tr><td>0:03<td><p>Well.<p>Yes.</table><table><tr><td><h3>Noon</h3><p>on</table>",
    );
    assert_eq!(
        page.text,
        "Morning\nRosa: yes\nTom: no\nso\nWhen\tWhat\n0:03\tWell.\nYes.\nNoon\non\n"
    );
    let marks: Vec<_> = page.marks.into_iter().collect();
    let expected = [
        (0, Mark::Heading(2)),
        (1, Mark::Bold(5)),
        (2, Mark::Bold(3)),
        (4, Mark::Row),
        (5, Mark::Row),
        (6, Mark::Within),
        (7, Mark::Heading(3)),
    ];
    assert_eq!(marks, expected);
}

#[test]
fn what_does_not_show_is_left_out_and_notes_are_counted() {
    let page = draft(
        "<div hidden>a<div>b</div></div><p style='display:none'>c<p>Rosa<a role=doc-noteref href=#n><sup>1</sup></a> went<select><option>x</select></p><svg><title>t</title></svg><section role=\"doc-endnotes\"><ol><li>note</ol></section>",
    );
    assert_eq!(page.text, "Rosa went\n");
    let expected = [
        "1 footnote left out of the text",
        "2 hidden passages left out of the text",
    ];
    assert_eq!(page.warnings, expected);
}

#[test]
fn a_podcast_names_who_speaks_beside_the_time() {
    let page = "<cite>Rosa:</cite><time>0:00</time><p>Welcome.</p>\n<cite>Tom Berg:</cite>\n<time>0:07</time>\n<p>Hello.</p><cite>Rosa:</cite><time>0:09</time><p>So?</p>";
    let page = draft(page);
    assert_eq!(
        page.text,
        "Rosa: 0:00\nWelcome.\nTom Berg: 0:07\nHello.\nRosa: 0:09\nSo?\n"
    );
    let structure = turns::structured(&page);
    let names: Vec<_> = structure
        .speakers
        .iter()
        .map(|s| s.label.as_str())
        .collect();
    assert_eq!(names, ["Rosa", "Tom Berg"]);
    let times: Vec<_> = structure.turns.iter().map(|t| t.time_ms).collect();
    assert_eq!(times, [Some(0), Some(7_000), Some(9_000)]);
}

#[test]
fn a_page_is_in_the_encoding_it_says_unless_it_is_in_another() {
    let said = "<meta charset=\"big5\"><p>訪問者：你好</p>";
    let (big5, ..) = encoding_rs::BIG5.encode(said);
    let page = html::read("a.html", &big5, None).expect("page");
    assert_eq!(
        (page.text.as_str(), page.encoding.as_str()),
        ("訪問者：你好\n", "Big5")
    );
    assert_eq!(text(said), "訪問者：你好\n");
    let old = b"<?xml version='1.0' encoding='iso-8859-5'?><p>\xB4\xD0</p>";
    assert_eq!(html::read("a.html", old, None).expect("page").text, "Да\n");
    let given = html::read("a.html", &big5, Some("gb18030")).expect("page");
    assert_eq!(given.encoding, "gb18030");
    let unknown = "<meta http-equiv=Content-Type content='text/html; charset=klingon'><p>é";
    assert_eq!(text(unknown), "é\n");
}

#[test]
fn what_is_no_page_is_told() {
    let plain = draft("Rosa: 3 < 4\n\nTom: yes\n");
    assert_eq!(plain.text, "Rosa: 3 < 4\n\nTom: yes\n");
    assert!(plain.warnings[0].contains("plain text"));
    let cut = draft("<html><p>Rosa: I went to</p><!-- ");
    assert_eq!(cut.text, "Rosa: I went to\n");
    assert!(cut.warnings[0].contains("ends in the middle"));
    assert!(draft("<html><p>Rosa: yes</html>").warnings.is_empty());
    assert!(html::read("a.html", b"", None).is_err());
    assert!(html::read("a.html", b"\x89PNG\r\n", None).is_err());
}

#[test]
fn depth_costs_nothing_and_tables_in_tables_are_bounded() {
    let deep = "<div><b>".repeat(200_000) + "Rosa: here" + &"</b></div>".repeat(200_000);
    assert_eq!(text(&deep), "Rosa: here\n");
    let tables = "<table><tr><td>".repeat(1_000);
    assert!(html::read("a.html", tables.as_bytes(), None).is_err());
    assert!(html::read("a.html", b"<table><tr><td>a<b", None).is_ok());
}

#[test]
fn more_between_two_tags_than_a_text_may_have_is_refused() {
    for filler in [" ", "<"] {
        let page = format!("<p>{}", filler.repeat(TEXT.most as usize + 1));
        let why = html::read("a.html", page.as_bytes(), None).expect_err("refused");
        assert!(why.to_string().contains("16 MB"), "{why}");
    }
}
