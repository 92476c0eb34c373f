use super::*;
use proptest::prelude::*;

fn shown(expr: &Expr) -> String {
    let join = |parts: &[Expr], sign: &str| {
        let parts: Vec<String> = parts.iter().map(shown).collect();
        format!("({})", parts.join(sign))
    };
    match expr {
        Expr::All(parts) => join(parts, " & "),
        Expr::Any(parts) => join(parts, " | "),
        Expr::Not(inner) => format!("!{}", shown(inner)),
        Expr::Coding(coding) => format!("{:?}", coding.test),
        Expr::Like(like) => format!("like {:?} {}", like.wanted.name, like.wanted.below),
        Expr::Leaf(leaf) => {
            let star = match leaf.ending {
                Ending::Whole => String::new(),
                Ending::Open => "*".to_owned(),
                Ending::Like(most) => format!("~{most}"),
                Ending::Near(most) => format!("~~{most}"),
            };
            match &leaf.field {
                Field::Anywhere => format!("{}{star}", leaf.text),
                field => format!("{field:?}={}{star}", leaf.text),
            }
        }
    }
}

#[test]
fn words_are_joined_and_signs_bind_as_expected() {
    for (query, want) in [
        ("hope", "hope"),
        ("small steps", "(small & steps)"),
        ("small AND steps", "(small & steps)"),
        ("a b OR c", "((a & b) | c)"),
        ("a (b OR c) -d", "(a & (b | c) & !d)"),
        ("NOT a b", "(!a & b)"),
        ("\"walks alongside\" hope", "(walks alongside & hope)"),
        ("“walks alongside”", "walks alongside"),
        ("recov* step", "(recov* & step)"),
        ("well-being", "well-being"),
        ("speaker:P01 hope", "(Speaker=P01 & hope)"),
        ("source:\"P07 interview\"", "Source=P07 interview"),
        ("arm:smcm", "Attribute(\"arm\")=smcm"),
        ("組別：smcm", "Attribute(\"組別\")=smcm"),
        ("at 10:30", "(at & 10:30)"),
        ("memo:doubt*", "Memo=doubt*"),
        ("hope … !", "hope"),
        ("\"or\" and not", "(or & and & not)"),
        ("a b or c", "((a & b) | c)"),
        ("recovry~ abc~ hope~1", "(recovry~2 & abc~1 & hope~1)"),
        ("\"strengths plan\"~5", "strengths plan~~5"),
        ("5~6 ~x", "(5~6 & ~x)"),
        ("uncoded hope", "(!Any & hope)"),
        (
            "by:ana rating:-1",
            "(By(\"ana\") & Rated(Compared { fits: [Equal], with: Number(-1.0) }))",
        ),
        ("list:turns hope", "hope"),
        ("memo:* or code:*", "(Memo=* | Code=*)"),
        (
            "memo-kind:Question -memo-on:study",
            "(MemoIs(Kind)=question & !MemoIs(On)=study)",
        ),
        (
            "like:hope or like:=\"small steps\" x",
            "(like \"hope\" true | (like \"small steps\" false & x))",
        ),
        ("role:Interviewer", "Role=interviewer"),
        ("a - b", "(a & b)"),
    ] {
        let got = parse(query).map(|(e, _)| shown(&e));
        let got = got.map_err(|e| e.to_string());
        assert_eq!(got.as_deref(), Ok(want), "{query}");
    }
}

#[test]
fn errors_name_the_column() {
    for (query, column, words) in [
        (
            "now \"a phrase",
            5,
            "a quote opened at column 5 is not closed",
        ),
        ("a (b OR c", 3, "bracket opened at column 3"),
        ("a) b", 2, "never opened"),
        ("a ()", 3, "nothing stands in the brackets"),
        ("a OR", 3, "OR at column 3 wants"),
        ("OR a", 1, "OR at column 1 wants"),
        ("a AND OR b", 3, "AND at column 3"),
        ("a NOT", 3, "behind the NOT at column 3"),
        (
            "x memo-kind:doubt",
            3,
            "no kind of memo is called “doubt” (column 3); there is theory, method",
        ),
        ("memo-on:cod*", 1, "no thing a memo is on is called “cod”"),
        ("a *", 3, "the * at column 3 stands alone"),
        ("code:(a b)", 1, "“code:” at column 1 wants a value"),
        ("coded:(a b)", 1, "want two codes"),
        ("coded:(a near b)", 1, "wants a number of turns"),
        ("coded:(a and b", 1, "bracket opened at column 1"),
        ("x like:(a and b)", 3, "“like:” at column 3 wants a value"),
        ("x like:*", 3, "“like:” at column 3 wants a value"),
        ("like:a list:segments", 1, "leave out list:segments"),
        ("-like:a", 1, "only says what to leave out"),
        ("standing:up", 1, "agreed, settled, open or alone"),
        ("rating:>high", 1, "compares with nothing"),
        ("x age:<old", 3, "compares with nothing"),
        ("list:codes", 1, "list:turns or list:segments"),
        ("\"a b\"~", 1, "wants a number behind its ~"),
        ("hope~7", 1, "takes 1 or 2 letters"),
        ("well-being~", 1, "only a single word"),
        ("hop*~", 1, "belongs right behind one word"),
        ("-a", 1, "only says what to leave out"),
        ("a OR -b", 1, "only says what to leave out"),
        ("", 1, "nothing to search for"),
        (" … ", 1, "nothing to search for"),
        ("我 (", 3, "bracket opened at column 3"),
    ] {
        let error = parse(query).expect_err(query);
        assert_eq!(error.column, column, "{query}: {error}");
        assert!(error.to_string().contains(words), "{query}: {error}");
    }
}

#[test]
fn deep_nesting_is_refused_not_fatal() {
    let error = parse(&"(".repeat(10_000)).expect_err("too deep");
    assert!(error.to_string().contains("too deeply"), "{error}");
    assert!(parse(&format!("{}a", "NOT ".repeat(10_000))).is_err());
}

proptest! {
    #[test]
    fn any_query_is_read_or_refused(query in "\\PC{0,40}") {
        let _ = parse(&query);
    }

    #[test]
    fn any_mix_of_signs_is_read_or_refused(query in "[ab\"()*:~=<5 \\-ORNTcoded復]{0,40}") {
        if let Err(error) = parse(&query) {
            prop_assert!(error.column >= 1 && error.column <= query.chars().count().max(1));
        }
    }
}

#[test]
fn a_query_that_asks_for_a_coding_lists_segments() {
    let lists = |query: &str| parse(query).unwrap().1;
    for query in [
        "coded:hope",
        "trust by:ana",
        "(unsure or rating:>2) x",
        "x list:segments",
        "coded:(a in b)",
    ] {
        assert_eq!(lists(query), Listing::Segments, "{query}");
    }
    for query in [
        "hope",
        "hope -coded:hope",
        "uncoded",
        "coded:hope or trust",
        "coded:hope list:turns",
        "like:hope",
        "coded:fear like:hope",
    ] {
        assert_eq!(lists(query), Listing::Turns, "{query}");
    }
}
