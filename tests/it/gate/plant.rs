//! What ben does in a blind round: the marker wherever a word of his can stand.

use tandem::model::attribute::{Case, Subject};
use tandem::model::code::{CodeKind, CodeText, Colour};
use tandem::model::coding::{MemoKind, MemoOn, RowOf};
use tandem::model::event::{Change, CodeField, CodingField, ConstructField, ThemeField};
use tandem::model::framework::{ConstructText, FrameworkText};
use tandem::model::ids::{
    CodeId, CodingId, ConstructId, Digest, EventId, RoundId, SourceId, ThemeId,
};
use tandem::model::mapping::{Fit, MappedTo, MappingRuling, Valence, ValenceOf, Valued};
use tandem::model::member::{AnswerText, Claim, PacketFor, PacketText, Stance};
use tandem::model::mint::Mint;
use tandem::model::review::{Cogency, Review};
use tandem::model::text::Span;
use tandem::model::theme::{Bearing, EvidenceOn, Node, Robustness};
use tandem::model::verdict::{Authority, ReasonKind, Ruling};
use tandem::model::view::View;

/// A word that stands nowhere else.
pub const MARKER: &str = "quokkazimt";

/// How many codings ben makes with one shared code: no other number of the study is like it.
pub const CODINGS: u32 = 137;

/// Ben's acts, one after another.
pub struct Planting<'a> {
    pub view: &'a View,
    pub round: RoundId,
    pub source: SourceId,
    pub other_source: SourceId,
    pub mint: Mint,
    changes: Vec<(EventId, Change)>,
}

fn marked(what: &str) -> String {
    format!("{MARKER} {what}")
}

fn span(nth: u32) -> Span {
    Span {
        start: nth * 40,
        end: nth * 40 + 25,
    }
}

impl<'a> Planting<'a> {
    pub fn new(view: &'a View, round: RoundId, mint: Mint) -> Planting<'a> {
        let plan = &view.round(round).unwrap().plan;
        let source = plan.sources[0].clone();
        let other = view.sources().iter().find(|s| s.id != source).unwrap();
        Planting {
            view,
            round,
            source,
            other_source: other.id.clone(),
            mint,
            changes: Vec::new(),
        }
    }

    /// All of it.
    pub fn all(mut self) -> Vec<(EventId, Change)> {
        let hope = self.shared("hope");
        let codings: Vec<CodingId> = (0..CODINGS).map(|n| self.code(hope, n)).collect();
        let private = self.private_codes();
        self.code(private, 140);
        self.memos(hope, private, codings[0]);
        self.codebook_edits(hope, private);
        self.themes(hope, private, codings[0]);
        self.recoded(&codings, private);
        self.verdict(codings[1]);
        self.reviewed(&[
            (hope, Cogency::Unclear),
            (self.shared("family"), Cogency::Merge(private)),
            (private, Cogency::Split),
        ]);
        self.mapped(Some(private), codings[3]);
        self.unreadable();
        self.add(Change::Reached {
            round: Some(self.round),
            source: self.source.clone(),
            paragraph: 41,
        });
        self.changes
    }

    /// What is about the round's source and about nothing else, in the round and in none.
    pub fn of_the_source(mut self) -> Vec<(EventId, Change)> {
        let hope = self.shared("hope");
        let codings: Vec<CodingId> = (0..CODINGS).map(|n| self.code(hope, n)).collect();
        let free = self.coded(hope, 143);
        if let Change::Coded { source, span, .. } = free {
            self.add(Change::Coded {
                of: None,
                round: None,
                source,
                revision: 1,
                span,
                code: hope,
                digest: Default::default(),
                certain: true,
                rating: None,
                via: None,
            });
        }
        for on in [
            MemoOn::Source(self.source.clone()),
            MemoOn::Segment(self.source.clone(), span(3)),
            MemoOn::Coding(codings[0]),
            MemoOn::Round(self.round),
            MemoOn::Participant("P01".into()),
            MemoOn::Cell(RowOf::Code(hope), Subject::Participant("P01".into())),
            MemoOn::Cell(RowOf::Code(hope), Subject::Source(self.source.clone())),
            MemoOn::Cell(RowOf::Code(hope), north()),
        ] {
            let text = marked("memo");
            let (of, round) = (None, Some(self.round));
            self.add(Change::MemoWritten {
                of,
                round,
                on,
                text,
                kind: None,
                about: vec![self.source.clone()],
            });
        }
        self.add(Change::Reached {
            round: Some(self.round),
            source: self.source.clone(),
            paragraph: 41,
        });
        self.changes
    }

    /// Verdicts on the round with what is noted on them, once it is over.
    pub fn of_the_meeting(mut self) -> Vec<(EventId, Change)> {
        let here = self.view.codings_in(&self.source);
        let of_round: Vec<CodingId> = here.filter(|c| c.round.is_some()).map(|c| c.id).collect();
        for coding in of_round.into_iter().take(3) {
            self.verdict(coding);
        }
        self.add(Change::BasisChosen {
            source: self.source.clone(),
            round: Some(self.round),
            replaces: Vec::new(),
        });
        self.changes
    }

    /// What is said of codes in the reviews that look at the round's source.
    pub fn of_the_reviews(mut self) -> Vec<(EventId, Change)> {
        let (hope, family) = (self.shared("hope"), self.shared("family"));
        let judged = [(hope, Cogency::Unclear), (family, Cogency::Merge(hope))];
        let about = |review: &&Review| review.plan.sources.contains(&self.source);
        let about: Vec<RoundId> = self
            .view
            .reviews()
            .iter()
            .filter(about)
            .map(|r| r.id)
            .collect();
        for review in about {
            self.judged(review, &judged);
        }
        self.changes
    }

    /// What is mapped, valued and made of frameworks in the mappings there are.
    pub fn of_the_mapping(mut self) -> Vec<(EventId, Change)> {
        let coding = self.view.codings_in(&self.source).next().unwrap().id;
        self.mapped(None, coding);
        self.changes
    }

    fn mapped(&mut self, private: Option<CodeId>, coding: CodingId) {
        let framework = self.view.frameworks()[0].clone();
        let mapping = self.view.mappings()[0].clone();
        let text = ConstructText {
            framework: framework.id,
            parent: None,
            name: marked("construct"),
            text: CodeText {
                definition: marked("definition of a construct"),
                ..CodeText::default()
            },
            given: false,
        };
        let own: ConstructId = self.add(Change::ConstructAdded(text.into())).into();
        let given = framework.constructs[0].id;
        for field in [
            ConstructField::Name(marked("renamed")),
            ConstructField::Definition(marked("redefined")),
        ] {
            self.add(Change::ConstructEdited {
                construct: given,
                field,
                replaces: Vec::new(),
            });
        }
        let name = marked("framework");
        let text = FrameworkText {
            name,
            source: marked("source"),
        };
        self.add(Change::FrameworkAdded(text.into()));
        let codes = mapping.plan.codes.iter().copied().chain(private);
        for (nth, code) in codes.collect::<Vec<_>>().into_iter().enumerate() {
            let to = [vec![], vec![given], vec![given, own]][nth % 3].clone();
            let said = MappedTo {
                mapping: mapping.id,
                code,
                to,
                note: marked("why it is mapped so"),
                replaces: Vec::new(),
            };
            let mapped = self.add(Change::CodeMapped(said.into()));
            if nth == 1 {
                self.add(Change::Retract { event: mapped });
            }
        }
        let case = Case {
            kind: "site".into(),
            name: marked("case"),
        };
        for of in [ValenceOf::Segment(coding), ValenceOf::Case(case)] {
            let valued = Valued {
                mapping: mapping.id,
                of,
                construct: given,
                valence: Some(Valence::Point(-2)),
                summary: marked("summary"),
                present: vec!["ana".parse().unwrap(), "ben".parse().unwrap()],
                replaces: Vec::new(),
            };
            self.add(Change::ValenceGiven(valued.into()));
        }
        // No screen gives one before it is over; another program might.
        let ruling = MappingRuling {
            mapping: mapping.id,
            code: mapping.plan.codes[0],
            verdict: Fit::Another,
            to: vec![given],
            reason: marked("why it was settled so"),
            kind: ReasonKind::Context,
            present: vec!["ana".parse().unwrap(), "ben".parse().unwrap()],
            replaces: Vec::new(),
        };
        let verdict = self.add(Change::MappingRuled(ruling.into())).into();
        self.add(Change::Assented { verdict });
    }

    fn reviewed(&mut self, judged: &[(CodeId, Cogency)]) {
        let all: Vec<RoundId> = self.view.reviews().iter().map(|r| r.id).collect();
        assert!(!all.is_empty());
        for review in all {
            self.judged(review, judged);
        }
    }

    fn judged(&mut self, review: RoundId, judged: &[(CodeId, Cogency)]) {
        for (code, judgement) in judged {
            self.add(Change::CodeReviewed {
                review,
                code: *code,
                judgement: *judgement,
                reason: marked("why a code is not clear"),
                replaces: Vec::new(),
            });
        }
    }

    fn add(&mut self, change: Change) -> EventId {
        let id = self.mint.id();
        self.changes.push((id, change));
        id
    }

    fn shared(&self, name: &str) -> CodeId {
        self.view.codebook().named(name).unwrap().id
    }

    fn coded(&self, code: CodeId, nth: u32) -> Change {
        Change::Coded {
            of: None,
            round: Some(self.round),
            source: self.source.clone(),
            revision: 1,
            span: span(nth),
            code,
            digest: Default::default(),
            certain: true,
            rating: None,
            via: None,
        }
    }

    fn code(&mut self, code: CodeId, nth: u32) -> CodingId {
        let change = self.coded(code, nth);
        self.add(change).into()
    }

    /// A private code with a clause, one in vivo, one he wrongly adds for everybody, and codings
    /// that belong to no round.
    fn private_codes(&mut self) -> CodeId {
        let added = |name: String, private| Change::CodeAdded {
            text: CodeText {
                definition: marked("definition"),
                include: marked("when"),
                exclude: marked("when not"),
                examples: vec![marked("example")],
            },
            name,
            parent: None,
            colour: Colour::Red,
            key: Some('q'),
            kind: CodeKind::Rated(vec![(1, marked("scale"))]),
            private,
        };
        let private = self.add(added(marked("private"), Some(self.round)));
        self.add(added(marked("in vivo"), Some(self.round)));
        self.add(added(marked("for all"), None));
        for source in [self.source.clone(), self.other_source.clone()] {
            let change = self.coded(private.into(), 150);
            if let Change::Coded { revision, span, .. } = change {
                self.add(Change::Coded {
                    of: None,
                    round: None,
                    source,
                    revision,
                    span,
                    code: private.into(),
                    digest: Default::default(),
                    certain: false,
                    rating: Some(1),
                    via: None,
                });
            }
        }
        private.into()
    }

    fn memos(&mut self, hope: CodeId, private: CodeId, coding: CodingId) {
        let on = [
            MemoOn::Study,
            MemoOn::Source(self.source.clone()),
            MemoOn::Segment(self.source.clone(), span(3)),
            MemoOn::Coding(coding),
            MemoOn::Code(hope),
            MemoOn::Code(private),
            MemoOn::Round(self.round),
            MemoOn::Query(format!("uncoded or {MARKER}")),
            MemoOn::Participant("P01".into()),
            MemoOn::Cell(RowOf::Code(hope), Subject::Participant("P01".into())),
            MemoOn::Cell(RowOf::Category(hope), north()),
            MemoOn::Cell(RowOf::Code(private), Subject::Source(self.source.clone())),
        ];
        for on in on {
            for round in [Some(self.round), None] {
                let memo = self.add(Change::MemoWritten {
                    of: None,
                    round,
                    on: on.clone(),
                    text: marked("memo"),
                    kind: None,
                    about: Vec::new(),
                });
                self.add(Change::MemoEdited {
                    memo: memo.into(),
                    text: marked("memo, edited"),
                    replaces: vec![memo],
                    kind: None,
                });
                self.add(Change::SummaryRests {
                    memo: memo.into(),
                    rests: vec![(coding, Digest::of(MARKER.as_bytes()))],
                    replaces: Vec::new(),
                });
            }
        }
    }

    fn codebook_edits(&mut self, hope: CodeId, private: CodeId) {
        let fields = [
            CodeField::Name(marked("hope")),
            CodeField::Definition(marked("definition of hope")),
            CodeField::Include(marked("when hope")),
            CodeField::Exclude(marked("when not hope")),
            CodeField::Examples(vec![marked("example of hope")]),
            CodeField::Colour(Colour::Red),
        ];
        for field in fields {
            self.add(Change::CodeEdited {
                on: None,
                code: hope,
                field,
                replaces: Vec::new(),
            });
        }
        self.add(Change::CodeMoved {
            code: self.shared("family"),
            parent: Some(hope),
            replaces: Vec::new(),
        });
        self.add(Change::CodeMerged {
            code: self.shared("setback"),
            into: private,
        });
        self.add(Change::CodeRetired {
            code: self.shared("stigma"),
        });
    }

    fn themes(&mut self, hope: CodeId, private: CodeId, coding: CodingId) {
        let theme: ThemeId = self
            .add(Change::ThemeAdded {
                name: marked("theme"),
                statement: marked("claim"),
                parent: None,
            })
            .into();
        self.add(Change::ThemeEdited {
            theme,
            field: ThemeField::Statement(marked("claim, edited")),
            replaces: Vec::new(),
        });
        for code in [hope, private] {
            self.add(Change::CodePlaced {
                theme,
                code,
                placed: true,
                replaces: Vec::new(),
            });
        }
        self.evidence(EvidenceOn::Theme(theme), coding);
        self.add(Change::ThemeJudged {
            theme,
            robust: Robustness::InPart,
            reason: marked("why it holds in part"),
            present: vec!["ben".parse().unwrap()],
            replaces: Vec::new(),
        });
        self.members(theme);
        for (from, to) in [
            (Node::Theme(theme), Node::Code(hope)),
            (Node::Code(hope), Node::Code(self.shared("family"))),
        ] {
            let relation = self.add(Change::Related {
                from,
                to,
                kind: marked("leads to"),
            });
            self.evidence(EvidenceOn::Relation(relation.into()), coding);
            self.add(Change::MemoWritten {
                of: None,
                round: None,
                on: MemoOn::Relation(relation.into()),
                text: marked("memo on a relation"),
                kind: Some(MemoKind::Question),
                about: Vec::new(),
            });
        }
        self.add(Change::MemoWritten {
            of: None,
            round: None,
            on: MemoOn::Theme(theme),
            text: marked("memo on the theme"),
            kind: None,
            about: Vec::new(),
        });
    }

    /// The theme is handed to a member, who disputes it.
    fn members(&mut self, theme: ThemeId) {
        let claim = Claim {
            theme,
            statement: marked("claim, edited"),
        };
        let packet = self.add(Change::PacketGiven(Box::new(PacketText {
            to: PacketFor::Person(marked("P01")),
            claims: vec![claim],
        })));
        let answer = self.add(Change::ClaimAnswered(Box::new(AnswerText {
            packet: packet.into(),
            theme,
            person: marked("P01"),
            stance: Stance::Dispute,
            source: self.source.clone(),
            revision: 1,
            words: None,
            about: Vec::new(),
            replaces: Vec::new(),
        })));
        self.add(Change::AnswerFollowed {
            answer: answer.into(),
            text: marked("what followed"),
        });
    }

    fn evidence(&mut self, on: EvidenceOn, coding: CodingId) {
        let bearing = Bearing {
            against: true,
            vivid: true,
            quoted: true,
            withheld: false,
            note: marked("why it speaks against it"),
        };
        self.add(Change::EvidenceMarked {
            on,
            coding,
            bearing: Some(bearing),
            replaces: Vec::new(),
        });
    }

    fn recoded(&mut self, codings: &[CodingId], private: CodeId) {
        self.add(Change::Recoded {
            coding: codings[2],
            field: CodingField::Code(private),
            revision: 0,
            replaces: Vec::new(),
        });
        let gone = self.code(private, 141);
        self.add(Change::Uncoded { coding: gone });
        let taken_back = self.code(private, 142);
        self.add(Change::Retract {
            event: taken_back.event(),
        });
    }

    /// No screen makes these in a blind round; another program might.
    fn verdict(&mut self, coding: CodingId) {
        let verdict = self.add(Change::Ruled {
            rests_on: None,
            votes: Vec::new(),
            authority: Authority::Coders,
            by_code: Vec::new(),
            round: self.round,
            item: vec![coding],
            ruling: Ruling::Kept,
            reason: marked("reason"),
            kind: ReasonKind::Interpretation,
            present: vec!["ben".parse().unwrap()],
            replaces: Vec::new(),
        });
        self.add(Change::Assented {
            verdict: verdict.into(),
        });
        let memo = self.add(Change::MemoWritten {
            of: None,
            round: Some(self.round),
            on: MemoOn::Verdict(verdict.into()),
            text: marked("memo on a verdict"),
            kind: None,
            about: Vec::new(),
        });
        self.add(Change::MemoEdited {
            memo: memo.into(),
            text: marked("memo on a verdict, edited"),
            replaces: Vec::new(),
            kind: None,
        });
    }

    /// Kinds this version does not read.
    fn unreadable(&mut self) {
        self.add(Change::Sealed {
            round: self.round,
            payload: marked("payload"),
        });
        let raw = format!("Painted(colour:\"{}\")", marked("colour"));
        self.add(Change::Unknown {
            kind: "Painted".into(),
            raw,
        });
    }
}

/// A case of the cells.
fn north() -> Subject {
    Subject::Case(Case {
        kind: "site".into(),
        name: "North".into(),
    })
}
