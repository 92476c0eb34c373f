//! The one table of bindings. Footer hints, which-key box, help, palette and `docs/keys.md` are
//! all read from it; a test proves that no key is bound twice in a scope.

use super::command::Command::{self, *};
use super::key::Key;

/// Who has the keyboard. The inner scope shadows the outer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // screens and panes by name
pub enum Scope {
    Global,
    Study,
    Rounds,
    Read,
    Codes,
    Codebook,
    Search,
    Reconcile,
    Ends,
    Vote,
    Agreement,
    Conference,
    Segments,
    Themes,
    Map,
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
            Scope::Search => "Search",
            Scope::Reconcile => "Reconcile",
            Scope::Ends => "Reconcile: choosing a stretch",
            Scope::Vote => "Reconcile: a hidden vote",
            Scope::Agreement => "Agreement",
            Scope::Conference => "Code conference",
            Scope::Segments => "Agreement: segments behind a cell",
            Scope::Themes => "Themes",
            Scope::Map => "Themes: map",
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
            Scope::Search => &[Scope::Search, Scope::Global],
            Scope::Reconcile => &[Scope::Reconcile, Scope::Global],
            Scope::Ends => &[Scope::Ends, Scope::Global],
            Scope::Vote => &[Scope::Vote, Scope::Global],
            Scope::Agreement => &[Scope::Agreement, Scope::Global],
            Scope::Conference => &[Scope::Conference, Scope::Global],
            Scope::Segments => &[Scope::Segments, Scope::Global],
            Scope::Themes => &[Scope::Themes, Scope::Global],
            Scope::Map => &[Scope::Map, Scope::Themes, Scope::Global],
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it holds.
    pub scope: Scope,
    /// Keys, several ways separated by two spaces; empty for what only the palette offers.
    pub keys: &'static str,
    /// What it asks for.
    pub command: Command,
    /// One or two words, for the footer.
    pub short: &'static str,
    /// A sentence, for help and palette.
    pub long: &'static str,
    /// Its place in the footer: 1 comes first, 0 never.
    pub hint: u8,
}

const fn bind(
    scope: Scope,
    keys: &'static str,
    command: Command,
    short: &'static str,
    long: &'static str,
    hint: u8,
) -> Binding {
    Binding {
        scope,
        keys,
        command,
        short,
        long,
        hint,
    }
}

/// Words users look for a command by that do not stand in what is shown of it.
pub fn users_words(command: Command) -> &'static str {
    match command {
        Command::Undo => "undo revert",
        Command::Redo => "redo",
        Command::Uncode => "delete remove coding",
        Command::Retire => "delete remove",
        Command::CancelRound => "delete remove round",
        Command::Export => "export report save files",
        Command::Minutes => "report export",
        Command::GoAgreement | Command::Coefficients => "kappa alpha reliability irr",
        Command::Memo => "bookmark note comment annotation",
        Command::GoSearch | Command::Find => "search find",
        Command::Evidence => "segments quotations excerpts retrieve",
        _ => "",
    }
}

use Scope as S;

/// The table.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    bind(S::Global, "?",               Help,             "help",        "Show the keys of this pane and of everywhere", 9),
    bind(S::Global, ":  <c-p>",        Palette,          "palette",     "Find any command by its words", 0),
    bind(S::Global, "<esc>",           Back,             "back",        "One step back", 0),
    bind(S::Global, "q",               Leave,            "leave",       "Leave this screen; on the Study screen, leave Tandem", 0),
    bind(S::Global, "<c-c>",           Quit,             "quit",        "Quit Tandem; everything is saved already", 0),
    bind(S::Global, "z",               Undo,             "undo",        "Take back your last act", 0),
    bind(S::Global, "Z",               Redo,             "redo",        "Bring back what was undone", 0),
    bind(S::Global, "g m",             Messages,         "messages",    "Show earlier messages", 0),
    bind(S::Global, "",                NameCoders,       "coders named", "Name coders by their names, initials or ids in methods paragraphs", 0),
    bind(S::Global, "",                ToggleMouse,      "mouse",       "Turn the mouse off or on", 0),
    bind(S::Global, "<tab>",           NextPane,         "pane",        "Go to the next pane", 0),
    bind(S::Global, "<s-tab>",         PreviousPane,     "pane back",   "Go to the pane before", 0),
    bind(S::Global, "g s",             GoStudy,          "study",       "Go to the Study screen", 0),
    bind(S::Global, "g r",             GoRead,           "read",        "Go to Read & code", 0),
    bind(S::Global, "g c",             GoCodebook,       "codebook",    "Go to the Codebook", 0),
    bind(S::Global, "g f",             GoSearch,         "search",      "Go to Search", 0),
    bind(S::Global, "g d",             GoReconcile,      "reconcile",   "Go to Reconcile: what two coders coded differently", 0),
    bind(S::Global, "g a",             GoAgreement,      "agreement",   "Go to Agreement", 0),
    bind(S::Global, "g t",             GoThemes,         "themes",      "Go to Themes", 0),
    bind(S::Global, "g o",             GoConference,     "conference",  "Go to the Code conference: codes made apart, side by side", 0),
    bind(S::Global, "k  <up>",         Up,               "up",          "Up", 0),
    bind(S::Global, "j  <down>",       Down,             "down",        "Down", 0),
    bind(S::Global, "h  <left>",       Left,             "left",        "Left, or fold", 0),
    bind(S::Global, "l  <right>",      Right,            "right",       "Right, or unfold", 0),
    bind(S::Global, "<pgup>",          PageUp,           "page up",     "One page up", 0),
    bind(S::Global, "<pgdn>",          PageDown,         "page down",   "One page down", 0),
    bind(S::Global, "<c-u>",           HalfUp,           "half up",     "Half a page up", 0),
    bind(S::Global, "<c-d>",           HalfDown,         "half down",   "Half a page down", 0),
    bind(S::Global, "g g  <home>",     First,            "first",       "To the beginning", 0),
    bind(S::Global, "G  <end>",        Last,             "last",        "To the end", 0),
    bind(S::Global, "<ret>",           Open,             "open",        "Open what is under the cursor", 0),
    bind(S::Global, "/",               Find,             "find",        "Find", 0),
    bind(S::Global, "n",               FindNext,         "next hit",    "Next hit", 0),
    bind(S::Global, "N",               FindPrevious,     "hit before",  "Hit before", 0),

    bind(S::Study,  "<ret>",           Open,             "read",        "Read and code this source", 1),
    bind(S::Study,  "<space>",         Mark,             "mark",        "Mark this source for a new round", 3),
    bind(S::Study,  "i",               Import,           "import",      "Import files or folders as sources", 2),
    bind(S::Study,  "",                UpgradeStudy,     "upgrade study", "Upgrade an older study's format: older versions then only read it", 0),
    bind(S::Study,  "R",               NewRound,         "new round",   "Plan a round over the marked sources", 4),
    bind(S::Study,  "P",               ProposeRound,     "propose",     "Plan a round over unread sources drawn by strata from a seed", 0),
    bind(S::Study,  "f",               ToggleFinished,   "finished",    "Mark this source as finished in its round, or take the mark back", 5),
    bind(S::Study,  "e",               Rename,           "rename",      "Rename this source", 0),
    bind(S::Study,  "t",               SetKind,          "kind",        "Change the kind of this source", 0),
    bind(S::Study,  "a",               SetAttribute,     "attribute",   "Set an attribute of this source or of a participant", 0),
    bind(S::Study,  "p",               SetSpeaker,       "speakers",    "Say who is an interviewer and who a participant", 0),
    bind(S::Study,  "W",               NameSpeaker,      "person",      "Name the person a speaker is: one name, one person in all sources", 0),
    bind(S::Study,  "L",               ChooseBasis,      "findings",    "Choose the round whose findings count here, not the latest", 0),
    bind(S::Study,  "x",               Export,           "export",      "Export codings, codebook and theme map", 0),
    bind(S::Rounds, "<ret>",           Open,             "open",        "Reconcile this round when it is open, else read its next source", 1),
    bind(S::Rounds, "s",               Submit,           "submit",      "Submit your codings of this round", 2),
    bind(S::Rounds, "w",               WithdrawSubmission, "withdraw",  "Withdraw your submission while others have not submitted", 3),
    bind(S::Rounds, "c",               CloseRound,       "close early", "Close this round before all have submitted; it is recorded", 0),
    bind(S::Rounds, "C",               CorrectSpeakers,  "correct roles", "Take roles and names of speakers, as set now, into its plan", 0),
    bind(S::Rounds, "D",               CancelRound,      "cancel",      "Cancel a round you opened while nobody has finished or submitted", 0),
    bind(S::Rounds, "R",               NewRound,         "new round",   "Plan a round over the sources marked in the other pane", 4),
    bind(S::Rounds, "P",               ProposeRound,     "propose",     "Plan a round over unread sources drawn by strata from a seed", 0),
    bind(S::Rounds, "i",               Import,           "import",      "Import files or folders as sources", 0),
    bind(S::Rounds, "x",               Export,           "export",      "Export codings, codebook and theme map", 0),

    bind(S::Read,   "<space>",         ApplyCode,        "code",        "Choose codes for the selection or the sentence at the cursor", 1),
    bind(S::Read,   "v",               Select,           "select",      "Start or drop a selection", 2),
    bind(S::Read,   "s",               SelectSentence,   "sentence",    "Select the sentence, or grow the selection by a sentence", 3),
    bind(S::Read,   "t",               SelectTurn,       "turn",        "Select the turn", 0),
    bind(S::Read,   "+  =",            Grow,             "grow",        "Grow the selection: word, sentence, paragraph, turn", 0),
    bind(S::Read,   "-",               Shrink,           "shrink",      "Shrink the selection back", 0),
    bind(S::Read,   "o",               OtherEnd,         "other end",   "Move the other end of the selection", 0),
    bind(S::Read,   "w",               NextWord,         "word",        "To the next word; a selection, to the end of the word", 0),
    bind(S::Read,   "b",               PreviousWord,     "word back",   "To the word before", 0),
    bind(S::Read,   ")",               NextSentence,     "sentence →",  "To the next sentence; a selection, to the end of the sentence", 0),
    bind(S::Read,   "(",               PreviousSentence, "sentence ←",  "To the sentence before", 0),
    bind(S::Read,   "}",               NextTurn,         "turn →",      "To the next turn; a selection, to the end of the turn", 0),
    bind(S::Read,   "{",               PreviousTurn,     "turn ←",      "To the turn before", 0),
    bind(S::Read,   "0  <home>",       LineStart,        "line start",  "To the start of the line", 0),
    bind(S::Read,   "$  <end>",        LineEnd,          "line end",    "To the end of the line", 0),
    bind(S::Read,   "<s-left>",        ExtendLeft,       "extend ←",    "Extend the selection to the left", 0),
    bind(S::Read,   "<s-right>",       ExtendRight,      "extend →",    "Extend the selection to the right", 0),
    bind(S::Read,   "<s-up>",          ExtendUp,         "extend ↑",    "Extend the selection up", 0),
    bind(S::Read,   "<s-down>",        ExtendDown,       "extend ↓",    "Extend the selection down", 0),
    bind(S::Read,   "1",               Pinned(1),        "pinned",      "Apply your first pinned code", 0),
    bind(S::Read,   "2",               Pinned(2),        "pinned 2",    "Apply your second pinned code", 0),
    bind(S::Read,   "3",               Pinned(3),        "pinned 3",    "Apply your third pinned code", 0),
    bind(S::Read,   "4",               Pinned(4),        "pinned 4",    "Apply your fourth pinned code", 0),
    bind(S::Read,   "5",               Pinned(5),        "pinned 5",    "Apply your fifth pinned code", 0),
    bind(S::Read,   "6",               Pinned(6),        "pinned 6",    "Apply your sixth pinned code", 0),
    bind(S::Read,   "7",               Pinned(7),        "pinned 7",    "Apply your seventh pinned code", 0),
    bind(S::Read,   "8",               Pinned(8),        "pinned 8",    "Apply your eighth pinned code", 0),
    bind(S::Read,   "9",               Pinned(9),        "pinned 9",    "Apply your ninth pinned code", 0),
    bind(S::Read,   ".",               RepeatCode,       "repeat",      "Apply the last code again", 4),
    bind(S::Read,   "i",               InVivo,           "in-vivo",     "Make the selected words a code and apply it", 5),
    bind(S::Read,   "m",               Memo,             "memo",        "Write a memo on the selection, the coding or the paragraph here", 6),
    bind(S::Read,   "u",               Uncode,           "uncode",      "Take away your coding here", 7),
    bind(S::Read,   "x",               ChangeCode,       "change code", "Change the code of your coding here, keeping span and memo", 0),
    bind(S::Read,   "r",               MoveBoundary,     "boundaries",  "Take your coding here as selection to move its ends; Enter keeps", 0),
    bind(S::Read,   "!",               Certainty,        "sure/unsure", "Mark your coding here as unsure, or as sure again", 0),
    bind(S::Read,   "*",               Rate,             "rate",        "Rate your coding here, for a rated code", 0),
    bind(S::Read,   "<ret>",           CodingsHere,      "codings here","List the codings and memos here", 8),
    bind(S::Read,   "]",               NextCoding,       "next coding", "To the next coding", 0),
    bind(S::Read,   "[",               PreviousCoding,   "coding before","To the coding before", 0),
    bind(S::Read,   "c",               NextOverlap,      "cycle",       "Cycle through the codings that overlap here", 0),
    bind(S::Read,   "<gt>",            NextSource,       "next source", "To the next source", 0),
    bind(S::Read,   "<lt>",            PreviousSource,   "source before","To the source before", 0),
    bind(S::Read,   "f",               ToggleFinished,   "finished",    "Mark this source as finished in its round, or take the mark back", 0),
    bind(S::Read,   "O",               ToggleOthers,     "others",      "Show or hide the other coders' codings, once the round is open", 0),
    bind(S::Codes,  "<ret>",           ApplyCode,        "apply",       "Apply this code to the selection", 1),
    bind(S::Codes,  "<space>",         ApplyCode,        "apply",       "Apply this code to the selection", 0),
    bind(S::Codes,  "p",               Pin,              "pin",         "Pin this code to the next free digit, or unpin it", 2),

    bind(S::Codebook, "a",             Add,              "add",         "Add a code beside this one", 1),
    bind(S::Codebook, "A",             AddUnder,         "add under",   "Add a code under this one", 2),
    bind(S::Codebook, "e",             Rename,           "rename",      "Rename this code", 3),
    bind(S::Codebook, "d",             Define,           "define",      "Write its definition", 4),
    bind(S::Codebook, "i",             Include,          "include",     "Write when to use it", 0),
    bind(S::Codebook, "x",             Exclude,          "exclude",     "Write when not to use it", 0),
    bind(S::Codebook, "E",             Example,          "example",     "Add an anchor example", 0),
    bind(S::Codebook, "c",             Colour,           "colour",      "Next colour", 0),
    bind(S::Codebook, "m",             Move,             "move",        "Move it under another code, or to the top", 5),
    bind(S::Codebook, "M",             Merge,            "merge",       "Merge it into another code", 6),
    bind(S::Codebook, "D",             Retire,           "retire",      "Retire it: no longer offered, its codings stay; or bring it back", 7),
    bind(S::Codebook, "w",             Memo,             "memo",        "Write a memo on this code: the place for questions about its clause", 0),
    bind(S::Codebook, "<ret>",         Evidence,         "codings",     "List the segments coded with it", 8),
    bind(S::Codebook, "I",             ImportCodebook,   "import",      "Add the codes of a codebook file", 0),

    bind(S::Search, "/  i",            Find,             "query",       "Write the query", 1),
    bind(S::Search, "<ret>",           Open,             "go there",    "Open the source at the hit", 2),
    bind(S::Search, "s",               SortOrder,        "order",       "By relevance, or in source order", 3),

    bind(S::Reconcile, "y",            Assent,           "assent",      "Assent to the verdict proposed; confirm one whose clause changed", 1),
    bind(S::Reconcile, "a",            VerdictA,         "left",        "The first coder's coding stands", 1),
    bind(S::Reconcile, "b",            VerdictB,         "right",       "The second coder's coding stands", 2),
    bind(S::Reconcile, "3",            Pinned(3),        "third",       "The third coder's coding stands, in a round of three or more", 2),
    bind(S::Reconcile, "4",            Pinned(4),        "fourth",      "The fourth coder's coding stands, in a round of four or more", 0),
    bind(S::Reconcile, "5",            Pinned(5),        "fifth",       "The fifth coder's coding stands, in a round of five or more", 0),
    bind(S::Reconcile, "6",            Pinned(6),        "sixth",       "The sixth coder's coding stands, in a round of six or more", 0),
    bind(S::Reconcile, "7",            Pinned(7),        "seventh",     "The seventh coder's coding stands, in a round of seven or more", 0),
    bind(S::Reconcile, "8",            Pinned(8),        "eighth",      "The eighth coder's coding stands, in a round of eight or more", 0),
    bind(S::Reconcile, "9",            Pinned(9),        "ninth",       "The ninth coder's coding stands, in a round of nine or more", 0),
    bind(S::Reconcile, "+",            VerdictBoth,      "both",        "Both stand", 3),
    bind(S::Reconcile, "-  0",         VerdictNeither,   "neither",     "None stands", 4),
    bind(S::Reconcile, "s",            VerdictSpan,      "span",        "The code stands on another stretch: move the ends, Enter keeps them", 5),
    bind(S::Reconcile, "c",            VerdictCode,      "other code",  "Another code stands", 6),
    bind(S::Reconcile, "d",            VerdictKept,      "keep differing", "The disagreement is kept", 0),
    bind(S::Reconcile, "p",            VerdictPark,      "park",        "Park it for later", 7),
    bind(S::Reconcile, "x",            Reopen,           "reopen",      "Back into the queue, whether settled, agreed or settled by rule", 0),
    bind(S::Reconcile, "A",            SettleAlike,      "settle alike", "Give all open items of this kind the same verdict, once shown", 0),
    bind(S::Reconcile, "C",            CodeByCode,       "code by code", "Rule on one code after the other, in a round of three or more", 0),
    bind(S::Reconcile, "V",            Vote,             "hidden vote", "Two at this keyboard vote in turn; shown when both are in", 0),
    bind(S::Reconcile, "r",            Reason,           "reason",      "Write or choose the reason of the verdict", 8),
    bind(S::Reconcile, "t",            ReasonKind,       "kind of reason", "Choose the kind of reason for the next verdicts", 0),
    bind(S::Reconcile, "w",            Present,          "present",     "Say who is present", 0),
    bind(S::Reconcile, "e",            Define,           "amend clause", "Amend the clause a verdict rests on: definition, when, not when", 9),
    bind(S::Reconcile, "E",            RestsOn,          "rests on",    "Name the clause the verdict rests on", 0),
    bind(S::Reconcile, "o",            SortOrder,        "order",       "Order by source, code, kind, worst, rarest or unsure first", 0),
    bind(S::Reconcile, "f",            FilterQueue,      "filter",      "Show only a code, source, kind, state, reason, or what was unsure", 0),
    bind(S::Reconcile, "v",            ToggleOthers,     "which",       "Show differences, open ones, what agreed or by rule, or everything", 0),
    bind(S::Reconcile, "i",            Summary,          "summary",     "What it came to: figures before and after, what caused differences", 0),
    bind(S::Reconcile, "M",            Minutes,          "minutes",     "Write the minutes of the meeting: Markdown, Word, HTML", 0),
    bind(S::Reconcile, "R",            NextRound,        "round",       "Go to the next round of two coders", 0),
    bind(S::Reconcile, "<ret>",        Open,             "read there",  "Open the source there", 0),
    bind(S::Ends, "<ret>",             Open,             "keep",        "The code stands on this stretch", 1),
    bind(S::Ends, "o",                 OtherEnd,         "other end",   "Move the other end", 2),
    bind(S::Ends, "w",                 NextWord,         "word",        "This end one word on", 4),
    bind(S::Ends, "b",                 PreviousWord,     "word back",   "This end one word back", 5),
    bind(S::Ends, ")",                 NextSentence,     "sentence →",  "This end one sentence on", 0),
    bind(S::Ends, "(",                 PreviousSentence, "sentence ←",  "This end one sentence back", 0),
    bind(S::Ends, "s",                 SelectSentence,   "sentence",    "Take the sentence as well", 0),
    bind(S::Ends, "+  =",              Grow,             "grow",        "Grow the stretch: word, sentence, paragraph, turn", 0),
    bind(S::Ends, "-",                 Shrink,           "shrink",      "Shrink it back", 0),
    bind(S::Ends, "c",                 VerdictCode,      "other code",  "Another code stands on this stretch", 6),
    bind(S::Ends, "<esc>",             Back,             "leave it",    "Leave the stretch as it was", 3),

    bind(S::Vote, "a",                 VerdictA,         "left",        "Vote for the first coder's coding", 1),
    bind(S::Vote, "b",                 VerdictB,         "right",       "Vote for the second coder's coding", 2),
    bind(S::Vote, "3",                 Pinned(3),        "third",       "Vote for the third coder's coding", 2),
    bind(S::Vote, "4",                 Pinned(4),        "fourth",      "Vote for the fourth coder's coding", 0),
    bind(S::Vote, "5",                 Pinned(5),        "fifth",       "Vote for the fifth coder's coding", 0),
    bind(S::Vote, "6",                 Pinned(6),        "sixth",       "Vote for the sixth coder's coding", 0),
    bind(S::Vote, "7",                 Pinned(7),        "seventh",     "Vote for the seventh coder's coding", 0),
    bind(S::Vote, "8",                 Pinned(8),        "eighth",      "Vote for the eighth coder's coding", 0),
    bind(S::Vote, "9",                 Pinned(9),        "ninth",       "Vote for the ninth coder's coding", 0),
    bind(S::Vote, "+",                 VerdictBoth,      "both",        "Vote for both", 3),
    bind(S::Vote, "-  0",              VerdictNeither,   "neither",     "Vote for none", 4),
    bind(S::Vote, "s",                 VerdictSpan,      "other stretch", "Vote for another stretch", 0),
    bind(S::Vote, "c",                 VerdictCode,      "other code",  "Vote for another code", 0),
    bind(S::Vote, "d",                 VerdictKept,      "keep differing", "Vote for keeping the disagreement", 0),
    bind(S::Vote, "p",                 VerdictPark,      "pass",        "Let the vote pass", 5),
    bind(S::Vote, "<esc>",             Back,             "end it",      "End the vote; nothing of it is kept", 6),

    bind(S::Agreement, "<ret>",        Open,             "segments",    "The segments behind this cell", 1),
    bind(S::Agreement, "f",            Choose,           "choose",      "Choose what is compared: rounds, codes, sources, unit, domain, more", 2),
    bind(S::Agreement, "k",            Coefficients,     "kappa",       "Kappa with its error, AC1, PABAK, prevalence, bias; again: back", 3),
    bind(S::Agreement, "m",            Confusion,        "confusion",   "Which codes are confused, as a heat map", 4),
    bind(S::Agreement, "t",            Trend,            "trend",       "Round by round", 5),
    bind(S::Agreement, "x",            Export,           "export",      "Write tables, pictures and a methods paragraph as files", 6),
    bind(S::Agreement, "a",            ByCode,           "codes",       "Code by code", 0),
    bind(S::Agreement, "s",            BySource,         "sources",     "Source by source", 7),
    bind(S::Agreement, "p",            ByPair,           "pairs",       "Pair of coders by pair of coders", 0),
    bind(S::Agreement, "r",            Rated,            "rated",       "Rated codes", 0),
    bind(S::Agreement, "b",            Domain,           "domain",      "The domain chosen: one value a unit", 0),
    bind(S::Agreement, "c",            NextOverlap,      "unit/character","By unit or by character", 0),
    bind(S::Agreement, "o",            SortOrder,        "sort",        "Sort by this column: largest first, smallest first, as it was", 0),
    bind(S::Agreement, "d",            Differences,      "differences", "Go to this code's differences", 0),
    bind(S::Agreement, "R",            NextRound,        "round",       "Go to the next round", 0),
    bind(S::Agreement, "<tab>",        NextPane,         "next pair",   "The next pair of coders, in a round of three or more", 0),
    bind(S::Agreement, "<s-tab>",      PreviousPane,     "pair before", "The pair of coders before", 0),
    bind(S::Agreement, "<up>",         Up,               "up",          "Up", 0),
    bind(S::Agreement, "0",            LineStart,        "first column","To the first column", 0),
    bind(S::Agreement, "$",            LineEnd,          "last column", "To the last column", 0),
    bind(S::Segments,  "<ret>",        Open,             "read",        "Read this segment in its source; Esc comes back", 1),
    bind(S::Segments,  "<esc>",        Back,             "back to the cell","Back to the cell", 2),

    bind(S::Conference, "s",           JudgeSame,        "same",        "They are the same: one name stays, the other becomes its alias", 1),
    bind(S::Conference, "<lt>",        JudgeLeft,        "left narrower", "The left coder's code is narrower: it goes under the other", 2),
    bind(S::Conference, "<gt>",        JudgeRight,       "right narrower", "The right coder's code is narrower: it goes under the other", 3),
    bind(S::Conference, "+",           VerdictBoth,      "keep",        "Both are kept; or the one, where only one is looked at", 4),
    bind(S::Conference, "d",           JudgeDrop,        "drop",        "One or both are not used any more; their codings stay", 5),
    bind(S::Conference, "r",           Reason,           "reason",      "Write or choose the reason of the judgement", 6),
    bind(S::Conference, "w",           Present,          "present",     "Say who is present", 0),
    bind(S::Conference, "<tab>",       NextPane,         "table",       "Go to the table of both coders' codes, to the segments, and back", 7),
    bind(S::Conference, "n",           FindNext,         "next open",   "To the next codes nothing is decided about", 0),
    bind(S::Conference, "N",           FindPrevious,     "open before", "To the codes before that nothing is decided about", 0),
    bind(S::Conference, "c",           NextOverlap,      "unit/character", "Count what they have in common by unit or by character", 0),
    bind(S::Conference, "p",           NextCoders,       "next pair",   "The next pair of coders, in a round of three or more", 0),
    bind(S::Conference, "R",           NextRound,        "round",       "Go to the next round", 0),
    bind(S::Conference, "<ret>",       Open,             "read there",  "Open the first segment behind these codes", 0),
    bind(S::Conference, "x",           Export,           "export",      "Write the table with all judgements, as CSV and Markdown", 0),

    bind(S::Themes, "a",               Add,              "new theme",   "Add a theme", 1),
    bind(S::Themes, "A",               AddUnder,         "subtheme",    "Add a subtheme under this theme", 5),
    bind(S::Themes, "p",               Place,            "place",       "Place codes under this theme; a code under a theme of your choice", 2),
    bind(S::Themes, "u",               TakeOut,          "take out",    "Take this code out of its theme", 0),
    bind(S::Themes, "e",               Rename,           "rename",      "Rename this theme", 0),
    bind(S::Themes, "d",               Define,           "statement",   "Write the theme's claim in one sentence", 0),
    bind(S::Themes, "m",               Move,             "move",        "Move a theme under another or to the top, a code to another theme", 6),
    bind(S::Themes, "r",               Relate,           "relate",      "Relate it to another theme or code", 4),
    bind(S::Themes, "R",               DropRelation,     "drop relation","Drop one of its relations", 0),
    bind(S::Themes, "D",               Retire,           "remove",      "Remove this theme; its codes stay in the codebook", 0),
    bind(S::Themes, "<ret>",           Evidence,         "evidence",    "The segments behind it", 3),
    bind(S::Themes, "<tab>",           NextPane,         "map",         "Go to the map, and back", 7),
    bind(S::Themes, "x",               Export,           "export",      "Write the map as SVG", 8),
    bind(S::Themes, "/",               Find,             "find",        "Find a theme or code", 0),
    bind(S::Themes, "n",               FindNext,         "next theme",  "To the next theme", 0),
    bind(S::Themes, "N",               FindPrevious,     "theme before","To the theme before", 0),
    bind(S::Map,    "<tab>",           NextPane,         "outline",     "Go to the outline", 1),
    bind(S::Map,    "k  <up>",         Up,               "scroll up",   "Scroll the map up", 0),
    bind(S::Map,    "j  <down>",       Down,             "scroll down", "Scroll the map down", 0),
    bind(S::Map,    "h  <left>",       Left,             "scroll left", "Scroll the map to the left", 0),
    bind(S::Map,    "l  <right>",      Right,            "scroll right","Scroll the map to the right", 0),
    bind(S::Map,    "n",               FindNext,         "next theme",  "To the next theme", 2),
];

/// What the keys typed so far mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// This command.
    Command(Command),
    /// A prefix: these rows could still follow, with the rest of their keys.
    Prefix(Vec<(String, Command)>),
    /// Nothing.
    Nothing,
}

/// Every way to type a binding.
pub fn ways(binding: &Binding) -> impl Iterator<Item = Vec<Key>> {
    binding
        .keys
        .split("  ")
        .filter(|w| !w.is_empty())
        .map(Key::parse_binding)
}

/// Resolves keys typed in a scope: the inner scope first.
pub fn resolve(scope: Scope, typed: &[Key]) -> Resolved {
    let mut longer: Vec<(String, Command)> = Vec::new();
    for inner in scope.chain() {
        for binding in BINDINGS.iter().filter(|b| b.scope == *inner) {
            for way in ways(binding) {
                if way == typed {
                    return Resolved::Command(binding.command);
                }
                if way.len() > typed.len() && way.starts_with(typed) {
                    let rest: Vec<String> = way[typed.len()..].iter().map(Key::to_string).collect();
                    longer.push((rest.join(" "), binding.command));
                }
            }
        }
    }
    if longer.is_empty() {
        Resolved::Nothing
    } else {
        Resolved::Prefix(longer)
    }
}

/// The rows that hold in a scope, inner first, those shadowed left out.
pub fn in_scope(scope: Scope) -> Vec<&'static Binding> {
    let mut rows: Vec<&Binding> = Vec::new();
    for inner in scope.chain() {
        for binding in BINDINGS.iter().filter(|b| b.scope == *inner) {
            if !rows.iter().any(|r| r.command == binding.command) {
                rows.push(binding);
            }
        }
    }
    rows
}

/// The keys of a command in a scope, for people: `g s`, `Ctrl-p`.
pub fn keys_shown(binding: &Binding) -> String {
    let one = |way: Vec<Key>| way.iter().map(Key::to_string).collect::<Vec<_>>().join(" ");
    ways(binding).map(one).collect::<Vec<_>>().join(", ")
}

/// The document of all keys, as it stands in `docs/keys.md`.
pub fn document() -> String {
    let mut out = String::from(
        "# Keys\n\nThis page is written from the table of bindings (`src/app/keymap.rs`).\n",
    );
    let mut scope = None;
    for b in BINDINGS {
        if scope != Some(b.scope) {
            scope = Some(b.scope);
            out.push_str(&format!(
                "\n## {}\n\n| keys | what it does |\n|---|---|\n",
                b.scope.title()
            ));
        }
        let keys = match keys_shown(b) {
            k if k.is_empty() => "(palette)".to_owned(),
            k => k,
        };
        out.push_str(&format!("| {} | {} |\n", keys.replace('|', "\\|"), b.long));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::screen::LEAST;
    use crate::model::wrap::width;

    #[test]
    fn no_key_is_bound_twice_in_a_scope_nor_hides_a_longer_one() {
        for (i, a) in BINDINGS.iter().enumerate() {
            for b in BINDINGS[i + 1..].iter().filter(|b| b.scope == a.scope) {
                for x in ways(a) {
                    for y in ways(b) {
                        let clash = x.starts_with(&y) || y.starts_with(&x);
                        assert!(
                            !clash,
                            "{:?} and {:?} in {:?}",
                            a.command, b.command, a.scope
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn every_key_of_the_table_can_be_read_and_reaches_its_command() {
        for b in BINDINGS {
            for way in ways(b) {
                assert!(!way.is_empty(), "{}", b.keys);
                assert_eq!(
                    resolve(b.scope, &way),
                    Resolved::Command(b.command),
                    "{}",
                    b.keys
                );
            }
        }
    }

    #[test]
    fn help_shows_every_line_whole_on_the_least_screen() {
        // Border, mark and the space before the keys.
        let room = usize::from(LEAST.0) - 6 - 2 - 2 - 1;
        for b in BINDINGS {
            let used = width(b.long) + width(&keys_shown(b));
            assert!(used <= room, "{} cells too many: {}", used - room, b.long);
        }
    }

    #[test]
    fn digits_are_never_global() {
        let digit = |k: &Key| k.typed().is_some_and(|c| c.is_ascii_digit());
        let global = BINDINGS.iter().filter(|b| b.scope == Scope::Global);
        assert!(global.flat_map(ways).flatten().all(|k| !digit(&k)));
    }

    #[test]
    fn the_document_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md");
        let stored = std::fs::read_to_string(path).unwrap_or_default();
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(path, document()).unwrap();
        } else {
            assert_eq!(
                stored,
                document(),
                "run UPDATE_DOCS=1 cargo test to renew docs/keys.md"
            );
        }
    }
}
