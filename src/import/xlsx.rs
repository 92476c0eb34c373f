//! Spreadsheets: the parts of an `.xlsx`, and the cells of its first sheet that holds something.

use super::error::ImportError;
use super::markup::{attribute, elements};
use super::packed::Packed;
use super::table_rows::{Sheet, SheetRow};
use super::xlsx_cells::{Cells, shared};
use super::xlsx_values::Styles;
use crate::model::limits::{Limit, UNPACKED};
use crate::model::visible::on_one_line;
use std::collections::HashMap;

/// Of the parts that only say how the others are to be read.
const SMALL: Limit = Limit {
    most: 32 * 1024 * 1024,
    ..UNPACKED
};
/// Sheets that are looked at.
const SHEETS: usize = 1_000;
const WHAT: &str = "the spreadsheet";
/// What a spreadsheet with a password begins with, and an old `.xls`.
pub(super) const LOCKED: &[u8] = b"\xD0\xCF\x11\xE0";

/// Reads the first sheet in which anything stands, and names the others.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Sheet, ImportError> {
    if bytes.starts_with(LOCKED) {
        return Err(ImportError::Damaged {
            name: name.into(),
            what: WHAT,
            why: "it has a password, or is an old .xls".into(),
            next: "open it in its program, remove the password and save it as .xlsx".into(),
        });
    }
    let mut packed = Packed::open(name, WHAT, bytes)?;
    let book = Book::of(&mut packed)?;
    let shared = match packed.has("xl/sharedStrings.xml") {
        true => {
            let part = packed.part("xl/sharedStrings.xml", UNPACKED)?;
            shared(&part).map_err(|fault| packed.cannot(fault))?
        }
        false => Vec::new(),
    };
    let styles = match packed.has("xl/styles.xml") {
        true => Styles::of(&packed.part("xl/styles.xml", SMALL)?),
        false => Styles::default(),
    };
    let (title, rows, others) = first(name, &mut packed, &book, (&shared, &styles))?;
    let mut sheet = Sheet {
        rows,
        encoding: "UTF-8".into(),
        ..Sheet::default()
    };
    if !others.is_empty() {
        sheet.notes.push(format!(
            "its sheet “{}” was read; not read: {}",
            on_one_line(&title),
            others.join(", ")
        ));
    }
    Ok(sheet)
}

/// The first sheet that holds anything, with its name, and the names of others that do.
fn first(
    name: &str,
    packed: &mut Packed,
    book: &Book,
    (shared, styles): (&[String], &Styles),
) -> Result<(String, Vec<SheetRow>, Vec<String>), ImportError> {
    let (mut found, mut others) = (None, Vec::new());
    // All sheets together unpack to no more than one file may.
    let mut left = UNPACKED;
    for (title, part) in &book.sheets {
        if !packed.has(part) {
            continue;
        }
        let xml = packed.part(part, left);
        if found.is_some() {
            // One that is too large for what is left holds something, and nothing more is unpacked.
            let taken = xml.as_ref().map_or(left.most, |xml| xml.len() as u64);
            left.most = left.most.saturating_sub(taken);
            let is_empty = xml.is_ok_and(|xml| !holds(&xml));
            others.extend((!is_empty).then(|| format!("“{}”", on_one_line(title))));
            continue;
        }
        let xml = xml?;
        left.most = left.most.saturating_sub(xml.len() as u64);
        let cells = Cells::new(shared, styles, book.from_1904);
        let rows = cells.read(name, &xml, packed)?;
        found = Some((title.clone(), rows)).filter(|(_, rows)| !rows.is_empty());
    }
    let (title, rows) = found.ok_or_else(|| ImportError::NoText {
        name: name.into(),
        why: "no sheet of it holds anything".into(),
    })?;
    Ok((title, rows, others))
}

/// Whether a sheet has a cell with something in it.
fn holds(xml: &str) -> bool {
    xml.contains("<v>") || xml.contains("<is>") || xml.contains(":v>")
}

/// What a workbook says of its sheets.
#[derive(Default)]
struct Book {
    /// Names of sheets with the parts they stand in, in their order.
    sheets: Vec<(String, String)>,
    /// Whether its days are counted from 1904, as old programs for the Mac did.
    from_1904: bool,
}

impl Book {
    fn of(packed: &mut Packed) -> Result<Book, ImportError> {
        let (main, rels) = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels");
        if !packed.has(main) || !packed.has(rels) {
            return Err(packed.fault(
                "it holds no sheets",
                "check that it is a spreadsheet, and save it as .xlsx in its program",
            ));
        }
        let targets = targets(&packed.part(rels, SMALL)?);
        let xml = packed.part(main, SMALL)?;
        let mut book = Book::default();
        elements(&xml, |e| match e.local_name().as_ref() {
            "sheet" if book.sheets.len() < SHEETS => {
                let title = attribute(e, "name").unwrap_or_default();
                let target = attribute(e, "r:id").and_then(|id| targets.get(&id).cloned());
                book.sheets.extend(target.map(|target| (title, target)));
            }
            "workbookPr" => {
                let told = attribute(e, "date1904").unwrap_or_default();
                book.from_1904 = told == "1" || told == "true";
            }
            _ => {}
        });
        Ok(book)
    }
}

/// Parts by the ids they are referred to by.
fn targets(xml: &str) -> HashMap<String, String> {
    let mut all = HashMap::new();
    elements(xml, |e| {
        if let (Some(id), Some(target)) = (attribute(e, "Id"), attribute(e, "Target")) {
            let part = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{}", target.trim_start_matches("./")),
            };
            all.insert(id, part);
        }
    });
    all
}
