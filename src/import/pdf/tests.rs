//! What is read of small PDFs.

use super::read;
use super::written::{PICTURE, at, bold, pdf, pdf_with, stream};
use crate::import::draft::{Draft, Mark};

fn told(pages: &[String]) -> Draft {
    read("a.pdf", &pdf(pages)).expect("read")
}

fn why(bytes: &[u8]) -> String {
    read("a.pdf", bytes).expect_err("refused").to_string()
}

#[test]
fn turns_go_over_lines_and_pages() {
    let first = [
        at(50, 580, "A talk about the ward"),
        at(30, 540, "1")
            + &bold(50, 540, "Rosa:")
            + &at(80, 540, "So how did it go on the first night?"),
        at(30, 520, "2")
            + &bold(50, 520, "Tom:")
            + &at(80, 520, "It was a long night, and nobody had told us what"),
        at(
            50,
            508,
            "there was to be done before the doctor came, so that all of us",
        ),
        at(380, 10, "1/2"),
    ];
    let second = [
        at(50, 580, "A talk about the ward"),
        at(50, 560, "stood there."),
        at(30, 540, "3") + &bold(50, 540, "Rosa:") + &at(80, 540, "And then?"),
        at(30, 520, "4") + &bold(50, 520, "Tom:") + &at(80, 520, "Nothing."),
        at(30, 500, "5") + &bold(50, 500, "Rosa:") + &at(80, 500, "Thank you."),
        at(380, 10, "2/2"),
    ];
    let draft = told(&[first.concat(), second.concat()]);
    let lines = [
        "Rosa: So how did it go on the first night?",
        "Tom: It was a long night, and nobody had told us what there was to be done before the doctor came, so that all of us stood there.",
        "Rosa: And then?",
        "Tom: Nothing.",
        "Rosa: Thank you.",
    ];
    assert_eq!(draft.text, lines.map(|line| format!("{line}\n")).concat());
    let left = ["4 header or footer lines", "5 printed turn numbers"];
    assert_eq!(
        draft.warnings,
        left.map(|l| format!("{l} left out of the text"))
    );
}

#[test]
fn numbers_of_lines_are_no_words() {
    let lines = [
        "Rosa: So how did it go on the very first",
        "night that you had in the new ward?",
        "Tom: It was long.",
    ];
    let page = (0..9).map(|n: u32| {
        let bottom = 580 - 12 * n;
        at(30, bottom, &(n + 1).to_string()) + &at(60, bottom, lines[n as usize % 3])
    });
    let draft = told(&[page.collect()]);
    let once = "Rosa: So how did it go on the very first night that you had in the new ward?\nTom: It was long.\n";
    assert_eq!(draft.text, once.repeat(3));
    assert_eq!(
        draft.warnings,
        ["9 printed line numbers left out of the text"]
    );
}

#[test]
fn columns_are_read_one_after_the_other() {
    let column = |left: u32, word: &str| -> String {
        let line = |n: u32| {
            at(
                left,
                540 - 12 * n,
                &format!("{word} is what this line of {word} is about"),
            )
        };
        (0..10).map(line).collect()
    };
    let page = at(
        50,
        580,
        "What goes across both of the columns, from the left one to the right",
    ) + &column(30, "night")
        + &column(220, "ward");
    let draft = told(&[page]);
    let mut lines = draft.text.lines();
    assert!(
        lines
            .next()
            .is_some_and(|line| line.starts_with("What goes across"))
    );
    let columns = lines.next().unwrap_or_default();
    let (last, first) = (columns.rfind("night"), columns.find("ward"));
    assert!(
        last < first && columns.ends_with("of ward is about"),
        "{}",
        draft.text
    );
}

#[test]
fn entries_of_a_list_go_on_indented() {
    let page = [
        at(
            50,
            580,
            "What had to be done on the ward in the night was written on",
        ),
        at(50, 568, "the board:"),
        at(
            60,
            556,
            "\\225 to look after those who could not sleep, and to bring",
        ),
        at(70, 544, "them something to read"),
        at(60, 532, "\\225 to count"),
        at(
            60,
            520,
            "Nobody had read it, as far as we could tell in the morning,",
        ),
        at(50, 508, "when it was over."),
    ];
    let expected = [
        "What had to be done on the ward in the night was written on the board:",
        "• to look after those who could not sleep, and to bring them something to read",
        "• to count",
        "Nobody had read it, as far as we could tell in the morning, when it was over.",
    ];
    let text = told(&[page.concat()]).text;
    assert_eq!(text.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn letters_over_one_another_are_not_mixed() {
    let small =
        |left: u32, bottom: u32, text: &str| at(left, bottom, text).replace("10 Tf", "6 Tf");
    let fraction = at(50, 500, "about 16")
        + &small(92, 504, "1")
        + &small(92, 497, "2")
        + &at(99, 500, "years and")
        + &small(147, 504, "11")
        + &small(147, 497, "12")
        + &at(157, 500, "of one");
    let raised =
        at(50, 460, "SO") + &small(65, 457, "4") + &small(65, 464, "4") + &at(69, 460, "x");
    let text = |page: String| told(&[page]).text;
    assert_eq!(text(fraction), "about 16 1/2 years and 11/12 of one\n");
    assert_eq!(text(raised), "SO44x\n");
}

#[test]
fn signs_of_typesetters_open_entries() {
    // U+2217, from a font that names it.
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>";
    let entry = |bottom: u32, text: &str| {
        format!("BT /F3 10 Tf 50 {bottom} Td (*) Tj ET\n") + &at(60, bottom, text)
    };
    let page = entry(
        560,
        "to look after those who could not sleep, and to bring some of",
    ) + &entry(
        548,
        "to count those who were there once more before it was the",
    ) + &at(60, 536, "morning of that night");
    let bytes = pdf_with(
        &[page],
        "/Font << /F1 3 0 R /F3 5 0 R >>",
        &[font.to_owned()],
        "",
    );
    let draft = read("a.pdf", &bytes).expect("read");
    let expected = [
        "∗ to look after those who could not sleep, and to bring some of",
        "∗ to count those who were there once more before it was the morning of that night",
    ];
    assert_eq!(draft.text.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn gaps_are_spaces_and_tabs_part_cells() {
    let kerned = "BT /F1 10 Tf 50 500 Td [(It) -300 (was) -300 (l) 20 (ong)] TJ ET\n";
    let page = at(50, 580, "Tom")
        + &at(150, 580, "It was.")
        + kerned
        + &at(50, 460, "two-")
        + &at(50, 448, "way");
    let draft = told(&[page]);
    assert_eq!(draft.text, "Tom\tIt was.\nIt was long\ntwo-\nway\n");
    assert_eq!(draft.marks.get(&0), Some(&Mark::Row));
}

#[test]
fn a_stretched_line_is_no_row() {
    let words = [
        (50, "We"),
        (90, "went"),
        (138, "to"),
        (174, "the"),
        (216, "ward"),
    ];
    let stretched: String = words
        .iter()
        .map(|(left, word)| at(*left, 500, word))
        .collect();
    let draft = told(&[stretched]);
    assert_eq!(draft.text, "We went to the ward\n");
}

#[test]
fn what_is_clipped_away_is_not_there() {
    let page = format!(
        "q 0 0 400 300 re W n {} {} Q",
        at(50, 400, "unseen"),
        at(50, 200, "seen")
    );
    let draft = told(&[page]);
    assert_eq!((draft.text.as_str(), draft.warnings.len()), ("seen\n", 0));
}

#[test]
fn scans_are_told() {
    assert!(why(&pdf(&[PICTURE.to_owned()])).contains("it is a scan"));
    let draft = told(&[at(50, 500, "read"), PICTURE.to_owned(), PICTURE.to_owned()]);
    assert_eq!(draft.text, "read\n");
    assert!(
        draft.warnings[0].contains("page 2, 3"),
        "{:?}",
        draft.warnings
    );
}

#[test]
fn letters_nobody_knows_are_counted() {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>";
    let page = at(50, 500, "known") + "BT /F3 10 Tf 50 400 Td <00410042> Tj ET";
    let bytes = pdf_with(
        &[page],
        "/Font << /F1 3 0 R /F3 5 0 R >>",
        &[font.to_owned()],
        "",
    );
    let draft = read("a.pdf", &bytes).expect("read");
    assert_eq!(draft.text, "known\n");
    assert!(
        draft.warnings[0].starts_with("2 signs left out"),
        "{:?}",
        draft.warnings
    );
}

#[test]
fn what_cannot_be_opened_is_told() {
    let key = "0123456789abcdef0123456789abcdef";
    let lock = format!(
        "/ID [({key}) ({key})] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O ({key}) /U ({key}) >>"
    );
    let locked = pdf_with(&[at(50, 500, "so")], "", &[], &lock);
    assert!(
        why(&locked).contains("it has a password"),
        "{}",
        why(&locked)
    );
    assert!(why(b"").contains("empty"));
    assert!(why(b"%PDF-1.7\n").contains("cannot be read"));
    assert!(why(b"hello").contains("cannot be read"));
}

#[test]
fn pages_whose_content_is_gone_are_named() {
    let whole = pdf(&[at(50, 500, "so"), at(50, 500, "and then")]);
    let whole = String::from_utf8(whole).expect("text");
    let broken = whole.replace("/Contents 8 0 R", "/Contents 9 0 R");
    let draft = read("a.pdf", broken.as_bytes()).expect("read");
    assert_eq!(draft.text, "so\n");
    assert!(draft.warnings[0].starts_with("the file is damaged"));
    assert!(draft.warnings[0].ends_with("page 2"));
}

#[test]
fn endless_work_is_refused() {
    let form = |n: usize| {
        let calls = "/X Do ".repeat(40);
        stream(
            &format!(
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >>",
                n + 1
            ),
            &calls,
        )
    };
    let mut forms: Vec<String> = (5..17).map(form).collect();
    forms.push(stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9]",
        "0 0 1 1 re f",
    ));
    let bytes = pdf_with(&["/X Do".to_owned()], "/XObject << /X 5 0 R >>", &forms, "");
    assert!(why(&bytes).contains("far more work"), "{}", why(&bytes));
    let twice = [stream("/Filter [/FlateDecode /FlateDecode]", "x")];
    assert!(why(&pdf_with(&[at(50, 500, "so")], "", &twice, "")).contains("far more work"));
    let long = format!("BT /F1 9 Tf ({}) Tj ET", "a".repeat(40_000));
    assert!(why(&pdf(&[long])).contains("far more work"));
}
