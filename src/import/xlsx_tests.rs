//! Spreadsheets: written by a program of their own, and by hand where they are damaged.

use super::packed::tests::with_parts;
use super::sheet::sheet;
use super::{ImportError, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const BOOK: &str = "<workbook><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>";
const RELS: &str =
    "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";

fn by_hand(parts: &[(&str, &str)]) -> Vec<u8> {
    let all = [
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELS),
    ];
    let all = all.iter().chain(parts);
    let all: Vec<(&str, &[u8])> = all.map(|(name, text)| (*name, text.as_bytes())).collect();
    with_parts(&all)
}

fn one(sheet: &str) -> Vec<u8> {
    by_hand(&[("xl/worksheets/sheet1.xml", sheet)])
}

#[test]
fn cells_are_read_as_they_are_shown() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Empty").expect("name");
    let main = book.add_worksheet();
    main.set_name("Answers").expect("name");
    let (day, time) = (
        Format::new().set_num_format("dd.mm.yyyy"),
        Format::new().set_num_format("[h]:mm:ss"),
    );
    main.write(0, 0, "who").expect("cell");
    main.write(0, 2, "text").expect("cell");
    main.write(2, 0, "Rosa").expect("cell");
    main.write(2, 1, 0.5).expect("cell");
    main.write(2, 2, "a & b <c>\nand more").expect("cell");
    let date = ExcelDateTime::from_ymd(2025, 10, 13).expect("date");
    main.write_with_format(2, 3, &date, &day).expect("cell");
    main.write_with_format(2, 4, 0.0423611111, &time)
        .expect("cell");
    main.write(2, 5, true).expect("cell");
    book.add_worksheet()
        .set_name("Other")
        .expect("name")
        .write(0, 0, 1)
        .expect("cell");
    let bytes = book.save_to_buffer().expect("book");
    let read = sheet("a.xlsx", &bytes, None).expect("table");
    assert_eq!(read.rows[0].cells, ["who", "", "text"]);
    assert_eq!(read.rows[1].line, 3);
    assert_eq!(
        read.rows[1].cells,
        [
            "Rosa",
            "0.5",
            "a & b <c>\nand more",
            "2025-10-13",
            "1:01:00",
            "TRUE"
        ]
    );
    assert_eq!(
        read.notes,
        ["its sheet “Answers” was read; not read: “Other”"]
    );
}

#[test]
fn pronunciation_is_left_out_and_runs_are_put_together() {
    let strings = "<sst><si><r><t>東</t></r><r><t>京 </t></r><rPh><t>トウ</t></rPh></si><si/><si><t>b</t></si></sst>";
    let cells = "<sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>9</v></c><c t=\"inlineStr\"><is><t>in</t></is></c></row></sheetData>";
    let bytes = by_hand(&[
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", cells),
    ]);
    let read = sheet("a.xlsx", &bytes, None).expect("table");
    assert_eq!(read.rows[0].cells, ["東京", "b", "", "in"]);
}

#[test]
fn hostile_spreadsheets_are_refused_and_cost_little() {
    let why = |bytes: &[u8]| {
        sheet("a.xlsx", bytes, None)
            .expect_err("refused")
            .to_string()
    };
    for far in ["ZZZZZZZZZZZZZZZZZZ1", "XFD1", "1"] {
        let row = format!("<row r=\"99999999999999999999\"><c r=\"{far}\"><v>1</v></c></row>");
        let far = one(&format!("<sheetData>{row}</sheetData>"));
        assert!(why(&far).contains("cells in a row"));
    }
    assert!(why(&one("<sheetData><row><c><v>1</v>")).contains("ends in the middle"));
    assert!(why(&one("<sheetData/>")).contains("no sheet of it holds anything"));
    assert!(why(&one("<sheetData></row>")).contains("broken"));
    assert!(why(&with_parts(&[("1.png", b"x")])).contains("holds no sheets"));
    assert!(why(b"\xD0\xCF\x11\xE0....").contains("password"));
    let wide = format!(
        "<sheetData><row>{}</row></sheetData>",
        "<c><v>1</v></c>".repeat(10_001)
    );
    assert!(why(&one(&wide)).contains("cells in a row"));
}

#[test]
fn a_spreadsheet_with_another_ending_is_read_as_what_it_is() {
    let rows = "<sheetData><row><c t=\"str\"><v>speaker</v></c><c t=\"str\"><v>text</v></c></row><row><c t=\"str\"><v>Rosa</v></c><c t=\"str\"><v>I walk.</v></c></row></sheetData>";
    for name in ["a.xlsx", "a.csv", "a.txt"] {
        let made = read(name, &one(rows), None).expect(name);
        assert_eq!(made.text, "speaker\ttext\nRosa\tI walk.\n", "{name}");
        assert_eq!(made.structure.speakers.len(), 1, "{name}");
    }
    let old = read("a.xlsx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", None);
    assert!(matches!(old, Err(ImportError::Damaged { .. })));
}

#[test]
fn a_text_shared_too_often_is_refused() {
    let shared = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
    let rows = "<row><c t=\"s\"><v>0</v></c></row>".repeat(65);
    let bytes = by_hand(&[
        ("xl/sharedStrings.xml", &shared),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<sheetData>{rows}</sheetData>"),
        ),
    ]);
    let why = sheet("a.xlsx", &bytes, None).expect_err("refused");
    assert!(why.to_string().contains("64 MB"), "{why}");
}
