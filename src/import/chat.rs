//! CHAT, as TalkBank has it: `*CHI:`, a tab and what is said; a line that begins with a tab goes on.

use super::error::{ImportError, within};
use super::utterances::{Transcript, Utterance, one_line, transcript};
use crate::model::limits::UTTERANCES;
use crate::model::source::SpeakerRole;
use std::collections::HashMap;
use std::rc::Rc;

/// What stands around the times of an utterance: `\u{15}1200_3400\u{15}`.
const BULLET: char = '\u{15}';

/// The utterances, each under its speaker's code.
pub(super) fn read(name: &str, text: &str) -> Result<Transcript, ImportError> {
    let mut chat = Chat::default();
    let mut entry = String::new();
    for line in text.split('\n') {
        match line.strip_prefix('\t').filter(|_| !entry.is_empty()) {
            Some(more) => {
                entry.push(' ');
                entry.push_str(more);
            }
            None => {
                chat.entry(&entry);
                entry = line.to_owned();
            }
        }
        within(name, UTTERANCES, chat.said.len())?;
    }
    chat.entry(&entry);
    let warnings = chat.warnings();
    let mut made = transcript(chat.said, warnings);
    for speaker in &mut made.structure.speakers {
        let role = chat.roles.get(speaker.label.as_str());
        speaker.role = role.copied().unwrap_or(speaker.role);
    }
    Ok(made)
}

#[derive(Default)]
struct Chat {
    said: Vec<Utterance>,
    /// By code, where the header says who asks and who answers.
    roles: HashMap<String, SpeakerRole>,
    headers: usize,
    dependent: usize,
    stray: usize,
}

impl Chat {
    /// Takes in a line with those that go on with it.
    fn entry(&mut self, entry: &str) {
        let known = entry.split_at_checked(1).unwrap_or_default();
        match known {
            ("*", said) => self.utterance(said),
            ("@", header) => {
                self.headers += 1;
                if let Some(people) = header.strip_prefix("Participants:") {
                    self.participants(people);
                }
            }
            ("%", _) => self.dependent += 1,
            _ => self.stray += usize::from(!entry.trim().is_empty()),
        }
    }

    fn utterance(&mut self, entry: &str) {
        let Some((code, said)) = entry.split_once(':') else {
            self.stray += 1;
            return;
        };
        let (talk, times) = without_bullets(said);
        let code = code.trim();
        self.said.push(Utterance {
            speaker: (!code.is_empty()).then(|| Rc::from(code)),
            talk: one_line(&talk),
            start_ms: times.map(|t| t.0),
            end_ms: times.map(|t| t.1),
            ..Utterance::default()
        });
    }

    /// `CHI Ruth Target_Child , INV Investigator`: code, perhaps a name, role.
    fn participants(&mut self, people: &str) {
        for person in people.split(',') {
            let mut words = person.split_whitespace();
            if let (Some(code), Some(role)) = (words.next(), words.next_back()) {
                let role = match role {
                    "Investigator" => SpeakerRole::Interviewer,
                    other => SpeakerRole::suggested(&other.replace('_', " ")),
                };
                self.roles.insert(code.to_owned(), role);
            }
        }
    }

    fn warnings(&self) -> Vec<String> {
        let mut all = Vec::new();
        let mut say = |count: usize, what: &str| {
            if count > 0 {
                let s = if count == 1 { "" } else { "s" };
                all.push(format!("{count} {what}{s} left out of the text"));
            }
        };
        say(self.headers, "header line");
        say(self.dependent, "dependent tier");
        say(self.stray, "line of no speaker");
        all
    }
}

/// What is said without its times, and from when to when.
fn without_bullets(said: &str) -> (String, Option<(u32, u32)>) {
    let (mut talk, mut times) = (String::new(), None::<(u32, u32)>);
    for (n, part) in said.split(BULLET).enumerate() {
        let time = bullet(part).filter(|_| n % 2 == 1);
        match (time, times) {
            (Some((_, end)), Some((start, _))) => times = Some((start, end)),
            (Some(first), None) => times = Some(first),
            (None, _) => {
                talk.push_str(part);
                talk.push(' ');
            }
        }
    }
    (talk, times)
}

/// `1200_3400`; older files name the recording before it: `%snd:"ruth"_1200_3400`.
fn bullet(inside: &str) -> Option<(u32, u32)> {
    let mut parts = inside.trim().rsplit('_');
    let (end, start) = (parts.next()?, parts.next()?);
    Some((start.parse().ok()?, end.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utterances_with_their_times() {
        let chat = "@UTF8\n@Begin\n@Participants:\tCHI Ruth Target_Child ,\n\tINV Investigator\n*INV:\twhat is that ? \u{15}1200_3400\u{15}\n*CHI:\ta dog , a very\n\tbig dog . \u{15}3400_4000\u{15}\n%mor:\tdet|a n|dog\n\tadj|big n|dog .\n%com:\tpoints\n*CHI:\toh . \u{15}%snd:\"ruth\"_4100_4500\u{15}\n@End\n";
        let made = read("a.cha", chat).expect("read");
        let told = "INV: what is that ?\n\nCHI: a dog , a very big dog . oh .\n\n";
        assert_eq!(made.text, told);
        let times: Vec<_> = made.structure.turns.iter().map(|t| t.time_ms).collect();
        assert_eq!(times, [Some(1_200), Some(3_400)]);
        let roles: Vec<_> = made.structure.speakers.iter().map(|s| s.role).collect();
        assert_eq!(roles, [SpeakerRole::Interviewer, SpeakerRole::Participant]);
        let left = ["4 header lines", "2 dependent tiers"];
        assert_eq!(
            made.warnings,
            left.map(|l| format!("{l} left out of the text"))
        );
    }

    #[test]
    fn what_is_no_time_stays() {
        let made = read("a.cha", "*A:\ta \u{15}b\u{15} c\nstray\n").expect("read");
        assert_eq!(made.text, "A: a b c\n\n");
        assert_eq!(made.warnings, ["1 line of no speaker left out of the text"]);
    }
}
