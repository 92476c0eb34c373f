//! What is done with many places at once, as a list of hits has them: coding, uncoding, another code.
//! Each is one act; what may not be changed is left, and why is said.

use super::coding::{self, Place, may_code, may_use, new_code, private_round};
use crate::model::coding::{Coding, Via};
use crate::model::event::{Change, CodingField};
use crate::model::ids::{CodeId, CoderId, CodingId, EventId, SourceId};
use crate::model::mint::Mint;
use crate::model::source::Document;
use crate::model::text::Span;
use crate::model::units::{Unit, unit_at, without_labels};
use crate::model::view::View;
use crate::reconcile::basis::Bases;
use crate::report::words::counted;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A place a query found: a stretch of a text, or a segment.
#[derive(Clone, Debug, PartialEq)]
pub struct TextHit {
    pub source: SourceId,
    pub span: Span,
    pub coding: Option<CodingId>,
}

/// How much of a hit is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What was found: the words, or the segment.
    Found,
    Sentence,
    Turn,
}

impl Extent {
    pub const ALL: [(Extent, &'static str); 3] = [
        (Extent::Found, "what was found"),
        (Extent::Sentence, "the sentences it stands in"),
        (Extent::Turn, "the whole turn"),
    ];
}

/// What came of it, hit by hit.
#[derive(Default)]
pub struct Came {
    /// The act; empty if nothing came of it.
    pub changes: Vec<(EventId, Change)>,
    /// The codes applied, a new one with them.
    pub codes: Vec<CodeId>,
    places: usize,
    already: usize,
    /// Places coded outside rounds in sources whose findings come from a round.
    outside: usize,
    /// Why hits were passed over, and how many for each reason.
    refused: BTreeMap<String, usize>,
}

impl Came {
    fn take(&mut self, changes: Result<Vec<(EventId, Change)>, String>) {
        match changes {
            Ok(changes) if changes.is_empty() => self.already += 1,
            Ok(changes) => {
                self.places += 1;
                self.changes.extend(changes);
            }
            Err(why) => *self.refused.entry(why).or_default() += 1,
        }
    }

    /// What was done, in words: `coded 8 places`, with what was so already and what was left.
    pub fn words(&self, done: &str) -> String {
        let mut words = Vec::new();
        if self.places > 0 {
            words.push(format!("{done} {}", counted(self.places, "place")));
        }
        if self.outside > 0 {
            words.push(format!(
                "{} outside rounds: there a round decides what findings are",
                self.outside
            ));
        }
        if self.already > 0 {
            words.push(format!("{} so already", self.already));
        }
        for (why, n) in &self.refused {
            words.push(format!("{n} not: {why}"));
        }
        words.join(" · ")
    }
}

/// Who does something with many places, and what they see.
pub struct Gathering<'a> {
    pub view: &'a View,
    pub me: &'a CoderId,
    pub mint: &'a mut Mint,
    pub documents: &'a HashMap<SourceId, Arc<Document>>,
}

impl Gathering<'_> {
    /// Codes all of these with some codes, and with one of this name: the code that has it, or a new
    /// one. Where a place is coded so already it is left.
    ///
    /// # Errors
    /// Why there can be no code of this name.
    pub fn code(
        &mut self,
        hits: &[TextHit],
        (mut codes, name): (Vec<CodeId>, Option<&str>),
        extent: Extent,
    ) -> Result<Came, String> {
        let mut came = Came::default();
        if let Some(name) = name {
            let (code, change) = self.made(name, hits)?;
            codes.push(code);
            came.changes.extend(change);
        }
        let made = came.changes.len();
        let mut seen = HashSet::new();
        let bases = Bases::of(self.view);
        for hit in hits {
            let before = came.places;
            came.take(self.code_hit(hit, (&codes, extent), &mut seen));
            let is_free = came.places > before && self.view.round_for(&hit.source).is_none();
            let decides = || {
                bases
                    .deciding(&hit.source)
                    .0
                    .and_then(|b| b.round().map(drop))
            };
            came.outside += usize::from(is_free && decides().is_some());
        }
        if came.changes.len() == made {
            came.changes.clear();
        }
        came.codes = codes;
        Ok(came)
    }

    /// Gives one's own codings among these another code.
    pub fn recode(&mut self, hits: &[TextHit], code: CodeId) -> Came {
        let field = CodingField::Code(code);
        self.change_own(hits, |this, coding| {
            if this.view.codebook().resolve(coding.code) == code {
                return Ok(Vec::new());
            }
            coding::recode(
                this.view,
                this.mint,
                this.me,
                (coding.id, &field),
                Vec::new(),
            )
        })
    }

    /// Takes one's own codings among these away.
    pub fn uncode(&mut self, hits: &[TextHit]) -> Came {
        self.change_own(hits, |this, coding| {
            coding::may_change(this.view, this.me, coding.id)?;
            let twins = this.view.twins(coding.id).into_iter();
            let uncoded = |coding| (this.mint.id(), Change::Uncoded { coding });
            Ok(twins.map(uncoded).collect())
        })
    }

    fn change_own(
        &mut self,
        hits: &[TextHit],
        change: impl Fn(&mut Self, &Coding) -> Result<Vec<(EventId, Change)>, String>,
    ) -> Came {
        let mut came = Came::default();
        let mut seen = HashSet::new();
        for id in hits.iter().filter_map(|hit| hit.coding) {
            let Some(coding) = self.view.coding(id).cloned() else {
                continue;
            };
            if coding.coder != *self.me {
                came.take(Err(format!("{}'s, not yours", coding.coder)));
                continue;
            }
            let at = (coding.source.clone(), coding.span);
            if seen.insert((at, coding.code, coding.round)) {
                came.take(change(self, &coding));
            }
        }
        came
    }

    /// The code of this name, or a new one for these hits.
    fn made(
        &mut self,
        name: &str,
        hits: &[TextHit],
    ) -> Result<(CodeId, Option<(EventId, Change)>), String> {
        if let Some(there) = self.view.codebook().named(name) {
            return Ok((there.id, None));
        }
        if let Some(retired) = self.view.retired_named(name) {
            return Err(format!(
                "“{}” is retired: D in the Codebook (g c) brings it back",
                retired.name
            ));
        }
        let reading = hits.first().map(|hit| &hit.source);
        let id = self.mint.id();
        let change = new_code(self.view, reading, name, None);
        Ok((id.into(), Some((id, change))))
    }

    /// What coding a hit makes; nothing where it is coded so already, or by another hit of the same
    /// place.
    fn code_hit(
        &mut self,
        hit: &TextHit,
        (codes, extent): (&[CodeId], Extent),
        seen: &mut HashSet<(SourceId, Span)>,
    ) -> Result<Vec<(EventId, Change)>, String> {
        let view = self.view;
        let round = may_code(view, &hit.source)?;
        // A code that is made with it may be for a blind round alone.
        if codes
            .iter()
            .any(|code| view.codebook().get(*code).is_none())
        {
            may_use(view, private_round(view, Some(&hit.source)), round)?;
        }
        let document = self.documents.get(&hit.source);
        let document = document.ok_or("its text is not loaded")?;
        let span = document.text.trimmed(stretch(document, hit.span, extent));
        let span = span.ok_or("there is no text in it")?;
        if !seen.insert((hit.source.clone(), span)) {
            return Ok(Vec::new());
        }
        let place = Place {
            source: hit.source.clone(),
            round,
            span,
            via: Some(Via::Search),
        };
        let own = view.codings_in(&hit.source);
        let here = |c: &&Coding| c.coder == *self.me && c.span == span && c.round == round;
        let there: Vec<CodeId> = own
            .filter(here)
            .map(|c| view.codebook().resolve(c.code))
            .collect();
        let is_there = |code: CodeId| there.contains(&code);
        let (at, with) = ((&**document, &place), (Vec::new(), codes));
        Ok(coding::apply(view, self.mint, at, with, is_there)?.changes)
    }
}

/// As much of a text as is meant of what was found in it; of a turn, without its speaker's label.
pub fn stretch(document: &Document, found: Span, extent: Extent) -> Span {
    let unit = match extent {
        Extent::Found => return found,
        Extent::Sentence => Unit::Sentence,
        Extent::Turn => Unit::Turn,
    };
    let at = |point: u32| unit_at(document, unit, point).unwrap_or(found);
    let span = Span {
        start: at(found.start).start.min(found.start),
        end: at(found.end.saturating_sub(1)).end.max(found.end),
    };
    without_labels(document, span)
}
