//! Codes as tables and outlines list them, put into a codebook: parents first, one of each name.

use super::codebook_fault::Fault;
use super::codebook_file::{CodeEntry, CodebookFile, check_codes};
use super::error::{ImportError, within};
use super::ron_places::Place;
use crate::model::limits;
use crate::model::name::{LONGEST, cleaned, key, numbered};
use std::collections::{HashMap, HashSet};

/// A code as it is listed.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    /// Line of the file, from 1.
    pub line: u64,
    pub name: String,
    /// The codes above it, the highest first, as far as the file says them.
    pub above: Vec<String>,
    pub definition: String,
    pub include: String,
    pub exclude: String,
    pub examples: Vec<String>,
    pub colour: Option<String>,
}

struct Node {
    code: Listed,
    parent: Option<usize>,
}

/// Codes while they are put together; one is known by its name and that of its parent.
#[derive(Default)]
struct Tree {
    nodes: Vec<Node>,
    known: HashMap<(String, String), usize>,
    /// The first of each name.
    named: HashMap<String, usize>,
    /// Parents that have no line of their own.
    made: Vec<String>,
    joined: usize,
    renamed: Vec<String>,
}

/// The codebook of a list of codes. `title` is what it is called.
pub(super) fn built(
    file: &str,
    title: &str,
    listed: Vec<Listed>,
    mut notes: Vec<String>,
) -> Result<CodebookFile, ImportError> {
    within(file, limits::CODES, listed.len())?;
    let mut tree = Tree::default();
    let mut parents = Vec::new();
    for mut code in listed {
        let levels = code.above.len() as u64 + 1;
        limits::DEPTH
            .check(levels)
            .map_err(|beyond| at_line(file, code.line, &beyond.to_string(), "make it less"))?;
        let wrong = |why: String| at_line(file, code.line, &why, "write it anew in the file");
        code.name = cleaned(&code.name).map_err(|flaw| wrong(flaw.to_string()))?;
        for above in &mut code.above {
            *above = cleaned(above).map_err(|flaw| wrong(flaw.to_string()))?;
        }
        let above = code.above.clone();
        let (line, node) = (code.line, tree.add(code));
        parents.push((line, node, above));
    }
    for (line, node, above) in parents {
        let parent = tree.parent(line, &above);
        tree.nodes[node].parent = tree.nodes[node].parent.or(parent);
    }
    within(file, limits::CODES, tree.nodes.len())?;
    let order = tree.order(file)?;
    let names = tree.names(&order);
    let (mut codes, mut lines) = (Vec::new(), Vec::new());
    for at in order {
        let code = &tree.nodes[at].code;
        lines.push(code.line);
        codes.push(CodeEntry {
            name: names[&at].clone(),
            parent: tree.nodes[at].parent.map(|p| names[&p].clone()),
            definition: code.definition.clone(),
            include: code.include.clone(),
            exclude: code.exclude.clone(),
            examples: code.examples.clone(),
            colour: code.colour.clone(),
            ..CodeEntry::default()
        });
    }
    // A place is a line here, not bytes of the file.
    let places: Vec<Place> = lines
        .iter()
        .map(|line| Place::whole(*line as usize))
        .collect();
    let refused = |fault: Fault| at_line(file, fault.at.start as u64, &fault.what, &fault.next);
    let codes = check_codes(codes, &places).map_err(refused)?;
    notes.extend(tree.told());
    Ok(CodebookFile {
        name: cleaned(title).unwrap_or_else(|_| "codes".into()),
        about: String::new(),
        codes,
        notes,
    })
}

/// A name, long as it may be, but no longer than is needed to refuse it.
pub(super) fn begun(name: &str) -> String {
    name.chars().take(2 * LONGEST).collect()
}

/// What is wrong in a line, and what to do about it.
pub(super) fn at_line(file: &str, line: u64, why: &str, next: &str) -> ImportError {
    ImportError::Codebook(format!("{file}: line {line}: {why}; {next}"))
}

impl Tree {
    /// Adds a code. Of one listed twice in one place the texts are put together.
    fn add(&mut self, code: Listed) -> usize {
        let parent = code.above.last().map(|p| key(p)).unwrap_or_default();
        let known = (key(&code.name), parent);
        if let Some(at) = self.known.get(&known).copied() {
            self.joined += 1;
            join(&mut self.nodes[at].code, code);
            return at;
        }
        let at = self.nodes.len();
        self.named.entry(known.0.clone()).or_insert(at);
        self.known.insert(known, at);
        self.nodes.push(Node { code, parent: None });
        at
    }

    /// The code directly above, made where no line has it.
    fn parent(&mut self, line: u64, above: &[String]) -> Option<usize> {
        let (last, rest) = above.split_last()?;
        let exact = (key(last), rest.last().map(|p| key(p)).unwrap_or_default());
        let found = self.known.get(&exact);
        let found = found.or_else(|| self.named.get(&exact.0).filter(|_| rest.is_empty()));
        if let Some(at) = found {
            return Some(*at);
        }
        self.made.push(last.clone());
        let at = self.add(Listed {
            line,
            name: last.clone(),
            above: rest.to_vec(),
            ..Listed::default()
        });
        let parent = self.parent(line, rest);
        self.nodes[at].parent = parent;
        Some(at)
    }

    /// Parents before their children, otherwise as listed.
    fn order(&self, file: &str) -> Result<Vec<usize>, ImportError> {
        let mut below: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for (at, node) in self.nodes.iter().enumerate().rev() {
            below.entry(node.parent).or_default().push(at);
        }
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut waiting = below.get(&None).cloned().unwrap_or_default();
        while let Some(at) = waiting.pop() {
            order.push(at);
            waiting.extend(below.get(&Some(at)).into_iter().flatten());
        }
        if order.len() < self.nodes.len() {
            let reached: HashSet<usize> = order.iter().copied().collect();
            let lost = (0..self.nodes.len()).find(|at| !reached.contains(at));
            let code = &self.nodes[lost.unwrap_or(0)].code;
            let why = format!("the code “{}” stands below itself", code.name);
            return Err(at_line(file, code.line, &why, "give it another parent"));
        }
        Ok(order)
    }

    /// A name for each: of several of one name, the later ones have their parent's beside it.
    fn names(&mut self, order: &[usize]) -> HashMap<usize, String> {
        let mut taken: HashSet<String> = HashSet::new();
        let mut names = HashMap::new();
        for at in order {
            let node = &self.nodes[*at];
            let own = &node.code.name;
            let parent = node.parent.map(|p| &self.nodes[p].code.name);
            let with = parent.map(|parent| format!("{own} ({parent})"));
            let further = (2..).map(|n| numbered(own, n));
            let mut all = std::iter::once(own.clone()).chain(with).chain(further);
            let name = all.find(|name| taken.insert(key(name)));
            let name = name.unwrap_or_else(|| own.clone());
            if name != *own {
                self.renamed.push(format!("“{name}”"));
            }
            names.insert(*at, name);
        }
        names
    }

    fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        if !self.made.is_empty() {
            told.push(format!(
                "codes made because others stand below them, without a line of their own: {}",
                few(&self.made)
            ));
        }
        if !self.renamed.is_empty() {
            told.push(format!(
                "codes of one name below several others: called {}",
                few(&self.renamed)
            ));
        }
        if self.joined > 0 {
            told.push(format!(
                "{} a code that was listed before: their texts are put together",
                match self.joined {
                    1 => "1 line lists".to_owned(),
                    n => format!("{n} lines list"),
                }
            ));
        }
        told
    }
}

/// The first of a list, and how many more there are.
fn few(all: &[String]) -> String {
    const FEW: usize = 8;
    match all.len() {
        0..=FEW => all.join(", "),
        n => format!("{} and {} more", all[..FEW].join(", "), n - FEW),
    }
}

fn join(code: &mut Listed, other: Listed) {
    let texts = [
        (&mut code.definition, other.definition),
        (&mut code.include, other.include),
        (&mut code.exclude, other.exclude),
    ];
    for (text, more) in texts {
        if !more.is_empty() && *text != more {
            let between = if text.is_empty() { "" } else { "\n\n" };
            text.push_str(between);
            text.push_str(&more);
        }
    }
    code.examples.extend(other.examples);
    code.colour = code.colour.take().or(other.colour);
}
