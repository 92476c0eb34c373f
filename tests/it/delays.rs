//! Keys pressed while something is still being saved: they come to the same as keys that wait.

use crate::place::{Chance, Place, files_below};
use crate::reconcile_screen::WIDE;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tandem::app::command::Command;
use tandem::app::key::Key;
use tandem::app::keymap::{BINDINGS, ways};
use tandem::app::screens::ScreenId;
use tandem::app::{App, Opening};
use tandem::model::coding::Coding;
use tandem::model::mint::Mint;
use tandem::model::view::View;
use tandem::store::{Places, RealDisk, Store};
use tandem::tui::headless::{Headless, Printed};
use tandem::tui::look::Look;
use tandem::work::{Desk, Finder};

/// The time of all sequences: what depends on it is the same in all runs.
const NOW: u64 = 1_900_000_000_000;

/// Acts as they are done, over all screens that write.
const ACTS: &[&str] = &[
    // undo and redo, fast
    "z",
    "Z",
    "z z z",
    "Z Z",
    "z Z z z",
    // reading and coding
    "g r <space> <ret>",
    "g r ) <space> j <ret>",
    "g r w v w w <space> <ret>",
    "g r } .",
    "g r s s .",
    "g r v w w i",
    "g r u",
    "g r ] u u",
    "g r ] x j <ret>",
    "g r x x <ret>",
    "g r ] r l l <ret>",
    "g r ! !",
    "g r ] * 1 <ret>",
    "g r m n o t e <c-s>",
    "g r <ret> <ret>",
    "g r f",
    "g r f f",
    "g r <tab> p <ret>",
    "g r 1 1 2",
    "g r <gt> }",
    // study: marks, attributes, rounds
    "g s j f",
    "g s f f f",
    "g s t j <ret>",
    "g s e s <ret>",
    "g s a <ret> a r m = 1 <ret>",
    "g s p <ret> <esc>",
    "g s <space> R <ret> y",
    "g s <space> R <ret> y R <ret> y",
    "g s <tab> G <ret>",
    "g s <tab> G s y",
    "g s <tab> G s y s y",
    "g s <tab> G w y",
    "g s <tab> G c y",
    // codebook
    "g c a n e w <ret>",
    "g c a n e w <ret> a n e w <ret>",
    "g c e x <ret>",
    "g c d ! <c-s>",
    "g c c c",
    "g c j j m j <ret>",
    "g c j M j <ret> y",
    "g c j D y",
    "g c w m <c-s>",
    // themes
    "g t a t h e m e <ret>",
    "g t A u n d e r <ret>",
    "g t p <ret>",
    "g t p j <ret>",
    "g t j u",
    "g t j m <ret>",
    "g t r j <ret> <ret>",
    "g t R <ret>",
    "g t D y",
    "g t e 2 <ret>",
    // reconciling
    "g d a",
    "g d b b",
    "g d + - d",
    "g d p x",
    "g d A <ret> y",
    "g d y y",
    "g d r w h y <ret> a",
    "g d w <down> <tab> <ret> a",
    "g d c <ret>",
    "g d s l <ret>",
];

/// Every key of the table but those that leave, write elsewhere or compute figures.
fn keys() -> &'static [String] {
    static KEYS: OnceLock<Vec<String>> = OnceLock::new();
    KEYS.get_or_init(|| {
        use Command::*;
        let left_out = [
            Leave,
            Quit,
            Export,
            Minutes,
            Import,
            ImportCodebook,
            Go(ScreenId::Agreement),
            Go(ScreenId::Search),
            Summary,
        ];
        let bound = BINDINGS.iter().filter(|b| !left_out.contains(&b.command));
        let one = |way: Vec<Key>| way.iter().map(Key::to_string).collect::<Vec<_>>().join(" ");
        bound.flat_map(ways).map(one).collect()
    })
}

/// What ana and ben talk about.
const TALK: &str = "ANA: We walked to the river. It was cold.\n\nBEN: I wanted to go home. We stayed.\n\n\
    ANA: Then the sun came out.\n\nBEN: It did, and we sat down.\n\nANA: We went on in the evening.\n";

/// A study with a round that is over, differences to settle, a theme, and a blind round ana codes
/// in. A small one: every case reads it twice.
fn study() -> &'static Path {
    static STUDY: OnceLock<(Place, PathBuf)> = OnceLock::new();
    let (_, path) = STUDY.get_or_init(|| {
        let place = Place::with_sources(&[]);
        let study = place.study_arg();
        for name in ["talk.txt", "notes.txt"] {
            let file = place.path(name);
            // Another name alone makes no other source.
            fs::write(&file, TALK.replace("river", name)).unwrap();
            place.run(&["import", &study, "--coder", "ana", file.to_str().unwrap()]);
        }
        let open = |name: &str, sources: &str, more: &[&str]| {
            let new = ["round", "new", &study, "--coder", "ana", "--name", name];
            let of = ["--coders", "ana,ben", "--sources", sources];
            place.run(&[&new[..], &of, more].concat());
        };
        open("Round 1", "talk", &["--open"]);
        let codes = "g r <space> <ret> } <space> j <ret>";
        for (coder, keys) in [("ana", codes), ("ben", "g r w v w <space> j j <ret> } } .")] {
            let keys = format!("g s j <ret> g g {keys} f g s <tab> s y");
            place.run(&["open", &study, "--coder", coder, "--keys", &keys]);
        }
        let theme = "g t a t h e m e <ret> p <ret>";
        place.run(&["open", &study, "--coder", "ana", "--keys", theme]);
        open("Round 2", "talk,notes", &[]);
        let path = place.study();
        (place, path)
    });
    path
}

/// The program of ana on a copy of the study, the same in everything but its folder.
fn program(dir: &Path) -> Headless {
    let copy = dir.join("study");
    for file in files_below(study()) {
        let to = copy.join(file.strip_prefix(study()).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&file, to).unwrap();
    }
    let places = Places {
        state: dir.join("state"),
        cache: dir.join("cache"),
        seed: Some(5),
    };
    let (disk, ana) = (Arc::new(RealDisk::new()), Some("ana".parse().unwrap()));
    let (store, events, _) = Store::open(disk, &copy, places, ana, NOW).unwrap();
    let opening = Opening {
        name: "Recovery".into(),
        dir: "study".into(),
        me: "ana".parse().unwrap(),
        read_only: None,
        size: WIDE,
        now_ms: NOW,
        seed: 1,
        memory: None,
        drafts: None,
    };
    let view = View::new(events, Some(opening.me.clone()));
    let (app, effects) = App::new(opening, view);
    let mint = Mint::new(2, NOW);
    let desk = Desk::new(store, dir.join("memory"), dir.join("exports"), None, mint);
    // The index holds sources only: one serves all runs.
    let finder = Finder::new(study().with_file_name("index"), desk.sources());
    let mut program = Headless::new(app, effects, desk, finder, NOW);
    program.step_ms = 0;
    program
}

/// What there is after some keys.
struct Came {
    /// The lines of every journal.
    journals: Vec<(String, String)>,
    screen: String,
    codings: Vec<Coding>,
}

fn after(script: &str, delays: Option<u64>) -> Came {
    let dir = tempfile::tempdir().unwrap();
    let mut program = program(dir.path());
    if let Some(seed) = delays {
        let mut chance = Chance(seed);
        program.delays = Some(Box::new(move || chance.below(7) as u32));
    }
    for key in Key::parse_script(script).unwrap() {
        program.press(key);
    }
    program.catch_up();
    let lines = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    let journals = files_below(&dir.path().join("study/journals"));
    let mut codings: Vec<Coding> = program.app.cx.view.codings().cloned().collect();
    codings.sort_by_key(|c| (c.at, c.id));
    Came {
        journals: journals.iter().map(lines).collect(),
        // A message may name the folder something was written to, which is another in every run.
        screen: program
            .print(Printed::Plain, Look::default())
            .replace(&dir.path().display().to_string(), "DIR"),
        codings,
    }
}

fn script() -> impl Strategy<Value = String> {
    let act = prop::sample::select(ACTS).prop_map(str::to_owned);
    let key = prop::sample::select(keys());
    let one = prop_oneof![3 => act, 2 => key];
    prop::collection::vec(one, 1..30).prop_map(|all| all.join(" "))
}

/// Few by default, since every case opens a study twice; as many as `PROPTEST_CASES` says.
fn cases() -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(12),
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn random_keys_with_random_delays_give_what_they_give_without(
        script in script(),
        seed in any::<u64>(),
    ) {
        let (at_once, delayed) = (after(&script, None), after(&script, Some(seed)));
        prop_assert_eq!(at_once.screen, delayed.screen, "{}", script);
        prop_assert!(at_once.journals == delayed.journals, "{}", script);
        prop_assert!(at_once.codings == delayed.codings, "{}", script);
    }
}

#[test]
fn three_quick_undos_take_back_three_acts_and_three_redos_bring_them_back() {
    let coded = "g r <space> <ret> } . } . } .";
    let before = after("g r", None).codings.len();
    let all = after(coded, Some(3)).codings;
    assert_eq!(all.len(), before + 4);
    let undone = after(&format!("{coded} z z z"), Some(3));
    assert!(undone.codings == all[..before + 1]);
    let retracted = |(_, text): &(String, String)| text.matches("change:Retract(").count();
    let there = after(coded, Some(3))
        .journals
        .iter()
        .map(retracted)
        .sum::<usize>();
    let now = undone.journals.iter().map(retracted).sum::<usize>();
    assert_eq!(now, there + 3);
    let redone = after(&format!("{coded} z z z Z Z Z"), Some(3)).codings;
    assert!(redone == all, "{} of {}", redone.len(), all.len());
}
