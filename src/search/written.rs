//! Names as they stand in a query.

use super::ast::{Expr, Field};
use super::lexer::{Kind, QUOTES, lexemes};
use super::syntax;

/// A name as it stands in a query: bare where it can, else in quotes.
pub fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_.'’".contains(c);
    // What is a sign of the language must be no word of it.
    let is_word = || matches!(&lexemes(name).as_deref(), Ok([one]) if one.kind == Kind::Word(name.to_owned()));
    match name.chars().all(plain) && !name.starts_with('-') && is_word() {
        true => name.to_owned(),
        false => in_quotes(name),
    }
}

/// A name in quotes: quotation marks in it are written twice, and so are stars at its end.
pub fn in_quotes(name: &str) -> String {
    let start = name.trim_end_matches('*');
    let stars = &name[start.len()..];
    let mut written = String::from('"');
    for c in start.chars() {
        written.push(c);
        if QUOTES.contains(&c) {
            written.push(c);
        }
    }
    written + stars + stars + "\""
}

/// The name of an attribute as it stands before its colon: in quotes where it would be taken for a
/// field of the language, or for no field at all.
pub fn as_field(attribute: &str) -> String {
    let plain = quoted(attribute) == attribute && asks_for(attribute, &format!("{attribute}:x"));
    match plain {
        true => attribute.to_owned(),
        false => in_quotes(attribute),
    }
}

/// Whether a clause asks for the attribute of this name.
pub(super) fn asks_for(key: &str, clause: &str) -> bool {
    let Ok((Expr::Leaf(leaf), _)) = syntax::parse(clause) else {
        return false;
    };
    matches!(leaf.field, Field::Attribute(name) if name == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::ast::{Coding, Ending, Test};
    use proptest::prelude::*;

    #[test]
    fn names_are_written_as_plainly_as_they_can_be() {
        for (name, written) in [
            ("hope", "hope"),
            ("small steps", "\"small steps\""),
            ("say \"yes\"", "\"say \"\"yes\"\"\""),
            ("“yes” and no", "\"““yes”” and no\""),
            ("or", "\"or\""),
            ("-minus", "\"-minus\""),
            ("any*", "\"any**\""),
            ("早", "早"),
        ] {
            assert_eq!(quoted(name), written, "{name}");
        }
        assert_eq!(as_field("arm"), "arm");
        for attribute in ["role", "Role", "6mwt", "years in post", "say \"yes\""] {
            assert_eq!(as_field(attribute), in_quotes(attribute));
        }
    }

    fn name() -> impl Strategy<Value = String> {
        let odd = prop::sample::select(vec![
            '"', '“', '”', '„', '*', '~', ':', '：', '(', ')', '-', '=', '<', '>', ' ', '/', '早',
            'a', 'O', 'R', '1', '\'', '’', '.', '_',
        ]);
        let any = prop::collection::vec(prop_oneof![4 => odd, 1 => any::<char>()], 1..8);
        let any = any.prop_map(|all| all.into_iter().collect::<String>());
        any.prop_filter("a name", |name| {
            crate::model::name::check(name).is_ok() && name.trim() == name
        })
    }

    fn only(query: &str) -> Expr {
        syntax::parse(query)
            .unwrap_or_else(|e| panic!("{query}: {e}"))
            .0
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Whatever it is called, wherever a name can stand.
        #[test]
        fn a_name_that_was_written_is_read_as_it_was(name in name(), other in name()) {
            let (one, two) = (quoted(&name), quoted(&other));
            let Expr::Coding(Coding { test: Test::Coded(code), .. }) = only(&format!("coded:={one}")) else {
                panic!("{one}");
            };
            prop_assert_eq!((&code.name, code.open, code.below), (&name, false, false));
            let Expr::Coding(Coding { test: Test::Meets(a, _, b), .. }) =
                only(&format!("coded:({one} and {two})"))
            else {
                panic!("{one} {two}");
            };
            prop_assert_eq!((a.name, a.open, b.name, b.open), (name.clone(), false, other, false));
            let Expr::Like(like) = only(&format!("like:={one}")) else { panic!("{one}") };
            prop_assert_eq!((&like.wanted.name, like.wanted.open), (&name, false));
            let Expr::Coding(Coding { test: Test::By(by), .. }) = only(&format!("by:{one}")) else {
                panic!("{one}");
            };
            prop_assert_eq!(&by, &name);
            let Expr::Leaf(leaf) = only(&format!("{}:{two}", as_field(&name))) else {
                panic!("{one}");
            };
            prop_assert_eq!(leaf.field, Field::Attribute(name.clone()));
            prop_assert_eq!(leaf.ending, Ending::Whole);
        }
    }
}
