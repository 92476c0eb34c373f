//! `tandem agree --table`: what is a coder and what names a unit, and distances of one's own.

use super::ends;
use crate::place::Place;
use serde_json::Value;
use std::fs;

/// The percent agreement of a table, with the units it was computed on.
fn percent(place: &Place, args: &[&str]) -> (f64, u64) {
    let asked = [&["agree", "--json", "--replicates", "0", "--table"], args].concat();
    let told: Value = serde_json::from_str(&place.run(&asked)).unwrap();
    let all = told["results"].as_array().unwrap();
    let found = all
        .iter()
        .find(|r| r["measure"] == "percent_agreement")
        .unwrap();
    (
        found["value"].as_f64().unwrap(),
        found["n"].as_u64().unwrap(),
    )
}

#[test]
fn a_column_of_ids_is_no_coder_and_a_long_table_needs_no_variable() {
    let place = Place::empty();
    for (name, table) in [
        ("id.csv", "id,ana,ben\n1,x,x\n2,x,y\n3,y,y\n4,y,y\n5,x,x\n"),
        (
            "unit.csv",
            "unit,ana,ben\n1,x,x\n2,x,y\n3,y,y\n4,y,y\n5,x,x\n",
        ),
        (
            "values.csv",
            "wer;ana;ben\nP1;x;x\nP2;x;y\nP3;y;y\nP4;y;y\nP5;x;x\n",
        ),
    ] {
        fs::write(place.path(name), table).unwrap();
        assert_eq!(percent(&place, &[name]), (0.8, 5), "{name}");
    }
    for heading in ["coder,unit,value", "Rater,Item,Score"] {
        let table = format!("{heading}\nana,1,x\nben,1,x\nana,2,x\nben,2,y\n");
        fs::write(place.path("long.csv"), table).unwrap();
        assert_eq!(percent(&place, &["long.csv"]), (0.5, 2), "{heading}");
    }
}

#[test]
fn what_could_be_measured_or_an_id_is_refused_until_somebody_chooses() {
    let place = Place::empty();
    fs::write(
        place.path("m.csv"),
        "nn,ana,ben\n1.5,2,2\n2.25,3.5,3\n3,4,4\n",
    )
    .unwrap();
    let refused = ends(&place.output(&["agree", "--table", "m.csv"]), 1).1;
    assert!(
        refused.contains("--unit-column nn") && refused.contains("--coders nn,ana,ben"),
        "{refused}"
    );
    let (share, units) = percent(&place, &["m.csv", "--unit-column", "nn"]);
    assert!((share - 2.0 / 3.0).abs() < 1e-9 && units == 3);
    assert_eq!(percent(&place, &["m.csv", "--coders", "nn,ana,ben"]).1, 3);
}

#[test]
fn alpha_with_distances_between_labels() {
    let place = Place::empty();
    let table =
        "unit,ana,ben,cat\n1,a,a,b\n2,b,b,b\n3,c,c,a\n4,d,c,c\n5,a,b,\n6,c,d,d\n7,b,b,b\n8,a,a,a\n";
    fs::write(place.path("t.csv"), table).unwrap();
    let matrix = ",a,b,c,d\na,0,0.2,0.7,1\nb,0.2,0,0.5,0.8\nc,0.7,0.5,0,0.3\nd,1,0.8,0.3,0\n";
    fs::write(place.path("d.csv"), matrix).unwrap();
    let asked = [
        "agree",
        "--table",
        "t.csv",
        "--distances",
        "d.csv",
        "--json",
    ];
    let told: Value = serde_json::from_str(&place.run(&asked)).unwrap();
    let all = told["results"].as_array().unwrap();
    let found = all
        .iter()
        .find(|r| r["measure"] == "krippendorff_alpha" && r["params"]["level"] == "distances");
    // nltk 3.10.4 and krippendorff 0.9.0.
    let value = found.unwrap()["value"].as_f64().unwrap();
    assert!((value - 0.627_490_039_840_637_4).abs() < 1e-9, "{value}");
    fs::write(place.path("d.csv"), matrix.replace("d,1,", "d,0.9,")).unwrap();
    let refused = ends(&place.output(&asked), 1).1;
    assert!(refused.contains("the same both ways"), "{refused}");
}
