//! Small PDFs for tests: Helvetica at places.

/// Text at a place, counted from the bottom of the page.
pub(super) fn at(left: u32, bottom: u32, text: &str) -> String {
    format!("BT /F1 10 Tf {left} {bottom} Td ({text}) Tj ET\n")
}

pub(super) fn bold(left: u32, bottom: u32, text: &str) -> String {
    at(left, bottom, text).replace("/F1", "/F2")
}

pub(super) const PICTURE: &str = "q 99 0 0 99 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n";

/// A file of these objects, numbered from 1; the first is its catalog.
fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(out.len());
        out += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let table = out.len();
    let entries = places.iter().map(|place| format!("{place:010} 00000 n \n"));
    let entries: String = entries.collect();
    let size = objects.len() + 1;
    out += &format!("xref\n0 {size}\n0000000000 65535 f \n{entries}");
    out +=
        &format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n");
    out.into_bytes()
}

pub(super) fn stream(dict: &str, content: &str) -> String {
    let length = content.len();
    format!("<< {dict} /Length {length} >>\nstream\n{content}\nendstream")
}

/// A file of pages with these contents, and further resources with their objects, from number 5 on.
pub(super) fn pdf_with(
    pages: &[String],
    resources: &str,
    more: &[String],
    trailer: &str,
) -> Vec<u8> {
    let first = 5 + more.len();
    let kids: Vec<String> = (0..pages.len())
        .map(|n| format!("{} 0 R", first + 2 * n))
        .collect();
    let font = |name: &str| {
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
    };
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 400 600] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> {resources} >> >>",
            kids.join(" "),
            pages.len()
        ),
        font("Helvetica"),
        font("Helvetica-Bold"),
    ];
    objects.extend_from_slice(more);
    for (n, page) in pages.iter().enumerate() {
        let content = first + 2 * n + 1;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Contents {content} 0 R >>"
        ));
        objects.push(stream("", page));
    }
    file(&objects, trailer)
}

pub(super) fn pdf(pages: &[String]) -> Vec<u8> {
    pdf_with(pages, "", &[], "")
}
