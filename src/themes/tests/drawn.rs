use super::*;
use crate::themes::{Detail, Look, Strokes, draw, layout};

fn picture(map: &ThemeMap, width: usize, strokes: Strokes) -> String {
    let laid = layout(map, &some_codes(), &counting, width, &Look::default());
    draw(&laid, strokes).rows.join("\n")
}

/// The picture as it stands in a test: one line break before and after, no indentation lost.
fn expect(got: &str, want: &str) {
    assert_eq!(got, want.trim_matches('\n'), "\n{got}\n");
}

#[test]
fn the_worked_example() {
    expect(
        &picture(&example(), 90, Strokes::Lines),
        "
                ╭────────────────────────╮
                │ Hope is made of        │
                │ small things  42 · 14p │
                ├────────────────────────┤
                │ Steps         37 · 13p │
                │ Being seen    32 · 12p │
                ├────────────────────────┤
                │ Steps leads to Being   │
                │ seen                   │
                ╰────┬───────────────┬───╯
                     │               │
                 leads to    is a condition of
                     │               │
╭────────────────────▼────╮   ╭──────▼───────────────────╮
│ Being one's own planner │   │ Somebody walks alongside │
│                27 · 11p │   │                 22 · 10p │
╰───────────────────┬─────╯   ╰─────┬────────────────────╯
                    │               │
               contradicts      leads to
                    │               │
                ╭───▼───────────────▼───╮
                │ Leaning on the worker │
                │               17 · 9p │
                ╰───────────────────────╯
",
    );
}

#[test]
fn plain_ascii_and_a_circle() {
    let circle = map(
        &[("Hope", 0), ("Steps", 0), ("Stigma", 0)],
        &[
            (0, "leads to", 1),
            (1, "leads to", 0),
            (2, "contradicts", 0),
        ],
    );
    expect(
        &picture(&circle, 60, Strokes::Ascii),
        "
+------------------+
| Stigma  32 / 12p |
+---------+--------+
          |
     contradicts
          |
  +-------v--------+
  | Hope  42 / 14p |
  +--+-----------^-+
     |           |
 leads to    leads to
     |           |
  +--v-----------+--+
  | Steps  37 / 13p |
  +-----------------+
",
    );
}

#[test]
fn chinese_labels_keep_the_borders_straight() {
    let chinese = map(
        &[
            ("復元係由細小嘅事情砌成", 0),
            ("一步一步", 1),
            ("有人同行", 0),
            ("依賴社工 leaning", 0),
        ],
        &[(0, "引致", 2), (2, "係…嘅條件", 3), (1, "互相矛盾", 3)],
    );
    expect(
        &picture(&chinese, 90, Strokes::Lines),
        "
     ╭────────────────────────╮
     │ 復元係由細小嘅事情砌成 │
     │               42 · 14p │
     ├────────────────────────┤
     │ 一步一步      37 · 13p │
     ╰───────┬──────────┬─────╯
             │          │
           引致    (一步一步)
             │      互相矛盾
             │          │
╭────────────▼───────╮  │
│ 有人同行  32 · 12p │  │
╰───────────────┬────╯  │
                │       │
            係…嘅條件   │
                │       │
          ╭─────▼───────▼────╮
          │ 依賴社工 leaning │
          │         27 · 11p │
          ╰──────────────────╯
",
    );
}

#[test]
fn codes_outside_themes_have_square_boxes_and_inside_are_named_on_the_line() {
    let mut map = map(&[("Hope", 0), ("Steps", 1)], &[(0, "leads to", 0)]);
    map.themes[1].codes = vec![CodeId(Uuid::from_u128(7))];
    map.relations[0].from = code_node(7);
    map.relations[0].to = code_node(8);
    expect(
        &picture(&map, 60, Strokes::Lines),
        "
  ╭─────────────────╮
  │ Hope   42 · 14p │
  ├─────────────────┤
  │ Steps  37 · 13p │
  ╰────────┬────────╯
           │
     (small steps)
       leads to
           │
┌──────────▼─────────┐
│ dependence  9 · 7p │
└────────────────────┘
",
    );
}

/// Names alone, with counts, with codes; and what is folded away is counted in brackets.
#[test]
fn a_map_is_shown_in_three_levels_and_folds() {
    let mut map = map(&[("Hope", 0), ("Steps", 1), ("Seen", 2), ("Fear", 0)], &[]);
    map.themes[0].codes = vec![CodeId(Uuid::from_u128(8))];
    map.themes[2].codes = vec![CodeId(Uuid::from_u128(7))];
    let shown = |detail, folded: &[usize]| {
        let folded = folded.iter().map(|at| map.themes[*at].id).collect();
        let look = Look { detail, folded };
        let count = |node| (detail != Detail::Names).then(|| counting(node)).flatten();
        let laid = layout(&map, &some_codes(), &count, 60, &look);
        let of_hope = laid.boxes[0].lines.iter().map(|l| l.text.clone());
        of_hope.collect::<Vec<String>>()
    };
    assert_eq!(shown(Detail::Names, &[]), ["Hope", "Steps", "Seen"]);
    let counts = ["Hope", "42 · 14p", "Steps", "37 · 13p", "Seen", "32 · 12p"];
    assert_eq!(shown(Detail::Counts, &[]), counts);
    assert_eq!(
        shown(Detail::Codes, &[]),
        [
            "Hope",
            "42 · 14p",
            "dependence",
            "9 · 7p",
            "Steps",
            "37 · 13p",
            "Seen",
            "32 · 12p",
            "small steps",
            "9 · 7p",
        ]
    );
    assert_eq!(shown(Detail::Names, &[0]), ["Hope (+2)"]);
    assert_eq!(shown(Detail::Codes, &[0])[0], "Hope (+4)");
    assert_eq!(shown(Detail::Names, &[1]), ["Hope", "Steps (+1)"]);
    assert_eq!(shown(Detail::Codes, &[1])[4], "Steps (+2)");
    // What is folded in what is folded is counted once.
    assert_eq!(shown(Detail::Names, &[0, 1]), ["Hope (+2)"]);
    assert_eq!(shown(Detail::Names, &[2]), ["Hope", "Steps", "Seen"]);
}

#[test]
fn an_empty_map_is_an_empty_picture() {
    assert_eq!(picture(&map(&[], &[]), 90, Strokes::Lines), "");
}

#[test]
fn maps_as_studies_have_them_fit_ninety_columns() {
    let eight = [
        "Hope",
        "Goals are mine",
        "Tools on paper",
        "The worker as a friend",
        "Family",
        "Work and money",
        "Stigma in the street",
        "Time",
    ];
    let themes: Vec<(&str, u16)> = eight.iter().map(|n| (*n, 0)).collect();
    let tree = [(0, 1), (1, 2), (0, 3), (3, 6), (4, 1)];
    let star = [(0, 1), (0, 2), (0, 3), (4, 0), (5, 0)];
    let circle = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 3)];
    for ends in [tree, star, circle] {
        for count in 6..=8 {
            let relations: Vec<_> = ends
                .iter()
                .map(|(a, b)| (*a, "is a condition of", *b))
                .collect();
            let of = map(&themes[..count.max(7)], &relations);
            let laid = layout(&of, &some_codes(), &counting, 90, &Look::default());
            assert!(
                laid.width <= 90,
                "{}",
                draw(&laid, Strokes::Lines).rows.join("\n")
            );
        }
    }
}
