//! What a matrix says in words: its cells, what is known of one in full, and what has to be said with it.

use super::asked::{By, Rows, Shows};
use super::cell::Cell;
use super::confounded;
use super::counted::Matrix;
use super::rows::mapped_words;
use super::valued::valence_words;
use crate::model::view::View;
use crate::report::Texts;
use crate::report::basis::waiting_words;
use crate::report::claims::counted_by_label;
use crate::report::map_figures::basis::basis;
use crate::report::words::counted;

impl Matrix {
    /// What it is: “codes by arm: people”. Turned, those that are counted stand in the columns.
    pub fn title(&self, turned: bool) -> String {
        let asked = &self.asked;
        let by = match &asked.by {
            By::Codes(how) if turned => {
                format!("codes {}: the column {}", how.word(), how.words("the row"))
            }
            by => by.words(),
        };
        format!("{} by {by}: {}", asked.rows.word(), asked.shows.words())
    }

    /// A cell as it stands in the table, with the valence of its case.
    pub fn text(&self, row: usize, column: usize) -> String {
        let counted = self.counted_text(row, column);
        match self.valences[row][column] {
            Some(valence) => format!("{counted} ({})", valence.word()),
            None => counted,
        }
    }

    fn counted_text(&self, row: usize, column: usize) -> String {
        let cell = &self.cells[row][column];
        let meets = matches!(self.asked.by, By::Codes(_));
        if meets && row == column || self.rows[row].is_unmapped() {
            return "–".to_owned();
        }
        match self.asked.shows {
            Shows::Segments => cell.segments.to_string(),
            Shows::Present => u8::from(cell.segments > 0).to_string(),
            Shows::Summaries => match (self.summarisers(row, column), cell.segments) {
                (Some(names), _) => names,
                (None, 0) => "–".to_owned(),
                (None, n) => format!("({n})"),
            },
            Shows::People if meets => cell.people.said.to_string(),
            Shows::People => match cell.people.all() {
                0 => "–".to_owned(),
                _ => {
                    let people = cell.people;
                    let apart = match people.all() > people.of {
                        true => "*",
                        false => "",
                    };
                    match people.of {
                        // “0 of 0” would read as “nobody said it”.
                        0 => format!("–{apart}"),
                        of => format!("{} of {of}{apart}{}", people.said, percent(cell)),
                    }
                }
            },
            Shows::Rate => match cell.rate() {
                Some((rate, _)) => format!("{rate:.2}"),
                None => "–".to_owned(),
            },
        }
    }

    /// How large a cell is, to sort and to shade by; none where nothing is told.
    pub fn size(&self, cell: &Cell) -> Option<f64> {
        match self.asked.shows {
            Shows::Segments | Shows::Summaries => Some(f64::from(cell.segments)),
            Shows::Present => Some(f64::from(u8::from(cell.segments > 0))),
            Shows::People => Some(f64::from(cell.people.said)),
            Shows::Rate => cell.rate().map(|(rate, _)| rate),
        }
    }

    /// Whether segments stand behind a cell.
    pub fn has_segments(&self, row: usize, column: usize) -> bool {
        let with_itself = matches!(self.asked.by, By::Codes(_)) && row == column;
        !with_itself && self.cells[row][column].segments > 0
    }

    /// A cell in full, under its names.
    pub fn sentence(&self, row: usize, column: usize) -> String {
        let cell = &self.cells[row][column];
        let (name, group) = (&self.rows[row].name, &self.groups[column].name);
        if self.rows[row].is_unmapped() {
            return format!("{name}: no code is mapped to it");
        }
        let segments = counted(cell.segments as usize, "segment");
        if let By::Codes(how) = &self.asked.by {
            if row == column {
                return format!("{name} is not counted with itself");
            }
            return format!(
                "{name}: {segments} {}; {} in both",
                how.words(group),
                people(cell.people.said)
            );
        }
        let rate = match (self.asked.shows, cell.rate()) {
            (Shows::Rate, Some((rate, unit))) => format!(
                "; {rate:.2} per 1,000 {unit}: {} in {} {unit}",
                cell.read_segments,
                cell.talk.words + cell.talk.characters
            ),
            (Shows::Rate, None) if cell.talk.words > 0 => {
                "; no rate: words and Chinese or Japanese characters are not added up".to_owned()
            }
            (Shows::Rate, None) => "; no rate: nothing here was read to the end for it".to_owned(),
            _ => String::new(),
        };
        let valence = match self.valences[row][column] {
            Some(valence) => format!("; valence {}", valence.word()),
            None => String::new(),
        };
        let people = self.people_words(row, column);
        format!("{people}; {segments}{rate}{valence}")
    }

    /// The people of a cell, under its names, with those who are not counted.
    pub fn people_words(&self, row: usize, column: usize) -> String {
        let cell = &self.cells[row][column];
        let said = cell.people;
        let mut apart = Vec::new();
        if said.in_group > 0 {
            let heard = format!("{} in a group only", said.in_group);
            apart.push(with(heard, said.in_group_said));
        }
        if said.not_read > 0 {
            apart.push(with(
                format!("{} not read", said.not_read),
                said.not_read_said,
            ));
        }
        let apart = match apart.is_empty() {
            true => String::new(),
            false => format!(" ({})", apart.join(", ")),
        };
        let people = match said.all() {
            0 => "nobody speaks here".to_owned(),
            _ => format!("{} of {}{}{apart}", said.said, said.of, percent(cell)),
        };
        format!(
            "{}, {}: {people}",
            self.rows[row].name, self.groups[column].name
        )
    }

    /// What has to be said with the table. `columns` are those of each source.
    pub(super) fn said(
        &self,
        view: &View,
        texts: &Texts<'_>,
        columns: &[Vec<usize>],
    ) -> Vec<String> {
        let mut said = vec![format!("counted on {}", basis(&self.layer, view))];
        let (grounds, warning) = confounded::said(self, columns);
        if self.asked.rows == Rows::Constructs {
            said.extend(mapped_words(view));
            said.extend(valence_words(view, &self.asked, &self.rows));
            if self.valences.iter().flatten().any(Option::is_some) {
                said.push("in brackets: the valence all coders gave the case together".to_owned());
            }
        }
        // Where there is little room, what makes a comparison doubtful is read before what explains it.
        said.extend(warning);
        let open = self.layer.findings.iter();
        let open = open
            .filter(|f| f.origin == crate::model::layer::Origin::Unsettled)
            .count();
        said.extend(match (self.asked.leaves_open_out(), open) {
            (true, _) => Some("differences that are not settled are left out".to_owned()),
            // The line above says how much is open: what agreed and was reopened counts as it was.
            (false, 0) => None,
            (false, n) => Some(format!(
                "{} of differences that are not settled count, too",
                counted(n, "segment")
            )),
        });
        said.extend(waiting_words(&self.layer, view));
        if !matches!(self.asked.by, By::Codes(_)) {
            if self.asked.shows == Shows::Summaries {
                said.push(
                    "who wrote a summary; *: on other segments than are there now; in brackets: how \
                     many segments nobody has summarised"
                        .to_owned(),
                );
            }
            if self.asked.shows == Shows::People {
                said.push(
                    "people: who said it, of those interviewed alone whose sources were all read to \
                     the end with the code in the codebook; *: others of the group were heard in a \
                     focus group only, or not read for it"
                        .to_owned(),
                );
            }
            let mixed = |cell: &Cell| cell.talk.words > 0 && cell.talk.characters > 0;
            if self.cells.iter().flatten().any(mixed) {
                said.push(
                    "–: both languages with spaces and without are spoken there, and words and \
                     characters are not added up"
                        .to_owned(),
                );
            }
            said.extend(grounds);
        }
        said.extend(counted_by_label(&texts.labels_alone(&self.layer.findings)));
        if self.unread > 0 {
            said.push(format!(
                "{} without text at hand: nobody knows who speaks there",
                counted(self.unread, "source")
            ));
        }
        said
    }
}

fn percent(cell: &Cell) -> String {
    cell.percent()
        .map_or_else(String::new, |n| format!(" {n} %"))
}

fn people(number: u32) -> String {
    match number {
        1 => "1 person speaks".to_owned(),
        n => format!("{n} people speak"),
    }
}

fn with(words: String, said: u32) -> String {
    match said {
        0 => words,
        n => format!("{words}, {n} said it"),
    }
}
