//! Web pages: their letters. What the text is, is `html_text`.

use super::decode::{decode, named};
use super::draft::Draft;
use super::error::ImportError;
use super::html_text::{Page, Rules};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a page its encoding is looked for.
const HEAD: usize = 4096;

/// The text of an `.html`, a line for each block and row, and what was left out.
pub(super) fn read(name: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Draft, ImportError> {
    let stated = stated(bytes).map(Encoding::name);
    let decoded = decode(name, bytes, encoding.or(stated))?;
    let mut page = Page::new(Rules::Html);
    page.read(&decoded.text)
        .map_err(|beyond| ImportError::Beyond {
            name: name.into(),
            beyond,
        })?;
    if page.tags == 0 {
        let mut draft = Draft::from(decoded);
        let why = "there is no markup in it: it is read as plain text";
        draft.warnings.push(why.into());
        return Ok(draft);
    }
    let mut draft = page.done().told();
    (draft.encoding, draft.replaced) = (decoded.encoding, decoded.replaced);
    Ok(draft)
}

/// The encoding a page says it is in, where that may be believed: editors that save a page as
/// UTF-8 may leave in it what it said before, and what it is in tells of UTF-8 itself.
fn stated(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let xml = || {
        head.starts_with("<?xml")
            .then(|| label(&head, "encoding"))?
    };
    let encoding = named(&label(&head, "charset").or_else(xml)?)?;
    let seen = [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding);
    let utf8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
    (!seen && !utf8).then_some(encoding)
}

/// What stands after `charset=`, with or without quotation marks.
fn label(head: &str, key: &str) -> Option<String> {
    let after = head.split(key).skip(1);
    let mut values = after.filter_map(|rest| rest.trim_start().strip_prefix('='));
    let value = values.next()?.trim_start().trim_start_matches(['"', '\'']);
    let end =
        value.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.' | ':'));
    Some(value[..end?].to_owned())
}
