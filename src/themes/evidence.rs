//! What stands behind a code or a theme: the coded segments of the analysis layer, each counted
//! once, with who speaks there and on whose word it stands.

use crate::model::code::Codebook;
use crate::model::ids::{CodeId, CoderId, SourceId, ThemeId};
use crate::model::layer::{Layer, Origin};
use crate::model::text::Span;
use crate::model::theme::{Node, ThemeMap};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// Says which participants speak in a segment. One participant keeps one name in every source.
pub type Speaking<'a> = &'a dyn Fn(&SourceId, Span) -> Vec<String>;

/// On whose word a segment stands, the firmest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Both coded it alike, or a verdict settled it.
    Consensus,
    Conference,
    /// A boundary difference settled by the round's rule.
    ByRule,
    Unsettled,
    Alone(CoderId),
}

impl Standing {
    /// On whose word it is, in words.
    pub fn words(&self) -> String {
        match self {
            Standing::Consensus => "consensus".to_owned(),
            Standing::Conference => "conference".to_owned(),
            Standing::ByRule => "by rule".to_owned(),
            Standing::Unsettled => "unsettled".to_owned(),
            Standing::Alone(coder) => format!("{coder} alone"),
        }
    }
}

impl From<&Origin> for Standing {
    fn from(origin: &Origin) -> Standing {
        match origin {
            Origin::Agreed | Origin::Settled(_) => Standing::Consensus,
            Origin::Conference(_) => Standing::Conference,
            Origin::ByRule => Standing::ByRule,
            Origin::Unsettled => Standing::Unsettled,
            Origin::Alone(coder) => Standing::Alone(coder.clone()),
        }
    }
}

/// One segment behind a theme or code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub source: SourceId,
    pub span: Span,
    /// The codes it carries, of those asked for.
    pub codes: Vec<CodeId>,
    /// The firmest ground any of them has.
    pub standing: Standing,
    pub participants: Vec<String>,
    /// The findings behind it, as indices into the layer.
    pub findings: Vec<usize>,
}

/// How much stands behind a code or theme. The kinds of standing add up to `segments`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Groundedness: segments, each counted once however many of the codes it carries.
    pub segments: usize,
    pub sources: usize,
    /// Participants who speak in the segments, each counted once across sources.
    pub participants: usize,
    /// Segments both stand behind.
    pub consensus: usize,
    /// Segments the code conference decided.
    pub conference: usize,
    /// Segments settled by the round's rule.
    pub by_rule: usize,
    /// Segments not settled yet.
    pub unsettled: usize,
    /// Segments one coder stands behind alone.
    pub alone: BTreeMap<CoderId, usize>,
}

/// Findings arranged once, to be asked of often.
#[derive(Clone, Debug, Default)]
pub struct Arranged {
    by_code: HashMap<CodeId, Vec<usize>>,
    /// Participants of each finding.
    people: Vec<Vec<String>>,
}

#[derive(Debug)]
pub struct FindingsByCode<'a> {
    layer: &'a Layer,
    codebook: &'a Codebook,
    arranged: Arc<Arranged>,
}

impl<'a> FindingsByCode<'a> {
    /// Arranges a layer; `speaking` is asked once a finding.
    pub fn new(
        layer: &'a Layer,
        codebook: &'a Codebook,
        speaking: Speaking<'_>,
    ) -> FindingsByCode<'a> {
        let mut by_code: HashMap<CodeId, Vec<usize>> = HashMap::new();
        for (i, finding) in layer.findings.iter().enumerate() {
            by_code
                .entry(codebook.resolve(finding.code))
                .or_default()
                .push(i);
        }
        let people = layer
            .findings
            .iter()
            .map(|f| speaking(&f.source, f.span))
            .collect();
        FindingsByCode::again(layer, codebook, Arc::new(Arranged { by_code, people }))
    }

    /// The same of a layer that was arranged before.
    pub fn again(
        layer: &'a Layer,
        codebook: &'a Codebook,
        arranged: Arc<Arranged>,
    ) -> FindingsByCode<'a> {
        FindingsByCode {
            layer,
            codebook,
            arranged,
        }
    }

    pub fn arranged(&self) -> Arc<Arranged> {
        self.arranged.clone()
    }

    /// The segments that carry any of `codes`, by source and position.
    pub fn segments(&self, codes: impl IntoIterator<Item = CodeId>) -> Vec<Evidence> {
        let codes: BTreeSet<CodeId> = codes
            .into_iter()
            .map(|c| self.codebook.resolve(c))
            .collect();
        let of_codes = codes
            .iter()
            .filter_map(|c| self.arranged.by_code.get(c))
            .flatten();
        self.at_places(of_codes.copied().collect())
    }

    /// The findings of each source, as indices into the layer.
    pub fn by_source(&self) -> impl Iterator<Item = (&SourceId, Range<usize>)> {
        let here = self.layer.findings.chunk_by(|a, b| a.source == b.source);
        here.scan(0, |at, findings| {
            let from = std::mem::replace(at, *at + findings.len());
            Some((&findings[0].source, from..*at))
        })
    }

    /// The segments of these findings, by source and position.
    pub fn at_places(&self, mut findings: Vec<usize>) -> Vec<Evidence> {
        let place = |i: usize| {
            let f = &self.layer.findings[i];
            (&f.source, f.span)
        };
        findings.sort_by_key(|i| (place(*i), *i));
        let runs = findings.chunk_by(|a, b| place(*a) == place(*b));
        runs.map(|run| self.evidence(run)).collect()
    }

    /// The segments behind a theme and its subthemes.
    pub fn of_theme(&self, map: &ThemeMap, theme: ThemeId) -> Vec<Evidence> {
        self.segments(codes_of(map, theme))
    }

    /// How much stands behind a theme with its subthemes, or behind a code.
    pub fn count(&self, map: &ThemeMap, node: Node) -> Count {
        match node {
            Node::Theme(theme) => Count::of(&self.of_theme(map, theme)),
            Node::Code(code) => Count::of(&self.segments([code])),
        }
    }

    /// Codes with findings that are placed under no theme, those with most findings first.
    pub fn unplaced(&self, map: &ThemeMap) -> Vec<CodeId> {
        let placed = map.themes.iter().flat_map(|t| &t.codes);
        let placed: BTreeSet<CodeId> = placed.map(|c| self.codebook.resolve(*c)).collect();
        let mut left: Vec<CodeId> = self
            .arranged
            .by_code
            .keys()
            .copied()
            .filter(|c| !placed.contains(c))
            .collect();
        left.sort_by_key(|c| (std::cmp::Reverse(self.arranged.by_code[c].len()), *c));
        left
    }

    fn evidence(&self, run: &[usize]) -> Evidence {
        let first = &self.layer.findings[run[0]];
        let mut codes = Vec::new();
        let mut participants = Vec::new();
        let mut standing = Standing::from(&first.origin);
        for i in run {
            let finding = &self.layer.findings[*i];
            let code = self.codebook.resolve(finding.code);
            if !codes.contains(&code) {
                codes.push(code);
            }
            standing = standing.min(Standing::from(&finding.origin));
            for name in &self.arranged.people[*i] {
                if !participants.contains(name) {
                    participants.push(name.clone());
                }
            }
        }
        Evidence {
            source: first.source.clone(),
            span: first.span,
            codes,
            standing,
            participants,
            findings: run.to_vec(),
        }
    }
}

impl Count {
    pub fn of(evidence: &[Evidence]) -> Count {
        let sources: BTreeSet<&SourceId> = evidence.iter().map(|e| &e.source).collect();
        let people: BTreeSet<&String> = evidence.iter().flat_map(|e| &e.participants).collect();
        let mut count = Count {
            segments: evidence.len(),
            sources: sources.len(),
            participants: people.len(),
            ..Count::default()
        };
        for segment in evidence {
            match &segment.standing {
                Standing::Consensus => count.consensus += 1,
                Standing::Conference => count.conference += 1,
                Standing::ByRule => count.by_rule += 1,
                Standing::Unsettled => count.unsettled += 1,
                Standing::Alone(coder) => *count.alone.entry(coder.clone()).or_default() += 1,
            }
        }
        count
    }
}

/// The codes of a theme and its subthemes, each once, in the order they were placed.
pub fn codes_of(map: &ThemeMap, theme: ThemeId) -> Vec<CodeId> {
    let mut codes = Vec::new();
    for code in map.branch(theme).into_iter().flat_map(|t| &t.codes) {
        if !codes.contains(code) {
            codes.push(*code);
        }
    }
    codes
}

#[cfg(test)]
#[path = "evidence_tests.rs"]
mod tests;
