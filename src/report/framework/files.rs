//! Frameworks and mappings as JSON and as tables.

use super::figures::{Grain, Pairing, pairings};
use super::words;
use crate::agreement::outcome::Outcome;
use crate::export::grid::{Cell, Grid};
use crate::model::framework::{Construct, Framework};
use crate::model::ids::{CodeId, CoderId, ConstructId};
use crate::model::mapping::{Mapped, Mapping, MappingVerdict, ValenceOf};
use crate::model::view::View;
use crate::report::json::Figure;
use serde_json::{Value, json};

pub fn framework_json(framework: &Framework) -> Value {
    let construct = |c: &Construct| {
        json!({
            "construct": c.name,
            "id": c.id,
            "under": c.parent.map(|p| framework.called(p)),
            "depth": c.depth,
            "definition": c.text.definition,
            "given": c.given,
            "was_called": c.was_called,
            "was_defined": c.was_defined,
            "retired": c.retired,
        })
    };
    json!({
        "framework": framework.name,
        "id": framework.id,
        "source": framework.source,
        "by": framework.by,
        "constructs": framework.constructs.iter().map(construct).collect::<Vec<_>>(),
    })
}

/// A mapping, with what the viewer may see of it.
pub fn mapping_json(view: &View, mapping: &Mapping) -> Value {
    let framework = view.framework(mapping.plan.framework);
    let names = |to: &[ConstructId]| -> Vec<&str> {
        let all = framework.map(|f| f.in_order(to)).unwrap_or_default();
        all.into_iter().map(|c| c.name.as_str()).collect()
    };
    let said = |m: &Mapped| {
        json!({
            "coder": m.by, "constructs": names(&m.to), "note": m.note, "at": m.at.minute(),
            "apart": m.apart, "stands": m.stands,
        })
    };
    let verdict = |v: &MappingVerdict| {
        json!({
            "verdict": v.verdict.word(), "constructs": names(&v.to), "reason": v.reason,
            "kind": v.kind.word(), "by": v.by, "present": v.present, "assents": v.assents,
            "at": v.at.minute(), "final": v.is_final(&mapping.plan.coders),
        })
    };
    let code = |id: &CodeId| {
        let mapped = mapping.mapped.iter().filter(|m| m.code == *id);
        let open = view.tells_mapping(mapping);
        json!({
            "code": view.codebook().exact(*id).map_or("", |c| &c.name),
            "id": id,
            "state": open.then(|| words::standing(&mapping.standing(*id))),
            "mapped": mapped.map(said).collect::<Vec<_>>(),
            "verdicts": mapping.verdicts_on(*id).into_iter().map(verdict).collect::<Vec<_>>(),
            "stands": mapping.decided(*id).filter(|_| open).map(names),
        })
    };
    let coder = |who: &CoderId| {
        let told = view.tells_mapping(mapping) || view.viewer() == Some(who);
        json!({
            "coder": who,
            "submitted": mapping.submitted.get(who).map(|s| s.at.minute()),
            "mapped": told.then(|| mapping.done(who)),
        })
    };
    let plan = &mapping.plan;
    json!({
        "mapping": plan.name,
        "id": mapping.id,
        "framework": framework.map(|f| &f.name),
        "opened": mapping.at.minute(),
        "by": mapping.by,
        "blind": plan.blind,
        "state": words::state(view, mapping),
        "coders": plan.coders.iter().map(coder).collect::<Vec<_>>(),
        "agreement": pairings(view, mapping).iter().map(|p| pairing_json(view, p)).collect::<Vec<_>>(),
        "codes": plan.codes.iter().map(code).collect::<Vec<_>>(),
    })
}

fn pairing_json(view: &View, pair: &Pairing) -> Value {
    let names = |all: &[CodeId]| -> Vec<String> {
        let name = |id: &CodeId| view.codebook().exact(*id).map(|c| c.name.clone());
        all.iter().filter_map(name).collect()
    };
    let figure = |value: &Option<Outcome>| value.as_ref().map(Figure::from);
    let valences = &pair.valences;
    json!({
        "coders": pair.coders,
        "not_looked_at": names(&pair.missing),
        "in_sight": names(&pair.in_sight),
        "mapped_before": names(&pair.before),
        "by_construct": grain_json(&pair.constructs),
        "by_domain": grain_json(&pair.domains),
        "valence": {
            "either": valences.either, "both": valences.both,
            "points": valences.points, "alike": valences.alike,
            "ordinal_alpha": figure(&valences.ordinal),
            "mixed_kappa": figure(&valences.mixed),
        },
    })
}

fn grain_json(grain: &Grain) -> Value {
    let figures = grain.figures.as_ref();
    let jaccard = figures.and_then(|f| f.jaccard.as_ref());
    json!({
        "alike": grain.alike.0,
        "codes": grain.alike.1,
        "several": grain.several,
        "alpha": figures.map(|f| Figure::from(&f.alpha)),
        "mean_jaccard": jaccard.map(Figure::from),
    })
}

/// Every mapping of a code there is to see, and every verdict, in a row each.
pub fn mappings_table(view: &View) -> Grid {
    const HEADING: [&str; 13] = [
        "mapping",
        "framework",
        "code",
        "coder",
        "constructs",
        "domains",
        "note",
        "at",
        "apart",
        "stands",
        "verdict",
        "reason",
        "present",
    ];
    let mut rows = Vec::new();
    for mapping in view.mappings() {
        let framework = view.framework(mapping.plan.framework);
        for code in &mapping.plan.codes {
            let mapped = mapping.mapped.iter().filter(|m| m.code == *code);
            rows.extend(mapped.map(|m| mapped_row(view, mapping, framework, m)));
            let verdicts = mapping.verdicts_on(*code).into_iter();
            rows.extend(verdicts.map(|v| verdict_row(view, mapping, framework, v)));
        }
    }
    grid("mappings", HEADING.map(str::to_owned).into(), rows)
}

fn grid(name: &str, heading: Vec<String>, rows: Vec<Vec<Cell>>) -> Grid {
    Grid {
        name: name.to_owned(),
        heading,
        rows,
    }
}

/// What a row begins with: mapping, framework, code, who, constructs and their domains.
fn begun(
    view: &View,
    mapping: &Mapping,
    framework: Option<&Framework>,
    (code, who, to): (CodeId, &CoderId, &[ConstructId]),
) -> Vec<Cell> {
    let domains: Vec<ConstructId> = to
        .iter()
        .filter_map(|id| Some(framework?.domain(*id)))
        .collect();
    let names = |ids: &[ConstructId]| -> String {
        let all = framework.map(|f| f.in_order(ids)).unwrap_or_default();
        let all: Vec<&str> = all.into_iter().map(|c| c.name.as_str()).collect();
        all.join("; ")
    };
    vec![
        mapping.plan.name.as_str().into(),
        framework.map_or("", |f| &f.name).into(),
        words::code(view, code).into(),
        who.as_str().into(),
        match to {
            [] => words::NONE_FITS.into(),
            to => names(to).into(),
        },
        names(&domains).into(),
    ]
}

fn mapped_row(
    view: &View,
    mapping: &Mapping,
    framework: Option<&Framework>,
    m: &Mapped,
) -> Vec<Cell> {
    let mut row = begun(view, mapping, framework, (m.code, &m.by, &m.to));
    row.extend([
        m.note.as_str().into(),
        m.at.minute().into(),
        u64::from(m.apart).into(),
        u64::from(m.stands).into(),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ]);
    row
}

fn verdict_row(
    view: &View,
    mapping: &Mapping,
    framework: Option<&Framework>,
    v: &MappingVerdict,
) -> Vec<Cell> {
    let mut row = begun(view, mapping, framework, (v.code, &v.by, &v.to));
    if mapping.decided(v.code).is_none() {
        row[4] = Cell::Empty;
    }
    let present = [&v.present[..], &v.assents].concat();
    let present: Vec<&str> = present.iter().map(CoderId::as_str).collect();
    row.extend([
        Cell::Empty,
        v.at.minute().into(),
        Cell::Empty,
        Cell::Empty,
        v.verdict.word().into(),
        v.reason.as_str().into(),
        present.join("; ").into(),
    ]);
    row
}

/// Every construct of every framework, as given and as the study has it.
pub fn constructs_table(view: &View) -> Grid {
    let heading = [
        "framework",
        "construct",
        "under",
        "definition",
        "adapted",
        "given_name",
        "given_definition",
    ];
    let mut rows = Vec::new();
    for framework in view.frameworks() {
        for c in &framework.constructs {
            let was = |text: &Option<String>| text.clone().map_or(Cell::Empty, Cell::Text);
            rows.push(vec![
                framework.name.as_str().into(),
                c.name.as_str().into(),
                c.parent.map_or(Cell::Empty, |p| framework.called(p).into()),
                c.text.definition.as_str().into(),
                c.adapted().map_or(Cell::Empty, Cell::Text),
                was(&c.was_called),
                was(&c.was_defined),
            ]);
        }
    }
    grid("frameworks", heading.map(str::to_owned).into(), rows)
}

/// Every valence that stands, in a row each.
pub fn valences_table(view: &View) -> Grid {
    let heading = [
        "mapping",
        "of",
        "source",
        "segment",
        "construct",
        "coder",
        "valence",
        "apart",
        "present",
        "summary",
    ];
    let mut rows = Vec::new();
    for mapping in view.mappings() {
        let framework = view.framework(mapping.plan.framework);
        for v in mapping.valences.iter().filter(|v| v.stands) {
            let Some(valence) = v.valence else { continue };
            let (of, source, segment) = match &v.of {
                ValenceOf::Case(case) => (format!("{} {}", case.kind, case.name), None, None),
                ValenceOf::Segment(id) => {
                    let coding = view.coding(*id);
                    let name = coding.map(|c| view.source_name(&c.source));
                    let span = coding.map(|c| format!("{}–{}", c.span.start, c.span.end));
                    ("segment".to_owned(), name, span)
                }
            };
            let present: Vec<&str> = v.present.iter().map(CoderId::as_str).collect();
            rows.push(vec![
                mapping.plan.name.as_str().into(),
                of.into(),
                source.map_or(Cell::Empty, Cell::Text),
                segment.map_or(Cell::Empty, Cell::Text),
                framework.map_or("", |f| f.called(v.construct)).into(),
                v.by.as_str().into(),
                valence.word().into(),
                u64::from(v.apart).into(),
                present.join("; ").into(),
                v.summary.as_str().into(),
            ]);
        }
    }
    grid("valences", heading.map(str::to_owned).into(), rows)
}
