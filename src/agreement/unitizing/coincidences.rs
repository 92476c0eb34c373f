//! How often two coders' values meet on the continuum, as the alpha family for unitizing needs it.

use super::super::characters::Document;
use super::super::outcome::{Outcome, Undefined, finite};
use super::sections::{GAP, Section, sections};

/// Coincidences of values over all texts. Value 0 is the gap, value k + 1 is code k.
///
/// With *m* coders a length on which coder i has value c and coder j has value k adds
/// length / (m − 1) to ℓ_ck, for every ordered pair of coders; so a coder's character counts once,
/// however many coders it is compared with. The matrix itself is never built: the coefficients
/// need its row sums and its diagonal only, and off-diagonal mass is summed directly, so that
/// equal coders disagree on exactly nothing. A text with fewer than two readers compares nothing
/// and is left out; text a coder has not read is missing.
///
/// Krippendorff, Mathet, Bouvry and Widlöcher 2016, “On the reliability of unitizing textual
/// continua”, Quality & Quantity 50; Krippendorff 2019, Content Analysis, 4th ed., 12.6.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coincidences {
    /// ℓ_c: by value, all lengths with it.
    pub(super) length: Vec<f64>,
    /// By value, Σ over other values k of ℓ_ck.
    pub(super) apart: Vec<f64>,
    /// a: every section paired with itself. Length² for a mark; for a gap its length, for gaps
    /// are not units and their characters are taken one by one.
    pub(super) own: f64,
    /// ℓ*_c: by value, Σ over codes k of ℓ_ck; nothing for the gap.
    pub(super) both: Vec<f64>,
    /// By value, Σ over other codes k of ℓ_ck.
    pub(super) both_apart: Vec<f64>,
    /// b_c: every mark paired with itself where another coder marked something, too: the mean
    /// over the other coders of (length of it lying in that coder's marks)².
    pub(super) both_own: Vec<f64>,
    /// Whether a coder read something compared here and marked nothing at all.
    pub(super) silent: bool,
}

impl Coincidences {
    /// All values at once. Time n log n in the marks, times the square of the number of coders.
    ///
    /// # Errors
    /// [`Undefined::OwnOverlap`] where a coder's own marks overlap; [`Undefined::NothingShared`]
    /// where no text was read by two coders.
    pub fn of<'a>(
        documents: impl IntoIterator<Item = Document<'a>>,
    ) -> Result<Coincidences, Undefined> {
        let mut found = Coincidences::default();
        let mut coders = Vec::new();
        for document in documents {
            found.add(&document, None, &mut coders)?;
        }
        found.finish(&coders)
    }

    /// One code as a layer of its own: marked with it, or gap. Marks of other codes do not matter
    /// and may overlap it.
    ///
    /// # Errors
    /// As [`Coincidences::of`], for this code's marks.
    pub fn of_code<'a>(
        code: u32,
        documents: impl IntoIterator<Item = Document<'a>>,
    ) -> Result<Coincidences, Undefined> {
        let mut found = Coincidences::default();
        let mut coders = Vec::new();
        for document in documents {
            found.add(&document, Some(code), &mut coders)?;
        }
        found.finish(&coders)
    }

    /// The layers of these codes pooled: one continuum for each text and code, marked or gap.
    /// [`super::u_alpha()`] of it is the overall figure where codes overlap within a coder.
    ///
    /// # Errors
    /// As [`Coincidences::of`], where marks of one code overlap.
    pub fn of_layers<'a>(
        codes: impl IntoIterator<Item = u32>,
        documents: &[Document<'a>],
    ) -> Result<Coincidences, Undefined> {
        let mut found = Coincidences::default();
        let mut coders = Vec::new();
        for code in codes {
            for document in documents {
                found.add(document, Some(code), &mut coders)?;
            }
        }
        found.finish(&coders)
    }

    /// Adds one text; of one code only, which then has value 1. `coders` keeps by coder whether a
    /// text was read, and whether anything was marked.
    fn add(
        &mut self,
        document: &Document<'_>,
        code: Option<u32>,
        coders: &mut Vec<(bool, bool)>,
    ) -> Result<(), Undefined> {
        let readers = document.coders.iter().enumerate();
        let readers: Vec<_> = readers.filter_map(|(c, m)| Some((c, (*m)?))).collect();
        if readers.len() < 2 {
            return Ok(());
        }
        coders.resize(coders.len().max(document.coders.len()), (false, false));
        let mut texts = Vec::with_capacity(readers.len());
        for (coder, marks) in readers {
            let of_code = marks.iter().filter(|m| code.is_none_or(|c| m.code == c));
            let marks = of_code.map(|m| match code {
                Some(_) => super::super::mark::Mark { code: 0, ..*m },
                None => *m,
            });
            let sections = sections(marks, document.length)?;
            let (read, marked) = &mut coders[coder];
            *read = true;
            *marked |= sections.iter().any(|s| s.value != GAP);
            texts.push(sections);
        }
        let values = texts.iter().flatten().map(|s| s.value + 1).max();
        self.widen(values.unwrap_or(0));
        self.sweep(&texts, document.length);
        Ok(())
    }

    fn widen(&mut self, values: usize) {
        let values = values.max(self.length.len());
        let lists = [
            &mut self.length,
            &mut self.apart,
            &mut self.both,
            &mut self.both_apart,
            &mut self.both_own,
        ];
        lists.into_iter().for_each(|l| l.resize(values, 0.0));
    }

    /// Walks over one text, from one section's end to the next.
    fn sweep(&mut self, texts: &[Vec<Section>], length: u32) {
        let m = texts.len();
        let others = (m - 1) as f64;
        for section in texts.iter().flatten() {
            let len = section.len();
            self.length[section.value] += len;
            self.own += if section.value == GAP { len } else { len * len };
        }
        let mut current = vec![0; m];
        // By coder and other coder: how much of the present mark lies in the other's marks.
        let mut within = vec![0.0; m * m];
        let mut at = 0;
        while at < length {
            let now: Vec<Section> = (0..m).map(|i| texts[i][current[i]]).collect();
            let end = now.iter().map(|s| s.end).min().unwrap_or(length);
            let len = f64::from(end - at);
            for i in 0..m {
                let value = now[i].value;
                let differs = |k: &&Section| k.value != value;
                let apart = now.iter().filter(differs).count();
                self.apart[value] += len * apart as f64 / others;
                if value == GAP {
                    continue;
                }
                let marked = now.iter().filter(|s| s.value != GAP).count() - 1;
                let apart = now.iter().filter(|s| s.value != GAP).filter(differs);
                self.both[value] += len * marked as f64 / others;
                self.both_apart[value] += len * apart.count() as f64 / others;
                for j in (0..m).filter(|j| *j != i && now[*j].value != GAP) {
                    within[i * m + j] += len;
                }
            }
            for i in (0..m).filter(|i| now[*i].end == end) {
                for with in &mut within[i * m..(i + 1) * m] {
                    self.both_own[now[i].value] += *with * *with / others;
                    *with = 0.0;
                }
                current[i] += 1;
            }
            at = end;
        }
    }

    fn finish(mut self, coders: &[(bool, bool)]) -> Result<Coincidences, Undefined> {
        if coders.is_empty() {
            return Err(Undefined::NothingShared);
        }
        self.silent = coders.iter().any(|(read, marked)| *read && !*marked);
        Ok(self)
    }

    /// Several texts' coincidences together, each taken so many times: texts never meet, so what is
    /// counted in them adds up. A coder is silent who marked nothing in any of those taken; whether
    /// there is one, the caller knows.
    pub(crate) fn together<'a>(
        texts: impl IntoIterator<Item = (&'a Coincidences, u64)>,
        silent: bool,
    ) -> Coincidences {
        let mut all = Coincidences {
            silent,
            ..Coincidences::default()
        };
        for (text, times) in texts.into_iter().filter(|(_, times)| *times > 0) {
            all.widen(text.length.len());
            let times = times as f64;
            all.own += times * text.own;
            let lists = [
                (&mut all.length, &text.length),
                (&mut all.apart, &text.apart),
                (&mut all.both, &text.both),
                (&mut all.both_apart, &text.both_apart),
                (&mut all.both_own, &text.both_own),
            ];
            for (sums, counts) in lists {
                sums.iter_mut()
                    .zip(counts)
                    .for_each(|(s, n)| *s += times * n);
            }
        }
        all
    }

    /// A text that this many coders read and nobody marked, so many times over.
    pub(crate) fn bare(length: u32, coders: usize, times: u64) -> Coincidences {
        let gaps = f64::from(length) * coders as f64 * times as f64;
        Coincidences {
            length: vec![gaps],
            apart: vec![0.0],
            own: gaps,
            both: vec![0.0],
            both_apart: vec![0.0],
            both_own: vec![0.0],
            silent: true,
        }
    }

    /// Of all text that a coder gave some code, the share that another coder marked, too, whatever
    /// the code: how much of the marking [`super::cu_alpha`] speaks of. 0 to 1.
    ///
    /// # Errors
    /// [`Undefined::NoCodings`].
    pub fn coverage(&self) -> Outcome {
        let marked: f64 = self.length.iter().skip(1).sum();
        match marked > 0.0 {
            true => finite(self.both.iter().sum::<f64>() / marked),
            false => Err(Undefined::NoCodings),
        }
    }

    /// Whether nobody marked anything.
    pub(super) fn unmarked(&self) -> bool {
        self.length.iter().skip(1).all(|l| *l == 0.0)
    }
}
