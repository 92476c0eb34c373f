use super::*;
use crate::export::paper::markdown;
use crate::model::clock::Stamp;
use crate::model::event::Change;
use crate::model::fixture::{Study, source};
use crate::model::ids::{PacketId, ThemeId};
use crate::model::member::{Claim, Packet, PacketFor, PacketText, Stance};
use crate::model::source::{Document, Paragraph, Speaker, SpeakerRole, Structure, Turn};
use crate::model::text::{Span, Text};
use crate::model::theme::{Bearing, EvidenceOn};
use crate::reconcile::layer::analysis_layer;
use crate::report::map_figures::Marks;
use crate::report::{Documents, Texts};
use proptest::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

fn packet(statements: &[&str]) -> Packet {
    let claim = |statement: &&str| Claim {
        theme: ThemeId(Uuid::from_u128(7)),
        statement: (*statement).to_owned(),
    };
    Packet {
        id: PacketId(Uuid::from_u128(0xabc)),
        text: PacketText {
            to: PacketFor::Person("P07".into()),
            claims: statements.iter().map(claim).collect(),
        },
        by: "ana".parse().unwrap(),
        at: Stamp::default(),
    }
}

/// What one line under a statement says: what is ticked, whether it is unclear, own words.
fn read(line: &str) -> (Vec<Stance>, usize, Vec<String>) {
    let text = format!("Statement 1\nSmall.\n{line}\n");
    let mut all = filled(&text, "Study", &packet(&["Small."])).claims;
    let claim = all.remove(0);
    let ticked = claim.ticked.into_iter().map(|(stance, _)| stance);
    (ticked.collect(), claim.unclear.len(), claim.words)
}

#[test]
fn boxes_are_read_however_they_are_marked() {
    for marked in [
        "[x]", "[X]", "[ x ]", "[✓]", "☒", "☑", "x", "[yes]", "\\[x\\]", "- [x]",
    ] {
        let line = format!("{marked} dispute: it does not fit");
        assert_eq!(read(&line), (vec![Stance::Dispute], 0, vec![]), "{line}");
        assert_eq!(
            read(&format!("{marked} dispute")).0,
            [Stance::Dispute],
            "{line}"
        );
    }
    for empty in ["[ ]", "[]", "[_]", "☐", "• [ ]"] {
        let line = format!("{empty} accept: it fits");
        assert_eq!(read(&line), (vec![], 0, vec![]), "{line}");
    }
    for odd in ["x]", "[x", "??", ""] {
        let line = format!("{odd} accept: it fits");
        assert_eq!(read(&line), (vec![], 1, vec![]), "{line}");
    }
    // What only sounds like it is the person's own.
    for own in ["I accept.", "Nothing would change", "“Small.", "S"] {
        let (ticked, unclear, words) = read(&format!("In your own words:\n{own}"));
        assert_eq!((ticked, unclear, words), (vec![], 0, vec![own.to_owned()]));
    }
}

#[test]
fn lines_the_packet_does_not_have_are_the_persons_or_are_said() {
    let packet = packet(&[
        "Small steps\nmake change bearable.",
        "Somebody walks beside.",
    ]);
    let handed = markdown(&paper("Study", &packet, &[], &ENGLISH));
    let bare = filled(&handed, "Study", &packet);
    assert_eq!(
        (bare.claims.len(), bare.other.len(), bare.stray.len()),
        (2, 0, 0)
    );
    assert!(
        bare.claims
            .iter()
            .all(|c| c.words.is_empty() && c.ticked.is_empty())
    );
    // As a PDF has it: what stood in paragraphs is on one line, a quote broken in two.
    let text = "Statement 1\nSmall steps make change\nbearable. What you said about it: “It was\n\
        small.” What do you say to this statement?\n[x] accept: it fits\nYes.\nIn your own words:\nNo.";
    let read = filled(text, "Study", &packet);
    assert_eq!(read.claims[0].words, ["Yes.", "No."]);
    // The statement itself written otherwise, a word of greeting, a statement cut out.
    let text = handed.replace("Small steps make", "Big steps make");
    let text = format!(
        "Dear all\n{}",
        text.replace("## Statement 2", "## Statement 9")
    );
    let read = filled(&text, "Study", &packet);
    assert_eq!(read.stray, [(1, "Dear all".to_owned())]);
    assert_eq!(read.claims[0].words[0], "Big steps make change bearable.");
    let back = came_back(&read, "P07", &packet.reference());
    let (number, span) = back.words[0];
    let at = |n: u32| back.text.char_indices().nth(n as usize).unwrap().0;
    assert!(back.text[at(span.start)..at(span.end)].starts_with("Big steps"));
    assert_eq!((number, &*packet.reference()), (1, "000000000abc"));
}

proptest! {
    /// A packet that was filled in is read as it was filled in, whatever the statements and words.
    #[test]
    fn what_is_written_under_a_statement_comes_back(
        statements in prop::collection::vec("[a-zé步 .*_#>|`\\[\\]-]{1,30}", 1..4),
        words in "[a-zé步=<(][a-zé步 =<>()*_-]{0,30}[a-zé步]",
        stance in prop::sample::select(Stance::ALL.to_vec()),
        language in 0..3usize,
    ) {
        let own = phrases::LANGUAGES[language];
        let stated: Vec<&str> = statements.iter().map(String::as_str).collect();
        prop_assume!(stated.iter().all(|s| s.contains(char::is_alphanumeric)));
        let packet = packet(&stated);
        let text = markdown(&paper("Study", &packet, &[], own));
        let choice = format!("[ ] {}", own.word(stance));
        let text = text.replacen(&choice, &choice.replace("[ ]", "[x]"), 1);
        let text = text.replacen(own.in_words, &format!("{}\n{words}\n", own.in_words), 1);
        let read = filled(&text, "Study", &packet);
        prop_assert_eq!(read.claims.len(), stated.len());
        let ticked: Vec<Stance> = read.claims[0].ticked.iter().map(|(s, _)| *s).collect();
        prop_assert_eq!(ticked, [stance]);
        let written: Vec<&str> = words.split_whitespace().collect();
        prop_assert_eq!(&read.claims[0].words, &[written.join(" ")]);
        prop_assert_eq!((read.stray, read.other), (Vec::new(), Vec::new()));
        prop_assert!(read.claims[1..].iter().all(|c| c.words.is_empty()), "{:?}", read.claims);
    }
}

/// A talk of three in which each says words of one letter only: two members and an interviewer.
fn talk(turns: &[(u16, usize)]) -> Document {
    let labels = ["Aa", "Bb", "Qq"];
    let (mut text, mut structure) = (String::new(), Structure::default());
    for label in labels {
        let role = match label {
            "Qq" => SpeakerRole::Interviewer,
            _ => SpeakerRole::Participant,
        };
        let label = label.to_owned();
        structure.speakers.push(Speaker { label, role });
    }
    for (at, (who, words)) in turns.iter().enumerate() {
        let start = text.len() as u32;
        text.push_str(labels[usize::from(*who)]);
        text.push_str(": ");
        let talk = text.len() as u32;
        text.push_str(&["aaa ", "bbb ", "qqq "][usize::from(*who)].repeat(*words));
        let span = Span {
            start,
            end: text.len() as u32,
        };
        text.push('\n');
        structure.turns.push(Turn {
            speaker: Some(*who),
            span,
            talk,
            time_ms: None,
        });
        structure.paragraphs.push(Paragraph {
            number: at as u32 + 1,
            letter: 0,
            span,
            turn: at as u32,
        });
    }
    Document {
        source: source("s"),
        revision: 1,
        text: Text::new(text),
        structure,
        earlier: Vec::new(),
    }
}

proptest! {
    /// Whatever is marked in a talk, and however it reaches over turns: nobody else's words, no label.
    #[test]
    fn only_own_words_are_quoted(
        turns in prop::collection::vec((0..3u16, 1..4usize), 1..8),
        marked in prop::collection::vec((0..90u32, 1..60u32, any::<bool>()), 1..6),
    ) {
        let document = talk(&turns);
        let whole = document.text.as_str().chars().count() as u32;
        let mut s = Study::new();
        s.coders(&["ana"]).source("s", whole);
        s.code("hope");
        let added = Change::ThemeAdded {
            name: "small".into(),
            statement: "small".into(),
            parent: None,
        };
        let theme: ThemeId = s.push("ana", added).into();
        let mut held = Vec::new();
        for (start, long, withheld) in marked {
            let start = start % whole;
            let end = (start + long).min(whole);
            let coding = s.coded("ana", None, "s", start..end, "hope");
            held.extend(withheld.then_some(start..end));
            let bearing = Bearing { withheld, ..Bearing::default() };
            s.push("ana", Change::EvidenceMarked {
                on: EvidenceOn::Theme(theme),
                coding,
                bearing: Some(bearing),
                replaces: Vec::new(),
            });
        }
        let view = s.view();
        let documents: Documents = [(source("s"), Arc::new(document))].into();
        let texts = Texts::new(&view, &documents);
        let marks = Marks::of(&view, texts, &analysis_layer(&view), None);
        for (who, letter) in [("Aa", 'a'), ("Bb", 'b')] {
            let asked = Asked {
                people: &[who.to_owned()],
                withheld: &withheld(&view, &marks, Vec::new()),
                most: 100,
            };
            let (found, left) = quotes(&view, texts, &marks, theme, &asked);
            prop_assert_eq!(left, 0);
            for quote in &found {
                let own = |c: char| c == letter || " […]".contains(c);
                prop_assert!(quote.words.chars().all(own), "{who}: {}", quote.words);
            }
            // As often as it is said outside what is withheld, at the most.
            let own = documents[&source("s")].text.as_str().chars().enumerate();
            let free = own.filter(|(at, c)| {
                *c == letter && !held.iter().any(|h| h.contains(&(*at as u32)))
            });
            let given = found.iter().flat_map(|q| q.words.chars()).filter(|c| *c == letter);
            prop_assert!(given.count() <= free.count());
        }
    }
}
