//! What an event is about, and whether it stands.

use crate::model::event::{Change, Event};
use crate::model::ids::{CodingId, EventId, MemoId, RoundId, SourceId};
use crate::model::shared::SharedMap;
use std::sync::Arc;

/// What an event is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Entity {
    Coders,
    Upgrades,
    Sources,
    Attributes,
    Codebook,
    Rounds,
    Progress,
    Themes,
    Coding(CodingId),
    Memo(MemoId),
    Item(RoundId, Vec<CodingId>),
    Basis(SourceId),
    Reviews,
    Frameworks,
    Mappings,
    Members,
}

/// Whether `event` stands, counting only retractions for which `within` holds.
pub(super) fn standing(
    event: &Event,
    retracts: &SharedMap<EventId, Vec<Arc<Event>>>,
    within: &dyn Fn(&Event) -> bool,
) -> bool {
    if !retracts.contains_key(&event.id) {
        return true;
    }
    // The retractions of an event, of these, and so on: each with the one it takes back. Only
    // later ones by the same coder count, so this always ends.
    let mut all = vec![(event, 0)];
    let mut at = 0;
    while let Some((of, _)) = all.get(at).copied() {
        let counts = |r: &&Arc<Event>| {
            r.coder == of.coder && r.order() > of.order() && of.change.can_be_retracted()
        };
        let by = retracts.get(&of.id).into_iter().flatten();
        all.extend(
            by.filter(counts)
                .filter(|r| within(r))
                .map(|r| (r.as_ref(), at)),
        );
        at += 1;
    }
    let mut stands = vec![true; all.len()];
    for (at, (_, of)) in all.iter().enumerate().skip(1).rev() {
        if stands[at] {
            stands[*of] = false;
        }
    }
    stands[0]
}

pub(super) fn entity_of(event: &Event) -> Option<Entity> {
    entity(&event.change, event.id)
}

/// What a change of this id is about.
pub(super) fn entity(change: &Change, id: EventId) -> Option<Entity> {
    Some(match change {
        Change::CoderJoined { .. } => Entity::Coders,
        Change::Upgraded { .. } => Entity::Upgrades,
        Change::SourceAdded { .. }
        | Change::SourceEdited { .. }
        | Change::SourceRemoved { .. }
        | Change::SpeakerSet { .. }
        | Change::TextRevised { .. }
        | Change::ParticipantWithdrawn { .. } => Entity::Sources,
        Change::AttributeSet { .. }
        | Change::AttributeDeclared { .. }
        | Change::TimePointsNamed { .. }
        | Change::CitingSet { .. } => Entity::Attributes,
        Change::CodeAdded { .. }
        | Change::CodeEdited { .. }
        | Change::CodeMoved { .. }
        | Change::CodeMerged { .. }
        | Change::CodeRetired { .. }
        | Change::CodeRestored { .. }
        | Change::CodesJudged { .. } => Entity::Codebook,
        Change::BasisChosen { source, .. } => Entity::Basis(source.clone()),
        Change::ReviewOpened(_) | Change::CodeReviewed { .. } | Change::ReviewClosed { .. } => {
            Entity::Reviews
        }
        Change::FrameworkAdded(_) | Change::ConstructAdded(_) | Change::ConstructEdited { .. } => {
            Entity::Frameworks
        }
        Change::MappingOpened(_)
        | Change::CodeMapped(_)
        | Change::MappingStepped { .. }
        | Change::MappingRuled(_)
        | Change::ValenceGiven(_) => Entity::Mappings,
        Change::RoundOpened(_)
        | Change::RoundClosed { .. }
        | Change::RoundCancelled { .. }
        | Change::Finished { .. }
        | Change::Submitted { .. }
        | Change::SpeakersCorrected { .. }
        | Change::SubmissionWithdrawn { .. } => Entity::Rounds,
        Change::Reached { .. } => Entity::Progress,
        Change::Coded { .. } => Entity::Coding(id.into()),
        Change::Recoded { coding, .. } | Change::Uncoded { coding } => Entity::Coding(*coding),
        Change::MemoWritten { .. } => Entity::Memo(id.into()),
        Change::MemoEdited { memo, .. }
        | Change::MemoRemoved { memo }
        | Change::SummaryRests { memo, .. } => Entity::Memo(*memo),
        Change::Ruled { round, item, .. } => {
            let mut item = item.clone();
            item.sort();
            Entity::Item(*round, item)
        }
        Change::ThemeAdded { .. }
        | Change::ThemeEdited { .. }
        | Change::ThemeMoved { .. }
        | Change::ThemeRetired { .. }
        | Change::CodePlaced { .. }
        | Change::Related { .. }
        | Change::RelationDropped { .. }
        | Change::EvidenceMarked { .. }
        | Change::ThemeJudged { .. } => Entity::Themes,
        Change::PacketGiven(_) | Change::ClaimAnswered(_) | Change::AnswerFollowed { .. } => {
            Entity::Members
        }
        Change::Continued { .. }
        | Change::CodingsCarried { .. }
        | Change::Assented { .. }
        | Change::Retract { .. }
        | Change::Sealed { .. }
        | Change::TakenOut
        | Change::Unknown { .. } => return None,
    })
}
