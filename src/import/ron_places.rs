//! Where things stand in a codebook file that could be read, for messages about what it says: ron
//! tells places only of what it could not read. It does hand out values as they stand in the text.

use ron::value::RawValue;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;
use std::ops::Range;

/// Byte ranges of the values of one code, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    fields: Vec<(String, Range<usize>)>,
    /// Where all of it is, if that is known.
    whole: Option<Range<usize>>,
}

impl Place {
    /// One of which only the beginning is known.
    pub fn whole(at: usize) -> Place {
        Place {
            fields: Vec::new(),
            whole: Some(at..at),
        }
    }

    /// Where a field's value is, else the whole, else the beginning of the file.
    pub fn of(&self, field: &str) -> Range<usize> {
        let found = self.fields.iter().find(|(name, _)| name == field);
        let found = found.map(|(_, range)| range).or(self.whole.as_ref());
        found.cloned().unwrap_or(0..1)
    }
}

/// Places of the top level's fields, and of each entry of its list `codes`; none in a text that is
/// no codebook.
pub(super) fn places(options: &ron::Options, text: &str) -> (Place, Vec<Place>) {
    let all: Fields = options.from_str(text).unwrap_or_default();
    let codes = all.codes.iter().map(|code| code.place(text));
    (all.place(text), codes.collect())
}

/// The fields of a structure as they stand in the text, and those of each entry of `codes`.
#[derive(Default)]
struct Fields<'a> {
    values: Vec<(String, &'a RawValue)>,
    codes: Vec<Fields<'a>>,
}

impl Fields<'_> {
    fn place(&self, text: &str) -> Place {
        let range = |value: &RawValue| {
            let value = value.trim().get_ron();
            // The value is part of the text.
            let start = value.as_ptr().addr() - text.as_ptr().addr();
            start..start + value.len()
        };
        let fields = self.values.iter().map(|(n, v)| (n.clone(), range(v)));
        Place {
            fields: fields.collect(),
            whole: None,
        }
    }
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Fields<'de>, D::Error> {
        struct Named;
        impl<'de> Visitor<'de> for Named {
            type Value = Fields<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("fields")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Fields<'de>, M::Error> {
                let mut all = Fields::default();
                while let Some(name) = map.next_key::<String>()? {
                    match name.as_str() {
                        "codes" => all.codes = map.next_value()?,
                        _ => all.values.push((name, map.next_value()?)),
                    }
                }
                Ok(all)
            }
        }
        d.deserialize_any(Named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_past_strings_and_comments() {
        let text = "// (\n(name: \"a ( b\", /* codes: [ */ codes: [\n (name: r#\"x\"y\"#, kind: Rated([(1, \"a)\")])),\n (name: \"z\"),\n], about: \"\")";
        let (top, codes) = places(&ron::Options::default(), text);
        assert_eq!(&text[top.of("name")], "\"a ( b\"");
        assert_eq!(codes.len(), 2);
        assert_eq!(&text[codes[0].of("name")], "r#\"x\"y\"#");
        assert_eq!(&text[codes[0].of("kind")], "Rated([(1, \"a)\")])");
        assert_eq!(&text[codes[1].of("name")], "\"z\"");
        assert_eq!(codes[1].of("parent"), 0..1);
    }

    #[test]
    fn anything_at_all_ends() {
        for text in [
            "",
            "(",
            "(a",
            "(a:",
            "(codes: [(",
            "\"",
            "/*",
            "r#\"",
            ")",
            "(a: ')",
        ] {
            let _ = places(&ron::Options::default(), text);
        }
    }
}
