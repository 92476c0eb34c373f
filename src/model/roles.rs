//! Who asks and who answers: a guess from the label, to be corrected by the user.

/// Whole words for those who ask, in lower case.
#[rustfmt::skip]
const ASKING: &[&str] = &[
    "interviewer", "interviewerin", "interviewers", "interviewing", "int", "iv", "ivr",
    "moderator", "moderatorin", "mod", "facilitator", "researcher", "questioner", "question",
    "host", "journalist", "reporter", "entrevistador", "entrevistadora", "moderador",
    "moderadora", "pregunta", "enquêteur", "enquêtrice", "intervieweur", "intervieweuse",
    "animateur", "animatrice", "интервьюер", "ведущий",
];

/// The same where words are not set apart: any label that contains one.
#[rustfmt::skip]
const ASKING_CJK: &[&str] = &[
    "訪問員", "访问员", "訪員", "访员", "訪談者", "访谈者", "訪談人", "访谈人", "訪問者", "访问者", "採訪者", "采访者", "採訪人",
    "采访人", "主持", "記者", "记者", "提問", "提问", "研究員", "研究员", "研究者", "聞き手", "司会", "質問者", "インタビュアー",
    "面接者", "면접자", "면담자", "질문자", "사회자", "연구자",
];

/// Single letters and signs that mean the one who asks.
#[rustfmt::skip]
const ASKING_ALONE: &[&str] = &[
    "i", "q", "問", "问", "訪", "访", "問者",
];

/// Words for those who answer; a label made of them and a number is surely a speaker.
#[rustfmt::skip]
const ANSWERING: &[&str] = &[
    "interviewee", "participant", "respondent", "informant", "speaker", "patient", "client",
    "answer", "male", "female", "man", "woman", "unknown", "group", "all", "audience",
    "entrevistado", "entrevistada", "participante", "respuesta", "befragte", "befragter",
    "teilnehmer", "teilnehmerin", "enquêté", "doctor", "nurse", "therapist",
];

/// The same for Chinese, Japanese, Korean.
#[rustfmt::skip]
const ANSWERING_CJK: &[&str] = &[
    "受訪", "受访", "被訪", "被访", "訪談對象", "参加者", "參加者", "參與者", "参与者", "回答者", "協力者", "答", "참가자", "참여자",
    "응답자", "발언자", "講者", "讲者",
];

/// Whether a label, in lower case, names a role rather than a person.
pub(crate) fn is_role(lower: &str) -> bool {
    let bare = without_number(lower);
    asks(lower)
        && (bare.chars().count() > 1 || ASKING_ALONE.contains(&bare) && !bare.is_ascii())
        && words(lower).count() <= 3
        || ANSWERING.contains(&bare)
        || ANSWERING_CJK.iter().any(|w| bare.starts_with(w))
}

/// Whether a label names nobody: a role, a letter or two, a number given anew in each transcript.
/// In another source it is somebody else, until it is said who that is.
pub fn names_nobody(label: &str) -> bool {
    let lower = label.trim().trim_end_matches('.').to_lowercase();
    let bare = without_number(&lower);
    if bare != lower {
        return bare == "speaker";
    }
    // Two Chinese characters are a name.
    let script = |c: char| u32::from(c) < 0x2E80;
    let letters = lower.chars().count();
    let few = letters == 1 || letters == 2 && lower.chars().all(script);
    few && lower.chars().all(char::is_alphabetic) || is_role(&lower)
}

pub(super) fn asks(lower: &str) -> bool {
    // 受訪者 (who is interviewed) holds 訪, and 受訪談者 holds 訪談者: look at who answers first.
    if ANSWERING_CJK.iter().any(|w| lower.starts_with(w)) {
        return false;
    }
    ASKING_ALONE.contains(&without_number(lower))
        || words(lower).any(|w| ASKING.contains(&without_number(w)))
        || ASKING_CJK.iter().any(|w| lower.contains(w))
}

fn words(lower: &str) -> impl Iterator<Item = &str> {
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
}

fn without_number(lower: &str) -> &str {
    lower.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '_' | '#' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::SpeakerRole;

    #[test]
    fn a_role_or_a_letter_names_nobody() {
        for label in [
            "B",
            "b.",
            "KM",
            "Interviewee",
            "PATIENT",
            "Speaker 1",
            "speaker_02",
            "受訪者",
            "答",
            "甲",
        ] {
            assert!(names_nobody(label), "{label}");
        }
        for label in ["P1", "P01", "Ana", "Participant 3", "王明", "Eva M", "FG1"] {
            assert!(!names_nobody(label), "{label}");
        }
    }

    #[test]
    fn those_who_ask_are_known_in_several_languages() {
        for label in [
            "INTERVIEWER",
            "Interviewer 2",
            "I",
            "Int",
            "Q",
            "Q1",
            "MODERATOR",
            "Facilitator",
            "Anna (Researcher)",
            "訪問員",
            "訪員",
            "訪談者",
            "主持人",
            "記者",
            "問",
            "聞き手",
            "Moderator B",
        ] {
            assert_eq!(
                SpeakerRole::suggested(label),
                SpeakerRole::Interviewer,
                "{label}"
            );
        }
        for label in [
            "P01",
            "Anna",
            "Interviewee",
            "A",
            "受訪者",
            "受訪談者",
            "Intan",
            "Ira",
            "R",
            "Modesta",
            "答",
        ] {
            assert_eq!(
                SpeakerRole::suggested(label),
                SpeakerRole::Participant,
                "{label}"
            );
        }
    }
}
