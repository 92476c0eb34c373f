//! Who has the keyboard.

/// Who has the keyboard. The inner scope shadows the outer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    Global,
    Study,
    Rounds,
    Read,
    Codes,
    Codebook,
    Review,
    Search,
    Reconcile,
    Ends,
    Vote,
    Agreement,
    Conference,
    Segments,
    Participants,
    Speakers,
    Themes,
    Map,
    Words,
    Kwic,
    Collocates,
    Matrix,
    Framework,
    Over,
    Picker,
    Several,
    Line,
    Writing,
    Noting,
    Memo,
    Question,
    Form,
    Options,
    Editing,
}

impl Scope {
    /// Its name in help and documents.
    pub fn title(self) -> &'static str {
        match self {
            Scope::Global => "Everywhere",
            Scope::Study => "Study",
            Scope::Rounds => "Study: rounds",
            Scope::Read => "Read & code",
            Scope::Codes => "Read & code: codes beside the text",
            Scope::Codebook => "Codebook",
            Scope::Review => "Codebook: reviewing the codes",
            Scope::Search => "Search",
            Scope::Reconcile => "Reconcile",
            Scope::Ends => "Reconcile: choosing a stretch",
            Scope::Vote => "Reconcile: a hidden vote",
            Scope::Agreement => "Agreement",
            Scope::Conference => "Code conference",
            Scope::Segments => "Agreement: segments behind a cell",
            Scope::Participants => "Participants",
            Scope::Speakers => "Participants: speakers",
            Scope::Themes => "Themes",
            Scope::Map => "Themes: map",
            Scope::Words => "Words",
            Scope::Kwic => "Words: a word in context",
            Scope::Collocates => "Words: what stands beside a word",
            Scope::Matrix => "Matrix",
            Scope::Framework => "Framework",
            Scope::Over => "Over a screen: lists, lines, texts, questions, forms",
            Scope::Picker => "A list to choose from",
            Scope::Several => "A list to choose several from",
            Scope::Line => "A line to write",
            Scope::Writing => "A text to write",
            Scope::Noting => "A memo to write",
            Scope::Memo => "A memo to read",
            Scope::Question => "A question",
            Scope::Form => "A form",
            Scope::Options => "A form: a field with values to choose from",
            Scope::Editing => "While typing",
        }
    }

    /// This scope and those around it, inner first.
    pub fn chain(self) -> &'static [Scope] {
        match self {
            Scope::Global => &[Scope::Global],
            Scope::Study => &[Scope::Study, Scope::Global],
            Scope::Rounds => &[Scope::Rounds, Scope::Global],
            Scope::Read => &[Scope::Read, Scope::Global],
            Scope::Codes => &[Scope::Codes, Scope::Read, Scope::Global],
            Scope::Codebook => &[Scope::Codebook, Scope::Global],
            Scope::Review => &[Scope::Review, Scope::Codebook, Scope::Global],
            Scope::Search => &[Scope::Search, Scope::Global],
            Scope::Reconcile => &[Scope::Reconcile, Scope::Global],
            Scope::Ends => &[Scope::Ends, Scope::Global],
            Scope::Vote => &[Scope::Vote, Scope::Global],
            Scope::Agreement => &[Scope::Agreement, Scope::Global],
            Scope::Conference => &[Scope::Conference, Scope::Global],
            Scope::Segments => &[Scope::Segments, Scope::Global],
            Scope::Participants => &[Scope::Participants, Scope::Global],
            Scope::Speakers => &[Scope::Speakers, Scope::Global],
            Scope::Themes => &[Scope::Themes, Scope::Global],
            Scope::Map => &[Scope::Map, Scope::Themes, Scope::Global],
            Scope::Words => &[Scope::Words, Scope::Global],
            Scope::Kwic => &[Scope::Kwic, Scope::Global],
            Scope::Collocates => &[Scope::Collocates, Scope::Global],
            Scope::Matrix => &[Scope::Matrix, Scope::Global],
            Scope::Framework => &[Scope::Framework, Scope::Global],
            Scope::Over => &[Scope::Over],
            Scope::Picker => &[Scope::Picker, Scope::Editing, Scope::Over],
            Scope::Several => &[Scope::Several, Scope::Picker, Scope::Editing, Scope::Over],
            Scope::Line => &[Scope::Line, Scope::Editing, Scope::Over],
            Scope::Writing => &[Scope::Writing, Scope::Editing, Scope::Over],
            Scope::Noting => &[Scope::Noting, Scope::Writing, Scope::Editing, Scope::Over],
            Scope::Memo => &[Scope::Memo, Scope::Over],
            Scope::Question => &[Scope::Question, Scope::Over],
            Scope::Form => &[Scope::Form, Scope::Editing, Scope::Over],
            Scope::Options => &[Scope::Options, Scope::Form, Scope::Over],
            Scope::Editing => &[Scope::Editing, Scope::Over],
        }
    }

    /// Whether it is of what lies over a screen: nothing of the screen holds there.
    pub fn is_over(self) -> bool {
        self.chain().last() == Some(&Scope::Over)
    }

    /// Whether it is a part of its screen that keys alone lead into: its commands are none of
    /// another screen's.
    pub(super) fn is_passing(self) -> bool {
        use Scope::{Collocates, Ends, Kwic, Segments, Vote};
        matches!(self, Ends | Vote | Segments | Kwic | Collocates)
    }
}
