//! The names that changes give.

use super::attribute::Subject;
use super::code::CodeKind;
use super::coding::MemoOn;
use super::conference::Judgement;
use super::event::{Change, CodeField, ConstructField, SourceField, ThemeField};
use super::name::{Flaw, check};

/// Whether the names these changes give can be names.
///
/// # Errors
/// What is wrong with the first that cannot.
pub fn check_all<'c>(changes: impl IntoIterator<Item = &'c Change>) -> Result<(), Flaw> {
    changes.into_iter().flat_map(given).try_for_each(check)
}

fn given(change: &Change) -> Vec<&str> {
    match change {
        Change::CoderJoined { name, .. }
        | Change::SourceAdded { name, .. }
        | Change::SourceEdited {
            field: SourceField::Name(name),
            ..
        }
        | Change::CodeEdited {
            field: CodeField::Name(name),
            ..
        }
        | Change::CodesJudged {
            judgement: Judgement::Same { name, .. },
            ..
        }
        | Change::ThemeAdded { name, .. }
        | Change::ThemeEdited {
            field: ThemeField::Name(name),
            ..
        }
        | Change::Related { kind: name, .. } => vec![name],
        Change::CodeAdded { name, kind, .. } => {
            let labels = match kind {
                CodeKind::Plain => &[][..],
                CodeKind::Rated(scale) => scale,
            };
            let labels = labels.iter().map(|(_, label)| label.as_str());
            // A value of a scale need not be called anything.
            let labels = labels.filter(|label| !label.trim().is_empty());
            std::iter::once(name.as_str()).chain(labels).collect()
        }
        Change::RoundOpened(plan) => vec![&plan.name],
        Change::ReviewOpened(plan) => vec![&plan.name],
        Change::FrameworkAdded(text) => vec![&text.name],
        Change::ConstructAdded(text) => vec![&text.name],
        Change::ConstructEdited {
            field: ConstructField::Name(name),
            ..
        } => vec![name],
        Change::MappingOpened(plan) => vec![&plan.name],
        Change::AttributeDeclared { key, kind, .. } => {
            let values = kind.values().iter().map(String::as_str);
            std::iter::once(key.as_str()).chain(values).collect()
        }
        Change::TimePointsNamed { points, .. } => points.iter().map(String::as_str).collect(),
        Change::MemoWritten { on, .. } => match on {
            MemoOn::Participant(who) | MemoOn::Cell(_, Subject::Participant(who)) => vec![who],
            MemoOn::Cell(_, Subject::Case(case)) => vec![&case.kind, &case.name],
            _ => Vec::new(),
        },
        Change::PacketGiven(packet) => packet.to.people().iter().map(|p| &**p).collect(),
        Change::ClaimAnswered(said) => vec![&said.person],
        Change::SpeakerSet { setting, .. } => setting.participant.iter().map(|p| &**p).collect(),
        Change::AttributeSet {
            of, key, value, at, ..
        } => {
            let who = match of {
                Subject::Participant(who) => Some(who),
                Subject::Case(case) => Some(&case.name),
                Subject::Source(_) => None,
            };
            [Some(key), value.as_ref(), at.as_ref(), who]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect()
        }
        _ => Vec::new(),
    }
}
