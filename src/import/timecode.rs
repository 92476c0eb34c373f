//! Times as transcripts and captions write them: `00:12`, `1:02:03`, `00:01:02,500`, `[00:12]`.

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
        return bare(text);
    };
    let inner = &text[open.len_utf8()..];
    let end = inner.find(close).filter(|end| *end <= 40)?;
    let inside = inner[..end].trim();
    let time = bare(inside)?;
    let rest = inside[time.bytes..].trim_start_matches([' ', '-', '–', '—', '>']);
    let range = rest.is_empty() || bare(rest).is_some_and(|t| t.bytes == rest.len());
    range.then_some(Timecode {
        bytes: open.len_utf8() + end + close.len_utf8(),
        bracketed: true,
        ..time
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
        _ => return None,
    })
}

/// Minutes and seconds, or hours, minutes and seconds, with a fraction after `.` or `,`.
pub(super) fn bare(text: &str) -> Option<Timecode> {
    let (first, mut at) = digits(text, 3)?;
    let (second, n) =
        digits(text[at..].strip_prefix(':')?, 2).filter(|(v, n)| *n == 2 && *v < 60)?;
    at += 1 + n;
    let third = text[at..].strip_prefix(':').and_then(|t| digits(t, 2));
    let third = third.filter(|(v, n)| *n == 2 && *v < 60);
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
    }

    #[test]
    fn what_only_looks_like_a_time_is_none() {
        for t in [
            "",
            "12",
            "5:4",
            "00:00:0x",
            "5:99",
            "10:30am",
            "[laughs]",
            "[00:12",
            "(see 1:23)",
            "1234:00",
            "：",
        ] {
            assert_eq!(stamp(t), None, "{t}");
        }
    }
}
