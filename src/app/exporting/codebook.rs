//! The codebook as a file to edit, as text to read, and as programs read it.

use crate::export::codebook_text::markdown;
use crate::import::codebook_file::{CodeEntry, CodebookFile, Rated};
use crate::model::code::{Code, CodeKind, Codebook};
use crate::model::ids::CodeId;
use crate::model::view::View;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// The codes in use as a codebook file that can be edited by hand and read again.
pub fn codebook_file(name: &str, codebook: &Codebook) -> CodebookFile {
    let mut names: HashMap<CodeId, String> = HashMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    let mut keys: HashSet<char> = HashSet::new();
    let mut codes = Vec::new();
    for code in codebook.active() {
        // Two coders may have made a code of one name apart from each other.
        let further = (2u32..).map(|n| format!("{} ({n})", code.name));
        let mut all = std::iter::once(code.name.clone()).chain(further);
        let name = all.find(|n| taken.insert(n.to_lowercase()));
        let name = name.unwrap_or_else(|| code.name.clone());
        codes.push(CodeEntry {
            name: name.clone(),
            parent: code.parent.and_then(|p| names.get(&p).cloned()),
            definition: code.text.definition.clone(),
            include: code.text.include.clone(),
            exclude: code.text.exclude.clone(),
            examples: code.text.examples.clone(),
            colour: Some(code.colour.name().to_owned()),
            key: Some(code.key).filter(|k| k.is_alphanumeric() && keys.insert(*k)),
            kind: match &code.kind {
                CodeKind::Plain => None,
                CodeKind::Rated(scale) => Some(Rated(scale.clone())),
            },
        });
        names.insert(code.id, name);
    }
    CodebookFile {
        name: name.to_owned(),
        about: String::new(),
        codes,
    }
}

/// The codebook as Markdown, with how many segments of the analysis layer stand behind each code.
pub fn codebook_text(name: &str, codebook: &Codebook, segments: &HashMap<CodeId, usize>) -> String {
    let counting = |code: &Code| Some(segments.get(&code.id).copied().unwrap_or(0));
    markdown(&format!("{name}: codebook"), codebook, &counting)
}

/// The codebook as programs read it; codings are counted as far as the viewer may see them.
pub fn codebook_json(view: &View) -> Value {
    let codebook = view.codebook();
    let counts = view.groundedness(None);
    let code = |c: &Code| {
        let scale = match &c.kind {
            CodeKind::Plain => None,
            CodeKind::Rated(scale) => Some(scale),
        };
        json!({
            "id": c.id,
            "code": c.name,
            "path": codebook.path(c.id),
            "parent": c.parent.map(|p| codebook.name(p)),
            "depth": c.depth,
            "definition": c.text.definition,
            "include": c.text.include,
            "exclude": c.text.exclude,
            "examples": c.text.examples,
            "colour": c.colour.name(),
            "key": c.key,
            "scale": scale,
            "by": c.by,
            "private": c.private.is_some_and(|r| view.is_shut(r)),
            "codings": counts.get(&c.id).copied().unwrap_or(0),
        })
    };
    json!({ "codes": codebook.active().map(code).collect::<Vec<_>>() })
}
