//! What a selection compares, ready to be counted: each source of each round with its units and
//! every coder's marks. It holds no text, can be sent to another thread and is never changed.

use super::compared::Compared;
use super::ground::{Candidate, Speech};
use super::left_out::LeftOut;
use super::matched::Matched;
use super::material::Material;
use super::numbering::Numbering;
use super::selection::{Selection, WhoIsWho};
use crate::agreement::mark::Mark;
use crate::model::coding::Coding;
use crate::model::ids::{CodeId, CoderId, SourceId};
use crate::model::matching::Overlap;
use crate::model::round::Unit;
use crate::model::source::{Document, Source};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The text of a source at a revision, if it can be had.
pub type Documents<'a> = dyn Fn(&SourceId, u32) -> Option<Arc<Document>> + 'a;

#[derive(Clone, Debug)]
pub struct Comparison {
    pub(super) material: Material,
    pub(super) selection: Selection,
    pub(super) coders: Vec<CoderId>,
    pub(super) numbering: Numbering,
    pub(super) texts: Vec<Compared>,
    /// Distinct sources: a source coded in two pooled rounds is one.
    pub(super) sources: Vec<SourceId>,
    places: HashMap<SourceId, usize>,
    /// Participants who speak in them, in the order they come.
    pub(super) participants: Vec<String>,
    numbers: HashMap<String, u32>,
    labels: BTreeSet<ByLabel>,
    pub(super) left_out: Vec<(SourceId, LeftOut)>,
    /// How the codings of each text are put together, by pair of coders.
    pub(super) matched: Matched,
    /// The same without codings that come from lists, where there are any.
    as_read: Option<Arc<Comparison>>,
}

/// A label that names nobody, and yet is all that tells a participant from others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ByLabel {
    /// As the texts have it.
    pub label: String,
    /// Whether it is another person in each source; else it is one in all of them.
    pub apart: bool,
}

impl Comparison {
    /// Puts together what `selection` compares. Visits every coding and every text once: not for
    /// the screen's thread.
    pub fn of(material: &Material, selection: &Selection, documents: &Documents<'_>) -> Comparison {
        let mut coders: Vec<CoderId> = Vec::new();
        for coder in material.parts.iter().flat_map(|p| &p.snapshot.coders) {
            if !coders.contains(coder) {
                coders.push(coder.clone());
            }
        }
        let mut comparison = Comparison {
            numbering: Numbering::of(material, selection),
            material: material.clone(),
            selection: selection.clone(),
            coders,
            texts: Vec::new(),
            sources: Vec::new(),
            places: HashMap::new(),
            participants: Vec::new(),
            numbers: HashMap::new(),
            labels: BTreeSet::new(),
            left_out: Vec::new(),
            matched: Matched::default(),
            as_read: material.as_read().map(|read| {
                let read = Comparison::of(&read, selection, documents);
                Arc::new(read)
            }),
        };
        for part in 0..material.parts.len() {
            comparison.take(part, documents);
        }
        comparison.narrow();
        comparison.match_codings();
        comparison
    }

    /// Codes are those in use in what is compared: one used elsewhere only would count as agreed
    /// upon in every unit.
    fn narrow(&mut self) {
        let mut in_use = vec![false; self.numbering.used.len()];
        let marks = |texts: &mut Vec<Compared>, each: &mut dyn FnMut(&mut Mark)| {
            let by_coder = texts.iter_mut().flat_map(|t| &mut t.marks).flatten();
            by_coder.flatten().for_each(each);
        };
        marks(&mut self.texts, &mut |mark| {
            in_use[mark.code as usize] = true
        });
        if in_use.contains(&false) {
            let now = self.numbering.narrow(&self.material, &in_use);
            marks(&mut self.texts, &mut |mark| {
                if let Some(Some(code)) = now.get(mark.code as usize) {
                    mark.code = *code;
                }
            });
        }
    }

    fn take(&mut self, part: usize, documents: &Documents<'_>) {
        let material = self.material.clone();
        let (round, snapshot) = (&material.parts[part].round, &material.parts[part].snapshot);
        let wanted = |source: &&SourceId| {
            let only = self.selection.sources.as_ref();
            only.is_none_or(|only| only.contains(source))
        };
        let sources: Vec<&SourceId> = snapshot.sources.iter().filter(wanted).collect();
        let known: HashMap<&SourceId, &Source> =
            material.sources.iter().map(|s| (&s.id, s)).collect();
        let revisions = round.revisions();
        let first = self.texts.len();
        for id in &sources {
            let found = known.get(id).copied().ok_or(LeftOut::NoText);
            let revision = revisions.get(id).copied().unwrap_or(1);
            let ground = documents(id, revision).ok_or(LeftOut::NoText);
            let ground = ground.and_then(|document| {
                let planned = snapshot.speakers.get(*id).cloned().unwrap_or_default();
                let present = self.selection.speakers == WhoIsWho::Present;
                let mut source = found?.clone();
                if !present {
                    source.speakers = planned;
                }
                if !present && !round.plan.labels_apart {
                    source.apart = None;
                }
                Ok(self.ground(&document, &source))
            });
            let ground = match ground {
                Ok(ground) => Some(ground),
                Err(why) => {
                    self.left_out.push(((*id).clone(), why));
                    None
                }
            };
            let took_part = |coder: &CoderId| snapshot.coders.contains(coder).then(Vec::new);
            let text = Compared {
                source: self.number_of(id),
                part,
                ground,
                marks: self.coders.iter().map(took_part).collect(),
                codings: vec![Vec::new(); self.coders.len()],
            };
            self.texts.push(text);
        }
        let place: HashMap<&SourceId, usize> = sources.into_iter().zip(first..).collect();
        for (coder, codings) in snapshot.coders.iter().zip(&snapshot.codings) {
            let Some(coder) = self.coders.iter().position(|c| c == coder) else {
                continue;
            };
            for coding in codings {
                self.enter(coder, coding, place.get(&coding.source).copied());
            }
        }
    }

    /// Enters one coding, if it counts.
    fn enter(&mut self, coder: usize, coding: &Arc<Coding>, text: Option<usize>) {
        let (Some(text), Some(code)) = (text, self.numbering.number(coding.code)) else {
            return;
        };
        let text = &mut self.texts[text];
        if self.selection.participants.is_some() {
            let touches = |ground: &Candidate| {
                let mut said = ground.stretches.iter();
                said.any(|s| s.overlap(coding.span) > 0)
            };
            if !text.ground.as_ref().is_some_and(touches) {
                return;
            }
        }
        if let Some(Some(marks)) = text.marks.get_mut(coder) {
            marks.push(Mark {
                code,
                span: coding.span,
            });
            text.codings[coder].push(coding.clone());
        }
    }

    fn number_of(&mut self, id: &SourceId) -> usize {
        let next = self.places.len();
        let place = *self.places.entry(id.clone()).or_insert(next);
        if place == self.sources.len() {
            self.sources.push(id.clone());
        }
        place
    }

    fn ground(&mut self, document: &Document, source: &Source) -> Candidate {
        let unit = self.unit();
        let (names, numbers) = (&mut self.participants, &mut self.numbers);
        let number = |name: String| {
            let next = names.len() as u32;
            let number = *numbers.entry(name.clone()).or_insert(next);
            if number == next {
                names.push(name);
            }
            number
        };
        let wanted = self.selection.participants.as_deref();
        let ground = Candidate::of(document, source, unit, wanted, number);
        let speakers = document.structure.speakers.iter();
        let chosen = |name: Option<String>| match (wanted, name) {
            (Some(wanted), Some(name)) => wanted.contains(&name),
            _ => true,
        };
        let by_label = speakers
            .filter(|s| source.is_told_by_label(s) && chosen(source.participant(s)))
            .map(|s| ByLabel {
                label: s.label.clone(),
                apart: source.apart.is_some(),
            });
        self.labels.extend(by_label);
        ground
    }

    /// The labels by which alone participants in it are told from one another.
    pub fn labels(&self) -> &BTreeSet<ByLabel> {
        &self.labels
    }

    /// Codes somebody used, in the order of the codebook.
    pub fn codes(&self) -> &[CodeId] {
        &self.numbering.used
    }

    /// The same without codings that come from lists of hits; `None` where there are none.
    pub fn as_read(&self) -> Option<&Comparison> {
        self.as_read.as_deref()
    }

    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    pub fn material(&self) -> &Material {
        &self.material
    }

    /// Who speaks in the texts compared.
    pub fn speech(&self) -> Speech {
        let grounds = self.texts.iter().filter_map(|t| t.ground.as_ref());
        grounds.fold(Speech::default(), |all, ground| Speech {
            spoken: all.spoken || ground.speech.spoken,
            unspoken: all.unspoken || ground.speech.unspoken,
            interviewers: all.interviewers || ground.speech.interviewers,
        })
    }

    /// Once for all figures; not when the first of them asks: that may be on a core which others
    /// wait for.
    pub(super) fn match_codings(&mut self) {
        self.matched = Matched::of(&self.texts, self.coders.len(), self.overlap());
    }

    pub fn unit(&self) -> Unit {
        self.material.unit(&self.selection)
    }

    /// The least overlap of two codings that match, in percent.
    pub fn overlap_percent(&self) -> u8 {
        self.material.overlap(&self.selection)
    }

    pub(super) fn overlap(&self) -> Overlap {
        let share = f64::from(self.overlap_percent()) / 100.0;
        Overlap::new(share).unwrap_or_default()
    }
}
