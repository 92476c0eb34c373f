//! What was handed out to members, and what they answered.

use super::ids::{PacketId, ThemeId};
use super::member::{Answer, MemberCheck, Packet};
use super::source::Source;
use super::view::View;

impl View {
    /// The sources that were collected, which are counted: not what members wrote back.
    pub fn collected(&self) -> impl Iterator<Item = &Source> {
        self.sources().iter().filter(|s| s.is_collected())
    }

    /// Everything that was handed out and answered, as far as the viewer may see it.
    pub fn member_check(&self) -> &MemberCheck {
        &self.state().members
    }
}

impl MemberCheck {
    pub fn packet(&self, id: PacketId) -> Option<&Packet> {
        self.packets.iter().find(|p| p.id == id)
    }

    /// The last answer of a person on a theme, whichever packet it is to: it counts.
    pub fn answer(&self, theme: ThemeId, person: &str) -> Option<&Answer> {
        let is = |a: &&Answer| a.text.theme == theme && a.text.person == person;
        self.answers.iter().rev().find(is)
    }
}
