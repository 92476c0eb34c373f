//! Numbers of spreadsheets as they are shown there: dates, times, percentages.

use super::markup::{attribute, elements};
use std::collections::HashMap;

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    #[default]
    Number,
    Percent,
    Date,
    DateTime,
    /// A time of day, or how long something takes.
    Time,
}

/// How numbers are shown, by the styles cells name by number.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Shown>);

impl Styles {
    /// Out of the part that holds them.
    pub fn of(xml: &str) -> Styles {
        let mut formats: HashMap<String, Shown> = HashMap::new();
        let (mut all, mut in_cells) = (Vec::new(), false);
        elements(xml, |e| match e.local_name().as_ref() {
            "numFmt" => {
                let code = attribute(e, "formatCode").unwrap_or_default();
                formats.extend(attribute(e, "numFmtId").map(|id| (id, by_code(&code))));
            }
            "cellXfs" => in_cells = true,
            "cellStyleXfs" | "cellStyles" | "dxfs" => in_cells = false,
            "xf" if in_cells => {
                let id = attribute(e, "numFmtId").unwrap_or_default();
                let own = formats.get(&id).copied();
                all.push(own.unwrap_or_else(|| built_in(&id)));
            }
            _ => {}
        });
        Styles(all)
    }

    pub fn shown(&self, style: usize) -> Shown {
        self.0.get(style).copied().unwrap_or_default()
    }
}

/// The formats every program has by number.
fn built_in(id: &str) -> Shown {
    match id.parse().unwrap_or(0) {
        9 | 10 => Shown::Percent,
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Date,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Shown::Time,
        22 => Shown::DateTime,
        _ => Shown::Number,
    }
}

/// What a format written out shows: its letters tell, outside quotation marks and brackets.
fn by_code(code: &str) -> Shown {
    let first = code.split(';').next().unwrap_or_default();
    let (mut plain, mut quoted, mut bracket) = (String::new(), false, String::new());
    let mut chars = first.chars();
    let mut inside = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => inside = true,
            // A time that may have more than a day stands in brackets: [h]:mm.
            ']' => {
                let letters = std::mem::take(&mut bracket);
                let is_time = !letters.is_empty() && letters.chars().all(|c| "hms".contains(c));
                plain.push_str(if is_time { &letters } else { "" });
                inside = false;
            }
            c if inside => bracket.extend(c.to_lowercase()),
            c => plain.extend(c.to_lowercase()),
        }
    }
    if plain.contains("general") {
        return Shown::Number;
    }
    let date = plain.contains(['y', 'd']) || plain.contains("mmm");
    let time = plain.contains(['h', 's']);
    match (date, time) {
        (true, true) => Shown::DateTime,
        (true, false) => Shown::Date,
        (false, true) => Shown::Time,
        _ if plain.contains('%') => Shown::Percent,
        _ => Shown::Number,
    }
}

/// A number as it is shown; anything else as it stands.
pub(super) fn value(said: &str, shown: Shown, from_1904: bool) -> String {
    let Ok(number) = said.trim().parse::<f64>() else {
        return said.to_owned();
    };
    let dated = (0.0..3_000_000.0).contains(&number);
    match shown {
        Shown::Percent => format!("{} %", plain(number * 100.0)),
        Shown::Date if dated => date(number, from_1904),
        Shown::DateTime if dated => {
            let (day, time) = (date(number, from_1904), time(number.fract()));
            format!("{day} {time}")
        }
        Shown::Time if dated => time(number),
        _ => plain(number),
    }
}

/// At most fifteen digits, as spreadsheets show.
fn plain(number: f64) -> String {
    if number.is_finite() && number != 0.0 && number.abs() < 1e15 {
        let before = number.abs().log10().floor() as i32 + 1;
        let after = usize::try_from(15 - before).unwrap_or(0).min(20);
        let digits = format!("{number:.after$}");
        return match digits.contains('.') {
            true => digits
                .trim_end_matches('0')
                .trim_end_matches('.')
                .to_owned(),
            false => digits,
        };
    }
    format!("{number}")
}

/// `h:mm:ss`, hours beyond a day included.
fn time(days: f64) -> String {
    let seconds = (days * 86_400.0).round() as u64;
    let (hours, rest) = (seconds / 3600, seconds % 3600);
    format!("{hours}:{:02}:{:02}", rest / 60, rest % 60)
}

/// The day so many days after the first of spreadsheets, which take 1900 for a leap year.
fn date(days: f64, from_1904: bool) -> String {
    let days = days.floor() as i64;
    // Days from 1970: 25,569 for the usual beginning, less before the day that never was.
    let since = match (from_1904, days) {
        (true, days) => days - 24_107,
        (false, ..60) => days - 25_568,
        (false, days) => days - 25_569,
    };
    let (year, month, day) = civil(since);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of a day counted from 1970 on, by eras of 400 years that begin in March.
fn civil(since: i64) -> (i64, i64, i64) {
    let z = since + 719_468;
    let (era, of_era) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_in_their_program() {
        for (said, shown, expected) in [
            ("3", Shown::Number, "3"),
            ("0.30000000000000004", Shown::Number, "0.3"),
            ("-2.50", Shown::Number, "-2.5"),
            ("1E3", Shown::Number, "1000"),
            ("0.125", Shown::Percent, "12.5 %"),
            ("45943.5", Shown::Date, "2025-10-13"),
            ("45943.5", Shown::DateTime, "2025-10-13 12:00:00"),
            ("1", Shown::Date, "1900-01-01"),
            ("61", Shown::Date, "1900-03-01"),
            ("0.0423611111", Shown::Time, "1:01:00"),
            ("1.5", Shown::Time, "36:00:00"),
            ("-4", Shown::Date, "-4"),
            ("1e300", Shown::Date, &format!("{}", 1e300)),
            ("nine", Shown::Number, "nine"),
        ] {
            assert_eq!(value(said, shown, false), expected, "{said} {shown:?}");
        }
        assert_eq!(value("44481", Shown::Date, true), "2025-10-13");
    }

    #[test]
    fn a_format_is_known_by_its_letters() {
        for (code, shown) in [
            ("General", Shown::Number),
            ("0.00", Shown::Number),
            ("0.0%", Shown::Percent),
            ("dd/mm/yyyy", Shown::Date),
            ("[$-409]d\\-mmm", Shown::Date),
            ("[h]:mm:ss", Shown::Time),
            ("mm:ss.0", Shown::Time),
            ("yyyy-mm-dd hh:mm", Shown::DateTime),
            ("0\" days\"", Shown::Number),
            ("[Red]0;[Blue]-0", Shown::Number),
        ] {
            assert_eq!(by_code(code), shown, "{code}");
        }
    }
}
