//! The codebook as a file to edit, as text to read, and as programs read it.

use crate::export::codebook_text::markdown;
use crate::import::codebook_file::{CodeEntry, CodebookFile, Rated};
use crate::model::code::{Code, CodeKind, Codebook};
use crate::model::ids::CodeId;
use crate::model::name;
use crate::model::view::View;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// The codes in use as a codebook file that can be edited by hand and read again, and after them
/// `retired` ones that stand in the data.
pub fn codebook_file(title: &str, codebook: &Codebook, retired: &[&Code]) -> CodebookFile {
    let mut names: HashMap<CodeId, String> = HashMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    let mut keys: HashSet<char> = HashSet::new();
    let mut codes = Vec::new();
    for code in codebook.active().chain(retired.iter().copied()) {
        // Two coders may have made a code of one name apart from each other.
        let further = (2u32..).map(|n| name::numbered(&code.name, n));
        let mut all = std::iter::once(name::cut(&code.name, name::LONGEST)).chain(further);
        let name = all.find(|n| taken.insert(name::key(n)));
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
                CodeKind::Rated(scale) => rated(scale),
            },
            retired: code.retired,
        });
        names.insert(code.id, name);
    }
    CodebookFile {
        name: name::cut(title, name::LONGEST),
        about: String::new(),
        codes,
        notes: Vec::new(),
    }
}

/// The scale as a codebook file has it: rising, of at least two values. This program makes no
/// other, a journal may hold one all the same.
fn rated(scale: &[(i32, String)]) -> Option<Rated> {
    let mut scale = scale.to_vec();
    scale.sort_by_key(|(value, _)| *value);
    scale.dedup_by_key(|(value, _)| *value);
    (scale.len() > 1).then_some(Rated(scale))
}

/// The codebook as Markdown, with how many segments of the analysis layer stand behind each code.
pub fn codebook_text(name: &str, view: &View, segments: &HashMap<CodeId, usize>) -> String {
    let counting = |code: &Code| Some(segments.get(&code.id).copied().unwrap_or(0));
    let title = format!("{name}: codebook");
    markdown(
        &title,
        view.codebook(),
        &view.retired_with_codings(),
        &counting,
    )
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
            "retired": c.retired,
            "private": c.private.is_some_and(|r| view.is_shut(r)),
            "codings": counts.get(&c.id).copied().unwrap_or(0),
        })
    };
    let all = codebook.active().chain(view.retired_with_codings());
    json!({ "codes": all.map(code).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{self, write_codebook};
    use crate::model::code::{CodeText, Colour};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;
    use uuid::Uuid;

    /// A codebook as reading gives it, whatever its lines hold.
    fn any_codebook() -> impl Strategy<Value = Codebook> {
        let name = prop_oneof![".*", "[ab \u{200b}\n\t\u{1b}\u{202e}]{0,3}", "x{250,260}"];
        let scale = vec((-3i32..3, ".{0,3}"), 0..4);
        let code = (name, ".*", scale, any::<Option<Index>>(), any::<char>());
        vec(code, 0..8).prop_map(|all| {
            let id = |n: usize| CodeId(Uuid::from_u128(n as u128));
            let codes: Vec<Code> = (all.into_iter().enumerate())
                .map(|(n, (name, definition, scale, parent, key))| Code {
                    id: id(n),
                    name: name::as_shown(&name),
                    text: CodeText {
                        definition,
                        ..CodeText::default()
                    },
                    colour: Colour::Blue,
                    key,
                    kind: CodeKind::Rated(scale),
                    parent: parent.filter(|_| n > 0).map(|p| id(p.index(n))),
                    depth: 0,
                    by: "ana".parse().unwrap(),
                    private: None,
                    retired: false,
                    merged_into: None,
                    conflicts: Vec::new(),
                })
                .collect();
            let place = codes.iter().enumerate().map(|(at, c)| (c.id, at)).collect();
            Codebook {
                codes,
                place,
                ..Codebook::default()
            }
        })
    }

    proptest! {
        #[test]
        fn what_is_written_of_any_codebook_can_be_read(book in any_codebook(), title in ".*") {
            let file = codebook_file(&name::as_shown(&title), &book, &[]);
            let text = write_codebook(&file);
            let read = import::codebook("book.ron", text.as_bytes());
            let read = read.map_err(|e| TestCaseError::fail(format!("{e}\n{text}")))?;
            prop_assert_eq!(read, file);
        }
    }
}
