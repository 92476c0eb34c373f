//! Who says what in a caption: voice tags, `Name:`, and the markup around them.

use super::leads::{Leads, label};
use super::tags::{decode, opened, tag_end};
use super::utterances::one_line;

/// One stretch of a cue said by one voice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Voice {
    /// Who, where the caption says so.
    pub speaker: Option<String>,
    /// What, markup removed, entities decoded, on one line.
    pub talk: String,
    /// Whether the caption says that somebody else speaks, and not who.
    pub changes: bool,
}

/// What each voice says in a cue; `leads` are the names by which the file calls its speakers.
pub(super) fn voices(payload: &str, leads: &Leads) -> Vec<Voice> {
    let mut all: Vec<Voice> = Vec::new();
    let (mut speaker, mut talk) = (None::<String>, String::new());
    let mut rest = payload;
    while let Some(at) = rest.find('<') {
        let Some(end) = tag_end(&rest[at..]) else {
            // A lone `<` is talk (`a < b`).
            talk.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        };
        let inside = &rest[at + 1..at + end];
        talk.push_str(&rest[..at]);
        rest = &rest[at + end + 1..];
        let named = voice_name(inside);
        if named.is_some() || inside == "/v" {
            push(&mut all, speaker.take(), &talk, leads);
            talk.clear();
            speaker = named;
        }
    }
    talk.push_str(rest);
    push(&mut all, speaker, &talk, leads);
    all
}

/// The name in `v Name` or `v.class Name`.
fn voice_name(tag: &str) -> Option<String> {
    let rest = tag.strip_prefix('v')?;
    if !rest.starts_with([' ', '\t', '.', '\n']) {
        return None;
    }
    let (_, name) = rest.split_once([' ', '\t', '\n'])?;
    let name = one_line(&decode(name));
    (!name.is_empty()).then_some(name)
}

/// Adds a stretch; lines that begin with `Name:` become stretches of their own.
fn push(all: &mut Vec<Voice>, speaker: Option<String>, talk: &str, leads: &Leads) {
    let tagged = speaker.is_some();
    let mut current = Voice {
        speaker,
        ..Voice::default()
    };
    for line in decode(talk).split('\n') {
        let (line, dash) = opened(line);
        // Under a voice tag only the tag's own name is repeated, anything else is talk.
        let repeats = current.talk.is_empty();
        let named = label(line).or_else(|| leads.of(line));
        let named = named.filter(|(n, _)| !tagged || repeats && same(&current.speaker, n));
        match named {
            Some((name, talk)) => {
                finish(all, &mut current);
                current.speaker = Some(name);
                append(&mut current.talk, talk);
            }
            None if dash && !tagged => {
                finish(all, &mut current);
                current.changes = true;
                append(&mut current.talk, line);
            }
            None => append(&mut current.talk, line),
        }
    }
    finish(all, &mut current);
}

fn same(speaker: &Option<String>, name: &str) -> bool {
    speaker
        .as_deref()
        .is_some_and(|s| s.eq_ignore_ascii_case(name))
}

fn finish(all: &mut Vec<Voice>, current: &mut Voice) {
    if !current.talk.is_empty() {
        all.push(std::mem::take(current));
    }
}

fn append(talk: &mut String, more: &str) {
    let more = one_line(more);
    if !talk.is_empty() && !more.is_empty() {
        talk.push(' ');
    }
    talk.push_str(&more);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(payload: &str) -> Vec<(Option<String>, String)> {
        voices(payload, &Leads::default())
            .into_iter()
            .map(|v| (v.speaker, v.talk))
            .collect()
    }
    fn by(name: &str, talk: &str) -> (Option<String>, String) {
        (Some(name.into()), talk.into())
    }

    #[test]
    fn voices_and_names() {
        assert_eq!(
            said("<v Anna Lee>Hi <i>there</i></v>"),
            [by("Anna Lee", "Hi there")]
        );
        assert_eq!(
            said("<v.loud Anna>A</v><v Ben>B"),
            [by("Anna", "A"), by("Ben", "B")]
        );
        assert_eq!(
            said("Travis: When you\nget started"),
            [by("Travis", "When you get started")]
        );
        assert_eq!(
            said("ANNA: Hi\nBEN: Ho"),
            [by("ANNA", "Hi"), by("BEN", "Ho")]
        );
        assert_eq!(
            said("- Hi\n- Ho"),
            [(None, "Hi".into()), (None, "Ho".into())]
        );
        assert_eq!(said("so he said: go"), [(None, "so he said: go".into())]);
        assert_eq!(said("<v Anna>Note: three"), [by("Anna", "Note: three")]);
        assert_eq!(said("<v Anna>Ben: three"), [by("Anna", "Ben: three")]);
    }

    #[test]
    fn markup_goes_and_entities_are_decoded() {
        assert_eq!(
            said("<c.red>Q&amp;A</c> <00:01.000>1 &lt; 2 &#x2019; R&D"),
            [(None, "Q&A 1 < 2 ’ R&D".into())]
        );
        assert_eq!(said("a < b"), [(None, "a < b".into())]);
        assert_eq!(said("<i></i>"), []);
    }
}
