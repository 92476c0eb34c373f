//! What only the store knows of a change, added when it is saved: hashes of lines that marks name,
//! digests of structures and of the study.

use super::disk::if_there;
use super::missing::Here;
use super::open_study::Store;
use super::{line, study};
use crate::model::event::Change;
use crate::model::ids::{Digest, SourceId};
use crate::model::limits;
use crate::model::mapping::MappingStep;
use crate::model::mark::Mark;
use crate::model::source::Structured;

impl Store {
    pub(crate) fn complete(&self, change: &Change) -> Change {
        let mut change = change.clone();
        match &mut change {
            Change::CoderJoined { study, .. } => *study = study::digest(&self.info),
            Change::SourceAdded {
                source, structure, ..
            } if structure.is_empty() => *structure = self.structure(source, 1),
            Change::TextRevised {
                source,
                revision,
                structure,
                ..
            } if structure.is_empty() => *structure = self.structure(source, *revision),
            Change::RoundOpened(plan) => {
                self.hash_marks(&mut plan.known);
                plan.structures = self.structures(&plan.sources);
            }
            Change::SpeakersCorrected { known, .. } | Change::RoundCancelled { known, .. } => {
                self.hash_marks(known);
            }
            Change::MappingOpened(plan) => self.hash_marks(&mut plan.known),
            Change::MappingStepped {
                step: MappingStep::Submitted(marks),
                ..
            } => self.hash_marks(marks),
            Change::Submitted { submission, .. } => {
                self.hash_marks(&mut submission.marks);
                submission.structures = self.structures(&submission.finished);
            }
            Change::Upgraded {
                study,
                structures,
                known,
                ..
            } => {
                *study = study::digest(&self.info);
                let texts = self.known.texts();
                let all: Vec<SourceId> = texts.into_keys().map(|(source, _)| source).collect();
                *structures = self.structures(&all);
                self.hash_marks(known);
            }
            _ => {}
        }
        change
    }

    /// Marks name lines by number; what stands there is named, too.
    fn hash_marks(&self, marks: &mut [Mark]) {
        let reports = self.journals.values().map(|t| &t.report);
        let here = Here::new(&*self.disk, &self.layout, reports);
        for mark in marks {
            if let Some(hash) = here.hash_of(mark) {
                mark.hash = line::hex(&hash);
            }
        }
    }

    /// Of every revision of these sources that is here, each once.
    fn structures(&self, sources: &[SourceId]) -> Vec<Structured> {
        let of = |(source, revision): &(SourceId, u32)| {
            let digest = self.structure(source, *revision);
            (!digest.is_empty()).then(|| Structured {
                source: source.clone(),
                revision: *revision,
                digest,
            })
        };
        let texts = self.known.texts();
        let texts = texts.keys().filter(|(source, _)| sources.contains(source));
        texts.filter_map(of).collect()
    }

    /// The digest of a structure: the one recorded before, or that of the file as it is now; empty
    /// where there is neither.
    fn structure(&self, source: &SourceId, revision: u32) -> Digest {
        if let Some(recorded) = self.known.structures(source, revision).first() {
            return recorded.clone();
        }
        if super::source::check_name(source).is_err() {
            return Digest::default();
        }
        let path = self.layout.structure(source, revision);
        let read = if_there(self.disk.read(&path, limits::STRUCTURE))
            .ok()
            .flatten();
        read.map_or_else(Digest::default, |bytes| Digest::of(&bytes))
    }
}
