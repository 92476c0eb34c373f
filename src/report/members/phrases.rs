//! The words a packet is made of. What comes back is known by them.

use crate::model::member::Stance;

pub(super) const TITLE: &str = "What we understood, and what you say to it";

/// What it is about, before the statements.
pub(super) const WELCOME: &str = "You took part in our study and told us about your experience. \
    Thank you. We have read what you and others told us, and have written down what we understood. \
    Now we ask you: did we get it right?";

pub(super) const OWN_WORDS_ALONE: &str = "Under each statement stands some of what you said yourself, \
    if it is about that. What other people said is not in this paper.";

pub(super) const GROUP_ALONE: &str = "Under each statement stands some of what you and the others \
    who are given this paper said, if it is about that. Names are left out.";

pub(super) const HOW: &str = "Read each statement. Put an x between the brackets of the one answer \
    that fits, like this: [x]. Then write what you think, in your own words. There are no wrong answers. \
    What you want to leave out, leave empty.";

pub(super) const LEAVE: &str = "Please leave the reference and the headings “Statement 1”, “Statement 2” and so \
    on as they are. They tell us what your answers belong to.";

pub(super) const STUDY: &str = "Study";
pub(super) const FOR: &str = "For";
pub(super) const REFERENCE: &str = "Reference";
pub(super) const STATEMENT: &str = "Statement";
pub(super) const YOU_SAID: &str = "What you said about it:";
pub(super) const GROUP_SAID: &str = "What was said about it:";
pub(super) const ASKED: &str = "What do you say to this statement?";
pub(super) const IN_WORDS: &str = "In your own words:";
pub(super) const ELSE: &str = "Anything else";
pub(super) const ELSE_ASKED: &str = "Is there anything else you want to tell us?";

/// What stands under a statement and is nobody's answer.
pub(super) const UNDER: [&str; 3] = [YOU_SAID, GROUP_SAID, ASKED];

/// An answer to choose, with what it means.
pub(super) fn choice(stance: Stance) -> &'static str {
    match stance {
        Stance::Accept => "accept: it fits",
        Stance::Dispute => "dispute: it does not fit",
        Stance::Change => "change: it would fit if something in it were changed",
    }
}
