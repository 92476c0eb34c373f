//! Praat's TextGrids: each tier of intervals is a speaker, called as the tier is.
//!
//! Both text forms hold the same values in the same order; in the long one words stand between them
//! which Praat passes over, and so does this reader.

use super::error::{ImportError, within};
use super::utterances::{Transcript, Utterance, one_line, transcript};
use crate::model::limits::UTTERANCES;
use std::rc::Rc;

const WHAT: &str = "the TextGrid";

/// What is said in all tiers of intervals, in the order of their beginnings.
pub(super) fn read(name: &str, text: &str) -> Result<Transcript, ImportError> {
    let mut values = Values(text);
    let kind = values.text().filter(|kind| kind == "ooTextFile");
    let class = kind.and_then(|_| values.text());
    if class.is_none_or(|class| class != "TextGrid") {
        return Err(ImportError::Damaged {
            name: name.into(),
            what: WHAT,
            why: "it does not begin as Praat's text files do".into(),
            next: "save it in Praat as a text file or as a short text file".into(),
        });
    }
    let mut grid = Grid::default();
    let whole = grid.tiers(&mut values).is_some();
    within(name, UTTERANCES, grid.said.len())?;
    if !whole {
        let words = "the file ends within a tier: what came before is kept";
        grid.warnings.push(words.to_owned());
    }
    if !grid.points.is_empty() {
        let (n, names) = (grid.points.len(), grid.points.join("”, “"));
        let s = if n == 1 { "" } else { "s" };
        grid.warnings
            .push(format!("{n} tier{s} of points left out (“{names}”)"));
    }
    // Tiers keep their order where intervals begin at once.
    grid.said.sort_by_key(|said| said.start_ms);
    Ok(transcript(grid.said, grid.warnings))
}

#[derive(Default)]
struct Grid {
    said: Vec<Utterance>,
    /// Names of the tiers that hold points.
    points: Vec<String>,
    warnings: Vec<String>,
}

impl Grid {
    /// Reads all tiers; `None` where the file ends before they do.
    fn tiers(&mut self, values: &mut Values) -> Option<()> {
        values.number()?;
        values.number()?;
        // A grid without tiers says so by a flag, and holds no number of them.
        let Some(tiers) = values.number() else {
            return Some(());
        };
        let mut left = tiers;
        while left >= 1.0 {
            let (class, name) = (values.text()?, values.text()?);
            values.number()?;
            values.number()?;
            let entries = values.number()?;
            match class.as_str() {
                "IntervalTier" => self.intervals(values, &name, entries)?,
                _ => {
                    self.points.push(one_line(&name));
                    points(values, entries)?;
                }
            }
            left -= 1.0;
        }
        Some(())
    }

    fn intervals(&mut self, values: &mut Values, tier: &str, entries: f64) -> Option<()> {
        let speaker = one_line(tier);
        let speaker: Option<Rc<str>> = (!speaker.is_empty()).then(|| speaker.into());
        let mut left = entries;
        while left >= 1.0 {
            let (start, end) = (values.number()?, values.number()?);
            let talk = one_line(&values.text()?);
            UTTERANCES.check(self.said.len() as u64).ok()?;
            if !talk.is_empty() {
                self.said.push(Utterance {
                    speaker: speaker.clone(),
                    talk,
                    start_ms: Some(ms(start)),
                    end_ms: Some(ms(end)),
                    ..Utterance::default()
                });
            }
            left -= 1.0;
        }
        Some(())
    }
}

fn points(values: &mut Values, entries: f64) -> Option<()> {
    let mut left = entries;
    while left >= 1.0 {
        values.number()?;
        values.text()?;
        left -= 1.0;
    }
    Some(())
}

fn ms(seconds: f64) -> u32 {
    (seconds * 1_000.0).round() as u32
}

/// The values of a file from here on: texts in quotes, and numbers that stand by themselves.
struct Values<'a>(&'a str);

impl Values<'_> {
    /// The next text; in it a doubled quote is a quote.
    fn text(&mut self) -> Option<String> {
        let mut rest = self.0.split_once('"')?.1;
        let mut text = String::new();
        loop {
            let (part, after) = rest.split_once('"')?;
            text.push_str(part);
            match after.strip_prefix('"') {
                Some(more) => {
                    text.push('"');
                    rest = more;
                }
                None => {
                    self.0 = after;
                    return Some(text);
                }
            }
        }
    }

    /// The next number that stands by itself; not one behind a text, and none that is not finite.
    fn number(&mut self) -> Option<f64> {
        let mut rest = self.0;
        loop {
            rest = rest.trim_start();
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if word.is_empty() || word.starts_with('"') {
                return None;
            }
            rest = after;
            if let Some(number) = word.parse().ok().filter(|n: &f64| n.is_finite()) {
                self.0 = rest;
                return Some(number);
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const SHORT: &str = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n6\n<exists>\n3\n\"IntervalTier\"\n\"Rosa\"\n0\n6\n3\n0\n2.5\n\"He said \"\"go\"\".\"\n2.5\n4\n\"\"\n4\n6\n\"And\nthen?\"\n\"TextTier\"\n\"clicks\"\n0\n6\n1\n3\n\"x\"\n\"IntervalTier\"\n\"Tom\"\n0\n6\n1\n2.5\n4\n\"Oh.\"\n";

    /// As Praat writes it where letters are not ASCII.
    pub fn utf16() -> Vec<u8> {
        let text = format!("\u{FEFF}{SHORT}");
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }

    fn long() -> String {
        let interval = |n: u32, from: &str, to: &str, text: &str| {
            format!(
                "        intervals [{n}]:\n            xmin = {from} \n            xmax = {to} \n            text = \"{text}\" \n"
            )
        };
        let tier = |n: u32, class: &str, name: &str, size: &str| {
            format!(
                "    item [{n}]:\n        class = \"{class}\" \n        name = \"{name}\" \n        xmin = 0 \n        xmax = 6 \n        {size} \n"
            )
        };
        [
            "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0 \nxmax = 6 \ntiers? <exists> \nsize = 3 \nitem []: \n".to_owned(),
            tier(1, "IntervalTier", "Rosa", "intervals: size = 3"),
            interval(1, "0", "2.5", "He said \"\"go\"\"."),
            interval(2, "2.5", "4", ""),
            interval(3, "4", "6", "And\nthen?"),
            tier(2, "TextTier", "clicks", "points: size = 1"),
            "        points [1]:\n            number = 3 \n            mark = \"x\" \n".to_owned(),
            tier(3, "IntervalTier", "Tom", "intervals: size = 1"),
            interval(1, "2.5", "4", "Oh."),
        ]
        .concat()
    }

    #[test]
    fn both_forms_say_the_same() {
        for text in [SHORT, &long()] {
            let made = read("a.TextGrid", text).expect("read");
            let told = "Rosa: He said \"go\".\n\nTom: Oh.\n\nRosa: And then?\n\n";
            assert_eq!(made.text, told);
            let times = made.structure.turns.iter().map(|t| t.time_ms);
            let times: Vec<_> = times.flatten().collect();
            assert_eq!(times, [0, 2_500, 4_000]);
            assert_eq!(made.warnings, ["1 tier of points left out (“clicks”)"]);
        }
    }

    #[test]
    fn what_is_cut_off_is_said() {
        let made = read("a.TextGrid", &SHORT[..SHORT.len() - 8]).expect("read");
        assert!(made.text.contains("And then?") && !made.text.contains("Oh"));
        assert!(made.warnings[0].contains("ends within a tier"));
        let e = read("a.TextGrid", "Rosa: so\n").expect_err("refused");
        assert!(e.to_string().contains("short text file"), "{e}");
    }
}
