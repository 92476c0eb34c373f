//! Which codings a part of a query is about.

use super::ast::{Coding as Asked, Meeting, Test, Wanted};
use super::corpus::Corpus;
use super::error::{QueryError, QueryFault};
use super::filed::{Filed, Met};
use super::meeting::{Stretch, meeting};
use super::turns::TurnTable;
use crate::model::code::{Code, Codebook};
use crate::model::ids::{CodeId, CoderId, RoundId};
use crate::model::name;
use crate::model::view::View;
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashSet;
use std::collections::{BTreeSet, HashSet};

/// What a query knows of codings.
pub(super) struct Coded<'a> {
    pub corpus: &'a Corpus<'a>,
    pub filed: &'a Filed,
    pub table: &'a TurnTable,
    /// The number of the index the table is of.
    pub index: u64,
    /// Numbers of sources in the index, by place in the corpus.
    pub numbers: &'a [Option<usize>],
}

/// Codes as codings carry them: asked of every coding, so of the quickest kind.
pub(super) type Codes = FxHashSet<CodeId>;

impl Coded<'_> {
    /// The codings that are asked for, by number; names that are not there are an error.
    pub fn marked(&self, asked: &Asked) -> Result<FixedBitSet, QueryError> {
        let filed = self.filed;
        let Some(view) = self.corpus.view else {
            return Ok(FixedBitSet::new());
        };
        let column = asked.column;
        Ok(match &asked.test {
            Test::Any => self.all(),
            Test::Unsure => filed.unsure.clone(),
            Test::Coded(wanted) => self.with_codes(&codes(view.codebook(), wanted)?),
            Test::Meets(one, how, other) => {
                let (one, other) = (codes(view.codebook(), one)?, codes(view.codebook(), other)?);
                self.meeting((&one, *how, &other))
            }
            Test::By(typed) => {
                let coder = coder(view, typed).map_err(|fault| fault.at(column))?;
                filed.coders.of(|c| *c == coder)
            }
            Test::Round(None) => filed.rounds.of(Option::is_none),
            Test::Round(Some(typed)) => {
                let rounds = rounds(view, typed).map_err(|fault| fault.at(column))?;
                filed
                    .rounds
                    .of(|c| c.is_some_and(|of| rounds.contains(&of)))
            }
            Test::Rated(compared) => {
                let rated = filed.rated.iter();
                let rated = rated.filter(|(_, rating)| compared.holds_of(*rating));
                self.these(rated.map(|(n, _)| *n))
            }
            Test::Theme(typed) => {
                let codes = of_theme(view, typed).map_err(|fault| fault.at(column))?;
                self.with_codes(&codes)
            }
            Test::Stands(wanted) => match self.corpus.standings {
                Some(standings) => {
                    let stands = filed.stands(view, standings).iter().enumerate();
                    self.these(stands.filter(|(_, s)| **s == Some(*wanted)).map(|(n, _)| n))
                }
                None => self.these([]),
            },
        })
    }

    pub fn all(&self) -> FixedBitSet {
        let mut all = self.these([]);
        all.insert_range(..);
        all
    }

    pub fn with_codes(&self, codes: &Codes) -> FixedBitSet {
        self.filed.codes.of(|code| codes.contains(code))
    }

    fn these(&self, numbers: impl IntoIterator<Item = usize>) -> FixedBitSet {
        let mut these = FixedBitSet::with_capacity(self.filed.len());
        these.extend(numbers);
        these
    }

    /// The turns each coding shares text with.
    pub fn met(&self) -> Met {
        self.filed.met(self.index, self.table, self.numbers)
    }

    /// The codings that meet one another so.
    fn meeting(&self, (one, how, other): (&Codes, Meeting, &Codes)) -> FixedBitSet {
        let (ones, others) = (self.with_codes(one), self.with_codes(other));
        let met = matches!(how, Meeting::Near(_)).then(|| self.met());
        let at = |number: usize| {
            let turns = met.as_ref().map_or((0, 0), |met| met[number]);
            Stretch {
                number,
                span: self.filed.spans[number],
                turns: turns.0 as usize..turns.1 as usize,
            }
        };
        let mut found = self.these([]);
        for place in 0..self.corpus.sources.len() {
            let here = self.filed.of_source(place);
            let of = |codings: &FixedBitSet| -> Vec<Stretch> {
                let those = here.clone().filter(|n| codings.contains(*n));
                those.map(at).collect()
            };
            meeting(how, &of(&ones), &of(&others), &mut found);
        }
        found
    }
}

/// The codes a name means, with those below them where that is asked for.
pub(super) fn codes(codebook: &Codebook, wanted: &Wanted) -> Result<Codes, QueryError> {
    let key = name::key(&wanted.name);
    let is = |code: &&Code| match wanted.open {
        true => name::key(&code.name).starts_with(&key),
        false => name::key(&code.name) == key || name::key(&codebook.path(code.id)) == key,
    };
    let mut found: HashSet<CodeId> = codebook
        .all()
        .filter(is)
        .map(|c| codebook.resolve(c.id))
        .collect();
    // Queries are saved, and codes are called otherwise since.
    if found.is_empty() && !wanted.open {
        found.extend(codebook.ever_named(&wanted.name).map(|code| code.id));
    }
    if found.is_empty() {
        let names = codebook.active().map(|c| c.name.as_str());
        let known = nearest(&wanted.name, names);
        return Err(QueryFault::Unknown("code", wanted.name.clone(), known).at(wanted.column));
    }
    if wanted.below {
        add_below(codebook, &mut found);
    }
    Ok(as_given(codebook, &found))
}

/// The codes, as codings carry them: with those that were merged into one of them.
fn as_given(codebook: &Codebook, codes: &HashSet<CodeId>) -> Codes {
    let all = codebook.all().map(|c| c.id);
    all.filter(|id| codes.contains(&codebook.resolve(*id)))
        .collect()
}

/// Adds what stands below codes.
fn add_below(codebook: &Codebook, found: &mut HashSet<CodeId>) {
    // Codes come after those they stand below.
    for code in codebook.all() {
        if code
            .parent
            .is_some_and(|p| found.contains(&codebook.resolve(p)))
        {
            found.insert(codebook.resolve(code.id));
        }
    }
}

/// A coder by id or name: one who joined the study, or whose codings were taken in.
pub(super) fn coder(view: &View, typed: &str) -> Result<CoderId, QueryFault> {
    let wanted = name::key(typed);
    let joined = view.coders().iter();
    let mut joined =
        joined.filter(|(id, shown)| name::key(id.as_str()) == wanted || name::key(shown) == wanted);
    if let Some((id, _)) = joined.next() {
        return Ok(id.clone());
    }
    let known: BTreeSet<&CoderId> = view.codings().map(|c| &c.coder).collect();
    let mut taken_in = known.iter().filter(|id| name::key(id.as_str()) == wanted);
    if let Some(id) = taken_in.next() {
        return Ok((*id).clone());
    }
    let known: BTreeSet<&CoderId> = known.into_iter().chain(view.coders().keys()).collect();
    let known = known.into_iter().map(ToString::to_string).collect();
    Err(QueryFault::Unknown("coder", typed.to_owned(), known))
}

/// The rounds of this name.
pub(super) fn rounds(view: &View, typed: &str) -> Result<Vec<RoundId>, QueryFault> {
    let wanted = name::key(typed);
    let is = |name: &str| name::key(name) == wanted;
    let named = view.rounds().iter().filter(|r| is(&r.plan.name));
    let found: Vec<RoundId> = named.map(|r| r.id).collect();
    match found.is_empty() {
        false => Ok(found),
        true => {
            let known = view.rounds().iter().map(|r| r.plan.name.clone()).collect();
            Err(QueryFault::Unknown("round", typed.to_owned(), known))
        }
    }
}

/// The codes placed below a theme, with those that stand below them.
fn of_theme(view: &View, typed: &str) -> Result<Codes, QueryFault> {
    let map = view.themes();
    let Some(theme) = map.named(typed) else {
        let names = map.themes.iter().map(|t| t.name.as_str());
        let known = nearest(typed, names);
        return Err(QueryFault::Unknown("theme", typed.to_owned(), known));
    };
    let branch = map.branch(theme.id);
    let placed = branch.iter().flat_map(|t| &t.codes);
    let mut codes: HashSet<CodeId> = placed.map(|c| view.codebook().resolve(*c)).collect();
    add_below(view.codebook(), &mut codes);
    Ok(as_given(view.codebook(), &codes))
}

/// A few of the names most like what was typed.
pub(super) fn nearest<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    const FEW: usize = 5;
    let wanted = name::key(typed);
    let like = |name: &str| strsim::jaro_winkler(&wanted, &name::key(name));
    let mut all: Vec<(f64, &str)> = names.map(|name| (like(name), name)).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter()
        .take(FEW)
        .map(|(_, n)| n.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Wanted, codes};
    use crate::model::event::{Change, CodeField};
    use crate::model::fixture::Study;

    #[test]
    fn a_code_that_was_merged_counts_as_the_one_it_was_merged_into_under_either_name() {
        let mut s = Study::new();
        s.coders(&["ana"]);
        let (hope, wish, below) = (s.code("hope"), s.code("wish"), s.code("for others"));
        let moved = Change::CodeMoved {
            code: below,
            parent: Some(hope),
            replaces: Vec::new(),
        };
        s.push("ana", moved);
        s.push(
            "ana",
            Change::CodeMerged {
                code: wish,
                into: hope,
            },
        );
        let view = s.view();
        for name in ["Hope", "wish"] {
            for below_too in [true, false] {
                let wanted = Wanted {
                    column: 1,
                    name: name.into(),
                    open: false,
                    below: below_too,
                };
                let found = codes(view.codebook(), &wanted).unwrap();
                assert!(found.contains(&hope) && found.contains(&wish), "{name}");
                assert_eq!(found.contains(&below), below_too, "{name}");
            }
        }
    }

    /// A query that was saved goes on meaning the code it meant.
    #[test]
    fn a_code_is_found_by_a_former_name_unless_another_has_it_now() {
        let mut s = Study::new();
        s.coders(&["ana"]);
        let steps = s.code("small steps");
        let renamed = |name: &str| Change::CodeEdited {
            code: steps,
            field: CodeField::Name(name.into()),
            replaces: Vec::new(),
            on: None,
        };
        s.push("ana", renamed("tiny steps"));
        let named = |s: &Study, name: &str| {
            let wanted = Wanted {
                column: 1,
                name: name.into(),
                open: false,
                below: true,
            };
            codes(s.view().codebook(), &wanted).map(|found| found.into_iter().collect::<Vec<_>>())
        };
        for name in ["tiny steps", "Small Steps"] {
            assert_eq!(named(&s, name), Ok(vec![steps]), "{name}");
        }
        assert!(named(&s, "small").is_err());
        // A name that was taken back was never given.
        let slip = s.push("ana", renamed("tyni steps"));
        s.push("ana", Change::Retract { event: slip });
        assert!(named(&s, "tyni steps").is_err());
        let other = s.code("small steps");
        assert_eq!(named(&s, "small steps"), Ok(vec![other]));
    }
}
