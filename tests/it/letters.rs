//! Every letter of every script is seen, on every screen that shows it.

use crate::place::{Chance, Place};
use crate::reconcile_screen::{LEAST, WIDE, open, press, screen, shows};
use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use std::fs;
use tandem::app::screen::Area;
use tandem::model::wrap::{drawn, letters};
use tandem::tui::headless::Headless;
use tandem::tui::look::Look;

/// Words of many scripts: conjuncts wider than two cells, marks, joiners, letters of two cells.
const WORDS: [&str; 24] = [
    "शक्ति",
    "श्री",
    "विद्यार्थी",
    "क्योंकि",
    "स्वास्थ्य",
    "রুগ্ণ",
    "স্বাস্থ্য",
    "ક્લિનિક",
    "સ્વાસ્થ્ય",
    "స్వాస్థ్యం",
    "వెళ్ళాను",
    "ആശുപത്രിയിൽ",
    "ශ්\u{200d}රී",
    "โรงพยาบาลทำให้น้ำ",
    "ນ້ຳ",
    "មន្ទីរពេទ្យ",
    "ကျွန်တော်",
    "བཀྲ་ཤིས",
    "\u{1107}\u{1167}\u{11bc}\u{110b}\u{116f}\u{11ab}",
    "be\u{302}\u{323}nh vie\u{302}\u{323}n",
    "می\u{200c}خواهم",
    "السَّلَامُ",
    "我想喺中間。",
    "👩\u{200d}⚕\u{fe0f}👍🏽❤\u{fe0f}",
];

/// Names of codes, of sources and of a theme, short enough to stand anywhere whole.
const CODES: [&str; 4] = ["श्री शक्ति", "স্বাস্থ্য", "వెళ్ళాను", "ที่นี่ดี"];

fn written(seed: u64, words: usize) -> String {
    let mut chance = Chance(seed);
    let mut text = String::new();
    for n in 0..words {
        text.push_str(chance.one_of::<&str>(&WORDS));
        text.push_str(match chance.below(6) {
            _ if n % 40 == 39 => "\n\n",
            0 => "",
            1 => ", ",
            _ => " ",
        });
    }
    text
}

/// What is seen of a text, without spaces.
fn seen(text: &str) -> String {
    let shown = letters(text).filter(|(letter, wide)| *wide > 0 && !letter.trim().is_empty());
    shown
        .map(|(letter, _)| drawn(letter).into_owned())
        .collect()
}

/// What stands in an area of the screen, without spaces.
fn stands(program: &Headless, area: Area) -> String {
    let buffer = program.buffer(Look::default());
    let mut all = String::new();
    for y in area.y..area.y + area.height {
        for x in area.x..area.x + area.width {
            all.push_str(buffer[(x, y)].symbol().trim_matches(' '));
        }
    }
    all
}

/// A study of one source, and two coders who coded it differently at three places.
fn study(text: &str) -> Place {
    let place = Place::empty();
    let study = place.study_arg();
    place.run(&["new", &study, "--name", "शक्ति", "--coder", "ana"]);
    fs::write(place.path("स्वास्थ्य.txt"), text).unwrap();
    place.run(&["import", &study, "--coder", "ana", "स्वास्थ्य.txt"]);
    let [a, b, c, d] = CODES;
    let table = format!(
        "coder,source,start,end,code,memo\n\
         ana,स्वास्थ्य,0,30,{a},শ্রী আমি\nben,स्वास्थ्य,0,31,{b},\n\
         ana,स्वास्थ्य,60,90,{c},\nben,स्वास्थ्य,60,90,{d},\n\
         ana,स्वास्थ्य,120,150,{a},\nben,स्वास्थ्य,120,150,{a},\n"
    );
    fs::write(place.path("r.csv"), table).unwrap();
    place.run(&["import", &study, "--coder", "ana", "--codings", "r.csv"]);
    place
}

#[test]
fn reading_shows_every_letter_of_the_text() {
    for seed in 0..4 {
        let text = written(seed, 400);
        let place = Place::empty();
        let study = place.study_arg();
        place.run(&["new", &study, "--name", "N", "--coder", "ana"]);
        fs::write(place.path("t.txt"), &text).unwrap();
        place.run(&["import", &study, "t.txt"]);
        for width in [80, 97, 120, 150] {
            let mut program = open(&place, "ana", (width, 250));
            press(&mut program, "<ret>");
            let area = program.app.screens.read.panes(width, 250).rows;
            let document = program.app.screens.read.document.as_ref().unwrap();
            assert_eq!(
                stands(&program, area),
                seen(document.text.as_str()),
                "{width}"
            );
        }
    }
}

#[test]
fn reconciling_shows_every_letter_of_the_passage() {
    let text = written(7, 60);
    let place = study(&text);
    for size in [(80, 60), (120, 60)] {
        let mut program = open(&place, "ana", size);
        press(&mut program, "g d");
        let all = screen(&program);
        for word in text.split_whitespace() {
            // A word may break between two rows; a letter may not.
            for (letter, _) in letters(word) {
                assert!(all.contains(letter), "no {letter} at {size:?} in\n{all}");
            }
        }
        assert!(
            text.split_whitespace().filter(|w| all.contains(w)).count() > 30,
            "{all}"
        );
    }
}

#[test]
fn every_screen_shows_names_whole() {
    let place = study(&written(8, 60));
    let [a, b, c, d] = CODES;
    for size in [LEAST, WIDE] {
        let mut program = open(&place, "ana", size);
        press(&mut program, "g s");
        shows(&program, &["स्वास्थ्य"]);
        press(&mut program, "<ret> <tab>");
        shows(&program, &[a, b, c, d]);
        press(&mut program, "g c");
        shows(&program, &[a, b, c, d]);
        press(&mut program, "g d");
        shows(&program, &[a, b]);
        press(&mut program, "g a");
        shows(&program, &[a, b, c, d]);
        press(&mut program, "g t a आशा <space> शक्ति <ret>");
        shows(&program, &["आशा शक्ति"]);
        press(&mut program, "p श्री <ret>");
        shows(&program, &["आशा शक्ति", a]);
        press(&mut program, "z z");
    }
}

#[test]
fn search_shows_the_letters_it_found() {
    let place = study(&format!(
        "แพทย์ cafe\u{301} ทำให้น้ำ नहीं \u{1107}\u{1167}\u{11bc} शक्ति ❤\u{fe0f}\n\n{}",
        written(9, 60)
    ));
    for size in [LEAST, WIDE] {
        for query in ["cafe\u{301}", "नहीं", "शक्ति"] {
            let mut program = open(&place, "ana", size);
            press(&mut program, "g f /");
            press(&mut program, &format!("{query} <ret>"));
            let all = [
                "cafe\u{301}",
                "ทำให้น้ำ",
                "नहीं",
                "\u{1107}\u{1167}\u{11bc}",
                "शक्ति",
                "❤\u{fe0f}",
            ];
            shows(&program, &all);
        }
    }
}

/// Each letter has the cells it takes, and no cell is left of one that is gone.
fn no_halves(buffer: &Buffer) {
    let area = *buffer.area();
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let cell = &buffer[(x, y)];
            assert_ne!(
                cell.diff_option,
                CellDiffOption::Skip,
                "half a letter at {x}, {y}"
            );
            let end = x + cell.cell_width();
            assert!(end <= area.width, "{} at {x}, {y}", cell.symbol());
            for covered in x + 1..end {
                assert_eq!(buffer[(covered, y)].diff_option, CellDiffOption::Skip);
            }
            x = end;
        }
    }
}

/// A dialog over wide letters, wherever its borders come to lie.
#[test]
fn dialogs_leave_no_half_of_a_letter() {
    for seed in 0..2 {
        let place = study(&written(seed, 200));
        for width in 80..86 {
            let mut program = open(&place, "ana", (width, 24));
            press(&mut program, "<ret> v 9 l");
            for keys in ["<space>", "?", "m", "g", "<esc> g d x", "?"] {
                press(&mut program, keys);
                no_halves(&program.buffer(Look::default()));
                press(&mut program, "<esc>");
                no_halves(&program.buffer(Look::default()));
            }
        }
    }
}
