//! A hidden first vote: two at one keyboard each say what they would rule before they hear each
//! other. No ballot is shown until all are in.

use super::Reconcile;
use super::poll::Poll;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::model::ids::CoderId;
use crate::model::verdict::{Ballot, Vote};
use crate::report::words::listed;
use crate::work::effect::Effect;

impl Reconcile {
    /// The votes on an item that no verdict has taken up yet, if all are in.
    pub fn votes_on(&self, place: usize) -> Vec<Vote> {
        let poll = self.poll.as_ref().filter(|p| p.place == place);
        poll.map(|p| p.revealed().to_vec()).unwrap_or_default()
    }

    pub(super) fn begin_vote(&mut self, place: usize, cx: &mut Context) -> Vec<Effect> {
        let present = self.present(cx);
        let coders = self.sheet.iter().flat_map(|s| s.coders());
        let voters: Vec<CoderId> = coders.filter(|c| present.contains(c)).cloned().collect();
        if voters.len() < 2 {
            return cx.say("a vote needs two coders of the round at this keyboard: w says who");
        }
        let first = voters[0].clone();
        let others: Vec<&CoderId> = voters[1..].iter().collect();
        cx.note(format!(
            "{first} votes, {} looks away: the key shows nothing; p passes",
            listed(&others)
        ));
        self.poll = Some(Poll {
            place,
            voters,
            cast: Vec::new(),
        });
        Vec::new()
    }

    pub(super) fn vote_command(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let coders = self
            .sheet
            .as_ref()
            .map(|s| s.coders().to_vec())
            .unwrap_or_default();
        let of = |n: usize| coders.get(n).cloned().map(Ballot::Of);
        let ballot = match command {
            Command::VerdictA => of(0),
            Command::VerdictB => of(1),
            Command::Pinned(n) => of(usize::from(n).saturating_sub(1)),
            Command::VerdictBoth => Some(Ballot::Both),
            Command::VerdictNeither => Some(Ballot::Neither),
            Command::VerdictSpan => Some(Ballot::Adjusted),
            Command::VerdictCode => Some(Ballot::Another),
            Command::VerdictKept => Some(Ballot::Kept),
            Command::VerdictPark => None,
            _ => {
                return cx.say("vote with a verdict's key; p lets it pass, Esc ends the vote");
            }
        };
        let Some(poll) = &mut self.poll else {
            return Vec::new();
        };
        let Some(coder) = poll.next().cloned() else {
            return Vec::new();
        };
        poll.cast.push(Vote { coder, ballot });
        let (place, next) = (poll.place, poll.next().cloned());
        match next {
            // The same words whatever was chosen.
            Some(next) => cx.say(format!(
                "taken; now {next} votes, the others look away; p passes"
            )),
            None => {
                let votes = self.votes_on(place);
                let said = cx.about(place).map(|a| a.votes(&votes));
                cx.say(format!(
                    "votes: {} · now the verdict",
                    said.unwrap_or_default()
                ))
            }
        }
    }
}
