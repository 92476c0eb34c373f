//! Attacks on the gate: what one coder does in a blind round reaches nobody else, by no
//! subcommand, no screen, no exported file, no message, before the round opens.
//!
//! Two studies are alike but for ben's blind work. The program is run on both, in every way there
//! is: whatever it says must be the same, so no text, no count and no order can have passed. After
//! the round opens the same runs must show the work, so that nothing passes for want of trying.

mod plant;
mod twins;

use crate::place::{Place, example, text};
use plant::{CODINGS, MARKER};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tandem::app::{App, Opening};
use tandem::model::event::{Change, Event};
use tandem::model::mint::Mint;
use tandem::model::view::View;
use tandem::store::Opened;
use tandem::tui::headless::{Headless, Printed};
use tandem::tui::look::Look;
use tandem::work::{Desk, Finder};
use twins::{Said, Twins, Viewer, copy, submit, submit_mapping};

/// Subcommands that look, with `study` for the study's folder. Every subcommand stands here or in
/// `ELSEWHERE`.
const LOOKING: &[&[&str]] = &[
    &["open", "study", "--keys", "j j", "--print"],
    &["import", "study", "P01_interview.txt"],
    &["import", "study", "P01_interview.txt", "--json"],
    &["import", "study", "--coded", "coded.csv", "--preview"],
    &[
        "import",
        "study",
        "--coded",
        "coded.csv",
        "--preview",
        "--json",
    ],
    &["sources", "study"],
    &["sources", "study", "--json"],
    &["participants", "study"],
    &["participants", "study", "--json"],
    &["participants", "study", "--of", "sources"],
    &[
        "participants",
        "study",
        "--import",
        "people.csv",
        "--preview",
    ],
    &["participants", "table-one", "study"],
    &["ratings", "study"],
    &["ratings", "study", "--json"],
    &["ratings", "course", "study"],
    &["ratings", "course", "study", "--of", "item", "--json"],
    &["round", "status", "study"],
    &["round", "status", "study", "--json"],
    &["round", "propose", "study", "--size", "1", "--seed", "17"],
    &[
        "round", "propose", "study", "--size", "1", "--seed", "17", "--json",
    ],
    &["codebook", "study"],
    &["codebook", "study", "--json"],
    &["codebook", "study", "--export", "codebook.ron"],
    &["agree", "study"],
    &["agree", "study", "--round", "Round 1"],
    &["agree", "study", "--json"],
    &[
        "agree",
        "study",
        "--roll-up",
        "0",
        "--by",
        "source",
        "--intervals",
        "--resamples",
        "40",
    ],
    &[
        "agree",
        "study",
        "--round",
        "Round 1",
        "--pair",
        "ana,ben",
        "--unit",
        "sentences",
        "--json",
    ],
    &["agree", "study", "--round", "Round 1,Third", "--json"],
    &["agree", "study", "--round", "Round 1", "--domain", "hope"],
    &["reconcile", "study"],
    &["reconcile", "study", "--list"],
    &["reconcile", "study", "--list", "--json"],
    &["conference", "study"],
    &["conference", "study", "--round", "Round 1", "--json"],
    &["review", "study"],
    &["review", "study", "--json"],
    &["review", "study", "--round", "A review", "--not-clear"],
    &["framework", "list", "study"],
    &["framework", "list", "study", "--json"],
    &["framework", "constructs", "study"],
    &["framework", "constructs", "study", "--json"],
    &["framework", "agree", "study"],
    &["framework", "agree", "study", "--json"],
    &["framework", "map", "study"],
    &["framework", "valence", "study"],
    &["framework", "valence", "study", "--json"],
    &["layer", "study"],
    &["layer", "study", "--json"],
    &["search", "study", "quokkazimt"],
    &["search", "study", "quokkazimt", "--json"],
    &["search", "study", "memo:thinks", "code:hope", "--json"],
    &["search", "study", "hope", "--sort", "source"],
    &[
        "search",
        "study",
        "memo-kind:question or memo-on:participant or memo-on:relation",
        "--json",
    ],
    &["search", "study", "memo:* memo-by:ben"],
    &["search", "study", "coded:* or uncoded", "--json"],
    &["search", "study", "coded:*", "--json"],
    &["search", "study", "by:ben"],
    &["search", "study", "uncoded", "--limit", "400"],
    &["search", "study", "list:turns coded:* -by:ana", "--json"],
    &[
        "search",
        "study",
        "round:\"Round 1\" or round:none",
        "--json",
    ],
    &[
        "search",
        "study",
        "standing:open or standing:alone",
        "--json",
    ],
    &["search", "study", "unsure or rating:>=0", "--json"],
    &["search", "study", "coded:nothing-like-it"],
    &["search", "study", "like:hope", "--limit", "400"],
    &["search", "study", "like:hope", "--to", "exported"],
    &[
        "search",
        "study",
        "like:=hope or like:hop*",
        "--sort",
        "source",
        "--limit",
        "400",
    ],
    &["search", "study", "like:\"walks alongside\" uncoded"],
    &["search", "study", "like:nothing-like-it"],
    &["search", "study", "theme:nothing-like-it"],
    &["search", "study", "coded:(hope near hope 9)", "--json"],
    &["search", "study", "finished:yes", "--limit", "400"],
    &["search", "study", "--queries"],
    &["search", "study", "--queries", "--json"],
    &["search", "study", "--saved", "nothing-like-it"],
    &["search", "study", "uncoded", "--code", "hope"],
    &["search", "study", "coded:*", "--uncode", "--json"],
    &["search", "study", "uncoded", "--memo", "look again"],
    &["words", "study"],
    &["words", "study", "uncoded", "--json"],
    &["words", "study", "coded:* list:turns", "--json"],
    &["words", "study", "--kwic", "hope", "--json"],
    &["words", "study", "--collocates", "hope", "--json"],
    &["members", "study"],
    &["members", "study", "--json"],
    &["themes", "study"],
    &["themes", "study", "--json"],
    &["themes", "study", "--where", "kind:interview -lang:zh"],
    &["matrix", "study", "--by", "arm"],
    &["matrix", "study", "--by", "person", "--shows", "summaries"],
    &["matrix", "study", "--by", "arm", "--rows", "constructs"],
    &[
        "matrix",
        "study",
        "--by",
        "kind x source",
        "--rows",
        "constructs",
        "--json",
    ],
    &[
        "matrix",
        "study",
        "--by",
        "site",
        "--shows",
        "summaries",
        "--json",
    ],
    &["depends", "groups", "study", "--by", "arm"],
    &[
        "depends", "groups", "study", "--by", "role", "--round", "Round 1", "--json",
    ],
    &["depends", "claims", "study", "--by", "arm"],
    &[
        "depends", "claims", "study", "--by", "kind", "--rows", "themes", "--json",
    ],
    &["depends", "claims", "study", "--by", "near 3"],
    &["depends", "claims", "study", "--by", "inside", "--json"],
    &["depends", "alone", "study", "--of", "ana"],
    &["depends", "alone", "study", "--of", "ben", "--json"],
    &["joint", "study", "--beside", "age", "--rows", "codes"],
    &["joint", "study", "--beside", "age", "--json"],
    &["saturation", "study", "--date", "site"],
    &[
        "saturation",
        "study",
        "--layer",
        "ben",
        "--date",
        "site",
        "--by",
        "arm",
        "--json",
    ],
    &["statistics", "study", "--of", "age", "--by", "arm"],
    &["statistics", "study", "--of", "code:hope", "--by", "arm"],
    &[
        "statistics",
        "study",
        "--of",
        "theme:Hope",
        "--by",
        "arm",
        "--json",
    ],
    &[
        "statistics",
        "study",
        "--of",
        "site",
        "--by",
        "arm",
        "--json",
    ],
    &["matrix", "study", "--by", "source", "--shows", "segments"],
    &[
        "matrix", "study", "--by", "person", "--rows", "themes", "--json",
    ],
    &[
        "matrix", "study", "--by", "near 3", "--shows", "segments", "--json",
    ],
    &[
        "matrix",
        "study",
        "--by",
        "kind",
        "--shows",
        "rate",
        "--settled",
    ],
    &["export", "study", "--to", "exported"],
    &["export", "study", "--to", "exported", "--json"],
    &["report", "study", "--to", "exported", "--force"],
    &["quotes", "study"],
    &["quotes", "study", "--json"],
    &["check", "study"],
    &["check", "study", "--json"],
    &["check", "study", "--forget"],
    &["repair", "study"],
    &["upgrade", "study"],
];

/// What ana does with rounds, in this order.
const STEPS: &[&[&str]] = &[
    &[
        "participants",
        "set",
        "study",
        "P01",
        "arm=smcm",
        "age=unknown",
    ],
    &[
        "participants",
        "study",
        "--import",
        "people.csv",
        "--add",
        "--yes",
    ],
    &[
        "participants",
        "declare",
        "study",
        "arm",
        "--category",
        "smcm;control",
    ],
    &["participants", "table-one", "study", "--by", "arm"],
    &["words", "study", "--by", "arm"],
    &["quotes", "study", "--cite", "{person}_{paragraphs}"],
    &["round", "correct", "study", "--round", "Round 1"],
    &[
        "round",
        "new",
        "study",
        "--name",
        "Second",
        "--sources",
        "P05_interview_zh",
        "--coders",
        "ana,eve",
    ],
    &[
        "round",
        "new",
        "study",
        "--name",
        "Third",
        "--sources",
        "P01_interview",
        "--coders",
        "ana,ben",
    ],
    &[
        "round",
        "finish",
        "study",
        "--round",
        "Round 1",
        "P01_interview",
    ],
    &["round", "submit", "study", "--round", "Round 1"],
    &["round", "withdraw", "study", "--round", "Round 1"],
    &["round", "submit", "study", "--round", "Round 1"],
    &["import", "study", "--codings", "codings.csv"],
    &["import", "study", "--codings", "codings.csv", "--json"],
    &[
        "round",
        "new",
        "study",
        "--name",
        "Review of what is blind",
        "--kind",
        "review",
        "--coders",
        "eve",
    ],
    &[
        "round",
        "new",
        "study",
        "--name",
        "Review of hers",
        "--kind",
        "review",
        "--sources",
        "P05_interview_zh",
        "--coders",
        "ana",
    ],
    &[
        "review", "study", "--judge", "hope", "unclear", "--reason", "both",
    ],
    &["review", "study", "--judge", "quokkazimt for all", "clear"],
    &[
        "themes",
        "study",
        "--mark",
        "quokkazimt theme",
        "P05_interview_zh:2",
        "--vivid",
    ],
    &[
        "themes",
        "study",
        "--judge",
        "quokkazimt theme",
        "holds",
        "--reason",
        "both",
    ],
    &["round", "close", "study", "--round", "Review of hers"],
    &["framework", "map", "study", "hope", "Culture"],
    &[
        "framework",
        "map",
        "study",
        "family",
        "quokkazimt construct",
    ],
    &["framework", "map", "study", "quokkazimt private", "Culture"],
    &["framework", "map", "study", "family", "--none"],
    &[
        "framework",
        "adapt",
        "study",
        "--add",
        "quokkazimt construct",
    ],
    &["framework", "submit", "study"],
    &["framework", "settle", "study", "hope", "ben"],
    &["framework", "settle", "study", "hope", "assent"],
    &["framework", "submit", "study", "--withdraw"],
    &["framework", "submit", "study"],
    &[
        "framework",
        "open",
        "study",
        "--name",
        "Again",
        "--coders",
        "ana,ben",
    ],
];

/// Subcommands that are attacked in tests of their own, or know no study.
const ELSEWHERE: &[&str] = &["new", "demo", "printed", "completions", "help"];

/// Keys that lead to every screen and everything that can be unfolded on it.
const SCREENS: &[(&str, &str)] = &[
    ("study", "g s"),
    ("study, rounds", "g s <tab>"),
    ("study, submit asked", "g s <tab> s"),
    ("study, close asked", "g s <tab> c"),
    ("study, cancel asked", "g s <tab> D"),
    ("study, attributes", "g s a"),
    ("study, new round", "g s R"),
    ("study, round proposed", "g s P"),
    ("study, findings from", "g s L"),
    ("study, journal", "g s d"),
    ("study, memos on a source", "g s m"),
    ("study, memos on a round", "g s <tab> m"),
    ("read", "g r"),
    ("read, others asked for", "g r O"),
    ("read, at the end", "g r O G"),
    ("read, from coding to coding", "g r O ] ] ] <ret>"),
    ("read, what is here", "g r O j j <ret>"),
    ("read, codes", "g r <tab> j j j"),
    ("read, corrected", "g r C"),
    ("read, who says it", "g r S"),
    ("read, cut", "g r j X"),
    ("study, take out", "g s D"),
    ("study, join", "g s J"),
    ("read, the code picker", "g r <space>"),
    ("read, the code picker asked", "g r <space> quokka"),
    ("read, a coding of one's own", "g r ] x"),
    ("read, memo", "g r ] m"),
    ("read, looking for it", "g r / quokkazimt <ret>"),
    ("the other source", "g r > O G"),
    ("codebook", "g c"),
    ("codebook, at the end", "g c G"),
    ("codebook, segments", "g c j j <ret>"),
    ("codebook, memo", "g c j w"),
    ("participants, memos", "g p M"),
    ("themes, memos", "g t M"),
    ("codebook, merging", "g c j M"),
    ("codebook, renaming", "g c j e"),
    ("codebook, what reviewers say", "g c n n"),
    ("codebook, judging", "g c y z g m"),
    ("study, reviews", "g s <tab> G c"),
    ("search", "g f quokkazimt <ret>"),
    ("search, codes", "g f code:hope <ret>"),
    ("search, memos", "g f memo: <ret>"),
    ("search, a memo read", "g f memo:* <ret> m"),
    ("search, memos of a kind", "g f memo-kind:question <ret>"),
    ("search, codings", "g f coded:* <ret> G"),
    ("search, what nobody coded", "g f uncoded <ret> G"),
    ("search, ben's", "g f by:ben <ret>"),
    ("search, like hope", "g f like:hope <ret> G"),
    ("search, codes to be like offered", "g f like:quo"),
    ("search, a code that is not there", "g f coded:none <ret>"),
    ("search, codes offered", "g f coded:"),
    ("search, codes like ben's offered", "g f coded:quo"),
    ("search, coders offered", "g f by:"),
    ("search, fields offered", "g f a"),
    ("search, words of the text", "g f calendar <ret>"),
    ("search, narrower words", "g f calendar <ret> f"),
    (
        "search, narrower codings",
        "g f list:turns <space> uncoded <space> or <space> coded:* <ret> f",
    ),
    ("search, narrower segments", "g f coded:* <ret> f"),
    ("search, the text beside", "g f uncoded <ret> j j j"),
    ("search, hits ticked", "g f uncoded <ret> T y"),
    ("search, codes for hits", "g f uncoded <ret> T <space>"),
    (
        "search, written before",
        "g f uncoded <ret> g f <c-u> quokkazimt <ret> h",
    ),
    ("reconcile", "g d"),
    ("reconcile, moved", "g d j <ret>"),
    ("agreement", "g a"),
    ("agreement, next round", "g a R j"),
    ("conference", "g o"),
    ("conference, everywhere", "g o j + <tab> j l <tab> j <ret>"),
    ("conference, reasons", "g o r"),
    ("conference, export", "g o x <ret>"),
    ("themes", "g t"),
    ("themes, members", "g t n w"),
    ("themes, map", "g t <tab> j"),
    ("themes, placing codes", "g t a t <ret> p"),
    ("themes, relating", "g t a t <ret> r"),
    ("words", "g w"),
    ("words, codings", "g w f coded:* <space> list:turns <ret>"),
    ("words, ben's", "g w f by:ben <space> list:turns <ret>"),
    ("words, in context", "g w f uncoded <ret> <ret>"),
    ("words, beside", "g w c"),
    ("words, codes offered", "g w f coded:quo"),
    ("matrix", "g x"),
    ("matrix, the last column", "g x $ G"),
    ("matrix, segments behind all", "g x c $ <ret>"),
    ("matrix, codes that meet", "g x b inside <ret> c G $"),
    ("matrix, columns", "g x b"),
    ("matrix, what claims rest on", "g x d"),
    ("matrix, saturation", "g x f saturation <ret>"),
    (
        "matrix, people beside their age",
        "g x f beside <space> age <ret>",
    ),
    ("matrix, what was coded alone", "g x f alone <ret>"),
    ("matrix, summaries", "g x b person <ret> c c c c"),
    ("matrix, summaries of a cell", "g x b person <ret> m"),
    ("matrix, going to a row", "g x / quokka"),
    ("matrix, settled alone, turned", "g x o t c"),
    ("matrix, constructs", "g x r r r"),
    ("framework", "g k"),
    ("framework, at the end", "g k G"),
    ("framework, constructs", "g k <ret>"),
    ("framework, note", "g k r"),
    ("framework, submit asked", "g k s"),
    ("framework, who is to map", "g k R"),
    ("palette", ": quokka"),
    ("help", "?"),
    ("messages", "g m"),
    ("undo", "z g m"),
    ("export", "g s x <ret>"),
    ("report", "g s X"),
];

/// Guesses at what ben has made: they must come out the same whether he has or not.
const GUESSES: &[&str] = &[
    "g r ] x quokkazimt <space> private <ret>",
    "g c G <ret>",
    "g c a quokkazimt <space> in <space> vivo <ret> g m",
    "g c j d quokkazimt <space> definition <c-s> g m",
    "g t a quokkazimt <space> theme <ret> g m",
    "g f code:quokkazimt <ret>",
    "g f coded:quokkazimt <ret>",
    "g f like:quokkazimt <ret>",
    "g f by:ben <space> -coded:hope <ret>",
    "g w f coded:quokkazimt <space> list:turns <ret>",
    "g s x <ret>",
    "g t X",
];

/// Where the marker must show once the round is open.
const REVEALING: &[&str] = &[
    "codebook study",
    "codebook study --json",
    "reconcile study --list",
    "reconcile study --list --json",
    "conference study",
    "conference study --round Round 1 --json",
    "review study",
    "review study --json",
    "review study --round A review --not-clear",
    "search study quokkazimt",
    "search study quokkazimt --json",
    "search study memo:* memo-by:ben",
    "study, journal",
    "search study coded:* --json",
    "search study by:ben",
    "members study",
    "members study --json",
    "themes study",
    "themes study --json",
    "read, others asked for",
    "codebook, at the end",
    "codebook, what reviewers say",
    "search",
    "search, codings",
    "search, ben's",
    "conference",
    "themes",
];

/// Keeps what was said together with how it was asked for.
struct Heard(Vec<(String, Said)>);

impl Heard {
    #[track_caller]
    fn assert_silent(&self) {
        for (how, said) in &self.0 {
            for stream in [&said.out, &said.err] {
                assert_silent(how, stream);
            }
        }
    }

    fn speak(&self) -> Vec<&str> {
        let speaks = |said: &Said| said.out.contains(MARKER);
        let speaking = self.0.iter().filter(|(_, said)| speaks(said));
        speaking.map(|(how, _)| how.as_str()).collect()
    }
}

/// Nothing of ben's stands in what was said: not his words, not his number of codings, alone or
/// with ana's.
#[track_caller]
fn assert_silent(how: &str, said: &str) {
    // What the viewer typed may stand there.
    let typed = how.matches(MARKER).count() > 0 || how.contains("quokka");
    assert!(typed || !said.contains(MARKER), "{how}\n{said}");
    assert!(
        !said.contains(&format!("{MARKER} for all")),
        "{how}\n{said}"
    );
    for number in [CODINGS, CODINGS + 1, CODINGS + 2] {
        assert!(!counts(said, number), "{how} says {number}\n{said}");
    }
}

/// Whether a number stands by itself in a text.
fn counts(said: &str, number: u32) -> bool {
    let part = |c: char| c.is_alphanumeric() || "-.:".contains(c);
    said.split(|c: char| !part(c))
        .any(|word| word == number.to_string())
}

fn open_keys(keys: &str) -> Vec<&str> {
    vec!["open", "study", "--keys", keys, "--print"]
}

/// Everything that looks, as this viewer, on both twins.
fn look_everywhere(twins: &Twins, viewer: Viewer) -> Heard {
    let mut heard = Vec::new();
    for args in LOOKING {
        heard.push((args.join(" "), twins.same(viewer, args)));
    }
    // Without a coder no screen opens.
    let screens = match viewer {
        Viewer::Nobody => &SCREENS[..2],
        _ => SCREENS,
    };
    for (name, keys) in screens {
        let said = twins.same(viewer, &open_keys(keys));
        heard.push((format!("{name}: {keys}"), said));
    }
    let exported = twins.exported(&twins.with);
    assert!(exported.len() > 4, "{exported:?}");
    for (with, without) in exported.iter().zip(twins.exported(&twins.without)) {
        assert_eq!(*with, without, "{viewer:?}");
    }
    Heard(heard)
}

#[test]
fn every_subcommand_is_attacked() {
    let place = Place::empty();
    let help = place.run(&["--help"]);
    let listed = help.split("Commands:").nth(1).unwrap();
    let listed = listed.split("Options:").next().unwrap();
    let names = listed
        .lines()
        .filter(|l| l.starts_with("  ") && !l.starts_with("   "));
    let names: Vec<&str> = names.filter_map(|l| l.split_whitespace().next()).collect();
    assert!(names.contains(&"open"), "{help}");
    for name in names {
        let attacked = LOOKING.iter().any(|args| args[0] == name);
        assert!(
            attacked || ELSEWHERE.contains(&name),
            "{name} is not attacked"
        );
    }
}

#[test]
fn blind_work_is_in_no_output_and_no_file_of_anybody_else() {
    let twins = Twins::new();
    // What is kept of a look is the same to the byte.
    for viewer in Viewer::ALL {
        twins.same(viewer, &["round", "status", "study"]);
        let kept = twins.kept(&twins.with, viewer);
        assert_eq!(kept.len(), 1, "{viewer:?}");
        assert!(kept == twins.kept(&twins.without, viewer), "{viewer:?}");
    }
    for viewer in Viewer::ALL {
        look_everywhere(&twins, viewer).assert_silent();
    }
    // Nor once ana has submitted and ben has not.
    let steps = STEPS
        .iter()
        .map(|args| (args.join(" "), twins.same(Viewer::Ana, args)));
    Heard(steps.collect()).assert_silent();
    look_everywhere(&twins, Viewer::Ana).assert_silent();
    let files = twins.files_of_others(&twins.with);
    assert!(files.iter().any(|(name, _)| name.contains("index")));
    for (name, bytes) in files {
        let found = bytes.windows(MARKER.len()).any(|w| w == MARKER.as_bytes());
        assert!(!found, "{name}");
    }
}

/// The report is handed on: not even what its writer coded blind is in it.
#[test]
fn the_report_from_the_screen_holds_nothing_blind_whoever_writes_it() {
    let twins = Twins::new();
    let exported = |place: &Place, folder: &str| -> Vec<(String, Vec<u8>)> {
        let files = twins.files_of_others(place).into_iter();
        let below = |(name, bytes): (String, Vec<u8>)| {
            let name = name.strip_prefix(folder)?.to_owned();
            Some((name, bytes))
        };
        files.filter_map(below).collect()
    };
    let args = ["report", "study", "--to", "exported"];
    twins.say(&twins.without, Viewer::Nobody, &args);
    let public = exported(&twins.without, "exported/");
    assert!(public.len() > 3, "{public:?}");
    for viewer in [Viewer::Ben, Viewer::Ana, Viewer::Eve] {
        for keys in ["g s X", "g t X"] {
            let said = twins.say(&twins.with, viewer, &open_keys(keys));
            assert!(said.out.contains("which is blind"), "{}", said.out);
            assert!(said.out.contains("wrote "), "{}", said.out);
            // The same bytes stay where they are.
            let written = exported(&twins.with, "study-export/");
            let written = written.iter().map(|(name, bytes)| {
                let name = name.strip_prefix("report/").unwrap();
                (name.to_owned(), bytes.clone())
            });
            assert!(written.collect::<Vec<_>>() == public, "{viewer:?}: {keys}");
        }
    }
    // His own view shows it, and so does what he exports for himself.
    twins.say(&twins.with, Viewer::Ben, &open_keys("g s x <ret>"));
    let own = exported(&twins.with, "study-export/");
    let shows = |bytes: &[u8]| bytes.windows(MARKER.len()).any(|w| w == MARKER.as_bytes());
    assert!(own.iter().any(|(_, bytes)| shows(bytes)));
    assert!(!public.iter().any(|(_, bytes)| shows(bytes)));
}

/// What was done at a source before it is coded blind again is told to none of its coders, not even
/// to who did it, nor to the public; and everywhere once the round is closed.
#[test]
fn the_past_of_a_source_coded_blind_again_is_nowhere() {
    let twins = Twins::with_a_past();
    for viewer in [Viewer::Ana, Viewer::Ben, Viewer::Nobody] {
        look_everywhere(&twins, viewer).assert_silent();
    }
    // Who is outside the round sees it, as before.
    let speaks = |viewer: Viewer| {
        let say = |args: &[&str]| twins.say(&twins.with, viewer, args);
        let looking = [
            &["search", "study", MARKER][..],
            &["reconcile", "study", "--list"],
            &open_keys("g f quokkazimt <ret>"),
        ];
        looking.iter().all(|args| say(args).out.contains(MARKER))
            && say(&["layer", "study", "--json"]).out.contains("First")
            && say(&["review", "study"]).out.contains(MARKER)
    };
    assert!(speaks(Viewer::Eve));
    for viewer in [Viewer::Ana, Viewer::Ben, Viewer::Nobody] {
        assert!(!speaks(viewer));
    }
    let close = ["round", "close", "study", "--round", "Round 1"];
    let closed = twins.say(&twins.with, Viewer::Ana, &close);
    assert_eq!(closed.code, Some(0), "{}", closed.err);
    assert!(speaks(Viewer::Ana) && speaks(Viewer::Ben));
}

/// What ben maps apart from ana reaches nobody before both have submitted, and then the same runs
/// show it.
#[test]
fn what_is_mapped_blind_is_nowhere_and_then_everywhere() {
    let twins = Twins::with_a_mapping();
    for viewer in Viewer::ALL {
        look_everywhere(&twins, viewer).assert_silent();
    }
    let of_it = |args: &&&[&str]| args[0] == "framework" && args[1] != "open";
    let steps = STEPS.iter().filter(of_it);
    let steps = steps.map(|args| (args.join(" "), twins.same(Viewer::Ana, args)));
    Heard(steps.collect()).assert_silent();
    look_everywhere(&twins, Viewer::Ana).assert_silent();
    for (name, bytes) in twins.files_of_others(&twins.with) {
        let found = bytes.windows(MARKER.len()).any(|w| w == MARKER.as_bytes());
        assert!(!found, "{name}");
    }
    submit_mapping(&twins.with, "ben", twins.clock);
    let speaks = |viewer: Viewer, args: &[&str]| {
        let said = twins.say(&twins.with, viewer, args);
        // There are two frameworks then, and one that asks which names them.
        said.out.contains(MARKER) || said.err.contains(MARKER)
    };
    for viewer in Viewer::ALL {
        let screen = open_keys("g k n");
        assert!(
            viewer == Viewer::Nobody || speaks(viewer, &screen),
            "{viewer:?}"
        );
        for args in LOOKING.iter().filter(|args| args[0] == "framework") {
            let of_hers = matches!(args[1], "map" | "valence");
            assert!(of_hers || speaks(viewer, args), "{viewer:?}: {args:?}");
        }
    }
    let export = ["export", "study", "--to", "exported"];
    twins.say(&twins.with, Viewer::Ana, &export);
    let exported = twins.exported(&twins.with);
    for file in ["mappings.csv", "valences.csv", "frameworks.csv"] {
        let (_, text) = exported
            .iter()
            .find(|(name, _)| name.ends_with(file))
            .unwrap();
        assert!(text.contains(MARKER), "{file}");
    }
}

/// A correction moves ben's codings as well as ana's, and takes the text of some away; a source taken
/// out takes them with it.
#[test]
fn what_becomes_of_a_text_tells_nothing_of_what_ben_coded_in_it() {
    let twins = Twins::new();
    let read = fs::read_to_string(example("sample_transcripts/P01_interview.txt")).unwrap();
    let gone = read.replace("The chair is fine. Fourth floor", "First floor");
    for place in [&twins.with, &twins.without] {
        fs::write(place.path("corrected.txt"), gone.replace(" the ", " teh ")).unwrap();
    }
    let correct = [
        "sources",
        "correct",
        "study",
        "corrected.txt",
        "--source",
        "P01_interview",
        "--for-all",
    ];
    let said = twins.same(Viewer::Ana, &correct);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.contains("corrected in"), "{}", said.out);
    look_everywhere(&twins, Viewer::Ana).assert_silent();
    let shows = |viewer| {
        let said = twins.say(&twins.with, viewer, &["sources", "study", "--json"]);
        let said: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        said["corrected_codings"].as_array().map_or(0, Vec::len)
    };
    assert!(shows(Viewer::Ben) > 10, "ben is told of his own");
    let remove = ["sources", "remove", "study", "--source", "P01_interview"];
    Heard(vec![("remove".into(), twins.same(Viewer::Ana, &remove))]).assert_silent();
    let remove = [&remove[..], &["--yes"]].concat();
    assert_eq!(twins.same(Viewer::Ana, &remove).code, Some(0));
    look_everywhere(&twins, Viewer::Ana).assert_silent();
}

/// Whoever opened the round calls it off: neither the answer nor anything afterwards tells of it.
#[test]
fn cancelling_tells_nothing_of_what_ben_did() {
    let twins = Twins::new();
    let cancel = ["round", "cancel", "study", "--round", "Round 1"];
    let said = twins.same(Viewer::Ana, &cancel);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.err);
    for viewer in Viewer::ALL {
        look_everywhere(&twins, viewer).assert_silent();
    }
}

#[test]
fn guessing_what_ben_has_made_tells_nothing() {
    let twins = Twins::new();
    for keys in GUESSES {
        twins.same(Viewer::Ana, &open_keys(keys));
    }
    // The guesses were made in earnest: ana has a code of the very name of ben's.
    let codebook = twins.same(Viewer::Ana, &["codebook", "study"]);
    let of_hers = codebook.out.matches(&format!("{MARKER} in vivo")).count();
    assert_eq!(of_hers, 1, "{}", codebook.out);
    twins.same(Viewer::Ana, &open_keys("z z z g m"));
}

#[test]
fn the_same_runs_show_it_once_both_have_submitted() {
    let twins = Twins::new();
    for coder in ["ana", "ben"] {
        submit(&twins.with, coder, twins.round, twins.clock);
    }
    for viewer in [Viewer::Ana, Viewer::Eve] {
        let say = |args: &[&str]| twins.say(&twins.with, viewer, args);
        let looking = LOOKING.iter().map(|args| (args.join(" "), say(args)));
        let screens = SCREENS
            .iter()
            .map(|(name, keys)| ((*name).to_owned(), say(&open_keys(keys))));
        let heard = Heard(looking.chain(screens).collect());
        let speaking = heard.speak();
        for name in REVEALING {
            assert!(
                speaking.contains(name),
                "{viewer:?}: {name} is silent: {speaking:?}"
            );
        }
    }
}

/// What is like a code rests on what one may see: ben's codings count for ana once the round is open. The
/// places of marks are too many numbers for one of his not to be among them by chance.
#[test]
fn what_is_like_a_code_is_another_thing_once_both_have_submitted() {
    let twins = Twins::new();
    let like = &["search", "study", "like:hope", "--json"];
    for viewer in Viewer::ALL {
        let said = twins.same(viewer, like);
        assert!(!said.out.contains(MARKER), "{}", said.out);
    }
    let before = twins.say(&twins.with, Viewer::Ana, like);
    assert!(before.out.contains("\"marks\""), "{}", before.err);
    for coder in ["ana", "ben"] {
        submit(&twins.with, coder, twins.round, twins.clock);
    }
    let after = twins.say(&twins.with, Viewer::Ana, like);
    assert_ne!(before.out, after.out);
}

/// A plan is everybody's at once, whoever made it, and papers print the codebook's version.
#[test]
fn the_codebooks_version_in_a_plan_of_bens_is_not_made_of_his_private_codes() {
    let twins = Twins::new();
    let row = "coder,source,start,end,code,round\nzoe,P05_interview_zh,0,9,dependence,Elsewhere\n";
    let versions = |place: &Place| -> Vec<(String, String)> {
        fs::write(place.path("row.csv"), row).unwrap();
        let study = place.study_arg();
        for how in [
            "round new STUDY --name His --sources P05~interview~zh --coders ben,eve --open",
            "import STUDY --codings row.csv",
            "open STUDY --keys g_s_j_<space>_R_<ret>_y --seed 5",
        ] {
            let args = how.split(' ').map(|a| a.replace("STUDY", &study));
            let args: Vec<String> = args
                .map(|a| a.replace('_', " ").replace('~', "_"))
                .collect();
            let args = args
                .iter()
                .map(String::as_str)
                .chain(["--coder", "ben", "--first-here"]);
            place.run(&args.collect::<Vec<_>>());
        }
        let (_, events, _) = place.open_on_own_machine("eve");
        let plan = |e: &Arc<Event>| match &e.change {
            Change::RoundOpened(plan) => Some((plan.name.clone(), plan.codebook.to_string())),
            _ => None,
        };
        events.iter().filter_map(plan).collect()
    };
    let with = versions(&twins.with);
    assert_eq!(with.len(), 4, "{with:?}");
    assert_eq!(with, versions(&twins.without));
}

/// Both coders use one machine, ben was here last, and ana forgets to say who she is.
#[test]
fn at_a_shared_machine_nobody_is_taken_for_the_other_coder() {
    let twins = Twins::new();
    let (place, study) = (&twins.with, twins.with.study_arg());
    for coder in ["ana", "ben"] {
        let keys = [
            "--keys",
            "g r m seen <c-s>",
            "--coder",
            coder,
            "--first-here",
        ];
        place.run(&[&["open", &study], &keys[..]].concat());
    }
    let looked = place.output(&["codebook", &study]);
    let codebook = text(&looked.stdout);
    assert!(!codebook.contains(MARKER), "{codebook}");
    assert!(
        text(&looked.stderr).contains("--coder says who looks"),
        "{looked:?}"
    );
    let opened = place.output(&["open", &study, "--keys", "g c G", "--print"]);
    assert!(!text(&opened.stdout).contains(MARKER));
    assert!(
        text(&opened.stderr)
            .contains("A blind round keeps something from one of those who use this machine"),
        "{opened:?}"
    );
    for coder in ["ana", "ben"] {
        submit(place, coder, twins.round, twins.clock);
    }
    // What they map to a framework is blind still.
    let looked = place.output(&["framework", "agree", &study, "--json"]);
    assert!(
        !text(&looked.stdout).contains("why it is mapped so"),
        "{looked:?}"
    );
    assert!(
        text(&looked.stderr).contains("--coder says who looks"),
        "{looked:?}"
    );
    for coder in ["ana", "ben"] {
        submit_mapping(place, coder, twins.clock);
    }
    assert!(place.run(&["codebook", &study]).contains(MARKER));
    place.run(&["open", &study, "--keys", "g c G", "--print"]);
}

/// A coder of the round and somebody outside it use one machine: neither is shown by a slip what the
/// round keeps from them.
#[test]
fn at_a_shared_machine_nobody_outside_is_taken_for_a_coder_nor_the_other_way_round() {
    let twins = Twins::with_a_past();
    let (place, study) = (&twins.with, twins.with.study_arg());
    let looked = |query: &str, more: &[&str]| {
        let out = place.output(&[&["search", &study, query], more].concat());
        (text(&out.stdout), text(&out.stderr))
    };
    let enters = |coder: &str| {
        place.run(&[
            "open",
            &study,
            "--coder",
            coder,
            "--first-here",
            "--keys",
            "g s",
        ])
    };
    enters("ana");
    let (out, err) = looked(MARKER, &["--coder", "eve"]);
    assert_eq!(out, "");
    assert!(err.contains("If you are eve, add --first-here"), "{err}");
    let (out, err) = looked(MARKER, &["--coder", "zoe"]);
    assert!(out.is_empty() && err.contains("If you are zoe"), "{err}");
    enters("eve");
    let thinks = "memo:thinks";
    for (last, query, own) in [("eve", MARKER, "eve"), ("ana", thinks, "ana")] {
        enters(last);
        let (out, err) = looked(query, &[]);
        assert!(!out.contains(MARKER) && !out.contains("thinks"), "{out}");
        assert!(err.contains("--coder says who looks"), "{err}");
        let (out, _) = looked(query, &["--coder", own]);
        assert!(out.contains(MARKER) || out.contains("thinks"), "{out}");
    }
    let close = ["round", "close", "study", "--round", "Round 1"];
    assert_eq!(twins.say(place, Viewer::Ana, &close).code, Some(0));
    assert!(looked(MARKER, &[]).0.contains(MARKER));
}

#[test]
fn importing_into_a_blind_round_is_refused_with_one_message() {
    let twins = Twins::new();
    let mut messages = Vec::new();
    for (coder, code) in [
        ("ben", "hope"),
        ("ana", "hope"),
        ("eve", MARKER),
        ("zoe", "unheard"),
    ] {
        let row = format!(
            "coder,source,start,end,code,round\n{coder},P01_interview,0,25,{code},Round 1\n"
        );
        for place in [&twins.with, &twins.without] {
            fs::write(place.path("row.csv"), &row).unwrap();
        }
        for viewer in [Viewer::Ana, Viewer::Eve] {
            let said = twins.same(viewer, &["import", "study", "--codings", "row.csv"]);
            assert_ne!(said.code, Some(0), "{}{}", said.out, said.err);
            messages.push(said);
        }
    }
    messages.dedup();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(format!("{messages:?}").contains("blind"), "{messages:?}");
    for place in [&twins.with, &twins.without] {
        let (_, events, _) = place.open_on_own_machine("ana");
        assert!(!events.iter().any(|e| e.author() != &e.coder));
    }
}

#[test]
fn a_round_closed_early_is_recorded_and_shown() {
    let twins = Twins::new();
    let place = &twins.with;
    let closed = twins.say(
        place,
        Viewer::Ana,
        &["round", "close", "study", "--round", "Round 1"],
    );
    assert_eq!(closed.code, Some(0), "{}", closed.err);
    for json in [&[][..], &["--json"]] {
        let args = [&["round", "status", "study"], json].concat();
        let status = twins.say(place, Viewer::Eve, &args);
        let shown = status.out.to_lowercase().replace('_', " ");
        assert!(shown.contains("closed early"), "{shown}");
    }
    let (_, events, _) = place.open_on_own_machine("eve");
    let closing = |e: &&Arc<Event>| matches!(e.change, Change::RoundClosed { .. });
    assert_eq!(events.iter().find(closing).unwrap().coder.as_str(), "ana");
    let study = twins.say(place, Viewer::Eve, &open_keys("g s <tab>"));
    assert!(study.out.contains("closed early"), "{}", study.out);
    let codebook = twins.say(place, Viewer::Ana, &open_keys("g c G"));
    assert!(codebook.out.contains(MARKER), "{}", codebook.out);
}

#[test]
fn a_broken_line_of_anothers_journal_is_not_quoted() {
    let twins = Twins::new();
    for how in ["cut", "changed", "binary"] {
        let place = copy(&twins.with);
        break_journal(&place, how);
        for viewer in Viewer::ALL {
            let mut heard = Vec::new();
            for args in LOOKING {
                heard.push((
                    format!("{how}: {}", args.join(" ")),
                    twins.say(&place, viewer, args),
                ));
            }
            for keys in ["g s", "g r O", "g c G", "g m"] {
                let said = twins.say(&place, viewer, &open_keys(keys));
                heard.push((format!("{how}: {keys}"), said));
            }
            // The number of a line is said, which is a number of ben's: only words count here.
            for (how, said) in heard {
                assert!(!said.out.contains(MARKER), "{how}\n{}", said.out);
                assert!(!said.err.contains(MARKER), "{how}\n{}", said.err);
            }
        }
        let said = twins.say(&place, Viewer::Ana, &open_keys("g s"));
        assert!(
            said.out.contains("read-only"),
            "{how}\n{}{}",
            said.out,
            said.err
        );
    }
}

/// Breaks a line in the middle of ben's journal.
fn break_journal(place: &Place, how: &str) {
    let journals = fs::read_dir(place.path("study").join("journals")).unwrap();
    let of_ben = |path: &Path| {
        path.file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with("ben.")
    };
    let mut paths = journals.map(|e| e.unwrap().path()).filter(|p| of_ben(p));
    let path = paths
        .find(|p| text(&fs::read(p).unwrap()).contains(MARKER))
        .unwrap();
    let journal = text(&fs::read(&path).unwrap());
    let mut lines: Vec<String> = journal.lines().map(str::to_owned).collect();
    let at = lines.iter().position(|l| l.contains(MARKER)).unwrap();
    lines[at] = match how {
        "cut" => lines[at]
            .chars()
            .take(lines[at].chars().count() - 20)
            .collect(),
        "changed" => lines[at].replace("definition", "definitoin"),
        _ => lines[at].replace(MARKER, &format!("{MARKER}\u{0}\u{1b}[31m")),
    };
    fs::write(&path, lines.join("\n") + "\n").unwrap();
}

/// The program as ana has it open, on this place.
fn running(place: &Place, clock: u64) -> Headless {
    let (store, events, _): Opened = place.open_on_own_machine("ana");
    let opening = Opening {
        name: store.info().name.clone(),
        dir: place.study(),
        me: "ana".parse().unwrap(),
        read_only: None,
        size: (120, 40),
        now_ms: clock,
        seed: 9,
        memory: None,
        drafts: None,
    };
    let view = View::new(events, Some(opening.me.clone()));
    let (app, effects) = App::new(opening, view);
    let (memory, exports) = (place.path("memory"), place.path("exports"));
    let desk = Desk::new(store, memory, exports, None, Mint::new(8, clock));
    let finder = Finder::new(place.path("live-index"), desk.sources());
    Headless::new(app, effects, desk, finder, clock)
}

#[test]
fn work_that_arrives_while_ana_looks_changes_nothing_she_sees() {
    let twins = Twins::new();
    // Both begin without ben's work; in one it arrives.
    let place = copy(&twins.without);
    let (mut with, mut without) = (
        running(&place, twins.clock),
        running(&twins.without, twins.clock),
    );
    let arriving: Vec<Arc<Event>> = bens(&twins.with.open_on_own_machine("ben").1);
    assert!(arriving.len() > 100);
    bring_journals(&twins.with, &place);
    for program in [&mut with, &mut without] {
        program.look();
    }
    for (name, keys) in SCREENS {
        for program in [&mut with, &mut without] {
            for key in tandem::app::key::Key::parse_script(&format!("{keys} <esc> <esc>")).unwrap()
            {
                program.press(key);
            }
        }
        let screens = [&with, &without].map(|p| p.print(Printed::Plain, Look::default()));
        assert_eq!(screens[0], screens[1], "{name}: {keys}");
    }
}

fn bens(events: &[Arc<Event>]) -> Vec<Arc<Event>> {
    let ben = |e: &&Arc<Event>| e.coder.as_str() == "ben";
    events.iter().filter(ben).cloned().collect()
}

/// Copies ben's journals, as a sync tool would.
fn bring_journals(from: &Place, to: &Place) {
    for entry in fs::read_dir(from.study().join("journals")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with("ben.") {
            fs::copy(&path, to.study().join("journals").join(name)).unwrap();
        }
    }
}

/// A code that is private to a blind round stays in it: used in the source of an open round, it
/// would show there as a code nobody else can see.
#[test]
fn a_private_code_is_not_used_in_another_round() {
    let place = Place::with_sources(&["P01_interview.txt", "P02_interview.txt"]);
    let study = place.study_arg();
    let round = |name: &str, source: &str, more: &[&str]| {
        let mut args = vec!["round", "new", &study, "--name", name, "--sources", source];
        args.extend(["--coders", "ana,ben"]);
        args.extend(more);
        place.run(&args);
    };
    round("Open", "P02_interview", &["--open"]);
    round("Blind", "P01_interview", &[]);
    let press = |keys: &str| {
        place.run(&[
            "open", &study, "--keys", keys, "--size", "120x40", "--print",
        ])
    };
    let coded = |keys: &str| {
        let said = press(keys);
        let number = place.run(&["codebook", &study, "--json"]);
        (said, number.matches("\"codings\": 1").count())
    };
    // Made and used in the blind round.
    let (said, codings) = coded("g s <home> <ret> } } } s <space> my <space> own <ret>");
    assert_eq!(codings, 1, "{said}");
    // Neither used nor made in the other.
    for name in ["my <space> own", "another"] {
        let keys = format!("g s <home> <ret> <gt> }} }} s <space> {name} <ret>");
        let (said, codings) = coded(&keys);
        assert!(
            said.contains("yours alone while “Blind” is blind"),
            "{said}"
        );
        assert_eq!(codings, 1, "{said}");
    }
    let (said, codings) = coded("g s <home> <ret> <gt> } } s 1");
    assert_eq!(codings, 2, "a shared code is used: {said}");
}
