//! What kind of source a file is, from its name and who speaks in it.

use crate::model::source::{SourceKind, SpeakerRole, Structure};

/// The name decides where it says something; else the number of people who answer.
pub fn kind(stem: &str, structure: &Structure) -> SourceKind {
    if let Some(kind) = by_name(stem) {
        return kind;
    }
    let answering = structure.speakers.iter();
    let answering = answering
        .filter(|s| s.role == SpeakerRole::Participant)
        .count();
    match answering {
        _ if structure.speakers.is_empty() => SourceKind::Document,
        0..=2 => SourceKind::Interview,
        _ => SourceKind::FocusGroup,
    }
}

fn by_name(stem: &str) -> Option<SourceKind> {
    let lower = stem.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    words
        .find_map(|word| match word {
            "focus" | "fg" | "fgd" | "focusgroup" => Some(SourceKind::FocusGroup),
            "field" | "fieldnote" | "fieldnotes" | "notes" | "memo" | "memos" | "observation" => {
                Some(SourceKind::FieldNote)
            }
            "interview" | "interviews" => Some(SourceKind::Interview),
            _ => None,
        })
        .or_else(|| {
            let says = |words: &[&str]| words.iter().any(|w| lower.contains(w));
            if says(&["焦點", "焦点", "グループ", "座談"]) {
                Some(SourceKind::FocusGroup)
            } else if says(&["田野", "筆記", "笔记", "札記", "觀察", "観察"]) {
                Some(SourceKind::FieldNote)
            } else if says(&["訪談", "访谈", "訪問", "採訪", "采访", "専訪"]) {
                Some(SourceKind::Interview)
            } else {
                None
            }
        })
}

#[cfg(test)]
mod tests {
    use super::super::turns::structure;
    use super::*;

    #[test]
    fn name_first_then_people() {
        let three = structure("Anna: a\nBen: b\nCleo: c\nAnna: d\nBen: e\nCleo: f\n");
        let two = structure("INTERVIEWER: a\nP01: b\nINTERVIEWER: c\nP01: d\n");
        let none = structure("Just text.\n\nMore text.\n");
        assert_eq!(kind("03", &three), SourceKind::FocusGroup);
        assert_eq!(kind("03", &two), SourceKind::Interview);
        assert_eq!(kind("03", &none), SourceKind::Document);
        assert_eq!(kind("FG1_case_workers", &two), SourceKind::FocusGroup);
        assert_eq!(kind("field_notes_smcm", &none), SourceKind::FieldNote);
        assert_eq!(kind("P07_interview", &none), SourceKind::Interview);
        assert_eq!(kind("焦點小組一", &two), SourceKind::FocusGroup);
        assert_eq!(kind("fgf", &none), SourceKind::Document);
    }
}
