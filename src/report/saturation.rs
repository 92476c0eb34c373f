//! Saturation, described: how many codes each source brought that none before it had.

pub(super) mod books;
mod layer;
#[cfg(test)]
mod tests;

pub use books::Book;
use books::{books, mark};
pub use layer::Whose;

use super::attribute_value::{column, value};
use super::map_figures::basis::basis;
use super::words::{counted, listed};
use crate::export::line_chart::{self, Chart};
use crate::model::attribute::{AttributeKind, Column, Subject, Subjects, typed};
use crate::model::ids::{CodeId, SourceId};
use crate::model::layer::{Basis, Layer, Origin};
use crate::model::natural::natural;
use crate::model::round::Headline;
use crate::model::source::Source;
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::reconcile::layer::analysis_layer_with;
use crate::statistics::saturation::{
    Assessment, Curve, NotAssessed, Sizes, Step, assess, curve, steps,
};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The attribute of sources that says when each was collected; the one that holds dates, if none.
    pub date: Option<String>,
    /// An attribute of sources whose values are told apart.
    pub by: Option<String>,
    pub sizes: Sizes,
    /// Whether differences that are not settled yet are left out.
    pub settled_alone: bool,
    pub whose: Whose,
}

impl Default for Asked {
    /// The base and run most papers take, differences counted that are not settled.
    fn default() -> Asked {
        Asked {
            date: None,
            by: None,
            sizes: Sizes { base: 4, run: 2 },
            settled_alone: false,
            whose: Whose::Findings,
        }
    }
}

/// A source of a course.
#[derive(Clone, Debug)]
pub struct Collected {
    pub name: String,
    pub date: String,
    /// The codebook of the round it was coded in; none outside rounds.
    pub book: Option<Rc<Book>>,
}

/// The sources of a group, in the order they were collected.
#[derive(Clone, Debug)]
pub struct Course {
    /// The value of the attribute asked by; none for all sources.
    pub group: Option<String>,
    pub sources: Vec<Collected>,
    pub steps: Vec<Step>,
    pub assessment: Result<Assessment, NotAssessed>,
    pub curve: Result<Curve, NotAssessed>,
}

#[derive(Clone, Debug)]
pub struct Saturation {
    pub courses: Vec<Course>,
    /// What has to be said with it, a sentence each.
    pub notes: Vec<String>,
}

impl Saturation {
    /// Describes the analysis layer of a view.
    ///
    /// # Errors
    /// In words: where sources have no dates, or the study wants no figures.
    pub fn of(
        view: &View,
        asked: &Asked,
        aligned: &mut AlignedRounds,
    ) -> Result<Saturation, String> {
        let mut rounds = view.rounds().iter().map(|r| &r.plan.headline);
        if !view.rounds().is_empty() && rounds.all(|headline| *headline == Headline::None) {
            return Err(
                "this study wants no coefficients: where codes are read into texts rather \
                        than counted in them, saturation says nothing"
                    .to_owned(),
            );
        }
        if asked.settled_alone && asked.whose != Whose::Findings {
            return Err(
                "differences are open in the consensus alone: leave them out there".to_owned(),
            );
        }
        let mut layer = analysis_layer_with(view, aligned);
        if asked.settled_alone {
            layer.findings.retain(|f| f.origin != Origin::Unsettled);
        }
        let (layer, without) = asked.whose.of(view, layer, aligned);
        let dates = dates(view, asked.date.as_deref())?;
        let (dated, undated) = collected(view, &layer, &dates);
        if dated.is_empty() {
            return Err(format!("no source that was coded has a date in “{dates}”"));
        }
        let mut given = view.given_beforehand();
        given.retain(|code| view.codebook().get(*code).is_some_and(|c| !c.retired));
        let mut groups: Vec<Option<String>> = vec![None];
        let by = asked
            .by
            .as_ref()
            .map(|typed| column(view, &Subjects::Sources, typed))
            .transpose()?;
        let group = |source: &Source| by.as_ref().and_then(|by| held(view, source, by));
        let values: BTreeSet<String> = dated.iter().filter_map(|(s, _)| group(s)).collect();
        groups.extend(values.into_iter().map(Some));
        let books = books(view, &layer);
        let courses = groups.into_iter().map(|wanted| {
            let here = dated
                .iter()
                .filter(|(s, _)| wanted.is_none() || group(s) == wanted);
            let here: Vec<&(&Source, String)> = here.collect();
            course((view, &layer, &books), wanted, &here, &given, asked.sizes)
        });
        let courses = courses.collect();
        let on = asked.whose.words().unwrap_or_else(|| basis(&layer, view));
        let mut notes = notes(view, (&dates, &on), &undated, given.len());
        if asked.whose == Whose::Findings {
            notes.extend(of_two_kinds(&layer));
        }
        notes.push(
            "this describes what was collected, in this order; it does not show that nothing new would come"
                .to_owned(),
        );
        if !without.is_empty() {
            let names = without.iter().map(|s| view.source_name(s));
            let names = listed(names);
            notes.insert(1, format!("left out, not coded so: {names}"));
        }
        Ok(Saturation { courses, notes })
    }

    /// The lines to print, from the top.
    pub fn lines(&self) -> Vec<String> {
        let courses = self.courses.iter().flat_map(Course::lines);
        courses.chain(self.notes.iter().cloned()).collect()
    }

    /// Codes so far over all sources as a line, in SVG; marked where another codebook came.
    pub fn svg(&self, study: &str) -> String {
        let all = self.courses.first();
        let all = all.map_or(Vec::new(), |course| {
            course.sources.iter().zip(&course.steps).collect()
        });
        let books: Vec<_> = all.iter().map(|(s, _)| s.book.as_ref()).collect();
        let point = |(at, (source, _)): (usize, &(&Collected, &Step))| match mark(
            &books[..at],
            source.book.as_ref(),
        )
        .filter(|_| at > 0)
        {
            Some(_) => format!("▲ {}", source.name),
            None => source.name.clone(),
        };
        let points: Vec<String> = all.iter().enumerate().map(point).collect();
        let new = all.iter().map(|(_, step)| step.cumulative);
        let given = all.iter().scan(0, |sum, (_, step)| {
            *sum += step.given;
            Some(*sum)
        });
        let (new, given): (Vec<u64>, Vec<u64>) = (new.collect(), given.collect());
        let most = new.iter().chain(&given).copied().max().unwrap_or(0);
        let line = |name: &str, values: Vec<u64>| line_chart::Course {
            name: name.to_owned(),
            values: values.into_iter().map(|n| Some(n as f64)).collect(),
        };
        let mut notes =
            vec!["codes so far by date of collection: new ones, and those given beforehand that were used".to_owned()];
        if points.iter().any(|name| name.starts_with('▲')) {
            notes.push("▲ coded with another codebook than the source before it".to_owned());
        }
        notes.extend(self.notes.first().cloned());
        line_chart::svg(&Chart {
            title: format!("{study}: new codes"),
            notes,
            // The half is a whole number, too.
            ends: (0.0, most.max(2).next_multiple_of(2) as f64),
            cut_off: None,
            courses: vec![line("new", new), line("given beforehand", given)],
            points,
        })
    }

    /// The shape docs/json.md describes.
    pub fn json(&self) -> Json {
        json!({
            "courses": self.courses.iter().map(Course::json).collect::<Vec<_>>(),
            "notes": self.notes,
        })
    }
}

/// The attribute that says when sources were collected.
fn dates(view: &View, asked: Option<&str>) -> Result<Column, String> {
    if let Some(typed) = asked {
        return column(view, &Subjects::Sources, typed);
    }
    let set = view
        .with_attributes(&Subjects::Sources)
        .flat_map(|(_, set)| set.keys());
    let is_date =
        |c: &&Column| *view.attribute_kind(&Subjects::Sources, &c.key) == AttributeKind::Date;
    let all: BTreeSet<&Column> = set.filter(is_date).collect();
    match all.len() {
        1 => Ok(all.into_iter().next().cloned().unwrap_or_default()),
        0 => Err(
            "no source has a date: g p, Tab to the sources, a adds an attribute and K says \
                  that it holds dates"
                .to_owned(),
        ),
        _ => Err(format!(
            "several attributes hold dates: {}; --date says which tells when sources were collected",
            listed(all.iter().map(ToString::to_string))
        )),
    }
}

fn held(view: &View, source: &Source, column: &Column) -> Option<String> {
    value(view, &Subject::Source(source.id.clone()), column)
}

/// The sources in the order they were collected, and those nobody can place: coded sources alone.
fn collected<'v>(
    view: &'v View,
    layer: &Layer,
    dates: &Column,
) -> (Vec<(&'v Source, String)>, Vec<&'v Source>) {
    let (mut dated, mut undated) = (Vec::new(), Vec::new());
    for (id, basis) in &layer.basis {
        let coded = *basis != Basis::Uncoded;
        let Some(source) = view.source(id).filter(|_| coded) else {
            continue;
        };
        match held(view, source, dates).filter(|text| typed(&AttributeKind::Date, text).is_ok()) {
            Some(date) => dated.push((source, date)),
            None => undated.push(source),
        }
    }
    dated.sort_by(|(a, x), (b, y)| natural(x, y).then_with(|| natural(&a.name, &b.name)));
    (dated, undated)
}

fn course(
    (view, layer, books): (&View, &Layer, &BTreeMap<SourceId, Rc<Book>>),
    group: Option<String>,
    sources: &[&(&Source, String)],
    given: &std::collections::HashSet<CodeId>,
    sizes: Sizes,
) -> Course {
    let mut numbers: BTreeMap<CodeId, usize> = BTreeMap::new();
    let mut number = |code: CodeId| {
        let next = numbers.len();
        *numbers.entry(code).or_insert(next)
    };
    let retired = |code: CodeId| view.codebook().get(code).is_none_or(|c| c.retired);
    let mut codes: BTreeMap<&SourceId, BTreeSet<usize>> = BTreeMap::new();
    for finding in layer.findings.iter().filter(|f| !retired(f.code)) {
        codes
            .entry(&finding.source)
            .or_default()
            .insert(number(finding.code));
    }
    let codes: Vec<BTreeSet<usize>> = sources
        .iter()
        .map(|(s, _)| codes.remove(&s.id).unwrap_or_default())
        .collect();
    let given = given
        .iter()
        .filter_map(|code| numbers.get(code).copied())
        .collect();
    let steps = steps(&codes, &given);
    let new: Vec<u64> = steps.iter().map(|step| step.new).collect();
    let named = |(source, date): &&(&Source, String)| Collected {
        name: view.source_name(&source.id),
        date: date.clone(),
        book: books.get(&source.id).cloned(),
    };
    Course {
        group,
        sources: sources.iter().map(named).collect(),
        assessment: assess(&new, sizes),
        curve: curve(&codes),
        steps,
    }
}

fn notes(
    view: &View,
    (dates, on): (&Column, &str),
    undated: &[&Source],
    given: usize,
) -> Vec<String> {
    let mut notes = vec![
        format!("in the order of {dates}, on {on}"),
        format!(
            "{} stood in the codebook before anything was coded: their first use is no new code",
            counted(given, "code")
        ),
    ];
    if !undated.is_empty() {
        let names = undated.iter().map(|s| view.source_name(&s.id));
        notes.push(format!("left out, without {dates}: {}", listed(names)));
    }
    notes
}

/// That sources rest on one coder or on two, where they do.
fn of_two_kinds(layer: &Layer) -> Option<String> {
    let is_one = |basis: &Basis| matches!(basis, Basis::Coder(_));
    let coded = || {
        layer
            .basis
            .iter()
            .map(|(_, basis)| basis)
            .filter(|b| **b != Basis::Uncoded)
    };
    let mixed = coded().any(is_one) && !coded().all(is_one);
    mixed.then(|| {
        "some sources rest on a consensus and some on one coder: two coders find more codes \
         than one, so the course is not of one kind"
            .to_owned()
    })
}

impl Course {
    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(group) = &self.group {
            lines.push(format!("{group}:"));
        }
        let mut so_far = Vec::new();
        for (Collected { name, date, book }, step) in self.sources.iter().zip(&self.steps) {
            let mark = mark(&so_far, book.as_ref());
            lines.extend(mark.map(|mark| format!("— {mark}")));
            so_far.push(book.as_ref());
            let given = match step.given {
                0 => String::new(),
                n => format!(", first use of {n} given beforehand"),
            };
            lines.push(format!(
                "{date}  {name}: {} new, {} so far{given}",
                step.new, step.cumulative
            ));
        }
        lines.push(match &self.assessment {
            Ok(found) => assessed(found),
            Err(why) => format!("no assessment by base and run: {why}"),
        });
        match &self.curve {
            Ok(curve) => lines.extend(self.expected(curve)),
            Err(why) => lines.push(format!("no curve: {why}")),
        }
        lines
    }

    fn expected(&self, curve: &Curve) -> [String; 2] {
        let points = curve.points.iter().map(|p| format!("{:.1}", p.codes));
        [
            format!(
                "over all orders of the sources, codes (given ones, too) in 1, 2, 3 … of them: {}; all orders end at the same point, so \
                 the curve must close at the right, and shows nothing about what was not collected",
                points.collect::<Vec<_>>().join(", ")
            ),
            format!(
                "{} of {} codes are in one source only; another source like these would bring about {:.1}",
                curve.once, curve.codes, curve.next
            ),
        ]
    }

    fn json(&self) -> Json {
        let mut before: Option<&Rc<Book>> = None;
        let steps = self.sources.iter().zip(&self.steps).map(|(source, step)| {
            let book = source.book.as_ref();
            let since = before
                .zip(book)
                .and_then(|(before, book)| book.since(before));
            before = book;
            json!({
                "source": source.name, "date": source.date,
                "new": step.new, "given": step.given, "cumulative": step.cumulative,
                "codebook": book.map(|book| &book.version), "changed": since,
            })
        });
        let assessment = match &self.assessment {
            Ok(found) => json!({
                "base_sources": found.sizes.base, "run_sources": found.sizes.run, "base": found.base,
                "runs": found.runs.iter().map(|run| json!({
                    "first": run.first, "last": run.last, "new": run.new, "ratio": run.ratio,
                })).collect::<Vec<_>>(),
                "at_5_percent": found.at_5, "at_0_percent": found.at_0,
            }),
            Err(why) => json!({ "undefined": why.to_string() }),
        };
        let curve = match &self.curve {
            Ok(curve) => json!({
                "points": curve.points.iter().map(|p| json!({
                    "sources": p.sources, "codes": p.codes, "spread": p.spread,
                })).collect::<Vec<_>>(),
                "codes": curve.codes, "in_one_source": curve.once, "next": curve.next,
            }),
            Err(why) => json!({ "undefined": why.to_string() }),
        };
        json!({
            "group": self.group,
            "sources": steps.collect::<Vec<_>>(),
            "assessment": assessment,
            "curve": curve,
        })
    }
}

fn assessed(found: &Assessment) -> String {
    let Sizes { base, run } = found.sizes;
    let at = |percent: u8, at: Option<usize>| match at {
        Some(source) => format!("at {percent} % at source {source} (+{run})"),
        None => format!("not at {percent} %"),
    };
    format!(
        "Guest, Namey and Chen (2020), base {base} sources with {}, runs of {run}: {}, {}",
        counted(found.base as usize, "code"),
        at(5, found.at_5),
        at(0, found.at_0)
    )
}
