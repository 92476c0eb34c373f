//! What the elements of web pages are to a text.

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Stands in the line.
    Inline,
    /// Stands in the line, and is bold.
    Strong,
    /// Stands in the line, and apart from what is before and after it.
    Apart,
    /// Has lines of its own.
    Block,
    Heading(u8),
    /// Has its line ends as they stand.
    Preformatted,
    Break,
    Table,
    Row,
    Cell,
    /// Is no text.
    Aside,
}

pub(super) fn role(name: &str) -> Role {
    match name {
        "b" | "strong" => Role::Strong,
        "cite" | "time" => Role::Apart,
        "br" => Role::Break,
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "pre" | "listing" | "xmp" | "plaintext" => Role::Preformatted,
        "table" => Role::Table,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        _ if is_aside(name) => Role::Aside,
        _ if is_block(name) => Role::Block,
        _ => Role::Inline,
    }
}

/// `rt`: how a Chinese or Japanese word is pronounced, beside the word.
fn is_aside(name: &str) -> bool {
    matches!(
        name,
        "annotation"
            | "annotation-xml"
            | "audio"
            | "canvas"
            | "datalist"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "object"
            | "rp"
            | "rt"
            | "rtc"
            | "script"
            | "select"
            | "style"
            | "svg"
            | "template"
            | "textarea"
            | "title"
            | "video"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "search"
            | "section"
            | "summary"
            | "tbody"
            | "tfoot"
            | "thead"
            | "ul"
    )
}

/// Elements that have no end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose end may be missing: the next of their kind ends them.
pub(super) fn may_stay_open(name: &str) -> bool {
    matches!(
        name,
        "dd" | "dt" | "li" | "p" | "rp" | "rt" | "rtc" | "td" | "th" | "tr"
    )
}

/// The names of elements whose content is no markup.
pub(super) const RAW: [&str; 9] = [
    "iframe",
    "noembed",
    "noframes",
    "plaintext",
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
];
