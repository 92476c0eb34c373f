//! Mappings from their events.

use super::entity::standing;
use crate::model::border::Border;
use crate::model::event::{Change, Event};
use crate::model::ids::{CoderId, ConstructId, EventId, FrameworkId};
use crate::model::mapping::{
    Mapped, MappedTo, Mapping, MappingRuling, MappingStep, MappingVerdict, SentMapping, ValenceOf,
    Valenced, Valued,
};
use crate::model::shared::SharedMap;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// What mappings are resolved from.
pub(super) struct Told<'t> {
    /// All their events in total order, also those that were taken back: what was submitted stays.
    pub ops: &'t [Arc<Event>],
    pub retracts: &'t SharedMap<EventId, Vec<Arc<Event>>>,
    /// The constructs of each framework.
    pub constructs: &'t HashMap<FrameworkId, HashSet<ConstructId>>,
    pub assents: &'t dyn Fn(EventId) -> Vec<CoderId>,
}

/// Mappings in the order they were opened.
pub(super) fn resolve(told: &Told) -> Vec<Mapping> {
    let mut mappings = stepped(told.ops.iter().map(Arc::as_ref));
    for event in told.ops {
        match &event.change {
            Change::CodeMapped(to) => {
                if let Some(at) = mappings.iter().position(|m| m.id == to.mapping) {
                    let mapped = told.mapped(event, to, &mappings[at]);
                    mappings[at].mapped.extend(mapped);
                }
            }
            Change::ValenceGiven(valued) => {
                if let Some(at) = mappings.iter().position(|m| m.id == valued.mapping) {
                    let valence = told.valence(event, valued, &mappings[at]);
                    mappings[at].valences.extend(valence);
                }
            }
            _ => {}
        }
    }
    told.settle(&mut mappings);
    mappings
}

/// Mappings with who submitted, and nothing of what they say: that decides who may see what. From
/// events in total order.
pub(in crate::model) fn stepped<'e>(
    events: impl Iterator<Item = &'e Event> + Clone,
) -> Vec<Mapping> {
    let mut mappings: Vec<Mapping> = events.clone().filter_map(opened).collect();
    for event in events {
        if let Change::MappingStepped { mapping, step, .. } = &event.change
            && let Some(mapping) = mappings.iter_mut().find(|m| m.id == *mapping)
        {
            take(mapping, event, step);
        }
    }
    mappings
}

fn opened(event: &Event) -> Option<Mapping> {
    let Change::MappingOpened(plan) = &event.change else {
        return None;
    };
    Some(Mapping {
        id: event.id.into(),
        plan: plan.as_ref().clone(),
        by: event.coder.clone(),
        at: event.clock,
        opened: event.place(),
        submitted: BTreeMap::new(),
        closed: None,
        last: BTreeMap::new(),
        mapped: Vec::new(),
        verdicts: Vec::new(),
        valences: Vec::new(),
    })
}

/// Once all have submitted, everything is disclosed and nothing can be withdrawn.
fn take(mapping: &mut Mapping, event: &Event, step: &MappingStep) {
    let coder = &event.coder;
    let takes_part = mapping.plan.coders.contains(coder);
    match step {
        MappingStep::Submitted(marks) if takes_part && !mapping.submitted.contains_key(coder) => {
            // Nobody submits what stands in somebody else's journal.
            let own = marks.iter().filter(|m| m.coder == *coder);
            let sent = SentMapping {
                marks: own.cloned().collect(),
                sent: event.place().mark(),
                at: event.clock,
            };
            // What is submitted once all could see it was made in sight.
            if mapping.closed.is_none() {
                mapping.submitted.insert(coder.clone(), sent);
                mapping.last.insert(coder.clone(), event.id);
            }
        }
        MappingStep::Withdrawn if takes_part && !mapping.is_over() => {
            mapping.submitted.remove(coder);
            mapping.last.insert(coder.clone(), event.id);
        }
        MappingStep::Closed if (takes_part || *coder == mapping.by) && !mapping.is_over() => {
            mapping.closed = Some(coder.clone());
        }
        _ => {}
    }
}

/// Whether it was made apart from the others, and whether it stands; `None` where it is nothing any
/// more.
fn told_apart(told: &Told, event: &Event, mapping: &Mapping) -> Option<(bool, bool)> {
    let stands = standing(event, told.retracts, &|_| true);
    let sent = mapping.submitted.get(&event.coder);
    // What was taken back after it was submitted was submitted all the same.
    let apart = sent.filter(|_| mapping.plan.blind).is_some_and(|sent| {
        let border = Border::of(&sent.marks);
        let within = |e: &Event| border.holds(e);
        within(event) && standing(event, told.retracts, &within)
    });
    (stands || apart).then_some((apart, stands))
}

impl Told<'_> {
    fn are_here(&self, mapping: &Mapping, constructs: &[ConstructId]) -> bool {
        let here = self.constructs.get(&mapping.plan.framework);
        let is_here = |id: &ConstructId| here.is_some_and(|here| here.contains(id));
        constructs.iter().all(is_here)
    }

    /// A mapping by one of its coders of one of its codes to constructs that are here.
    fn mapped(&self, event: &Event, said: &MappedTo, mapping: &Mapping) -> Option<Mapped> {
        let plan = &mapping.plan;
        let is_asked = plan.coders.contains(&event.coder) && plan.codes.contains(&said.code);
        let (apart, stands) = told_apart(self, event, mapping)?;
        (is_asked && self.are_here(mapping, &said.to)).then(|| Mapped {
            id: event.id,
            code: said.code,
            by: event.coder.clone(),
            to: sorted(&said.to),
            note: said.note.clone(),
            at: event.clock,
            apart,
            stands,
        })
    }

    fn valence(&self, event: &Event, said: &Valued, mapping: &Mapping) -> Option<Valenced> {
        let is_asked = mapping.plan.coders.contains(&event.coder);
        let is_one = said.valence.is_none_or(|v| v.is_one());
        let (apart, stands) = told_apart(self, event, mapping)?;
        let of_case = matches!(said.of, ValenceOf::Case(_));
        let here = self.are_here(mapping, &[said.construct]);
        (is_asked && is_one && here).then(|| Valenced {
            id: event.id,
            of: said.of.clone(),
            construct: said.construct,
            by: event.coder.clone(),
            valence: said.valence,
            summary: said.summary.clone(),
            present: match of_case {
                true => said.present.clone(),
                false => Vec::new(),
            },
            assents: match of_case {
                true => (self.assents)(event.id),
                false => Vec::new(),
            },
            at: event.clock,
            apart,
            stands,
        })
    }

    /// The verdicts nobody has replaced, by the coders of a mapping that is over.
    fn settle(&self, mappings: &mut [Mapping]) {
        let ruled = self.ops.iter().filter_map(|event| match &event.change {
            Change::MappingRuled(ruling) => Some((event, ruling.as_ref())),
            _ => None,
        });
        let standing: Vec<(&Arc<Event>, &MappingRuling)> = ruled
            .filter(|(event, _)| standing(event, self.retracts, &|_| true))
            .collect();
        let replaced: HashSet<EventId> = standing
            .iter()
            .flat_map(|(event, ruling)| ruling.replaces.iter().filter(|id| **id != event.id))
            .copied()
            .collect();
        for (event, ruling) in standing {
            let Some(at) = mappings.iter().position(|m| m.id == ruling.mapping) else {
                continue;
            };
            let plan = &mappings[at].plan;
            let counts = mappings[at].is_over()
                && plan.coders.contains(&event.coder)
                && plan.codes.contains(&ruling.code)
                && !replaced.contains(&event.id)
                && self.are_here(&mappings[at], &ruling.to);
            if counts {
                let assents = (self.assents)(event.id);
                mappings[at].verdicts.push(verdict(event, ruling, assents));
            }
        }
    }
}

fn verdict(event: &Event, ruling: &MappingRuling, assents: Vec<CoderId>) -> MappingVerdict {
    MappingVerdict {
        id: event.id,
        code: ruling.code,
        verdict: ruling.verdict.clone(),
        to: sorted(&ruling.to),
        reason: ruling.reason.clone(),
        kind: ruling.kind,
        present: ruling.present.clone(),
        assents,
        by: event.coder.clone(),
        at: event.clock,
    }
}

fn sorted(constructs: &[ConstructId]) -> Vec<ConstructId> {
    let mut sorted = constructs.to_vec();
    sorted.sort();
    sorted.dedup();
    sorted
}
