//! Rounds: who codes what, with which version of the codebook, blind or not.

use super::clock::Stamp;
use super::ids::{CoderId, Digest, EventId, RoundId, SourceId};
use super::mark::Mark;
use super::matching::Overlap;
use super::name;
use super::place::Place;
use super::source::Structured;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum RoundKind {
    /// To learn the codebook; never pooled into a reported figure.
    Training,
    /// Two or more code the same sources.
    #[default]
    Double,
    Single,
    /// Sources coded before are coded anew.
    Recode,
    /// Codings brought in from a file: open, finished and submitted from the start.
    Imported,
}

impl RoundKind {
    pub fn word(self) -> &'static str {
        match self {
            RoundKind::Training => "training",
            RoundKind::Double => "double",
            RoundKind::Single => "single",
            RoundKind::Recode => "re-code",
            RoundKind::Imported => "imported",
        }
    }
}

/// What agreement by unit counts as one unit.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Unit {
    /// Participants' turns, interviewers' left out; paragraphs where nobody speaks.
    #[default]
    Turns,
    /// Paragraphs of what participants say; all where nobody speaks. Text that nobody speaks among
    /// what somebody does is in none. Offered in format 1 alone.
    Paragraphs,
    /// Paragraphs of what participants say, and of what nobody does, such as headings.
    ParagraphsAndUnspoken,
    Sentences,
}

impl Unit {
    /// Plural name.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Turns => "participants' turns",
            Unit::Paragraphs => "participants' paragraphs",
            Unit::ParagraphsAndUnspoken => "participants' paragraphs and text nobody speaks",
            Unit::Sentences => "participants' sentences",
        }
    }

    /// Paragraphs as a study of this format writes them: programs that know format 1 alone know no
    /// unit for what nobody speaks.
    pub fn paragraphs(format: u32) -> Unit {
        match format {
            0 | 1 => Unit::Paragraphs,
            _ => Unit::ParagraphsAndUnspoken,
        }
    }

    /// As a study of this format writes it.
    pub fn in_format(self, format: u32) -> Unit {
        match self {
            Unit::Paragraphs => Unit::paragraphs(format),
            other => other,
        }
    }
}

/// How boundary differences within the tolerance are settled.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum BoundaryRule {
    /// All that either covered.
    #[default]
    Union,
    /// What both covered.
    Intersection,
    Longer,
}

impl BoundaryRule {
    pub fn word(self) -> &'static str {
        match self {
            BoundaryRule::Union => "union",
            BoundaryRule::Intersection => "intersection",
            BoundaryRule::Longer => "longer",
        }
    }
}

/// What a re-code round starts from. Only blank gives independent agreement, and only of sources
/// nobody could have seen coded before.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum StartFrom {
    #[default]
    Blank,
    /// Each coder's own earlier codings.
    OwnCodings,
    Consensus,
}

/// The coefficient that leads, fixed before anybody sees results.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Headline {
    /// Krippendorff's alpha by unit, all codes in one table: every code is given one prevalence, so
    /// coders who know no more than how frequent each is have some. Offered in format 1 alone.
    #[default]
    Alpha,
    /// Krippendorff's alpha by unit, observed and expected disagreement each summed over codes.
    AlphaOverCodes,
    /// Krippendorff's alpha over sets of codes by unit, with the MASI distance.
    AlphaMasi,
    /// The same with the Jaccard distance.
    AlphaJaccard,
    /// Krippendorff's ordinal alpha of ratings, over the units both gave a code and one rating.
    OrdinalAlpha,
    /// Cohen's kappa.
    Kappa,
    /// Percent agreement by coding.
    Percent,
    /// The study wants no coefficient.
    None,
}

impl Headline {
    /// Its name, where there is one to name.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Headline::Alpha => Some("alpha"),
            Headline::AlphaOverCodes => Some("alpha over codes"),
            Headline::AlphaMasi => Some("alpha over sets (MASI)"),
            Headline::AlphaJaccard => Some("alpha over sets (Jaccard)"),
            Headline::OrdinalAlpha => Some("ordinal alpha of ratings"),
            Headline::Kappa => Some("kappa"),
            Headline::Percent => Some("percent"),
            Headline::None => None,
        }
    }

    /// Whether it is an alpha, which its limits are made for.
    pub fn is_alpha(self) -> bool {
        use Headline::{Alpha, AlphaJaccard, AlphaMasi, AlphaOverCodes, OrdinalAlpha};
        matches!(
            self,
            Alpha | AlphaOverCodes | AlphaMasi | AlphaJaccard | OrdinalAlpha
        )
    }

    /// Whether a study of this format may write it: programs that know format 1 alone know no other.
    pub fn is_known_to(self, format: u32) -> bool {
        use Headline::{Alpha, Kappa, Percent};
        format > 1 || matches!(self, Alpha | Kappa | Percent | Headline::None)
    }
}

/// Whether verdicts must say why.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Reasons {
    #[default]
    Optional,
    /// Every verdict has one in words.
    Required,
}

/// What there was of a source before a round was opened, as everybody could know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    pub source: SourceId,
    /// Who had coded it or was to, in a round or in none, by id.
    pub coders: Vec<CoderId>,
    /// Whether any of that lay open, for everybody to see and to talk over.
    pub open: bool,
}

/// How the sources of a round were drawn, so that anybody can draw them again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    pub seed: u64,
    /// What the strata were: `kind`, the name of an attribute, or nothing.
    #[serde(deserialize_with = "name::read_line")]
    pub by: String,
    /// How many sources were drawn from.
    pub of: u32,
}

/// What is fixed when a round is opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoundPlan {
    /// Name, as shown and as given to `--round`.
    #[serde(deserialize_with = "name::read")]
    pub name: String,
    pub kind: RoundKind,
    /// Sources, in order.
    pub sources: Vec<SourceId>,
    /// Coders, in order; the first is A.
    pub coders: Vec<CoderId>,
    pub unit: Unit,
    /// Least intersection over union for two codings to match, in percent, 1 to 100.
    pub overlap: u8,
    /// Boundary differences of at most this many code points at each end are settled by rule.
    pub tolerance: u32,
    pub boundary: BoundaryRule,
    /// Leading coefficient.
    pub headline: Headline,
    /// What alpha must reach for its coders, above 0 and at most 1; nothing is said to be shown or
    /// not shown where they named none.
    #[serde(default)]
    pub least: Option<f64>,
    /// Nobody sees another's work before all have submitted.
    pub blind: bool,
    pub start: StartFrom,
    pub codebook: Digest,
    /// What its maker knew of every journal: the codebook's version, and the border of blindness.
    pub known: Vec<Mark>,
    /// How its sources were drawn; `None` where somebody chose them.
    #[serde(default)]
    pub drawn: Option<Drawn>,
    /// A third person whose verdict is final. No coder of the round: in no figure, and blind to it
    /// like everybody until it opens.
    #[serde(default)]
    pub adjudicator: Option<CoderId>,
    /// Whether verdicts must say why.
    #[serde(default)]
    pub reasons: Reasons,
    #[serde(default)]
    pub structures: Vec<Structured>,
    /// Digest of who is who in its texts, as `known` says it.
    #[serde(default)]
    pub speakers: Digest,
    /// Whether it is a round of open coding: the codebook it begins with has no code, its coders
    /// make their own. `None` in plans that do not say it, see `View::is_open_coding`.
    #[serde(default)]
    pub open_coding: Option<bool>,
    /// What there was of its sources before; `None` in plans of a time when it was not recorded.
    #[serde(default)]
    pub before: Option<Vec<Before>>,
    /// What is said of a round of imported codings; `None` in any other, and in those of a time when
    /// nothing was.
    #[serde(default)]
    pub imported: Option<Imported>,
    /// Whether a label that names nobody is another person in each of its sources; in plans of
    /// before, labels of one spelling are one person.
    #[serde(default)]
    pub labels_apart: bool,
}

impl RoundPlan {
    /// How far two codings must overlap to be at one place.
    pub fn at_one_place(&self) -> Overlap {
        let percent = self.overlap.clamp(1, 100);
        Overlap::new(f64::from(percent) / 100.0).unwrap_or_default()
    }
}

/// A submission: everything later agreement is computed on, fixed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    pub coder: CoderId,
    /// How far each journal that holds this coder's codings went.
    pub marks: Vec<Mark>,
    /// Digest of the codebook as the coder saw it.
    pub codebook: Digest,
    pub revisions: Vec<(SourceId, u32)>,
    pub finished: Vec<SourceId>,
    /// How their texts were divided.
    #[serde(default)]
    pub structures: Vec<Structured>,
    /// The correction of who is who that counted for this coder.
    #[serde(default)]
    pub corrected: Option<EventId>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    pub id: RoundId,
    pub plan: RoundPlan,
    pub by: CoderId,
    pub at: Stamp,
    /// Where its opening stands in the total order.
    pub opened: Place,
    /// The version of the format it was planned in.
    pub format: u32,
    /// Corrections of who is who, taken into the plan before the round opened; the last counts.
    pub corrections: Vec<Correction>,
    /// Submissions in force, by coder.
    pub submitted: BTreeMap<CoderId, Submission>,
    pub last_submitted: Option<CoderId>,
    /// The journal and number of the event that submitted, by coder.
    pub sent: BTreeMap<CoderId, Mark>,
    pub finished: BTreeMap<CoderId, BTreeSet<SourceId>>,
    /// What each coder last did of these: finished, submitted or withdrew.
    pub last: BTreeMap<CoderId, EventId>,
    /// Closed before all had submitted, by whom.
    pub closed_early: Option<CoderId>,
    /// What there was of its sources before it was opened.
    pub before: Vec<Before>,
    /// Whether whoever opened it called it off.
    pub cancelled: Option<Cancelled>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cancelled {
    /// Where it stands in the total order.
    pub at: Place,
    /// What its maker knew of every journal.
    pub known: Vec<Mark>,
}

/// Who is who in a round's texts, corrected after it was planned and before it opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub event: EventId,
    /// Who took it into the plan.
    pub by: CoderId,
    pub at: Stamp,
    /// How far every journal was known: settings up to there count.
    pub known: Vec<Mark>,
    pub speakers: Digest,
}

impl Round {
    /// The correction of who is who that counts. Once the round is over, it is the one that the
    /// last coder who submitted knew of: what arrives later changes nothing.
    pub fn correction(&self) -> Option<&Correction> {
        let last = self.last_submitted.as_ref().filter(|_| self.is_over());
        let named = last.and_then(|coder| self.submitted.get(coder));
        match named {
            Some(s) => self
                .corrections
                .iter()
                .find(|c| Some(c.event) == s.corrected),
            None => self.corrections.last(),
        }
    }

    /// How far journals were known where it was fixed who is who; `None` in format 1, where nothing
    /// was.
    pub(super) fn speakers_known(&self) -> Option<&[Mark]> {
        let planned = (self.format > 1).then_some(self.plan.known.as_slice());
        self.correction().map(|c| c.known.as_slice()).or(planned)
    }

    /// What is recorded of who is who; empty where nothing is.
    pub(super) fn speakers_digest(&self) -> &Digest {
        self.correction()
            .map_or(&self.plan.speakers, |c| &c.speakers)
    }

    /// Whether all its coders have submitted.
    pub fn all_submitted(&self) -> bool {
        self.plan
            .coders
            .iter()
            .all(|c| self.submitted.contains_key(c))
    }

    /// Whether everybody may see everybody's work in it: all submitted, closed early, or not blind.
    pub fn is_open(&self) -> bool {
        !self.plan.blind || self.all_submitted() || self.closed_early.is_some()
    }

    /// Whether it keeps all else about its sources from this viewer: it is blind, has not opened,
    /// and they code or adjudicate it, or nobody is named.
    pub fn binds(&self, viewer: Option<&CoderId>) -> bool {
        let takes_part =
            |v| self.plan.coders.contains(v) || self.plan.adjudicator.as_ref() == Some(v);
        !self.is_open() && viewer.is_none_or(takes_part)
    }

    /// Whether it can be cancelled still: nobody has marked a source as finished or submitted, and
    /// nobody has closed it. What was coded in it is not asked: nobody could be told.
    pub fn is_untouched(&self) -> bool {
        let unmarked = self.finished.values().all(BTreeSet::is_empty);
        unmarked && self.submitted.is_empty() && self.closed_early.is_none()
    }

    /// Whether coding in it is over: all submitted, or closed early.
    pub fn is_over(&self) -> bool {
        self.all_submitted() || self.closed_early.is_some()
    }

    /// Its sources that had been coded before where everybody could see it.
    pub fn seen_before(&self) -> impl Iterator<Item = &Before> {
        self.before.iter().filter(|b| b.open)
    }

    /// Sources that all its coders had finished when they submitted.
    pub fn finished_by_all(&self) -> Vec<SourceId> {
        let all: Vec<CoderId> = self.submitted.keys().cloned().collect();
        self.finished_by(&all)
    }

    /// Sources that all of these had finished when they submitted; none when nobody is named.
    pub fn finished_by(&self, coders: &[CoderId]) -> Vec<SourceId> {
        let mut times: HashMap<&SourceId, usize> = HashMap::new();
        for submission in coders.iter().filter_map(|c| self.submitted.get(c)) {
            let finished: BTreeSet<&SourceId> = submission.finished.iter().collect();
            for source in finished {
                *times.entry(source).or_default() += 1;
            }
        }
        let by_all = |s: &&SourceId| times.get(*s) == Some(&coders.len());
        match coders.is_empty() {
            true => Vec::new(),
            false => self.plan.sources.iter().filter(by_all).cloned().collect(),
        }
    }
}

/// What a plan of imported codings says beside. Plans of before say none of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Who was taken to have read what, without having coded anything there; `None` where the file
    /// said who read what.
    pub assumed: Option<Vec<Assumed>>,
    /// What the round was where it was coded, where somebody said so.
    pub was: Option<RoundKind>,
    /// Whether the leading figure was chosen by whoever imported it; else it is the one imports get.
    pub chosen: bool,
    /// The imported round this one counts instead of.
    pub replaces: Option<RoundId>,
    /// What the file calls coders whose id is another here.
    pub names: Vec<Called>,
}

/// A source, and coders of whom something is assumed there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assumed {
    pub source: SourceId,
    /// The coders, by id.
    pub coders: Vec<CoderId>,
}

/// A coder's name in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    pub coder: CoderId,
    #[serde(deserialize_with = "name::read")]
    pub name: String,
}
