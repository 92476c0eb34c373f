//! Two machines, one study carried between them as copies of journals: the same difference settled
//! differently on each comes back with both verdicts, and a third that knows both settles it.

use crate::place::{Place, files_below};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// One machine with its own copy of the study.
struct Machine<'p> {
    place: &'p Place,
    coder: &'static str,
}

impl Machine<'_> {
    fn study(&self) -> String {
        let path = self.place.path(self.coder).join("study");
        path.to_str().unwrap().to_owned()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = self.place.tandem(args);
        let own = |what: &str| self.place.path(self.coder).join(what);
        command
            .env("TANDEM_STATE", own("state"))
            .env("TANDEM_CACHE", own("cache"));
        command
    }

    fn run(&self, args: &[&str]) -> String {
        let out = self.command(args).output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success(), "{args:?}\n{said}");
        String::from_utf8_lossy(&out.stdout).into_owned()
    }

    fn keys(&self, keys: &str) -> String {
        let study = self.study();
        self.run(&[
            "open",
            &study,
            "--coder",
            self.coder,
            "--first-here",
            "--keys",
            keys,
            "--print",
        ])
    }

    fn reconcile(&self) -> Value {
        let study = self.study();
        let told = self.run(&[
            "reconcile",
            &study,
            "--coder",
            self.coder,
            "--list",
            "--json",
        ]);
        let told: Value = serde_json::from_str(&told).unwrap();
        told["rounds"][0].clone()
    }

    /// Items something was said about.
    fn ruled(&self) -> Vec<Value> {
        let round = self.reconcile();
        let items = round["items"].as_array().unwrap().iter();
        let ruled = |i: &&Value| !i["verdicts"].as_array().unwrap().is_empty();
        items.filter(ruled).cloned().collect()
    }

    /// Takes over what the other has written: whole files, as a sync tool does.
    fn take_from(&self, other: &Machine) {
        let (from, to) = (other.place.path(other.coder), self.place.path(self.coder));
        for path in files_below(&from.join("study")) {
            let inside = path.strip_prefix(&from).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            let own = name.starts_with(&format!("{}.", self.coder)) && name.ends_with(".ronl");
            if own && to.join(inside).exists() {
                continue;
            }
            fs::create_dir_all(to.join(inside).parent().unwrap()).unwrap();
            fs::copy(&path, to.join(inside)).unwrap();
        }
    }
}

fn states(items: &[Value]) -> Vec<&str> {
    items.iter().map(|i| i["state"].as_str().unwrap()).collect()
}

#[test]
fn what_two_settled_apart_comes_back_and_a_third_verdict_settles_it_everywhere() {
    let place = Place::with_sources(&["P01_interview.txt"]);
    let machine = |coder| Machine {
        place: &place,
        coder,
    };
    let (ana, ben) = (machine("ana"), machine("ben"));
    // Ana's machine has the study as it was made; ben gets his by carrying.
    fs::create_dir_all(place.path("ana")).unwrap();
    fs::rename(place.study(), place.path("ana").join("study")).unwrap();
    fs::rename(place.path("state"), place.path("ana").join("state")).unwrap();
    let carry = || {
        ben.take_from(&ana);
        ana.take_from(&ben);
    };

    let study = ana.study();
    ana.run(&[
        "round",
        "new",
        &study,
        "--coder",
        "ana",
        "--name",
        "Round 1",
        "--sources",
        "P01_interview",
        "--coders",
        "ana,ben",
    ]);
    carry();
    ana.keys("g s <ret> } } } s <space> hope <ret> f g s <tab> s y");
    ben.keys("g s <ret> } } } s <space> stigma <ret> f g s <tab> s y");
    carry();
    let figures = |m: &Machine| m.run(&["agree", &m.study(), "--coder", m.coder, "--json"]);
    let before = figures(&ana);
    assert_eq!(before, figures(&ben));

    // Both settle it, each saying that the other was there.
    ana.keys("g d w ben <tab> <ret> a");
    ben.keys("g d w ana <tab> <ret> b");
    assert_eq!(states(&ana.ruled()), ["settled"]);
    assert_eq!(states(&ben.ruled()), ["settled"]);
    carry();
    for machine in [&ana, &ben] {
        let items = machine.ruled();
        assert_eq!(states(&items), ["conflicting"]);
        let verdicts = items[0]["verdicts"].as_array().unwrap();
        let mut rulings: Vec<&str> = verdicts
            .iter()
            .map(|v| v["ruling"].as_str().unwrap())
            .collect();
        rulings.sort_unstable();
        assert_eq!(rulings, ["ana", "ben"]);
        assert_eq!(machine.reconcile()["progress"]["conflicting"], 1);
    }

    // Together they rule once more, asked first who is there; the verdict names both it replaces.
    ana.keys("g d + <ret> +");
    assert_eq!(states(&ana.ruled()), ["settled"]);
    carry();
    for machine in [&ana, &ben] {
        let items = machine.ruled();
        assert_eq!(states(&items), ["settled"]);
        assert_eq!(items[0]["verdicts"].as_array().unwrap().len(), 1);
        assert_eq!(items[0]["verdicts"][0]["ruling"], "both");
    }
    assert_eq!(figures(&ana), before);
    assert_eq!(figures(&ben), before);
}
