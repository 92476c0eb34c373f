//! What was asked and answered of each theme.

use crate::model::ids::ThemeId;
use crate::model::member::{Answer, Followed, Packet, Stance};
use crate::model::natural::natural;
use crate::model::view::View;
use crate::report::Texts;
use crate::report::words::listed;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What members were asked of a theme, and what they said.
pub struct ThemeCheck<'v> {
    pub theme: ThemeId,
    /// The packets it was handed out in, in order.
    pub packets: Vec<&'v Packet>,
    /// Who was asked, each once, in the order people count.
    pub asked: Vec<String>,
    /// The last answer of each who answered, in that order.
    pub answers: Vec<Answered<'v>>,
}

/// What somebody says to a theme.
pub struct Answered<'v> {
    pub answer: &'v Answer,
    /// The statement they were shown.
    pub statement: &'v str,
    /// What followed from this answer and from earlier ones of the same person.
    pub followed: Vec<&'v Followed>,
}

impl<'v> ThemeCheck<'v> {
    pub fn of(view: &'v View, theme: ThemeId) -> ThemeCheck<'v> {
        let check = view.member_check();
        let has = |p: &&Packet| p.claim(theme).is_some();
        let packets: Vec<&Packet> = check.packets.iter().filter(has).collect();
        let here = || check.answers.iter().filter(|a| a.text.theme == theme);
        let people = packets.iter().flat_map(|p| p.text.to.people());
        let people = people.chain(here().map(|a| &a.text.person));
        let asked: BTreeSet<&String> = people.collect();
        let mut asked: Vec<String> = asked.into_iter().cloned().collect();
        asked.sort_by(|a, b| natural(a, b));
        let last = |who: &String| {
            let answer = check.answer(theme, who)?;
            let (_, claim) = check.packet(answer.text.packet)?.claim(theme)?;
            let all = here().filter(|a| a.text.person == *who);
            Some(Answered {
                answer,
                statement: &claim.statement,
                followed: all.flat_map(|a| &a.followed).collect(),
            })
        };
        ThemeCheck {
            theme,
            answers: asked.iter().filter_map(last).collect(),
            packets,
            asked,
        }
    }

    /// Of every theme that was handed out, in the order of the map.
    pub fn all(view: &'v View) -> Vec<ThemeCheck<'v>> {
        let themes = view.themes().themes.iter();
        let all = themes.map(|t| ThemeCheck::of(view, t.id));
        all.filter(|c| !c.packets.is_empty()).collect()
    }

    pub fn count(&self, stance: Stance) -> usize {
        self.who(stance).count()
    }

    /// Who says so.
    pub fn who(&self, stance: Stance) -> impl Iterator<Item = &str> {
        let so = self.answers.iter();
        let so = so.filter(move |a| a.answer.text.stance == stance);
        so.map(|a| a.answer.text.person.as_str())
    }

    /// How many were asked and have not answered.
    pub fn silent(&self) -> usize {
        self.asked.len() - self.answers.len()
    }

    /// `3 accept, 1 disputes (P07), 2 have not answered`; nothing where nobody was asked.
    pub fn words(&self) -> Option<String> {
        if self.asked.is_empty() {
            return None;
        }
        let said = |(stance, one, more): (Stance, &str, &str)| {
            let n = self.count(stance);
            let verb = if n == 1 { one } else { more };
            let who = match stance {
                Stance::Accept => String::new(),
                _ => format!(" ({})", listed(self.who(stance))),
            };
            (n > 0).then(|| format!("{n} {verb}{who}"))
        };
        let all = [
            (Stance::Accept, "accepts", "accept"),
            (Stance::Dispute, "disputes", "dispute"),
            (Stance::Change, "wants it changed", "want it changed"),
        ];
        let silent = match self.silent() {
            0 => None,
            1 => Some("1 has not answered".to_owned()),
            n => Some(format!("{n} have not answered")),
        };
        let parts: Vec<String> = all.into_iter().filter_map(said).chain(silent).collect();
        Some(parts.join(", "))
    }

    /// What followed, a line each: `P07: the claim now says for whom (ana, 2026-11-22 14:03)`.
    pub fn followed(&self) -> Vec<String> {
        let of = |answered: &Answered<'_>| -> Vec<String> {
            let who = &answered.answer.text.person;
            let all = answered.followed.iter();
            let line = |f: &&Followed| {
                let (text, by, at) = (f.text.trim(), &f.by, f.at.minute());
                format!("{who}: {text} ({by}, {at})")
            };
            all.map(line).collect()
        };
        self.answers.iter().flat_map(of).collect()
    }
}

impl Answered<'_> {
    /// Whether the statement is another one by now.
    pub fn is_changed_since(&self, view: &View) -> bool {
        let theme = view.themes().theme(self.answer.text.theme);
        theme.is_some_and(|t| t.statement.trim() != self.statement.trim())
    }

    /// The person's own words with where they stand, if they wrote any and the text is at hand.
    pub fn words(&self, texts: Texts<'_>) -> Option<(String, String)> {
        let said = &self.answer.text;
        let source = texts.view().source(&said.source)?;
        let span = source.now(said.words?, said.revision);
        let words = texts.quote(&said.source, span);
        Some((words, texts.place(&said.source, span)))
    }
}

/// The blind round that may keep answers from the viewer until it opens: told by plans alone.
pub fn kept_back(view: &View) -> Option<String> {
    let keeps = |r: &&crate::model::round::Round| !r.is_open();
    let round = view.rounds().iter().rev().find(keeps)?;
    Some(format!(
        "while “{}” is blind, answers of those who speak in its sources, and what its coders record, may not be shown: who seems not to have answered may have",
        round.plan.name
    ))
}

/// The shape docs/json.md describes.
pub fn json(view: &View, texts: Texts<'_>) -> Value {
    let answered = |a: &Answered<'_>| {
        let said = &a.answer.text;
        let words = a.words(texts);
        let followed = |f: &&Followed| json!({ "text": f.text, "by": f.by, "at": f.at.minute() });
        json!({
            "person": said.person,
            "says": said.stance.word(),
            "packet": said.packet,
            "statement": a.statement,
            "changed_since": a.is_changed_since(view),
            "words": words.as_ref().map(|(words, _)| words),
            "place": words.as_ref().map(|(_, place)| place),
            "source": said.source,
            "by": a.answer.by,
            "at": a.answer.at.minute(),
            "followed": a.followed.iter().map(followed).collect::<Vec<_>>(),
        })
    };
    let theme = |check: ThemeCheck<'_>| {
        let theme = view.themes().theme(check.theme);
        json!({
            "theme": theme.map(|t| &t.name),
            "statement": theme.map(|t| &t.statement),
            "asked": check.asked,
            "accept": check.count(Stance::Accept),
            "dispute": check.count(Stance::Dispute),
            "change": check.count(Stance::Change),
            "not_answered": check.silent(),
            "answers": check.answers.iter().map(answered).collect::<Vec<_>>(),
        })
    };
    let packet = |p: &Packet| {
        let claims = p.text.claims.iter();
        json!({
            "packet": p.id,
            "reference": p.reference(),
            "to": p.text.to.words(),
            "people": p.text.to.people(),
            "statements": claims.map(|c| &c.statement).collect::<Vec<_>>(),
            "by": p.by,
            "at": p.at.minute(),
        })
    };
    json!({
        "packets": view.member_check().packets.iter().map(packet).collect::<Vec<_>>(),
        "themes": ThemeCheck::all(view).into_iter().map(theme).collect::<Vec<_>>(),
        "waiting": kept_back(view),
    })
}
