//! Cues of WebVTT and SubRip files, read leniently: a bad cue is reported and skipped.

use super::lines::is_space;
use super::tags::without_tags;
use super::timecode::bare;

/// What is said from one moment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    pub start_ms: u32,
    pub end_ms: u32,
    /// Payload, lines joined by LF, markup still in it.
    pub text: String,
}

/// All cues in file order, and a warning with its line for each that could not be read.
pub(super) fn cues(text: &str) -> (Vec<Cue>, Vec<String>) {
    let (mut cues, mut warnings) = (Vec::<Cue>::new(), Vec::new());
    let lines: Vec<&str> = text.split('\n').collect();
    let mut i = 0;
    while i < lines.len() {
        let line = lines[i];
        if skipped_block(line) {
            while i < lines.len() && !blank(lines[i]) {
                i += 1;
            }
        } else if line.contains("-->") {
            let n = i;
            i += 1;
            let payload = payload(&lines, &mut i);
            match times(line) {
                _ if payload.is_empty() => {}
                Some((start_ms, end_ms)) => cues.push(Cue {
                    start_ms,
                    end_ms,
                    text: payload,
                }),
                None => {
                    let at = cues.last().map_or(0, |c| c.end_ms);
                    warnings.push(format!(
                        "line {}: “{line}” gives no time; its text is kept after the cue before it",
                        n + 1
                    ));
                    cues.push(Cue {
                        start_ms: at,
                        end_ms: at,
                        text: payload,
                    });
                }
            }
        } else {
            // An identifier or number stands directly before its times.
            let named = lines.get(i + 1).is_some_and(|next| next.contains("-->"));
            if !(blank(line) || named || number(line)) {
                warnings.push(format!(
                    "line {}: “{line}” belongs to no cue; left out",
                    i + 1
                ));
            }
            i += 1;
        }
    }
    (each_line_once(cues), warnings)
}

fn blank(line: &str) -> bool {
    line.chars().all(is_space)
}

fn number(line: &str) -> bool {
    line.trim().bytes().all(|b| b.is_ascii_digit())
}

/// `NOTE`, `STYLE` and `REGION` blocks, and what follows `WEBVTT` up to a blank line.
fn skipped_block(line: &str) -> bool {
    ["NOTE", "STYLE", "REGION", "WEBVTT"].iter().any(|w| {
        line.strip_prefix(w)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    })
}

/// Lines up to a blank one. A missing blank line shows by the next cue's number and times.
fn payload(lines: &[&str], i: &mut usize) -> String {
    let mut text: Vec<&str> = Vec::new();
    while let Some(line) = lines.get(*i) {
        let next_cue = line.contains("-->")
            || number(line) && lines.get(*i + 1).is_some_and(|l| l.contains("-->"));
        // Captions that roll have a line of one space above what is new.
        let above = text.is_empty() && !line.trim_matches('\r').is_empty();
        if blank(line) && !above || next_cue {
            break;
        }
        text.extend(Some(line.trim_end()).filter(|l| !l.is_empty()));
        *i += 1;
    }
    text.join("\n")
}

fn times(line: &str) -> Option<(u32, u32)> {
    let (start, end) = line.split_once("-->")?;
    // Settings (`align:start`) may follow the second time.
    let (start, end) = (start.trim(), end.split_whitespace().next()?);
    let whole = |t: &str| bare(t).filter(|time| time.bytes == t.len());
    let ms = |t: &str| whole(t).map(|time| time.ms);
    Some((ms(start)?, ms(end)?))
}

/// Captions that roll show the lines before once more in every cue. Where most cues do, what was
/// shown already goes; a word said twice in a file that does not roll stays.
fn each_line_once(cues: Vec<Cue>) -> Vec<Cue> {
    let shown: Vec<Vec<String>> = cues.iter().map(|cue| shown(&cue.text)).collect();
    let rolls =
        |pair: &&[Vec<String>]| pair[0].last().is_some() && pair[0].last() == pair[1].first();
    let many = shown.windows(2).filter(rolls).count();
    if many < 3 || many * 2 < cues.len() {
        return cues;
    }
    let mut kept: Vec<Cue> = Vec::new();
    for (at, mut cue) in cues.into_iter().enumerate() {
        let before: &[String] = at.checked_sub(1).map_or(&[], |before| &shown[before]);
        let most = before.len().min(shown[at].len());
        let repeats = |n: &usize| before[before.len() - n..] == shown[at][..*n];
        let again = (0..=most).rev().find(repeats).unwrap_or(0);
        let fresh: Vec<&str> = cue.text.split('\n').skip(again).collect();
        match (fresh.is_empty(), kept.last_mut()) {
            (true, Some(last)) => last.end_ms = cue.end_ms,
            (true, None) => {}
            (false, _) => {
                cue.text = fresh.join("\n");
                kept.push(cue);
            }
        }
    }
    kept
}

/// The lines of a cue as they are read, without markup.
fn shown(text: &str) -> Vec<String> {
    text.split('\n')
        .map(|line| without_tags(line).trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_formats_and_their_mixtures() {
        let vtt = "WEBVTT - Title\nKind: captions\n\nNOTE a note\nof two lines\n\n00:01.000 --> 00:02.500 align:start\nHello\nthere\n\nintro\n00:00:03,000 --> 00:00:04.000\nBye\n";
        let (cues, warnings) = cues(vtt);
        assert_eq!(warnings, Vec::<String>::new());
        assert_eq!(cues.len(), 2);
        assert_eq!(
            (cues[0].start_ms, cues[0].end_ms, cues[0].text.as_str()),
            (1_000, 2_500, "Hello\nthere")
        );
        assert_eq!(cues[1].start_ms, 3_000);
    }

    #[test]
    fn a_bad_cue_costs_only_itself() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:0x --> 00:00:03,000\nTwo\n\nstray\n\n3\n00:00:04,000 --> 00:00:05,000\nThree\n";
        let (cues, warnings) = cues(srt);
        let said: Vec<&str> = cues.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(said, ["One", "Two", "Three"]);
        assert_eq!(warnings.len(), 2);
        assert!(warnings[0].starts_with("line 5:"), "{warnings:?}");
        assert!(warnings[1].starts_with("line 8:"), "{warnings:?}");
    }
}
