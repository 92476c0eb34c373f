//! Events of every kind and small journals, for tests.

use super::line::{self, NO_LINE};
use super::name::JournalName;
use crate::model::attribute::{Absent, AttributeKind, Case, Subject, Subjects};
use crate::model::clock::Stamp;
use crate::model::code::{CodeKind, CodeText, Colour};
use crate::model::coding::{MemoKind, MemoOn, RowOf, Via};
use crate::model::conference::Judgement;
use crate::model::edits::Edits;
use crate::model::event::{
    Change, CodeField, CodingField, ConstructField, Event, SourceField, ThemeField,
};
use crate::model::framework::{ConstructText, FrameworkText};
use crate::model::ids::{
    AnswerId, CodeId, CoderId, CodingId, ConstructId, DeviceId, Digest, EventId, FrameworkId,
    MemoId, PacketId, RelationId, RoundId, SourceId, ThemeId, VerdictId,
};
use crate::model::mapping::{
    Fit, MappedTo, MappingPlan, MappingRuling, MappingStep, Valence, ValenceOf, Valued,
};
use crate::model::mark::Mark;
use crate::model::member::{AnswerText, Claim, PacketFor, PacketText, Stance};
use crate::model::name::as_shown;
use crate::model::pieces::Piece;
use crate::model::review::{Cogency, ReviewPlan};
use crate::model::round::{
    Assumed, Before, BoundaryRule, Called, Drawn, Headline, Imported, Reasons, RoundKind,
    RoundPlan, StartFrom, Submission, Unit,
};
use crate::model::source::{SourceKind, SpeakerRole, SpeakerSetting, Structured};
use crate::model::text::Span;
use crate::model::theme::{Bearing, EvidenceOn, Node, Robustness};
use crate::model::verdict::{Authority, Ballot, CodeRuling, Occasion, ReasonKind, Ruling, Vote};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use uuid::Uuid;

pub fn name(coder: &str, number: u32) -> JournalName {
    JournalName {
        coder: coder.parse().unwrap(),
        device: DeviceId("k3f9a2xx".into()),
        number,
    }
}

pub fn memo(text: &str) -> Change {
    Change::MemoWritten {
        of: None,
        round: None,
        on: MemoOn::Study,
        text: text.to_owned(),
        kind: None,
        about: Vec::new(),
    }
}

/// A sound journal of `count` memos `note 1`, `note 2`…
pub fn journal_bytes(coder: &str, number: u32, count: u64) -> Vec<u8> {
    let name = name(coder, number);
    let (mut bytes, mut prev) = (Vec::new(), NO_LINE);
    for seq in 1..=count {
        let id = blake3::hash(format!("{coder} {number} {seq}").as_bytes());
        let event = Event {
            id: EventId(Uuid::from_slice(&id.as_bytes()[..16]).unwrap()),
            clock: Stamp { ms: seq, n: 0 },
            coder: name.coder.clone(),
            device: name.device.clone(),
            seq,
            act: None,
            change: memo(&format!("note {seq}")),
            format: 2,
            moved: None,
        };
        let (composed, hash) = line::compose(&event, &prev).unwrap();
        prev = hash;
        bytes.extend_from_slice(composed.as_bytes());
        bytes.push(b'\n');
    }
    bytes
}

fn uuid() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

fn event_id() -> impl Strategy<Value = EventId> {
    uuid().prop_map(EventId)
}

fn ids() -> impl Strategy<Value = Vec<EventId>> {
    vec(event_id(), 0..3)
}

/// Any text, often with what breaks lines and quotes.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\n\r\u{2028}\u{2029}\u{85}\u{0}\"'\\\\#/*(){},;r\u{301}\u{1f600}\u{feff} a]{0,12}",
    ]
}

/// Any name as reading gives it.
fn title() -> impl Strategy<Value = String> {
    text().prop_map(|name| as_shown(&name))
}

fn coder() -> impl Strategy<Value = CoderId> {
    "[a-z0-9-]{4,32}".prop_filter_map("reserved", |s| s.parse().ok())
}

fn source() -> impl Strategy<Value = SourceId> {
    text().prop_map(|t| SourceId(t.into()))
}

fn digest() -> impl Strategy<Value = Digest> {
    text().prop_map(|t| t.as_str().into())
}

fn span() -> impl Strategy<Value = Span> {
    any::<(u32, u32)>().prop_map(|(a, b)| Span::between(a, b))
}

fn round() -> impl Strategy<Value = Option<RoundId>> {
    option::of(uuid().prop_map(RoundId))
}

fn code_kind() -> impl Strategy<Value = CodeKind> {
    prop_oneof![
        Just(CodeKind::Plain),
        vec((any::<i32>(), title()), 0..3).prop_map(CodeKind::Rated),
    ]
}

fn code_field() -> impl Strategy<Value = CodeField> {
    prop_oneof![
        title().prop_map(CodeField::Name),
        text().prop_map(CodeField::Definition),
        text().prop_map(CodeField::Include),
        text().prop_map(CodeField::Exclude),
        vec(text(), 0..3).prop_map(CodeField::Examples),
        Just(CodeField::Colour(Colour::LightRed)),
        any::<char>().prop_map(CodeField::Key),
        prop_oneof![Just('\n'), Just('\''), Just('\\'), Just('\r')].prop_map(CodeField::Key),
        code_kind().prop_map(CodeField::Kind),
    ]
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let mark = (coder(), any::<u64>(), text()).prop_map(|(coder, seq, hash)| Mark {
        coder,
        device: DeviceId("k3f9a2xx".into()),
        seq,
        hash,
    });
    vec(mark, 0..3)
}

fn before() -> impl Strategy<Value = Before> {
    (source(), vec(coder(), 0..3), any::<bool>()).prop_map(|(source, coders, open)| Before {
        source,
        coders,
        open,
    })
}

fn imported() -> impl Strategy<Value = Imported> {
    let assumed = (source(), vec(coder(), 0..3));
    let assumed = assumed.prop_map(|(source, coders)| Assumed { source, coders });
    let called = (coder(), title()).prop_map(|(coder, name)| Called { coder, name });
    (
        option::of(vec(assumed, 0..3)),
        any::<(bool, bool)>(),
        option::of(uuid()),
        vec(called, 0..3),
    )
        .prop_map(|(assumed, (was, chosen), replaces, names)| Imported {
            assumed,
            was: was.then_some(RoundKind::Training),
            chosen,
            replaces: replaces.map(RoundId),
            names,
        })
}

fn plan() -> impl Strategy<Value = RoundPlan> {
    (
        title(),
        vec(source(), 0..3),
        vec(coder(), 0..3),
        any::<(u8, u32, bool)>(),
        digest(),
        marks(),
        option::of(coder()),
        option::of(vec(before(), 0..3)),
        option::of(imported()),
    )
        .prop_map(
            |(name, sources, coders, numbers, codebook, known, adjudicator, before, imported)| {
                let (overlap, tolerance, blind) = numbers;
                RoundPlan {
                    name,
                    kind: RoundKind::Recode,
                    sources,
                    coders,
                    unit: Unit::Sentences,
                    overlap,
                    tolerance,
                    boundary: BoundaryRule::Longer,
                    headline: Headline::None,
                    least: blind.then_some(f64::from(overlap) / 255.0),
                    blind,
                    start: StartFrom::OwnCodings,
                    codebook,
                    known,
                    drawn: Some(Drawn {
                        seed: u64::from(tolerance) * 3,
                        by: "site".into(),
                        of: tolerance,
                    }),
                    adjudicator,
                    reasons: Reasons::Required,
                    structures: Vec::new(),
                    speakers: Digest::default(),
                    open_coding: Some(blind),
                    before,
                    imported,
                    labels_apart: blind,
                }
            },
        )
}

fn submission() -> impl Strategy<Value = Submission> {
    (
        coder(),
        marks(),
        digest(),
        vec((source(), any::<u32>()), 0..3),
        vec(source(), 0..3),
    )
        .prop_map(|(coder, marks, codebook, revisions, finished)| Submission {
            coder,
            marks,
            codebook,
            revisions,
            finished,
            structures: Vec::new(),
            corrected: None,
        })
}

fn structures() -> impl Strategy<Value = Vec<Structured>> {
    let one = |(source, revision, digest)| Structured {
        source,
        revision,
        digest,
    };
    vec((source(), any::<u32>(), digest()).prop_map(one), 0..3)
}

fn ruling() -> impl Strategy<Value = Ruling> {
    prop_oneof![
        coder().prop_map(Ruling::Of),
        Just(Ruling::Both),
        Just(Ruling::Neither),
        span().prop_map(Ruling::Adjusted),
        (uuid(), span()).prop_map(|(c, s)| Ruling::Another(CodeId(c), s)),
        Just(Ruling::Kept),
        Just(Ruling::Parked),
        Just(Ruling::Reopened),
    ]
}

fn judgement() -> impl Strategy<Value = Judgement> {
    let code = || uuid().prop_map(CodeId);
    prop_oneof![
        (code(), title()).prop_map(|(keep, name)| Judgement::Same { keep, name }),
        code().prop_map(Judgement::Narrower),
        Just(Judgement::Kept),
        vec(code(), 1..3).prop_map(Judgement::Dropped),
    ]
}

fn occasion() -> impl Strategy<Value = Option<Occasion>> {
    let item = vec(uuid().prop_map(CodingId), 0..3);
    let occasion = (uuid(), item).prop_map(|(round, item)| Occasion {
        round: RoundId(round),
        item,
    });
    option::of(occasion)
}

fn votes() -> impl Strategy<Value = Vec<Vote>> {
    let ballot = prop_oneof![
        coder().prop_map(Ballot::Of),
        Just(Ballot::Both),
        Just(Ballot::Neither),
        Just(Ballot::Adjusted),
        Just(Ballot::Another),
        Just(Ballot::Kept),
    ];
    let vote = (coder(), option::of(ballot)).prop_map(|(coder, ballot)| Vote { coder, ballot });
    vec(vote, 0..3)
}

fn memo_on() -> impl Strategy<Value = MemoOn> {
    prop_oneof![
        Just(MemoOn::Study),
        source().prop_map(MemoOn::Source),
        (source(), span()).prop_map(|(s, p)| MemoOn::Segment(s, p)),
        uuid().prop_map(|u| MemoOn::Coding(CodingId(u))),
        uuid().prop_map(|u| MemoOn::Code(CodeId(u))),
        uuid().prop_map(|u| MemoOn::Round(RoundId(u))),
        uuid().prop_map(|u| MemoOn::Theme(ThemeId(u))),
        uuid().prop_map(|u| MemoOn::Verdict(VerdictId(u))),
        title().prop_map(MemoOn::Participant),
        (row(), subject()).prop_map(|(row, of)| MemoOn::Cell(row, of)),
        uuid().prop_map(|u| MemoOn::Relation(RelationId(u))),
    ]
}

fn row() -> impl Strategy<Value = RowOf> {
    prop_oneof![
        uuid().prop_map(|u| RowOf::Code(CodeId(u))),
        uuid().prop_map(|u| RowOf::Category(CodeId(u))),
        uuid().prop_map(|u| RowOf::Theme(ThemeId(u))),
        uuid().prop_map(|u| RowOf::Construct(ConstructId(u))),
    ]
}

fn subject() -> impl Strategy<Value = Subject> {
    prop_oneof![
        title().prop_map(Subject::Participant),
        source().prop_map(Subject::Source),
        (title(), title()).prop_map(|(kind, name)| Subject::Case(Case { kind, name })),
    ]
}

fn memo_kind() -> impl Strategy<Value = Option<MemoKind>> {
    option::of(prop::sample::select(MemoKind::ALL.to_vec()))
}

fn piece() -> impl Strategy<Value = Piece> {
    (source(), 1..9u32, span(), any::<u32>()).prop_map(|(source, revision, span, at)| Piece {
        source,
        revision,
        span,
        at,
    })
}

fn about_sources() -> BoxedStrategy<Change> {
    let field = prop_oneof![
        title().prop_map(SourceField::Name),
        title().prop_map(SourceField::Language),
        Just(SourceField::Kind(SourceKind::FieldNote)),
    ];
    let setting = (title(), option::of(title())).prop_map(|(label, participant)| SpeakerSetting {
        label,
        role: SpeakerRole::Interviewer,
        participant,
    });
    let absent = option::of(prop_oneof![Just(Absent::Missing), Just(Absent::Unknown)]);
    let subjects = prop_oneof![
        Just(Subjects::Participants),
        Just(Subjects::Sources),
        title().prop_map(Subjects::Cases),
    ];
    let kind = prop_oneof![
        Just(AttributeKind::Text),
        Just(AttributeKind::Number),
        Just(AttributeKind::Date),
        Just(AttributeKind::Case),
        vec(title(), 0..4).prop_map(AttributeKind::Category),
        vec(title(), 0..4).prop_map(AttributeKind::Ordered),
    ];
    prop_oneof![
        (
            (source(), title(), text()),
            digest(),
            digest(),
            digest(),
            any::<u32>(),
            vec(piece(), 0..3),
        )
            .prop_map(
                |((source, name, extension), original, text, structure, chars, made_of)| {
                    Change::SourceAdded {
                        source,
                        name,
                        kind: SourceKind::FocusGroup,
                        language: "en".into(),
                        extension,
                        original,
                        text,
                        structure,
                        chars,
                        paragraphs: chars / 2,
                        made_of,
                    }
                }
            ),
        (source(), field, ids()).prop_map(|(source, field, replaces)| Change::SourceEdited {
            source,
            field,
            replaces,
        }),
        source().prop_map(|source| Change::SourceRemoved { source }),
        (source(), setting, ids()).prop_map(|(source, setting, replaces)| Change::SpeakerSet {
            source,
            setting,
            replaces,
        }),
        (
            subject(),
            title(),
            option::of(title()),
            absent,
            option::of(title()),
            ids()
        )
            .prop_map(|(of, key, value, absent, at, replaces)| {
                Change::AttributeSet {
                    of,
                    key,
                    value,
                    absent,
                    at,
                    replaces,
                }
            }),
        (subjects, title(), kind, ids()).prop_map(|(of, key, kind, replaces)| {
            Change::AttributeDeclared {
                of,
                key,
                kind,
                replaces,
            }
        }),
        (vec(title(), 0..4), ids())
            .prop_map(|(points, replaces)| Change::TimePointsNamed { points, replaces }),
        (text(), ids()).prop_map(|(pattern, replaces)| Change::CitingSet { pattern, replaces }),
        (
            source(),
            any::<u32>(),
            digest(),
            digest(),
            vec((span(), any::<u32>()), 0..3).prop_map(Edits),
            any::<u32>()
        )
            .prop_map(|(source, revision, text, structure, edits, paragraphs)| {
                Change::TextRevised {
                    structure,
                    source,
                    revision,
                    text,
                    edits,
                    paragraphs,
                }
            }),
        (title(), vec(source(), 0..3)).prop_map(|(participant, sources)| {
            Change::ParticipantWithdrawn {
                participant,
                sources,
            }
        }),
    ]
    .boxed()
}

fn about_codes() -> BoxedStrategy<Change> {
    let parent = || option::of(uuid().prop_map(CodeId));
    let words = (title(), text(), text(), text(), vec(text(), 0..3)).prop_map(
        |(name, definition, include, exclude, examples)| {
            let text = CodeText {
                definition,
                include,
                exclude,
                examples,
            };
            (name, text)
        },
    );
    prop_oneof![
        (
            words,
            parent(),
            option::of(any::<char>()),
            code_kind(),
            round()
        )
            .prop_map(
                |((name, text), parent, key, kind, private)| Change::CodeAdded {
                    name,
                    parent,
                    text,
                    colour: Colour::Cyan,
                    key,
                    kind,
                    private,
                }
            ),
        (uuid(), code_field(), ids(), occasion()).prop_map(|(code, field, replaces, on)| {
            Change::CodeEdited {
                code: CodeId(code),
                field,
                replaces,
                on,
            }
        }),
        (uuid(), parent(), ids()).prop_map(|(code, parent, replaces)| Change::CodeMoved {
            code: CodeId(code),
            parent,
            replaces,
        }),
        (uuid(), uuid()).prop_map(|(a, b)| Change::CodeMerged {
            code: CodeId(a),
            into: CodeId(b),
        }),
        uuid().prop_map(|code| Change::CodeRetired { code: CodeId(code) }),
        (uuid(), ids()).prop_map(|(code, replaces)| Change::CodeRestored {
            code: CodeId(code),
            replaces,
        }),
        (
            uuid(),
            vec(uuid().prop_map(CodeId), 1..3),
            judgement(),
            text(),
            vec(coder(), 0..3),
            ids()
        )
            .prop_map(|(round, codes, judgement, reason, present, replaces)| {
                Change::CodesJudged {
                    round: RoundId(round),
                    codes,
                    judgement,
                    reason,
                    present,
                    replaces,
                }
            }),
    ]
    .boxed()
}

fn cogency() -> impl Strategy<Value = Cogency> {
    prop_oneof![
        Just(Cogency::Clear),
        Just(Cogency::Unclear),
        uuid().prop_map(|into| Cogency::Merge(CodeId(into))),
        Just(Cogency::Split),
    ]
}

fn about_reviews() -> BoxedStrategy<Change> {
    let plan = (
        title(),
        vec(coder(), 0..3),
        vec(uuid().prop_map(CodeId), 0..4),
        vec(source(), 0..3),
    );
    prop_oneof![
        plan.prop_map(|(name, reviewers, codes, sources)| {
            let plan = ReviewPlan {
                name,
                reviewers,
                codes,
                sources,
                codebook: "1122334455667788".into(),
            };
            Change::ReviewOpened(plan.into())
        }),
        (uuid(), uuid(), cogency(), text(), ids()).prop_map(
            |(review, code, judgement, reason, replaces)| Change::CodeReviewed {
                review: RoundId(review),
                code: CodeId(code),
                judgement,
                reason,
                replaces,
            }
        ),
        uuid().prop_map(|review| Change::ReviewClosed {
            review: RoundId(review),
        }),
    ]
    .boxed()
}

fn constructs() -> impl Strategy<Value = Vec<ConstructId>> {
    vec(uuid().prop_map(ConstructId), 0..4)
}

fn about_frameworks() -> BoxedStrategy<Change> {
    let parent = option::of(uuid().prop_map(ConstructId));
    let field = prop_oneof![
        title().prop_map(ConstructField::Name),
        text().prop_map(ConstructField::Definition),
        any::<bool>().prop_map(ConstructField::Retired),
    ];
    prop_oneof![
        (title(), text()).prop_map(|(name, source)| {
            Change::FrameworkAdded(FrameworkText { name, source }.into())
        }),
        (uuid(), parent, title(), text(), any::<bool>()).prop_map(
            |(framework, parent, name, definition, given)| {
                let text = ConstructText {
                    framework: FrameworkId(framework),
                    parent,
                    name,
                    text: CodeText {
                        definition,
                        ..CodeText::default()
                    },
                    given,
                };
                Change::ConstructAdded(text.into())
            }
        ),
        (uuid(), field, ids()).prop_map(|(construct, field, replaces)| {
            Change::ConstructEdited {
                construct: ConstructId(construct),
                field,
                replaces,
            }
        }),
    ]
    .boxed()
}

fn fit() -> impl Strategy<Value = Fit> {
    prop_oneof![
        coder().prop_map(Fit::Of),
        Just(Fit::Both),
        Just(Fit::Neither),
        Just(Fit::Another),
        Just(Fit::Kept),
        Just(Fit::Parked),
    ]
}

fn valence() -> impl Strategy<Value = Change> {
    let of = prop_oneof![
        uuid().prop_map(|id| ValenceOf::Segment(CodingId(id))),
        (title(), title()).prop_map(|(kind, name)| ValenceOf::Case(Case { kind, name })),
    ];
    let valence = option::of(prop_oneof![
        any::<i8>().prop_map(Valence::Point),
        Just(Valence::Mixed)
    ]);
    (
        uuid(),
        of,
        uuid(),
        valence,
        text(),
        vec(coder(), 0..3),
        ids(),
    )
        .prop_map(
            |(mapping, of, construct, valence, summary, present, replaces)| {
                let valued = Valued {
                    mapping: RoundId(mapping),
                    of,
                    construct: ConstructId(construct),
                    valence,
                    summary,
                    present,
                    replaces,
                };
                Change::ValenceGiven(valued.into())
            },
        )
}

fn about_mappings() -> BoxedStrategy<Change> {
    let codes = vec(uuid().prop_map(CodeId), 0..4);
    let plan = (
        title(),
        uuid(),
        vec(coder(), 0..3),
        codes,
        constructs(),
        any::<bool>(),
        marks(),
    );
    let step = prop_oneof![
        marks().prop_map(MappingStep::Submitted),
        Just(MappingStep::Withdrawn),
        Just(MappingStep::Closed),
    ];
    let ruling = (
        uuid(),
        uuid(),
        fit(),
        constructs(),
        text(),
        vec(coder(), 0..3),
        ids(),
    );
    prop_oneof![
        plan.prop_map(
            |(name, framework, coders, codes, constructs, blind, known)| {
                let plan = MappingPlan {
                    name,
                    framework: FrameworkId(framework),
                    coders,
                    codes,
                    constructs,
                    blind,
                    codebook: "1122334455667788".into(),
                    known,
                };
                Change::MappingOpened(plan.into())
            }
        ),
        (uuid(), uuid(), constructs(), text(), ids()).prop_map(
            |(mapping, code, to, note, replaces)| {
                let said = MappedTo {
                    mapping: RoundId(mapping),
                    code: CodeId(code),
                    to,
                    note,
                    replaces,
                };
                Change::CodeMapped(said.into())
            }
        ),
        (uuid(), step, option::of(event_id())).prop_map(|(mapping, step, after)| {
            Change::MappingStepped {
                mapping: RoundId(mapping),
                step,
                after,
            }
        }),
        ruling.prop_map(|(mapping, code, verdict, to, reason, present, replaces)| {
            let ruling = MappingRuling {
                mapping: RoundId(mapping),
                code: CodeId(code),
                verdict,
                to,
                reason,
                kind: ReasonKind::Context,
                present,
                replaces,
            };
            Change::MappingRuled(ruling.into())
        }),
        valence(),
    ]
    .boxed()
}

fn about_rounds() -> BoxedStrategy<Change> {
    prop_oneof![
        plan().prop_map(|plan| Change::RoundOpened(plan.into())),
        uuid().prop_map(|r| Change::RoundClosed { round: RoundId(r) }),
        (uuid(), marks()).prop_map(|(r, known)| Change::RoundCancelled {
            round: RoundId(r),
            known,
        }),
        (uuid(), source(), any::<bool>(), option::of(event_id())).prop_map(
            |(r, source, finished, after)| Change::Finished {
                round: RoundId(r),
                source,
                finished,
                after,
            }
        ),
        (round(), source(), any::<u32>()).prop_map(|(round, source, paragraph)| {
            Change::Reached {
                round,
                source,
                paragraph,
            }
        }),
        (uuid(), submission(), option::of(event_id())).prop_map(|(r, submission, after)| {
            Change::Submitted {
                round: RoundId(r),
                submission,
                after,
            }
        }),
        (uuid(), option::of(event_id())).prop_map(|(r, after)| Change::SubmissionWithdrawn {
            round: RoundId(r),
            after,
        }),
        (uuid(), text()).prop_map(|(r, payload)| Change::Sealed {
            round: RoundId(r),
            payload,
        }),
    ]
    .boxed()
}

fn coding(
    source: BoxedStrategy<SourceId>,
    digest: BoxedStrategy<Digest>,
) -> impl Strategy<Value = Change> {
    (
        option::of(coder()),
        round(),
        source,
        span(),
        uuid(),
        digest,
        (
            any::<(u32, bool, Option<i32>)>(),
            option::of(Just(Via::Search)),
        ),
    )
        .prop_map(
            |(of, round, source, span, code, digest, ((revision, certain, rating), via))| {
                Change::Coded {
                    of,
                    round,
                    source,
                    revision,
                    span,
                    code: CodeId(code),
                    digest,
                    certain,
                    rating,
                    via,
                }
            },
        )
}

fn about_codings() -> BoxedStrategy<Change> {
    let field = prop_oneof![
        uuid().prop_map(|u| CodingField::Code(CodeId(u))),
        (span(), digest()).prop_map(|(s, d)| CodingField::Span(s, d)),
        any::<bool>().prop_map(CodingField::Certain),
        any::<Option<i32>>().prop_map(CodingField::Rating),
    ];
    prop_oneof![
        coding(source().boxed(), digest().boxed()),
        (uuid(), field, any::<u32>(), ids()).prop_map(|(c, field, revision, replaces)| {
            Change::Recoded {
                coding: CodingId(c),
                field,
                revision,
                replaces,
            }
        }),
        (source(), ids()).prop_map(|(into, from)| Change::CodingsCarried { into, from }),
        uuid().prop_map(|c| Change::Uncoded {
            coding: CodingId(c)
        }),
        (
            option::of(coder()),
            round(),
            memo_on(),
            text(),
            memo_kind(),
            vec(source(), 0..3),
        )
            .prop_map(|(of, round, on, text, kind, about)| Change::MemoWritten {
                of,
                round,
                on,
                text,
                kind,
                about,
            }),
        (uuid(), text(), ids(), memo_kind()).prop_map(|(m, text, replaces, kind)| {
            Change::MemoEdited {
                memo: MemoId(m),
                text,
                replaces,
                kind,
            }
        }),
        uuid().prop_map(|m| Change::MemoRemoved { memo: MemoId(m) }),
        (uuid(), vec((uuid(), digest()), 0..3), ids()).prop_map(|(memo, rests, replaces)| {
            Change::SummaryRests {
                memo: MemoId(memo),
                rests: rests.into_iter().map(|(c, d)| (CodingId(c), d)).collect(),
                replaces,
            }
        }),
    ]
    .boxed()
}

fn bearing() -> impl Strategy<Value = Option<Bearing>> {
    let one = (any::<[bool; 4]>(), text());
    option::of(
        one.prop_map(|([against, vivid, quoted, withheld], note)| Bearing {
            against,
            vivid,
            quoted,
            withheld,
            note,
        }),
    )
}

fn robustness() -> impl Strategy<Value = Robustness> {
    prop::sample::select(Robustness::ALL.to_vec())
}

fn about_verdicts_and_themes() -> BoxedStrategy<Change> {
    let node = || {
        any::<(bool, u128)>().prop_map(|(theme, id)| match theme {
            true => Node::Theme(ThemeId(Uuid::from_u128(id))),
            false => Node::Code(CodeId(Uuid::from_u128(id))),
        })
    };
    let field = prop_oneof![
        title().prop_map(ThemeField::Name),
        text().prop_map(ThemeField::Statement),
    ];
    let parent = || option::of(uuid().prop_map(ThemeId));
    let item = vec(uuid().prop_map(CodingId), 0..3);
    prop_oneof![
        (
            (uuid(), item, ruling(), text(), vec(coder(), 0..3), ids()),
            (option::of(uuid()), votes(), any::<bool>()),
        )
            .prop_map(
                |((r, item, ruling, reason, present, replaces), (code, votes, final_))| {
                    Change::Ruled {
                        rests_on: code.map(CodeId),
                        by_code: code
                            .map(|c| CodeRuling {
                                code: CodeId(c),
                                ruling: Ruling::Both,
                            })
                            .into_iter()
                            .collect(),
                        votes,
                        authority: if final_ {
                            Authority::Adjudicator
                        } else {
                            Authority::Coders
                        },
                        round: RoundId(r),
                        item,
                        ruling,
                        reason,
                        kind: ReasonKind::Context,
                        present,
                        replaces,
                    }
                }
            ),
        uuid().prop_map(|v| Change::Assented {
            verdict: VerdictId(v)
        }),
        (source(), round(), ids()).prop_map(|(source, round, replaces)| Change::BasisChosen {
            source,
            round,
            replaces,
        }),
        (title(), text(), parent()).prop_map(|(name, statement, parent)| Change::ThemeAdded {
            name,
            statement,
            parent,
        }),
        (uuid(), field, ids()).prop_map(|(t, field, replaces)| Change::ThemeEdited {
            theme: ThemeId(t),
            field,
            replaces,
        }),
        (uuid(), parent(), ids()).prop_map(|(t, parent, replaces)| Change::ThemeMoved {
            theme: ThemeId(t),
            parent,
            replaces,
        }),
        uuid().prop_map(|t| Change::ThemeRetired { theme: ThemeId(t) }),
        (uuid(), uuid(), any::<bool>(), ids()).prop_map(|(t, c, placed, replaces)| {
            Change::CodePlaced {
                theme: ThemeId(t),
                code: CodeId(c),
                placed,
                replaces,
            }
        }),
        (node(), node(), title()).prop_map(|(from, to, kind)| Change::Related { from, to, kind }),
        uuid().prop_map(|r| Change::RelationDropped {
            relation: RelationId(r)
        }),
        (any::<bool>(), uuid(), uuid(), bearing(), ids()).prop_map(
            |(theme, on, coding, bearing, replaces)| Change::EvidenceMarked {
                on: match theme {
                    true => EvidenceOn::Theme(ThemeId(on)),
                    false => EvidenceOn::Relation(RelationId(on)),
                },
                coding: CodingId(coding),
                bearing,
                replaces,
            }
        ),
        (uuid(), robustness(), text(), vec(coder(), 0..3), ids()).prop_map(
            |(theme, robust, reason, present, replaces)| Change::ThemeJudged {
                theme: ThemeId(theme),
                robust,
                reason,
                present,
                replaces,
            }
        ),
    ]
    .boxed()
}

fn about_members() -> BoxedStrategy<Change> {
    let to = prop_oneof![
        title().prop_map(PacketFor::Person),
        (text(), vec(title(), 0..3)).prop_map(|(by, people)| PacketFor::Group { by, people }),
    ];
    let claim = (uuid(), text()).prop_map(|(theme, statement)| Claim {
        theme: ThemeId(theme),
        statement,
    });
    let packet = (to, vec(claim, 0..3)).prop_map(|(to, claims)| PacketText { to, claims });
    let words = option::of((any::<u32>(), any::<u32>()));
    let stance = prop::sample::select(Stance::ALL.to_vec());
    let answered = (
        (uuid(), uuid(), title(), stance),
        (source(), any::<u32>(), words),
        (vec(source(), 0..3), ids()),
    );
    prop_oneof![
        packet.prop_map(|packet| Change::PacketGiven(packet.into())),
        answered.prop_map(
            |((p, t, person, stance), (source, revision, words), (about, replaces))| {
                let said = AnswerText {
                    packet: PacketId(p),
                    theme: ThemeId(t),
                    person,
                    stance,
                    source,
                    revision,
                    words: words.map(|(start, end)| Span { start, end }),
                    about,
                    replaces,
                };
                Change::ClaimAnswered(said.into())
            }
        ),
        (uuid(), text()).prop_map(|(answer, text)| Change::AnswerFollowed {
            answer: AnswerId(answer),
            text,
        }),
    ]
    .boxed()
}

pub fn change() -> BoxedStrategy<Change> {
    prop_oneof![
        (title(), digest()).prop_map(|(name, study)| Change::CoderJoined { name, study }),
        (uuid(), marks(), digest()).prop_map(|(round, known, speakers)| {
            Change::SpeakersCorrected {
                round: RoundId(round),
                known,
                speakers,
            }
        }),
        (digest(), structures(), marks()).prop_map(|(study, structures, known)| {
            Change::Upgraded {
                format: 2,
                study,
                structures,
                known,
            }
        }),
        (text(), any::<u64>(), any::<u64>()).prop_map(|(journal, from_line, to_line)| {
            Change::Continued {
                journal,
                from_line,
                to_line,
            }
        }),
        event_id().prop_map(|event| Change::Retract { event }),
        Just(Change::TakenOut),
        about_sources(),
        about_codes(),
        about_rounds(),
        about_reviews(),
        about_frameworks(),
        about_mappings(),
        about_codings(),
        about_verdicts_and_themes(),
        about_members(),
    ]
    .boxed()
}

pub fn event() -> impl Strategy<Value = Event> {
    event_of(change().boxed())
}

/// A coding of a source and a text with names as the program makes them.
pub fn coded() -> impl Strategy<Value = Event> {
    let source = "[a-z0-9 é]{0,12}".prop_map(|t| SourceId(t.into()));
    let digest = "[0-9a-f]{16}".prop_map(|t| t.as_str().into());
    event_of(coding(source.boxed(), digest.boxed()).boxed())
}

fn event_of(change: BoxedStrategy<Change>) -> impl Strategy<Value = Event> {
    (
        event_id(),
        any::<(u64, u32)>(),
        coder(),
        any::<u64>(),
        option::of(event_id()),
        1..=2u32,
        change,
    )
        .prop_map(|(id, (ms, n), coder, seq, act, format, change)| Event {
            id,
            clock: Stamp { ms, n },
            coder,
            device: DeviceId("k3f9a2xx".into()),
            seq,
            act,
            format,
            change,
            moved: None,
        })
}
