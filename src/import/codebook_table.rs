//! Lists of codes as tables: of one's own, or as other programs export them.

use super::codebook_colour::nearest;
use super::codebook_file::CodebookFile;
use super::codebook_tree::{Listed, begun, built};
use super::error::ImportError;
use super::sheet::sheet;
use super::table_rows::{Sheet, SheetRow};
use crate::model::limits;
use crate::model::name::key;
use crate::model::visible::unguarded;
use std::collections::HashSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    /// The code; of several such columns each further one is a level below.
    Name,
    Parent,
    /// Parents and the code itself.
    Path,
    Definition,
    Include,
    Exclude,
    Examples,
    Colour,
    Group,
}

/// Titles, in lower case.
#[rustfmt::skip]
const TITLES: &[(Is, &[&str])] = &[
    (Is::Name, &["name", "code", "code name", "codename", "label", "tag", "node", "node name",
        "level", "kode", "編碼", "编码"]),
    (Is::Parent, &["parent", "parent code", "parent name", "category", "parent category",
        "belongs to", "obercode", "kategorie"]),
    (Is::Path, &["path", "code path", "hierarchical name", "full name", "hierarchy"]),
    (Is::Definition, &["definition", "description", "comment", "comments", "memo", "code memo",
        "meaning", "note", "notes", "定義", "定义"]),
    (Is::Include, &["include", "inclusion", "inclusion criteria", "when to use", "use when"]),
    (Is::Exclude, &["exclude", "exclusion", "exclusion criteria", "when not to use", "not when"]),
    (Is::Examples, &["example", "examples", "typical example", "anchor example", "ankerbeispiel",
        "ankerbeispiele"]),
    (Is::Colour, &["colour", "color", "farbe"]),
    (Is::Group, &["group", "groups", "code group", "code groups"]),
];

/// Reads a table of codes.
pub(super) fn codebook(name: &str, title: &str, bytes: &[u8]) -> Result<CodebookFile, ImportError> {
    let sheet = sheet(name, bytes, None)?;
    let columns = columns(&sheet);
    let has = |is: Is| columns.contains(&Some(is));
    if !has(Is::Name) && !has(Is::Path) {
        let header = sheet.rows.first().map(|r| r.cells.join(", "));
        return Err(ImportError::Codings {
            name: name.into(),
            why: format!(
                "no column of it is titled name or code (it has {})",
                header.unwrap_or_default().chars().take(200).collect::<String>()
            ),
            next: "give it a first line such as name,parent,definition,include,exclude,examples,colour".into(),
        });
    }
    let rows = || sheet.rows.iter().skip(1);
    let names = rows().flat_map(|row| all(row, &columns, Is::Name));
    let names: HashSet<String> = names.map(key).collect();
    let mut levels: Vec<String> = Vec::new();
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut listed = Vec::new();
    for row in rows() {
        if let Some(code) = code(row, &columns, &names, &mut levels) {
            listed.push(code);
            groups.push(all(row, &columns, Is::Group).flat_map(parts).collect());
        }
    }
    let mut notes = sheet.notes.clone();
    notes.extend(left_out(&sheet, &columns));
    by_prefix(&mut listed);
    notes.extend(by_groups(&mut listed, &groups));
    if listed.is_empty() {
        return Err(ImportError::NoText {
            name: name.into(),
            why: "no row of it names a code".into(),
        });
    }
    built(name, title, listed, notes)
}

/// What each column is. Untitled ones behind that of the code are its further levels.
fn columns(sheet: &Sheet) -> Vec<Option<Is>> {
    let header = sheet.rows.first().map_or(&[][..], |row| &row.cells);
    let mut columns: Vec<Option<Is>> = Vec::with_capacity(header.len());
    for title in header {
        let title = title.to_lowercase().replace('_', " ");
        let title = title.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let known = TITLES.iter().find(|(_, words)| words.contains(&title));
        let is = match known.map(|(is, _)| *is) {
            None if title.is_empty() && columns.last() == Some(&Some(Is::Name)) => Some(Is::Name),
            // A second column of names is what is said of the first.
            Some(Is::Name) if title != "level" && columns.contains(&Some(Is::Name)) => None,
            is => is,
        };
        columns.push(is);
    }
    columns
}

/// The cells of a kind in which something stands.
fn all<'r>(row: &'r SheetRow, columns: &'r [Option<Is>], is: Is) -> impl Iterator<Item = &'r str> {
    let of = move |(at, _): (usize, &Option<Is>)| unguarded(row.cell(at));
    let columns = columns
        .iter()
        .enumerate()
        .filter(move |(_, c)| **c == Some(is));
    columns.map(of).filter(|cell| !cell.is_empty())
}

/// The code of a row; `names` are those of all codes, `levels` the codes above the last one where
/// depth is shown by columns.
fn code(
    row: &SheetRow,
    columns: &[Option<Is>],
    names: &HashSet<String>,
    levels: &mut Vec<String>,
) -> Option<Listed> {
    let parent = all(row, columns, Is::Parent).next();
    let mut above: Vec<String> = match parent {
        // What looks like a path may be the name of a code.
        Some(parent) if names.contains(&key(parent)) => vec![begun(parent)],
        parent => parent.map_or_else(Vec::new, steps),
    };
    let path: Vec<String> = all(row, columns, Is::Path)
        .next()
        .map_or_else(Vec::new, steps);
    let names = columns
        .iter()
        .enumerate()
        .filter(|(_, c)| **c == Some(Is::Name));
    let names = names.map(|(at, _)| unguarded(row.cell(at)));
    let names: Vec<&str> = names.take(limits::DEPTH.most as usize + 1).collect();
    let depth = names.iter().position(|n| !n.is_empty());
    let name = match (depth, path.split_last()) {
        (Some(depth), path) => {
            let name = begun(plain(names[depth]));
            if let Some((last, rest)) = path {
                above = match last.eq_ignore_ascii_case(&name) {
                    true => rest.to_vec(),
                    false => [rest, std::slice::from_ref(last)].concat(),
                };
            } else if names.len() > 1 {
                levels.truncate(depth);
                above = levels.iter().filter(|l| !l.is_empty()).cloned().collect();
                levels.resize(depth, String::new());
                levels.push(name.clone());
            }
            name
        }
        (None, Some((last, rest))) => {
            above = rest.to_vec();
            last.clone()
        }
        (None, None) => return None,
    };
    let joined = |is: Is| all(row, columns, is).collect::<Vec<_>>().join("\n\n");
    Some(Listed {
        line: row.line,
        name,
        above,
        definition: joined(Is::Definition),
        include: joined(Is::Include),
        exclude: joined(Is::Exclude),
        examples: all(row, columns, Is::Examples).map(str::to_owned).collect(),
        colour: all(row, columns, Is::Colour).find_map(nearest),
    })
}

/// A name without the bullet some programs put before it.
fn plain(name: &str) -> &str {
    name.trim_start_matches(['●', '•', '○', '◦', ' '])
}

/// The steps of a path: `Goals > small steps`, `Nodes\\Goals\small steps`.
fn steps(path: &str) -> Vec<String> {
    let path = path.replace("\\\\", "\\").replace("::", ">");
    let steps = path
        .split(['>', '\\', '›', '→'])
        .map(|step| plain(step.trim()));
    let mut steps: Vec<String> = steps
        .filter(|s| !s.is_empty())
        .map(begun)
        .take(limits::DEPTH.most as usize + 1)
        .collect();
    // What other programs call all codes together is no code.
    let is_root = |step: &String| matches!(step.as_str(), "Nodes" | "Codes" | "Code System");
    if steps.len() > 1 && steps.first().is_some_and(is_root) {
        steps.remove(0);
    }
    steps
}

fn parts(cell: &str) -> impl Iterator<Item = String> {
    let parts = cell.split([';', '|', '\n']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(begun)
}

/// Where no column says what stands above a code, its own name may: `Goals: small steps`.
fn by_prefix(listed: &mut [Listed]) {
    if listed.iter().any(|code| !code.above.is_empty()) {
        return;
    }
    let names: HashSet<String> = listed.iter().map(|code| code.name.to_lowercase()).collect();
    for code in listed {
        let mut ends = code
            .name
            .rmatch_indices(": ")
            .map(|(at, _)| &code.name[..at]);
        let above = ends.find(|above| names.contains(&above.to_lowercase()));
        code.above = above.map(str::to_owned).into_iter().collect();
    }
}

/// Groups stand above the codes of a list that is flat otherwise, where no code is in two.
fn by_groups(listed: &mut [Listed], groups: &[Vec<String>]) -> Option<String> {
    if groups.iter().all(Vec::is_empty) {
        return None;
    }
    let is_flat = listed.iter().all(|code| code.above.is_empty());
    if !is_flat || groups.iter().any(|of| of.len() > 1) {
        return Some("groups of codes were not taken: codes stand below others already, or are in several groups".into());
    }
    for (code, of) in listed.iter_mut().zip(groups) {
        code.above.clone_from(of);
    }
    None
}

fn left_out(sheet: &Sheet, columns: &[Option<Is>]) -> Option<String> {
    let header = sheet.rows.first()?.cells.iter().zip(columns);
    let left = header.filter(|(title, is)| is.is_none() && !title.is_empty());
    let left: Vec<&str> = left.map(|(title, _)| title.as_str()).collect();
    (!left.is_empty()).then(|| format!("nothing was read from {}", left.join(", ")))
}
