//! What is counted on findings: asked of the worker that computes.

use crate::app::context::Context;
use crate::report::Narrowing;
use crate::report::matrix::{self, Matrix};
use crate::report::telling::Telling;
use crate::work::effect::Effect;
use crate::work::question::Question;
use std::sync::Arc;

impl Context {
    /// Asks what stands behind themes and codes, the map being laid out in so many columns.
    pub(crate) fn ask_map(&mut self, subgroup: Option<Narrowing>, width: usize) -> Effect {
        self.compared.map = None;
        let question = Question::MapFigures {
            view: self.view.clone(),
            documents: self.documents.clone(),
            only: subgroup,
            width,
            aligned: self.compared.cache.clone(),
        };
        let (progress, effect) = self.compared.asked.ask(question);
        self.compared.asked.map.asked(progress);
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
