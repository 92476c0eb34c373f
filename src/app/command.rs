//! Everything a key, a click or the palette can ask for. Names only: `update` gives them meaning.

use super::screens::ScreenId;

/// A command. The same command may mean a like thing on several screens (`Add`, `Rename`…).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    // everywhere
    Help,
    Palette,
    Back,
    Leave,
    Quit,
    Undo,
    Redo,
    Messages,
    /// The report of the whole study, as files.
    Report,
    ToggleMouse,
    /// Names, initials or ids in what leaves the study.
    NameCoders,
    NextPane,
    PreviousPane,
    Go(ScreenId),
    // moving
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    HalfUp,
    HalfDown,
    First,
    Last,
    Open,
    Mark,
    MarkAll,
    Copy,
    /// What resembles this.
    MoreLikeThis,
    /// Queries of before.
    Earlier,
    SaveQuery,
    MarkSources,
    Find,
    FindNext,
    FindPrevious,
    // reading and coding
    NextWord,
    PreviousWord,
    NextSentence,
    PreviousSentence,
    NextTurn,
    PreviousTurn,
    LineStart,
    LineEnd,
    Select,
    ExtendLeft,
    ExtendRight,
    ExtendUp,
    ExtendDown,
    SelectSentence,
    SelectTurn,
    Grow,
    Shrink,
    OtherEnd,
    ApplyCode,
    Pinned(u8),
    RepeatCode,
    InVivo,
    Memo,
    /// The next kind of the memo that is written.
    MemoKind,
    /// The dated memos on the study, one's own journal among them.
    Journal,
    Uncode,
    ChangeCode,
    MoveBoundary,
    Certainty,
    Rate,
    CodingsHere,
    NextCoding,
    PreviousCoding,
    NextMemo,
    NextOverlap,
    NextSource,
    PreviousSource,
    ToggleFinished,
    ToggleOthers,
    CorrectText,
    Corrected,
    SayWho,
    Pin,
    // study
    Import,
    NewRound,
    ProposeRound,
    Submit,
    WithdrawSubmission,
    CloseRound,
    CorrectSpeakers,
    UpgradeStudy,
    CancelRound,
    SetKind,
    SetSpeaker,
    NameSpeaker,
    SetAttribute,
    ChooseBasis,
    // participants
    SetMissing,
    SetUnknown,
    TimePoints,
    NameEverywhere,
    TurnEverywhere,
    // codebook and themes
    Add,
    AddUnder,
    Rename,
    Define,
    Include,
    Exclude,
    Example,
    Colour,
    Move,
    Merge,
    Retire,
    ImportCodebook,
    // reconcile
    VerdictA,
    VerdictB,
    VerdictBoth,
    VerdictNeither,
    VerdictSpan,
    VerdictCode,
    VerdictKept,
    VerdictPark,
    Assent,
    Reason,
    ReasonKind,
    Present,
    Reopen,
    Vote,
    CodeByCode,
    SettleAlike,
    RestsOn,
    FilterQueue,
    Summary,
    Minutes,
    SortOrder,
    NextRound,
    // code conference
    JudgeSame,
    JudgeLeft,
    JudgeRight,
    JudgeDrop,
    NextCoders,
    // review of codes
    ReviewClear,
    ReviewUnclear,
    ReviewMerge,
    ReviewSplit,
    // agreement
    ByCode,
    Coefficients,
    BySource,
    ByPair,
    Trend,
    Confusion,
    Rated,
    Domain,
    Choose,
    Differences,
    // themes
    Place,
    TakeOut,
    Subgroup,
    Join,
    Cut,
    Relate,
    DropRelation,
    /// The relations of a theme or code, and what each rests on.
    Relations,
    /// To the other end of a relation.
    Follow,
    /// Folds what lies below a theme on the map, or shows it again.
    Fold,
    ZoomIn,
    ZoomOut,
    /// Relations the counts speak for.
    Offers,
    /// Marks a segment as a negative case, or as vivid.
    MarkEvidence,
    /// Judges how robust a theme is.
    JudgeTheme,
    /// What members say to a theme, and what followed.
    Members,
    Evidence,
    Export,
    // words
    StopWords,
    /// What stands beside a word.
    Collocates,
    /// A word, or several, to be seen in context.
    Keyword,
    // matrix
    MatrixRows,
    MatrixShows,
    /// Without differences that are not settled yet.
    SettledAlone,
    /// Rows as columns and columns as rows.
    Turn,
    /// One's own summary of a cell.
    Summarise,
    /// What else there is to tell of the study.
    Tell,
    /// What is written still holds, for the segments as they are now.
    StillHolds,
    // over a screen
    Take,
    /// Writes the first name that is offered.
    Complete,
    Yes,
    No,
    NewLine,
    DeleteBack,
    DeleteHere,
    DeleteWord,
    DeleteToStart,
    DeleteToEnd,
}

impl Command {
    /// How many rows a command that moves through a list moves by, up being negative, where
    /// `page` rows are seen at once; `None` for other commands.
    pub(super) fn rows(self, page: usize) -> Option<isize> {
        let page = page.max(1) as isize;
        Some(match self {
            Command::Up | Command::FindPrevious => -1,
            Command::Down | Command::FindNext => 1,
            Command::PageUp => -page,
            Command::PageDown => page,
            Command::HalfUp => -(page / 2).max(1),
            Command::HalfDown => (page / 2).max(1),
            Command::First => isize::MIN / 2,
            Command::Last => isize::MAX / 2,
            _ => return None,
        })
    }
}
