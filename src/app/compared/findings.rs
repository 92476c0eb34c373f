//! What is counted on findings: asked of the worker that computes.

use crate::app::context::Context;
use crate::report::Narrowing;
use crate::report::map_figures::MapFigures;
use crate::report::matrix::{self, Matrix};
use crate::report::telling::Telling;
use crate::themes::Look;
use crate::work::effect::Effect;
use crate::work::question::Question;
use std::sync::Arc;

impl Context {
    /// Asks what stands behind themes and codes, the map being laid out in so many columns.
    pub(crate) fn ask_map(
        &mut self,
        subgroup: Option<Narrowing>,
        width: usize,
        look: Look,
    ) -> Effect {
        self.compared.map = None;
        let question = Question::MapFigures {
            view: self.view.clone(),
            documents: self.documents.clone(),
            only: subgroup,
            width,
            look,
            aligned: self.compared.cache.clone(),
        };
        let (progress, effect) = self.compared.asked.ask(question);
        self.compared.asked.map.asked(progress);
        effect
    }

    /// Asks for the map to be laid out otherwise, of what was counted.
    pub(crate) fn ask_map_laid_out(
        &mut self,
        found: Arc<MapFigures>,
        width: usize,
        look: Look,
    ) -> Effect {
        self.compared.map = None;
        let question = Question::MapLaidOut(self.view.clone(), found, width, look);
        let (progress, effect) = self.compared.asked.ask(question);
        self.compared.asked.map.asked(progress);
        effect
    }

    /// Asks for relations that what was counted for the map speaks for.
    pub(crate) fn ask_offers(&mut self, found: Arc<MapFigures>) -> Effect {
        self.compared.offers = None;
        let question = Question::Offers(self.view.clone(), self.documents.clone(), found);
        let (progress, effect) = self.compared.asked.ask(question);
        self.compared.asked.offers.asked(progress);
        effect
    }

    /// Asks for the map as files.
    pub(crate) fn ask_map_files(&mut self, only: Option<Narrowing>) -> Effect {
        let question = Question::MapFiles {
            view: self.view.clone(),
            documents: self.documents.clone(),
            only,
            name: self.name.clone(),
        };
        let (progress, effect) = self.compared.asked.ask(question);
        self.compared.asked.files.asked(progress);
        effect
    }

    /// Asks for a matrix.
    pub(crate) fn ask_matrix(&mut self, matrix: matrix::Asked) -> Effect {
        self.compared.matrix = None;
        let question = Question::Matrix {
            view: self.view.clone(),
            documents: self.documents.clone(),
            asked: matrix,
            aligned: self.compared.cache.clone(),
        };
        let (progress, effect) = self.compared.asked.ask(question);
        self.compared.asked.matrix.asked(progress);
        effect
    }

    /// Asks for a matrix as files.
    pub(crate) fn ask_matrix_files(
        &mut self,
        matrix: Arc<Matrix>,
        order: matrix::Order,
        turned: bool,
    ) -> Effect {
        let question = Question::MatrixFiles(matrix, self.name.clone(), order, turned);
        let (progress, effect) = self.compared.asked.ask(question);
        self.compared.asked.files.asked(progress);
        effect
    }

    /// Asks for something to be told of the whole study.
    pub(crate) fn ask_telling(&mut self, telling: Telling) -> Effect {
        self.compared.told = None;
        let question = Question::Told {
            view: self.view.clone(),
            documents: self.documents.clone(),
            telling: Box::new(telling),
            aligned: self.compared.cache.clone(),
        };
        let (progress, effect) = self.compared.asked.ask(question);
        self.compared.asked.told.asked(progress);
        effect
    }
}
