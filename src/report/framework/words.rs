//! Mappings in words, the same on screens, on the command line and in files.

use super::figures::{Grain, Pairing};
use super::valence::ValenceFigures;
use crate::agreement::outcome::Outcome;
use crate::model::framework::Framework;
use crate::model::ids::{CodeId, CoderId, ConstructId};
use crate::model::mapping::{Fit, Mapped, Mapping, MappingVerdict, Standing};
use crate::model::view::View;
use crate::report::figures::{decimal, percent};
use crate::report::words::{counted, listed, plural, were};

/// What a mapping to nothing says.
pub const NONE_FITS: &str = "no construct fits";

/// Constructs by name.
pub fn constructs(framework: Option<&Framework>, to: &[ConstructId]) -> String {
    match (to, framework) {
        ([], _) => NONE_FITS.to_owned(),
        (to, Some(framework)) => {
            let all = framework.in_order(to);
            let titles: Vec<String> = all.iter().map(|c| c.title()).collect();
            titles.join("; ")
        }
        _ => String::new(),
    }
}

/// A code as it is called now, with what it was merged into.
pub fn code(view: &View, id: CodeId) -> String {
    let book = view.codebook();
    match book.exact(id) {
        Some(code) => match code.merged_into {
            Some(into) => format!("{} (merged into {})", code.name, book.name(into)),
            None => code.title(),
        },
        None => String::new(),
    }
}

/// How a mapping stands.
pub fn state(view: &View, mapping: &Mapping) -> String {
    if let Some(by) = &mapping.closed {
        return format!("closed by {by} before all had submitted");
    }
    if mapping.is_over() {
        return match view.mapping_kept_by(mapping) {
            Some(round) => format!(
                "all have submitted; figures and differences wait for “{}”, which is blind",
                round.plan.name
            ),
            None => "open: all have submitted".to_owned(),
        };
    }
    let waits = mapping.plan.coders.iter();
    let waits = waits.filter(|c| !mapping.submitted.contains_key(c));
    let blind = match mapping.plan.blind {
        true => "blind",
        false => "not blind",
    };
    format!("{blind}; {} not submitted yet", {
        let names = listed(waits.clone());
        match waits.count() {
            1 => format!("{names} has"),
            _ => format!("{names} have"),
        }
    })
}

/// How far a coder is, as far as the viewer may know: of others nothing before it is open but that
/// they submitted.
pub fn progress(view: &View, mapping: &Mapping, coder: &CoderId) -> String {
    let submitted = match mapping.submitted.get(coder) {
        Some(sent) => format!("submitted {}", sent.at.minute()),
        None => "not submitted".to_owned(),
    };
    if view.tells_mapping(mapping) || view.viewer() == Some(coder) {
        let (done, of) = (mapping.done(coder), mapping.plan.codes.len());
        return format!(
            "{coder}: {done} of {} mapped, {submitted}",
            counted(of, "code")
        );
    }
    format!("{coder}: {submitted}")
}

/// What a coder says of a code: `ben: Culture — note`.
pub fn mapped(framework: Option<&Framework>, said: &Mapped, blind: bool) -> String {
    let note = match said.note.as_str() {
        "" => String::new(),
        note => format!(" — {note}"),
    };
    let sight = match blind && !said.apart {
        true => " (in sight of the other)",
        false => "",
    };
    format!(
        "{}: {}{sight}{note}",
        said.by,
        constructs(framework, &said.to)
    )
}

/// What was decided: `ana: Culture, because…; present ana and ben`.
pub fn ruled(framework: Option<&Framework>, verdict: &MappingVerdict) -> String {
    ruled_by(framework, verdict, &CoderId::to_string)
}

/// The same with coders called otherwise than by their ids.
pub fn ruled_by(
    framework: Option<&Framework>,
    verdict: &MappingVerdict,
    called: &dyn Fn(&CoderId) -> String,
) -> String {
    let word = match &verdict.verdict {
        Fit::Of(coder) => called(coder),
        fit => fit.word(),
    };
    let stands = match verdict.verdict {
        Fit::Kept | Fit::Parked => String::new(),
        _ => format!(": {}", constructs(framework, &verdict.to)),
    };
    let reason = match verdict.reason.as_str() {
        "" => String::new(),
        reason => format!(" — {reason}"),
    };
    let kind = match verdict.kind {
        crate::model::verdict::ReasonKind::Unsaid => String::new(),
        kind => format!(" ({})", kind.word()),
    };
    let present = [&verdict.present[..], &verdict.assents].concat();
    let who = listed(present.iter().map(called));
    format!("{word}{stands}{kind}{reason}; by {who}")
}

/// Where a code stands, in a word or two.
pub fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Missing(who) => format!("not looked at by {}", listed(who)),
        Standing::Alike(_) => "alike".to_owned(),
        Standing::Differs => "differs".to_owned(),
        Standing::Proposed(v) => format!("proposed by {}", v.by),
        Standing::Ruled(v) => match v.verdict {
            Fit::Kept => "disagreement kept".to_owned(),
            Fit::Parked => "parked".to_owned(),
            _ => "settled".to_owned(),
        },
        Standing::Apart(_) => "verdicts given apart from each other".to_owned(),
    }
}

/// The codes that differ, or of which something else than one mapping is to be told, in order.
pub fn differences<'m>(mapping: &'m Mapping) -> Vec<(CodeId, Standing<'m>)> {
    let codes = mapping.plan.codes.iter();
    let all = codes.map(|code| (*code, mapping.standing(*code)));
    all.filter(|(_, standing)| !matches!(standing, Standing::Alike(_) | Standing::Missing(_)))
        .collect()
}

fn outcome(sign: &str, value: &Outcome) -> String {
    match value {
        Ok(value) => format!("{sign} {}", decimal(*value)),
        Err(why) => format!("{sign} undefined: {why}"),
    }
}

/// `10 of 12 alike (83.3 %), alpha .81`.
pub fn grain(grain: &Grain, by: &str) -> String {
    let (alike, of) = grain.alike;
    let mut said = format!("{alike} of {of} alike");
    let Some(figures) = &grain.figures else {
        return said;
    };
    said += &format!(" ({})", percent(alike as f64 / of as f64));
    if let Some(jaccard) = &figures.jaccard {
        said += &format!(", {}", outcome("mean Jaccard", jaccard));
    }
    let alpha = match grain.several {
        true => format!("alpha over {by}"),
        false => "alpha".to_owned(),
    };
    said + &format!(", {}", outcome(&alpha, &figures.alpha))
}

/// All sentences that have to be said of two coders.
pub fn pairing(mapping: &Mapping, pair: &Pairing) -> Vec<String> {
    let [a, b] = &pair.coders;
    let mut said = Vec::new();
    if !mapping.plan.blind {
        return vec![format!(
            "{a} and {b} mapped in sight of each other: no figure, for that is not independent"
        )];
    }
    let n = pair.compared.len();
    said.push(format!(
        "{a} and {b} by constructs: {}",
        grain(&pair.constructs, "constructs")
    ));
    said.push(format!(
        "{a} and {b} by domains: {}",
        grain(&pair.domains, "domains")
    ));
    match n < super::LEAST {
        true => said.push(format!(
            "{}: too few for a figure, the list says all there is",
            counted(n, "code")
        )),
        false => said.push(
            "the codes are all there are and no sample, so there is no interval and no test"
                .to_owned(),
        ),
    }
    if !pair.missing.is_empty() {
        let n = pair.missing.len();
        said.push(format!(
            "{} not looked at by both apart from each other: in no figure",
            with_were(n)
        ));
    }
    if !pair.in_sight.is_empty() {
        said.push(format!(
            "{} mapped or changed in sight of the other: what was made so has no figure, and figures are of what was submitted",
            with_were(pair.in_sight.len())
        ));
    }
    if !pair.before.is_empty() {
        said.push(format!(
            "{} mapped to this framework before where both could see it: in no figure",
            with_were(pair.before.len())
        ));
    }
    said.extend(valences(&pair.valences));
    said
}

fn with_were(n: usize) -> String {
    format!("{} {}", counted(n, "code"), were(n))
}

/// Agreement on valences; nothing where nobody gave any.
pub fn valences(figures: &ValenceFigures) -> Vec<String> {
    if figures.either == 0 {
        return Vec::new();
    }
    let mut said = vec![format!(
        "valence: both gave one to {} of {} segments by constructs that either gave one; {} of {} {} alike",
        figures.both,
        figures.either,
        figures.alike,
        figures.points,
        plural(figures.points, "point")
    )];
    match (&figures.ordinal, &figures.mixed) {
        (None, None) => said.push("too few for a figure of valence".to_owned()),
        (ordinal, mixed) => {
            let ordinal = ordinal
                .as_ref()
                .map(|v| outcome("ordinal alpha of the points", v));
            let mixed = mixed.as_ref().map(|v| outcome("kappa of mixed or not", v));
            let all: Vec<String> = ordinal.into_iter().chain(mixed).collect();
            said.push(all.join(", "));
        }
    }
    said
}

/// What there is to say of one code of a mapping, a paragraph each: its definition, who maps it to
/// what, what was decided; then of the whole.
pub fn about(view: &View, mapping: &Mapping, id: CodeId) -> Vec<String> {
    let framework = view.framework(mapping.plan.framework);
    let definition = view.codebook().exact(id).map_or("", |c| &c.text.definition);
    let mut said = vec![match definition {
        "" => code(view, id),
        definition => format!("{}: {definition}", code(view, id)),
    }];
    let told = view.tells_mapping(mapping);
    for coder in &mapping.plan.coders {
        if !told && view.viewer() != Some(coder) {
            continue;
        }
        let (apart, now) = (mapping.apart(coder, id), mapping.now(coder, id));
        let both = apart.into_iter().chain(now.filter(|n| Some(*n) != apart));
        let lines: Vec<String> = both
            .map(|m| mapped(framework, m, mapping.plan.blind))
            .collect();
        match lines.is_empty() {
            true => said.push(format!("{coder}: not looked at")),
            false => said.extend(lines),
        }
    }
    if told && mapping.is_over() {
        said.push(format!("→ {}", standing(&mapping.standing(id))));
        let verdicts = mapping.verdicts_on(id).into_iter();
        said.extend(verdicts.map(|v| ruled(framework, v)));
    }
    let named: Vec<ConstructId> = named(mapping, id);
    for construct in framework.map(|f| f.in_order(&named)).unwrap_or_default() {
        if !construct.text.definition.is_empty() {
            said.push(format!("{}: {}", construct.name, construct.text.definition));
        }
    }
    for pair in super::figures::pairings(view, mapping) {
        said.push(pairing(mapping, &pair).join("; "));
    }
    said
}

/// The constructs a code is mapped to by anybody there is to see.
fn named(mapping: &Mapping, id: CodeId) -> Vec<ConstructId> {
    let all = mapping.mapped.iter().filter(|m| m.code == id);
    all.flat_map(|m| &m.to).copied().collect()
}
