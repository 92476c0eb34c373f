//! What the groups of rich text hold, and words that are letters.

/// What a group holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    Text,
    /// The text of a box.
    Box,
    /// Something that is no text and has text in it.
    Around,
    /// The table of fonts.
    Fonts,
    /// No text at all.
    Aside,
}

/// What a group holds from this word on, if the word says so.
pub(super) fn place(name: &str, star: bool, now: Place) -> Option<Place> {
    let around = now == Place::Around;
    match name {
        _ if matches!(now, Place::Aside | Place::Fonts) => None,
        "fonttbl" => Some(Place::Fonts),
        "shptxt" | "dptxbxtext" if around => Some(Place::Box),
        "result" | "ud" if around => Some(Place::Text),
        "shpinst" | "do" | "object" | "upr" => Some(Place::Around),
        _ if star || is_aside(name) => Some(Place::Aside),
        _ => None,
    }
}

/// Words that begin a group without text, and do not say so by `\*`.
fn is_aside(name: &str) -> bool {
    matches!(
        name,
        "aftncn"
            | "aftnsep"
            | "aftnsepc"
            | "annotation"
            | "atnauthor"
            | "atndate"
            | "atnicn"
            | "atnid"
            | "atnparent"
            | "atnref"
            | "atntime"
            | "author"
            | "bkmkend"
            | "bkmkstart"
            | "colortbl"
            | "company"
            | "fldinst"
            | "filetbl"
            | "fontemb"
            | "footer"
            | "footerf"
            | "footerl"
            | "footerr"
            | "footnote"
            | "ftncn"
            | "ftnsep"
            | "ftnsepc"
            | "generator"
            | "header"
            | "headerf"
            | "headerl"
            | "headerr"
            | "info"
            | "listtable"
            | "listoverridetable"
            | "listtext"
            | "manager"
            | "nonesttables"
            | "nonshppict"
            | "objclass"
            | "objdata"
            | "objname"
            | "operator"
            | "pict"
            | "pntext"
            | "pntxta"
            | "pntxtb"
            | "revtbl"
            | "rxe"
            | "shprslt"
            | "stylesheet"
            | "tc"
            | "tcn"
            | "template"
            | "txe"
            | "xe"
    )
}

/// The letter a word stands for.
pub(super) fn letter(name: &str) -> Option<&'static str> {
    Some(match name {
        "tab" => "\t",
        "line" => "\n",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        "zwj" => "\u{200D}",
        "zwnj" => "\u{200C}",
        "zwbo" => "\u{200B}",
        "zwnbo" => "\u{2060}",
        _ => return None,
    })
}
