//! Reading a file as its format has it.

use super::contents::by_contents;
use super::decode::decode;
use super::draft::Draft;
use super::error::{ImportError, within};
use super::formats::Reader;
use super::utterances::Transcript;
use super::{captions, chat, docx, epub, html, odt, rtf, segments, tables, textgrid, turns};
use crate::model::limits;
use crate::model::source::Structure;

/// Text and notes of a file, and who says what in it.
type Read = (Draft, Structure);

/// Reads a source; the encoding may be given for files that do not state it themselves. What a
/// file is by its contents stands above its ending.
pub(super) fn read_as(
    reader: Reader,
    name: &str,
    bytes: &[u8],
    encoding: Option<&str>,
) -> Result<Read, ImportError> {
    match by_contents(name, bytes).filter(|(really, _)| *really != reader) {
        None => by_reader(reader, name, bytes, encoding),
        Some((really, what)) => {
            let (mut draft, structure) = by_reader(really, name, bytes, encoding)?;
            let told = format!("its ending says something else, but it is {what} and read as such");
            draft.warnings.insert(0, told);
            Ok((draft, structure))
        }
    }
}

fn by_reader(
    reader: Reader,
    name: &str,
    bytes: &[u8],
    encoding: Option<&str>,
) -> Result<Read, ImportError> {
    let decoded = || -> Result<Draft, ImportError> { Ok(decode(name, bytes, encoding)?.into()) };
    let text = || -> Result<Draft, ImportError> { bounded(name, decoded()?) };
    match reader {
        Reader::Word => page(name, docx::read(name, bytes)?),
        Reader::OpenDocument => page(name, odt::read(name, bytes)?),
        Reader::RichText => page(name, rtf::read(name, bytes, encoding)?),
        Reader::WebPage => page(name, html::read(name, bytes, encoding)?),
        Reader::Book => page(name, epub::read(name, bytes)?),
        #[cfg(feature = "pdf")]
        Reader::Pdf => page(name, super::pdf::read(name, bytes)?),
        #[cfg(not(feature = "pdf"))]
        Reader::Pdf => Err(ImportError::Damaged {
            name: name.into(),
            what: "the PDF",
            why: "this program was built without it".into(),
            next: "save its text as .docx or .txt".into(),
        }),
        Reader::Table => page(name, tables::read(name, bytes, encoding)?),
        Reader::Captions => utterances(name, text()?, |text| Ok(captions::captions(text))),
        Reader::Sbv => utterances(name, text()?, |text| Ok(captions::sbv(text))),
        Reader::TextGrid => utterances(name, text()?, |text| textgrid::read(name, text)),
        Reader::Chat => utterances(name, text()?, |text| chat::read(name, text)),
        Reader::Json => utterances(name, decoded()?, |text| segments::read(name, text)),
        Reader::Plain => page(name, text()?),
    }
}

/// Lines shorter than this on average were not wrapped by hand: each is a paragraph.
const WRAPPED: usize = 20;

/// A text in which speakers are looked for.
fn page(name: &str, draft: Draft) -> Result<Read, ImportError> {
    let draft = bounded(name, draft)?;
    // Looking for speakers takes ten times what lines take: it is not begun in vain.
    let said = draft.text.lines().filter(|line| !line.trim().is_empty());
    let (lines, bytes) = said.fold((0, 0), |(n, all), line| (n + 1, all + line.len()));
    if bytes < lines * WRAPPED {
        within(name, limits::PARAGRAPHS, lines)?;
    }
    let structure = turns::structured(&draft);
    Ok((draft, structure))
}

/// A text put together from utterances, which say themselves who speaks.
fn utterances(
    name: &str,
    from: Draft,
    read: impl FnOnce(&str) -> Result<Transcript, ImportError>,
) -> Result<Read, ImportError> {
    let made = read(&from.text)?;
    if made.structure.paragraphs.is_empty() {
        return Err(ImportError::NoText {
            name: name.into(),
            why: "nothing in it is said by anybody".into(),
        });
    }
    let mut draft = Draft::plain(made.text);
    (draft.encoding, draft.replaced) = (from.encoding, from.replaced);
    draft.warnings = made.warnings;
    Ok((bounded(name, draft)?, made.structure))
}

/// The text, if a source may have so much of it, whatever format it came in.
fn bounded(name: &str, draft: Draft) -> Result<Draft, ImportError> {
    within(name, limits::TEXT, draft.text.len())?;
    let lines = draft.text.bytes().filter(|b| *b == b'\n').count();
    within(name, limits::LINES, lines)?;
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_short_lines_are_refused_before_speakers_are_looked_for() {
        let text = "Rosa: yes\n".repeat(limits::PARAGRAPHS.most as usize + 1);
        let why = page("a.txt", Draft::plain(text)).expect_err("refused");
        assert!(why.to_string().contains("500,000 paragraphs"), "{why}");
    }
}
