//! Cues of YouTube's `.sbv` files: `0:00:01.000,0:00:04.000`, then lines up to a blank one.

use super::cues::Cue;
use super::timecode::bare;

/// All cues in file order, and a warning for each line that belongs to none.
pub(super) fn cues(text: &str) -> (Vec<Cue>, Vec<String>) {
    let (mut cues, mut warnings) = (Vec::<Cue>::new(), Vec::new());
    let mut open = false;
    for (line, n) in text.split('\n').zip(1..) {
        let said = line.trim();
        if let Some((start_ms, end_ms)) = times(said) {
            cues.push(Cue {
                start_ms,
                end_ms,
                text: String::new(),
            });
            open = true;
        } else if said.is_empty() {
            // Some captions begin with a blank line.
            open &= cues.last().is_some_and(|cue| cue.text.is_empty());
        } else if let Some(cue) = cues.last_mut().filter(|_| open) {
            if !cue.text.is_empty() {
                cue.text.push('\n');
            }
            cue.text.push_str(&said.replace("[br]", "\n"));
        } else {
            warnings.push(format!("line {n}: “{said}” belongs to no cue; left out"));
        }
    }
    cues.retain(|cue| !cue.text.is_empty());
    (cues, warnings)
}

fn times(line: &str) -> Option<(u32, u32)> {
    let (start, end) = line.split_once(',')?;
    let ms = |t: &str| bare(t).filter(|time| time.bytes == t.len()).map(|t| t.ms);
    Some((ms(start.trim())?, ms(end.trim())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_lines() {
        let sbv = "0:00:01.000,0:00:04.000\n>> ROSA: Shall we[br]begin?\n\n0:00:04.500,0:00:06.000\nYes,\nplease.\n\nstray\n\n0:01:00.000,0:01:01.000\n\nWell.\n";
        let (cues, warnings) = cues(sbv);
        let told: Vec<_> = cues.iter().map(|c| (c.start_ms, &*c.text)).collect();
        let expected = [
            (1_000, ">> ROSA: Shall we\nbegin?"),
            (4_500, "Yes,\nplease."),
            (60_000, "Well."),
        ];
        assert_eq!(told, expected);
        assert_eq!(warnings, ["line 8: “stray” belongs to no cue; left out"]);
    }
}
