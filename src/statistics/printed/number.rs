//! Numbers as they stand on paper, with their decimals kept.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::statistics::Interval;

/// Digits a double holds without loss.
const MOST_DIGITS: usize = 15;

/// A number as printed: 9.30 is not 9.3, for it is rounded more finely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed {
    /// The digits as a whole number, in units of the last one.
    units: i64,
    /// Digits after the point.
    decimals: u32,
}

/// Why a typed text is no printed number. Prints as a plain sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(into = "String")]
pub enum NotPrinted {
    /// A comma, which may be a decimal sign or part thousands.
    #[error(
        "a comma can be read in two ways: write a point for decimals and nothing between thousands"
    )]
    Comma,
    /// Anything else but digits, one point and a sign.
    #[error("this is not a number as papers print it, like 9.3, .021 or −1.29")]
    NotANumber,
    /// More digits than are ever printed.
    #[error("a number of more than 15 digits cannot be kept exactly")]
    TooManyDigits,
    /// A probability outside 0 to 1.
    #[error("a probability lies between 0 and 1")]
    NotAProbability,
}

impl From<NotPrinted> for String {
    fn from(reason: NotPrinted) -> String {
        reason.to_string()
    }
}

impl Printed {
    /// The value as printed.
    pub fn value(&self) -> f64 {
        self.units as f64 / self.scale() as f64
    }

    /// Digits after the point.
    pub fn decimals(&self) -> u32 {
        self.decimals
    }

    /// All values that are printed so: half a unit of the last digit to both
    /// sides, ends counted in, as papers round halves either way.
    pub fn range(&self) -> Interval {
        let end = |twice: i64| twice as f64 / (2 * self.scale()) as f64;
        Interval {
            low: end(2 * self.units - 1),
            high: end(2 * self.units + 1),
        }
    }

    /// As [`Printed::range`], cut at the least value that can be.
    pub(super) fn range_from(&self, least: f64) -> Interval {
        let Interval { low, high } = self.range();
        Interval {
            low: low.max(least),
            high: high.max(least),
        }
    }

    /// The digits as a whole number of the last unit.
    pub(in crate::statistics) fn units(&self) -> i64 {
        self.units
    }

    /// How many units make 1.
    pub(in crate::statistics) fn scale(&self) -> i64 {
        10i64.pow(self.decimals)
    }
}

impl FromStr for Printed {
    type Err = NotPrinted;

    fn from_str(text: &str) -> Result<Self, NotPrinted> {
        let text = text.trim();
        if text.contains(',') {
            return Err(NotPrinted::Comma);
        }
        // Papers set a minus as U+2212, an en dash or a hyphen.
        let unsigned = text.strip_prefix(['-', '−', '–']);
        let digits = unsigned.or(text.strip_prefix('+')).unwrap_or(text);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all = format!("{whole}{part}");
        let bare = part.is_empty() && digits.contains('.');
        if all.is_empty() || bare || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotPrinted::NotANumber);
        }
        if all.len() > MOST_DIGITS {
            return Err(NotPrinted::TooManyDigits);
        }
        let units: i64 = all.parse().map_err(|_| NotPrinted::NotANumber)?;
        let units = if unsigned.is_some() { -units } else { units };
        Ok(Self {
            units,
            decimals: part.len() as u32,
        })
    }
}

impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let sign = if self.units < 0 { "−" } else { "" };
        let decimals = self.decimals as usize;
        write!(f, "{sign}{:.decimals$}", self.value().abs())
    }
}

impl Serialize for Printed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A probability as printed: “.26”, “p = .26”, “< .001” or “> .05”.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintedP {
    /// A figure.
    Equal(Printed),
    /// Only that it is smaller.
    Below(Printed),
    /// Only that it is larger.
    Above(Printed),
}

impl PrintedP {
    /// Whether one of the probabilities in `range` is printed so.
    pub(super) fn meets(&self, range: &Interval) -> bool {
        match self {
            PrintedP::Equal(printed) => printed.range_from(0.0).meets(range),
            PrintedP::Below(bound) => range.low < bound.value(),
            PrintedP::Above(bound) => range.high > bound.value(),
        }
    }
}

impl FromStr for PrintedP {
    type Err = NotPrinted;

    fn from_str(text: &str) -> Result<Self, NotPrinted> {
        let text = text.trim();
        let text = text.strip_prefix(['p', 'P']).unwrap_or(text).trim_start();
        let sign = text.chars().next().filter(|sign| "<>=".contains(*sign));
        let number = sign.map_or(text, |_| &text[1..]);
        let printed: Printed = number.parse()?;
        if !(0.0..=1.0).contains(&printed.value()) {
            return Err(NotPrinted::NotAProbability);
        }
        Ok(match sign {
            Some('<') => Self::Below(printed),
            Some('>') => Self::Above(printed),
            _ => Self::Equal(printed),
        })
    }
}

impl fmt::Display for PrintedP {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            PrintedP::Equal(printed) => write!(f, "{printed}"),
            PrintedP::Below(printed) => write!(f, "< {printed}"),
            PrintedP::Above(printed) => write!(f, "> {printed}"),
        }
    }
}

impl Serialize for PrintedP {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Printed, NotPrinted> {
        text.parse()
    }

    #[test]
    fn keeps_decimals_and_reads_every_minus() {
        let cases = [(" 9.30", 9.3, 2), (".021", 0.021, 3), ("+7", 7.0, 0)];
        for (text, value, decimals) in cases {
            let printed = parse(text).unwrap();
            assert_eq!((printed.value(), printed.decimals()), (value, decimals));
        }
        for text in ["−1.29", "-1.29", "–1.29"] {
            assert_eq!(parse(text).unwrap().value(), -1.29);
        }
        assert_eq!(parse("−.50").unwrap().to_string(), "−0.50");
        let Interval { low, high } = parse("−1.29").unwrap().range();
        assert_eq!((low, high), (-1.295, -1.285));
    }

    #[test]
    fn refuses_what_is_not_printed_so() {
        assert_eq!(parse("4,29"), Err(NotPrinted::Comma));
        for text in [
            "", ".", "-", "5.", "1e5", "--1", "1.2.3", "NaN", "inf", "٣", "1 000",
        ] {
            assert_eq!(parse(text), Err(NotPrinted::NotANumber), "{text}");
        }
        assert_eq!(parse("0.1234567890123456"), Err(NotPrinted::TooManyDigits));
    }

    #[test]
    fn reads_probabilities() {
        let p = |text: &str| text.parse::<PrintedP>();
        assert_eq!(p("p = .26").unwrap().to_string(), "0.26");
        assert_eq!(p("< .001").unwrap().to_string(), "< 0.001");
        assert_eq!(p("p > .05").unwrap().to_string(), "> 0.05");
        assert_eq!(p("1.2"), Err(NotPrinted::NotAProbability));
        assert_eq!(p("p < ,05"), Err(NotPrinted::Comma));
        let range = |low, high| Interval { low, high };
        assert!(p("<.05").unwrap().meets(&range(0.04, 0.06)));
        assert!(!p("<.05").unwrap().meets(&range(0.05, 0.06)));
        assert!(!p("> .05").unwrap().meets(&range(0.04, 0.05)));
        assert!(p(".26").unwrap().meets(&range(0.265, 0.28)));
    }
}
