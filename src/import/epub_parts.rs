//! Which parts an e-book has, and in which order they are read.

use super::markup::{attribute, elements};
use std::collections::{HashMap, HashSet};

/// A part that is read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its name in the container.
    pub name: String,
    /// Whether it belongs to what is read from beginning to end.
    pub linear: bool,
}

/// The name of the list of parts.
pub(super) fn package_name(container: &str) -> Option<String> {
    let mut found = None;
    elements(container, |e| {
        if e.local_name().as_ref() == "rootfile" && found.is_none() {
            found = attribute(e, "full-path");
        }
    });
    found
}

/// The pages a list names, in the order of reading, each once. `list` is its own name: those of the
/// parts are relative to it. The table of contents is no text of the book.
pub(super) fn parts(xml: &str, list: &str) -> Vec<Part> {
    let mut pages: HashMap<String, String> = HashMap::new();
    let (mut order, mut seen) = (Vec::new(), HashSet::new());
    elements(xml, |e| match e.local_name().as_ref() {
        "item" => {
            let kind = attribute(e, "media-type").unwrap_or_default();
            let is_contents = attribute(e, "properties").is_some_and(|p| p.contains("nav"));
            let is_page = ["html", "dtbook", "oeb1"].iter().any(|k| kind.contains(k));
            if let (Some(id), Some(href)) = (attribute(e, "id"), attribute(e, "href"))
                && is_page
                && !is_contents
            {
                pages.insert(id, inside(list, &href));
            }
        }
        "itemref" => {
            let linear = attribute(e, "linear").is_none_or(|linear| linear != "no");
            order.extend(attribute(e, "idref").map(|id| (id, linear)));
        }
        _ => {}
    });
    let order = order.into_iter().filter(|(id, _)| seen.insert(id.clone()));
    let named = order.filter_map(|(id, linear)| {
        let name = pages.get(&id)?.clone();
        Some(Part { name, linear })
    });
    named.collect()
}

/// The name of a part, from what stands beside the list.
fn inside(list: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let beside = list.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut folders: Vec<&str> = beside.split('/').filter(|f| !f.is_empty()).collect();
    let href = unescaped(href);
    for step in href.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(folders.pop()),
            step => folders.push(step),
        }
    }
    folders.join("/")
}

/// `day%202` is `day 2`.
fn unescaped(href: &str) -> String {
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after
            .get(..2)
            .filter(|d| d.iter().all(u8::is_ascii_hexdigit));
        let digits = digits.and_then(|d| std::str::from_utf8(d).ok());
        let escaped = digits.and_then(|d| u8::from_str_radix(d, 16).ok());
        match escaped.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_relative_to_the_list() {
        for (list, href, expected) in [
            ("book.opf", "a.xhtml", "a.xhtml"),
            (
                "OPS/book.opf",
                "t/a%20b%E8%A8%AA%.xhtml",
                "OPS/t/a b訪%.xhtml",
            ),
            ("OPS/x/book.opf", "../../../a.xhtml?x#y", "a.xhtml"),
        ] {
            assert_eq!(inside(list, href), expected);
        }
    }
}
