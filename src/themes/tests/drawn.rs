use super::*;
use crate::themes::{Strokes, draw, layout};

fn picture(map: &ThemeMap, width: usize, strokes: Strokes) -> String {
    let laid = layout(map, &some_codes(), &counting, width);
    draw(&laid, strokes).rows.join("\n")
}

#[test]
fn look() {
    println!("{}", picture(&example(), 90, Strokes::Lines));
    println!("{}", picture(&example(), 90, Strokes::Ascii));
    let chinese = map(
        &[
            ("復元係由細小嘅事情砌成", 0),
            ("一步一步", 1),
            ("有人同行", 0),
            ("自己做主", 0),
            ("依賴社工 leaning on the worker", 0),
        ],
        &[
            (0, "引致", 1),
            (0, "引致", 2),
            (2, "係…嘅條件", 3),
            (3, "互相矛盾", 4),
            (4, "引致", 0),
            (2, "leads to", 4),
        ],
    );
    println!("{}", picture(&chinese, 90, Strokes::Lines));
    let eight = map(
        &[
            ("Hope", 0),
            ("Goals are mine", 0),
            ("Tools on paper", 0),
            ("The worker as a friend", 0),
            ("Family", 0),
            ("Work and money", 0),
            ("Stigma in the street", 0),
            ("Time", 0),
        ],
        &[
            (0, "leads to", 1),
            (1, "is a condition of", 2),
            (0, "goes with", 3),
            (3, "contradicts", 6),
            (4, "leads to", 1),
        ],
    );
    println!("{}", picture(&eight, 90, Strokes::Lines));
    let dense = map(
        &[
            ("A one", 0),
            ("B two", 0),
            ("C three", 0),
            ("D four", 0),
            ("E five", 0),
        ],
        &[
            (0, "leads to", 1),
            (0, "leads to", 2),
            (0, "leads to", 3),
            (0, "contradicts", 4),
            (1, "goes with", 4),
            (2, "goes with", 4),
            (3, "is a condition of", 1),
            (4, "leads to", 0),
            (1, "contradicts", 0),
        ],
    );
    println!("{}", picture(&dense, 90, Strokes::Lines));
}
