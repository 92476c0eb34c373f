//! What a selection is counted on: the submitted rounds, the codebook and the sources, without any
//! text yet. Made from a view in the screen's thread; counted elsewhere.

use super::selection::Selection;
use crate::model::code::Codebook;
use crate::model::ids::{CodeId, CoderId, RoundId};
use crate::model::round::{Headline, Round, RoundKind, Unit};
use crate::model::snapshot::{NotYet, Snapshot};
use crate::model::source::Source;
use crate::model::view::View;
use std::sync::Arc;
use thiserror::Error;

/// One round with what was submitted in it.
#[derive(Clone, Debug)]
pub struct Part {
    pub round: Arc<Round>,
    pub snapshot: Arc<Snapshot>,
    /// The codebook it was coded with (`View::codebook_of`).
    pub codebook: Arc<Codebook>,
}

/// Everything a comparison needs but the texts.
#[derive(Clone, Debug)]
pub struct Material {
    /// The rounds, in the order they were opened; one at least.
    pub parts: Vec<Part>,
    /// Sources of the rounds, with the roles of speakers and the attributes as they are set now.
    pub sources: Arc<Vec<Source>>,
}

/// Why a selection cannot be compared, in words.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refused {
    #[error("no round is selected")]
    NoRound,
    /// A round has no figures yet.
    #[error("{0}")]
    NotYet(#[from] NotYet),
    /// Several rounds, one of which has no figures yet.
    #[error("{round}: {why}")]
    OneNotYet { round: String, why: NotYet },
    /// A training round among several.
    #[error("{0} is a training round: it is never pooled into a reported figure")]
    Training(String),
    /// A round of a kind that stands for itself among several.
    #[error("{name} is a {kind} round: only double and imported rounds are pooled")]
    NotPooled { name: String, kind: &'static str },
    /// An imported round and the one that counts instead of it, together.
    #[error("{later} counts instead of {first}: together they would count every coding twice")]
    Replaced { first: String, later: String },
    /// A round of open coding: figures would be over names made apart.
    #[error(
        "{0} is a round of open coding: each coder made codes of their own, so there is no figure \
         over codes; its code conference compares them"
    )]
    OpenCoding(String),
    #[error("one coder's round: there is nothing to compare")]
    OneCoder,
    /// The rounds count different units, and none was chosen.
    #[error("the rounds count different units: choose one")]
    Units,
    /// The rounds ask for different overlaps, and none was chosen.
    #[error("the rounds ask for different overlaps: choose one")]
    Overlaps,
    /// A coder who took no part.
    #[error("{coder} has submitted nothing in {round}")]
    NotACoder { coder: CoderId, round: String },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    /// Codes: there are none in common in a round of open coding.
    Codes,
    /// Places, whatever the code.
    Places,
}

impl Material {
    /// What `selection` is counted on, as the view has it. A selection that names one round which
    /// has no figures yet has none itself, and says so in words that do not depend on what is
    /// hidden.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn of(view: &View, selection: &Selection) -> Result<Material, Refused> {
        Material::counting(Counted::Codes, view, selection)
    }

    /// What agreement about places in a round is counted on, be it one of open coding.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn of_places(view: &View, round: RoundId) -> Result<Material, Refused> {
        Material::counting(Counted::Places, view, &Selection::round(round))
    }

    fn counting(of: Counted, view: &View, selection: &Selection) -> Result<Material, Refused> {
        let mut rounds: Vec<&Round> = Vec::new();
        for round in view.rounds() {
            if selection.rounds.contains(&round.id) {
                rounds.push(round);
            }
        }
        let known = |id: &RoundId| rounds.iter().any(|r| r.id == *id);
        if !selection.rounds.iter().all(known) {
            return Err(NotYet::NoSuchRound.into());
        }
        if rounds.is_empty() {
            return Err(Refused::NoRound);
        }
        pooling(&rounds)?;
        for first in &rounds {
            let later = view.replaced_by(first.id).filter(|r| known(&r.id));
            if let Some(later) = later {
                return Err(Refused::Replaced {
                    first: first.plan.name.clone(),
                    later: later.plan.name.clone(),
                });
            }
        }
        if rounds.iter().any(|r| r.plan.coders.len() < 2) {
            return Err(Refused::OneCoder);
        }
        if of == Counted::Codes {
            let open = rounds.iter().find(|r| view.is_open_coding(r));
            open.map_or(Ok(()), |r| Err(Refused::OpenCoding(r.plan.name.clone())))?;
        }
        let mut parts = Vec::with_capacity(rounds.len());
        for round in &rounds {
            let snapshot = view
                .snapshot_among(round.id, selection.coders.as_deref())
                .map_err(|why| refusal(&rounds, round, why))?;
            taking_part(selection, round, &snapshot)?;
            parts.push(Part {
                round: Arc::new((*round).clone()),
                snapshot: Arc::new(snapshot),
                codebook: Arc::new(view.codebook_of(round)),
            });
        }
        let sources = Arc::new(view.every_source().cloned().collect::<Vec<_>>());
        let all = Material { parts, sources }.agreeing(selection)?;
        Ok(match selection.as_read {
            true => all.as_read().unwrap_or(all),
            false => all,
        })
    }

    /// The same without codings that come from lists; `None` where there are none.
    pub fn as_read(&self) -> Option<Material> {
        let mut read = self.clone();
        let parts = read.parts.iter_mut();
        let mut of_lists = parts.filter(|p| p.snapshot.has_of_lists()).peekable();
        of_lists.peek()?;
        for part in of_lists {
            part.snapshot = Arc::new(part.snapshot.as_read());
        }
        Some(read)
    }

    /// The code a coding's code stands for: codes merged between two pooled rounds are one code in
    /// both, as the last round's codebook has it.
    pub fn resolve(&self, code: CodeId) -> CodeId {
        let last = self.parts.last();
        last.map_or(code, |p| p.codebook.resolve(code))
    }

    /// The codebook of the latest round that knows this code.
    pub fn codebook_with(&self, code: CodeId) -> Option<&Codebook> {
        let books = self.parts.iter().rev().map(|p| &*p.codebook);
        books.into_iter().find(|book| book.get(code).is_some())
    }

    pub fn name(&self, code: CodeId) -> &str {
        let book = self.codebook_with(code);
        book.map_or("(code not here yet)", |book| book.name(code))
    }

    /// Passes when the rounds count alike, or the selection says how to count.
    fn agreeing(self, selection: &Selection) -> Result<Material, Refused> {
        let same = |of: fn(&Round) -> u32| {
            let mut all = self.parts.iter().map(|p| of(&p.round));
            let first = all.next();
            all.all(|one| Some(one) == first)
        };
        if selection.unit.is_none() && !same(|r| r.plan.unit as u32) {
            return Err(Refused::Units);
        }
        if selection.overlap.is_none() && !same(|r| u32::from(r.plan.overlap)) {
            return Err(Refused::Overlaps);
        }
        Ok(self)
    }

    /// The leading coefficient: none where one of the rounds wants none, else the one fixed first.
    pub fn headline(&self) -> Headline {
        let all = || self.parts.iter().map(|p| p.round.plan.headline);
        match all().any(|h| h == Headline::None) {
            true => Headline::None,
            false => all().next().unwrap_or(Headline::None),
        }
    }

    pub fn unit(&self, selection: &Selection) -> Unit {
        let fixed = self.parts.first().map(|p| p.round.plan.unit);
        selection.unit.or(fixed).unwrap_or_default()
    }

    /// The least overlap of two codings that match, in percent, 1 to 100.
    pub fn overlap(&self, selection: &Selection) -> u8 {
        let fixed = self.parts.first().map_or(50, |p| p.round.plan.overlap);
        selection.overlap.unwrap_or(fixed).clamp(1, 100)
    }
}

fn refusal(rounds: &[&Round], round: &Round, why: NotYet) -> Refused {
    match rounds {
        [_] => Refused::NotYet(why),
        _ => Refused::OneNotYet {
            round: round.plan.name.clone(),
            why,
        },
    }
}

/// Whether these rounds may be counted together.
fn pooling(rounds: &[&Round]) -> Result<(), Refused> {
    if rounds.len() < 2 {
        return Ok(());
    }
    for round in rounds {
        let name = || round.plan.name.clone();
        match round.plan.purpose() {
            RoundKind::Double | RoundKind::Imported => {}
            RoundKind::Training => return Err(Refused::Training(name())),
            kind => {
                return Err(Refused::NotPooled {
                    name: name(),
                    kind: kind.word(),
                });
            }
        }
    }
    Ok(())
}

/// Whether everybody asked for submitted.
fn taking_part(selection: &Selection, round: &Round, snapshot: &Snapshot) -> Result<(), Refused> {
    let asked = selection.coders.iter().flatten();
    match asked.into_iter().find(|c| !snapshot.coders.contains(c)) {
        Some(coder) => Err(Refused::NotACoder {
            coder: coder.clone(),
            round: round.plan.name.clone(),
        }),
        None => Ok(()),
    }
}
