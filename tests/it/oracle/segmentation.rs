//! Cases with a text cut into segments; the first coder is the hypothesis, the second the
//! reference.

use serde_json::Value;
use tandem::agreement::outcome::Outcome;
use tandem::agreement::segmentation::{Edits, Segmentation, windows};

use super::{text, whole};

/// Our value for an entry, `None` if the measure is not implemented.
pub fn answer(input: &Value, entry: &Value) -> Option<Outcome> {
    let [a, b] = coders(input, &entry["params"]);
    let params = &entry["params"];
    let reach = params["n_t"].as_f64().unwrap_or(2.0) as u32;
    let edits = Edits::between(&a, &b, reach).unwrap();
    let window = || params["window"].as_f64().unwrap() as u32;
    Some(match text(&entry["measure"]) {
        "boundary_similarity" => edits.boundary_similarity(),
        "segmentation_similarity" => edits.segmentation_similarity(),
        "boundary_edit_counts" => Ok(match text(&params["count"]) {
            "matches" => edits.matches as f64,
            "additions" => edits.additions as f64,
            "transpositions" => edits.transpositions as f64,
            // There is one kind of boundary, so none can take another's place.
            "substitutions" => 0.0,
            _ => return None,
        }),
        "window_size" => windows::size([&b]).map(f64::from),
        "pk" => windows::pk(&[(&a, &b)], window()),
        "windowdiff" => windows::windowdiff(&[(&a, &b)], window()),
        _ => return None,
    })
}

/// Hypothesis and reference. JSON objects are sorted here, so the reference is asked for by name;
/// without a name the measure treats both alike.
fn coders(input: &Value, params: &Value) -> [Segmentation; 2] {
    let masses = input["masses"].as_object().unwrap();
    let of = |masses: &Value| {
        let masses = masses.as_array().unwrap().iter().map(whole);
        Segmentation::of_masses(&masses.collect::<Vec<_>>())
    };
    let mut names: Vec<&String> = masses.keys().collect();
    names.sort_by_key(|name| params["reference"] == name.as_str());
    [of(&masses[names[0]]), of(&masses[names[1]])]
}
