//! What a matrix is asked for.

use crate::model::attribute::{AttributeKind, Column, Subjects};
use crate::model::name;
use crate::model::view::View;
use std::collections::BTreeSet;

/// What the rows are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rows {
    #[default]
    Codes,
    /// Codes that stand below no other, with all below them.
    Roots,
    /// Themes and subthemes, each with those below it.
    Themes,
    /// Constructs of a framework, each with those below it: the codes settled to be mapped to them.
    Constructs,
}

impl Rows {
    pub const ALL: [Rows; 4] = [Rows::Codes, Rows::Roots, Rows::Themes, Rows::Constructs];

    /// Those a study has: constructs only once a mapping is over.
    pub fn choices(view: &View) -> Vec<Rows> {
        let mut all = Rows::ALL.to_vec();
        all.retain(|rows| *rows != Rows::Constructs || view.settled_mapping().is_some());
        all
    }

    pub fn word(self) -> &'static str {
        match self {
            Rows::Codes => "codes",
            Rows::Roots => "categories",
            Rows::Themes => "themes",
            Rows::Constructs => "constructs",
        }
    }
}

/// How the stretches of two codes meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// They are the same.
    Same,
    /// That of the row lies inside that of the column, and is not the same.
    Inside,
    /// They share text, and neither lies inside the other.
    Crossing,
    /// At most so many turns lie from the one to the other; none where one turn holds a part of both.
    Near(u32),
}

impl Meeting {
    /// Those that are offered.
    pub const ALL: [Meeting; 4] = [
        Meeting::Same,
        Meeting::Inside,
        Meeting::Crossing,
        Meeting::Near(1),
    ];

    /// As it is typed.
    pub fn word(self) -> &'static str {
        match self {
            Meeting::Same => "same",
            Meeting::Inside => "inside",
            Meeting::Crossing => "crossing",
            Meeting::Near(_) => "near",
        }
    }

    /// How a stretch of a row lies to one of a column, which is called so: “inside one of fear”.
    pub fn words(self, column: &str) -> String {
        match self {
            Meeting::Same => format!("the same as one of {column}"),
            Meeting::Inside => format!("inside one of {column}"),
            Meeting::Crossing => format!("crossing one of {column}"),
            Meeting::Near(0) => format!("in a turn with one of {column}"),
            Meeting::Near(1) => format!("at most 1 turn from one of {column}"),
            Meeting::Near(n) => format!("at most {n} turns from one of {column}"),
        }
    }
}

/// What the columns are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Values of an attribute of participants or sources.
    Attribute(Subjects, Column),
    /// Kinds of sources.
    Kind,
    Person,
    Source,
    /// The codes that those of the rows meet.
    Codes(Meeting),
    /// Two of these crossed, such as site by role.
    Crossed(Box<By>, Box<By>),
}

impl By {
    /// Whether columns are persons, sources or cases: what a summary can be of.
    pub fn is_of_cases(&self) -> bool {
        match self {
            By::Attribute(..) | By::Person | By::Source => true,
            By::Crossed(one, other) => one.is_of_cases() && other.is_of_cases(),
            By::Kind | By::Codes(_) => false,
        }
    }

    /// All there are in a study: attributes of few values first.
    pub fn choices(view: &View) -> Vec<By> {
        let mut all: Vec<By> = Vec::new();
        for of in [Subjects::Participants, Subjects::Sources] {
            let columns: BTreeSet<Column> = view
                .with_attributes(&of)
                .flat_map(|(_, set)| set.keys().cloned())
                .collect();
            all.extend(columns.into_iter().map(|c| By::Attribute(of.clone(), c)));
        }
        let measured = |by: &By| match by {
            By::Attribute(of, column) => {
                let kind = view.attribute_kind(of, &column.key);
                matches!(kind, AttributeKind::Number | AttributeKind::Date)
            }
            _ => false,
        };
        // Each number is a group of its own, or nearly.
        let (measured, mut all): (Vec<By>, Vec<By>) = all.into_iter().partition(measured);
        let groups: Vec<&By> = all.iter().chain([&By::Kind]).collect();
        let two = |one: &&By| -> Vec<By> {
            let others = groups.iter().filter(|other| *other != one);
            others.map(|other| By::crossed(one, other)).collect()
        };
        let crossed: Vec<By> = groups.iter().flat_map(two).collect();
        all.extend([By::Kind, By::Person, By::Source]);
        all.extend(measured);
        all.extend(crossed);
        all.extend(Meeting::ALL.map(By::Codes));
        all
    }

    fn crossed(one: &By, other: &By) -> By {
        By::Crossed(Box::new(one.clone()), Box::new(other.clone()))
    }

    /// As it is named: `arm`, `site of the source`, `kind of source`, `person`, `source`.
    pub fn words(&self) -> String {
        match self {
            By::Attribute(Subjects::Sources, column) => format!("{column} of the source"),
            By::Attribute(_, column) => column.to_string(),
            By::Kind => "kind of source".to_owned(),
            By::Person => "person".to_owned(),
            By::Source => "source".to_owned(),
            By::Codes(how) => format!("codes {}: {}", how.word(), how.words("the column")),
            By::Crossed(one, other) => format!("{} × {}", one.words(), other.words()),
        }
    }

    /// Reads `arm`, `source.site`, `participant.arm`, `kind`, `person`, `source`; `same`, `inside`,
    /// `crossing`, `near` and `near 3` for codes; `site x role` for two crossed. An attribute comes
    /// before a word of these.
    ///
    /// # Errors
    /// In words, with what there is.
    pub fn parse(view: &View, typed: &str) -> Result<By, String> {
        let typed = typed.trim();
        let choices = By::choices(view);
        let is = |by: &&By| match by {
            By::Attribute(of, column) => {
                let of = match of {
                    Subjects::Sources => "source",
                    _ => "participant",
                };
                name::same(&column.to_string(), typed)
                    || name::same(&format!("{of}.{column}"), typed)
            }
            By::Kind => typed == "kind",
            By::Person => typed == "person",
            By::Source => typed == "source",
            By::Codes(how) => typed == how.word(),
            By::Crossed(..) => false,
        };
        if let Some(found) = choices.iter().find(is) {
            return Ok(found.clone());
        }
        let two = typed.split_once('×').or_else(|| typed.split_once(" x "));
        if let Some((one, other)) = two {
            let [one, other] = [By::parse(view, one)?, By::parse(view, other)?];
            let is_group = |by: &By| !matches!(by, By::Codes(_) | By::Crossed(..));
            return match is_group(&one) && is_group(&other) {
                true => Ok(By::crossed(&one, &other)),
                false => Err("two groups of people or sources can be crossed, nothing else".into()),
            };
        }
        let turns = typed
            .strip_prefix("near ")
            .and_then(|n| n.trim().parse().ok());
        turns.map(|n| By::Codes(Meeting::Near(n))).ok_or_else(|| {
            let all = choices.iter().filter(|by| matches!(by, By::Attribute(..)));
            let all: Vec<String> = all.map(By::words).collect();
            let attributes = match all.is_empty() {
                true => "no attribute is set yet".to_owned(),
                false => format!("attributes are {}", all.join(", ")),
            };
            format!(
                "nothing is called “{typed}”: {attributes}; kind, person, source, or two of these crossed (site x role); or same, inside, crossing, near 3 for codes that meet"
            )
        })
    }
}

/// What the cells say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shows {
    /// People who said it, of those whose sources were read for it.
    #[default]
    People,
    Segments,
    /// Segments for a thousand words that participants of the group say.
    Rate,
    /// Whether there is any segment: 1 or 0.
    Present,
    /// What coders wrote of it: a framework matrix.
    Summaries,
}

impl Shows {
    pub const ALL: [Shows; 5] = [
        Shows::People,
        Shows::Segments,
        Shows::Rate,
        Shows::Present,
        Shows::Summaries,
    ];

    pub fn words(self) -> &'static str {
        match self {
            Shows::People => "people",
            Shows::Segments => "segments",
            Shows::Rate => "segments per 1,000 words",
            Shows::Present => "present: 1, absent: 0",
            Shows::Summaries => "summaries",
        }
    }

    /// As it is typed.
    pub fn word(self) -> &'static str {
        match self {
            Shows::People => "people",
            Shows::Segments => "segments",
            Shows::Rate => "rate",
            Shows::Present => "present",
            Shows::Summaries => "summaries",
        }
    }
}

/// In which order rows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the codebook or the map has them.
    #[default]
    Given,
    /// By their names.
    Named,
    /// The largest of this column first.
    Largest(usize),
}

/// What a matrix is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub rows: Rows,
    pub by: By,
    pub shows: Shows,
    /// Whether differences that are not settled yet are left out; else each counts once a code.
    pub settled_alone: bool,
}

impl Asked {
    /// Whether differences that are not settled do not count. A summary is of what is there.
    pub(super) fn leaves_open_out(&self) -> bool {
        self.settled_alone && self.shows != Shows::Summaries
    }

    /// Whether there is anything of what is shown: where codes meet, nobody’s words are counted for a rate,
    /// and nothing is summarised there, nor of a kind of sources.
    pub fn has_figures(&self) -> bool {
        match self.shows {
            Shows::Rate => !matches!(self.by, By::Codes(_)),
            Shows::Summaries => self.by.is_of_cases(),
            Shows::People | Shows::Segments | Shows::Present => true,
        }
    }
}

impl Default for Asked {
    fn default() -> Asked {
        Asked {
            rows: Rows::default(),
            by: By::Kind,
            shows: Shows::default(),
            settled_alone: false,
        }
    }
}
