//! Names that can stand in a query, offered while one is typed.

use crate::model::coding::{MemoKind, MemoOn};
use crate::model::name::key;
use crate::model::source::SourceKind;
use crate::model::view::View;
use crate::search::{QUOTES, Standing, as_field, in_quotes, quoted};
use std::collections::{BTreeMap, BTreeSet};

/// So many names are offered at a time.
const OFFERED: usize = 6;

/// The fields whose names are no attributes; those with a colon take a value.
const FIELDS: [&str; 22] = [
    "coded:",
    "like:",
    "by:",
    "round:",
    "standing:",
    "rating:",
    "theme:",
    "unsure",
    "uncoded",
    "speaker:",
    "participant:",
    "role:",
    "source:",
    "kind:",
    "lang:",
    "finished:",
    "within:",
    "memo:",
    "memo-kind:",
    "memo-on:",
    "memo-by:",
    "list:",
];

/// By field as it is written: what it is called, and the names it can have as its value. Only what
/// the viewer may see is in it.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary(BTreeMap<String, (String, BTreeSet<String>)>);

/// What can be written where the cursor is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// The character at which what they take the place of begins.
    pub from: usize,
    /// As they would be written.
    pub names: Vec<String>,
}

impl Vocabulary {
    pub fn of(view: &View) -> Vocabulary {
        let mut all = Vocabulary::default();
        for field in ["coded", "like"] {
            let codes = view.codebook().active().map(|c| c.name.clone());
            all.add(field, codes);
        }
        for field in ["by", "memo-by"] {
            all.add(field, view.coders().keys().map(ToString::to_string));
        }
        let kinds = MemoKind::ALL.map(|kind| kind.word().to_owned());
        all.add("memo-kind", kinds.into_iter().chain(["none".to_owned()]));
        all.add("memo-on", MemoOn::WORDS.map(str::to_owned));
        let rounds = view.rounds().iter().map(|r| r.plan.name.clone());
        all.add("round", rounds.chain(["none".to_owned()]));
        all.add("within", view.rounds().iter().map(|r| r.plan.name.clone()));
        all.add("theme", view.themes().themes.iter().map(|t| t.name.clone()));
        all.add("source", view.sources().iter().map(|s| s.name.clone()));
        all.add("lang", view.sources().iter().map(|s| s.language.clone()));
        let people = view.participants().keys();
        all.add("participant", people.clone().cloned());
        all.add("speaker", people.cloned());
        let kinds = SourceKind::ALL.map(|kind| kind.word().replace(' ', "-"));
        all.add("kind", kinds);
        all.add("standing", Standing::ALL.map(|s| s.word().to_owned()));
        for (field, words) in [
            ("role", &["participant", "interviewer"]),
            ("finished", &["yes", "no"]),
            ("list", &["turns", "segments"]),
        ] {
            all.add(field, words.iter().map(|w| (*w).to_owned()));
        }
        let of_sources = view
            .sources()
            .iter()
            .flat_map(|s| s.attributes.iter().cloned());
        let of_people = view.participants().values().flat_map(|all| all.clone());
        for (attribute, value) in of_sources.chain(of_people) {
            all.put(as_field(&attribute), &attribute, [value]);
        }
        all
    }

    fn add(&mut self, field: &str, names: impl IntoIterator<Item = String>) {
        self.put(field.to_owned(), field, names);
    }

    fn put(&mut self, written: String, called: &str, names: impl IntoIterator<Item = String>) {
        let new = || (called.to_owned(), BTreeSet::new());
        self.0.entry(written).or_insert_with(new).1.extend(names);
    }

    fn named(&self, field: &str) -> Option<&BTreeSet<String>> {
        let mut all = self.0.iter();
        let named = all.find(|(name, _)| key(name) == key(field));
        named.map(|(_, (_, names))| names)
    }

    /// What can be written behind the text before the cursor.
    pub fn offers(&self, before: &str) -> Offers {
        let at = Place::of(before);
        let begun = key(&at.begun);
        // Each as it is found, and as it would be written.
        let names: BTreeMap<String, String> = match &at.field {
            Some(field) => {
                // In quotes it is an attribute, whatever it is called.
                let plain = || self.named(&field.called);
                let named = self.named(&field.written).or_else(plain);
                let named = named.into_iter().flatten();
                named.map(|name| (quoted(name), key(name))).collect()
            }
            None if begun.is_empty() => BTreeMap::new(),
            None => {
                let fields = FIELDS
                    .map(|field| (field.to_owned(), key(field)))
                    .into_iter();
                let attributes = self.0.iter().map(|(written, (called, _))| {
                    (format!("{written}:"), key(&format!("{called}:")))
                });
                let all = fields.chain(attributes);
                all.filter(|(_, found)| found.starts_with(&begun)).collect()
            }
        };
        let (first, rest): (Vec<_>, Vec<_>) = names
            .into_iter()
            .filter(|(_, found)| found.contains(&begun) && *found != begun)
            .partition(|(_, found)| found.starts_with(&begun));
        let names = first.into_iter().chain(rest).map(|(written, _)| written);
        Offers {
            from: at.from,
            names: names.take(OFFERED).collect(),
        }
    }
}

/// Where in a query something is being typed.
#[derive(Debug, Default)]
struct Place {
    /// The field whose value it is.
    field: Option<TypedField>,
    from: usize,
    begun: String,
}

#[derive(Debug)]
struct TypedField {
    /// As names of fields are written.
    written: String,
    called: String,
}

impl TypedField {
    fn plain(name: &str) -> TypedField {
        TypedField {
            written: name.to_owned(),
            called: name.to_owned(),
        }
    }
}

impl Place {
    fn of(before: &str) -> Place {
        let mut here = Place::default();
        let (mut quoted, mut of_codes) = (false, false);
        let mut closed: Option<String> = None;
        let mut letters = before.chars().enumerate().peekable();
        while let Some((at, c)) = letters.next() {
            let next = at + 1;
            if let (':' | '：', Some(attribute)) = (c, closed.take()) {
                here.field = Some(TypedField {
                    written: in_quotes(&attribute),
                    called: attribute,
                });
                here.from = next;
                continue;
            }
            match c {
                // Written twice it is one of the name.
                c if quoted && QUOTES.contains(&c) && letters.peek().is_some_and(|n| n.1 == c) => {
                    letters.next();
                    here.begun.push(c);
                }
                c if quoted && QUOTES.contains(&c) => {
                    closed = here.field.is_none().then(|| here.begun.clone());
                    (quoted, here) = (false, Place::begins(next, of_codes));
                }
                _ if quoted => here.begun.push(c),
                c if QUOTES.contains(&c) => {
                    (quoted, here.from, here.begun) = (true, at, String::new());
                }
                '(' => {
                    let field = here.field.as_ref();
                    of_codes = field.is_some_and(|f| f.written == "coded") && here.begun.is_empty();
                    here = Place::begins(next, of_codes);
                }
                ')' => (of_codes, here) = (false, Place::begins(next, false)),
                c if c.is_whitespace() => here = Place::begins(next, of_codes),
                '-' if here.begun.is_empty() => here.from = next,
                ':' if here.field.is_none() && !here.begun.is_empty() => {
                    here = Place {
                        field: Some(TypedField::plain(&here.begun.to_lowercase())),
                        from: next,
                        begun: String::new(),
                    };
                }
                '=' if here.field.is_some() && here.begun.is_empty() => here.from = next,
                c => here.begun.push(c),
            }
        }
        here
    }

    /// A new part begins; between two codes only codes are named.
    fn begins(from: usize, of_codes: bool) -> Place {
        Place {
            field: of_codes.then(|| TypedField::plain("coded")),
            from,
            begun: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, Vocabulary};
    use crate::model::attribute::Subject;
    use crate::model::event::Change;
    use crate::model::fixture::Study;
    use crate::search::Query;

    fn vocabulary() -> Vocabulary {
        let mut s = Study::new();
        s.coders(&["ana", "ben"]).source("P01", 100);
        for code in [
            "hope",
            "hope for others",
            "shared hope",
            "fear",
            "say \"yes\" to it",
        ] {
            s.code(code);
        }
        for (name, value) in [
            ("role", "nurse"),
            ("Years in post", "6"),
            ("arm", "smcm"),
            ("why \"now\"", "so"),
        ] {
            s.push(
                "ana",
                Change::AttributeSet {
                    of: Subject::Participant("P1".into()),
                    key: name.into(),
                    value: Some(value.into()),
                    absent: None,
                    at: None,
                    replaces: Vec::new(),
                },
            );
        }
        Vocabulary::of(&s.view())
    }

    /// A field the language does not know would be taken for an attribute.
    #[test]
    fn every_field_that_is_offered_is_one_of_the_language() {
        for field in FIELDS {
            let typed = match field {
                "rating:" => "rating:3".to_owned(),
                "standing:" => "standing:open".to_owned(),
                "list:" => "list:turns".to_owned(),
                "memo-kind:" => "memo-kind:question".to_owned(),
                "memo-on:" => "memo-on:study".to_owned(),
                field if field.ends_with(':') => format!("{field}x"),
                field => field.to_owned(),
            };
            let read = format!("{:?}", Query::parse(&typed).unwrap());
            let taken = read.contains("Attribute") || read.contains("Anywhere");
            assert!(!taken, "{field}: {read}");
        }
    }

    #[test]
    fn names_are_offered_for_the_field_that_is_typed_and_written_as_it_wants_them() {
        let all = vocabulary();
        let offers = |typed: &str| {
            let offers = all.offers(typed);
            (offers.from, offers.names.join("|"))
        };
        let hopes = "\"hope for others\"|\"shared hope\"";
        assert_eq!(offers("coded:hope"), (6, hopes.into()));
        assert_eq!(offers("like:=FE"), (6, "fear".into()));
        assert_eq!(offers("lik"), (0, "like:".into()));
        assert_eq!(offers("trust -coded:=FE"), (14, "fear".into()));
        assert_eq!(offers("coded:\"hope f"), (6, "\"hope for others\"".into()));
        assert_eq!(offers("coded:(hope and fe"), (16, "fear".into()));
        assert_eq!(offers("by:"), (3, "ana|ben".into()));
        assert_eq!(offers("(by:ana or so"), (11, "source:".into()));
        assert_eq!(offers("unc"), (0, "uncoded".into()));
        assert_eq!(offers("rol"), (0, "\"role\":|role:".into()));
        assert_eq!(offers("\"role\":"), (7, "nurse".into()));
        assert_eq!(offers("role:"), (5, "interviewer|participant".into()));
        assert_eq!(offers("yea"), (0, "\"Years in post\":".into()));
        assert_eq!(offers("\"years in post\":"), (16, "6".into()));
        assert_eq!(offers("\"arm\":"), (6, "smcm".into()));
        let said = "\"say \"\"yes\"\" to it\"";
        assert_eq!(offers("coded:say"), (6, said.into()));
        assert_eq!(offers("coded:\"say \"\"y"), (6, said.into()));
        assert_eq!(offers("coded:(fear in say"), (15, said.into()));
        assert_eq!(offers("why"), (0, "\"why \"\"now\"\"\":".into()));
        assert_eq!(offers("\"why \"\"now\"\"\":"), (14, "so".into()));
        for nothing in [
            "",
            "trust ",
            "coded:fear",
            "nothing:x",
            "coded:hope ",
            "\"by:a",
        ] {
            assert_eq!(offers(nothing).1, "", "{nothing}");
        }
    }
}
