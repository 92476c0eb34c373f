//! Ratings of sites at time points, by two raters, from a table to agreement, reconciliation and means.

use super::{ends, json};
use crate::place::{Place, example};
use std::fs;

const ITEMS: [&str; 10] = [
    "Caseload size",
    "Contact in the community",
    "Undivided post",
    "Group supervision",
    "Field mentoring",
    "Review of the tools",
    "Strengths assessment in use",
    "Recovery plan in use",
    "Use of natural resources",
    "Hope in the talk",
];

/// Nine sites at three time points, ten items, two raters who differ in every fourth site and item.
fn table() -> String {
    let mut text = format!("site,time point,rater,{}\n", ITEMS.join(","));
    for site in 1..=9 {
        for (t, at) in ["T0", "T6", "T12"].iter().enumerate() {
            for (r, rater) in ["ana", "ben"].iter().enumerate() {
                let rated = (0..10).map(|item| {
                    let base = 1 + (site + t + item) % 4;
                    let apart = r == 1 && (site + item) % 4 == 0;
                    (base + usize::from(apart)).to_string()
                });
                let rated: Vec<String> = rated.collect();
                text += &format!("Site {site},{at},{rater},{}\n", rated.join(","));
            }
        }
    }
    text
}

fn study() -> (Place, String) {
    let place = Place::empty();
    let study = place.study_arg();
    let codebook = example("codebooks/strengths-fidelity.ron");
    place.run(&[
        "new",
        &study,
        "--name",
        "D",
        "--coder",
        "ana",
        "--codebook",
        &codebook,
    ]);
    (place, study)
}

/// Totals, subscales and items over time; only items rated both times tell of a change.
#[test]
fn ratings_are_followed_over_time() {
    let (place, study) = study();
    let file = place.path("fidelity.csv");
    // Ben agrees with ana, so that all stands.
    let mut table = format!("site,time point,rater,{}\n", ITEMS.join(","));
    for (at, add) in [("T0", 1), ("T6", 2)] {
        for rater in ["ana", "ben"] {
            let rated: Vec<String> = (0..10).map(|item| (add + item % 3).to_string()).collect();
            table += &format!("North,{at},{rater},{}\n", rated.join(","));
        }
    }
    fs::write(&file, table).unwrap();
    let file = file.to_str().unwrap();
    place.run(&[
        "ratings", "import", &study, file, "--case", "site", "--coder", "ana",
    ]);
    let course = |args: &[&str]| {
        json(
            &place,
            &[&["ratings", "course", &study, "--coder", "ana"], args].concat(),
        )
    };
    let all = course(&["--cut-off", "2.5"]);
    let points = &all["courses"][0]["points"];
    // 1 2 3 1 2 3 1 2 3 1 is 19; a point more of each is 29.
    for (at, sum, mean, reached) in [(0, 19, 1.9, false), (1, 29, 2.9, true)] {
        assert_eq!(
            (&points[at]["sum"], &points[at]["of"]),
            (&sum.into(), &10.into()),
            "{all}"
        );
        assert!((points[at]["mean"].as_f64().unwrap() - mean).abs() < 1e-9);
        assert_eq!(points[at]["reached"], reached);
    }
    assert_eq!(
        all["courses"][0]["change"],
        serde_json::json!({ "mean": 1.0, "items": 10 })
    );
    assert_eq!(
        course(&["--of", "item"])["courses"]
            .as_array()
            .map(Vec::len),
        Some(10)
    );
    let plot = place.path("plot.svg");
    place.run(&[
        "ratings",
        "course",
        &study,
        "--coder",
        "ana",
        "--plot",
        plot.to_str().unwrap(),
    ]);
    assert!(fs::read_to_string(&plot).unwrap().contains("North"));
    let told = place.run(&[
        "ratings",
        "course",
        &study,
        "--coder",
        "ana",
        "--cut-off",
        "2.5",
    ]);
    assert!(
        told.contains("29 (2.90) ≥") && told.contains("+1.00 (10)"),
        "{told}"
    );
}

#[test]
fn a_table_of_two_raters_becomes_agreement_differences_and_means() {
    let (place, study) = study();
    let file = place.path("fidelity.csv");
    fs::write(&file, table()).unwrap();
    let file = file.to_str().unwrap();
    let import = [
        "ratings", "import", &study, file, "--case", "site", "--coder", "ana",
    ];
    let told = place.run(&import);
    assert!(told.contains("27 rating sheets made"), "{told}");
    assert!(told.contains("added 540 codings"), "{told}");
    let agreed = json(&place, &["agree", &study, "--coder", "ana"]);
    let round = &agreed["rounds"][0];
    let rated = &round["rated_cases"];
    assert_eq!(rated["n"], 270, "every item is rated by both: {rated}");
    // 9 sites × 10 items, of which site + item is a multiple of four, at three time points.
    let apart = (1..=9).flat_map(|s| (0..10).map(move |i| (s + i) % 4 == 0));
    let apart = 3 * apart.filter(|apart| *apart).count();
    let listed = json(&place, &["reconcile", &study, "--list", "--coder", "ana"]);
    let items = listed["rounds"][0]["items"].as_array().unwrap();
    let open = items.iter().filter(|i| i["state"] == "open").count();
    assert_eq!(open, apart);
    let told = place.run(&["ratings", &study, "--coder", "ana"]);
    assert!(
        told.contains(&format!("{apart} items not settled")),
        "{told}"
    );
    let heading = told.lines().next().unwrap();
    let at = |point: &str| heading.find(point).unwrap();
    assert!(at("T0") < at("T6") && at("T6") < at("T12"), "{heading}");
    let all = json(&place, &["ratings", &study, "--coder", "ana"]);
    let rows = all["ratings"].as_array().unwrap();
    assert_eq!(rows.len(), 270);
    let first = &rows[0];
    assert_eq!(
        (&first["case"], &first["time_point"]),
        (&"Site 1".into(), &"T0".into())
    );
    // Points nobody has put in an order stand in every table as people count.
    let mut points: Vec<&str> = rows
        .iter()
        .filter_map(|r| r["time_point"].as_str())
        .collect();
    points.truncate(30);
    points.dedup();
    assert_eq!(points, ["T0", "T6", "T12"]);
    let mean: f64 = {
        let of = rows
            .iter()
            .filter(|r| r["case"] == "Site 2" && r["time_point"] == "T0");
        let stands: Vec<f64> = of.filter_map(|r| r["stands"].as_f64()).collect();
        stands.iter().sum::<f64>() / stands.len() as f64
    };
    let line = told.lines().find(|l| l.starts_with("Site 2")).unwrap();
    assert!(line.contains(&format!("{mean:.2}")), "{line}: {mean}");
    // The same table once more adds nothing.
    let again = place.run(&import);
    assert!(
        again.contains("0 rating sheets made") && again.contains("added 0 codings"),
        "{again}"
    );
    assert!(place.run(&["check", &study]).contains("nothing is broken"));
}

/// What cannot be taken is named, and nothing of its file is taken.
#[test]
fn a_table_with_a_value_that_is_none_changes_nothing() {
    let (place, study) = study();
    let file = place.path("f.csv");
    fs::write(
        &file,
        "site,rater,Caseload size,remark\nNorth,ana,6,x\nSouth,ana,2,\n",
    )
    .unwrap();
    let import = [
        "ratings",
        "import",
        &study,
        file.to_str().unwrap(),
        "--case",
        "site",
        "--coder",
        "ana",
    ];
    let (_, said) = ends(&place.output(&import), 1);
    let why = "line 2: Caseload size: “6” is none of its values: 1, 2, 3, 4, 5";
    assert!(
        said.contains(why) && said.contains("nothing was taken"),
        "{said}"
    );
    assert!(place.run(&["ratings", &study]).contains("nothing is rated"));
    fs::write(
        &file,
        "site,rater,Caseload size,remark\nNorth,ana,5,x\nSouth,ana,2,\n",
    )
    .unwrap();
    let out = place.output(&import);
    let (_, said) = ends(&out, 0);
    assert!(said.contains("no rated code is called “remark”"), "{said}");
    // One more rater later, in another spelling of the site: whatever round it is in, both count.
    fs::write(
        &file,
        "site,rater,Caseload size\nnorth,ben,4\nSouth,ben,2\n",
    )
    .unwrap();
    place.run(&import);
    let all = json(&place, &["ratings", &study, "--coder", "ana"]);
    let rows = all["ratings"].as_array().unwrap();
    let of = |case: &str| rows.iter().find(|r| r["case"] == case).unwrap();
    assert_eq!(rows.len(), 2, "{all}");
    assert_eq!(
        (&of("North")["stands"], &of("North")["by"]),
        (&serde_json::Value::Null, &"not settled".into())
    );
    assert_eq!(
        (&of("South")["stands"], &of("South")["by"]),
        (&2.into(), &"agreed".into())
    );
}

/// Sheets are made by hand, rated blind on the screen, and nothing of one is told to the other.
#[test]
fn sheets_are_rated_blind_like_texts() {
    let (place, study) = study();
    let new = |names: &str| {
        let args = [
            "ratings", "new", &study, "--case", "site", "--names", names, "--at", "T0;T6",
        ];
        place.run(&[&args[..], &["--under", "Structure", "--coder", "ana"]].concat())
    };
    let told = new("North;South");
    assert!(told.contains("4 rating sheets of 3 items"), "{told}");
    assert!(
        new("North;South").contains("0 rating sheets"),
        "once is enough"
    );
    let sheet = "North @ T0";
    place.run(&[
        "round",
        "new",
        &study,
        "--name",
        "R1",
        "--sources",
        sheet,
        "--coders",
        "ana,ben",
        "--unit",
        "paragraphs",
        "--coder",
        "ana",
    ]);
    let rate = |keys: &str| {
        let args = [
            "open", &study, "--coder", "ana", "--keys", keys, "--size", "100x30", "--print",
        ];
        place.run(&args)
    };
    let screen = rate("<ret> *");
    assert!(screen.contains("Caseload size"), "{screen}");
    let rated = rate("* 3 <ret>");
    assert!(rated.contains("saved"), "{rated}");
    let seen = |who: &str| {
        let all = json(&place, &["ratings", &study, "--coder", who]);
        let rows = all["ratings"].as_array().unwrap().clone();
        rows.iter()
            .filter(|r| r["ratings"].as_object().is_some_and(|r| !r.is_empty()))
            .count()
    };
    place.first_here("ben");
    assert_eq!((seen("ana"), seen("ben")), (1, 0));
}
