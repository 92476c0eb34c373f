//! A pair plays a study through, by keys alone: plans a round, codes blind, submits, looks at the
//! agreement, settles every difference, places the codes on the map. Two coders on two machines
//! share one study folder.

use crate::place::{Place, text};
use serde_json::Value;
use std::process::Command;

/// One coder's program on their own machine.
struct Seat<'p> {
    place: &'p Place,
    coder: &'static str,
}

impl Seat<'_> {
    fn command(&self, args: &[&str]) -> Command {
        let mut command = self.place.tandem(args);
        command
            .env(
                "TANDEM_STATE",
                self.place.path(&format!("{}-state", self.coder)),
            )
            .env(
                "TANDEM_CACHE",
                self.place.path(&format!("{}-cache", self.coder)),
            );
        command
    }

    /// Presses keys in a fresh session and gives the screen they end on.
    fn keys(&self, keys: &str) -> String {
        let study = self.place.study_arg();
        let args = [
            "open",
            &study,
            "--coder",
            self.coder,
            "--first-here",
            "--keys",
            keys,
            "--print",
        ];
        let out = self.command(&args).output().unwrap();
        let screen = text(&out.stdout);
        assert!(out.status.success(), "{keys}\n{}", text(&out.stderr));
        screen
    }

    fn json(&self, args: &[&str]) -> Value {
        let study = self.place.study_arg();
        let mut all = vec![args[0], &study, "--coder", self.coder, "--json"];
        all.extend(&args[1..]);
        let out = self.command(&all).output().unwrap();
        assert!(out.status.success(), "{all:?}\n{}", text(&out.stderr));
        serde_json::from_slice(&out.stdout).unwrap()
    }

    fn agreement(&self) -> Value {
        self.json(&["agree", "--round", "Round 1"])
    }
}

fn words(value: &Value) -> String {
    value.to_string()
}

#[test]
fn a_pair_goes_from_transcripts_to_a_map_by_keys_alone() {
    let place = Place::with_sources(&["P01_interview.txt", "P05_interview_zh.txt"]);
    let ana = Seat {
        place: &place,
        coder: "ana",
    };
    let ben = Seat {
        place: &place,
        coder: "ben",
    };

    // Ana plans a blind round over both sources.
    let screen = ana.keys("g s <space> <space> R <down> <down> <space> ben <ret> y <tab>");
    assert!(
        screen.contains("Round 1") && screen.contains("blind by agreement"),
        "{screen}"
    );

    // Each codes alone: agreed, a different code, another end, one only, one in Chinese.
    let mut screen = ana.keys(
        "g s <ret> } } } s <space> small <ret> } } s <space> hope <ret> } } s <space> setback <ret> f \
         <gt> } } } s <space> walks <ret> } } s <space> being <space> seen <ret> f g s",
    );
    assert!(screen.contains("ana 2/2 finished"), "{screen}");
    screen = ben.keys(
        "g s <ret> } } } s <space> small <ret> } } s <space> own <space> goal <ret> } } s s s <space> setback <ret> \
         } } s <space> family <ret> f <gt> } } } s <space> walks <ret> f g s",
    );
    assert!(screen.contains("ben 2/2 finished"), "{screen}");

    // Blind: ben's work is nowhere on ana's side, and there are no figures yet.
    for keys in [
        "g s",
        "g s <ret> O",
        "g c",
        "g a",
        "g d",
        "g t",
        "g f family <ret>",
    ] {
        let screen = ana.keys(keys);
        assert!(!screen.contains("(ben)"), "{keys}\n{screen}");
    }
    let screen = ana.keys("g d");
    assert!(screen.contains("round is blind"), "{screen}");

    // Both submit.
    ana.keys("g s <tab> s y");
    let screen = ana.keys("g a");
    assert!(screen.contains("round is blind"), "{screen}");
    let screen = ben.keys("g s <tab> s y");
    assert!(screen.contains("all submitted"), "{screen}");

    // Agreement: three codings of seven match (small steps, setback or not by its ends, walks).
    let before = ana.agreement();
    assert_eq!(before, ben.agreement(), "both see the same figures");
    let screen = ana.keys("g a");
    assert!(screen.contains(" matched "), "{screen}");

    // Together they settle everything that differs: one key each, the queue moves on.
    let listed = ana.json(&["reconcile", "--list"]);
    let open = words(&listed).matches("\"state\":\"open\"").count();
    assert!(open >= 4, "{listed}");
    ana.keys("g d w ben <tab> <ret>");
    // Who was there last time is marked; a new sitting asks all the same.
    let screen = ana.keys(&format!("g d w <ret> {}", "b ".repeat(open)));
    assert!(
        screen.contains(&format!("{open} of {open} settled")),
        "{screen}"
    );
    let listed = words(&ana.json(&["reconcile", "--list"]));
    for left in ["open", "proposed"] {
        assert!(
            !listed.contains(&format!("\"state\":\"{left}\"")),
            "{listed}"
        );
    }

    // The independent figures are the same to the last digit, and nobody's codings changed.
    assert_eq!(ana.agreement(), before);

    // The map: a theme with codes, a subtheme, a relation.
    ana.keys("g t a Hope <space> comes <space> late <ret>");
    ana.keys("g t p small <tab> <ret>");
    ana.keys("g t a Walking <space> along <ret>");
    ana.keys("g t <home> r Walking <ret> leads <ret>");
    let map = words(&ana.json(&["themes"]));
    assert!(
        map.contains("Hope comes late") && map.contains("Walking along"),
        "{map}"
    );
    assert!(
        map.contains("small steps") && map.contains("leads to"),
        "{map}"
    );

    // Undo works across restarts.
    ana.keys("g t z");
    let map = words(&ana.json(&["themes"]));
    assert!(!map.contains("leads to"), "{map}");
    ana.keys("g t Z");
    let map = words(&ana.json(&["themes"]));
    assert!(map.contains("leads to"), "{map}");
}
