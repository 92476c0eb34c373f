//! `tandem members DIR`: who was asked what, what they say, and what followed.

use crate::cli::study::{StudyArgs, documents};
use crate::cli::{Out, write_json};
use crate::model::wrap::brief;
use crate::report::Texts;
use crate::report::members::{Answered, ThemeCheck, json, kept_back};
use crate::report::words::counted;
use anyhow::Result;
use std::process::ExitCode;

/// Characters of somebody's words that are shown.
const WORDS: usize = 200;

pub fn list(study: &StudyArgs, as_json: bool, out: Out) -> Result<ExitCode> {
    let (session, view) = study.look()?;
    let answers = view.member_check().answers.iter();
    let documents = documents(&session, &view, answers.map(|a| &a.text.source));
    let texts = Texts::new(&view, &documents);
    if as_json {
        write_json(out, &json(&view, texts))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(words) = kept_back(&view) {
        writeln!(out, "{words}\n")?;
    }
    let packets = &view.member_check().packets;
    if packets.is_empty() {
        writeln!(
            out,
            "nothing was handed to members yet: tandem members packet"
        )?;
    }
    for packet in packets {
        let claims = counted(packet.text.claims.len(), "statement");
        let (reference, to) = (packet.reference(), packet.text.to.words());
        let (by, at) = (&packet.by, packet.at.minute());
        writeln!(out, "packet {reference} to {to}: {claims} ({by}, {at})")?;
    }
    for check in ThemeCheck::all(&view) {
        let name = view.themes().theme(check.theme).map_or("", |t| &t.name);
        writeln!(out, "\n{name}: {}", check.words().unwrap_or_default())?;
        for answered in &check.answers {
            let says = line(&view, texts, answered);
            writeln!(out, "  {says}")?;
        }
        for followed in check.followed() {
            writeln!(out, "  what followed – {followed}")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// `P07: dispute (P07_back:4): It was not the goal…`
fn line(view: &crate::model::view::View, texts: Texts<'_>, answered: &Answered<'_>) -> String {
    let said = &answered.answer.text;
    let changed = match answered.is_changed_since(view) {
        true => ", to a statement that was changed since",
        false => "",
    };
    let head = format!("{}: {}{changed}", said.person, said.stance.word());
    match answered.words(texts) {
        Some((words, place)) => format!("{head} ({place}): {}", brief(&words, WORDS)),
        None => head,
    }
}
