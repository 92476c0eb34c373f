//! Opening a round as it is planned.

use crate::model::ids::{CoderId, SourceId};
use crate::model::name;
use crate::model::round::{BoundaryRule, Headline, Reasons, RoundKind, RoundPlan, StartFrom, Unit};
use crate::model::view::View;

/// What is planned: something is coded, or codes are reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planned {
    Coding(RoundKind),
    Review,
}

impl Planned {
    /// The kind of a round that something is coded in.
    pub fn coding(self) -> Option<RoundKind> {
        match self {
            Planned::Coding(kind) => Some(kind),
            Planned::Review => None,
        }
    }
}

/// What can be planned; the review comes last.
pub const KINDS: &[(&str, &str, Planned)] = &[
    (
        "double",
        "Two or more code the same sources",
        Planned::Coding(RoundKind::Double),
    ),
    (
        "training",
        "To learn the codebook; not for a reported figure",
        Planned::Coding(RoundKind::Training),
    ),
    (
        "single",
        "One codes alone",
        Planned::Coding(RoundKind::Single),
    ),
    (
        "re-code",
        "Sources coded before are coded anew",
        Planned::Coding(RoundKind::Recode),
    ),
    (
        "review",
        "Others review the codes with what is coded with them; nothing is coded",
        Planned::Review,
    ),
];

/// Those in which something is coded.
pub const CODED: &[(&str, &str, Planned)] = match KINDS {
    [coded @ .., _] => coded,
    [] => &[],
};

/// What agreement may count.
pub const UNITS: &[(&str, &str, Unit)] = &[
    ("turns", "", Unit::Turns),
    ("paragraphs", "", Unit::Paragraphs),
    ("sentences", "", Unit::Sentences),
];
/// How boundary differences may be settled.
pub const RULES: &[(&str, &str, BoundaryRule)] = &[
    ("union", "", BoundaryRule::Union),
    ("intersection", "", BoundaryRule::Intersection),
    ("longer", "", BoundaryRule::Longer),
];

/// A plan with what is fixed of its sources now, and the usual choices for the rest.
pub fn usual_plan(
    view: &View,
    (name, kind): (&str, RoundKind),
    coders: Vec<CoderId>,
    sources: Vec<SourceId>,
) -> RoundPlan {
    let known = view.known();
    RoundPlan {
        name: name.trim().to_owned(),
        kind,
        coders,
        unit: Unit::Turns,
        overlap: 50,
        tolerance: 10,
        boundary: BoundaryRule::Union,
        least: None,
        headline: view.usual_headline(),
        // One coder alone has nobody to be blind to.
        blind: kind != RoundKind::Single,
        start: StartFrom::Blank,
        codebook: view.version_known_to(&known),
        speakers: view.speakers_known_to(&known, &sources),
        structures: Vec::new(),
        open_coding: Some(view.begins_without_codes(&known)),
        labels_apart: view.format() >= 2,
        drawn: None,
        adjudicator: None,
        reasons: Reasons::Optional,
        before: Some(view.before(&sources)),
        imported: None,
        known,
        sources,
    }
}

/// Whether a round, or a review, may be called so.
pub(super) fn may_be_round(view: &View, called: &str) -> Result<(), String> {
    if called.trim().is_empty() {
        return Err("give the round a name".into());
    }
    name::check(called).map_err(|flaw| flaw.to_string())?;
    let rounds = view.rounds().iter().map(|r| &r.plan.name);
    let reviews = view.reviews().iter().map(|r| &r.plan.name);
    let mappings = view.mappings().iter().map(|m| &m.plan.name);
    let mut all = rounds.chain(reviews).chain(mappings);
    match all.any(|there| name::same(there, called)) {
        true => Err(format!(
            "there is a round called “{called}” already: give another name"
        )),
        false => Ok(()),
    }
}

/// Whether a plan can be opened.
///
/// # Errors
/// Why not.
pub fn check_plan(plan: &RoundPlan, view: &View) -> Result<(), String> {
    let rounds = view.rounds();
    if !plan.headline.is_known_to(view.format()) {
        return Err(format!(
            "{} leads in studies of format 2 alone: upgrade the study first, or let alpha lead",
            plan.headline.name().unwrap_or_default()
        ));
    }
    may_be_round(view, &plan.name)?;
    if plan.sources.is_empty() {
        return Err("a round needs at least one source".into());
    }
    // A second round over what is being coded blind would be a way round the blinding.
    let blind = rounds.iter().find(|r| {
        !r.is_open()
            && r.plan.coders.iter().any(|c| plan.coders.contains(c))
            && r.plan.sources.iter().any(|s| plan.sources.contains(s))
    });
    if let Some(round) = blind {
        return Err(format!(
            "one of these sources is being coded blind in “{}” by one of these coders: wait until it has opened",
            round.plan.name
        ));
    }
    let mut unique = plan.coders.clone();
    unique.sort();
    unique.dedup();
    if unique.len() != plan.coders.len() {
        return Err("a coder is named twice".into());
    }
    if let Some(third) = &plan.adjudicator
        && plan.coders.contains(third)
    {
        return Err(format!(
            "{third} is a coder of this round: somebody else adjudicates"
        ));
    }
    match (plan.kind, plan.coders.len()) {
        (RoundKind::Single, 1) => Ok(()),
        (RoundKind::Single, _) => Err("a single round has exactly one coder".into()),
        (_, 0 | 1) => Err("name at least two coders, separated by spaces".into()),
        // What leads cannot be changed once results are seen: one that three coders have not is
        // refused before.
        (_, 3..) if matches!(plan.headline, Headline::Kappa | Headline::Percent) => Err(
            "kappa and percent by coding are of two coders: with three or more let alpha lead, or no coefficient (every pair's kappa is shown beside it)"
                .into(),
        ),
        _ => Ok(()),
    }
}

/// The value of alpha a plan names, as somebody wrote it: `.667`, `0.8`.
///
/// # Errors
/// What is wanted instead.
pub fn read_least(word: &str) -> Result<f64, &'static str> {
    let value: f64 = word.replace(',', ".").parse().unwrap_or(f64::NAN);
    match value > 0.0 && value <= 1.0 {
        true => Ok(value),
        false => Err("a number above 0 and at most 1, such as .667"),
    }
}
