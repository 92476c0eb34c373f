//! The frameworks and mappings of a study, and what they wait for.

use super::border::Border;
use super::event::Event;
use super::framework::Framework;
use super::ids::{CodeId, CoderId, ConstructId, EventId, FrameworkId, RoundId};
use super::mapping::Mapping;
use super::name;
use super::round::Round;
use super::view::View;

impl View {
    /// Frameworks, in the order they were added.
    pub fn frameworks(&self) -> &[Framework] {
        &self.state().frameworks
    }

    pub fn framework(&self, id: FrameworkId) -> Option<&Framework> {
        self.frameworks().iter().find(|f| f.id == id)
    }

    /// The framework of this name; the last one, if several are called so.
    pub fn framework_named(&self, name: &str) -> Option<&Framework> {
        let wanted = name::key(name);
        let mut all = self.frameworks().iter().rev();
        all.find(|f| name::key(&f.name) == wanted)
    }

    /// Mappings, in the order they were opened.
    pub fn mappings(&self) -> &[Mapping] {
        &self.state().mappings
    }

    pub fn mapping(&self, id: RoundId) -> Option<&Mapping> {
        self.mappings().iter().find(|m| m.id == id)
    }

    /// The mapping of this name (the last one, if several are called so) or id.
    pub fn mapping_named(&self, name: &str) -> Option<&Mapping> {
        let wanted = name::key(name);
        let is = |m: &&Mapping| name::key(&m.plan.name) == wanted || m.id.to_string() == wanted;
        self.mappings().iter().rev().find(is)
    }

    /// The latest mapping this coder is still to map codes in.
    pub fn open_mapping(&self, coder: &CoderId) -> Option<&Mapping> {
        let goes_on = |m: &&Mapping| !m.is_over() && m.plan.coders.contains(coder);
        self.mappings().iter().rev().find(goes_on)
    }

    /// The latest mapping that is over and that all can be told of: what constructs hold goes by it.
    pub fn settled_mapping(&self) -> Option<&Mapping> {
        let told = |m: &&Mapping| m.is_over() && self.tells_mapping(m);
        self.mappings().iter().rev().find(told)
    }

    /// The blind mapping that keeps what this coder makes of frameworks to themselves until it opens.
    pub fn mapping_over_frameworks(&self, coder: &CoderId) -> Option<&Mapping> {
        let shut = |m: &&Mapping| !m.is_open() && m.plan.coders.contains(coder);
        self.mappings().iter().rev().find(shut)
    }

    /// The blind round of coding that may keep some of a mapping from the viewer until it opens: one
    /// another coder of the mapping codes in, opened before they submitted. Told by plans and
    /// submissions alone, be there anything.
    pub fn mapping_kept_by(&self, mapping: &Mapping) -> Option<&Round> {
        let keeps = |round: &&Round| {
            let known = Border::of(&round.plan.known);
            let other = |coder: &&CoderId| {
                Some(*coder) != self.viewer()
                    && round.plan.coders.contains(coder)
                    && mapping
                        .submitted
                        .get(*coder)
                        .is_none_or(|sent| !known.reaches(&sent.sent))
            };
            let mut coders = mapping.plan.coders.iter();
            !round.is_open() && coders.any(|coder| other(&coder))
        };
        self.rounds().iter().rev().find(keeps)
    }

    /// Whether all of a mapping can be told the viewer.
    pub fn tells_mapping(&self, mapping: &Mapping) -> bool {
        mapping.is_open() && self.mapping_kept_by(mapping).is_none()
    }

    /// Whether an event stands in what its maker submitted of a mapping.
    pub(super) fn was_sent(&self, mapping: RoundId, event: &Event) -> bool {
        let sent = self
            .mapping(mapping)
            .and_then(|m| m.submitted.get(&event.coder));
        sent.is_some_and(|sent| Border::of(&sent.marks).holds(event))
    }

    /// Whether somebody mapped a code to a construct, or to one of a framework, or is to.
    pub(super) fn is_mapped_to(&self, made: EventId) -> bool {
        let is = |id: &ConstructId| id.event() == made;
        self.mappings().iter().any(|m| {
            m.plan.framework.event() == made
                || m.plan.constructs.iter().any(is)
                || m.mapped.iter().any(|said| said.to.iter().any(is))
        })
    }

    /// An earlier mapping of a code to the same framework in which its coders saw each other's.
    pub fn mapped_before(&self, mapping: &Mapping, code: CodeId) -> Option<&Mapping> {
        let mut earlier = self.mappings().iter();
        earlier.find(|m| {
            m.id != mapping.id
                && m.opened < mapping.opened
                && m.is_open()
                && m.plan.framework == mapping.plan.framework
                && m.plan.codes.contains(&code)
        })
    }
}
