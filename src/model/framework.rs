//! Frameworks: constructs given by theory, in a tree. A framework is no codebook: nothing is coded
//! with it, and a study's own codes are mapped to its constructs.

use super::code::CodeText;
use super::ids::{CoderId, ConstructId, FrameworkId};
use super::name;
use serde::{Deserialize, Serialize};

/// What a framework is called and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameworkText {
    #[serde(deserialize_with = "name::read")]
    pub name: String,
    /// The publication it is taken from, as it is cited.
    pub source: String,
}

/// A construct as it was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConstructText {
    pub framework: FrameworkId,
    /// The construct it stands under; a domain stands under none.
    pub parent: Option<ConstructId>,
    #[serde(deserialize_with = "name::read")]
    pub name: String,
    pub text: CodeText,
    /// Whether the framework has it; else the study added it.
    pub given: bool,
}

/// A construct as the study has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Construct {
    pub id: ConstructId,
    pub parent: Option<ConstructId>,
    pub depth: u16,
    pub name: String,
    pub text: CodeText,
    /// Whether the framework has it; else the study added it.
    pub given: bool,
    pub retired: bool,
    /// What it was called when it was added, where that is another name now.
    pub was_called: Option<String>,
    /// How it was defined when it was added, where that is another text now.
    pub was_defined: Option<String>,
    pub by: CoderId,
}

impl Construct {
    /// What the study made of it, in words; nothing where it stands as it is given.
    pub fn adapted(&self) -> Option<String> {
        let mut said = Vec::new();
        match self.given {
            false => said.push("added".to_owned()),
            true if self.was_called.is_some() || self.was_defined.is_some() => {
                said.push("adapted".to_owned());
            }
            true => {}
        }
        said.extend(self.was_called.as_ref().map(|was| format!("was “{was}”")));
        if self.was_defined.is_some() {
            said.push("redefined".to_owned());
        }
        if self.retired {
            said.push("retired".to_owned());
        }
        (!said.is_empty()).then(|| said.join(", "))
    }

    /// Its name, with what the study made of it.
    pub fn title(&self) -> String {
        match self.adapted() {
            Some(adapted) => format!("{} ({adapted})", self.name),
            None => self.name.clone(),
        }
    }
}

/// A framework as the study has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Framework {
    pub id: FrameworkId,
    pub name: String,
    pub source: String,
    pub by: CoderId,
    /// In the order of the tree.
    pub constructs: Vec<Construct>,
}

impl Framework {
    pub fn construct(&self, id: ConstructId) -> Option<&Construct> {
        self.constructs.iter().find(|c| c.id == id)
    }

    /// What a construct is called; nothing where it is not here.
    pub fn called(&self, id: ConstructId) -> &str {
        self.construct(id).map_or("", |c| &c.name)
    }

    /// These constructs, in the order of the framework.
    pub fn in_order(&self, of: &[ConstructId]) -> Vec<&Construct> {
        let all = self.constructs.iter();
        all.filter(|c| of.contains(&c.id)).collect()
    }

    /// The construct of this name, one in use before one that is retired.
    pub fn named(&self, name: &str) -> Option<&Construct> {
        let wanted = name::key(name);
        let called = || {
            let all = self.constructs.iter();
            all.filter(|c| name::key(&c.name) == wanted)
        };
        called().find(|c| !c.retired).or_else(|| called().next())
    }

    /// Constructs that codes can be mapped to.
    pub fn in_use(&self) -> impl Iterator<Item = &Construct> {
        self.constructs.iter().filter(|c| !c.retired)
    }

    /// The domain a construct stands in: itself, if it stands under none.
    pub fn domain(&self, id: ConstructId) -> ConstructId {
        let mut at = id;
        for _ in 0..=self.constructs.len() {
            match self.construct(at).and_then(|c| c.parent) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    }

    /// A construct and all that stand below it.
    pub fn below(&self, top: ConstructId) -> Vec<ConstructId> {
        let mut all = vec![top];
        // A parent stands before what is below it.
        for construct in &self.constructs {
            if construct.parent.is_some_and(|p| all.contains(&p)) {
                all.push(construct.id);
            }
        }
        all
    }

    /// `Domain > Construct`, as it is told apart from others of its name.
    pub fn path(&self, id: ConstructId) -> String {
        let mut names = Vec::new();
        let mut at = Some(id);
        while let Some(construct) = at.and_then(|id| self.construct(id)) {
            names.push(construct.name.as_str());
            at = construct
                .parent
                .filter(|_| names.len() <= self.constructs.len());
        }
        names.reverse();
        names.join(" > ")
    }
}
