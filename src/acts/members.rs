//! Findings handed to members, what they answer, and what follows from it.

use crate::model::event::Change;
use crate::model::ids::ThemeId;
use crate::model::member::{AnswerText, Claim, Packet, PacketFor, PacketText, Stance};
use crate::model::name::same;
use crate::model::theme::Theme;
use crate::model::view::View;

/// A packet of these themes, or of all that have a statement.
///
/// # Errors
/// That a theme has no statement, or that none has.
pub fn packet(view: &View, to: PacketFor, themes: &[ThemeId]) -> Result<PacketText, String> {
    let states = |t: &&Theme| !t.statement.trim().is_empty();
    let all = view.themes().themes.iter();
    let wanted: Vec<&Theme> = match themes {
        [] => all.filter(states).collect(),
        some => all.filter(|t| some.contains(&t.id)).collect(),
    };
    if let Some(theme) = wanted.iter().find(|t| !states(t)) {
        return Err(format!(
            "“{}” has no statement to be asked about: d on Themes writes the claim",
            theme.name
        ));
    }
    if wanted.is_empty() {
        return Err("no theme has a statement yet: d on Themes writes the claim".to_owned());
    }
    let claim = |t: &&Theme| Claim {
        theme: t.id,
        statement: t.statement.trim().to_owned(),
    };
    let claims = wanted.iter().map(claim).collect();
    Ok(PacketText { to, claims })
}

/// Whether somebody may answer a packet.
///
/// # Errors
/// Whom it was handed to instead.
pub fn may_answer(packet: &Packet, person: &str) -> Result<(), String> {
    let people = packet.text.to.people();
    match people.iter().any(|who| same(who, person)) {
        true => Ok(()),
        false => Err(format!(
            "packet {} was handed to {}, not to {person}",
            packet.reference(),
            packet.text.to.words()
        )),
    }
}

/// An answer to be saved, unless the same is recorded.
pub fn answered(view: &View, said: AnswerText) -> Option<Change> {
    let before = view.member_check().answer(said.theme, &said.person);
    let is_same = before.is_some_and(|b| {
        let bare = |t: &AnswerText| (t.packet, t.stance, t.source.clone(), t.words);
        bare(&b.text) == bare(&said)
    });
    (!is_same).then(|| Change::ClaimAnswered(Box::new(said)))
}

/// What followed from what a person answered on a theme.
///
/// # Errors
/// That they have not answered, or that nothing is said.
pub fn followed(view: &View, theme: ThemeId, person: &str, text: &str) -> Result<Change, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("say what changed in the findings, or why nothing did".to_owned());
    }
    let answers = view.member_check().answers.iter().rev();
    let mut theirs = answers.filter(|a| same(&a.text.person, person));
    let answer = theirs.find(|a| a.text.theme == theme).ok_or_else(|| {
        let name = view.themes().theme(theme).map_or("it", |t| &t.name);
        format!("{person} has not answered on “{name}”")
    })?;
    Ok(Change::AnswerFollowed {
        answer: answer.id,
        text: text.to_owned(),
    })
}

/// A stance by its word.
pub fn stance(word: &str) -> Option<Stance> {
    Stance::ALL
        .into_iter()
        .find(|s| s.word().eq_ignore_ascii_case(word.trim()))
}
