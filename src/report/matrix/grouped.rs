//! Columns: groups of people or sources, and who is in which.

use super::asked::By;
use super::people::People;
use crate::model::attribute::{Subject, Subjects};
use crate::model::name;
use crate::model::natural::natural;
use crate::model::source::Source;
use crate::model::view::View;
use crate::report::attribute_value::value;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub name: String,
    /// Whether it is of those the attribute is not set for, or known to be missing: in no per cent.
    pub is_missing: bool,
    /// Whether everybody is in it.
    pub is_all: bool,
}

/// In which column whoever speaks in a source is.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    pub all: Vec<Group>,
    of: Of,
}

#[derive(Clone, Debug)]
enum Of {
    /// By person: the same in every source. Nobody's talk is in the second.
    People(Vec<usize>, Option<usize>),
    /// By source: the same for all who speak in it.
    Sources(Vec<usize>),
    /// By the columns of both: the one of the two crossed.
    Crossed(Box<[Groups; 2]>, HashMap<(usize, usize), usize>),
}

impl Groups {
    pub fn of(by: &By, view: &View, people: &People) -> Groups {
        let mut groups = match by {
            By::Attribute(Subjects::Sources, column) => {
                let value = |source: &Source| {
                    let of = Subject::Source(source.id.clone());
                    source.is_collected().then(|| value(view, &of, column))?
                };
                let values = view.sources().iter().map(value);
                let (all, of) = grouped(values.collect(), listed(by, view));
                Groups {
                    all,
                    of: Of::Sources(of),
                }
            }
            By::Attribute(_, column) => {
                let values = people
                    .names
                    .iter()
                    .map(|who| value(view, &Subject::Participant(who.clone()), column));
                // What nobody says, or an interviewer, has no value either.
                let values = values.chain([None]).collect();
                let (all, mut of) = grouped(values, listed(by, view));
                let nobody = of.pop();
                Groups {
                    all,
                    of: Of::People(of, nobody),
                }
            }
            By::Person => {
                let names = people.names.iter().cloned().map(Some);
                let (all, of) = grouped(names.collect(), &[]);
                Groups {
                    all,
                    of: Of::People(of, None),
                }
            }
            By::Kind => {
                let kind = |s: &Source| s.is_collected().then(|| s.kind.word().to_owned());
                let kinds = view.sources().iter().map(kind);
                let (all, of) = grouped(kinds.collect(), &[]);
                Groups {
                    all,
                    of: Of::Sources(of),
                }
            }
            By::Source => {
                let group = |s: &Source| Group {
                    // What nobody collected has no column.
                    is_missing: !s.is_collected(),
                    ..Group::named(view.source_name(&s.id))
                };
                Groups {
                    all: view.sources().iter().map(group).collect(),
                    of: Of::Sources((0..view.sources().len()).collect()),
                }
            }
            By::Crossed(one, other) => {
                let two = [one, other].map(|by| Groups::of(by, view, people));
                crossed(two, view.sources().len(), people)
            }
            // Codes are no group of people: everybody is in one column.
            By::Codes(_) => Groups {
                all: Vec::new(),
                of: Of::People(Vec::new(), None),
            },
        };
        groups.all.push(Group {
            name: "all".to_owned(),
            is_missing: false,
            is_all: true,
        });
        groups
    }

    /// The column of whoever speaks in a source, or of a place where no participant does; besides that of
    /// all, which is the last.
    pub fn column(&self, source: usize, person: Option<usize>) -> Option<usize> {
        match (&self.of, person) {
            (Of::Sources(of), _) => of.get(source).copied(),
            (Of::People(of, _), Some(person)) => of.get(person).copied(),
            (Of::People(_, nobody), None) => *nobody,
            (Of::Crossed(two, columns), _) => {
                let [one, other] = two.as_ref();
                let two = one
                    .column(source, person)
                    .zip(other.column(source, person))?;
                columns.get(&two).copied()
            }
        }
    }
}

impl Group {
    /// A column that is a row, too.
    pub(super) fn row(name: &str) -> Group {
        Group::named(name.to_owned())
    }

    fn named(name: String) -> Group {
        Group {
            name,
            is_missing: false,
            is_all: false,
        }
    }
}

/// The columns of two groupings crossed: those somebody is in, in the order of the first and then of
/// the second.
fn crossed(two: [Groups; 2], sources: usize, people: &People) -> Groups {
    let [one, other] = &two;
    let mut there = BTreeSet::new();
    for source in 0..sources {
        let who = people.in_source(source).into_iter().map(Some);
        for person in who.chain([None]) {
            there.extend(one.column(source, person).zip(other.column(source, person)));
        }
    }
    let named = |(a, b): &(usize, usize)| {
        let (a, b) = (&one.all[*a], &other.all[*b]);
        Group {
            name: format!("{} × {}", a.name, b.name),
            is_missing: a.is_missing || b.is_missing,
            is_all: false,
        }
    };
    let all = there.iter().map(named).collect();
    let columns = there.into_iter().zip(0..).collect();
    Groups {
        all,
        of: Of::Crossed(Box::new(two), columns),
    }
}

/// The values an attribute is declared to have, in their order.
fn listed<'v>(by: &By, view: &'v View) -> &'v [String] {
    match by {
        By::Attribute(of, column) => view.attribute_kind(of, &column.key).values(),
        _ => &[],
    }
}

/// Values as columns, and the column of each; those that are missing stand last, together.
fn grouped(values: Vec<Option<String>>, order: &[String]) -> (Vec<Group>, Vec<usize>) {
    let mut names: Vec<String> = values.iter().flatten().cloned().collect();
    let place = |text: &str| order.iter().position(|v| name::same(v, text));
    names.sort_by(|a, b| match (place(a), place(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        _ => natural(a, b).then_with(|| a.cmp(b)),
    });
    names.dedup();
    let columns: HashMap<&String, usize> = names.iter().zip(0..).collect();
    let of = |value: &Option<String>| value.as_ref().map_or(names.len(), |text| columns[text]);
    let of: Vec<usize> = values.iter().map(of).collect();
    let mut all: Vec<Group> = names.iter().cloned().map(Group::named).collect();
    if of.contains(&names.len()) {
        all.push(Group {
            name: "no value".to_owned(),
            is_missing: true,
            is_all: false,
        });
    }
    (all, of)
}
