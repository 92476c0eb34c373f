//! Packets, answers and what followed, from their events.

use crate::model::event::{Change, Event};
use crate::model::member::{Answer, Followed, MemberCheck, Packet};
use std::sync::Arc;

/// Everything handed out and answered, from its standing events in total order. An answer to a claim
/// that no packet here holds says nothing.
pub(super) fn resolve(ops: &[Arc<Event>]) -> MemberCheck {
    let mut all = MemberCheck::default();
    for event in ops {
        let (by, at) = (event.coder.clone(), event.clock);
        match &event.change {
            Change::PacketGiven(text) => all.packets.push(Packet {
                id: event.id.into(),
                text: text.as_ref().clone(),
                by,
                at,
            }),
            Change::ClaimAnswered(text) => {
                let packet = all.packet(text.packet);
                if packet.is_some_and(|packet| packet.claim(text.theme).is_some()) {
                    all.answers.push(Answer {
                        id: event.id.into(),
                        text: text.as_ref().clone(),
                        by,
                        at,
                        followed: Vec::new(),
                    });
                }
            }
            Change::AnswerFollowed { answer, text } => {
                let text = text.clone();
                if let Some(answer) = all.answers.iter_mut().find(|a| a.id == *answer) {
                    answer.followed.push(Followed { text, by, at });
                }
            }
            _ => {}
        }
    }
    all
}
