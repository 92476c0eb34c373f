//! Numbers for the codes somebody used, as the tables need them: rolled up, chosen, in the order of
//! the codebook.

use super::material::Material;
use super::selection::{Codes, Selection};
use crate::model::code::Codebook;
use crate::model::ids::CodeId;
use std::collections::{BTreeSet, HashMap};

#[derive(Clone, Debug)]
pub(super) struct Numbering {
    /// Codes somebody used, in the order of the codebook; codes it does not hold come last.
    pub used: Vec<CodeId>,
    /// Codes in use that no one used.
    pub unused: Vec<CodeId>,
    /// By code as applied: its number; codes that are not compared are not here.
    numbers: HashMap<CodeId, u32>,
}

impl Numbering {
    pub fn of(material: &Material, selection: &Selection) -> Numbering {
        let chosen = Chosen::of(material, selection);
        let snapshots = material.parts.iter().map(|p| &p.snapshot);
        let codings = snapshots.flat_map(|s| s.codings.iter().flatten());
        let applied: BTreeSet<CodeId> = codings.map(|c| c.code).collect();
        let counted: HashMap<CodeId, CodeId> = applied
            .iter()
            .filter_map(|code| Some((*code, chosen.counted(*code)?)))
            .collect();
        let mut left: BTreeSet<CodeId> = counted.values().copied().collect();
        let mut used: Vec<CodeId> = Vec::with_capacity(left.len());
        let mut unused = Vec::new();
        for code in material
            .parts
            .last()
            .into_iter()
            .flat_map(|p| p.codebook.all())
        {
            if left.remove(&code.id) {
                used.push(code.id);
            } else if !code.retired
                && code.merged_into.is_none()
                && chosen.counted(code.id) == Some(code.id)
            {
                unused.push(code.id);
            }
        }
        used.extend(left);
        let place: HashMap<CodeId, u32> = used.iter().copied().zip(0..).collect();
        let numbers = counted.iter().map(|(code, as_)| (*code, place[as_]));
        Numbering {
            numbers: numbers.collect(),
            used,
            unused,
        }
    }

    /// All codes as one, which has number 0.
    pub fn one() -> Numbering {
        Numbering {
            used: vec![CodeId(uuid::Uuid::nil())],
            unused: Vec::new(),
            numbers: HashMap::new(),
        }
    }

    /// Leaves out codes that nobody used in what is compared; `in_use` is by number. The new number
    /// of each code left is handed back in its old place.
    pub fn narrow(&mut self, material: &Material, in_use: &[bool]) -> Vec<Option<u32>> {
        let mut kept = 0;
        let renumbered: Vec<Option<u32>> = in_use
            .iter()
            .map(|used| {
                used.then(|| {
                    kept += 1;
                    kept - 1
                })
            })
            .collect();
        let now = |number: u32| renumbered.get(number as usize).copied().flatten();
        let (used, dropped): (Vec<_>, Vec<_>) =
            (0..).zip(&self.used).partition(|(n, _)| now(*n).is_some());
        let mut unused: BTreeSet<CodeId> = dropped.into_iter().map(|(_, code)| *code).collect();
        unused.extend(&self.unused);
        self.used = used.into_iter().map(|(_, code)| *code).collect();
        let codebook = material.parts.last().map(|p| &p.codebook);
        let ordered = codebook.into_iter().flat_map(|c| c.all()).map(|c| c.id);
        self.unused = ordered.filter(|code| unused.remove(code)).collect();
        self.unused.extend(unused);
        self.numbers.retain(|_, number| match now(*number) {
            Some(new) => {
                *number = new;
                true
            }
            None => false,
        });
        renumbered
    }

    /// The number of a code as applied, if it is compared.
    pub fn number(&self, code: CodeId) -> Option<u32> {
        self.numbers.get(&code).copied()
    }
}

/// What a selection makes of a code.
struct Chosen<'a> {
    material: &'a Material,
    level: Option<u16>,
    /// `None` for all.
    only: Option<BTreeSet<CodeId>>,
    branch: Option<CodeId>,
    domain: Option<CodeId>,
}

impl Chosen<'_> {
    fn of<'a>(material: &'a Material, selection: &Selection) -> Chosen<'a> {
        let level = selection.level;
        let rolled = |code: &CodeId| rolled_up(material, *code, level);
        let (only, branch) = match &selection.codes {
            Codes::All => (None, None),
            Codes::Only(codes) => (Some(codes.iter().map(rolled).collect()), None),
            Codes::Branch(code) => (None, Some(rolled(code))),
        };
        Chosen {
            material,
            level,
            only,
            branch,
            domain: selection.domain.as_ref().map(rolled),
        }
    }

    /// The code that a coding of `code` counts as, if it counts.
    fn counted(&self, code: CodeId) -> Option<CodeId> {
        let code = rolled_up(self.material, code, self.level);
        let under = |top: &Option<CodeId>| {
            top.is_none_or(|top| code == top || ancestors(self.material, code).contains(&top))
        };
        let listed = self.only.as_ref().is_none_or(|only| only.contains(&code));
        (listed && under(&self.branch) && under(&self.domain)).then_some(code)
    }
}

fn ancestors(material: &Material, code: CodeId) -> Vec<CodeId> {
    let book = material.codebook_with(code);
    book.map_or_else(Vec::new, |book: &Codebook| book.ancestors(code))
}

/// The code itself, or its ancestor at `level` where it lies deeper.
fn rolled_up(material: &Material, code: CodeId, level: Option<u16>) -> CodeId {
    let code = material.resolve(code);
    let Some(level) = level else { return code };
    // Nearest first: the one at the top comes last.
    let up = ancestors(material, code);
    match up.len().checked_sub(usize::from(level)) {
        None | Some(0) => code,
        Some(above) => up[above - 1],
    }
}
