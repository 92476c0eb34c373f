//! The words a packet is made of, in each language it can be written in. What comes back is known by
//! them.

use crate::model::member::Stance;

/// A packet's own words in one language.
pub struct Phrases {
    /// As a document names it.
    pub language: &'static str,
    pub(super) title: &'static str,
    /// What it is about, before the statements.
    pub(super) welcome: &'static str,
    pub(super) own_alone: &'static str,
    pub(super) group_alone: &'static str,
    pub(super) how: &'static str,
    pub(super) leave: &'static str,
    /// What its facts are called: study, person, reference.
    pub(super) facts: [&'static str; 3],
    /// The heading of a statement, before its number.
    pub(super) statement: &'static str,
    pub(super) you_said: &'static str,
    pub(super) group_said: &'static str,
    pub(super) asked: &'static str,
    pub(super) in_words: &'static str,
    pub(super) other: &'static str,
    pub(super) other_asked: &'static str,
    /// The answers to choose, each its word and the whole of it.
    choices: [(&'static str, &'static str); 3],
}

impl Phrases {
    /// What stands under a statement and is nobody's answer.
    pub(super) fn under(&self) -> [&'static str; 3] {
        [self.you_said, self.group_said, self.asked]
    }

    /// The word of an answer.
    pub(super) fn word(&self, stance: Stance) -> &'static str {
        self.choices[stance as usize].0
    }

    /// An answer to choose, with what it means.
    pub(super) fn choice(&self, stance: Stance) -> &'static str {
        self.choices[stance as usize].1
    }
}

pub const LANGUAGES: [&Phrases; 3] = [&ENGLISH, &TRADITIONAL, &SIMPLIFIED];

pub const ENGLISH: Phrases = Phrases {
    language: "en",
    title: "What we understood, and what you say to it",
    welcome: "You took part in our study and told us about your experience. Thank you. We have read \
        what you and others told us, and have written down what we understood. Now we ask you: did we \
        get it right?",
    own_alone: "Under each statement stands some of what you said yourself, if it is about that. What \
        other people said is not in this paper.",
    group_alone: "Under each statement stands some of what you and the others who are given this paper \
        said, if it is about that. Names are left out.",
    how: "Read each statement. Put an x between the brackets of the one answer that fits, like this: \
        [x]. Then write what you think, in your own words. There are no wrong answers. What you want to \
        leave out, leave empty.",
    leave: "Please leave the reference and the headings “Statement 1”, “Statement 2” and so on as they \
        are. They tell us what your answers belong to.",
    facts: ["Study", "For", "Reference"],
    statement: "Statement",
    you_said: "What you said about it:",
    group_said: "What was said about it:",
    asked: "What do you say to this statement?",
    in_words: "In your own words:",
    other: "Anything else",
    other_asked: "Is there anything else you want to tell us?",
    choices: [
        ("accept", "accept: it fits"),
        ("dispute", "dispute: it does not fit"),
        (
            "change",
            "change: it would fit if something in it were changed",
        ),
    ],
};

pub const TRADITIONAL: Phrases = Phrases {
    language: "zh-Hant",
    title: "我們的理解，您的看法",
    welcome: "您參加了我們的研究，把您的經歷告訴了我們，謝謝您。我們讀了您和其他人說的話，寫下了我們的理解。現在想請問您：我們理解得對嗎？",
    own_alone: "每一項說法下面，有您自己說過的一些相關的話。別人說的話不在這份文件裡。",
    group_alone: "每一項說法下面，有您和其他收到這份文件的人說過的一些相關的話，不寫名字。",
    how: "請讀每一項說法，在合適的一個答案前面的括號裡寫 x，像這樣：[x]。然後用您自己的話寫下您的想法。答案沒有對錯。不想回答的，可以留空。",
    leave: "請不要改動編號和「說法 1」、「說法 2」等標題，我們要靠它們知道您的回答屬於哪一項。",
    facts: ["研究", "給", "編號"],
    statement: "說法",
    you_said: "您說過的相關的話：",
    group_said: "說過的相關的話：",
    asked: "您對這項說法怎麼看？",
    in_words: "用您自己的話：",
    other: "其他",
    other_asked: "還有什麼想告訴我們的嗎？",
    choices: [
        ("同意", "同意：這樣說對"),
        ("不同意", "不同意：這樣說不對"),
        ("要改", "要改：改了有些地方就對"),
    ],
};

pub const SIMPLIFIED: Phrases = Phrases {
    language: "zh-Hans",
    title: "我们的理解，您的看法",
    welcome: "您参加了我们的研究，把您的经历告诉了我们，谢谢您。我们读了您和其他人说的话，写下了我们的理解。现在想请问您：我们理解得对吗？",
    own_alone: "每一项说法下面，有您自己说过的一些相关的话。别人说的话不在这份文件里。",
    group_alone: "每一项说法下面，有您和其他收到这份文件的人说过的一些相关的话，不写名字。",
    how: "请读每一项说法，在合适的一个答案前面的括号里写 x，像这样：[x]。然后用您自己的话写下您的想法。答案没有对错。不想回答的，可以留空。",
    leave: "请不要改动编号和“说法 1”、“说法 2”等标题，我们要靠它们知道您的回答属于哪一项。",
    facts: ["研究", "给", "编号"],
    statement: "说法",
    you_said: "您说过的相关的话：",
    group_said: "说过的相关的话：",
    asked: "您对这项说法怎么看？",
    in_words: "用您自己的话：",
    other: "其他",
    other_asked: "还有什么想告诉我们的吗？",
    choices: [
        ("同意", "同意：这样说对"),
        ("不同意", "不同意：这样说不对"),
        ("要改", "要改：改了有些地方就对"),
    ],
};
