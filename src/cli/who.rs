//! Who opens a study, and whether they are who they say.

use super::asking::asked;
use crate::acts::strangers::nearly;
use crate::model::ids::CoderId;
use crate::model::round::Round;
use crate::model::view::View;
use anyhow::{Result, bail};
use clap::Args;
use std::collections::BTreeSet;

/// Who opens a study.
#[derive(Args, Clone, Debug, Default)]
pub struct Who {
    /// Your id; may be left out once this machine knows you
    #[arg(long)]
    pub coder: Option<CoderId>,
    /// You are new to the study, though your id is nearly that of another coder
    #[arg(long, requires = "coder")]
    pub new_coder: bool,
    /// It is you, who work for the first time on this machine: asked for while a round is blind
    #[arg(long, requires = "coder")]
    pub first_here: bool,
}

impl Who {
    /// Somebody who has just made the study.
    pub fn maker(coder: CoderId) -> Who {
        Who {
            coder: Some(coder),
            ..Who::default()
        }
    }

    /// Asks about somebody who has never worked on this machine, before anything is shown that a
    /// blind round keeps from those who have.
    ///
    /// # Errors
    /// If it is somebody else, or nobody is there to be asked.
    pub fn confirm(&self, me: &CoderId, here: &[CoderId], view: &View) -> Result<()> {
        let kept = maps_blind(me, view).or_else(|| kept(me, here, &blind_rounds(view)));
        let Some(kept) = kept.filter(|_| !self.first_here) else {
            return Ok(());
        };
        // Who says that they are new has come here for the first time, too.
        let is_new = !known(view).contains(me);
        if is_new && self.new_coder {
            return Ok(());
        }
        not_a_slip(me, view)?;
        match asked(&format!("{kept}. Are you {me}?")) {
            Some(true) => Ok(()),
            Some(false) => bail!("nothing was opened: give your own id with --coder"),
            None => bail!("{kept}. If you are {me}, add --first-here"),
        }
    }
}

/// Who works in the study, and those who are to code a round and may have not come yet.
fn known(view: &View) -> BTreeSet<CoderId> {
    let mut known: BTreeSet<CoderId> = view.known().into_iter().map(|m| m.coder).collect();
    for round in view.rounds().iter().chain(view.cancelled_rounds()) {
        known.extend(round.plan.coders.iter().cloned());
        known.extend(round.plan.adjudicator.clone());
    }
    known
}

/// Whether an id that is nobody's is not nearly somebody's.
///
/// # Errors
/// If it is: says whose.
pub fn not_a_slip(me: &CoderId, view: &View) -> Result<()> {
    let known = known(view);
    match nearly(me, known.iter()) {
        Some(meant) if !known.contains(me) => bail!(
            "nobody called {me} works in this study, but {meant} does: is it a slip? Give \
             --coder {meant}, or add --new-coder if {me} is somebody else"
        ),
        _ => Ok(()),
    }
}

/// What somebody who is new to this machine would be shown that a blind round keeps from those who
/// work here, in words: their own work in it, or what is known of its sources outside it.
fn kept(me: &CoderId, here: &[CoderId], blind: &[Round]) -> Option<String> {
    if let Some(round) = blind.iter().rev().find(|r| r.plan.coders.contains(me)) {
        let name = &round.plan.name;
        return Some(format!(
            "{me} codes “{name}” blind and has never worked on this machine; what {me} did in it is for {me} alone"
        ));
    }
    let others = || here.iter().filter(|other| *other != me);
    let (round, other) = others().find_map(|other| Some((keeps_from(other, me, blind)?, other)))?;
    let name = &round.plan.name;
    Some(format!(
        "{other}, who works on this machine, takes part in “{name}”, which is blind, and is to see nothing else of its sources; {me}, who has never worked here, is outside it and sees all"
    ))
}

/// The same of codes they map blind to a framework.
fn maps_blind(me: &CoderId, view: &View) -> Option<String> {
    let name = &view.mapping_over_frameworks(me)?.plan.name;
    Some(format!(
        "{me} maps codes in “{name}” blind and has never worked on this machine; what {me} mapped is for {me} alone"
    ))
}

/// The blind round that keeps from one of two what the other sees.
fn keeps_from<'r>(one: &CoderId, other: &CoderId, blind: &'r [Round]) -> Option<&'r Round> {
    let stands = |r: &&Round| r.cancelled.is_none();
    let keeps = |r: &&Round| r.binds(Some(one)) && !r.binds(Some(other));
    blind.iter().rev().filter(stands).find(keeps)
}

/// Whether somebody else who works on a machine would be shown, in the view of `taken`, what a blind
/// round keeps from them. `here` is who has worked there.
pub fn is_in_doubt(taken: &CoderId, here: &[CoderId], view: &View) -> bool {
    if here.iter().all(|other| other == taken) {
        return false;
    }
    let blind = blind_rounds(view);
    // An id that was only tried is nobody.
    let journals = view.known();
    let acts = |other: &CoderId| journals.iter().any(|m| m.coder == *other);
    let maps = |who| view.mapping_over_frameworks(who).is_some();
    let planned = |other| blind.iter().any(|r| r.binds(Some(other))) || maps(other);
    let mut others = here.iter().filter(|other| *other != taken);
    others.any(|other| {
        let work = blind.iter().any(|r| r.plan.coders.contains(taken)) || maps(taken);
        (acts(other) || planned(other)) && (work || keeps_from(other, taken, &blind).is_some())
    })
}

/// Blind rounds that have not opened, those cancelled among them: they never do.
fn blind_rounds(view: &View) -> Vec<Round> {
    let rounds = view.rounds().iter().chain(view.cancelled_rounds());
    rounds.filter(|r| !r.is_open()).cloned().collect()
}
