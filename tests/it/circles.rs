//! No file imports another that imports it back, be it by way of others.
//!
//! An import is a path in code or a `use`, followed to the file that defines what it names; `mod`
//! and `pub use` by themselves are none.

use crate::layers::code::{Token, tokens, used};
use crate::layers::{files, root};
use std::collections::{BTreeMap, BTreeSet};

/// Circles there may be, by what their modules begin with: docs/architecture.md has why.
const ALLOWED: &[&[&str]] = &[];

/// A path in code, or where a module lies: `["model", "view"]`.
type Path = Vec<String>;

/// Files by module.
type Tree = BTreeMap<Path, File>;

/// Who imports whom, and the names taken.
type Arrows = BTreeMap<Path, BTreeMap<Path, BTreeSet<String>>>;

/// What a file says of others.
#[derive(Default)]
struct File {
    /// What its names stand for, private or handed on.
    uses: BTreeMap<String, Path>,
    imports: Vec<Path>,
}

fn read(path: &str, code: &str) -> (Path, File) {
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let mut file = File::default();
    let (tokens, public) = (tokens(code), Token::Word("pub".into()));
    let (mut at, mut handed_on) = (0, BTreeSet::new());
    while let Some(token) = tokens.get(at) {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let is_public = [Some(&Token::Mark(')')), Some(&public)].contains(&before);
        match token {
            Token::Word(word) if word == "use" && tokens[at + 1] != Token::Mark('<') => {
                let end = (at..).find(|at| tokens[*at] == Token::Mark(';')).unwrap();
                for (name, path) in used(&tokens[at + 1..=end]) {
                    match is_public {
                        true => drop(handed_on.insert(name.clone())),
                        false => file.imports.push(path.clone()),
                    }
                    file.uses.insert(name, path);
                }
                at = end;
            }
            Token::Word(word) if before != Some(&Token::Mark('.')) => {
                let mut path = vec![word.clone()];
                while let [Token::Path, Token::Word(word), ..] = &tokens[at + 1..] {
                    path.push(word.clone());
                    at += 2;
                }
                file.imports.push(path);
            }
            _ => {}
        }
        at += 1;
    }
    let counts = |path: &Path| path.len() > 1 || handed_on.contains(&path[0]);
    file.imports.retain(counts);
    (module.split('/').map(str::to_owned).collect(), file)
}

/// A path of a module's code from the root of the tree; none where it leads to a library.
fn absolute(tree: &Tree, module: &[String], path: &[String]) -> Option<Path> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "self" if rest.first().is_some_and(|next| next == "super") => absolute(tree, module, rest),
        "self" => Some([module, rest].concat()),
        "super" => {
            let from_above = [&["self".to_owned()], rest].concat();
            absolute(tree, module.split_last()?.1, &from_above)
        }
        _ if !rest.is_empty() && tree.contains_key(&[module, &path[..1]].concat()) => {
            Some([module, path].concat())
        }
        _ => {
            let to = tree.get(module)?.uses.get(first)?;
            let goes_on = to.first() != Some(first);
            goes_on.then(|| absolute(tree, module, &[to, rest].concat()))?
        }
    }
}

/// The module whose file defines what stands at a path; none for a module.
fn definer(tree: &Tree, path: &[String]) -> Option<Path> {
    let is_module = |at: &usize| tree.contains_key(&path[..=*at]);
    let at = (0..path.len()).find(|at| !is_module(at) || at + 1 == path.len())?;
    let module = &path[..at];
    match tree[module].uses.get(&path[at]) {
        Some(to) => {
            let whole = [to, &path[at + 1..]].concat();
            definer(tree, &absolute(tree, module, &whole)?)
        }
        None => (!is_module(&at)).then(|| module.to_vec()),
    }
}

fn arrows(tree: &Tree) -> Arrows {
    let mut arrows = Arrows::new();
    for (module, file) in tree {
        for path in &file.imports {
            let to = absolute(tree, module, path).and_then(|path| definer(tree, &path));
            if let Some(to) = to.filter(|to| to != module) {
                let names = arrows.entry(module.clone()).or_default().entry(to);
                names.or_default().insert(path[path.len() - 1].clone());
            }
        }
    }
    arrows
}

fn reached(arrows: &Arrows, from: &Path) -> BTreeSet<Path> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(module) = open.pop() {
        for to in arrows.get(module).into_iter().flat_map(BTreeMap::keys) {
            if reached.insert(to.clone()) {
                open.push(to);
            }
        }
    }
    reached
}

/// Modules that reach one another.
fn circles(arrows: &Arrows) -> BTreeSet<Vec<Path>> {
    let reached: BTreeMap<_, _> = arrows.keys().map(|m| (m, reached(arrows, m))).collect();
    let circle = |(module, all): (&&Path, &BTreeSet<Path>)| -> Vec<Path> {
        let back = |to: &&Path| reached.get(to).is_some_and(|r| r.contains(*module));
        all.iter().filter(back).cloned().collect()
    };
    let all = reached.iter().map(circle);
    all.filter(|circle| !circle.is_empty()).collect()
}

/// What ties a circle, an arrow a line.
fn ties(arrows: &Arrows, circle: &[Path]) -> String {
    let mut out = format!("circle of {} modules:", circle.len());
    for from in circle {
        for (to, names) in arrows[from].iter().filter(|(to, _)| circle.contains(to)) {
            out += &format!("\n  {} -> {}: {names:?}", from.join("/"), to.join("/"));
        }
    }
    out
}

fn tree<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Tree {
    let read = files.into_iter().map(|(path, code)| read(path, code));
    read.chain([(Path::new(), File::default())]).collect()
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let files = files();
    let code = files.iter().map(|f| {
        let path = f.path.strip_prefix(root()).unwrap();
        (path.to_str().unwrap(), f.code.as_str())
    });
    let arrows = arrows(&tree(code));
    let mut circles: Vec<_> = circles(&arrows).into_iter().collect();
    for starts in ALLOWED {
        let is_one = |m: &Path| starts.iter().any(|start| m.join("/").starts_with(start));
        let all = circles.len();
        circles.retain(|circle| !circle.iter().all(is_one));
        assert!(circles.len() < all, "no longer a circle: {starts:?}");
    }
    let found: Vec<_> = circles.iter().map(|c| ties(&arrows, c)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The modules of each circle among made-up ones.
fn found(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let tree = tree(files.iter().copied());
    let paths = |circle: Vec<Path>| circle.iter().map(|m| m.join("/")).collect();
    circles(&arrows(&tree)).into_iter().map(paths).collect()
}

#[test]
fn circles_are_found_and_nothing_else() {
    let there = ("a.rs", "use crate::b::{self, c::C as D}; fn f(_: b::B) {}");
    let back = ("b.rs", "mod c; pub use c::C; pub struct B(super::a::A);");
    let child = ("b/c.rs", "use std::fmt; pub(super) struct C(crate::b::B);");
    assert_eq!(found(&[there, ("b.rs", "mod c;"), child]), [["b"; 0]; 0]);
    assert_eq!(found(&[there, back]), [["a", "b"]]);
    assert_eq!(found(&[there, back, child]), [["a", "b", "b/c"]]);
    // What hands names on is not in the circle.
    let face = ("m/mod.rs", "mod x; mod y; pub use x::X; pub use y::{Y, z};");
    let x = ("m/x.rs", "use super::Y; pub struct X;");
    let y = ("m/y.rs", "pub struct Y; pub fn z() { crate::m::X::new() }");
    assert_eq!(found(&[face, x, y]), [["m/x", "m/y"]]);
    assert_eq!(found(&[face, x, ("m/y.rs", "")]), [["m"; 0]; 0]);
    let parent = ("p.rs", "mod q; fn f() { q::g() }");
    let all = ("p/q.rs", "use super::*;");
    assert_eq!(found(&[parent, all]), [["p", "p/q"]]);
}
