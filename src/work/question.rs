//! What the screen asks of the worker that computes, and what comes back. A question brings all it
//! is computed from, so that the worker needs neither the state nor the disk.

use crate::agreement::resample::Resampling;
use crate::agreement::round::{Comparison, Each, Intervals, Material, Segment, Selection, Stage};
use crate::model::ids::{CoderId, RoundId};
use crate::model::snapshot::NotYet;
use crate::model::view::View;
use crate::reconcile::aligned::{Aligned, AlignedRounds, WithCodebook};
use crate::reconcile::queue::{Arranged, Queue};
use crate::reconcile::sheet::Sheet;
use crate::report::Narrowing;
use crate::report::claims::Naming;
use crate::report::figures::{Behind, Results, Staged, at_hand};
use crate::report::map_figures::{Figures, MapFigures};
use crate::report::matrix::{self, Matrix};
use crate::report::offers::{Offer, offers};
use crate::report::telling::{Telling, Told};
use crate::report::{Documents, Exported, Findings, Report, Texts, map_files};
use crate::themes::Look;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A word to the worker that nobody waits for its answer any more.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Nobody waits any more.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The same for what knows of no workers.
    pub(super) fn flag(&self) -> Arc<AtomicBool> {
        self.0.clone()
    }
}

#[derive(Clone, Debug)]
pub struct Asked {
    /// Rises with every question.
    pub serial: u64,
    /// Set when the answer is not wanted any more.
    pub stop: Stop,
    pub question: Question,
}

#[derive(Clone, Debug)]
pub enum Question {
    Figures {
        material: Material,
        selection: Selection,
        documents: Documents,
    },
    /// A round to be put side by side, with those that are so already.
    Align(Arc<View>, RoundId, AlignedRounds),
    /// The queue of a round, as a coder sees it.
    Queue(Arc<View>, Arc<Sheet>, CoderId, Arranged),
    Trend {
        stages: Vec<Stage>,
        documents: Documents,
    },
    Intervals(Arc<Results>),
    Segments(Arc<Results>, Behind),
    /// Everything that can be written of these figures.
    Files(Box<Writing>),
    Matrix {
        view: Arc<View>,
        documents: Documents,
        asked: matrix::Asked,
        aligned: AlignedRounds,
    },
    /// Something told of the whole study.
    Told {
        view: Arc<View>,
        documents: Documents,
        telling: Box<Telling>,
        aligned: AlignedRounds,
    },
    /// A matrix as files, under the name of the study, as it is shown.
    MatrixFiles(Arc<Matrix>, String, matrix::Order, bool),
    /// What stands behind themes and codes, with the map laid out in so many columns.
    MapFigures {
        view: Arc<View>,
        documents: Documents,
        only: Option<Narrowing>,
        width: usize,
        look: Look,
        aligned: AlignedRounds,
    },
    /// The map laid out otherwise, of what was counted.
    MapLaidOut(Arc<View>, Arc<MapFigures>, usize, Look),
    /// Relations what was counted for a map speaks for.
    Offers(Arc<View>, Documents, Arc<MapFigures>),
    /// The map as files, under the name of the study.
    MapFiles {
        view: Arc<View>,
        documents: Documents,
        only: Option<Narrowing>,
        name: String,
    },
}

/// What files of figures are made of.
#[derive(Clone, Debug)]
pub struct Writing {
    /// The study's name.
    pub name: String,
    /// Folder below that of exports.
    pub folder: String,
    /// The study, as far as the viewer sees it.
    pub view: Arc<View>,
    pub results: Arc<Results>,
    pub intervals: Option<Arc<Intervals>>,
    pub stages: Vec<Stage>,
    pub documents: Documents,
    /// What coders are called in sentences.
    pub naming: Naming,
}

impl Writing {
    fn files(&self) -> Exported {
        let stage = |stage: &Stage| Staged {
            round: stage.round.clone(),
            figures: stage.figures(&at_hand(&self.documents)),
        };
        let trend: Vec<Staged> = self.stages.iter().map(stage).collect();
        let report = Report {
            name: &self.name,
            view: &self.view,
            results: &self.results,
            intervals: self.intervals.as_deref(),
            trend: &trend,
            naming: self.naming,
        };
        report.files(&self.folder)
    }
}

#[derive(Clone, Debug)]
pub enum Answer {
    /// Figures, or in words why there are none.
    Figures(Result<Arc<Results>, String>),
    Intervals(Arc<Intervals>),
    /// The round side by side, with the codebook it was coded with; and among those that are so
    /// already.
    Aligned(Result<WithCodebook, NotYet>, AlignedRounds),
    Queue(Box<Queue>),
    Trend(Vec<Staged>),
    /// Segments, in the order of rounds, sources and text.
    Segments(Vec<Segment>),
    /// Files, not written yet.
    Files(Exported),
    Matrix(Arc<Matrix>, AlignedRounds),
    Told(Result<Told, String>, AlignedRounds),
    /// What stands behind themes and codes.
    MapFigures(Arc<MapFigures>, Option<AlignedRounds>),
    Offers(Vec<Offer>),
}

impl Asked {
    /// Computes; `None` as soon as nobody waits for the answer any more.
    pub fn answer(&self) -> Option<Answer> {
        let waited = || (!self.stop.is_set()).then_some(());
        waited()?;
        Some(match &self.question {
            Question::Figures {
                material,
                selection,
                documents,
            } => {
                let comparison = Comparison::of(material, selection, &at_hand(documents));
                waited()?;
                Answer::Figures(Results::of(comparison, Some(Each::Source)).map(Arc::new))
            }
            Question::Align(view, round, aligned) => {
                let mut aligned = aligned.clone();
                let found = aligned.aligned(view, *round);
                let with_codebook = |found: Arc<Aligned>| {
                    found.places();
                    let round = view.round(*round).ok_or(NotYet::NoSuchRound)?;
                    Ok((found, Arc::new(view.codebook_of(round))))
                };
                Answer::Aligned(found.and_then(with_codebook), aligned)
            }
            Question::Queue(view, sheet, me, arranged) => {
                Answer::Queue(Box::new(Queue::of(view, sheet, me, arranged.clone())))
            }
            Question::Trend { stages, documents } => {
                let mut all = Vec::with_capacity(stages.len());
                for stage in stages {
                    waited()?;
                    all.push(Staged {
                        round: stage.round.clone(),
                        figures: stage.figures(&at_hand(documents)),
                    });
                }
                Answer::Trend(all)
            }
            Question::Intervals(results) => {
                let mut stopped = |_, _| self.stop.is_set();
                let resampling = Resampling::default();
                let found = &results.comparison;
                let found = found.intervals(resampling, &mut stopped)?;
                Answer::Intervals(Arc::new(found))
            }
            Question::Segments(results, behind) => Answer::Segments(results.segments(behind)),
            Question::Files(writing) => Answer::Files(writing.files()),
            Question::Matrix {
                view,
                documents,
                asked,
                aligned,
            } => {
                let mut aligned = aligned.clone();
                let found = Matrix::of(view, documents, asked.clone(), &mut aligned);
                Answer::Matrix(Arc::new(found), aligned)
            }
            Question::Told {
                view,
                documents,
                telling,
                aligned,
            } => {
                let mut aligned = aligned.clone();
                let found = telling.told(view, documents, &mut aligned);
                Answer::Told(found, aligned)
            }
            Question::MatrixFiles(matrix, study, order, turned) => {
                Answer::Files(matrix.files(study, *order, *turned))
            }
            Question::MapFigures {
                view,
                documents,
                only,
                width,
                look,
                aligned,
            } => {
                let mut aligned = aligned.clone();
                let figures = Figures::of(view, documents, only.as_ref(), &mut aligned);
                let found = MapFigures::of(view, Arc::new(figures), *width, look);
                Answer::MapFigures(Arc::new(found), Some(aligned))
            }
            Question::MapLaidOut(view, before, width, look) => {
                let found = MapFigures::of(view, before.figures.clone(), *width, look);
                Answer::MapFigures(Arc::new(found), None)
            }
            Question::Offers(view, documents, found) => {
                Answer::Offers(offers(view, documents, &found.figures.layer))
            }
            Question::MapFiles {
                view,
                documents,
                only,
                name,
            } => {
                let findings = Findings::new(view, Texts::new(view, documents));
                Answer::Files(map_files(name, &findings.of_subgroup(only.clone())))
            }
        })
    }
}
