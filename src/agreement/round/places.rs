//! Did they mark the same places, and did they give the same code where both marked: two questions
//! that coders who mark freely are asked apart.
//!
//! The alpha family for unitizing needs marks that do not overlap within a coder. Where some do,
//! the figures of the whole continuum are undefined and each code is read as a layer of its own;
//! marks of one code by one coder that overlap (as they may once codes are rolled up) are taken as
//! one there, and counted. Marks that touch stay two.

use super::compared::Compared;
use super::comparison::Comparison;
use super::ground::projected;
use crate::agreement::characters::Document;
use crate::agreement::mark::Mark;
use crate::agreement::outcome::{Outcome, Undefined};
use crate::agreement::pair::pairs;
use crate::agreement::spans::{Found, Label, Scores, any_overlap};
use crate::agreement::unitizing::{
    Coincidences, cu_alpha, ku_alpha, ku_coverage, u_alpha, u_alpha_binary,
};
use crate::model::ids::CodeId;
use std::collections::{BTreeMap, BTreeSet};

/// Places and codes, apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    /// |uα: the same places, whatever the code. [`Undefined::OwnOverlap`] where a coder's marks
    /// overlap: then read `layers`.
    pub same_places: Outcome,
    /// cuα: the same code, where both marked.
    pub same_code: Outcome,
    /// Of all text that was marked, the share that another coder marked, too: what `same_code`
    /// speaks of.
    pub coverage: Outcome,
    /// uα: where, and what.
    pub both: Outcome,
    /// uα of all codes, each a layer of its own: defined whether marks overlap or not.
    pub layers: Outcome,
    /// Marks of one code by one coder that overlapped another and were taken as one with it.
    pub merged: u64,
    /// Each pair of coders: marks that overlap one of the other's, of any code and of the same.
    pub found: Vec<FoundPlaces>,
    /// By code, in the order of the codebook.
    pub codes: Vec<CodePlaces>,
}

/// What of two coders' marks the other touched at all. The first coder is the reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FoundPlaces {
    /// Places of the two coders.
    pub coders: (usize, usize),
    pub any_code: Scores,
    pub same_code: Scores,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CodePlaces {
    pub code: CodeId,
    /// uα of its layer: marked with it, or not.
    pub layer: Outcome,
    /// (k)uα: where one gave it and another marked, too, whether both gave it.
    pub given_both: Outcome,
    /// Of the text given it, the share another coder marked, too, whatever the code.
    pub coverage: Outcome,
}

impl Comparison {
    pub fn places(&self) -> Places {
        let spans = Spans::of(self);
        let whole = spans.whole();
        let code = |(number, code): (u32, &CodeId)| CodePlaces {
            code: *code,
            layer: spans.layer(number).and_then(|layer| u_alpha(&layer)),
            given_both: whole
                .as_ref()
                .map_err(|e| *e)
                .and_then(|w| ku_alpha(w, number)),
            coverage: whole
                .as_ref()
                .map_err(|e| *e)
                .and_then(|w| ku_coverage(w, number)),
        };
        let of =
            |figure: fn(&Coincidences) -> Outcome| whole.as_ref().map_err(|e| *e).and_then(figure);
        Places {
            same_places: of(u_alpha_binary),
            same_code: of(cu_alpha),
            coverage: of(Coincidences::coverage),
            both: of(u_alpha),
            layers: spans.layers(),
            merged: spans.merged,
            found: self.found(),
            codes: (0..).zip(&self.numbering.used).map(code).collect(),
        }
    }

    fn found(&self) -> Vec<FoundPlaces> {
        let of = |coders: (usize, usize)| {
            let (mut any, mut same) = (Found::default(), Found::default());
            for (a, b) in self.texts.iter().filter_map(|t| t.both(coders)) {
                any += any_overlap(a, b, Label::Any);
                same += any_overlap(a, b, Label::Same);
            }
            FoundPlaces {
                coders,
                any_code: any.scores(),
                same_code: same.scores(),
            }
        };
        pairs(self.coders.len()).map(of).collect()
    }
}

/// One text's coincidences.
#[derive(Debug)]
pub(super) struct TextSpans {
    /// Place in `Comparison::sources`.
    pub source: usize,
    length: u32,
    readers: usize,
    whole: Result<Coincidences, Undefined>,
    /// By code that somebody gave here.
    layers: Vec<(u32, Coincidences)>,
}

/// The coincidences of every text.
#[derive(Debug)]
pub(super) struct Spans {
    pub texts: Vec<TextSpans>,
    codes: usize,
    merged: u64,
    /// Whether a coder marked nothing at all.
    silent: bool,
}

impl Spans {
    pub fn of(comparison: &Comparison) -> Spans {
        let mut all = Spans {
            texts: Vec::new(),
            codes: comparison.numbering.used.len(),
            merged: 0,
            silent: false,
        };
        let mut marked = vec![(false, false); comparison.coders.len()];
        for text in &comparison.texts {
            if let Some(found) = all.text(text, &mut marked) {
                all.texts.push(found);
            }
        }
        all.silent = marked.iter().any(|(read, marked)| *read && !*marked);
        all
    }

    fn text(&mut self, text: &Compared, marked: &mut [(bool, bool)]) -> Option<TextSpans> {
        let ground = text.ground.as_ref()?;
        let length = ground.stretches.iter().map(|s| s.len()).sum();
        let plain = matches!(&ground.stretches[..], [all] if all.start == 0);
        let marks: Vec<Option<Vec<Mark>>> = text
            .marks
            .iter()
            .map(|marks| {
                let marks = marks.as_ref()?;
                Some(match plain {
                    true => marks.clone(),
                    false => projected(marks, &ground.stretches),
                })
            })
            .collect();
        let readers = marks.iter().flatten().count();
        if readers < 2 {
            return None;
        }
        for ((read, some), marks) in marked.iter_mut().zip(&marks) {
            *read |= marks.is_some();
            *some |= marks.iter().flatten().any(|m| !m.span.is_empty());
        }
        let document = |marks: &[Option<Vec<Mark>>]| {
            let coders: Vec<Option<&[Mark]>> = marks.iter().map(Option::as_deref).collect();
            Coincidences::of([Document { length, coders }])
        };
        Some(TextSpans {
            source: text.source,
            length,
            readers,
            whole: document(&marks),
            layers: self.by_layer(&marks, length),
        })
    }

    fn by_layer(&mut self, marks: &[Option<Vec<Mark>>], length: u32) -> Vec<(u32, Coincidences)> {
        let mut sorted: Vec<Option<Vec<Mark>>> = Vec::with_capacity(marks.len());
        for marks in marks {
            sorted.push(marks.as_ref().map(|marks| {
                let mut marks = marks.clone();
                marks.sort_unstable_by_key(|m| (m.code, m.span));
                self.merged += merge(&mut marks);
                marks
            }));
        }
        let codes: BTreeSet<u32> = sorted.iter().flatten().flatten().map(|m| m.code).collect();
        let mut layers = Vec::with_capacity(codes.len());
        for code in codes {
            let coders = sorted
                .iter()
                .map(|marks| {
                    let marks = marks.as_deref()?;
                    let from = marks.partition_point(|m| m.code < code);
                    let to = marks.partition_point(|m| m.code <= code);
                    Some(&marks[from..to])
                })
                .collect();
            // Marks of one code do not overlap any more, and two coders read the text.
            if let Ok(found) = Coincidences::of_code(code, [Document { length, coders }]) {
                layers.push((code, found));
            }
        }
        layers
    }

    fn whole(&self) -> Result<Coincidences, Undefined> {
        let mut each = Vec::with_capacity(self.texts.len());
        for text in &self.texts {
            each.push((text.whole.as_ref().map_err(|e| *e)?, 1));
        }
        match each.is_empty() {
            true => Err(Undefined::NothingShared),
            false => Ok(Coincidences::together(each, self.silent)),
        }
    }

    fn layer(&self, code: u32) -> Result<Coincidences, Undefined> {
        let mut each = Vec::with_capacity(self.texts.len());
        let mut bare = Vec::new();
        for text in &self.texts {
            match text.layers.binary_search_by_key(&code, |(c, _)| *c) {
                Ok(at) => each.push((&text.layers[at].1, 1)),
                Err(_) => bare.push(Coincidences::bare(text.length, text.readers, 1)),
            }
        }
        each.extend(bare.iter().map(|b| (b, 1)));
        match each.is_empty() {
            true => Err(Undefined::NothingShared),
            false => Ok(Coincidences::together(each, self.silent)),
        }
    }

    /// uα of all layers together.
    fn layers(&self) -> Outcome {
        if self.texts.is_empty() {
            return Err(Undefined::NothingShared);
        }
        let each: Vec<Coincidences> = self.texts.iter().map(|t| t.pooled(self.codes)).collect();
        u_alpha(&Coincidences::together(
            each.iter().map(|c| (c, 1)),
            self.silent,
        ))
    }

    /// What a resample needs: by source, what the whole and the layers count. No whole where it is
    /// undefined.
    pub fn by_source(&self) -> (Option<Vec<Coincidences>>, Vec<Coincidences>) {
        let mut sources: BTreeMap<usize, Vec<&TextSpans>> = BTreeMap::new();
        for text in &self.texts {
            sources.entry(text.source).or_default().push(text);
        }
        let together = |each: &[&Coincidences]| {
            Coincidences::together(each.iter().map(|c| (*c, 1)), self.silent)
        };
        let (mut whole, mut layers) = (Some(Vec::new()), Vec::new());
        for texts in sources.values() {
            let pooled: Vec<Coincidences> = texts.iter().map(|t| t.pooled(self.codes)).collect();
            layers.push(together(&pooled.iter().collect::<Vec<_>>()));
            let each: Option<Vec<_>> = texts.iter().map(|t| t.whole.as_ref().ok()).collect();
            whole = match (whole, each) {
                (Some(mut whole), Some(each)) => {
                    whole.push(together(&each));
                    Some(whole)
                }
                _ => None,
            };
        }
        (whole, layers)
    }
}

impl TextSpans {
    /// All layers of this text, those nobody marked here included.
    fn pooled(&self, codes: usize) -> Coincidences {
        let rest = (codes - self.layers.len().min(codes)) as u64;
        let bare = Coincidences::bare(self.length, self.readers, rest);
        let layers = self.layers.iter().map(|(_, found)| (found, 1));
        Coincidences::together(layers.chain([(&bare, 1)]), false)
    }
}

/// Takes marks of one code that overlap as one; sorted by code and place. Says how many went.
pub(super) fn merge(marks: &mut Vec<Mark>) -> u64 {
    let before = marks.len();
    marks.dedup_by(|next, kept| {
        let overlaps = next.code == kept.code && next.span.start < kept.span.end;
        if overlaps {
            kept.span.end = kept.span.end.max(next.span.end);
        }
        overlaps
    });
    (before - marks.len()) as u64
}
