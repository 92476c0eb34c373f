//! Relations the counts speak for: themes whose codes meet in the texts, and what coders confused with
//! one another. They are offered, and nothing is made of them before somebody types what the relation is.

use super::figures::at_hand;
use super::words::counted;
use super::{Documents, Texts};
use crate::agreement::round::{Comparison, Selection, Stage};
use crate::model::ids::{CodeId, SourceId, ThemeId};
use crate::model::layer::{Finding, Layer};
use crate::model::text::Span;
use crate::model::theme::{Node, ThemeMap};
use crate::model::view::View;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What is said where there are none.
pub const NO_OFFERS: &str = "nothing to offer: no codes of different themes meet that are not related \
    already, and nothing was confused";

/// Two codes with how often they met or were confused.
pub type Pair = ((CodeId, CodeId), usize);

/// A relation somebody may want to set, with the counts behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub ends: (Node, Node),
    /// Stretches coded with a code of either end: each counted once, however many codings meet there.
    pub segments: usize,
    /// Participants who speak in them.
    pub people: usize,
    /// The two codes that meet most often there.
    pub most_met: Option<Pair>,
    /// How often one coder gave a code of the one end where another gave one of the other.
    pub confused: usize,
    pub most_confused: Option<Pair>,
}

/// What was found of one pair of ends.
#[derive(Default)]
struct Found {
    segments: usize,
    people: BTreeSet<String>,
    met: BTreeMap<(CodeId, CodeId), usize>,
    confused: BTreeMap<(CodeId, CodeId), usize>,
}

/// Offers on what is not related yet, those with most people behind them first.
pub fn offers(view: &View, documents: &Documents, layer: &Layer) -> Vec<Offer> {
    let places = Placed::of(view);
    let mut found: BTreeMap<(Node, Node), Found> = BTreeMap::new();
    meetings(&places, Texts::new(view, documents), layer, &mut found);
    confusions(&places, view, documents, &mut found);
    let related: HashSet<(Node, Node)> = (view.themes().relations.iter())
        .map(|r| {
            let now = |node| match node {
                Node::Code(code) => Node::Code(view.codebook().resolve(code)),
                theme => theme,
            };
            ordered(now(r.from), now(r.to))
        })
        .collect();
    let mut offers: Vec<Offer> = found
        .into_iter()
        .filter(|(ends, _)| !related.contains(ends))
        .map(|(ends, found)| offer(ends, found))
        .collect();
    offers.sort_by_key(|o| (Reverse((o.people, o.segments, o.confused)), o.ends));
    offers
}

fn offer(ends: (Node, Node), found: Found) -> Offer {
    let most = |pairs: &BTreeMap<(CodeId, CodeId), usize>| {
        let most = pairs
            .iter()
            .max_by_key(|(codes, n)| (**n, Reverse(**codes)));
        most.map(|(codes, n)| (*codes, *n))
    };
    Offer {
        ends,
        segments: found.segments,
        people: found.people.len(),
        most_met: most(&found.met),
        confused: found.confused.values().sum(),
        most_confused: most(&found.confused),
    }
}

impl Offer {
    /// `meet in 5 segments of 4 people, confused 3 times`.
    pub fn counts(&self) -> String {
        let mut parts = Vec::new();
        if self.segments > 0 {
            let people = match self.people {
                1 => "1 person".to_owned(),
                n => format!("{n} people"),
            };
            let segments = counted(self.segments, "segment");
            parts.push(format!("meet in {segments} of {people}"));
        }
        if self.confused > 0 {
            parts.push(format!("confused {}", counted(self.confused, "time")));
        }
        parts.join(", ")
    }

    /// The same as the outline has counts: `5 · 4p, confused 3`.
    pub fn brief(&self) -> String {
        let mut parts = Vec::new();
        if self.segments > 0 {
            parts.push(format!("{} · {}p", self.segments, self.people));
        }
        if self.confused > 0 {
            parts.push(format!("confused {}", self.confused));
        }
        parts.join(", ")
    }

    /// As JSON, its ends by their names.
    pub fn json(&self, view: &View) -> Value {
        let end = |node: Node| match node {
            Node::Theme(id) => {
                let name = view.themes().theme(id).map(|t| &t.name);
                json!({ "is": "theme", "name": name })
            }
            Node::Code(id) => json!({ "is": "code", "name": view.codebook().name(id) }),
        };
        let pair = |pair: Option<Pair>| {
            pair.map(|((a, b), n)| {
                let codes = [a, b].map(|code| view.codebook().name(code));
                json!({ "codes": codes, "times": n })
            })
        };
        json!({
            "between": [end(self.ends.0), end(self.ends.1)],
            "segments": self.segments,
            "participants": self.people,
            "confused": self.confused,
            "most_met": pair(self.most_met),
            "most_confused": pair(self.most_confused),
        })
    }

    /// Which codes are most behind it, one sentence a line.
    pub fn codes(&self, view: &View) -> String {
        let name = |code| view.codebook().name(code);
        let said = |pair: &Option<Pair>, words: &str| {
            pair.map(|((a, b), n)| {
                let times = counted(n, "time");
                format!("most {words}: “{}” and “{}”, {times}", name(a), name(b))
            })
        };
        let met = said(&self.most_met, "often met");
        let confused = said(&self.most_confused, "often confused");
        let lines: Vec<String> = met.into_iter().chain(confused).collect();
        lines.join("\n")
    }
}

/// Under which themes each code stands.
struct Placed<'v> {
    map: &'v ThemeMap,
    under: HashMap<CodeId, Vec<ThemeId>>,
    /// Each theme with all those it lies under.
    above: HashMap<ThemeId, Vec<ThemeId>>,
}

impl<'v> Placed<'v> {
    fn of(view: &'v View) -> Placed<'v> {
        let map = view.themes();
        let mut under: HashMap<CodeId, Vec<ThemeId>> = HashMap::new();
        let mut above: HashMap<ThemeId, Vec<ThemeId>> = HashMap::new();
        for theme in &map.themes {
            for code in &theme.codes {
                let themes = under.entry(view.codebook().resolve(*code)).or_default();
                if !themes.contains(&theme.id) {
                    themes.push(theme.id);
                }
            }
            // Upper themes stand before those below them.
            let upper = theme.parent.and_then(|p| above.get(&p)).cloned();
            let own = upper.into_iter().flatten().chain([theme.id]).collect();
            above.insert(theme.id, own);
        }
        Placed { map, under, above }
    }

    fn themes(&self, code: CodeId) -> &[ThemeId] {
        self.under.get(&code).map_or(&[], Vec::as_slice)
    }

    /// Whether one is the other or lies below it.
    fn is_kin(&self, a: ThemeId, b: ThemeId) -> bool {
        let below = |a, b| self.above.get(&a).is_some_and(|all| all.contains(&b));
        below(a, b) || below(b, a)
    }

    /// The themes two codes stand under, where these are different ones.
    fn apart(&self, a: CodeId, b: CodeId) -> Vec<(Node, Node)> {
        let mut pairs = Vec::new();
        for one in self.themes(a) {
            for other in self.themes(b) {
                if !self.is_kin(*one, *other) {
                    pairs.push(ordered(Node::Theme(*one), Node::Theme(*other)));
                }
            }
        }
        pairs.sort();
        pairs.dedup();
        pairs
    }
}

fn ordered<T: Ord>(a: T, b: T) -> (T, T) {
    if a <= b { (a, b) } else { (b, a) }
}

/// Stretches where codes of different themes meet in one source, by the themes.
type Met = BTreeMap<(Node, Node), Vec<(Span, (CodeId, CodeId))>>;

fn meetings(
    places: &Placed<'_>,
    texts: Texts<'_>,
    layer: &Layer,
    found: &mut BTreeMap<(Node, Node), Found>,
) {
    if places.map.themes.len() < 2 {
        return;
    }
    let by_source: Vec<&[Finding]> = layer
        .findings
        .chunk_by(|a, b| a.source == b.source)
        .collect();
    let met: Vec<(&SourceId, Met)> = by_source
        .par_iter()
        .map(|here| (&here[0].source, in_source(places, here)))
        .collect();
    for (source, met) in met {
        for (ends, stretches) in met {
            let found = found.entry(ends).or_default();
            for (_, codes) in &stretches {
                *found.met.entry(*codes).or_default() += 1;
            }
            for span in joined(stretches.into_iter().map(|(span, _)| span).collect()) {
                found.segments += 1;
                found.people.extend(texts.speaking(source, span));
            }
        }
    }
}

fn in_source(places: &Placed<'_>, findings: &[Finding]) -> Met {
    let mut here: Vec<&Finding> = findings
        .iter()
        .filter(|f| !places.themes(f.code).is_empty())
        .collect();
    here.sort_by_key(|f| (f.span, f.code));
    let mut met = Met::new();
    for (at, one) in here.iter().enumerate() {
        let reached = here[at + 1..].iter();
        for other in reached.take_while(|other| other.span.start < one.span.end) {
            if one.code == other.code || one.span.overlap(other.span) == 0 {
                continue;
            }
            let both = Span {
                start: other.span.start,
                end: one.span.end.min(other.span.end),
            };
            for ends in places.apart(one.code, other.code) {
                let stretches = met.entry(ends).or_default();
                stretches.push((both, ordered(one.code, other.code)));
            }
        }
    }
    met
}

/// The stretches these cover, those that share text as one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => all.push(span),
        }
    }
    all
}

/// What coders confused in rounds that are over. Codes of one theme, or of none, are offered as codes.
fn confusions(
    places: &Placed<'_>,
    view: &View,
    documents: &Documents,
    found: &mut BTreeMap<(Node, Node), Found>,
) {
    let there = |code: CodeId| {
        let now = view.codebook().resolve(code);
        let active = view.codebook().get(now).is_some_and(|c| !c.retired);
        active.then_some(now)
    };
    for stage in Stage::all(view, &Selection::default()) {
        let Ok(material) = &stage.material else {
            continue;
        };
        let comparison = Comparison::of(material, &stage.selection, &at_hand(documents));
        for confusion in (0..).map_while(|pair| comparison.confusion(pair)) {
            for (a, b, times) in &confusion.cells {
                let codes = a.and_then(there).zip(b.and_then(there));
                let Some((a, b)) = codes.filter(|(a, b)| a != b) else {
                    continue;
                };
                let mut ends = places.apart(a, b);
                if ends.is_empty() {
                    ends.push(ordered(Node::Code(a), Node::Code(b)));
                }
                for ends in ends {
                    let found = found.entry(ends).or_default();
                    *found.confused.entry(ordered(a, b)).or_default() += *times as usize;
                }
            }
        }
    }
}

#[cfg(test)]
#[path = "offers_tests.rs"]
mod tests;
