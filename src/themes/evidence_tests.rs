use super::*;
use crate::model::code::Codebook;
use crate::model::ids::VerdictId;
use crate::model::layer::Finding;
use crate::model::theme::Theme;
use uuid::Uuid;

fn coder(id: &str) -> CoderId {
    id.parse().expect("a coder's id")
}

fn code(n: u128) -> CodeId {
    CodeId(Uuid::from_u128(n))
}

fn theme(n: u128, parent: Option<u128>, codes: &[u128]) -> Theme {
    Theme {
        id: ThemeId(Uuid::from_u128(n)),
        name: format!("theme {n}"),
        statement: String::new(),
        parent: parent.map(|p| ThemeId(Uuid::from_u128(p))),
        depth: u16::from(parent.is_some()),
        codes: codes.iter().map(|c| code(*c)).collect(),
        by: coder("ana"),
        judged: Vec::new(),
    }
}

fn finding(source: &str, start: u32, of: u128, origin: Origin) -> Finding {
    Finding {
        source: SourceId(source.into()),
        span: Span {
            start,
            end: start + 5,
        },
        code: code(of),
        round: None,
        origin,
        codings: Vec::new(),
    }
}

fn layer() -> Layer {
    let settled = Origin::Settled(VerdictId(Uuid::from_u128(9)));
    let findings = vec![
        finding("a", 0, 1, Origin::Agreed),
        finding("a", 0, 2, Origin::Alone(coder("ben"))),
        finding("a", 10, 1, Origin::ByRule),
        finding("b", 0, 2, settled),
        finding("b", 10, 3, Origin::Unsettled),
        finding("c", 0, 3, Origin::Alone(coder("ana"))),
        finding("d", 0, 4, Origin::Agreed),
    ];
    Layer {
        findings,
        basis: Vec::new(),
        kept: Vec::new(),
        waiting: Vec::new(),
    }
}

/// P1 speaks in `a` and, as somebody known by the same name, in `b`; `d` is a field note.
fn speaking(source: &SourceId, span: Span) -> Vec<String> {
    let names: &[&str] = match (source.as_str(), span.start) {
        ("a", _) | ("b", 0) => &["P1"],
        ("b", _) => &["P1", "P2"],
        ("c", _) => &["P3"],
        _ => &[],
    };
    names.iter().map(|n| (*n).to_owned()).collect()
}

fn map() -> ThemeMap {
    let themes = vec![
        theme(1, None, &[1]),
        theme(2, Some(1), &[2, 1]),
        theme(3, None, &[3, 4]),
    ];
    ThemeMap {
        themes,
        ..ThemeMap::default()
    }
}

#[test]
fn a_theme_counts_its_codes_and_subthemes_and_nothing_twice() {
    let (layer, map, codebook) = (layer(), map(), Codebook::default());
    let grounds = FindingsByCode::new(&layer, &codebook, &speaking);
    let count = |n| grounds.count(&map, Node::Theme(ThemeId(Uuid::from_u128(n))));
    let whole = count(1);
    assert_eq!(
        (whole.segments, whole.sources, whole.participants),
        (3, 2, 1)
    );
    assert_eq!((whole.consensus, whole.by_rule, whole.unsettled), (2, 1, 0));
    assert!(
        whole.alone.is_empty(),
        "the segment ben coded alone is agreed under its other code"
    );
    assert_eq!(count(2).segments, 3);
    let third = count(3);
    assert_eq!(
        (third.segments, third.sources, third.participants),
        (3, 3, 3)
    );
    assert_eq!(third.alone, [(coder("ana"), 1)].into());
    assert_eq!(
        grounds.count(&map, Node::Code(code(2))).alone,
        [(coder("ben"), 1)].into()
    );
    assert_eq!(grounds.count(&map, Node::Code(code(77))), Count::default());
    assert!(grounds.unplaced(&map).is_empty());
}

#[test]
fn evidence_is_in_order_and_names_its_codes_and_findings() {
    let (layer, map, codebook) = (layer(), map(), Codebook::default());
    let grounds = FindingsByCode::new(&layer, &codebook, &speaking);
    let evidence = grounds.of_theme(&map, map.themes[0].id);
    let places: Vec<(&str, u32)> = evidence
        .iter()
        .map(|e| (e.source.as_str(), e.span.start))
        .collect();
    assert_eq!(places, [("a", 0), ("a", 10), ("b", 0)]);
    assert_eq!(evidence[0].codes, [code(1), code(2)]);
    assert_eq!(evidence[0].findings, [0, 1]);
    assert_eq!(evidence[0].standing, Standing::Consensus);
    assert_eq!(evidence[1].standing, Standing::ByRule);
}
