//! Times as transcripts and captions write them: `00:12`, `1:02:03`, `00:01:02,500`, `[00:12]`,
//! `#00:01:02-5#`, `00:12 --> 00:15`, `1 minute 3 seconds`.

/// A time at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Timecode {
    pub ms: u32,
    /// How many bytes it takes, brackets included.
    pub bytes: usize,
    /// Hours, minutes and seconds were all given.
    pub full: bool,
    pub bracketed: bool,
}

/// The time `text` begins with, in brackets or not; of a range (`00:01 - 00:05`) the start.
pub(super) fn stamp(text: &str) -> Option<Timecode> {
    let open = text.chars().next()?;
    let Some(close) = closing(open) else {
        return marked(text)
            .or_else(|| spoken(text))
            .or_else(|| clock(text))
            .or_else(|| ranged(text));
    };
    let inner = &text[open.len_utf8()..];
    let end = inner.find(close).filter(|end| *end <= 40)?;
    let inside = inner[..end].trim();
    let time = clock(inside).or_else(|| bare(inside))?;
    let rest = inside[time.bytes..].trim_start_matches([' ', '-', '–', '—', '>']);
    let range = rest.is_empty() || bare(rest).is_some_and(|t| t.bytes == rest.len());
    range.then_some(Timecode {
        bytes: open.len_utf8() + end + close.len_utf8(),
        bracketed: true,
        ..time
    })
}

/// The time of day of a message, after its date or before `PM`: `12/03/2024, 14:05`, `2:05 PM`.
fn clock(text: &str) -> Option<Timecode> {
    let dated = text.len() - after_date(text).len();
    let (hour, n) = digits(&text[dated..], 2)?;
    let mut at = dated + n;
    let (minute, n) =
        digits(text[at..].strip_prefix(':')?, 2).filter(|(m, n)| *n == 2 && *m < 60)?;
    at += 1 + n;
    let second = text[at..].strip_prefix(':').and_then(|s| digits(s, 2));
    at += second.map_or(0, |(_, n)| 1 + n);
    let noon = text[at..].trim_start_matches([' ', '\u{202F}', '\u{A0}']);
    let half = ["am", "pm", "a.m.", "p.m."].iter().find(|half| {
        let there = noon.get(..half.len());
        there.is_some_and(|there| there.eq_ignore_ascii_case(half))
    });
    if dated == 0 && half.is_none() || hour > 23 {
        return None;
    }
    if let Some(half) = half {
        at = text.len() - noon.len() + half.len();
    }
    let ends = !text[at..].starts_with(|c: char| c.is_alphanumeric());
    let hour = match half {
        Some(half) => hour % 12 + if half.starts_with('p') { 12 } else { 0 },
        None => hour,
    };
    let ms = ((hour * 60 + minute) * 60 + second.map_or(0, |(s, _)| s)) * 1000;
    ends.then_some(Timecode {
        ms,
        bytes: at,
        full: dated > 0,
        bracketed: false,
    })
}

/// The text after a date in numbers, if it begins with one: `2024-03-12 `, `12.3.24, `.
fn after_date(text: &str) -> &str {
    let mut rest = text;
    for part in 0..3 {
        let Some((_, n)) = digits(rest, 4) else {
            return text;
        };
        rest = &rest[n..];
        if part < 2 {
            match rest.strip_prefix(['/', '.', '-']) {
                Some(after) => rest = after,
                None => return text,
            }
        }
    }
    match rest.trim_start_matches(['.', ',', ' ', 'T']) {
        after if after.len() < rest.len() => after,
        _ => text,
    }
}

/// `00:12`, or `00:12 --> 00:15`: the start.
fn ranged(text: &str) -> Option<Timecode> {
    let time = bare(text)?;
    let after = text[time.bytes..].trim_start().strip_prefix("-->");
    let end = after
        .map(str::trim_start)
        .and_then(|end| Some((end, bare(end)?)));
    let bytes = end.map_or(time.bytes, |(end, t)| text.len() - end.len() + t.bytes);
    Some(Timecode { bytes, ..time })
}

/// `#00:01:02-5#`, tenths of a second after the dash, as f4 and MAXQDA write it.
pub(super) fn marked(text: &str) -> Option<Timecode> {
    let inside = text.strip_prefix('#')?;
    let (time, _) = inside.split_once('#').filter(|(time, _)| time.len() < 20)?;
    let (whole, tenths) = time.split_once('-').unwrap_or((time, "0"));
    let at = bare(whole).filter(|t| t.bytes == whole.len())?;
    let (tenths, _) = digits(tenths, 1).filter(|(_, n)| *n == tenths.len())?;
    Some(Timecode {
        ms: at.ms.checked_add(tenths * 100)?,
        bytes: time.len() + 2,
        bracketed: true,
        ..at
    })
}

/// The mark a paragraph ends with, if it ends with one.
pub(super) fn mark_at_end(text: &str) -> Option<Timecode> {
    let at = text.strip_suffix('#')?.rfind('#')?;
    marked(&text[at..]).filter(|mark| at + mark.bytes == text.len())
}

/// `1 hour 2 minutes 3 seconds`, as Teams writes it: whole units, the last of which is seconds.
fn spoken(text: &str) -> Option<Timecode> {
    let (mut ms, mut at, mut seconds) = (0u32, 0, false);
    while let Some((value, n)) = digits(&text[at..], 3) {
        let word = text[at + n..].strip_prefix(' ')?;
        let end = word
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(word.len());
        let unit = match &word[..end] {
            "hour" | "hours" => 3_600_000,
            "minute" | "minutes" => 60_000,
            "second" | "seconds" => 1_000,
            _ => return None,
        };
        ms = value.checked_mul(unit)?.checked_add(ms)?;
        (at, seconds) = (at + n + 1 + end, unit == 1_000);
        match text[at..].strip_prefix(' ') {
            Some(more) if !seconds && more.starts_with(|c: char| c.is_ascii_digit()) => at += 1,
            _ => break,
        }
    }
    seconds.then_some(Timecode {
        ms,
        bytes: at,
        full: true,
        bracketed: false,
    })
}

fn closing(open: char) -> Option<char> {
    Some(match open {
        '[' => ']',
        '(' => ')',
        '（' => '）',
        '【' => '】',
        '〔' => '〕',
        '<' => '>',
        '{' => '}',
        _ => return None,
    })
}

/// Minutes and seconds, or hours, minutes and seconds, with a fraction after `.` or `,`.
pub(super) fn bare(text: &str) -> Option<Timecode> {
    let (first, mut at) = digits(text, 3)?;
    let (second, short) = digits(text[at..].strip_prefix(':')?, 2).filter(|(v, _)| *v < 60)?;
    at += 1 + short;
    let third = text[at..].strip_prefix(':').and_then(|t| digits(t, 2));
    // Some programs write one digit, of a time to the fraction of a second: `0:0:3.9`.
    let exact = |n: usize| {
        let after = &text[at + 1 + n..];
        after.starts_with(['.', ',']) && after[1..].starts_with(|c: char| c.is_ascii_digit())
    };
    let third = third.filter(|(v, n)| *v < 60 && (*n == 2 && short == 2 || exact(*n)));
    if short != 2 && third.is_none() {
        return None;
    }
    let seconds = match third {
        Some((third, n)) => {
            at += 1 + n;
            (u64::from(first) * 60 + u64::from(second)) * 60 + u64::from(third)
        }
        None => u64::from(first) * 60 + u64::from(second),
    };
    let mut ms = seconds * 1000;
    let fraction = text[at..].strip_prefix(['.', ',']);
    if let Some((value, n)) = fraction.and_then(|f| digits(f, 3)) {
        ms += u64::from(value) * [100, 10, 1][n - 1];
        at += 1 + n;
    }
    let after = text[at..].strip_prefix(':').unwrap_or(&text[at..]);
    let ends = !after.starts_with(|c: char| c.is_alphanumeric());
    ends.then_some(Timecode {
        ms: u32::try_from(ms).ok()?,
        bytes: at,
        full: third.is_some(),
        bracketed: false,
    })
}

/// The number of one to `most` ASCII digits `text` begins with, and how many there are.
fn digits(text: &str, most: usize) -> Option<(u32, usize)> {
    let n = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=most).contains(&n).then_some(())?;
    Some((text[..n].parse().ok()?, n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        let ms = |t: &str| stamp(t).map(|s| (s.ms, s.bytes));
        assert_eq!(ms("00:12"), Some((12_000, 5)));
        assert_eq!(ms("1:02:03 x"), Some((3_723_000, 7)));
        assert_eq!(ms("00:00:02,533"), Some((2_533, 12)));
        assert_eq!(ms("00:02.5"), Some((2_500, 7)));
        assert_eq!(ms("[00:01:02] A"), Some((62_000, 10)));
        assert_eq!(ms("（00:12）"), Some((12_000, 11)));
        assert_eq!(ms("(00:01 - 00:05)"), Some((1_000, 15)));
        assert_eq!(ms("999:59:59"), Some((3_599_999_000, 9)));
        assert_eq!(ms("#00:00:07-3# so"), Some((7_300, 12)));
        assert_eq!(ms("00:03 --> 00:08 I"), Some((3_000, 15)));
        assert_eq!(ms("[00:00.000 --> 00:04.000] so"), Some((0, 25)));
        assert_eq!(ms("0 minutes 3 seconds"), Some((3_000, 19)));
        assert_eq!(ms("0:0:3.9 --> 0:0:8.0"), Some((3_900, 19)));
        assert_eq!(ms("{00:12} 01 A"), Some((12_000, 7)));
        let five_past_two = (14 * 60 + 5) * 60_000;
        assert_eq!(ms("12/03/2024, 14:05 - A"), Some((five_past_two, 17)));
        assert_eq!(ms("[12.3.24, 14:05:00] A"), Some((five_past_two, 19)));
        assert_eq!(ms("2:05 PM A"), Some((five_past_two, 7)));
        assert_eq!(ms("1 hour 2 minutes 3 seconds"), Some((3_723_000, 26)));
    }

    #[test]
    fn what_only_looks_like_a_time_is_none() {
        for t in [
            "",
            "12",
            "5:4",
            "00:00:0x",
            "5:99",
            "[laughs]",
            "[00:12",
            "(see 1:23)",
            "1234:00",
            "1:2:3",
            "12/03/2024",
            "3.4.5 10:99",
            "#1 in the list#",
            "3 minutes late",
            "：",
        ] {
            assert_eq!(stamp(t), None, "{t}");
        }
    }
}
